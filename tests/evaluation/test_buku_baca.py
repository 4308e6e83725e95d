"""The workbook that comes in: our own without loss, the official ones as people have them, and what is refused."""

import datetime as dt
import io
import re
import struct
import zipfile
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from evaluation.buku_kerja.baca import BITA_MAKS, BukuDitolak, periksa_buku
from evaluation.buku_kerja.bentuk import SUSUNAN, Bentuk, letak
from evaluation.buku_kerja.selisih import jelaskan_selisih
from evaluation.buku_kerja.teks import teks_sel
from evaluation.scoring import bersihkan_semua, desimal, hitung
from tests.evaluation.buku import (
    baca,
    bagian,
    buku_resmi,
    isi_bagian,
    isi_buku,
    sel_masukan,
    semua_teks,
    tulis,
    ubah,
    ubah_sel,
)
from tests.evaluation.scoring.pembantu import INSTRUMEN, kasus_bersama, lembar, terbaik

BENTUK = list(Bentuk)
TEKS = st.text(st.characters(codec="utf-8"), max_size=60)
KODE = [p.kode for p in INSTRUMEN.semua_pertanyaan]


@cache
def polos():
    """An empty sheet in the older layout."""
    return tulis(isi_buku())


# There and back -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bentuk", BENTUK)
@settings(deadline=None, max_examples=4, suppress_health_check=list(HealthCheck))
@given(unit=lembar(), tpi=lembar(), catatan=st.dictionaries(st.sampled_from(KODE), TEKS, max_size=5))
def test_what_goes_out_comes_back_unchanged(bentuk, unit, tpi, catatan):
    unit, tpi = bersihkan_semua(INSTRUMEN, unit), bersihkan_semua(INSTRUMEN, tpi)
    isi = isi_buku(unit, tpi, catatan={"unit": catatan, "tpi": dict(reversed(catatan.items()))})

    buku = baca(tulis(isi, bentuk))

    assert buku.bentuk == bentuk
    assert (buku.jawaban("unit"), buku.jawaban("tpi")) == (unit, tpi)
    assert len(buku.isian) == 2 * len(INSTRUMEN.kode_masukan)
    ada = {(c.lapis, c.kode): c.teks for c in buku.catatan}
    assert ada == {(lapis, k): teks_sel(catatan.get(k, "")) for lapis in ("unit", "tpi") for k in KODE}
    assert buku.peringatan == ()
    assert buku.cap == isi.cap
    for lapis, jawaban in (("unit", unit), ("tpi", tpi)):
        assert abs(float(buku.total_berkas[lapis]) - float(hitung(INSTRUMEN, jawaban).total)) < 1e-9


# The official workbooks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nama", "kasus"),
    [
        ("kosong", "semua_kosong"),
        ("acak_2021", "acak_2021"),
        ("ambang_wbk_total_75", "ambang_wbk_total_75"),
        ("belum_lengkap", "belum_lengkap"),
    ],
)
def test_the_official_workbooks_give_the_answers_and_scores_of_their_worked_cases(nama, kasus):
    buku = baca(buku_resmi(nama))
    benar = next(k for k in kasus_bersama() if k["id"] == kasus)
    assert buku.jawaban("unit") == bersihkan_semua(INSTRUMEN, benar["jawaban"])
    assert format(desimal(hitung(INSTRUMEN, buku.jawaban("unit")).total), "f") == benar["harapan"]["total"]
    assert not [i for i in buku.isian if i.galat]
    assert buku.cap is None


def test_the_total_of_a_copy_with_its_fault_is_explained():
    buku = baca(buku_resmi("acak_2021"))
    pesan = jelaskan_selisih(INSTRUMEN, buku.jawaban("unit"), buku.total_berkas["unit"])
    assert pesan == (
        "Nilai total di berkas 55,0497, sedangkan dari jawabannya 55,3999: rumus di berkas hanya memakai laporan LHKPN "
        "dan mengabaikan laporan Non LHKPN. Yang dipakai hitungan portal."
    )
    sama = baca(buku_resmi("ambang_wbk_total_75"))
    assert jelaskan_selisih(INSTRUMEN, sama.jawaban("unit"), sama.total_berkas["unit"]) == ""


