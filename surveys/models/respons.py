"""Responses, and what stands beside them. A response is never deleted and never changed, only looked at."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.enums import Golongan, Kanal, Tanda
from surveys.models.kampanye import Kampanye, LayananKampanye
from zi_portal.common.model import CatatanTetap


class Respons(models.Model):
    """One response. ``nilai`` has a digit per statement in the order of the questionnaire, 0 where none was given.

    ``jaringan`` and ``perangkat`` are keyed fingerprints, never an address. ``durasi`` is in seconds, as the browser
    tells it. Only ``golongan`` changes, through ``services``; a trigger refuses every other change.
    """

    kampanye = models.ForeignKey(Kampanye, on_delete=models.PROTECT, related_name="respons", db_index=False)
    layanan = models.ForeignKey(LayananKampanye, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    kanal = models.CharField(max_length=8, choices=Kanal.choices)
    nilai = models.CharField(max_length=60)
    profil = models.JSONField(default=dict)
    diarahkan = models.BooleanField(null=True)
    komentar = models.TextField(blank=True)
    bahasa = models.CharField(max_length=5, default="id")
    durasi = models.PositiveIntegerField(null=True)
    jaringan = models.CharField(max_length=16, blank=True)
    perangkat = models.CharField(max_length=16, blank=True)
    kantor = models.BooleanField(default=False)
    kiriman = models.UUIDField(unique=True)
    petugas = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    pada = models.DateTimeField(default=timezone.now)
    golongan = models.SmallIntegerField(choices=Golongan.choices, default=Golongan.BARU)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("respons")
        verbose_name_plural = _("respons")
        indexes = [
            models.Index(fields=["kampanye", "pada"], name="respons_pada"),
            models.Index(fields=["kampanye", "perangkat"], name="respons_perangkat", condition=~Q(perangkat="")),
            # By id, too: what waits is taken in order, and may be a million after a night without a worker.
            models.Index(fields=["kampanye", "id"], name="respons_antre", condition=Q(golongan=Golongan.BARU)),
        ]

    def __str__(self) -> str:
        return f"{self.kampanye_id} {self.pk}"


class TandaRespons(models.Model):
    """A sign that a response may be bent, with what was seen."""

    respons = models.ForeignKey(Respons, on_delete=models.PROTECT, related_name="tanda")
    kampanye = models.ForeignKey(Kampanye, on_delete=models.PROTECT, related_name="+", db_index=False)
    jenis = models.CharField(max_length=12, choices=Tanda.choices)
    rincian = models.CharField(max_length=200, blank=True)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("tanda respons")
        verbose_name_plural = _("tanda respons")
        constraints = [models.UniqueConstraint(fields=["respons", "jenis"], name="tanda_respons_unik")]
        indexes = [models.Index(fields=["kampanye", "jenis"], name="tanda_kampanye")]

    def __str__(self) -> str:
        return f"{self.respons_id} {self.jenis}"


class Pengeluaran(models.Model):
    """A response was taken out of the index, or back in: by whom and why. Append-only."""

    respons = models.ForeignKey(Respons, on_delete=models.PROTECT, related_name="pengeluaran")
    kampanye = models.ForeignKey(Kampanye, on_delete=models.PROTECT, related_name="pengeluaran")
    keluar = models.BooleanField()
    alasan = models.TextField(_("alasan"))
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    objects = CatatanTetap.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pengeluaran respons")
        verbose_name_plural = _("pengeluaran respons")

    def __str__(self) -> str:
        return f"{self.respons_id} {'keluar' if self.keluar else 'masuk lagi'}"


class Kontak(models.Model):
    """Name and phone of a respondent, encrypted, apart from the response, gone on ``hapus_pada`` or when its owner
    says so by the receipt whose fingerprint is ``resi``. ``sidik`` tells one phone from another without opening it."""

    respons = models.OneToOneField(Respons, on_delete=models.PROTECT, related_name="kontak")
    kampanye = models.ForeignKey(Kampanye, on_delete=models.PROTECT, related_name="+")
    isi = models.TextField()
    sidik = models.CharField(max_length=32)
    resi = models.CharField(max_length=64, unique=True)
    hapus_pada = models.DateField(db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("kontak responden")
        verbose_name_plural = _("kontak responden")
        indexes = [models.Index(fields=["kampanye", "sidik"], name="kontak_sidik")]

    def __str__(self) -> str:
        return f"{self.respons_id}"
