"""Agreement of two assessors, against figures worked out by hand."""

from fractions import Fraction as F

import pytest

from evaluation.scoring.kesepakatan import kesepakatan

A, B, C, NOL = F(1), F(2, 3), F(1, 3), F(0)


def test_full_agreement():
    hasil = kesepakatan([(A, A), (C, C), (NOL, NOL)])
    assert (hasil.persen, hasil.kappa) == (100, 1)


def test_full_disagreement_at_the_ends():
    # Observed: every pair is 1 apart. By chance: half of all crossings are. 1 − 1 / (1/2) = −1.
    hasil = kesepakatan([(A, NOL), (NOL, A)])
    assert (hasil.persen, hasil.kappa) == (0, -1)


def test_a_mixed_table():
    # Four pairs, one differs by 1/3: observed (1/9)/4 = 1/36. Means 1/2 and 5/12, means of squares 14/36 and 11/36,
    # expected 25/36 − 2·(1/2)·(5/12) = 10/36. Kappa = 1 − (1/36)/(10/36) = 9/10.
    hasil = kesepakatan([(A, A), (B, C), (C, C), (NOL, NOL)])
    assert (hasil.jumlah, hasil.sama, hasil.persen) == (4, 3, 75)
    assert hasil.kappa == F(9, 10)


def test_near_misses_weigh_less_than_far_ones():
    dekat = kesepakatan([(A, A), (A, B), (NOL, NOL)])
    jauh = kesepakatan([(A, A), (A, NOL), (NOL, NOL)])
    assert dekat.persen == jauh.persen
    assert dekat.kappa > jauh.kappa


@pytest.mark.parametrize(("pasangan", "persen"), [([], None), ([(A, A), (A, A)], 100)])
def test_where_nothing_can_be_told_apart_there_is_no_kappa(pasangan, persen):
    hasil = kesepakatan(pasangan)
    assert (hasil.persen, hasil.kappa) == (persen, None)


def test_one_who_never_varies_agrees_by_chance_only():
    # Observed (0 + 1)/2 = 1/2; expected: (1 + 1/2) − 2·1·(1/2) = 1/2.
    assert kesepakatan([(A, A), (A, NOL)]).kappa == 0
