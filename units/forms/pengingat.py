"""What a person wants to be reminded of."""

from __future__ import annotations

from django import forms

from units.enums.tahap import JenisPengingat
from units.models import PilihanPengingat, User
from units.selectors.organisasi import akses
from units.selectors.pengingat import PENERIMA


class PengingatForm(forms.Form):
    """Two ticks for each kind that can reach a person with these roles."""

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        peran = akses(user).peran
        self.jenis = [j for j in JenisPengingat if not PENERIMA[j].isdisjoint(peran)]
        ada = {p.jenis: p for p in PilihanPengingat.objects.filter(user=user)}
        for jenis in self.jenis:
            pilihan = ada.get(jenis)
            for cara in ("kotak", "surel"):
                self.fields[f"{jenis}_{cara}"] = forms.BooleanField(
                    required=False,
                    # The inbox is where news stands; only whether it is mailed too is a choice.
                    disabled=(jenis, cara) == (JenisPengingat.KABAR, "kotak"),
                    initial=getattr(pilihan, cara) if pilihan else True,
                    widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
                )

    @property
    def baris(self) -> list[tuple[JenisPengingat, forms.BoundField, forms.BoundField]]:
        return [(j, self[f"{j}_kotak"], self[f"{j}_surel"]) for j in self.jenis]

    def pilihan(self, *, surel: bool | None = None) -> dict[JenisPengingat, tuple[bool, bool]]:
        """Kind → inbox, mail; ``surel`` stands in for the ticks of all mails."""
        isi = self.cleaned_data
        return {j: (isi[f"{j}_kotak"], isi[f"{j}_surel"] if surel is None else surel) for j in self.jenis}
