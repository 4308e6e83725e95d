"""Which units a TPI member is assigned to."""

from __future__ import annotations

from evaluation.models import PenugasanTPI
from units.models import UnitKerja, User


def unit_ditugaskan(user: User) -> frozenset[int]:
    """Ids of the units the person is assigned to in any season: what was begun together is followed to its end."""
    return frozenset(PenugasanTPI.objects.filter(user=user).order_by().values_list("unit_id", flat=True))


def petugas_ditugaskan(unit: UnitKerja) -> frozenset[int]:
    """Ids of the people assigned to this unit in any season."""
    return frozenset(PenugasanTPI.objects.filter(unit=unit).order_by().values_list("user_id", flat=True))
