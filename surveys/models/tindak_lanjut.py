"""What a unit will do about a weak unsur."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.models.kampanye import Kampanye
from zi_portal.common.model import CatatanTetap


class TindakLanjutSurvei(models.Model):
    """The plan for one unsur as it was written at one time; the newest of an unsur is the one that holds, the others
    are its history. Without a plan (``rencana`` empty): it was taken back. Append-only."""

    kampanye = models.ForeignKey(Kampanye, on_delete=models.PROTECT, related_name="tindak_lanjut")
    unsur = models.CharField(_("unsur"), max_length=36)
    rencana = models.TextField(_("rencana tindak lanjut"), blank=True, max_length=1000)
    waktu = models.CharField(_("waktu"), blank=True, max_length=100)
    penanggung_jawab = models.CharField(_("penanggung jawab"), blank=True, max_length=150)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    objects = CatatanTetap.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("tindak lanjut survei")
        verbose_name_plural = _("tindak lanjut survei")
        indexes = [models.Index(fields=["kampanye", "unsur"], name="tindak_lanjut_survei")]

    def __str__(self) -> str:
        return f"{self.kampanye_id} {self.unsur}"
