"""How a requirement stands, and what happens to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Keadaan(models.TextChoices):
    """What comes out when a rule is held against what is known."""

    MEMENUHI = "memenuhi", _("Memenuhi")
    DIKECUALIKAN = "dikecualikan", _("Dikecualikan")
    PERINGATAN = "peringatan", _("Peringatan afirmasi")
    BELUM = "belum", _("Belum memenuhi")
    BELUM_ADA_DATA = "belum_ada_data", _("Belum ada data")


# These stand in the way of a proposal.
KEADAAN_HALANG = frozenset({Keadaan.BELUM, Keadaan.BELUM_ADA_DATA})


class Pernyataan(models.TextChoices):
    """What TPI says where nothing is computed."""

    MEMENUHI = "memenuhi", _("Memenuhi")
    BELUM = "belum", _("Belum memenuhi")


class AksiSyarat(models.TextChoices):
    """What the history of a requirement tells."""

    NYATAKAN = "nyatakan_syarat", _("Menyatakan")
    KECUALIKAN = "kecualikan_syarat", _("Mengecualikan")
    CABUT = "cabut_pengecualian", _("Mencabut pengecualian")
    ISI = "isi_data_instansi", _("Mengisi data instansi")
