"""Numbers, dates and icons as the portal writes them: 73,42 · 57,1 % · 4,80 / 8,00 · 22 November 2026 · 09.14 WIB."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from zoneinfo import ZoneInfo

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

KOSONG = "–"
BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ZONA = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}

type_angka = Fraction | Decimal | int | str


def _pecahan(nilai: object) -> Fraction | None:
    """The exact value; text as JSON stores it ("4.8000000000") counts, what is no number gives None."""
    if nilai is None or nilai == "" or isinstance(nilai, bool):
        return None
    try:
        # A float from JSON stands for the digits it prints, not for its binary tail.
        return Fraction(repr(nilai)) if isinstance(nilai, float) else Fraction(nilai)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None


def _bulat(nilai: Fraction, tempat: int) -> int:
    """``nilai`` in units of the last shown place, halves away from zero."""
    besar = floor(abs(nilai) * 10**tempat + Fraction(1, 2))
    return -besar if nilai < 0 else besar


def _tulis(satuan: int, tempat: int) -> str:
    """An integer count of the last place as Indonesian digits: 1234567, 2 -> "12.345,67"."""
    tanda = "-" if satuan < 0 else ""
    utuh, sisa = divmod(abs(satuan), 10**tempat)
    ribuan = f"{utuh:,}".replace(",", ".")
    return f"{tanda}{ribuan},{sisa:0{tempat}d}" if tempat else f"{tanda}{ribuan}"


@register.filter
def angka(nilai: type_angka | None, tempat: int = 2) -> str:
    """73,42: rounded half up from the exact value, "–" for nothing."""
    tepat = _pecahan(nilai)
    return KOSONG if tepat is None else _tulis(_bulat(tepat, tempat), tempat)


@register.filter
def kurang(nilai: type_angka | None, tempat: int = 2) -> str:
    """A shortfall, rounded up: what is short of a gate never reads as "0,00"."""
    tepat = _pecahan(nilai)
    return KOSONG if tepat is None else _tulis(ceil(tepat * 10**tempat), tempat)


@register.filter
def poin(nilai: type_angka | None, maks: type_angka) -> str:
    """Points with their maximum: 4,80 / 8,00."""
    return f"{angka(nilai)} / {angka(maks)}"


@register.filter
def persen(nilai: type_angka | None, dari: type_angka = 1) -> str:
    """Share of ``dari`` (1 when not given) as a percentage with one decimal: 57,1 %."""
    tepat, semua = _pecahan(nilai), _pecahan(dari)
    if tepat is None or not semua:
        return KOSONG
    return f"{_tulis(_bulat(tepat / semua * 100, 1), 1)}\u00a0%"


@register.filter
def titik(nilai: type_angka | None, dari: type_angka = 1) -> str:
    """Share of ``dari`` for an SVG attribute, 0 to 100 with a point and no sign: 57.1."""
    tepat, semua = _pecahan(nilai), _pecahan(dari)
    if tepat is None or not semua:
        return "0"
    sepersepuluh = _bulat(min(max(tepat / semua, Fraction(0)), Fraction(1)) * 100, 1)
    return f"{sepersepuluh // 10}.{sepersepuluh % 10}"


@register.filter
def tanggal(nilai: dt.date | dt.datetime | None) -> str:
    """22 November 2026, in the active time zone."""
    if not isinstance(nilai, dt.date):
        return KOSONG
    if isinstance(nilai, dt.datetime) and timezone.is_aware(nilai):
        nilai = timezone.localtime(nilai)
    return f"{nilai.day} {BULAN[nilai.month - 1]} {nilai.year}"


def _di_zona(nilai: dt.datetime, zona: object) -> dt.datetime:
    if not zona:
        return timezone.localtime(nilai)
    return nilai.astimezone(ZoneInfo(zona) if isinstance(zona, str) else zona)


def _singkatan(waktu_setempat: dt.datetime) -> str:
    nama = getattr(waktu_setempat.tzinfo, "key", "")
    return ZONA.get(nama) or waktu_setempat.strftime("%Z")


@register.filter
def jam(nilai: dt.datetime | None, zona: object = None) -> str:
    """09.14 WIB, in the active zone or the one given (a ZoneInfo or its name)."""
    if not isinstance(nilai, dt.datetime):
        return KOSONG
    setempat = _di_zona(nilai, zona)
    return f"{setempat:%H.%M} {_singkatan(setempat)}"


@register.filter
def waktu(nilai: dt.datetime | None, zona: object = None) -> str:
    """22 November 2026 pukul 09.14 WIB, in the active zone or the one given (a ZoneInfo or its name)."""
    if not isinstance(nilai, dt.datetime):
        return KOSONG
    setempat = _di_zona(nilai, zona)
    return _("%(tanggal)s pukul %(jam)s") % {
        "tanggal": f"{setempat.day} {BULAN[setempat.month - 1]} {setempat.year}",
        "jam": f"{setempat:%H.%M} {_singkatan(setempat)}",
    }


@register.filter
def tenggat(nilai: dt.datetime | dt.date | None) -> str:
    """How far a deadline is, in words: "hari ini", "3 hari lagi", "lewat 2 hari"."""
    if not isinstance(nilai, dt.date):
        return ""
    hari = timezone.localtime(nilai).date() if isinstance(nilai, dt.datetime) else nilai
    selisih = (hari - timezone.localdate()).days
    if selisih == 0:
        lewat = isinstance(nilai, dt.datetime) and nilai < timezone.now()
        return _("sudah lewat hari ini") if lewat else _("hari ini")
    if selisih > 0:
        return _("%(n)s hari lagi") % {"n": selisih}
    return _("lewat %(n)s hari") % {"n": -selisih}


@register.simple_tag
@lru_cache(maxsize=512)
def ikon(nama: str, kelas: str = "") -> SafeString:
    """One icon of the sprite, silent for screen readers: the word stands beside it."""
    return format_html(
        '<svg class="ikon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        kelas,
        static("vendor/icons.svg"),
        nama,
    )


@register.filter
def inisial(nama: str) -> str:
    """Up to two first letters of a name."""
    return "".join(kata[0] for kata in str(nama).split()[:2]).upper()


@register.simple_tag
def halaman_dekat(page) -> list[int | str]:
    """Page numbers worth showing around the present one, with an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
