"""Answers by layer, their history, their proof, and the score they make."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Lapis
from evaluation.models.lke import LembarKerjaEvaluasi
from surveys.enums import KonversiSurvei
from surveys.models import Kampanye
from units.models import BerkasBukti, BuktiDukung, DataPendukung
from zi_portal.common.model import CatatanTetap


class Jawaban(models.Model):
    """One layer's answer to one question. ``isi`` maps input code to value and lacks what is not answered.

    Made for every question when the layer opens (``versi`` 0), so each later write is one conditional UPDATE.
    """

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="jawaban")
    lapis = models.CharField(max_length=4, choices=Lapis.choices)
    kode = models.CharField(max_length=40)
    isi = models.JSONField(default=dict)
    catatan = models.TextField(_("catatan"), blank=True)
    versi = models.PositiveIntegerField(default=0)
    diubah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    diubah_pada = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("jawaban")
        verbose_name_plural = _("jawaban")
        constraints = [models.UniqueConstraint(fields=["lke", "lapis", "kode"], name="jawaban_unik")]

    def __str__(self) -> str:
        return f"{self.kode} ({self.lapis})"


class RiwayatJawaban(models.Model):
    """What an answer became, when and by whom. ``kiriman`` is the browser's id of the write: it is written once."""

    jawaban = models.ForeignKey(Jawaban, on_delete=models.PROTECT, related_name="riwayat")
    versi = models.PositiveIntegerField()
    isi = models.JSONField(default=dict)
    catatan = models.TextField(blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)
    kiriman = models.UUIDField(null=True, unique=True)

    objects = CatatanTetap.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("riwayat jawaban")
        verbose_name_plural = _("riwayat jawaban")
        constraints = [models.UniqueConstraint(fields=["jawaban", "versi"], name="riwayat_jawaban_versi")]

    def __str__(self) -> str:
        return f"{self.jawaban_id} v{self.versi}"


class SumberAngka(models.Model):
    """An input of an answer was taken from the unit's data pendukung: which figure, as it stood, by whom and when.

    It stays when the answer is typed over or the figure moves on; both are told by comparing.
    """

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="sumber_angka")
    lapis = models.CharField(max_length=4, choices=Lapis.choices, default=Lapis.UNIT)
    kode = models.CharField(max_length=40)
    masukan = models.CharField(max_length=40)
    data = models.ForeignKey(DataPendukung, on_delete=models.PROTECT, related_name="+")
    data_versi = models.PositiveIntegerField()
    data_kode = models.CharField(max_length=40)
    nilai = models.PositiveIntegerField()
    triwulan = models.PositiveSmallIntegerField()
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("sumber angka")
        verbose_name_plural = _("sumber angka")
        constraints = [models.UniqueConstraint(fields=["lke", "lapis", "masukan"], name="sumber_angka_unik")]

    def __str__(self) -> str:
        return f"{self.masukan}: {self.data_kode}"


class SumberIndeks(models.Model):
    """An answer of the hasil was taken from a sealed survey: which one, the figure, how many responses and by which
    rule, as they stood. It stays when the answer is typed over; that is told by comparing."""

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="sumber_indeks")
    lapis = models.CharField(max_length=4, choices=Lapis.choices)
    kode = models.CharField(max_length=40)
    kampanye = models.ForeignKey(Kampanye, on_delete=models.PROTECT, related_name="+")
    indeks = models.CharField(max_length=40)
    nilai = models.CharField(max_length=20)
    sah = models.PositiveIntegerField()
    masuk = models.PositiveIntegerField()
    konversi = models.CharField(max_length=12, choices=KonversiSurvei.choices)
    segel = models.CharField(max_length=64)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("sumber indeks")
        verbose_name_plural = _("sumber indeks")
        constraints = [models.UniqueConstraint(fields=["lke", "lapis", "kode"], name="sumber_indeks_unik")]

    def __str__(self) -> str:
        return f"{self.kode}: {self.indeks} {self.nilai}"


class Skor(models.Model):
    """The stored score of a layer: a copy that can be recomputed from the answers at any time.

    The columns serve sorting (10 decimals, half up); gates were compared on the exact value.
    """

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="skor")
    lapis = models.CharField(max_length=4, choices=Lapis.choices)
    versi_jawaban = models.PositiveIntegerField()
    total = models.DecimalField(max_digits=13, decimal_places=10)
    pengungkit = models.DecimalField(max_digits=13, decimal_places=10)
    hasil = models.DecimalField(max_digits=13, decimal_places=10)
    memenuhi_wbk = models.BooleanField()
    memenuhi_wbbm = models.BooleanField()
    terisi = models.PositiveSmallIntegerField()
    lengkap = models.BooleanField()
    rincian = models.JSONField()
    dihitung_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["lke_id", "lapis"]
        verbose_name = _("skor")
        verbose_name_plural = _("skor")
        constraints = [models.UniqueConstraint(fields=["lke", "lapis"], name="skor_unik")]
        indexes = [models.Index(fields=["lapis", "-total"], name="skor_urut")]

    def __str__(self) -> str:
        return f"{self.lke_id} {self.lapis}"


class TautanBuktiQuerySet(models.QuerySet):
    def terpasang(self) -> models.QuerySet:
        """Links that still stand, without those taken away after a submission."""
        return self.filter(dilepas_pada=None)


class TautanBukti(models.Model):
    """A proof stands under a question. ``berkas`` pins the version that was there when the sheet was submitted.

    Taken away later, a link that was submitted stays as a row with ``dilepas_pada``: what was judged remains known.
    """

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="tautan_bukti")
    kode = models.CharField(max_length=40)
    bukti = models.ForeignKey(BuktiDukung, on_delete=models.PROTECT, related_name="tautan")
    berkas = models.ForeignKey(BerkasBukti, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)
    dilepas_pada = models.DateTimeField(null=True, blank=True)
    dilepas_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TautanBuktiQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("tautan bukti")
        verbose_name_plural = _("tautan bukti")
        constraints = [
            models.UniqueConstraint(
                fields=["lke", "kode", "bukti"],
                condition=models.Q(dilepas_pada=None),
                name="tautan_bukti_unik",
                violation_error_message=_("Bukti ini sudah terpasang pada pertanyaan tersebut."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kode}: {self.bukti_id}"
