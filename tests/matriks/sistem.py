"""Rows of the permission matrix: linked systems."""

from __future__ import annotations

from tests.matriks.buku import baris_buku
from tests.matrix import PENGISI, UNIT_TERLIHAT, Baris, Dunia, selalu
from units.models import SistemTertaut

MATRIKS: dict[str, list[Baris]] = baris_buku("sistem") | {
    "units:sistem_periksa": [
        Baris(
            lambda d: {"pk": d.unit.pk, "baris_pk": d.sistem.pk},
            selalu(*UNIT_TERLIHAT),
            selalu(*PENGISI),
            metode="post",
            data={"berfungsi": "ya"},
        )
    ]
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Hang on the unit what these addresses point at."""
    dunia.sistem = SistemTertaut.objects.create(
        unit=dunia.unit, tahun=2026, nama="e-Kinerja", jenis="kinerja", dibuat_oleh=dunia.orang["operator"]
    )
