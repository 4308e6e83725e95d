"""A predicate a unit holds, the reports it owes, and the complaints that were clarified."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import JenisPredikat
from evaluation.enums.predikat import (
    STATUS_BERLAKU,
    DasarCabut,
    StatusKlarifikasi,
    StatusLaporan,
    StatusPredikat,
)
from evaluation.enums.riwayat import Benda
from units.enums import PERAN_TPI_PENGARAH, PERAN_TPN, Peran
from units.models import UnitKerja
from units.selectors import akses
from units.selectors.tugas import unit_ditugaskan

PENGIKUT_INSTANSI = (*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI, Peran.PIMPINAN_INSTANSI)


def tahu_klarifikasi(user, awalan: str = "") -> Q:
    """Whose clarifications this person knows of: TPN, those who answer for the instansi, the pimpinan of the unit.
    Who works in a unit learns of its clarification as its pimpinan only."""
    a = akses(user)
    dari_luar = Q(pk__isnull=False) if a.punya_nasional(*PERAN_TPN) else Q(pk__in=[])
    dari_luar |= Q(**{f"{awalan}unit__instansi__in": a.instansi_sebagai(*PENGIKUT_INSTANSI)})
    return (dari_luar & ~Q(**{f"{awalan}unit__in": a.unit_ids})) | Q(
        **{f"{awalan}unit__in": a.unit_sebagai(Peran.PIMPINAN_UNIT)}
    )


class PredikatQuerySet(models.QuerySet):
    def visible_to(self, user) -> models.QuerySet:
        """All for TPN; those of the instansi for its TPI leads, admin and pimpinan; of assigned units for TPI members;
        of the own unit for its people."""
        a = akses(user)
        if a.punya_nasional(*PERAN_TPN):
            return self
        terlihat = Q(unit__in=a.unit_ids) | Q(unit__instansi__in=a.instansi_sebagai(*PENGIKUT_INSTANSI))
        if anggota := a.instansi_sebagai(Peran.TPI_ANGGOTA):
            terlihat |= Q(unit__in=unit_ditugaskan(user), unit__instansi__in=anggota)
        return self.filter(terlihat)

    def berlaku(self) -> models.QuerySet:
        return self.filter(aktif=True)


class PredikatUnit(models.Model):
    """A predicate a unit holds by a Keputusan Menteri. Recorded from the SK, never issued by the portal.

    ``aktif`` goes with ``status`` and is what makes the unit's predicate the one in force. ``laporan_*`` is the report
    that is owed next: its number, since when its span runs, and when it is due.
    """

    BENDA = Benda.PREDIKAT

    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="predikat")
    jenis = models.CharField(_("predikat"), max_length=4, choices=JenisPredikat.choices)
    nomor_sk = models.CharField(_("nomor SK"), max_length=100)
    tanggal_sk = models.DateField(_("tanggal SK"))
    penandatangan = models.CharField(_("penandatangan SK"), max_length=200, blank=True)
    berlaku_sampai = models.DateField(_("berlaku sampai"), null=True, blank=True)
    lke = models.OneToOneField(
        "evaluation.LembarKerjaEvaluasi", on_delete=models.PROTECT, null=True, blank=True, related_name="predikat"
    )
    status = models.CharField(_("status"), max_length=20, choices=StatusPredikat.choices, default=StatusPredikat.AKTIF)
    aktif = models.BooleanField(_("aktif"), default=True)
    laporan_ke = models.PositiveSmallIntegerField(_("laporan berikutnya"), null=True, editable=False)
    laporan_sejak = models.DateField(null=True, editable=False)
    laporan_tempo = models.DateField(_("laporan jatuh tempo"), null=True, editable=False)
    dasar_cabut = models.CharField(_("dasar pencabutan"), max_length=20, choices=DasarCabut.choices, blank=True)
    rekomendasi_tpn = models.TextField(_("rekomendasi TPN"), max_length=4000, blank=True)
    nomor_sk_cabut = models.CharField(_("nomor SK pencabutan"), max_length=100, blank=True)
    tanggal_sk_cabut = models.DateField(_("tanggal SK pencabutan"), null=True, blank=True)
    boleh_diusulkan_mulai = models.DateField(_("dapat diusulkan lagi mulai"), null=True, blank=True)
    dicatat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dicatat_pada = models.DateTimeField(default=timezone.now)

    objects = PredikatQuerySet.as_manager()

    class Meta:
        ordering = ["-tanggal_sk", "-pk"]
        verbose_name = _("predikat unit")
        verbose_name_plural = _("predikat unit")
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(aktif=True),
                name="predikat_aktif_tunggal",
                violation_error_message=_("Unit ini masih mempunyai predikat aktif."),
            ),
            models.CheckConstraint(
                name="predikat_aktif_selaras",
                condition=Q(aktif=True, status__in=sorted(STATUS_BERLAKU))
                | Q(aktif=False, status__in=sorted(set(StatusPredikat) - STATUS_BERLAKU)),
                violation_error_message=_("Predikat berlaku hanya selama aktif atau dalam klarifikasi."),
            ),
            models.CheckConstraint(
                name="predikat_cabut_lengkap",
                condition=~Q(status=StatusPredikat.DICABUT) | Q(tanggal_sk_cabut__isnull=False),
                violation_error_message=_("Pencabutan memerlukan SK-nya."),
            ),
            models.CheckConstraint(
                name="predikat_masa_urut",
                condition=Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=models.F("tanggal_sk")),
                violation_error_message=_("Masa berlaku tidak boleh berakhir sebelum tanggal SK."),
            ),
        ]
        indexes = [
            models.Index(fields=["-tanggal_sk", "-id"], name="predikat_urut"),
            models.Index(fields=["laporan_tempo"], name="predikat_tempo", condition=Q(aktif=True)),
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.nomor_sk}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:predikat_detail", args=[self.pk])

    @property
    def status_umum(self) -> StatusPredikat:
        """What everybody may know: a predicate under clarification is in force."""
        return StatusPredikat.AKTIF if self.aktif else StatusPredikat(self.status)


class LaporanQuerySet(models.QuerySet):
    def visible_to(self, user) -> models.QuerySet:
        """Whoever sees the predicate sees its reports, a draft only TPI's leads."""
        a = akses(user)
        pengarah = Q(predikat__unit__instansi__in=a.instansi_sebagai(*PERAN_TPI_PENGARAH))
        predikat = PredikatUnit.objects.visible_to(user)
        return self.filter(predikat__in=predikat.values("pk")).filter(
            ~Q(status=StatusLaporan.DRAF) | (pengarah & ~Q(predikat__unit__in=a.unit_ids))
        )


