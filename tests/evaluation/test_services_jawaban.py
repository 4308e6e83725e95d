"""Saving one answer: versions, conflicts by field, repeats, closed doors, and the score that goes with it."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import connection, connections
from django.utils import timezone

from evaluation import scoring
from evaluation.enums import Lapis, Status
from evaluation.errors import (
    EvaluationError,
    JawabanKonflik,
    LKEMoved,
    MasaTutup,
    PertanyaanTerkunci,
    PertanyaanTidakAda,
    PutaranLewat,
)
from evaluation.models import Jawaban, LembarKerjaEvaluasi, Musim, RiwayatJawaban, Skor
from evaluation.selectors.skor import skor_lapis
from evaluation.selectors.tpi import perlu_dinilai
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.lke import ajukan_lke
from evaluation.services.tpi import mulai_nilai
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    jawaban_terbaik,
    make_anggota,
    make_lke,
    make_penugasan,
)
from tests.serentak import bersama
from units.enums import Peran

YA_TIDAK, ABC = "A.I.1.i.a", "A.I.1.i.b"
HITUNGAN = "A.II.5.ii.a"
INDEKS = "B.I.a"


@pytest.fixture
def lke(db) -> LembarKerjaEvaluasi:
    return make_lke()


@pytest.fixture
def operator(lke):
    return make_anggota(Peran.OPERATOR, unit=lke.unit, nama="Operator Satu")


@pytest.fixture
def operator2(lke):
    return make_anggota(Peran.OPERATOR, unit=lke.unit, nama="Operator Dua")


def simpan(lke, kode, ubah, *, actor, versi, lapis=Lapis.UNIT, **lain):
    """Save as a request would: with a sheet read afresh."""
    segar = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)
    return simpan_jawaban(lke=segar, lapis=lapis, kode=kode, ubah=ubah, actor=actor, versi=versi, **lain)


def tersimpan(lke, kode, lapis=Lapis.UNIT) -> Jawaban:
    return Jawaban.objects.get(lke=lke, lapis=lapis, kode=kode)


# Versions and history -------------------------------------------------------------------------------------------------


def test_a_first_answer_becomes_version_one_with_its_history(lke, operator):
    kiriman = uuid.uuid4()

    hasil = simpan(lke, YA_TIDAK, {YA_TIDAK: "Ya"}, actor=operator, versi=0, catatan=" SK 12 ", kiriman=kiriman)

    assert hasil.tertulis
    jawaban = tersimpan(lke, YA_TIDAK)
    assert (jawaban.isi, jawaban.catatan, jawaban.versi) == ({YA_TIDAK: "Ya"}, "SK 12", 1)
    assert jawaban.diubah_oleh == operator
    riwayat = RiwayatJawaban.objects.get(jawaban=jawaban)
    assert (riwayat.versi, riwayat.isi, riwayat.catatan) == (1, {YA_TIDAK: "Ya"}, "SK 12")
    assert (riwayat.oleh, riwayat.kiriman, riwayat.pada) == (operator, kiriman, jawaban.diubah_pada)


def test_each_further_save_adds_a_version_and_leaves_the_earlier_ones(lke, operator):
    for versi, nilai in enumerate(["A", "B", "C"]):
        simpan(lke, ABC, {ABC: nilai}, actor=operator, versi=versi)

    baris = RiwayatJawaban.objects.filter(jawaban=tersimpan(lke, ABC))
    assert [(r.versi, r.isi[ABC]) for r in baris] == [(1, "A"), (2, "B"), (3, "C")]
    lke.refresh_from_db()
    assert lke.versi_unit == 3


def test_history_of_answers_cannot_be_rewritten(lke, operator):
    simpan(lke, YA_TIDAK, {YA_TIDAK: "Ya"}, actor=operator, versi=0)
    with pytest.raises(TypeError):
        RiwayatJawaban.objects.update(catatan="lain")
    with pytest.raises(TypeError):
        RiwayatJawaban.objects.all().delete()


@pytest.mark.parametrize("kosong", [None, "", "  "])
def test_an_emptied_field_is_no_answer(lke, operator, kosong):
    simpan(lke, HITUNGAN, {f"{HITUNGAN}.1": 10, f"{HITUNGAN}.2": 0}, actor=operator, versi=0)

    hasil = simpan(lke, HITUNGAN, {f"{HITUNGAN}.2": kosong}, actor=operator, versi=1)

    assert hasil.jawaban.isi == {f"{HITUNGAN}.1": 10}
    assert tersimpan(lke, HITUNGAN).isi == {f"{HITUNGAN}.1": 10}


def test_only_the_touched_fields_change(lke, operator):
    simpan(lke, HITUNGAN, {f"{HITUNGAN}.1": "10"}, actor=operator, versi=0, catatan="rekap")
    simpan(lke, HITUNGAN, {f"{HITUNGAN}.3": "7"}, actor=operator, versi=1)

    jawaban = tersimpan(lke, HITUNGAN)
    assert (jawaban.isi, jawaban.catatan) == ({f"{HITUNGAN}.1": 10, f"{HITUNGAN}.3": 7}, "rekap")


def test_values_are_stored_in_one_spelling(lke, operator):
    simpan(lke, ABC, {ABC: " b "}, actor=operator, versi=0)
    simpan(lke, INDEKS, {INDEKS: "3,60"}, actor=operator, versi=0)
    assert tersimpan(lke, ABC).isi == {ABC: "B"}
    assert tersimpan(lke, INDEKS).isi == {INDEKS: "3.6"}


@pytest.mark.parametrize(
    ("kode", "ubah"),
    [
        (YA_TIDAK, {YA_TIDAK: "Mungkin"}),
        (ABC, {ABC: "D"}),
        (ABC, {YA_TIDAK: "Ya"}),
        (HITUNGAN, {f"{HITUNGAN}.1": "-1"}),
        (HITUNGAN, {f"{HITUNGAN}.1": "1.000"}),
        (HITUNGAN, {f"{HITUNGAN}.1": True}),
        (INDEKS, {INDEKS: "4,01"}),
        (INDEKS, {INDEKS: "nan"}),
    ],
)
def test_what_does_not_fit_changes_nothing(lke, operator, kode, ubah):
    with pytest.raises(scoring.JawabanSalah):
        simpan(lke, kode, ubah, actor=operator, versi=0)

    lke.refresh_from_db()
    assert lke.versi_unit == 0
    assert not RiwayatJawaban.objects.filter(jawaban__lke=lke).exists()


def test_a_question_the_instrument_does_not_have(lke, operator):
    with pytest.raises(PertanyaanTidakAda):
        simpan(lke, "A.I.9.z", {"A.I.9.z": "Ya"}, actor=operator, versi=0)


# Two people -----------------------------------------------------------------------------------------------------------


def test_the_second_editor_of_a_field_gets_a_conflict_with_what_stands(lke, operator, operator2):
    simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=0)

    with pytest.raises(JawabanKonflik) as konflik:
        simpan(lke, ABC, {ABC: "B"}, actor=operator2, versi=0)

    assert konflik.value.jawaban.isi == {ABC: "A"}
    assert konflik.value.jawaban.versi == 1
    assert konflik.value.jawaban.diubah_oleh == operator
    assert tersimpan(lke, ABC).isi == {ABC: "A"}
    assert RiwayatJawaban.objects.filter(jawaban__lke=lke).count() == 1
    lke.refresh_from_db()
    assert lke.versi_unit == 1


def test_choosing_after_a_conflict_saves_on_the_new_version(lke, operator, operator2):
    simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=0)
    with pytest.raises(JawabanKonflik) as konflik:
        simpan(lke, ABC, {ABC: "B"}, actor=operator2, versi=0)

    hasil = simpan(lke, ABC, {ABC: "B"}, actor=operator2, versi=konflik.value.jawaban.versi)

    assert (hasil.jawaban.isi, hasil.jawaban.versi) == ({ABC: "B"}, 2)


def test_different_fields_of_one_answer_are_both_kept(lke, operator, operator2):
    simpan(lke, HITUNGAN, {f"{HITUNGAN}.1": 10}, actor=operator, versi=0)

    hasil = simpan(lke, HITUNGAN, {f"{HITUNGAN}.3": 4}, actor=operator2, versi=0)

    assert hasil.jawaban.isi == {f"{HITUNGAN}.1": 10, f"{HITUNGAN}.3": 4}
    assert hasil.jawaban.versi == 2


def test_value_and_note_of_one_answer_are_different_fields(lke, operator, operator2):
    simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=0)

    simpan(lke, ABC, {}, actor=operator2, versi=0, catatan="SK Tim 2026")

    jawaban = tersimpan(lke, ABC)
    assert (jawaban.isi, jawaban.catatan) == ({ABC: "A"}, "SK Tim 2026")


def test_two_notes_collide(lke, operator, operator2):
    simpan(lke, ABC, {}, actor=operator, versi=0, catatan="satu")
    with pytest.raises(JawabanKonflik):
        simpan(lke, ABC, {}, actor=operator2, versi=0, catatan="dua")
    assert tersimpan(lke, ABC).catatan == "satu"


def test_both_wishing_the_same_is_no_conflict(lke, operator, operator2):
    simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=0)

    hasil = simpan(lke, ABC, {ABC: "A"}, actor=operator2, versi=0)

    assert not hasil.tertulis
    assert hasil.jawaban.versi == 1


def test_a_field_that_went_back_to_what_was_seen_does_not_collide(lke, operator, operator2):
    for versi, nilai in enumerate(["A", "B", "A"]):
        simpan(lke, ABC, {ABC: nilai}, actor=operator, versi=versi)

    hasil = simpan(lke, ABC, {ABC: "C"}, actor=operator2, versi=1)

    assert (hasil.jawaban.isi, hasil.jawaban.versi) == ({ABC: "C"}, 4)


def test_emptying_a_field_that_somebody_filled_collides(lke, operator, operator2):
    simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=0)
    simpan(lke, ABC, {ABC: "B"}, actor=operator, versi=1)
    with pytest.raises(JawabanKonflik):
        simpan(lke, ABC, {ABC: ""}, actor=operator2, versi=1)


@pytest.mark.parametrize("versi", [7, -1])
def test_a_version_that_never_was_does_not_overwrite(lke, operator, operator2, versi):
    simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=0)
    with pytest.raises(JawabanKonflik):
        simpan(lke, ABC, {ABC: "B"}, actor=operator2, versi=versi)


# Repeats --------------------------------------------------------------------------------------------------------------


def test_the_same_sending_twice_is_written_once(lke, operator):
    kiriman = uuid.uuid4()
    pertama = simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=0, kiriman=kiriman)

    kedua = simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=0, kiriman=kiriman)

    assert (pertama.tertulis, kedua.tertulis) == (True, False)
    assert kedua.jawaban.versi == 1
    assert RiwayatJawaban.objects.filter(jawaban__lke=lke).count() == 1
    lke.refresh_from_db()
    assert lke.versi_unit == 1


def test_a_late_repeat_does_not_undo_what_others_did_since(lke, operator, operator2):
    kiriman = uuid.uuid4()
    simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=0, kiriman=kiriman)
    simpan(lke, ABC, {ABC: "B"}, actor=operator2, versi=1)

    hasil = simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=0, kiriman=kiriman)

    assert not hasil.tertulis
    assert (hasil.jawaban.isi, hasil.jawaban.versi) == ({ABC: "B"}, 2)


def test_a_sending_id_used_for_another_answer_is_refused_with_a_sentence(lke, operator):
    kiriman = uuid.uuid4()
    simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=0, kiriman=kiriman)

    with pytest.raises(EvaluationError):
        simpan(lke, YA_TIDAK, {YA_TIDAK: "Ya"}, actor=operator, versi=0, kiriman=kiriman)

    assert tersimpan(lke, YA_TIDAK).versi == 0
    lke.refresh_from_db()
    assert lke.versi_unit == 1


def test_nothing_new_writes_nothing_and_gives_the_counter_back(lke, operator):
    simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=0, catatan="SK")
    sebelum = tersimpan(lke, ABC).diubah_pada

    hasil = simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=1, catatan="SK ")

    assert not hasil.tertulis
    assert hasil.skor.total == skor_lapis(lke, Lapis.UNIT).total
    jawaban = tersimpan(lke, ABC)
    assert (jawaban.versi, jawaban.diubah_pada) == (1, sebelum)
    lke.refresh_from_db()
    assert lke.versi_unit == 1
    assert Skor.objects.get(lke=lke, lapis=Lapis.UNIT).versi_jawaban == 1


# Doors ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [s for s in Status if s not in {Status.DRAF, Status.PERBAIKAN}])
def test_the_unit_cannot_change_a_sheet_it_handed_in(lke, operator, status):
    isi_lapis_penuh(lke)
    bawa_ke(lke, status, actor=operator)
    sebelum = tersimpan(lke, ABC)

    with pytest.raises(LKEMoved):
        simpan(lke, ABC, {ABC: "C"}, actor=operator, versi=1)

    assert tersimpan(lke, ABC).isi == sebelum.isi


@pytest.mark.parametrize("status", [s for s in Status if s != Status.DINILAI_TPI])
def test_tpi_writes_only_while_it_scores(lke, operator, status):
    isi_lapis_penuh(lke)
    bawa_ke(lke, status, actor=operator)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    with pytest.raises(LKEMoved):
        simpan(lke, ABC, {ABC: "C"}, actor=ketua, versi=1, lapis=Lapis.TPI)


@pytest.mark.parametrize("status", [s for s in Status if s not in {Status.DESK, Status.LAPANGAN}])
def test_tpn_writes_only_at_desk_and_in_the_field(lke, operator, status):
    isi_lapis_penuh(lke)
    bawa_ke(lke, status, actor=operator)
    with pytest.raises(LKEMoved):
        simpan(lke, ABC, {ABC: "C"}, actor=make_anggota(Peran.TPN_ADMIN), versi=0, lapis=Lapis.TPN)


def test_a_sheet_that_moved_meanwhile_is_not_written(lke, operator):
    """The sheet in hand still says draf; the database knows better."""
    isi_lapis_penuh(lke)
    lama = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)
    ajukan_lke(lke=lke, actor=operator)

    with pytest.raises(LKEMoved) as error:
        simpan_jawaban(lke=lama, lapis=Lapis.UNIT, kode=ABC, ubah={ABC: "C"}, actor=operator, versi=1)

    assert "Diajukan" in error.value.message
    assert tersimpan(lke, ABC).isi == {ABC: "A"}


def test_in_perbaikan_only_flagged_questions_are_open(lke, operator):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=operator, tanda=ABC)

    simpan(lke, ABC, {ABC: "B"}, actor=operator, versi=1)
    with pytest.raises(PertanyaanTerkunci):
        simpan(lke, YA_TIDAK, {YA_TIDAK: "Tidak"}, actor=operator, versi=1)

    assert tersimpan(lke, ABC).isi == {ABC: "B"}
    assert tersimpan(lke, YA_TIDAK).isi == {YA_TIDAK: "Ya"}


def test_a_sheet_read_as_draft_does_not_slip_past_the_flags_of_a_return(lke, operator):
    isi_lapis_penuh(lke)
    lama = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)
    bawa_ke(lke, Status.PERBAIKAN, actor=operator, tanda=ABC)

    with pytest.raises(EvaluationError):
        simpan_jawaban(lke=lama, lapis=Lapis.UNIT, kode=YA_TIDAK, ubah={YA_TIDAK: "Tidak"}, actor=operator, versi=1)

    assert tersimpan(lke, YA_TIDAK).isi == {YA_TIDAK: "Ya"}


def test_flags_of_an_earlier_round_open_nothing(lke, operator):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=operator, tanda=ABC)
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(putaran=3)
    with pytest.raises(PertanyaanTerkunci):
        simpan(lke, ABC, {ABC: "B"}, actor=operator, versi=1)


@pytest.mark.parametrize(
    ("geser", "terbuka"),
    [
        ({"isi_selesai": dt.timedelta(seconds=-1)}, False),
        ({"isi_selesai": dt.timedelta(minutes=5)}, True),
        ({"isi_mulai": dt.timedelta(minutes=5)}, False),
        ({"isi_mulai": dt.timedelta(seconds=-1)}, True),
    ],
)
def test_the_window_of_the_season(lke, operator, geser, terbuka):
    kini = timezone.now()
    Musim.objects.filter(pk=lke.musim_id).update(**{nama: kini + jarak for nama, jarak in geser.items()})
    if terbuka:
        assert simpan(lke, ABC, {ABC: "B"}, actor=operator, versi=0).tertulis
    else:
        with pytest.raises(MasaTutup):
            simpan(lke, ABC, {ABC: "B"}, actor=operator, versi=0)
        assert tersimpan(lke, ABC).versi == 0


@pytest.mark.parametrize(("jarak", "terbuka"), [(dt.timedelta(minutes=5), True), (dt.timedelta(seconds=-1), False)])
def test_a_returned_sheet_goes_by_its_own_due_date(lke, operator, jarak, terbuka):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=operator, tanda=ABC)
    kini = timezone.now()
    Musim.objects.filter(pk=lke.musim_id).update(isi_selesai=kini - dt.timedelta(days=1))
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(tenggat=kini + jarak)
    if terbuka:
        assert simpan(lke, ABC, {ABC: "B"}, actor=operator, versi=1).tertulis
    else:
        with pytest.raises(MasaTutup):
            simpan(lke, ABC, {ABC: "B"}, actor=operator, versi=1)


def test_tpi_stops_at_the_end_of_its_window(lke, operator):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=operator)
    lalu = timezone.now() - dt.timedelta(minutes=1)
    Musim.objects.filter(pk=lke.musim_id).update(isi_selesai=lalu, tpi_selesai=lalu)
    with pytest.raises(MasaTutup):
        simpan(lke, ABC, {ABC: "B"}, actor=operator, versi=1, lapis=Lapis.TPI)


# Rounds ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def putaran_dua(lke, operator):
    """TPI judged ABC in the first round and returned it; the unit changed its answer and TPI is at work again."""
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=ketua, tanda=ABC)
    simpan(lke, ABC, {ABC: "B"}, actor=operator, versi=1, putaran=2)
    lke.refresh_from_db()
    ajukan_lke(lke=lke, actor=operator)
    mulai_nilai(lke=lke, actor=ketua)
    assert perlu_dinilai(lke).filter(kode=ABC).exists()
    return ketua


@pytest.mark.parametrize("ubah", [{ABC: "A"}, {ABC: "C"}, {}])
def test_a_page_of_an_earlier_round_judges_nothing(lke, putaran_dua, ubah):
    """TPI's own version did not move between the rounds; what the unit answered did."""
    versi_tpi = LembarKerjaEvaluasi.objects.get(pk=lke.pk).versi_tpi

    with pytest.raises(LKEMoved) as error:
        simpan(lke, ABC, ubah, actor=putaran_dua, versi=1, lapis=Lapis.TPI, catatan="Dari layar lama", putaran=1)

    assert isinstance(error.value, PutaranLewat)
    assert "putaran 2" in error.value.message
    satu = tersimpan(lke, ABC, Lapis.TPI)
    assert (satu.isi, satu.catatan, satu.versi) == ({ABC: "A"}, "", 1)
    assert perlu_dinilai(lke).filter(kode=ABC).exists()
    assert LembarKerjaEvaluasi.objects.get(pk=lke.pk).versi_tpi == versi_tpi


