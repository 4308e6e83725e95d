"""The outbox: mails that are to go out, went out, or could not."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums.surel import JenisSurel, StatusSurel
from units.models.orang import User
from units.models.pencanangan import TautanPakta


class SurelQuerySet(models.QuerySet):
    def menunggu(self) -> models.QuerySet:
        return self.filter(status=StatusSurel.MENUNGGU)


class SurelKeluar(models.Model):
    """One mail, written in the transaction of its cause. It holds whom it is for and nothing of what it says: that is
    put together when it leaves, of what its reader may see then.

    ``pemegang`` is the run that holds it until ``dipegang_sampai``; ``percobaan`` counts the runs that had it in hand,
    ``tunggu_server`` how often in a row the server was away when its turn came.
    """

    jenis = models.CharField(_("jenis"), max_length=10, choices=JenisSurel.choices)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    hari = models.DateField(null=True)
    tautan = models.OneToOneField(TautanPakta, on_delete=models.CASCADE, null=True, related_name="surel")
    status = models.CharField(_("status"), max_length=10, choices=StatusSurel.choices, default=StatusSurel.MENUNGGU)
    percobaan = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    tunggu_server = models.PositiveSmallIntegerField(default=0)
    coba_pada = models.DateTimeField(_("dicoba pada"), default=timezone.now)
    pemegang = models.CharField(max_length=32, blank=True)
    dipegang_sampai = models.DateTimeField(null=True)
    galat = models.CharField(_("galat"), max_length=300, blank=True)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    selesai_pada = models.DateTimeField(null=True)

    objects = SurelQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("surel keluar")
        verbose_name_plural = _("surel keluar")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "hari"], condition=Q(jenis=JenisSurel.HARIAN), name="surel_harian_satu"
            ),
            models.CheckConstraint(
                name="surel_untuk",
                condition=Q(jenis=JenisSurel.HARIAN, user__isnull=False, hari__isnull=False, tautan=None)
                | Q(jenis=JenisSurel.PAKTA, user=None, hari=None, tautan__isnull=False),
            ),
            models.CheckConstraint(name="surel_status", condition=Q(status__in=StatusSurel.values)),
        ]
        indexes = [
            models.Index(fields=["id"], name="surel_antre", condition=Q(status=StatusSurel.MENUNGGU)),
            models.Index(fields=["status", "-id"], name="surel_daftar"),
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.pk}"
