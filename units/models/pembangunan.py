"""Stage III: what the unit is about, what threatens it, what it plans, who works on it, and what came of it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from units.enums.rencana import KeadaanAksi, TingkatRisiko, tingkat_risiko
from units.enums.tahap import (
    STATUS_AKSI_TERBUKA,
    Area,
    Benda,
    Kanal,
    PeranTim,
    Prioritas,
    StatusAksi,
    StatusMonev,
    StatusTindakLanjut,
    Triwulan,
)
from units.models.orang import User
from units.models.pencanangan import PegawaiUnit, Pencanangan
from units.models.tahap import BarisTahap, BarisTahapQuerySet

SKALA = [(n, str(n)) for n in range(1, 6)]


class LayananUtama(BarisTahap):
    """A main service of the unit: where building begins (PermenPANRB 90/2021 Lampiran I, pembangunan)."""

    BENDA = Benda.LAYANAN

    nama = models.CharField(_("nama layanan"), max_length=200)
    pengguna = models.CharField(_("pengguna layanan"), max_length=200, blank=True)
    waktu = models.CharField(_("standar waktu"), max_length=100, blank=True)
    biaya = models.CharField(_("biaya"), max_length=100, blank=True)
    keterangan = models.TextField(_("keterangan"), blank=True, max_length=4000)

    class Meta:
        ordering = ["nama", "pk"]
        verbose_name = _("layanan utama")
        verbose_name_plural = _("layanan utama")
        indexes = [models.Index(fields=["unit", "tahun"], name="layanan_unit")]

    def __str__(self) -> str:
        return self.nama


class IsuStrategis(BarisTahap):
    """What stands between a service and the people it is for."""

    BENDA = Benda.ISU

    judul = models.CharField(_("isu strategis"), max_length=200)
    uraian = models.TextField(_("uraian"), blank=True, max_length=4000)
    layanan = models.ForeignKey(
        LayananUtama, on_delete=models.SET_NULL, null=True, blank=True, related_name="isu", verbose_name=_("layanan")
    )
    prioritas = models.PositiveSmallIntegerField(_("prioritas"), choices=Prioritas.choices, default=Prioritas.SEDANG)

    class Meta:
        ordering = ["prioritas", "judul", "pk"]
        verbose_name = _("isu strategis")
        verbose_name_plural = _("isu strategis")
        indexes = [models.Index(fields=["unit", "tahun"], name="isu_unit")]

    def __str__(self) -> str:
        return self.judul


class Risiko(BarisTahap):
    """A risk, its likelihood × impact (1 to 5 each), and how it is treated."""

    BENDA = Benda.RISIKO

    uraian = models.CharField(_("risiko"), max_length=300)
    penyebab = models.TextField(_("penyebab"), blank=True, max_length=2000)
    akibat = models.TextField(_("akibat"), blank=True, max_length=2000)
    layanan = models.ForeignKey(
        LayananUtama, on_delete=models.SET_NULL, null=True, blank=True, related_name="risiko", verbose_name=_("layanan")
    )
    area = models.PositiveSmallIntegerField(_("area"), choices=Area.choices, null=True, blank=True)
    kemungkinan = models.PositiveSmallIntegerField(_("kemungkinan (1–5)"), choices=SKALA)
    dampak = models.PositiveSmallIntegerField(_("dampak (1–5)"), choices=SKALA)
    penanganan = models.TextField(_("penanganan"), blank=True, max_length=4000)
    pemilik = models.CharField(_("pemilik risiko"), max_length=150, blank=True)

    class Meta:
        ordering = ["-dampak", "-kemungkinan", "pk"]
        verbose_name = _("risiko")
        verbose_name_plural = _("risiko")
        constraints = [
            models.CheckConstraint(
                name="risiko_skala",
                condition=Q(kemungkinan__range=(1, 5), dampak__range=(1, 5)),
                violation_error_message=_("Kemungkinan dan dampak bernilai 1 sampai 5."),
            )
        ]
        indexes = [models.Index(fields=["unit", "tahun"], name="risiko_unit")]

    def __str__(self) -> str:
        return self.uraian

    @property
    def besaran(self) -> int:
        """Likelihood × impact, 1 to 25."""
        return self.kemungkinan * self.dampak

    @property
    def tingkat(self) -> TingkatRisiko:
        """The band of ``besaran``."""
        return tingkat_risiko(self.besaran)


class Inovasi(BarisTahap):
    """An innovation: the problem, before and after, and how the difference was measured."""

    BENDA = Benda.INOVASI

    nama = models.CharField(_("nama inovasi"), max_length=200)
    area = models.PositiveSmallIntegerField(_("area"), choices=Area.choices, default=Area.PELAYANAN)
    layanan = models.ForeignKey(
        LayananUtama,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="inovasi",
        verbose_name=_("layanan"),
    )
    prioritas = models.PositiveSmallIntegerField(_("prioritas"), choices=Prioritas.choices, default=Prioritas.SEDANG)
    masalah = models.TextField(_("masalah yang dijawab"), max_length=4000)
    sebelum = models.TextField(_("keadaan sebelum"), blank=True, max_length=4000)
    sesudah = models.TextField(_("keadaan sesudah"), blank=True, max_length=4000)
    ukuran = models.CharField(_("ukuran keberhasilan"), max_length=300, blank=True)
    mulai = models.DateField(_("mulai diterapkan"), null=True, blank=True)
    mempermudah = models.BooleanField(_("mempermudah perizinan atau pelayanan"), default=False)
    url = models.URLField(_("tautan"), max_length=500, blank=True)

    class Meta:
        ordering = ["prioritas", "nama", "pk"]
        verbose_name = _("inovasi")
        verbose_name_plural = _("inovasi")
        indexes = [models.Index(fields=["unit", "tahun"], name="inovasi_unit")]

    def __str__(self) -> str:
        return self.nama


class ProgramMasyarakat(BarisTahap):
    """A programme that reaches the public (PermenPANRB 90/2021 Lampiran I, duty e)."""

    BENDA = Benda.PROGRAM

    nama = models.CharField(_("nama program"), max_length=200)
    sasaran = models.CharField(_("sasaran"), max_length=200, blank=True)
    tanggal = models.DateField(_("tanggal"), null=True, blank=True)
    peserta = models.PositiveIntegerField(_("jumlah peserta"), null=True, blank=True)
    hasil = models.TextField(_("hasil"), blank=True, max_length=4000)

    class Meta:
        ordering = ["-tanggal", "nama", "pk"]
        verbose_name = _("program menyentuh masyarakat")
        verbose_name_plural = _("program menyentuh masyarakat")
        indexes = [models.Index(fields=["unit", "tahun"], name="program_unit")]

    def __str__(self) -> str:
        return self.nama


class ButirAksiQuerySet(BarisTahapQuerySet):
    def dihitung(self) -> ButirAksiQuerySet:
        """Living items that were not called off."""
        return self.hidup().exclude(status=StatusAksi.DIBATALKAN)

    def terlambat(self, hari: dt.date | None = None) -> ButirAksiQuerySet:
        """Living items that are late on a day, today by default."""
        return self.hidup().filter(ButirAksi.q_terlambat(hari))

    def dengan_lanjutan(self, sampai: dt.date | None = None) -> ButirAksiQuerySet:
        """Each item with ``dilanjutkan``; by the end of a day where one is given."""
        return self.annotate(dilanjutkan=Exists(ButirAksi.lanjutan_hidup(sampai)))


class ButirAksi(BarisTahap):
    """One item of the rencana aksi. Late is derived: open, past ``tenggat``, and not carried on by a later plan.

    ``kode`` are questions of the LKE it serves; units keeps them as codes and knows nothing of the instrument.
    """

    BENDA = Benda.AKSI

    nama = models.CharField(_("kegiatan"), max_length=300)
    area = models.PositiveSmallIntegerField(_("area"), choices=Area.choices)
    kode = models.JSONField(_("pertanyaan LKE"), default=list, blank=True)
    keluaran = models.CharField(_("keluaran"), max_length=300)
    target = models.CharField(_("target terukur"), max_length=200)
    prioritas = models.PositiveSmallIntegerField(_("prioritas"), choices=Prioritas.choices, default=Prioritas.SEDANG)
    pic = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("PIC (akun portal)")
    )
    pic_nama = models.CharField(_("PIC"), max_length=150)
    mulai = models.DateField(_("mulai"))
    tenggat = models.DateField(_("tenggat"))
    status = models.CharField(_("status"), max_length=10, choices=StatusAksi.choices, default=StatusAksi.RENCANA)
    persen = models.PositiveSmallIntegerField(_("kemajuan (%)"), default=0)
    selesai_pada = models.DateField(null=True, editable=False)
    menyentuh_masyarakat = models.BooleanField(_("menyentuh masyarakat"), default=False)
    layanan = models.ForeignKey(
        LayananUtama, on_delete=models.SET_NULL, null=True, blank=True, related_name="aksi", verbose_name=_("layanan")
    )
    isu = models.ForeignKey(
        IsuStrategis, on_delete=models.SET_NULL, null=True, blank=True, related_name="aksi", verbose_name=_("isu")
    )
    risiko = models.ForeignKey(
        Risiko, on_delete=models.SET_NULL, null=True, blank=True, related_name="aksi", verbose_name=_("risiko")
    )
    inovasi = models.ForeignKey(
        Inovasi, on_delete=models.SET_NULL, null=True, blank=True, related_name="aksi", verbose_name=_("inovasi")
    )
    # The unfinished item of an earlier year that this one carries on.
    lanjutan_dari = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="lanjutan", editable=False
    )

    objects = ButirAksiQuerySet.as_manager()

    class Meta:
        ordering = ["tenggat", "area", "pk"]
        verbose_name = _("butir rencana aksi")
        verbose_name_plural = _("butir rencana aksi")
        constraints = [
            models.CheckConstraint(
                name="aksi_tanggal",
                condition=Q(tenggat__gte=models.F("mulai")),
                violation_error_message=_("Tenggat tidak boleh mendahului tanggal mulai."),
            ),
            models.CheckConstraint(
                name="aksi_persen",
                condition=Q(persen__lte=100),
                violation_error_message=_("Kemajuan bernilai 0 sampai 100."),
            ),
            models.CheckConstraint(name="aksi_area", condition=Q(area__range=(1, 6))),
            models.UniqueConstraint(
                fields=["lanjutan_dari", "tahun"],
                condition=Q(dihapus_pada=None),
                name="aksi_lanjutan_unik",
                violation_error_message=_("Butir ini sudah disalin."),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "tahun"], name="aksi_unit"),
            # Which units have a plan at all, read for ten thousand of them at once.
            models.Index(
                fields=["tahun", "unit"],
                name="aksi_ada",
                condition=~Q(status=StatusAksi.DIBATALKAN) & Q(dihapus_pada=None),
            ),
            models.Index(
                fields=["tenggat"],
                name="aksi_tenggat",
                condition=Q(status__in=sorted(STATUS_AKSI_TERBUKA), dihapus_pada=None),
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def terbuka(self) -> bool:
        return self.status in STATUS_AKSI_TERBUKA

    @staticmethod
    def lanjutan_hidup(sampai: dt.date | None = None) -> models.QuerySet:
        """What carries on an item of the query around it; made by the end of a day where one is given."""
        lanjutan = ButirAksi.objects.hidup().filter(lanjutan_dari=OuterRef("pk"))
        return lanjutan.filter(dibuat_pada__date__lte=sampai) if sampai else lanjutan

    @staticmethod
    def q_terlambat(hari: dt.date | None = None) -> Q:
        """Late on a day, today by default, as ``terlambat`` of one item says it."""
        terbuka = Q(status__in=sorted(STATUS_AKSI_TERBUKA), tenggat__lt=hari or timezone.localdate())
        return terbuka & ~Exists(ButirAksi.lanjutan_hidup())

    @cached_property
    def dilanjutkan(self) -> bool:
        """A later plan carries it on. A query, unless ``dengan_lanjutan`` read it along."""
        return self.lanjutan.hidup().exists()

    @property
    def terlambat(self) -> bool:
        return self.terbuka and self.tenggat < timezone.localdate() and not self.dilanjutkan

    @property
    def keadaan(self) -> KeadaanAksi:
        """Its state, or late where it is late."""
        return KeadaanAksi.TERLAMBAT if self.terlambat else KeadaanAksi(self.status)


class KemajuanAksi(models.Model):
    """What somebody said of the progress of an item. Append-only by custom: each report is a row.

    ``kiriman`` is the browser's id of the form, so that a repeat makes no second row.
    """

    butir = models.ForeignKey(ButirAksi, on_delete=models.PROTECT, related_name="kemajuan")
    persen = models.PositiveSmallIntegerField(_("kemajuan (%)"))
    catatan = models.TextField(_("catatan"), blank=True, max_length=4000)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)
    kiriman = models.UUIDField(null=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("kemajuan")
        verbose_name_plural = _("kemajuan")
        constraints = [
            models.CheckConstraint(name="kemajuan_persen", condition=Q(persen__lte=100)),
            models.UniqueConstraint(fields=["butir", "kiriman"], name="kemajuan_kiriman_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.butir_id}: {self.persen} %"


class TimKerja(BarisTahap):
    """The unit's tim kerja of a year with its SK and the way its members were picked (LKE A.I.1.i)."""

    BENDA = Benda.TIM_KERJA

    nomor_sk = models.CharField(_("nomor SK"), max_length=100)
    tanggal_sk = models.DateField(_("tanggal SK"))
    mekanisme = models.TextField(_("mekanisme pemilihan anggota"), max_length=4000)

    class Meta:
        ordering = ["-tanggal_sk", "-pk"]
        verbose_name = _("tim kerja")
        verbose_name_plural = _("tim kerja")
        indexes = [models.Index(fields=["unit", "tahun"], name="tim_kerja_unit")]

    def __str__(self) -> str:
        return self.nomor_sk


