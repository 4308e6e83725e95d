"""What TPN found out about one proposed unit, step by step. Its own until it has decided."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums.evaluasi_tpn import (
    BUTIR,
    BUTIR_LAPANGAN,
    HasilButir,
    HasilClearance,
    HasilLangkah,
    HasilLapangan,
    HasilSanggah,
    HasilTemuan,
    Lembaga,
    Rencana,
)
from evaluation.enums.riwayat import Benda
from evaluation.models.instrumen import Musim
from evaluation.models.lke import LembarKerjaEvaluasi

_INDEKS = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(4))]
_ORANG = {"on_delete": models.PROTECT, "null": True, "related_name": "+"}


class SKPenetapan(models.Model):
    """A Keputusan Menteri under which decisions were recorded; its copy hangs on it as a file."""

    BENDA = Benda.SK

    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, related_name="sk_penetapan")
    nomor = models.CharField(_("nomor SK"), max_length=100, unique=True)
    tanggal = models.DateField(_("tanggal SK"))
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-tanggal", "-pk"]
        verbose_name = _("SK penetapan")
        verbose_name_plural = _("SK penetapan")

    def __str__(self) -> str:
        return self.nomor


class EvaluasiTPN(models.Model):
    """TPN's notes on one sheet. ``versi`` counts the saves, so that two people never lose each other's work."""

    BENDA = Benda.EVALUASI_TPN

    lke = models.OneToOneField(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="evaluasi_tpn")
    versi = models.PositiveIntegerField(default=0)
    seleksi_pada = models.DateTimeField(null=True, blank=True)
    desk_hasil = models.CharField(_("hasil"), max_length=10, choices=HasilLangkah.choices, blank=True)
    desk_kondisi = models.TextField(_("kondisi"), max_length=4000, blank=True)
    desk_rekomendasi = models.TextField(_("rekomendasi"), max_length=4000, blank=True)
    wawancara_waktu = models.DateTimeField(_("waktu"), null=True, blank=True)
    wawancara_tempat = models.CharField(_("tautan atau tempat"), max_length=500, blank=True)
    wawancara_catatan = models.TextField(_("catatan"), max_length=4000, blank=True)
    wawancara_hasil = models.TextField(_("catatan hasil"), max_length=4000, blank=True)
    wawancara_lewat = models.TextField(_("alasan tanpa wawancara"), max_length=2000, blank=True)
    lapangan_tanggal = models.DateField(_("tanggal kunjungan"), null=True, blank=True)
    lapangan_tim = models.CharField(_("tim yang berkunjung"), max_length=500, blank=True)
    lapangan_hasil = models.CharField(_("hasil"), max_length=10, choices=HasilLapangan.choices, blank=True)
    lapangan_kondisi = models.TextField(_("kondisi"), max_length=4000, blank=True)
    lapangan_rekomendasi = models.TextField(_("rekomendasi"), max_length=4000, blank=True)
    lapangan_lewat = models.TextField(_("alasan tanpa evaluasi lapangan"), max_length=2000, blank=True)
    penyamaran = models.TextField(_("catatan mystery shopper"), max_length=4000, blank=True)
    survei_ipak = models.DecimalField(_("IPAK"), max_digits=3, decimal_places=2, null=True, validators=_INDEKS)
    survei_ipkp = models.DecimalField(_("IPKP"), max_digits=3, decimal_places=2, null=True, validators=_INDEKS)
    survei_responden = models.PositiveIntegerField(_("responden"), null=True)
    survei_sumber = models.CharField(_("sumber survei"), max_length=200, blank=True)
    panel_hasil = models.CharField(_("hasil"), max_length=10, choices=HasilLangkah.choices, blank=True)
    panel_alasan = models.TextField(_("alasan"), max_length=4000, blank=True)
    rencana = models.CharField(_("rencana keputusan"), max_length=10, choices=Rencana.choices, blank=True)
    rencana_alasan = models.TextField(_("alasan"), max_length=4000, blank=True)
    putusan_alasan = models.TextField(_("catatan keputusan"), blank=True)
    sk = models.ForeignKey(SKPenetapan, on_delete=models.PROTECT, null=True, related_name="evaluasi")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evaluasi TPN")
        verbose_name_plural = _("evaluasi TPN")

    def __str__(self) -> str:
        return f"Evaluasi TPN {self.lke_id}"

    @property
    def hasil(self) -> str:
        """What TPN came to: the last step that has a result, "" while there is none. A visit left out leaves the
        desk's."""
        if self.panel_hasil:
            return self.panel_hasil
        if self.lapangan_hasil in HasilLangkah.values:
            return self.lapangan_hasil
        if self.desk_hasil == HasilLangkah.TIDAK or self.lapangan_lewat:
            return self.desk_hasil
        return ""

    @property
    def kondisi(self) -> str:
        return self.putusan_alasan or self.panel_alasan or self.lapangan_kondisi or self.desk_kondisi

    @property
    def rekomendasi(self) -> str:
        return self.lapangan_rekomendasi or self.desk_rekomendasi


