"""What people recorded for a requirement: the instansi's values of a year, TPI's words and exemptions on a sheet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums.riwayat import Benda
from evaluation.models.instrumen import Musim
from evaluation.models.lke import LembarKerjaEvaluasi
from units.models import Instansi


class NilaiSyarat(models.Model):
    """One rule (``evaluation.syarat``) as recorded: of the instansi for a season, or of one sheet.

    ``nilai`` is a step of the rule's scale or memenuhi/belum; empty: nobody has said. ``versi`` counts the writes.
    """

    BENDA = Benda.SYARAT

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, related_name="+")
    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, null=True, related_name="nilai_syarat")
    kode = models.CharField(max_length=40)
    nilai = models.CharField(_("nilai"), max_length=20, blank=True)
    sumber = models.CharField(_("sumber"), max_length=300, blank=True)
    catatan = models.TextField(_("catatan"), max_length=2000, blank=True)
    alasan_kecuali = models.TextField(_("alasan pengecualian"), max_length=2000, blank=True)
    dikecualikan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dikecualikan_pada = models.DateTimeField(null=True)
    versi = models.PositiveIntegerField(default=1)
    diubah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    diubah_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("nilai persyaratan")
        verbose_name_plural = _("nilai persyaratan")
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "musim", "kode"],
                condition=Q(lke=None),
                name="nilai_syarat_instansi",
                violation_error_message=_("Persyaratan ini sudah diisi untuk tahun tersebut."),
            ),
            models.UniqueConstraint(
                fields=["lke", "kode"],
                condition=Q(lke__isnull=False),
                name="nilai_syarat_lke",
                violation_error_message=_("Persyaratan ini sudah dinyatakan untuk LKE tersebut."),
            ),
            models.CheckConstraint(
                name="nilai_syarat_kecuali",
                condition=(
                    Q(alasan_kecuali="", dikecualikan_oleh=None, dikecualikan_pada=None)
                    | (~Q(alasan_kecuali="") & Q(dikecualikan_oleh__isnull=False, dikecualikan_pada__isnull=False))
                ),
                violation_error_message=_("Pengecualian harus beralasan."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode}: {self.nilai or '–'}"

    @property
    def dikecualikan(self) -> bool:
        return self.dikecualikan_pada is not None
