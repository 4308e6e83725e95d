"""Small words of the workspace."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils import timezone

from zi_portal.common.templatetags.zi import tanggal

register = template.Library()


@register.filter
def saat(nilai: dt.datetime | None, zona: dt.tzinfo | None = None) -> str:
    """“09.14” today, “22 November 2026” on other days, in the office's zone."""
    if nilai is None:
        return ""
    setempat = nilai.astimezone(zona) if zona else timezone.localtime(nilai)
    if setempat.date() == timezone.now().astimezone(setempat.tzinfo).date():
        return f"{setempat:%H.%M}"
    return tanggal(setempat)