@pytest.mark.parametrize("putaran", [2, None])
def test_a_page_of_this_round_and_one_that_tells_none_are_taken(lke, putaran_dua, putaran):
    hasil = simpan(lke, ABC, {ABC: "A"}, actor=putaran_dua, versi=1, lapis=Lapis.TPI, putaran=putaran)

    assert (hasil.tertulis, hasil.jawaban.versi) == (True, 2)
    assert not perlu_dinilai(lke).filter(kode=ABC).exists()


def test_a_repeat_of_a_write_of_an_earlier_round_succeeds_and_judges_nothing(lke, operator):
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=ketua)
    dulu = {"actor": ketua, "versi": 1, "lapis": Lapis.TPI, "kiriman": uuid.uuid4(), "putaran": 1}
    simpan(lke, ABC, {ABC: "C"}, **dulu)
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(putaran=2)

    assert not simpan(lke, ABC, {ABC: "C"}, **dulu).tertulis
    assert tersimpan(lke, ABC, Lapis.TPI).versi == 2


def test_the_unit_too_writes_only_in_the_round_it_looks_at(lke, operator):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=operator, tanda=ABC)

    with pytest.raises(PutaranLewat):
        simpan(lke, ABC, {ABC: "B"}, actor=operator, versi=1, putaran=1)

    assert tersimpan(lke, ABC).isi == {ABC: "A"}


