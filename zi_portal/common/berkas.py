"""Files that people hand in: told apart by content, kept within limits, scanned, and served without harm.

Nothing here trusts a name or a declared type. ``periksa`` opens what it can open, and says in Indonesian what to do
with a file it refuses. ``sajikan`` is the only way by which stored bytes go out.
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import io
import logging
import re
import socket
import struct
import time
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import urlsplit

import filetype
from django.conf import settings
from django.core.files import File
from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

logger = logging.getLogger(__name__)

MB = 1024 * 1024
POTONGAN = 256 * 1024


class BerkasDitolak(Exception):
    """The file cannot be taken; ``message`` says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class JenisBerkas:
    """A kind of file the portal takes: its MIME type and the endings that agree with it, without the dot."""

    kunci: str
    mime: str
    akhiran: tuple[str, ...]
    nama: str
    pratinjau: bool = False

    @property
    def gambar(self) -> bool:
        return self.mime.startswith("image/")


_OOXML = "application/vnd.openxmlformats-officedocument."
PDF = JenisBerkas("pdf", "application/pdf", ("pdf",), "PDF", pratinjau=True)
JPG = JenisBerkas("jpg", "image/jpeg", ("jpg", "jpeg"), gettext_lazy("Foto"), pratinjau=True)
PNG = JenisBerkas("png", "image/png", ("png",), gettext_lazy("Gambar"), pratinjau=True)
WEBP = JenisBerkas("webp", "image/webp", ("webp",), gettext_lazy("Gambar"), pratinjau=True)
DOCX = JenisBerkas("docx", f"{_OOXML}wordprocessingml.document", ("docx",), "Word")
XLSX = JenisBerkas("xlsx", f"{_OOXML}spreadsheetml.sheet", ("xlsx",), "Excel")
PPTX = JenisBerkas("pptx", f"{_OOXML}presentationml.presentation", ("pptx",), "PowerPoint")
CSV = JenisBerkas("csv", "text/csv", ("csv",), "CSV")
TXT = JenisBerkas("txt", "text/plain", ("txt",), gettext_lazy("Teks"))
MP4 = JenisBerkas("mp4", "video/mp4", ("mp4",), "Video")

JENIS = {j.kunci: j for j in (PDF, JPG, PNG, WEBP, DOCX, XLSX, PPTX, CSV, TXT, MP4)}
JENIS_MIME = {j.mime: j for j in JENIS.values()}
JENIS_AKHIRAN = {a: j for j in JENIS.values() for a in j.akhiran}
DAFTAR_JENIS = "PDF, JPG, PNG, WebP, DOCX, XLSX, PPTX, CSV, TXT, MP4"
# For the picker's accept attribute.
TERIMA = ",".join(f".{a}" for a in JENIS_AKHIRAN)

# Endings people often try, each with the way out.
_SARAN = {
    "doc": gettext_lazy("Simpan sebagai .docx, lalu unggah lagi."),
    "xls": gettext_lazy("Simpan sebagai .xlsx, lalu unggah lagi."),
    "ppt": gettext_lazy("Simpan sebagai .pptx, lalu unggah lagi."),
    "docm": gettext_lazy("Berkas ini berisi makro. Simpan sebagai .docx tanpa makro, lalu unggah lagi."),
    "xlsm": gettext_lazy("Berkas ini berisi makro. Simpan sebagai .xlsx tanpa makro, lalu unggah lagi."),
    "pptm": gettext_lazy("Berkas ini berisi makro. Simpan sebagai .pptx tanpa makro, lalu unggah lagi."),
    "heic": gettext_lazy("Simpan foto sebagai .jpg, lalu unggah lagi."),
    "gif": gettext_lazy("Simpan gambar sebagai .png, lalu unggah lagi."),
    "bmp": gettext_lazy("Simpan gambar sebagai .png, lalu unggah lagi."),
    "tif": gettext_lazy("Simpan gambar sebagai .png atau PDF, lalu unggah lagi."),
    "tiff": gettext_lazy("Simpan gambar sebagai .png atau PDF, lalu unggah lagi."),
    "svg": gettext_lazy("Simpan gambar sebagai .png, lalu unggah lagi."),
    "html": gettext_lazy("Cetak halaman itu ke PDF, lalu unggah PDF-nya."),
    "htm": gettext_lazy("Cetak halaman itu ke PDF, lalu unggah PDF-nya."),
    "zip": gettext_lazy("Keluarkan isinya, lalu unggah berkas-berkas di dalamnya sekaligus."),
    "rar": gettext_lazy("Keluarkan isinya, lalu unggah berkas-berkas di dalamnya sekaligus."),
    "7z": gettext_lazy("Keluarkan isinya, lalu unggah berkas-berkas di dalamnya sekaligus."),
    "mov": gettext_lazy("Simpan video sebagai .mp4, lalu unggah lagi."),
    "avi": gettext_lazy("Simpan video sebagai .mp4, lalu unggah lagi."),
    "mkv": gettext_lazy("Simpan video sebagai .mp4, lalu unggah lagi."),
}


