"""The shape of a season's rules and of an extension."""

from __future__ import annotations

import datetime as dt

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Fieldset, Layout, Row
from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from evaluation.enums.musim import CaraNilai, Jendela
from evaluation.forms.dasar import FormPortal, Tanggal, akhir_hari, teks
from evaluation.models import Instrumen, Musim
from surveys.enums import KonversiSurvei
from units.enums import JenisInstansi
from units.models import Instansi
from zi_portal.common.waktu import SINGKATAN_ZONA

TAHUN_AWAL, TAHUN_AKHIR = 2000, 2100


def _zona(musim: Musim) -> str:
    return SINGKATAN_ZONA.get(str(musim.tz), str(musim.tz))


def _label(nama: str) -> str:
    return capfirst(Musim._meta.get_field(nama).verbose_name)


class MusimForm(FormPortal):
    """All that a season says. Days are those of the season's zone: a window opens as its day begins and closes as its
    day ends."""

    MULAI = ("isi_mulai", "usulan_mulai", "sanggah_mulai")
    SELESAI = ("isi_selesai", "tpi_selesai", "usulan_selesai", "sanggah_selesai")
    LAIN = (
        "instrumen",
        "cara_nilai",
        "wajib_pleno",
        "putaran_maks",
        "tahun_bukti_awal",
        "tahun_bukti_akhir",
        "pendahuluan",
        "konversi_survei",
        "bulan_bangun",
        "bulan_wbbm",
        "portalrb_dalam_jendela",
    )

    isi_mulai = forms.DateField(widget=Tanggal())
    isi_selesai = forms.DateField(widget=Tanggal())
    tpi_selesai = forms.DateField(widget=Tanggal())
    usulan_mulai = forms.DateField(required=False, widget=Tanggal())
    usulan_selesai = forms.DateField(required=False, widget=Tanggal())
    sanggah_mulai = forms.DateField(required=False, widget=Tanggal())
    sanggah_selesai = forms.DateField(required=False, widget=Tanggal())
    tahun_bukti_awal = forms.IntegerField(min_value=TAHUN_AWAL, max_value=TAHUN_AKHIR)
    tahun_bukti_akhir = forms.IntegerField(min_value=TAHUN_AWAL, max_value=TAHUN_AKHIR)
    instrumen = forms.ModelChoiceField(queryset=Instrumen.objects.none(), empty_label=None)
    cara_nilai = forms.ChoiceField(choices=CaraNilai.choices)
    wajib_pleno = forms.BooleanField(required=False, help_text=Musim._meta.get_field("wajib_pleno").help_text)
    portalrb_dalam_jendela = forms.BooleanField(
        required=False, help_text=Musim._meta.get_field("portalrb_dalam_jendela").help_text
    )
    putaran_maks = forms.IntegerField(
        required=False, min_value=1, max_value=20, help_text=Musim._meta.get_field("putaran_maks").help_text
    )
    konversi_survei = forms.ChoiceField(
        choices=KonversiSurvei.choices, help_text=_("Untuk indeks survei yang skalanya bukan 1 sampai 4.")
    )
    bulan_bangun = forms.IntegerField(min_value=0, max_value=60)
    bulan_wbbm = forms.IntegerField(min_value=0, max_value=60)
    pendahuluan = forms.MultipleChoiceField(
        required=False,
        choices=JenisInstansi.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Jenis instansi yang menjalani penilaian pendahuluan. Kosong berarti tidak ada."),
    )
    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    def __init__(self, *args, musim: Musim, **kwargs) -> None:
        self.tz = musim.tz
        super().__init__(*args, initial=self._isian(musim), **kwargs)
        for nama in (*self.MULAI, *self.SELESAI, *self.LAIN):
            self.fields[nama].label = _label(nama)
        self.fields["instrumen"].queryset = Instrumen.objects.defer("isi")
        self.zona = _zona(musim)

    def _isian(self, musim: Musim) -> dict[str, object]:
        saat = {nama: getattr(musim, nama) for nama in (*self.MULAI, *self.SELESAI)}
        hari = {nama: isi and isi.astimezone(self.tz).date() for nama, isi in saat.items()}
        return hari | {nama: getattr(musim, nama) for nama in (*self.LAIN, "versi")}

    def clean(self) -> dict[str, object]:
        data = super().clean()
        for nama in self.MULAI:
            if data.get(nama):
                data[nama] = dt.datetime.combine(data[nama], dt.time(), tzinfo=self.tz)
        for nama in self.SELESAI:
            if data.get(nama):
                data[nama] = akhir_hari(data[nama], self.tz)
        for mulai, selesai in (("usulan_mulai", "usulan_selesai"), ("sanggah_mulai", "sanggah_selesai")):
            for ada, kosong in ((mulai, selesai), (selesai, mulai)):
                if data.get(ada) and not data.get(kosong) and kosong not in self.errors:
                    self.add_error(kosong, _("Isi kedua tanggalnya, atau kosongkan keduanya."))
        for awal, akhir in (
            ("isi_mulai", "isi_selesai"),
            ("isi_selesai", "tpi_selesai"),
            ("usulan_mulai", "usulan_selesai"),
            ("sanggah_mulai", "sanggah_selesai"),
            ("tahun_bukti_awal", "tahun_bukti_akhir"),
        ):
            if data.get(awal) and data.get(akhir) and data[akhir] < data[awal]:
                self.add_error(akhir, _("Tidak boleh mendahului “%(awal)s”.") % {"awal": _label(awal)})
        return data

    @property
    def helper(self) -> FormHelper:
        def baris(*nama: str) -> Row:
            return Row(*(Column(Field(n), css_class="col-12 col-md-6") for n in nama))

        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            Field("versi"),
            Fieldset(_("Pengisian dan penilaian TPI"), baris("isi_mulai", "isi_selesai"), baris("tpi_selesai")),
            Fieldset(
                _("Pengusulan dan sanggah"),
                baris("usulan_mulai", "usulan_selesai"),
                baris("sanggah_mulai", "sanggah_selesai"),
                Field("portalrb_dalam_jendela"),
            ),
            Fieldset(
                _("Cara menilai"),
                Field("instrumen"),
                baris("cara_nilai", "putaran_maks"),
                Field("wajib_pleno"),
                baris("tahun_bukti_awal", "tahun_bukti_akhir"),
                Field("konversi_survei"),
            ),
            Fieldset(_("Syarat mengusul"), baris("bulan_bangun", "bulan_wbbm"), Field("pendahuluan")),
        )
        return helper