# Layers ---------------------------------------------------------------------------------------------------------------


def test_layers_do_not_mix(lke, operator):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=operator)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    unit_sebelum = Skor.objects.get(lke=lke, lapis=Lapis.UNIT)

    simpan(lke, ABC, {ABC: "C"}, actor=ketua, versi=1, lapis=Lapis.TPI, catatan="Tidak ada bukti.")

    assert tersimpan(lke, ABC, Lapis.UNIT).isi == {ABC: "A"}
    assert tersimpan(lke, ABC, Lapis.TPI).isi == {ABC: "C"}
    lke.refresh_from_db()
    assert (lke.versi_unit, lke.versi_tpi) == (0, 1)
    assert Skor.objects.get(lke=lke, lapis=Lapis.UNIT).total == unit_sebelum.total
    assert Skor.objects.get(lke=lke, lapis=Lapis.TPI).total < unit_sebelum.total


def test_tpi_saving_an_equal_value_counts_as_having_looked(lke, operator):
    """TPI's rows begin empty; agreeing with an empty unit answer still has to be an act of its own."""
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=operator)
    Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, kode=ABC).update(isi={}, versi=0, diubah_pada=None)

    hasil = simpan(lke, ABC, {ABC: ""}, actor=ketua, versi=0, lapis=Lapis.TPI)

    assert hasil.tertulis
    assert tersimpan(lke, ABC, Lapis.TPI).versi == 1


