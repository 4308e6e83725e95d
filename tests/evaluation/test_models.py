"""Which sheets exist for whom, and what the database refuses whatever the code does."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from evaluation.enums import STATUS_TPN, Status, StatusUsulan
from evaluation.models import (
    Jawaban,
    Komentar,
    LembarKerjaEvaluasi,
    Musim,
    PredikatUnit,
    Riwayat,
    RiwayatEvaluasi,
    RiwayatJawaban,
    Skor,
    TautanBukti,
    Usulan,
)
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.riwayat import catat
from tests.factories import (
    make_anggota,
    make_instansi,
    make_lke,
    make_musim,
    make_penugasan,
    make_predikat,
    make_unit,
    make_user,
)
from units.enums import PERAN_TPI_PENGARAH, PERAN_TPN, PERAN_UNIT, Peran
from units.models import BuktiDukung, Keanggotaan, UnitKerja

pytestmark = pytest.mark.django_db

SUDAH_DIAJUKAN = frozenset(Status) - {Status.DRAF}
TIDAK_PERNAH: frozenset[Status] = frozenset()


def terlihat(peran: str, letak: str) -> frozenset[Status]:
    """The states in which somebody with this role sees a sheet that lies ``letak`` from them."""
    if peran in PERAN_UNIT:
        return frozenset(Status) if letak == "unit" else TIDAK_PERNAH
    if peran in {*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI, Peran.AUDITOR}:
        return TIDAK_PERNAH if letak == "instansi_lain" else SUDAH_DIAJUKAN
    if peran == Peran.TPI_ANGGOTA:
        return SUDAH_DIAJUKAN if letak == "unit" else TIDAK_PERNAH
    return STATUS_TPN if peran in PERAN_TPN else TIDAK_PERNAH


def lembar(unit: UnitKerja, tahun: int = 2026) -> LembarKerjaEvaluasi:
    """A sheet without answers: what is visible doesn't depend on them."""
    musim = make_musim(tahun)
    return LembarKerjaEvaluasi.objects.create(unit=unit, musim=musim, instrumen=musim.instrumen, predikat_tujuan="WBK")


def pindah(lke: LembarKerjaEvaluasi, status: str) -> None:
    """Put a sheet into a state, with the moment of its first handing in as the moves would have left it."""
    diajukan = None if status == Status.DRAF else timezone.now()
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=status, diajukan_pada=diajukan)


@pytest.fixture
def tiga_lke():
    """A sheet of one's own unit, one of another unit of the instansi, one of another instansi."""
    instansi = make_instansi()
    return {
        "unit": lembar(make_unit(instansi=instansi)),
        "unit_lain": lembar(make_unit("Dinas Sosial", instansi=instansi)),
        "instansi_lain": lembar(make_unit("RSUD", instansi=make_instansi("Kabupaten Lain"))),
    }


def seorang(peran: str, lke: LembarKerjaEvaluasi):
    """Somebody with the role around this sheet; a TPI member is assigned to it."""
    user = make_anggota(peran, unit=lke.unit)
    if peran == Peran.TPI_ANGGOTA:
        make_penugasan(user, lke)
    return user


@pytest.mark.parametrize("peran", Peran)
def test_who_sees_which_sheet(tiga_lke, peran):
    user = seorang(peran, tiga_lke["unit"])
    ada, semestinya = {}, {}
    for status in Status:
        for lke in tiga_lke.values():
            pindah(lke, status)
        ada[status] = set(LembarKerjaEvaluasi.objects.visible_to(user))
        semestinya[status] = {lke for letak, lke in tiga_lke.items() if status in terlihat(peran, letak)}
    assert ada == semestinya


def test_a_returned_sheet_stays_visible_to_tpi(tiga_lke):
    """It was handed in once; that it is with the unit again hides nothing."""
    lke = tiga_lke["unit"]
    pindah(lke, Status.PERBAIKAN)
    assert list(LembarKerjaEvaluasi.objects.visible_to(seorang(Peran.TPI_ANGGOTA, lke))) == [lke]


