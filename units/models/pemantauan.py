"""Stage IV: TPI consults, assists, monitors, finds, and says whether a unit is fit to be proposed."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import (
    STATUS_TEMUAN_TERBUKA,
    STATUS_TEMUAN_UNIT,
    ArahKonsultasi,
    Area,
    Benda,
    BentukPendampingan,
    StatusKonsultasi,
    StatusPemantauan,
    StatusRekomendasi,
    StatusTemuan,
    Tingkat,
)
from units.models.orang import User
from units.models.organisasi import Instansi, UnitKerja
from units.models.tahap import BarisTahap, BarisTahapQuerySet
from zi_portal.common.model import CatatanTetap


class KonsultasiQuerySet(BarisTahapQuerySet):
    def visible_to(self, user) -> models.QuerySet:
        """Unit ↔ TPI: who follows the unit's building. TPI ↔ TPN: TPI of the instansi, its admin, and TPN."""
        from units.selectors.tahap import q_konsultasi  # selectors import models

        return self.filter(q_konsultasi(user))


class Konsultasi(models.Model):
    """A question and its answers: a unit asks its TPI, or the TPI of an instansi asks TPN (``unit`` may be empty)."""

    BENDA = Benda.KONSULTASI

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="konsultasi")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="konsultasi")
    tahun = models.PositiveSmallIntegerField(_("tahun"))
    arah = models.CharField(_("arah"), max_length=10, choices=ArahKonsultasi.choices)
    topik = models.CharField(_("topik"), max_length=200)
    area = models.PositiveSmallIntegerField(_("area"), choices=Area.choices, null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=StatusKonsultasi.choices, default=StatusKonsultasi.TERBUKA
    )
    kiriman = models.UUIDField(null=True, unique=True, editable=False)
    dibuat_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now, editable=False)
    diubah_pada = models.DateTimeField(default=timezone.now, editable=False)
    dihapus_pada = models.DateTimeField(null=True, editable=False)

    objects = KonsultasiQuerySet.as_manager()

    class Meta:
        ordering = ["-diubah_pada", "-pk"]
        verbose_name = _("konsultasi")
        verbose_name_plural = _("konsultasi")
        constraints = [
            models.CheckConstraint(
                name="konsultasi_unit",
                condition=Q(arah=ArahKonsultasi.TPI_TPN) | Q(unit__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["instansi", "status"], name="konsultasi_instansi"),
            models.Index(fields=["unit", "tahun"], name="konsultasi_unit_tahun"),
        ]

    def __str__(self) -> str:
        return self.topik


class PesanKonsultasi(models.Model):
    """One message of a consultation; ``jawaban`` when it came from the side that was asked. Append-only."""

    konsultasi = models.ForeignKey(Konsultasi, on_delete=models.PROTECT, related_name="pesan")
    isi = models.TextField(_("pesan"), max_length=8000)
    jawaban = models.BooleanField(_("jawaban"), default=False)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)
    kiriman = models.UUIDField(null=True, unique=True, editable=False)

    objects = CatatanTetap.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pesan konsultasi")
        verbose_name_plural = _("pesan konsultasi")

    def __str__(self) -> str:
        return f"{self.konsultasi_id}: {self.pk}"


class Pendampingan(BarisTahap):
    """An assistance by TPI: planned on a day, and what came of it."""

    BENDA = Benda.PENDAMPINGAN

    bentuk = models.CharField(
        _("bentuk"), max_length=15, choices=BentukPendampingan.choices, default=BentukPendampingan.ASISTENSI
    )
    mulai = models.DateTimeField(_("mulai"))
    selesai = models.DateTimeField(_("selesai"))
    tempat = models.CharField(_("tempat"), max_length=200, blank=True)
    topik = models.CharField(_("topik"), max_length=200)
    area = models.PositiveSmallIntegerField(_("area"), choices=Area.choices, null=True, blank=True)
    hasil = models.TextField(_("hasil"), blank=True, max_length=8000)
    petugas = models.ManyToManyField(User, blank=True, related_name="+", verbose_name=_("petugas TPI"))
    dibatalkan = models.BooleanField(_("dibatalkan"), default=False)

    class Meta:
        ordering = ["-mulai", "-pk"]
        verbose_name = _("pendampingan")
        verbose_name_plural = _("pendampingan")
        constraints = [
            models.CheckConstraint(
                name="pendampingan_waktu",
                condition=Q(selesai__gte=models.F("mulai")),
                violation_error_message=_("Waktu selesai tidak boleh mendahului waktu mulai."),
            )
        ]
        indexes = [
            models.Index(fields=["unit", "mulai"], name="pendampingan_unit"),
            models.Index(fields=["mulai"], name="pendampingan_kalender", condition=Q(dihapus_pada=None)),
        ]

    def __str__(self) -> str:
        return self.topik

    @property
    def berlangsung(self) -> bool:
        """Has begun, so that there may be a result to write."""
        return self.mulai <= timezone.now()


class PemantauanQuerySet(BarisTahapQuerySet):
    def terbit(self) -> PemantauanQuerySet:
        """Handed over to the unit; a draft is TPI's alone."""
        return self.filter(status=StatusPemantauan.TERBIT)


