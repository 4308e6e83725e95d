"""Shapes of input of stage I: the declaration with its witnesses, where it was published, pegawai and pakta."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import Kanal
from units.forms.baris import BarisForm
from units.forms.organisasi import TanggalInput
from units.models import Instansi, Keanggotaan, PegawaiUnit, Pencanangan, Publikasi, RegisterPakta, UnitKerja, User
from units.selectors.pencanangan import TANGGAL_AWAL
from units.services.bukti import BuktiSalah, bersihkan_url
from units.services.pakta import MASA_TAUTAN, MASA_TAUTAN_TERLAMA
from units.services.pencanangan import SAKSI_TERBANYAK
from zi_portal.common.berkas import JPG, PDF, PNG, WEBP

LEMBAR = [*PDF.akhiran, *JPG.akhiran, *PNG.akhiran, *WEBP.akhiran]
TERLALU_AWAL = _("Zona Integritas dimulai pada 2014. Periksa tahunnya.")
DI_DEPAN = _("Tanggal tidak boleh di depan.")


class PencananganForm(BarisForm):
    """The facts of a declaration. A date to come is fine while it is a draft; confirming it is checked in the move."""

    susunan = (
        Row(Column("tanggal"), Column("tempat")),
        Row(Column("pemimpin_nama"), Column("pemimpin_jabatan")),
        "uraian",
    )

    class Meta:
        model = Pencanangan
        fields = ["tanggal", "tempat", "pemimpin_nama", "pemimpin_jabatan", "uraian"]
        help_texts = {
            "uraian": _("Jalannya acara dan siapa yang hadir. Acara tidak wajib; yang penting informasinya tersebar."),
        }

    def clean_tanggal(self):
        tanggal = self.cleaned_data["tanggal"]
        if tanggal < TANGGAL_AWAL:
            raise forms.ValidationError(TERLALU_AWAL)
        return tanggal


class PencananganBersamaForm(PencananganForm):
    """A joint declaration: also which units take part, and which of the instansi's units keeps its papers."""

    susunan = (*PencananganForm.susunan, "unit", "peserta")
    opsi_kosong = {"unit": _("Pilih unit")}

    class Meta(PencananganForm.Meta):
        fields = [*PencananganForm.Meta.fields, "unit", "peserta"]
        labels = {"unit": _("Unit yang menyimpan berkas"), "peserta": _("Unit peserta")}
        help_texts = PencananganForm.Meta.help_texts | {
            "unit": _("Foto, naskah, dan bukti lain masuk ke arsip unit ini.")
        }
        widgets = {"peserta": forms.CheckboxSelectMultiple}

    def __init__(self, *args, instansi: Instansi, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        aktif = UnitKerja.objects.filter(instansi=instansi, aktif=True)
        self.fields["unit"].queryset = aktif
        self.fields["peserta"].queryset = aktif
        self.fields["peserta"].required = True
        self.fields["peserta"].error_messages["required"] = _("Pilih paling sedikit satu unit peserta.")

    def _get_validation_exclusions(self) -> set[str]:
        # A missing unit is told at its own field already.
        return super()._get_validation_exclusions() | ({"unit"} if "unit" in self._errors else set())


class SaksiForm(forms.Form):
    nama = forms.CharField(label=_("Nama saksi"), max_length=150, required=False)
    asal = forms.CharField(label=_("Jabatan atau lembaga"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("asal") and not data.get("nama"):
            self.add_error("nama", _("Isi nama saksi, atau kosongkan barisnya."))
        return data


class SaksiFormSetDasar(forms.BaseFormSet):
    def saksi(self) -> list[tuple[str, str]]:
        """The rows that were filled in."""
        isi = [f.cleaned_data for f in self.forms if f.has_changed() or f.initial]
        return [(d["nama"], d["asal"]) for d in isi if d.get("nama")]


SaksiFormSet = forms.formset_factory(
    SaksiForm, formset=SaksiFormSetDasar, extra=3, max_num=SAKSI_TERBANYAK, validate_max=True
)

# Where a reader can follow a link, the link is what proves it.
KANAL_BERTAUTAN = frozenset({Kanal.SITUS, Kanal.MEDIA_SOSIAL})


class PublikasiPencananganForm(BarisForm):
    """Where a declaration was made known."""

    url = forms.URLField(label=_("Tautan"), max_length=500, required=False, assume_scheme="https")
    susunan = ("judul", Row(Column("kanal"), Column("tanggal")), "url", "keterangan")

    class Meta:
        model = Publikasi
        fields = ["judul", "kanal", "tanggal", "url", "keterangan"]
        help_texts = {"keterangan": _("Untuk spanduk atau tatap muka: tempat, jumlah, dan siapa yang dijangkau.")}

    def clean_url(self) -> str:
        if not (url := self.cleaned_data["url"]):
            return ""
        try:
            return bersihkan_url(url)
        except BuktiSalah as error:
            raise forms.ValidationError(error.message) from error

    def clean_tanggal(self):
        tanggal = self.cleaned_data["tanggal"]
        if tanggal > timezone.localdate():
            raise forms.ValidationError(DI_DEPAN)
        if tanggal < TANGGAL_AWAL:
            raise forms.ValidationError(TERLALU_AWAL)
        return tanggal

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("url") or "url" in self.errors:
            return data
        if data.get("kanal") in KANAL_BERTAUTAN:
            self.add_error("url", _("Isi tautan ke halaman atau unggahannya."))
        elif not data.get("keterangan"):
            self.add_error("keterangan", _("Isi tautan, atau jelaskan di mana dan kapan informasinya disebarluaskan."))
        return data


class PegawaiUnitForm(BarisForm):
    """Somebody in the unit's register of pegawai; an account of the same NIP in the instansi is theirs."""

    # Room for the blanks with which a NIP is printed.
    nip = forms.CharField(
        label=_("NIP"),
        max_length=30,
        required=False,
        help_text=_("Kosongkan untuk pegawai tanpa NIP. Akun portal dengan NIP yang sama terhubung sendiri."),
    )
    susunan = (
        Row(Column("nama"), Column("nip")),
        Row(Column("jabatan"), Column("surel")),
        "keluar_pada",
    )

    class Meta:
        model = PegawaiUnit
        fields = ["nama", "nip", "jabatan", "surel", "keluar_pada"]
        help_texts = {
            "surel": _("Hanya untuk mengirim tautan pakta integritas."),
            "keluar_pada": _("Isi bila pindah, pensiun, atau berhenti. Sejak tanggal itu tidak dihitung lagi."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for nama in ("nama", "surel"):
            self.fields[nama].widget.attrs["autocomplete"] = "off"
        self._akun = self.instance.user

    def clean_nip(self) -> str:
        nip = "".join(self.cleaned_data["nip"].split()).replace(".", "")
        if (nip and not nip.isdecimal()) or len(nip) > 20:
            raise forms.ValidationError(_("NIP hanya berisi angka, paling banyak 20."))
        return nip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if nip := data.get("nip"):
            milik = User.objects.filter(is_active=True, nip=nip, keanggotaan__in=_keanggotaan(self.unit.instansi_id))
            akun = list(milik.distinct()[:2])
            self._akun = akun[0] if len(akun) == 1 else None
        else:
            self._akun = None
        self.instance.user = self._akun
        return data

    def isi(self) -> dict[str, Any]:
        return super().isi() | {"user": self._akun}


def _keanggotaan(instansi_id: int) -> QuerySet[Keanggotaan]:
    return Keanggotaan.objects.aktif().filter(Q(unit__instansi=instansi_id) | Q(instansi=instansi_id))


class RegisterForm(forms.ModelForm):
    """Under whom the pakta is signed, and since when."""

    kiriman = forms.UUIDField(widget=forms.HiddenInput, required=False)
    menggantikan = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = RegisterPakta
        fields = ["pemimpin_nama", "pemimpin_jabatan", "mulai"]
        widgets = {"mulai": TanggalInput}
        help_texts = {"mulai": _("Hari pimpinan ini mulai bertugas di unit, atau hari pakta mulai ditandatangani.")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Row(Column("pemimpin_nama"), Column("pemimpin_jabatan")), "mulai", "kiriman", "menggantikan"
        )


class PilihPegawaiForm(forms.Form):
    """Which of those who have not signed: all of them, or some."""

    semua = forms.BooleanField(label=_("Semua yang belum menandatangani"), required=False)
    pegawai = forms.ModelMultipleChoiceField(
        PegawaiUnit.objects.none(), label=_("Pegawai"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, belum, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.belum = belum
        self.fields["pegawai"].queryset = belum
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("semua") and not data.get("pegawai") and "pegawai" not in self.errors:
            self.add_error("pegawai", _("Pilih paling sedikit satu pegawai, atau pilih semuanya."))
        return data

    def terpilih(self) -> list[PegawaiUnit]:
        return list(self.belum if self.cleaned_data["semua"] else self.cleaned_data["pegawai"])


class PindaianForm(PilihPegawaiForm):
    """A signed sheet and who is on it."""

    tanggal = forms.DateField(label=_("Tanggal tanda tangan"), widget=TanggalInput, initial=timezone.localdate)
    berkas = forms.FileField(
        label=_("Lembar bertanda tangan"),
        help_text=_("PDF, atau foto berjenis JPG, PNG, atau WebP."),
        validators=[FileExtensionValidator(LEMBAR, _("Pindai sebagai PDF, atau foto sebagai JPG, PNG, atau WebP."))],
        widget=forms.FileInput(attrs={"accept": ",".join(f".{akhiran}" for akhiran in LEMBAR)}),
    )
    field_order = ["berkas", "tanggal", "semua", "pegawai"]


class TautanForm(PilihPegawaiForm):
    """For whom to make personal links, and how long they hold."""

    hari = forms.IntegerField(
        label=_("Berlaku (hari)"),
        min_value=1,
        max_value=MASA_TAUTAN_TERLAMA,
        initial=MASA_TAUTAN,
        help_text=format_lazy(_("Paling lama {n} hari."), n=MASA_TAUTAN_TERLAMA),
    )
    field_order = ["hari", "semua", "pegawai"]