@pytest.mark.parametrize(
    ("mulai", "selesai", "ada"),
    [(-1, None, True), (0, None, True), (1, None, False), (-9, 0, False), (-9, 1, True), (-9, -1, False)],
)
@pytest.mark.parametrize("peran", [Peran.OPERATOR, Peran.TPI_KETUA, Peran.TPN_ADMIN])
def test_a_role_counts_from_its_first_day_until_before_its_last(tiga_lke, peran, mulai, selesai, ada):
    lke = tiga_lke["unit"]
    pindah(lke, Status.DIUSULKAN)
    user, hari_ini = seorang(peran, lke), timezone.localdate()
    Keanggotaan.objects.filter(user=user).update(
        mulai=hari_ini + dt.timedelta(days=mulai),
        selesai=None if selesai is None else hari_ini + dt.timedelta(days=selesai),
    )
    assert LembarKerjaEvaluasi.objects.visible_to(user).exists() == ada


def test_an_assignment_does_not_outlive_the_role(tiga_lke):
    lke = tiga_lke["unit"]
    pindah(lke, Status.DIAJUKAN)
    user = seorang(Peran.TPI_ANGGOTA, lke)
    assert LembarKerjaEvaluasi.objects.visible_to(user).exists()
    Keanggotaan.objects.filter(user=user).update(selesai=timezone.localdate())
    del user._akses
    assert not LembarKerjaEvaluasi.objects.visible_to(user).exists()


def test_an_assignment_is_for_its_season(tiga_lke):
    lke = tiga_lke["unit"]
    for satu in (lke, lembar(lke.unit, 2025)):
        pindah(satu, Status.DIAJUKAN)
    assert list(LembarKerjaEvaluasi.objects.visible_to(seorang(Peran.TPI_ANGGOTA, lke))) == [lke]


def test_nobody_without_an_active_account_sees_anything(tiga_lke):
    user = seorang(Peran.OPERATOR, tiga_lke["unit"])
    user.is_active = False
    assert not LembarKerjaEvaluasi.objects.visible_to(user).exists()


def test_visibility_takes_one_query_one_for_the_roles_and_one_for_what_is_closed(tiga_lke, django_assert_num_queries):
    user = seorang(Peran.TPI_ANGGOTA, tiga_lke["unit"])
    Keanggotaan.objects.create(user=user, peran=Peran.OPERATOR, unit=tiga_lke["unit_lain"].unit)
    with django_assert_num_queries(3):
        list(LembarKerjaEvaluasi.objects.visible_to(user))


def test_a_person_with_many_roles_sees_a_sheet_once(tiga_lke):
    lke = tiga_lke["unit"]
    pindah(lke, Status.DIUSULKAN)
    user = seorang(Peran.TPI_ANGGOTA, lke)
    for peran in (Peran.TPI_KETUA, Peran.ADMIN_INSTANSI):
        Keanggotaan.objects.create(user=user, peran=peran, instansi=lke.unit.instansi)
    Keanggotaan.objects.create(user=user, peran=Peran.TPN_ANGGOTA)
    assert list(LembarKerjaEvaluasi.objects.visible_to(user)) == [lke]


# Proposals ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", StatusUsulan)
def test_who_sees_a_proposal(status):
    instansi = make_instansi()
    usulan = Usulan.objects.create(
        instansi=instansi, musim=make_musim(), predikat="WBK", status=status, dibuat_oleh=make_user()
    )
    unit, asing = make_unit(instansi=instansi), make_instansi("Kabupaten Lain")
    lihat = {p for p in Peran if Usulan.objects.visible_to(make_anggota(p, unit=unit)).filter(pk=usulan.pk).exists()}
    terkirim = set() if status == StatusUsulan.DISUSUN else set(PERAN_TPN)
    assert lihat == {Peran.ADMIN_INSTANSI} | terkirim
    assert not Usulan.objects.visible_to(make_anggota(Peran.ADMIN_INSTANSI, instansi=asing)).exists()


# What the database refuses --------------------------------------------------------------------------------------------


