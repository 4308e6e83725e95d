"""Teams of TPI: who is in them, under which SK, and which units they assess in a season."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums.riwayat import Benda
from evaluation.enums.tim_tpi import Kedudukan
from evaluation.models.instrumen import Musim
from units.enums import PERAN_TPI, PERAN_TPI_PENGARAH, Peran
from units.models import Instansi, UnitKerja
from units.selectors import akses


class TimTPIQuerySet(models.QuerySet):
    def hidup(self) -> models.QuerySet:
        return self.filter(dihapus_pada=None)

    def visible_to(self, user) -> models.QuerySet:
        """Living teams of the instansi one serves in TPI or administers."""
        return self.hidup().filter(instansi__in=akses(user).instansi_sebagai(*PERAN_TPI, Peran.ADMIN_INSTANSI))

    def dikelola(self, user) -> models.QuerySet:
        """Living teams this person may change."""
        pengatur = akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI)
        return self.hidup().filter(instansi__in=pengatur)


class TimTPI(models.Model):
    """A team of an instansi's TPI in a season, and the SK it works under. ``versi`` counts its changes."""

    BENDA = Benda.TIM_TPI

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="tim_tpi")
    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, related_name="tim_tpi")
    nama = models.CharField(_("nama tim"), max_length=100)
    nomor_sk = models.CharField(_("nomor SK"), max_length=100, blank=True)
    tanggal_sk = models.DateField(_("tanggal SK"), null=True, blank=True)
    berlaku_sampai = models.DateField(_("berlaku sampai"), null=True, blank=True)
    versi = models.PositiveIntegerField(default=1)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    dihapus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dihapus_pada = models.DateTimeField(null=True, blank=True)

    objects = TimTPIQuerySet.as_manager()

    class Meta:
        ordering = ["instansi__nama", "nama", "pk"]
        verbose_name = _("tim TPI")
        verbose_name_plural = _("tim TPI")
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "musim", "nama"],
                condition=Q(dihapus_pada=None),
                name="tim_tpi_nama",
                violation_error_message=_("Tim dengan nama ini sudah ada pada tahun tersebut."),
            ),
            models.CheckConstraint(
                name="tim_tpi_berlaku",
                condition=Q(berlaku_sampai=None) | Q(tanggal_sk=None) | Q(berlaku_sampai__gte=models.F("tanggal_sk")),
                violation_error_message=_("Masa berlaku SK tidak boleh berakhir sebelum tanggal SK."),
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("evaluation:tpi_tim_detail", args=[self.pk])

    def sk_berakhir(self, hari_ini: dt.date) -> bool:
        return self.berlaku_sampai is not None and self.berlaku_sampai < hari_ini


class AnggotaTimTPI(models.Model):
    """A person's place in a team; it asks for the matching role in the instansi."""

    tim = models.ForeignKey(TimTPI, on_delete=models.PROTECT, related_name="anggota")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tim_tpi")
    kedudukan = models.CharField(_("kedudukan"), max_length=10, choices=Kedudukan.choices)

    class Meta:
        ordering = ["kedudukan", "user__nama", "pk"]
        verbose_name = _("anggota tim TPI")
        verbose_name_plural = _("anggota tim TPI")
        constraints = [
            models.UniqueConstraint(
                fields=["tim", "user"],
                name="anggota_tim_tpi_unik",
                violation_error_message=_("Orang ini sudah ada di tim tersebut."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.tim_id}: {self.user_id}"


class UnitTim(models.Model):
    """A unit is assessed by this team in its season: by one team at a time."""

    tim = models.ForeignKey(TimTPI, on_delete=models.PROTECT, related_name="unit_tim")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="tim_tpi")
    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, related_name="+")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["unit__nama", "pk"]
        verbose_name = _("unit tim TPI")
        verbose_name_plural = _("unit tim TPI")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "musim"],
                name="unit_tim_tpi_unik",
                violation_error_message=_("Unit ini sudah dipegang tim lain pada tahun tersebut."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.tim_id}: {self.unit_id}"
