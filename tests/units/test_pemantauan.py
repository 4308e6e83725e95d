"""Periodic monitoring and TPI's recommendation: drafts of TPI, handed over, received, taken back."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.serentak import bersama
from tests.units.tpi import (
    CANARY,
    LIHAT_UNIT,
    PEMANTAU,
    PENGARAH,
    PENGIKUT,
    TAHUN,
    buat_dunia,
    diberi_tahu,
    jejak,
    make_pemantauan,
    make_rekomendasi,
    make_temuan,
)
from units.enums.tahap import Area, StatusAksi, StatusPemantauan, StatusRekomendasi, StatusTemuan, Tingkat
from units.errors import BarisMoved, UnitsError
from units.models import ButirAksi, Pemantauan, RekomendasiTPI, Temuan
from units.selectors.keadaan import keadaan_unit
from units.selectors.pemantauan import KeadaanArea, keadaan_area
from units.services.pemantauan import (
    buat_rekomendasi,
    hapus_pemantauan,
    sampaikan_rekomendasi,
    tarik_rekomendasi,
    terbitkan_pemantauan,
    terima_rekomendasi,
    ubah_pemantauan,
)

pytestmark = pytest.mark.django_db
HARI_INI = timezone.localdate()
R = StatusRekomendasi
NAMA_UNIT = {"Rahmat Operator", "Hendra Ketua Tim", "Nurhayati Pimpinan", "Rangkap Jabatan"}
NAMA_TPI = {"Fitriani Anggota", "Irwansyah Ketua", "Surya Dalnis"}


@pytest.fixture
def d():
    return buat_dunia()


def segar(baris):
    return type(baris).objects.select_related("unit__instansi").get(pk=baris.pk)


def isian(**lain) -> dict[str, object]:
    return {"periode": "Triwulan III", "tanggal": HARI_INI, "ringkasan": "Berjalan baik", **lain}


def make_aksi(d, area: int, *, status=StatusAksi.BERJALAN, persen=0, lewat=False, **lain) -> ButirAksi:
    tenggat = HARI_INI + dt.timedelta(days=-3 if lewat else 30)
    return ButirAksi.objects.create(
        unit=lain.pop("unit", d.unit),
        tahun=lain.pop("tahun", TAHUN),
        nama="Kegiatan",
        area=area,
        keluaran="Dokumen",
        target="1",
        pic_nama="Siti",
        mulai=tenggat - dt.timedelta(days=60),
        tenggat=tenggat,
        status=status,
        persen=persen,
        dibuat_oleh=d.orang["operator"],
        **lain,
    )


# --- Monitoring -----------------------------------------------------------------------------------------------------
def test_a_draft_is_written_once_changed_and_handed_over(client, d):
    client.force_login(d["tpi"])
    data = isian(ringkasan="", persen_1="80", catatan_5="UPG belum melapor", kiriman=str(uuid.uuid4()))
    satu, dua = (client.post(d.alamat("pemantauan", "baru"), data) for _ in range(2))
    baris = Pemantauan.objects.get()
    assert satu["Location"] == dua["Location"] == d.alamat("pemantauan", baris.pk)
    assert (baris.unit, baris.tahun, baris.status) == (d.unit, TAHUN, StatusPemantauan.DRAF)
    assert baris.kemajuan == {
        "1": {"persen": 80, "catatan": ""},
        "5": {"persen": None, "catatan": "UPG belum melapor"},
    }
    # Nothing said yet: not handed over.
    html = client.post(d.alamat("pemantauan", baris.pk, "terbitkan"), {"versi": 1}, follow=True).content.decode()
    assert "Tulis ringkasannya lebih dulu" in html
    assert segar(baris).status == StatusPemantauan.DRAF
    client.post(d.alamat("pemantauan", baris.pk, "ubah"), isian(persen_1="0", persen_2="55", versi=1))
    assert segar(baris).kemajuan == {"1": {"persen": 0, "catatan": ""}, "2": {"persen": 55, "catatan": ""}}
    assert "2 (persen 55; catatan )" in client.get(d.alamat("pemantauan", baris.pk)).content.decode()
    make_temuan(d, pemantauan=baris)
    assert "1 temuan" in client.get(d.alamat("pemantauan", baris.pk, "terbitkan")).content.decode()
    for _ in range(2):
        jawab = client.post(d.alamat("pemantauan", baris.pk, "terbitkan"), {"versi": 2}, follow=True)
        assert "Pemantauan disampaikan. Unit diberi tahu." in jawab.content.decode()
    assert [a for a, _ in jejak(baris)] == ["buat", "ubah", "terbitkan"]
    assert diberi_tahu("Hasil pemantauan TPI: Triwulan III") == NAMA_UNIT
    client.force_login(d["operator"])
    html = client.get(d.alamat("pemantauan", baris.pk)).content.decode()
    assert "WBS belum dikelola" in html
    # What the draft said before is TPI's.
    assert "isian berubah" not in html


def test_a_draft_is_invisible_to_all_but_those_who_monitor(client, d):
    make_pemantauan(d, terbit=False, periode="Rahasia draf")
    for siapa in sorted(PENGIKUT):
        client.force_login(d[siapa])
        for saring in ("", "?q=rahasia"):
            jawab = client.get(f"{d.alamat('pemantauan')}{saring}")
            boleh = siapa in PEMANTAU
            assert ("Rahasia draf" in jawab.content.decode()) == boleh, siapa
            assert jawab.context["page"].paginator.count == int(boleh), siapa


@pytest.mark.parametrize("terbit", [True, False])
@pytest.mark.usefixtures("short_refusals")
def test_who_may_with_a_monitoring(client, d, terbit):
    baris = make_pemantauan(d, terbit=terbit)
    dasar = ("pemantauan", baris.pk)
    for siapa in d.orang:
        client.force_login(d[siapa])
        kode = []
        for tindakan in (
            lambda: client.get(d.alamat(*dasar)),
            lambda: client.get(d.alamat("pemantauan", "baru")),
            lambda: client.post(d.alamat(*dasar, "ubah"), isian(versi=1)),
            lambda: client.post(d.alamat(*dasar, "terbitkan"), {"versi": 1}),
            lambda: client.post(d.alamat(*dasar, "hapus")),
        ):
            with transaction.atomic():
                kode.append(tindakan().status_code)
                transaction.set_rollback(True)
        if siapa in PEMANTAU:
            harap = [200, 200, 302 if terbit is False else 422, 302, 302]
        elif siapa in LIHAT_UNIT:
            baca = 403 if siapa not in PENGIKUT else 200 if terbit else 404
            harap = [baca, 403, 403, 403, 403]
        else:
            harap = [404] * 5
        assert kode == harap, siapa


def test_what_was_handed_over_stays_as_it_was(client, d):
    baris = make_pemantauan(d)
    with pytest.raises(UnitsError):
        ubah_pemantauan(pemantauan=segar(baris), ubah={"ringkasan": "Lain"}, versi=1, actor=d["ketua"])
    with pytest.raises(UnitsError):
        hapus_pemantauan(pemantauan=segar(baris), actor=d["ketua"])
    with pytest.raises(BarisMoved):
        terbitkan_pemantauan(pemantauan=segar(baris), versi=1, actor=d["ketua"])
    kini = segar(baris)
    assert (kini.ringkasan, kini.dihapus_pada, jejak(baris)) == ("Berjalan baik", None, [])


def test_nothing_unseen_is_handed_over(d):
    baris = make_pemantauan(d, terbit=False)
    ubah_pemantauan(pemantauan=segar(baris), ubah={"ringkasan": "Diubah rekan"}, versi=1, actor=d["dalnis"])
    with pytest.raises(UnitsError, match="baru saja diubah"):
        terbitkan_pemantauan(pemantauan=segar(baris), versi=1, actor=d["ketua"])
    terbitkan_pemantauan(pemantauan=segar(baris), versi=2, actor=d["ketua"])
    assert segar(baris).status == StatusPemantauan.TERBIT


def test_deleting_a_draft_takes_its_findings_with_it(client, d):
    draf = make_pemantauan(d, terbit=False)
    ikut, tetap = make_temuan(d, pemantauan=draf), make_temuan(d)
    client.force_login(d["ketua"])
    assert "Hapus pemantauan berkala" in client.get(d.alamat("pemantauan", draf.pk, "hapus")).content.decode()
    for _ in range(2):
        assert client.post(d.alamat("pemantauan", draf.pk, "hapus"))["Location"] == d.alamat("pemantauan")
    assert list(Temuan.objects.hidup()) == [tetap]
    assert jejak(draf) == jejak(ikut) == [("hapus", "Irwansyah Ketua")]
    assert client.get(d.alamat("pemantauan", draf.pk)).status_code == 404


def test_two_people_never_overwrite_each_other_unseen(client, d):
    baris = make_pemantauan(d, terbit=False)
    client.force_login(d["ketua"])
    client.post(d.alamat("pemantauan", baris.pk, "ubah"), isian(persen_3="40", catatan_3="Kata ketua", versi=1))
    client.force_login(d["tpi"])
    jawab = client.post(
        d.alamat("pemantauan", baris.pk, "ubah"), isian(persen_3="90", catatan_3="Kata anggota", versi=1)
    )
    html = jawab.content.decode()
    assert jawab.status_code == 409
    assert "baru saja diubah oleh Irwansyah Ketua" in html
    assert "Kata ketua" in html
    assert "Kata anggota" in html
    assert 'name="versi" value="2"' in html
    assert segar(baris).kemajuan["3"]["persen"] == 40


@pytest.mark.parametrize("salah", [{"persen_1": "101"}, {"persen_1": "-1"}, {"persen_6": "banyak"}, {"periode": ""}])
def test_bad_input_keeps_what_was_typed(client, d, salah):
    client.force_login(d["tpi"])
    jawab = client.post(d.alamat("pemantauan", "baru"), isian(catatan_2="Catatan saya", **salah))
    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert "Catatan saya" in html
    assert "invalid-feedback" in html
    assert not Pemantauan.objects.exists()


def terbaca(d) -> RekomendasiTPI | None:
    """The recommendation as the unit's year knows it."""
    kini = keadaan_unit([d.unit.pk], TAHUN)[d.unit.pk].rekomendasi
    return RekomendasiTPI.objects.get(pk=kini["pk"]) if kini else None


