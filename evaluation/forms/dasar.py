"""What the forms of an evaluation share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.db.models import QuerySet

from evaluation.enums import JenisPredikat, Status
from units.models import Instansi
from zi_portal.common import berkas as pemeriksa


class Tanggal(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class FormPortal(forms.Form):
    """A form whose page writes the <form> tag, so page and fragment share it."""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(*(Field(nama) for nama in self.fields))
        return helper


def teks(label: str, *, baris: int = 4, maks: int = 4000, **lain: object) -> forms.CharField:
    """Some lines of text; owed unless ``required=False``."""
    return forms.CharField(label=label, max_length=maks, widget=forms.Textarea(attrs={"rows": baris}), **lain)


def unggahan(label: str, *, terima: str = pemeriksa.TERIMA, **lain: object) -> forms.FileField:
    """A file to hand in; its content is checked where it is stored."""
    return forms.FileField(label=label, max_length=255, widget=forms.FileInput(attrs={"accept": terima}), **lain)


def pindaian(label: str, *, kosong: str) -> forms.FileField:
    """A signed paper as a file. An empty one is let through to the check of files, which says it better; ``kosong``
    answers when none was chosen."""
    return forms.FileField(
        label=label,
        max_length=255,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": pemeriksa.TERIMA}),
        error_messages={"required": kosong},
    )


class SaringAntrean(forms.Form):
    """What the address of a list asks for; anything unknown is left out rather than refused."""

    q = forms.CharField(required=False, max_length=100)
    status = forms.ChoiceField(required=False, choices=[("", ""), *Status.choices])
    urut = forms.ChoiceField(required=False)
    instansi = forms.ModelChoiceField(required=False, queryset=Instansi.objects.none())
    predikat = forms.ChoiceField(required=False, choices=[("", ""), *JenisPredikat.choices])

    def __init__(self, data, *, urutan: Sequence[str] = (), instansi: QuerySet[Instansi] | None = None) -> None:
        super().__init__(data)
        self.fields["urut"].choices = [(u, u) for u in urutan]
        if instansi is not None:
            self.fields["instansi"].queryset = instansi

    @property
    def nilai(self) -> dict[str, object]:
        """Cleaned values of the fields that could be read."""
        self.is_valid()
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nilai}


def akhir_hari(tanggal: dt.date, tz: dt.tzinfo) -> dt.datetime:
    """The last second of a day in an office's own zone: a due date lasts until it is over there."""
    return dt.datetime.combine(tanggal, dt.time(23, 59, 59), tzinfo=tz)
