"""Shapes of input of stage III's plan: services, issues, risks, innovations, and the items of the rencana aksi."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Row
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units.forms.baris import BarisForm
from units.models import ButirAksi, Inovasi, IsuStrategis, LayananUtama, Risiko, User
from units.selectors.organisasi import orang_unit

# A question of the LKE as PermenPANRB 90/2021 numbers them: A.I.1.i.a, A.II.1.i.a, B.I.a. Which questions exist is
# the instrument's business.
KODE = re.compile(r"A\.(I|II)\.[1-6]\.[ivx]{1,4}\.[a-z]|B\.(I|II)\.[a-z]")
KODE_MAKS = 20


class LayananForm(BarisForm):
    susunan = ("nama", Row(Column("pengguna"), Column("waktu"), Column("biaya")), "keterangan")

    class Meta:
        model = LayananUtama
        fields = ["nama", "pengguna", "waktu", "biaya", "keterangan"]


class BarisTertautForm(BarisForm):
    """A row that points to others of its unit: those of the same year, and what it points to already."""

    tautan: tuple[str, ...] = ("layanan",)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for nama in self.tautan:
            bidang = self.fields[nama]
            kini = getattr(self.instance, f"{nama}_id")
            bidang.queryset = bidang.queryset.filter(Q(tahun=self.instance.tahun) | Q(pk=kini))


class IsuForm(BarisTertautForm):
    susunan = ("judul", "uraian", Row(Column("layanan"), Column("prioritas")))
    opsi_kosong = {"layanan": _("Tidak terkait satu layanan")}

    class Meta:
        model = IsuStrategis
        fields = ["judul", "uraian", "layanan", "prioritas"]


class RisikoForm(BarisTertautForm):
    susunan = (
        "uraian",
        Row(Column("penyebab"), Column("akibat")),
        Row(Column("kemungkinan"), Column("dampak")),
        "penanganan",
        Row(Column("layanan"), Column("area"), Column("pemilik")),
    )
    opsi_kosong = {"layanan": _("Tidak terkait satu layanan")}

    class Meta:
        model = Risiko
        fields = [
            "uraian",
            "penyebab",
            "akibat",
            "kemungkinan",
            "dampak",
            "penanganan",
            "layanan",
            "area",
            "pemilik",
        ]
        help_texts = {
            "kemungkinan": _("1 hampir tidak pernah, 5 hampir pasti terjadi."),
            "dampak": _("1 hampir tidak terasa, 5 layanan berhenti atau kepercayaan hilang."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for nama in ("kemungkinan", "dampak"):
            self.fields[nama].choices = [("", _("Pilih")), *((n, str(n)) for n in range(1, 6))]
        self.fields["area"].choices = [("", _("Semua atau tidak tentu")), *self.fields["area"].choices[1:]]


class InovasiForm(BarisTertautForm):
    susunan = (
        "nama",
        "masalah",
        Row(Column("sebelum"), Column("sesudah")),
        "ukuran",
        Row(Column("layanan"), Column("area"), Column("prioritas")),
        Row(Column("mulai"), Column("url")),
        "mempermudah",
    )
    opsi_kosong = {"layanan": _("Tidak terkait satu layanan")}
    url = forms.URLField(label=_("Tautan"), required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = Inovasi
        fields = [
            "nama",
            "masalah",
            "sebelum",
            "sesudah",
            "ukuran",
            "layanan",
            "area",
            "prioritas",
            "mulai",
            "url",
            "mempermudah",
        ]
        help_texts = {
            "ukuran": _("Angka sebelum dan sesudah yang dapat diperiksa, misalnya “tunggu 45 menit menjadi 12 menit”.")
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = self.fields["area"].choices[-6:]


class KodeField(forms.CharField):
    """Question codes of the LKE, several with commas, spaces or lines between; cleans to a list without repeats."""

    def prepare_value(self, value: object) -> object:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: object) -> list[str]:
        kode = [_rapikan(k) for k in re.split(r"[\s,;]+", str(value or "")) if k]
        return list(dict.fromkeys(kode))

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if salah := [k for k in value if not KODE.fullmatch(k)]:
            raise forms.ValidationError(
                _("%(kode)s bukan kode pertanyaan LKE. Tulis seperti A.I.1.i.a atau A.II.1.i.a, pisahkan dengan koma.")
                % {"kode": ", ".join(f"“{k[:20]}”" for k in salah[:3])}
            )
        if len(value) > KODE_MAKS:
            raise forms.ValidationError(_("Paling banyak %(n)s kode untuk satu butir.") % {"n": KODE_MAKS})

    def run_validators(self, value: list[str]) -> None:
        """The length of each code is in its shape."""


def _rapikan(kode: str) -> str:
    """A code in the instrument's own letters, whatever was typed: "a.ii.1.I.A" is A.II.1.i.a."""
    bagian = kode.strip(".").split(".")
    return ".".join([*(b.upper() for b in bagian[:2]), *(b.lower() for b in bagian[2:])])


