"""Rows of the permission matrix: monev."""

from __future__ import annotations

from tests.matrix import Baris, Dunia

MATRIKS: dict[str, list[Baris]] = {}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Hang on the unit what these addresses point at."""
