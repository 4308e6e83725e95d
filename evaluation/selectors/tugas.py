"""Which units a TPI member is assigned to; an assignment that a conflict of interest has overtaken does not count."""

from __future__ import annotations

from evaluation.models import PenugasanTPI
from evaluation.selectors.benturan import blokir, mantan
from units.models import UnitKerja, User


def unit_ditugaskan(user: User) -> frozenset[int]:
    """Ids of the units the person is assigned to in any season: what was begun together is followed to its end."""
    tugas = PenugasanTPI.objects.filter(user=user).order_by().values_list("unit_id", "musim_id")
    return frozenset(unit_id for unit_id, musim_id in tugas if not blokir(user).kena(unit_id, musim_id))


def petugas_ditugaskan(unit: UnitKerja) -> frozenset[int]:
    """Ids of the people assigned to this unit in any season."""
    bekas = mantan().filter(unit=unit).values("user")
    tugas = PenugasanTPI.objects.filter(unit=unit).exclude(user__in=bekas)
    return frozenset(tugas.order_by().values_list("user_id", flat=True))
