"""What the parent unit says before TPI evaluates (PermenPANRB 90/2021 Lampiran I)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kesimpulan(models.TextChoices):
    """The outcome of a penilaian pendahuluan."""

    LAYAK = "layak", _("Layak dievaluasi")
    BELUM = "belum", _("Belum layak dievaluasi")


class HasilArea(models.TextChoices):
    """How one area of change was found; it may be left out."""

    MEMADAI = "memadai", _("Memadai")
    BELUM = "belum", _("Belum memadai")


BERKAS_SURAT = "surat"
