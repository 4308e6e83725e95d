"""Files are told apart by content, refused with a way out, scanned, and served so that they cannot act."""

from __future__ import annotations

import io
import re
import resource
import struct
import time
import unicodedata
import zlib

import pikepdf
import pytest
from django.core.files import File

from tests import berkas as buat
from zi_portal.common import berkas
from zi_portal.common.berkas import BerkasDitolak


def periksa(isi: bytes, nama: str) -> str:
    return berkas.periksa(io.BytesIO(isi), nama).kunci


def ditolak(isi: bytes, nama: str) -> str:
    with pytest.raises(BerkasDitolak) as galat:
        berkas.periksa(io.BytesIO(isi), nama)
    return galat.value.message


# --- What is taken ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("isi", "nama", "kunci"),
    [
        (buat.pdf(), "SK Tim.PDF", "pdf"),
        (buat.gambar("JPEG"), "foto.jpeg", "jpg"),
        (buat.gambar("JPEG"), "foto.jpg", "jpg"),
        (buat.gambar("PNG"), "layar.png", "png"),
        (buat.gambar("WEBP"), "foto.webp", "webp"),
        (buat.ooxml("docx"), "notula.docx", "docx"),
        (buat.ooxml("xlsx"), "rekap.xlsx", "xlsx"),
        (buat.ooxml("pptx"), "paparan.pptx", "pptx"),
        (b"nama;jumlah\nSurat keluar;12\n", "rekap.csv", "csv"),
        ("nama;jumlah\nKafé;12\n".encode("cp1252"), "dari excel.csv", "csv"),
        ("Catatan rapat – butir 1".encode(), "catatan.txt", "txt"),
        (buat.mp4(), "profil.mp4", "mp4"),
    ],
)
def test_each_accepted_kind_is_known_by_its_content(isi, nama, kunci):
    assert periksa(isi, nama) == kunci


def test_a_workbook_of_openpyxl_and_a_pdf_of_weasyprint_are_taken():
    import openpyxl
    from weasyprint import HTML

    keluar = io.BytesIO()
    openpyxl.Workbook().save(keluar)
    assert periksa(keluar.getvalue(), "rekap.xlsx") == "xlsx"
    assert (
        periksa(HTML(string="<h1>Laporan</h1><a href='https://contoh.go.id'>tautan</a>").write_pdf(), "a.pdf") == "pdf"
    )


def test_ordinary_pdf_actions_are_taken():
    def ubah(pdf):
        halaman = pdf.pages[0].obj
        pdf.Root.OpenAction = pikepdf.Array([halaman, pikepdf.Name.Fit])
        aksi = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://contoh.go.id"))
        kotak = pikepdf.Array([0, 0, 10, 10])
        halaman.Annots = pikepdf.Array(
            [pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=kotak, A=aksi)]
        )

    assert periksa(buat.pdf(ubah=ubah), "a.pdf") == "pdf"


def test_a_pdf_that_only_limits_printing_is_taken():
    terbatas = buat.pdf(encryption=pikepdf.Encryption(owner="pemilik", user=""))
    assert periksa(terbatas, "a.pdf") == "pdf"


# --- What is refused, and the way out --------------------------------------------------------------------------------

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\0" * 200


@pytest.mark.parametrize(
    "isi", [HTML, SVG, EXE, b"PK\x03\x04 bukan apa-apa", b"GIF89a<script>", b"\x7fELF\x02\x01\x01"]
)
@pytest.mark.parametrize("akhiran", sorted(berkas.JENIS_AKHIRAN))
def test_hostile_content_passes_under_no_accepted_name(isi, akhiran):
    pesan = ditolak(isi, f"laporan.{akhiran}")
    assert pesan.endswith(".")
    assert re.search(r"lagi\.|PDF-nya\.|Ganti menjadi", pesan)


