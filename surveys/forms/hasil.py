"""Forms around the responses of a campaign."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
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


class RencanaForm(forms.Form):
    """The plan of one unsur; an empty plan takes the present one back."""

    unsur = forms.ChoiceField(label=_("Unsur"))
    rencana = forms.CharField(
        label=_("Rencana tindak lanjut"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kosongkan untuk menarik rencana yang ada."),
    )
    waktu = forms.CharField(label=_("Waktu"), max_length=100, required=False)
    penanggung_jawab = forms.CharField(label=_("Penanggung jawab"), max_length=150, required=False)

    def __init__(self, data, *, unsur: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["unsur"].choices = unsur
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
