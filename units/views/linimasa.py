"""Where the bars of the timeline of a plan stand: whole numbers for SVG of fixed width, drawn by the template."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from units.enums.tahap import Area
from units.models import ButirAksi
from zi_portal.common.templatetags.zi import BULAN

LEBAR = 1000
KEPALA, TINGGI_BARIS = 34, 42
# A bar that begins further right carries its words to the left of its end, so that they stay inside.
BALIK = 560


@dataclass(frozen=True, slots=True)
class Batang:
    """One item: a bar from ``x``, ``lebar`` wide, its first ``isi`` filled; words at ``teks_x``, anchored there."""

    butir: ButirAksi
    y: int
    x: int
    lebar: int
    isi: int
    teks_x: int
    jangkar: str

    @property
    def y_batang(self) -> int:
        return self.y + 19

    @property
    def y_teks(self) -> int:
        return self.y + 14


@dataclass(frozen=True, slots=True)
class KelompokArea:
    """The items of one area: a drawing of their own, so that paper can break between areas."""

    area: Area
    batang: list[Batang]

    @property
    def tinggi(self) -> int:
        return KEPALA + TINGGI_BARIS * len(self.batang)


@dataclass(frozen=True, slots=True)
class Linimasa:
    """The drawings: ``bulan`` are (x, short name), ``hari_ini`` the x of today or None outside the year."""

    lebar: int
    bulan: list[tuple[int, str]]
    hari_ini: int | None
    kelompok: list[KelompokArea]

    @property
    def jangkar_hari_ini(self) -> str:
        return "end" if self.hari_ini and self.hari_ini > LEBAR // 2 else "start"

    @property
    def terlambat(self) -> int:
        """Late items in the drawing."""
        return sum(b.butir.terlambat for k in self.kelompok for b in k.batang)


def linimasa(butir: Sequence[ButirAksi], tahun: int, hari: dt.date) -> Linimasa:
    """The timeline of these items, which come sorted by area. What lies outside the year stops at its edge."""
    awal = dt.date(tahun, 1, 1)
    panjang = (dt.date(tahun + 1, 1, 1) - awal).days

    def x(tanggal: dt.date) -> int:
        return min(max((tanggal - awal).days * LEBAR // panjang, 0), LEBAR)

    return Linimasa(
        lebar=LEBAR,
        bulan=[(x(dt.date(tahun, n, 1)), nama[:3]) for n, nama in enumerate(BULAN, start=1)],
        hari_ini=x(hari) if hari.year == tahun else None,
        kelompok=[
            KelompokArea(
                Area(area),
                [
                    _batang(b, KEPALA + n * TINGGI_BARIS, x(b.mulai), x(b.tenggat + dt.timedelta(days=1)))
                    for n, b in enumerate(isi)
                ],
            )
            for area, isi in groupby(butir, key=lambda b: b.area)
        ],
    )


def _batang(butir: ButirAksi, y: int, kiri: int, kanan: int) -> Batang:
    kiri = min(kiri, LEBAR - 6)
    lebar = max(kanan - kiri, 6)
    balik = kiri > BALIK
    return Batang(
        butir=butir,
        y=y,
        x=kiri,
        lebar=lebar,
        isi=lebar * butir.persen // 100,
        teks_x=kiri + lebar if balik else kiri,
        jangkar="end" if balik else "start",
    )
