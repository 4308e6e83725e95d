"""The year a page shows."""

from __future__ import annotations

from evaluation.models import Musim


def musim_dipilih(tahun: str = "") -> Musim | None:
    """The season of the year asked for, else the newest; None before the first one is made."""
    semua = list(Musim.objects.all())
    diminta = [m for m in semua if str(m.tahun) == tahun]
    return (diminta or semua or [None])[0]
