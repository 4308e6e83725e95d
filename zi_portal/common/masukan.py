"""Text and numbers as they come from an address or a raw field, made fit for the database."""

from __future__ import annotations


def bersih_teks(teks: str | None, maks: int | None = None) -> str:
    """Without NUL, which PostgreSQL refuses, and without space around it; cut to ``maks`` letters where given."""
    return (teks or "").replace("\x00", "").strip()[:maks]


def angka(teks: str | None) -> int | None:
    """A whole number of at most 15 digits, or None: longer ones fit no column, and ``int`` refuses very long ones."""
    return int(teks) if teks and teks.isdecimal() and len(teks) < 16 else None
