"""What every row of the four stages shares: whose it is, which year, who wrote it, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import Benda
from units.models.bukti import BuktiDukung
from units.models.organisasi import Instansi, UnitKerja
from zi_portal.common.model import CatatanTetap


class BarisTahapQuerySet(models.QuerySet):
    def visible_to(self, user) -> models.QuerySet:
        """Rows of the units whose building this person may follow."""
        from units.selectors.tahap import q_tahap  # selectors import models

        return self.filter(q_tahap(user, "unit"))

    def hidup(self) -> models.QuerySet:
        return self.filter(dihapus_pada=None)


class BarisTahap(models.Model):
    """One row of a unit's year. ``versi`` counts its writes, so that two people never overwrite each other unseen;
    ``kiriman`` is the browser's id of the form that made it, so that a repeat makes no second one.

    A row that is deleted stays with who and when.
    """

    BENDA: Benda

    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField(_("tahun"))
    versi = models.PositiveIntegerField(default=1, editable=False)
    kiriman = models.UUIDField(null=True, unique=True, editable=False)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now, editable=False)
    diubah_pada = models.DateTimeField(default=timezone.now, editable=False)
    dihapus_pada = models.DateTimeField(null=True, blank=True, editable=False)
    dihapus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = BarisTahapQuerySet.as_manager()

    class Meta:
        abstract = True


class RiwayatTahap(models.Model):
    """One thing that happened in the four stages: who, when, what, from where to where, and why. Append-only.

    ``pelaku`` is empty where somebody without a sign-in acted, by a personal link; ``pelaku_nama`` says who.
    ``rincian`` holds what changed: field → [before, after].
    """

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="riwayat_tahap")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, related_name="riwayat_tahap")
    benda = models.CharField(max_length=20, choices=Benda.choices)
    objek_id = models.PositiveBigIntegerField()
    aksi = models.CharField(max_length=30)
    dari = models.CharField(max_length=30, blank=True)
    ke = models.CharField(max_length=30, blank=True)
    pelaku = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    pelaku_nama = models.CharField(max_length=150, blank=True)
    alasan = models.TextField(_("alasan"), blank=True)
    rincian = models.JSONField(default=dict)
    pada = models.DateTimeField(default=timezone.now)

    objects = CatatanTetap.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("riwayat tahap")
        verbose_name_plural = _("riwayat tahap")
        indexes = [
            models.Index(fields=["benda", "objek_id"], name="riwayat_tahap_benda"),
            models.Index(fields=["unit", "-pada"], name="riwayat_tahap_unit"),
            models.Index(fields=["instansi", "-pada"], name="riwayat_tahap_instansi"),
        ]

    def __str__(self) -> str:
        return f"{self.benda} {self.objek_id}: {self.aksi}"


class BuktiTahap(models.Model):
    """A proof of the unit's archive hangs on something of a stage: a plan item, a SK, a report."""

    bukti = models.ForeignKey(BuktiDukung, on_delete=models.PROTECT, related_name="tahap")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="bukti_tahap")
    benda = models.CharField(max_length=20, choices=Benda.choices)
    objek_id = models.PositiveBigIntegerField()
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("bukti tahap")
        verbose_name_plural = _("bukti tahap")
        constraints = [
            models.UniqueConstraint(
                fields=["benda", "objek_id", "bukti"],
                name="bukti_tahap_unik",
                violation_error_message=_("Bukti ini sudah terpasang di sini."),
            ),
            models.CheckConstraint(name="bukti_tahap_benda", condition=Q(benda__in=Benda.values)),
        ]
        indexes = [models.Index(fields=["unit", "benda", "objek_id"], name="bukti_tahap_letak")]

    def __str__(self) -> str:
        return f"{self.benda} {self.objek_id}: {self.bukti_id}"
