"""What people type becomes an answer, or a sentence that says what to type."""

from decimal import Decimal

import pytest

from evaluation.scoring import JawabanSalah, bersihkan, bersihkan_semua
from tests.evaluation.scoring.pembantu import INSTRUMEN, terbaik

YA, ABCDE, JUMLAH, INDEKS = (INSTRUMEN.pertanyaan(k) for k in ("A.I.1.i.a", "B.I.b", "A.II.1.i.a", "B.I.a"))


@pytest.mark.parametrize(
    ("pertanyaan", "mentah", "bersih"),
    [
        (YA, {"A.I.1.i.a": " ya "}, {"A.I.1.i.a": "Ya"}),
        (YA, {"A.I.1.i.a": "TIDAK"}, {"A.I.1.i.a": "Tidak"}),
        (ABCDE, {"B.I.b": "e"}, {"B.I.b": "E"}),
        (ABCDE, {"B.I.b": ""}, {}),
        (ABCDE, {"B.I.b": None}, {}),
        (ABCDE, {}, {}),
        (JUMLAH, {"A.II.1.i.a.1": "012", "A.II.1.i.a.2": 0}, {"A.II.1.i.a.1": 12, "A.II.1.i.a.2": 0}),
        (JUMLAH, {"A.II.1.i.a.1": " ", "A.II.1.i.a.2": "7"}, {"A.II.1.i.a.2": 7}),
        (JUMLAH, {"A.II.1.i.a.1": 10**9}, {"A.II.1.i.a.1": 10**9}),
        (INDEKS, {"B.I.a": "3,60"}, {"B.I.a": "3.6"}),
        (INDEKS, {"B.I.a": "4.00"}, {"B.I.a": "4"}),
        (INDEKS, {"B.I.a": "0,0000000001"}, {"B.I.a": "0.0000000001"}),
        (INDEKS, {"B.I.a": 3}, {"B.I.a": "3"}),
        (INDEKS, {"B.I.a": Decimal("3.25")}, {"B.I.a": "3.25"}),
    ],
)
def test_clean(pertanyaan, mentah, bersih):
    assert bersihkan(pertanyaan, mentah) == bersih


@pytest.mark.parametrize(
    ("pertanyaan", "mentah", "kode", "pesan"),
    [
        (YA, {"A.I.1.i.a": "A"}, "A.I.1.i.a", "Pilih salah satu: Ya, atau Tidak."),
        (ABCDE, {"B.I.b": "F"}, "B.I.b", "Pilih salah satu: A, B, C, D, atau E."),
        (ABCDE, {"B.I.c": "A"}, "B.I.c", "Isian ini tidak ada pada pertanyaan B.I.b."),
        (ABCDE, {"B.I.b": True}, "B.I.b", "Isi dengan teks atau angka biasa."),
        (INDEKS, {"B.I.a": 3.6}, "B.I.a", "Isi dengan teks atau angka biasa."),
        *[
            (
                JUMLAH,
                {"A.II.1.i.a.1": salah},
                "A.II.1.i.a.1",
                "Isi dengan bilangan bulat 0 atau lebih, tanpa titik dan koma, misalnya 0 atau 12.",
            )
            for salah in ("-1", -1, "1,5", "1.000", "5.0", "dua", "٣", "²", "1e3")
        ],
        (
            JUMLAH,
            {"A.II.1.i.a.1": 10**9 + 1},
            "A.II.1.i.a.1",
            "Isi dengan bilangan bulat dari 0 sampai 1000000000; periksa lagi jumlahnya.",
        ),
        *[
            (
                INDEKS,
                {"B.I.a": salah},
                "B.I.a",
                "Isi dengan angka 0 sampai 4, paling banyak 10 angka di belakang koma, misalnya 3,60.",
            )
            for salah in ("-0,1", "3,6,0", "1/3", "3.", "NaN", "1e0", "3,60000000001")
        ],
        *[
            (INDEKS, {"B.I.a": salah}, "B.I.a", "Isi dengan angka 0 sampai 4; skala survei lain perlu dikonversi dulu.")
            for salah in ("4,01", "90", 5)
        ],
    ],
)
def test_refuse_with_advice(pertanyaan, mentah, kode, pesan):
    with pytest.raises(JawabanSalah) as salah:
        bersihkan(pertanyaan, mentah)
    assert (salah.value.kode, salah.value.pesan) == (kode, pesan)


def test_a_whole_sheet_comes_back_in_the_order_of_the_lke():
    mentah = {kode: f" {str(nilai).lower()} " for kode, nilai in reversed(terbaik().items())}
    bersih = bersihkan_semua(INSTRUMEN, mentah)
    assert bersih == terbaik()
    assert list(bersih) == [m.kode for m in INSTRUMEN.semua_masukan]


def test_a_sheet_with_an_unknown_code_is_refused():
    with pytest.raises(JawabanSalah) as salah:
        bersihkan_semua(INSTRUMEN, {"A.I.1.i.x": "Ya"})
    assert (salah.value.kode, salah.value.pesan) == ("A.I.1.i.x", "Kode isian ini tidak ada pada instrumen 2026-1.")
