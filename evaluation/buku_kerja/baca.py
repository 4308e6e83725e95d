"""Reading a workbook that people hand in: what each cell answers, where it stands, and what is odd about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from evaluation.buku_kerja.bentuk import Bentuk
from evaluation.buku_kerja.isi import Cap, Nilai
from evaluation.scoring import Instrumen


class BukuDitolak(Exception):
    """The file cannot be taken as a workbook of an LKE; ``message`` says why and what to do. Nothing was read."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class IsianSel:
    """One answer cell: the input it belongs to, what was typed (as text), the cleaned value (None: empty).

    ``galat`` says what is wrong and what to do; then ``nilai`` is None.
    """

    lapis: str
    kode: str
    masukan: str
    mentah: str
    nilai: Nilai | None
    lembar: str
    alamat: str
    galat: str = ""

    @property
    def kosong(self) -> bool:
        return self.nilai is None and not self.galat


@dataclass(frozen=True, slots=True)
class CatatanSel:
    """The note of one question in one layer; "" where the cell is empty."""

    lapis: str
    kode: str
    teks: str
    lembar: str
    alamat: str
    galat: str = ""


@dataclass(frozen=True, slots=True)
class TautanSel:
    """A proof that the file names under a question: its title as written, its address ("" for a mere name)."""

    kode: str
    judul: str
    url: str
    lembar: str
    alamat: str


@dataclass(frozen=True, slots=True)
class Peringatan:
    """Something odd that stops nothing, in one sentence."""

    pesan: str
    lembar: str = ""
    alamat: str = ""


@dataclass(frozen=True, slots=True)
class BukuTerbaca:
    """What a workbook says. ``isian`` has every answer cell that was found, the empty ones too.

    ``total_berkas`` is the total the file itself shows by layer, as decimal text (None: no number there). ``cap`` is
    the stamp of our own export. ``sha256`` and ``nama`` are the file's.
    """

    bentuk: Bentuk
    isian: tuple[IsianSel, ...]
    catatan: tuple[CatatanSel, ...] = ()
    tautan: tuple[TautanSel, ...] = ()
    peringatan: tuple[Peringatan, ...] = ()
    total_berkas: Mapping[str, str | None] = field(default_factory=dict)
    cap: Cap | None = None
    unit: str = ""
    nama: str = ""
    sha256: str = ""


def periksa_buku(berkas: BinaryIO, nama: str) -> None:
    """The door: refuse what is no plain XLSX of a size we read, before anything parses it. Raises BukuDitolak."""
    raise NotImplementedError


def baca_buku(berkas: BinaryIO, nama: str, instrumen: Instrumen) -> BukuTerbaca:
    """Read a workbook in either layout against this instrument; ``periksa_buku`` is asked first. Raises BukuDitolak."""
    raise NotImplementedError
