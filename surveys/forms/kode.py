"""The shape of asking for codes, and of codes that another system gave out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.models import Kampanye, LayananKampanye
from surveys.services.kode import SATU_KODE_TERPANJANG, SATU_KODE_TERPENDEK, SEKALI_BUAT

BERKAS_TERBESAR = 200_000
GALAT_TERBANYAK = 20


class BuatKodeForm(forms.Form):
    """So many codes, for people of one service or of any."""

    jumlah = forms.IntegerField(
        label=_("Jumlah kode"),
        min_value=1,
        max_value=SEKALI_BUAT,
        initial=80,
        help_text=_("Delapan kode muat di satu lembar A4. Sekali buat paling banyak 2.000."),
    )
    layanan = forms.ModelChoiceField(
        label=_("Untuk layanan"),
        queryset=LayananKampanye.objects.none(),
        required=False,
        empty_label=_("Semua layanan"),
        help_text=_("Jawaban dengan kode ini tercatat untuk layanan tersebut."),
    )

    def __init__(self, *args, kampanye: Kampanye, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layanan"].queryset = kampanye.layanan.all()


class ImporKodeForm(forms.Form):
    """Codes, one a line, typed or in a file; of a CSV the first column. All or none."""

    teks = forms.CharField(
        label=_("Kode, satu per baris"),
        required=False,
        max_length=BERKAS_TERBESAR,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
    berkas = forms.FileField(
        label=_("Atau berkas CSV atau TXT"),
        required=False,
        max_length=255,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=_("Kolom pertama dibaca sebagai kode, misalnya nomor antrean."),
    )

    def clean_berkas(self) -> str:
        berkas = self.cleaned_data["berkas"]
        if berkas is None:
            return ""
        if berkas.size > BERKAS_TERBESAR:
            raise forms.ValidationError(_("Berkas ini terlalu besar. Kirim paling banyak 2.000 kode sekali masuk."))
        teks = berkas.read().decode("utf-8-sig", errors="replace")
        if "\x00" in teks or "\ufffd" in teks:
            raise forms.ValidationError(_("Berkas ini bukan teks. Simpan sebagai CSV atau TXT (UTF-8)."))
        return teks

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            return data
        kode, galat = [], []
        for tempat, teks in ((_("Baris"), data.get("teks")), (_("Berkas, baris"), data.get("berkas"))):
            for nomor, baris in enumerate((teks or "").splitlines(), 1):
                satu = _kolom_pertama(baris)
                if salah := _salah(satu):
                    galat.append(f"{tempat} {nomor}, “{satu[:50]}”: {salah}")
                elif satu:
                    kode.append(satu)
        if not kode and not galat:
            galat.append(_("Tulis sedikitnya satu kode, atau pilih berkasnya."))
        if len(galat) > GALAT_TERBANYAK:
            galat = [*galat[:GALAT_TERBANYAK], _("dan %(n)d baris lain.") % {"n": len(galat) - GALAT_TERBANYAK}]
        if galat:
            raise forms.ValidationError(galat)
        data["kode"] = kode
        return data


def _kolom_pertama(baris: str) -> str:
    for pemisah in (";", ",", "\t"):
        baris = baris.partition(pemisah)[0]
    return baris.strip().strip('"')


def _salah(kode: str) -> str:
    """What is wrong with one code; an empty line is none."""
    panjang = sum(c.isalnum() for c in kode)
    if kode and panjang < SATU_KODE_TERPENDEK:
        return _("sedikitnya 6 huruf atau angka.")
    return _("paling banyak 40 huruf.") if panjang > SATU_KODE_TERPANJANG else ""
