"""How an item of the plan stands on a day, and how grave a risk is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import StatusAksi


class KeadaanAksi(models.TextChoices):
    """Where an item stands today, in the order of the board: in one of them, and a late one is late only."""

    RENCANA = StatusAksi.RENCANA.value, _("Rencana")
    BERJALAN = StatusAksi.BERJALAN.value, _("Berjalan")
    TERLAMBAT = "terlambat", _("Terlambat")
    SELESAI = StatusAksi.SELESAI.value, _("Selesai")
    DIBATALKAN = StatusAksi.DIBATALKAN.value, _("Dibatalkan")


class TingkatRisiko(models.TextChoices):
    """Bands of a risk's size, mildest first; ``PITA_RISIKO`` says where each ends."""

    SANGAT_RENDAH = "sangat_rendah", _("Sangat rendah")
    RENDAH = "rendah", _("Rendah")
    SEDANG = "sedang", _("Sedang")
    TINGGI = "tinggi", _("Tinggi")
    SANGAT_TINGGI = "sangat_tinggi", _("Sangat tinggi")


# Band → lowest and highest size (likelihood × impact, 1 to 25) in it. No regulation of Zona Integritas fixes them;
# these are the usual five equal bands.
PITA_RISIKO: dict[TingkatRisiko, tuple[int, int]] = {
    TingkatRisiko.SANGAT_RENDAH: (1, 5),
    TingkatRisiko.RENDAH: (6, 10),
    TingkatRisiko.SEDANG: (11, 15),
    TingkatRisiko.TINGGI: (16, 20),
    TingkatRisiko.SANGAT_TINGGI: (21, 25),
}


def tingkat_risiko(besaran: int) -> TingkatRisiko:
    """The band of a size from 1 to 25."""
    return next(tingkat for tingkat, (_awal, akhir) in PITA_RISIKO.items() if besaran <= akhir)
