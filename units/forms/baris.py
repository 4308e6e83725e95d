"""The form of any row of a unit's year: knows its unit and year, carries version and id, shows what collided."""

from __future__ import annotations

import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import models
from django.forms.models import ModelChoiceField

from units.forms.organisasi import TanggalInput
from units.models import BarisTahap, UnitKerja


class BarisForm(forms.ModelForm):
    """Base of the forms of rows. Choices that point to other rows offer only those of the same unit.

    ``versi`` is what the person saw, ``kiriman`` the id of this form. ``susunan`` may give a crispy layout.
    """

    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kiriman = forms.UUIDField(widget=forms.HiddenInput, required=False)
    susunan: tuple[Any, ...] = ()
    # What an empty choice says, by field.
    opsi_kosong: dict[str, str] = {}

    def __init__(self, *args, unit: UnitKerja, tahun: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.tahun = unit, tahun
        self.instance.unit, self.instance.tahun = unit, self.instance.tahun or tahun
        self.fields["versi"].initial = self.instance.versi if self.instance.pk else None
        self.fields["kiriman"].initial = uuid.uuid4()
        self.kini: list[tuple[str, str]] = []
        for nama, bidang in self.fields.items():
            if isinstance(bidang, ModelChoiceField) and issubclass(bidang.queryset.model, BarisTahap):
                bidang.queryset = bidang.queryset.model.objects.hidup().filter(unit=unit)
            if isinstance(bidang, forms.DateField):
                bidang.widget = TanggalInput()
            if isinstance(bidang.widget, forms.Textarea):
                bidang.widget.attrs["rows"] = 3
            if nama in self.opsi_kosong:
                bidang.empty_label = self.opsi_kosong[nama]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        tampak = self.susunan or tuple(n for n in self.fields if n not in {"versi", "kiriman"})
        self.helper.layout = Layout(*tampak, "versi", "kiriman")

    def m2m(self) -> set[str]:
        """Names of fields that are stored beside the row, not in it."""
        return {f.name for f in self._meta.model._meta.many_to_many}

    def isi(self) -> dict[str, Any]:
        """The fields of the row as cleaned, by name."""
        return {n: v for n, v in self.cleaned_data.items() if n not in {"versi", "kiriman"}}

    def _get_validation_exclusions(self) -> set[str]:
        # The row's unit and year take part in its unique constraints though they are no fields of the form.
        return super()._get_validation_exclusions() - {"unit", "tahun"}

    def bentrok(self, baris: BarisTahap) -> None:
        """Show beside the person's own words what now stands there, and let the next press save over it."""
        self.kini = [
            (str(self.fields[nama].label), _tampil(baris, nama))
            for nama in self.cleaned_data
            if nama not in {"versi", "kiriman"} | self.m2m() and getattr(baris, nama) != self.cleaned_data[nama]
        ]
        self.data = self.data.copy()
        self.data[self.add_prefix("versi")] = str(baris.versi)
        self.data[self.add_prefix("kiriman")] = str(uuid.uuid4())


def _tampil(baris: models.Model, nama: str) -> str:
    if hasattr(baris, f"get_{nama}_display"):
        return str(getattr(baris, f"get_{nama}_display")() or "–")
    nilai = getattr(baris, nama)
    if isinstance(nilai, list):
        return ", ".join(map(str, nilai)) or "–"
    return "–" if nilai in (None, "") else str(nilai)
