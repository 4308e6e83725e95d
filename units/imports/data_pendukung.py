"""The figures of a year as a table: one row per figure with a column per quarter, or one row per figure and quarter.

An empty value says nothing and changes nothing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.widgets import Widget

from units.enums import Lingkup
from units.enums.data_pendukung import katalog
from units.enums.tahap import Triwulan
from units.imports.dasar import BarisTabel, Bentuk, JenisImpor, KolomImpor, ResourceImpor, letak_kolom
from units.models import DataPendukung, UnitKerja
from units.services.data_pendukung import NILAI_MAKS, Isian, simpan_data_pendukung
from zi_portal.common.tabel import BARIS_MAKS, Tabel, nilai_cacah, nilai_teks

_ROMAWI = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class KodeWidget(Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        kode = nilai_teks(value).lower()
        if kode in katalog().butir:
            return kode
        if not kode:
            raise ValueError(_("Kode kosong. Salin kodenya dari contoh."))
        mirip = difflib.get_close_matches(kode, katalog().butir, n=1)
        pesan = _("Kode “%(kode)s” tidak ada dalam daftar.") % {"kode": kode[:40]}
        saran = _("Mungkin maksud Anda %(mirip)s.") % {"mirip": mirip[0]} if mirip else _("Salin dari contoh.")
        raise ValueError(f"{pesan} {saran}")


class TriwulanWidget(Widget):
    """1 to 4, I to IV, "TW II", "Triwulan II"."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int:
        teks = re.sub(r"^(triwulan|tw)\.?\s*", "", nilai_teks(value).lower())
        tw = _ROMAWI.get(teks) or (int(teks) if teks in {"1", "2", "3", "4"} else None)
        if tw is None:
            raise ValueError(_("Triwulan harus I, II, III, atau IV."))
        return tw


