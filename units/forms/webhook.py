"""The shape of a new webhook."""

from __future__ import annotations

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from units.enums.webhook import Peristiwa
from zi_portal.common.keluar import PANJANG_ALAMAT


class WebhookForm(forms.Form):
    nama = forms.CharField(
        label=_("Nama webhook"),
        max_length=100,
        help_text=_("Nama sistem yang menerimanya, agar mudah dikenali kelak. Contoh: Dasbor Biro Organisasi."),
    )
    alamat = forms.CharField(
        label=_("Alamat"),
        max_length=PANJANG_ALAMAT,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("Diawali https://, pada host yang diizinkan admin platform dan terbuka dari internet."),
    )
    peristiwa = forms.MultipleChoiceField(
        label=_("Peristiwa"),
        choices=Peristiwa.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Pesan hanya memuat apa yang terjadi pada unit mana. Nilainya dibaca melalui API."),
    )
    kiriman = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kiriman"].initial = uuid.uuid4()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("nama", "alamat", "peristiwa", "kiriman")
