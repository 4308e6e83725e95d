"""Kinds of tables that evaluation adds to the door of ``units.imports``."""

from evaluation.imports.penugasan import PENUGASAN
from evaluation.imports.predikat import PREDIKAT
from units.imports import daftarkan


def daftarkan_semua() -> None:
    """Called once, when the app is ready."""
    daftarkan(PENUGASAN, PREDIKAT)
