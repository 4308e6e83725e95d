"""What other systems of an instansi are told of, and how a delivery stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Peristiwa(models.TextChoices):
    """What a webhook may be told of. Names and contents are promised in the guide of the API."""

    LKE = "lke.berpindah", _("LKE berpindah keadaan")
    PREDIKAT = "predikat.berubah", _("Predikat ditetapkan atau berubah")


# The test that the admin asks for: every webhook gets it.
UJI = "uji"


class StatusKiriman(models.TextChoices):
    MENUNGGU = "menunggu", _("Menunggu")
    TERKIRIM = "terkirim", _("Diterima")
    GAGAL = "gagal", _("Gagal")


# What happens to a webhook besides being made, as its history names it.
HENTIKAN = "hentikan"
# How a secret begins, as Standard Webhooks has it.
AWALAN_RAHASIA = "whsec_"
