"""What a history is searched by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JenisKejadian(models.TextChoices):
    """What one line of a history tells of. The order decides between things of the same moment."""

    LANGKAH = "langkah", _("Langkah LKE")
    JAWABAN = "jawaban", _("Jawaban")
    BUKTI = "bukti", _("Bukti dipasang")
    LEPAS = "lepas", _("Bukti dilepas")
    TANDA = "tanda", _("Dikembalikan")
    SEKITAR = "sekitar", _("Di sekitar LKE")
    TAHAP = "tahap", _("Pembangunan unit")


JENIS_LKE = (
    JenisKejadian.LANGKAH,
    JenisKejadian.JAWABAN,
    JenisKejadian.BUKTI,
    JenisKejadian.LEPAS,
    JenisKejadian.TANDA,
    JenisKejadian.SEKITAR,
)
JENIS_INSTANSI = (JenisKejadian.LANGKAH, JenisKejadian.SEKITAR, JenisKejadian.TAHAP)
