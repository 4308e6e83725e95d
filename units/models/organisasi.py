"""Instansi and their unit kerja."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from units.enums import JenisInstansi, JenisUnit, Peran
from units.enums.tahap import DasarMasa


class ZonaWaktu(models.TextChoices):
    """The three Indonesian time zones; deadlines of an instansi are read in its own."""

    WIB = "Asia/Jakarta", _("WIB")
    WITA = "Asia/Makassar", _("WITA")
    WIT = "Asia/Jayapura", _("WIT")


class Instansi(models.Model):
    """A ministry, agency, province, regency or city: the body that proposes its units."""

    kode = models.CharField(_("kode"), max_length=40, unique=True)
    nama = models.CharField(_("nama"), max_length=200)
    jenis = models.CharField(_("jenis"), max_length=20, choices=JenisInstansi.choices)
    alamat = models.CharField(_("alamat"), max_length=300, blank=True)
    dasar_masa = models.CharField(
        _("masa pembangunan dihitung dari"), max_length=12, choices=DasarMasa.choices, default=DasarMasa.SK
    )
    zona_waktu = models.CharField(_("zona waktu"), max_length=30, choices=ZonaWaktu.choices, default=ZonaWaktu.WIB)
    # Set by the Menteri (PermenPANRB 5/2024): it grants WBK itself and proposes only WBBM.
    wbk_mandiri = models.BooleanField(_("menetapkan WBK sendiri"), default=False)

    class Meta:
        ordering = ["nama"]
        verbose_name = _("instansi")
        verbose_name_plural = _("instansi")

    def __str__(self) -> str:
        return self.nama

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zona_waktu)


class UnitKerjaQuerySet(models.QuerySet):
    def visible_to(self, user) -> models.QuerySet:
        """Own units, those under a unit for which one judges, all units of an instansi one serves, all for national
        roles."""
        from units.selectors import akses  # selectors import models

        a = akses(user)
        if a.nasional:
            return self
        terlihat = models.Q(pk__in=a.unit_ids) | models.Q(instansi__in=a.instansi_ids)
        if induk := a.unit_sebagai(Peran.PENILAI_PENDAHULUAN):
            terlihat |= models.Q(induk__in=induk)
        return self.filter(terlihat)


class UnitKerja(models.Model):
    """A work unit that builds its Zona Integritas."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="unit_kerja")
    kode = models.CharField(_("kode"), max_length=40)
    nama = models.CharField(_("nama"), max_length=200)
    jenis = models.CharField(_("jenis"), max_length=20, choices=JenisUnit.choices, default=JenisUnit.LAINNYA)
    alamat = models.CharField(_("alamat"), max_length=300, blank=True)
    aktif = models.BooleanField(_("aktif"), default=True)
    # Whose people judge this unit before TPI does (PermenPANRB 90/2021 Lampiran I); used where the season asks for it.
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="bawahan", verbose_name=_("unit induk")
    )
    jpt_madya = models.BooleanField(_("dipimpin JPT madya"), default=False)

    objects = UnitKerjaQuerySet.as_manager()

    class Meta:
        ordering = ["nama", "pk"]
        verbose_name = _("unit kerja")
        verbose_name_plural = _("unit kerja")
        indexes = [
            # A search among names reads the table either way; what PostgreSQL counts for this index tells it how many
            # rows such a search finds, so that it joins ten thousand of them at once and not one by one.
            models.Index(Upper("nama"), name="unit_nama_besar"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "kode"],
                name="unit_kode_unik",
                violation_error_message=_("Kode unit ini sudah dipakai di instansi yang sama."),
            ),
            models.CheckConstraint(
                name="unit_madya_tanpa_induk",
                condition=models.Q(jpt_madya=False) | models.Q(induk=None),
                violation_error_message=_("Unit yang dipimpin JPT madya langsung dinilai TPI, tanpa unit induk."),
            ),
            models.CheckConstraint(
                name="unit_induk_lain",
                condition=models.Q(induk=None) | ~models.Q(induk=models.F("pk")),
                violation_error_message=_("Unit tidak dapat menjadi induknya sendiri."),
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("units:unit_detail", args=[self.pk])