def test_beside_each_area_stands_what_the_plan_says(client, d, django_assert_num_queries):
    make_aksi(d, 1, status=StatusAksi.SELESAI, persen=10)
    make_aksi(d, 1, persen=50)
    make_aksi(d, 1, persen=0, lewat=True)
    make_aksi(d, 1, status=StatusAksi.DIBATALKAN, persen=90, lewat=True)
    make_aksi(d, 1, persen=90, tahun=TAHUN - 1)
    make_aksi(d, 2, persen=90, unit=d.unit_lain)
    make_aksi(d, 5, persen=33, dihapus_pada=timezone.now())
    make_temuan(d, area=5)
    make_temuan(d, StatusTemuan.DIVERIFIKASI, area=5)
    make_temuan(d, area=5, tahun=TAHUN - 1)
    make_temuan(d, area=6, pemantauan=make_pemantauan(d, terbit=False))
    with django_assert_num_queries(2):
        hasil = keadaan_area(d.unit, TAHUN)
    # Done counts as 100 whatever was written: (100 + 50 + 0) / 3.
    assert hasil[0] == KeadaanArea(1, str(Area.PERUBAHAN.label), 3, 1, 1, 50, 0)
    assert hasil[1] == KeadaanArea(2, str(Area.TATALAKSANA.label), 0, 0, 0, None, 0)
    assert [k.temuan for k in hasil] == [0, 0, 0, 0, 2, 0]
    client.force_login(d["tpi"])
    html = client.get(d.alamat("pemantauan", "baru")).content.decode()
    assert "Rencana aksi: 1 dari 3 butir selesai, rata-rata 50 %" in html
    assert "1 terlambat" in html
    assert "2 temuan terbuka." in html


