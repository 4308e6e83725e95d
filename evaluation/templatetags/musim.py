"""Until when a season is open, for a sheet or for everybody."""

from __future__ import annotations

import datetime as dt

from django import template

from evaluation.enums.musim import Jendela
from evaluation.models import LembarKerjaEvaluasi, Musim
from evaluation.selectors.masa import tutup_jendela
from evaluation.services.masa import batas_unit

register = template.Library()


@register.filter
def tutup_isi(lke: LembarKerjaEvaluasi) -> dt.datetime:
    """When filling in closes for this sheet, after extensions."""
    return batas_unit(lke)


@register.filter
def tutup(musim: Musim, jendela: str) -> dt.datetime | None:
    """When a window of the season closes for everybody, after extensions."""
    return tutup_jendela(musim, Jendela(jendela))
