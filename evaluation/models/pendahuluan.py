"""What the parent unit found before TPI evaluates."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums.pendahuluan import Kesimpulan
from evaluation.enums.riwayat import Benda
from evaluation.models.lke import LembarKerjaEvaluasi
from units.models import UnitKerja


class PenilaianPendahuluan(models.Model):
    """One conclusion on one submission, with its letter; never changed. ``area`` maps the number of an area, as text,
    to its ``hasil`` and ``catatan``, where something was said of it."""

    BENDA = Benda.PENDAHULUAN

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="penilaian_pendahuluan")
    unit_penilai = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="+")
    kesimpulan = models.CharField(_("kesimpulan"), max_length=10, choices=Kesimpulan.choices)
    nomor_surat = models.CharField(_("nomor surat"), max_length=100, blank=True)
    tanggal_surat = models.DateField(_("tanggal surat"), null=True, blank=True)
    alasan = models.TextField(_("alasan"), blank=True)
    area = models.JSONField(default=dict)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("penilaian pendahuluan")
        verbose_name_plural = _("penilaian pendahuluan")

    def __str__(self) -> str:
        return f"{self.get_kesimpulan_display()} ({self.lke_id})"
