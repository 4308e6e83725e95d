"""A table on its way into the portal: kept, checked row by row, written as a whole or not at all."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import Benda, StatusImpor
from units.models.orang import User
from units.models.organisasi import Instansi, UnitKerja


def nama_simpan(impor: Impor, nama: str) -> str:
    """A generated name without anything of the user's: ``impor/<whose>/<uuid>``."""
    milik = impor.unit_id or (f"instansi-{impor.instansi_id}" if impor.instansi_id else "nasional")
    return f"impor/{milik}/{uuid.uuid4().hex}"


class Impor(models.Model):
    """One uploaded table. ``hasil`` is what the check found: ``hitung`` (rows by kind), ``sidik`` (of everything that
    would be written and of what it would overwrite), ``galat`` (the first errors, each {"baris", "kolom", "pesan"}) and
    ``jumlah_galat``. The rows themselves are BarisImpor.

    It hangs on a unit, on an instansi, or on neither: then it is of the whole nation. Such a one has no place in the
    history of an instansi; who did what stands in the row itself.

    ``tugas`` and ``denyut`` are the run that holds it and its last sign of life, ``percobaan`` how many there were.
    """

    BENDA = Benda.IMPOR

    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="impor")
    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, null=True, blank=True, related_name="impor")
    tahun = models.PositiveSmallIntegerField(_("tahun"))
    jenis = models.CharField(_("jenis"), max_length=20)
    nama = models.CharField(_("nama berkas"), max_length=255)
    ukuran = models.PositiveBigIntegerField(_("ukuran (bita)"))
    sha256 = models.CharField(max_length=64)
    isi = models.FileField(upload_to=nama_simpan, max_length=200)
    status = models.CharField(_("status"), max_length=12, choices=StatusImpor.choices, default=StatusImpor.ANTRE)
    baris = models.PositiveIntegerField(_("jumlah baris"), default=0)
    maju = models.PositiveIntegerField(_("baris selesai"), default=0)
    hasil = models.JSONField(default=dict)
    galat = models.CharField(max_length=500, blank=True)
    tugas = models.CharField(max_length=60, blank=True)
    denyut = models.DateTimeField(null=True)
    percobaan = models.PositiveSmallIntegerField(default=0)
    diunggah_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    diunggah_pada = models.DateTimeField(default=timezone.now)
    diterapkan_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    diterapkan_pada = models.DateTimeField(null=True)
    dibatalkan_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("impor")
        verbose_name_plural = _("impor")
        constraints = [
            models.CheckConstraint(name="impor_status", condition=Q(status__in=StatusImpor.values)),
            models.CheckConstraint(name="impor_lingkup", condition=Q(unit=None) | Q(instansi=None)),
        ]
        indexes = [
            models.Index(
                fields=["diunggah_pada"],
                name="impor_terbuka",
                condition=Q(status__in=["antre", "diperiksa", "diterapkan"]),
            )
        ]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        if self.unit_id:
            return reverse("units:impor_detail", args=[self.unit_id, self.pk])
        return reverse("units:induk_detail", args=[self.pk])

    @property
    def pemilik(self) -> UnitKerja | Instansi | None:
        """Whose table this is; None where it is of the whole nation."""
        return self.unit or self.instansi

    @property
    def terbuka(self) -> bool:
        """Somebody is still to work on it, or working."""
        return self.status in {StatusImpor.ANTRE, StatusImpor.DIPERIKSA, StatusImpor.DITERAPKAN}

    @property
    def sidik(self) -> str:
        return self.hasil.get("sidik", "")


class JenisBaris(models.TextChoices):
    """What an import does with a row."""

    BARU = "baru", _("Baru")
    BERUBAH = "berubah", _("Berubah")
    TETAP = "tetap", _("Tetap")


class BarisImpor(models.Model):
    """What one row of the table does, as the preview shows it and as it was written: ``isi`` maps a column's name to
    [before, after]. ``baris`` is its number in the file."""

    impor = models.ForeignKey(Impor, on_delete=models.CASCADE, related_name="rincian")
    baris = models.PositiveIntegerField(_("baris"))
    jenis = models.CharField(_("perubahan"), max_length=7, choices=JenisBaris.choices)
    label = models.CharField(_("data"), max_length=200)
    isi = models.JSONField(default=dict)

    class Meta:
        ordering = ["baris", "pk"]
        verbose_name = _("baris impor")
        verbose_name_plural = _("baris impor")
        indexes = [models.Index(fields=["impor", "jenis", "baris"], name="baris_impor_urut")]

    def __str__(self) -> str:
        return f"{self.impor_id}/{self.baris}"
