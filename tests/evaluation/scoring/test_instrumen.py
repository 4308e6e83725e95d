"""The shipped instrument is whole, and nothing that isn't whole becomes an instrument."""

import json
from collections import Counter
from fractions import Fraction as F

import pytest

from evaluation.scoring import Instrumen, InstrumenError
from tests.evaluation.scoring.pembantu import INSTRUMEN, isi_mentah, kecil


def test_counts_of_the_regulation():
    jenis = Counter(p.jenis for p in INSTRUMEN.semua_pertanyaan)
    assert jenis == {"ya_tidak": 17, "abc": 36, "abcd": 33, "abcde": 17, "persen": 8, "nilai_0_4": 2}
    assert (len(INSTRUMEN.semua_indikator), len(INSTRUMEN.semua_pertanyaan), len(INSTRUMEN.semua_masukan)) == (
        45,
        113,
        127,
    )


def test_weights_of_the_regulation():
    """PermenPANRB 90/2021 Lampiran II Bab I."""
    bobot = {kode: str(nilai) for kode, nilai in INSTRUMEN.bobot_simpul.items() if kode.count(".") < 2}
    assert bobot == {
        "total": "100",
        "A": "60",
        "B": "40",
        "A.I": "30",
        "A.II": "30",
        "B.I": "45/2",
        "B.II": "35/2",
        "area_1": "8",
        "area_2": "7",
        "area_3": "10",
        "area_4": "10",
        "area_5": "15",
        "area_6": "10",
    }


def test_thresholds_of_the_regulation():
    """PermenPANRB 90/2021 Lampiran II Bab III.A and Tabel 6."""
    ambang = {a.kode: (float(a.minimum["WBK"]), float(a.minimum["WBBM"])) for a in INSTRUMEN.ambang}
    assert ambang == {
        "nilai_total": (75, 85),
        "pengungkit": (40, 48),
        "area_1": (4.8, 6),
        "area_2": (4.2, 5.25),
        "area_3": (6, 7.5),
        "area_4": (6, 7.5),
        "area_5": (9, 11.25),
        "area_6": (6, 7.5),
        "birokrasi_bersih_akuntabel": (18.25, 19.5),
        "survei_anti_korupsi": (15.75, 15.75),
        "capaian_kinerja": (2.5, 3.75),
        "pelayanan_prima": (14, 15.75),
    }


def test_thirteen_pages():
    kode = [b.kode for b in INSTRUMEN.bagian]
    assert kode == [*(f"A.I.{n}" for n in range(1, 7)), *(f"A.II.{n}" for n in range(1, 7)), "B"]
    assert sum((b.bobot for b in INSTRUMEN.bagian), F(0)) == 100
    assert [p for b in INSTRUMEN.bagian for p in b.pertanyaan] == list(INSTRUMEN.semua_pertanyaan)
    hasil = INSTRUMEN.bagian[-1]
    assert (hasil.judul, hasil.aspek, hasil.nomor_area, hasil.bobot) == ("Hasil", None, None, 40)
    reform = INSTRUMEN.bagian_dari("A.II.5.iii.b")
    assert (reform.judul, reform.aspek.kode, reform.nomor_area) == ("Penguatan Pengawasan", "A.II", "5")


def test_every_input_has_its_place_in_the_national_list_and_the_workbook():
    assert sorted(m.soal_id for m in INSTRUMEN.semua_masukan) == list(range(1, 128))
    for tata_letak in ("lke_zi_2022", "jawaban_2026"):
        baris = [m.baris_excel[tata_letak] for m in INSTRUMEN.semua_masukan]
        assert baris == sorted(set(baris))


def test_a_choice_is_its_own_input():
    masukan = INSTRUMEN.pertanyaan("A.I.1.i.a").masukan
    assert [(m.kode, m.tipe, m.soal_id) for m in masukan] == [("A.I.1.i.a", "pilihan", 1)]
    assert INSTRUMEN.pertanyaan_masukan("A.II.5.iii.a.4").kode == "A.II.5.iii.a"


@pytest.mark.parametrize("instrumen", [INSTRUMEN, kecil()], ids=["shipped", "tiny"])
def test_to_dict_and_back_through_json(instrumen):
    kembali = Instrumen.from_dict(json.loads(json.dumps(instrumen.to_dict())))
    assert kembali == instrumen
    assert kembali.to_dict() == instrumen.to_dict()


def test_questions_can_be_kept_in_sets():
    assert len(set(INSTRUMEN.semua_pertanyaan)) == 113
    assert len({INSTRUMEN, kecil(), kecil()}) == 2


def _indikator(isi, aspek=0, area=0, nomor=0):
    return isi["komponen"][0]["aspek"][aspek]["area"][area]["indikator"][nomor]


def _pertanyaan(isi, nomor=0, aspek=0):
    return _indikator(isi, aspek)["pertanyaan"][nomor]


def _rumus(isi):
    return _pertanyaan(isi, aspek=1)["rumus"]


