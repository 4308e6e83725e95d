"""Rows of the permission matrix: the plan of stage III."""

from __future__ import annotations

from tests.matriks.buku import baris_buku
from tests.matrix import Baris, Dunia
from units.models import LayananUtama

MATRIKS: dict[str, list[Baris]] = baris_buku("layanan")
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Hang on the unit what these addresses point at."""
    dunia.layanan = LayananUtama.objects.create(
        unit=dunia.unit, tahun=2026, nama="Akta kelahiran", dibuat_oleh=dunia.orang["operator"]
    )
