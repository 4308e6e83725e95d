"""The instrument by version, and the year that uses it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums.musim import CaraNilai
from evaluation.enums.riwayat import Benda


class Instrumen(models.Model):
    """One version of the LKE: questions, weights, formulas, gates. Read-only once an LKE is bound to it."""

    versi = models.CharField(_("versi"), max_length=60, unique=True)
    nama = models.CharField(_("nama"), max_length=200)
    isi = models.JSONField(_("isi"))
    sha256 = models.CharField(max_length=64)
    dimuat_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-dimuat_pada", "-pk"]
        verbose_name = _("instrumen")
        verbose_name_plural = _("instrumen")

    def __str__(self) -> str:
        return self.versi


class Musim(models.Model):
    """A year of evaluation: its instrument, its dates, how TPI scores, and the years proof should come from.

    A window without dates is not limited: ``selectors.masa`` reads them.
    """

    BENDA = Benda.MUSIM

    tahun = models.PositiveSmallIntegerField(_("tahun"), unique=True)
    instrumen = models.ForeignKey(Instrumen, on_delete=models.PROTECT, related_name="musim")
    isi_mulai = models.DateTimeField(_("pengisian dibuka"))
    isi_selesai = models.DateTimeField(_("pengisian ditutup"))
    tpi_selesai = models.DateTimeField(_("penilaian TPI ditutup"))
    usulan_mulai = models.DateTimeField(_("pengusulan dibuka"), null=True, blank=True)
    usulan_selesai = models.DateTimeField(_("pengusulan ditutup"), null=True, blank=True)
    sanggah_mulai = models.DateTimeField(_("sanggah dibuka"), null=True, blank=True)
    sanggah_selesai = models.DateTimeField(_("sanggah ditutup"), null=True, blank=True)
    cara_nilai = models.CharField(
        _("cara penilaian TPI"), max_length=10, choices=CaraNilai.choices, default=CaraNilai.LANGSUNG
    )
    putaran_maks = models.PositiveSmallIntegerField(
        _("putaran paling banyak"), null=True, blank=True, help_text=_("Kosong berarti tidak dibatasi.")
    )
    tahun_bukti_awal = models.PositiveSmallIntegerField(_("tahun bukti paling awal"))
    tahun_bukti_akhir = models.PositiveSmallIntegerField(_("tahun bukti paling akhir"))

    class Meta:
        ordering = ["-tahun"]
        verbose_name = _("musim evaluasi")
        verbose_name_plural = _("musim evaluasi")
        constraints = [
            models.CheckConstraint(
                name="musim_urut",
                condition=Q(isi_selesai__gt=models.F("isi_mulai"), tpi_selesai__gte=models.F("isi_selesai")),
                violation_error_message=_("Urutan tanggal musim tidak benar: buka, tutup pengisian, tutup penilaian."),
            ),
            models.CheckConstraint(
                name="musim_usulan_urut",
                condition=Q(
                    usulan_mulai__isnull=False,
                    usulan_selesai__isnull=False,
                    usulan_selesai__gt=models.F("usulan_mulai"),
                )
                | Q(usulan_mulai=None, usulan_selesai=None),
                violation_error_message=_("Isi kedua tanggal pengusulan, dibuka sebelum ditutup, atau kosongkan."),
            ),
            models.CheckConstraint(
                name="musim_sanggah_urut",
                condition=Q(
                    sanggah_mulai__isnull=False,
                    sanggah_selesai__isnull=False,
                    sanggah_selesai__gt=models.F("sanggah_mulai"),
                )
                | Q(sanggah_mulai=None, sanggah_selesai=None),
                violation_error_message=_("Isi kedua tanggal sanggah, dibuka sebelum ditutup, atau kosongkan."),
            ),
            models.CheckConstraint(
                name="musim_bukti_urut",
                condition=Q(tahun_bukti_akhir__gte=models.F("tahun_bukti_awal")),
                violation_error_message=_("Tahun bukti paling akhir tidak boleh mendahului yang paling awal."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.tahun)
