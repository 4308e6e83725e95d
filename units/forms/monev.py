"""Shapes of input of the quarterly monev and its follow-up."""

from __future__ import annotations

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import StatusMonev, Triwulan
from units.forms.baris import BarisForm
from units.models import Monev, TindakLanjutMonev
from units.selectors.monev import LaporanMonev, laporan_monev


class MonevForm(BarisForm):
    """The quarter is given by the page; the words are the person's."""

    susunan = ("triwulan", "tanggal", "ringkasan", "kendala")

    class Meta:
        model = Monev
        fields = ["triwulan", "tanggal", "ringkasan", "kendala"]
        widgets = {"triwulan": forms.HiddenInput}
        help_texts = {
            "ringkasan": _("Apa yang tercapai, apa yang tertinggal, dan apa artinya bagi unit."),
            "kendala": _("Apa yang menghambat, dan bantuan siapa yang dibutuhkan."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["triwulan"].disabled = True
        for nama in ("ringkasan", "kendala"):
            self.fields[nama].widget.attrs["rows"] = 6

    def clean(self) -> dict:
        data = super().clean()
        if "triwulan" in self.errors:
            del self.errors["triwulan"]
            self.add_error(None, _("Pilih triwulannya dari daftar monev."))
        return data

    @property
    def untuk(self) -> Triwulan | None:
        """The quarter this form is about."""
        nilai = str(self["triwulan"].value() or "")
        return Triwulan(int(nilai)) if nilai in {str(t.value) for t in Triwulan} else None

    def laporan(self) -> LaporanMonev | None:
        """What stands beside the form: the plan as it is, compared with the quarter before."""
        if self.untuk is None:
            return None
        if self.instance.pk:
            return laporan_monev(Monev.objects.select_related("unit").get(pk=self.instance.pk))
        return laporan_monev(Monev(unit=self.unit, tahun=self.tahun, triwulan=self.untuk.value))


class TindakLanjutForm(BarisForm):
    susunan = ("monev", "uraian", Row(Column("pic_nama"), Column("tenggat")))

    class Meta:
        model = TindakLanjutMonev
        fields = ["monev", "uraian", "pic_nama", "tenggat"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        monev = self.fields["monev"]
        if self.instance.pk:
            monev.disabled = True
        else:
            monev.queryset = monev.queryset.filter(status=StatusMonev.DRAF)
            monev.help_text = _("Tindak lanjut diputuskan pada monev yang masih draf.")
            monev.empty_label = _("Pilih monev")


class SelesaiForm(forms.Form):
    """What came of a follow-up."""

    hasil = forms.CharField(
        label=_("Hasil"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        max_length=4000,
        help_text=_("Apa yang sudah dilakukan dan apa hasilnya. Lampirkan buktinya di halaman tindak lanjut."),
        error_messages={"required": _("Tulis hasilnya, supaya yang membaca tahu apa yang sudah dilakukan.")},
    )


class AlasanForm(forms.Form):
    """Why a signed monev is opened again."""

    alasan = forms.CharField(
        label=_("Alasan"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        max_length=2000,
        error_messages={"required": _("Tulis alasannya, supaya yang membaca tahu apa yang harus dilakukan.")},
    )