@pytest.fixture
def riwayat():
    """A sheet with one answer saved and a season changed, hence a row in each history."""
    lke = make_lke()
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    simpan_jawaban(lke=lke, lapis="unit", kode="A.I.1.i.a", ubah={"A.I.1.i.a": "Ya"}, actor=operator, versi=0)
    catat(objek=lke.musim, aksi="ubah", actor=operator)
    return lke


@pytest.mark.parametrize("model", [Riwayat, RiwayatEvaluasi, RiwayatJawaban])
def test_history_is_only_ever_added_to(riwayat, model):
    sebelum = list(model.objects.values())
    with pytest.raises(TypeError):
        model.objects.update(pada=timezone.now())
    with pytest.raises(TypeError):
        model.objects.all().delete()
    satu = model.objects.get()
    satu.pada = timezone.now()
    with pytest.raises(DatabaseError), transaction.atomic():
        satu.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        model._base_manager.update(pada=timezone.now())
    assert list(model.objects.values()) == sebelum


@pytest.mark.parametrize("model", [Riwayat, RiwayatEvaluasi, RiwayatJawaban])
def test_history_cannot_be_deleted_on_postgresql(riwayat, model):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite empties its test databases row by row")
    with pytest.raises(DatabaseError), transaction.atomic():
        model._base_manager.all().delete()


def ditolak(buat) -> bool:
    try:
        with transaction.atomic():
            buat()
    except IntegrityError:
        return True
    return False


def test_one_row_each(riwayat):
    """Answers, scores, proof under a question, decisions: the second of a kind is refused."""
    lke, orang = riwayat, make_user()
    skor = Skor.objects.get(lke=lke)
    bukti = BuktiDukung.objects.create(unit=lke.unit, judul="SK", dibuat_oleh=orang)
    TautanBukti.objects.create(lke=lke, kode="A.I.1.i.a", bukti=bukti, oleh=orang)
    make_predikat(lke.unit, actor=orang)
    skor.pk = None
    assert ditolak(lambda: Jawaban.objects.create(lke=lke, lapis="unit", kode="A.I.1.i.a"))
    assert ditolak(lambda: skor.save(force_insert=True))
    assert ditolak(lambda: TautanBukti.objects.create(lke=lke, kode="A.I.1.i.a", bukti=bukti, oleh=orang))
    assert ditolak(lambda: make_predikat(lke.unit, actor=orang))
    assert PredikatUnit.objects.count() == 1


def test_a_version_of_an_answer_is_written_once(riwayat):
    satu = RiwayatJawaban.objects.get()
    assert ditolak(
        lambda: RiwayatJawaban.objects.create(jawaban=satu.jawaban, versi=satu.versi, isi={}, oleh=satu.oleh)
    )


def test_an_unknown_state_is_refused(riwayat):
    assert ditolak(lambda: LembarKerjaEvaluasi.objects.filter(pk=riwayat.pk).update(status="selesai"))


def test_a_season_runs_forward(riwayat):
    musim = riwayat.musim
    assert ditolak(lambda: Musim.objects.filter(pk=musim.pk).update(isi_selesai=musim.isi_mulai))
    assert ditolak(
        lambda: Musim.objects.filter(pk=musim.pk).update(tpi_selesai=musim.isi_selesai - dt.timedelta(seconds=1))
    )
    assert ditolak(lambda: Musim.objects.filter(pk=musim.pk).update(tahun_bukti_awal=2030))


def test_a_thread_is_resolved_by_somebody_at_some_time(riwayat):
    komentar = Komentar.objects.create(lke=riwayat, kode="A.I.1.i.a", penulis=make_user(), isi="Mana SK-nya?")
    assert ditolak(lambda: Komentar.objects.filter(pk=komentar.pk).update(selesai_pada=timezone.now()))


@pytest.mark.parametrize("milik", ["unit", "musim", "instrumen"])
def test_what_a_sheet_stands_on_cannot_be_deleted(riwayat, milik):
    assert ditolak(lambda: getattr(riwayat, milik).delete())
