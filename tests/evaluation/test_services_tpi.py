"""TPI at work: what it must have judged, what it may send back, who is assigned, what is new to whom."""

import datetime as dt

import pytest
from django.utils import timezone

from evaluation.enums import Aksi, Lapis, Ranah, Status
from evaluation.errors import CatatanKurang, EvaluationError, LKEMoved, MasaTutup, PenilaianKurang
from evaluation.models import (
    Jawaban,
    Kunjungan,
    LembarKerjaEvaluasi,
    PenugasanTPI,
    Riwayat,
    RiwayatJawaban,
    Skor,
    TautanBukti,
)
from evaluation.selectors.skor import instrumen_lke
from evaluation.selectors.tpi import (
    antrean_tpi,
    banding_lapis,
    belum_dinilai,
    perubahan_sejak,
    rinci_antrean,
    sejak_kunjungan,
)
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.komentar import tulis_komentar
from evaluation.services.lke import ajukan_lke, perpanjang_tenggat
from evaluation.services.tpi import (
    catat_kunjungan,
    kembalikan_lke,
    lepas_tugas,
    mulai_nilai,
    selesaikan_tpi,
    terima_sisanya,
    tugaskan_tpi,
)
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    make_anggota,
    make_lke,
    make_musim,
    make_penugasan,
    make_unit,
    syarat_dinyatakan,
)
from tests.serentak import bersama
from units.enums import Peran
from units.models import BuktiDukung, Keanggotaan, Notifikasi

pytestmark = pytest.mark.django_db
KODE, KODE2 = "A.I.1.i.a", "A.I.1.i.b"
SEMINGGU = dt.timedelta(days=7)


@pytest.fixture
def lke():
    """Filled with the best answers and taken up by TPI, which has judged nothing yet."""
    lke = make_lke()
    isi_lapis_penuh(lke)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    bawa_ke(lke, Status.DIAJUKAN, actor=ketua)
    mulai_nilai(lke=lke, actor=ketua)
    syarat_dinyatakan(lke, actor=ketua)
    return lke


@pytest.fixture
def ketua(lke):
    return make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)


def nilai(lke, kode, isi, ketua, *, catatan=None, lapis=Lapis.TPI):
    versi = Jawaban.objects.get(lke=lke, lapis=lapis, kode=kode).versi
    return simpan_jawaban(lke=lke, lapis=lapis, kode=kode, ubah={kode: isi}, actor=ketua, versi=versi, catatan=catatan)


def turunkan(lke, ketua, kode=KODE, *, catatan=None):
    """TPI gives the last option where the unit gave the first."""
    return nilai(lke, kode, instrumen_lke(lke).pertanyaan(kode).opsi[-1].kunci, ketua, catatan=catatan)


def kembalikan(lke, ketua, kode=KODE):
    return kembalikan_lke(
        lke=lke, tanda={kode: "Lengkapi"}, alasan="Perbaiki", tenggat=timezone.now() + SEMINGGU, actor=ketua
    )


# What is left to judge ------------------------------------------------------------------------------------------------


def test_everything_is_left_at_the_start_and_nothing_after_accepting_the_rest(lke, ketua):
    assert len(belum_dinilai(lke)) == 113

    assert len(terima_sisanya(lke=lke, actor=ketua)) == 113

    assert belum_dinilai(lke) == ()
    tpi = dict(Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI).values_list("kode", "isi"))
    assert tpi == dict(Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT).values_list("kode", "isi"))
    assert RiwayatJawaban.objects.filter(jawaban__lke=lke, jawaban__lapis=Lapis.TPI, oleh=ketua).count() == 113
    lke.refresh_from_db()
    assert Skor.objects.get(lke=lke, lapis=Lapis.TPI).versi_jawaban == lke.versi_tpi


def test_accepting_the_rest_leaves_what_was_judged(lke, ketua):
    turunkan(lke, ketua, catatan="Belum terbukti")
    sebelum = Jawaban.objects.get(lke=lke, lapis=Lapis.TPI, kode=KODE)

    kode = terima_sisanya(lke=lke, actor=ketua)

    assert KODE not in kode
    sesudah = Jawaban.objects.get(lke=lke, lapis=Lapis.TPI, kode=KODE)
    assert (sesudah.isi, sesudah.versi, sesudah.catatan) == (sebelum.isi, sebelum.versi, "Belum terbukti")