BURUK = {
    "weight of an indikator": (
        lambda i: _indikator(i).update(bobot="0.6"),
        "A.I.1: bobot 4 tidak sama dengan jumlah anaknya 4.1",
    ),
    "weight of a komponen": (
        lambda i: i["komponen"][0].update(bobot="61"),
        "total: bobot 100 tidak sama dengan jumlah anaknya 101",
    ),
    "weight as float": (
        lambda i: _indikator(i).update(bobot=0.5),
        "komponen[0].aspek[0].area[0].indikator[0].bobot: “0.5” bukan angka; "
        "tulis sebagai teks desimal dengan titik, misalnya “0.67”",
    ),
    "negative weight": (
        lambda i: _indikator(i).update(bobot="-1"),
        "komponen[0].aspek[0].area[0].indikator[0].bobot: tidak boleh kurang dari 0",
    ),
    "missing text": (
        lambda i: _pertanyaan(i).pop("teks"),
        "komponen[0].aspek[0].area[0].indikator[0].pertanyaan[0].teks: wajib ada",
    ),
    "unknown key": (
        lambda i: _pertanyaan(i).update(warna="merah"),
        "komponen[0].aspek[0].area[0].indikator[0].pertanyaan[0].warna: kunci ini tidak dikenal",
    ),
    "unknown kind": (
        lambda i: _pertanyaan(i).update(jenis="abcdef"),
        "komponen[0].aspek[0].area[0].indikator[0].pertanyaan[0].jenis: “abcdef” tidak dikenal; "
        "pilih salah satu dari ya_tidak, abc, abcd, abcde, persen, nilai_0_4",
    ),
    "question code twice": (
        lambda i: _pertanyaan(i, 1).update(kode="A.I.1.i.a"),
        "A.I.1.i.a: kode pertanyaan ini dipakai lebih dari sekali",
    ),
    "code of another parent": (
        lambda i: _pertanyaan(i).update(kode="A.I.2.i.a"),
        "A.I.2.i.a: kode harus berawal dengan kode induknya, misalnya A.I.1.i.1",
    ),
    "soal id twice": (
        lambda i: _pertanyaan(i, 1).update(soal_id="1"),
        "1: soal_id ini dipakai lebih dari sekali",
    ),
    "an option gone": (
        lambda i: _pertanyaan(i)["opsi"].pop(),
        "komponen[0].aspek[0].area[0].indikator[0].pertanyaan[0].opsi: "
        "jenis ya_tidak mempunyai opsi Ya, Tidak menurut urutan itu",
    ),
    "options that rise": (
        lambda i: _pertanyaan(i, 1)["opsi"][1].update(nilai="1"),
        "komponen[0].aspek[0].area[0].indikator[0].pertanyaan[1].opsi: nilai opsi harus menurun dari 1 sampai 0",
    ),
    "formula with a strange input": (
        lambda i: _rumus(i).update(penyebut=["A.II.1.i.b.1"]),
        "komponen[0].aspek[1].area[0].indikator[0].pertanyaan[0].rumus.penyebut: "
        "masukan A.II.1.i.b.1 tidak ada pada pertanyaan ini",
    ),
    "ratio without a rule for zero": (
        lambda i: _rumus(i).pop("penyebut_nol"),
        "komponen[0].aspek[1].area[0].indikator[0].pertanyaan[0].rumus.penyebut_nol: wajib ada",
    ),
    "zero rule of unknown origin": (
        lambda i: _rumus(i)["penyebut_nol"].update(dasar="kira-kira"),
        "komponen[0].aspek[1].area[0].indikator[0].pertanyaan[0].rumus.penyebut_nol.dasar: “kira-kira” tidak dikenal; "
        "pilih salah satu dari resmi, kebijakan",
    ),
    "threshold of a node that isn't there": (
        lambda i: i["ambang"][0].update(simpul="C"),
        "ambang nilai_total: simpul C tidak ada",
    ),
    "threshold above its weight": (
        lambda i: i["ambang"][1]["minimum"].update(WBBM="61"),
        "ambang pengungkit WBBM: minimum 61 di luar bobotnya 60",
    ),
    "threshold that isn't its percentage": (
        lambda i: i["ambang"][2]["minimum"].update(WBK="5"),
        "ambang area_1 WBK: minimum bukan 60% dari 8",
    ),
    "threshold that isn't its index": (
        lambda i: i["ambang"][9]["indeks"].update(WBK="3.5"),
        "ambang survei_anti_korupsi WBK: minimum tidak cocok dengan indeks minimumnya",
    ),
    "parent threshold that isn't the sum": (
        lambda i: i["ambang"][8]["minimum"].update(WBK="18.5"),
        "ambang birokrasi_bersih_akuntabel WBK: tidak sama dengan jumlah ambang anaknya 18.25",
    ),
    "WBBM easier than WBK": (
        lambda i: i["ambang"][0]["minimum"].update(WBBM="70"),
        "ambang nilai_total: ambang WBBM tidak boleh lebih rendah daripada WBK",
    ),
    "threshold without WBBM": (
        lambda i: i["ambang"][0]["minimum"].pop("WBBM"),
        "ambang[0].minimum: harus berisi angka untuk WBK dan WBBM",
    ),
    "area without a name": (
        lambda i: i["area"].pop(),
        "area: nomor area 6 tidak cocok dengan kode area pada komponen",
    ),
    "no komponen": (lambda i: i.update(komponen=[]), "komponen: harus berupa daftar yang tidak kosong"),
    "komponen that is a word": (
        lambda i: i.update(komponen=["A"]),
        "komponen[0]: harus berupa pasangan kunci dan isi",
    ),
}


@pytest.mark.parametrize(("rusak", "pesan"), BURUK.values(), ids=BURUK.keys())
def test_a_spoilt_instrument_is_refused_with_its_place(rusak, pesan):
    isi = isi_mentah()
    Instrumen.from_dict(isi)
    rusak(isi)
    with pytest.raises(InstrumenError) as salah:
        Instrumen.from_dict(isi)
    assert str(salah.value) == pesan


@pytest.mark.parametrize("isi", [None, [], "teks", 3])
def test_what_is_no_mapping_is_no_instrument(isi):
    with pytest.raises(InstrumenError) as salah:
        Instrumen.from_dict(isi)
    assert salah.value.jalur == "berkas"
