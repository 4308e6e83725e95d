"""Scores against worked cases, the zero-base table, the gates, and what must hold for any sheet."""

from fractions import Fraction as F
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring import PREDIKAT, JawabanSalah, bersihkan_semua, desimal, harapan, hitung
from tests.evaluation.scoring.pembantu import (
    DASAR,
    INSTRUMEN,
    kasus_bersama,
    kasus_sendiri,
    kecil,
    lembar,
    satu_jawaban,
    terbaik,
    terburuk,
    ubah,
)


@pytest.mark.parametrize("kasus", kasus_sendiri(), ids=lambda k: k["nama"])
def test_worked_case(kasus):
    skor = hitung(INSTRUMEN, ubah(DASAR[kasus["dasar"]](), kasus["ubah"]), telah_wbk=kasus.get("telah_wbk", False))
    for bagian in ("indikator", "area", "aspek", "komponen"):
        nilai = getattr(skor, bagian)
        for kode, angka in kasus.get(bagian, {}).items():
            assert (kode, nilai[kode]) == (kode, F(angka))
    for nomor, (nilai, persen) in kasus.get("area_gabungan", {}).items():
        assert (skor.area_gabungan[nomor].nilai, skor.area_gabungan[nomor].persen) == (F(nilai), F(persen))
    if "total" in kasus:
        assert skor.total == F(kasus["total"])
    if "gagal" in kasus:
        assert {p: list(kode) for p, kode in skor.gagal.items()} == kasus["gagal"]
    if "belum_diisi" in kasus:
        assert (list(skor.belum_diisi), skor.lengkap) == (kasus["belum_diisi"], not kasus["belum_diisi"])
    assert skor.predikat == kasus.get("predikat", skor.predikat)


@pytest.mark.skipif(not kasus_bersama(), reason="the shared worked cases are not at hand")
@pytest.mark.parametrize("kasus", kasus_bersama(), ids=lambda k: k["id"])
def test_shared_worked_case_to_ten_decimals(kasus):
    skor = hitung(INSTRUMEN, bersihkan_semua(INSTRUMEN, kasus["jawaban"]), telah_wbk=kasus["telah_wbk"])
    assert harapan(skor) == kasus["harapan"]


def test_tiny_instrument_worked_by_hand():
    """(1 + 0,5)/2 × 30 = 22,5; 3/4 × 20 = 15; (8 − 5)/8 × 10 = 3,75; 3,6/4 × 17,5 = 15,75; 0,75 × 22,5 = 16,875."""
    isi = {"A.I.1.i.a": "Ya", "A.I.1.i.b": "B", "A.II.1.i.a.1": 4, "A.II.1.i.a.2": 3, "A.II.1.ii.a.1": 8}
    isi |= {"A.II.1.ii.a.2": 5, "B.I.a": "3.60", "B.I.b": "B"}
    skor = hitung(kecil(), isi)
    assert skor.area == {"A.I.1": F("22.5"), "A.II.1": F("18.75")}
    assert (skor.area_gabungan["1"].nilai, skor.area_gabungan["1"].persen) == (F("41.25"), F("68.75"))
    assert (skor.pengungkit, skor.hasil, skor.total) == (F("41.25"), F("32.625"), F("73.875"))
    assert skor.gagal == {"WBK": ("nilai_total",), "WBBM": ("nilai_total", "area_1")}


LHKPN = {f"A.II.5.iii.a.{n}": 0 for n in (1, 2, 3, 4)}