# --- Recommendation: the story --------------------------------------------------------------------------------------
def test_a_recommendation_is_written_handed_over_and_received(client, d):
    client.force_login(d["ketua"])
    data = {"layak": "ya", "alasan": "Enam area berjalan", "kiriman": str(uuid.uuid4())}
    alamat = f"{d.alamat('rekomendasi', 'baru')}?tahun={TAHUN}"
    satu, dua = (client.post(alamat, data) for _ in range(2))
    baris = RekomendasiTPI.objects.get()
    assert satu["Location"] == dua["Location"] == d.alamat("rekomendasi", baris.pk)
    assert (baris.unit, baris.tahun, baris.layak, baris.status) == (d.unit, TAHUN, True, R.DRAF)
    client.post(d.alamat("rekomendasi", baris.pk, "ubah"), {"layak": "belum", "alasan": "Ada yang kurang", "versi": 1})
    client.post(d.alamat("rekomendasi", baris.pk, "ubah"), {"layak": "ya", "alasan": "Sudah lengkap", "versi": 2})
    assert terbaca(d) is None
    client.force_login(d["dalnis"])
    assert "Sudah lengkap" in client.get(d.alamat("rekomendasi", baris.pk, "sampaikan")).content.decode()
    client.post(d.alamat("rekomendasi", baris.pk, "sampaikan"), {"versi": 3})
    assert terbaca(d) == baris
    kata = f"Rekomendasi TPI {TAHUN}: Layak diusulkan"
    assert diberi_tahu(kata) == NAMA_UNIT | {"Syah Bupati"}
    client.force_login(d["operator"])
    html = client.get(d.alamat("rekomendasi", baris.pk)).content.decode()
    assert "Sudah lengkap" in html
    assert "Ada yang kurang" not in html
    client.force_login(d["bupati"])
    assert "Terima" in client.get(d.alamat("rekomendasi", baris.pk)).content.decode()
    for _ in range(2):
        html = client.post(d.alamat("rekomendasi", baris.pk, "terima"), follow=True).content.decode()
        assert "Rekomendasi diterima. TPI dan unit diberi tahu." in html
    kini = segar(baris)
    assert (kini.status, kini.diterima_oleh, kini.diterima_pada is not None) == (R.DITERIMA, d.orang["bupati"], True)
    assert diberi_tahu(f"Rekomendasi TPI {TAHUN} diterima pimpinan") == NAMA_UNIT | NAMA_TPI
    assert [a for a, _ in jejak(baris)] == ["buat", "ubah", "ubah", "sampaikan", "terima"]


