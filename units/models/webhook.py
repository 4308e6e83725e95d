"""Other systems of an instansi that are told of what happens here, and what they were sent."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums import Peran
from units.enums.tahap import Benda
from units.enums.webhook import StatusKiriman
from units.models.organisasi import Instansi
from zi_portal.common.keluar import PANJANG_ALAMAT


class HostWebhook(models.Model):
    """A host that webhooks may go to (with its port where that is not 443). It is ended, not deleted."""

    nama = models.CharField(_("host"), max_length=260)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    dicabut_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dicabut_pada = models.DateTimeField(null=True)

    class Meta:
        ordering = ["nama", "-pk"]
        verbose_name = _("host webhook")
        verbose_name_plural = _("host webhook")
        constraints = [
            models.UniqueConstraint(fields=["nama"], condition=Q(dicabut_pada=None), name="host_webhook_satu"),
        ]

    def __str__(self) -> str:
        return self.nama


class WebhookQuerySet(models.QuerySet):
    def visible_to(self, user) -> models.QuerySet:
        """Those of the instansi this person is admin of."""
        from units.selectors import akses  # selectors import models

        return self.filter(instansi__in=akses(user).instansi_sebagai(Peran.ADMIN_INSTANSI))


class Webhook(models.Model):
    """An address of another system. ``rahasia`` signs what is sent there and stands here encrypted; ``kiriman`` is the
    form that made it, so that a repeat makes no second one.

    ``istirahat_sampai``: nobody answered there, and until then nothing is tried. ``gagal_beruntun`` counts how often.
    """

    BENDA = Benda.WEBHOOK

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="webhook")
    nama = models.CharField(_("nama"), max_length=100)
    alamat = models.CharField(_("alamat"), max_length=PANJANG_ALAMAT)
    peristiwa = models.JSONField(_("peristiwa"), default=list)
    rahasia = models.TextField(editable=False)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    dihentikan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dihentikan_pada = models.DateTimeField(null=True)
    istirahat_sampai = models.DateTimeField(null=True, editable=False)
    gagal_beruntun = models.PositiveSmallIntegerField(default=0, editable=False)
    kiriman = models.UUIDField(null=True, unique=True, editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhook")
        indexes = [models.Index(fields=["instansi", "-id"], name="webhook_instansi")]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("units:webhook_detail", args=[self.pk])


class KirimanWebhookQuerySet(models.QuerySet):
    def lepas(self) -> models.QuerySet:
        """Due, and in nobody's hands."""
        kini = timezone.now()
        pegangan = Q(dipegang_sampai=None) | Q(dipegang_sampai__lt=kini)
        return self.filter(pegangan, status=StatusKiriman.MENUNGGU, coba_pada__lte=kini)

    def bebas(self) -> models.QuerySet:
        """Those to be sent now: of an address that rests none."""
        return self.lepas().filter(Q(webhook__istirahat_sampai=None) | Q(webhook__istirahat_sampai__lte=timezone.now()))


class KirimanWebhook(models.Model):
    """One message to one address, written in the transaction of its cause.

    ``percobaan`` counts the tries and tells one from another: who held it before writes nothing any more.
    ``jawaban`` is the HTTP status of the last answer.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="semua_kiriman")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    peristiwa = models.CharField(_("peristiwa"), max_length=30)
    isi = models.JSONField(default=dict)
    status = models.CharField(_("status"), max_length=10, choices=StatusKiriman.choices, default=StatusKiriman.MENUNGGU)
    percobaan = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    coba_pada = models.DateTimeField(_("dicoba pada"), default=timezone.now)
    dipegang_sampai = models.DateTimeField(null=True)
    jawaban = models.PositiveSmallIntegerField(null=True)
    galat = models.CharField(_("galat"), max_length=300, blank=True)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    selesai_pada = models.DateTimeField(null=True)

    objects = KirimanWebhookQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("kiriman webhook")
        verbose_name_plural = _("kiriman webhook")
        constraints = [
            models.CheckConstraint(name="kiriman_webhook_status", condition=Q(status__in=StatusKiriman.values))
        ]
        indexes = [
            models.Index(fields=["id"], name="kiriman_webhook_antre", condition=Q(status=StatusKiriman.MENUNGGU)),
            models.Index(fields=["webhook", "-id"], name="kiriman_webhook_daftar"),
            models.Index(fields=["selesai_pada"], name="kiriman_webhook_selesai"),
        ]

    def __str__(self) -> str:
        return f"{self.peristiwa} {self.pk}"
