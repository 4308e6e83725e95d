"""What people say about a proof when they hang it on a thing of a stage; everything may stay empty."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from units.forms.organisasi import TanggalInput
from units.services.bukti import DataBukti
from zi_portal.common.masukan import bersih_teks


class BuktiTahapForm(forms.Form):
    judul = forms.CharField(label=_("Judul"), max_length=200, required=False)
    nomor = forms.CharField(label=_("Nomor dokumen"), max_length=100, required=False)
    tanggal = forms.DateField(label=_("Tanggal dokumen"), required=False, widget=TanggalInput())

    def data_bukti(self) -> DataBukti:
        isi = self.cleaned_data
        return DataBukti(judul=bersih_teks(isi["judul"]), nomor=bersih_teks(isi["nomor"]), tanggal=isi["tanggal"])

    def kalimat_galat(self) -> str:
        """What is wrong, in one line, each with the name of its field."""
        return " ".join(
            f"{self.fields[nama].label}: {galat}" for nama, daftar in self.errors.items() for galat in daftar
        )


class TautanTahapForm(BuktiTahapForm):
    url = forms.CharField(
        label=_("Alamat tautan"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        error_messages={"required": _("Isi alamat lengkap yang diawali https:// atau http://.")},
    )
    field_order = ["url"]
