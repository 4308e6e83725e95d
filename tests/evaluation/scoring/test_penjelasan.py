"""A number tells how it came about, in words and figures that can be checked by hand."""

from fractions import Fraction as F

import pytest

from evaluation.scoring import hitung, jelaskan
from evaluation.scoring.penjelasan import angka, sama_dengan
from evaluation.scoring.pohon import leluhur
from tests.evaluation.scoring.pembantu import INSTRUMEN, terbaik, ubah


def _jelaskan(kode, perubahan=None, *, telah_wbk=False):
    isi = ubah(terbaik(), perubahan or {})
    return jelaskan(INSTRUMEN, isi, hitung(INSTRUMEN, isi, telah_wbk=telah_wbk), kode)


def test_a_choice():
    p = _jelaskan("A.I.1.i.b", {"A.I.1.i.b": "B"})
    assert p.rumus == (
        "Nilai mengikuti pilihan: A = 1; B = 0,5; C = 0. "
        "Nilai dikalikan 0,5 ÷ 2 poin, karena 2 pertanyaan indikator A.I.1.i berbobot sama."
    )
    assert p.hitungan == "Jawaban B bernilai 0,5. 0,5 × 0,25 = 0,125 poin."
    assert (p.nilai, p.bobot, p.capaian) == (F("0.125"), F("0.25"), F("0.5"))
    assert p.induk == ("A.I.1.i", "A.I.1", "area_1", "A.I", "A", "total")
    assert [(g.predikat, g.gerbang.kode) for g in p.gerbang if g.predikat == "WBK"] == [
        ("WBK", "nilai_total"),
        ("WBK", "pengungkit"),
        ("WBK", "area_1"),
    ]


def test_a_ratio_over_a_sum():
    isi = {"A.II.5.iii.a.1": 1, "A.II.5.iii.a.2": 3, "A.II.5.iii.a.3": 2, "A.II.5.iii.a.4": 4}
    p = _jelaskan("A.II.5.iii.a", isi)
    assert p.hitungan == "4 ÷ (1 + 3 + 2) ≈ 0,6667. 0,6667 × 1 ≈ 0,6667 poin."
    assert [(i.nilai, i.dipakai) for i in p.masukan] == [(1, True), (3, True), (2, True), (4, True)]


@pytest.mark.parametrize(
    ("kode", "isi", "hitungan"),
    [
        ("A.II.1.i.a", {"A.II.1.i.a.1": 4, "A.II.1.i.a.2": 5}, "5 ÷ 4 = 1,25, dibatasi menjadi 1. 1 × 1 = 1 poin."),
        ("A.II.3.iii.a", {"A.II.3.iii.a.1": 8, "A.II.3.iii.a.2": 5}, "(8 − 5) ÷ 8 = 0,375. 0,375 × 2 = 0,75 poin."),
        (
            "A.II.3.iii.a",
            {"A.II.3.iii.a.1": 2, "A.II.3.iii.a.2": 3},
            "(2 − 3) ÷ 2 = -0,5, dibatasi menjadi 0. 0 × 2 = 0 poin.",
        ),
        ("B.I.a", {"B.I.a": "3.6"}, "3,6 ÷ 4 = 0,9. 0,9 × 17,5 = 15,75 poin."),
        ("A.I.1.i.a", {"A.I.1.i.a": None}, "Belum diisi lengkap, jadi dihitung 0 poin."),
        ("A.I.1.iii", {"A.I.1.iii.a": "B", "A.I.1.iii.b": "C"}, "(0,67 + 0,33 + 1) ÷ 3 × 1 ≈ 0,6667 poin."),
        ("A.I.3.v", {"A.I.3.v.a": "B"}, "0,67 × 0,75 = 0,5025 poin."),
        ("area_1", {"A.II.1.iii.a": "D"}, "4 + 3 = 7 poin dari 8 (87,5%)."),
        ("A", {}, "30 + 30 = 60 poin dari 60 (100%)."),
        ("total", {"B.I.b": "E"}, "60 + 35 = 95 poin dari 100 (95%)."),
        ("nilai_total", {"B.II.a": "0"}, "WBK: 82,5 ≥ 75, terpenuhi. WBBM: 82,5 < 85, kurang 2,5 poin."),
        ("telah_wbk", {}, "Belum terpenuhi."),
    ],
)
def test_figures_put_in(kode, isi, hitungan):
    assert _jelaskan(kode, isi).hitungan == hitungan


