"""Reading the imports of a unit."""

from __future__ import annotations

from django.db.models import QuerySet

from units.models import BarisImpor, Impor, JenisBaris, UnitKerja


def impor_unit(unit: UnitKerja, jenis: str = "") -> QuerySet[Impor]:
    """Every table handed in, newest first, with who did; of one kind where it is named."""
    semua = Impor.objects.filter(unit=unit).select_related("diunggah_oleh", "diterapkan_oleh")
    return semua.filter(jenis=jenis) if jenis else semua


def baris_impor(impor: Impor, jenis: str) -> QuerySet[BarisImpor]:
    """The rows of one table that do the same."""
    return BarisImpor.objects.filter(impor=impor, jenis=jenis)


def jenis_pertama(impor: Impor) -> str:
    """What a reader wants to see first: changes, then what is new."""
    hitung = impor.hasil.get("hitung", {})
    urut = (JenisBaris.BERUBAH, JenisBaris.BARU, JenisBaris.TETAP)
    return next((j.value for j in urut if hitung.get(j)), JenisBaris.TETAP.value)
