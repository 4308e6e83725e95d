"""Tables for the tests of imports, and their way through the door."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile

from units.models import Impor, Instansi, User
from units.services.impor import jalankan_impor, terapkan_impor, unggah_impor


def csv(*baris) -> bytes:
    return "".join(f"{';'.join(str(s) for s in satu)}\r\n" for satu in baris).encode()


def ods(*baris, ekor: int = 0, ulang: int = 1, rumus: str = "") -> bytes:
    """A workbook as LibreOffice keeps it: ``ekor`` empty rows in one, the last row ``ulang`` times."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    buku, lembar = OpenDocumentSpreadsheet(), Table(name="Data")
    for nomor, satu in enumerate(baris, 1):
        baris_ods = TableRow(numberrowsrepeated=ulang) if nomor == len(baris) and ulang > 1 else TableRow()
        for nilai in satu:
            if nilai in ("", None):
                sel = TableCell()
            elif isinstance(nilai, (int, float)):
                sel = TableCell(valuetype="float", value=str(nilai))
            elif nilai == rumus:
                sel = TableCell(valuetype="string", formula="of:=[.A1]")
            else:
                sel = TableCell(valuetype="string")
            if nilai not in ("", None):
                sel.addElement(P(text=str(nilai)))
            baris_ods.addElement(sel)
        lembar.addElement(baris_ods)
    if ekor:
        kosong = TableRow(numberrowsrepeated=ekor)
        kosong.addElement(TableCell(numbercolumnsrepeated=16384))
        lembar.addElement(kosong)
    buku.spreadsheet.addElement(lembar)
    keluar = io.BytesIO()
    buku.write(keluar)
    return keluar.getvalue()


def masuk(
    jenis: str, isi: bytes, actor: User, *, instansi: Instansi | None = None, nama="tabel.csv", tahun=2026, jalan=True
) -> Impor:
    """Hand in a table above the units, and let it be checked."""
    berkas = SimpleUploadedFile(nama, isi)
    impor = unggah_impor(instansi=instansi, tahun=tahun, jenis=jenis, berkas=berkas, nama=nama, actor=actor)
    if jalan and impor.status == "antre":
        jalankan_impor(impor_id=impor.pk, tugas="t1")
    impor.refresh_from_db()
    return impor


def terapkan(impor: Impor, actor: User, tugas: str = "t2") -> Impor:
    terapkan_impor(impor=impor, sidik=impor.sidik, actor=actor)
    jalankan_impor(impor_id=impor.pk, tugas=tugas)
    impor.refresh_from_db()
    return impor


def galat(impor: Impor) -> list[tuple[int, str, str]]:
    return [(g["baris"], g["kolom"], g["pesan"]) for g in impor.hasil.get("galat", [])]


def hitung(impor: Impor) -> tuple[int, int, int]:
    """Rows that are new, changed, the same."""
    h = impor.hasil["hitung"]
    return h["baru"], h["berubah"], h["tetap"]
