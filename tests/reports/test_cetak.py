"""The printed LHE: its words, its tags and fonts, and that nothing a person wrote can reach outside."""

import io
import re
import socket

import pikepdf
import pytest

from evaluation.enums import Lapis, Status
from evaluation.models import Jawaban
from evaluation.selectors.skor import skor_lapis
from reports.pdf import AlamatDitolak, StaticFetcher, cetak
from reports.selectors import isi_lhe
from reports.services import cetak_lhe, html_lhe
from tests.reports.bantu import UNIT_TPI, make_lke_dinilai, teks_pdf, ubah_jawaban
from units.enums import PERAN_TPI
from units.models import Keanggotaan
from zi_portal.common.templatetags.zi import angka

TITIK = "…………………………"
JAHAT = (
    '=cmd|\'/C calc\'!A0 <img src="file:///etc/passwd"><object data="http://127.0.0.1:9/x"></object>'
    '<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><style>@import "file:///etc/hostname";</style>'
    "{% include 'x' %} {{ l.lke }}"
)


@pytest.fixture
def no_network(monkeypatch):
    """Any attempt to open a connection is a failure."""
    dicoba = []

    def connect(self, address):
        dicoba.append(address)
        raise PermissionError(address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    return dicoba


@pytest.mark.django_db
def test_a_draft_tells_the_scores_and_what_was_written_as_text(no_network):
    lke, _orang = make_lke_dinilai(tpi={"A.I.1.i.b": "C", "B.I.a": "3.5"}, catatan=JAHAT)
    Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT, kode="A.I.1.i.a").update(catatan=JAHAT)
    lhe = isi_lhe(lke.pk, UNIT_TPI)
    isi, halaman = cetak_lhe(lhe)
    assert no_network == []
    teks = teks_pdf(isi)
    tpi = skor_lapis(lke, Lapis.TPI)

    assert f"Nilai evaluasi adalah {angka(tpi.total)} dari 100,00" in teks
    assert f"Nilai evaluasi Zona Integritas 100,00 100,00 {angka(tpi.total)} –" in teks
    assert f"Area Manajemen Perubahan 4,80 (60 %) {angka(tpi.nilai_simpul('area_1'))} / 8,00 Memenuhi" in teks
    assert "Survei persepsi anti korupsi (IPAK) 15,75 (indeks 3,60) 15,31 / 17,50 Tidak memenuhi" in teks
    assert "belum memenuhi kriteria sebagai unit kerja menuju WBK" in teks
    assert "Pengendali Teknis Ahmad Fauzi 196805121990031004" in teks
    assert f"Halaman 1 dari {halaman}" in teks
    assert f"Halaman {halaman} dari {halaman}" in teks
    assert teks.count(lhe.nomor()) >= halaman

    # What people wrote stands there letter by letter, and did nothing.
    rapat = re.sub(r"\s+", "", teks)
    assert re.sub(r"\s+", "", JAHAT) in rapat
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        # The word across each page is its background, the word at its head is text.
        assert all("DRAF" in teks_pdf(_satu(pdf, n)) for n in range(halaman))
        assert "/Names" not in pdf.Root or "/EmbeddedFiles" not in pdf.Root.Names


def _satu(pdf: pikepdf.Pdf, nomor: int) -> bytes:
    keluar, satu = io.BytesIO(), pikepdf.new()
    satu.pages.append(pdf.pages[nomor])
    satu.save(keluar)
    return keluar.getvalue()


@pytest.mark.django_db
def test_a_final_is_tagged_indonesian_and_carries_its_font():
    lke, _orang = make_lke_dinilai(Status.LAYAK)
    lhe = isi_lhe(lke.pk, UNIT_TPI)
    isi, halaman = cetak_lhe(lhe)
    teks = teks_pdf(isi)
    assert "DRAF" not in teks
    assert "memenuhi kriteria sebagai unit kerja menuju WBK, sehingga direkomendasikan" in teks
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        assert str(pdf.Root.Lang) == "id-ID"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert pdf.docinfo["/Title"] == f"Laporan Hasil Evaluasi Zona Integritas {lke.unit.nama} Tahun 2026"
        huruf = [f for halaman_ in pdf.pages for f in _huruf(halaman_)]
        assert huruf
        assert all(tertanam for _nama, tertanam in huruf)
        assert {nama.split("+")[-1].split("-")[0] for nama, _t in huruf} == {"Source"} or all(
            "Source" in nama for nama, _t in huruf
        )
        ukuran = [tuple(round(float(x)) for x in h.mediabox[2:]) for h in pdf.pages]
        assert ukuran[0] == (595, 842)
        assert ukuran[-1] == (842, 595)
        jenis = _jenis_tag(pdf.Root.StructTreeRoot)
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= jenis
        gambar = [g for g in _simpul(pdf.Root.StructTreeRoot) if g.get("/S") == "/Figure"]
        assert len(gambar) == 2
        assert all(str(g.Alt) for g in gambar)
    assert halaman == len(ukuran)


