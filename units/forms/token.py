"""The shape of a new token."""

from __future__ import annotations

import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from units.enums.token import HARI_BAWAAN, HARI_TERLAMA, Cakupan


class TokenForm(forms.Form):
    nama = forms.CharField(
        label=_("Nama token"),
        max_length=100,
        help_text=_("Nama sistem yang memakainya, agar mudah dikenali kelak. Contoh: PortalRB."),
    )
    cakupan = forms.MultipleChoiceField(
        label=_("Dipakai untuk"),
        choices=Cakupan.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Beri hanya yang diperlukan. Sistem yang berbeda sebaiknya memakai token yang berbeda."),
    )
    hari = forms.IntegerField(label=_("Berlaku (hari)"), min_value=1, max_value=HARI_TERLAMA, initial=HARI_BAWAAN)
    kiriman = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kiriman"].initial = uuid.uuid4()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("nama", "cakupan", "hari", "kiriman")
