"""Spreadsheets of LibreOffice: counted before anything reads them, then read by a library.

A line of ODS may stand for a million rows, and one text for all of them: what is counted is what would be in memory.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zi_portal.common.berkas import MB, ZIP_RUSAK, BerkasDitolak

ENTRI_MAKS = 2_000
NISBAH_MAKS = 200
MIME = b"application/vnd.oasis.opendocument.spreadsheet"
RUSAK = gettext_lazy("Berkas ini rusak atau bukan .ods. Buka berkas aslinya, simpan ulang, lalu unggah lagi.")
_PENUH = gettext_lazy(
    "Isi berkas ini terlalu besar untuk sebuah tabel. Salin datanya saja ke berkas baru, simpan, lalu unggah lagi."
)
_TAUT = gettext_lazy(
    "Berkas ini mengambil data dari berkas lain. Salin datanya sebagai nilai ke berkas baru, lalu unggah lagi."
)


@dataclass(frozen=True, slots=True)
class Batas:
    """How much a file may unfold to: rows, columns, cells, characters of text, bytes of XML."""

    baris: int
    kolom: int
    sel: int
    teks: int
    bita: int


class TerlaluBanyakBaris(BerkasDitolak):
    """More rows than are read."""

    def __init__(self) -> None:
        super().__init__(str(_PENUH))


def periksa_ods(berkas: BinaryIO, batas: Batas) -> None:
    """Refuse what is no plain workbook of a size we read. Raises BerkasDitolak, TerlaluBanyakBaris."""
    berkas.seek(0, 2)
    ukuran = berkas.tell()
    berkas.seek(0)
    try:
        with zipfile.ZipFile(berkas) as arsip:
            _periksa_arsip(arsip, ukuran)
            _Penghitung(batas).hitung(arsip)
    except BerkasDitolak:
        raise
    except (*ZIP_RUSAK, expat.ExpatError) as error:
        raise BerkasDitolak(str(RUSAK)) from error


def baris_ods(
    berkas: BinaryIO, batas: Batas, lembar: str, rumus: list[tuple[int, int]]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of the sheet named ``lembar``, else of the first, with their numbers. The places of formulas (row,
    column from 0) are added to ``rumus`` before the first row comes. For a file that passed ``periksa_ods``."""
    from python_calamine import CalamineError, CalamineWorkbook  # late: most requests never need it

    try:
        with zipfile.ZipFile(berkas) as arsip:
            penghitung = _Penghitung(batas)
            penghitung.hitung(arsip)
        berkas.seek(0)
        buku = CalamineWorkbook.from_filelike(berkas)
        nama = lembar if lembar in buku.sheet_names else buku.sheet_names[0]
        rumus.extend(penghitung.rumus.get(nama, ()))
        isi = buku.get_sheet_by_name(nama).to_python(skip_empty_area=False)
    except BerkasDitolak:
        raise
    except (*ZIP_RUSAK, CalamineError, expat.ExpatError, IndexError) as error:
        raise BerkasDitolak(str(RUSAK)) from error
    for nomor, sel in enumerate(isi, 1):
        yield nomor, tuple(None if nilai == "" else nilai for nilai in sel[: batas.kolom])


def _periksa_arsip(arsip: zipfile.ZipFile, ukuran: int) -> None:
    isi = arsip.infolist()
    nama = [e.filename for e in isi]
    if len(isi) > ENTRI_MAKS or sum(e.file_size for e in isi) > max(ukuran * NISBAH_MAKS, 20 * MB):
        raise BerkasDitolak(
            _("Isi berkas ini tidak wajar besarnya. Salin isinya ke berkas baru, simpan, lalu unggah lagi.")
        )
    if len(set(nama)) != len(nama) or any(e.flag_bits & 0x1 for e in isi) or "content.xml" not in nama:
        raise BerkasDitolak(str(RUSAK))
    with arsip.open("mimetype") as satu:
        if satu.read(200).strip() != MIME:
            raise BerkasDitolak(str(RUSAK))
    if "META-INF/manifest.xml" in nama:
        with arsip.open("META-INF/manifest.xml") as satu:
            if b"encryption-data" in satu.read(MB):
                raise BerkasDitolak(
                    _("Berkas ini dikunci kata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi.")
                )
    if any(n.startswith(("Scripts/", "Basic/")) and not n.endswith(("/", "script-lc.xml")) for n in nama):
        raise BerkasDitolak(_("Berkas ini berisi makro. Simpan sebagai .ods tanpa makro, lalu unggah lagi."))


