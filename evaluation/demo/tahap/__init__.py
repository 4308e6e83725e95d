"""The four stages in the demo: the year that leads to the sheets, told through the services."""

from __future__ import annotations

from django.db import transaction

from evaluation.demo.panggung import Panggung
from evaluation.demo.tahap import (
    bukti_tahap,
    data_pendukung,
    monev,
    pemantauan,
    pencanangan,
    penetapan,
    rencana,
    sistem,
    tim,
)

# In the order of the year: later ones build on earlier ones.
KISAH = (
    pencanangan,
    penetapan,
    tim,
    rencana,
    data_pendukung,
    sistem,
    monev,
    pemantauan,
    bukti_tahap,
)


def ceritakan_tahap(panggung: Panggung) -> None:
    """Tell every stage not told yet."""
    for kisah in KISAH:
        with transaction.atomic():
            kisah.ceritakan(panggung)
