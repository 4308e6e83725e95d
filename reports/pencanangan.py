"""The content of the document of a declaration and its pakta integritas: all that its pages say."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from zi_portal.common.baku import sidik_isi

# Raise it when the words or the layout of the printed document change: unchanged content is then printed anew.
VERSI_TEMPLAT = 1


@dataclass(frozen=True, slots=True)
class Orang:
    """Somebody named in the document, with their jabatan or lembaga."""

    nama: str
    jabatan: str


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """One signature. ``cara`` in words."""

    nama: str
    jabatan: str
    cara: str
    tanggal: dt.date


@dataclass(frozen=True, slots=True)
class Terbitan:
    """Where the declaration was made known."""

    judul: str
    kanal: str
    tanggal: dt.date
    url: str
    keterangan: str


@dataclass(frozen=True, slots=True)
class UnitPeserta:
    """A unit of a joint declaration, with its pakta as a count: its list is its own."""

    nama: str
    jumlah: int
    ditandatangani: int
    persen: Fraction | None


@dataclass(frozen=True, slots=True)
class Register:
    """The pakta under one pimpinan; without NIP, which nobody needs to read here."""

    pemimpin: Orang
    mulai: dt.date
    janji: tuple[str, ...]
    tanda: tuple[TandaTangan, ...]
    belum: tuple[Orang, ...]
    per_cara: tuple[tuple[str, int], ...]
    persen: Fraction | None

    @property
    def jumlah(self) -> int:
        return len(self.tanda) + len(self.belum)


@dataclass(frozen=True, slots=True)
class IsiPencanangan:
    """A whole document of one declaration. ``final`` once it was declared; ``keadaan`` says why it is a draft.

    ``data_per``: the newest change among what it tells. ``register`` is None for a joint one, and where none is open.
    """

    pencanangan: int
    kop: tuple[str, ...]
    alamat: str
    instansi: str
    unit: str
    zona: str
    tahun: int
    bersama: bool
    final: bool
    keadaan: str
    lengkap: bool
    data_per: dt.datetime
    tanggal: dt.date
    tempat: str
    pemimpin: Orang
    uraian: str
    saksi: tuple[Orang, ...]
    terbitan: tuple[Terbitan, ...]
    berkas: tuple[str, ...]
    peserta: tuple[UnitPeserta, ...]
    register: Register | None

    def kunci(self) -> str:
        """SHA-256 over the whole content and the version of the print template: the same key prints the same pages."""
        return sidik_isi({"templat": VERSI_TEMPLAT, "pencanangan": dataclasses.asdict(self)})

    def nomor(self) -> str:
        """Document number. Made from the content, so a document that is printed twice carries the same one."""
        return f"PZI-{self.tahun}-{self.pencanangan:06d}-{self.kunci()[:8].upper()}"
