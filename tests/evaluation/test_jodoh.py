"""Which unit a workbook is of: a table of names as people give them."""

from __future__ import annotations

import pytest

from evaluation.jodoh import Calon, jodohkan_nama

CALON = [
    Calon(1, "DINKES", "Dinas Kesehatan"),
    Calon(2, "U2", "Dinas Kesehatan Hewan"),
    Calon(3, "RSUD-TP", "RSUD Tanjung Pura"),
    Calon(4, "D", "Dinas Perhubungan"),
    Calon(5, "1.02.01", "Badan Pendapatan (Bapenda)"),
]


@pytest.mark.parametrize(
    ("jalur", "di_lembar", "pk"),
    [
        ("LKE DINKES.xlsx", "", 1),
        ("lke_dinkes_final.xlsx", "", 1),
        ("U2.xlsx", "", 2),
        ("LKE RSUD-TP (1).xlsx", "", 3),
        ("1.02.01 LKE.xlsx", "", 5),
        ("DINKES/LKE 2026.xlsx", "", 1),
        ("LKE 2026 Dinas Kesehatan (LKE ZI).xlsx", "", 1),
        ("LKE_2026_dinas_kesehatan.xlsx", "", 1),
        ("LKE Dinas Kesehatan Hewan.xlsx", "", 2),
        ("apa saja.xlsx", "RSUD TANJUNG PURA", 3),
        ("apa saja.xlsx", "Badan Pendapatan (Bapenda)", 5),
        # A name is soon copied, the heading is not
        ("LKE DINKES.xlsx", "Dinas Perhubungan", 4),
    ],
)
def test_told(jalur, di_lembar, pk):
    assert jodohkan_nama(jalur, di_lembar, CALON) == pk


@pytest.mark.parametrize(
    ("jalur", "di_lembar"),
    [("LKE.xlsx", ""), ("LKE D.xlsx", ""), ("DINKESWAN.xlsx", ""), ("", ""), ("Dinas.xlsx", "Dinas")],
)
def test_not_told(jalur, di_lembar):
    assert jodohkan_nama(jalur, di_lembar, CALON) is None


def test_two_that_fit_alike_are_asked():
    assert jodohkan_nama("AA BB.xlsx", "", [Calon(1, "AA", "Satu"), Calon(2, "BB", "Dua")]) is None
    assert jodohkan_nama("LKE.xlsx", "Dinas A", [Calon(1, "X1", "Dinas A"), Calon(2, "X2", "Dinas A")]) is None
