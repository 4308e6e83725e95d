"""Figures entered once per unit, year and quarter, and used wherever they are asked for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import Benda, Triwulan
from units.models.orang import User
from units.models.organisasi import UnitKerja
from units.models.tahap import BarisTahap


class DataPendukungQuerySet(models.QuerySet):
    def visible_to(self, user) -> models.QuerySet:
        from units.selectors.tahap import q_tahap  # selectors import models

        return self.filter(q_tahap(user, "unit"))


class DataPendukung(models.Model):
    """One figure of one quarter. ``kode`` is from the catalogue ``units/data/data_pendukung.yaml``.

    ``nilai`` empty means that nobody has said yet; 0 is a figure. Each change is a row of RiwayatTahap.
    """

    BENDA = Benda.DATA_PENDUKUNG

    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="data_pendukung")
    tahun = models.PositiveSmallIntegerField(_("tahun"))
    triwulan = models.PositiveSmallIntegerField(_("triwulan"), choices=Triwulan.choices)
    kode = models.CharField(_("kode"), max_length=40)
    nilai = models.PositiveIntegerField(_("nilai"), null=True)
    sumber = models.CharField(_("sumber"), max_length=200, blank=True)
    versi = models.PositiveIntegerField(default=1)
    diubah_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    diubah_pada = models.DateTimeField(default=timezone.now)

    objects = DataPendukungQuerySet.as_manager()

    class Meta:
        ordering = ["unit_id", "tahun", "kode", "triwulan"]
        verbose_name = _("data pendukung")
        verbose_name_plural = _("data pendukung")
        constraints = [
            models.UniqueConstraint(fields=["unit", "tahun", "triwulan", "kode"], name="data_pendukung_unik"),
            models.CheckConstraint(name="data_pendukung_triwulan", condition=Q(triwulan__range=(1, 4))),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.tahun}/{self.triwulan}"


class IKU(BarisTahap):
    """A key performance indicator of the unit with its yearly target."""

    BENDA = Benda.IKU

    nama = models.CharField(_("indikator kinerja utama"), max_length=300)
    satuan = models.CharField(_("satuan"), max_length=50)
    target = models.DecimalField(_("target tahun ini"), max_digits=16, decimal_places=4)
    realisasi_lalu = models.DecimalField(
        _("realisasi tahun lalu"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    target_nasional = models.DecimalField(_("target nasional"), max_digits=16, decimal_places=4, null=True, blank=True)
    makin_kecil_makin_baik = models.BooleanField(_("makin kecil makin baik"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("indikator kinerja utama")
        verbose_name_plural = _("indikator kinerja utama")
        indexes = [models.Index(fields=["unit", "tahun"], name="iku_unit")]

    def __str__(self) -> str:
        return self.nama


class RealisasiIKU(models.Model):
    """Target and reach of an IKU up to the end of a quarter."""

    iku = models.ForeignKey(IKU, on_delete=models.CASCADE, related_name="realisasi")
    triwulan = models.PositiveSmallIntegerField(_("triwulan"), choices=Triwulan.choices)
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=4, null=True, blank=True)
    nilai = models.DecimalField(_("realisasi"), max_digits=16, decimal_places=4, null=True, blank=True)

    class Meta:
        ordering = ["iku_id", "triwulan"]
        verbose_name = _("realisasi IKU")
        verbose_name_plural = _("realisasi IKU")
        constraints = [models.UniqueConstraint(fields=["iku", "triwulan"], name="realisasi_iku_unik")]

    def __str__(self) -> str:
        return f"{self.iku_id} TW{self.triwulan}"