class AnggotaTim(models.Model):
    """Somebody in the tim kerja; ``area`` is empty for those who serve all six."""

    tim = models.ForeignKey(TimKerja, on_delete=models.CASCADE, related_name="anggota")
    nama = models.CharField(_("nama"), max_length=150)
    jabatan = models.CharField(_("jabatan"), max_length=150, blank=True)
    peran = models.CharField(_("peran"), max_length=20, choices=PeranTim.choices, default=PeranTim.ANGGOTA)
    area = models.PositiveSmallIntegerField(_("area"), choices=Area.choices, null=True, blank=True)
    pegawai = models.ForeignKey(PegawaiUnit, on_delete=models.SET_NULL, null=True, blank=True, related_name="tim")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("anggota tim kerja")
        verbose_name_plural = _("anggota tim kerja")

    def __str__(self) -> str:
        return self.nama


class AgenPerubahan(BarisTahap):
    """An agent of change (LKE A.II.1.i)."""

    BENDA = Benda.AGEN

    nama = models.CharField(_("nama"), max_length=150)
    jabatan = models.CharField(_("jabatan"), max_length=150, blank=True)
    nomor_sk = models.CharField(_("nomor SK"), max_length=100, blank=True)
    tanggal_sk = models.DateField(_("tanggal SK"), null=True, blank=True)

    class Meta:
        ordering = ["nama", "pk"]
        verbose_name = _("agen perubahan")
        verbose_name_plural = _("agen perubahan")
        indexes = [models.Index(fields=["unit", "tahun"], name="agen_unit")]

    def __str__(self) -> str:
        return self.nama


