"""Shapes of input of stage II: a candidate with its criteria, the SK, a removal, the clock of the instansi."""

from __future__ import annotations

import uuid

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import DasarMasa, JenisKriteria, NilaiKriteria
from units.forms.baris import BarisForm
from units.forms.organisasi import TanggalInput
from units.models import CalonUnit, Instansi, KriteriaCalon
from units.selectors.penetapan import KRITERIA_WAJIB
from units.services.penetapan import DataSK, IsiKriteria
from zi_portal.common import berkas as pemeriksa

BEBAS_MAKS = 10
BEBAS_KOSONG = 1


def _helper(*susunan: object) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*susunan)
    return helper


class CalonForm(BarisForm):
    """A candidate: route, aim, and how it meets the three criteria of the regulation and others of one's own.

    A criterion of one's own that is emptied goes away.
    """

    class Meta:
        model = CalonUnit
        fields = ["jalur", "predikat_tujuan", "kawasan", "catatan"]
        help_texts = {
            "kawasan": _("Bila unit termasuk kawasan bersama, misalnya pelabuhan atau bandar udara."),
            "catatan": _("Untuk Anda dan pimpinan instansi; tidak menentukan penetapan."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ada = list(self.instance.kriteria.order_by("pk")) if self.instance.pk else []
        menurut = {k.jenis: k for k in ada if k.jenis != JenisKriteria.BEBAS}
        bebas = [k for k in ada if k.jenis == JenisKriteria.BEBAS]
        kelompok = []
        for jenis in KRITERIA_WAJIB:
            nama = self._tambah(jenis.value, menurut.get(jenis))
            kelompok.append(Fieldset(jenis.label, *nama, css_class="kriteria-isian"))
        self.jumlah_bebas = self._hitung_bebas(len(bebas))
        for n in range(self.jumlah_bebas):
            nama = self._tambah(f"bebas_{n}", bebas[n] if n < len(bebas) else None, bernama=True)
            judul = _("Kriteria lain %(n)d") % {"n": n + 1}
            kelompok.append(Fieldset(judul, *nama, css_class="kriteria-isian"))
        ket = _("Nilai tiap kriteria dan tulis alasannya. Boleh disimpan sebelum lengkap; SK menunggu tiga pertama.")
        self.helper.layout = Layout(
            Row(Column("jalur"), Column("predikat_tujuan")),
            "kawasan",
            HTML(f'<h2 class="mt-4">{_("Kriteria")}</h2><p class="soft">{ket}</p>'),
            *kelompok,
            HTML('<hr class="my-4">'),
            "catatan",
            "versi",
            "kiriman",
        )

    def _hitung_bebas(self, ada: int) -> int:
        if self.is_bound:
            terkirim = [n for n in range(BEBAS_MAKS) if self.add_prefix(f"nama_bebas_{n}") in self.data]
            return max(terkirim, default=-1) + 1
        return min(ada + BEBAS_KOSONG, BEBAS_MAKS)

    def _tambah(self, kunci: str, kriteria: KriteriaCalon | None, *, bernama: bool = False) -> list[object]:
        if bernama:
            self.fields[f"nama_{kunci}"] = forms.CharField(
                label=_("Nama kriteria"),
                max_length=200,
                required=False,
                initial=kriteria.nama if kriteria else "",
                help_text=_("Kosongkan ketiga isian bila tidak dipakai."),
            )
        self.fields[f"nilai_{kunci}"] = forms.ChoiceField(
            label=_("Penilaian"),
            choices=NilaiKriteria.choices,
            required=False,
            widget=forms.RadioSelect,
            initial=kriteria.nilai if kriteria else "",
        )
        self.fields[f"alasan_{kunci}"] = forms.CharField(
            label=_("Alasan"),
            max_length=4000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial=kriteria.alasan if kriteria else "",
        )
        nama = [f"nama_{kunci}"] if bernama else []
        return [*nama, InlineRadios(f"nilai_{kunci}"), f"alasan_{kunci}"]

    def clean(self) -> dict:
        data = super().clean()
        for n in range(self.jumlah_bebas):
            berisi = data.get(f"nilai_bebas_{n}") or data.get(f"alasan_bebas_{n}")
            if berisi and not data.get(f"nama_bebas_{n}") and f"nama_bebas_{n}" not in self.errors:
                self.add_error(f"nama_bebas_{n}", _("Beri nama untuk kriteria lain."))
        return data

    def isi(self) -> dict[str, object]:
        return {nama: self.cleaned_data[nama] for nama in self.Meta.fields}

    def kriteria(self) -> list[IsiKriteria]:
        """The criteria as cleaned; those without a word in them are left out by the service."""
        d = self.cleaned_data
        wajib = [IsiKriteria(j.value, d[f"nilai_{j.value}"], d[f"alasan_{j.value}"]) for j in KRITERIA_WAJIB]
        bebas = [
            IsiKriteria(JenisKriteria.BEBAS.value, d[f"nilai_bebas_{n}"], d[f"alasan_bebas_{n}"], d[f"nama_bebas_{n}"])
            for n in range(self.jumlah_bebas)
        ]
        return [*wajib, *bebas]

    def bentrok(self, baris: CalonUnit) -> None:
        tampil = {
            nama: getattr(baris, f"get_{nama}_display", lambda nama=nama: getattr(baris, nama))()
            for nama in self.Meta.fields
        }
        self.kini = [
            (str(self.fields[nama].label), str(isi or "–"))
            for nama, isi in tampil.items()
            if getattr(baris, nama) != self.cleaned_data[nama]
        ]
        saya = {k.judul: k.ringkas for k in self.kriteria() if k.ringkas or k.nama}
        kini = [IsiKriteria(k.jenis, k.nilai, k.alasan, k.nama) for k in baris.kriteria.order_by("pk")]
        self.kini += [(k.judul, k.ringkas or "–") for k in kini if saya.get(k.judul) != k.ringkas]
        self.data = self.data.copy()
        self.data[self.add_prefix("versi")] = str(baris.versi)


class CalonPilihan(forms.ModelMultipleChoiceField):
    """Candidates by the name of their unit."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, calon: CalonUnit) -> str:
        return calon.unit.nama


class SKForm(forms.Form):
    """A SK: whom it names, what stands on it, its file."""

    calon = CalonPilihan(
        CalonUnit.objects.none(),
        label=_("Unit yang ditetapkan"),
        error_messages={
            "required": _("Pilih paling sedikit satu calon."),
            "invalid_choice": _("Salah satu pilihan bukan calon lagi. Muat ulang daftar, lalu pilih lagi."),
        },
    )
    nomor = forms.CharField(label=_("Nomor SK"), max_length=100)
    tanggal = forms.DateField(label=_("Tanggal SK"), widget=TanggalInput)
    pejabat_nama = forms.CharField(label=_("Ditandatangani oleh"), max_length=150)
    pejabat_jabatan = forms.CharField(label=_("Jabatan"), max_length=150)
    berkas = forms.FileField(
        label=_("Berkas SK"),
        max_length=255,
        help_text=_("Disimpan sekali, dan masuk arsip bukti setiap unit yang ditetapkan. Sebaiknya PDF."),
        widget=forms.ClearableFileInput(attrs={"accept": pemeriksa.TERIMA}),
    )
    kiriman = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, instansi: Instansi, calon: QuerySet[CalonUnit], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instansi = instansi
        self.fields["calon"].queryset = calon
        self.fields["kiriman"].initial = uuid.uuid4()
        self.helper = _helper(
            "calon",
            Row(Column("nomor"), Column("tanggal")),
            Row(Column("pejabat_nama"), Column("pejabat_jabatan")),
            "berkas",
            "kiriman",
        )

    def clean_tanggal(self):
        tanggal = self.cleaned_data["tanggal"]
        if tanggal > timezone.localdate(timezone=self.instansi.tz):
            raise forms.ValidationError(_("Tanggal SK tidak boleh sesudah hari ini."))
        return tanggal

    def data_sk(self) -> DataSK:
        return DataSK(**{nama: self.cleaned_data[nama] for nama in DataSK.__dataclass_fields__})


class KeluarkanForm(forms.Form):
    """From which day a unit is out, and why."""

    tanggal = forms.DateField(label=_("Dikeluarkan pada"), widget=TanggalInput, initial=timezone.localdate)
    alasan = forms.CharField(
        label=_("Alasan"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tulis alasannya, supaya unit tahu mengapa dikeluarkan.")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("tanggal", "alasan")


class AturInstansiForm(forms.Form):
    """From which date the instansi counts a year of building; the regulation leaves it open."""

    dasar_masa = forms.ChoiceField(
        label=capfirst(Instansi._meta.get_field("dasar_masa").verbose_name),
        choices=DasarMasa.choices,
        widget=forms.RadioSelect,
        help_text=_("Syarat membangun ZI paling sedikit setahun dihitung dari tanggal ini, untuk semua unit instansi."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = _helper("dasar_masa")
