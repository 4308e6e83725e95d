"""What a token of the API may be used for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cakupan(models.TextChoices):
    """One right of a token. A token has at least one; none of them contains another."""

    PORTALRB = "portalrb", _("Ditarik PortalRB")
    BACA = "baca", _("Membaca data instansi")
    DATA_PENDUKUNG = "data_pendukung", _("Menulis data pendukung")


# What happens to a token besides being made, as its history names it.
CABUT = "cabut"
# What a request asked for that came no further than the door, as the log of pulls names it.
PINTU = "pintu"
# How a token begins, so that one that leaked into a file is recognised.
AWALAN = "zi_"
# Of the whole token so much stays readable, to tell one from another.
PANJANG_AWALAN = 9
HARI_BAWAAN, HARI_TERLAMA = 365, 730
