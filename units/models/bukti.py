"""Proof (bukti dukung): the archive of a unit. Other apps link to it and never copy it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.models.organisasi import UnitKerja


class JenisBukti(models.TextChoices):
    BERKAS = "berkas", _("Berkas")
    TAUTAN = "tautan", _("Tautan")


class BuktiDukungQuerySet(models.QuerySet):
    def hidup(self) -> models.QuerySet:
        return self.filter(dihapus_pada=None)


class BuktiDukung(models.Model):
    """A document, picture or link that proves what a unit did. Its files are kept as versions."""

    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="bukti")
    jenis = models.CharField(_("jenis"), max_length=10, choices=JenisBukti.choices, default=JenisBukti.BERKAS)
    judul = models.CharField(_("judul"), max_length=200)
    url = models.URLField(_("tautan"), max_length=500, blank=True)
    nomor = models.CharField(_("nomor dokumen"), max_length=100, blank=True)
    tanggal = models.DateField(_("tanggal dokumen"), null=True, blank=True)
    periode_mulai = models.DateField(_("periode mulai"), null=True, blank=True)
    periode_selesai = models.DateField(_("periode selesai"), null=True, blank=True)
    keterangan = models.TextField(_("keterangan"), blank=True)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    dihapus_pada = models.DateTimeField(null=True, blank=True)
    dihapus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BuktiDukungQuerySet.as_manager()

    class Meta:
        ordering = ["-dibuat_pada", "-pk"]
        verbose_name = _("bukti dukung")
        verbose_name_plural = _("bukti dukung")
        constraints = [
            models.CheckConstraint(
                name="bukti_tautan_punya_url",
                condition=Q(jenis=JenisBukti.BERKAS, url="") | (Q(jenis=JenisBukti.TAUTAN) & ~Q(url="")),
                violation_error_message=_("Isi alamat tautan, atau unggah berkas."),
            ),
            models.CheckConstraint(
                name="bukti_periode",
                condition=Q(periode_selesai=None)
                | Q(periode_mulai=None)
                | Q(periode_selesai__gte=models.F("periode_mulai")),
                violation_error_message=_("Periode selesai tidak boleh mendahului periode mulai."),
            ),
        ]

    def __str__(self) -> str:
        return self.judul


def nama_simpan(berkas: BerkasBukti, nama: str) -> str:
    """A generated name without anything of the user's: ``bukti/<unit>/<uuid>``."""
    return f"bukti/{berkas.bukti.unit_id}/{uuid.uuid4().hex}"


class BerkasBukti(models.Model):
    """One version of a proof's file. Never changed and never removed while something points to it."""

    bukti = models.ForeignKey(BuktiDukung, on_delete=models.PROTECT, related_name="berkas")
    versi = models.PositiveIntegerField(_("versi"))
    nama = models.CharField(_("nama berkas"), max_length=255)
    mime = models.CharField(max_length=100)
    ukuran = models.PositiveBigIntegerField(_("ukuran (bita)"))
    sha256 = models.CharField(max_length=64, db_index=True)
    isi = models.FileField(upload_to=nama_simpan, max_length=200)
    pindai = models.CharField(_("pindai"), max_length=20, default="tidak_dipindai")
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    diunggah_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["bukti_id", "-versi"]
        verbose_name = _("berkas bukti")
        verbose_name_plural = _("berkas bukti")
        constraints = [models.UniqueConstraint(fields=["bukti", "versi"], name="berkas_versi_unik")]

    def __str__(self) -> str:
        return self.nama