def test_taking_it_back_says_why_and_hides_it_again(client, d):
    baris = make_rekomendasi(d)
    sampaikan_rekomendasi(rekomendasi=segar(baris), versi=1, actor=d["ketua"])
    client.force_login(d["ketua"])
    alamat = d.alamat("rekomendasi", baris.pk, "tarik")
    assert client.post(alamat, {"alasan": ""}).status_code == 422
    assert segar(baris).status == R.DISAMPAIKAN
    client.post(alamat, {"alasan": "Ada temuan baru"})
    kini = segar(baris)
    assert (kini.status, kini.disampaikan_pada) == (R.DRAF, None)
    assert diberi_tahu(f"Rekomendasi TPI {TAHUN} ditarik") == NAMA_UNIT | {"Syah Bupati"}
    assert terbaca(d) is None
    for siapa in ("operator", "bupati", "admin", "ketua_sendiri"):
        client.force_login(d[siapa])
        assert client.get(d.alamat("rekomendasi", baris.pk)).status_code == 404, siapa
        assert client.get(d.alamat("rekomendasi")).context["page"].paginator.count == 0, siapa


def test_fit_with_open_grave_findings_needs_a_word(client, d):
    baris = make_rekomendasi(d)
    make_temuan(d, tingkat=Tingkat.BERAT)
    make_temuan(d, StatusTemuan.DITINDAKLANJUTI, tingkat=Tingkat.BERAT, tahun=TAHUN - 1)
    make_temuan(d, StatusTemuan.DIVERIFIKASI, tingkat=Tingkat.BERAT)
    make_temuan(d, tingkat=Tingkat.BERAT, pemantauan=make_pemantauan(d, terbit=False))
    client.force_login(d["ketua"])
    alamat = d.alamat("rekomendasi", baris.pk, "sampaikan")
    assert "Masih ada 2 temuan berat yang terbuka" in client.get(alamat).content.decode()
    assert "2 temuan berat" in client.get(d.alamat("rekomendasi", baris.pk, "ubah")).content.decode()
    assert client.post(alamat, {"versi": 1}).status_code == 422
    assert segar(baris).status == R.DRAF
    assert client.post(alamat, {"versi": 1, "walau_berat": "ya"}).status_code == 302
    assert segar(baris).status == R.DISAMPAIKAN
    html = client.get(d.alamat("rekomendasi", baris.pk)).content.decode()
    assert "Disampaikan dengan 2 temuan berat masih terbuka." in html


