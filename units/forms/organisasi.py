"""Shapes of input about people and their roles."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums import LINGKUP_PERAN, PERAN_NASIONAL, Lingkup, Peran
from units.models import Instansi, Keanggotaan, UnitKerja, User


class TanggalInput(forms.DateInput):
    """The browser's own date picker, which wants ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PegawaiForm(forms.ModelForm):
    """Who somebody is. Their roles are memberships."""

    class Meta:
        model = User
        fields = ["nama", "username", "nip", "jabatan", "email"]
        help_texts = {
            "username": _("Dipakai untuk masuk. Huruf, angka, dan @ . + - _ saja."),
            "email": _("Untuk tautan kata sandi. Kosongkan bila tidak ada."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Row(Column("nama"), Column("username")), Row(Column("nip"), Column("jabatan")), "email"
        )
        for nama in ("nama", "email"):
            self.fields[nama].widget.attrs["autocomplete"] = "off"

    def clean_email(self) -> str:
        """One address, one person: it is a way to sign in."""
        surel = self.cleaned_data["email"].strip()
        if surel and User.objects.filter(email__iexact=surel).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Surel ini sudah dipakai akun lain."))
        return surel


class KedudukanForm(forms.ModelForm):
    """Under which unit of the same instansi a unit stands."""

    class Meta:
        model = UnitKerja
        fields = ["induk", "jpt_madya"]
        help_texts = {
            "induk": _("Unit JPT madya, atau kantor wilayah bagi UPT. Kosongkan bila langsung dinilai TPI."),
            "jpt_madya": _("Unit JPT madya langsung dinilai TPI, tanpa unit induk."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        sesama = UnitKerja.objects.filter(instansi=self.instance.instansi_id, aktif=True)
        self.fields["induk"].queryset = sesama.exclude(pk=self.instance.pk)
        self.fields["induk"].empty_label = _("Tanpa unit induk")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("induk", "jpt_madya")

    def clean_induk(self) -> UnitKerja | None:
        """No unit stands, over however many steps, under itself."""
        induk = atas = self.cleaned_data["induk"]
        dilalui = {self.instance.pk}
        while atas is not None:
            if atas.pk in dilalui:
                raise forms.ValidationError(_("Unit ini sendiri induk dari unit yang dipilih. Pilih unit lain."))
            dilalui.add(atas.pk)
            atas = atas.induk
        return induk


class KeanggotaanForm(forms.Form):
    """A role, where it holds and from when. Without an ``instansi`` only national roles can be given."""

    peran = forms.ChoiceField(label=_("Peran"))
    unit = forms.ModelChoiceField(
        UnitKerja.objects.none(),
        label=_("Unit kerja"),
        required=False,
        help_text=_(
            "Hanya untuk peran di unit; peran TPI dan admin berlaku di seluruh instansi. "
            "Untuk penilai pendahuluan: unit induk, yang menilai unit di bawahnya."
        ),
    )
    mulai = forms.DateField(label=_("Mulai"), widget=TanggalInput, initial=timezone.localdate)
    selesai = forms.DateField(
        label=_("Berakhir pada"),
        widget=TanggalInput,
        required=False,
        help_text=_("Kosongkan bila belum ditentukan. Pada tanggal ini peran tidak berlaku lagi."),
    )

    def __init__(self, *args, instansi: Instansi | None, nasional: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instansi = instansi
        boleh = [p for p in Peran if (nasional if p in PERAN_NASIONAL else instansi is not None)]
        self.fields["peran"].choices = [("", _("Pilih peran")), *((p.value, p.label) for p in boleh)]
        if instansi is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = UnitKerja.objects.filter(instansi=instansi, aktif=True)
            self.fields["unit"].empty_label = _("Pilih unit")
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        baris = [Row(Column("peran"), Column("unit")) if instansi else "peran"]
        self.helper.layout = Layout(*baris, Row(Column("mulai"), Column("selesai")))

    def clean(self) -> dict:
        data = super().clean()
        if not (peran := data.get("peran")):
            return data
        lingkup = LINGKUP_PERAN[peran]
        if lingkup == Lingkup.UNIT and not data.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Pilih unit kerja untuk peran ini."))
        data["unit"] = data.get("unit") if lingkup == Lingkup.UNIT else None
        data["instansi"] = self.instansi if lingkup == Lingkup.INSTANSI else None
        if data.get("selesai") and data.get("mulai") and data["selesai"] < data["mulai"]:
            self.add_error("selesai", _("Tanggal berakhir tidak boleh mendahului tanggal mulai."))
        return data


class AkhiriForm(forms.Form):
    """The day from which a role no longer counts."""

    tanggal = forms.DateField(label=_("Berakhir pada"), widget=TanggalInput, initial=timezone.localdate)

    def __init__(self, *args, keanggotaan: Keanggotaan, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.keanggotaan = keanggotaan

    def clean_tanggal(self):
        tanggal = self.cleaned_data["tanggal"]
        if tanggal < max(self.keanggotaan.mulai, timezone.localdate()):
            raise forms.ValidationError(_("Pilih hari ini atau sesudahnya, dan tidak sebelum peran mulai berlaku."))
        return tanggal
