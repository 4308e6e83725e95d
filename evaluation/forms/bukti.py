"""The shape of what people say about a proof."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.forms.dasar import FormPortal, Tanggal
from units.models import BuktiDukung
from units.models.bukti import JenisBukti
from units.services.bukti import DataBukti


class DataBuktiForm(FormPortal):
    """Title, number, dates and a note of a proof; everything may stay empty."""

    judul = forms.CharField(label=_("Judul"), max_length=200, required=False)
    nomor = forms.CharField(label=_("Nomor dokumen"), max_length=100, required=False)
    tanggal = forms.DateField(label=_("Tanggal dokumen"), required=False, widget=Tanggal())
    periode_mulai = forms.DateField(label=_("Periode mulai"), required=False, widget=Tanggal())
    periode_selesai = forms.DateField(label=_("Periode selesai"), required=False, widget=Tanggal())
    keterangan = forms.CharField(
        label=_("Keterangan"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict:
        bersih = super().clean()
        mulai, selesai = bersih.get("periode_mulai"), bersih.get("periode_selesai")
        if mulai and selesai and selesai < mulai:
            self.add_error("periode_selesai", _("Periode selesai tidak boleh mendahului periode mulai."))
        return bersih

    def data_bukti(self) -> DataBukti:
        return DataBukti(**{nama: self.cleaned_data[nama] for nama in DataBukti.__dataclass_fields__})


class TautanForm(DataBuktiForm):
    """A proof that is a web address."""

    url = forms.CharField(
        label=_("Alamat tautan"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        error_messages={"required": _("Isi alamat lengkap yang diawali https:// atau http://.")},
    )
    field_order = ["url"]


class UbahBuktiForm(DataBuktiForm):
    """The data of an existing proof; the address only where it is a link."""

    def __init__(self, *args, bukti: BuktiDukung, **kwargs) -> None:
        awal = {nama: getattr(bukti, nama) for nama in DataBukti.__dataclass_fields__}
        super().__init__(*args, initial=awal | {"url": bukti.url}, **kwargs)
        self.fields["judul"].required = True
        if bukti.jenis == JenisBukti.TAUTAN:
            self.fields["url"] = TautanForm.base_fields["url"]
            self.order_fields(["judul", "url"])


def kalimat_galat(form: forms.Form) -> str:
    """All errors of a form as sentences, for places without the form itself."""
    return " ".join(
        f"{form.fields[nama].label}: {pesan}" if nama in form.fields else str(pesan)
        for nama, daftar in form.errors.items()
        for pesan in daftar
    )
