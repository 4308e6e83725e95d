"""The history of what stands around a sheet, and the files that hang on it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums.riwayat import Benda
from evaluation.models.instrumen import Musim
from evaluation.models.lke import LembarKerjaEvaluasi
from units.models import Instansi, UnitKerja
from zi_portal.common.model import CatatanTetap


class RiwayatEvaluasi(models.Model):
    """What happened to one thing: who, when, from where to where, and why. The sheet's own moves are ``Riwayat``.

    Whose it is (instansi, unit, sheet, season) is stored beside it, as far as the thing has one, for reading by any.
    """

    benda = models.CharField(max_length=20, choices=Benda.choices)
    objek_id = models.PositiveBigIntegerField()
    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, null=True, related_name="+")
    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, related_name="+")
    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, null=True, related_name="+")
    aksi = models.CharField(max_length=40)
    dari = models.CharField(max_length=30, blank=True)
    ke = models.CharField(max_length=30, blank=True)
    pelaku = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    alasan = models.TextField(_("alasan"), blank=True)
    rincian = models.JSONField(default=dict)
    pada = models.DateTimeField(default=timezone.now)

    objects = CatatanTetap.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("riwayat evaluasi")
        verbose_name_plural = _("riwayat evaluasi")
        indexes = [
            models.Index(fields=["benda", "objek_id"], name="riwayat_eval_benda"),
            models.Index(fields=["instansi", "-pada"], name="riwayat_eval_instansi"),
        ]

    def __str__(self) -> str:
        return f"{self.benda} {self.objek_id}: {self.aksi}"


def nama_simpan(berkas: BerkasEvaluasi, nama: str) -> str:
    """A generated name without anything of the user's."""
    return f"evaluasi/{berkas.benda}/{uuid.uuid4().hex}"


class BerkasEvaluasiQuerySet(models.QuerySet):
    def hidup(self) -> models.QuerySet:
        return self.filter(dihapus_pada=None)


class BerkasEvaluasi(models.Model):
    """A file on one thing: a letter on a proposal, minutes on a pleno. ``jenis`` is the thing's own word for it.

    Never changed; a newer one is another row, and one that is thrown away stays with who and when.
    """

    benda = models.CharField(max_length=20, choices=Benda.choices)
    objek_id = models.PositiveBigIntegerField()
    jenis = models.CharField(max_length=30)
    nama = models.CharField(_("nama berkas"), max_length=255)
    mime = models.CharField(max_length=100)
    ukuran = models.PositiveBigIntegerField(_("ukuran (bita)"))
    sha256 = models.CharField(max_length=64)
    isi = models.FileField(upload_to=nama_simpan, max_length=200)
    pindai = models.CharField(_("pindai"), max_length=20, default="tidak_dipindai")
    diunggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    diunggah_pada = models.DateTimeField(default=timezone.now)
    dihapus_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dihapus_pada = models.DateTimeField(null=True, blank=True)

    objects = BerkasEvaluasiQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("berkas evaluasi")
        verbose_name_plural = _("berkas evaluasi")
        indexes = [models.Index(fields=["benda", "objek_id"], name="berkas_eval_benda")]

    def __str__(self) -> str:
        return self.nama
