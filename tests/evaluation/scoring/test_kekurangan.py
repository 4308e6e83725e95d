"""What is missing, and that the proposed steps really close it."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring import PREDIKAT, hitung, what_is_missing
from tests.evaluation.scoring.pembantu import INSTRUMEN, kecil, lembar, terbaik, terburuk


def _kekurangan(isi, predikat, *, telah_wbk=False, instrumen=INSTRUMEN):
    return what_is_missing(instrumen, isi, hitung(instrumen, isi, telah_wbk=telah_wbk), predikat)


def _setelah(isi, kekurangan):
    for langkah in kekurangan.langkah:
        isi = isi | langkah.isi
    return isi


def test_nothing_is_missing_from_the_best():
    kekurangan = _kekurangan(terbaik(), "WBK")
    assert (kekurangan.terpenuhi, kekurangan.tertutup, kekurangan.gerbang, kekurangan.langkah) == (True, True, (), ())


def test_one_step_closes_one_gate():
    """Area 2 at 4,00 of 7 lacks 0,20; of the steps that give enough, the smallest is B to A, 0,25."""
    isi = terbaik() | {"A.II.2.i.a": "D", "A.II.2.ii.a": "B", "A.II.2.ii.b": "B"}
    isi |= {"A.II.2.iii.a": "E", "A.II.2.iii.b": "E", "A.II.2.iii.c": "E"}
    kekurangan = _kekurangan(isi, "WBK")
    assert [(g.kode, g.kurang) for g in kekurangan.gerbang] == [("area_2", F("0.2"))]
    langkah = kekurangan.langkah
    assert [(s.kode, s.dari, s.ke, s.tambahan_poin, s.gerbang) for s in langkah] == [
        ("A.II.2.ii.a", "B", "A", F("0.25"), ("area_2",))
    ]
    assert kekurangan.tertutup is True


def test_a_survey_is_asked_for_exactly_what_the_gate_needs():
    kekurangan = _kekurangan(terbaik() | {"B.I.a": "3.52"}, "WBK")
    assert [(s.kode, s.dari, s.ke, s.isi) for s in kekurangan.langkah] == [("B.I.a", "3,52", "3,6", {"B.I.a": "3.6"})]


def test_counts_are_told_as_people_count():
    """Area 1 of the tiny instrument: 15 of 30, and 0 of 20 agents with 10 of discipline, lacks 11 of 36."""
    isi = {"A.I.1.i.a": "Ya", "A.I.1.i.b": "C", "A.II.1.i.a.1": 8, "A.II.1.i.a.2": 0}
    isi |= {"A.II.1.ii.a.1": 0, "A.II.1.ii.a.2": 0, "B.I.a": "4", "B.I.b": "A"}
    kekurangan = _kekurangan(isi, "WBK", instrumen=kecil())
    assert [(g.kode, g.kurang) for g in kekurangan.gerbang] == [("nilai_total", 10), ("area_1", 11)]
    assert sum(s.tambahan_poin for s in kekurangan.langkah) >= 11
    agen = next(s for s in kekurangan.langkah if s.kode == "A.II.1.i.a")
    assert (agen.dari, agen.ke.endswith(" dari 8")) == ("0 dari 8", True)


def test_wbbm_cannot_be_closed_by_answers_without_an_earlier_wbk():
    belum, sudah = (_kekurangan(terbaik(), "WBBM", telah_wbk=telah) for telah in (False, True))
    assert (belum.tertutup, belum.terpenuhi, [s.kode for s in belum.tambahan]) == (False, False, ["telah_wbk"])
    assert (sudah.tertutup, sudah.terpenuhi, sudah.tambahan) == (True, True, ())


@pytest.mark.parametrize("predikat", PREDIKAT)
@pytest.mark.parametrize("isi", [{}, terburuk()], ids=["empty", "worst"])
def test_even_nothing_can_be_closed(isi, predikat):
    kekurangan = _kekurangan(isi, predikat, telah_wbk=True)
    assert kekurangan.tertutup is True
    assert hitung(INSTRUMEN, _setelah(isi, kekurangan), telah_wbk=True).memenuhi(predikat) is True


@given(lembar(), st.sampled_from(PREDIKAT), st.booleans())
def test_taking_every_step_meets_every_gate(isi, predikat, telah_wbk):
    kekurangan = _kekurangan(isi, predikat, telah_wbk=telah_wbk)
    sesudah = hitung(INSTRUMEN, _setelah(isi, kekurangan), telah_wbk=telah_wbk)
    assert sesudah.memenuhi(predikat) == kekurangan.tertutup
    assert kekurangan.tertutup == (not kekurangan.tambahan)
    tambahan = sum((s.tambahan_poin for s in kekurangan.langkah), F(0))
    assert sesudah.total - hitung(INSTRUMEN, isi).total == tambahan


@given(lembar(), st.sampled_from(PREDIKAT))
def test_no_step_is_needless(isi, predikat):
    kekurangan = _kekurangan(isi, predikat, telah_wbk=True)
    for dilewati in kekurangan.langkah:
        sebagian = isi
        for langkah in kekurangan.langkah:
            sebagian = sebagian if langkah is dilewati else sebagian | langkah.isi
        assert hitung(INSTRUMEN, sebagian, telah_wbk=True).memenuhi(predikat) is False
