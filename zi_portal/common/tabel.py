"""Tables that people hand in as XLSX, ODS or CSV, and templates for them to fill.

What is no plain table is refused before anything parses it: size, rows, cells and text are counted on the unpacked
bytes. Every refusal says where, and what to do. Values come out as they were typed: text, numbers, dates.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zi_portal.common import tabel_ods
from zi_portal.common.berkas import CSV, MB, XLSX, ZIP_RUSAK, BerkasDitolak, akhiran_nama, periksa, teks_ukuran
from zi_portal.common.tabel_ods import Batas, TerlaluBanyakBaris, baris_ods, periksa_ods

BARIS_MAKS = 20_000
KOLOM_MAKS = 60
BITA_MAKS = 5 * MB
# Unpacked: one sheet, the list of texts (which is read as a whole), any other part.
LEMBAR_MAKS = 60 * MB
TEKS_MAKS = 12 * MB
BAGIAN_MAKS = 2 * MB
SEL_MAKS = BARIS_MAKS * 20
BUTIR_TEKS_MAKS = BARIS_MAKS * 5
GALAT_MAKS = 50
MIME = {"xlsx": XLSX.mime, "ods": tabel_ods.MIME.decode(), "csv": CSV.mime}
BATAS_ODS = Batas(baris=BARIS_MAKS + 1, kolom=KOLOM_MAKS, sel=SEL_MAKS, teks=TEKS_MAKS, bita=LEMBAR_MAKS)
# The sheet a template puts its table on.
LEMBAR = "Data"

_SARAN = {
    "xls": gettext_lazy("Simpan sebagai .xlsx, lalu unggah lagi."),
    "xlsm": gettext_lazy("Berkas ini berisi makro. Simpan sebagai .xlsx tanpa makro, lalu unggah lagi."),
    "xlsb": gettext_lazy("Simpan sebagai .xlsx, lalu unggah lagi."),
    "fods": gettext_lazy("Simpan sebagai .ods, lalu unggah lagi."),
    "txt": gettext_lazy("Simpan sebagai .csv, lalu unggah lagi."),
}


@dataclass(frozen=True, slots=True)
class Galat:
    """One thing that is wrong, with its row as the person's program counts it and the name of its column."""

    pesan: str
    baris: int | None = None
    kolom: str = ""


class TabelDitolak(Exception):
    """The table cannot be taken; ``galat`` says why, with rows and columns where there are any."""

    def __init__(self, *galat: Galat) -> None:
        super().__init__(galat[0].pesan)
        self.galat = galat


@dataclass(frozen=True, slots=True)
class Tabel:
    """A header and the rows under it that hold anything, each with its number in the file."""

    kepala: tuple[str, ...]
    baris: tuple[tuple[int, tuple[Any, ...]], ...]


def periksa_tabel(berkas: BinaryIO, nama: str) -> None:
    """Refuse at the door what is no plain XLSX, ODS or CSV of a size we read. Raises TabelDitolak."""
    akhiran = akhiran_nama(nama)
    if akhiran not in MIME:
        saran = _SARAN.get(akhiran) or _("Simpan tabelnya sebagai .xlsx, .ods, atau .csv, lalu unggah lagi.")
        raise TabelDitolak(Galat(f"{_('Yang diterima hanya .xlsx, .ods, dan .csv.')} {saran}"))
    berkas.seek(0, 2)
    if (ukuran := berkas.tell()) > BITA_MAKS:
        raise TabelDitolak(
            Galat(
                _("Ukuran berkas %(ukuran)s, paling besar %(batas)s. Bagi menjadi beberapa berkas.")
                % {"ukuran": teks_ukuran(ukuran), "batas": teks_ukuran(BITA_MAKS)}
            )
        )
    try:
        if akhiran == "ods":
            periksa_ods(berkas, BATAS_ODS)
        else:
            periksa(berkas, nama)
        if akhiran == "xlsx":
            _periksa_isi_xlsx(berkas)
    except TerlaluBanyakBaris as error:
        raise _terlalu_banyak() from error
    except BerkasDitolak as error:
        raise TabelDitolak(Galat(error.message)) from error
    finally:
        berkas.seek(0)


def baca_kepala(berkas: BinaryIO, nama: str) -> tuple[str, ...]:
    """The header of a file that passed ``periksa_tabel``. Raises TabelDitolak."""
    return _kepala(next(_baris(berkas, nama, []), (1, ()))[1])


