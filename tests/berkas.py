"""Real files for tests, good ones and hostile ones, made on the spot."""

from __future__ import annotations

import io
import socketserver
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

TIPE = '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
UTAMA = {
    "docx": ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
    "pptx": (
        "ppt/presentation.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    ),
}


def pdf(teks: str = "Bukti", *, halaman: int = 1, ubah=None, **simpan) -> bytes:
    """A PDF with as many pages, the same bytes for the same ``teks``; ``ubah(pdf)`` may add what it wants."""
    berkas = pikepdf.new()
    for _n in range(halaman):
        berkas.add_blank_page(page_size=(200, 200))
    berkas.docinfo["/Title"] = teks
    if ubah:
        ubah(berkas)
    keluar = io.BytesIO()
    berkas.save(keluar, deterministic_id="encryption" not in simpan, **simpan)
    return keluar.getvalue()


def gambar(format_: str = "PNG", ukuran: tuple[int, int] = (32, 24), warna: str = "teal") -> bytes:
    keluar = io.BytesIO()
    Image.new("RGB", ukuran, warna).save(keluar, format_)
    return keluar.getvalue()


def ooxml(kunci: str = "docx", tambahan: dict[str, bytes] | None = None, tipe: str = "") -> bytes:
    """A minimal Office file; ``tambahan`` are further members, ``tipe`` goes into its content types."""
    bagian, mime = UTAMA[kunci]
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr(
            "[Content_Types].xml", TIPE.format(f'<Override PartName="/{bagian}" ContentType="{mime}"/>{tipe}')
        )
        arsip.writestr("_rels/.rels", '<Relationships xmlns="x"/>')
        arsip.writestr(bagian, "<isi/>")
        for nama, isi in (tambahan or {}).items():
            arsip.writestr(nama, isi)
    return keluar.getvalue()


def mp4(merek: bytes = b"isom") -> bytes:
    """The boxes of a small MP4 in their order."""

    def kotak(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi) + 8) + jenis + isi

    return (
        kotak(b"ftyp", merek + struct.pack(">I", 512) + b"isommp41")
        + kotak(b"moov", b"x" * 64)
        + kotak(b"mdat", b"y" * 256)
    )


def pdf_bom(mb: int = 400) -> bytes:
    """A PDF whose object stream unpacks to ``mb`` megabytes."""
    padat = zlib.compress(b"5 0 << /A 1 >>" + b" " * (mb * 1024 * 1024), 9)
    keluar, letak = io.BytesIO(), {}

    def objek(nomor: int, isi: bytes) -> None:
        letak[nomor] = keluar.tell()
        keluar.write(b"%d 0 obj\n" % nomor + isi + b"\nendobj\n")

    keluar.write(b"%PDF-1.5\n")
    objek(1, b"<< /Type /Catalog /Pages 2 0 R /X 5 0 R >>")
    objek(2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    objek(3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>")
    objek(
        4,
        b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(padat)
        + padat
        + b"\nendstream",
    )
    xref = keluar.tell()
    baris = [(0, 0), (1, letak[1]), (1, letak[2]), (1, letak[3]), (1, letak[4]), (2, 4), (1, xref)]
    isi = b"".join(bytes([jenis]) + a.to_bytes(4, "big") + b"\0\0" for jenis, a in baris)
    keluar.write(
        b"6 0 obj\n<< /Type /XRef /W [1 4 2] /Size 7 /Root 1 0 R /Length %d >>\nstream\n" % len(isi)
        + isi
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % xref
    )
    return keluar.getvalue()


def zip_bom(kunci: str = "docx", mb: int = 600) -> bytes:
    """An Office file with members of zeros that unpack to ``mb`` megabytes."""
    return ooxml(kunci, {f"word/media/{n}.bin": b"\0" * (50 * 1024 * 1024) for n in range(mb // 50)})


def unggahan(isi: bytes, nama: str = "laporan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, isi)


class _Clamd(socketserver.BaseRequestHandler):
    """Speaks clamd's INSTREAM: reads the pieces to their end and answers by what it read."""

    def handle(self):
        assert self._baca(10) == b"zINSTREAM\0"
        isi = b""
        while n := struct.unpack(">I", self._baca(4))[0]:
            isi += self._baca(n)
        self.server.terbaca = isi
        jawab = b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if b"EICAR" in isi else b"stream: OK\0"
        self.request.sendall(self.server.paksa or jawab)

    def _baca(self, n: int) -> bytes:
        isi = b""
        while len(isi) < n and (bagian := self.request.recv(n - len(isi))):
            isi += bagian
        return isi


@contextmanager
def clamd_tiruan() -> Iterator[socketserver.ThreadingTCPServer]:
    """A daemon at ``url`` that speaks INSTREAM: ``terbaca`` is what it last read, ``paksa`` what it answers instead."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Clamd) as server:
        server.paksa, server.terbaca = b"", b""
        server.url = f"tcp://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()
