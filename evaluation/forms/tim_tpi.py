"""The shape of what keeps a team of TPI."""

from __future__ import annotations

from collections.abc import Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from evaluation.enums.tim_tpi import Kedudukan
from evaluation.forms.dasar import FormPortal, Tanggal, pindaian
from evaluation.models import TimTPI
from evaluation.selectors.tim_tpi import calon_anggota
from evaluation.services.tim_tpi import DataTim
from units.models import Instansi, UnitKerja, User


class PilihInstansiForm(forms.Form):
    """For which instansi, where a person keeps several."""

    instansi = forms.ModelChoiceField(label=_("Instansi"), queryset=Instansi.objects.none(), empty_label=None)

    def __init__(self, *args, instansi: QuerySet[Instansi], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instansi"].queryset = instansi


class OrangField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.nama} ({obj.jabatan})" if obj.jabatan else obj.nama


class TimForm(FormPortal):
    """A team: name, SK, and who is in it by place. ``versi`` is what the person saw when they began to change it."""

    nama = forms.CharField(label=_("Nama tim"), max_length=100, help_text=_("Misalnya Tim 1 atau Tim Layanan."))
    nomor_sk = forms.CharField(label=_("Nomor SK"), max_length=100, required=False)
    tanggal_sk = forms.DateField(label=_("Tanggal SK"), required=False, widget=Tanggal())
    berlaku_sampai = forms.DateField(
        label=_("Berlaku sampai"), required=False, widget=Tanggal(), help_text=_("Kosongkan bila tidak dibatasi.")
    )
    versi = forms.IntegerField(required=False, min_value=1, max_value=10**6, widget=forms.HiddenInput)

    def __init__(self, *args, instansi: Instansi, tim: TimTPI | None = None, **kwargs) -> None:
        awal: dict[str, object] = {}
        if tim is not None:
            awal = {n: getattr(tim, n) for n in ("nama", "nomor_sk", "tanggal_sk", "berlaku_sampai", "versi")}
        super().__init__(*args, initial=awal, **kwargs)
        ada = list(tim.anggota.values_list("user_id", "kedudukan")) if tim is not None else []
        for k in Kedudukan:
            # Who is in the team and has lost the role is not offered; saving takes them out.
            self.fields[k.value] = OrangField(
                label=k.label,
                required=False,
                queryset=calon_anggota(instansi, k),
                widget=forms.CheckboxSelectMultiple,
                initial=[user_id for user_id, kedudukan in ada if kedudukan == k],
                help_text=_("Melihat dan menilai unit tim ini.") if k == Kedudukan.ANGGOTA else "",
            )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            "nama",
            Row(Column("nomor_sk"), Column("tanggal_sk"), Column("berlaku_sampai")),
            *(k.value for k in Kedudukan),
            "versi",
        )
        return helper

    def clean(self) -> dict[str, object]:
        data = super().clean()
        mulai, akhir = data.get("tanggal_sk"), data.get("berlaku_sampai")
        if mulai and akhir and akhir < mulai:
            self.add_error("berlaku_sampai", _("Masa berlaku SK tidak boleh berakhir sebelum tanggal SK."))
        dua = [u for u, n in self._hitung(data).items() if n > 1]
        if dua:
            raise ValidationError(_("%(nama)s dipilih untuk dua kedudukan. Pilih satu.") % {"nama": dua[0]})
        return data

    @staticmethod
    def _hitung(data: Mapping[str, object]) -> dict[User, int]:
        hitung: dict[User, int] = {}
        for k in Kedudukan:
            for user in data.get(k.value) or ():
                hitung[user] = hitung.get(user, 0) + 1
        return hitung

    def isi(self) -> DataTim:
        d = self.cleaned_data
        return DataTim(
            nama=d["nama"],
            nomor_sk=d["nomor_sk"],
            tanggal_sk=d["tanggal_sk"],
            berlaku_sampai=d["berlaku_sampai"],
            anggota={user.pk: k.value for k in Kedudukan for user in d[k.value]},
        )


class UnitTimForm(FormPortal):
    """Units without a team, to be given to this one."""

    unit = forms.ModelMultipleChoiceField(
        label=_("Unit"),
        queryset=UnitKerja.objects.none(),
        error_messages={
            "required": _("Pilih paling sedikit satu unit."),
            "invalid_choice": _("Salah satu unit sudah dipegang tim lain atau bukan unit instansi ini."),
        },
    )

    def __init__(self, *args, unit: QuerySet[UnitKerja], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = unit


class SKForm(FormPortal):
    """The SK as a file."""

    berkas = pindaian(_("Berkas SK"), kosong=_("Pilih berkas SK dahulu."))