def test_an_assigned_member_of_tpi_is_named_in_the_history(lke, operator):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=operator)
    anggota = make_anggota(Peran.TPI_ANGGOTA, instansi=lke.unit.instansi)
    make_penugasan(anggota, lke)
    simpan(lke, ABC, {ABC: "B"}, actor=anggota, versi=1, lapis=Lapis.TPI)
    assert RiwayatJawaban.objects.get(jawaban=tersimpan(lke, ABC, Lapis.TPI)).oleh == anggota


# Cost -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("terisi", [False, True])
def test_a_save_takes_the_same_few_queries_however_full_the_sheet(lke, operator, terisi, django_assert_max_num_queries):
    if terisi:
        isi_lapis_penuh(lke)
    segar = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)
    skor_lapis(segar, Lapis.UNIT)
    with django_assert_max_num_queries(7):
        simpan_jawaban(lke=segar, lapis=Lapis.UNIT, kode=ABC, ubah={ABC: "C"}, actor=operator, versi=int(terisi))


# Races ----------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_on_one_field_exactly_one_wins():
    lke = make_lke()
    orang = [make_anggota(Peran.OPERATOR, unit=lke.unit) for _ in range(6)]
    pilihan = ["A", "B", "C", "A", "B", "C"]

    hasil = bersama(
        *(
            lambda o=o, nilai=nilai: simpan(lke, ABC, {ABC: nilai}, actor=o, versi=0)
            for o, nilai in zip(orang, pilihan, strict=True)
        )
    )

    menang = [h for h in hasil if not isinstance(h, EvaluationError) and h.tertulis]
    assert len(menang) == 1
    akhir = tersimpan(lke, ABC)
    assert akhir.isi == menang[0].jawaban.isi
    for h, nilai in zip(hasil, pilihan, strict=True):
        # Losing with another value is a conflict; losing with the same one is no loss.
        if h not in menang:
            assert isinstance(h, JawabanKonflik) == (nilai != akhir.isi[ABC])
    assert RiwayatJawaban.objects.filter(jawaban=akhir).count() == 1
    lke.refresh_from_db()
    assert lke.versi_unit == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_on_different_questions_all_stand_and_the_score_is_of_all():
    lke = make_lke()
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    terbaik = jawaban_terbaik(lke)
    kode = list(terbaik)[:8]

    hasil = bersama(*(lambda k=k: simpan(lke, k, terbaik[k], actor=operator, versi=0) for k in kode))

    assert [h for h in hasil if isinstance(h, Exception)] == []
    assert {j.kode: j.isi for j in Jawaban.objects.filter(lke=lke, versi=1)} == {k: terbaik[k] for k in kode}
    lke.refresh_from_db()
    skor = Skor.objects.get(lke=lke, lapis=Lapis.UNIT)
    assert (lke.versi_unit, skor.versi_jawaban, skor.terisi) == (8, 8, 8)
    assert skor.total == scoring.desimal(skor_lapis(lke, Lapis.UNIT).total)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_written_once():
    lke = make_lke()
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    kiriman = uuid.uuid4()

    hasil = bersama(*[lambda: simpan(lke, ABC, {ABC: "A"}, actor=operator, versi=0, kiriman=kiriman)] * 4)

    assert sorted(h.tertulis for h in hasil) == [False, False, False, True]
    assert RiwayatJawaban.objects.filter(kiriman=kiriman).count() == 1