def test_accepting_twice_takes_nothing_the_second_time(lke, ketua):
    terima_sisanya(lke=lke, actor=ketua)
    riwayat = RiwayatJawaban.objects.count()

    assert terima_sisanya(lke=lke, actor=ketua) == ()
    assert RiwayatJawaban.objects.count() == riwayat


def test_a_count_judged_in_part_is_still_left(lke, ketua):
    kode = "A.II.1.i.a"
    masukan = next(iter(Jawaban.objects.get(lke=lke, lapis=Lapis.UNIT, kode=kode).isi))
    terima_sisanya(lke=lke, actor=ketua)
    jawaban = Jawaban.objects.get(lke=lke, lapis=Lapis.TPI, kode=kode)
    simpan_jawaban(
        lke=lke, lapis=Lapis.TPI, kode=kode, ubah={masukan: ""}, actor=ketua, versi=jawaban.versi, catatan="Keliru"
    )

    assert belum_dinilai(lke) == (kode,)


def test_an_answer_repaired_by_the_unit_is_to_be_judged_again_and_saving_the_same_value_judges_it(lke, ketua):
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    terima_sisanya(lke=lke, actor=ketua)
    turunkan(lke, ketua, catatan="Belum terbukti")
    kembalikan(lke, ketua)
    nilai(lke, KODE, "Tidak", operator, lapis=Lapis.UNIT)
    ajukan_lke(lke=lke, actor=make_anggota(Peran.PIMPINAN_UNIT, unit=lke.unit))
    mulai_nilai(lke=lke, actor=ketua)

    assert belum_dinilai(lke) == (KODE,)
    assert nilai(lke, KODE, "Tidak", ketua).tertulis
    assert belum_dinilai(lke) == ()
    assert not nilai(lke, KODE, "Tidak", ketua).tertulis


def test_proof_that_came_after_the_judgement_asks_for_another_look(lke, ketua):
    terima_sisanya(lke=lke, actor=ketua)
    bukti = BuktiDukung.objects.create(unit=lke.unit, judul="SK Tim", dibuat_oleh=ketua)
    tautan = TautanBukti.objects.create(lke=lke, kode=KODE, bukti=bukti, oleh=ketua)
    assert belum_dinilai(lke) == (KODE,)

    bukti.dihapus_pada, bukti.dihapus_oleh = timezone.now(), ketua
    bukti.save()
    assert tautan.pk
    assert belum_dinilai(lke) == ()


# Finishing ------------------------------------------------------------------------------------------------------------


def test_nothing_is_finished_while_a_question_is_left(lke, ketua):
    turunkan(lke, ketua, catatan="Belum terbukti")
    with pytest.raises(PenilaianKurang) as galat:
        selesaikan_tpi(lke=lke, layak=False, alasan="Belum", actor=ketua)
    assert len(galat.value.codes) == 112
    lke.refresh_from_db()
    assert lke.status == Status.DINILAI_TPI


def test_a_difference_needs_its_note(lke, ketua):
    terima_sisanya(lke=lke, actor=ketua)
    turunkan(lke, ketua, KODE2)
    with pytest.raises(CatatanKurang) as galat:
        selesaikan_tpi(lke=lke, layak=True, alasan="", actor=ketua)
    assert galat.value.codes == (KODE2,)

    nilai(lke, KODE2, Jawaban.objects.get(lke=lke, lapis=Lapis.TPI, kode=KODE2).isi[KODE2], ketua, catatan="Sebab")
    assert selesaikan_tpi(lke=lke, layak=True, alasan="", actor=ketua).ke == Status.LAYAK


@pytest.mark.parametrize(("layak", "status"), [(True, Status.LAYAK), (False, Status.TIDAK_LAYAK)])
def test_a_result_tells_the_unit_and_the_admin(lke, ketua, layak, status):
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=lke.unit.instansi)
    terima_sisanya(lke=lke, actor=ketua)
    riwayat = selesaikan_tpi(lke=lke, layak=layak, alasan="Catatan akhir", actor=ketua)
    assert (riwayat.dari, riwayat.ke, riwayat.pelaku, riwayat.alasan) == (
        Status.DINILAI_TPI,
        status,
        ketua,
        "Catatan akhir",
    )
    syarat = riwayat.rincian.pop("syarat")
    assert riwayat.rincian == {"versi_unit": lke.versi_unit, "versi_tpi": lke.versi_tpi}
    assert set(syarat.values()) == {"memenuhi"}
    diberi_tahu = set(Notifikasi.objects.filter(judul__contains="menyelesaikan").values_list("user", flat=True))
    assert {operator.pk, admin.pk} <= diberi_tahu
    assert ketua.pk not in diberi_tahu


