"""Rows of the permission matrix: the outbox, which only the platform's admin sees."""

from __future__ import annotations

import datetime as dt

from tests.matrix import Baris, Dunia, selalu, semua
from units.models import SurelKeluar

ADMIN = selalu("platform")

MATRIKS: dict[str, list[Baris]] = {
    "units:surel_list": [Baris(boleh=ADMIN)],
    "units:surel_coba_lagi_semua": [Baris(boleh=ADMIN, metode="post")],
    "units:surel_coba_lagi": [Baris(lambda d: {"pk": d.surel.pk}, semua, ADMIN, metode="post")],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """A mail that could not be sent."""
    dunia.surel = SurelKeluar.objects.create(
        jenis="harian", user=dunia.orang["operator"], hari=dt.date(2026, 11, 20), status="gagal"
    )
