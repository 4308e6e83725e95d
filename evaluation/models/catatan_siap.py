"""Notes a reviewer keeps at hand: written once, put into many answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums.riwayat import Benda
from units.enums import PERAN_TPI, PERAN_TPN
from units.models import Instansi
from units.selectors import akses


class CatatanSiapQuerySet(models.QuerySet):
    def hidup(self) -> models.QuerySet:
        return self.filter(dihapus_pada=None)

    def visible_to(self, user) -> models.QuerySet:
        """An assessor's own, and what is shared with TPI of an instansi in which they are TPI. Who assesses nowhere
        (any more) has none."""
        a = akses(user)
        tpi = a.instansi_sebagai(*PERAN_TPI)
        if not tpi and not a.punya_nasional(*PERAN_TPN):
            return self.none()
        return self.hidup().filter(Q(pemilik=user) | Q(instansi__in=tpi))


class CatatanSiap(models.Model):
    """A short text with a title. ``instansi``: the one whose TPI reads it too; None: its owner's alone.

    A text that was put into an answer belongs to the answer: changing or deleting the note changes none.
    """

    BENDA = Benda.CATATAN_SIAP

    pemilik = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    judul = models.CharField(_("judul"), max_length=100)
    isi = models.TextField(_("isi"), max_length=2000)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    diubah_pada = models.DateTimeField(default=timezone.now)
    dihapus_pada = models.DateTimeField(null=True, blank=True)

    objects = CatatanSiapQuerySet.as_manager()

    class Meta:
        ordering = ["judul", "pk"]
        verbose_name = _("catatan siap pakai")
        verbose_name_plural = _("catatan siap pakai")
        constraints = [
            models.CheckConstraint(
                name="catatan_siap_berisi",
                condition=~Q(judul="") & ~Q(isi=""),
                violation_error_message=_("Isi judul dan teksnya."),
            )
        ]
        indexes = [
            models.Index(fields=["pemilik"], condition=Q(dihapus_pada=None), name="catatan_siap_pemilik"),
            models.Index(fields=["instansi"], condition=Q(dihapus_pada=None), name="catatan_siap_instansi"),
        ]

    def __str__(self) -> str:
        return self.judul