@dataclass
class _Penghitung:
    """Walks content.xml once, in pieces, and adds up what the repeated rows and cells stand for."""

    batas: Batas
    rumus: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    sel: int = 0
    teks: int = 0
    lembar: str = ""
    baris: int = 0
    lebar: int = 0
    # The row one is in.
    _ulang: int = 1
    _kolom: int = 0
    _isi: int = 0
    _aksara: int = 0
    _akhir: int = 0
    _ulang_sel: int = 1

    def hitung(self, arsip: zipfile.ZipFile) -> None:
        mesin = expat.ParserCreate()
        mesin.StartElementHandler = self._mulai
        mesin.EndElementHandler = self._selesai
        mesin.CharacterDataHandler = self._teks
        mesin.StartDoctypeDeclHandler = self._tolak
        mesin.EntityDeclHandler = self._tolak
        sisa = self.batas.bita
        with arsip.open("content.xml") as isi:
            while potongan := isi.read(256 * 1024):
                sisa -= len(potongan)
                if sisa < 0:
                    raise BerkasDitolak(str(_PENUH))
                mesin.Parse(potongan)
        mesin.Parse(b"", True)

    def _tolak(self, *_bagian: object) -> None:
        raise BerkasDitolak(str(RUSAK))

    def _mulai(self, nama: str, ciri: dict[str, str]) -> None:
        match nama:
            case "table:table":
                self.lembar, self.baris, self.lebar = ciri.get("table:name", ""), 0, 0
            case "table:table-row":
                self._ulang = _kali(ciri.get("table:number-rows-repeated"))
                self._kolom = self._isi = self._aksara = self._akhir = 0
            case "table:table-cell" | "table:covered-table-cell":
                self._ulang_sel = _kali(ciri.get("table:number-columns-repeated"))
                if "table:formula" in ciri:
                    self.rumus.setdefault(self.lembar, []).append((self.baris + 1, self._kolom))
                self._kolom += self._ulang_sel
                if "office:value-type" in ciri:
                    self._isi += self._ulang_sel
                    self._akhir = self._kolom
            case "table:table-source" | "table:cell-range-source":
                raise BerkasDitolak(str(_TAUT))

    def _teks(self, isi: str) -> None:
        self._aksara += len(isi) * self._ulang_sel

    def _selesai(self, nama: str) -> None:
        if nama in {"table:table-cell", "table:covered-table-cell"}:
            self._ulang_sel = 1
        if nama != "table:table-row":
            return
        sampai = self.baris + self._ulang
        if self._isi or self._aksara:
            if sampai > self.batas.baris:
                raise TerlaluBanyakBaris
            self.sel += self._isi * self._ulang
            self.teks += self._aksara * self._ulang
            self.lebar = max(self.lebar, self._akhir)
            if self.sel > self.batas.sel or self.teks > self.batas.teks:
                raise BerkasDitolak(str(_PENUH))
            if sampai * self.lebar > self.batas.baris * self.batas.kolom:
                raise BerkasDitolak(str(_PENUH))
        self.baris = sampai


def _kali(teks: str | None) -> int:
    """How often something repeats; what is no number does not pass."""
    if teks is None:
        return 1
    if not (teks.isascii() and teks.isdecimal() and len(teks) < 10):
        raise BerkasDitolak(str(RUSAK))
    return int(teks)
