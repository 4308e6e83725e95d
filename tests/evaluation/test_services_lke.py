"""Opening, handing in, moving, deadlines; and who is told."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from evaluation.enums import Aksi, Lapis, Status
from evaluation.errors import EvaluationError, LKEIncomplete, LKEMoved, MasaTutup
from evaluation.flow import FLOW
from evaluation.models import Jawaban, LembarKerjaEvaluasi, Musim, PredikatUnit, Riwayat, Skor, TautanBukti
from evaluation.services.instrumen import load_instrumen
from evaluation.services.lke import ajukan_lke, buka_lke, gerak, perpanjang_tenggat
from evaluation.services.tpi import kembalikan_lke, mulai_nilai, selesaikan_tpi, terima_sisanya
from evaluation.services.usulan import buat_usulan, keluarkan_lke, kirim_usulan, masukkan_lke, putuskan_tpn
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    lengkapi_usulan,
    maju_ke_penetapan,
    make_anggota,
    make_instansi,
    make_lke,
    make_musim,
    make_penugasan,
    make_predikat,
    make_unit,
    make_user,
)
from units.enums import Peran
from units.models import BerkasBukti, BuktiDukung, Notifikasi

pytestmark = pytest.mark.django_db
SEBENTAR = dt.timedelta(minutes=5)


@pytest.fixture
def lke():
    return make_lke()


@pytest.fixture
def pimpinan(lke):
    return make_anggota(Peran.PIMPINAN_UNIT, unit=lke.unit)


@pytest.fixture
def ketua(lke):
    return make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)


def judul(user) -> list[str]:
    return list(Notifikasi.objects.filter(user=user).values_list("judul", flat=True))


# Opening --------------------------------------------------------------------------------------------------------------


def test_a_new_sheet_has_a_row_for_every_question_and_a_score_of_zero():
    unit = make_unit()
    operator = make_anggota(Peran.OPERATOR, unit=unit)

    lke = buka_lke(unit=unit, musim=make_musim(), predikat_tujuan="WBK", actor=operator)

    assert Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT, versi=0, isi={}).count() == 113
    assert not Jawaban.objects.filter(lke=lke).exclude(lapis=Lapis.UNIT).exists()
    skor = Skor.objects.get(lke=lke)
    assert (skor.lapis, skor.total, skor.terisi, skor.lengkap) == (Lapis.UNIT, 0, 0, False)
    riwayat = Riwayat.objects.get(lke=lke)
    assert (riwayat.aksi, riwayat.dari, riwayat.ke, riwayat.pelaku) == (Aksi.BUKA, "", Status.DRAF, operator)


def test_a_unit_has_one_sheet_a_year(lke):
    with pytest.raises(EvaluationError) as error:
        buka_lke(unit=lke.unit, musim=lke.musim, predikat_tujuan="WBK", actor=make_user())
    assert "sudah mempunyai LKE" in error.value.message
    assert LembarKerjaEvaluasi.objects.count() == 1


def test_a_sheet_stays_with_the_instrument_it_was_opened_with(lke):
    lama = lke.instrumen_id
    isi = lke.instrumen.isi | {"versi": "2027-1"}
    Musim.objects.filter(pk=lke.musim_id).update(instrumen=load_instrumen(isi=isi))
    lke.refresh_from_db()
    assert lke.instrumen_id == lama
    assert lke.musim.instrumen_id != lama


@pytest.mark.parametrize(
    ("predikat", "aktif", "tujuan", "boleh"),
    [
        (None, True, "WBK", True),
        (None, True, "WBBM", False),
        ("WBK", True, "WBBM", True),
        ("WBK", False, "WBBM", False),
    ],
)
def test_wbbm_needs_an_active_wbk(predikat, aktif, tujuan, boleh):
    unit, actor = make_unit(), make_user()
    if predikat:
        make_predikat(unit, predikat, actor=actor)
        PredikatUnit.objects.update(aktif=aktif, status="aktif" if aktif else "kedaluwarsa")
    if boleh:
        lke = buka_lke(unit=unit, musim=make_musim(), predikat_tujuan=tujuan, actor=actor)
        assert lke.telah_wbk == bool(predikat and aktif)
    else:
        with pytest.raises(EvaluationError):
            buka_lke(unit=unit, musim=make_musim(), predikat_tujuan=tujuan, actor=actor)
        assert not LembarKerjaEvaluasi.objects.exists()


def test_no_sheet_is_opened_after_the_window():
    kini = timezone.now()
    musim = make_musim(isi_mulai=kini - 2 * SEBENTAR, isi_selesai=kini - SEBENTAR)
    with pytest.raises(MasaTutup):
        buka_lke(unit=make_unit(), musim=musim, predikat_tujuan="WBK", actor=make_user())


# Handing in -----------------------------------------------------------------------------------------------------------


def test_an_incomplete_sheet_stays_a_draft_and_names_what_is_missing(lke, pimpinan):
    isi_lapis_penuh(lke, ubah={"A.I.1.i.b": {}, "A.II.5.ii.a": {"A.II.5.ii.a.1": 4}})

    with pytest.raises(LKEIncomplete) as error:
        ajukan_lke(lke=lke, actor=pimpinan)

    assert error.value.codes == ("A.I.1.i.b", "A.II.5.ii.a")
    lke.refresh_from_db()
    assert (lke.status, lke.diajukan_pada) == (Status.DRAF, None)
    assert list(Riwayat.objects.values_list("aksi", flat=True)) == [Aksi.BUKA]


def test_handing_in_freezes_writes_a_receipt_and_tells_tpi(lke, pimpinan, ketua):
    isi_lapis_penuh(lke)
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(versi_unit=113)
    instansi = lke.unit.instansi
    ditugaskan = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi)
    make_penugasan(ditugaskan, lke)
    tak_ditugaskan = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi)
    asing = make_anggota(Peran.TPI_KETUA, instansi=make_instansi("Kabupaten Lain"))

    tanda_terima = ajukan_lke(lke=lke, actor=pimpinan)

    lke.refresh_from_db()
    assert (lke.status, lke.beku) == (Status.DIAJUKAN, True)
    assert lke.diajukan_pada is not None
    assert (tanda_terima.aksi, tanda_terima.pelaku) == (Aksi.AJUKAN, pimpinan)
    assert tanda_terima.rincian == {"versi_unit": 113}
    assert [len(judul(u)) for u in (ketua, ditugaskan, tak_ditugaskan, asing, pimpinan)] == [1, 1, 0, 0, 0]


def test_handing_in_twice_is_refused(lke, pimpinan):
    isi_lapis_penuh(lke)
    ganda = LembarKerjaEvaluasi.objects.get(pk=lke.pk)
    ajukan_lke(lke=lke, actor=pimpinan)
    with pytest.raises(LKEMoved):
        ajukan_lke(lke=ganda, actor=pimpinan)
    assert Riwayat.objects.filter(lke=lke, aksi=Aksi.AJUKAN).count() == 1


def buat_berkas(bukti, versi):
    return BerkasBukti.objects.create(
        bukti=bukti,
        versi=versi,
        nama="sk.pdf",
        mime="application/pdf",
        ukuran=4,
        sha256=f"{versi:064d}",
        isi=ContentFile(b"%PDF", name="x"),
        diunggah_oleh=bukti.dibuat_oleh,
    )


def test_proof_is_frozen_in_the_version_that_stood_there(lke, pimpinan):
    isi_lapis_penuh(lke)
    bukti = BuktiDukung.objects.create(unit=lke.unit, judul="SK Tim", dibuat_oleh=pimpinan)
    tautan_luar = BuktiDukung.objects.create(
        unit=lke.unit, judul="Situs", jenis="tautan", url="https://contoh.go.id/", dibuat_oleh=pimpinan
    )
    buat_berkas(bukti, 1)
    kedua = buat_berkas(bukti, 2)
    for kode in ("A.I.1.i.a", "A.I.1.i.b"):
        TautanBukti.objects.create(lke=lke, kode=kode, bukti=bukti, oleh=pimpinan)
    TautanBukti.objects.create(lke=lke, kode="A.I.1.i.a", bukti=tautan_luar, oleh=pimpinan)

    ajukan_lke(lke=lke, actor=pimpinan)
    buat_berkas(bukti, 3)

    beku = TautanBukti.objects.filter(lke=lke).values_list("bukti__judul", "berkas")
    assert sorted(beku) == sorted([("SK Tim", kedua.pk), ("SK Tim", kedua.pk), ("Situs", None)], key=str)


def test_handing_in_a_repair_pins_the_newer_version_and_drops_the_due_date(lke, pimpinan, ketua):
    isi_lapis_penuh(lke)
    bukti = BuktiDukung.objects.create(unit=lke.unit, judul="SK Tim", dibuat_oleh=pimpinan)
    buat_berkas(bukti, 1)
    TautanBukti.objects.create(lke=lke, kode="A.I.1.i.a", bukti=bukti, oleh=pimpinan)
    bawa_ke(lke, Status.PERBAIKAN, actor=ketua)
    baru = buat_berkas(bukti, 2)

    riwayat = ajukan_lke(lke=lke, actor=pimpinan)

    lke.refresh_from_db()
    assert (riwayat.aksi, lke.status, lke.tenggat, lke.putaran) == (Aksi.AJUKAN_ULANG, Status.DIAJUKAN, None, 2)
    assert TautanBukti.objects.get(lke=lke).berkas == baru


@pytest.mark.parametrize("sumber", ["musim", "tenggat"])
def test_no_handing_in_after_the_deadline(lke, pimpinan, ketua, sumber):
    isi_lapis_penuh(lke)
    lalu = timezone.now() - SEBENTAR
    if sumber == "tenggat":
        bawa_ke(lke, Status.PERBAIKAN, actor=ketua)
        LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(tenggat=lalu)
    else:
        Musim.objects.filter(pk=lke.musim_id).update(isi_selesai=lalu)
    segar = LembarKerjaEvaluasi.objects.get(pk=lke.pk)
    with pytest.raises(MasaTutup):
        ajukan_lke(lke=segar, actor=pimpinan)


# Every move from every state ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("aksi", FLOW)
def test_a_move_goes_only_from_its_sources(lke, ketua, aksi, status):
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=status)
    lke.refresh_from_db()
    if status in FLOW[aksi].sources:
        riwayat = gerak(lke=lke, aksi=aksi, actor=ketua, alasan=" Karena. ")
        assert (riwayat.dari, riwayat.ke, riwayat.alasan) == (status, FLOW[aksi].target, "Karena.")
        assert lke.status == FLOW[aksi].target
    else:
        with pytest.raises(LKEMoved):
            gerak(lke=lke, aksi=aksi, actor=ketua, alasan="Karena.")
        assert not Riwayat.objects.filter(lke=lke, aksi=aksi).exists()
    assert LembarKerjaEvaluasi.objects.get(pk=lke.pk).status == lke.status


@pytest.mark.parametrize("aksi", [a for a, langkah in FLOW.items() if langkah.butuh_alasan])
@pytest.mark.parametrize("alasan", ["", "  \n"])
def test_a_return_or_refusal_owes_its_reason(lke, ketua, aksi, alasan):
    sumber = min(FLOW[aksi].sources)
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=sumber)
    lke.refresh_from_db()
    with pytest.raises(EvaluationError) as error:
        gerak(lke=lke, aksi=aksi, actor=ketua, alasan=alasan)
    assert not isinstance(error.value, LKEMoved)
    assert LembarKerjaEvaluasi.objects.get(pk=lke.pk).status == sumber


def test_a_move_on_a_stale_sheet_is_refused(lke, ketua):
    """Both people looked at the same state; the second comes too late even where the move would fit again."""
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=Status.DIAJUKAN)
    lke.refresh_from_db()
    lama = LembarKerjaEvaluasi.objects.get(pk=lke.pk)
    gerak(lke=lke, aksi=Aksi.MULAI_NILAI, actor=ketua)
    with pytest.raises(LKEMoved):
        gerak(lke=lama, aksi=Aksi.MULAI_NILAI, actor=ketua)
    assert Riwayat.objects.filter(lke=lke, aksi=Aksi.MULAI_NILAI).count() == 1


def test_a_move_that_fails_later_leaves_no_trace(lke, ketua):
    isi_lapis_penuh(lke)

    @transaction.atomic
    def gagal_kemudian():
        gerak(lke=lke, aksi=Aksi.AJUKAN, actor=ketua)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        gagal_kemudian()
    assert LembarKerjaEvaluasi.objects.get(pk=lke.pk).status == Status.DRAF
    assert not Riwayat.objects.filter(lke=lke, aksi=Aksi.AJUKAN).exists()


# TPI ------------------------------------------------------------------------------------------------------------------


def test_taking_up_opens_tpis_own_empty_answers_once(lke, pimpinan, ketua):
    isi_lapis_penuh(lke)
    ajukan_lke(lke=lke, actor=pimpinan)
    mulai_nilai(lke=lke, actor=ketua)
    assert Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, isi={}).count() == 113
    assert Skor.objects.get(lke=lke, lapis=Lapis.TPI).total == 0


def test_a_second_round_keeps_what_tpi_scored(lke, pimpinan, ketua):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=ketua)
    ajukan_lke(lke=lke, actor=pimpinan)
    mulai_nilai(lke=lke, actor=ketua)
    assert Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, versi=1).count() == 113


def test_accepting_the_rest_takes_the_units_answers(lke, pimpinan, ketua):
    isi_lapis_penuh(lke, ubah={"A.I.1.i.b": {"A.I.1.i.b": "C"}})
    ajukan_lke(lke=lke, actor=pimpinan)
    mulai_nilai(lke=lke, actor=ketua)

    sisa = terima_sisanya(lke=lke, actor=ketua)

    assert len(sisa) == 113
    skor = {s.lapis: s.total for s in Skor.objects.filter(lke=lke)}
    assert skor[Lapis.TPI] == skor[Lapis.UNIT]
    assert terima_sisanya(lke=lke, actor=ketua) == ()


@pytest.mark.parametrize(
    ("tanda", "alasan", "hari"),
    [
        ({}, "Kurang.", 7),
        ({"A.I.9": "x"}, "Kurang.", 7),
        ({"A.I.1.i.a": ""}, "", 7),
        ({"A.I.1.i.a": ""}, "Kurang.", -1),
    ],
)
def test_a_return_needs_flags_a_reason_and_a_date_to_come(lke, ketua, tanda, alasan, hari):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=ketua)
    with pytest.raises(EvaluationError):
        kembalikan_lke(
            lke=lke, tanda=tanda, alasan=alasan, tenggat=timezone.now() + dt.timedelta(days=hari), actor=ketua
        )
    segar = LembarKerjaEvaluasi.objects.get(pk=lke.pk)
    assert (segar.status, segar.putaran, segar.tanda.count()) == (Status.DINILAI_TPI, 1, 0)


def test_a_return_flags_begins_a_round_and_tells_the_unit(lke, pimpinan, ketua):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=ketua)
    tenggat = timezone.now() + dt.timedelta(days=7)

    kembalikan_lke(lke=lke, tanda={"A.I.1.i.a": " Lengkapi. "}, alasan="Kurang.", tenggat=tenggat, actor=ketua)

    lke.refresh_from_db()
    assert (lke.status, lke.putaran, lke.tenggat) == (Status.PERBAIKAN, 2, tenggat)
    assert [(t.putaran, t.kode, t.catatan) for t in lke.tanda.all()] == [(2, "A.I.1.i.a", "Lengkapi.")]
    assert judul(pimpinan) == [f"TPI mengembalikan LKE {lke.unit}: 1 pertanyaan"]


def test_below_a_gate_nothing_is_layak(lke, ketua):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=ketua)
    isi_lapis_penuh(lke, Lapis.TPI, ubah={"B.I.a": {"B.I.a": "3.5"}})
    Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, kode="B.I.a").update(catatan="Angka dari laporan.")

    with pytest.raises(EvaluationError) as error:
        selesaikan_tpi(lke=lke, layak=True, alasan="", actor=ketua)

    assert "IPAK" in error.value.message
    assert LembarKerjaEvaluasi.objects.get(pk=lke.pk).status == Status.DINILAI_TPI
    assert selesaikan_tpi(lke=lke, layak=False, alasan="IPAK kurang.", actor=ketua).ke == Status.TIDAK_LAYAK


# Deadlines ------------------------------------------------------------------------------------------------------------


def test_a_longer_deadline_needs_a_reason_and_a_later_date(lke, ketua, pimpinan):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=ketua)
    for tenggat, alasan in (
        (lke.tenggat + SEBENTAR, " "),
        (lke.tenggat, "Libur."),
        (timezone.now() - SEBENTAR, "Libur."),
    ):
        with pytest.raises(EvaluationError):
            perpanjang_tenggat(lke=lke, tenggat=tenggat, alasan=alasan, actor=ketua)

    baru = lke.tenggat + dt.timedelta(days=3)
    perpanjang_tenggat(lke=lke, tenggat=baru, alasan="Libur bersama.", actor=ketua)

    lke.refresh_from_db()
    assert lke.tenggat == baru
    riwayat = Riwayat.objects.get(lke=lke, aksi=Aksi.PERPANJANG)
    assert (riwayat.alasan, riwayat.dari, riwayat.ke) == ("Libur bersama.", Status.PERBAIKAN, Status.PERBAIKAN)
    assert len(judul(pimpinan)) == 1


def test_an_extension_on_an_old_page_does_not_shorten_a_later_one(lke, ketua):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=ketua)
    lama = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)
    jauh = lke.tenggat + dt.timedelta(days=20)
    perpanjang_tenggat(lke=lke, tenggat=jauh, alasan="Libur bersama.", actor=ketua)
    with pytest.raises(LKEMoved):
        perpanjang_tenggat(lke=lama, tenggat=lama.tenggat + dt.timedelta(days=2), alasan="Libur.", actor=ketua)
    assert LembarKerjaEvaluasi.objects.get(pk=lke.pk).tenggat == jauh


@pytest.mark.parametrize("status", [s for s in Status if s != Status.PERBAIKAN])
def test_only_a_returned_sheet_has_a_deadline_to_extend(lke, ketua, status):
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=status)
    lke.refresh_from_db()
    with pytest.raises(EvaluationError):
        perpanjang_tenggat(lke=lke, tenggat=timezone.now() + SEBENTAR, alasan="Libur.", actor=ketua)


# Proposal and decision ------------------------------------------------------------------------------------------------


@pytest.fixture
def admin(lke):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=lke.unit.instansi)


@pytest.fixture
def usulan(lke, admin, ketua):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.LAYAK, actor=ketua)
    usulan = buat_usulan(instansi=lke.unit.instansi, musim=lke.musim, predikat="WBK", actor=admin)
    return lengkapi_usulan(usulan, actor=admin)


def kirim(usulan, admin, **lain):
    return kirim_usulan(
        **{"usulan": usulan, "nomor_surat": "060/1", "tanggal_surat": timezone.localdate(), "actor": admin} | lain
    )


def test_a_sent_proposal_moves_every_sheet_and_opens_tpns_layer(lke, usulan, admin):
    tpn = make_anggota(Peran.TPN_ADMIN)
    masukkan_lke(usulan=usulan, lke=lke, actor=admin)

    kirim(usulan, admin)

    lke.refresh_from_db()
    usulan.refresh_from_db()
    assert (lke.status, usulan.status, usulan.nomor_surat) == (Status.DIUSULKAN, "diajukan", "060/1")
    isi = {lapis: dict(lke.jawaban.filter(lapis=lapis).values_list("kode", "isi")) for lapis in ("tpi", "tpn")}
    assert isi["tpn"] == isi["tpi"]
    assert len(judul(tpn)) == 1


def test_an_empty_or_unnumbered_proposal_is_not_sent(lke, usulan, admin):
    with pytest.raises(EvaluationError):
        kirim(usulan, admin)
    masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    with pytest.raises(EvaluationError):
        kirim(usulan, admin, nomor_surat=" ")
    with pytest.raises(EvaluationError):
        kirim(usulan, admin, tanggal_surat=timezone.localdate() + dt.timedelta(days=2))
    usulan.refresh_from_db()
    assert usulan.status == "disusun"
    assert LembarKerjaEvaluasi.objects.get(pk=lke.pk).status == Status.LAYAK


def test_what_may_go_into_a_proposal(lke, usulan, admin):
    lain = make_lke(unit=make_unit("Dinas Sosial", instansi=lke.unit.instansi))
    luar = make_lke(unit=make_unit("Dinas Lain", instansi=make_instansi("Kabupaten Lain")))
    LembarKerjaEvaluasi.objects.filter(pk=luar.pk).update(status=Status.LAYAK)
    for satu in (lain, luar):
        with pytest.raises(EvaluationError):
            masukkan_lke(usulan=usulan, lke=satu, actor=admin)

    masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    with pytest.raises(EvaluationError):
        masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    keluarkan_lke(usulan=usulan, lke=lke, actor=admin)
    masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    kirim(usulan, admin)
    with pytest.raises(EvaluationError):
        keluarkan_lke(usulan=usulan, lke=lke, actor=admin)


def test_a_sent_proposal_is_not_sent_again(lke, usulan, admin):
    masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    kirim(usulan, admin)
    with pytest.raises(EvaluationError):
        kirim(usulan, admin)
    assert Riwayat.objects.filter(lke=lke, aksi=Aksi.USULKAN).count() == 1


def test_an_award_records_the_predicate_and_closes_the_proposal(lke, usulan, admin):
    tpn = make_anggota(Peran.TPN_ADMIN)
    masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    kirim(usulan, admin)
    lke.refresh_from_db()
    maju_ke_penetapan(lke, actor=tpn)
    with pytest.raises(EvaluationError):
        putuskan_tpn(lke=lke, tetapkan=True, actor=tpn)

    putuskan_tpn(lke=lke, tetapkan=True, actor=tpn, nomor_sk="SK 9", tanggal_sk=timezone.localdate())

    predikat = PredikatUnit.objects.get(unit=lke.unit)
    assert (predikat.jenis, predikat.nomor_sk, predikat.lke, predikat.aktif) == ("WBK", "SK 9", lke, True)
    usulan.refresh_from_db()
    assert usulan.status == "selesai"


def test_a_refusal_needs_its_reason_and_awards_nothing(lke, usulan, admin):
    tpn = make_anggota(Peran.TPN_ADMIN)
    masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    kirim(usulan, admin)
    lke.refresh_from_db()
    maju_ke_penetapan(lke, actor=tpn)
    with pytest.raises(EvaluationError):
        putuskan_tpn(lke=lke, tetapkan=False, actor=tpn)
    putuskan_tpn(lke=lke, tetapkan=False, actor=tpn, alasan="Temuan lapangan.")
    assert LembarKerjaEvaluasi.objects.get(pk=lke.pk).status == Status.TIDAK_DITETAPKAN
    assert not PredikatUnit.objects.exists()


def test_wbbm_replaces_wbk():
    unit, tpn = make_unit(), make_anggota(Peran.TPN_ADMIN)
    lama = make_predikat(unit, "WBK", actor=tpn)
    lke = make_lke(unit=unit, tujuan="WBBM")
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PENETAPAN, actor=tpn)

    putuskan_tpn(lke=lke, tetapkan=True, actor=tpn, nomor_sk="SK 10", tanggal_sk=timezone.localdate())

    lama.refresh_from_db()
    assert not lama.aktif
    assert PredikatUnit.objects.get(unit=unit, aktif=True).jenis == "WBBM"
