"""Kinds of tables that surveys add to the door of ``units.imports``."""

from surveys.imports.kuesioner import KUESIONER
from units.imports import daftarkan


def daftarkan_semua() -> None:
    """Called once, when the app is ready."""
    daftarkan(KUESIONER)
