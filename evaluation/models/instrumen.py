"""The instrument by version, and the year that uses it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums.musim import CaraNilai, Jendela, StatusMusim
from evaluation.enums.riwayat import Benda
from surveys.enums import KonversiSurvei
from units.models import Instansi
from zi_portal.common.model import CatatanTetap


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


class MusimQuerySet(models.QuerySet):
    def dibuka(self) -> models.QuerySet:
        """Without those still being prepared: what everybody but their keepers may know of."""
        return self.filter(status=StatusMusim.DIBUKA)


class Musim(models.Model):
    """A year of evaluation: its instrument, its dates, how TPI scores, and the years proof should come from.

    A window without dates is not limited. ``selectors.masa`` reads the windows as they stand after extensions; the
    dates here are those the season was opened with, and nothing changes them once a sheet is bound to it.
    """

    BENDA = Benda.MUSIM

    tahun = models.PositiveSmallIntegerField(_("tahun"), unique=True)
    status = models.CharField(
        _("status"), max_length=20, choices=StatusMusim.choices, default=StatusMusim.DIBUKA, editable=False
    )
    instrumen = models.ForeignKey(
        Instrumen, on_delete=models.PROTECT, related_name="musim", verbose_name=_("versi instrumen")
    )
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
    wajib_pleno = models.BooleanField(
        _("pleno wajib"),
        default=False,
        help_text=_("LKE baru dapat dinyatakan layak atau tidak layak setelah dibahas rapat pleno TPI."),
    )
    putaran_maks = models.PositiveSmallIntegerField(
        _("putaran paling banyak"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_(
            "Pengajuan pertama adalah putaran 1, jadi 2 berarti sekali dikembalikan. Kosong berarti tidak dibatasi."
        ),
    )
    tahun_bukti_awal = models.PositiveSmallIntegerField(_("tahun bukti paling awal"))
    tahun_bukti_akhir = models.PositiveSmallIntegerField(_("tahun bukti paling akhir"))
    pendahuluan = models.JSONField(_("penilaian pendahuluan"), default=list, blank=True)
    konversi_survei = models.CharField(
        _("konversi nilai survei"),
        max_length=12,
        choices=KonversiSurvei.choices,
        default=KonversiSurvei.SEBANDING,
    )
    bulan_bangun = models.PositiveSmallIntegerField(
        _("bulan membangun sebelum WBK"), default=12, validators=[MaxValueValidator(60)]
    )
    bulan_wbbm = models.PositiveSmallIntegerField(
        _("bulan berpredikat WBK sebelum WBBM"), default=12, validators=[MaxValueValidator(60)]
    )
    portalrb_dalam_jendela = models.BooleanField(
        _("PortalRB hanya dalam masa pengusulan"),
        default=True,
        help_text=_("Di luar masa pengusulan, PortalRB ditolak saat mengambil data usulan."),
    )
    # The latest end of each window by ``Perpanjangan``, for the whole season ("") and for an instansi (its pk). A copy,
    # written beside each of those rows, so that asking for a deadline costs no query on the way of every answer.
    diperpanjang = models.JSONField(default=dict, editable=False)
    # Counts the edits, so that of two people with the same page open the second is told.
    versi = models.PositiveIntegerField(default=0, editable=False)

    objects = MusimQuerySet.as_manager()

    class Meta:
        ordering = ["-tahun"]
        verbose_name = _("musim evaluasi")
        verbose_name_plural = _("musim evaluasi")
        constraints = [
            models.CheckConstraint(name="musim_status_dikenal", condition=Q(status__in=StatusMusim.values)),
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

    def get_absolute_url(self) -> str:
        return reverse("evaluation:musim_detail", args=[self.pk])

    @property
    def tz(self) -> dt.tzinfo:
        """A season is the nation's: its days begin and end in the zone of the capital."""
        return timezone.get_default_timezone()


class Perpanjangan(models.Model):
    """A later end of one window, of the whole season or of one instansi: until when, by whom and why."""

    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, related_name="perpanjangan")
    jendela = models.CharField(_("jendela"), max_length=10, choices=Jendela.choices)
    instansi = models.ForeignKey(
        Instansi, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("instansi")
    )
    sampai = models.DateTimeField(_("sampai"))
    alasan = models.TextField(_("alasan"))
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    objects = CatatanTetap.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("perpanjangan")
        verbose_name_plural = _("perpanjangan")
        constraints = [
            models.CheckConstraint(name="perpanjangan_jendela_dikenal", condition=Q(jendela__in=Jendela.values))
        ]
        indexes = [models.Index(fields=["musim", "jendela", "-sampai"], name="perpanjangan_musim")]

    def __str__(self) -> str:
        return f"{self.get_jendela_display()} ({self.musim_id})"
