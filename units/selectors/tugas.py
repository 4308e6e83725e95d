"""Which units a TPI member is assigned to. Assignments live in evaluation, which units must not know: it says here
who to ask."""

from __future__ import annotations

from collections.abc import Callable

from units.models import User

PemberiTugas = Callable[[User], frozenset[int]]

_pemberi: list[PemberiTugas] = []


def daftarkan_pemberi_tugas(fungsi: PemberiTugas) -> None:
    """Register who knows assignments: a function of a person that gives unit ids. Called once, from ``ready()``."""
    _pemberi.append(fungsi)


def unit_ditugaskan(user: User) -> frozenset[int]:
    """Ids of the units this person is assigned to as TPI member; remembered on the user, who lives for one request."""
    if (ada := getattr(user, "_unit_ditugaskan", None)) is None:
        ada = user._unit_ditugaskan = frozenset().union(*(fungsi(user) for fungsi in _pemberi))
    return ada