class CacahWidget(Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        return nilai_cacah(value, NILAI_MAKS)


class SumberWidget(Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return nilai_teks(value)


class DataPendukungResource(ResourceImpor):
    kode = Field("kode", "kode", KodeWidget())
    triwulan = Field("triwulan", "triwulan", TriwulanWidget())
    nilai = Field("nilai", "nilai", CacahWidget())
    sumber = Field("sumber", "sumber", SumberWidget())

    class Meta:
        model = DataPendukung
        fields = ("kode", "triwulan", "nilai", "sumber")
        import_id_fields = ()
        skip_diff = True
        report_skipped = False

    def muat(self) -> None:
        baris = DataPendukung.objects.filter(unit=self.unit, tahun=self.tahun)
        self._ada = {(b.kode, b.triwulan): b for b in baris}
        self.keadaan = {(b.kode, b.triwulan): b.versi for b in self._ada.values()}
        self._di: dict[tuple[str, int], int] = {}

    def keadaan_kini(self) -> dict[Any, int]:
        baris = DataPendukung.objects.filter(unit=self.unit, tahun=self.tahun).select_for_update()
        return {(b.kode, b.triwulan): b.versi for b in baris}

    def susun(self, tabel: Tabel, bentuk: Bentuk) -> list[BarisTabel]:
        if bentuk.kunci == "panjang":
            return [b for b in super().susun(tabel, bentuk) if _terisi(b.nilai["nilai"])]
        letak = {k.kunci: i for k, i in letak_kolom(bentuk, tabel.kepala)}
        judul = {kunci: tabel.kepala[i] for kunci, i in letak.items()}
        hasil = []
        for nomor, sel in tabel.baris:
            for tw in Triwulan.values:
                i = letak.get(f"tw{tw}")
                if i is None or not _terisi(sel[i]):
                    continue
                nilai = {"kode": sel[letak["kode"]], "triwulan": str(tw), "nilai": sel[i]}
                if "kode_unit" in letak:
                    nilai["kode_unit"] = sel[letak["kode_unit"]]
                nilai["sumber"] = self._sumber(nilai, sel[letak["sumber"]] if "sumber" in letak else None)
                kolom = {"kode": judul["kode"], "nilai": judul[f"tw{tw}"], "triwulan": judul[f"tw{tw}"]}
                kolom |= {"kode_unit": judul["kode_unit"]} if "kode_unit" in judul else {}
                hasil.append(BarisTabel(nomor, nilai, kolom | {"sumber": judul.get("sumber", "")}))
        return hasil

    def _kunci_kasar(self, nilai: Mapping[str, Any]) -> tuple[Any, ...]:
        """Which figure a row that is not checked yet seems to mean."""
        return (str(nilai["kode"] or "").strip().lower(), int(nilai["triwulan"]))

    def _sumber(self, nilai: Mapping[str, Any], tertulis: Any) -> Any:
        """One source stands beside four quarters: it belongs to the figures that this row changes."""
        ada = self._ada.get(self._kunci_kasar(nilai))
        try:
            sama = ada is not None and ada.nilai == nilai_cacah(nilai["nilai"], NILAI_MAKS)
        except ValueError:
            sama = False
        return ada.sumber if sama else tertulis

    def cari(self, row: Mapping[str, Any], baris: BarisTabel) -> DataPendukung | None:
        try:
            kunci = (self.fields["kode"].clean(row), self.fields["triwulan"].clean(row))
        except ValueError:
            return None  # the library says it again, with all else that is wrong in the row
        if (lain := self._di.setdefault(kunci, baris.nomor)) != baris.nomor:
            raise ValidationError(
                {
                    "kode": _("%(kode)s %(tw)s ada di baris %(a)d dan baris %(b)d. Sisakan satu.")
                    % {"kode": kunci[0], "tw": Triwulan(kunci[1]).label, "a": lain, "b": baris.nomor}
                }
            )
        return self._ada.get(kunci)

    def import_field(self, field: Field, instance: DataPendukung, row: Mapping[str, Any], *args, **kwargs) -> None:
        if field.attribute == "sumber" and row.get("sumber") in (None, "") and instance.pk:
            return
        super().import_field(field, instance, row, *args, **kwargs)

    def lengkapi(self, instance: DataPendukung, is_create: bool, beda: dict[str, list[Any]]) -> None:
        # Both stand in the label of the row.
        beda.pop("kode", None)
        beda.pop("triwulan", None)

    def label(self, instance: DataPendukung) -> str:
        return f"{katalog().butir[instance.kode].label}, {Triwulan(instance.triwulan).label}"

    def tulis(self, *, alasan: str) -> None:
        """Raises DataBentrok when a figure moved meanwhile."""
        for tw in Triwulan.values:
            isian = {
                b.kode: Isian(b.nilai, b.sumber, b.versi if b.pk else 0)
                for b in (*self.baru, *(b for b, _beda in self.berubah))
                if b.triwulan == tw
            }
            if isian:
                simpan_data_pendukung(
                    unit=self.unit, tahun=self.tahun, triwulan=tw, isian=isian, actor=self.actor, alasan=alasan
                )

    def isi_contoh(self, bentuk: str) -> list[list[Any]]:
        self.muat()
        ada = {kunci: b for kunci, b in self._ada.items() if b.nilai is not None}
        hasil = []
        for a in katalog().butir.values():
            empat = [ada.get((a.kode, tw)) for tw in Triwulan.values]
            if bentuk == "panjang":
                hasil += [
                    [a.kode, a.label, ROMAWI[tw], b.nilai if b else None, b.sumber if b else ""]
                    for tw, b in zip(Triwulan.values, empat, strict=True)
                ]
                continue
            terakhir = next((b.sumber for b in reversed(empat) if b), "")
            hasil.append([a.kode, a.label, *(b.nilai if b else None for b in empat), terakhir])
        return hasil


class UnitWidget(Widget):
    """A unit of the instansi by its kode; ``unit`` is set by the run."""

    unit: Mapping[str, UnitKerja] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> UnitKerja:
        kode = nilai_teks(value)
        if kode in self.unit:
            return self.unit[kode]
        if not kode:
            raise ValueError(_("Isi kode unitnya."))
        raise ValueError(_("Unit dengan kode %(kode)s tidak ada di instansi ini.") % {"kode": kode[:40]})


class DataPendukungUnitResource(DataPendukungResource):
    """The figures of all units of an instansi: the same table with the kode of the unit before it."""

    kode_unit = Field("unit", "kode_unit", UnitWidget())

    class Meta:
        model = DataPendukung
        fields = ("kode_unit", "kode", "triwulan", "nilai", "sumber")
        import_id_fields = ()
        skip_diff = True
        report_skipped = False

    def _baris_kini(self) -> Any:
        return DataPendukung.objects.filter(unit__instansi=self.instansi, tahun=self.tahun)

    def muat(self) -> None:
        self._unit = {u.kode: u for u in UnitKerja.objects.filter(instansi=self.instansi, aktif=True)}
        self.fields["kode_unit"].widget.unit = self._unit
        per_pk = {u.pk: u for u in self._unit.values()}
        self._ada = {}
        self.keadaan = {}
        for b in self._baris_kini():
            self.keadaan[b.unit_id, b.kode, b.triwulan] = b.versi
            if b.unit_id in per_pk:
                b.unit = per_pk[b.unit_id]
                self._ada[b.unit_id, b.kode, b.triwulan] = b
        self._di: dict[tuple[Any, ...], int] = {}

    def keadaan_kini(self) -> dict[Any, int]:
        # The units first, in one order: whoever writes one of them by hand holds its row.
        list(
            UnitKerja.objects.select_for_update(no_key=True).filter(instansi=self.instansi).order_by("pk").values("pk")
        )
        baris = self._baris_kini().order_by("pk").values_list("unit_id", "kode", "triwulan", "versi")
        return {(u, k, t): v for u, k, t, v in baris}

    def _kunci_kasar(self, nilai: Mapping[str, Any]) -> tuple[Any, ...]:
        unit = self._unit.get(str(nilai.get("kode_unit") or "").strip())
        return (unit.pk if unit else None, *super()._kunci_kasar(nilai))

    def init_instance(self, row: Mapping[str, Any] | None = None) -> DataPendukung:
        return DataPendukung(tahun=self.tahun)

    def after_init_instance(self, instance: DataPendukung, new: bool, row: Mapping[str, Any], **kwargs: Any) -> None:
        self._baru = new
        self._awal = {
            f.attribute: getattr(instance, f.attribute, None) if f.attribute != "unit" or instance.unit_id else None
            for f in self._bidang(row)
        }

    def cari(self, row: Mapping[str, Any], baris: BarisTabel) -> DataPendukung | None:
        try:
            unit, kode, tw = (self.fields[n].clean(row) for n in ("kode_unit", "kode", "triwulan"))
        except ValueError:
            return None  # the library says it again, with all else that is wrong in the row
        kunci = (unit.pk, kode, tw)
        if (lain := self._di.setdefault(kunci, baris.nomor)) != baris.nomor:
            raise ValidationError(
                {
                    "kode": _("%(kode)s %(tw)s unit %(unit)s ada di baris %(a)d dan baris %(b)d. Sisakan satu.")
                    % {"kode": kode, "tw": Triwulan(tw).label, "unit": unit.kode, "a": lain, "b": baris.nomor}
                }
            )
        return self._ada.get(kunci)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        salah = dict(import_validation_errors or {})
        if "unit" in salah:
            # ``_galat`` looks for the column by the name of the field in the file.
            salah["kode_unit"] = salah.pop("unit")
            raise ValidationError(salah)
        instance.clean_fields(exclude=["unit", "diubah_oleh", *salah])
        if salah:
            raise ValidationError(salah)

    def lengkapi(self, instance: DataPendukung, is_create: bool, beda: dict[str, list[Any]]) -> None:
        super().lengkapi(instance, is_create, beda)
        beda.pop("unit", None)

    def label(self, instance: DataPendukung) -> str:
        return f"{instance.unit.kode} · {super().label(instance)}"

    def tulis(self, *, alasan: str) -> None:
        """Raises DataBentrok when a figure moved meanwhile."""
        isian: dict[tuple[int, int], dict[str, Isian]] = {}
        unit = {}
        for b in (*self.baru, *(b for b, _beda in self.berubah)):
            unit[b.unit.pk] = b.unit
            isi = Isian(b.nilai, b.sumber, b.versi if b.pk else 0)
            isian.setdefault((b.unit.pk, b.triwulan), {})[b.kode] = isi
        for (unit_pk, tw), satu in sorted(isian.items(), key=lambda pasang: pasang[0]):
            simpan_data_pendukung(
                unit=unit[unit_pk], tahun=self.tahun, triwulan=tw, isian=satu, actor=self.actor, alasan=alasan
            )

    def isi_contoh(self, bentuk: str) -> list[list[Any]]:
        self.muat()
        unit = sorted(self._unit.values(), key=lambda u: (u.nama, u.pk))
        semua = len(unit) * len(katalog().butir) * (1 if bentuk == "lebar" else 4)
        # Where the whole would not come back in, only what is known.
        hanya_terisi = semua > BARIS_MAKS
        ada = {kunci: b for kunci, b in self._ada.items() if b.nilai is not None}
        hasil: list[list[Any]] = []
        for u in unit:
            for a in katalog().butir.values():
                empat = [ada.get((u.pk, a.kode, tw)) for tw in Triwulan.values]
                if hanya_terisi and not any(empat):
                    continue
                if bentuk == "panjang":
                    hasil += [
                        [u.kode, a.kode, a.label, ROMAWI[tw], b.nilai if b else None, b.sumber if b else ""]
                        for tw, b in zip(Triwulan.values, empat, strict=True)
                        if b or not hanya_terisi
                    ]
                    continue
                terakhir = next((b.sumber for b in reversed(empat) if b), "")
                hasil.append([u.kode, a.kode, a.label, *(b.nilai if b else None for b in empat), terakhir])
        return hasil


def _terisi(nilai: Any) -> bool:
    return nilai is not None and str(nilai).strip() != ""


ROMAWI = {1: "I", 2: "II", 3: "III", 4: "IV"}
_KODE = KolomImpor("Kode", "kode", wajib=True, teks=True, lebar=26)
_URAIAN = KolomImpor("Uraian", "uraian", ("angka", "keterangan"), teks=True, lebar=52)
_SUMBER = KolomImpor("Sumber", "sumber", ("sumber data",), teks=True, lebar=40)

LEBAR = Bentuk(
    "lebar",
    gettext_lazy("Satu baris tiap angka, empat triwulan ke samping"),
    (
        _KODE,
        _URAIAN,
        *(
            KolomImpor(f"TW {r}", f"tw{n}", (f"triwulan {r}", f"triwulan {n}", f"tw {n}"), wajib=True, lebar=10)
            for n, r in ROMAWI.items()
        ),
        _SUMBER,
    ),
)
PANJANG = Bentuk(
    "panjang",
    gettext_lazy("Satu baris tiap angka dan triwulan"),
    (
        _KODE,
        _URAIAN,
        KolomImpor("Triwulan", "triwulan", ("tw",), wajib=True, teks=True, lebar=10),
        KolomImpor("Nilai", "nilai", ("jumlah",), wajib=True, lebar=12),
        _SUMBER,
    ),
)

DATA_PENDUKUNG = JenisImpor(
    kunci="data_pendukung",
    judul=gettext_lazy("Data pendukung"),
    penjelasan=gettext_lazy("Angka data pendukung satu tahun, semua triwulan sekaligus."),
    resource=DataPendukungResource,
    bentuk=(LEBAR, PANJANG),
    petunjuk=(
        gettext_lazy("Isi bilangan bulat tanpa titik dan koma. Kosongkan yang belum diketahui; 0 adalah angka."),
        gettext_lazy("Sel kosong tidak mengubah angka yang sudah tersimpan."),
        gettext_lazy("Kode jangan diubah. Kolom Uraian hanya keterangan dan tidak dibaca."),
        gettext_lazy("Sumber berlaku untuk angka yang berubah di baris itu."),
    ),
    per_tahun=True,
)

_KODE_UNIT = KolomImpor("Kode unit", "kode_unit", ("unit", "kode unit kerja"), wajib=True, teks=True, lebar=18)

DATA_PENDUKUNG_UNIT = JenisImpor(
    kunci="data_pendukung_unit",
    judul=gettext_lazy("Data pendukung semua unit"),
    penjelasan=gettext_lazy("Angka data pendukung satu tahun dari banyak unit dalam satu berkas."),
    resource=DataPendukungUnitResource,
    izin="units.impor_data_pendukung",
    izin_baca="units.impor_data_pendukung",
    lingkup=Lingkup.INSTANSI,
    bentuk=tuple(Bentuk(b.kunci, b.nama, (_KODE_UNIT, *b.kolom)) for b in (LEBAR, PANJANG)),
    petunjuk=(
        gettext_lazy("Kode unit: seperti di daftar unit kerja instansi. Unit yang tidak ada di tabel tidak berubah."),
        *DATA_PENDUKUNG.petunjuk,
    ),
    per_tahun=True,
)