def test_a_mean_over_answered_questions_only_and_an_old_total_are_told_apart():
    isi = terbaik() | {"A.I.1.i.b": "C"}
    del isi["A.I.1.i.a"]
    # Two questions of weight 0.5: the portal counts the empty one, a copy does not.
    total = hitung(INSTRUMEN, isi).total
    terisi = jelaskan_selisih(INSTRUMEN, terbaik() | {"A.I.1.i.a": ""}, str(float(total)))
    assert "dihitung ulang" in terisi
    isi = terbaik()
    del isi["A.I.1.i.a"]
    assert "yang terisi saja, tanpa yang kosong" in jelaskan_selisih(INSTRUMEN, isi, "100")
    assert "tidak menampilkan nilai total" in jelaskan_selisih(INSTRUMEN, isi, None)
    assert jelaskan_selisih(INSTRUMEN, {}, None) == ""


# As people have them --------------------------------------------------------------------------------------------------


def pindah(berkas, lembar_nama, tangan):
    return ubah(berkas, lambda buku: tangan(buku[lembar_nama]))


def tanpa_kode(ws):
    """As from elsewhere: nothing of ours beside the rows."""
    for n in range(1, ws.max_row + 1):
        ws.cell(n, 1).value = n


JAWABAN_UJI = bersihkan_semua(INSTRUMEN, {k: v for n, (k, v) in enumerate(terbaik().items()) if n % 7})


def geser(ws):
    ws.insert_rows(60, 2)
    ws.insert_rows(1, 4)
    ws.title = "LKE RSUD final (2)"


def kolom_baru(ws):
    ws.insert_cols(13 if ws.title == "Jawaban" else 16, 1)
    ws.insert_cols(1, 2)


@pytest.mark.parametrize("bentuk", BENTUK)
@pytest.mark.parametrize(
    ("tangan", "kode"),
    [(geser, False), (kolom_baru, False), (lambda ws: (kolom_baru(ws), geser(ws)), True)],
    ids=["baris dan nama", "kolom", "semuanya, berkode"],
)
def test_moved_rows_and_columns_are_found_again(bentuk, tangan, kode):
    def semua(buku):
        ws = buku[SUSUNAN[bentuk].lembar]
        if not kode:
            tanpa_kode(ws)
            ws.cell(SUSUNAN[bentuk].baris_kepala, 1).value = "No"
        ws.merged_cells.ranges = set()  # openpyxl leaves them where they were
        tangan(ws)

    buku = baca(ubah(tulis(isi_buku(JAWABAN_UJI), bentuk), semua))
    ada = buku.jawaban("unit")
    assert {k: (ada.get(k), v) for k, v in JAWABAN_UJI.items() if ada.get(k) != v} == {}
    assert ada.keys() == JAWABAN_UJI.keys()


def test_without_a_heading_nothing_is_taken_for_another_and_what_is_not_found_is_told():
    def tangan(ws):
        tanpa_kode(ws)
        ws["A2"] = "No"
        ws.merged_cells.ranges = set()
        ws.delete_rows(5, 1)

    buku = baca(pindah(tulis(isi_buku(JAWABAN_UJI)), "LKE ZI", tangan))
    ada = buku.jawaban("unit")
    assert ada.items() <= JAWABAN_UJI.items()
    hilang = JAWABAN_UJI.keys() - ada.keys()
    assert len(hilang) < 12
    pesan = " ".join(p.pesan for p in buku.peringatan)
    assert not [k for k in hilang if f"untuk {k} " not in pesan]


def test_words_find_a_row_where_neither_code_nor_numbering_nor_number_does():
    berkas = tulis(isi_buku({"A.I.3.i.a": "Ya"}))
    baris = letak(INSTRUMEN, Bentuk.LKE_ZI).simpul["A.I.3.i.a"]

    def tangan(ws):
        tanpa_kode(ws)
        ws["A2"] = "No"
        ws[f"F{baris}"] = None
        ws.insert_rows(40, 3)
        ws.merged_cells.ranges = set()

    buku = baca(pindah(berkas, "LKE ZI", tangan))
    assert buku.jawaban("unit") == {"A.I.3.i.a": "Ya"}


