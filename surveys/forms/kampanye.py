"""The shape of a survey: what is asked, when, how people get in, and which services it is about."""

from __future__ import annotations

import ipaddress
import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.enums import JenisKampanye, StatusKampanye
from surveys.indeks import target_sampel
from surveys.models import Kampanye
from surveys.selectors.kuesioner import kuesioner_pilihan
from surveys.services.kampanye import BOLEH_BERUBAH, LAYANAN_TERBANYAK
from units.models import UnitKerja
from units.selectors.tahap import TAHUN_AKHIR, TAHUN_AWAL
from zi_portal.common.bidang import WaktuSetempat
from zi_portal.common.waktu import SINGKATAN_ZONA

JARINGAN_TERBANYAK = 20


class DaftarJaringan(forms.CharField):
    """Networks, one a line, as a list of their plain form. Names those that are none."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> list[str]:
        baris = [satu.strip() for satu in super().to_python(value).splitlines() if satu.strip()]
        if len(baris) > JARINGAN_TERBANYAK:
            raise forms.ValidationError(_("Paling banyak %(n)d jaringan.") % {"n": JARINGAN_TERBANYAK})
        jaringan, salah = [], []
        for nomor, satu in enumerate(baris, 1):
            try:
                jaringan.append(str(ipaddress.ip_network(satu, strict=False)))
            except ValueError:
                salah.append(
                    _("Baris %(nomor)d, “%(isi)s”, bukan alamat jaringan. Tulis seperti 103.20.4.0/24.")
                    % {"nomor": nomor, "isi": satu[:60]}
                )
        if salah:
            raise forms.ValidationError(salah)
        return list(dict.fromkeys(jaringan))


class KampanyeForm(forms.ModelForm):
    """A new survey of ``unit``, or the change of one: of a running one only what bends no answer."""

    mulai = WaktuSetempat(label=_("Dibuka"))
    selesai = WaktuSetempat(label=_("Ditutup"))
    jaringan_kantor = DaftarJaringan(
        label=_("Jaringan kantor"),
        required=False,
        max_length=2000,
        help_text=_(
            "Alamat jaringan unit, satu per baris, misalnya 103.20.4.0/24. Isian dari sana diberi tanda, bukan ditolak."
        ),
    )
    tahun = forms.IntegerField(
        label=_("Tahun penilaian"),
        min_value=TAHUN_AWAL,
        max_value=TAHUN_AKHIR,
        help_text=_("Tahun LKE yang memakai hasilnya."),
    )
    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kiriman = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Kampanye
        fields = [
            "kuesioner",
            "nama",
            "jenis",
            "tahun",
            "cara",
            "mulai",
            "selesai",
            "pengantar",
            "minta_kontak",
            "kontak_hapus_pada",
            "waktu_minimum",
            "jaringan_kantor",
        ]

    def __init__(self, *args, unit: UnitKerja, jenis: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.instance.unit = unit
        tz = unit.instansi.tz
        self.zona = SINGKATAN_ZONA.get(str(tz), str(tz))
        for nama in ("mulai", "selesai"):
            self.fields[nama].tz = tz
            self.fields[nama].help_text = _("Jam %(zona)s.") % {"zona": self.zona}
        self.fields["kuesioner"].queryset = kuesioner_pilihan(unit)
        self.fields["kuesioner"].empty_label = _("Pilih kuesioner")
        self.fields["jenis"].choices = [(j.value, j.label) for j in JenisKampanye if j.value in jenis]
        self.fields["pengantar"].widget.attrs["rows"] = 3
        self.fields["jaringan_kantor"].widget.attrs["rows"] = 2
        self.fields["kontak_hapus_pada"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        self.fields["versi"].initial = self.instance.versi if self.instance.pk else None
        self.fields["kiriman"].initial = uuid.uuid4()
        if self.instance.pk or len(jenis) == 1:
            del self.fields["jenis"]
        if self.berjalan:
            for nama in set(self.Meta.fields) - BOLEH_BERUBAH:
                self.fields.pop(nama, None)

    @property
    def berjalan(self) -> bool:
        return bool(self.instance.pk) and self.instance.status != StatusKampanye.DRAF

    def isi(self) -> dict[str, Any]:
        """The fields of the survey as cleaned, by name."""
        return {n: v for n, v in self.cleaned_data.items() if n not in {"versi", "kiriman"}}

    @property
    def helper(self) -> FormHelper:
        def deret(*nama: str) -> Row:
            return Row(*(Column(Field(n), css_class="col-12 col-md-6") for n in nama if n in self.fields))

        def kelompok(judul: str, *isi: Any) -> list[Any]:
            ada = [b for b in isi if (b.fields if isinstance(b, Row) else b.fields[0] in self.fields)]
            return [Fieldset(judul, *ada)] if ada else []

        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            *kelompok(
                _("Yang ditanyakan"),
                Field("nama"),
                Field("kuesioner"),
                deret("jenis", "tahun"),
                Field("pengantar"),
            ),
            *kelompok(_("Waktu dan cara mengisi"), deret("mulai", "selesai"), deret("cara", "waktu_minimum")),
            *kelompok(_("Kontak responden"), Field("minta_kontak"), deret("kontak_hapus_pada")),
            *kelompok(_("Penjagaan"), Field("jaringan_kantor")),
            "versi",
            "kiriman",
        )
        return helper


class LayananForm(forms.Form):
    """One service and how many people it served."""

    nama = forms.CharField(label=_("Layanan"), required=False, max_length=150)
    populasi = forms.IntegerField(label=_("Penerima layanan"), required=False, min_value=0, max_value=2_000_000_000)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for bidang in self.fields.values():
            bidang.widget.attrs["class"] = "form-control"
        self.target: int | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("populasi") and not data.get("nama") and "nama" not in self.errors:
            self.add_error("nama", _("Tulis nama layanannya, atau kosongkan seluruh barisnya."))
        return data


class DaftarLayananDasar(forms.BaseFormSet):
    def baris(self) -> list[tuple[str, int]]:
        """The services in their order. Ask a valid list only."""
        isi = [f.cleaned_data for f in self.forms]
        return [(d["nama"], d.get("populasi") or 0) for d in isi if d.get("nama")]

    def hitung_target(self) -> int:
        """Write beside each row how many responses it should bring; returns how many all need."""
        self.is_valid()
        populasi = {}
        for nomor, f in enumerate(self.forms):
            d = getattr(f, "cleaned_data", None) or f.initial
            if d.get("nama"):
                populasi[nomor] = d.get("populasi") or 0
        target = target_sampel(populasi)
        for nomor, n in target.items():
            self.forms[nomor].target = n
        return sum(target.values())


def daftar_layanan(tambahan: int) -> type[DaftarLayananDasar]:
    """The list of services with so many empty rows at its end."""
    return forms.formset_factory(
        LayananForm,
        formset=DaftarLayananDasar,
        extra=tambahan,
        max_num=LAYANAN_TERBANYAK,
        absolute_max=LAYANAN_TERBANYAK,
        validate_max=True,
    )


class AlasanForm(forms.Form):
    """Why a survey pauses."""

    alasan = forms.CharField(
        label=_("Alasan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tercatat di riwayat dan dicetak dalam laporan survei."),
    )


class PerpanjangForm(AlasanForm):
    """A later end, and why."""

    sampai = WaktuSetempat(label=_("Ditutup pada"))
    field_order = ["sampai", "alasan"]

    def __init__(self, *args, unit: UnitKerja, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        tz = unit.instansi.tz
        self.fields["sampai"].tz = tz
        self.fields["sampai"].help_text = _("Jam %(zona)s.") % {"zona": SINGKATAN_ZONA.get(str(tz), str(tz))}
