"""Shapes of input of stage IV: consultation, assistance, monitoring, findings, recommendation."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import Area
from units.forms.baris import BarisForm
from units.forms.organisasi import TanggalInput
from units.models import Instansi, Konsultasi, Pemantauan, Pendampingan, RekomendasiTPI, Temuan, UnitKerja, User
from units.selectors.pemantauan import KeadaanArea, calon_petugas
from units.selectors.tahap import TAHUN_AKHIR, TAHUN_AWAL
from zi_portal.common.bidang import WaktuSetempat

# From indikator to input: A.I.3.ii, A.II.5.ii.a.1, B.I.b. Whether the year's instrument has it is not known here.
POLA_KODE = re.compile(r"A\.I{1,2}\.(?P<area>[1-6])(\.[ivx]+(\.[a-z](\.\d{1,2})?)?)?|B\.I{1,2}(\.[a-z])?")
PILIH_AREA = _("Tidak khusus satu area")


# --- Consultation ---------------------------------------------------------------------------------------------------
class KonsultasiForm(forms.ModelForm):
    """A new question; to TPN also on whose behalf and, if the person wishes, about which unit."""

    isi = forms.CharField(label=_("Pertanyaan"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}), strip=True)
    kiriman = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Konsultasi
        fields = ["topik", "area"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", PILIH_AREA), *Area.choices]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*self.susunan(), "kiriman")

    def susunan(self) -> list[Any]:
        return [Row(Column("topik"), Column("area")), "isi"]


class KonsultasiTPNForm(KonsultasiForm):
    """``instansi`` are those the person serves as TPI."""

    instansi = forms.ModelChoiceField(Instansi.objects.none(), label=_("Atas nama"), empty_label=None)
    unit = forms.ModelChoiceField(
        UnitKerja.objects.none(),
        label=_("Tentang unit"),
        required=False,
        empty_label=_("Tidak tentang satu unit"),
        help_text=_("Orang di unit itu tidak dapat membaca konsultasi ini."),
    )

    class Meta(KonsultasiForm.Meta):
        fields = ["instansi", "unit", "topik", "area"]

    def __init__(self, *args, instansi, unit, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instansi"].queryset = instansi
        self.fields["unit"].queryset = unit
        if len(instansi) == 1:
            self.fields["instansi"].initial = instansi[0]

    def susunan(self) -> list[Any]:
        return [Row(Column("instansi"), Column("unit")), *super().susunan()]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("unit") and data.get("instansi") and data["unit"].instansi_id != data["instansi"].pk:
            self.add_error("unit", _("Unit ini bukan milik instansi yang dipilih."))
        return data


# --- Assistance -----------------------------------------------------------------------------------------------------
class PendampinganForm(BarisForm):
    mulai = WaktuSetempat(label=_("Mulai"))
    selesai = WaktuSetempat(label=_("Selesai"))
    petugas = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Petugas TPI"), widget=forms.CheckboxSelectMultiple
    )
    susunan = (
        "topik",
        Row(Column("bentuk"), Column("area")),
        Row(Column("mulai"), Column("selesai")),
        "tempat",
        "petugas",
    )

    class Meta:
        model = Pendampingan
        fields = ["topik", "bentuk", "area", "mulai", "selesai", "tempat", "petugas"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        tz = self.unit.instansi.tz
        zona = self.unit.instansi.get_zona_waktu_display()
        for nama in ("mulai", "selesai"):
            self.fields[nama].tz = tz
            self.fields[nama].help_text = zona
        self.fields["area"].choices = [("", PILIH_AREA), *Area.choices]
        orang = calon_petugas(self.unit)
        if self.instance.pk:
            # Who was named stays named, though their role may have ended.
            lama = list(self.instance.petugas.values_list("pk", flat=True))
            orang = User.objects.filter(pk__in=[*orang.values_list("pk", flat=True), *lama]).order_by("nama", "pk")
        self.fields["petugas"].queryset = orang
        self.fields["petugas"].label_from_instance = lambda user: user.nama

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        mulai, selesai = data.get("mulai"), data.get("selesai")
        if mulai and not TAHUN_AWAL <= mulai.year <= TAHUN_AKHIR:
            self.add_error("mulai", _("Periksa tahunnya."))
        if mulai and selesai and selesai <= mulai:
            self.add_error("selesai", _("Waktu selesai harus sesudah waktu mulai."))
        if mulai and selesai and selesai - mulai > dt.timedelta(days=14):
            self.add_error("selesai", _("Satu pendampingan paling lama 14 hari. Rencanakan sisanya tersendiri."))
        return data

    def bentrok(self, baris: Pendampingan) -> None:
        petugas = self.cleaned_data.pop("petugas", None)
        super().bentrok(baris)
        tz = self.unit.instansi.tz
        self.kini = [(label, isi) for label, isi in self.kini if label not in {"Mulai", "Selesai"}]
        for nama in ("mulai", "selesai"):
            if getattr(baris, nama) != self.cleaned_data.get(nama):
                setempat = getattr(baris, nama).astimezone(tz)
                self.kini.append((str(self.fields[nama].label), f"{setempat:%d-%m-%Y %H.%M}"))
        kini = list(baris.petugas.order_by("nama"))
        if petugas is not None and set(kini) != set(petugas):
            self.kini.append((str(self.fields["petugas"].label), ", ".join(o.nama for o in kini) or "–"))


class HasilForm(BarisForm):
    """What came of an assistance."""

    class Meta:
        model = Pendampingan
        fields = ["hasil"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hasil"].required = True
        self.fields["hasil"].widget.attrs["rows"] = 8


# --- Monitoring -----------------------------------------------------------------------------------------------------
class PemantauanForm(BarisForm):
    """A monitoring: its words, and percent and note for each area (``persen_1``, ``catatan_1`` and so on)."""

    class Meta:
        model = Pemantauan
        fields = ["periode", "tanggal", "ringkasan"]

    def __init__(self, *args, keadaan: list[KeadaanArea] | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.keadaan = {k.nomor: k for k in keadaan or []}
        self.fields["periode"].help_text = _("Misalnya: Triwulan III 2026.")
        self.fields["ringkasan"].widget.attrs["rows"] = 5
        lama = self.instance.kemajuan or {}
        for area in Area:
            isi = lama.get(str(area.value), {})
            self.fields[f"persen_{area.value}"] = forms.IntegerField(
                label=_("Kemajuan (%)"),
                min_value=0,
                max_value=100,
                required=False,
                initial=isi.get("persen"),
                widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
            )
            self.fields[f"catatan_{area.value}"] = forms.CharField(
                label=_("Catatan"),
                max_length=2000,
                required=False,
                initial=isi.get("catatan", ""),
                widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
            )

    def deret_area(self) -> list[tuple[Area, KeadaanArea | None, Any, Any]]:
        """For the template: each area with the plan's state and its two fields."""
        return [
            (area, self.keadaan.get(area.value), self[f"persen_{area.value}"], self[f"catatan_{area.value}"])
            for area in Area
        ]

    def isi(self) -> dict[str, Any]:
        data = self.cleaned_data
        kemajuan = {}
        for area in Area:
            persen, catatan = data.get(f"persen_{area.value}"), data.get(f"catatan_{area.value}") or ""
            if persen is not None or catatan:
                kemajuan[str(area.value)] = {"persen": persen, "catatan": catatan}
        return {n: data[n] for n in self._meta.fields} | {"kemajuan": kemajuan}

    def bentrok(self, baris: Pemantauan) -> None:
        semua = self.cleaned_data
        self.cleaned_data = {n: semua[n] for n in self._meta.fields}
        super().bentrok(baris)
        for area in Area:
            kini = baris.kemajuan.get(str(area.value), {})
            persen, catatan = kini.get("persen"), kini.get("catatan", "")
            if (persen, catatan) != (semua[f"persen_{area.value}"], semua[f"catatan_{area.value}"]):
                self.kini.append((str(area.label), f"{'–' if persen is None else f'{persen} %'}\n{catatan}".strip()))


