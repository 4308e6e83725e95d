"""The Lembar Kerja Evaluasi and the story of its moves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import (
    STATUS_RILIS_TPI,
    STATUS_TPN,
    STATUS_UNIT_MENGISI,
    Aksi,
    JenisPredikat,
    Lapis,
    Status,
)
from evaluation.enums.jenjang import Jenjang
from evaluation.models.instrumen import Instrumen, Musim
from units.enums import PERAN_TPI_PENGARAH, PERAN_TPN, Peran
from units.models import UnitKerja
from units.selectors import akses
from zi_portal.common.model import CatatanTetap


class LKEQuerySet(models.QuerySet):
    def visible_to(self, user) -> models.QuerySet:
        """Own units; an instansi's for its TPI leads, admin and auditor; assigned units for TPI members; proposed ones
        for TPN; those that lie or lay with them for who judges for the parent unit.

        TPI, admin and auditor see a sheet from its first submission on: a draft is the unit's own, also one that came
        back from the parent unit. Who is in TPI, or judges for the parent unit, sees no sheet of a unit that a conflict
        of interest keeps them from.
        """
        from evaluation.selectors.benturan import blokir, blokir_penilai  # selectors import models

        a = akses(user)
        terlihat = Q(unit__in=a.unit_ids)
        diajukan = Q(diajukan_pada__isnull=False) & ~Q(status=Status.DRAF)
        if induk := a.unit_sebagai(Peran.PENILAI_PENDAHULUAN):
            terlihat |= Q(unit_penilai__in=induk) & ~blokir_penilai(user).q
        if admin := a.instansi_sebagai(Peran.ADMIN_INSTANSI, Peran.AUDITOR):
            terlihat |= Q(unit__instansi__in=admin) & diajukan
        if pengarah := a.instansi_sebagai(*PERAN_TPI_PENGARAH):
            terlihat |= Q(unit__instansi__in=pengarah) & diajukan & ~blokir(user).q
        if anggota := a.instansi_sebagai(Peran.TPI_ANGGOTA):
            # Membership and assignment must both hold: an assignment does not outlive the role.
            ditugaskan = Q(unit__penugasan_tpi__user=user, unit__penugasan_tpi__musim=models.F("musim"))
            pk_tugas = self.model.objects.filter(ditugaskan, unit__instansi__in=anggota).values("pk")
            terlihat |= Q(pk__in=pk_tugas) & diajukan & ~blokir(user).q
        if a.punya_nasional(*PERAN_TPN):
            terlihat |= Q(status__in=sorted(STATUS_TPN))
        return self.filter(terlihat)


class LembarKerjaEvaluasi(models.Model):
    """One unit's evaluation sheet of one year. ``versi_*`` count the saves of each layer's answers."""

    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="lke")
    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, related_name="lke")
    instrumen = models.ForeignKey(Instrumen, on_delete=models.PROTECT, related_name="lke")
    # The content this sheet is bound to; lets a process use its parsed instrument without asking the database.
    instrumen_sha256 = models.CharField(max_length=64, default="", editable=False)
    predikat_tujuan = models.CharField(_("predikat tujuan"), max_length=4, choices=JenisPredikat.choices)
    status = models.CharField(_("status"), max_length=30, choices=Status.choices, default=Status.DRAF)
    putaran = models.PositiveSmallIntegerField(_("putaran"), default=1)
    tenggat = models.DateTimeField(_("tenggat"), null=True, blank=True)
    telah_wbk = models.BooleanField(_("berpredikat WBK saat dibuka"), default=False)
    # The parent unit with which the sheet lies, or lay, for penilaian pendahuluan: as it was when submitted.
    unit_penilai = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    usulan = models.ForeignKey("evaluation.Usulan", on_delete=models.PROTECT, null=True, blank=True, related_name="lke")
    jenjang = models.CharField(
        _("jenjang"), max_length=4, choices=Jenjang.choices, default=Jenjang.TANPA, blank=True, editable=False
    )
    versi_unit = models.PositiveIntegerField(default=0)
    versi_at1 = models.PositiveIntegerField(default=0)
    versi_at2 = models.PositiveIntegerField(default=0)
    versi_kt = models.PositiveIntegerField(default=0)
    versi_tpi = models.PositiveIntegerField(default=0)
    versi_tpn = models.PositiveIntegerField(default=0)
    diajukan_pada = models.DateTimeField(null=True, blank=True)
    dinilai_pada = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LKEQuerySet.as_manager()

    class Meta:
        ordering = ["-musim__tahun", "unit__nama", "pk"]
        verbose_name = _("LKE")
        verbose_name_plural = _("LKE")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "musim"],
                name="lke_unit_musim",
                violation_error_message=_("Unit ini sudah mempunyai LKE untuk tahun tersebut."),
            ),
            models.CheckConstraint(name="lke_status_dikenal", condition=Q(status__in=Status.values)),
        ]
        indexes = [models.Index(fields=["status", "diajukan_pada"], name="lke_antrean")]

    def __str__(self) -> str:
        return f"LKE {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:lke_detail", args=[self.pk])

    @property
    def unit_mengisi(self) -> bool:
        return self.status in STATUS_UNIT_MENGISI

    @property
    def tpi_dirilis(self) -> bool:
        """TPI's answers and scores may be shown to the unit."""
        return self.status in STATUS_RILIS_TPI

    @property
    def beku(self) -> bool:
        """The unit's answers and proof are frozen."""
        return not self.unit_mengisi

    def versi_lapis(self, lapis: str) -> int:
        return getattr(self, f"versi_{Lapis(lapis).value}")


class Riwayat(models.Model):
    """One move of an LKE: who, when, from where to where, and why."""

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="riwayat")
    aksi = models.CharField(max_length=30, choices=Aksi.choices)
    dari = models.CharField(max_length=30, choices=Status.choices, blank=True)
    ke = models.CharField(max_length=30, choices=Status.choices)
    pelaku = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    alasan = models.TextField(_("alasan"), blank=True)
    rincian = models.JSONField(default=dict)
    pada = models.DateTimeField(default=timezone.now)

    objects = CatatanTetap.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("riwayat")
        verbose_name_plural = _("riwayat")
        indexes = [models.Index(fields=["-pada"], name="riwayat_pada")]

    def __str__(self) -> str:
        return f"{self.get_aksi_display()} ({self.lke_id})"


class TandaPerbaikan(models.Model):
    """A question TPI sent back in a round: the only ones the unit may change while the sheet is in perbaikan."""

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="tanda")
    putaran = models.PositiveSmallIntegerField()
    kode = models.CharField(max_length=40)
    catatan = models.TextField(_("catatan"), blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["lke_id", "putaran", "kode"]
        verbose_name = _("tanda perbaikan")
        verbose_name_plural = _("tanda perbaikan")
        constraints = [models.UniqueConstraint(fields=["lke", "putaran", "kode"], name="tanda_unik")]

    def __str__(self) -> str:
        return self.kode
