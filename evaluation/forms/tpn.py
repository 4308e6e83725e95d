"""The shape of TPN's decision."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.forms.dasar import FormPortal, Tanggal, teks


class PutusanForm(FormPortal):
    """TPN's decision on one unit."""

    TETAPKAN, TOLAK = "tetapkan", "tolak"
    putusan = forms.ChoiceField(
        label=_("Keputusan"),
        widget=forms.RadioSelect,
        choices=[(TETAPKAN, _("Ditetapkan")), (TOLAK, _("Tidak ditetapkan"))],
    )
    nomor_sk = forms.CharField(label=_("Nomor SK"), max_length=100, required=False, help_text=_("Bila ditetapkan."))
    tanggal_sk = forms.DateField(label=_("Tanggal SK"), required=False, widget=Tanggal())
    alasan = teks(
        _("Alasan dan catatan"),
        required=False,
        help_text=_("Wajib bila tidak ditetapkan. Dibaca unit, TPI, dan admin instansi."),
    )

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if data.get("putusan") == self.TETAPKAN:
            for nama in ("nomor_sk", "tanggal_sk"):
                if not data.get(nama) and nama not in self.errors:
                    self.add_error(nama, _("Isi bila unit ditetapkan."))
        if data.get("putusan") == self.TOLAK and not data.get("alasan", "").strip():
            self.add_error("alasan", _("Tuliskan alasannya, supaya unit tahu apa yang harus dibangun."))
        return data
