"""The content of the report of a survey (chapters of PermenPANRB 14/2017): all that its pages say."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from zi_portal.common.baku import sidik_isi

# Raise it when the words or the layout of the printed document change: unchanged content is then printed anew.
VERSI_TEMPLAT = 1


@dataclass(frozen=True, slots=True)
class BatasIndeks:
    nama: str
    nilai: Fraction
    cukup: bool


@dataclass(frozen=True, slots=True)
class UnsurLaporan:
    """One statement; ``sebaran`` counts its marks from the lowest."""

    kode: str
    nama: str
    pernyataan: str
    bobot: Fraction
    rata: Fraction
    empat: Fraction
    n: int
    sebaran: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AngkaIndeks:
    """An index from one choice of responses."""

    n: int
    nilai: Fraction | None

    @property
    def seratus(self) -> Fraction | None:
        return None if self.nilai is None else self.nilai * 25


@dataclass(frozen=True, slots=True)
class IndeksLaporan:
    kode: str
    nama: str
    sah: AngkaIndeks
    masuk: AngkaIndeks
    bersih: AngkaIndeks
    rentang: tuple[str, str] | None
    mutu: str
    batas: tuple[BatasIndeks, ...]
    unsur: tuple[UnsurLaporan, ...]
    judul: str
    pengaruh: tuple[str, ...]
    tren: tuple[tuple[str, int, int, Fraction], ...]
    judul_tren: str

    @property
    def terendah(self) -> tuple[UnsurLaporan, ...]:
        return tuple(sorted(self.unsur, key=lambda u: (u.empat, u.kode))[:3])


@dataclass(frozen=True, slots=True)
class LayananLaporan:
    nama: str
    populasi: int
    target: int
    n: int


@dataclass(frozen=True, slots=True)
class Perpanjangan:
    dari: dt.datetime
    sampai: dt.datetime
    alasan: str


@dataclass(frozen=True, slots=True)
class Keluar:
    """Responses excluded for one reason."""

    alasan: str
    jumlah: int


@dataclass(frozen=True, slots=True)
class Rencana:
    unsur: str
    rencana: str
    waktu: str
    penanggung_jawab: str


@dataclass(frozen=True, slots=True)
class KelompokLaporan:
    """A group of the respondents; without a number where it is hidden."""

    judul: str
    baris: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class IsiSurvei:
    """A whole report of one campaign. ``final`` once it is closed and sealed; ``keadaan`` says why it is a draft."""

    survei: int
    kop: tuple[str, ...]
    alamat: str
    instansi: str
    unit: str
    zona: str
    tahun: int
    nama: str
    jenis: str
    final: bool
    keadaan: str
    data_per: dt.datetime
    mulai: dt.datetime
    selesai: dt.datetime
    cara: str
    perpanjangan: tuple[Perpanjangan, ...]
    kuesioner: str
    dasar: str
    skala: int
    label: tuple[str, ...]
    konversi: str
    integritas: str
    n_masuk: int
    n_sah: int
    n_tanda: int
    n_keluar: int
    populasi: int
    target: int
    layanan: tuple[LayananLaporan, ...]
    kanal: KelompokLaporan
    profil: tuple[KelompokLaporan, ...]
    tanda: tuple[tuple[str, int], ...]
    keluar: tuple[Keluar, ...]
    diarahkan: int
    ditanya: int
    indeks: tuple[IndeksLaporan, ...]
    rencana: tuple[Rencana, ...]
    segel: tuple[int, str] | None

    def kunci(self) -> str:
        """SHA-256 over the whole content and the version of the print template: the same key prints the same pages."""
        return sidik_isi({"templat": VERSI_TEMPLAT, "survei": dataclasses.asdict(self)})

    def nomor(self) -> str:
        """Document number. Made from the content, so a document that is printed twice carries the same one."""
        return f"PZI-{self.tahun}-S{self.survei:06d}-{self.kunci()[:8].upper()}"
