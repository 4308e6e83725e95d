"""Rows of the permission matrix: what one is reminded of."""

from __future__ import annotations

from tests.matrix import Baris, Dunia

MATRIKS: dict[str, list[Baris]] = {"units:pengingat_atur": [Baris(), Baris(metode="post", data={"simpan": "1"})]}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """One's own page points at nothing else."""
