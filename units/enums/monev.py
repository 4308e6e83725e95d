"""The seven duties of a unit that builds its Zona Integritas, and how far each is met."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kewajiban(models.IntegerChoices):
    """What a unit must do while it builds, a to g (PermenPANRB 90/2021 Lampiran I, pembangunan)."""

    KOMITMEN = 1, _("Membangun komitmen pimpinan dan pegawai")
    PENGUNGKIT = 2, _("Memenuhi unsur pengungkit di enam area")
    SURVEI = 3, _("Melakukan survei mandiri pelayanan dan antikorupsi")
    INOVASI = 4, _("Membuat inovasi")
    PROGRAM = 5, _("Menjalankan program yang menyentuh masyarakat")
    KOMUNIKASI = 6, _("Menerapkan strategi komunikasi dan media")
    MONEV = 7, _("Melakukan monev berkala")

    @property
    def huruf(self) -> str:
        """Its letter in the regulation's list."""
        return "abcdefg"[self.value - 1]


class StatusKewajiban(models.TextChoices):
    TERPENUHI = "terpenuhi", _("Terpenuhi")
    SEBAGIAN = "sebagian", _("Sebagian")
    BELUM = "belum", _("Belum")
