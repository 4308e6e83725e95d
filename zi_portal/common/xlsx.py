"""A workbook looked at piece by piece before anything else opens it, and put together anew from what was seen.

Every part is unpacked once, within limits, and parsed for its marks alone: rows, cells, addresses, formulas, merges.
What reaches outside the file, or hides behind another encoding or a DTD, is refused. Whoever reads values afterwards
gets ``bersih``: a plain archive of exactly those bytes, so that two readers cannot see two different files.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _

from zi_portal.common.berkas import MB, ZIP_RUSAK, BerkasDitolak
from zi_portal.common.tabel import PENUH_XLSX, RUSAK_XLSX, tolak_sandi_asing, tolak_sumber_luar

POTONGAN = 64 * 1024
DAFTAR_ISI_MAKS = MB


@dataclass(frozen=True, slots=True)
class BatasXlsx:
    """How large a workbook may be inside: rows and columns of a sheet, cells of all, texts, unpacked bytes."""

    baris: int
    kolom: int
    sel: int
    teks: int
    bita: int


@dataclass(slots=True)
class TandaLembar:
    """What the marks of one sheet say: cells (as "K8") that hold a formula or an error, merges, links to pages."""

    rumus: set[str] = field(default_factory=set)
    galat: set[str] = field(default_factory=set)
    gabungan: list[str] = field(default_factory=list)
    tautan: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IsiXlsx:
    """A workbook that passed: its parts as a plain archive, and the marks of each sheet by its name."""

    bersih: bytes
    lembar: Mapping[str, TandaLembar]


def pindai_xlsx(berkas: BinaryIO, batas: BatasXlsx) -> IsiXlsx:
    """Unpack and look at every part. Raises BerkasDitolak with what to do."""
    try:
        periksa_daftar_isi(berkas)
        with zipfile.ZipFile(berkas) as arsip:
            return _Pemindai(arsip, batas).pindai()
    except BerkasDitolak:
        raise
    except (*ZIP_RUSAK, expat.ExpatError, AttributeError, TypeError) as error:
        raise BerkasDitolak(str(RUSAK_XLSX)) from error
    finally:
        berkas.seek(0)


def periksa_daftar_isi(berkas: BinaryIO) -> None:
    """An archive's table of contents is read as a whole, so it must be small before anybody does. Raises
    BerkasDitolak."""
    ukuran = berkas.seek(0, 2)
    berkas.seek(max(0, ukuran - 66_000))
    ekor = berkas.read()
    berkas.seek(0)
    letak = ekor.rfind(b"PK\x05\x06")
    if letak < 0 or len(ekor) - letak < 22:
        raise BerkasDitolak(str(RUSAK_XLSX))
    panjang = struct.unpack_from("<I", ekor, letak + 12)[0]
    if panjang > DAFTAR_ISI_MAKS:
        raise BerkasDitolak(str(PENUH_XLSX))


class _Pemindai:
    def __init__(self, arsip: zipfile.ZipFile, batas: BatasXlsx) -> None:
        self.arsip, self.batas = arsip, batas
        self.sisa_bita, self.sel, self.teks = batas.bita, 0, 0
        self.lembar: dict[str, _Lembar] = {}
        self.bagian: dict[str, bytes] = {}

    def pindai(self) -> IsiXlsx:
        for entri in self.arsip.infolist():
            tolak_sumber_luar(entri.filename)
            # Old drawings of comments are XML in name only.
            if not entri.is_dir() and not entri.filename.lower().endswith(".vml"):
                self._bagian(entri)
        keluar = io.BytesIO()
        with zipfile.ZipFile(keluar, "w", zipfile.ZIP_STORED) as baru:
            for nama, isi in self.bagian.items():
                baru.writestr(nama, isi)
        return IsiXlsx(keluar.getvalue(), self._nama_lembar())

    def _bagian(self, entri: zipfile.ZipInfo) -> None:
        """Look through one part and keep it; one that is no XML (a picture, settings of a printer) is left out."""
        with self.arsip.open(entri) as isi:
            kepala = isi.read(512)
            if kepala[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in kepala[:4]:
                return  # no reader of XML sees UTF-8 here, and we hand nothing else on
            if not kepala.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
                return
            tolak_sandi_asing(kepala)
            lihat = _Lihat(self)
            potongan, semua = kepala, []
            while potongan:
                self.sisa_bita -= len(potongan)
                if self.sisa_bita < 0:
                    raise BerkasDitolak(str(PENUH_XLSX))
                semua.append(potongan)
                lihat.suap(potongan)
                potongan = isi.read(POTONGAN)
            lihat.suap(b"", akhir=True)
        self.bagian[entri.filename] = b"".join(semua)
        if lihat.lembar:
            self.lembar[entri.filename] = lihat.lembar

    def _nama_lembar(self) -> dict[str, TandaLembar]:
        """Sheet name → its marks, by way of the workbook's list and relations."""
        hubungan = _hubungan(self.bagian, "xl/workbook.xml")
        hasil = {}
        for atribut in _unsur(self.bagian.get("xl/workbook.xml", b""), "sheet"):
            rid = next((v for k, v in atribut.items() if k.rsplit(":", 1)[-1] == "id"), "")
            bagian = hubungan.get(rid, "")
            if (lembar := self.lembar.get(bagian)) is None:
                continue
            alamat = _hubungan(self.bagian, bagian, luar=True)
            lembar.tanda.tautan = {sel: alamat[r] for sel, r in lembar.tautan.items() if r in alamat}
            hasil[atribut.get("name", "")] = lembar.tanda
        return hasil