@pytest.mark.parametrize(
    ("kode", "isi", "nilai"),
    [
        ("A.II.1.i.a", {"A.II.1.i.a.1": 0, "A.II.1.i.a.2": 0}, 0),
        ("A.II.1.i.a", {"A.II.1.i.a.1": 0, "A.II.1.i.a.2": 5}, 0),
        ("A.II.1.i.b", {"A.II.1.i.b.1": 0, "A.II.1.i.b.2": 0}, 0),
        ("A.II.4.i.a", {"A.II.4.i.a.1": 0, "A.II.4.i.a.2": 0}, 0),
        ("A.II.6.i.b", {"A.II.6.i.b.1": 0, "A.II.6.i.b.2": 0}, 0),
        ("A.II.5.ii.a", {"A.II.5.ii.a.1": 0, "A.II.5.ii.a.2": 0, "A.II.5.ii.a.3": 0}, 1),
        ("A.II.5.iii.a", LHKPN, 1),
        ("A.II.5.iii.b", {f"A.II.5.iii.b.{n}": 0 for n in (1, 2, 3, 4)}, 1),
        ("A.II.3.iii.a", {"A.II.3.iii.a.1": 0, "A.II.3.iii.a.2": 0, "A.II.3.iii.a.3": 0}, 1),
        ("A.II.3.iii.a", {"A.II.3.iii.a.1": 0, "A.II.3.iii.a.2": 3, "A.II.3.iii.a.3": 3}, 0),
        ("A.II.3.iii.a", {"A.II.3.iii.a.1": 3, "A.II.3.iii.a.2": 3, "A.II.3.iii.a.3": 0}, 0),
        ("A.II.3.iii.a", {"A.II.3.iii.a.1": 3, "A.II.3.iii.a.2": 9, "A.II.3.iii.a.3": 0}, 0),
        ("A.II.3.iii.a", {"A.II.3.iii.a.1": 3, "A.II.3.iii.a.2": 0, "A.II.3.iii.a.3": 0}, 1),
        ("A.II.3.iii.a", {"A.II.3.iii.a.1": 3, "A.II.3.iii.a.2": 1, "A.II.3.iii.a.3": 0}, F(2, 3)),
        ("A.II.1.i.a", {"A.II.1.i.a.1": 3, "A.II.1.i.a.2": 7}, 1),
        ("A.II.5.iii.a", LHKPN | {"A.II.5.iii.a.1": 1, "A.II.5.iii.a.3": 6, "A.II.5.iii.a.4": 3}, F(3, 7)),
        ("A.II.5.ii.a", {"A.II.5.ii.a.1": 4, "A.II.5.ii.a.2": 3, "A.II.5.ii.a.3": 1}, F(1, 4)),
    ],
)
def test_ratio_and_zero_base(kode, isi, nilai):
    assert hitung(INSTRUMEN, isi).pertanyaan[kode] == nilai


@pytest.mark.parametrize("kode", [p.kode for p in INSTRUMEN.semua_pertanyaan if len(p.masukan) > 1])
def test_a_count_question_needs_every_input(kode):
    for masukan in INSTRUMEN.pertanyaan(kode).masukan:
        skor = hitung(INSTRUMEN, ubah(terbaik(), {masukan.kode: None}))
        assert (skor.pertanyaan[kode], skor.belum_diisi, skor.lengkap) == (None, (kode,), False)


def test_zero_is_an_answer():
    isi = {"A.II.3.iii.a.1": 0, "A.II.3.iii.a.2": 0, "A.II.3.iii.a.3": 0, "B.I.a": "0"}
    skor = hitung(INSTRUMEN, isi)
    assert (skor.pertanyaan["A.II.3.iii.a"], skor.pertanyaan["B.I.a"]) == (1, 0)
    assert {"A.II.3.iii.a", "B.I.a"}.isdisjoint(skor.belum_diisi)


@pytest.mark.parametrize(
    "isi",
    [
        {"A.I.1.i.z": "Ya"},
        {"A.I.1.i.a": "A"},
        {"A.II.1.i.a.1": -1, "A.II.1.i.a.2": 1},
        {"B.I.a": "4.01"},
        {"B.I.a": "1/3"},
    ],
)
def test_an_answer_that_does_not_fit_is_refused(isi):
    with pytest.raises(JawabanSalah) as salah:
        hitung(INSTRUMEN, isi)
    assert salah.value.kode == next(iter(isi))


# Gates: just below, at, just above -----------------------------------------------------------------------------------

SEMILYAR = 10**9


