"""The inbox of a person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from units.models.orang import User


class NotifikasiQuerySet(models.QuerySet):
    def visible_to(self, user) -> models.QuerySet:
        return self.filter(user=user)

    def belum_dibaca(self) -> models.QuerySet:
        return self.filter(dibaca_pada=None)


class Notifikasi(models.Model):
    """One sentence for one person, with the page where it matters. ``url`` is a path of the portal.

    ``perlu_surel`` while it is to go out with the day's mail too, ``surel_pada`` when it did.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifikasi")
    judul = models.CharField(_("judul"), max_length=200)
    isi = models.TextField(_("isi"), blank=True)
    url = models.CharField(max_length=300, blank=True)
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    dibaca_pada = models.DateTimeField(null=True, blank=True)
    perlu_surel = models.BooleanField(default=False)
    surel_pada = models.DateTimeField(null=True, blank=True)

    objects = NotifikasiQuerySet.as_manager()

    class Meta:
        ordering = ["-dibuat_pada", "-pk"]
        verbose_name = _("notifikasi")
        verbose_name_plural = _("notifikasi")
        indexes = [
            models.Index(fields=["user", "-dibuat_pada"], name="notifikasi_kotak"),
            models.Index(fields=["user"], name="notifikasi_baru", condition=models.Q(dibaca_pada=None)),
            models.Index(
                fields=["user"],
                name="notifikasi_surel",
                condition=models.Q(perlu_surel=True, surel_pada=None, dibaca_pada=None),
            ),
        ]

    def __str__(self) -> str:
        return self.judul
