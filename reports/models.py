"""Documents the portal made, and the jobs that make them."""

from __future__ import annotations

import uuid
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Lapis
from evaluation.models import LembarKerjaEvaluasi, RapatPleno
from reports.enums import JenisDokumen, StatusPekerjaan
from surveys.models import Kampanye
from units.models import Pencanangan

# A document tells of one thing.
KOLOM_HAL = ("lke", "pencanangan", "pleno", "survei")
SATU_HAL = reduce(or_, (Q(**{f"{kolom}__isnull": kolom != satu for kolom in KOLOM_HAL}) for satu in KOLOM_HAL))
Hal = LembarKerjaEvaluasi | Pencanangan | RapatPleno | Kampanye


def nama_simpan(dokumen: Dokumen, nama: str) -> str:
    """A generated name without anything of the user's: ``laporan/<lke>/<uuid>.pdf``."""
    tempat = str(dokumen.lke_id)
    for kolom in KOLOM_HAL[1:]:
        if pk := getattr(dokumen, f"{kolom}_id"):
            tempat = f"{kolom}-{pk}"
    return f"laporan/{tempat}/{uuid.uuid4().hex}.pdf"


def tentang(hal: Hal) -> dict[str, Hal]:
    """The column by which documents and jobs point at what they tell of."""
    if isinstance(hal, RapatPleno):
        return {"pleno": hal}
    if isinstance(hal, Kampanye):
        return {"survei": hal}
    return {"pencanangan": hal} if isinstance(hal, Pencanangan) else {"lke": hal}


class Dokumen(models.Model):
    """A printed document. ``kunci`` is the content it was printed from, so the same content is one document.

    It tells of one thing: an LKE or a declaration. ``dirilis``: its values had been released to the unit when it was
    printed. ``lapis``: the layers of the LKE in it, empty where there are none.
    """

    kind = models.CharField(_("jenis"), max_length=20, choices=JenisDokumen.choices)
    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, null=True, related_name="dokumen")
    pencanangan = models.ForeignKey(Pencanangan, on_delete=models.PROTECT, null=True, related_name="dokumen")
    pleno = models.ForeignKey(RapatPleno, on_delete=models.PROTECT, null=True, related_name="dokumen")
    survei = models.ForeignKey(Kampanye, on_delete=models.PROTECT, null=True, related_name="dokumen")
    kunci = models.CharField(max_length=64)
    nomor = models.CharField(_("nomor"), max_length=100, unique=True)
    lapis = models.CharField(max_length=20, blank=True)
    final = models.BooleanField(_("final"))
    dirilis = models.BooleanField()
    data_per = models.DateTimeField(_("data per"))
    berkas = models.FileField(upload_to=nama_simpan, max_length=200)
    sha256 = models.CharField(max_length=64)
    ukuran = models.PositiveBigIntegerField(_("ukuran (bita)"))
    halaman = models.PositiveIntegerField(_("halaman"))
    dibuat_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-dibuat_pada", "-pk"]
        verbose_name = _("dokumen")
        verbose_name_plural = _("dokumen")
        constraints = [
            models.UniqueConstraint(fields=["lke", "kind", "kunci"], name="dokumen_isi_unik"),
            models.UniqueConstraint(fields=["pencanangan", "kind", "kunci"], name="dokumen_pencanangan_unik"),
            models.UniqueConstraint(fields=["pleno", "kind", "kunci"], name="dokumen_pleno_unik"),
            models.UniqueConstraint(fields=["survei", "kind", "kunci"], name="dokumen_survei_unik"),
            models.CheckConstraint(name="dokumen_satu_hal", condition=SATU_HAL),
        ]

    def __str__(self) -> str:
        return self.nomor

    @property
    def daftar_lapis(self) -> tuple[str, ...]:
        return tuple(self.lapis.split(","))

    @property
    def memuat_tpn(self) -> bool:
        return Lapis.TPN in self.daftar_lapis

    @property
    def nama_berkas(self) -> str:
        """The name somebody saves it under."""
        return f"{self.nomor}{'' if self.final else '-DRAF'}.pdf"


class Pekerjaan(models.Model):
    """The making of one document: one row for each content that was asked for, however often it is asked.

    ``tugas`` is the queue's id of the run that holds the job, ``denyut`` its last sign of life.
    """

    kind = models.CharField(_("jenis"), max_length=20, choices=JenisDokumen.choices)
    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, null=True, related_name="pekerjaan")
    pencanangan = models.ForeignKey(Pencanangan, on_delete=models.PROTECT, null=True, related_name="pekerjaan")
    pleno = models.ForeignKey(RapatPleno, on_delete=models.PROTECT, null=True, related_name="pekerjaan")
    survei = models.ForeignKey(Kampanye, on_delete=models.PROTECT, null=True, related_name="pekerjaan")
    lapis = models.CharField(max_length=20, blank=True)
    kunci = models.CharField(max_length=64)
    diminta_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="pekerjaan"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=StatusPekerjaan.choices, default=StatusPekerjaan.ANTRE
    )
    percobaan = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    persen = models.PositiveSmallIntegerField(_("kemajuan"), default=0)
    dokumen = models.ForeignKey(Dokumen, on_delete=models.SET_NULL, null=True, related_name="pekerjaan")
    galat = models.CharField(_("galat"), max_length=300, blank=True)
    tugas = models.CharField(max_length=60, blank=True)
    diminta_pada = models.DateTimeField(default=timezone.now)
    dikirim_pada = models.DateTimeField(null=True, blank=True)
    denyut = models.DateTimeField(null=True, blank=True)
    selesai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-diminta_pada", "-pk"]
        verbose_name = _("pekerjaan laporan")
        verbose_name_plural = _("pekerjaan laporan")
        constraints = [
            models.UniqueConstraint(fields=["lke", "kind", "kunci"], name="pekerjaan_isi_unik"),
            models.UniqueConstraint(fields=["pencanangan", "kind", "kunci"], name="pekerjaan_pencanangan_unik"),
            models.UniqueConstraint(fields=["pleno", "kind", "kunci"], name="pekerjaan_pleno_unik"),
            models.UniqueConstraint(fields=["survei", "kind", "kunci"], name="pekerjaan_survei_unik"),
            models.CheckConstraint(name="pekerjaan_satu_hal", condition=SATU_HAL),
            models.CheckConstraint(name="pekerjaan_persen", condition=Q(persen__lte=100)),
        ]
        indexes = [
            models.Index(
                fields=["diminta_pada"], name="pekerjaan_terbuka", condition=Q(status__in=["antre", "berjalan"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.hal_id} ({self.status})"

    @property
    def hal_id(self) -> int | None:
        """The id of what it tells of."""
        return self.lke_id or self.pencanangan_id or self.pleno_id or self.survei_id

    @property
    def terbuka(self) -> bool:
        """Somebody is still to make it, or making it."""
        return self.status in (StatusPekerjaan.ANTRE, StatusPekerjaan.BERJALAN)

    @property
    def belum_terkirim(self) -> bool:
        """The queue could not be reached; the sweep sends it."""
        return self.status == StatusPekerjaan.ANTRE and self.dikirim_pada is None
