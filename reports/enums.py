"""Kinds of documents the portal makes, and where the making of one stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluation.enums import (
    LAPIS_RESMI,
    STATUS_DIPUTUS,
    STATUS_RILIS_TPI,
    STATUS_TPI_BERJALAN,
    STATUS_TPI_RAMPUNG,
    Lapis,
)


class JenisDokumen(models.TextChoices):
    """What can be asked for."""

    LHE = "lhe", _("Laporan hasil evaluasi (LHE)")
    PENCANANGAN = "pencanangan", _("Pencanangan dan pakta integritas")
    PLENO = "pleno", _("Berita Acara rapat pleno")
    SURVEI = "survei", _("Laporan survei")


class StatusPekerjaan(models.TextChoices):
    """Where a render job stands."""

    ANTRE = "antre", _("Menunggu giliran")
    BERJALAN = "berjalan", _("Sedang dibuat")
    SELESAI = "selesai", _("Selesai")
    GAGAL = "gagal", _("Gagal dibuat")


# TPI's answers are there to report on; a sheet the unit has just handed in (again) waits for TPI first.
STATUS_BERLAPORAN = STATUS_TPI_BERJALAN | STATUS_RILIS_TPI
# TPI's own result stands from here on; before, its report is a draft.
STATUS_LHE_FINAL = STATUS_TPI_RAMPUNG
# With TPN's values in it, a report is final only once TPN has decided.
STATUS_LHE_TPN_FINAL = STATUS_DIPUTUS

LAPIS_TPI = (Lapis.UNIT, Lapis.TPI)
LAPIS_TPN = LAPIS_RESMI
