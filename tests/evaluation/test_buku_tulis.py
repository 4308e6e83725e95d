"""The workbook that goes out: rows and columns of the official one, formulas that give our scores, text that stays
text, and nothing of a layer the reader may not see."""

import io
import os
import random
import re
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from evaluation.buku_kerja.bentuk import SUSUNAN, Bentuk, letak
from evaluation.buku_kerja.teks import SEL_TERPANJANG, teks_sel
from evaluation.scoring import bersihkan_semua, hitung
from tests.evaluation.buku import (
    baca,
    buku_resmi,
    hitung_ulang,
    isi_bagian,
    isi_buku,
    semua_teks,
    tanpa_soffice,
    tulis,
)
from tests.evaluation.scoring.pembantu import INSTRUMEN, kecil, terbaik, terburuk

BENTUK = list(Bentuk)
# Random sheets that are recalculated for each layout; a hundred by hand, a few in every run.
ACAK = int(os.environ.get("BUKU_ACAK", "3"))


def acak(benih, instrumen=INSTRUMEN):
    """A sheet of any answers, some left out, with zeros where a ratio has its base."""
    r = random.Random(benih)
    luas = r.choice([0, 0.05, 0.3, 0.9])
    isi = {}
    for p in instrumen.semua_pertanyaan:
        for m in p.masukan:
            if r.random() < luas:
                continue
            if p.opsi:
                isi[m.kode] = r.choice(p.opsi).kunci
            elif m.tipe == "desimal":
                isi[m.kode] = str(r.randint(0, 4000) / 1000)
            else:
                isi[m.kode] = r.choice([0, 0, 1, 2, 7, 31, 10**9])
    return bersihkan_semua(instrumen, isi)


def lembar(berkas, nama, **pilihan):
    return load_workbook(io.BytesIO(berkas), **pilihan)[nama]


# Where things stand ---------------------------------------------------------------------------------------------------


def test_rows_are_those_of_the_official_workbook():
    resmi = lembar(buku_resmi("kosong"), "LKE ZI")
    kita = lembar(tulis(isi_buku()), "LKE ZI")
    for b in letak(INSTRUMEN, Bentuk.LKE_ZI).baris:
        if b.jenis in {"komponen", "aspek", "area"}:
            assert kita.cell(b.nomor, 3 + b.tingkat).value.lower() == resmi.cell(b.nomor, 3 + b.tingkat).value.lower()
        if b.jenis == "pertanyaan" and not b.penuh:
            assert resmi.cell(b.nomor, 7).value, b.kode
        if (bobot := resmi.cell(b.nomor, 8).value) is not None:
            assert kita.cell(b.nomor, 8).value == pytest.approx(bobot), b.kode
        # Where the official one computes a score, ours does; what is typed there is typed here.
        hitung_resmi = str(resmi.cell(b.nomor, 12).value or "").startswith("=")
        if hitung_resmi and b.jenis not in {"masukan", "turunan"}:
            assert kita.cell(b.nomor, 12).value.startswith("="), b.nomor


@pytest.mark.parametrize(
    ("bentuk", "area", "akhir"),
    [
        (Bentuk.LKE_ZI, [6, 23, 36, 61, 75, 100, 126, 138, 148, 158, 167, 190], (198, 206, 208)),
        (Bentuk.JAWABAN, [4, 21, 34, 59, 73, 97, 123, 135, 145, 155, 164, 187], (195, 203, 204)),
    ],
)
def test_headings_and_totals_fall_on_the_rows_of_the_layout(bentuk, area, akhir):
    baris = letak(INSTRUMEN, bentuk)
    assert [b.nomor for b in baris.baris if b.jenis == "area"] == area
    assert tuple(baris.simpul[k] for k in ("total_A", "total_B", "total")) == akhir


def test_an_instrument_without_rows_is_written_one_row_after_another():
    instrumen = kecil()
    nomor = [b.nomor for b in letak(instrumen, Bentuk.JAWABAN).baris]
    assert nomor == sorted(set(nomor))
    isi = acak(3, instrumen)
    buku = baca(tulis(isi_buku(isi, instrumen=instrumen), Bentuk.JAWABAN), instrumen=instrumen)
    assert buku.jawaban("unit") == isi


@pytest.mark.parametrize("bentuk", BENTUK)
def test_every_formula_carries_a_value_and_none_is_an_error(bentuk):
    berkas = tulis(isi_buku(acak(5), acak(6)), bentuk)
    jumlah = 0
    for n in (1, 2, 3):
        isi = isi_bagian(berkas, f"xl/worksheets/sheet{n}.xml") if f"sheet{n}.xml" in semua_nama(berkas) else b""
        jumlah += len(re.findall(rb"<f>", isi))
        assert not re.findall(rb"</f></c>|</f><v></v>|<v>#", isi)
    assert jumlah > 400