@pytest.mark.parametrize(("geser", "terpenuhi"), [(-1, False), (0, True), (1, True)])
@pytest.mark.parametrize(
    ("kode", "predikat", "dasar", "penyetel", "tepat"),
    [
        # 4 + x = 4,8: the ratio of agents is worth exactly one point.
        ("area_1", "WBK", {"A.II.1.i.b.2": 0, "A.II.1.ii.a": "E", "A.II.1.iii.a": "D"}, "A.II.1.i.a", F("0.8")),
        # 4 + 1 + x + 0 + 0,67 = 6: one point for ii, two thirds for iii.
        ("area_1", "WBBM", {"A.II.1.i.b.2": 0, "A.II.1.iii.a": "B"}, "A.II.1.i.a", F("0.33")),
        # 5 + 2x + 0 = 6 of 10.
        ("area_4", "WBK", {"A.II.4.ii.a": "D", "A.II.4.iii.a": "D"}, "A.II.4.i.a", F("0.5")),
        # 5 + 2x + 1,5 = 7,5 of 10.
        ("area_4", "WBBM", {"A.II.4.iii.a": "D"}, "A.II.4.i.a", F("0.5")),
        # Hasil 32,25; pengungkit 60 − 5,5 − 3,5 − 3,5 − 3,75 − 0,5 − (1 − x) = 75 − 32,25.
        (
            "nilai_total",
            "WBK",
            {
                "B.I.a": "3.6",
                "B.II.a": "3.2",
                "B.I.b": "C",
                "A.II.5.ii.a.3": 0,
                "A.II.5.i.a": "E",
                "A.II.3.iii.a.1": 1,
                "A.II.3.iii.a.2": 1,
                "A.II.3.i.a": "C",
                "A.II.4.i.a.2": 0,
                "A.II.4.ii.a": "D",
                "A.II.6.ii.a": "D",
                "A.II.6.i.b.2": 0,
                "A.II.2.i.a": "D",
            },
            "A.II.1.i.a",
            F("0.5"),
        ),
    ],
)
def test_gate_edge_by_a_billionth(kode, predikat, dasar, penyetel, tepat, geser, terpenuhi):
    isi = terbaik() | dasar | {f"{penyetel}.1": SEMILYAR, f"{penyetel}.2": int(tepat * SEMILYAR) + geser}
    skor = hitung(INSTRUMEN, isi)
    gerbang = next(g for g in skor.gerbang(predikat) if g.kode == kode)
    selisih = INSTRUMEN.bobot_pertanyaan(penyetel) * geser / SEMILYAR
    assert gerbang.nilai - gerbang.minimum == selisih
    assert (gerbang.terpenuhi, skor.syarat[predikat][kode]) == (terpenuhi, terpenuhi)
    assert gerbang.kurang == max(0, -selisih)


@pytest.mark.parametrize(
    ("indeks", "kode", "wbk", "wbbm"),
    [
        ({"B.I.a": "3.5999999999"}, "survei_anti_korupsi", False, False),
        ({"B.I.a": "3.6"}, "survei_anti_korupsi", True, True),
        ({"B.I.a": "3.6000000001"}, "survei_anti_korupsi", True, True),
        ({"B.II.a": "3.1999999999"}, "pelayanan_prima", False, False),
        ({"B.II.a": "3.2"}, "pelayanan_prima", True, False),
        ({"B.II.a": "3.5999999999"}, "pelayanan_prima", True, False),
        ({"B.II.a": "3.6"}, "pelayanan_prima", True, True),
        ({"B.I.b": "D"}, "capaian_kinerja", False, False),
        ({"B.I.b": "C"}, "capaian_kinerja", True, False),
        ({"B.I.b": "B"}, "capaian_kinerja", True, True),
        ({"B.I.a": "3.6", "B.I.b": "C"}, "birokrasi_bersih_akuntabel", True, False),
        ({"B.I.a": "3.6", "B.I.b": "B"}, "birokrasi_bersih_akuntabel", True, True),
        ({"B.I.a": "3.5999999999", "B.I.b": "C"}, "birokrasi_bersih_akuntabel", False, False),
    ],
)
def test_gate_edge_of_hasil(indeks, kode, wbk, wbbm):
    skor = hitung(INSTRUMEN, terbaik() | indeks, telah_wbk=True)
    assert (skor.syarat["WBK"][kode], skor.syarat["WBBM"][kode]) == (wbk, wbbm)


def test_wbbm_needs_an_earlier_wbk():
    belum, sudah = (hitung(INSTRUMEN, terbaik(), telah_wbk=telah) for telah in (False, True))
    assert (belum.predikat, belum.memenuhi("WBBM"), belum.gagal["WBBM"]) == ("WBK", False, ())
    assert [s.terpenuhi for s in belum.gerbang_tambahan("WBBM")] == [False]
    assert (sudah.predikat, sudah.memenuhi("WBBM"), sudah.memenuhi("WBK")) == ("WBBM", True, True)


def test_area_gate_is_on_both_halves_together():
    """Reform at 1,2 of 4 fails by itself; with pemenuhan at 4 the area holds 65%."""
    isi = {"A.II.1.i.a.1": 5, "A.II.1.i.a.2": 1, "A.II.1.i.b.2": 0, "A.II.1.iii.a": "D"}
    skor = hitung(INSTRUMEN, terbaik() | isi)
    assert (skor.area_gabungan["1"].persen, skor.syarat["WBK"]["area_1"]) == (65, True)
    assert skor.info_area_per_aspek_terpenuhi == {"WBK": False, "WBBM": False}


# What holds for any sheet --------------------------------------------------------------------------------------------