class PerpanjangForm(FormPortal):
    """A later end of one window, as a day in the season's zone, for all or one instansi, with a reason."""

    jendela = forms.ChoiceField(label=_("Yang diperpanjang"), widget=forms.RadioSelect)
    instansi = forms.ModelChoiceField(
        label=_("Untuk"), required=False, queryset=Instansi.objects.none(), empty_label=_("Semua instansi")
    )
    sampai = forms.DateField(label=_("Diperpanjang sampai"), widget=Tanggal())
    alasan = teks(
        _("Alasan"),
        help_text=_("Dibaca admin instansi dan pengarah TPI yang diberi tahu, dan tetap tercatat di riwayat musim."),
    )

    def __init__(self, *args, musim: Musim, jendela: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tz = musim.tz
        self.fields["jendela"].choices = jendela
        self.fields["instansi"].queryset = Instansi.objects.order_by("nama", "pk")
        self.fields["sampai"].help_text = _("Sampai pukul 23.59 %(zona)s pada hari itu.") % {"zona": _zona(musim)}
        self.fields["sampai"].widget.attrs["min"] = timezone.localdate(timezone=self.tz).isoformat()

    def clean_jendela(self) -> Jendela:
        return Jendela(self.cleaned_data["jendela"])

    def clean_sampai(self) -> dt.datetime:
        return akhir_hari(self.cleaned_data["sampai"], self.tz)
