"""What a person wants to be reminded of, and what they were reminded of already."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import JenisPengingat
from units.models.orang import User
from units.models.organisasi import UnitKerja


class PilihanPengingat(models.Model):
    """A kind of reminder that a person has switched off, in the inbox or in the mail; no row means both are on."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="pilihan_pengingat")
    jenis = models.CharField(_("jenis"), max_length=20, choices=JenisPengingat.choices)
    kotak = models.BooleanField(_("kotak masuk"), default=True)
    surel = models.BooleanField(_("surel harian"), default=True)

    class Meta:
        ordering = ["user", "jenis"]
        verbose_name = _("pilihan pengingat")
        verbose_name_plural = _("pilihan pengingat")
        constraints = [models.UniqueConstraint(fields=["user", "jenis"], name="pilihan_pengingat_unik")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.jenis}"


class Pengingat(models.Model):
    """One reminder of one thing to one person: ``kunci`` names the thing and the occasion, so it is told once.

    ``surel_pada`` is when it went out with the day's mail; empty while it waits for one. ``masih_pada`` is when the
    thing was last seen to hold, so that what was settled while it waited is not mailed any more.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="pengingat")
    jenis = models.CharField(max_length=20, choices=JenisPengingat.choices)
    unit = models.ForeignKey(UnitKerja, on_delete=models.CASCADE, related_name="+")
    kunci = models.CharField(max_length=100)
    judul = models.CharField(max_length=200)
    url = models.CharField(max_length=300)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    masih_pada = models.DateTimeField(default=timezone.now)
    surel_pada = models.DateTimeField(null=True)
    perlu_surel = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("pengingat")
        verbose_name_plural = _("pengingat")
        constraints = [models.UniqueConstraint(fields=["user", "kunci"], name="pengingat_sekali")]
        indexes = [
            models.Index(fields=["user"], name="pengingat_surel", condition=models.Q(surel_pada=None, perlu_surel=True))
        ]

    def __str__(self) -> str:
        return self.judul