class LaporanPredikat(models.Model):
    """TPI's report, every two years, on whether a unit still is what its predicate says (Gambar 10)."""

    BENDA = Benda.LAPORAN_PREDIKAT
    PENGUNGKIT_MAKS, HASIL_MAKS = 60, 40

    predikat = models.ForeignKey(PredikatUnit, on_delete=models.PROTECT, related_name="laporan")
    ke = models.PositiveSmallIntegerField(_("laporan ke"))
    jatuh_tempo = models.DateField(_("jatuh tempo"))
    status = models.CharField(_("status"), max_length=20, choices=StatusLaporan.choices, default=StatusLaporan.DRAF)
    masih_memenuhi = models.BooleanField(_("masih memenuhi"), null=True)
    nilai_pengungkit = models.DecimalField(_("nilai pengungkit"), max_digits=5, decimal_places=2, null=True)
    nilai_hasil = models.DecimalField(_("nilai hasil"), max_digits=5, decimal_places=2, null=True)
    catatan = models.TextField(_("catatan pemantauan"), max_length=4000, blank=True)
    versi = models.PositiveIntegerField(default=0)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    dikirim_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dikirim_pada = models.DateTimeField(null=True, blank=True)
    diperiksa_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    diperiksa_pada = models.DateTimeField(null=True, blank=True)
    alasan_periksa = models.TextField(_("catatan TPN"), max_length=4000, blank=True)

    objects = LaporanQuerySet.as_manager()

    class Meta:
        ordering = ["-ke"]
        verbose_name = _("laporan pemantauan")
        verbose_name_plural = _("laporan pemantauan")
        constraints = [
            models.UniqueConstraint(
                fields=["predikat", "ke"],
                name="laporan_predikat_ke",
                violation_error_message=_("Laporan untuk masa ini sudah ada."),
            ),
            models.CheckConstraint(name="laporan_predikat_status", condition=Q(status__in=StatusLaporan.values)),
            models.CheckConstraint(
                name="laporan_predikat_nilai",
                condition=(Q(nilai_pengungkit=None) | Q(nilai_pengungkit__gte=0, nilai_pengungkit__lte=60))
                & (Q(nilai_hasil=None) | Q(nilai_hasil__gte=0, nilai_hasil__lte=40)),
                violation_error_message=_("Nilai pengungkit paling tinggi 60 dan nilai hasil paling tinggi 40."),
            ),
        ]
        indexes = [models.Index(fields=["status"], name="laporan_predikat_antre")]

    def __str__(self) -> str:
        return f"Laporan {self.ke}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:laporan_predikat", args=[self.pk])

    @property
    def unit(self) -> UnitKerja:
        return self.predikat.unit


class KlarifikasiQuerySet(models.QuerySet):
    def visible_to(self, user) -> models.QuerySet:
        return self.filter(tahu_klarifikasi(user, "predikat__"))


class KlarifikasiPredikat(models.Model):
    """A complaint of maladministrasi that is being clarified. It holds where the complaint stands and what it is about,
    never who complained."""

    BENDA = Benda.KLARIFIKASI

    predikat = models.ForeignKey(PredikatUnit, on_delete=models.PROTECT, related_name="klarifikasi")
    sumber = models.CharField(_("sumber pengaduan"), max_length=200)
    tanggal_aduan = models.DateField(_("tanggal pengaduan"))
    tautan = models.URLField(_("tautan pengaduan"), max_length=500, blank=True)
    ringkasan = models.TextField(_("ringkasan"), max_length=2000)
    status = models.CharField(
        _("status"), max_length=20, choices=StatusKlarifikasi.choices, default=StatusKlarifikasi.DIBUKA
    )
    jawaban = models.TextField(_("jawaban"), max_length=4000, blank=True)
    dijawab_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    dijawab_pada = models.DateTimeField(null=True, blank=True)
    simpulan = models.TextField(_("alasan simpulan"), max_length=4000, blank=True)
    dibuka_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuka_pada = models.DateTimeField(default=timezone.now)
    ditutup_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ditutup_pada = models.DateTimeField(null=True, blank=True)

    objects = KlarifikasiQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("klarifikasi pengaduan")
        verbose_name_plural = _("klarifikasi pengaduan")
        constraints = [
            models.UniqueConstraint(
                fields=["predikat"],
                condition=Q(status__in=["dibuka", "dijawab"]),
                name="klarifikasi_terbuka_tunggal",
                violation_error_message=_("Masih ada klarifikasi yang terbuka untuk predikat ini."),
            ),
            models.CheckConstraint(name="klarifikasi_status", condition=Q(status__in=StatusKlarifikasi.values)),
        ]

    def __str__(self) -> str:
        return f"Klarifikasi {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:klarifikasi_predikat", args=[self.pk])

    @property
    def unit(self) -> UnitKerja:
        return self.predikat.unit
