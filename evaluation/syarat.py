"""The requirements of a proposal and the eight checks of TPI as data that comes with the portal, a file per year."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

_DATA = Path(__file__).parent / "data"
INSTANSI, UNIT, TPI = "instansi", "unit", "tpi"


@dataclass(frozen=True, slots=True)
class Syarat:
    """One rule; the file says what each field means. ``minimum`` in words by the predicate that asks for it; ``lama``:
    the months the season asks for, where the rule counts months."""

    kode: str
    nama: str
    untuk: str
    cara: str
    minimum: Mapping[str, str]
    dasar: str
    sumber: str
    skala: tuple[str, ...] = ()
    jenis: frozenset[str] = frozenset()
    kriteria: str = ""
    harus: tuple[str, ...] = ()
    sudah: str = ""
    bulan: str = ""
    lama: int = 0
    predikat: str = ""
    dari: tuple[str, ...] = ()
    usul: str = ""

    def berlaku(self, predikat: str, jenis: str = "") -> bool:
        """Asked for this predicate, and of this kind of instansi."""
        return predikat in self.minimum and (not self.jenis or jenis in self.jenis)

    def menurut(self, bulan: Mapping[str, int]) -> Syarat:
        """With the season's months, also in its words; ``bulan``: setting → figure."""
        if not self.bulan:
            return self
        lama = bulan[self.bulan]
        return replace(self, lama=lama, minimum={p: m.format(bulan=lama) for p, m in self.minimum.items()})

    def cukup(self, nilai: str, predikat: str) -> bool:
        """A step of the scale reaches the one that is asked for."""
        return self.skala.index(nilai) >= self.skala.index(self.minimum[predikat])


@dataclass(frozen=True, slots=True)
class Aturan:
    """All rules of a year, in their order."""

    tahun: int
    syarat: tuple[Syarat, ...]

    def untuk(self, *untuk: str, predikat: str, jenis: str = "") -> tuple[Syarat, ...]:
        return tuple(s for s in self.syarat if s.untuk in untuk and s.berlaku(predikat, jenis))

    def instansi(self, jenis: str) -> tuple[Syarat, ...]:
        """What is asked of this kind of instansi for any predicate."""
        return tuple(s for s in self.syarat if s.untuk == INSTANSI and (not s.jenis or jenis in s.jenis))


@cache
def _semua() -> tuple[Aturan, ...]:
    """The rules of every year that has a file, oldest first."""
    return tuple(_baca(berkas) for berkas in sorted(_DATA.glob("syarat_*.yaml")))


def _baca(berkas: Path) -> Aturan:
    isi = yaml.safe_load(berkas.read_text(encoding="utf-8"))
    skala = isi["skala"]
    return Aturan(isi["tahun"], tuple(_syarat(dict(satu), skala) for satu in isi["syarat"]))


def _syarat(isi: dict, skala: Mapping[str, Sequence[str]]) -> Syarat:
    if nama := isi.get("skala"):
        isi["skala"] = tuple(skala[nama])
    for satu in ("harus", "dari"):
        if satu in isi:
            isi[satu] = tuple(isi[satu])
    if "jenis" in isi:
        isi["jenis"] = frozenset(isi["jenis"])
    return Syarat(**isi)


def aturan_syarat(tahun: int) -> Aturan:
    """The rules of a year: of its own file, else of the newest before it, else of the first there is. How many months
    they ask for is open: ``aturan_berbulan``."""
    return next((a for a in reversed(_semua()) if a.tahun <= tahun), _semua()[0])


@cache
def aturan_berbulan(tahun: int, **bulan: int) -> Aturan:
    """The same with the months that a season's settings name."""
    aturan = aturan_syarat(tahun)
    return replace(aturan, syarat=tuple(s.menurut(bulan) for s in aturan.syarat))


def sesudah_bulan(tanggal: dt.date, bulan: int) -> dt.date:
    """The first day on which so many whole months have passed."""
    tahun, sisa = divmod(tanggal.month - 1 + bulan, 12)
    tahun, bulan_ke = tanggal.year + tahun, sisa + 1
    if tanggal.day <= monthrange(tahun, bulan_ke)[1]:
        return tanggal.replace(year=tahun, month=bulan_ke)
    return dt.date(tahun, bulan_ke, monthrange(tahun, bulan_ke)[1]) + dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rasio:
    """Done of due, from the newest quarter that says all of it; ``kurang``: figures nobody has said."""

    sudah: int = 0
    harus: int = 0
    triwulan: int = 0
    kurang: tuple[str, ...] = ()

    @property
    def penuh(self) -> bool:
        """Everything due is done; nothing due is everything."""
        return self.sudah >= self.harus


def rasio(syarat: Syarat, angka: Mapping[tuple[str, int], int]) -> Rasio:
    """``angka``: (code, quarter) → figure. Figures of different quarters are never mixed."""
    perlu = (*syarat.harus, syarat.sudah)
    for triwulan in (4, 3, 2, 1):
        if all((kode, triwulan) in angka for kode in perlu):
            harus = sum(angka[kode, triwulan] for kode in syarat.harus)
            return Rasio(angka[syarat.sudah, triwulan], harus, triwulan)
    ada = {kode for kode, _triwulan in angka}
    return Rasio(kurang=tuple(k for k in perlu if k not in ada) or perlu)