class Perubahan(models.Model):
    """A change that an agent made; ``terintegrasi`` once it is part of the management system."""

    agen = models.ForeignKey(AgenPerubahan, on_delete=models.CASCADE, related_name="perubahan")
    judul = models.CharField(_("perubahan"), max_length=200)
    uraian = models.TextField(_("uraian"), blank=True, max_length=4000)
    tanggal = models.DateField(_("tanggal"), null=True, blank=True)
    terintegrasi = models.BooleanField(_("terintegrasi dalam sistem manajemen"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("perubahan")
        verbose_name_plural = _("perubahan")

    def __str__(self) -> str:
        return self.judul


class Publikasi(BarisTahap):
    """Where something of the unit's building was made known; one of a declaration names it."""

    BENDA = Benda.PUBLIKASI

    judul = models.CharField(_("judul"), max_length=200)
    kanal = models.CharField(_("kanal"), max_length=15, choices=Kanal.choices, default=Kanal.SITUS)
    url = models.URLField(_("tautan"), max_length=500, blank=True)
    tanggal = models.DateField(_("tanggal terbit"))
    keterangan = models.TextField(_("keterangan"), blank=True, max_length=4000)
    pencanangan = models.ForeignKey(
        Pencanangan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="publikasi",
        verbose_name=_("untuk pencanangan"),
    )

    class Meta:
        ordering = ["-tanggal", "-pk"]
        verbose_name = _("publikasi")
        verbose_name_plural = _("publikasi")
        indexes = [models.Index(fields=["unit", "tahun"], name="publikasi_unit")]

    def __str__(self) -> str:
        return self.judul


class Monev(BarisTahap):
    """The unit's monitoring and evaluation of one quarter. ``keadaan`` is the plan as it stood when it was signed."""

    BENDA = Benda.MONEV

    triwulan = models.PositiveSmallIntegerField(_("triwulan"), choices=Triwulan.choices)
    status = models.CharField(_("status"), max_length=10, choices=StatusMonev.choices, default=StatusMonev.DRAF)
    tanggal = models.DateField(_("tanggal rapat"), default=timezone.localdate)
    ringkasan = models.TextField(_("ringkasan"), max_length=8000)
    kendala = models.TextField(_("kendala"), blank=True, max_length=8000)
    keadaan = models.JSONField(default=dict, editable=False)
    disahkan_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    disahkan_pada = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-tahun", "-triwulan", "pk"]
        verbose_name = _("monev triwulan")
        verbose_name_plural = _("monev triwulan")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "tahun", "triwulan"],
                condition=Q(dihapus_pada=None),
                name="monev_unik",
                violation_error_message=_("Monev triwulan ini sudah ada."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_triwulan_display()} {self.tahun}"


class TindakLanjutMonev(BarisTahap):
    """What the unit decided to do about something its monev found."""

    BENDA = Benda.TINDAK_LANJUT

    monev = models.ForeignKey(Monev, on_delete=models.PROTECT, related_name="tindak_lanjut")
    uraian = models.TextField(_("tindak lanjut"), max_length=2000)
    pic_nama = models.CharField(_("penanggung jawab"), max_length=150)
    tenggat = models.DateField(_("tenggat"))
    status = models.CharField(
        _("status"), max_length=10, choices=StatusTindakLanjut.choices, default=StatusTindakLanjut.TERBUKA
    )
    hasil = models.TextField(_("hasil"), blank=True, max_length=4000)

    class Meta:
        ordering = ["tenggat", "pk"]
        verbose_name = _("tindak lanjut monev")
        verbose_name_plural = _("tindak lanjut monev")

    def __str__(self) -> str:
        return self.uraian[:80]

    @property
    def lewat(self) -> bool:
        """Open, and past its date."""
        return self.status == StatusTindakLanjut.TERBUKA and self.tenggat < timezone.localdate()
