"""A rapat pleno of TPI: whom it called, which sheets and items it discusses, what it decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums.pleno import STATUS_PLENO_TERBUKA, AsalButir, Keputusan, StatusPleno
from evaluation.enums.riwayat import Benda
from evaluation.models.instrumen import Musim
from evaluation.models.lke import LembarKerjaEvaluasi
from units.enums import PERAN_TPI_PENGARAH, Peran
from units.models import Instansi
from units.selectors import akses


class RapatPlenoQuerySet(models.QuerySet):
    def visible_to(self, user) -> models.QuerySet:
        """Of the instansi one leads TPI in or administers; for a member of TPI those they were called to. What of a
        sheet they read there is ``selectors.pleno.lke_terbaca``'s to say."""
        a = akses(user)
        terlihat = Q(instansi__in=a.instansi_sebagai(*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI))
        if anggota := a.instansi_sebagai(Peran.TPI_ANGGOTA):
            dipanggil = PesertaPleno.objects.filter(user=user).values("rapat")
            terlihat |= Q(instansi__in=anggota, pk__in=dipanggil)
        return self.filter(terlihat)


class RapatPleno(models.Model):
    """One meeting. ``versi`` counts the changes of its own data."""

    BENDA = Benda.PLENO

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="pleno")
    musim = models.ForeignKey(Musim, on_delete=models.PROTECT, related_name="pleno")
    status = models.CharField(
        _("status"), max_length=20, choices=StatusPleno.choices, default=StatusPleno.DISUSUN, editable=False
    )
    nomor = models.CharField(_("nomor"), max_length=100)
    tanggal = models.DateField(_("tanggal"))
    waktu = models.TimeField(_("waktu"), null=True, blank=True)
    tempat = models.CharField(_("tempat"), max_length=200)
    pemimpin = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("pemimpin")
    )
    notulis = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("notulis")
    )
    alasan_batal = models.TextField(_("alasan batal"), blank=True, editable=False)
    versi = models.PositiveIntegerField(default=1, editable=False)
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    diubah_pada = models.DateTimeField(default=timezone.now)
    ditutup_pada = models.DateTimeField(null=True, blank=True)

    objects = RapatPlenoQuerySet.as_manager()

    class Meta:
        ordering = ["-tanggal", "-pk"]
        verbose_name = _("rapat pleno")
        verbose_name_plural = _("rapat pleno")
        constraints = [
            models.CheckConstraint(name="pleno_status_dikenal", condition=Q(status__in=StatusPleno.values)),
            models.CheckConstraint(
                name="pleno_ditutup",
                condition=Q(status=StatusPleno.DITUTUP, ditutup_pada__isnull=False)
                | (~Q(status=StatusPleno.DITUTUP) & Q(ditutup_pada=None)),
            ),
            models.UniqueConstraint(
                fields=["instansi", "musim", "nomor"],
                condition=~Q(status=StatusPleno.DIBATALKAN),
                name="pleno_nomor",
                violation_error_message=_("Nomor ini sudah dipakai pleno lain pada musim ini."),
            ),
        ]

    def __str__(self) -> str:
        return self.nomor

    def get_absolute_url(self) -> str:
        return reverse("evaluation:pleno_detail", args=[self.pk])

    @property
    def terbuka(self) -> bool:
        return self.status in STATUS_PLENO_TERBUKA


class AgendaPleno(models.Model):
    """A sheet on the agenda. ``terbuka`` while its meeting is open and the sheet still on it: one such row a sheet.

    A sheet that was taken off stays as a row with ``dilepas_pada``, and its items with it.
    """

    rapat = models.ForeignKey(RapatPleno, on_delete=models.PROTECT, related_name="agenda")
    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="agenda_pleno")
    terbuka = models.BooleanField(default=True)
    dilepas_pada = models.DateTimeField(null=True, blank=True)
    # Scores and who abstained as the meeting left them: its Berita Acara stays, whatever the sheet becomes.
    ringkas = models.JSONField(default=dict, editable=False)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("agenda pleno")
        verbose_name_plural = _("agenda pleno")
        constraints = [
            models.UniqueConstraint(fields=["rapat", "lke"], name="agenda_pleno_unik"),
            models.UniqueConstraint(
                fields=["lke"],
                condition=Q(terbuka=True),
                name="agenda_satu_pleno",
                violation_error_message=_("LKE ini sudah ada di agenda pleno lain yang belum ditutup."),
            ),
            models.CheckConstraint(name="agenda_dilepas", condition=Q(terbuka=False) | Q(dilepas_pada=None)),
        ]

    def __str__(self) -> str:
        return f"{self.rapat_id}: {self.lke_id}"


class ButirPleno(models.Model):
    """One question of one sheet that the meeting discusses, and what it decided.

    ``semula`` is TPI's value before, ``isi`` the one decided. ``versi`` counts the decisions, so that of two people who
    decide at once the second is told.
    """

    rapat = models.ForeignKey(RapatPleno, on_delete=models.PROTECT, related_name="butir")
    lke = models.ForeignKey(LembarKerjaEvaluasi, on_delete=models.PROTECT, related_name="butir_pleno")
    kode = models.CharField(max_length=40)
    asal = models.CharField(_("asal"), max_length=20, choices=AsalButir.choices, default=AsalButir.MANUAL)
    urutan = models.PositiveSmallIntegerField(default=0)
    semula = models.JSONField(default=dict)
    keputusan = models.CharField(_("keputusan"), max_length=10, choices=Keputusan.choices, blank=True)
    isi = models.JSONField(default=dict)
    alasan = models.TextField(_("alasan"), blank=True)
    tidak_bulat = models.BooleanField(_("anggota berbeda pendapat"), default=False)
    pendapat = models.TextField(_("pendapat berbeda"), blank=True)
    versi = models.PositiveIntegerField(default=0)
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["urutan", "pk"]
        verbose_name = _("butir pleno")
        verbose_name_plural = _("butir pleno")
        constraints = [models.UniqueConstraint(fields=["rapat", "lke", "kode"], name="butir_pleno_unik")]

    def __str__(self) -> str:
        return f"{self.rapat_id}: {self.kode}"


class PesertaPleno(models.Model):
    """Somebody called to the meeting: a person of the portal, or a name. ``hadir`` None: not recorded yet."""

    rapat = models.ForeignKey(RapatPleno, on_delete=models.PROTECT, related_name="peserta")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="pleno"
    )
    nama = models.CharField(_("nama"), max_length=150)
    jabatan = models.CharField(_("jabatan"), max_length=200, blank=True)
    hadir = models.BooleanField(_("hadir"), null=True, blank=True)
    alasan = models.CharField(_("alasan tidak hadir"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("peserta pleno")
        verbose_name_plural = _("peserta pleno")
        constraints = [
            models.UniqueConstraint(
                fields=["rapat", "user"],
                condition=Q(user__isnull=False),
                name="peserta_pleno_unik",
                violation_error_message=_("Orang ini sudah diundang."),
            )
        ]

    def __str__(self) -> str:
        return self.nama
