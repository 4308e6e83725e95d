"""The shape of a proposal: its beginning, its letter."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from evaluation.enums import JenisPredikat
from evaluation.forms.dasar import FormPortal, Tanggal, teks, unggahan
from evaluation.models import Musim
from units.models import Instansi


class UsulanForm(FormPortal):
    """A new proposal: one for each instansi, year and predicate."""

    instansi = forms.ModelChoiceField(label=_("Instansi"), queryset=Instansi.objects.none(), empty_label=None)
    musim = forms.ModelChoiceField(label=_("Tahun"), queryset=Musim.objects.dibuka(), empty_label=None)
    predikat = forms.ChoiceField(
        label=_("Predikat"),
        widget=forms.RadioSelect,
        choices=[(p.value, f"{p.value} ({p.label})") for p in JenisPredikat],
    )

    def __init__(self, *args, instansi: QuerySet[Instansi], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instansi"].queryset = instansi
        self.fields["predikat"].initial = JenisPredikat.WBK


class KirimUsulanForm(FormPortal):
    """The letter under which a proposal goes to TPN."""

    nomor_surat = forms.CharField(label=_("Nomor surat usulan"), max_length=100)
    tanggal_surat = forms.DateField(label=_("Tanggal surat usulan"), widget=Tanggal())
    yakin = forms.BooleanField(
        label=_("Surat usulan sudah ditandatangani pimpinan instansi, dan isi usulan di bawah sudah benar.")
    )


class NarahubungForm(FormPortal):
    """Whom TPN may ask about a proposal."""

    nama = forms.CharField(label=_("Nama"), max_length=150)
    email = forms.EmailField(label=_("Surel"), max_length=254)
    telepon = forms.CharField(
        label=_("Telepon"),
        max_length=30,
        validators=[RegexValidator(r"^\+?[0-9 ()-]{6,29}$", _("Tulis nomor telepon dengan angka, boleh diawali +."))],
        widget=forms.TextInput(attrs={"type": "tel"}),
    )


class TarikForm(FormPortal):
    """Why a unit or a proposal is taken back."""

    alasan = teks(_("Alasan"), help_text=_("Dibaca unit, TPI, dan TPN."))


class PeriksaPaketForm(FormPortal):
    """A copy of a package to compare."""

    berkas = unggahan(_("Berkas paket (zip)"), terima=".zip")


class TetapkanMandiriForm(FormPortal):
    """The SK by which an instansi grants WBK itself."""

    nomor_sk = forms.CharField(label=_("Nomor SK"), max_length=100)
    tanggal_sk = forms.DateField(label=_("Tanggal SK"), widget=Tanggal())
    berkas = unggahan(_("Berkas SK"), help_text=_("Sebaiknya PDF."))
    yakin = forms.BooleanField(label=_("SK sudah ditandatangani pimpinan instansi."))


class WBKMandiriForm(FormPortal):
    """Whether an instansi grants WBK itself, and on what ground."""

    alasan = teks(
        _("Dasar dan alasan"), baris=3, maks=2000, help_text=_("Misalnya nomor dan tanggal keputusan Menteri.")
    )