@pytest.mark.parametrize(
    ("kode", "isi", "nilai", "dasar", "sumber"),
    [
        ("A.II.3.iii.a", {"A.II.3.iii.a.1": 0, "A.II.3.iii.a.2": 0}, 1, "resmi", "nol_resmi"),
        ("A.II.3.iii.a", {"A.II.3.iii.a.1": 0, "A.II.3.iii.a.2": 2}, 0, "kebijakan", "nol_kebijakan"),
        ("A.II.5.ii.a", {"A.II.5.ii.a.1": 0}, 1, "kebijakan", "nol_kebijakan"),
        ("A.II.1.i.a", {"A.II.1.i.a.1": 0}, 0, "kebijakan", "nol_kebijakan"),
    ],
)
def test_a_zero_base_names_its_rule(kode, isi, nilai, dasar, sumber):
    p = _jelaskan(kode, isi)
    assert (p.aturan_nol.nilai, p.aturan_nol.dasar, p.aturan_nol.sumber) == (nilai, dasar, INSTRUMEN.sumber[sumber])
    assert p.hitungan.startswith(f"Pembaginya 0, jadi berlaku aturan khusus: {nilai}.")
    assert INSTRUMEN.sumber[sumber] in p.sumber


def test_no_zero_rule_where_the_base_is_not_zero():
    assert _jelaskan("A.II.1.i.a").aturan_nol is None


def test_an_input_outside_the_formula_is_marked():
    assert [i.dipakai for i in _jelaskan("A.II.5.ii.a").masukan] == [True, False, True]


def test_a_gate_names_its_article():
    p = _jelaskan("survei_anti_korupsi", {"B.I.a": "3.5"})
    assert (p.jenis, p.sumber) == ("gerbang", ("PermenPANRB 90/2021 Lampiran II Bab III.A dan Tabel 6",))
    assert [(g.predikat, g.gerbang.terpenuhi, g.gerbang.kurang) for g in p.gerbang] == [
        ("WBK", False, F("0.4375")),
        ("WBBM", False, F("0.4375")),
    ]
    assert [a.kode for a in p.anak] == ["B.I.a"]


def test_the_earlier_wbk_is_explained_too():
    assert [t.terpenuhi for t in _jelaskan("telah_wbk", telah_wbk=True).tambahan] == [True]


@pytest.mark.parametrize(
    "kode", [*leluhur(INSTRUMEN), *(p.kode for p in INSTRUMEN.semua_pertanyaan), *(a.kode for a in INSTRUMEN.ambang)]
)
def test_every_number_can_be_drilled_down(kode):
    """Children add up to their parent, every one of them can be explained, and every article is named."""
    p = _jelaskan(kode, {"A.I.1.i.b": "C", "A.II.4.i.a.2": 0, "B.I.a": "3.1"})
    assert p.judul
    assert p.rumus
    assert p.hitungan
    assert all(p.sumber)
    if p.anak:
        assert sum(a.nilai for a in p.anak) == p.nilai
        assert sum(a.bobot for a in p.anak) == p.bobot
        assert [_jelaskan(a.kode).bobot for a in p.anak] == [a.bobot for a in p.anak]


def test_hasil_is_another_word_for_b():
    assert _jelaskan("hasil").kode == "B"


@pytest.mark.parametrize("kode", ["C", "A.I.7", "area_7", "A.I.1.i.z", ""])
def test_what_is_not_there_cannot_be_explained(kode):
    with pytest.raises(KeyError):
        _jelaskan(kode)


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        (F(0), "0"),
        (F("0.5"), "0,5"),
        (F(2, 3), "0,6667"),
        (F(100), "100"),
        (F(1, 10**9), "0,000000001"),
        (F(-1, 2), "-0,5"),
    ],
)
def test_numbers_as_indonesians_write_them(nilai, teks):
    assert angka(nilai) == teks


def test_rounded_for_reading_is_marked():
    assert (sama_dengan(F(1, 4)), sama_dengan(F(1, 3))) == ("= 0,25", "≈ 0,3333")
