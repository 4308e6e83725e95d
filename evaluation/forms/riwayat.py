"""What a history may be asked for by its address."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.enums import Aksi, Lapis
from evaluation.enums.riwayat import Benda, Jejak
from evaluation.enums.telusur import JENIS_INSTANSI, JENIS_LKE
from evaluation.forms.dasar import Tanggal
from evaluation.selectors.lembar import LABEL_LAPIS
from evaluation.selectors.riwayat import Saring
from units.enums.tahap import Benda as BendaTahap

# A history of an instansi is read over a window: its newest days when none is asked for, and never more than this.
HARI_BAWAAN = 30
HARI_TERBANYAK = 366
SALAH_TANGGAL = gettext_lazy("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2026-03-31.")


class SaringRiwayat(forms.Form):
    """Filters every history has. What cannot be read is told, and the rest applies."""

    jenis = forms.ChoiceField(required=False)
    orang = forms.CharField(required=False, max_length=100)
    mulai = forms.DateField(required=False, widget=Tanggal, error_messages={"invalid": SALAH_TANGGAL})
    sampai = forms.DateField(required=False, widget=Tanggal, error_messages={"invalid": SALAH_TANGGAL})

    PILIHAN_JENIS = ()

    def __init__(self, data, *, tz: dt.tzinfo) -> None:
        super().__init__(data)
        self.tz = tz
        self.fields["jenis"].choices = [("", ""), *((j.value, j.label) for j in self.PILIHAN_JENIS)]

    def nilai(self, nama: str) -> object:
        return self.cleaned_data.get(nama) or ""

    @property
    def galat(self) -> list[str]:
        """What could not be read, in sentences, each once. An unknown choice is as if not asked."""
        tulisan = (nama for nama in self.errors if not isinstance(self.fields[nama], forms.ChoiceField))
        pesan = [str(p) for nama in tulisan for p in self.errors[nama]]
        mulai, sampai = self.rentang
        if mulai and sampai and sampai < mulai:
            pesan.append(_("Tanggal akhir mendahului tanggal awal, jadi tidak ada yang cocok."))
        return list(dict.fromkeys(pesan))

    @property
    def rentang(self) -> tuple[dt.date | None, dt.date | None]:
        return self.nilai("mulai") or None, self.nilai("sampai") or None

    @property
    def aktif(self) -> bool:
        return any(self.cleaned_data.values())

    def _waktu(self) -> dict[str, dt.datetime | None]:
        mulai, sampai = self.rentang
        return {"mulai": self._awal(mulai), "sebelum": self._awal(sampai, dt.timedelta(days=1))}

    def _awal(self, hari: dt.date | None, tambah: dt.timedelta = dt.timedelta(0)) -> dt.datetime | None:
        """The beginning of a day in the office's zone; a year no calendar goes beyond asks for nothing."""
        if hari is None or not 2000 <= hari.year <= 2200:
            return None
        return dt.datetime.combine(hari + tambah, dt.time(), tzinfo=self.tz)


class SaringLKE(SaringRiwayat):
    """Filters of a sheet's history; only the layers and questions there are can be asked for."""

    PILIHAN_JENIS = JENIS_LKE

    lapis = forms.ChoiceField(required=False)
    kode = forms.ChoiceField(required=False)

    def __init__(self, data, *, tz: dt.tzinfo, lapis: tuple[str, ...], kode: list[str]) -> None:
        super().__init__(data, tz=tz)
        self.fields["lapis"].choices = [("", ""), *((str(x), LABEL_LAPIS[Lapis(x)]) for x in lapis)]
        self.fields["kode"].choices = [("", ""), *((k, k) for k in kode)]
        self.is_valid()

    @property
    def saring(self) -> Saring:
        pilih = {nama: str(self.nilai(nama)) for nama in ("jenis", "lapis", "kode", "orang")}
        return Saring(**pilih, **self._waktu())


class SaringInstansi(SaringRiwayat):
    """Filters of an instansi's history, with its window of days."""

    PILIHAN_JENIS = JENIS_INSTANSI

    unit = forms.CharField(required=False, max_length=100)
    benda = forms.ChoiceField(required=False)
    aksi = forms.SlugField(required=False, max_length=40)

    def __init__(self, data, *, tz: dt.tzinfo, hari_ini: dt.date) -> None:
        super().__init__(data, tz=tz)
        self.hari_ini = hari_ini
        benda = {str(b.value): b.label for b in (*Benda, *BendaTahap)}
        self.fields["benda"].choices = [("", ""), *sorted(benda.items(), key=lambda b: str(b[1]))]
        self.is_valid()

    @property
    def rentang(self) -> tuple[dt.date, dt.date]:
        """The days shown: those asked for, within the longest window; else the newest."""
        sampai = self.nilai("sampai") or self.hari_ini
        mulai = self.nilai("mulai") or sampai - dt.timedelta(days=HARI_BAWAAN - 1)
        return max(mulai, sampai - dt.timedelta(days=HARI_TERBANYAK - 1)), sampai

    @property
    def terpotong(self) -> bool:
        mulai = self.nilai("mulai")
        return bool(mulai) and self.rentang[0] > mulai

    @property
    def saring(self) -> Saring:
        pilih = {nama: str(self.nilai(nama)) for nama in ("jenis", "orang", "unit", "benda", "aksi")}
        return Saring(**pilih, **self._waktu())

    @property
    def pilihan_aksi(self) -> list[tuple[str, str]]:
        """Acts worth offering: the moves of a sheet and what happens to anything; another one asked for is kept."""
        semua = {str(a.value): str(a.label) for a in (*Aksi, *Jejak)}
        kini = str(self.nilai("aksi"))
        return list((semua | ({kini: kini} if kini and kini not in semua else {})).items())
