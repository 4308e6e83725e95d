"""The tim kerja and its members, agents of change and their changes, publications, programmes."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from tests.factories import make_anggota, make_unit
from units.enums import Peran
from units.enums.tahap import Area, PeranTim
from units.errors import BarisBentrok
from units.models import (
    AgenPerubahan,
    AnggotaTim,
    PegawaiUnit,
    Pencanangan,
    Perubahan,
    ProgramMasyarakat,
    Publikasi,
    RiwayatTahap,
    TimKerja,
    UnitKerja,
    User,
)
from units.selectors.tim import HitungAgen, hitung_agen, kekurangan_tim, pegawai_pilihan
from units.services.tim import susun_anggota, susun_perubahan

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"


@pytest.fixture
def unit() -> UnitKerja:
    return make_unit()


@pytest.fixture
def operator(unit) -> User:
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah")


@pytest.fixture
def tim(unit, operator) -> TimKerja:
    return TimKerja.objects.create(
        unit=unit,
        tahun=2026,
        nomor_sk="SK/7/2026",
        tanggal_sk=dt.date(2026, 1, 12),
        mekanisme="Seleksi terbuka",
        dibuat_oleh=operator,
    )


@pytest.fixture
def agen(unit, operator) -> AgenPerubahan:
    return AgenPerubahan.objects.create(unit=unit, tahun=2026, nama="Budi Lubis", dibuat_oleh=operator)


def alamat(unit, *bagian) -> str:
    return f"/unit/{unit.pk}/" + "".join(f"{b}/" for b in bagian)


def daftar(*baris: dict, versi: int = 1, **lain) -> dict[str, object]:
    """A posted list of rows."""
    data: dict[str, object] = {"form-TOTAL_FORMS": len(baris), "form-INITIAL_FORMS": 0, "versi": versi, **lain}
    for i, satu in enumerate(baris):
        data |= {f"form-{i}-{k}": v for k, v in satu.items()}
    return data


def orang(nama: str, peran: str = PeranTim.ANGGOTA, area: int | str = "", **lain) -> dict[str, object]:
    return {"nama": nama, "peran": peran, "area": area, **lain}


def nama_anggota(tim) -> list[str]:
    return list(tim.anggota.values_list("nama", flat=True))


# --- The team ---------------------------------------------------------------------------------------------------------


def test_a_new_team_leads_to_its_members_and_is_written_once(client, unit, operator):
    client.force_login(operator)
    data = {
        "nomor_sk": "SK/1",
        "tanggal_sk": "2026-01-12",
        "mekanisme": "Seleksi oleh panitia",
        "kiriman": str(uuid.uuid4()),
    }
    satu, dua = (client.post(f"{alamat(unit, 'tim-kerja', 'baru')}?tahun=2026", data) for _ in range(2))
    tim = TimKerja.objects.get()
    assert satu["Location"] == dua["Location"] == alamat(unit, "tim-kerja", tim.pk, "anggota")


def test_an_sk_has_one_team_in_a_unit(client, unit, operator, tim):
    client.force_login(operator)
    data = {"nomor_sk": "sk/7/2026", "tanggal_sk": "2026-02-01", "mekanisme": "Lagi", "kiriman": str(uuid.uuid4())}
    jawab = client.post(f"{alamat(unit, 'tim-kerja', 'baru')}?tahun=2026", data)
    assert jawab.status_code == 422
    assert "sudah ada" in jawab.content.decode()
    # Another SK of the same year is another team, and the newest stands first.
    client.post(f"{alamat(unit, 'tim-kerja', 'baru')}?tahun=2026", data | {"nomor_sk": "SK/9/2026"})
    jawab = client.get(f"{alamat(unit, 'tim-kerja')}?tahun=2026")
    assert [t.nomor_sk for t in jawab.context["page"]] == ["SK/9/2026", "SK/7/2026"]
    lain = TimKerja.objects.get(nomor_sk="SK/9/2026")
    ubah = data | {"nomor_sk": "SK/7/2026", "versi": lain.versi}
    assert client.post(alamat(unit, "tim-kerja", lain.pk, "ubah"), ubah).status_code == 422


def test_members_keep_their_order_and_the_history_names_them(client, unit, operator, tim):
    client.force_login(operator)
    tujuan = alamat(unit, "tim-kerja", tim.pk, "anggota")
    isi = daftar(orang("Hendra", PeranTim.KETUA), orang("Zulkifli"), orang("Andi", PeranTim.KOORDINATOR, 5), orang(""))
    assert client.post(tujuan, isi)["Location"] == alamat(unit, "tim-kerja", tim.pk)
    assert nama_anggota(tim) == ["Hendra", "Zulkifli", "Andi"]
    tim.refresh_from_db()
    assert tim.versi == 2
    # Andi moves to the front by his number, Zulkifli leaves, Hendra becomes sekretaris.
    isi = daftar(
        orang("Hendra", PeranTim.SEKRETARIS, ORDER=2),
        orang("Zulkifli", ORDER=3, DELETE="on"),
        orang("Andi", PeranTim.KOORDINATOR, 5, ORDER=1),
        versi=2,
    )
    client.post(tujuan, isi)
    assert nama_anggota(tim) == ["Andi", "Hendra"]
    assert RiwayatTahap.objects.filter(benda="tim_kerja").last().rincian == {
        "Hendra": ["Ketua", "Sekretaris"],
        "Zulkifli": ["Anggota", None],
    }
    html = client.get(alamat(unit, "tim-kerja", tim.pk)).content.decode()
    assert "Ketua → Sekretaris" in html


def test_the_same_members_again_write_nothing(operator, tim):
    for _ in range(2):
        susun_anggota(
            tim=tim, anggota=[AnggotaTim(nama="Hendra", peran=PeranTim.KETUA)], versi=tim.versi, actor=operator
        )
    tim.refresh_from_db()
    assert (tim.versi, RiwayatTahap.objects.filter(benda="tim_kerja").count()) == (2, 1)


def test_a_changed_order_alone_is_in_the_history(operator, tim):
    for nama in (["Andi", "Budi"], ["Budi", "Andi"]):
        susun_anggota(tim=tim, anggota=[AnggotaTim(nama=n) for n in nama], versi=tim.versi, actor=operator)
    assert nama_anggota(tim) == ["Budi", "Andi"]
    assert RiwayatTahap.objects.filter(benda="tim_kerja").last().rincian == {"urutan": ["Andi, Budi", "Budi, Andi"]}


def test_two_people_never_overwrite_each_others_members_unseen(client, unit, operator, tim):
    ketua = make_anggota(Peran.KETUA_TIM, unit=unit, nama="Hendra Sitepu")
    tujuan = alamat(unit, "tim-kerja", tim.pk, "anggota")
    client.force_login(ketua)
    client.post(tujuan, daftar(orang("Pilihan Hendra")))
    client.force_login(operator)
    jawab = client.post(tujuan, daftar(orang("Pilihan Siti")))
    html = jawab.content.decode()
    assert jawab.status_code == 409
    assert "baru saja diubah oleh Hendra Sitepu" in html
    assert "Pilihan Hendra" in html
    assert 'value="Pilihan Siti"' in html
    assert nama_anggota(tim) == ["Pilihan Hendra"]
    # Having seen it, the person may insist.
    assert 'name="versi" value="2"' in html
    client.post(tujuan, daftar(orang("Pilihan Siti"), versi=2))
    assert nama_anggota(tim) == ["Pilihan Siti"]


def test_more_rows_come_without_saving_and_keep_what_was_typed(client, unit, operator, tim):
    client.force_login(operator)
    tujuan = alamat(unit, "tim-kerja", tim.pk, "anggota")
    assert client.get(tujuan).context["daftar"].total_form_count() == 3
    jawab = client.post(tujuan, daftar(orang("Hendra", PeranTim.KOORDINATOR), tambah="1"))
    html = jawab.content.decode()
    assert jawab.context["daftar"].total_form_count() == 4
    assert 'value="Hendra"' in html
    assert "Pilih area" not in html
    assert not tim.anggota.exists()
    assert jawab.context["daftar"].forms[-1]["peran"].value() == PeranTim.ANGGOTA
    banyak = client.post(tujuan, daftar(tambah="1") | {"form-TOTAL_FORMS": 99})
    assert banyak.context["daftar"].total_form_count() == 100
    assert "Tambah baris" not in banyak.content.decode()


@pytest.mark.parametrize(
    ("baris", "kata"),
    [
        (orang("Andi", PeranTim.KOORDINATOR), "Pilih area yang dikoordinasikan."),
        (orang("", jabatan="Analis"), "Isi kolom ini"),
        (orang("Andi", "raja"), "raja"),
        (orang("A" * 151), "150"),
    ],
)
def test_a_row_that_cannot_be_kept_says_why_and_nothing_is_lost(client, unit, operator, tim, baris, kata):
    client.force_login(operator)
    jawab = client.post(alamat(unit, "tim-kerja", tim.pk, "anggota"), daftar(orang("Hendra"), baris))
    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert kata in html
    assert 'value="Hendra"' in html
    assert not tim.anggota.exists()


def test_a_name_of_the_register_is_that_pegawai_and_any_other_stays_a_name(client, unit, operator, tim):
    milik = {"unit": unit, "tahun": 2026, "dibuat_oleh": operator}
    hendra = PegawaiUnit.objects.create(nama="Hendra", jabatan="Sekretaris Dinas", nip="1", **milik)
    dua = [PegawaiUnit.objects.create(nama="Andi", nip=n, **milik) for n in ("2", "3")]
    PegawaiUnit.objects.create(nama="Sudah pindah", nip="4", keluar_pada=dt.date(2026, 1, 1), **milik)
    assert pegawai_pilihan(unit) == {"Hendra": hendra, "Andi (2)": dua[0], "Andi (3)": dua[1]}
    client.force_login(operator)
    tujuan = alamat(unit, "tim-kerja", tim.pk, "anggota")
    assert '<option value="Andi (3)">' in client.get(tujuan).content.decode()
    client.post(tujuan, daftar(orang("Hendra"), orang("Andi (3)", jabatan="Analis"), orang("Orang luar")))
    isi = list(tim.anggota.values_list("nama", "jabatan", "pegawai"))
    assert isi == [("Hendra", "Sekretaris Dinas", hendra.pk), ("Andi", "Analis", dua[1].pk), ("Orang luar", "", None)]


def test_who_is_missing_is_said(client, unit, operator, tim):
    assert kekurangan_tim([]) == ["Tim ini belum mempunyai anggota."]
    lengkap = [
        AnggotaTim(nama="A", peran=PeranTim.PENANGGUNG_JAWAB),
        AnggotaTim(nama="B", peran=PeranTim.KETUA),
        AnggotaTim(nama="C", peran=PeranTim.ANGGOTA),
        *(AnggotaTim(nama=f"K{a}", peran=PeranTim.KOORDINATOR, area=a) for a in Area.values),
    ]
    assert kekurangan_tim(lengkap) == []
    assert kekurangan_tim([a for a in lengkap if a.nama not in {"A", "B", "K5"}]) == [
        "Belum ada penanggung jawab.",
        "Belum ada ketua.",
        "Area Penguatan Pengawasan belum mempunyai koordinator area.",
    ]
    susun_anggota(tim=tim, anggota=lengkap[:2], versi=1, actor=operator)
    client.force_login(operator)
    html = client.get(alamat(unit, "tim-kerja", tim.pk)).content.decode()
    assert "Area Penguatan Pengawasan belum mempunyai koordinator area dan anggota." in html


def test_a_service_refuses_members_for_a_team_that_is_gone(operator, tim):
    tim.dihapus_pada, tim.dihapus_oleh = tim.dibuat_pada, operator
    tim.save(update_fields=["dihapus_pada", "dihapus_oleh"])
    with pytest.raises(BarisBentrok, match="sudah dihapus"):
        susun_anggota(tim=tim, anggota=[AnggotaTim(nama="Andi")], versi=1, actor=operator)
    assert not AnggotaTim.objects.exists()


# --- Agents -----------------------------------------------------------------------------------------------------------


def test_changes_of_an_agent_are_kept_and_counted_as_the_lke_asks(client, unit, operator, agen):
    client.force_login(operator)
    tujuan = alamat(unit, "agen-perubahan", agen.pk, "perubahan")
    isi = daftar(
        {"judul": "Antrean daring", "tanggal": "2026-03-02", "terintegrasi": "on", "uraian": "Lewat WA"},
        {"judul": "Loket ramah"},
    )
    assert client.post(tujuan, isi)["Location"] == alamat(unit, "agen-perubahan", agen.pk)
    AgenPerubahan.objects.create(unit=unit, tahun=2026, nama="Tanpa perubahan", dibuat_oleh=operator)
    AgenPerubahan.objects.create(unit=unit, tahun=2025, nama="Tahun lalu", dibuat_oleh=operator)
    assert hitung_agen(unit, 2026) == HitungAgen(agen=2, perubahan=2, terintegrasi=1)
    jawab = client.get(f"{alamat(unit, 'agen-perubahan')}?tahun=2026")
    assert [(a.nama, a.banyak, a.terintegrasi) for a in jawab.context["page"]] == [
        ("Budi Lubis", 2, 1),
        ("Tanpa perubahan", 0, 0),
    ]
    assert jawab.context["hitung"] == HitungAgen(2, 2, 1)
    rincian = RiwayatTahap.objects.get(benda="agen").rincian
    assert rincian == {
        "Antrean daring": [None, "02-03-2026 · terintegrasi · Lewat WA"],
        "Loket ramah": [None, "belum terintegrasi"],
    }


def test_two_people_never_overwrite_each_others_changes_unseen(operator, agen):
    susun_perubahan(agen=agen, perubahan=[Perubahan(judul="Satu")], versi=1, actor=operator)
    with pytest.raises(BarisBentrok):
        susun_perubahan(agen=agen, perubahan=[Perubahan(judul="Dua")], versi=1, actor=operator)
    assert [p.judul for p in agen.perubahan.all()] == ["Satu"]


# --- Publications and programmes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://dukcapil.go.id/a", "dukcapil.go.id", "https://orang:sandi@dukcapil.go.id"]
)
def test_a_publication_takes_only_web_addresses(client, unit, operator, url):
    client.force_login(operator)
    data = {"judul": "Maklumat", "kanal": "situs", "tanggal": "2026-03-02", "url": url}
    jawab = client.post(alamat(unit, "publikasi", "baru"), data)
    assert jawab.status_code == 422
    assert "diawali https://" in jawab.content.decode()
    data["url"] = "https://dukcapil.langkatkab.go.id/maklumat"
    assert client.post(alamat(unit, "publikasi", "baru"), data).status_code == 302
    assert Publikasi.objects.get().url == data["url"]


def test_a_publication_names_only_a_declaration_of_its_unit(client, unit, operator):
    lain = make_unit(instansi=unit.instansi)
    isi = {
        "tahun": 2026,
        "tanggal": dt.date(2026, 2, 2),
        "tempat": "Aula",
        "pemimpin_nama": "N",
        "pemimpin_jabatan": "K",
    }
    milik, orang_lain = (
        Pencanangan.objects.create(unit=u, dibuat_oleh=make_anggota(Peran.OPERATOR, unit=u), **isi)
        for u in (unit, lain)
    )
    client.force_login(operator)
    data = {"judul": "Pencanangan ZI", "kanal": "situs", "tanggal": "2026-03-02"}
    tujuan = alamat(unit, "publikasi", "baru")
    assert client.post(tujuan, data | {"pencanangan": orang_lain.pk}).status_code == 422
    assert client.post(tujuan, data | {"pencanangan": milik.pk}).status_code == 302
    assert Publikasi.objects.get().pencanangan == milik


def test_what_people_typed_is_shown_as_text(client, unit, operator, tim, agen):
    client.force_login(operator)
    TimKerja.objects.filter(pk=tim.pk).update(nomor_sk=CANARY, mekanisme=CANARY)
    AgenPerubahan.objects.filter(pk=agen.pk).update(nama=CANARY, jabatan=CANARY, nomor_sk=CANARY)
    susun_anggota(tim=tim, anggota=[AnggotaTim(nama=CANARY, jabatan=CANARY)], versi=1, actor=operator)
    susun_perubahan(agen=agen, perubahan=[Perubahan(judul=CANARY, uraian=CANARY)], versi=1, actor=operator)
    milik = {"unit": unit, "tahun": 2026, "dibuat_oleh": operator}
    PegawaiUnit.objects.create(nama=CANARY, jabatan=CANARY, **milik)
    publikasi = Publikasi.objects.create(judul=CANARY, keterangan=CANARY, tanggal=dt.date(2026, 3, 2), **milik)
    program = ProgramMasyarakat.objects.create(nama=CANARY, sasaran=CANARY, hasil=CANARY, **milik)
    halaman = [
        f"{alamat(unit, slug)}{akhir}"
        for slug, baris in (
            ("tim-kerja", tim),
            ("agen-perubahan", agen),
            ("publikasi", publikasi),
            ("program", program),
        )
        for akhir in ("?tahun=2026", f"{baris.pk}/", f"{baris.pk}/ubah/", f"{baris.pk}/hapus/")
    ]
    halaman += [alamat(unit, "tim-kerja", tim.pk, "anggota"), alamat(unit, "agen-perubahan", agen.pk, "perubahan")]
    for a in halaman:
        html = client.get(a).content.decode()
        assert "&lt;script&gt;alert(1)" in html, a
        assert CANARY not in html, a


@pytest.mark.parametrize("banyak", [1, 3, 30])
@pytest.mark.parametrize(("slug", "kueri"), [("tim-kerja", 9), ("agen-perubahan", 9), ("publikasi", 8), ("program", 8)])
def test_list_query_counts_stay_flat(client, unit, operator, slug, kueri, banyak, django_assert_num_queries):
    milik = {"unit": unit, "tahun": 2026, "dibuat_oleh": operator}
    hari = dt.date(2026, 3, 2)
    for i in range(banyak):
        tim = TimKerja.objects.create(nomor_sk=f"SK/{i}", tanggal_sk=hari, mekanisme="Seleksi", **milik)
        AnggotaTim.objects.create(tim=tim, nama="Andi")
        Perubahan.objects.create(agen=AgenPerubahan.objects.create(nama=f"A{i}", **milik), judul="Loket")
        Publikasi.objects.create(judul=f"P{i}", tanggal=hari, **milik)
        ProgramMasyarakat.objects.create(nama=f"P{i}", **milik)
    client.force_login(operator)
    tujuan = f"{alamat(unit, slug)}?tahun=2026"
    client.get(tujuan)
    with django_assert_num_queries(kueri):
        jawab = client.get(tujuan)
    assert len(jawab.context["page"].object_list) == min(banyak, 25)
