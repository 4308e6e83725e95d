"""The proposal of an instansi."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import JenisPredikat, StatusUsulan
from evaluation.enums.riwayat import Benda
from evaluation.models.instrumen import Musim
from evaluation.models.lke import LembarKerjaEvaluasi
from units.enums import PERAN_TPN, Peran
from units.models import Instansi
from units.selectors import akses
from zi_portal.common.model import CatatanTetap


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
    # Whom TPN may ask about it.
    pic_nama = models.CharField(_("nama narahubung"), max_length=150, blank=True)
    pic_email = models.EmailField(_("surel narahubung"), max_length=254, blank=True)
    pic_telepon = models.CharField(_("telepon narahubung"), max_length=30, blank=True)
    # SHA-256 of the manifest of what was sent; ``PaketUsulan`` keeps its text.
    paket_sha256 = models.CharField(max_length=64, blank=True, default="", editable=False)

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

    @property
    def berkontak(self) -> bool:
        """Somebody is named whom TPN may ask."""
        return bool(self.pic_nama and self.pic_email and self.pic_telepon)


class PaketUsulan(models.Model):
    """A piece of what was sent, as text: the pieces of a file in order of ``urutan`` are its bytes for ever.

    Kept in pieces, a manifest of hundreds of units is written and read without ever being whole in memory.
    """

    usulan = models.ForeignKey(Usulan, on_delete=models.PROTECT, related_name="paket")
    berkas = models.CharField(max_length=30)
    urutan = models.PositiveIntegerField()
    # What the piece speaks of, for saying where a copy differs.
    label = models.CharField(max_length=250, blank=True)
    # Of the piece of a unit: its sheet, and whether it was proposed as afirmasi.
    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, null=True, related_name="+")
    afirmasi = models.BooleanField(default=False)
    isi = models.TextField()

    objects = CatatanTetap.as_manager()

    class Meta:
        ordering = ["usulan_id", "berkas", "urutan"]
        verbose_name = _("paket usulan")
        verbose_name_plural = _("paket usulan")
        constraints = [models.UniqueConstraint(fields=["usulan", "berkas", "urutan"], name="paket_usulan_unik")]

    def __str__(self) -> str:
        return f"{self.usulan_id}: {self.berkas} {self.urutan}"
