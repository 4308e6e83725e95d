"""Shapes of input of the tim kerja, the agents of change, publications and programmes."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import Area, PeranTim, StatusPencanangan
from units.errors import UnitsError
from units.forms.baris import BarisForm
from units.forms.organisasi import TanggalInput
from units.models import AgenPerubahan, AnggotaTim, Perubahan, ProgramMasyarakat, Publikasi, TimKerja
from units.services.bukti import bersihkan_url

MAKS_BARIS = 100


class TimKerjaForm(BarisForm):
    susunan = (Row(Column("nomor_sk"), Column("tanggal_sk")), "mekanisme")

    class Meta:
        model = TimKerja
        fields = ["nomor_sk", "tanggal_sk", "mekanisme"]
        help_texts = {
            "mekanisme": _(
                "Bagaimana anggota selain pimpinan dipilih: syarat, cara, dan siapa yang memutuskan. LKE menanyakannya."
            )
        }


class AgenForm(BarisForm):
    susunan = (Row(Column("nama"), Column("jabatan")), Row(Column("nomor_sk"), Column("tanggal_sk")))

    class Meta:
        model = AgenPerubahan
        fields = ["nama", "jabatan", "nomor_sk", "tanggal_sk"]


class PublikasiForm(BarisForm):
    url = forms.CharField(
        label=_("Tautan"),
        required=False,
        max_length=500,
        widget=forms.URLInput,
        help_text=_("Alamat lengkap yang diawali https:// atau http://. Kosongkan bila tidak ada."),
    )
    susunan = (
        "judul",
        Row(Column("kanal"), Column("tanggal")),
        "url",
        "pencanangan",
        "keterangan",
    )
    opsi_kosong = {"pencanangan": _("Bukan tentang pencanangan")}

    class Meta:
        model = Publikasi
        fields = ["judul", "kanal", "url", "tanggal", "keterangan", "pencanangan"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        pilihan = self.fields["pencanangan"].queryset
        self.fields["pencanangan"].queryset = pilihan.exclude(status=StatusPencanangan.DIBATALKAN)

    def clean_url(self) -> str:
        if not (url := self.cleaned_data["url"]):
            return ""
        try:
            return bersihkan_url(url)
        except UnitsError as error:
            raise forms.ValidationError(error.message) from error


class ProgramForm(BarisForm):
    susunan = ("nama", "sasaran", Row(Column("tanggal"), Column("peserta")), "hasil")

    class Meta:
        model = ProgramMasyarakat
        fields = ["nama", "sasaran", "tanggal", "peserta", "hasil"]
        help_texts = {
            "sasaran": _("Siapa yang dituju, misalnya warga desa pesisir atau siswa SMA."),
            "tanggal": _("Tanggal pelaksanaan. Kosongkan bila belum dijadwalkan."),
        }


# --- Rows under a team or an agent, edited as one list ----------------------------------------------------------------


class BarisAnak(forms.ModelForm):
    """One row of a list. A row without its first field counts as none; with only the rest it is a mistake."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.utama = self._meta.fields[0]
        for bidang in self.fields.values():
            if isinstance(bidang, forms.DateField):
                bidang.widget = TanggalInput()
        self.fields[self.utama].required = False

    def hias(self) -> None:
        """Dress every field, those that the list adds (order, delete) included."""
        for bidang in self.fields.values():
            kelas = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}
            bidang.widget.attrs["class"] = kelas.get(type(bidang.widget), "form-control")
            if isinstance(bidang.widget, forms.Textarea):
                bidang.widget.attrs["rows"] = 2

    @property
    def kosong(self) -> bool:
        """Nothing to keep in it."""
        return not self.cleaned_data.get(self.utama) or self.cleaned_data.get("DELETE", False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        lain = any(data.get(n) for n in self._meta.fields[1:] if n in self.changed_data)
        if not data.get(self.utama) and lain and not data.get("DELETE") and self.utama not in self.errors:
            self.add_error(self.utama, _("Isi kolom ini, atau kosongkan seluruh barisnya."))
        return data

    def _post_clean(self) -> None:
        # A row that goes away has nothing to be checked against the model.
        if not self.kosong:
            super()._post_clean()


class AnggotaForm(BarisAnak):
    class Meta:
        model = AnggotaTim
        fields = ["nama", "jabatan", "peran", "area"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("Semua area")), *Area.choices]
        self.fields["nama"].widget.attrs |= {"list": "pegawai-unit", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("nama") and data.get("peran") == PeranTim.KOORDINATOR and "area" in data and not data["area"]:
            self.add_error("area", _("Pilih area yang dikoordinasikan."))
        return data


class PerubahanForm(BarisAnak):
    class Meta:
        model = Perubahan
        fields = ["judul", "tanggal", "terintegrasi", "uraian"]


class DaftarAnak(forms.BaseFormSet):
    """A list of rows whose order counts."""

    def add_fields(self, form: BarisAnak, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("No.")
        form.fields["DELETE"].label = _("Hapus")
        form.hias()

    def baris(self) -> list[Any]:
        """The rows to keep, in their order, not stored yet. Ask a valid list only."""
        return [form.instance for form in self.ordered_forms if not form.kosong]


def daftar_anak(form: type[BarisAnak]) -> type[DaftarAnak]:
    return forms.formset_factory(
        form,
        formset=DaftarAnak,
        extra=3,
        can_order=True,
        can_delete=True,
        max_num=MAKS_BARIS,
        absolute_max=MAKS_BARIS,
        validate_max=True,
    )


DaftarAnggota = daftar_anak(AnggotaForm)
DaftarPerubahan = daftar_anak(PerubahanForm)
