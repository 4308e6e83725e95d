"""A campaign: one unit asks one questionnaire in one period."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.enums import CaraIsi, JenisKampanye, StatusKampanye
from surveys.models.kuesioner import Kuesioner
from units.enums.tahap import Benda
from units.models.tahap import BarisTahap, BarisTahapQuerySet
from zi_portal.common.model import CatatanTetap

# Without letters and digits that look alike on paper.
HURUF = "23456789abcdefghjkmnpqrstuvwxyz"


def token(panjang: int = 10) -> str:
    """Random letters for an address that cannot be guessed and can be typed from a poster."""
    return "".join(secrets.choice(HURUF) for _ in range(panjang))


def token_panjang() -> str:
    return token(24)


class KampanyeQuerySet(BarisTahapQuerySet):
    def visible_to(self, user) -> models.QuerySet:
        from surveys.selectors.kampanye import q_kampanye  # selectors import models

        return self.filter(q_kampanye(user))


class Kampanye(BarisTahap):
    """A survey of a unit. ``slug`` is its public address, ``kunci_kios`` opens it on a device at the counter.

    ``garam`` keys the fingerprints of network and device; it is wiped when the campaign closes, after which no
    fingerprint can be traced back to an address.
    """

    BENDA = Benda.KAMPANYE

    kuesioner = models.ForeignKey(
        Kuesioner, on_delete=models.PROTECT, related_name="kampanye", verbose_name=_("kuesioner")
    )
    nama = models.CharField(_("nama survei"), max_length=150)
    jenis = models.CharField(_("jenis"), max_length=8, choices=JenisKampanye.choices, default=JenisKampanye.MANDIRI)
    status = models.CharField(
        _("status"), max_length=8, choices=StatusKampanye.choices, default=StatusKampanye.DRAF, editable=False
    )
    cara = models.CharField(_("cara mengisi"), max_length=8, choices=CaraIsi.choices, default=CaraIsi.TERBUKA)
    mulai = models.DateTimeField(_("dibuka"))
    selesai = models.DateTimeField(_("ditutup"))
    pengantar = models.TextField(_("pengantar"), blank=True, max_length=1000)
    minta_kontak = models.BooleanField(
        _("minta nama dan nomor telepon"),
        default=False,
        help_text=_("Hanya bila benar diperlukan. Disimpan terpisah, terenkripsi, dan dihapus pada tanggal di bawah."),
    )
    kontak_hapus_pada = models.DateField(_("kontak dihapus pada"), null=True, blank=True)
    waktu_minimum = models.PositiveSmallIntegerField(
        _("waktu isi terpendek (detik)"),
        default=15,
        validators=[MaxValueValidator(600)],
        help_text=_("Isian yang lebih cepat diberi tanda, bukan ditolak."),
    )
    jaringan_kantor = models.JSONField(_("jaringan kantor"), default=list, blank=True)
    slug = models.CharField(max_length=20, unique=True, default=token, editable=False)
    kunci_kios = models.CharField(max_length=32, default=token_panjang, editable=False)
    garam = models.CharField(max_length=32, default=token_panjang, editable=False)
    dibuka_pada = models.DateTimeField(null=True, editable=False)
    ditutup_pada = models.DateTimeField(null=True, editable=False)
    kode_dibuat = models.PositiveIntegerField(default=0, editable=False)

    objects = KampanyeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("survei")
        verbose_name_plural = _("survei")
        constraints = [
            models.CheckConstraint(
                name="kampanye_urut",
                condition=Q(selesai__gt=F("mulai")),
                violation_error_message=_("Waktu ditutup harus sesudah waktu dibuka."),
            ),
            models.CheckConstraint(
                name="kampanye_kontak_bertanggal",
                condition=Q(minta_kontak=False) | Q(kontak_hapus_pada__isnull=False),
                violation_error_message=_("Isi tanggal kontak dihapus, atau jangan minta kontak."),
            ),
            models.CheckConstraint(name="kampanye_status_dikenal", condition=Q(status__in=StatusKampanye.values)),
        ]
        indexes = [
            models.Index(fields=["unit", "-tahun"], name="kampanye_unit"),
            models.Index(fields=["status", "selesai"], name="kampanye_tutup"),
        ]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("surveys:kampanye_detail", args=[self.pk])


class LayananKampanye(models.Model):
    """A service the campaign asks about, and how many people it served in the period (0: not known)."""

    kampanye = models.ForeignKey(Kampanye, on_delete=models.CASCADE, related_name="layanan")
    nama = models.CharField(_("layanan"), max_length=150)
    populasi = models.PositiveIntegerField(_("jumlah penerima layanan"), default=0)
    urut = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["urut", "pk"]
        verbose_name = _("layanan survei")
        verbose_name_plural = _("layanan survei")
        constraints = [
            models.UniqueConstraint(
                fields=["kampanye", "nama"],
                name="layanan_kampanye_unik",
                violation_error_message=_("Layanan ini sudah ada di survei yang sama."),
            )
        ]

    def __str__(self) -> str:
        return self.nama


class PerpanjanganKampanye(models.Model):
    """A later end: from when to when, by whom and why."""

    kampanye = models.ForeignKey(Kampanye, on_delete=models.PROTECT, related_name="perpanjangan")
    dari = models.DateTimeField(_("semula"))
    sampai = models.DateTimeField(_("sampai"))
    alasan = models.TextField(_("alasan"))
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    objects = CatatanTetap.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("perpanjangan survei")
        verbose_name_plural = _("perpanjangan survei")
        constraints = [models.CheckConstraint(name="perpanjangan_kampanye_maju", condition=Q(sampai__gt=F("dari")))]

    def __str__(self) -> str:
        return f"{self.kampanye_id} {self.sampai:%Y-%m-%d}"


class KodeRespons(models.Model):
    """A one-time code given out after a finished service. Only its fingerprint is stored; codes the portal made can
    be printed again, as they are computed from their number. Nothing leads from a code to its response."""

    kampanye = models.ForeignKey(Kampanye, on_delete=models.PROTECT, related_name="kode")
    nomor = models.PositiveIntegerField(null=True)
    sidik = models.CharField(max_length=64)
    layanan = models.ForeignKey(LayananKampanye, on_delete=models.SET_NULL, null=True, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    dipakai_pada = models.DateTimeField(null=True)
    # The browser's id of the response that used it: the same form sent twice is not a second use.
    kiriman = models.UUIDField(null=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("kode respons")
        verbose_name_plural = _("kode respons")
        constraints = [models.UniqueConstraint(fields=["kampanye", "sidik"], name="kode_respons_unik")]

    def __str__(self) -> str:
        return f"{self.kampanye_id} {self.nomor or '-'}"
