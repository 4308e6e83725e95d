"""What is kept of many responses, so that an index reads at once however many there are."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.enums import Golongan
from surveys.models.kampanye import Kampanye


class Olahan(models.Model):
    """How far the responses of a campaign are counted; its row is the lock of all its counts."""

    kampanye = models.OneToOneField(Kampanye, on_delete=models.PROTECT, primary_key=True, related_name="olahan")
    dihitung = models.PositiveBigIntegerField(default=0)
    pada = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("olahan survei")
        verbose_name_plural = _("olahan survei")

    def __str__(self) -> str:
        return f"{self.kampanye_id}: {self.dihitung}"


class Rekap(models.Model):
    """Counts of a campaign's responses of one golongan in one group (``dimensi`` and ``nilai``; "" and "": all).

    ``isi`` is ``surveys.indeks.Hitungan.ke_isi``. A copy that ``recompute_surveys`` proves.
    """

    kampanye = models.ForeignKey(Kampanye, on_delete=models.PROTECT, related_name="rekap", db_index=False)
    dimensi = models.CharField(max_length=40, blank=True)
    nilai = models.CharField(max_length=40, blank=True)
    golongan = models.SmallIntegerField(choices=Golongan.choices)
    isi = models.JSONField()

    class Meta:
        ordering = ["kampanye_id", "dimensi", "nilai", "golongan"]
        verbose_name = _("rekap survei")
        verbose_name_plural = _("rekap survei")
        constraints = [models.UniqueConstraint(fields=["kampanye", "dimensi", "nilai", "golongan"], name="rekap_unik")]

    def __str__(self) -> str:
        return f"{self.kampanye_id} {self.dimensi} {self.nilai} {self.golongan}"


class Segel(models.Model):
    """The raw set as it stood when the campaign closed: how many, and the end of the chain of hashes over all of them
    in the order they came. ``blok`` holds the chain after each thousand, so that a change can be found."""

    kampanye = models.OneToOneField(Kampanye, on_delete=models.PROTECT, related_name="segel")
    jumlah = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    blok = models.JSONField(default=list)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("segel survei")
        verbose_name_plural = _("segel survei")

    def __str__(self) -> str:
        return f"{self.kampanye_id}: {self.sha256[:12]}"
