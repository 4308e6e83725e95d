"""The content of the Berita Acara of a rapat pleno: all that its pages say."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from zi_portal.common.baku import sidik_isi

# Raise it when the words or the layout of the printed document change: unchanged content is then printed anew.
VERSI_TEMPLAT = 1

_ANGKA = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")


def kata_angka(n: int) -> str:
    """A number below ten thousand in words, as a Berita Acara writes day and year."""
    if n < 12:
        return _ANGKA[n]
    if n < 20:
        return f"{_ANGKA[n - 10]} belas"
    for besar, nama in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if n >= besar:
            depan = f"se{nama}" if n // besar == 1 else f"{kata_angka(n // besar)} {nama}"
            return f"{depan} {kata_angka(n % besar)}" if n % besar else depan
    raise ValueError(n)


@dataclass(frozen=True, slots=True)
class Hadirin:
    """Somebody called. ``hadir`` None: not recorded yet."""

    nama: str
    jabatan: str
    nip: str
    peran: str
    hadir: bool | None
    alasan: str


@dataclass(frozen=True, slots=True)
class Putusan:
    """One item: what it was, what was decided, why, and who thought otherwise."""

    kode: str
    teks: str
    semula: str
    hasil: str
    berubah: bool
    alasan: str
    tidak_bulat: bool
    pendapat: str


@dataclass(frozen=True, slots=True)
class UnitPleno:
    """One line of the table, with its items and who kept out."""

    nama: str
    predikat: str
    mandiri: Decimal | None
    pengungkit: Decimal | None
    hasil: Decimal | None
    total: Decimal | None
    simpulan: str
    putusan: tuple[Putusan, ...]
    abstain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IsiPleno:
    """A whole Berita Acara. ``final`` once the meeting was closed."""

    rapat: int
    kop: tuple[str, ...]
    alamat: str
    instansi: str
    zona: str
    tahun: int
    final: bool
    keadaan: str
    data_per: dt.datetime
    no_surat: str
    tanggal: dt.date
    waktu: dt.time | None
    tempat: str
    dasar: tuple[str, ...]
    pemimpin: str
    notulis: str
    hadirin: tuple[Hadirin, ...]
    unit: tuple[UnitPleno, ...]

    @property
    def tanggal_kata(self) -> str:
        return kata_angka(self.tanggal.day)

    @property
    def tahun_kata(self) -> str:
        return kata_angka(self.tanggal.year)

    @property
    def hadir(self) -> tuple[Hadirin, ...]:
        return tuple(h for h in self.hadirin if h.hadir)

    def kunci(self) -> str:
        """SHA-256 over the whole content and the version of the print template: the same key prints the same pages."""
        return sidik_isi({"templat": VERSI_TEMPLAT, "pleno": dataclasses.asdict(self)})

    def nomor(self) -> str:
        """Document number, made from the content; the meeting's own number stands in the text."""
        return f"PZI-BA-{self.tahun}-{self.rapat:06d}-{self.kunci()[:8].upper()}"