@given(lembar())
def test_every_number_stays_within_its_weight(isi):
    skor = hitung(INSTRUMEN, isi)
    assert all(nilai is None or 0 <= nilai <= 1 for nilai in skor.pertanyaan.values())
    for bagian in (skor.indikator, skor.area, skor.aspek, skor.komponen, {"total": skor.total}):
        assert all(0 <= nilai <= INSTRUMEN.bobot_simpul[kode] for kode, nilai in bagian.items())


@given(lembar())
def test_every_parent_is_the_sum_of_its_children(isi):
    skor = hitung(INSTRUMEN, isi)
    for indikator in INSTRUMEN.semua_indikator:
        capaian = [skor.pertanyaan[p.kode] or F(0) for p in indikator.pertanyaan]
        assert skor.indikator[indikator.kode] == sum(capaian, F(0)) / len(capaian) * indikator.bobot
    for komponen in INSTRUMEN.komponen:
        for aspek in komponen.aspek:
            for area in aspek.area:
                assert skor.area[area.kode] == sum(skor.indikator[i.kode] for i in area.indikator)
            assert skor.aspek[aspek.kode] == sum(skor.indikator[i.kode] for i in aspek.indikator)
        assert skor.komponen[komponen.kode] == sum(skor.aspek[a.kode] for a in komponen.aspek)
    assert skor.pengungkit == sum(a.nilai for a in skor.area_gabungan.values())
    assert skor.total == skor.pengungkit + skor.hasil


@given(lembar(), st.sampled_from([p for p in INSTRUMEN.semua_pertanyaan if p.opsi]))
def test_a_better_option_never_lowers_anything(isi, pertanyaan):
    total = [hitung(INSTRUMEN, isi | {pertanyaan.kode: opsi.kunci}).total for opsi in reversed(pertanyaan.opsi)]
    assert all(a < b for a, b in pairwise(total))


@given(lembar(), st.data())
def test_an_empty_question_never_beats_an_answer(isi, data):
    pertanyaan = data.draw(st.sampled_from(INSTRUMEN.semua_pertanyaan))
    tanpa = {kode: nilai for kode, nilai in isi.items() if kode not in {m.kode for m in pertanyaan.masukan}}
    kosong = hitung(INSTRUMEN, tanpa)
    terisi = hitung(INSTRUMEN, tanpa | data.draw(satu_jawaban(pertanyaan)))
    assert kosong.total <= terisi.total
    assert set(kosong.belum_diisi) == {*terisi.belum_diisi, pertanyaan.kode}
    for predikat in PREDIKAT:
        assert not kosong.memenuhi(predikat) or terisi.memenuhi(predikat)


@given(lembar(), st.randoms(use_true_random=False))
def test_the_order_of_answers_means_nothing(isi, acak):
    urutan = list(isi)
    acak.shuffle(urutan)
    assert hitung(INSTRUMEN, {kode: isi[kode] for kode in urutan}) == hitung(INSTRUMEN, isi)


@given(lembar())
def test_gates_compare_the_exact_value(isi):
    skor = hitung(INSTRUMEN, isi)
    for predikat in PREDIKAT:
        gerbang = skor.gerbang(predikat)
        assert {g.kode: g.terpenuhi for g in gerbang} == skor.syarat[predikat]
        assert all(g.terpenuhi == (g.nilai >= g.minimum) == (g.kurang == 0) for g in gerbang)


@given(lembar())
def test_a_score_survives_its_json(isi):
    skor = hitung(INSTRUMEN, isi)
    isi_json = harapan(skor)
    assert isi_json["total"] == f"{desimal(skor.total)}"
    assert abs(F(isi_json["total"]) - skor.total) <= F(1, 2 * 10**10)
    assert isi_json["lengkap"] == (not isi_json["belum_diisi"])


def test_best_and_worst_are_the_ends():
    assert hitung(INSTRUMEN, terbaik()).total == 100
    assert hitung(INSTRUMEN, terburuk()).total == 0


@pytest.mark.parametrize(
    ("angka", "tempat", "teks"),
    [
        (F(2, 3), 10, "0.6666666667"),
        (F("0.005"), 2, "0.01"),
        (F("74.995"), 2, "75.00"),
        (F("74.99499"), 2, "74.99"),
        (F("-0.005"), 2, "-0.01"),
        (F(0), 10, "0.0000000000"),
        (F(100), 0, "100"),
    ],
)
def test_rounding_is_half_up_from_the_exact_value(angka, tempat, teks):
    assert format(desimal(angka, tempat), "f") == teks