@pytest.mark.parametrize(
    ("nama", "saran"),
    [
        ("surat.doc", "Simpan sebagai .docx"),
        ("surat.docm", "berisi makro"),
        ("gambar.svg", "Simpan gambar sebagai .png"),
        ("halaman.html", "Cetak halaman itu ke PDF"),
        ("arsip.zip", "Keluarkan isinya"),
        ("foto.heic", "Simpan foto sebagai .jpg"),
        ("laporan.pdf.exe", "Jenis .exe tidak diterima"),
        ("laporan.pdf.html", "Cetak halaman itu ke PDF"),
        ("laporan", "Nama tanpa akhiran"),
    ],
)
def test_a_name_of_another_kind_is_refused_with_the_way_out(nama, saran):
    assert saran in ditolak(buat.pdf(), nama)


@pytest.mark.parametrize(
    ("isi", "nama", "kata"),
    [
        (b"", "kosong.pdf", "kosong"),
        (buat.gambar("PNG"), "laporan.pdf", "Isi berkas ini Gambar"),
        (buat.pdf(), "laporan.docx", "Isi berkas ini PDF, padahal namanya berakhiran .docx. Ganti menjadi .pdf."),
        (buat.ooxml("xlsx"), "laporan.docx", "rusak atau bukan .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "rahasia.xlsx", "dikunci kata sandi"),
        (b"%PDF-1.7\nbukan pdf", "a.pdf", "PDF ini rusak"),
        (HTML + buat.pdf(), "poliglot.pdf", "bukan .pdf"),
        (buat.pdf(encryption=pikepdf.Encryption(owner="a", user="b")), "a.pdf", "PDF ini dikunci kata sandi"),
        (buat.gambar("PNG")[:-20], "a.png", "Gambar ini rusak"),
        (buat.gambar("JPEG", (600, 600))[:-400], "a.jpg", "Gambar ini rusak"),
        (buat.ooxml()[:-30], "a.docx", "rusak"),
        (buat.ooxml(tambahan={"word/vbaProject.bin": b"x"}), "a.docx", "Simpan sebagai .docx tanpa makro"),
        (buat.ooxml("xlsx", {"xl/VBAPROJECT.BIN": b"x"}), "a.xlsx", "Simpan sebagai .xlsx tanpa makro"),
        (
            buat.ooxml(tipe='<Default ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'),
            "a.docx",
            "makro",
        ),
        (
            buat.ooxml(tambahan={"word/_rels/document.xml.rels": b'<R Type="http://x/relationships/vbaProject"/>'}),
            "a.docx",
            "makro",
        ),
        (buat.ooxml(tambahan={"word/activeX/activeX1.xml": b"x"}), "a.docx", "ActiveX"),
        (
            buat.ooxml(
                tambahan={
                    "word/_rels/settings.xml.rels": b'<R Type="http://x/relationships/attachedTemplate" '
                    b'Target="http://jahat.example/t.dotm" TargetMode="External"/>'
                }
            ),
            "a.docx",
            "dari tempat lain",
        ),
        (buat.ooxml(tambahan={"../../etc/passwd": b"x"}), "a.docx", "rusak"),
        (buat.ooxml(tipe="<!DOCTYPE a [<!ENTITY b 'c'>]>"), "a.docx", "rusak"),
        (b"a;b\n\0\0", "a.csv", "bukan teks biasa"),
        ("halo".encode("utf-16"), "a.txt", "UTF-16"),
        (b"\x81\x8d\x8f tidak bersandi apa pun", "a.txt", "bukan teks biasa"),
        (b"  \n<html><body>", "a.txt", "halaman web"),
        (b"#!/bin/sh\nrm -rf /", "a.txt", "halaman web atau skrip"),
        (buat.mp4(b"qt  "), "a.mp4", "QuickTime"),
        (buat.mp4()[:-9], "a.mp4", "Video ini rusak"),
        (b"\0\0\0\x18ftypisom" + HTML, "a.mp4", "Video ini rusak"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(isi, nama, kata):
    assert kata in ditolak(isi, nama)


def _aksi(**isi):
    return lambda pdf: setattr(pdf.Root, "OpenAction", pikepdf.Dictionary(**isi))


def _di_anotasi(pdf):
    aksi = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.pages[0].obj.Annots = pikepdf.Array(
        [pikepdf.Dictionary(Subtype=pikepdf.Name.Screen, AA=pikepdf.Dictionary(E=aksi))]
    )


def _lampiran(pdf):
    pdf.attachments["a.exe"] = b"MZ"


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        (_aksi(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")), "skrip atau perintah otomatis"),
        (_aksi(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")), "skrip atau perintah otomatis"),
        (_aksi(S=pikepdf.Name.SubmitForm, F=pikepdf.String("http://x")), "skrip atau perintah otomatis"),
        (_aksi(S=pikepdf.Name.URI, URI=pikepdf.String("http://x")), "membuka situs web"),
        (_di_anotasi, "skrip atau perintah otomatis"),
        (_lampiran, "membawa berkas lain"),
    ],
)
@pytest.mark.parametrize("padat", [False, True])
def test_a_pdf_that_acts_by_itself_is_refused(ubah, kata, padat):
    mode = pikepdf.ObjectStreamMode.generate if padat else pikepdf.ObjectStreamMode.disable
    assert kata in ditolak(buat.pdf(ubah=ubah, object_stream_mode=mode), "a.pdf")


def test_bombs_are_refused_quickly_and_small():
    bom = [(buat.pdf_bom(), "a.pdf"), (buat.zip_bom(), "a.docx")]
    sebelum = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    mulai = time.monotonic()
    assert [len(ditolak(isi, nama)) > 20 for isi, nama in bom] == [True, True]
    assert time.monotonic() - mulai < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - sebelum < 100 * 1024


@pytest.mark.parametrize("sisi", [60_000, 7_500])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(sisi):
    kepala = struct.pack(">IIBBBBB", sisi, sisi, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + kepala
    png += struct.pack(">I", zlib.crc32(b"IHDR" + kepala)) + b"\0\0\0\0IEND\xaeB`\x82"
    assert "lebih dari 50 juta piksel" in ditolak(png, "a.png")


def test_sizes_have_a_limit_per_kind(settings):
    settings.BUKTI_MAKS_BITA = 300
    assert "paling besar 300 B" in ditolak(buat.pdf(), "a.pdf")
    assert periksa(buat.mp4(), "a.mp4") == "mp4"
    settings.BUKTI_MAKS_BITA_VIDEO = 300
    assert "paling besar 300 B" in ditolak(buat.mp4(), "a.mp4")


# --- Names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nama", "aman"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Budi\\SK.pdf", "SK.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"),
        ("laporan\u202efdp.exe.pdf", "laporanfdp.exe.pdf"),
        ("nol\u0000\u200b.pdf", "nol.pdf"),
        ("con.pdf", "_con.pdf"),
        ("  .pdf", "berkas.pdf"),
        ("", "berkas"),
        ("...", "berkas"),
        ("📊 rekap ✅.xlsx", "📊 rekap ✅.xlsx"),
        ('a"b;c.pdf', "a_b_c.pdf"),
        ("Surat   Keputusan  .pdf", "Surat Keputusan.pdf"),
    ],
)
def test_names_become_harmless_text(nama, aman):
    assert berkas.nama_aman(nama) == aman


@pytest.mark.parametrize("huruf", ["a", "é", "📊", "字"])
def test_long_names_are_cut_and_keep_their_ending(huruf):
    nama = berkas.nama_aman(huruf * 300 + ".pdf")
    assert len(nama) == berkas.NAMA_MAKS
    assert nama.endswith(".pdf")
    assert unicodedata.is_normalized("NFC", nama)


# --- Malware ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def clamd(settings):
    with buat.clamd_tiruan() as server:
        settings.CLAMD_URL = server.url
        yield server


def test_the_scanner_reads_the_whole_file_and_its_word_counts(clamd):
    isi = b"bersih" * 200_000
    assert berkas.pindai(io.BytesIO(isi)) == berkas.BERSIH
    assert clamd.terbaca == isi
    assert berkas.pindai(io.BytesIO(b"X5O!P%@AP EICAR")) == berkas.BERBAHAYA


@pytest.mark.parametrize(
    ("jawab", "hasil"),
    [
        (b"INSTREAM size limit exceeded. ERROR\0", berkas.TIDAK_DIPINDAI),
        (b"something unheard of\0", berkas.TERTUNDA),
    ],
)
def test_other_answers_of_the_scanner(clamd, jawab, hasil):
    clamd.paksa = jawab
    assert berkas.pindai(io.BytesIO(b"isi")) == hasil


def test_a_scanner_that_is_away_leaves_the_file_waiting(settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:9"
    assert berkas.pindai(io.BytesIO(b"isi")) == berkas.TERTUNDA
    settings.CLAMD_URL = ""
    assert berkas.pindai(io.BytesIO(b"isi")) == berkas.TIDAK_DIPINDAI


# --- Out -------------------------------------------------------------------------------------------------------------


def sajikan(isi: bytes = b"%PDF-isi", *, nama="a.pdf", mime="application/pdf", **lain):
    return berkas.sajikan(File(io.BytesIO(isi), "x"), nama=nama, mime=mime, ukuran=len(isi), **lain)


def test_bytes_go_out_as_an_attachment_that_cannot_act():
    jawab = sajikan(sidik="ab")
    assert b"".join(jawab.streaming_content) == b"%PDF-isi"
    assert {
        k: jawab[k] for k in ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control")
    } == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="a.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    assert jawab["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert jawab["X-Frame-Options"] == "DENY"
    assert jawab["Content-Length"] == "8"


@pytest.mark.parametrize("mime", sorted(berkas.JENIS_MIME))
def test_only_pdf_and_pictures_are_ever_shown_in_place(mime):
    jawab = sajikan(mime=mime, langsung=True)
    langsung = mime in {"application/pdf", "image/jpeg", "image/png", "image/webp"}
    assert jawab["Content-Disposition"].startswith("inline" if langsung else "attachment")
    assert ("sandbox" in jawab["Content-Security-Policy"]) is (mime != "application/pdf" or not langsung)


def test_an_unknown_stored_type_goes_out_as_plain_bytes():
    jawab = sajikan(mime="text/html", langsung=True)
    assert jawab["Content-Type"] == "application/octet-stream"
    assert jawab["Content-Disposition"].startswith("attachment")


def test_names_in_headers_are_encoded_and_cannot_add_a_header():
    kepala = sajikan(nama="Rékap\r\nX-Jahat: 1\u202e 📊.pdf")["Content-Disposition"]
    assert kepala == "attachment; filename*=utf-8''R%C3%A9kapX-Jahat_%201%20%F0%9F%93%8A.pdf"


@pytest.mark.parametrize(
    ("rentang", "status", "isi", "kepala"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=0-99", 200, b"0123456789", None),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("lelucon", 200, b"0123456789", None),
    ],
)
def test_one_range_may_be_asked_for(rentang, status, isi, kepala):
    jawab = sajikan(b"0123456789", rentang=rentang)
    terkirim = b"".join(jawab.streaming_content) if jawab.streaming else jawab.content
    assert (jawab.status_code, terkirim, jawab.get("Content-Range")) == (status, isi, kepala)


def test_thumbnails_are_small_and_carry_no_metadata():
    from PIL import Image

    asal = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Kamera rahasia"
    Image.new("RGB", (1200, 800), "teal").save(asal, "JPEG", exif=exif)
    kecil = berkas.gambar_kecil(io.BytesIO(asal.getvalue()))
    gambar = Image.open(io.BytesIO(kecil))
    assert gambar.size == (160, 107)
    assert b"Kamera rahasia" in asal.getvalue()
    assert b"Kamera rahasia" not in kecil


@pytest.mark.parametrize(
    ("bita", "teks"),
    [(0, "0 B"), (820 * 1024, "820 KB"), (2_516_582, "2,4 MB"), (25 * 1024**2, "25 MB"), (3 * 1024**3, "3 GB")],
)
def test_sizes_read_in_indonesian(bita, teks):
    assert berkas.teks_ukuran(bita) == teks
