"""Conflicts of interest: their kinds, and why somebody is kept away from a unit."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JenisBenturan(models.TextChoices):
    """What ties an assessor to a unit."""

    KELUARGA = "keluarga", _("Hubungan keluarga")
    JABATAN = "jabatan", _("Pernah atau akan bekerja di unit")
    PEMBINA = "pembina", _("Pernah menyusun atau membina pekerjaan yang dinilai")
    KEUANGAN = "keuangan", _("Kepentingan keuangan atau usaha")
    PRIBADI = "pribadi", _("Hubungan pribadi lain")


class Sebab(models.TextChoices):
    """Why a person may not assess a unit."""

    SENDIRI = "sendiri", _("bekerja di unit ini")
    MANTAN = "mantan", _("bekerja di unit ini dalam satu tahun terakhir")
    PENILAI = "penilai", _("penilai pendahuluan unit ini")
    DINYATAKAN = "dinyatakan", _("menyatakan benturan kepentingan")


class JejakBenturan(models.TextChoices):
    """What stands in the history of a declaration."""

    NYATAKAN = "nyatakan", _("Dinyatakan")
    GANTI = "ganti", _("Diganti pernyataan baru")
    CABUT = "cabut", _("Dicabut")