def test_nothing_is_finished_after_tpis_window(lke, ketua):
    terima_sisanya(lke=lke, actor=ketua)
    musim = lke.musim
    musim.isi_selesai = timezone.now() - dt.timedelta(days=2)
    musim.tpi_selesai = timezone.now() - dt.timedelta(days=1)
    musim.save()
    with pytest.raises(MasaTutup):
        selesaikan_tpi(lke=lke, layak=True, alasan="", actor=ketua)


# Returning ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hari", "boleh"), [(-1, False), (7, True), (119, True), (121, False)])
def test_a_due_date_leaves_time_to_judge_the_repair(lke, ketua, hari, boleh):
    tenggat = timezone.now() + dt.timedelta(days=hari)

    def kirim():
        return kembalikan_lke(lke=lke, tanda={KODE: "Lengkapi"}, alasan="Perbaiki", tenggat=tenggat, actor=ketua)

    if boleh:
        kirim()
        assert lke.tenggat == tenggat
    else:
        with pytest.raises(EvaluationError):
            kirim()
        lke.refresh_from_db()
        assert (lke.status, lke.putaran, lke.tenggat) == (Status.DINILAI_TPI, 1, None)


def test_an_extension_stays_within_tpis_window(lke, ketua):
    kembalikan(lke, ketua)
    with pytest.raises(EvaluationError):
        perpanjang_tenggat(lke=lke, tenggat=timezone.now() + dt.timedelta(days=121), alasan="Bencana", actor=ketua)
    perpanjang_tenggat(lke=lke, tenggat=timezone.now() + dt.timedelta(days=20), alasan="Bencana", actor=ketua)
    assert Riwayat.objects.filter(lke=lke, aksi=Aksi.PERPANJANG, alasan="Bencana").count() == 1


# Assignments ----------------------------------------------------------------------------------------------------------


def test_a_member_is_assigned_once_and_told(lke, ketua):
    anggota = make_anggota(Peran.TPI_ANGGOTA, instansi=lke.unit.instansi)
    for _ in range(2):
        tugaskan_tpi(unit=lke.unit, musim=lke.musim, anggota=anggota, actor=ketua)
    assert PenugasanTPI.objects.filter(user=anggota).count() == 1
    assert Notifikasi.objects.filter(user=anggota).count() == 1


def test_nobody_is_assigned_to_the_unit_they_work_in(lke, ketua):
    anggota = make_anggota(Peran.TPI_ANGGOTA, instansi=lke.unit.instansi)
    make_anggota(Peran.OPERATOR, unit=lke.unit, user=anggota)
    with pytest.raises(EvaluationError, match="bekerja di unit ini"):
        tugaskan_tpi(unit=lke.unit, musim=lke.musim, anggota=anggota, actor=ketua)
    assert not PenugasanTPI.objects.exists()


@pytest.mark.parametrize("peran", [Peran.ADMIN_INSTANSI, Peran.TPI_KETUA])
def test_only_members_of_the_instansis_tpi_are_assigned(lke, ketua, peran):
    with pytest.raises(EvaluationError, match="bukan anggota TPI"):
        tugaskan_tpi(
            unit=lke.unit, musim=lke.musim, anggota=make_anggota(peran, instansi=lke.unit.instansi), actor=ketua
        )


def test_an_assignment_does_not_outlive_the_role(lke):
    anggota = make_anggota(Peran.TPI_ANGGOTA, instansi=lke.unit.instansi)
    make_penugasan(anggota, lke)
    assert list(LembarKerjaEvaluasi.objects.visible_to(anggota)) == [lke]
    Keanggotaan.objects.filter(user=anggota).update(selesai=timezone.localdate())
    lagi = type(anggota).objects.get(pk=anggota.pk)
    assert not LembarKerjaEvaluasi.objects.visible_to(lagi).exists()
    assert not lagi.has_perm("evaluation.nilai_tpi", lke)


def test_ending_an_assignment_twice_is_harmless(lke, ketua):
    anggota = make_anggota(Peran.TPI_ANGGOTA, instansi=lke.unit.instansi)
    tugas = make_penugasan(anggota, lke)
    lepas_tugas(tugas=PenugasanTPI.objects.get(pk=tugas.pk), actor=tugas.oleh)
    lepas_tugas(tugas=tugas, actor=tugas.oleh)
    assert not PenugasanTPI.objects.exists()


# What is new to whom --------------------------------------------------------------------------------------------------


