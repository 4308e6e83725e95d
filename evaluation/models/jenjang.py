"""Who holds which seat where TPI scores in levels."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import LAPIS_PENILAI
from evaluation.enums.riwayat import Benda
from evaluation.models.lke import LembarKerjaEvaluasi


class PenilaiLKE(models.Model):
    """A person has taken a seat: the layer is theirs to fill, in this round and those after it, until it is freed.

    A seat that was left stays as a row: who has seen the inside of one level never sits at another of the same sheet.
    """

    BENDA = Benda.JENJANG

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="penilai")
    putaran = models.PositiveSmallIntegerField(_("putaran"))
    lapis = models.CharField(max_length=4, choices=[(x.value, x.label) for x in LAPIS_PENILAI])
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mulai = models.DateTimeField(default=timezone.now)
    selesai = models.DateTimeField(null=True, blank=True)
    dilepas_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("penilai")
        verbose_name_plural = _("penilai")
        constraints = [
            models.UniqueConstraint(
                fields=["lke", "lapis"],
                condition=Q(dilepas_pada=None),
                name="penilai_kursi_unik",
                violation_error_message=_("Kursi ini sudah ditempati penilai lain."),
            ),
            models.UniqueConstraint(
                fields=["lke", "user"],
                condition=Q(dilepas_pada=None),
                name="penilai_orang_unik",
                violation_error_message=_("Satu orang hanya menempati satu kursi pada satu LKE."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.lapis}"
