"""Tokens by which other systems of an instansi come in, and what they fetched."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import Benda
from units.models.organisasi import Instansi
from zi_portal.common.model import CatatanTetap


class TokenAPIQuerySet(models.QuerySet):
    def berlaku(self) -> models.QuerySet:
        """Neither revoked nor past their time."""
        return self.filter(dicabut_pada=None).exclude(berlaku_sampai__lte=timezone.now())


class TokenAPI(models.Model):
    """A key of an instansi for another system. The portal keeps its SHA-256 only, and ``awalan``, its first letters.

    It belongs to the instansi and outlives the role of who made it; ``dibuat_oleh`` is empty for one made on the
    server, which therefore writes nothing. ``kiriman`` is the form that made it, so that a repeat makes no second one.
    """

    BENDA = Benda.TOKEN_API

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="token_api")
    nama = models.CharField(_("nama"), max_length=100)
    awalan = models.CharField(_("awalan"), max_length=12, editable=False)
    sidik = models.CharField(max_length=64, unique=True, editable=False)
    cakupan = models.JSONField(_("cakupan"), default=list)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    berlaku_sampai = models.DateTimeField(_("berlaku sampai"))
    dicabut_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dicabut_pada = models.DateTimeField(null=True)
    dipakai_pada = models.DateTimeField(_("terakhir dipakai"), null=True)
    kiriman = models.UUIDField(null=True, unique=True, editable=False)

    objects = TokenAPIQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("token API")
        verbose_name_plural = _("token API")
        indexes = [models.Index(fields=["instansi", "-id"], name="token_api_instansi")]

    def __str__(self) -> str:
        return f"{self.nama} ({self.awalan}…)"

    @property
    def kedaluwarsa(self) -> bool:
        return self.berlaku_sampai <= timezone.now()

    @property
    def berlaku(self) -> bool:
        return self.dicabut_pada is None and not self.kedaluwarsa


class AmbilanAPI(models.Model):
    """One request of PortalRB with a valid token: what it asked for and what it was answered. Append-only.

    ``jumlah`` counts the units of a list; ``unit`` is the id whose answers were asked for.
    """

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    token = models.ForeignKey(TokenAPI, on_delete=models.PROTECT, related_name="ambilan")
    pada = models.DateTimeField(default=timezone.now)
    apa = models.CharField(max_length=20)
    unit = models.CharField(max_length=80, blank=True)
    status = models.PositiveSmallIntegerField()
    jumlah = models.PositiveIntegerField(null=True)

    objects = CatatanTetap.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("ambilan API")
        verbose_name_plural = _("ambilan API")
        indexes = [models.Index(fields=["instansi", "-pada"], name="ambilan_api_instansi")]

    def __str__(self) -> str:
        return f"{self.apa} {self.status}"


class KirimanAPI(models.Model):
    """A write that was answered, by the key its sender gave it: the same again gets the same answer and writes nothing.

    ``sidik`` is the hash of what was sent, so that a key used for something else is noticed.
    """

    token = models.ForeignKey(TokenAPI, on_delete=models.PROTECT, related_name="+")
    kunci = models.CharField(max_length=100)
    sidik = models.CharField(max_length=64)
    jawaban = models.JSONField(default=dict)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("kiriman API")
        verbose_name_plural = _("kiriman API")
        constraints = [models.UniqueConstraint(fields=["token", "kunci"], name="kiriman_api_unik")]

    def __str__(self) -> str:
        return self.kunci
