"""Shapes of input of linked systems."""

from __future__ import annotations

import re

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from units.enums.data_pendukung import katalog
from units.enums.tahap import Area
from units.forms.baris import BarisForm
from units.models import SistemTertaut
from units.services.bukti import BuktiSalah, bersihkan_url
from zi_portal.common.masukan import bersih_teks

# A question of the LKE: A.I.1.i.a, B.II.a. Which codes exist is the instrument's to know.
POLA_SOAL = re.compile(r"[A-Z](\.[A-Za-z0-9]{1,6}){1,6}")
KODE_MAKS = 40


class DaftarKode(forms.CharField):
    """Codes with commas, spaces or lines between them; gives a list without repeats, in the order they were typed."""

    def __init__(self, *, pola: re.Pattern[str], contoh: str, **kwargs) -> None:
        super().__init__(max_length=1000, required=False, **kwargs)
        self.pola, self.contoh = pola, contoh

    def prepare_value(self, value: object) -> object:
        return ", ".join(str(satu) for satu in value) if isinstance(value, list) else value

    def to_python(self, value: object) -> list[str]:
        return list(dict.fromkeys(kata for kata in re.split(r"[\s,;]+", bersih_teks(str(value or ""))) if kata))

    def validate(self, value: list[str]) -> None:
        if salah := [kode for kode in value if not self.pola.fullmatch(kode)]:
            raise forms.ValidationError(
                _("Kode ini tidak dikenali: %(kode)s. Tulis seperti %(contoh)s, pisahkan dengan koma.")
                % {"kode": ", ".join(salah[:5]), "contoh": self.contoh}
            )
        if len(value) > KODE_MAKS:
            raise forms.ValidationError(_("Paling banyak %(n)d kode.") % {"n": KODE_MAKS})

    def run_validators(self, value: list[str]) -> None:
        super().run_validators(", ".join(value))


def _pilihan_angka() -> list[tuple[str, list[tuple[str, str]]]]:
    """The figures of the catalogue under their headings."""
    return [(k.judul, [(a.kode, a.label) for a in k.butir]) for k in katalog().kelompok]


class SistemForm(BarisForm):
    url = forms.CharField(
        label=_("Alamat"),
        max_length=500,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("Diawali https:// atau http://. Portal tidak pernah membukanya sendiri."),
    )
    area = forms.TypedMultipleChoiceField(
        label=_("Area perubahan yang didukung"),
        choices=Area.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kode = DaftarKode(
        label=_("Pertanyaan LKE yang dibuktikan"),
        pola=POLA_SOAL,
        contoh="A.I.2.i.a",
        help_text=_("Kode pertanyaan, pisahkan dengan koma. Contoh: A.I.2.i.a, A.I.5.i.c."),
    )
    data_pendukung = forms.MultipleChoiceField(
        label=_("Angka yang dipasok"),
        choices=_pilihan_angka,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Data pendukung yang angkanya diambil dari sistem ini."),
    )

    susunan = (
        Row(Column("nama"), Column("jenis")),
        "url",
        "area",
        "kode",
        "data_pendukung",
        "keterangan",
    )

    class Meta:
        model = SistemTertaut
        fields = ["nama", "jenis", "url", "area", "kode", "data_pendukung", "keterangan"]

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        try:
            return bersihkan_url(url) if url else ""
        except BuktiSalah as error:
            raise forms.ValidationError(error.message) from error

    def bentrok(self, baris: SistemTertaut) -> None:
        super().bentrok(baris)
        daftar = {
            "area": ", ".join(baris.area_nama),
            "kode": ", ".join(baris.kode),
            "data_pendukung": ", ".join(baris.angka_nama),
        }
        label = {str(self.fields[nama].label): isi or "–" for nama, isi in daftar.items()}
        self.kini = [(nama, label.get(nama, isi)) for nama, isi in self.kini]