def test_a_row_that_is_not_there_is_told_and_nothing_is_taken_for_it():
    baris = letak(INSTRUMEN, Bentuk.LKE_ZI).simpul["A.I.3.i.a"]

    def tangan(ws):
        for n in range(1, 12):
            ws.cell(baris, n).value = None

    buku = baca(pindah(tulis(isi_buku(terbaik())), "LKE ZI", tangan))
    assert buku.jawaban("unit").keys() == terbaik().keys() - {"A.I.3.i.a"}
    assert [p.pesan for p in buku.peringatan if "A.I.3.i.a" in p.pesan and "tidak ditemukan" in p.pesan]


PILIHAN, TIGA, INDEKS, CACAH = "A.I.1.i.a", "A.I.1.i.b", "B.I.a", "A.II.1.i.a.1"


@pytest.mark.parametrize(
    ("masukan", "isi", "nilai"),
    [
        (PILIHAN, "ya", "Ya"),
        (PILIHAN, " YA ", "Ya"),
        (PILIHAN, "Ya.", "Ya"),
        (PILIHAN, "Tidak\u00a0", "Tidak"),
        (PILIHAN, True, "Ya"),
        (PILIHAN, "Blm Diisi", None),
        (PILIHAN, "belum diisi", None),
        (PILIHAN, "-", None),
        (TIGA, "a", "A"),
        (TIGA, "(b)", "B"),
        (TIGA, "c.", "C"),
        (TIGA, "B. Jika sebagian menggunakan prosedur", "B"),
        (CACAH, 12, 12),
        (CACAH, 12.0, 12),
        (CACAH, " 12 ", 12),
        (CACAH, 0, 0),
        (CACAH, "0", 0),
        (CACAH, "", None),
        (INDEKS, 3.6, "3.6"),
        (INDEKS, "3,60", "3.6"),
        (INDEKS, 4, "4"),
    ],
)
def test_what_people_type_is_understood(masukan, isi, nilai):
    berkas = ubah_sel(polos(), {sel_masukan(Bentuk.LKE_ZI, masukan): isi})
    sel = next(i for i in baca(berkas).isian if i.masukan == masukan)
    assert (sel.nilai, sel.galat) == (nilai, "")
    assert (sel.lembar, sel.alamat) == ("LKE ZI", sel_masukan(Bentuk.LKE_ZI, masukan))


