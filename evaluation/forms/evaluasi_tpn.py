"""The shapes of TPN's steps. Rules are the services'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.enums.evaluasi_tpn import HasilLangkah, HasilLapangan, LangkahTPN, Rencana
from evaluation.forms.dasar import FormPortal, Tanggal, teks
from evaluation.models import TimTPN
from units.models import Instansi, User


def _hasil(pilihan: type) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Hasil"), required=False, widget=forms.RadioSelect, choices=pilihan.choices)


class Waktu(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, **kwargs) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)


class LangkahForm(FormPortal):
    """A step's form. ``versi`` is the state of TPN's notes the person looked at."""

    versi = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @property
    def isi(self) -> dict[str, object]:
        return {k: v for k, v in self.cleaned_data.items() if k != "versi"}


class DeskForm(LangkahForm):
    desk_hasil = _hasil(HasilLangkah)
    desk_kondisi = teks(_("Kondisi"), required=False, help_text=_("Wajib bila tidak lulus."))
    desk_rekomendasi = teks(
        _("Rekomendasi"), required=False, help_text=_("Wajib bila tidak lulus. Dibaca unit setelah keputusan.")
    )


class WawancaraForm(LangkahForm):
    wawancara_waktu = forms.DateTimeField(label=_("Waktu"), required=False, widget=Waktu())
    wawancara_tempat = forms.CharField(
        label=_("Tautan atau tempat"),
        required=False,
        max_length=500,
        help_text=_("Unit dan admin instansi diberi tahu waktu dan tempatnya begitu keduanya disimpan."),
    )
    wawancara_catatan = teks(_("Catatan persiapan"), required=False)
    wawancara_hasil = teks(_("Catatan hasil"), required=False, help_text=_("Wajib untuk menyelesaikan wawancara."))


class LapanganForm(LangkahForm):
    lapangan_tanggal = forms.DateField(label=_("Tanggal kunjungan"), required=False, widget=Tanggal())
    lapangan_tim = forms.CharField(label=_("Tim yang berkunjung"), required=False, max_length=500)
    penyamaran = teks(
        _("Catatan mystery shopper"),
        required=False,
        help_text=_("Tidak terlihat oleh instansi dan unit sebelum keputusan."),
    )
    lapangan_kondisi = teks(_("Kondisi"), required=False, help_text=_("Wajib bila tidak lulus atau dibawa ke panel."))
    lapangan_rekomendasi = teks(
        _("Rekomendasi"), required=False, help_text=_("Wajib bila tidak lulus atau dibawa ke panel.")
    )
    lapangan_hasil = _hasil(HasilLapangan)
    foto = forms.FileField(label=_("Foto"), required=False, help_text=_("JPG, PNG, atau WebP; satu tiap kali simpan."))


class PanelForm(LangkahForm):
    panel_hasil = _hasil(HasilLangkah)
    panel_alasan = teks(_("Alasan"), required=False)


class SurveiForm(LangkahForm):
    survei_ipak = forms.DecimalField(label=_("IPAK"), min_value=0, max_value=4, max_digits=3, decimal_places=2)
    survei_ipkp = forms.DecimalField(label=_("IPKP"), min_value=0, max_value=4, max_digits=3, decimal_places=2)
    survei_responden = forms.IntegerField(label=_("Jumlah responden"), min_value=1, max_value=10_000_000)
    survei_sumber = forms.CharField(
        label=_("Sumber"), max_length=200, help_text=_("Misalnya BPS provinsi atau nama pelaksana survei.")
    )


FORM_LANGKAH: dict[str, type[LangkahForm]] = {
    LangkahTPN.DESK: DeskForm,
    LangkahTPN.WAWANCARA: WawancaraForm,
    LangkahTPN.LAPANGAN: LapanganForm,
    LangkahTPN.PANEL: PanelForm,
    LangkahTPN.SURVEI: SurveiForm,
}


@dataclass(frozen=True, slots=True)
class Butir:
    """One line of a list to judge: what it is, what stands now, and what the page shows beside it."""

    kode: str
    nama: str
    hasil: str
    catatan: str
    benda: object = None


class DaftarButirForm(FormPortal):
    """Many lines at once, each with a result and a note."""

    versi = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, data, *, butir: Iterable[Butir], pilihan: Sequence[tuple[str, str]], catatan: str, **kwargs):
        super().__init__(data, **kwargs)
        self.butir = list(butir)
        for b in self.butir:
            self.fields[f"hasil_{b.kode}"] = forms.ChoiceField(
                label=b.nama,
                required=False,
                choices=pilihan,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                initial=b.hasil,
            )
            self.fields[f"catatan_{b.kode}"] = forms.CharField(
                label=catatan,
                required=False,
                max_length=2000,
                initial=b.catatan,
                widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
            )

    @property
    def baris(self) -> Iterator[tuple[Butir, forms.BoundField, forms.BoundField]]:
        for b in self.butir:
            yield b, self[f"hasil_{b.kode}"], self[f"catatan_{b.kode}"]

    @property
    def isi(self) -> dict[str, tuple[str, str]]:
        data = self.cleaned_data
        return {b.kode: (data[f"hasil_{b.kode}"], data[f"catatan_{b.kode}"]) for b in self.butir}


class AlasanTPNForm(FormPortal):
    """A reason, for an act that cannot be taken back."""

    alasan = teks(_("Alasan"), maks=2000)


class GugurForm(AlasanTPNForm):
    seluruh = forms.BooleanField(label=_("Gugurkan semua unit lain di usulan yang sama"), required=False)


class SanggahForm(FormPortal):
    """The objection to one item."""

    sanggah = teks(_("Sanggahan"))
    tautan = forms.URLField(
        label=_("Tautan bukti baru"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Sertakan tautan atau berkas."),
    )
    berkas = forms.FileField(label=_("Berkas"), required=False)


class RencanaForm(FormPortal):
    """What is to be decided on one unit."""

    rencana = forms.ChoiceField(required=False, choices=[("", _("Belum ditandai")), *Rencana.choices])
    alasan = forms.CharField(required=False, max_length=4000)


class SKForm(FormPortal):
    """The decree a batch stands under."""

    nomor_sk = forms.CharField(label=_("Nomor SK"), max_length=100)
    tanggal_sk = forms.DateField(label=_("Tanggal SK"), widget=Tanggal())
    berkas = forms.FileField(label=_("Salinan SK"), required=False, help_text=_("PDF."))


class TimTPNForm(FormPortal):
    """A team with its people and its instansi."""

    nama = forms.CharField(label=_("Nama tim"), max_length=100)
    nomor_sk = forms.CharField(label=_("Nomor SK tim"), max_length=100)
    tanggal_sk = forms.DateField(label=_("Tanggal SK tim"), widget=Tanggal())
    anggota = forms.ModelMultipleChoiceField(
        label=_("Anggota"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    instansi = forms.ModelMultipleChoiceField(
        label=_("Instansi yang dievaluasi"),
        queryset=Instansi.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data, *, anggota, instansi, tim: TimTPN | None = None) -> None:
        awal = {}
        if tim is not None:
            awal = {
                "nama": tim.nama,
                "nomor_sk": tim.nomor_sk,
                "tanggal_sk": tim.tanggal_sk,
                "anggota": list(tim.anggota.values_list("pk", flat=True)),
                "instansi": list(tim.penugasan.values_list("instansi", flat=True)),
            }
        super().__init__(data, initial=awal)
        self.fields["anggota"].queryset = anggota
        self.fields["instansi"].queryset = instansi