class ItemSeleksi(models.Model):
    """One item of the administrative selection of a sheet, the objection to it, and what became of that."""

    BENDA = Benda.SELEKSI

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="item_seleksi")
    kode = models.CharField(max_length=30)
    urut = models.PositiveSmallIntegerField()
    hasil = models.CharField(_("hasil"), max_length=10, choices=HasilButir.choices, blank=True)
    catatan = models.TextField(_("catatan"), max_length=2000, blank=True)
    sanggah = models.TextField(_("sanggahan"), max_length=4000, blank=True)
    sanggah_tautan = models.URLField(_("tautan"), max_length=500, blank=True)
    sanggah_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, **_ORANG)
    sanggah_pada = models.DateTimeField(null=True, blank=True)
    hasil_sanggah = models.CharField(_("hasil sanggah"), max_length=10, choices=HasilSanggah.choices, blank=True)
    alasan_sanggah = models.TextField(_("alasan"), max_length=2000, blank=True)

    class Meta:
        ordering = ["lke_id", "urut"]
        verbose_name = _("butir seleksi")
        verbose_name_plural = _("butir seleksi")
        constraints = [
            models.UniqueConstraint(fields=["lke", "kode"], name="item_seleksi_unik"),
            models.CheckConstraint(
                name="sanggah_hanya_tidak_sesuai",
                condition=Q(sanggah_pada=None) | Q(hasil=HasilButir.TIDAK),
                violation_error_message=_("Hanya butir yang tidak sesuai dapat disanggah."),
            ),
        ]

    def __str__(self) -> str:
        return self.kode

    @property
    def nama(self) -> str:
        return str(BUTIR[self.kode].nama) if self.kode in BUTIR else self.kode


class Clearance(models.Model):
    """What one body answered when asked about the unit."""

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="clearance")
    lembaga = models.CharField(max_length=20, choices=Lembaga.choices)
    hasil = models.CharField(max_length=10, choices=HasilClearance.choices, default=HasilClearance.BELUM)
    catatan = models.TextField(_("catatan"), max_length=2000, blank=True)

    class Meta:
        ordering = ["lke", "pk"]
        verbose_name = _("clearance")
        verbose_name_plural = _("clearance")
        constraints = [models.UniqueConstraint(fields=["lke", "lembaga"], name="clearance_unik")]

    def __str__(self) -> str:
        return f"{self.lembaga}: {self.hasil}"


class ItemLapangan(models.Model):
    """One item of the checklist of the visit."""

    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="item_lapangan")
    kode = models.CharField(max_length=30)
    hasil = models.CharField(max_length=10, choices=HasilTemuan.choices, blank=True)
    catatan = models.TextField(_("catatan"), max_length=2000, blank=True)

    class Meta:
        ordering = ["lke", "pk"]
        verbose_name = _("butir lapangan")
        verbose_name_plural = _("butir lapangan")
        constraints = [models.UniqueConstraint(fields=["lke", "kode"], name="item_lapangan_unik")]

    def __str__(self) -> str:
        return self.kode

    @property
    def nama(self) -> str:
        return str(BUTIR_LAPANGAN.get(self.kode, self.kode))
