"""Shapes of input of the figures: one group of one quarter, an IKU, and its quarters.

A group is read by hand instead of by thirty form fields: the page draws its rows itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.enums.data_pendukung import Angka, Hitung, Kelompok
from units.enums.tahap import Triwulan
from units.forms.baris import BarisForm
from units.models import IKU, DataPendukung
from units.selectors.data_pendukung import Setahun
from units.services.data_pendukung import NILAI_MAKS, Isian
from zi_portal.common.masukan import angka as angka_bulat
from zi_portal.common.masukan import bersih_teks

# "1250" and "1.250" say the same; nothing else is a count.
_CACAH = re.compile(r"\d{1,12}|\d{1,3}(\.\d{3}){1,3}")


@dataclass(slots=True)
class BarisAngka:
    """One figure on the page: what stands in its fields, what was there when the page was drawn, what is stored."""

    angka: Angka
    nilai: str
    sumber: str
    versi: int
    lama_nilai: str
    lama_sumber: str
    tersimpan: DataPendukung | None
    lalu: DataPendukung | None
    galat: str = ""
    bentrok: DataPendukung | None = None

    @property
    def berubah(self) -> bool:
        return (self.nilai, self.sumber) != (self.lama_nilai, self.lama_sumber)


class KelompokForm:
    """One group of figures of one quarter. ``data`` are the fields as posted, None when the page is first drawn."""

    def __init__(
        self, kelompok: Kelompok, setahun: Setahun, triwulan: int, data: Mapping[str, str] | None = None
    ) -> None:
        self.kelompok, self.triwulan = kelompok, triwulan
        self.galat: list[str] = []
        self.baris = [self._baris(a, setahun, data) for a in kelompok.butir]

    def __iter__(self) -> Iterator[BarisAngka]:
        return iter(self.baris)

    def _baris(self, angka: Angka, setahun: Setahun, data: Mapping[str, str] | None) -> BarisAngka:
        kode, ada = angka.kode, setahun.get((angka.kode, self.triwulan))
        nilai, sumber, versi = _teks(ada), ada.sumber if ada else "", ada.versi if ada else 0
        baris = BarisAngka(angka, nilai, sumber, versi, nilai, sumber, ada, setahun.get((kode, self.triwulan - 1)))
        if data is not None:
            baris.nilai = bersih_teks(data.get(f"nilai-{kode}"), 40)
            baris.sumber = bersih_teks(data.get(f"sumber-{kode}"), 200)
            baris.versi = angka_bulat(data.get(f"versi-{kode}")) or 0
            baris.lama_nilai = bersih_teks(data.get(f"lama-{kode}"), 40)
            baris.lama_sumber = bersih_teks(data.get(f"lamasumber-{kode}"), 200)
        return baris

    def is_valid(self) -> bool:
        for b in self.baris:
            if b.nilai and (not _CACAH.fullmatch(b.nilai) or _bulat(b.nilai) > NILAI_MAKS):
                b.galat = _("Isi bilangan bulat tanpa koma, misalnya 72. Kosongkan bila belum diketahui.")
            elif b.sumber and not b.nilai:
                b.galat = _("Isi angkanya juga, atau kosongkan sumbernya.")
        return not any(b.galat for b in self.baris)

    def isian(self) -> dict[str, Isian]:
        """What the person changed, by code: a field left as it was drawn never fights with somebody else's."""
        return {
            b.angka.kode: Isian(_bulat(b.nilai) if b.nilai else None, b.sumber, b.versi)
            for b in self.baris
            if b.berubah
        }

    def salin_lalu(self) -> int:
        """Fill empty fields with the quarter before; nothing is stored. Over the turn of the year only what is a
        state goes on. Returns how many were filled."""
        terisi = 0
        for b in self.baris:
            lewat_tahun = self.triwulan == 1 and b.angka.hitung != Hitung.KEADAAN
            if not b.nilai and b.lalu and b.lalu.nilai is not None and not lewat_tahun:
                b.nilai, b.sumber = _teks(b.lalu), b.sumber or b.lalu.sumber
                terisi += 1
        return terisi

    def bentrok(self, kini: Mapping[str, DataPendukung]) -> None:
        """Show beside the person's own words what now stands there, and let the next press save over it."""
        for b in self.baris:
            if ada := kini.get(b.angka.kode):
                b.bentrok, b.versi = ada, ada.versi
                b.lama_nilai, b.lama_sumber = _teks(ada), ada.sumber

    @property
    def terisi(self) -> int:
        return sum(1 for b in self.baris if b.tersimpan and b.tersimpan.nilai is not None)

    @property
    def bisa_salin(self) -> bool:
        return any(b.lalu and b.lalu.nilai is not None for b in self.baris)


def _teks(baris: DataPendukung | None) -> str:
    return "" if baris is None or baris.nilai is None else str(baris.nilai)


def _bulat(teks: str) -> int:
    return int(teks.replace(".", ""))


class AngkaDesimal(forms.DecimalField):
    """A number as people here write it: 98,5 or 98.5; not below 0."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_digits=16, decimal_places=4, min_value=0, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: object) -> Decimal | None:
        if isinstance(value, str):
            teks = value.strip()
            # 1.250,5 and 98,5: with a comma, points only group.
            value = teks.replace(".", "").replace(",", ".") if "," in teks else teks
        return super().to_python(value)

    def prepare_value(self, value: object) -> object:
        return tulis_desimal(value) if isinstance(value, Decimal) else value


def tulis_desimal(nilai: Decimal) -> str:
    return format(nilai.normalize(), "f").replace(".", ",")


class IKUForm(BarisForm):
    susunan = (
        "nama",
        Row(Column("satuan"), Column("target"), Column("realisasi_lalu"), Column("target_nasional")),
        "makin_kecil_makin_baik",
    )
    target = AngkaDesimal(label=gettext_lazy("Target tahun ini"), required=True)
    realisasi_lalu = AngkaDesimal(label=gettext_lazy("Realisasi tahun lalu"))
    target_nasional = AngkaDesimal(label=gettext_lazy("Target nasional"))

    class Meta:
        model = IKU
        fields = ["nama", "satuan", "target", "realisasi_lalu", "target_nasional", "makin_kecil_makin_baik"]
        help_texts = {"satuan": gettext_lazy("Misalnya persen, dokumen, hari.")}


class RealisasiForm(forms.Form):
    """Target and reach up to the end of each quarter."""

    versi = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for tw in Triwulan:
            self.fields[f"target_{tw.value}"] = AngkaDesimal(label=_("Target %(tw)s") % {"tw": tw.label})
            self.fields[f"nilai_{tw.value}"] = AngkaDesimal(label=_("Realisasi %(tw)s") % {"tw": tw.label})

    def per_triwulan(self) -> list[tuple[Triwulan, list[forms.BoundField]]]:
        """Each quarter with its two fields: target, realisation."""
        return [(tw, [self[f"target_{tw.value}"], self[f"nilai_{tw.value}"]]) for tw in Triwulan]

    def isian(self) -> dict[int, tuple[Decimal | None, Decimal | None]]:
        data = self.cleaned_data
        return {tw.value: (data[f"target_{tw.value}"], data[f"nilai_{tw.value}"]) for tw in Triwulan}
