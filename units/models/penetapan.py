"""Stage II: which units of an instansi build ZI, why, and by which SK (PermenPANRB 90/2021 Lampiran I)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import Benda, JalurPenetapan, JenisKriteria, NilaiKriteria, StatusCalon
from units.models.organisasi import Instansi
from units.models.tahap import BarisTahap


class SKPenetapan(models.Model):
    """A decree of the pimpinan instansi that names one or several units. Its file lies in each unit's archive."""

    BENDA = Benda.SK_PENETAPAN

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="sk_penetapan")
    nomor = models.CharField(_("nomor SK"), max_length=100)
    tanggal = models.DateField(_("tanggal SK"))
    pejabat_nama = models.CharField(_("ditandatangani oleh"), max_length=150)
    pejabat_jabatan = models.CharField(_("jabatan"), max_length=150)
    kiriman = models.UUIDField(null=True, unique=True, default=uuid.uuid4, editable=False)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-tanggal", "-pk"]
        verbose_name = _("SK penetapan")
        verbose_name_plural = _("SK penetapan")
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "nomor"],
                name="sk_penetapan_nomor",
                violation_error_message=_("Nomor SK ini sudah dicatat di instansi yang sama."),
            )
        ]

    def __str__(self) -> str:
        return self.nomor


class CalonUnit(BarisTahap):
    """A unit put forward to build ZI, chosen by SK, and perhaps taken out again."""

    BENDA = Benda.CALON_UNIT

    status = models.CharField(_("status"), max_length=12, choices=StatusCalon.choices, default=StatusCalon.CALON)
    jalur = models.CharField(_("jalur"), max_length=10, choices=JalurPenetapan.choices, default=JalurPenetapan.REGULER)
    kawasan = models.CharField(_("kawasan"), max_length=150, blank=True)
    predikat_tujuan = models.CharField(
        _("predikat tujuan"), max_length=4, choices=[("WBK", "WBK"), ("WBBM", "WBBM")], default="WBK"
    )
    catatan = models.TextField(_("catatan"), blank=True, max_length=4000)
    sk = models.ForeignKey(SKPenetapan, on_delete=models.PROTECT, null=True, blank=True, related_name="calon")
    ditetapkan_pada = models.DateField(_("ditetapkan pada"), null=True, blank=True)
    dikeluarkan_pada = models.DateField(_("dikeluarkan pada"), null=True, blank=True)

    class Meta:
        ordering = ["unit__nama", "-pk"]
        verbose_name = _("calon unit")
        verbose_name_plural = _("calon unit")
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(status__in=[StatusCalon.CALON, StatusCalon.DITETAPKAN], dihapus_pada=None),
                name="calon_unit_satu",
                violation_error_message=_("Unit ini sudah menjadi calon atau sudah ditetapkan."),
            ),
            models.CheckConstraint(
                name="calon_unit_sk",
                condition=Q(status=StatusCalon.CALON) | Q(sk__isnull=False, ditetapkan_pada__isnull=False),
                violation_error_message=_("Unit yang ditetapkan harus mempunyai SK."),
            ),
        ]
        indexes = [models.Index(fields=["status", "unit"], name="calon_unit_status")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.status}"


class KriteriaCalon(models.Model):
    """How a candidate meets one criterion, and why."""

    calon = models.ForeignKey(CalonUnit, on_delete=models.CASCADE, related_name="kriteria")
    jenis = models.CharField(_("kriteria"), max_length=15, choices=JenisKriteria.choices)
    nama = models.CharField(_("nama kriteria"), max_length=200, blank=True)
    nilai = models.CharField(_("penilaian"), max_length=10, choices=NilaiKriteria.choices, blank=True)
    alasan = models.TextField(_("alasan"), blank=True, max_length=4000)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("kriteria calon")
        verbose_name_plural = _("kriteria calon")
        constraints = [
            models.UniqueConstraint(
                fields=["calon", "jenis"], condition=~Q(jenis=JenisKriteria.BEBAS), name="kriteria_calon_unik"
            ),
            models.CheckConstraint(
                name="kriteria_bebas_bernama",
                condition=~Q(jenis=JenisKriteria.BEBAS) | ~Q(nama=""),
                violation_error_message=_("Beri nama untuk kriteria lain."),
            ),
        ]

    def __str__(self) -> str:
        return self.nama or self.get_jenis_display()