class AksiForm(BarisTertautForm):
    tautan = ("layanan", "isu", "risiko", "inovasi")
    susunan = (
        "nama",
        Row(Column("area"), Column("prioritas")),
        Row(Column("keluaran"), Column("target")),
        Row(Column("pic"), Column("pic_nama")),
        Row(Column("mulai"), Column("tenggat")),
        "kode",
        Row(Column("layanan"), Column("isu")),
        Row(Column("risiko"), Column("inovasi")),
        "menyentuh_masyarakat",
    )
    opsi_kosong = {
        "pic": _("Tanpa akun, tulis namanya"),
        "layanan": _("Tidak terkait satu layanan"),
        "isu": _("Tidak terkait satu isu"),
        "risiko": _("Tidak terkait satu risiko"),
        "inovasi": _("Bukan bagian dari inovasi"),
    }
    kode = KodeField(
        label=_("Pertanyaan LKE"),
        required=False,
        max_length=400,
        help_text=_("Kode pertanyaan yang dijawab butir ini, misalnya A.I.1.i.a, A.II.1.i.a."),
    )

    class Meta:
        model = ButirAksi
        fields = [
            "nama",
            "area",
            "kode",
            "keluaran",
            "target",
            "prioritas",
            "pic",
            "pic_nama",
            "mulai",
            "tenggat",
            "menyentuh_masyarakat",
            "layanan",
            "isu",
            "risiko",
            "inovasi",
        ]
        help_texts = {
            "keluaran": _("Benda yang ada setelah selesai, misalnya “SK tim kerja”."),
            "target": _("Ukuran yang dapat dihitung, misalnya “100 % loket memakai antrean daring”."),
            "pic_nama": _("Terisi sendiri bila sebuah akun dipilih."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("Pilih area")), *self.fields["area"].choices[-6:]]
        # Whoever is named already stays, though they may have left the unit.
        orang = orang_unit(self.unit)
        self.fields["pic"].queryset = User.objects.filter(Q(pk__in=orang.values("pk")) | Q(pk=self.instance.pic_id))
        self.fields["pic"].queryset = self.fields["pic"].queryset.order_by("nama")
        self.fields["pic_nama"].required = False
        tahun = self.instance.tahun
        self.batas = dt.date(tahun - 1, 1, 1), dt.date(tahun + 1, 12, 31)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if pic := data.get("pic"):
            data["pic_nama"] = pic.nama
        elif not data.get("pic_nama") and not {"pic", "pic_nama"} & self.errors.keys():
            self.add_error("pic_nama", _("Pilih akun PIC, atau tulis namanya."))
        awal, akhir = self.batas
        for nama in ("mulai", "tenggat"):
            if (hari := data.get(nama)) and not awal <= hari <= akhir:
                self.add_error(
                    nama,
                    _("Tanggal ini jauh dari rencana tahun %(tahun)s. Pilih antara %(awal)s dan %(akhir)s.")
                    % {"tahun": self.instance.tahun, "awal": f"1-1-{awal.year}", "akhir": f"31-12-{akhir.year}"},
                )
        if data.get("mulai") and data.get("tenggat") and data["tenggat"] < data["mulai"]:
            self.add_error("tenggat", _("Tenggat tidak boleh mendahului tanggal mulai."))
        return data


class KemajuanForm(forms.Form):
    """A report of progress; ``versi`` is what the person saw of the item."""

    persen = forms.IntegerField(
        label=_("Kemajuan (%)"),
        min_value=0,
        max_value=100,
        error_messages={
            "required": _("Tulis kemajuan dari 0 sampai 100."),
            "invalid": _("Tulis angka bulat dari 0 sampai 100."),
            "min_value": _("Kemajuan bernilai 0 sampai 100."),
            "max_value": _("Kemajuan bernilai 0 sampai 100."),
        },
    )
    catatan = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang sudah dikerjakan, dan apa yang menghambat."),
    )
    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kiriman = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, butir: ButirAksi, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"persen": butir.persen, "versi": butir.versi, "kiriman": uuid.uuid4()}
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def bentrok(self, butir: ButirAksi) -> None:
        """Let the next press save beside what now stands there."""
        self.data = self.data.copy()
        self.data["versi"] = str(butir.versi)
        self.data["kiriman"] = str(uuid.uuid4())
