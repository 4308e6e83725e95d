"""The shape of a proposal: its beginning, its letter."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from evaluation.enums import JenisPredikat
from evaluation.forms.dasar import FormPortal, Tanggal
from evaluation.models import Musim
from units.models import Instansi


class UsulanForm(FormPortal):
    """A new proposal: one for each instansi, year and predicate."""

    instansi = forms.ModelChoiceField(label=_("Instansi"), queryset=Instansi.objects.none(), empty_label=None)
    musim = forms.ModelChoiceField(label=_("Tahun"), queryset=Musim.objects.all(), empty_label=None)
    predikat = forms.ChoiceField(
        label=_("Predikat"),
        widget=forms.RadioSelect,
        choices=[(p.value, f"{p.value} ({p.label})") for p in JenisPredikat],
    )

    def __init__(self, *args, instansi: QuerySet[Instansi], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instansi"].queryset = instansi
        self.fields["predikat"].initial = JenisPredikat.WBK


class KirimUsulanForm(FormPortal):
    """The letter under which a proposal goes to TPN."""

    nomor_surat = forms.CharField(label=_("Nomor surat usulan"), max_length=100)
    tanggal_surat = forms.DateField(label=_("Tanggal surat usulan"), widget=Tanggal())
    yakin = forms.BooleanField(
        label=_("Surat usulan sudah ditandatangani pimpinan instansi, dan isi usulan di bawah sudah benar.")
    )