def test_unfit_needs_no_such_word(d):
    make_temuan(d, tingkat=Tingkat.BERAT)
    baris = make_rekomendasi(d, layak=False)
    sampaikan_rekomendasi(rekomendasi=segar(baris), versi=1, actor=d["ketua"])
    assert segar(baris).status == R.DISAMPAIKAN


def test_nothing_unseen_is_handed_to_the_pimpinan(client, d):
    baris = make_rekomendasi(d)
    client.force_login(d["dalnis"])
    client.post(d.alamat("rekomendasi", baris.pk, "ubah"), {"layak": "belum", "alasan": "Berubah", "versi": 1})
    client.force_login(d["ketua"])
    jawab = client.post(d.alamat("rekomendasi", baris.pk, "sampaikan"), {"versi": 1})
    assert jawab.status_code == 422
    assert "baru saja diubah" in jawab.content.decode()
    assert segar(baris).status == R.DRAF


# --- Recommendation: who may ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", StatusRekomendasi.values)
@pytest.mark.usefixtures("short_refusals")
def test_who_may_with_a_recommendation(client, d, status):
    kini = timezone.now()
    baris = make_rekomendasi(d, status=status, disampaikan_pada=None if status == R.DRAF else kini)
    draf, disampaikan = status == R.DRAF, status == R.DISAMPAIKAN
    dasar = ("rekomendasi", baris.pk)
    for siapa in d.orang:
        client.force_login(d[siapa])
        kode, jadi = [], []
        for bagian, data in (
            ("ubah", {"layak": "belum", "alasan": "Lain", "versi": 1}),
            ("sampaikan", {"versi": 1}),
            ("terima", {}),
            ("tarik", {"alasan": "Ada temuan baru"}),
            ("hapus", {}),
        ):
            with transaction.atomic():
                kode.append(client.post(d.alamat(*dasar, bagian), data).status_code)
                sesudah = segar(baris)
                jadi.append((sesudah.status, sesudah.layak, sesudah.dihapus_pada is None))
                transaction.set_rollback(True)
        baca = client.get(d.alamat(*dasar)).status_code
        tetap = (status, True, True)
        if siapa in PENGARAH:
            assert (baca, kode) == (
                200,
                [302 if draf else 422, 302 if draf else 422, 403, 302 if disampaikan else 422, 302],
            ), siapa
            assert jadi == [
                (status, False, True) if draf else tetap,
                (R.DISAMPAIKAN, True, True) if draf else tetap,
                tetap,
                (R.DRAF, True, True) if disampaikan else tetap,
                (status, True, False) if draf else tetap,
            ], siapa
            continue
        if siapa == "bupati":
            terima = 404 if draf else 302
            assert (baca, kode) == (404 if draf else 200, [403, 403, terima, 403, 403])
            assert jadi == [tetap, tetap, (R.DITERIMA, True, True) if disampaikan else tetap, tetap, tetap]
            continue
        if siapa not in LIHAT_UNIT:
            assert (baca, kode) == (404, [404] * 5), siapa
        elif siapa not in PENGIKUT:
            assert (baca, kode) == (403, [403] * 5), siapa
        else:
            terlihat = siapa in PEMANTAU or not draf
            assert (baca, kode) == (
                200 if terlihat else 404,
                [403, 403, 403 if terlihat else 404, 403, 403],
            ), siapa
        assert jadi == [tetap] * 5, siapa


