"""The shape of a declaration of interest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from evaluation.enums.benturan import JenisBenturan
from evaluation.forms.dasar import FormPortal, teks
from evaluation.services.benturan import URAIAN_MAKS
from units.models import UnitKerja, User
from zi_portal.common.masukan import bersih_teks

ADA, TIDAK = "ada", "tidak"


@dataclass(frozen=True, slots=True)
class Pernyataan:
    """What was declared on one unit."""

    unit: UnitKerja
    ada: bool
    jenis: str
    uraian: str


class PernyataanForm:
    """All units of a person on one page; a unit that is left open stays undeclared. ``baris`` is what the page draws,
    also what was typed and why it was not taken."""

    def __init__(self, data=None, *, unit: Sequence[UnitKerja]) -> None:
        self.data = data
        self.galat: dict[int, str] = {}
        self.isi: list[Pernyataan] = []
        self.unit = unit
        for satu in unit if data is not None else ():
            self._baca(satu)

    def nilai(self, nama: str, unit: UnitKerja) -> str:
        return bersih_teks(self.data.get(f"{nama}-{unit.pk}", "")) if self.data is not None else ""

    def _baca(self, unit: UnitKerja) -> None:
        pilihan = self.nilai("pilihan", unit)
        jenis, uraian = self.nilai("jenis", unit), self.nilai("uraian", unit)
        if pilihan == TIDAK:
            self.isi.append(Pernyataan(unit, False, "", ""))
        elif pilihan == ADA:
            if jenis not in JenisBenturan.values:
                self.galat[unit.pk] = _("Pilih jenis benturan kepentingannya.")
            elif not uraian:
                self.galat[unit.pk] = _("Uraikan benturan kepentingannya.")
            elif len(uraian) > URAIAN_MAKS:
                self.galat[unit.pk] = _("Uraian paling panjang 2.000 huruf. Ringkas dahulu.")
            else:
                self.isi.append(Pernyataan(unit, True, jenis, uraian))

    @property
    def sah(self) -> bool:
        return self.data is not None and not self.galat

    def baris(self) -> list[dict[str, object]]:
        return [
            {
                "unit": u,
                "pilihan": self.nilai("pilihan", u),
                "jenis": self.nilai("jenis", u),
                "uraian": self.nilai("uraian", u),
                "galat": self.galat.get(u.pk, ""),
            }
            for u in self.unit
        ]


class CatatForm(FormPortal):
    """A conflict that a lead or admin records about an assessor."""

    user = forms.ModelChoiceField(label=_("Penilai"), queryset=User.objects.none(), empty_label=_("Pilih penilai"))
    unit = forms.ModelChoiceField(label=_("Unit kerja"), queryset=UnitKerja.objects.none(), empty_label=_("Pilih unit"))
    jenis = forms.ChoiceField(label=_("Jenis"), choices=[("", _("Pilih jenis")), *JenisBenturan.choices])
    uraian = teks(
        _("Uraian"),
        maks=URAIAN_MAKS,
        help_text=_("Dibaca penilai itu, ketua tim, pengendali teknis, dan admin instansi. Unit tidak melihatnya."),
    )

    def __init__(self, *args, orang: QuerySet[User], unit: QuerySet[UnitKerja], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = orang
        self.fields["unit"].queryset = unit


class CabutForm(FormPortal):
    alasan = teks(
        _("Alasan pencabutan"), maks=URAIAN_MAKS, help_text=_("Dibaca penilai itu dan tersimpan dalam riwayat.")
    )
