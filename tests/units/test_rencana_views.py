"""The plan on the screen: three views of one set, the form, moves by plain buttons, carrying on last year's items."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse

from tests.factories import make_anggota, make_instansi, make_unit
from tests.units.bantu_rencana import hari, jejak, make_butir
from units.enums import Peran
from units.enums.tahap import StatusAksi
from units.models import ButirAksi, Inovasi, IsuStrategis, KemajuanAksi, LayananUtama, Risiko, UnitKerja, User

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"
TAHUN = hari().year
R, B, S, X = StatusAksi.RENCANA, StatusAksi.BERJALAN, StatusAksi.SELESAI, StatusAksi.DIBATALKAN
TAMPILAN = ("tabel", "papan", "linimasa")


@pytest.fixture
def unit() -> UnitKerja:
    return make_unit()


@pytest.fixture
def operator(unit) -> User:
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat Nasution")


@pytest.fixture
def butir(unit, operator) -> ButirAksi:
    return make_butir(unit, operator)


def alamat(unit, *bagian, benda="rencana-aksi") -> str:
    return f"/unit/{unit.pk}/{benda}/" + "".join(f"{b}/" for b in bagian)


def isian(**lain) -> dict[str, object]:
    return {
        "nama": "Menyusun SOP layanan",
        "area": 2,
        "keluaran": "SOP",
        "target": "5 SOP",
        "prioritas": 1,
        "pic_nama": "Siti Aminah",
        "mulai": f"{TAHUN}-02-01",
        "tenggat": f"{TAHUN}-09-30",
        "kiriman": str(uuid.uuid4()),
    } | lain


def pesan(jawab) -> list[str]:
    return [str(m) for m in jawab.context["messages"]]


# ---- the form ----
def test_a_new_item_keeps_all_that_was_said(client, unit, operator):
    client.force_login(operator)
    milik = {"unit": unit, "tahun": TAHUN, "dibuat_oleh": operator}
    kaitan = {
        "layanan": LayananUtama.objects.create(nama="Akta", **milik),
        "isu": IsuStrategis.objects.create(judul="Antrean", **milik),
        "risiko": Risiko.objects.create(uraian="Pungli", kemungkinan=1, dampak=1, **milik),
        "inovasi": Inovasi.objects.create(nama="Antre daring", masalah="Antre", **milik),
    }
    data = isian(
        kode="a.i.2.I.a, A.II.1.i.a\nA.I.2.i.a; b.ii.a",
        menyentuh_masyarakat="on",
        **{n: b.pk for n, b in kaitan.items()},
    )
    satu, dua = (client.post(f"{alamat(unit, 'baru')}?tahun={TAHUN}", data) for _ in range(2))
    butir = ButirAksi.objects.get()
    assert satu["Location"] == dua["Location"] == alamat(unit, butir.pk)
    assert butir.kode == ["A.I.2.i.a", "A.II.1.i.a", "B.II.a"]
    assert (butir.status, butir.persen, butir.menyentuh_masyarakat, butir.tahun) == (R, 0, True, TAHUN)
    assert {n: getattr(butir, n) for n in kaitan} == kaitan
    html = client.get(alamat(unit, butir.pk)).content.decode()
    for teks in ("A.II.1.i.a", "Antre daring", "Menyentuh masyarakat", "Tinggi", "5 SOP"):
        assert teks in html
    # And each of what it serves lists it.
    for benda, baris in kaitan.items():
        assert butir.nama in client.get(alamat(unit, baris.pk, benda=benda)).content.decode()


@pytest.mark.parametrize(
    "kode", ["A.I.7.i.a", "A.I.1", "A.III.1.i.a", "B.I.aa", "A.I.1.i.a.1", "halo", CANARY, "A.I.1.i.a\x00"]
)
def test_a_code_of_another_shape_is_refused_and_kept(client, unit, operator, kode):
    client.force_login(operator)
    jawab = client.post(alamat(unit, "baru"), isian(kode=f"A.I.1.i.a {kode}"))
    assert jawab.status_code == 422
    assert "bukan kode pertanyaan LKE" in str(jawab.context["form"].errors["kode"])
    assert CANARY not in jawab.content.decode()
    assert "A.I.1.i.a " in jawab.content.decode()
    assert not ButirAksi.objects.exists()


def test_codes_are_not_endless(client, unit, operator):
    client.force_login(operator)
    kode = ",".join(f"A.I.1.i.{chr(97 + n)}" for n in range(21))
    jawab = client.post(alamat(unit, "baru"), isian(kode=kode))
    assert "Paling banyak 20 kode" in jawab.content.decode()


def test_the_name_follows_the_account(client, unit, operator):
    client.force_login(operator)
    client.post(alamat(unit, "baru"), isian(pic=operator.pk, pic_nama="Orang lain"))
    assert ButirAksi.objects.values_list("pic", "pic_nama").get() == (operator.pk, "Rahmat Nasution")


def test_a_pic_is_somebody_of_the_unit_or_a_name(client, unit, operator):
    lain = make_anggota(Peran.OPERATOR, unit=make_unit(instansi=unit.instansi))
    client.force_login(operator)
    assert "pic" in client.post(alamat(unit, "baru"), isian(pic=lain.pk)).context["form"].errors
    jawab = client.post(alamat(unit, "baru"), isian(pic_nama=""))
    assert "Pilih akun PIC, atau tulis namanya." in jawab.content.decode()
    assert not ButirAksi.objects.exists()


def test_a_pic_who_left_stays_while_nobody_changes_it(client, unit, operator):
    lama = make_anggota(Peran.KETUA_TIM, unit=unit, nama="Hendra Sitepu")
    butir = make_butir(unit, operator, pic=lama, pic_nama=lama.nama)
    lama.keanggotaan.update(selesai=hari())
    client.force_login(operator)
    data = isian(pic=lama.pk, nama="Lain", versi=1)
    assert client.post(alamat(unit, butir.pk, "ubah"), data).status_code == 302
    butir.refresh_from_db()
    assert (butir.pic, butir.nama) == (lama, "Lain")


@pytest.mark.parametrize(
    ("mulai", "tenggat", "bidang", "kata"),
    [
        (f"{TAHUN}-05-02", f"{TAHUN}-05-01", "tenggat", "tidak boleh mendahului"),
        (f"{TAHUN - 2}-12-31", f"{TAHUN}-05-01", "mulai", "jauh dari rencana tahun"),
        (f"{TAHUN}-05-02", f"{TAHUN + 2}-01-01", "tenggat", "jauh dari rencana tahun"),
        ("", f"{TAHUN}-01-01", "mulai", "tidak boleh kosong"),
    ],
)
def test_dates_are_checked(client, unit, operator, mulai, tenggat, bidang, kata):
    client.force_login(operator)
    jawab = client.post(alamat(unit, "baru"), isian(mulai=mulai, tenggat=tenggat))
    assert jawab.status_code == 422
    assert kata in str(jawab.context["form"].errors[bidang]).lower()
    assert list(jawab.context["form"].errors) == [bidang]
    assert 'value="Menyusun SOP layanan"' in jawab.content.decode()


@pytest.mark.parametrize("tenggat", [(0, 0), (0, 1)])
def test_one_day_and_the_year_after_are_fine(client, unit, operator, tenggat):
    client.force_login(operator)
    akhir = f"{TAHUN + tenggat[1]}-12-31"
    assert client.post(alamat(unit, "baru"), isian(mulai=f"{TAHUN}-12-31", tenggat=akhir)).status_code == 302


def test_what_it_serves_is_of_the_same_unit_and_year(client, unit, operator):
    jauh = LayananUtama.objects.create(unit=make_unit(), tahun=TAHUN, nama="Jauh", dibuat_oleh=operator)
    lalu = LayananUtama.objects.create(unit=unit, tahun=TAHUN - 1, nama="Lalu", dibuat_oleh=operator)
    client.force_login(operator)
    for layanan in (jauh, lalu):
        assert "layanan" in client.post(alamat(unit, "baru"), isian(layanan=layanan.pk)).context["form"].errors
    butir = make_butir(unit, operator, layanan=lalu)
    assert client.post(alamat(unit, butir.pk, "ubah"), isian(layanan=lalu.pk, versi=1)).status_code == 302


def test_state_and_progress_never_come_from_the_form(client, unit, operator, butir):
    client.force_login(operator)
    data = isian(status="selesai", persen=100, selesai_pada="2026-01-01", lanjutan_dari=butir.pk, versi=1)
    client.post(alamat(unit, butir.pk, "ubah"), data)
    butir.refresh_from_db()
    assert (butir.status, butir.persen, butir.selesai_pada, butir.lanjutan_dari) == (R, 0, None, None)
    assert butir.versi == 2


def test_the_history_speaks_in_words(client, unit, operator, butir):
    client.force_login(operator)
    data = isian(kode="A.I.1.i.a A.I.1.i.b", area=6, menyentuh_masyarakat="on", tenggat=f"{TAHUN}-10-31", versi=1)
    client.post(alamat(unit, butir.pk, "ubah"), data)
    html = client.get(alamat(unit, butir.pk)).content.decode()
    for teks in (
        "Penataan Tatalaksana → Peningkatan Kualitas Pelayanan Publik",
        "– → A.I.1.i.a, A.I.1.i.b",
        "tidak → ya",
        f"31 Oktober {TAHUN}",
    ):
        assert teks in html, teks


def test_the_collision_page_shows_codes_as_people_write_them(client, unit, operator, butir):
    ketua = make_anggota(Peran.KETUA_TIM, unit=unit)
    client.force_login(ketua)
    client.post(alamat(unit, butir.pk, "ubah"), isian(kode="A.I.1.i.a, B.I.a", versi=1))
    client.force_login(operator)
    jawab = client.post(alamat(unit, butir.pk, "ubah"), isian(kode="A.I.1.i.c", versi=1))
    html = jawab.content.decode()
    assert jawab.status_code == 409
    assert "<dd>A.I.1.i.a, B.I.a</dd>" in html
    assert 'value="A.I.1.i.c"' in html


# ---- three views ----
@pytest.fixture
def rencana(unit, operator) -> dict[str, ButirAksi]:
    return {
        "rencana": make_butir(unit, operator, nama="Butir rencana", area=1, prioritas=3, tenggat=hari(9)),
        "berjalan": make_butir(unit, operator, nama="Butir berjalan", area=2, status=B, persen=40, pic_nama="Budi"),
        "terlambat": make_butir(unit, operator, nama="Butir lewat", area=3, status=B, prioritas=1, tenggat=hari(-4)),
        "selesai": make_butir(unit, operator, nama="Butir tuntas", area=4, status=S, persen=100, tenggat=hari(-9)),
        "dibatalkan": make_butir(unit, operator, nama="Butir batal", area=5, status=X, tenggat=hari(-9)),
    }


@pytest.mark.every_case
@pytest.mark.parametrize("tampil", TAMPILAN)
@pytest.mark.parametrize(
    ("saring", "harap"),
    [
        ("", {"rencana", "berjalan", "terlambat", "selesai", "dibatalkan"}),
        ("status=terlambat", {"terlambat"}),
        ("status=berjalan", {"berjalan"}),
        ("status=selesai", {"selesai"}),
        (
            "status=ngawur&area=99&prioritas=x&urut=ngawur",
            {"rencana", "berjalan", "terlambat", "selesai", "dibatalkan"},
        ),
        ("area=3", {"terlambat"}),
        ("pic=Budi", {"berjalan"}),
        ("prioritas=3", {"rencana"}),
        ("q=TUNTAS", {"selesai"}),
        ("q=budi", {"berjalan"}),
        ("area=3&status=selesai", set()),
    ],
)
def test_three_views_show_the_same_chosen_items(client, unit, operator, rencana, tampil, saring, harap):
    client.force_login(operator)
    html = client.get(f"{alamat(unit)}?tampil={tampil}&{saring}").content.decode()
    assert {n for n, b in rencana.items() if f'/rencana-aksi/{b.pk}/"' in html} == harap
    assert ("Tidak ada yang cocok" in html) == (not harap)


def test_changing_the_view_keeps_the_filters(client, unit, operator, rencana):
    client.force_login(operator)
    html = client.get(f"{alamat(unit)}?tampil=tabel&area=3&q=lewat&halaman=1&urut=-area").content.decode()
    for tampil in ("papan", "linimasa"):
        assert f'href="?tampil={tampil}&amp;area=3&amp;q=lewat&amp;urut=-area"' in html


@pytest.mark.every_case
@pytest.mark.parametrize(
    ("urut", "harap"),
    [
        ("tenggat", ["selesai", "dibatalkan", "terlambat", "rencana", "berjalan"]),
        ("-tenggat", ["berjalan", "rencana", "terlambat", "selesai", "dibatalkan"]),
        ("-area", ["dibatalkan", "selesai", "terlambat", "berjalan", "rencana"]),
        ("prioritas", ["terlambat", "selesai", "dibatalkan", "berjalan", "rencana"]),
    ],
)
def test_the_table_sorts(client, unit, operator, rencana, urut, harap):
    client.force_login(operator)
    jawab = client.get(f"{alamat(unit)}?urut={urut}")
    nama = {b.pk: n for n, b in rencana.items()}
    assert [nama[b.pk] for b in jawab.context["page"]] == harap
    arah = "descending" if urut.startswith("-") else "ascending"
    assert jawab.content.decode().count("aria-sort") == jawab.content.decode().count(f'aria-sort="{arah}"') == 1


def test_late_is_said_in_words_in_every_view(client, unit, operator, rencana):
    client.force_login(operator)
    for tampil in TAMPILAN:
        html = client.get(f"{alamat(unit)}?tampil={tampil}&status=terlambat").content.decode()
        assert "lewat 4 hari" in html, tampil
        assert re.search("[Tt]erlambat", html.split("hasil-hitung")[1]), tampil
    assert 'fill="url(#arsir)"' in html
    assert "Hari ini" in html


def test_the_state_of_the_plan_stands_under_the_title(client, unit, operator, rencana):
    client.force_login(operator)
    html = client.get(alamat(unit)).content.decode()
    assert "5 butir, 1 selesai, 1 terlambat. Kemajuan seluruhnya 35,0\u00a0%." in html


@pytest.mark.parametrize("banyak", [1, 3, 30])
@pytest.mark.parametrize("tampil", TAMPILAN)
def test_query_count_stays_flat(client, unit, operator, tampil, banyak, django_assert_num_queries):
    lalu = make_butir(unit, operator, tahun=TAHUN - 1)
    ButirAksi.objects.bulk_create(
        ButirAksi(
            unit=unit,
            tahun=TAHUN,
            nama=f"Butir {i}",
            area=i % 6 + 1,
            keluaran="K",
            target="T",
            pic=operator,
            pic_nama="Budi",
            mulai=hari(-30),
            tenggat=hari(i - 9),
            status=(R, B, S, X)[i % 4],
            dibuat_oleh=operator,
            lanjutan_dari=lalu if i == 1 else None,
        )
        for i in range(banyak)
    )
    client.force_login(operator)
    jalan = f"{alamat(unit)}?tampil={tampil}"
    client.get(jalan)
    # session, person, roles, unit, sums, names of PIC, anything to carry on, count or columns, items, years, unread
    with django_assert_num_queries(11):
        client.get(jalan)


@pytest.mark.parametrize("banyak", [1, 3, 30])
@pytest.mark.parametrize("benda", ["isu", "risiko", "inovasi"])
def test_register_query_count_stays_flat(client, unit, operator, benda, banyak, django_assert_num_queries):
    milik = {"unit": unit, "tahun": TAHUN, "dibuat_oleh": operator}
    layanan = LayananUtama.objects.create(nama="Akta", **milik)
    for _ in range(banyak):
        if benda == "isu":
            IsuStrategis.objects.create(judul="Isu", layanan=layanan, **milik)
        elif benda == "risiko":
            Risiko.objects.create(uraian="R", kemungkinan=2, dampak=3, layanan=layanan, **milik)
        else:
            Inovasi.objects.create(nama="I", masalah="M", layanan=layanan, **milik)
    client.force_login(operator)
    client.get(alamat(unit, benda=benda))
    # session, person, roles, unit, count, page, years, unread; the matrix once
    with django_assert_num_queries(9 if benda == "risiko" else 8):
        client.get(alamat(unit, benda=benda))


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_detail_query_count_stays_flat(client, unit, operator, butir, banyak, django_assert_num_queries):
    for n in range(banyak):
        KemajuanAksi.objects.create(butir=butir, persen=n, oleh=operator)
    client.force_login(operator)
    client.get(alamat(unit, butir.pk))
    # session, person, roles, unit, item, history, proof, reports, continuation, years, unread
    with django_assert_num_queries(11):
        client.get(alamat(unit, butir.pk))


def test_table_and_timeline_are_paged_and_columns_bounded(client, unit, operator):
    ButirAksi.objects.bulk_create(
        ButirAksi(
            unit=unit,
            tahun=TAHUN,
            nama=f"Butir {i}",
            area=1,
            keluaran="K",
            target="T",
            pic_nama="Budi",
            mulai=hari(-30),
            tenggat=hari(20),
            dibuat_oleh=operator,
        )
        for i in range(45)
    )
    client.force_login(operator)
    for tampil, harap in (("tabel", 25), ("linimasa", 40)):
        jawab = client.get(f"{alamat(unit)}?tampil={tampil}")
        assert len(jawab.context["page"].object_list) == harap
        assert f'href="?tampil={tampil}&amp;halaman=2"' in jawab.content.decode()
    papan = client.get(f"{alamat(unit)}?tampil=papan").content.decode()
    assert papan.count('class="papan-kartu"') == 30
    assert "15 butir lain di tabel" in papan


# ---- moves ----
def test_a_card_moves_by_plain_forms_and_comes_back_to_its_place(client, unit, operator, butir):
    client.force_login(operator)
    papan = f"{alamat(unit)}?tampil=papan&area=2"
    html = client.get(papan).content.decode()
    assert f'action="{alamat(unit, butir.pk, "mulai")}"' in html
    jawab = client.post(alamat(unit, butir.pk, "mulai"), {"kembali": papan})
    assert jawab["Location"] == f"{papan}#butir-{butir.pk}"
    butir.refresh_from_db()
    assert butir.status == B
    assert jejak(butir) == ["mulai"]


@pytest.mark.parametrize(
    "kembali",
    ["https://jahat.example/", "//jahat.example/", "/unit/999/", "javascript:alert(1)", "", "/unit/1/rencana-aksi/"],
)
def test_one_never_comes_back_to_a_place_that_is_not_this_plan(client, unit, operator, butir, kembali):
    client.force_login(operator)
    jawab = client.post(alamat(unit, butir.pk, "mulai"), {"kembali": kembali})
    assert jawab["Location"] == alamat(unit, butir.pk)


@pytest.mark.parametrize(
    ("aksi", "kata"),
    [
        ("mulai", "Butir ini sudah berjalan."),
        ("selesaikan", "Butir ini sudah dinyatakan selesai."),
        ("batalkan", "Butir ini sudah dibatalkan."),
    ],
)
def test_a_second_click_is_told_and_changes_nothing(client, unit, operator, butir, aksi, kata):
    client.force_login(operator)
    client.post(alamat(unit, butir.pk, aksi), {"alasan": "Sebab"})
    jawab = client.post(alamat(unit, butir.pk, aksi), {"alasan": "Sebab"}, follow=True)
    assert kata in pesan(jawab)
    assert jejak(butir) == [aksi]


def test_a_move_that_no_longer_fits_is_explained(client, unit, operator):
    butir = make_butir(unit, operator, status=X)
    client.force_login(operator)
    jawab = client.post(alamat(unit, butir.pk, "mulai"), follow=True)
    assert "Sekarang berstatus “Dibatalkan”" in pesan(jawab)[0]


def test_cancelling_asks_why_and_loses_nothing(client, unit, operator, butir):
    client.force_login(operator)
    assert "Batalkan butir" in client.get(alamat(unit, butir.pk, "batalkan")).content.decode()
    jawab = client.post(alamat(unit, butir.pk, "batalkan"), {"alasan": "   "})
    assert jawab.status_code == 422
    assert "Tulis alasannya" in jawab.content.decode()
    client.post(alamat(unit, butir.pk, "batalkan"), {"alasan": CANARY})
    html = client.get(alamat(unit, butir.pk)).content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert CANARY not in html
    assert "Dibatalkan" in html


def test_moving_by_get_is_not_possible(client, unit, operator, butir):
    client.force_login(operator)
    for aksi in ("mulai", "selesaikan"):
        assert client.get(alamat(unit, butir.pk, aksi)).status_code == 405


GERAK = ("mulai", "selesaikan", "batalkan", "buka-lagi", "kemajuan")


@pytest.mark.parametrize("aksi", GERAK)
@pytest.mark.parametrize(
    ("peran", "milik", "kode"),
    [
        (Peran.OPERATOR, True, 302),
        (Peran.KETUA_TIM, True, 302),
        (Peran.PIMPINAN_UNIT, True, 403),
        (Peran.OPERATOR, False, 404),
        (Peran.TPI_KETUA, True, 403),
        (Peran.ADMIN_INSTANSI, True, 403),
        (Peran.PIMPINAN_INSTANSI, True, 403),
        (Peran.TPN_ADMIN, True, 403),
    ],
)
@pytest.mark.parametrize("status", [R, S])
@pytest.mark.usefixtures("short_refusals")
def test_who_may_move(client, aksi, peran, milik, kode, status):
    instansi = make_instansi()
    unit, lain = make_unit(instansi=instansi), make_unit(instansi=instansi)
    butir = make_butir(unit, make_anggota(Peran.OPERATOR, unit=unit), status=status)
    user = make_anggota(peran, unit=unit if milik else lain, instansi=instansi)
    client.force_login(user)
    terbuka = status == R
    cocok = {"mulai": terbuka, "batalkan": terbuka, "kemajuan": terbuka, "buka-lagi": not terbuka}.get(aksi, True)
    jawab = client.post(alamat(unit, butir.pk, aksi), {"alasan": "Sebab", "persen": "40", "versi": "1"})
    # Where the state does not fit, who may is told so: led back by a bare button, kept at a form.
    tolak = 302 if aksi in {"mulai", "selesaikan"} else 422
    assert jawab.status_code == (kode if kode != 302 or cocok else tolak)
    berubah = kode == 302 and cocok and not (aksi == "selesaikan" and not terbuka)
    assert (ButirAksi.objects.get().versi > 1) == berubah


def test_an_item_of_another_unit_does_not_move_under_this_one(client, unit, operator):
    lain = make_unit(instansi=unit.instansi)
    butir = make_butir(lain, make_anggota(Peran.OPERATOR, unit=lain))
    client.force_login(operator)
    for aksi in GERAK:
        data = {"alasan": "Sebab", "persen": "40", "versi": "1"}
        assert client.post(alamat(unit, butir.pk, aksi), data).status_code == 404
    assert jejak(butir) == []


def test_who_only_reads_sees_no_buttons(client, unit, operator, butir):
    client.force_login(make_anggota(Peran.PIMPINAN_UNIT, unit=unit))
    for jalan in (f"{alamat(unit)}?tampil=papan", alamat(unit, butir.pk)):
        html = client.get(jalan).content.decode()
        assert butir.nama in html
        assert "/mulai/" not in html
        assert "/kemajuan/" not in html
    client.force_login(operator)
    assert "/mulai/" in client.get(f"{alamat(unit)}?tampil=papan").content.decode()


# ---- progress ----
def kirim_kemajuan(client, unit, butir, persen, **lain):
    data = {"persen": persen, "catatan": "", "versi": butir.versi, "kiriman": str(uuid.uuid4())}
    return client.post(alamat(unit, butir.pk, "kemajuan"), data | lain)


def test_progress_tells_its_story(client, unit, operator, butir):
    client.force_login(operator)
    assert kirim_kemajuan(client, unit, butir, 40, catatan=f"Dua SOP {CANARY}")["Location"] == alamat(unit, butir.pk)
    butir.refresh_from_db()
    kirim_kemajuan(client, unit, butir, 100)
    html = client.get(alamat(unit, butir.pk)).content.decode()
    assert "Kemajuan sudah penuh" in html
    assert "Kemajuan dilaporkan" in html
    assert CANARY not in html
    assert "Dua SOP &lt;script&gt;" in html
    client.post(alamat(unit, butir.pk, "selesaikan"))
    butir.refresh_from_db()
    assert (butir.status, butir.selesai_pada) == (S, hari())
    assert "Kemajuan sudah penuh" not in client.get(alamat(unit, butir.pk)).content.decode()


def test_a_hundred_offers_to_finish(client, unit, operator, butir):
    client.force_login(operator)
    data = {"persen": 100, "versi": 1}
    jawab = client.post(alamat(unit, butir.pk, "kemajuan"), data, follow=True)
    assert pesan(jawab) == ["Kemajuan 100 % tercatat. Nyatakan selesai bila keluarannya sudah ada."]


def test_the_same_progress_form_twice_is_one_report(client, unit, operator, butir):
    client.force_login(operator)
    kiriman = str(uuid.uuid4())
    satu, dua = (kirim_kemajuan(client, unit, butir, 40, versi=1, kiriman=kiriman) for _ in range(2))
    assert satu["Location"] == dua["Location"]
    assert KemajuanAksi.objects.count() == 1


def test_the_second_reporter_sees_both_and_may_add_theirs(client, unit, operator, butir):
    ketua = make_anggota(Peran.KETUA_TIM, unit=unit, nama="Hendra Sitepu")
    client.force_login(ketua)
    kirim_kemajuan(client, unit, butir, 60, catatan="Tiga SOP selesai")
    client.force_login(operator)
    jawab = kirim_kemajuan(client, unit, butir, 50, catatan="Catatan saya", versi=1)
    html = jawab.content.decode()
    assert jawab.status_code == 409
    for teks in ("baru saja diubah oleh Hendra Sitepu", "Tiga SOP selesai", "Catatan saya", 'value="50"'):
        assert teks in html, teks
    butir.refresh_from_db()
    assert butir.persen == 60
    form = dict(re.findall(r'name="(versi|kiriman)" value="([^"]+)"', html))
    assert kirim_kemajuan(client, unit, butir, 50, catatan="Catatan saya", **form).status_code == 302
    assert list(butir.kemajuan.values_list("persen", flat=True)) == [50, 60]


@pytest.mark.parametrize(
    ("persen", "kata"),
    [("", "Tulis kemajuan"), ("101", "0 sampai 100"), ("-1", "0 sampai 100"), ("lima", "angka bulat")],
)
def test_a_number_that_is_none_is_explained_and_the_note_kept(client, unit, operator, butir, persen, kata):
    client.force_login(operator)
    jawab = kirim_kemajuan(client, unit, butir, persen, catatan="Catatan panjang")
    assert jawab.status_code == 422
    assert kata in jawab.content.decode()
    assert "Catatan panjang" in jawab.content.decode()
    assert not KemajuanAksi.objects.exists()


def test_going_back_without_a_word_keeps_the_form(client, unit, operator):
    butir = make_butir(unit, operator, persen=60, status=B)
    client.force_login(operator)
    jawab = kirim_kemajuan(client, unit, butir, 10)
    assert jawab.status_code == 422
    assert "Tulis catatan yang menjelaskannya" in jawab.content.decode()


# ---- carrying on ----
def test_last_years_unfinished_items_are_shown_chosen_and_carried_on_once(client, unit, operator):
    lama = make_butir(unit, operator, tahun=TAHUN - 1, nama="Menata arsip", persen=55, status=B)
    lain = make_butir(unit, operator, tahun=TAHUN - 1, nama="Loket ramah")
    make_butir(unit, operator, tahun=TAHUN - 1, nama="Sudah tuntas", status=S)
    client.force_login(operator)
    assert f"belum selesai dari {TAHUN - 1}" in client.get(alamat(unit)).content.decode()
    html = client.get(alamat(unit, "salin")).content.decode()
    assert "Menata arsip" in html
    assert "Loket ramah" in html
    assert "Sudah tuntas" not in html
    for harap in ("1 butir disalin", "Tidak ada yang ditambahkan"):
        jawab = client.post(f"{alamat(unit, 'salin')}?tahun={TAHUN}", {"butir": [lama.pk]}, follow=True)
        assert harap in pesan(jawab)[0]
    salinan = ButirAksi.objects.get(tahun=TAHUN)
    assert (salinan.lanjutan_dari, lain.lanjutan.count()) == (lama, 0)
    assert f"dalam rencana {TAHUN}" in client.get(alamat(unit, lama.pk)).content.decode()
    assert "Menata arsip" in client.get(alamat(unit, salinan.pk)).content.decode()


def test_choosing_nothing_says_so(client, unit, operator):
    make_butir(unit, operator, tahun=TAHUN - 1)
    client.force_login(operator)
    jawab = client.post(alamat(unit, "salin"), {"butir": ["x", "9" * 30]}, follow=True)
    assert pesan(jawab) == ["Pilih dahulu butir yang akan disalin."]


def test_nothing_left_to_carry_on_says_so(client, unit, operator):
    client.force_login(operator)
    assert "Tidak ada yang perlu disalin" in client.get(alamat(unit, "salin")).content.decode()


# ---- registers ----
def test_the_risk_page_shows_matrix_band_and_missing_treatment(client, unit, operator):
    client.force_login(operator)
    client.post(
        f"{alamat(unit, 'baru', benda='risiko')}?tahun={TAHUN}",
        {"uraian": "Pungutan liar", "kemungkinan": 4, "dampak": 5, "penyebab": "Antrean"},
    )
    Risiko.objects.create(
        unit=unit, tahun=TAHUN, uraian="Blanko habis", kemungkinan=1, dampak=2, penanganan="Stok", dibuat_oleh=operator
    )
    html = client.get(alamat(unit, benda="risiko")).content.decode()
    for teks in (
        "4 × 5 = 20",
        "Belum ada penanganan",
        "Sangat tinggi 21–25",
        f"?tahun={TAHUN}&amp;kemungkinan=4&amp;dampak=5",
    ):
        assert teks in html, teks
    satu = client.get(f"{alamat(unit, benda='risiko')}?tingkat=tinggi")
    assert [r.uraian for r in satu.context["page"]] == ["Pungutan liar"]
    sel = client.get(f"{alamat(unit, benda='risiko')}?kemungkinan=1&dampak=2")
    assert [r.uraian for r in sel.context["page"]] == ["Blanko habis"]
    # The matrix still counts all.
    assert sum(s.jumlah for b in sel.context["matriks"] for s in b) == 2


@pytest.mark.parametrize(("kemungkinan", "dampak"), [("0", "3"), ("6", "3"), ("", "3"), ("3", "x")])
def test_a_scale_outside_one_to_five_is_refused(client, unit, operator, kemungkinan, dampak):
    client.force_login(operator)
    data = {"uraian": "Pungli", "kemungkinan": kemungkinan, "dampak": dampak}
    assert client.post(alamat(unit, "baru", benda="risiko"), data).status_code == 422
    assert not Risiko.objects.exists()


def test_biggest_risks_come_first(client, unit, operator):
    for uraian, k, d in (("Dua belas", 3, 4), ("Lima belas", 3, 5), ("Enam belas", 4, 4)):
        Risiko.objects.create(unit=unit, tahun=TAHUN, uraian=uraian, kemungkinan=k, dampak=d, dibuat_oleh=operator)
    client.force_login(operator)
    jawab = client.get(alamat(unit, benda="risiko"))
    assert [r.uraian for r in jawab.context["page"]] == ["Enam belas", "Lima belas", "Dua belas"]


def test_issues_and_innovations_are_filtered(client, unit, operator):
    milik = {"unit": unit, "tahun": TAHUN, "dibuat_oleh": operator}
    IsuStrategis.objects.create(judul="Isu utama", prioritas=1, **milik)
    IsuStrategis.objects.create(judul="Isu kecil", prioritas=3, **milik)
    Inovasi.objects.create(nama="Antre daring", masalah="M", mempermudah=True, **milik)
    Inovasi.objects.create(nama="Layar proses", masalah="M", **milik)
    client.force_login(operator)
    isu = client.get(f"{alamat(unit, benda='isu')}?prioritas=1")
    assert [str(b) for b in isu.context["page"]] == ["Isu utama"]
    inovasi = client.get(f"{alamat(unit, benda='inovasi')}?mempermudah=ya")
    assert [str(b) for b in inovasi.context["page"]] == ["Antre daring"]


ISIAN_TEKS = {
    "isu": ({"prioritas": 2}, ("judul", "uraian")),
    "risiko": ({"kemungkinan": 2, "dampak": 2}, ("uraian", "penyebab", "akibat", "penanganan", "pemilik")),
    "inovasi": ({"area": 6, "prioritas": 2}, ("nama", "masalah", "sebelum", "sesudah", "ukuran")),
    "rencana-aksi": (isian(), ("nama", "keluaran", "target", "pic_nama")),
}


@pytest.mark.parametrize("benda", ISIAN_TEKS)
def test_what_people_typed_is_shown_as_text(client, unit, operator, benda):
    client.force_login(operator)
    lain, teks = ISIAN_TEKS[benda]
    data = lain | {n: f"{CANARY} {n}" for n in teks} | {"kiriman": str(uuid.uuid4())}
    tujuan = client.post(f"{alamat(unit, 'baru', benda=benda)}?tahun={TAHUN}", data)["Location"]
    detail = client.get(tujuan).content.decode()
    for nama in teks:
        assert f"&lt;script&gt;alert(1)&lt;/script&gt; {nama}" in detail, nama
    halaman = [tujuan, f"{tujuan}ubah/", f"{tujuan}hapus/", alamat(unit, benda=benda)]
    if benda == "rencana-aksi":
        halaman += [f"{alamat(unit)}?tampil={t}" for t in TAMPILAN]
        halaman += [f"{tujuan}kemajuan/", f"{tujuan}batalkan/", f"{alamat(unit, 'salin')}?tahun={TAHUN + 1}"]
    for jalan in halaman:
        html = client.get(jalan).content.decode()
        assert "&lt;script&gt;alert(1)" in html, jalan
        assert CANARY not in html, jalan


def test_what_an_item_served_and_was_deleted_is_named_without_a_link(client, unit, operator):
    layanan = LayananUtama.objects.create(
        unit=unit, tahun=TAHUN, nama="Akta lama", dibuat_oleh=operator, dihapus_pada=dt.datetime.now(dt.UTC)
    )
    butir = make_butir(unit, operator, layanan=layanan)
    client.force_login(operator)
    html = client.get(alamat(unit, butir.pk)).content.decode()
    assert "Akta lama" in html
    assert "sudah dihapus" in html
    assert reverse("units:layanan_detail", args=[unit.pk, layanan.pk]) not in html