def mundurkan(lke, user, **jarak):
    pada = timezone.now() - dt.timedelta(**jarak)
    Kunjungan.objects.filter(lke=lke, user=user).update(pada=pada)
    return pada


def test_a_visit_goes_on_until_half_an_hour_without_a_look(lke, ketua):
    assert catat_kunjungan(lke=lke, user=ketua) is None
    akhir = mundurkan(lke, ketua, hours=2)

    assert catat_kunjungan(lke=lke, user=ketua) == akhir
    mundurkan(lke, ketua, minutes=10)
    assert catat_kunjungan(lke=lke, user=ketua) == akhir
    assert sejak_kunjungan(lke, ketua) == akhir
    assert Kunjungan.objects.get(user=ketua).pada > timezone.now() - dt.timedelta(minutes=1)


def test_the_queue_counts_what_moved_since_the_last_look(lke, ketua):
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    catat_kunjungan(lke=lke, user=ketua)
    mundurkan(lke, ketua, hours=1)
    Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT).update(diubah_pada=timezone.now() - dt.timedelta(days=1))
    Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT, kode=KODE).update(diubah_pada=timezone.now())
    bukti = BuktiDukung.objects.create(unit=lke.unit, judul="SK Tim", dibuat_oleh=operator)
    TautanBukti.objects.create(lke=lke, kode=KODE2, bukti=bukti, oleh=operator)
    tulis_komentar(lke=lke, kode=KODE, isi="Sudah kami ubah", actor=operator)
    tulis_komentar(lke=lke, kode=KODE, isi="Punya sendiri tidak dihitung", actor=ketua)

    baris = rinci_antrean(antrean_tpi(ketua), ketua)[0]
    assert (baris.berubah, baris.bukti_baru, baris.komentar_baru) == (1, 1, 1)

    ubah = perubahan_sejak(lke, Kunjungan.objects.get(user=ketua).pada, ketua, [Ranah.BERSAMA])
    assert [(p.pertanyaan.kode, p.jawaban_berubah, len(p.bukti), len(p.komentar)) for p in ubah] == [
        (KODE, True, 0, 1),
        (KODE2, False, 1, 0),
    ]


def test_before_the_first_look_nothing_counts_as_moved(lke, ketua):
    baris = rinci_antrean(antrean_tpi(ketua), ketua)[0]
    assert (baris.berubah, baris.bukti_baru, baris.komentar_baru, baris.dilihat_pada) == (0, 0, 0, None)


def test_the_queue_does_not_count_internal_remarks_for_those_who_may_not_read_them(lke, ketua):
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=lke.unit.instansi)
    dalnis = make_anggota(Peran.TPI_DALNIS, instansi=lke.unit.instansi)
    for user in (admin, dalnis):
        catat_kunjungan(lke=lke, user=user)
        mundurkan(lke, user, hours=1)
    tulis_komentar(lke=lke, kode=KODE, isi="Antarpenilai", actor=ketua, ranah=Ranah.INTERNAL_TPI)
    assert rinci_antrean(antrean_tpi(dalnis), dalnis)[0].komentar_baru == 1
    assert rinci_antrean(antrean_tpi(admin), admin)[0].komentar_baru == 0


def test_the_queue_leaves_out_the_own_unit_and_units_of_others(lke, ketua):
    anggota = make_anggota(Peran.TPI_ANGGOTA, instansi=lke.unit.instansi)
    assert list(antrean_tpi(anggota)) == []
    make_penugasan(anggota, lke)
    assert list(antrean_tpi(anggota)) == [lke]

    dari_unit = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    make_anggota(Peran.OPERATOR, unit=lke.unit, user=dari_unit)
    assert LembarKerjaEvaluasi.objects.visible_to(dari_unit).exists()
    assert list(antrean_tpi(dari_unit)) == []


def test_the_queue_puts_what_waits_for_tpi_before_what_the_unit_repairs_before_what_is_done():
    unit = make_unit()
    ketua = make_anggota(Peran.TPI_KETUA, instansi=unit.instansi)
    harapan = []
    for status in (Status.LAYAK, Status.PERBAIKAN, Status.DIAJUKAN):
        lke = make_lke(unit=make_unit(str(status), instansi=unit.instansi), musim=make_musim())
        isi_lapis_penuh(lke)
        harapan.insert(0, bawa_ke(lke, status, actor=ketua).pk)
    assert list(antrean_tpi(ketua).values_list("pk", flat=True)) == harapan


