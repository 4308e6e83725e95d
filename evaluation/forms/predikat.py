"""The shape of what is written about a predicate: its SK, a report, a complaint, its end."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from evaluation.enums import JenisPredikat
from evaluation.enums.predikat import DasarCabut, SaringLaporan, StatusPredikat
from evaluation.forms.dasar import FormPortal, Tanggal, teks, unggahan
from evaluation.models import LaporanPredikat
from evaluation.services.predikat import DataSK, IsiLaporan
from units.models import Instansi, UnitKerja


class SaringPredikat(forms.Form):
    """What the address of a list asks for; anything unknown is left out rather than refused."""

    q = forms.CharField(required=False, max_length=100)
    status = forms.ChoiceField(required=False, choices=[("", ""), *StatusPredikat.choices])
    jenis = forms.ChoiceField(required=False, choices=[("", ""), *JenisPredikat.choices])
    laporan = forms.ChoiceField(required=False, choices=[("", ""), *SaringLaporan.choices])
    instansi = forms.ModelChoiceField(required=False, queryset=Instansi.objects.none())

    def __init__(self, data, *, instansi: QuerySet[Instansi]) -> None:
        super().__init__(data)
        self.fields["instansi"].queryset = instansi

    @property
    def nilai(self) -> dict[str, object]:
        self.is_valid()
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nilai}


class SKForm(FormPortal):
    """What may be added to a predicate's SK."""

    penandatangan = forms.CharField(label=_("Penandatangan"), max_length=200, required=False)
    berlaku_sampai = forms.DateField(
        label=_("Berlaku sampai"),
        required=False,
        widget=Tanggal(),
        help_text=_("Hanya bila tertulis di SK. Sesudah hari itu predikat kedaluwarsa."),
    )
    berkas = unggahan(_("Berkas SK"), required=False)