@pytest.mark.parametrize(
    ("masukan", "isi", "galat"),
    [
        (PILIHAN, "mungkin", "Pilih salah satu: Ya, atau Tidak."),
        (PILIHAN, 1, "Pilih salah satu: Ya, atau Tidak."),
        (TIGA, "D", "Pilih salah satu: A, B, atau C."),
        (CACAH, "dua belas", "bilangan bulat"),
        (CACAH, 1.5, "bilangan bulat"),
        (CACAH, -1, "bilangan bulat"),
        (CACAH, 10**12, "periksa lagi jumlahnya"),
        (INDEKS, 88.31, "dikonversi"),
        (INDEKS, "baik", "Isi dengan angka 0 sampai 4"),
        (INDEKS, dt.date(2026, 4, 3), "berformat tanggal"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(masukan, isi, galat):
    berkas = ubah_sel(polos(), {sel_masukan(Bentuk.LKE_ZI, masukan): isi})
    sel = next(i for i in baca(berkas).isian if i.masukan == masukan)
    assert sel.nilai is None
    assert galat in sel.galat
    assert not sel.kosong


def test_a_formula_as_answer_gives_its_cached_value_with_a_warning_or_an_error_without():
    alamat = sel_masukan(Bentuk.LKE_ZI, CACAH)
    berkas = ubah_sel(tulis(isi_buku({CACAH: 5})), {alamat: "=2+3"})
    kosong = next(i for i in baca(berkas).isian if i.masukan == CACAH)
    assert "rumus tanpa hasil" in kosong.galat

    asal = isi_bagian(berkas, "xl/worksheets/sheet1.xml")
    isi, n = re.subn(rb"<f>2\+3</f><v ?/?>(</v>)?", b"<f>2+3</f><v>5</v>", asal)
    assert n == 1
    dengan = bagian(berkas, {"xl/worksheets/sheet1.xml": isi})
    buku = baca(dengan)
    assert buku.jawaban("unit")[CACAH] == 5
    assert [p.alamat for p in buku.peringatan if "berupa rumus" in p.pesan] == [alamat]


def test_an_error_in_an_answer_cell_is_an_error_of_ours():
    alamat = sel_masukan(Bentuk.LKE_ZI, CACAH)
    sel = next(i for i in baca(ubah_sel(polos(), {alamat: "#REF!"})).isian if i.masukan == CACAH)
    assert "galat hitungan" in sel.galat


def test_a_percentage_typed_over_is_ignored_with_a_warning():
    soal, isi = "A.II.1.i.a", {"A.II.1.i.a.1": 4, "A.II.1.i.a.2": 2}
    alamat = f"K{letak(INSTRUMEN, Bentuk.LKE_ZI).simpul[soal]}"
    berkas = tulis(isi_buku(isi))

    def awas(nilai, asal=berkas):
        buku = baca(ubah_sel(asal, {alamat: nilai}))
        assert {k: v for k, v in buku.jawaban("unit").items() if k in isi} == (isi if asal is berkas else {})
        return [p.pesan for p in buku.peringatan if p.alamat == alamat]

    assert awas(0.5) == awas("50%") == awas("0,5") == []
    assert ["tidak sama dengan angka pembentuknya" in p for p in awas(0.9)] == [True]
    assert ["belum lengkap" in p for p in awas(0.9, polos())] == [True]


def test_a_sum_typed_over_is_held_against_its_parts():
    isi = dict.fromkeys((f"A.II.5.iii.b.{n}" for n in range(1, 5)), 3)
    baris = letak(INSTRUMEN, Bentuk.LKE_ZI).turunan["A.II.5.iii.b.1", "A.II.5.iii.b.2", "A.II.5.iii.b.3"]
    berkas = tulis(isi_buku(isi))
    assert [p for p in baca(ubah_sel(berkas, {f"K{baris}": 9})).peringatan if p.alamat] == []
    assert [p.alamat for p in baca(ubah_sel(berkas, {f"K{baris}": 48})).peringatan] == [f"K{baris}"]


def test_one_merged_cell_over_two_answers_gives_one_and_says_so():
    def tangan(buku):
        buku["LKE ZI"].merge_cells("K8:K9")

    buku = baca(ubah(tulis(isi_buku({PILIHAN: "Ya", TIGA: "A"})), tangan))
    assert buku.jawaban("unit") == {PILIHAN: "Ya"}
    assert [p.alamat for p in buku.peringatan if "gabungan" in p.pesan] == ["K8"]


def test_proof_is_read_with_its_address_from_text_or_from_behind_the_cell():
    def tangan(ws):
        ws["P8"] = "SK Tim https://contoh.go.id/sk\nNotula"
        ws["P9"], ws["Q9"] = "Laporan", "Lihat"
        ws["Q9"].hyperlink = "https://contoh.go.id/laporan"
        ws["Q11"] = "https://contoh.go.id/x"

    buku = baca(pindah(polos(), "LKE ZI", tangan))
    assert [(t.kode, t.judul, t.url, t.alamat) for t in buku.tautan] == [
        ("A.I.1.i.a", "SK Tim", "https://contoh.go.id/sk", "P8"),
        ("A.I.1.i.a", "Notula", "", "P8"),
        ("A.I.1.i.b", "Laporan", "https://contoh.go.id/laporan", "P9"),
        ("A.I.1.ii.a", "https://contoh.go.id/x", "https://contoh.go.id/x", "Q11"),
    ]


def test_a_note_longer_than_the_portal_takes_is_an_error():
    buku = baca(tulis(isi_buku(catatan={"unit": {PILIHAN: "x" * 10_001, TIGA: "y" * 10_000}})))
    galat = {c.kode: c.galat for c in buku.catatan if c.galat}
    assert list(galat) == [PILIHAN]
    assert "paling panjang 10.000" in galat[PILIHAN]


@pytest.mark.parametrize("nilai", ["", "0", "x", "9" * 40, "-1", "=1"])
@pytest.mark.parametrize("sel", ["B1", "B2", "B4", "B5", "D6"])
def test_a_stamp_that_is_not_whole_counts_for_nothing_or_less(sel, nilai):
    berkas = ubah_sel(tulis(isi_buku({PILIHAN: "Ya"})), {sel: nilai}, "_portal")
    buku = baca(berkas)
    assert buku.jawaban("unit") == {PILIHAN: "Ya"}
    if buku.cap:
        assert buku.cap.lke < 2**63
        assert all(0 <= v < 10**10 for v in buku.cap.versi.get("unit", {}).values())


# Refused --------------------------------------------------------------------------------------------------------------


def bom(baris=0):
    """A sheet of ``baris`` rows that unpacks to far more than it weighs."""
    isi = b"<worksheet><sheetData>" + b'<row r="1"></row>' * baris + b" " * (30 << 20) + b"</sheetData></worksheet>"
    return bagian(polos(), {"xl/worksheets/sheet1.xml": isi})


def lembar_xml(isi):
    return bagian(polos(), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>" + isi})


def lembar_lain():
    buku, keluar = Workbook(), io.BytesIO()
    buku.active.append(["Nama", "NIP"])
    buku.save(keluar)
    return keluar.getvalue()


def luar():
    return bagian(polos(), {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


def makro():
    return bagian(polos(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})


def dtd(nama):
    jahat = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    return bagian(polos(), {nama: jahat})


def sandi_lain():
    asal = isi_bagian(polos(), "xl/worksheets/sheet1.xml").decode()
    return bagian(polos(), {"xl/worksheets/sheet1.xml": asal.encode("utf-16")})


def daftar_isi_raksasa():
    """An archive whose table of contents alone would fill the memory."""
    ekor = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, 18 << 20, 30, 0)
    return b"PK\x03\x04" + b"\0" * (18 << 20) + ekor


def bohong_ukuran():
    """A part that claims to be small, and unpacks to more than it says."""
    berkas = bytearray(bagian(polos(), {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 5_000_000}))
    with zipfile.ZipFile(io.BytesIO(bytes(berkas))) as arsip:
        entri = arsip.getinfo("xl/worksheets/sheet1.xml")
    kepala = berkas.rfind(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<L", berkas, kepala + 24, 400)
    assert entri.file_size > 5_000_000
    return bytes(berkas)


BARIS = "melewati 3.000 baris atau 256 kolom"
JAHAT = {
    "bukan xlsx": ("LKE.csv", lambda: b"a;b", "Yang diterima hanya .xlsx."),
    "nama xls": ("LKE.xls", lambda: b"\xd0\xcf\x11\xe0", "simpan sebagai .xlsx"),
    "nama xlsm": ("LKE.xlsm", makro, "tanpa makro"),
    "tanpa akhiran": ("LKE", lambda: polos(), "Yang diterima hanya .xlsx."),
    "makro berganti nama": ("LKE.xlsx", makro, "berisi makro"),
    "berkata sandi": ("LKE.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 900, "dikunci kata sandi"),
    "kosong": ("LKE.xlsx", lambda: b"", "kosong (0 bita)"),
    "pdf": ("LKE.xlsx", lambda: b"%PDF-1.7\n" + b"x" * 99, "PDF"),
    "html": ("LKE.xlsx", lambda: b"<html><table><tr><td>Jawaban</td></tr></table></html>", "bukan .xlsx"),
    "terpotong": ("LKE.xlsx", lambda: polos()[:-2000], "rusak"),
    "isi lain": ("LKE.xlsx", lambda: polos()[:5000] + b"\0" * 3000 + polos()[8000:], "rusak"),
    "bom": ("LKE.xlsx", bom, "tidak wajar besarnya"),
    "satu juta baris": ("LKE.xlsx", lambda: lembar_xml(b"<row/>" * 1_048_576), BARIS),
    "baris terakhir": ("LKE.xlsx", lambda: lembar_xml(b'<row r="1048576"><c r="A1048576"/></row>'), BARIS),
    "kolom terakhir": ("LKE.xlsx", lambda: lembar_xml(b'<row r="1"><c r="A1"/><c  r = "XFD1"/></row>'), BARIS),
    "kolom tersandi": ("LKE.xlsx", lambda: lembar_xml(b'<row r="1"><c r="&#88;FD1"/></row>'), BARIS),
    "alamat ngawur": ("LKE.xlsx", lambda: lembar_xml(b'<row r="1"><c r="../1"/></row>'), "rusak"),
    "banyak sel": ("LKE.xlsx", lambda: lembar_xml(b"<row>" + b"<c/>" * 130_000 + b"</row>"), "terlalu besar"),
    "banyak teks": (
        "LKE.xlsx",
        lambda: bagian(polos(), {"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * 70_000 + b"</sst>"}),
        "terlalu besar",
    ),
    "tautan luar": ("LKE.xlsx", luar, "mengambil data dari berkas lain"),
    "dtd lembar": ("LKE.xlsx", lambda: dtd("xl/worksheets/sheet1.xml"), "rusak"),
    "dtd teks": ("LKE.xlsx", lambda: dtd("xl/sharedStrings.xml"), "rusak"),
    "dtd di luar": ("LKE.xlsx", lambda: dtd("docProps/core.xml"), "rusak"),
    "lembar berganti nama": (
        "LKE.xlsx",
        lambda: bagian(polos(), {"xl/apa.dat": b'<worksheet><row r="9999999"/></worksheet>'}),
        BARIS,
    ),
    "utf-16": ("LKE.xlsx", sandi_lain, "Tidak ada lembar LKE"),
    "daftar isi raksasa": ("LKE.xlsx", daftar_isi_raksasa, "terlalu besar"),
    "ukuran bohong": ("LKE.xlsx", bohong_ukuran, "rusak"),
    "tanpa lembar LKE": ("LKE.xlsx", lembar_lain, "Tidak ada lembar LKE"),
}


@pytest.mark.parametrize("nama", JAHAT)
def test_what_is_no_workbook_is_refused_with_a_sentence_that_helps(nama):
    judul, buat, kata = JAHAT[nama]
    with pytest.raises(BukuDitolak) as galat:
        baca(buat(), judul)
    assert kata in galat.value.message
    assert galat.value.message.endswith(".")


class Besar(io.BytesIO):
    """A file of 300 MB of which nobody should read a byte."""

    def seek(self, letak, dari=0):
        return 300 << 20 if dari == 2 else super().seek(letak, dari)

    def read(self, *_berapa):
        raise AssertionError("read")


def test_a_huge_file_is_refused_unread():
    with pytest.raises(BukuDitolak, match="paling besar 20 MB"):
        periksa_buku(Besar(), "LKE.xlsx")
    assert BITA_MAKS == 20 << 20


def test_the_questions_must_be_those_of_an_lke():
    def tangan(buku):
        ws = buku["LKE ZI"]
        for n in range(3, ws.max_row + 1):
            for kolom in range(1, 11):
                if ws.cell(n, kolom).__class__.__name__ == "Cell":
                    ws.cell(n, kolom).value = None

    with pytest.raises(BukuDitolak, match="Tidak satu pun pertanyaan LKE dikenali"):
        baca(ubah(polos(), tangan))


def test_pictures_and_settings_of_a_printer_do_no_harm():
    berkas = bagian(
        tulis(isi_buku({PILIHAN: "Ya"})), {"xl/media/image1.png": b"\x89PNG", "xl/printerSettings/a.bin": b"\0"}
    )
    assert baca(berkas).jawaban("unit") == {PILIHAN: "Ya"}
    assert "PNG" in semua_teks(berkas)
