"""What the print templates ask of a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from reports.lhe import LHE, BarisGerbang, PerLapis

register = template.Library()


@register.filter
def resmi(nilai: PerLapis[Any], laporan: LHE) -> Any:
    """The value of the layer this report rests on."""
    return getattr(nilai, laporan.lapis_resmi)


@register.filter
def terpenuhi(gerbang: Iterable[BarisGerbang]) -> int:
    """How many thresholds are met."""
    return sum(g.terpenuhi for g in gerbang)
