"""The life of a predicate: recorded, reported on, questioned, replaced, run out, revoked; and who may do what."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluation.enums import JenisPredikat, Status
from evaluation.enums.predikat import (
    AksiPredikat,
    DasarCabut,
    StatusKlarifikasi,
    StatusLaporan,
    StatusPredikat,
)
from evaluation.enums.riwayat import Benda
from evaluation.errors import EvaluationError
from evaluation.models import (
    BerkasEvaluasi,
    KlarifikasiPredikat,
    LaporanPredikat,
    LembarKerjaEvaluasi,
    PredikatUnit,
    RiwayatEvaluasi,
    Usulan,
)
from evaluation.selectors.predikat import (
    hitung_predikat,
    larangan_usul_banyak,
    masa_laporan,
    predikat_table,
    tambah_tahun,
)
from evaluation.services import predikat as layanan
from evaluation.services.predikat import DataSK, IsiLaporan
from evaluation.services.riwayat import BendaMoved
from evaluation.services.usulan import buat_usulan, masukkan_lke
from tests.factories import make_anggota, make_instansi, make_lke, make_musim, make_unit
from tests.serentak import bersama
from units.enums import Peran
from units.models import Notifikasi, Pengingat
from units.services.pengingat import kumpulkan

pytestmark = pytest.mark.django_db
HARI = dt.timedelta(days=1)


def hari_ini() -> dt.date:
    return timezone.localdate()


def berkas(isi: bytes = b"Surat keputusan\n", nama: str = "sk.txt") -> ContentFile:
    return ContentFile(isi, name=nama)


def sk(tanggal: dt.date | None = None, nomor: str = "SK/7/2023", **lain) -> DataSK:
    lain.setdefault("berkas", berkas(f"{nomor} {tanggal}\n".encode()))
    return DataSK(nomor=nomor, tanggal=tanggal or dt.date(2023, 12, 6), **lain)


@pytest.fixture
def instansi():
    return make_instansi()


@pytest.fixture
def unit(instansi):
    return make_unit(instansi=instansi)


@pytest.fixture
def tpn():
    return make_anggota(Peran.TPN_ADMIN)


@pytest.fixture
def ketua(instansi):
    return make_anggota(Peran.TPI_KETUA, instansi=instansi)


@pytest.fixture
def wbk(unit, tpn):
    return layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(), actor=tpn)


def segar(baris):
    return type(baris).objects.get(pk=baris.pk)


def jejak(objek) -> list[str]:
    return [r.aksi for r in RiwayatEvaluasi.objects.filter(benda=objek.BENDA, objek_id=objek.pk)]


# Recorded -------------------------------------------------------------------------------------------------------------


def test_an_older_predicate_is_recorded_with_its_sk_and_its_next_report(unit, tpn):
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi)
    tanggal = tambah_tahun(hari_ini(), -1)
    p = layanan.catat_predikat(
        unit=unit, jenis="WBK", sk=sk(tanggal, " SK/7/2023 ", penandatangan="Menteri PANRB"), actor=tpn
    )
    assert (p.status, p.aktif, p.nomor_sk, p.penandatangan) == ("aktif", True, "SK/7/2023", "Menteri PANRB")
    assert (p.laporan_ke, p.laporan_sejak, p.laporan_tempo) == (1, tanggal, tambah_tahun(tanggal, 2))
    assert jejak(p) == [AksiPredikat.CATAT, "unggah"]
    assert BerkasEvaluasi.objects.get().jenis == "sk"
    assert list(Notifikasi.objects.values_list("user", flat=True)) == [admin.pk]


def test_the_same_sk_again_makes_no_second_row(unit, tpn, wbk):
    assert layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(), actor=tpn) == wbk
    assert PredikatUnit.objects.count() == 1


@pytest.mark.parametrize(
    ("jenis", "ubah", "pesan"),
    [
        ("WBK", {"tanggal": dt.date(2100, 1, 1)}, "sesudah hari ini"),
        ("WBK", {"tanggal": dt.date(2009, 1, 1)}, "sebelum 1 Januari 2012"),
        ("WBK", {"berlaku_sampai": dt.date(2020, 1, 1)}, "berakhir sebelum"),
        ("WBK", {"berkas": None}, "berkas SK"),
        ("WBBM", {}, "tidak mempunyai predikat WBK"),
    ],
)
def test_what_is_no_sk_is_refused_and_leaves_nothing(unit, tpn, jenis, ubah, pesan):
    with pytest.raises(EvaluationError, match=pesan):
        layanan.catat_predikat(unit=unit, jenis=jenis, sk=sk(**ubah), actor=tpn)
    assert not PredikatUnit.objects.exists()
    assert not RiwayatEvaluasi.objects.exists()


def test_a_file_that_cannot_be_taken_leaves_no_predicate(unit, tpn):
    palsu = berkas(b"<html><script>alert(1)</script>", "sk.pdf")
    with pytest.raises(EvaluationError):
        layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(berkas=palsu), actor=tpn)
    assert not PredikatUnit.objects.exists()


def test_a_second_wbk_is_refused_and_a_wbbm_replaces_it(unit, tpn, wbk):
    with pytest.raises(EvaluationError, match="masih mempunyai predikat WBK"):
        layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(dt.date(2024, 1, 1), "SK/8"), actor=tpn)
    with pytest.raises(EvaluationError, match="lebih lama dari SK SK/7/2023"):
        layanan.catat_predikat(unit=unit, jenis="WBBM", sk=sk(dt.date(2022, 1, 1), "SK/8"), actor=tpn)
    assert segar(wbk).status == StatusPredikat.AKTIF
    wbbm = layanan.catat_predikat(unit=unit, jenis="WBBM", sk=sk(dt.date(2025, 12, 1), "SK/9"), actor=tpn)
    lama = segar(wbk)
    assert (lama.status, lama.aktif, lama.laporan_tempo) == (StatusPredikat.DIGANTIKAN, False, None)
    assert wbbm.status == StatusPredikat.AKTIF
    with pytest.raises(EvaluationError, match="sudah berpredikat WBBM"):
        layanan.catat_predikat(unit=unit, jenis="WBBM", sk=sk(dt.date(2026, 1, 1), "SK/10"), actor=tpn)


def test_no_award_over_an_open_clarification(unit, tpn, wbk):
    buka(wbk, tpn)
    with pytest.raises(EvaluationError, match="sedang diklarifikasi"):
        layanan.catat_predikat(unit=unit, jenis="WBBM", sk=sk(dt.date(2025, 12, 1), "SK/9"), actor=tpn)
    assert segar(wbk).status == StatusPredikat.DALAM_KLARIFIKASI


@pytest.mark.parametrize("ubah", [{"aktif": False}, {"status": "dicabut"}, {"status": "dicabut", "aktif": False}])
def test_the_database_keeps_state_and_force_in_step(wbk, ubah):
    with pytest.raises(IntegrityError), transaction.atomic():
        PredikatUnit.objects.filter(pk=wbk.pk).update(**ubah)


def test_what_a_sk_says_can_be_added_later_and_leaves_a_trace(wbk, tpn):
    layanan.lengkapi_sk(
        predikat=wbk, penandatangan="Menteri", berlaku_sampai=dt.date(2100, 1, 1), berkas=None, actor=tpn
    )
    layanan.lengkapi_sk(
        predikat=wbk, penandatangan="Menteri", berlaku_sampai=dt.date(2100, 1, 1), berkas=None, actor=tpn
    )
    assert jejak(wbk).count(AksiPredikat.UBAH_SK) == 1
    with pytest.raises(EvaluationError, match="berakhir sebelum"):
        layanan.lengkapi_sk(predikat=wbk, penandatangan="", berlaku_sampai=dt.date(2020, 1, 1), berkas=None, actor=tpn)
    assert segar(wbk).penandatangan == "Menteri"


def test_it_runs_out_the_day_after_its_last_and_is_told_once(unit, tpn):
    pimpinan = make_anggota(Peran.PIMPINAN_UNIT, unit=unit)
    sampai = hari_ini()
    p = layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(berlaku_sampai=sampai), actor=tpn)
    Notifikasi.objects.all().delete()
    assert layanan.habiskan_masa(pada=sampai) == 0
    assert layanan.habiskan_masa(pada=sampai + HARI) == 1
    assert layanan.habiskan_masa(pada=sampai + HARI) == 0
    p = segar(p)
    assert (p.status, p.aktif, p.laporan_tempo) == (StatusPredikat.KEDALUWARSA, False, None)
    assert list(Notifikasi.objects.values_list("user", flat=True)) == [pimpinan.pk]


def test_one_that_ran_out_before_it_was_recorded_is_recorded_so(unit, tpn):
    p = layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(berlaku_sampai=dt.date(2024, 12, 6)), actor=tpn)
    assert p.status == StatusPredikat.KEDALUWARSA


# Reports --------------------------------------------------------------------------------------------------------------


def test_two_years_on_from_a_leap_day():
    assert tambah_tahun(dt.date(2024, 2, 29), 2) == dt.date(2026, 2, 28)
    assert tambah_tahun(dt.date(2024, 2, 29), 4) == dt.date(2028, 2, 29)
    assert masa_laporan(dt.date(2020, 5, 1), 3).tempo == dt.date(2026, 5, 1)


def penuh(**ubah) -> IsiLaporan:
    isi = {
        "masih_memenuhi": True,
        "nilai_pengungkit": Decimal("52.25"),
        "nilai_hasil": Decimal("34.10"),
        "catatan": "Tetap terjaga.",
    }
    return IsiLaporan(**(isi | ubah))


def tulis(laporan, ketua, **ubah):
    return layanan.isi_laporan(
        laporan=laporan, isi=penuh(**ubah), versi=laporan.versi, berkas=berkas(b"Surat laporan\n"), actor=ketua
    )


def terkirim(predikat, ketua, **ubah) -> LaporanPredikat:
    laporan = tulis(layanan.buat_laporan(predikat=predikat, actor=ketua), ketua, **ubah)
    layanan.kirim_laporan(laporan=laporan, actor=ketua)
    return laporan


def test_a_report_goes_to_tpn_comes_back_and_is_taken(unit, ketua, tpn):
    tanggal = tambah_tahun(hari_ini(), -3)
    wbk = layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(tanggal), actor=tpn)
    laporan = layanan.buat_laporan(predikat=wbk, actor=ketua)
    assert layanan.buat_laporan(predikat=wbk, actor=ketua) == laporan
    with pytest.raises(EvaluationError, match=r"simpulan.*nilai pengungkit.*catatan.*surat"):
        layanan.kirim_laporan(laporan=laporan, actor=ketua)
    tulis(laporan, ketua)
    layanan.kirim_laporan(laporan=laporan, actor=ketua)
    assert (segar(wbk).laporan_ke, segar(wbk).laporan_tempo) == (2, tambah_tahun(tanggal, 4))
    assert Notifikasi.objects.filter(user=tpn, judul__contains="masih memenuhi").count() == 1
    with pytest.raises(EvaluationError, match="alasannya"):
        layanan.periksa_laporan(laporan=laporan, terima=False, alasan=" ", actor=tpn)
    layanan.periksa_laporan(laporan=laporan, terima=False, alasan="Surat belum ditandatangani", actor=tpn)
    assert segar(wbk).laporan_ke == 1
    layanan.kirim_laporan(laporan=laporan, actor=ketua)
    layanan.periksa_laporan(laporan=laporan, terima=True, alasan="", actor=tpn)
    assert (laporan.status, segar(wbk).laporan_ke) == (StatusLaporan.DITERIMA, 2)
    assert jejak(laporan) == ["buat", "ubah", "unggah", "kirim", "kembalikan", "kirim", "terima"]
    with pytest.raises(BendaMoved):
        tulis(laporan, ketua, catatan="Diubah sesudahnya")


def test_two_who_write_one_report_do_not_overwrite_each_other(wbk, ketua):
    laporan = layanan.buat_laporan(predikat=wbk, actor=ketua)
    lain = segar(laporan)
    tulis(laporan, ketua)
    with pytest.raises(EvaluationError, match="disimpan orang lain"):
        tulis(lain, ketua, catatan="Milik yang kedua")
    assert segar(laporan).catatan == "Tetap terjaga."


def usulkan_wbbm(unit, admin, pada: dt.datetime) -> None:
    """A sheet of the unit in a proposal for WBBM that was sent at that moment; written directly, as set-up."""
    musim = make_musim(pada.year)
    lke = make_lke(unit=unit, musim=musim, tujuan="WBBM", actor=admin)
    usulan = Usulan.objects.create(
        instansi=unit.instansi, musim=musim, predikat="WBBM", status="diajukan", dibuat_oleh=admin, dikirim_pada=pada
    )
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(usulan=usulan, status=Status.DIUSULKAN)


def test_a_wbk_unit_proposed_for_wbbm_owes_no_report_for_that_span(unit, tpn):
    awal = hari_ini() - 400 * HARI
    p = layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(awal), actor=tpn)
    assert p.laporan_ke == 1
    usulkan_wbbm(unit, tpn, timezone.now())
    assert layanan.sapu_predikat() == 1
    assert segar(p).laporan_ke == 2
    assert layanan.sapu_predikat() == 0
    PredikatUnit.objects.filter(pk=p.pk).update(jenis="WBBM")  # WBBM always owes it
    layanan.segarkan_laporan(segar(p))
    assert segar(p).laporan_ke == 1


@pytest.mark.parametrize(("tahun", "ke"), [(1, 1), (3, 1), (5, 2), (9, 4)])
def test_a_missed_report_is_owed_until_the_next_span_is_over(unit, tpn, tahun, ke):
    awal = tambah_tahun(hari_ini(), -tahun)
    assert layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(awal), actor=tpn).laporan_ke == ke


def test_the_sweep_fills_in_what_is_not_known_and_then_rests(wbk):
    tempo = wbk.laporan_tempo
    PredikatUnit.objects.update(laporan_ke=None, laporan_sejak=None, laporan_tempo=None)
    assert layanan.sapu_predikat() == 1
    assert segar(wbk).laporan_tempo == tempo
    assert layanan.sapu_predikat() == 0


@pytest.mark.parametrize(("sisa", "n"), [(91, 0), (90, 1), (0, 1), (-5, 1)])
def test_tpis_leads_are_reminded_once_before_and_once_when_it_is_due(unit, ketua, tpn, sisa, n):
    make_anggota(Peran.OPERATOR, unit=unit)
    jatuh = hari_ini() + sisa * HARI
    layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(tambah_tahun(jatuh, -2)), actor=tpn)
    PredikatUnit.objects.update(laporan_tempo=jatuh)  # whatever leap day lies between
    kumpulkan(instansi=unit.instansi)
    kumpulkan(instansi=unit.instansi)
    milik = Pengingat.objects.filter(jenis="laporan_predikat")
    assert list(milik.values_list("user", flat=True)) == [ketua.pk] * n
    if sisa == 90:
        PredikatUnit.objects.update(laporan_tempo=hari_ini())
        kumpulkan(instansi=unit.instansi)
        assert milik.count() == 2


# Complaints -----------------------------------------------------------------------------------------------------------


def buka(predikat, actor, **ubah) -> KlarifikasiPredikat:
    isi = {"sumber": "SP4N-LAPOR", "tanggal_aduan": dt.date(2026, 1, 5), "tautan": "", "ringkasan": "Pungutan di loket"}
    return layanan.buka_klarifikasi(predikat=predikat, actor=actor, **(isi | ubah))


def test_a_complaint_not_proven_leaves_the_predicate_as_it_was(wbk, ketua, tpn):
    k = buka(wbk, tpn)
    assert (wbk.status, wbk.aktif) == (StatusPredikat.DALAM_KLARIFIKASI, True)
    with pytest.raises(BendaMoved):
        buka(segar(wbk), ketua)
    assert KlarifikasiPredikat.objects.count() == 1
    with pytest.raises(EvaluationError, match="alasannya"):
        layanan.jawab_klarifikasi(klarifikasi=k, jawaban="", actor=ketua)
    layanan.jawab_klarifikasi(klarifikasi=k, jawaban="Sudah diperiksa", actor=ketua)
    layanan.jawab_klarifikasi(klarifikasi=k, jawaban="Tambahan", actor=ketua)
    layanan.tutup_klarifikasi(klarifikasi=k, terbukti=False, alasan="Salah alamat", actor=tpn)
    assert (segar(k).status, segar(wbk).status) == (StatusKlarifikasi.TIDAK_TERBUKTI, StatusPredikat.AKTIF)
    assert [r.alasan for r in RiwayatEvaluasi.objects.filter(benda=Benda.KLARIFIKASI)] == [
        "",
        "Sudah diperiksa",
        "Tambahan",
        "Salah alamat",
    ]
    with pytest.raises(BendaMoved):
        layanan.jawab_klarifikasi(klarifikasi=k, jawaban="Terlambat", actor=ketua)


def test_a_proven_one_waits_for_revocation_or_for_tpns_word(wbk, tpn):
    k = buka(wbk, tpn)
    with pytest.raises(EvaluationError, match="masih terbuka"):
        layanan.pulihkan_predikat(predikat=segar(wbk), alasan="Ringan", actor=tpn)
    layanan.tutup_klarifikasi(klarifikasi=k, terbukti=True, alasan="Terbukti", actor=tpn)
    assert segar(wbk).status == StatusPredikat.DALAM_KLARIFIKASI
    layanan.pulihkan_predikat(predikat=segar(wbk), alasan="Sudah dipulihkan", actor=tpn)
    assert segar(wbk).status == StatusPredikat.AKTIF
    with pytest.raises(EvaluationError, match="Belum ada klarifikasi"):
        cabut(segar(wbk), tpn, dasar=DasarCabut.KLARIFIKASI)


def test_a_complaint_of_tomorrow_is_refused(wbk, tpn):
    with pytest.raises(EvaluationError, match="sesudah hari ini"):
        buka(wbk, tpn, tanggal_aduan=hari_ini() + 2 * HARI)
    assert segar(wbk).status == StatusPredikat.AKTIF


def test_only_those_who_may_know_are_told_of_a_complaint(wbk, unit, tpn, ketua):
    pimpinan = make_anggota(Peran.PIMPINAN_UNIT, unit=unit)
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi, user=operator)
    make_anggota(Peran.TPI_ANGGOTA, instansi=unit.instansi)
    Notifikasi.objects.all().delete()
    k = buka(wbk, tpn)
    layanan.jawab_klarifikasi(klarifikasi=k, jawaban="Jawab", actor=pimpinan)
    layanan.tutup_klarifikasi(klarifikasi=k, terbukti=False, alasan="Tidak", actor=tpn)
    assert set(Notifikasi.objects.values_list("user", flat=True)) == {pimpinan.pk, ketua.pk, tpn.pk}


# Revoked --------------------------------------------------------------------------------------------------------------


def cabut(predikat, actor, *, dasar=DasarCabut.PEMERIKSAAN, tanggal=dt.date(2026, 3, 2), **ubah) -> None:
    isi = {"rekomendasi": "Direkomendasikan dicabut", "sk": sk(tanggal, "SK/CABUT/1")}
    layanan.cabut_predikat(predikat=predikat, dasar=dasar, actor=actor, **(isi | ubah))


def test_a_revoked_predicate_bars_the_unit_for_two_years(wbk, unit, tpn, ketua):
    pimpinan, bupati = (
        make_anggota(Peran.PIMPINAN_UNIT, unit=unit),
        make_anggota(Peran.PIMPINAN_INSTANSI, instansi=unit.instansi),
    )
    Notifikasi.objects.all().delete()
    cabut(wbk, tpn)
    p = segar(wbk)
    assert (p.status, p.aktif, p.dasar_cabut, p.nomor_sk_cabut) == ("dicabut", False, "pemeriksaan", "SK/CABUT/1")
    assert p.boleh_diusulkan_mulai == dt.date(2028, 3, 2)
    assert set(Notifikasi.objects.values_list("user", flat=True)) == {pimpinan.pk, bupati.pk, ketua.pk}
    assert larangan_usul_banyak([unit.pk], dt.date(2028, 3, 1)) == {unit.pk: dt.date(2028, 3, 2)}
    assert larangan_usul_banyak([unit.pk], dt.date(2028, 3, 2)) == {}
    lain = make_unit("Lain", instansi=unit.instansi)
    assert larangan_usul_banyak([unit.pk, lain.pk], dt.date(2027, 1, 1)) == {unit.pk: dt.date(2028, 3, 2)}
    with pytest.raises(BendaMoved):
        cabut(p, tpn)
    with pytest.raises(EvaluationError, match="tidak dapat bertanggal sebelum 2 Maret 2028"):
        layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(dt.date(2026, 5, 1), "SK/9"), actor=tpn)


def test_a_barred_unit_is_kept_out_of_a_proposal_until_its_day(wbk, unit, tpn):
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi)
    lke = make_lke(unit=unit, actor=admin)
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=Status.LAYAK)
    usulan = buat_usulan(instansi=unit.instansi, musim=lke.musim, predikat="WBK", actor=admin)
    cabut(wbk, tpn, tanggal=hari_ini())
    with pytest.raises(EvaluationError, match="baru dapat diusulkan lagi, mulai dari WBK"):
        masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    assert segar(lke).usulan_id is None
    PredikatUnit.objects.update(boleh_diusulkan_mulai=hari_ini())
    masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    assert segar(lke).usulan_id == usulan.pk


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"rekomendasi": " "}, "alasannya"),
        ({"sk": sk(dt.date(2026, 3, 2), " ")}, "nomor SK"),
        ({"sk": sk(dt.date(2026, 3, 2), berkas=None)}, "berkasnya"),
        ({"tanggal": dt.date(2023, 1, 1)}, "antara tanggal SK penetapan"),
        ({"tanggal": dt.date(2100, 1, 1)}, "antara tanggal SK penetapan"),
        ({"dasar": DasarCabut.LAPORAN_TPI}, "tidak menyatakan"),
        ({"dasar": DasarCabut.KLARIFIKASI}, "Belum ada klarifikasi"),
    ],
)
def test_a_revocation_needs_its_ground_its_words_and_its_sk(wbk, tpn, ubah, pesan):
    with pytest.raises(EvaluationError, match=pesan):
        cabut(wbk, tpn, **ubah)
    assert segar(wbk).status == StatusPredikat.AKTIF
    assert not BerkasEvaluasi.objects.filter(jenis="sk_cabut").exists()


def test_a_report_of_no_longer_and_a_proven_complaint_are_grounds(wbk, unit, tpn, ketua):
    terkirim(wbk, ketua, masih_memenuhi=False)
    k = buka(segar(wbk), tpn)
    with pytest.raises(EvaluationError, match="klarifikasi yang terbuka"):
        cabut(segar(wbk), tpn, dasar=DasarCabut.LAPORAN_TPI)
    layanan.tutup_klarifikasi(klarifikasi=k, terbukti=True, alasan="Terbukti", actor=tpn)
    cabut(segar(wbk), tpn, dasar=DasarCabut.KLARIFIKASI)
    assert segar(wbk).dasar_cabut == DasarCabut.KLARIFIKASI


def test_a_revoked_wbbm_starts_again_from_wbk(unit, tpn, wbk):
    wbbm = layanan.catat_predikat(unit=unit, jenis="WBBM", sk=sk(dt.date(2024, 12, 1), "SK/9"), actor=tpn)
    cabut(wbbm, tpn, tanggal=dt.date(2025, 1, 6))
    PredikatUnit.objects.filter(pk=wbbm.pk).update(boleh_diusulkan_mulai=dt.date(2025, 6, 1))
    with pytest.raises(EvaluationError, match="tidak mempunyai predikat WBK"):
        layanan.catat_predikat(unit=unit, jenis="WBBM", sk=sk(dt.date(2026, 1, 5), "SK/10"), actor=tpn)
    baru = layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(dt.date(2026, 1, 5), "SK/10"), actor=tpn)
    assert (baru.jenis, baru.status) == (JenisPredikat.WBK, "aktif")


# The register ---------------------------------------------------------------------------------------------------------


def test_who_does_not_know_of_a_clarification_finds_no_trace_of_it(wbk, unit, tpn, ketua):
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    buka(wbk, tpn)

    def ditemukan(user, status) -> int:
        return predikat_table(user, {"status": status}, hari_ini()).count()

    assert (ditemukan(ketua, "dalam_klarifikasi"), ditemukan(ketua, "aktif")) == (1, 0)
    assert (ditemukan(operator, "dalam_klarifikasi"), ditemukan(operator, "aktif")) == (0, 1)
    jumlah = hitung_predikat(operator, hari_ini())
    assert (jumlah["status_dalam_klarifikasi"], jumlah["status_aktif"]) == (0, 1)


def test_the_register_finds_what_is_late_due_and_waiting(instansi, tpn, ketua):
    for n, hari in enumerate((-800, -700, -100)):
        unit = make_unit(f"Unit {n}", instansi=instansi)
        layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(hari_ini() + hari * HARI, f"SK/{n}"), actor=tpn)

    def nama(saring) -> list[str]:
        return [p.unit.nama for p in predikat_table(tpn, saring, hari_ini())]

    assert nama({"laporan": "lewat"}) == ["Unit 0"]
    assert nama({"laporan": "dekat"}) == ["Unit 1"]
    terkirim(PredikatUnit.objects.get(nomor_sk="SK/2"), ketua, masih_memenuhi=False)
    assert nama({"laporan": "periksa"}) == nama({"laporan": "tidak_memenuhi"}) == ["Unit 2"]
    PredikatUnit.objects.filter(nomor_sk="SK/2").update(laporan_ke=2)
    baru = LaporanPredikat.objects.get(ke=1)
    LaporanPredikat.objects.create(
        predikat=baru.predikat,
        ke=2,
        jatuh_tempo=baru.jatuh_tempo,
        status="diterima",
        masih_memenuhi=True,
        dibuat_oleh=ketua,
    )
    assert nama({"laporan": "tidak_memenuhi"}) == []  # the newest is what counts
    LaporanPredikat.objects.filter(ke=2).delete()
    assert nama({"q": "unit 1"}) == nama({"q": "sk/1"}) == ["Unit 1"]
    assert nama({"jenis": "WBBM"}) == []
    assert nama({}) == ["Unit 2", "Unit 1", "Unit 0"]
    jumlah = hitung_predikat(tpn, hari_ini())
    assert [jumlah[f"laporan_{s}"] for s in ("lewat", "dekat", "periksa", "tidak_memenuhi")] == [1, 1, 1, 1]
    orang_lain = make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi("Lain"))
    assert hitung_predikat(orang_lain, hari_ini())["semua"] == 0


# At the same moment ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_sk_and_two_revocations_at_once_one_stands():
    unit, tpn = make_unit(), make_anggota(Peran.TPN_ADMIN)
    hasil = bersama(
        *[
            lambda n=n: layanan.catat_predikat(unit=unit, jenis="WBK", sk=sk(nomor=f"SK/{n}"), actor=tpn)
            for n in range(3)
        ]
    )
    assert sum(isinstance(h, PredikatUnit) for h in hasil) == 1
    assert sum(isinstance(h, EvaluationError) for h in hasil) == 2
    p = PredikatUnit.objects.get()

    hasil = bersama(
        *[lambda: cabut(segar(PredikatUnit.objects.select_related("unit__instansi").get(pk=p.pk)), tpn)] * 2,
        lambda: buka(segar(p), tpn),
    )
    p = segar(p)
    assert p.status in {StatusPredikat.DICABUT, StatusPredikat.DALAM_KLARIFIKASI}
    assert KlarifikasiPredikat.objects.count() == int(p.status == StatusPredikat.DALAM_KLARIFIKASI)
    assert jejak(p).count(AksiPredikat.CABUT) == int(p.status == StatusPredikat.DICABUT)
    assert sum(h is None for h in hasil) == int(p.status == StatusPredikat.DICABUT)
