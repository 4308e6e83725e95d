"""What a season decides."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
