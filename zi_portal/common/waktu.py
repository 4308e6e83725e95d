"""Dates and times in words, in an office's own zone."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format

SINGKATAN_ZONA = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def teks_tanggal(tanggal: dt.date) -> str:
    """“22 November 2026”."""
    return date_format(tanggal, "j F Y")


def teks_waktu(waktu: dt.datetime, tz: dt.tzinfo) -> str:
    """“22 November 2026 pukul 09.14 WIB”; ``tz`` is the zone of the office that reads it."""
    setempat = waktu.astimezone(tz)
    zona = SINGKATAN_ZONA.get(str(tz), setempat.tzname())
    return f"{teks_tanggal(setempat)} pukul {setempat:%H.%M} {zona}"
