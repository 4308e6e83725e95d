"""A version of a questionnaire."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import Benda
from units.models import Instansi


class KuesionerQuerySet(models.QuerySet):
    def terbit(self) -> models.QuerySet:
        """Those a campaign may use."""
        return self.exclude(terbit_pada=None)

    def untuk_instansi(self, instansi_id: int) -> models.QuerySet:
        """What the portal ships, and the instansi's own."""
        return self.filter(Q(instansi=None) | Q(instansi=instansi_id))


class Kuesioner(models.Model):
    """One version of a questionnaire: ``isi`` is what ``surveys.kuesioner.Kuesioner.from_dict`` reads.

    Without an instansi it came with the portal. Published (``terbit_pada``) it can't be changed, only followed.
    """

    BENDA = Benda.KUESIONER

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, null=True, blank=True, related_name="kuesioner")
    kode = models.CharField(_("kode"), max_length=40)
    versi_isi = models.CharField(_("versi"), max_length=40)
    nama = models.CharField(_("nama"), max_length=200)
    isi = models.JSONField(_("isi"))
    sha256 = models.CharField(max_length=64)
    versi = models.PositiveIntegerField(default=1, editable=False)
    terbit_pada = models.DateTimeField(_("terbit"), null=True, blank=True, editable=False)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    dibuat_pada = models.DateTimeField(default=timezone.now, editable=False)
    diubah_pada = models.DateTimeField(default=timezone.now, editable=False)
    dihapus_pada = models.DateTimeField(null=True, blank=True, editable=False)

    objects = KuesionerQuerySet.as_manager()

    class Meta:
        ordering = ["nama", "-pk"]
        verbose_name = _("kuesioner")
        verbose_name_plural = _("kuesioner")
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "kode", "versi_isi"],
                name="kuesioner_unik",
                violation_error_message=_("Versi ini sudah ada. Beri nama versi yang baru."),
            ),
            models.UniqueConstraint(
                fields=["kode", "versi_isi"], condition=Q(instansi=None), name="kuesioner_bawaan_unik"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.versi_isi})"
