"""The shape of what TPI's levels send in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.forms.dasar import FormPortal


class AlasanForm(FormPortal):
    """A reason, owed by whoever sends back or frees a seat."""

    alasan = forms.CharField(
        label=_("Alasan"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Dibaca penilai yang menerima, tidak oleh unit."),
    )
