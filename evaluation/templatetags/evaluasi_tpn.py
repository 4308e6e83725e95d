"""What TPN's pages need in templates."""

from __future__ import annotations

from django import template

from evaluation.models import BerkasEvaluasi

register = template.Library()

NADA_HASIL = {
    "sesuai": "baik",
    "diterima": "baik",
    "lulus": "baik",
    "clear": "baik",
    "tidak": "buruk",
    "ditolak": "buruk",
    "panel": "awas",
    "catatan": "awas",
}


@register.filter
def nada_hasil(hasil: str) -> str:
    """The tone of a result; none while there is no result."""
    return NADA_HASIL.get(hasil, "")


@register.filter
def berkas_benda(banyak: dict[int, list[BerkasEvaluasi]], pk: int) -> list[BerkasEvaluasi]:
    """The files of one thing out of those of many."""
    return banyak.get(pk, [])