def test_nobody_recommends_their_own_unit(client, d):
    """Lead of the TPI and operator of this unit: reads what was handed over, and writes nothing."""
    client.force_login(d["ketua_sendiri"])
    alamat = d.alamat("rekomendasi", "baru")
    assert client.get(alamat).status_code == 403
    assert client.post(alamat, {"layak": "ya", "alasan": "Kami layak"}).status_code == 403
    assert "Tulis rekomendasi" not in client.get(d.alamat("rekomendasi")).content.decode()
    assert not RekomendasiTPI.objects.exists()
    lain = f"/unit/{d.unit_lain.pk}/rekomendasi/baru/"
    assert client.post(lain, {"layak": "ya", "alasan": "Mereka layak"}).status_code == 302


def test_a_member_of_tpi_reads_the_draft_and_does_not_write_it(client, d):
    baris = make_rekomendasi(d)
    client.force_login(d["tpi"])
    html = client.get(d.alamat("rekomendasi", baris.pk)).content.decode()
    assert "Memenuhi keenam area" in html
    assert "Sampaikan ke pimpinan" not in html


# --- Recommendation: one a year -------------------------------------------------------------------------------------
def test_a_unit_has_one_living_recommendation_a_year(client, d):
    baris = make_rekomendasi(d)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_rekomendasi(d)
    with pytest.raises(UnitsError, match="sudah ada"):
        buat_rekomendasi(
            rekomendasi=RekomendasiTPI(unit=d.unit, tahun=TAHUN, layak=False, alasan="x"),
            actor=d["ketua"],
            kiriman=uuid.uuid4(),
        )
    client.force_login(d["ketua"])
    alamat = f"{d.alamat('rekomendasi', 'baru')}?tahun={TAHUN}"
    assert client.get(alamat)["Location"] == d.alamat("rekomendasi", baris.pk)
    jawab = client.post(alamat, {"layak": "belum", "alasan": "Kedua kalinya"})
    assert jawab.status_code == 422
    assert "Rekomendasi tahun ini sudah ada" in jawab.content.decode()
    assert "Kedua kalinya" in jawab.content.decode()
    # A deleted draft gives the year free; another year always was.
    client.post(d.alamat("rekomendasi", baris.pk, "hapus"))
    make_rekomendasi(d)
    make_rekomendasi(d, tahun=TAHUN - 1)
    make_rekomendasi(d, unit=d.unit_lain)
    assert RekomendasiTPI.objects.hidup().count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_leads_who_write_at_once_one_makes_the_years_recommendation():
    d = buat_dunia()

    def coba(siapa: str):
        try:
            return buat_rekomendasi(
                rekomendasi=RekomendasiTPI(unit=d.unit, tahun=TAHUN, layak=True, alasan=siapa), actor=d[siapa]
            )
        except UnitsError as error:
            return error

    hasil = bersama(*[lambda s=s: coba(s) for s in ("ketua", "dalnis", "ketua", "dalnis")])
    assert sum(isinstance(h, RekomendasiTPI) for h in hasil) == 1
    assert sum(isinstance(h, UnitsError) for h in hasil) == 3
    assert RekomendasiTPI.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_receiving_and_taking_back_at_once_ends_in_one_of_them():
    d = buat_dunia()
    baris = make_rekomendasi(d, status=R.DISAMPAIKAN, disampaikan_pada=timezone.now())

    def coba(tindakan):
        try:
            return tindakan()
        except UnitsError as error:
            return error

    hasil = bersama(
        lambda: coba(lambda: terima_rekomendasi(rekomendasi=segar(baris), actor=d["bupati"])),
        lambda: coba(lambda: tarik_rekomendasi(rekomendasi=segar(baris), alasan="x", actor=d["ketua"])),
    )
    assert sum(isinstance(h, BarisMoved) for h in hasil) == 1
    kini = segar(baris)
    assert (kini.status == R.DITERIMA) == (kini.diterima_pada is not None) == (kini.disampaikan_pada is not None)