# --- Names ----------------------------------------------------------------------------------------------------------
NAMA_MAKS = 150
_NAMA_WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def nama_aman(nama: str) -> str:
    """The name as text one may show and put into a header: no path, no control or direction marks, at most 150 long.

    The ending stays; a name of which nothing is left becomes "berkas".
    """
    nama = unicodedata.normalize("NFC", nama).replace("\\", "/").rsplit("/", 1)[-1]
    # Cc control, Cf format (direction marks, joiners), Cs lone surrogates, Co private, Zl/Zp line separators.
    nama = "".join(c for c in nama if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    nama = re.sub(r'[<>:"|?*;]', "_", nama)
    nama = re.sub(r"\s+", " ", nama).rstrip(" .")
    pokok, titik, akhiran = nama.rpartition(".")
    if not titik:
        pokok, akhiran = nama, ""
    pokok = pokok.strip(" .")
    if _NAMA_WINDOWS.fullmatch(pokok.split(".", 1)[0]):
        pokok = f"_{pokok}"
    akhiran = akhiran[:10]
    pokok = pokok[: NAMA_MAKS - len(akhiran) - 1].rstrip(" .") or "berkas"
    return f"{pokok}.{akhiran}" if akhiran else pokok


def akhiran_nama(nama: str) -> str:
    """The ending in small letters without the dot, "" when there is none."""
    return nama.rpartition(".")[2].lower() if "." in nama else ""


def pokok_nama(nama: str) -> str:
    """A title from a file name: without its ending, underscores as spaces."""
    pokok = nama.rpartition(".")[0] or nama
    return re.sub(r"[_\s]+", " ", pokok).strip() or nama


# --- Limits ---------------------------------------------------------------------------------------------------------
def batas_ukuran(jenis: JenisBerkas) -> int:
    """Largest size of this kind in bytes."""
    return settings.BUKTI_MAKS_BITA_VIDEO if jenis is MP4 else settings.BUKTI_MAKS_BITA


def teks_ukuran(bita: int) -> str:
    """“820 KB”, “2,4 MB”: with a decimal comma."""
    if bita < 1024:
        return f"{bita} B"
    for satuan in ("KB", "MB", "GB"):
        bita_satuan = bita / 1024
        if bita_satuan < 1024 or satuan == "GB":
            return f"{bita_satuan:.1f}".replace(".", ",").removesuffix(",0") + f" {satuan}"
        bita = bita_satuan
    raise AssertionError


# --- What is it? ----------------------------------------------------------------------------------------------------
def periksa(berkas: BinaryIO, nama: str) -> JenisBerkas:
    """What kind of file this is, by its content; ``nama`` must agree. Leaves the position at the start.

    Raises BerkasDitolak with a sentence that says what to do.
    """
    berkas.seek(0, 2)
    ukuran = berkas.tell()
    if not ukuran:
        raise BerkasDitolak(_("Berkas ini kosong (0 bita). Periksa berkas aslinya, lalu unggah lagi."))
    akhiran = akhiran_nama(nama)
    dari_nama = JENIS_AKHIRAN.get(akhiran)
    if dari_nama is None:
        saran = _SARAN.get(akhiran) or _("Simpan dalam salah satu jenis itu, lalu unggah lagi.")
        apa = _("Jenis .%(akhiran)s tidak diterima.") % {"akhiran": akhiran} if akhiran else _("Nama tanpa akhiran.")
        raise BerkasDitolak(f"{apa} {_('Yang diterima')}: {DAFTAR_JENIS}. {saran}")
    if ukuran > batas_ukuran(dari_nama):
        raise BerkasDitolak(
            _("Ukuran berkas %(ukuran)s, paling besar %(batas)s. Kecilkan atau bagi menjadi beberapa berkas.")
            % {"ukuran": teks_ukuran(ukuran), "batas": teks_ukuran(batas_ukuran(dari_nama))}
        )
    berkas.seek(0)
    kepala = berkas.read(4096)
    jenis = _dari_isi(kepala, dari_nama)
    if jenis is not dari_nama:
        raise BerkasDitolak(_beda(kepala, akhiran, jenis))
    berkas.seek(0)
    _PEMERIKSA[dari_nama.kunci](berkas, ukuran)
    berkas.seek(0)
    return dari_nama


def _dari_isi(kepala: bytes, dari_nama: JenisBerkas) -> JenisBerkas | None:
    """The kind the first bytes speak of. Text has no mark of its own: what is named text and isn't known is text."""
    if kepala.startswith(b"%PDF-"):
        return PDF
    if kepala.startswith(b"\xff\xd8\xff"):
        return JPG
    if kepala.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if kepala[:4] == b"RIFF" and kepala[8:12] == b"WEBP":
        return WEBP
    if kepala[4:8] == b"ftyp":
        return MP4
    if kepala.startswith(b"PK\x03\x04"):
        return dari_nama if dari_nama in (DOCX, XLSX, PPTX) else None
    if dari_nama in (CSV, TXT) and filetype.guess(kepala) is None:
        return dari_nama
    return None


def _beda(kepala: bytes, akhiran: str, jenis: JenisBerkas | None) -> str:
    if kepala.startswith(b"\xd0\xcf\x11\xe0"):
        return _(
            "Berkas ini dikunci kata sandi atau berformat Office lama. "
            "Simpan ulang tanpa kata sandi sebagai .docx, .xlsx, atau .pptx, lalu unggah lagi."
        )
    if jenis is not None:
        return _("Isi berkas ini %(isi)s, padahal namanya berakhiran .%(akhiran)s. Ganti menjadi .%(benar)s.") % {
            "isi": jenis.nama,
            "akhiran": akhiran,
            "benar": jenis.akhiran[0],
        }
    return _(
        "Isi berkas ini bukan .%(akhiran)s. Buka berkas aslinya, simpan sebagai .%(akhiran)s, lalu unggah lagi."
    ) % {"akhiran": akhiran}


# --- PDF ------------------------------------------------------------------------------------------------------------
PDF_OBJEK_MAKS = 1_000_000
PDF_DETIK_MAKS = 10
_AKSI_PDF = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/RichMediaExecute"})


def _periksa_pdf(berkas: BinaryIO, ukuran: int) -> None:
    import pikepdf  # late: loads a C++ library that most requests never need
    from pikepdf.settings import set_qpdf_limits

    # An object stream of 100 KB can claim gigabytes; a legitimate one stays far below this.
    set_qpdf_limits(flate_max_memory=16 * MB, doc_max_warnings=200)
    try:
        with pikepdf.open(berkas, suppress_warnings=True) as pdf:
            _periksa_isi_pdf(pdf, pikepdf)
    except pikepdf.PasswordError as error:
        raise BerkasDitolak(
            _("PDF ini dikunci kata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi.")
        ) from error
    except BerkasDitolak:
        raise
    except (pikepdf.PdfError, pikepdf.QpdfRuntimeError, ValueError, RecursionError) as error:
        raise BerkasDitolak(str(_RUSAK_PDF)) from error


_RUSAK_PDF = gettext_lazy(
    "PDF ini rusak atau tidak utuh. Buka berkas aslinya, simpan ulang sebagai PDF, lalu unggah lagi."
)
_RUMIT_PDF = gettext_lazy("PDF ini terlalu rumit untuk diperiksa. Cetak ulang ke PDF, lalu unggah hasilnya.")


def _periksa_isi_pdf(pdf: object, pikepdf: object) -> None:
    """Refuse what acts by itself: scripts, launches, forms that send, files inside files."""
    if not len(pdf.pages):
        raise BerkasDitolak(_("PDF ini tidak mempunyai halaman. Simpan ulang sebagai PDF, lalu unggah lagi."))
    jumlah = int(pdf.trailer.get("/Size", 0))
    if jumlah > PDF_OBJEK_MAKS:
        raise BerkasDitolak(str(_RUMIT_PDF))
    awal = pdf.Root.get("/OpenAction")
    if isinstance(awal, pikepdf.Dictionary) and awal.get("/S") == "/URI":
        raise BerkasDitolak(
            _("PDF ini membuka situs web sendiri saat dibuka. Cetak ulang ke PDF, lalu unggah hasilnya.")
        )
    selesai = time.monotonic() + PDF_DETIK_MAKS
    for nomor in range(1, jumlah):
        if time.monotonic() > selesai:
            raise BerkasDitolak(str(_RUMIT_PDF))
        _periksa_objek(pdf.get_object((nomor, 0)), pikepdf)
    if any("memory limit" in str(w) for w in pdf.get_warnings()):
        raise BerkasDitolak(str(_RUMIT_PDF))


def _periksa_objek(objek: object, pikepdf: object) -> None:
    """Look at one indirect object and all that is written inside it."""
    antre = [objek]
    while antre:
        satu = antre.pop()
        if isinstance(satu, pikepdf.Array):
            antre.extend(anak for anak in satu if not getattr(anak, "is_indirect", False))
            continue
        if not isinstance(satu, pikepdf.Dictionary | pikepdf.Stream):
            continue
        kunci = satu.keys()
        if "/JS" in kunci or ("/S" in kunci and str(satu["/S"]) in _AKSI_PDF):
            raise BerkasDitolak(
                _("PDF ini berisi skrip atau perintah otomatis. Cetak ulang ke PDF, lalu unggah hasilnya.")
            )
        if "/EF" in kunci or "/EmbeddedFiles" in kunci or str(satu.get("/Type")) == "/EmbeddedFile":
            raise BerkasDitolak(
                _("PDF ini membawa berkas lain di dalamnya. Keluarkan lampirannya, lalu unggah sendiri-sendiri.")
            )
        if "/XFA" in kunci or str(satu.get("/Subtype")) == "/RichMedia":
            raise BerkasDitolak(
                _("PDF ini berisi formulir atau media aktif. Cetak ulang ke PDF, lalu unggah hasilnya.")
            )
        antre.extend(anak for _k, anak in satu.items() if not getattr(anak, "is_indirect", False))


# --- Pictures -------------------------------------------------------------------------------------------------------
PIKSEL_MAKS = 50_000_000


def _periksa_gambar(format_: str) -> Callable[[BinaryIO, int], None]:
    def periksa_format(berkas: BinaryIO, ukuran: int) -> None:
        from PIL import Image  # late: most requests never need it

        rusak = _("Gambar ini rusak atau tidak utuh. Simpan ulang sebagai .jpg atau .png, lalu unggah lagi.")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                gambar = Image.open(berkas, formats=[format_])
            lebar, tinggi = gambar.size
            if lebar * tinggi > PIKSEL_MAKS:
                raise Image.DecompressionBombError
            gambar.verify()
            if format_ == "JPEG":
                # verify() reads only the head of a JPEG. At an eighth of its size decoding it all costs little.
                if not _jpeg_berakhir(berkas):
                    raise BerkasDitolak(rusak)
                berkas.seek(0)
                gambar = Image.open(berkas, formats=[format_])
                gambar.draft("RGB", (lebar // 8, tinggi // 8))
                gambar.load()
        except BerkasDitolak:
            raise
        except Image.DecompressionBombError as error:
            raise BerkasDitolak(
                _("Gambar ini lebih dari 50 juta piksel. Kecilkan ukurannya, lalu unggah lagi.")
            ) from error
        except (OSError, SyntaxError, ValueError, MemoryError, struct.error) as error:
            raise BerkasDitolak(rusak) from error

    return periksa_format


def _jpeg_berakhir(berkas: BinaryIO) -> bool:
    """Is the end mark there, behind the start of the picture's own data? A thumbnail inside the head has one too.

    Asked here because Pillow can be told, for the whole process, to accept a picture that breaks off.
    """
    berkas.seek(2)
    while (tanda := berkas.read(4)) and len(tanda) == 4:
        if tanda[0] != 0xFF or tanda[1] in {0x00, 0xFF}:
            return False
        panjang = int.from_bytes(tanda[2:], "big")
        if panjang < 2:
            return False
        berkas.seek(panjang - 2, 1)
        if tanda[1] == 0xDA:
            break
    sisa = b""
    while potongan := berkas.read(MB):
        if b"\xff\xd9" in sisa + potongan:
            return True
        sisa = potongan[-1:]
    return False


def gambar_kecil(berkas: BinaryIO, sisi: int = 160) -> bytes:
    """A JPEG of at most ``sisi`` pixels a side, turned upright and without the metadata of the original."""
    from PIL import Image, ImageOps  # late: most requests never need it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        gambar = Image.open(berkas, formats=["JPEG", "PNG", "WEBP"])
    if gambar.size[0] * gambar.size[1] > PIKSEL_MAKS:
        raise BerkasDitolak("")
    gambar.draft("RGB", (sisi * 2, sisi * 2))
    gambar = ImageOps.exif_transpose(gambar)
    gambar.thumbnail((sisi, sisi))
    if gambar.mode in {"RGBA", "LA", "P", "PA"}:
        gambar = gambar.convert("RGBA")
        alas = Image.new("RGBA", gambar.size, "white")
        alas.alpha_composite(gambar)
        gambar = alas
    keluar = io.BytesIO()
    gambar.convert("RGB").save(keluar, "JPEG", quality=78, optimize=True)
    return keluar.getvalue()


# --- Office ---------------------------------------------------------------------------------------------------------
OOXML_ENTRI_MAKS = 10_000
OOXML_ISI_MAKS = 500 * MB
OOXML_NISBAH_MAKS = 200
_UTAMA = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
ZIP_RUSAK = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    KeyError,
)
_BAGIAN = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}


def _periksa_ooxml(kunci: str) -> Callable[[BinaryIO, int], None]:
    def periksa_kunci(berkas: BinaryIO, ukuran: int) -> None:
        rusak = _("Berkas ini rusak atau bukan .%(akhiran)s. Buka berkas aslinya, simpan ulang, lalu unggah lagi.") % {
            "akhiran": kunci
        }
        try:
            with zipfile.ZipFile(berkas) as arsip:
                _periksa_arsip(arsip, kunci, ukuran, rusak)
        except BerkasDitolak:
            raise
        except ZIP_RUSAK as error:
            raise BerkasDitolak(rusak) from error

    return periksa_kunci


def _periksa_arsip(arsip: zipfile.ZipFile, kunci: str, ukuran: int, rusak: str) -> None:
    isi = arsip.infolist()
    jumlah = sum(e.file_size for e in isi)
    padat = sum(e.compress_size for e in isi)
    if len(isi) > OOXML_ENTRI_MAKS or jumlah > OOXML_ISI_MAKS or jumlah > max(ukuran * OOXML_NISBAH_MAKS, 20 * MB):
        raise BerkasDitolak(
            _("Isi berkas ini tidak wajar besarnya. Salin isinya ke berkas baru, simpan, lalu unggah lagi.")
        )
    nama = [e.filename for e in isi]
    # Members that overlap or climb out of their folder are made by hand, never by Office.
    if padat > ukuran or any(n.startswith("/") or ".." in n.split("/") or "\\" in n for n in nama):
        raise BerkasDitolak(rusak)
    if len(set(nama)) != len(nama) or "[Content_Types].xml" not in nama or any(e.flag_bits & 0x1 for e in isi):
        raise BerkasDitolak(rusak)
    makro = _("Berkas ini berisi makro. Simpan sebagai .%(akhiran)s tanpa makro, lalu unggah lagi.") % {
        "akhiran": kunci
    }
    tipe = _baca(arsip, "[Content_Types].xml", rusak)
    if b"macroEnabled" in tipe or b"vbaProject" in tipe or any("vbaproject" in n.lower() for n in nama):
        raise BerkasDitolak(makro)
    if any("activex" in n.lower() for n in nama) or b"ms-office.activeX" in tipe:
        raise BerkasDitolak(_("Berkas ini berisi kontrol ActiveX. Hapus kontrol itu, simpan ulang, lalu unggah lagi."))
    if _UTAMA[kunci] not in tipe or not any(n.startswith(_BAGIAN[kunci]) for n in nama):
        raise BerkasDitolak(rusak)
    for n in nama:
        if not n.endswith(".rels"):
            continue
        hubungan = _baca(arsip, n, rusak)
        if b"relationships/vbaProject" in hubungan:
            raise BerkasDitolak(makro)
        # A template fetched from elsewhere when the document is opened can bring macros along.
        if re.search(rb"relationships/(attachedTemplate|oleObject|frame)\b", hubungan) and b"External" in hubungan:
            raise BerkasDitolak(
                _("Berkas ini mengambil isi dari tempat lain saat dibuka. Putuskan tautannya, lalu unggah lagi.")
            )


def _baca(arsip: zipfile.ZipFile, nama: str, rusak: str, batas: int = 4 * MB) -> bytes:
    """One small member, never more than ``batas`` bytes of it whatever its directory entry says."""
    with arsip.open(nama) as anggota:
        isi = anggota.read(batas + 1)
    if len(isi) > batas or b"<!DOCTYPE" in isi or b"<!ENTITY" in isi:
        raise BerkasDitolak(rusak)
    return isi


# --- Text -----------------------------------------------------------------------------------------------------------
_MIRIP_WEB = re.compile(rb"\s*(<!doctype|<html|<head|<body|<script|<svg|<iframe|<\?xml|<\?php|<!--|#!)", re.IGNORECASE)
_KENDALI = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def _periksa_teks(berkas: BinaryIO, ukuran: int) -> None:
    kepala = berkas.read(4096).removeprefix(codecs.BOM_UTF8)
    if kepala.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BerkasDitolak(_("Teks ini bersandi UTF-16. Simpan sebagai UTF-8, lalu unggah lagi."))
    if _MIRIP_WEB.match(kepala):
        raise BerkasDitolak(
            _("Isi berkas ini halaman web atau skrip, bukan teks biasa. Cetak ke PDF, lalu unggah PDF-nya.")
        )
    bukan_teks = _("Isi berkas ini bukan teks biasa. Simpan sebagai teks (UTF-8), lalu unggah lagi.")
    berkas.seek(0)
    utf8 = codecs.getincrementaldecoder("utf-8")()
    bisa_utf8 = True
    while potongan := berkas.read(MB):
        if _KENDALI.search(potongan):
            raise BerkasDitolak(bukan_teks)
        if bisa_utf8:
            try:
                utf8.decode(potongan, final=len(potongan) < MB)
            except UnicodeDecodeError:
                bisa_utf8 = False
        # Excel of an Indonesian Windows writes CSV in cp1252, in which these five bytes mean nothing.
        if not bisa_utf8 and re.search(rb"[\x81\x8d\x8f\x90\x9d]", potongan):
            raise BerkasDitolak(bukan_teks)


# --- Video ----------------------------------------------------------------------------------------------------------
_MEREK_MP4 = re.compile(rb"(isom|iso[2-9]|iso[a-c]|mp4[12]|avc1|M4V |MSNV|dash|f4v |3gp[4-9]|mmp4)")


def _periksa_mp4(berkas: BinaryIO, ukuran: int) -> None:
    rusak = _("Video ini rusak atau bukan .mp4. Simpan ulang sebagai .mp4, lalu unggah lagi.")
    kepala = berkas.read(64)
    panjang = struct.unpack(">I", kepala[:4])[0] if len(kepala) >= 16 else 0
    if not 16 <= panjang <= 4096 or not _MEREK_MP4.search(kepala[8 : min(panjang, 64)]):
        raise BerkasDitolak(rusak)
    if kepala[8:12] == b"qt  ":
        raise BerkasDitolak(_("Video ini berformat QuickTime (.mov). Simpan sebagai .mp4, lalu unggah lagi."))
    ada, letak = set(), 0
    for _urut in range(10_000):
        if letak >= ukuran:
            break
        berkas.seek(letak)
        kotak = berkas.read(16)
        if len(kotak) < 8:
            raise BerkasDitolak(rusak)
        panjang, jenis = struct.unpack(">I4s", kotak[:8])
        if panjang == 1 and len(kotak) == 16:
            panjang = struct.unpack(">Q", kotak[8:])[0]
        elif panjang == 0:
            panjang = ukuran - letak
        if panjang < 8:
            raise BerkasDitolak(rusak)
        ada.add(jenis)
        letak += panjang
    if letak != ukuran or not {b"moov", b"mdat"} <= ada:
        raise BerkasDitolak(rusak)


_PEMERIKSA: dict[str, Callable[[BinaryIO, int], None]] = {
    "pdf": _periksa_pdf,
    "jpg": _periksa_gambar("JPEG"),
    "png": _periksa_gambar("PNG"),
    "webp": _periksa_gambar("WEBP"),
    "docx": _periksa_ooxml("docx"),
    "xlsx": _periksa_ooxml("xlsx"),
    "pptx": _periksa_ooxml("pptx"),
    "csv": _periksa_teks,
    "txt": _periksa_teks,
    "mp4": _periksa_mp4,
}


def masih_sejenis(berkas: BinaryIO, mime: str) -> bool:
    """Does the stored content still begin as its kind does? Asked before anything is shown in place."""
    berkas.seek(0)
    kepala = berkas.read(4096)
    berkas.seek(0)
    jenis = JENIS_MIME.get(mime)
    return jenis is not None and _dari_isi(kepala, jenis) is jenis


def sidik(berkas: BinaryIO) -> str:
    """SHA-256 in hex of the whole file, read in pieces; leaves the position at the start."""
    berkas.seek(0)
    hasil = hashlib.file_digest(berkas, "sha256").hexdigest()
    berkas.seek(0)
    return hasil


# --- Malware --------------------------------------------------------------------------------------------------------
BERSIH, BERBAHAYA, TERTUNDA, TIDAK_DIPINDAI = "bersih", "berbahaya", "tertunda", "tidak_dipindai"


def pindai(berkas: BinaryIO) -> str:
    """Ask clamd at ``CLAMD_URL`` (tcp://host:3310 or unix:///path): one of BERSIH, BERBAHAYA, TERTUNDA, TIDAK_DIPINDAI.

    TERTUNDA: the scanner did not answer; the file waits for the next sweep. TIDAK_DIPINDAI: there is no scanner, or
    the file is larger than it takes. Leaves the position at the start.
    """
    if not settings.CLAMD_URL:
        return TIDAK_DIPINDAI
    try:
        jawab = _instream(berkas)
    except OSError as error:
        logger.warning("clamd does not answer: %s", type(error).__name__)
        return TERTUNDA
    finally:
        berkas.seek(0)
    if jawab.endswith("OK"):
        return BERSIH
    if jawab.endswith("FOUND"):
        logger.warning("clamd: %s", jawab)
        return BERBAHAYA
    if "size limit" in jawab:
        return TIDAK_DIPINDAI
    logger.warning("clamd answers %r", jawab[:200])
    return TERTUNDA


def _instream(berkas: BinaryIO) -> str:
    """clamd's INSTREAM: pieces with their length before them, an empty one at the end, one line back."""
    berkas.seek(0)
    with contextlib.closing(_sambung(settings.CLAMD_URL)) as soket:
        soket.sendall(b"zINSTREAM\0")
        try:
            while potongan := berkas.read(POTONGAN):
                soket.sendall(struct.pack(">I", len(potongan)) + potongan)
            soket.sendall(struct.pack(">I", 0))
        except BrokenPipeError:
            pass  # clamd closes early when the limit is reached; its answer says so
        jawab = b""
        while not jawab.endswith(b"\0") and len(jawab) < 4096 and (bagian := soket.recv(1024)):
            jawab += bagian
    return jawab.rstrip(b"\0").decode("utf-8", "replace").strip()


def _sambung(url: str) -> socket.socket:
    bagian = urlsplit(url)
    if bagian.scheme == "unix":
        soket = socket.socket(socket.AF_UNIX)
        soket.settimeout(30)
        try:
            soket.connect(bagian.path)
        except OSError:
            soket.close()
            raise
        return soket
    return socket.create_connection((bagian.hostname, bagian.port or 3310), timeout=30)


# --- Out ------------------------------------------------------------------------------------------------------------
CSP_UNDUH = "default-src 'none'; sandbox"
CSP_GAMBAR = "default-src 'none'; sandbox; frame-ancestors 'self'"
# Chromium's PDF viewer does not start inside a sandbox; the viewer itself runs no script of the document we took.
CSP_PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
_RENTANG = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class JawabanBerkas(FileResponse):
    """A file in larger pieces than Django's 4 KB: a 200 MB video is a thousand of them instead of fifty thousand."""

    block_size = POTONGAN


def sajikan(
    berkas: File, *, nama: str, mime: str, ukuran: int, sidik: str = "", langsung: bool = False, rentang: str = ""
) -> HttpResponse | FileResponse:
    """Stored bytes as an answer that a browser keeps apart: attachment, nosniff, sandbox, never cached by others.

    ``langsung`` shows PDF and pictures in place; anything else stays an attachment. ``rentang`` is the Range header.
    """
    jenis = JENIS_MIME.get(mime)
    langsung = langsung and jenis is not None and jenis.pratinjau
    mulai, akhir = _batas_rentang(rentang, ukuran)
    if mulai is None:
        berkas.close()
        jawab: HttpResponse | FileResponse = HttpResponse(status=416)
        jawab["Content-Range"] = f"bytes */{ukuran}"
        return jawab
    if (mulai, akhir) == (0, ukuran - 1):
        jawab = JawabanBerkas(berkas)
    else:
        berkas.seek(mulai)
        jawab = JawabanBerkas(_Bagian(berkas, akhir - mulai + 1), status=206)
        jawab["Content-Range"] = f"bytes {mulai}-{akhir}/{ukuran}"
    jawab["Content-Type"] = f"{mime}; charset=utf-8" if mime.startswith("text/") else mime
    if jenis is None:
        jawab["Content-Type"] = "application/octet-stream"
    jawab["Content-Length"] = akhir - mulai + 1
    jawab["Accept-Ranges"] = "bytes"
    jawab["Content-Disposition"] = content_disposition_header(not langsung, nama_aman(nama))
    if sidik:
        jawab["ETag"] = f'"{sidik}"'
    return kunci_jawaban(jawab, csp=(CSP_PDF if jenis is PDF else CSP_GAMBAR) if langsung else CSP_UNDUH)


def kunci_jawaban(jawab: HttpResponse | FileResponse, *, csp: str) -> HttpResponse | FileResponse:
    """Headers that keep handed-in content from acting in our name."""
    jawab["X-Content-Type-Options"] = "nosniff"
    jawab["Content-Security-Policy"] = csp
    jawab["Cross-Origin-Resource-Policy"] = "same-origin"
    jawab["Cache-Control"] = "private, no-store"
    jawab["X-Frame-Options"] = "SAMEORIGIN" if "frame-ancestors 'self'" in csp else "DENY"
    return jawab


def _batas_rentang(rentang: str, ukuran: int) -> tuple[int | None, int]:
    """First and last byte asked for; the whole file for what is no single range; (None, 0) for one outside the file."""
    cocok = _RENTANG.fullmatch(rentang.strip())
    if not cocok or cocok.group(0) == "bytes=-" or not ukuran:
        return 0, ukuran - 1
    dari, sampai = cocok.groups()
    if not dari:
        return (max(ukuran - int(sampai), 0), ukuran - 1) if int(sampai) else (None, 0)
    mulai = int(dari)
    akhir = min(int(sampai), ukuran - 1) if sampai else ukuran - 1
    return (mulai, akhir) if mulai <= akhir else (None, 0)


class _Bagian:
    """The next ``sisa`` bytes of an open file, as a file of its own."""

    def __init__(self, berkas: File, sisa: int) -> None:
        self.berkas, self.sisa = berkas, sisa

    def read(self, n: int) -> bytes:
        bagian = self.berkas.read(min(n, self.sisa))
        self.sisa -= len(bagian)
        return bagian

    def close(self) -> None:
        self.berkas.close()
