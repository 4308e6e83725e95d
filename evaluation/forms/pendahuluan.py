"""The shape of what the parent unit says before TPI evaluates."""

from __future__ import annotations

import datetime as dt

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Field, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.enums.pendahuluan import HasilArea, Kesimpulan
from evaluation.forms.dasar import FormPortal, Tanggal, akhir_hari, teks, unggahan
from evaluation.services.pendahuluan import IsianPendahuluan
from units.enums.tahap import Area
from zi_portal.common.masukan import bersih_teks

ALASAN_MAKS, CATATAN_MAKS = 4000, 2000


class PendahuluanForm(FormPortal):
    """The conclusion with its letter, and what was found of each area."""

    kesimpulan = forms.ChoiceField(label=_("Kesimpulan"), choices=Kesimpulan.choices, widget=forms.RadioSelect)
    nomor_surat = forms.CharField(label=_("Nomor surat"), max_length=100, required=False)
    tanggal_surat = forms.DateField(label=_("Tanggal surat"), widget=Tanggal, required=False)
    berkas = unggahan(_("Berkas surat"), required=False, help_text=_("Surat ke TPI wajib untuk pernyataan layak."))
    alasan = teks(
        _("Alasan atau arahan"),
        maks=ALASAN_MAKS,
        required=False,
        help_text=_("Wajib bila belum layak: apa yang harus dibina. Dibaca unit dan TPI."),
    )
    tenggat = forms.DateField(
        label=_("Unit mengajukan lagi paling lambat"),
        widget=Tanggal,
        required=False,
        help_text=_("Hanya bila belum layak. Kosongkan bila cukup sampai masa pengisian ditutup."),
    )

    def __init__(self, *args, tz: dt.tzinfo, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tz = tz
        for area in Area:
            self.fields[f"hasil_{area.value}"] = forms.ChoiceField(
                label=area.label, choices=[("", _("Tidak dinilai sendiri")), *HasilArea.choices], required=False
            )
            self.fields[f"catatan_{area.value}"] = forms.CharField(
                label=_("Catatan"),
                max_length=CATATAN_MAKS,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "aria-label": _("Catatan %(area)s") % {"area": area.label}}),
            )

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        area = (Row(Column(f"hasil_{a.value}"), Column(f"catatan_{a.value}")) for a in Area)
        helper.layout = Layout(
            Fieldset(_("Tiap area (boleh kosong)"), HTML(""), *area),
            Field("kesimpulan"),
            Row(Column("nomor_surat"), Column("tanggal_surat")),
            Field("berkas"),
            Field("alasan"),
            Field("tenggat"),
        )
        return helper

    def clean(self) -> dict[str, object]:
        data = super().clean()
        layak = data.get("kesimpulan") == Kesimpulan.LAYAK
        if layak:
            for nama in ("nomor_surat", "tanggal_surat", "berkas"):
                if not data.get(nama) and nama not in self.errors:
                    self.add_error(nama, _("Wajib untuk pernyataan layak dievaluasi."))
        elif data.get("kesimpulan") and not data.get("alasan") and "alasan" not in self.errors:
            self.add_error("alasan", _("Tuliskan alasannya, supaya unit tahu apa yang harus dibina."))
        return data

    @property
    def isian(self) -> IsianPendahuluan:
        data = self.cleaned_data
        return IsianPendahuluan(
            kesimpulan=data["kesimpulan"],
            nomor_surat=bersih_teks(data["nomor_surat"]),
            tanggal_surat=data["tanggal_surat"],
            alasan=bersih_teks(data["alasan"]),
            area={a.value: (data[f"hasil_{a.value}"], bersih_teks(data[f"catatan_{a.value}"])) for a in Area},
            tenggat=akhir_hari(data["tenggat"], self.tz) if data["tenggat"] else None,
        )
