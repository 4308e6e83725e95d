"""The portal's mail."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class JenisSurel(models.TextChoices):
    """What a mail of the outbox is about."""

    HARIAN = "harian", _("Surel harian")
    PAKTA = "pakta", _("Tautan pakta integritas")


class StatusSurel(models.TextChoices):
    """Where it stands."""

    MENUNGGU = "menunggu", _("Menunggu")
    TERKIRIM = "terkirim", _("Terkirim")
    GAGAL = "gagal", _("Gagal")
