"""TPI at work: who is assigned, what was said, what was looked at."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Ranah
from evaluation.enums.riwayat import Benda
from evaluation.models.instrumen import Musim
from evaluation.models.lke import LembarKerjaEvaluasi
from units.models import UnitKerja


class PenugasanTPI(models.Model):
    """A TPI member is to assess this unit in this season; for their team (``tim``), or by a lead's own hand."""

    BENDA = Benda.PENUGASAN

    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="penugasan_tpi")
    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, related_name="penugasan_tpi")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="penugasan_tpi")
    tim = models.ForeignKey(
        "evaluation.TimTPI", on_delete=models.PROTECT, null=True, blank=True, related_name="penugasan"
    )
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["unit__nama", "user__nama"]
        verbose_name = _("penugasan TPI")
        verbose_name_plural = _("penugasan TPI")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "musim", "user"],
                name="penugasan_unik",
                violation_error_message=_("Anggota ini sudah ditugaskan pada unit tersebut."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.unit_id}"


class Komentar(models.Model):
    """A remark on a question, or a reply to one. ``ranah`` says whether the unit reads it."""

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="komentar")
    kode = models.CharField(max_length=40)
    induk = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="balasan")
    ranah = models.CharField(_("dibaca oleh"), max_length=10, choices=Ranah.choices, default=Ranah.BERSAMA)
    penulis = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    isi = models.TextField(_("komentar"), max_length=4000)
    disebut = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    selesai_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    selesai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("komentar")
        verbose_name_plural = _("komentar")
        indexes = [models.Index(fields=["lke", "kode"], name="komentar_pertanyaan")]
        constraints = [
            models.CheckConstraint(
                name="komentar_selesai_lengkap",
                condition=Q(selesai_oleh=None, selesai_pada=None)
                | Q(selesai_oleh__isnull=False, selesai_pada__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kode}: {self.penulis_id}"


class Kunjungan(models.Model):
    """When a person last looked at a sheet. ``sejak`` is when their visit before this one ended: what changed after
    it is marked as new to them, also while they walk from page to page."""

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.CASCADE, related_name="kunjungan")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    pada = models.DateTimeField(default=timezone.now)
    sejak = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kunjungan")
        verbose_name_plural = _("kunjungan")
        constraints = [models.UniqueConstraint(fields=["lke", "user"], name="kunjungan_unik")]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.lke_id}"
