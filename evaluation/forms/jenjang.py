"""The shape of what TPI's levels send in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from evaluation.forms.dasar import FormPortal, teks


class AlasanForm(FormPortal):
    """A reason, owed by whoever sends back or frees a seat."""

    alasan = teks(_("Alasan"), help_text=_("Dibaca penilai yang menerima, tidak oleh unit."))
