"""How the pages of stage IV write a span of time."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django import template

from units.models import Pendampingan
from zi_portal.common.templatetags.zi import ZONA, tanggal

register = template.Library()

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@register.filter
def rentang(pendampingan: Pendampingan, tz: ZoneInfo) -> str:
    """“24 November 2026, 09.00–11.00 WIB”; with both days where it runs over midnight."""
    mulai, selesai = pendampingan.mulai.astimezone(tz), pendampingan.selesai.astimezone(tz)
    zona = ZONA.get(tz.key, "")
    if mulai.date() == selesai.date():
        return f"{tanggal(mulai.date())}, {mulai:%H.%M}–{selesai:%H.%M} {zona}".strip()
    return f"{tanggal(mulai.date())} {mulai:%H.%M} – {tanggal(selesai.date())} {selesai:%H.%M} {zona}".strip()


@register.filter
def jam_rentang(pendampingan: Pendampingan, tz: ZoneInfo) -> str:
    """“09.00–11.00 WIB”."""
    mulai, selesai = pendampingan.mulai.astimezone(tz), pendampingan.selesai.astimezone(tz)
    return f"{mulai:%H.%M}–{selesai:%H.%M} {ZONA.get(tz.key, '')}".strip()


@register.filter
def hari_tanggal(hari: dt.date) -> str:
    """“Selasa, 24 November 2026”."""
    return f"{HARI[hari.weekday()]}, {tanggal(hari)}"
