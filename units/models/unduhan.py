"""Who took a list of people away."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zi_portal.common.model import CatatanTetap


class Unduhan(models.Model):
    """A list that holds personal data left the portal as a file: which, by whom, when and how many rows. Never changed
    and never what was in it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    daftar = models.CharField(_("daftar"), max_length=40)
    bentuk = models.CharField(_("bentuk"), max_length=10)
    jumlah = models.PositiveIntegerField(_("jumlah baris"))
    pada = models.DateTimeField(default=timezone.now)

    objects = CatatanTetap.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("unduhan")
        verbose_name_plural = _("unduhan")

    def __str__(self) -> str:
        return f"{self.daftar} {self.bentuk}: {self.jumlah}"