def semua_nama(berkas):
    import zipfile

    return " ".join(zipfile.ZipFile(io.BytesIO(berkas)).namelist())


@pytest.mark.parametrize("bentuk", BENTUK)
def test_answers_can_be_typed_and_formulas_are_protected_without_a_password(bentuk):
    ws = (
        lembar(tulis(isi_buku()), "LKE ZI") if bentuk is Bentuk.LKE_ZI else lembar(tulis(isi_buku(), bentuk), "Jawaban")
    )
    kolom = SUSUNAN[bentuk].kolom["unit"]
    assert ws.protection.sheet
    assert not ws.protection.password
    for b in letak(INSTRUMEN, bentuk).baris:
        sel = ws[f"{kolom.jawaban}{b.nomor}"]
        assert sel.protection.locked is not (b.masukan is not None), sel.coordinate
        if b.jenis == "pertanyaan":
            assert not ws[f"{kolom.catatan}{b.nomor}"].protection.locked
            assert ws[f"{kolom.nilai}{b.nomor}"].protection.locked


def test_programs_offer_the_options_and_refuse_other_numbers():
    ws = lembar(tulis(isi_buku()), "LKE ZI")
    aturan = {str(s): dv for dv in ws.data_validations.dataValidation for s in dv.sqref.ranges}
    assert aturan["K8"].formula1 == '"Ya,Tidak"'
    assert aturan["K26"].formula1 == '"A,B,C,D,E"'
    assert (aturan["K129"].type, aturan["K129"].formula1) == ("whole", "0")
    assert (aturan["K202"].type, aturan["K202"].formula1, aturan["K202"].formula2) == ("decimal", "0", "4")
    assert ws.freeze_panes == "A3"
    assert ws.print_title_rows == "$1:$2"


# Text -----------------------------------------------------------------------------------------------------------------

KENARI = [
    "=1+1",
    '=HYPERLINK("http://jahat.example";"klik")',
    "+62 811",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    "'=1+1",
    "dua\nbaris\r\ndan tiga",
    "kendali \x00\x01\x0b\x1f hilang",
    "_x0041_ tetap",
    "<b>&amp;</b> ]]> 😀 é",
    "  tepi  ",
    "x" * (SEL_TERPANJANG + 500),
    "😀" * SEL_TERPANJANG,
]


@pytest.mark.parametrize("bentuk", BENTUK)
@pytest.mark.parametrize("teks", KENARI, ids=range(len(KENARI)))
def test_a_note_is_written_as_text_whatever_it_begins_with(bentuk, teks):
    isi = isi_buku({}, {}, catatan={"unit": {"A.I.1.i.a": teks}, "tpi": {"B.I.a": teks}})
    berkas = tulis(isi, bentuk)
    kita = tulis(isi_buku({}, {}), bentuk)
    for n in (1, 2):
        rumus = [len(re.findall(rb"<f>", isi_bagian(b, f"xl/worksheets/sheet{n}.xml"))) for b in (berkas, kita)]
        assert rumus[0] == rumus[1]
    ada = {(c.lapis, c.kode): c.teks for c in baca(berkas).catatan if c.teks}
    assert ada == {("unit", "A.I.1.i.a"): teks_sel(teks), ("tpi", "B.I.a"): teks_sel(teks)}


@pytest.mark.parametrize("bentuk", BENTUK)
def test_names_and_proof_are_text_too_and_a_long_list_says_what_it_leaves_out(bentuk):
    bukti = [(f"=cmd|' /C calc'!A{n} {'panjang ' * 20}", "https://contoh.go.id/a") for n in range(300)]
    isi = isi_buku(bukti={"A.I.1.i.a": bukti, "A.I.1.i.b": [("Notula", "")]})
    berkas = tulis(isi, bentuk)
    assert b"<f>=" not in isi_bagian(berkas, "xl/worksheets/sheet1.xml")
    assert "lainnya, lihat di portal" in semua_teks(berkas)
    assert ("A.I.1.i.b", "Notula", "") in {(t.kode, t.judul, t.url) for t in baca(berkas).tautan}


# What is not for the reader -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bentuk", BENTUK)
def test_nothing_of_tpi_is_in_the_file_of_who_may_not_read_it(bentuk):
    tpi, catatan = {"B.I.a": "3.14159"}, {"unit": {"A.I.1.i.a": "KENARI-UNIT"}, "tpi": {"A.I.1.i.a": "KENARI-TPI"}}
    boleh = semua_teks(tulis(isi_buku({}, tpi, catatan=catatan), bentuk))
    assert "KENARI-TPI" in boleh
    assert "3.14159" in boleh

    tidak = semua_teks(tulis(isi_buku({}, tpi, catatan=catatan, terlihat_tpi=False), bentuk))
    assert "KENARI-UNIT" in tidak
    assert "KENARI-TPI" not in tidak
    assert "3.14159" not in tidak


