"""The arithmetic of a survey: hand-computed sets, thresholds to the last digit, and what must hold for any set."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.indeks import Hitungan, Pengurai, hitung, ke_empat, krejcie_morgan, mutu_dari, target_sampel
from surveys.kuesioner import Kuesioner, KuesionerError
from surveys.services.kuesioner import isi_bawaan

BAWAAN = {isi["kode"]: Kuesioner.from_dict(isi) for isi in isi_bawaan()}


def enam(kode: str = "spak") -> Kuesioner:
    """The same statements on a scale of 6, as some regions ask them."""
    isi = next(dict(i) for i in isi_bawaan() if i["kode"] == kode)
    return Kuesioner.from_dict(isi | {"skala": 6, "label": [f"Nilai {n}" for n in range(1, 7)]})


def hitungan(kuesioner: Kuesioner, *nilai: str) -> Hitungan:
    hasil = Hitungan.kosong(kuesioner)
    for satu in nilai:
        hasil.tambah(Pengurai(kuesioner).urai(satu), None)
    return hasil


def indeks(kuesioner: Kuesioner, *nilai: str, **lain) -> dict[str, Fraction | None]:
    return {i.kode: i.nilai for i in hitung(kuesioner, hitungan(kuesioner, *nilai), **lain)}


def test_the_portal_ships_the_four_questionnaires():
    bentuk = {kode: [(i.kode, len(i.unsur)) for i in k.indeks] for kode, k in BAWAAN.items()}
    assert bentuk == {
        "skm": [("IKM", 9)],
        "spak": [("IPAK", 5)],
        "spkp": [("IPKP", 8)],
        "spak-spkp": [("IPKP", 8), ("IPAK", 5)],
    }
    assert all(u.nama.dalam("en") != str(u.nama) for k in BAWAAN.values() for u in k.unsur)


@pytest.mark.parametrize(
    ("kode", "nilai", "hasil"),
    [
        # (4+3+4+4+4)/2 per statement: 4, 3.5, 4, 4, 3 → 18.5/5
        ("spak", ("44443", "43443"), {"IPAK": Fraction(185, 50)}),
        ("spak", ("32323", "43434", "44444"), {"IPAK": Fraction(11, 3) * 3 / 5 + Fraction(3) * 2 / 5}),
        ("spkp", ("33333333", "44444444"), {"IPKP": Fraction(7, 2)}),
        ("spak-spkp", ("3333333344444", "4444444433333"), {"IPKP": Fraction(7, 2), "IPAK": Fraction(7, 2)}),
        # 1/9 exactly, not 0.111: nine threes are 3, not 2.997
        ("skm", ("333333333",), {"IKM": Fraction(3)}),
        ("skm", ("123412341", "432143214"), {"IKM": Fraction(5, 2)}),
    ],
)
def test_worked_indices_on_the_scale_of_4(kode, nilai, hasil):
    assert indeks(BAWAAN[kode], *nilai) == hasil


@pytest.mark.parametrize(
    ("nilai", "sebanding", "geser"),
    [
        (("66666",), Fraction(4), Fraction(4)),
        (("11111",), Fraction(2, 3), Fraction(1)),
        # mean 5.4: the rule decides whether WBK's 3.60 is reached or passed
        (("55556", "55566", "55566", "55566", "55666"), Fraction(54, 10) * 4 / 6, 1 + Fraction(44, 10) * 3 / 5),
    ],
)
def test_worked_indices_on_the_scale_of_6(nilai, sebanding, geser):
    k = enam()
    assert indeks(k, *nilai, konversi="sebanding") == {"IPAK": sebanding}
    assert indeks(k, *nilai, konversi="geser") == {"IPAK": geser}


def test_54_of_6_is_exactly_the_threshold_of_360():
    assert ke_empat(Fraction(54, 10), 6, "sebanding") == Fraction(360, 100)
    assert ke_empat(Fraction(54, 10), 6, "geser") == Fraction(364, 100)
    # one respondent of ten thousand less, and it is below
    assert ke_empat(Fraction(54, 10) - Fraction(1, 10000), 6, "sebanding") < Fraction(360, 100)


def test_thresholds_are_compared_exactly():
    k = BAWAAN["spak"]
    # 5 respondents, 25 marks, sum 80: 3.20
    tepat = indeks(k, "33333", "33333", "33333", "33343", "43444")
    assert tepat == {"IPAK": Fraction(320, 100)}
    assert indeks(k, "33333", "33333", "33333", "33343", "43443")["IPAK"] < Fraction(320, 100)


def test_an_unanswered_statement_counts_for_nothing_and_keeps_the_rest():
    assert indeks(BAWAAN["spak"], "40404", "22222") == {"IPAK": (Fraction(3) * 3 + Fraction(2) * 2) / 5}
    assert indeks(BAWAAN["spak"], "40404") == {"IPAK": None}
    assert indeks(BAWAAN["spak"]) == {"IPAK": None}


@pytest.mark.parametrize(
    ("seratus", "huruf"),
    [("88.31", "A"), ("88.3099", "B"), ("76.61", "B"), ("76.605", "C"), ("65", "C"), ("64.995", "D"), ("25", "D")],
)
def test_bands_leave_no_value_between_them(seratus, huruf):
    assert mutu_dari(BAWAAN["skm"].indeks[0].mutu, Fraction(seratus) / 25).huruf == huruf


def test_the_interval_narrows_with_the_population():
    k = BAWAAN["spak"]
    h = hitungan(k, "11111", "44444", "44444", "44444")
    lebar = [hitung(k, h, populasi=n)[0].setengah for n in (0, 1000, 8, 4)]
    assert lebar[0] == pytest.approx(1.96 * 1.5 / 2)
    assert lebar[0] > lebar[1] > lebar[2] > lebar[3] == 0.0
    assert hitung(k, hitungan(k, "11111"))[0].setengah is None
    # on 6 the spread is brought to the scale of 4 too
    e = enam()
    assert hitung(e, hitungan(e, "11111", "66666", "66666", "66666"))[0].setengah == pytest.approx(
        1.96 * 2.5 / 2 * 4 / 6
    )


@pytest.mark.parametrize(
    ("populasi", "sampel"),
    [(10, 10), (50, 44), (100, 80), (200, 132), (300, 169), (500, 217), (1000, 278), (5000, 357), (10000, 370),
     (1_000_000, 384), (0, 0), (1, 1)],
)  # fmt: skip
def test_krejcie_morgan_gives_the_table(populasi, sampel):
    assert krejcie_morgan(populasi) == sampel


def test_the_target_is_shared_out_and_has_a_floor():
    assert target_sampel({"a": 600, "b": 400}) == {"a": 167, "b": 111}
    assert sum(target_sampel({"a": 33, "b": 0}).values()) == 30
    assert sum(target_sampel({"a": 20, "b": 5}).values()) == 25
    assert target_sampel({"a": 0}) == {"a": 0}


# What holds for any set ----------------------------------------------------------------------------------------------

spkp = st.lists(st.text(alphabet="1234", min_size=13, max_size=13), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(spkp)
def test_order_never_matters_and_the_index_stays_in_bounds(semua):
    k = BAWAAN["spak-spkp"]
    acak = random.Random(1).sample(semua, len(semua))
    assert hitungan(k, *semua) == hitungan(k, *acak)
    for satu in hitung(k, hitungan(k, *semua)):
        assert 1 <= satu.nilai <= 4
        if satu.rentang:
            assert 0 <= satu.rentang[0] <= float(satu.nilai) <= satu.rentang[1] <= 4


@settings(max_examples=60, deadline=None)
@given(spkp, spkp)
def test_counting_out_undoes_counting_in(tinggal, keluar):
    k = BAWAAN["spak-spkp"]
    h = hitungan(k, *tinggal, *keluar)
    for satu in keluar:
        h.tambah(Pengurai(k).urai(satu), None, -1)
    assert h == hitungan(k, *tinggal)
    gabung = hitungan(k, *tinggal)
    gabung.gabung(hitungan(k, *keluar))
    gabung.gabung(hitungan(k, *keluar), -1)
    assert gabung == hitungan(k, *tinggal)


# A bad file -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ubah", "letak"),
    [
        ({"skala": 1}, "skala"),
        ({"skala": 10}, "skala"),
        ({"skala": "4"}, "skala"),
        ({"label": ["a"]}, "label"),
        ({"bahasa": ["en"]}, "bahasa"),
        ({"indeks": []}, "kuesioner"),
        ({"indeks": [{"kode": "X", "unsur": [{"kode": "A", "nama": "n", "pernyataan": ""}]}]}, "indeks 1 unsur 1"),
        ({"indeks": [{"kode": "X", "unsur": [{"kode": "A", "nama": "n", "pernyataan": "p", "bobot": "0.111"}]}]},
         "indeks 1"),
        ({"indeks": [{"kode": "X", "unsur": [{"kode": "A b", "nama": "n", "pernyataan": "p"}]}]}, "indeks 1 unsur 1"),
        ({"nama": {"fr": "x"}}, "kuesioner nama"),
        ({"kode": "../x"}, "kuesioner"),
        ({"konversi": "lain"}, "konversi"),
        ({"profil": [{"kode": "a", "label": "b", "pilihan": [{"kode": "x", "label": "y"}] * 2}]}, "profil 1"),
    ],
)  # fmt: skip
def test_a_broken_questionnaire_names_the_place(ubah, letak):
    isi = next(i for i in isi_bawaan() if i["kode"] == "spak")
    with pytest.raises(KuesionerError) as galat:
        Kuesioner.from_dict(isi | ubah)
    assert str(galat.value).startswith(f"{letak}")


@pytest.mark.parametrize("isi", [None, [], "x", 3])
def test_what_is_no_mapping_is_refused(isi):
    with pytest.raises(KuesionerError):
        Kuesioner.from_dict(isi)