# --- Findings -------------------------------------------------------------------------------------------------------
class TemuanForm(BarisForm):
    susunan = (
        Row(Column("area"), Column("tingkat")),
        "uraian",
        "rekomendasi",
        Row(Column("tenggat"), Column("kode")),
    )

    class Meta:
        model = Temuan
        fields = ["area", "tingkat", "uraian", "rekomendasi", "tenggat", "kode"]
        help_texts = {
            "kode": _("Misalnya A.I.3.ii.a. Kosongkan bila tidak terkait satu pertanyaan."),
            "rekomendasi": _("Apa yang sebaiknya dilakukan unit, dan apa buktinya nanti."),
        }

    def __init__(self, *args, tenggat_tetap: bool = False, **kwargs) -> None:
        """With ``tenggat_tetap`` the due date is shown elsewhere and cannot be changed here."""
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("Pilih area")), *Area.choices]
        if tenggat_tetap:
            del self.fields["tenggat"]
            self.helper.layout = Layout(*self.susunan[:-1], "kode", "versi", "kiriman")

    def clean_kode(self) -> str:
        kode = self.cleaned_data["kode"].strip()
        if kode and not POLA_KODE.fullmatch(kode):
            raise forms.ValidationError(_("Tulis kode seperti A.I.3.ii.a, atau kosongkan."))
        return kode

    def clean_tenggat(self) -> dt.date:
        tenggat = self.cleaned_data["tenggat"]
        if tenggat != self.instance.tenggat and tenggat < timezone.localdate():
            raise forms.ValidationError(_("Tanggal ini sudah lewat. Beri unit waktu untuk menindaklanjuti."))
        return tenggat

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        cocok = POLA_KODE.fullmatch(data.get("kode") or "")
        if cocok and cocok["area"] and data.get("area") and int(cocok["area"]) != data["area"]:
            self.add_error("kode", _("Kode ini milik area lain. Sesuaikan kode atau areanya."))
        return data


class PerpanjangForm(forms.Form):
    """A later due date, and why."""

    tenggat = forms.DateField(label=_("Tenggat baru"), widget=TanggalInput)
    alasan = forms.CharField(label=_("Alasan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    versi = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


# --- Recommendation -------------------------------------------------------------------------------------------------
class RekomendasiForm(BarisForm):
    layak = forms.TypedChoiceField(
        label=_("Kesimpulan TPI"),
        choices=[("ya", _("Layak diusulkan")), ("belum", _("Belum layak diusulkan"))],
        coerce=lambda nilai: nilai == "ya",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = RekomendasiTPI
        fields = ["layak", "alasan"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alasan"].widget.attrs["rows"] = 8
        self.fields["alasan"].help_text = _("Dibaca pimpinan instansi dan unit: apa yang mendasari kesimpulan ini.")
        if self.instance.pk:
            self.initial["layak"] = "ya" if self.instance.layak else "belum"

    def _get_validation_exclusions(self) -> set[str]:
        # The service tells a repeat of this form from a second recommendation of the year; the form cannot.
        return super()._get_validation_exclusions() | {"unit"}