@pytest.mark.django_db(transaction=True)
def test_submitting_and_saving_at_once_leaves_no_change_after_the_receipt():
    lke = make_lke()
    isi_lapis_penuh(lke)
    pimpinan = make_anggota(Peran.PIMPINAN_UNIT, unit=lke.unit)
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)

    def ajukan():
        return ajukan_lke(lke=LembarKerjaEvaluasi.objects.get(pk=lke.pk), actor=pimpinan)

    hasil = bersama(ajukan, lambda: simpan(lke, ABC, {ABC: ""}, actor=operator, versi=1))

    lke.refresh_from_db()
    lengkap = Skor.objects.get(lke=lke, lapis=Lapis.UNIT).lengkap
    # Either the sheet went in whole, or it stayed a draft with a hole; never a submitted sheet with a hole.
    assert (lke.status, lengkap) in {(Status.DIAJUKAN, True), (Status.DRAF, False)}
    assert sum(isinstance(h, EvaluationError) for h in hasil) == 1


def test_threads_really_have_their_own_connection(db):
    """The races above mean nothing when all threads share one connection."""
    nomor = []

    def lihat() -> None:
        nomor.append(id(connections["default"].connection) if connections["default"].connection else None)
        connections.close_all()

    utas = threading.Thread(target=lihat)
    utas.start()
    utas.join()
    assert nomor[0] != id(connection.connection)
