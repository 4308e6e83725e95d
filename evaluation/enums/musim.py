"""What a season decides."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zi_portal.common.alur import Langkah


class StatusMusim(models.TextChoices):
    """A season is prepared out of sight, then opened for ever."""

    DISIAPKAN = "disiapkan", _("Disiapkan")
    DIBUKA = "dibuka", _("Dibuka")


class AksiMusim(models.TextChoices):
    """What happens to a season besides being made and changed."""

    BUKA = "buka", _("Dibuka")
    PERPANJANG = "perpanjang", _("Diperpanjang")


FLOW_MUSIM: dict[AksiMusim, Langkah] = {
    AksiMusim.BUKA: Langkah(frozenset({StatusMusim.DISIAPKAN}), StatusMusim.DIBUKA, "evaluation.buka_musim"),
}


class CaraNilai(models.TextChoices):
    """How TPI's official value comes about."""

    LANGSUNG = "langsung", _("Satu nilai tim")
    BERJENJANG = "berjenjang", _("Berjenjang: anggota, ketua tim, pengendali teknis")
    BUTA = "buta", _("Dua anggota tanpa saling melihat, lalu berjenjang")


class Jendela(models.TextChoices):
    """The windows of a season; each has a beginning and an end."""

    ISI = "isi", _("Pengisian LKE")
    TPI = "tpi", _("Penilaian TPI")
    USULAN = "usulan", _("Pengusulan ke TPN")
    SANGGAH = "sanggah", _("Sanggah")
