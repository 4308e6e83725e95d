"""Declarations of interest: whether something ties an assessor to a unit."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Lapis
from evaluation.enums.benturan import JenisBenturan
from evaluation.enums.riwayat import Benda
from evaluation.models.instrumen import Musim
from units.enums import PERAN_TPI_PENGARAH, Peran
from units.models import UnitKerja
from units.selectors import akses, unit_milik_sendiri


class BenturanQuerySet(models.QuerySet):
    def berlaku(self) -> models.QuerySet:
        return self.filter(dicabut_pada=None)

    def mengikat(self) -> models.QuerySet:
        """Those that keep somebody away from a unit."""
        return self.berlaku().filter(ada=True)

    def visible_to(self, user) -> models.QuerySet:
        """One's own; those of TPI's people for the leads and the admin of the instansi, those of TPN's for TPN's admin.
        Who works in the unit sees none but their own."""
        a = akses(user)
        pengatur = a.instansi_sebagai(*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI)
        lain = Q(lapis=Lapis.TPI, unit__instansi__in=pengatur)
        if a.punya_nasional(Peran.TPN_ADMIN):
            lain |= Q(lapis=Lapis.TPN)
        return self.filter(Q(user=user) | (lain & ~Q(unit__in=unit_milik_sendiri(user))))


class BenturanKepentingan(models.Model):
    """What a person declared, or a lead recorded about them, on one unit in one season. ``ada`` False: no conflict.

    ``lapis`` tells as whose assessor: TPI or TPN. A newer declaration leaves the older one as a row with ``dicabut_*``.
    """

    BENDA = Benda.BENTURAN

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="benturan")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="+")
    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, related_name="+")
    lapis = models.CharField(_("sebagai"), max_length=10, choices=Lapis.choices, default=Lapis.TPI)
    ada = models.BooleanField(_("ada benturan"))
    jenis = models.CharField(_("jenis"), max_length=10, choices=JenisBenturan.choices, blank=True)
    uraian = models.TextField(_("uraian"), max_length=2000, blank=True)
    dinyatakan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dinyatakan_pada = models.DateTimeField(default=timezone.now)
    dicabut_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dicabut_pada = models.DateTimeField(null=True, blank=True)
    alasan_cabut = models.TextField(_("alasan pencabutan"), max_length=2000, blank=True)

    objects = BenturanQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("benturan kepentingan")
        verbose_name_plural = _("benturan kepentingan")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "musim"],
                condition=Q(dicabut_pada=None),
                name="benturan_berlaku_tunggal",
                violation_error_message=_("Sudah ada pernyataan yang berlaku untuk unit ini."),
            ),
            models.CheckConstraint(
                name="benturan_beruraian",
                condition=Q(ada=False, jenis="") | (Q(ada=True) & ~Q(jenis="") & ~Q(uraian="")),
                violation_error_message=_("Sebutkan jenis benturan dan uraikan."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} / {self.unit_id}"
