"""The proposal of an instansi, and the predicate a decision brings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import JenisPredikat, StatusUsulan
from evaluation.enums.riwayat import Benda
from evaluation.models.instrumen import Musim
from units.enums import PERAN_TPN, Peran
from units.models import Instansi, UnitKerja
from units.selectors import akses


class UsulanQuerySet(models.QuerySet):
    def visible_to(self, user) -> models.QuerySet:
        """Those of one's instansi for its admin; the sent ones for TPN."""
        a = akses(user)
        terlihat = models.Q(instansi__in=a.instansi_sebagai(Peran.ADMIN_INSTANSI))
        if a.punya_nasional(*PERAN_TPN):
            terlihat |= ~models.Q(status=StatusUsulan.DISUSUN)
        return self.filter(terlihat)


class Usulan(models.Model):
    """One letter of an instansi for a year and a predicate, holding many LKE (PermenPANRB 5/2024)."""

    BENDA = Benda.USULAN

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="usulan")
    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, related_name="usulan")
    predikat = models.CharField(_("predikat"), max_length=4, choices=JenisPredikat.choices)
    status = models.CharField(_("status"), max_length=10, choices=StatusUsulan.choices, default=StatusUsulan.DISUSUN)
    nomor_surat = models.CharField(_("nomor surat usulan"), max_length=100, blank=True)
    tanggal_surat = models.DateField(_("tanggal surat usulan"), null=True, blank=True)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    dikirim_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dikirim_pada = models.DateTimeField(null=True, blank=True)

    objects = UsulanQuerySet.as_manager()

    class Meta:
        ordering = ["-musim__tahun", "instansi__nama", "predikat"]
        verbose_name = _("usulan")
        verbose_name_plural = _("usulan")
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "musim", "predikat"],
                name="usulan_unik",
                violation_error_message=_("Usulan untuk tahun dan predikat ini sudah ada."),
            )
        ]

    def __str__(self) -> str:
        return f"Usulan {self.predikat} {self.musim_id}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:usulan_detail", args=[self.pk])


class PredikatUnit(models.Model):
    """A predicate a unit holds by a Keputusan Menteri. Recorded from the SK, never issued by the portal."""

    BENDA = Benda.PREDIKAT

    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="predikat")
    jenis = models.CharField(_("predikat"), max_length=4, choices=JenisPredikat.choices)
    nomor_sk = models.CharField(_("nomor SK"), max_length=100)
    tanggal_sk = models.DateField(_("tanggal SK"))
    lke = models.OneToOneField(
        "evaluation.LembarKerjaEvaluasi", on_delete=models.PROTECT, null=True, blank=True, related_name="predikat"
    )
    aktif = models.BooleanField(_("aktif"), default=True)
    dicatat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dicatat_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-tanggal_sk", "-pk"]
        verbose_name = _("predikat unit")
        verbose_name_plural = _("predikat unit")
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(aktif=True),
                name="predikat_aktif_tunggal",
                violation_error_message=_("Unit ini masih mempunyai predikat aktif."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.nomor_sk}"