class CatatForm(SKForm):
    """A predicate from before the portal knew the unit."""

    jenis = forms.ChoiceField(
        label=_("Predikat"),
        widget=forms.RadioSelect,
        choices=[(p.value, f"{p.value} ({p.label})") for p in JenisPredikat],
    )
    nomor_sk = forms.CharField(label=_("Nomor SK"), max_length=100)
    tanggal_sk = forms.DateField(label=_("Tanggal SK"), widget=Tanggal())
    field_order = ["jenis", "nomor_sk", "tanggal_sk"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["berkas"].required = True

    def data_sk(self) -> DataSK:
        data = self.cleaned_data
        return DataSK(
            nomor=data["nomor_sk"],
            tanggal=data["tanggal_sk"],
            berkas=data["berkas"],
            penandatangan=data["penandatangan"],
            berlaku_sampai=data["berlaku_sampai"],
        )


class LaporanForm(FormPortal):
    """A two-yearly report; in a draft anything may be missing still."""

    masih_memenuhi = forms.TypedChoiceField(
        label=_("Simpulan"),
        required=False,
        empty_value=None,
        coerce=lambda nilai: nilai == "ya",
        widget=forms.RadioSelect,
        choices=[("ya", _("Masih memenuhi")), ("tidak", _("Tidak memenuhi"))],
    )
    nilai_pengungkit = forms.DecimalField(
        label=_("Nilai pengungkit"),
        required=False,
        localize=True,
        min_value=0,
        max_value=LaporanPredikat.PENGUNGKIT_MAKS,
        max_digits=5,
        decimal_places=2,
        help_text=_("Paling tinggi 60,00."),
    )
    nilai_hasil = forms.DecimalField(
        label=_("Nilai hasil"),
        required=False,
        localize=True,
        min_value=0,
        max_value=LaporanPredikat.HASIL_MAKS,
        max_digits=5,
        decimal_places=2,
        help_text=_("Paling tinggi 40,00."),
    )
    catatan = teks(_("Catatan pemantauan"), baris=6, required=False)
    berkas = unggahan(
        _("Surat laporan"),
        required=False,
        help_text=_("Surat yang ditandatangani pimpinan instansi, sebaiknya PDF. Wajib ada sebelum dikirim."),
    )
    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def isi(self) -> IsiLaporan:
        data = self.cleaned_data
        return IsiLaporan(**{nama: data[nama] for nama in IsiLaporan.__dataclass_fields__})


class PeriksaForm(FormPortal):
    """TPN's word on a report."""

    TERIMA, KEMBALIKAN = "terima", "kembalikan"
    hasil = forms.ChoiceField(
        label=_("Hasil pemeriksaan"),
        widget=forms.RadioSelect,
        choices=[(TERIMA, _("Terima")), (KEMBALIKAN, _("Kembalikan ke TPI"))],
    )
    alasan = teks(_("Catatan TPN"), required=False, help_text=_("Wajib bila dikembalikan."))

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if data.get("hasil") == self.KEMBALIKAN and not data.get("alasan", "").strip():
            self.add_error("alasan", _("Tuliskan alasannya, supaya TPI tahu apa yang harus dilengkapi."))
        return data


class KlarifikasiForm(FormPortal):
    """A complaint, by where it stands and what it is about."""

    sumber = forms.CharField(
        label=_("Sumber pengaduan"), max_length=200, help_text=_("Misalnya SP4N-LAPOR, Ombudsman, atau media.")
    )
    tanggal_aduan = forms.DateField(label=_("Tanggal pengaduan"), widget=Tanggal())
    tautan = forms.URLField(
        label=_("Tautan pengaduan"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Alamat pengaduan di sistem asalnya. Isi laporan WBS tetap di sistem itu."),
    )
    ringkasan = teks(
        _("Ringkasan"),
        maks=2000,
        help_text=_("Pokok pengaduan saja. Jangan tulis nama pelapor maupun isi laporan WBS."),
    )

    def clean_tautan(self) -> str:
        tautan = self.cleaned_data["tautan"]
        if tautan and not tautan.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Isi alamat lengkap yang diawali https:// atau http://."))
        return tautan


class JawabForm(FormPortal):
    jawaban = teks(
        _("Jawaban"), baris=6, help_text=_("Dibaca TPN, TPI, admin dan pimpinan instansi, serta pimpinan unit.")
    )


class TutupForm(FormPortal):
    """TPN's conclusion on a complaint."""

    TERBUKTI, TIDAK = "terbukti", "tidak_terbukti"
    hasil = forms.ChoiceField(
        label=_("Simpulan"),
        widget=forms.RadioSelect,
        choices=[(TERBUKTI, _("Terbukti")), (TIDAK, _("Tidak terbukti"))],
    )
    alasan = teks(_("Alasan"))


class PulihkanForm(FormPortal):
    alasan = teks(_("Alasan predikat tidak dicabut"))


class CabutForm(FormPortal):
    """The SK that revokes a predicate, its ground, and the name of the unit as a sign of knowing what one does."""

    dasar = forms.ChoiceField(label=_("Dasar pencabutan"), widget=forms.RadioSelect, choices=DasarCabut.choices)
    rekomendasi = teks(_("Rekomendasi TPN"), help_text=_("Dibaca unit, TPI, dan admin instansi."))
    nomor_sk = forms.CharField(label=_("Nomor SK pencabutan"), max_length=100)
    tanggal_sk = forms.DateField(label=_("Tanggal SK pencabutan"), widget=Tanggal())
    berkas = unggahan(_("Berkas SK pencabutan"))
    nama_unit = forms.CharField(label=_("Ketik nama unit untuk memastikan"), max_length=300)

    def __init__(self, *args, unit: UnitKerja, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["nama_unit"].help_text = format_html("{}", unit.nama)  # a help text is shown as it is

    def clean_nama_unit(self) -> str:
        nama = " ".join(self.cleaned_data["nama_unit"].split())
        if nama.casefold() != " ".join(self.unit.nama.split()).casefold():
            raise forms.ValidationError(_("Nama unit belum sama. Ketik persis seperti yang tertulis."))
        return nama

    def data_sk(self) -> DataSK:
        data = self.cleaned_data
        return DataSK(nomor=data["nomor_sk"], tanggal=data["tanggal_sk"], berkas=data["berkas"])
