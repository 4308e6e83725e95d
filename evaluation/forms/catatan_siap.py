"""The shape of a note ready for use."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.forms.dasar import FormPortal, teks
from evaluation.models import CatatanSiap
from units.models import Instansi


class CatatanSiapForm(FormPortal):
    judul = forms.CharField(
        label=_("Judul"), max_length=100, help_text=_("Dengan nama ini Anda menemukannya, misalnya “Notula belum ada”.")
    )
    isi = teks(
        _("Teks"), baris=6, maks=2000, help_text=_("Masuk apa adanya ke kolom catatan, dan dapat Anda sunting di sana.")
    )
    untuk = forms.ChoiceField(label=_("Untuk siapa"), required=False, widget=forms.RadioSelect)

    def __init__(self, data=None, *, instansi: Sequence[Instansi], catatan: CatatanSiap | None = None) -> None:
        awal = {"judul": catatan.judul, "isi": catatan.isi, "untuk": catatan.instansi_id or ""} if catatan else None
        super().__init__(data, initial=awal)
        self.pilihan = {str(i.pk): i for i in instansi}
        if not self.pilihan:
            del self.fields["untuk"]  # TPN keeps its own
            return
        bersama = [(pk, _("Bersama TPI %(instansi)s") % {"instansi": i.nama}) for pk, i in self.pilihan.items()]
        self.fields["untuk"].choices = [("", _("Hanya saya")), *bersama]

    def clean_isi(self) -> str:
        return self.cleaned_data["isi"].replace("\r\n", "\n")

    def isian(self) -> dict[str, object]:
        """What the services take."""
        d = self.cleaned_data
        return {"judul": d["judul"], "isi": d["isi"], "instansi": self.pilihan.get(d.get("untuk", ""))}
