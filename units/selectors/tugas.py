"""Which units a TPI member is assigned to. Assignments live in evaluation, which units must not know: it says here
who to ask."""

from __future__ import annotations

from collections.abc import Callable

from units.models import UnitKerja, User

PemberiTugas = Callable[[User], frozenset[int]]
PemberiPetugas = Callable[[UnitKerja], frozenset[int]]

_pemberi: list[PemberiTugas] = []
_petugas: list[PemberiPetugas] = []


def daftarkan_pemberi_tugas(fungsi: PemberiTugas) -> None:
    """Register who knows assignments: a function of a person that gives unit ids. Called once, from ``ready()``."""
    _pemberi.append(fungsi)


def daftarkan_pemberi_petugas(fungsi: PemberiPetugas) -> None:
    """Register who knows who is assigned: a function of a unit that gives ids of people. Called once, from
    ``ready()``."""
    _petugas.append(fungsi)


def petugas_ditugaskan(unit: UnitKerja) -> frozenset[int]:
    """Ids of the people assigned to this unit as TPI members."""
    return frozenset().union(*(fungsi(unit) for fungsi in _petugas))


def unit_ditugaskan(user: User) -> frozenset[int]:
    """Ids of the units this person is assigned to as TPI member; remembered on the user, who lives for one request."""
    if (ada := getattr(user, "_unit_ditugaskan", None)) is None:
        ada = user._unit_ditugaskan = frozenset().union(*(fungsi(user) for fungsi in _pemberi))
    return ada
