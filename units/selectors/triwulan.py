"""The quarters of a year: their days, which have begun, which are over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from units.enums.tahap import Triwulan


def batas_triwulan(tahun: int, triwulan: int) -> tuple[dt.date, dt.date]:
    """First and last day of a quarter."""
    awal = dt.date(tahun, triwulan * 3 - 2, 1)
    sesudah = dt.date(tahun + triwulan // 4, triwulan * 3 % 12 + 1, 1)
    return awal, sesudah - dt.timedelta(days=1)


def triwulan_mulai(tahun: int, hari: dt.date | None = None) -> list[Triwulan]:
    """Quarters of the year that have begun."""
    hari = hari or timezone.localdate()
    return [t for t in Triwulan if batas_triwulan(tahun, t)[0] <= hari]


def triwulan_berlalu(tahun: int, hari: dt.date | None = None) -> list[Triwulan]:
    """Quarters of the year that are over: their monev is due."""
    hari = hari or timezone.localdate()
    return [t for t in Triwulan if batas_triwulan(tahun, t)[1] < hari]


@dataclass(frozen=True, slots=True)
class MasaTriwulan:
    """The last quarter that is over, seen from a year: what its monev and figures are asked of."""

    tahun: int
    triwulan: int

    @property
    def akhir(self) -> dt.date:
        """Its last day."""
        return batas_triwulan(self.tahun, self.triwulan)[1]


def triwulan_lalu(tahun: int, hari: dt.date | None = None) -> MasaTriwulan:
    """The quarter that ended last: the fourth of a past year; in the first quarter the fourth of the year before."""
    hari = hari or timezone.localdate()
    tahun = min(tahun, hari.year)
    selesai = len(triwulan_berlalu(tahun, hari))
    return MasaTriwulan(tahun, selesai) if selesai else MasaTriwulan(tahun - 1, 4)


def triwulan_kini(tahun: int, hari: dt.date | None = None) -> int:
    """The quarter people most likely fill: the one that ended last, the first where none of the year has."""
    return len(triwulan_berlalu(tahun, hari)) or 1
