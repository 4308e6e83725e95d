"""The content of a Laporan Hasil Evaluasi: all that its pages say, in exact numbers, and nothing about their look."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from zi_portal.common.baku import sidik_isi

# Raise it when the words or the layout of the printed report change: unchanged content is then printed anew.
VERSI_TEMPLAT = 2

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PerLapis(Generic[T]):
    """One thing as each layer has it; None where the layer is missing or not for this report's readers."""

    unit: T | None = None
    tpi: T | None = None
    tpn: T | None = None

    @classmethod
    def dari(cls, isi: Mapping[str, T]) -> PerLapis[T]:
        return cls(isi.get("unit"), isi.get("tpi"), isi.get("tpn"))


@dataclass(frozen=True, slots=True)
class Identitas:
    """Whose sheet it is and what it aims at. ``kop`` are the lines of the letterhead, the largest first."""

    kop: tuple[str, ...]
    alamat: str
    instansi: str
    unit: str
    unit_alamat: str
    tahun: int
    predikat: str
    predikat_nama: str
    putaran: int
    instrumen: str


@dataclass(frozen=True, slots=True)
class Penilai:
    """One of the team that signs."""

    peran: str
    nama: str
    nip: str
    jabatan: str


@dataclass(frozen=True, slots=True)
class BarisNilai:
    """A line of the result table: points of a node in each layer. ``tingkat`` 0 komponen, 1 aspek, 2 area, 3 total."""

    nomor: str
    nama: str
    tingkat: int
    bobot: Fraction
    nilai: PerLapis[Fraction]
    isian: PerLapis[str] = PerLapis()


@dataclass(frozen=True, slots=True)
class BarisArea:
    """An area of change, pemenuhan and reform together; ``persen`` and ``minimum_persen`` in 0 to 100."""

    nomor: str
    nama: str
    bobot: Fraction
    pemenuhan: Fraction
    reform: Fraction
    nilai: PerLapis[Fraction]
    persen: PerLapis[Fraction]
    minimum: Fraction
    minimum_persen: Fraction
    terpenuhi: bool


@dataclass(frozen=True, slots=True)
class BarisGerbang:
    """A threshold against the value this report rests on; all in points, compared exactly."""

    kode: str
    nama: str
    minimum: Fraction
    maksimum: Fraction
    nilai: Fraction
    kurang: Fraction
    terpenuhi: bool
    minimum_persen: Fraction | None
    minimum_indeks: Fraction | None


@dataclass(frozen=True, slots=True)
class Syarat:
    """A condition beside the score: met or not, or (None) to be proved outside the sheet."""

    nama: str
    minimum: str
    terpenuhi: bool | None


@dataclass(frozen=True, slots=True)
class Langkah:
    """An answer that would earn what is missing."""

    kode: str
    teks: str
    dari: str
    ke: str
    tambahan: Fraction


@dataclass(frozen=True, slots=True)
class BarisSoal:
    """One question: the answer of each layer as text, its points, and what was written beside it."""

    kode: str
    teks: str
    kriteria: str
    isian: tuple[tuple[str, str], ...]
    bobot: Fraction
    jawaban: PerLapis[str]
    nilai: PerLapis[Fraction]
    persen: Fraction | None
    bukti: int
    berbeda: bool
    catatan: PerLapis[str]


@dataclass(frozen=True, slots=True)
class BagianSoal:
    """A half of an area, or hasil, with its questions in the order of the LKE."""

    kode: str
    judul: str
    aspek: str
    bobot: Fraction
    nilai: PerLapis[Fraction]
    baris: tuple[BarisSoal, ...]


@dataclass(frozen=True, slots=True)
class Temuan:
    """Something TPI found: it lowered the answer, sent the question back, or wrote a remark on it.

    Only a remark leaves ``tindak_lanjut`` False: the unit's answer stood.
    """

    kode: str
    teks: str
    area: str
    sebab: str
    dari: str
    ke: str
    catatan: str
    tindak_lanjut: bool


@dataclass(frozen=True, slots=True)
class Keputusan:
    """What TPN decided; only in reports for those who may read TPN's values."""

    ditetapkan: bool
    pada: dt.datetime
    nomor_sk: str
    tanggal_sk: dt.date | None
    alasan: str


@dataclass(frozen=True, slots=True)
class LHE:
    """A whole report of one LKE. ``lapis`` are the layers in it, the last one is what the verdict rests on.

    ``dirilis``: the unit may read it. ``data_per``: the newest change among the answers it tells of.
    """

    lke: int
    lapis: tuple[str, ...]
    final: bool
    dirilis: bool
    keadaan: str
    identitas: Identitas
    data_per: dt.datetime
    zona: str
    mulai: dt.datetime | None
    selesai: dt.datetime | None
    tim: tuple[Penilai, ...]
    dasar_hukum: tuple[str, ...]
    nilai: tuple[BarisNilai, ...]
    area: tuple[BarisArea, ...]
    gerbang: tuple[BarisGerbang, ...]
    gerbang_lain: tuple[BarisGerbang, ...]
    predikat_lain: str
    syarat: tuple[Syarat, ...]
    syarat_pengusulan: tuple[Syarat, ...]
    sumber_syarat: str
    memenuhi_ambang: bool
    memenuhi: bool
    alasan: str
    langkah: tuple[Langkah, ...]
    langkah_cukup: bool
    temuan: tuple[Temuan, ...]
    rekomendasi: tuple[str, ...]
    tanpa_bukti: tuple[str, ...]
    belum_dinilai: int
    keputusan: Keputusan | None
    soal: tuple[BagianSoal, ...]

    @property
    def lapis_resmi(self) -> str:
        """The layer whose value the verdict rests on."""
        return self.lapis[-1]

    @property
    def jumlah_soal(self) -> int:
        return sum(len(bagian.baris) for bagian in self.soal)

    def kunci(self) -> str:
        """SHA-256 over the whole content and the version of the print template: the same key prints the same pages."""
        return sidik_isi({"templat": VERSI_TEMPLAT, "lhe": dataclasses.asdict(self)})

    def nomor(self) -> str:
        """Document number. Made from the content, so a report that is printed twice carries the same one."""
        return f"LHE-{self.identitas.tahun}-{self.lke:06d}-{self.kunci()[:8].upper()}"
