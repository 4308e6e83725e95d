"""The quarterly monev: drafted from the plan, signed with the plan as it stands, followed up."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from tests.factories import make_anggota, make_unit
from tests.serentak import bersama
from units.enums import Peran
from units.errors import BarisMoved, UnitsError
from units.models import ButirAksi, KemajuanAksi, Monev, Notifikasi, RiwayatTahap, TindakLanjutMonev, UnitKerja, User
from units.selectors.monev import (
    bawaan,
    keadaan_triwulan,
    laporan_monev,
    ringkasan_awal,
    sidik_monev,
)
from units.selectors.triwulan import batas_triwulan, triwulan_berlalu, triwulan_mulai
from units.services.monev import (
    buat_monev,
    buat_tindak_lanjut,
    buka_lagi_monev,
    hapus_monev,
    sahkan_monev,
    selesaikan_tindak_lanjut,
    ubah_monev,
    ubah_tindak_lanjut,
)

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"
TAHUN = 2025  # a year that is over: all its quarters have begun and ended


@pytest.fixture
def unit() -> UnitKerja:
    return make_unit()


@pytest.fixture
def operator(unit) -> User:
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah")


@pytest.fixture
def pimpinan(unit) -> User:
    return make_anggota(Peran.PIMPINAN_UNIT, unit=unit, nama="Nurhayati Ginting", jabatan="Kepala Dinas")


@pytest.fixture
def butir(unit, operator):
    def buat(nama: str = "Sosialisasi", **isi) -> ButirAksi:
        isi = {
            "area": 1,
            "keluaran": "Laporan",
            "target": "1 kali",
            "pic_nama": "Andi",
            "mulai": dt.date(TAHUN, 1, 1),
            "tenggat": dt.date(TAHUN, 12, 1),
        } | isi
        return ButirAksi.objects.create(unit=unit, tahun=TAHUN, nama=nama, dibuat_oleh=operator, **isi)

    return buat


@pytest.fixture
def monev(unit, operator):
    def buat(triwulan: int = 1, **isi) -> Monev:
        baris = Monev(unit=unit, tahun=TAHUN, triwulan=triwulan, ringkasan="Berjalan baik", **isi)
        return buat_monev(baris=baris, actor=operator)

    return buat


@pytest.fixture
def keputusan(unit, operator):
    def buat(monev: Monev, uraian: str = "Percepat pengadaan", **isi) -> TindakLanjutMonev:
        isi = {"pic_nama": "Andi", "tenggat": dt.date(TAHUN, 6, 1)} | isi
        baris = TindakLanjutMonev(unit=unit, tahun=TAHUN, monev=monev, uraian=uraian, **isi)
        return buat_tindak_lanjut(baris=baris, actor=operator)

    return buat


def sahkan(monev: Monev, pimpinan: User) -> Monev:
    sahkan_monev(monev=monev, sidik=sidik_monev(monev), actor=pimpinan)
    monev.refresh_from_db()
    return monev


def alamat(unit, *bagian) -> str:
    return f"/unit/{unit.pk}/" + "".join(f"{b}/" for b in bagian)


# --- Quarters ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("triwulan", "awal", "akhir"),
    [(1, (1, 1), (3, 31)), (2, (4, 1), (6, 30)), (3, (7, 1), (9, 30)), (4, (10, 1), (12, 31))],
)
def test_a_quarter_has_its_days(triwulan, awal, akhir):
    assert batas_triwulan(2026, triwulan) == (dt.date(2026, *awal), dt.date(2026, *akhir))


@pytest.mark.parametrize(
    ("hari", "mulai", "lewat"),
    [((2025, 12, 31), 0, 0), ((2026, 1, 1), 1, 0), ((2026, 3, 31), 1, 0), ((2026, 4, 1), 2, 1), ((2027, 1, 1), 4, 4)],
)
def test_quarters_begin_and_end_by_the_calendar(hari, mulai, lewat):
    assert len(triwulan_mulai(2026, dt.date(*hari))) == mulai
    assert len(triwulan_berlalu(2026, dt.date(*hari))) == lewat


# --- The plan as it stood ---------------------------------------------------------------------------------------------


def test_the_numbers_of_a_running_quarter_are_those_of_today(unit, butir):
    butir(status="selesai", persen=100, selesai_pada=dt.date(TAHUN, 4, 10))
    butir(status="berjalan", persen=40, tenggat=dt.date(TAHUN, 5, 19))
    butir(status="berjalan", persen=10, tenggat=dt.date(TAHUN, 5, 20), area=2)
    butir(area=2)
    butir(status="dibatalkan", area=2)
    keadaan = keadaan_triwulan(unit, TAHUN, 2, hari=dt.date(TAHUN, 5, 20))
    kosong = {
        "butir": 0,
        "rencana": 0,
        "berjalan": 0,
        "selesai": 0,
        "terlambat": 0,
        "dibatalkan": 0,
        "jumlah_persen": 0,
    }
    assert keadaan["per"] == "2025-05-20"
    assert keadaan["area"]["1"] == kosong | {
        "butir": 2,
        "selesai": 1,
        "berjalan": 1,
        "terlambat": 1,
        "jumlah_persen": 140,
    }
    # Due today is not late yet; what is cancelled counts in nothing but itself.
    assert keadaan["area"]["2"] == kosong | {
        "butir": 2,
        "berjalan": 1,
        "rencana": 1,
        "dibatalkan": 1,
        "jumlah_persen": 10,
    }
    assert keadaan["area"]["3"] == kosong
    assert keadaan["jumlah"]["butir"] == 4


def test_a_quarter_that_is_over_is_looked_back_on(unit, butir, operator):
    kemudian = butir("Selesai kemudian", status="selesai", persen=100, selesai_pada=dt.date(TAHUN, 7, 2))
    for persen, bulan in ((30, 3), (60, 6), (100, 7)):
        pada = dt.datetime(TAHUN, bulan, 2, 9, tzinfo=dt.UTC)
        KemajuanAksi.objects.create(butir=kemudian, persen=persen, oleh=operator, pada=pada)
    butir("Tepat waktu", status="selesai", selesai_pada=dt.date(TAHUN, 6, 30), persen=100)
    butir("Hari terakhir", tenggat=dt.date(TAHUN, 6, 30))
    butir("Sesudahnya", tenggat=dt.date(TAHUN, 7, 1))
    keadaan = keadaan_triwulan(unit, TAHUN, 2, hari=dt.date(TAHUN, 8, 1))
    isi = {b["nama"]: (b["status"], b["persen"], b["terlambat"]) for b in keadaan["butir"]}
    assert keadaan["per"] == "2025-06-30"
    assert isi == {
        "Selesai kemudian": ("berjalan", 60, False),
        "Tepat waktu": ("selesai", 100, False),
        "Hari terakhir": ("rencana", 0, True),
        "Sesudahnya": ("rencana", 0, False),
    }


def test_the_draft_begins_with_what_the_numbers_say(unit, butir):
    butir(status="selesai", persen=100, selesai_pada=dt.date(TAHUN, 2, 1))
    butir(status="selesai", persen=100, selesai_pada=dt.date(TAHUN, 5, 1))
    butir(tenggat=dt.date(TAHUN, 5, 2), status="berjalan")
    laporan = laporan_monev(Monev(unit=unit, tahun=TAHUN, triwulan=2))
    assert [b["selesai_pada"] for b in laporan.selesai] == [dt.date(TAHUN, 5, 1)]
    assert ringkasan_awal(laporan) == (
        "2 dari 3 butir rencana aksi selesai, 1 di antaranya dalam triwulan ini. 1 butir berjalan, 1 butir terlambat."
    )


# --- Signing ----------------------------------------------------------------------------------------------------------


def test_signing_stores_the_plan_as_it_stood(butir, monev, operator, pimpinan):
    satu = butir(status="selesai", persen=100, selesai_pada=dt.date(TAHUN, 2, 1))
    butir("Kedua")
    baris = sahkan(monev(1), pimpinan)
    assert (baris.status, baris.disahkan_oleh) == ("disahkan", pimpinan)
    assert baris.keadaan["jumlah"]["selesai"] == 1
    # What happens to the plan afterwards changes nothing of it.
    ButirAksi.objects.filter(pk=satu.pk).update(status="dibatalkan")
    butir("Ketiga")
    laporan = laporan_monev(baris)
    assert (laporan.jumlah.hitung["selesai"], laporan.jumlah.hitung["butir"]) == (1, 2)
    assert list(Notifikasi.objects.values_list("user", "judul")) == [
        (operator.pk, "Monev Triwulan I 2025 disahkan pimpinan")
    ]


def test_a_quarter_is_compared_with_the_stored_one_before(butir, monev, pimpinan):
    satu = butir(status="berjalan", persen=20)
    butir("Area dua", area=2)
    sahkan(monev(1), pimpinan)
    ButirAksi.objects.filter(pk=satu.pk).update(persen=65)
    laporan = laporan_monev(monev(2))
    assert laporan.terbanding
    assert (laporan.area[0].rata_lalu, laporan.area[0].rata, laporan.area[0].selisih) == (20, 65, 45)
    assert laporan.area[1].selisih == 0
    assert laporan.area[2].selisih is None
    # Without a signed quarter before there is nothing to compare with.
    assert not laporan_monev(monev(4)).terbanding


def test_opening_again_owes_a_reason_and_keeps_what_was_stored(butir, monev, pimpinan):
    butir()
    baris = sahkan(monev(1), pimpinan)
    keadaan = baris.keadaan
    with pytest.raises(UnitsError, match="alasannya"):
        buka_lagi_monev(monev=baris, alasan=" ", actor=pimpinan)
    buka_lagi_monev(monev=baris, alasan="Angka pengadaan salah", actor=pimpinan)
    baris.refresh_from_db()
    assert (baris.status, baris.keadaan, baris.disahkan_oleh) == ("draf", {}, None)
    jejak = RiwayatTahap.objects.get(benda="monev", aksi="buka_lagi")
    assert (jejak.alasan, jejak.rincian) == ("Angka pengadaan salah", {"keadaan": keadaan})


def test_the_pimpinan_signs_what_they_read(monev, keputusan, operator, pimpinan):
    baris = monev(1)
    sidik = sidik_monev(baris)
    keputusan(baris)
    with pytest.raises(UnitsError, match="berubah sejak Anda membukanya"):
        sahkan_monev(monev=baris, sidik=sidik, actor=pimpinan)
    sidik = sidik_monev(baris)
    ubah_monev(baris=baris, ubah={"ringkasan": "Lain"}, versi=baris.versi, actor=operator)
    with pytest.raises(UnitsError, match="berubah sejak Anda membukanya"):
        sahkan_monev(monev=baris, sidik=sidik, actor=pimpinan)
    baris.refresh_from_db()
    assert baris.status == "draf"


def test_a_signed_monev_changes_in_nothing(unit, monev, keputusan, operator, pimpinan):
    baris = monev(1)
    satu = keputusan(baris)
    sahkan(baris, pimpinan)
    with pytest.raises(BarisMoved, match="Disahkan"):
        ubah_monev(baris=baris, ubah={"ringkasan": "Lain"}, versi=baris.versi, actor=operator)
    with pytest.raises(BarisMoved):
        hapus_monev(baris=baris, actor=operator)
    with pytest.raises(BarisMoved):
        keputusan(baris, "Terlambat datang")
    with pytest.raises(BarisMoved):
        ubah_tindak_lanjut(baris=satu, ubah={"uraian": "Lain"}, versi=1, actor=operator)
    with pytest.raises(BarisMoved):
        sahkan_monev(monev=baris, sidik=sidik_monev(baris), actor=pimpinan)
    # What came of a decision may be told afterwards.
    selesaikan_tindak_lanjut(baris=satu, hasil="Pengadaan selesai", actor=operator)
    assert (satu.status, satu.hasil) == ("selesai", "Pengadaan selesai")


@pytest.mark.parametrize(
    ("siapa", "status", "aksi", "harap"),
    [
        ("pimpinan", "draf", "sahkan", "disahkan"),
        ("pimpinan", "disahkan", "sahkan", "disahkan"),
        ("pimpinan", "disahkan", "buka_lagi", "draf"),
        ("pimpinan", "draf", "buka_lagi", "draf"),
        ("operator", "draf", "sahkan", 403),
        ("operator", "disahkan", "buka_lagi", 403),
        ("pimpinan_lain", "draf", "sahkan", 404),
        ("pimpinan", "draf", "hapuskan", 404),
    ],
)
@pytest.mark.usefixtures("short_refusals")
def test_who_may_move_a_monev(client, unit, monev, operator, pimpinan, siapa, status, aksi, harap):
    lain = make_anggota(Peran.PIMPINAN_UNIT, unit=make_unit())
    baris = monev(1)
    if status == "disahkan":
        sahkan(baris, pimpinan)
    client.force_login({"pimpinan": pimpinan, "operator": operator, "pimpinan_lain": lain}[siapa])
    data = {"sidik": sidik_monev(baris), "alasan": "Salah angka"}
    jawab = client.post(alamat(unit, "monev", baris.pk, aksi), data)
    if isinstance(harap, int):
        assert jawab.status_code == harap
        harap = status
    else:
        assert jawab["Location"] == alamat(unit, "monev", baris.pk)
    baris.refresh_from_db()
    assert baris.status == harap


@pytest.mark.django_db(transaction=True)
def test_two_presses_sign_once(monev, pimpinan):
    baris = monev(1)
    sidik = sidik_monev(baris)

    def tekan() -> object:
        try:
            return sahkan_monev(monev=Monev.objects.get(pk=baris.pk), sidik=sidik, actor=pimpinan)
        except BarisMoved as error:
            return error

    hasil = bersama(tekan, tekan)
    assert sorted(type(h).__name__ for h in hasil) == ["BarisMoved", "RiwayatTahap"]
    assert RiwayatTahap.objects.filter(benda="monev", aksi="sahkan").count() == 1


# --- One per quarter --------------------------------------------------------------------------------------------------


def test_a_quarter_has_one_monev_however_often_the_form_is_sent(client, unit, operator):
    client.force_login(operator)
    tujuan = f"{alamat(unit, 'monev', 'baru')}?tahun={TAHUN}&triwulan=2"
    data = {"triwulan": 2, "tanggal": "2025-07-02", "ringkasan": "Baik", "kiriman": str(uuid.uuid4())}
    satu, dua = (client.post(tujuan, data) for _ in range(2))
    baris = Monev.objects.get()
    assert satu["Location"] == dua["Location"] == alamat(unit, "monev", baris.pk)
    assert (baris.triwulan, baris.tahun) == (2, TAHUN)
    lagi = client.post(tujuan, data | {"kiriman": str(uuid.uuid4()), "ringkasan": "Versi saya"})
    html = lagi.content.decode()
    assert lagi.status_code == 422
    assert "Monev Triwulan II 2025 sudah ada" in html
    assert "Versi saya" in html


@pytest.mark.django_db(transaction=True)
def test_two_people_open_a_quarter_at_once_and_one_is_told(unit, operator):
    def buka() -> object:
        baris = Monev(unit=UnitKerja.objects.get(pk=unit.pk), tahun=TAHUN, triwulan=1, ringkasan="Baik")
        try:
            return buat_monev(baris=baris, actor=operator)
        except UnitsError as error:
            return error

    hasil = bersama(buka, buka)
    assert sorted(type(h).__name__ for h in hasil) == ["Monev", "UnitsError"]
    assert Monev.objects.count() == 1


def test_a_quarter_to_come_has_no_monev_yet(unit, operator):
    depan = timezone.localdate().year + 1
    with pytest.raises(UnitsError, match="belum mulai"):
        buat_monev(baris=Monev(unit=unit, tahun=depan, triwulan=1, ringkasan="Baik"), actor=operator)


def test_the_page_of_a_new_monev_takes_the_quarter_asked_for_or_the_first_without(client, unit, operator, monev):
    monev(1)
    client.force_login(operator)
    for akhir, harap in (("", 2), ("&triwulan=4", 4), ("&triwulan=9", 2)):
        jawab = client.get(f"{alamat(unit, 'monev', 'baru')}?tahun={TAHUN}{akhir}")
        assert jawab.context["form"].untuk == harap
        assert f"Monev baru: Triwulan {'I' * harap if harap < 4 else 'IV'} 2025" in jawab.content.decode()
    assert client.post(f"{alamat(unit, 'monev', 'baru')}?tahun={TAHUN}", {"triwulan": "x"}).status_code == 422


def test_the_quarter_of_a_monev_stays(client, unit, operator, monev):
    baris = monev(1)
    client.force_login(operator)
    data = {"triwulan": 3, "tanggal": "2025-04-02", "ringkasan": "Lain", "versi": baris.versi}
    assert client.post(alamat(unit, "monev", baris.pk, "ubah"), data).status_code == 302
    baris.refresh_from_db()
    assert (baris.triwulan, baris.ringkasan) == (1, "Lain")


def test_a_draft_taken_back_makes_room_and_takes_its_follow_up_along(client, unit, operator, monev, keputusan):
    baris = monev(1)
    satu = keputusan(baris)
    client.force_login(operator)
    for _ in range(2):
        assert client.post(alamat(unit, "monev", baris.pk, "hapus"))["Location"] == alamat(unit, "monev")
    satu.refresh_from_db()
    assert satu.dihapus_oleh == operator
    assert monev(1).pk != baris.pk


# --- Follow-up --------------------------------------------------------------------------------------------------------


def test_what_is_not_done_carries_over(monev, keputusan, operator, pimpinan):
    satu = monev(1)
    lama, beres = keputusan(satu, "Belum"), keputusan(satu, "Beres")
    selesaikan_tindak_lanjut(baris=beres, hasil="Sudah", actor=operator)
    sahkan(satu, pimpinan)
    dua = monev(2)
    # The next page tells of all the quarter before decided, done or not.
    assert list(bawaan(dua)) == [lama, beres]
    baru = keputusan(dua, "Baru", tenggat=dt.date(TAHUN, 9, 1))
    # Older ones only while they are open.
    assert list(bawaan(monev(3))) == [lama, baru]
    # A signed page goes on telling what it told.
    sahkan(dua, pimpinan)
    selesaikan_tindak_lanjut(baris=lama, hasil="Akhirnya", actor=operator)
    assert list(bawaan(dua)) == [lama, beres]
    assert list(bawaan(Monev.objects.get(triwulan=3))) == [baru]


def test_a_year_begins_with_what_the_last_left_open(unit, monev, keputusan, operator):
    lama = keputusan(monev(4))
    depan = Monev(unit=unit, tahun=TAHUN + 1, triwulan=1)
    assert list(bawaan(depan)) == [lama]


def test_follow_up_is_decided_in_a_draft_of_this_unit(client, unit, operator, monev, pimpinan):
    draf, sah = monev(2), sahkan(monev(1), pimpinan)
    lain = make_unit(instansi=unit.instansi)
    jauh = buat_monev(baris=Monev(unit=lain, tahun=TAHUN, triwulan=1, ringkasan="Baik"), actor=operator)
    client.force_login(operator)
    tujuan = alamat(unit, "tindak-lanjut", "baru")
    data = {"uraian": "Percepat", "pic_nama": "Andi", "tenggat": "2025-08-01"}
    for bukan in (sah, jauh):
        assert client.post(tujuan, data | {"monev": bukan.pk}).status_code == 422
    assert client.get(f"{tujuan}?monev={draf.pk}").context["form"]["monev"].value() == draf.pk
    jawab = client.post(tujuan, data | {"monev": draf.pk})
    assert jawab["Location"] == alamat(unit, "monev", draf.pk) + "#tindak-lanjut"
    baris = TindakLanjutMonev.objects.get()
    assert (baris.tahun, baris.unit, baris.status) == (TAHUN, unit, "terbuka")


def test_finishing_owes_a_result_and_a_repeat_is_harmless(client, unit, operator, monev, keputusan):
    satu = keputusan(monev(1))
    client.force_login(operator)
    tujuan = alamat(unit, "tindak-lanjut", satu.pk, "selesai")
    assert client.post(tujuan, {"hasil": " "}).status_code == 422
    for _ in range(2):
        assert client.post(tujuan, {"hasil": "Kontrak diteken"})["Location"] == alamat(unit, "tindak-lanjut", satu.pk)
    assert RiwayatTahap.objects.filter(benda="tindak_lanjut", aksi="selesaikan").count() == 1
    # Somebody else's words meet what stands there, and stay on the page.
    jawab = client.post(tujuan, {"hasil": "Versi lain"})
    html = jawab.content.decode()
    assert jawab.status_code == 409
    assert "Kontrak diteken" in html
    assert "Versi lain" in html


def test_the_list_of_follow_up_narrows_by_state(client, unit, operator, monev, keputusan):
    baris = monev(1)
    keputusan(baris, "Masih terbuka")
    selesaikan_tindak_lanjut(baris=keputusan(baris, "Sudah beres"), hasil="Ya", actor=operator)
    client.force_login(operator)
    for status, harap in (("terbuka", ["Masih terbuka"]), ("selesai", ["Sudah beres"])):
        jawab = client.get(f"{alamat(unit, 'tindak-lanjut')}?tahun={TAHUN}&status={status}")
        assert [t.uraian for t in jawab.context["page"]] == harap


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_what_people_typed_is_shown_as_text(client, unit, operator, pimpinan, monev, keputusan, butir):
    butir(CANARY, pic_nama=CANARY, tenggat=dt.date(TAHUN, 2, 1))
    butir(CANARY, pic_nama=CANARY, status="selesai", persen=100, selesai_pada=dt.date(TAHUN, 2, 1))
    satu = monev(1, kendala=CANARY)
    ubah_monev(baris=satu, ubah={"ringkasan": CANARY}, versi=1, actor=operator)
    tl = keputusan(satu, CANARY, pic_nama=CANARY)
    client.force_login(operator)
    halaman = [
        alamat(unit, "monev", satu.pk),
        alamat(unit, "monev", satu.pk, "ubah"),
        f"{alamat(unit, 'monev', 'baru')}?tahun={TAHUN}",
        f"{alamat(unit, 'tindak-lanjut')}?tahun={TAHUN}",
        alamat(unit, "tindak-lanjut", tl.pk),
        alamat(unit, "tindak-lanjut", tl.pk, "ubah"),
        alamat(unit, "tindak-lanjut", tl.pk, "hapus"),
        alamat(unit, "tindak-lanjut", tl.pk, "selesai"),
    ]
    for a in halaman:
        html = client.get(a).content.decode()
        assert "&lt;script&gt;alert(1)" in html, a
        assert CANARY not in html, a
    sahkan(satu, pimpinan)
    selesaikan_tindak_lanjut(baris=tl, hasil=CANARY, actor=operator)
    for a in (alamat(unit, "monev", satu.pk), alamat(unit, "monev", monev(2).pk), alamat(unit, "tindak-lanjut", tl.pk)):
        html = client.get(a).content.decode()
        assert html.count("&lt;script&gt;alert(1)") > 2, a
        assert CANARY not in html, a


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_query_counts_stay_flat(client, unit, operator, butir, monev, keputusan, banyak, django_assert_num_queries):
    satu, dua = monev(1), monev(2)
    for i in range(banyak):
        KemajuanAksi.objects.create(butir=butir(f"Butir {i}"), persen=10, oleh=operator)
        keputusan(satu, f"Lama {i}")
        keputusan(dua, f"Baru {i}")
    client.force_login(operator)
    for tujuan, kueri in (
        (f"{alamat(unit, 'monev')}?tahun={TAHUN}", 8),
        (alamat(unit, "monev", dua.pk), 15),
        (f"{alamat(unit, 'tindak-lanjut')}?tahun={TAHUN}", 8),
    ):
        client.get(tujuan)
        with django_assert_num_queries(kueri):
            client.get(tujuan)