# Nobody scores their own unit -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", list(Status))
def test_whoever_works_in_the_unit_does_not_judge_it(status):
    lke = make_lke()
    isi_lapis_penuh(lke)
    bawa_ke(lke, status, actor=make_anggota(Peran.TPI_DALNIS, instansi=lke.unit.instansi))
    for peran, peran_unit in (
        (Peran.TPI_KETUA, Peran.OPERATOR),
        (Peran.TPI_DALNIS, Peran.PIMPINAN_UNIT),
        (Peran.TPI_ANGGOTA, Peran.KETUA_TIM),
    ):
        orang = make_anggota(peran, instansi=lke.unit.instansi)
        make_penugasan(orang, lke)
        make_anggota(peran_unit, unit=lke.unit, user=orang)
        for perm in ("tpi", "mulai_nilai", "nilai_tpi", "kembalikan_lke", "selesaikan_tpi", "perpanjang_tenggat"):
            assert not orang.has_perm(f"evaluation.{perm}", lke)
        assert not orang.has_perm("evaluation.komentar_internal", lke)
        # They see TPI's values when everybody of the unit does.
        assert orang.has_perm("evaluation.lihat_tpi", lke) == lke.tpi_dirilis


# At the same moment ---------------------------------------------------------------------------------------------------


def siap_selesai():
    lke = make_lke()
    isi_lapis_penuh(lke)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    bawa_ke(lke, Status.DINILAI_TPI, actor=ketua)
    return lke, ketua


def segar(lke):
    return LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_results_at_once_one_stands():
    lke, ketua = siap_selesai()
    dalnis = make_anggota(Peran.TPI_DALNIS, instansi=lke.unit.instansi)

    hasil = bersama(
        lambda: selesaikan_tpi(lke=segar(lke), layak=True, alasan="", actor=ketua),
        lambda: selesaikan_tpi(lke=segar(lke), layak=False, alasan="Belum", actor=dalnis),
    )

    menang = [h for h in hasil if isinstance(h, Riwayat)]
    assert len(menang) == 1
    assert sum(isinstance(h, LKEMoved) for h in hasil) == 1
    lke.refresh_from_db()
    assert lke.status == menang[0].ke
    assert Riwayat.objects.filter(lke=lke, dari=Status.DINILAI_TPI).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_a_return_and_a_result_at_once_one_stands():
    lke, ketua = siap_selesai()

    hasil = bersama(
        lambda: kembalikan(segar(lke), ketua),
        lambda: selesaikan_tpi(lke=segar(lke), layak=True, alasan="", actor=ketua),
    )

    assert sum(isinstance(h, Riwayat) for h in hasil) == 1
    assert sum(isinstance(h, LKEMoved) for h in hasil) == 1
    lke.refresh_from_db()
    assert (lke.putaran == 2) == (lke.status == Status.PERBAIKAN)
    assert lke.tanda.exists() == (lke.status == Status.PERBAIKAN)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_up_a_sheet_one_does():
    lke = make_lke()
    isi_lapis_penuh(lke)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    bawa_ke(lke, Status.DIAJUKAN, actor=ketua)

    hasil = bersama(*[lambda: mulai_nilai(lke=segar(lke), actor=ketua)] * 2)

    assert sum(isinstance(h, Riwayat) for h in hasil) == 1
    assert Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI).count() == 113


@pytest.mark.django_db(transaction=True)
def test_no_answer_slips_in_after_the_result():
    lke, ketua = siap_selesai()
    versi = Jawaban.objects.get(lke=lke, lapis=Lapis.TPI, kode=KODE).versi

    def simpan():
        return simpan_jawaban(
            lke=segar(lke), lapis=Lapis.TPI, kode=KODE, ubah={KODE: "Tidak"}, actor=ketua, versi=versi, catatan="Sebab"
        )

    hasil = bersama(lambda: selesaikan_tpi(lke=segar(lke), layak=True, alasan="", actor=ketua), simpan)

    lke.refresh_from_db()
    assert sum(isinstance(h, EvaluationError) for h in hasil) == (0 if lke.riwayat.last().rincian["versi_tpi"] else 1)
    # Whoever was first: what the result names is what stands, and the score is of it.
    assert lke.riwayat.last().rincian["versi_tpi"] == lke.versi_tpi
    assert Skor.objects.get(lke=lke, lapis=Lapis.TPI).versi_jawaban == lke.versi_tpi
    assert banding_lapis(lke).skor[Lapis.TPI].memenuhi("WBK")