# --- Pages ----------------------------------------------------------------------------------------------------------
def test_the_page_shows_what_a_recommendation_rests_on(client, d):
    make_aksi(d, 1, status=StatusAksi.SELESAI)
    make_temuan(d, uraian="Temuan terbuka ini", tingkat=Tingkat.BERAT)
    make_temuan(d, uraian="Temuan rahasia", pemantauan=make_pemantauan(d, terbit=False, periode="Draf rahasia"))
    make_pemantauan(d, periode="Semester I")
    baris = make_rekomendasi(d, status=R.DISAMPAIKAN, disampaikan_pada=timezone.now())
    for siapa in ("operator", "bupati", "ketua"):
        client.force_login(d[siapa])
        html = client.get(d.alamat("rekomendasi", baris.pk)).content.decode()
        for kata in ("Temuan terbuka ini", "Semester I", "1 / 1"):
            assert kata in html, (siapa, kata)
        assert "rahasia" not in html, siapa


def test_what_people_typed_is_shown_as_text(client, d):
    client.force_login(d["ketua"])
    data = isian(periode=CANARY, ringkasan=CANARY, catatan_1=CANARY)
    pemantauan = client.post(d.alamat("pemantauan", "baru"), data)["Location"]
    client.post(f"{pemantauan}terbitkan/", {"versi": 1})
    data = {"layak": "ya", "alasan": CANARY}
    rekomendasi = client.post(d.alamat("rekomendasi", "baru"), data)["Location"]
    make_temuan(d, uraian=CANARY)
    for alamat in (
        pemantauan,
        d.alamat("pemantauan"),
        rekomendasi,
        f"{rekomendasi}ubah/",
        f"{rekomendasi}sampaikan/",
        d.alamat("rekomendasi", "baru") + "?tahun=2020",
    ):
        html = client.get(alamat).content.decode()
        assert "&lt;script&gt;alert(1)" in html, alamat
        assert CANARY not in html, alamat
    gagal = client.post(f"{rekomendasi}tarik/", {"alasan": CANARY}).content.decode()
    assert "&lt;script&gt;alert(1)" in gagal
    assert CANARY not in gagal


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_query_counts_stay_flat(client, d, banyak, django_assert_num_queries):
    for n in range(banyak):
        pemantauan = make_pemantauan(d)
        make_temuan(d, pemantauan=pemantauan)
        make_aksi(d, 1 + n % 6)
        baris = make_rekomendasi(d, tahun=TAHUN - n, status=R.DISAMPAIKAN, disampaikan_pada=timezone.now())
    Temuan.objects.update(pemantauan=pemantauan)
    client.force_login(d["operator"])
    for alamat, jumlah in (
        (d.alamat("pemantauan"), 8),
        (d.alamat("pemantauan", pemantauan.pk), 11),
        (d.alamat("rekomendasi"), 8),
        (d.alamat("rekomendasi", baris.pk), 12),
    ):
        client.get(alamat)
        with django_assert_num_queries(jumlah):
            client.get(alamat)
