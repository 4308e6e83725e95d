"""What is printed to bring people to a survey: a poster, and slips with one-time codes."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from django.utils.safestring import SafeString

from zi_portal.common.baku import sidik_isi

PER_LEMBAR = 8


@dataclass(frozen=True, slots=True)
class Poster:
    """One page for the wall. ``alamat`` is the whole address, ``pendek`` as one types it, ``rahasia`` what becomes of
    one's name."""

    kop: str
    unit: str
    survei: str
    alamat: str
    pendek: str
    qr: SafeString
    rahasia: str
    sampai: str
    langkah: tuple[str, ...]

    def kunci(self) -> str:
        return sidik_isi({"poster": dataclasses.asdict(self)})


@dataclass(frozen=True, slots=True)
class SatuSlip:
    nomor: int
    kode: str
    layanan: str
    qr: SafeString


@dataclass(frozen=True, slots=True)
class Slip:
    """Codes to be cut apart, eight to a page."""

    unit: str
    survei: str
    pendek: str
    sampai: str
    slip: tuple[SatuSlip, ...]

    def lembar(self) -> list[tuple[SatuSlip, ...]]:
        return [self.slip[n : n + PER_LEMBAR] for n in range(0, len(self.slip), PER_LEMBAR)]

    def kunci(self) -> str:
        return sidik_isi({"slip": dataclasses.asdict(self)})