class Pemantauan(BarisTahap):
    """A periodic monitoring by TPI: the state of each area in words and percent, and the findings it brought.

    ``kemajuan`` maps area number (as text) to {"persen": 0..100, "catatan": text}. The unit reads it once published.
    """

    BENDA = Benda.PEMANTAUAN

    periode = models.CharField(_("periode"), max_length=60)
    tanggal = models.DateField(_("tanggal pemantauan"), default=timezone.localdate)
    status = models.CharField(
        _("status"), max_length=10, choices=StatusPemantauan.choices, default=StatusPemantauan.DRAF
    )
    ringkasan = models.TextField(_("ringkasan"), blank=True, max_length=8000)
    kemajuan = models.JSONField(default=dict, blank=True)
    terbit_pada = models.DateTimeField(null=True, editable=False)

    objects = PemantauanQuerySet.as_manager()

    class Meta:
        ordering = ["-tanggal", "-pk"]
        verbose_name = _("pemantauan berkala")
        verbose_name_plural = _("pemantauan berkala")
        indexes = [models.Index(fields=["unit", "tahun"], name="pemantauan_unit")]

    def __str__(self) -> str:
        return self.periode


class TemuanQuerySet(BarisTahapQuerySet):
    def terbit(self) -> TemuanQuerySet:
        """Those the unit knows of: without those of a monitoring that is still a draft."""
        return self.filter(Q(pemantauan=None) | Q(pemantauan__status=StatusPemantauan.TERBIT))

    def terbuka(self) -> TemuanQuerySet:
        return self.filter(status__in=sorted(STATUS_TEMUAN_TERBUKA))

    def menunggu_unit(self) -> TemuanQuerySet:
        return self.filter(status__in=sorted(STATUS_TEMUAN_UNIT))

    def terlambat(self, hari: dt.date | None = None) -> TemuanQuerySet:
        """Past their date and waiting for the unit: TPI's verification is nothing the unit is late with."""
        return self.menunggu_unit().filter(tenggat__lt=hari or timezone.localdate())


class Temuan(BarisTahap):
    """Something TPI found: it stays open, over years, until TPI has verified its follow-up."""

    BENDA = Benda.TEMUAN

    pemantauan = models.ForeignKey(Pemantauan, on_delete=models.PROTECT, null=True, blank=True, related_name="temuan")
    area = models.PositiveSmallIntegerField(_("area"), choices=Area.choices)
    kode = models.CharField(_("kode pertanyaan LKE"), max_length=40, blank=True)
    uraian = models.TextField(_("temuan"), max_length=4000)
    rekomendasi = models.TextField(_("rekomendasi"), max_length=4000)
    tingkat = models.PositiveSmallIntegerField(_("tingkat"), choices=Tingkat.choices, default=Tingkat.SEDANG)
    tenggat = models.DateField(_("tenggat tindak lanjut"))
    status = models.CharField(_("status"), max_length=15, choices=StatusTemuan.choices, default=StatusTemuan.TERBUKA)
    diverifikasi_pada = models.DateTimeField(null=True, editable=False)

    objects = TemuanQuerySet.as_manager()

    class Meta:
        ordering = ["tenggat", "tingkat", "pk"]
        verbose_name = _("temuan")
        verbose_name_plural = _("temuan")
        constraints = [models.CheckConstraint(name="temuan_status", condition=Q(status__in=StatusTemuan.values))]
        indexes = [
            models.Index(fields=["unit", "status"], name="temuan_unit"),
            models.Index(
                fields=["tenggat"],
                name="temuan_tenggat",
                condition=Q(status__in=sorted(STATUS_TEMUAN_TERBUKA), dihapus_pada=None),
            ),
        ]

    def __str__(self) -> str:
        return self.uraian[:80]

    @property
    def terbuka(self) -> bool:
        return self.status in STATUS_TEMUAN_TERBUKA

    @property
    def lewat(self) -> bool:
        return self.terbuka and self.tenggat < timezone.localdate()


class RekomendasiQuerySet(BarisTahapQuerySet):
    def terbit(self) -> RekomendasiQuerySet:
        """Handed over to the pimpinan; a draft is TPI's alone."""
        return self.exclude(status=StatusRekomendasi.DRAF)


class RekomendasiTPI(BarisTahap):
    """TPI's word to the pimpinan: is the unit fit to be proposed this year (PermenPANRB 90/2021 Lampiran I)."""

    BENDA = Benda.REKOMENDASI

    layak = models.BooleanField(_("layak diusulkan"))
    alasan = models.TextField(_("alasan"), max_length=8000)
    status = models.CharField(
        _("status"), max_length=12, choices=StatusRekomendasi.choices, default=StatusRekomendasi.DRAF
    )
    disampaikan_pada = models.DateTimeField(null=True, editable=False)
    diterima_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    diterima_pada = models.DateTimeField(null=True, editable=False)

    objects = RekomendasiQuerySet.as_manager()

    class Meta:
        ordering = ["-tahun", "-pk"]
        verbose_name = _("rekomendasi TPI")
        verbose_name_plural = _("rekomendasi TPI")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "tahun"],
                name="rekomendasi_tunggal",
                condition=Q(dihapus_pada=None),
                violation_error_message=_("Rekomendasi tahun ini sudah ada. Ubah yang sudah ada."),
            )
        ]
        indexes = [models.Index(fields=["unit", "tahun"], name="rekomendasi_unit")]

    def __str__(self) -> str:
        return f"{self.tahun}: {self.get_layak_display()}"

    def get_layak_display(self) -> str:
        return str(_("Layak diusulkan") if self.layak else _("Belum layak diusulkan"))
