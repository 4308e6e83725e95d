"""People and the roles they hold."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums import PERAN_INSTANSI, PERAN_NASIONAL, PERAN_UNIT, PERAN_UNIT_INDUK, Peran
from units.models.organisasi import Instansi, UnitKerja


class UserManager(BaseUserManager):
    def create_user(self, username: str, password: str | None = None, **fields) -> User:
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.email = self.normalize_email(user.email)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields) -> User:
        """An account for ``createsuperuser``; content still needs a membership."""
        return self.create_user(username, password, is_staff=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What they may do comes from their Keanggotaan alone."""

    username = models.CharField(
        _("nama pengguna"),
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("Nama pengguna ini sudah dipakai.")},
    )
    nama = models.CharField(_("nama lengkap"), max_length=150)
    email = models.EmailField(_("surel"), blank=True)
    nip = models.CharField(_("NIP"), max_length=20, blank=True)
    jabatan = models.CharField(_("jabatan"), max_length=150, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(_("aktif"), default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nama"]

    class Meta:
        ordering = ["nama", "pk"]
        verbose_name = _("pengguna")
        verbose_name_plural = _("pengguna")

    def __str__(self) -> str:
        return self.nama or self.username

    def get_full_name(self) -> str:
        return self.nama

    def get_short_name(self) -> str:
        return self.nama.split(" ")[0] if self.nama else self.username


class KeanggotaanQuerySet(models.QuerySet):
    def aktif(self) -> models.QuerySet:
        """Those in force today."""
        hari_ini = timezone.localdate()
        return self.filter(mulai__lte=hari_ini).filter(Q(selesai=None) | Q(selesai__gt=hari_ini))


class Keanggotaan(models.Model):
    """A person holds a role in a scope (unit, instansi or the nation) from ``mulai`` until before ``selesai``."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="keanggotaan")
    peran = models.CharField(_("peran"), max_length=20, choices=Peran.choices)
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="keanggotaan")
    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, null=True, blank=True, related_name="keanggotaan")
    mulai = models.DateField(_("mulai"), default=timezone.localdate)
    selesai = models.DateField(_("berakhir pada"), null=True, blank=True)

    objects = KeanggotaanQuerySet.as_manager()

    class Meta:
        ordering = ["user__nama", "peran", "pk"]
        verbose_name = _("keanggotaan")
        verbose_name_plural = _("keanggotaan")
        constraints = [
            models.CheckConstraint(
                name="keanggotaan_lingkup",
                condition=Q(peran__in=sorted(PERAN_UNIT | PERAN_UNIT_INDUK), unit__isnull=False, instansi__isnull=True)
                | Q(peran__in=sorted(PERAN_INSTANSI), unit__isnull=True, instansi__isnull=False)
                | Q(peran__in=sorted(PERAN_NASIONAL), unit__isnull=True, instansi__isnull=True),
                violation_error_message=_("Peran ini tidak cocok dengan lingkup yang dipilih."),
            ),
            models.CheckConstraint(
                name="keanggotaan_periode",
                condition=Q(selesai=None) | Q(selesai__gte=models.F("mulai")),
                violation_error_message=_("Tanggal berakhir tidak boleh mendahului tanggal mulai."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_peran_display()}"