def test_the_stamp_is_out_of_sight_and_comes_back():
    isi = isi_buku({"A.I.1.i.a": "Ya"})
    berkas = tulis(isi)
    assert load_workbook(io.BytesIO(berkas))["_portal"].sheet_state == "veryHidden"
    assert baca(berkas).cap == isi.cap


# The same numbers when a spreadsheet calculates -----------------------------------------------------------------------


def kasus():
    """Sheets at the edges, then random ones."""
    return [terbaik(), terburuk(), {}] + [acak(n) for n in range(ACAK)]


def nilai_sel(ws, alamat):
    isi = ws[alamat].value
    return Fraction(0) if isinstance(isi, str) else Fraction(isi)


def bandingkan(ws, bentuk, lapis, skor):
    """Every question, indikator, area, aspek and total of a layer against ours."""
    kolom = SUSUNAN[bentuk].kolom[lapis].nilai
    for b in letak(INSTRUMEN, bentuk).baris:
        if b.jenis in {"masukan", "turunan", "judul"}:
            continue
        kita = skor.pertanyaan[b.kode] if b.jenis == "pertanyaan" else skor.nilai_simpul(b.kode.removeprefix("total_"))
        if b.jenis == "pertanyaan" and kita is None:
            assert ws[f"{kolom}{b.nomor}"].value == "Blm Diisi"
            continue
        if b.penuh:
            kita = skor.indikator[b.indikator.kode]
        beda = abs(nilai_sel(ws, f"{kolom}{b.nomor}") - kita)
        assert beda < Fraction(1, 10**10), (b.kode, kita, ws[f"{kolom}{b.nomor}"].value)


def bandingkan_ambang(ws, skor, tujuan):
    """Each “OK” of the summary against our gates. Rows by what stands in column B."""
    gerbang = {g.simpul: g for g in skor.gerbang(tujuan)}
    simpul = [
        *(f"area_{a.nomor}" for a in INSTRUMEN.area),
        "A",
        "B.I",
        "B.I.a",
        "B.I.b",
        "B.II",
        "B.II.a",
        "B",
        "total",
    ]
    baris = [n for n in range(6, ws.max_row + 1) if ws[f"H{n}"].value is not None]
    assert len(baris) == len(simpul)
    for n, kode in zip(baris, simpul, strict=True):
        assert abs(Fraction(ws[f"K{n}"].value) - skor.nilai_simpul(kode)) < Fraction(1, 10**10)
        if kode in gerbang:
            assert ws[f"M{n}"].value == ("OK" if gerbang[kode].terpenuhi else "Tidak Lulus"), kode
        else:
            assert ws[f"M{n}"].value is None


@tanpa_soffice
@pytest.mark.parametrize("bentuk", BENTUK)
def test_libreoffice_calculates_exactly_our_scores(tmp_path, bentuk):
    semua = kasus()
    tujuan = ["WBK" if n % 2 else "WBBM" for n in range(len(semua))]
    # The other layer has the neighbour's answers, so that a column taken for the other one shows.
    pasangan = [(isi, semua[n - 1]) for n, isi in enumerate(semua)]
    hasil = hitung_ulang(
        tmp_path, [tulis(isi_buku(u, t, tujuan=tuj), bentuk) for (u, t), tuj in zip(pasangan, tujuan, strict=True)]
    )
    for (unit, tpi), tuju, berkas in zip(pasangan, tujuan, hasil, strict=True):
        buku = load_workbook(io.BytesIO(berkas), data_only=True)
        for ws in buku.worksheets:
            assert not [s.coordinate for baris in ws.iter_rows() for s in baris if s.data_type == "e"]
        ws = buku[SUSUNAN[bentuk].lembar]
        skor = {"unit": hitung(INSTRUMEN, unit), "tpi": hitung(INSTRUMEN, tpi)}
        for lapis, satu in skor.items():
            bandingkan(ws, bentuk, lapis, satu)
        ringkas = buku["Ambang" if bentuk is Bentuk.LKE_ZI else "Utama"]
        bandingkan_ambang(ringkas, skor["unit" if bentuk is Bentuk.LKE_ZI else "tpi"], tuju)
        # A program that saves the file again keeps all that an import needs.
        ulang = baca(berkas)
        assert (ulang.jawaban("unit"), ulang.jawaban("tpi")) == (unit, tpi)
        assert ulang.cap is not None
        assert not [p for p in ulang.peringatan if p.alamat]
