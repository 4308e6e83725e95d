"""The shape of what people say about requirements."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.enums.syarat import Pernyataan
from evaluation.forms.dasar import FormPortal, teks
from evaluation.selectors.syarat import HasilSyarat
from evaluation.services.syarat import IsianSyarat
from evaluation.syarat import Syarat
from zi_portal.common.masukan import angka, bersih_teks

CATATAN_MAKS = 2000


class PernyataanForm(forms.Form):
    """All that TPI says on one sheet. What the portal suggests is chosen beforehand where nothing is said yet."""

    def __init__(self, *args, hasil: Iterable[HasilSyarat], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.hasil = {h.kode: h for h in hasil if h.bisa_dinyatakan}
        for kode, h in self.hasil.items():
            nilai, catatan = _awal(h)
            self.fields[f"nilai-{kode}"] = forms.ChoiceField(
                label=_("Nilai") if h.syarat.skala else _("Menurut TPI"),
                required=False,
                choices=[("", _("Belum dinyatakan")), *h.pilihan],
                initial=nilai,
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.fields[f"catatan-{kode}"] = forms.CharField(
                label=_("Catatan"),
                required=False,
                max_length=CATATAN_MAKS,
                initial=catatan,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
            )
            self.fields[f"versi-{kode}"] = forms.CharField(required=False, initial=h.versi, widget=forms.HiddenInput())

    def clean(self) -> dict[str, object]:
        data = super().clean()
        for kode in self.hasil:
            if data.get(f"nilai-{kode}") == Pernyataan.BELUM and not data.get(f"catatan-{kode}"):
                self.add_error(f"catatan-{kode}", _("Tuliskan catatan, supaya unit tahu apa yang belum."))
        return data

    @property
    def isian(self) -> dict[str, IsianSyarat]:
        """What was sent, by code; a rule the page did not show is left as it is."""
        return {
            kode: IsianSyarat(
                nilai=self.cleaned_data[f"nilai-{kode}"],
                catatan=bersih_teks(self.cleaned_data[f"catatan-{kode}"]),
                versi=angka(self.cleaned_data[f"versi-{kode}"]) or 0,
            )
            for kode in self.hasil
            if self.add_prefix(f"nilai-{kode}") in self.data
        }

    def kolom(self, kode: str) -> dict[str, forms.BoundField]:
        """The fields of one rule, for its row."""
        return {nama: self[f"{nama}-{kode}"] for nama in ("nilai", "catatan", "versi")} if kode in self.hasil else {}


def _awal(h: HasilSyarat) -> tuple[str, str]:
    """What stands in the fields: what was said, else what the portal suggests."""
    if h.tercatat and (h.tercatat.nilai or h.tercatat.catatan):
        return h.tercatat.nilai, h.tercatat.catatan
    if h.usul and h.usul.nilai:
        return h.usul.nilai, h.usul.teks
    return "", ""


class AlasanForm(FormPortal):
    alasan = teks(_("Alasan"), baris=3, maks=CATATAN_MAKS)


class DataInstansiForm(FormPortal):
    """One value of the instansi with where it comes from."""

    nilai = forms.ChoiceField(label=_("Nilai"), required=False)
    sumber = forms.CharField(
        label=_("Sumber"),
        required=False,
        max_length=300,
        help_text=_("Nomor dan tanggal laporan atau surat. Wajib bila nilainya diisi."),
    )
    catatan = teks(_("Catatan"), baris=2, maks=CATATAN_MAKS, required=False)
    berkas = forms.FileField(label=_("Berkas (boleh kosong)"), required=False)
    versi = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args, syarat: Syarat, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nilai"].choices = [("", _("Belum diisi")), *((s, s) for s in reversed(syarat.skala))]

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if data.get("nilai") and not data.get("sumber"):
            self.add_error("sumber", _("Isi sumbernya, misalnya nomor dan tanggal laporan."))
        return data

    @property
    def isian(self) -> IsianSyarat:
        data = self.cleaned_data
        return IsianSyarat(
            nilai=data["nilai"],
            catatan=bersih_teks(data["catatan"]),
            sumber=bersih_teks(data["sumber"]),
            versi=angka(data["versi"]) or 0,
        )
