"""The shape of what comes in from the reviewing side: returns, results, letters, decisions, assignments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import JenisPredikat, Status
from evaluation.models import LembarKerjaEvaluasi, Musim
from evaluation.selectors.tpi import Banding
from units.models import Instansi, UnitKerja, User
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.waktu import SINGKATAN_ZONA

MINTA_MAKS = 4000


class Tanggal(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class FormPortal(forms.Form):
    """A form whose page writes the <form> tag, so page and fragment share it."""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(*(Field(nama) for nama in self.fields))
        return helper


def akhir_hari(tanggal: dt.date, tz: dt.tzinfo) -> dt.datetime:
    """The last second of a day in an office's own zone: a due date lasts until it is over there."""
    return dt.datetime.combine(tanggal, dt.time(23, 59, 59), tzinfo=tz)


class TenggatForm(FormPortal):
    """A due date of the unit, as a day in its office's zone, with a reason."""

    tenggat = forms.DateField(label=_("Tenggat perbaikan"), widget=Tanggal())
    alasan = forms.CharField(label=_("Alasan"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args, lke: LembarKerjaEvaluasi, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tz = lke.unit.instansi.tz
        zona = SINGKATAN_ZONA.get(str(self.tz), str(self.tz))
        self.fields["tenggat"].help_text = _("Sampai pukul 23.59 %(zona)s pada hari itu.") % {"zona": zona}
        hari_ini = timezone.localdate(timezone=self.tz)
        batas = lke.musim.tpi_selesai.astimezone(self.tz).date()
        self.fields["tenggat"].widget.attrs |= {"min": hari_ini.isoformat(), "max": batas.isoformat()}

    def clean_tenggat(self) -> dt.datetime:
        return akhir_hari(self.cleaned_data["tenggat"], self.tz)


class KembalikanForm(TenggatForm):
    """A return: the flagged questions, each with what is wanted, a reason for the whole, and a due date."""

    def __init__(self, *args, lke: LembarKerjaEvaluasi, baris: Sequence[Banding], **kwargs) -> None:
        super().__init__(*args, lke=lke, **kwargs)
        self.fields["alasan"].label = _("Pengantar untuk unit")
        self.fields["alasan"].help_text = _("Dibaca semua orang tim kerja unit, bersama daftar pertanyaan di bawah.")
        self._baris = baris

    def baris(self) -> list[dict[str, object]]:
        """Each question with its mark and wish: what was sent, or a proposal from TPI's own answers."""
        return [self._satu(b) for b in self._baris]

    def _satu(self, b: Banding) -> dict[str, object]:
        if self.is_bound:
            minta = self._minta(b.kode)
            dipilih = b.kode in self.data.getlist("tanda")
        else:
            dipilih = b.turun or bool(b.utas_terbuka)
            minta = ((b.catatan_tpi if b.turun else "") or b.utas_terbuka) if dipilih else ""
        kurang = self.is_bound and dipilih and not 0 < len(minta) <= MINTA_MAKS
        return {"banding": b, "dipilih": dipilih, "minta": minta, "kurang": kurang}

    def _minta(self, kode: str) -> str:
        return bersih_teks(self.data.get(f"minta-{kode}"))

    def clean(self) -> dict[str, object]:
        data = super().clean()
        dipilih = set(self.data.getlist("tanda"))
        tanda = {b.kode: self._minta(b.kode) for b in self._baris if b.kode in dipilih}
        if not tanda:
            raise ValidationError(_("Tandai paling sedikit satu pertanyaan yang harus diperbaiki."))
        if kurang := [kode for kode, minta in tanda.items() if not minta]:
            raise ValidationError(
                _("Tuliskan apa yang harus diperbaiki pada %(kode)s.") % {"kode": ", ".join(kurang[:5])}
            )
        if panjang := [kode for kode, minta in tanda.items() if len(minta) > MINTA_MAKS]:
            raise ValidationError(
                _("Yang harus diperbaiki paling panjang 4.000 huruf. Ringkas pada %(kode)s.")
                % {"kode": ", ".join(panjang[:5])}
            )
        data["tanda"] = tanda
        return data


class SelesaiForm(FormPortal):
    """TPI's result for a sheet."""

    hasil = forms.ChoiceField(
        label=_("Hasil evaluasi TPI"),
        widget=forms.RadioSelect,
        choices=[
            (Status.LAYAK, _("Layak diusulkan")),
            (Status.TIDAK_LAYAK, _("Tidak layak diusulkan tahun ini")),
        ],
    )
    alasan = forms.CharField(
        label=_("Alasan"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wajib bila tidak layak. Dibaca unit dan admin instansi."),
    )

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if data.get("hasil") == Status.TIDAK_LAYAK and not data.get("alasan", "").strip():
            self.add_error("alasan", _("Tuliskan alasannya, supaya unit tahu apa yang harus dibangun."))
        return data


class TugasForm(forms.Form):
    """One TPI member for one unit; both must be among those the person manages."""

    unit = forms.ModelChoiceField(queryset=UnitKerja.objects.none())
    anggota = forms.ModelChoiceField(queryset=User.objects.none())

    def __init__(self, *args, unit: QuerySet[UnitKerja], anggota: QuerySet[User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = unit
        self.fields["anggota"].queryset = anggota
        self.fields["anggota"].error_messages["required"] = _("Pilih anggota TPI dahulu.")


class UsulanForm(FormPortal):
    """A new proposal: one for each instansi, year and predicate."""

    instansi = forms.ModelChoiceField(label=_("Instansi"), queryset=Instansi.objects.none(), empty_label=None)
    musim = forms.ModelChoiceField(label=_("Tahun"), queryset=Musim.objects.all(), empty_label=None)
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


class PutusanForm(FormPortal):
    """TPN's decision on one unit."""

    TETAPKAN, TOLAK = "tetapkan", "tolak"
    putusan = forms.ChoiceField(
        label=_("Keputusan"),
        widget=forms.RadioSelect,
        choices=[(TETAPKAN, _("Ditetapkan")), (TOLAK, _("Tidak ditetapkan"))],
    )
    nomor_sk = forms.CharField(label=_("Nomor SK"), max_length=100, required=False, help_text=_("Bila ditetapkan."))
    tanggal_sk = forms.DateField(label=_("Tanggal SK"), required=False, widget=Tanggal())
    alasan = forms.CharField(
        label=_("Alasan dan catatan"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wajib bila tidak ditetapkan. Dibaca unit, TPI, dan admin instansi."),
    )

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if data.get("putusan") == self.TETAPKAN:
            for nama in ("nomor_sk", "tanggal_sk"):
                if not data.get(nama) and nama not in self.errors:
                    self.add_error(nama, _("Isi bila unit ditetapkan."))
        if data.get("putusan") == self.TOLAK and not data.get("alasan", "").strip():
            self.add_error("alasan", _("Tuliskan alasannya, supaya unit tahu apa yang harus dibangun."))
        return data


class SaringAntrean(forms.Form):
    """What the address of a list asks for; anything unknown is left out rather than refused."""

    q = forms.CharField(required=False, max_length=100)
    status = forms.ChoiceField(required=False, choices=[("", ""), *Status.choices])
    urut = forms.ChoiceField(required=False)
    instansi = forms.ModelChoiceField(required=False, queryset=Instansi.objects.none())
    predikat = forms.ChoiceField(required=False, choices=[("", ""), *JenisPredikat.choices])

    def __init__(self, data, *, urutan: Sequence[str] = (), instansi: QuerySet[Instansi] | None = None) -> None:
        super().__init__(data)
        self.fields["urut"].choices = [(u, u) for u in urutan]
        if instansi is not None:
            self.fields["instansi"].queryset = instansi

    @property
    def nilai(self) -> dict[str, object]:
        """Cleaned values of the fields that could be read."""
        self.is_valid()
        return {nama: nilai for nama, nilai in self.cleaned_data.items() if nilai}
