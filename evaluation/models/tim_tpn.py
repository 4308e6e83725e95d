"""The teams of TPN: who evaluates which instansi in a year."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums.riwayat import Benda
from evaluation.models.instrumen import Musim
from units.models import Instansi


class TimTPN(models.Model):
    """A team by its SK. Its members alone, and TPN's admin, work on the units of the instansi it was given."""

    BENDA = Benda.TIM_TPN

    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, related_name="tim_tpn")
    nama = models.CharField(_("nama tim"), max_length=100)
    nomor_sk = models.CharField(_("nomor SK tim"), max_length=100)
    tanggal_sk = models.DateField(_("tanggal SK tim"))
    anggota = models.ManyToManyField(settings.AUTH_USER_MODEL, through="AnggotaTimTPN", related_name="tim_tpn")
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-musim__tahun", "nama"]
        verbose_name = _("tim TPN")
        verbose_name_plural = _("tim TPN")
        constraints = [
            models.UniqueConstraint(
                fields=["musim", "nama"],
                name="tim_tpn_unik",
                violation_error_message=_("Nama tim ini sudah dipakai pada tahun tersebut."),
            )
        ]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("evaluation:tpn_tim", args=[self.pk])


class AnggotaTimTPN(models.Model):
    """One member of a team."""

    tim = models.ForeignKey(TimTPN, on_delete=models.CASCADE, related_name="keanggotaan")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["tim", "user__nama"]
        verbose_name = _("anggota tim TPN")
        verbose_name_plural = _("anggota tim TPN")
        constraints = [models.UniqueConstraint(fields=["tim", "user"], name="anggota_tim_tpn_unik")]

    def __str__(self) -> str:
        return f"{self.tim_id}: {self.user_id}"


class InstansiTimTPN(models.Model):
    """An instansi given to a team. ``musim`` is the team's, repeated so that the database keeps one team for each."""

    tim = models.ForeignKey(TimTPN, on_delete=models.CASCADE, related_name="penugasan")
    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, related_name="+")
    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["tim", "instansi__nama"]
        verbose_name = _("instansi tim TPN")
        verbose_name_plural = _("instansi tim TPN")
        constraints = [
            models.UniqueConstraint(
                fields=["musim", "instansi"],
                name="instansi_tim_tpn_unik",
                violation_error_message=_("Instansi ini sudah ditangani tim lain pada tahun tersebut."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.tim_id}: {self.instansi_id}"
