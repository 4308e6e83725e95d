"""Official workbooks on their way into sheets: kept as they came, compared, written as a person chose."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import LAPIS_PENILAI, Lapis
from evaluation.enums.impor_lke import STATUS_TERBUKA, StatusImporLKE
from evaluation.enums.riwayat import Benda
from evaluation.models.instrumen import Musim
from evaluation.models.lke import LembarKerjaEvaluasi
from units.models import Instansi


def nama_simpan(impor: ImporLKE, nama: str) -> str:
    """A generated name without anything of the user's."""
    return f"impor-lke/{uuid.uuid4().hex}"


class KirimanLKE(models.Model):
    """Many workbooks handed in together for units of one instansi. ``dilewati`` names the files in it that are none."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, related_name="+")
    # "unit", or "tpi" for whatever layer of TPI is the person's own in each sheet.
    lapis = models.CharField(_("lapis"), max_length=4, choices=Lapis.choices)
    nama = models.CharField(_("nama"), max_length=255)
    dilewati = models.JSONField(default=list)
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    diunggah_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("kiriman LKE")
        verbose_name_plural = _("kiriman LKE")

    def __str__(self) -> str:
        return self.nama


class ImporLKE(models.Model):
    """One uploaded workbook for one layer of one sheet; the sheet may be empty only in a KirimanLKE, until it is told.

    ``hasil`` is what the comparison found: ``sidik`` (of everything it would write and overwrite), ``ringkas`` (counts
    and totals), ``peringatan`` (each {"pesan", "lembar", "alamat"}), ``bentuk``, and once written ``tertulis``.
    ``tugas`` and ``denyut`` are the run that holds it and its last sign of life, ``percobaan`` how many there were.
    """

    kiriman = models.ForeignKey(KirimanLKE, on_delete=models.PROTECT, null=True, related_name="impor")
    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, null=True, related_name="impor")
    lapis = models.CharField(_("lapis"), max_length=4, choices=Lapis.choices)
    nama = models.CharField(_("nama berkas"), max_length=255)
    ukuran = models.PositiveBigIntegerField(_("ukuran (bita)"))
    sha256 = models.CharField(max_length=64)
    isi = models.FileField(upload_to=nama_simpan, max_length=200)
    status = models.CharField(_("status"), max_length=12, choices=StatusImporLKE.choices, default=StatusImporLKE.ANTRE)
    hasil = models.JSONField(default=dict)
    galat = models.CharField(max_length=500, blank=True)
    tugas = models.CharField(max_length=60, blank=True)
    denyut = models.DateTimeField(null=True)
    percobaan = models.PositiveSmallIntegerField(default=0)
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    diunggah_pada = models.DateTimeField(default=timezone.now)
    diterapkan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    diterapkan_pada = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("impor LKE")
        verbose_name_plural = _("impor LKE")
        constraints = [
            models.CheckConstraint(name="impor_lke_status", condition=Q(status__in=StatusImporLKE.values)),
            models.CheckConstraint(name="impor_lke_asal", condition=Q(lke__isnull=False) | Q(kiriman__isnull=False)),
        ]
        indexes = [
            models.Index(
                fields=["diunggah_pada"],
                name="impor_lke_terbuka",
                condition=Q(status__in=["antre", "diperiksa", "diterapkan"]),
            )
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def BENDA(self) -> str:  # what ``catat`` asks any thing for; here it goes by the layer
        """Its kind in the history: who reads TPI's values reads what came into them."""
        if self.lapis == Lapis.UNIT:
            return Benda.IMPOR
        return Benda.IMPOR_TPI if self.lapis in LAPIS_PENILAI else Benda.IMPOR_TPN

    @property
    def terbuka(self) -> bool:
        """Somebody is still to work on it, or working."""
        return self.status in STATUS_TERBUKA

    @property
    def sidik(self) -> str:
        return self.hasil.get("sidik", "")

    @property
    def ringkas(self) -> dict[str, object]:
        return self.hasil.get("ringkas", {})


class BarisImporLKE(models.Model):
    """One cell of the workbook that would change the sheet, or cannot be taken. ``lama`` and ``baru`` are values of the
    input; ``dipilih`` is the person's tick."""

    impor = models.ForeignKey(ImporLKE, on_delete=models.CASCADE, related_name="baris")
    urut = models.PositiveIntegerField()
    kunci = models.CharField(max_length=80)
    kode = models.CharField(max_length=30)
    masukan = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    lama = models.JSONField(null=True)
    baru = models.JSONField(null=True)
    lembar = models.CharField(max_length=100)
    alamat = models.CharField(max_length=20)
    diubah_oleh = models.CharField(max_length=200, blank=True)
    diubah_pada = models.DateTimeField(null=True)
    bentrok = models.BooleanField(default=False)
    galat = models.CharField(max_length=500, blank=True)
    dipilih = models.BooleanField(default=False)

    class Meta:
        ordering = ["urut"]
        verbose_name = _("baris impor LKE")
        verbose_name_plural = _("baris impor LKE")
        constraints = [
            models.UniqueConstraint(fields=["impor", "kunci"], name="baris_impor_lke_sekali"),
            models.CheckConstraint(
                name="baris_impor_lke_pilihan",
                condition=Q(dipilih=False) | Q(galat=""),
                violation_error_message=_("Sel yang salah tidak dapat ditulis."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.impor_id}/{self.kunci}"
