"""The shape of what TPI sends in: returns, dates, results, assignments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Status
from evaluation.enums.musim import Jendela
from evaluation.forms.dasar import FormPortal, Tanggal, akhir_hari, teks
from evaluation.models import LembarKerjaEvaluasi
from evaluation.selectors.masa import tutup_jendela
from evaluation.selectors.tpi import Banding
from units.models import UnitKerja, User
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.waktu import SINGKATAN_ZONA

MINTA_MAKS = 4000


class TenggatForm(FormPortal):
    """A due date of the unit, as a day in its office's zone, with a reason."""

    tenggat = forms.DateField(label=_("Tenggat perbaikan"), widget=Tanggal())
    alasan = teks(_("Alasan"))

    def __init__(self, *args, lke: LembarKerjaEvaluasi, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.tz = lke.unit.instansi.tz
        zona = SINGKATAN_ZONA.get(str(self.tz), str(self.tz))
        self.fields["tenggat"].help_text = _("Sampai pukul 23.59 %(zona)s pada hari itu.") % {"zona": zona}
        hari_ini = timezone.localdate(timezone=self.tz)
        batas = tutup_jendela(lke.musim, Jendela.TPI, lke.unit.instansi).astimezone(self.tz).date()
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
    alasan = teks(_("Alasan"), required=False, help_text=_("Wajib bila tidak layak. Dibaca unit dan admin instansi."))

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
