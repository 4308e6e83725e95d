"""A workbook on its way into a sheet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class StatusImporLKE(models.TextChoices):
    """Read and compared first, written only when a person says so. ``TANPA_UNIT``: of many handed in together, one
    whose unit could not be told."""

    ANTRE = "antre", _("Menunggu giliran")
    DIPERIKSA = "diperiksa", _("Sedang diperiksa")
    TANPA_UNIT = "tanpa_unit", _("Pilih unitnya")
    SIAP = "siap", _("Siap diterapkan")
    DITOLAK = "ditolak", _("Berkas ditolak")
    DITERAPKAN = "diterapkan", _("Sedang diterapkan")
    SELESAI = "selesai", _("Selesai")
    GAGAL = "gagal", _("Gagal")
    DIBATALKAN = "dibatalkan", _("Dibatalkan")


S = StatusImporLKE
# Somebody is still to work on it, or working.
STATUS_TERBUKA = frozenset({S.ANTRE, S.DIPERIKSA, S.DITERAPKAN})
# Nothing of it is written, and nobody is writing.
STATUS_BATAL = frozenset({S.ANTRE, S.DIPERIKSA, S.SIAP, S.TANPA_UNIT})


class AksiImporLKE(models.TextChoices):
    """What happens to a workbook, as its history tells."""

    TERAPKAN = "terapkan", _("Diterapkan")
    SELESAI = "selesai", _("Selesai ditulis")
    BATALKAN = "batalkan", _("Dibatalkan")
    PILIH_UNIT = "pilih_unit", _("Unit dipilih")


class SaringBaris(models.TextChoices):
    """What a reader wants to see of a preview."""

    SEMUA = "semua", _("Semua")
    BERUBAH = "berubah", _("Dapat ditulis")
    BENTROK = "bentrok", _("Bentrok")
    GALAT = "galat", _("Tidak dapat ditulis")