def baca_tabel(berkas: BinaryIO, nama: str) -> Tabel:
    """The whole table of a file that passed ``periksa_tabel``. Raises TabelDitolak, also for formulas and errors."""
    galat: list[Galat] = []
    baris = _baris(berkas, nama, galat)
    kepala = _kepala(next(baris, (1, ()))[1])
    lebar = len(kepala)
    isi = tuple(
        (nomor, tuple(sel[:lebar]) + (None,) * (lebar - len(sel)))
        for nomor, sel in baris
        if any(nilai not in (None, "") for nilai in sel[:lebar])
    )
    if galat:
        raise TabelDitolak(*galat)
    if not isi:
        raise TabelDitolak(Galat(_("Belum ada baris data di bawah baris judul. Isi tabelnya, lalu unggah lagi."), 2))
    return Tabel(kepala, isi)


def _baris(berkas: BinaryIO, nama: str, galat: list[Galat]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    berkas.seek(0)
    match akhiran_nama(nama):
        case "xlsx":
            return _baris_xlsx(berkas, galat)
        case "ods":
            return _baris_ods(berkas, galat)
    return _baris_csv(berkas)


def _kepala(sel: Sequence[Any]) -> tuple[str, ...]:
    kepala = [re.sub(r"\s+", " ", str(nilai)).strip() if nilai is not None else "" for nilai in sel]
    while kepala and not kepala[-1]:
        kepala.pop()
    if not kepala:
        raise TabelDitolak(
            Galat(_("Baris pertama kosong. Baris pertama harus berisi judul kolom, seperti pada contoh."), 1)
        )
    kembar = sorted({k for k in kepala if k and kepala.count(k) > 1})
    if kembar:
        raise TabelDitolak(
            Galat(_("Kolom “%(nama)s” ada dua kali. Sisakan satu.") % {"nama": kembar[0][:60]}, 1, kembar[0][:60])
        )
    return tuple(kepala)


def _terlalu_banyak() -> TabelDitolak:
    return TabelDitolak(
        Galat(
            _(
                "Tabel melewati %(n)s baris, baris kosong yang pernah diformat ikut dihitung. Hapus baris kosong di "
                "bawah data, atau bagi menjadi beberapa berkas."
            )
            % {"n": f"{BARIS_MAKS:,}".replace(",", ".")},
            BARIS_MAKS + 2,
        )
    )


# --- XLSX -----------------------------------------------------------------------------------------------------------
_DTD = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_SANDI = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']+)""", re.IGNORECASE)
_SANDI_ASCII = {b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
_TANDA_BARIS = re.compile(rb"<(?:\w+:)?row[\s/>]")
_TANDA_SEL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_TANDA_TEKS = re.compile(rb"<(?:\w+:)?si[\s/>]")
RUSAK_XLSX = gettext_lazy("Berkas ini rusak atau bukan .xlsx. Buka berkas aslinya, simpan ulang, lalu unggah lagi.")
PENUH_XLSX = gettext_lazy(
    "Isi berkas ini terlalu besar untuk sebuah tabel. Salin datanya saja ke berkas baru, simpan, lalu unggah lagi."
)
# What openpyxl raises for a workbook that isn't one.
_RUSAK = (*ZIP_RUSAK, ParseError, AttributeError, TypeError, IndexError, AssertionError, SyntaxError)


def _periksa_isi_xlsx(berkas: BinaryIO) -> None:
    """Count rows, cells and texts in the unpacked parts, and refuse what reaches outside the file."""
    try:
        with zipfile.ZipFile(berkas) as arsip:
            for entri in arsip.infolist():
                nama = entri.filename.lower()
                tolak_sumber_luar(nama)
                if nama.endswith((".xml", ".rels")):
                    _pindai_bagian(arsip, entri, nama)
    except ZIP_RUSAK as error:
        raise BerkasDitolak(str(RUSAK_XLSX)) from error


def tolak_sumber_luar(nama: str) -> None:
    """Refuse a part by which a workbook takes its data from elsewhere. Raises BerkasDitolak."""
    if nama.lower().startswith(("xl/externallinks/", "xl/connections", "xl/querytables/")):
        raise BerkasDitolak(
            _(
                "Berkas ini mengambil data dari berkas lain. Salin datanya sebagai nilai ke berkas baru, "
                "lalu unggah lagi."
            )
        )


def tolak_sandi_asing(kepala: bytes) -> None:
    """Refuse XML in an encoding that would hide what is looked for in it. Raises BerkasDitolak."""
    sandi = _SANDI.match(kepala.removeprefix(codecs.BOM_UTF8).lstrip())
    if b"\0" in kepala[:64] or (sandi and sandi.group(1).lower() not in _SANDI_ASCII):
        raise BerkasDitolak(str(RUSAK_XLSX))


def _pindai_bagian(arsip: zipfile.ZipFile, entri: zipfile.ZipInfo, nama: str) -> None:
    lembar, teks = nama.startswith("xl/worksheets/"), nama == "xl/sharedstrings.xml"
    sisa = LEMBAR_MAKS if lembar else TEKS_MAKS if teks else BAGIAN_MAKS
    baris = sel = butir = 0
    ekor = b""
    with arsip.open(entri) as isi:
        kepala = isi.read(512)
        tolak_sandi_asing(kepala)
        potongan = kepala
        while potongan:
            sisa -= len(potongan)
            if sisa < 0:
                raise BerkasDitolak(str(PENUH_XLSX))
            # A mark that lies across two pieces is found in the second; the tail is short of a whole mark.
            jendela = ekor + potongan
            if _DTD.search(jendela):
                raise BerkasDitolak(str(RUSAK_XLSX))
            akhir = max(jendela.rfind(b"<"), 0) if len(jendela) > 16 else 0
            utuh, ekor = (jendela[:akhir], jendela[akhir:]) if akhir and len(jendela) - akhir < 64 else (jendela, b"")
            if lembar:
                baris += len(_TANDA_BARIS.findall(utuh))
                sel += len(_TANDA_SEL.findall(utuh))
                if baris > BARIS_MAKS + 1:
                    raise _terlalu_banyak()
            elif teks:
                butir += len(_TANDA_TEKS.findall(utuh))
            if sel > SEL_MAKS or butir > BUTIR_TEKS_MAKS:
                raise BerkasDitolak(str(PENUH_XLSX))
            potongan = isi.read(MB)


def _baris_xlsx(berkas: BinaryIO, galat: list[Galat]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    from openpyxl import load_workbook  # late: most requests never need it

    try:
        buku = load_workbook(berkas, read_only=True, keep_links=False)
        try:
            lembar = buku[LEMBAR] if LEMBAR in buku.sheetnames else buku.worksheets[0]
            # What a file says of its own extent is not believed: "XFD1048576" costs one line to write.
            lembar.reset_dimensions()
            kepala: tuple[Any, ...] | None = None
            for nomor, sel in enumerate(lembar.iter_rows(max_row=BARIS_MAKS + 2, max_col=KOLOM_MAKS), 1):
                if nomor > BARIS_MAKS + 1:
                    raise _terlalu_banyak()
                nilai = tuple(s.value for s in sel)
                yield nomor, nilai
                kepala = kepala or nilai
                if len(galat) < GALAT_MAKS:
                    galat.extend(_sel_terlarang(sel, kepala, nomor))
        finally:
            buku.close()
    except _RUSAK as error:
        raise TabelDitolak(Galat(str(RUSAK_XLSX))) from error


def _sel_terlarang(sel: Iterable[Any], kepala: Sequence[Any], nomor: int) -> Iterator[Galat]:
    """Formulas and errors under a named column: their value is not in the file, or no value at all."""
    for s, judul in zip(sel, kepala, strict=False):
        if s.value is None or judul is None:
            continue
        if s.data_type == "f":
            pesan = _("Sel %(sel)s berisi rumus. Salin kolomnya, lalu tempel sebagai nilai.")
        elif s.data_type == "e":
            pesan = _("Sel %(sel)s berisi galat. Perbaiki isinya.")
        else:
            continue
        yield Galat(pesan % {"sel": s.coordinate}, nomor, str(judul)[:60])


# --- ODS ------------------------------------------------------------------------------------------------------------
def _baris_ods(berkas: BinaryIO, galat: list[Galat]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    from openpyxl.utils import get_column_letter  # late: most requests never need it

    rumus: list[tuple[int, int]] = []
    kepala: tuple[Any, ...] = ()
    try:
        for nomor, sel in baris_ods(berkas, BATAS_ODS, LEMBAR, rumus):
            yield nomor, sel
            kepala = kepala or sel
    except TerlaluBanyakBaris as error:
        raise _terlalu_banyak() from error
    except BerkasDitolak as error:
        raise TabelDitolak(Galat(error.message)) from error
    for nomor, kolom in rumus:
        if kolom < len(kepala) and kepala[kolom] is not None and len(galat) < GALAT_MAKS:
            pesan = _("Sel %(sel)s berisi rumus. Salin kolomnya, lalu tempel sebagai nilai.")
            galat.append(
                Galat(pesan % {"sel": f"{get_column_letter(kolom + 1)}{nomor}"}, nomor, str(kepala[kolom])[:60])
            )


# --- CSV ------------------------------------------------------------------------------------------------------------
_PEMISAH = ";,\t|"


def _baris_csv(berkas: BinaryIO) -> Iterator[tuple[int, tuple[str, ...]]]:
    isi = berkas.read()
    try:
        teks = isi.decode("utf-8-sig")
    except UnicodeDecodeError:
        teks = isi.decode("cp1252", "replace")  # Excel of an Indonesian Windows
    pertama = teks.split("\n", 1)[0]
    if petunjuk := re.fullmatch(r"sep=(.)\s*", pertama):
        pemisah, teks = petunjuk.group(1), teks.partition("\n")[2]
    else:
        pemisah = max(_PEMISAH, key=re.sub(r'"[^"]*"', "", pertama).count)
    try:
        for nomor, sel in enumerate(csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah), 1):
            if nomor > BARIS_MAKS + 1:
                raise _terlalu_banyak()
            yield nomor, tuple(_tanpa_petik(s.strip()) for s in sel[:KOLOM_MAKS])
    except csv.Error as error:
        raise TabelDitolak(
            Galat(_("Tanda kutip di berkas ini tidak berpasangan. Simpan ulang sebagai .csv, lalu unggah lagi."))
        ) from error


# What a spreadsheet takes for the beginning of a formula; it drops a leading tab or line end before it looks.
AWAL_RUMUS = ("=", "+", "-", "@", "\t", "\r")


def _tanpa_petik(teks: str) -> str:
    """Without the mark that ``tulis_csv`` puts before what a spreadsheet would take for a formula."""
    return teks[1:] if len(teks) > 1 and teks[0] == "'" and teks[1:].startswith(AWAL_RUMUS) else teks


# --- Templates ------------------------------------------------------------------------------------------------------
POTONGAN_CSV = 64 * 1024
SEL_TERPANJANG = 32_767  # characters that a cell of Excel holds
_KENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def alirkan_csv(kepala: Sequence[str], baris: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """As Excel here opens it: UTF-8 with a mark, semicolons; in pieces of many rows, so that memory stays flat however
    many there are. Reads back unchanged."""
    keluar = io.StringIO()
    penulis = csv.writer(keluar, delimiter=";", lineterminator="\r\n")
    yield codecs.BOM_UTF8
    penulis.writerow(kepala)
    for satu in baris:
        penulis.writerow([f"'{sel}" if isinstance(sel, str) and sel.startswith(AWAL_RUMUS) else sel for sel in satu])
        if keluar.tell() > POTONGAN_CSV:
            yield keluar.getvalue().encode()
            keluar.seek(0)
            keluar.truncate()
    yield keluar.getvalue().encode()


def tulis_csv(kepala: Sequence[str], baris: Iterable[Sequence[Any]]) -> bytes:
    """The whole of ``alirkan_csv``."""
    return b"".join(alirkan_csv(kepala, baris))


def tulis_xlsx_panjang(lembar: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]], keluar: BinaryIO) -> None:
    """A workbook of several sheets (name, header, rows) written row by row, so that memory stays flat. What is text
    stays text, also what begins with "="."""
    import xlsxwriter  # late: most requests never need it

    pilihan = {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(keluar, pilihan) as buku:
        tebal, saat = buku.add_format({"bold": True}), buku.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for judul, kepala, baris in lembar:
            halaman = buku.add_worksheet(judul[:31])
            halaman.freeze_panes(1, 0)
            for kolom, nilai in enumerate(kepala):
                halaman.set_column(kolom, kolom, min(max(len(nilai) + 2, 12), 40))
                halaman.write_string(0, kolom, nilai, tebal)
            for nomor, satu in enumerate(baris, 1):
                for kolom, nilai in enumerate(satu):
                    if isinstance(nilai, str):
                        halaman.write_string(nomor, kolom, _KENDALI.sub("", nilai)[:SEL_TERPANJANG])
                    elif isinstance(nilai, dt.datetime):
                        halaman.write_datetime(nomor, kolom, nilai, saat)
                    elif nilai is not None:
                        halaman.write(nomor, kolom, nilai)


def tulis_xlsx(
    kepala: Sequence[str],
    baris: Iterable[Sequence[Any]],
    *,
    lebar: Sequence[int],
    teks: set[int],
    petunjuk: Sequence[str],
) -> bytes:
    """A workbook with the table on its first sheet and ``petunjuk`` on its second; columns in ``teks`` (from 0) are
    formatted as text, so that a program keeps what is typed there. Reads back unchanged."""
    from openpyxl import Workbook  # late: most requests never need it
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    buku = Workbook()
    lembar = buku.active
    lembar.title = LEMBAR
    lembar.append(list(kepala))
    for sel in lembar[1]:
        sel.font = Font(bold=True)
    for nomor, satu in enumerate(baris, 2):
        for kolom, nilai in enumerate(satu):
            if nilai in (None, ""):
                continue
            sel = lembar.cell(nomor, kolom + 1, _KENDALI.sub("", nilai) if isinstance(nilai, str) else nilai)
            if isinstance(nilai, str):
                sel.data_type = "s"  # also what begins with "="
            if kolom in teks:
                sel.number_format = "@"
    for kolom, satu_lebar in enumerate(lebar):
        dimensi = lembar.column_dimensions[get_column_letter(kolom + 1)]
        dimensi.width = satu_lebar
        if kolom in teks:
            dimensi.number_format = "@"
    lembar.freeze_panes = "A2"
    catatan = buku.create_sheet(_("Petunjuk"))
    catatan.column_dimensions["A"].width = 100
    for satu in petunjuk:
        catatan.append([satu])
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


# --- Values ---------------------------------------------------------------------------------------------------------
def nilai_teks(nilai: Any) -> str:
    """Text of a cell on one line; a whole number becomes its digits. Raises ValueError for a date or yes/no."""
    if nilai is None:
        return ""
    if isinstance(nilai, (bool, dt.date, dt.datetime, dt.time)):
        raise ValueError(_("Isi dengan teks. Format kolomnya sebagai Teks bila program mengubahnya."))
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = int(nilai)
    return re.sub(r"\s+", " ", str(nilai).replace("\x00", "")).strip()


def nilai_cacah(nilai: Any, maks: int) -> int | None:
    """A count: 0 or more, without fractions; None for nothing. Raises ValueError."""
    if nilai is None or nilai == "":
        return None
    if isinstance(nilai, str) and re.fullmatch(r"\d{1,12}", nilai.strip()):
        hasil = int(nilai.strip())
    elif (isinstance(nilai, int) and not isinstance(nilai, bool)) or (isinstance(nilai, float) and nilai.is_integer()):
        hasil = int(nilai)
    else:
        raise ValueError(
            _("“%(nilai)s” bukan bilangan bulat. Tulis angkanya saja, tanpa titik atau koma, misalnya 1250.")
            % {"nilai": str(nilai)[:30]}
        )
    if not 0 <= hasil <= maks:
        raise ValueError(_("Isi bilangan dari 0 sampai %(maks)d.") % {"maks": maks})
    return hasil


def nilai_tanggal(nilai: Any) -> dt.date | None:
    """A day: a date cell, 2026-03-31, 31/03/2026 or 31-03-2026; None for nothing. Raises ValueError."""
    if nilai is None or nilai == "":
        return None
    if isinstance(nilai, dt.datetime):
        return nilai.date()
    if isinstance(nilai, dt.date):
        return nilai
    if isinstance(nilai, str):
        for bentuk in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
            try:
                return dt.datetime.strptime(nilai.strip(), bentuk).date()  # noqa: DTZ007  # a day has no zone
            except ValueError:
                continue
    raise ValueError(_("“%(nilai)s” bukan tanggal. Tulis seperti 31/03/2026.") % {"nilai": str(nilai)[:30]})