def _huruf(halaman: pikepdf.Page) -> list[tuple[str, bool]]:
    hasil = []
    for huruf in halaman.resources.get("/Font", {}).values():
        for turunan in huruf.DescendantFonts:
            tertanam = any(k in turunan.FontDescriptor for k in ("/FontFile", "/FontFile2", "/FontFile3"))
            hasil.append((str(huruf.BaseFont), tertanam))
    return hasil


def _simpul(simpul):
    yield simpul
    anak = simpul.get("/K", [])
    for satu in anak if isinstance(anak, pikepdf.Array) else [anak]:
        if isinstance(satu, pikepdf.Dictionary) and "/S" in satu:
            yield from _simpul(satu)


def _jenis_tag(akar) -> set[str]:
    return {str(s.get("/S", "")) for s in _simpul(akar)}


@pytest.mark.django_db
def test_notes_are_escaped_in_the_page_that_is_printed():
    lke, _orang = make_lke_dinilai(tpi={"A.I.1.i.b": "C"}, catatan="baris satu\n<script>alert(1)</script>")
    html = html_lhe(isi_lhe(lke.pk, UNIT_TPI))
    assert "baris satu\n&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html
    assert "style=" not in html


@pytest.mark.django_db
def test_missing_layer_shows_a_dash_and_no_value_of_it():
    lke, _orang = make_lke_dinilai(Status.DIUSULKAN)
    ubah_jawaban(lke, Lapis.TPN, {"B.I.a": "2.222"}, "Catatan TPN")
    html = html_lhe(isi_lhe(lke.pk, UNIT_TPI))
    assert "Catatan TPN" not in html
    assert "2,222" not in html


@pytest.mark.parametrize(
    "alamat",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/x",
        "https://example.com/x.css",
        "ftp://127.0.0.1/x",
        "data:text/css,*{}",
        "static:../zi_portal/settings.py",
        "static:reports/../../zi_portal/settings.py",
        "static:reports/%2e%2e/x.css",
        "static:js/portal.js",
        "static:vendor/bootstrap.min.css",
        "static:/etc/passwd",
        "static:reports//lhe.css",
        "static:reports/lhe.css?x",
        "static:reports/tidak-ada.css",
        "reports/lhe.css",
        "",
    ],
)
def test_the_fetcher_refuses(alamat):
    with pytest.raises(AlamatDitolak):
        StaticFetcher().fetch(alamat)


@pytest.mark.parametrize("alamat", ["static:reports/lhe.css", "static:reports/draf.svg"])
def test_the_fetcher_serves_what_reports_are_printed_with(alamat):
    assert StaticFetcher().fetch(alamat).read()


def test_even_markup_that_got_through_fetches_nothing(no_network, tmp_path):
    rahasia = tmp_path / "rahasia.txt"
    rahasia.write_text("KATA RAHASIA")
    cetakan = cetak(
        f'<html lang="id"><head><title>x</title><link rel="stylesheet" href="http://127.0.0.1:9/a.css">'
        f'<link rel="attachment" href="{rahasia.as_uri()}"><style>@import "{rahasia.as_uri()}";</style></head>'
        f'<body><p>isi</p><img alt="x" src="{rahasia.as_uri()}"><object data="http://127.0.0.1:9/y">z</object></body>',
        lembar=(),
    )
    assert no_network == []
    assert "KATA RAHASIA" not in teks_pdf(cetakan.isi)
    with pikepdf.open(io.BytesIO(cetakan.isi)) as pdf:
        assert len(pdf.attachments) == 0


@pytest.mark.django_db
def test_without_a_recorded_team_the_letter_and_the_closing_leave_room_to_sign():
    lke, _orang = make_lke_dinilai(Status.LAYAK)
    tertulis = html_lhe(isi_lhe(lke.pk, UNIT_TPI))
    assert "Susunan tim belum dicatat" not in tertulis
    assert TITIK not in tertulis
    Keanggotaan.objects.filter(instansi=lke.unit.instansi_id, peran__in=PERAN_TPI).delete()
    kosong = html_lhe(isi_lhe(lke.pk, UNIT_TPI))
    assert "Susunan tim belum dicatat" in kosong
    assert [bagian.count(TITIK) for bagian in kosong.split('<div class="penutup">')] == [1, 1]
