"""Whose page a piece of news may still be about, for the day's mail."""

from __future__ import annotations

from collections.abc import Collection

from evaluation.models import LembarKerjaEvaluasi, Usulan
from units.models import User
from units.selectors.kabar import Terbuka


def _lke(user: User, ids: Collection[int]) -> set[int]:
    return set(LembarKerjaEvaluasi.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))


def _usulan(user: User, ids: Collection[int]) -> set[int]:
    return set(Usulan.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))


# First part of an address → who may open what lies under it.
TUJUAN: dict[str, Terbuka] = {"lke": _lke, "usulan": _usulan}
