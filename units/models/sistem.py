"""Systems a unit works with elsewhere. Registered, never opened by the server."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums.data_pendukung import katalog
from units.enums.tahap import Area, Benda, JenisSistem
from units.models.orang import User
from units.models.tahap import BarisTahap

# How long the word of who looked last is trusted.
MASA_PERIKSA = dt.timedelta(days=90)


class SistemTertaut(BarisTahap):
    """A linked system: what it is, which areas and questions it proves, which figures it supplies, and when a person
    last looked whether it still answers. ``tahun`` is the year it was registered; it holds for the years after."""

    BENDA = Benda.SISTEM

    nama = models.CharField(_("nama sistem"), max_length=150)
    jenis = models.CharField(_("jenis"), max_length=15, choices=JenisSistem.choices)
    url = models.URLField(_("alamat"), max_length=500, blank=True)
    area = models.JSONField(_("area"), default=list, blank=True)
    kode = models.JSONField(_("pertanyaan LKE"), default=list, blank=True)
    data_pendukung = models.JSONField(_("angka yang dipasok"), default=list, blank=True)
    keterangan = models.TextField(_("keterangan"), blank=True, max_length=4000)
    diperiksa_pada = models.DateField(_("terakhir diperiksa"), null=True, editable=False)
    diperiksa_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    berfungsi = models.BooleanField(_("berfungsi saat diperiksa"), null=True, editable=False)

    class Meta:
        ordering = ["nama", "pk"]
        verbose_name = _("sistem tertaut")
        verbose_name_plural = _("sistem tertaut")
        indexes = [models.Index(fields=["unit"], name="sistem_unit")]

    def __str__(self) -> str:
        return self.nama

    @property
    def perlu_diperiksa(self) -> bool:
        """Nobody looked in the last 90 days."""
        return self.diperiksa_pada is None or self.diperiksa_pada < timezone.localdate() - MASA_PERIKSA

    @property
    def area_nama(self) -> list[str]:
        return [str(Area(n).label) for n in self.area if n in Area.values]

    @property
    def angka_nama(self) -> list[str]:
        butir = katalog().butir
        return [butir[kode].label if kode in butir else kode for kode in self.data_pendukung]
