"""Rows of the permission matrix: a unit's year and lists of units by stage."""

from __future__ import annotations

from tests.matrix import AUDITOR, INSTANSI, PIMPINAN_INSTANSI, Baris, Dunia, selalu

# Everybody who serves this instansi; a TPI member without assignments finds an empty list.
PELAYAN = INSTANSI | PIMPINAN_INSTANSI | {"tpi_lepas"}

MATRIKS: dict[str, list[Baris]] = {
    "units:tahap_saya": [Baris()],
    "units:tahap_instansi": [Baris(lambda d: {"pk": d.instansi.pk}, selalu(*PELAYAN, *AUDITOR), selalu(*PELAYAN))],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Hang on the unit what these addresses point at."""
