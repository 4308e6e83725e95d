"""Forms around the responses of a campaign."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.enums import Golongan, Kanal, Tanda
from surveys.models import Kampanye
from surveys.selectors.respons import Saring
from units.forms.organisasi import TanggalInput

SEMUA = ("", _("Semua"))


class SaringRespons(forms.Form):
    """What the list is narrowed to; whatever it cannot read narrows nothing."""

    golongan = forms.TypedChoiceField(
        label=_("Golongan"),
        choices=[SEMUA, *Golongan.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    tanda = forms.ChoiceField(label=_("Tanda"), choices=[SEMUA, *Tanda.choices], required=False)
    kanal = forms.ChoiceField(label=_("Cara mengisi"), choices=[SEMUA, *Kanal.choices], required=False)
    layanan = forms.TypedChoiceField(label=_("Layanan"), coerce=int, empty_value=None, required=False)
    hari = forms.DateField(label=_("Hari"), widget=TanggalInput, required=False)

    def __init__(self, data, *, kampanye: Kampanye) -> None:
        super().__init__(data)
        pilihan = [SEMUA, *((a.pk, a.nama) for a in kampanye.layanan.all())]
        self.fields["layanan"].choices = pilihan
        if len(pilihan) == 1:
            del self.fields["layanan"]
        for bidang in self.fields.values():
            kelas = "form-control" if isinstance(bidang, forms.DateField) else "form-select"
            bidang.widget.attrs["class"] = kelas

    @property
    def saring(self) -> Saring:
        self.is_valid()
        return Saring(**self.cleaned_data)