@dataclass(slots=True)
class _Lembar:
    tanda: TandaLembar = field(default_factory=TandaLembar)
    tautan: dict[str, str] = field(default_factory=dict)
    baris: int = 0


class _Lihat:
    """The marks of one part as they come along. A part is a sheet when its outermost mark says so."""

    def __init__(self, pemindai: _Pemindai) -> None:
        self.pemindai, self.lembar = pemindai, None
        self.akar, self.sel = "", ""
        self.expat = expat.ParserCreate()
        self.expat.StartElementHandler = self._mulai
        self.expat.StartDoctypeDeclHandler = self._dtd

    def suap(self, isi: bytes, *, akhir: bool = False) -> None:
        self.expat.Parse(isi, akhir)

    def _dtd(self, *_apa: object) -> None:
        raise BerkasDitolak(str(RUSAK_XLSX))

    def _mulai(self, nama: str, atribut: dict[str, str]) -> None:
        nama = nama.rsplit(":", 1)[-1]
        if not self.akar:
            self.akar = nama
            self.lembar = _Lembar() if nama == "worksheet" else None
        if self.lembar is None:
            if nama == "si":
                self.pemindai.teks += 1
                if self.pemindai.teks > self.pemindai.batas.teks:
                    raise BerkasDitolak(str(PENUH_XLSX))
            return
        if nama == "c":
            self._sel(atribut)
        elif nama == "f":
            self.lembar.tanda.rumus.add(self.sel)
        elif nama == "row":
            self.lembar.baris += 1
            self._batasi(max(self.lembar.baris, _angka(atribut.get("r", "0"))), 0)
        elif nama == "mergeCell":
            self.lembar.tanda.gabungan.append(atribut.get("ref", ""))
        elif nama == "hyperlink":
            rid = next((v for k, v in atribut.items() if k.rsplit(":", 1)[-1] == "id"), "")
            self.lembar.tautan[atribut.get("ref", "").partition(":")[0]] = rid

    def _sel(self, atribut: dict[str, str]) -> None:
        self.pemindai.sel += 1
        if self.pemindai.sel > self.pemindai.batas.sel:
            raise BerkasDitolak(str(PENUH_XLSX))
        self.sel = atribut.get("r", "").upper()
        if self.sel:
            cocok = _ALAMAT.fullmatch(self.sel)
            if not cocok:
                raise BerkasDitolak(str(RUSAK_XLSX))
            self._batasi(_angka(cocok[2]), nomor_kolom(cocok[1]))
        if atribut.get("t") == "e":
            self.lembar.tanda.galat.add(self.sel)

    def _batasi(self, baris: int, kolom: int) -> None:
        if baris > self.pemindai.batas.baris or kolom > self.pemindai.batas.kolom:
            raise BerkasDitolak(
                _(
                    "Lembar di berkas ini melewati %(baris)s baris atau %(kolom)s kolom; baris kosong yang pernah "
                    "diformat ikut dihitung. Hapus baris dan kolom kosong di luar isian, simpan, lalu unggah lagi."
                )
                % {"baris": f"{self.pemindai.batas.baris:,}".replace(",", "."), "kolom": self.pemindai.batas.kolom}
            )


_ALAMAT = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def nomor_kolom(huruf: str) -> int:
    """1 for A, 27 for AA."""
    nomor = 0
    for satu in huruf:
        nomor = nomor * 26 + ord(satu) - 64
    return nomor


def huruf_kolom(nomor: int) -> str:
    """A for 1, AA for 27."""
    huruf = ""
    while nomor:
        nomor, sisa = divmod(nomor - 1, 26)
        huruf = chr(65 + sisa) + huruf
    return huruf


def _angka(teks: str) -> int:
    if not (teks.isascii() and teks.isdigit() and len(teks) <= 7):
        raise BerkasDitolak(str(RUSAK_XLSX))
    return int(teks)


def _unsur(isi: bytes, cari: str) -> list[dict[str, str]]:
    """The attributes of every element of this name in a part that was looked at."""
    hasil: list[dict[str, str]] = []
    baca = expat.ParserCreate()
    baca.StartElementHandler = lambda nama, atribut: hasil.append(atribut) if nama.rsplit(":", 1)[-1] == cari else None
    if isi:
        baca.Parse(isi, True)
    return hasil


def _hubungan(bagian: Mapping[str, bytes], nama: str, *, luar: bool = False) -> dict[str, str]:
    """Relation id → part of the archive, or with ``luar`` the address outside it."""
    letak = PurePosixPath(nama)
    hasil = {}
    for atribut in _unsur(bagian.get(f"{letak.parent}/_rels/{letak.name}.rels", b""), "Relationship"):
        tujuan = atribut.get("Target", "")
        if (atribut.get("TargetMode") == "External") != luar:
            continue
        if not luar:
            tujuan = tujuan.lstrip("/") if tujuan.startswith("/") else f"{letak.parent}/{tujuan}"
        hasil[atribut.get("Id", "")] = tujuan
    return hasil
