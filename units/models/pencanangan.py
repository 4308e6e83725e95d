"""Stage I: the declaration and the register of pakta integritas (PermenPANRB 90/2021 Lampiran I)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import STATUS_DICANANGKAN, Benda, CaraTandaTangan, LingkupPencanangan, StatusPencanangan
from units.models.bukti import BuktiDukung
from units.models.orang import User
from units.models.organisasi import UnitKerja
from units.models.tahap import BarisTahap, BarisTahapQuerySet


class PencananganQuerySet(BarisTahapQuerySet):
    def sah(self) -> PencananganQuerySet:
        """Living declarations that were made."""
        return self.hidup().filter(status__in=sorted(STATUS_DICANANGKAN))


class Pencanangan(BarisTahap):
    """A declaration by the pimpinan of a unit, or of an instansi together with the units in ``peserta``.

    ``unit`` is the declaring unit, or the one that keeps the papers of a joint declaration.
    """

    BENDA = Benda.PENCANANGAN

    lingkup = models.CharField(
        _("lingkup"), max_length=10, choices=LingkupPencanangan.choices, default=LingkupPencanangan.UNIT
    )
    status = models.CharField(
        _("status"), max_length=20, choices=StatusPencanangan.choices, default=StatusPencanangan.DRAF
    )
    tanggal = models.DateField(_("tanggal pencanangan"))
    tempat = models.CharField(_("tempat"), max_length=200)
    pemimpin_nama = models.CharField(_("pimpinan yang mencanangkan"), max_length=150)
    pemimpin_jabatan = models.CharField(_("jabatan pimpinan"), max_length=150)
    uraian = models.TextField(_("uraian acara"), blank=True, max_length=4000)
    peserta = models.ManyToManyField(UnitKerja, blank=True, related_name="pencanangan_bersama")
    dicanangkan_pada = models.DateTimeField(null=True, editable=False)

    objects = PencananganQuerySet.as_manager()

    class Meta:
        ordering = ["-tanggal", "-pk"]
        verbose_name = _("pencanangan")
        verbose_name_plural = _("pencanangan")
        constraints = [
            models.CheckConstraint(name="pencanangan_status", condition=Q(status__in=StatusPencanangan.values)),
        ]
        indexes = [models.Index(fields=["unit", "tahun"], name="pencanangan_unit")]

    def __str__(self) -> str:
        return f"Pencanangan {self.tanggal:%d-%m-%Y}"


class SaksiPencanangan(models.Model):
    """Who witnessed a declaration."""

    pencanangan = models.ForeignKey(Pencanangan, on_delete=models.CASCADE, related_name="saksi")
    nama = models.CharField(_("nama saksi"), max_length=150)
    asal = models.CharField(_("jabatan atau lembaga"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("saksi")
        verbose_name_plural = _("saksi")

    def __str__(self) -> str:
        return self.nama


class PegawaiUnit(BarisTahap):
    """An employee of the unit, with or without a sign-in: who owes a pakta, who may be in a team or a PIC.

    ``tahun`` is the year of entry into the register; who left has ``keluar_pada``. ``user`` is the account with the
    same NIP, where there is one.
    """

    BENDA = Benda.PEGAWAI_UNIT

    nip = models.CharField(_("NIP"), max_length=20, blank=True)
    nama = models.CharField(_("nama"), max_length=150)
    jabatan = models.CharField(_("jabatan"), max_length=150, blank=True)
    surel = models.EmailField(_("surel"), blank=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="pegawai_unit")
    keluar_pada = models.DateField(_("tidak bertugas sejak"), null=True, blank=True)

    class Meta:
        ordering = ["nama", "pk"]
        verbose_name = _("pegawai unit")
        verbose_name_plural = _("pegawai unit")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "nip"],
                condition=~Q(nip="") & Q(dihapus_pada=None),
                name="pegawai_unit_nip_unik",
                violation_error_message=_("NIP ini sudah ada di daftar pegawai unit."),
            )
        ]
        indexes = [models.Index(fields=["unit", "nama"], name="pegawai_unit_daftar")]

    def __str__(self) -> str:
        return self.nama


class RegisterPakta(BarisTahap):
    """The pakta integritas under one pimpinan: a new pimpinan closes it and opens the next, which all sign again."""

    BENDA = Benda.REGISTER_PAKTA

    pemimpin_nama = models.CharField(_("pimpinan"), max_length=150)
    pemimpin_jabatan = models.CharField(_("jabatan pimpinan"), max_length=150)
    mulai = models.DateField(_("berlaku mulai"), default=timezone.localdate)
    naskah = models.TextField(_("naskah pakta integritas"), max_length=10000)
    ditutup_pada = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-mulai", "-pk"]
        verbose_name = _("register pakta integritas")
        verbose_name_plural = _("register pakta integritas")
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(ditutup_pada=None, dihapus_pada=None),
                name="register_pakta_satu_terbuka",
                violation_error_message=_("Unit ini sudah mempunyai register pakta yang terbuka."),
            )
        ]

    def __str__(self) -> str:
        return f"Pakta integritas, {self.pemimpin_nama}"

    @property
    def janji(self) -> list[str]:
        """The promises, in order."""
        return [baris.strip() for baris in self.naskah.splitlines() if baris.strip()]


class Pakta(models.Model):
    """One signature: who, how, when, under which text. Never changed; a mistaken one is withdrawn with a reason."""

    register = models.ForeignKey(RegisterPakta, on_delete=models.PROTECT, related_name="pakta")
    pegawai = models.ForeignKey(PegawaiUnit, on_delete=models.PROTECT, related_name="pakta")
    cara = models.CharField(_("cara"), max_length=10, choices=CaraTandaTangan.choices)
    tanggal = models.DateField(_("tanggal tanda tangan"), default=timezone.localdate)
    naskah_sha256 = models.CharField(max_length=64)
    bukti = models.ForeignKey(BuktiDukung, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pada = models.DateTimeField(default=timezone.now)
    ditarik_pada = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pegawai__nama", "pk"]
        verbose_name = _("pakta integritas")
        verbose_name_plural = _("pakta integritas")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "pegawai"],
                condition=Q(ditarik_pada=None),
                name="pakta_unik",
                violation_error_message=_("Pegawai ini sudah menandatangani pakta integritas."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id} {self.cara}"


class TautanPakta(models.Model):
    """A personal link by which one pegawai signs once. Only the hash of its secret is kept.

    One that goes by mail has ``surel_asal``, the portal's address it begins with, and is only made when it is sent
    (``surel_pada``), so that nobody but the reader ever holds its secret.
    """

    register = models.ForeignKey(RegisterPakta, on_delete=models.PROTECT, related_name="tautan")
    pegawai = models.ForeignKey(PegawaiUnit, on_delete=models.PROTECT, related_name="tautan_pakta")
    sidik = models.CharField(max_length=64, unique=True)
    dibuat_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    kedaluwarsa = models.DateTimeField(_("berlaku sampai"))
    dipakai_pada = models.DateTimeField(null=True)
    dicabut_pada = models.DateTimeField(null=True)
    surel_asal = models.CharField(max_length=200, blank=True, editable=False)
    surel_pada = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("tautan pakta")
        verbose_name_plural = _("tautan pakta")
        indexes = [models.Index(fields=["register", "pegawai"], name="tautan_pakta_siapa")]

    def __str__(self) -> str:
        return f"{self.register_id}/{self.pegawai_id}"
