"""What every import shares: a django-import-export Resource that first only says what it would do, then does it.

``periksa`` runs the library over the table and collects instead of saving. ``tulis`` stores what was collected; call
it in a transaction in which ``keadaan_kini`` still equals ``keadaan``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from import_export import resources
from import_export.widgets import Widget
from tablib import Dataset

from units.enums import Lingkup
from units.models import Instansi, JenisBaris, UnitKerja, User
from zi_portal.common.tabel import Galat, Tabel, TabelDitolak, nilai_tanggal, nilai_teks

# How often a check tells how far it is, in rows.
LANGKAH = 200
Kemajuan = Callable[[int], None]


class ImporBentrok(Exception):
    """The ground moved while a table was written; it is worked out again."""


@dataclass(frozen=True, slots=True)
class KolomImpor:
    """A column: its name in the template, the field it fills, other names people give it, whether it must be there.

    ``teks``: the template formats it as text, so that long numbers stay as they are.
    """

    nama: str
    kunci: str
    alias: tuple[str, ...] = ()
    wajib: bool = False
    teks: bool = False
    lebar: int = 20

    def cocok(self, judul: str) -> bool:
        rata = _rata(judul)
        return rata in {_rata(n) for n in (self.nama, self.kunci, *self.alias)}


@dataclass(frozen=True, slots=True)
class BarisTabel:
    """A row on its way to the Resource: its number in the file, values by field, and the names of their columns."""

    nomor: int
    nilai: dict[str, Any]
    kolom: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Beda:
    """What one row does. ``tanda`` is the row it meets and that row's version."""

    nomor: int
    jenis: str
    label: str
    isi: dict[str, list[Any]]
    tanda: str = ""


@dataclass(slots=True)
class HasilPeriksa:
    beda: list[Beda] = field(default_factory=list)
    galat: list[Galat] = field(default_factory=list)

    def hitung(self) -> dict[str, int]:
        return {jenis: sum(1 for b in self.beda if b.jenis == jenis) for jenis in JenisBaris.values}

    def sidik(self) -> str:
        """Of everything that would be written, and of the versions it would overwrite."""
        isi = [(b.nomor, b.jenis, b.label, b.isi, b.tanda) for b in self.beda]
        return hashlib.sha256(json.dumps(isi, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Bentuk:
    """One shape in which a kind of table may come."""

    kunci: str
    nama: str
    kolom: tuple[KolomImpor, ...]


@dataclass(frozen=True, slots=True)
class JenisImpor:
    """A kind of table. ``lingkup`` says whether it is of a unit, of an instansi or of the nation; ``izin`` is asked of
    that unit or instansi (of nothing for the nation), ``izin_baca`` of who would read its rows. The first shape is the
    one offered first."""

    kunci: str
    judul: str
    penjelasan: str
    resource: type[ResourceImpor]
    bentuk: tuple[Bentuk, ...]
    petunjuk: tuple[str, ...]
    izin: str = "units.isi_tahap"
    izin_baca: str = "units.lihat_tahap"
    per_tahun: bool = False
    lingkup: Lingkup = Lingkup.UNIT

    def periksa_kepala(self, kepala: Sequence[str]) -> Bentuk:
        """The shape this header belongs to. Raises TabelDitolak, naming what is missing and what was found."""
        kurang = {b.kunci: [k.nama for k in b.kolom if k.wajib and not _ada(k, kepala)] for b in self.bentuk}
        for b in self.bentuk:
            if not kurang[b.kunci]:
                return b
        dekat = min(self.bentuk, key=lambda b: len(kurang[b.kunci]))
        raise TabelDitolak(
            Galat(
                _(
                    "Kolom yang kurang: %(kurang)s. Yang ditemukan di baris pertama: %(ada)s. Unduh contohnya, "
                    "salin data Anda ke sana, lalu unggah lagi."
                )
                % {
                    "kurang": ", ".join(kurang[dekat.kunci]),
                    "ada": ", ".join(k[:40] for k in kepala[:12] if k),
                },
                1,
            )
        )


class TeksWidget(Widget):
    """Text on one line."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return nilai_teks(value)


class TanggalWidget(Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> dt.date | None:
        return nilai_tanggal(value)

    def render(self, value: dt.date | None, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


class PilihanWidget(Widget):
    """One of the choices, by its label or its stored value, however it is written. ``kosong``: what an empty cell
    says; without it a choice must be made."""

    def __init__(self, pilihan: type[models.TextChoices], *, kosong: str | None = None) -> None:
        super().__init__()
        self.pilihan, self.kosong = pilihan, kosong

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        teks = nilai_teks(value)
        if not teks and self.kosong is not None:
            return self.kosong
        for satu in self.pilihan:
            if _rata(teks) in {_rata(satu.value), _rata(str(satu.label))}:
                return satu.value
        raise ValueError(
            _("“%(nilai)s” tidak dikenal. Pilih salah satu: %(pilihan)s.")
            % {"nilai": teks[:40], "pilihan": ", ".join(str(p.label) for p in self.pilihan)}
            if teks
            else _("Wajib diisi.")
        )


class YaTidakWidget(Widget):
    """ya or tidak; ``kosong`` is what an empty cell says."""

    def __init__(self, *, kosong: bool) -> None:
        super().__init__()
        self.kosong = kosong

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        teks = str(value).strip().casefold() if value is not None else ""
        if not teks:
            return self.kosong
        if teks in {"ya", "y", "true", "1", "1.0", "aktif", "benar"}:
            return True
        if teks in {"tidak", "t", "false", "0", "0.0", "nonaktif", "tidak aktif", "salah"}:
            return False
        raise ValueError(_("Isi ya atau tidak."))


class ResourceImpor(resources.ModelResource):
    """Base of the kinds. Collects what it would create and change, with every difference in words.

    A subclass says how a row finds the instance it meets (``cari``) and how everything is stored (``tulis``).
    """

    def __init__(
        self,
        *,
        tahun: int,
        actor: User,
        unit: UnitKerja | None = None,
        instansi: Instansi | None = None,
        kemajuan: Kemajuan = lambda _n: None,
    ) -> None:
        super().__init__()
        self.unit, self.instansi, self.tahun, self.actor, self.kemajuan = unit, instansi, tahun, actor, kemajuan
        self.baru: list[models.Model] = []
        self.berubah: list[tuple[models.Model, set[str]]] = []
        self.keadaan: dict[Any, int] = {}
        self.hasil = HasilPeriksa()

    # What a kind says
    def muat(self) -> None:
        """Read what is there now; sets ``keadaan``."""
        raise NotImplementedError

    def keadaan_kini(self) -> dict[Any, int]:
        """Key → version of every row this import could meet, read under a lock."""
        raise NotImplementedError

    def cari(self, row: Mapping[str, Any], baris: BarisTabel) -> models.Model | None:
        """The instance a row meets, None for a new one. Raises ValidationError for a row that cannot be one."""
        raise NotImplementedError

    def tulis(self, *, alasan: str) -> None:
        """Store ``baru`` and ``berubah``. Inside a transaction."""
        raise NotImplementedError

    def label(self, instance: models.Model) -> str:
        """What a person calls this row."""
        raise NotImplementedError

    def tampil(self, bidang: str, nilai: Any) -> Any:
        """A value as the preview shows it."""
        bidang_model = {f.name: f for f in self._meta.model._meta.fields}.get(bidang)
        pilihan = dict(bidang_model.flatchoices) if bidang_model is not None and bidang_model.choices else {}
        return str(pilihan[nilai]) if nilai in pilihan else _tulis(nilai)

    def isi_contoh(self, bentuk: str) -> list[list[Any]]:
        """What the template of this shape holds: the present data, which comes back unchanged."""
        raise NotImplementedError

    def susun(self, tabel: Tabel, bentuk: Bentuk) -> list[BarisTabel]:
        """The rows of the file by field; one row of the file is one row here unless a kind says otherwise."""
        letak = letak_kolom(bentuk, tabel.kepala)
        kolom = {k.kunci: tabel.kepala[i] for k, i in letak}
        return [BarisTabel(nomor, {k.kunci: sel[i] for k, i in letak}, kolom) for nomor, sel in tabel.baris]

    # The run
    def periksa(self, tabel: Tabel, bentuk: Bentuk) -> HasilPeriksa:
        """What this table would do. Writes nothing."""
        self.muat()
        self._baris = self.susun(tabel, bentuk)
        if not self._baris:
            raise TabelDitolak(Galat(_("Belum ada nilai yang terisi di tabel ini. Isi, lalu unggah lagi."), 2))
        kunci = list(self._baris[0].nilai)
        data = Dataset(*([b.nilai[k] for k in kunci] for b in self._baris), headers=kunci)
        # Not the library's dry run: it saves every row and rolls back, and progress told inside would be undone too.
        hasil = self.import_data(data, dry_run=False, use_transactions=False, raise_errors=False)
        for error in hasil.base_errors:
            raise error.error
        for salah in hasil.invalid_rows:
            self.hasil.galat.extend(self._galat(self._baris[salah.number - 1], salah.error))
        return self.hasil

    def _galat(self, baris: BarisTabel, error: ValidationError) -> list[Galat]:
        per_bidang = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        urut = [*baris.kolom, *(bidang for bidang in per_bidang if bidang not in baris.kolom)]
        return [
            Galat(" ".join(str(pesan) for pesan in per_bidang[bidang]), baris.nomor, baris.kolom.get(bidang, ""))
            for bidang in urut
            if bidang in per_bidang
        ]

    def init_instance(self, row: Mapping[str, Any] | None = None) -> models.Model:
        return self._meta.model(unit=self.unit, tahun=self.tahun)

    def before_import_row(self, row: Mapping[str, Any], row_number: int = 0, **kwargs: Any) -> None:
        self._kini = self._baris[row_number - 1]
        if row_number % LANGKAH == 0:
            self.kemajuan(row_number)

    def import_row(self, row: Mapping[str, Any], instance_loader: Any, **kwargs: Any) -> Any:
        """What is wrong with a row is kept; what is wrong with us ends the run."""
        hasil = super().import_row(row, instance_loader, **kwargs)
        if hasil.errors:
            raise hasil.errors[0].error
        return hasil

    def get_or_init_instance(self, instance_loader: Any, row: Mapping[str, Any]) -> tuple[models.Model, bool]:
        instance = self.cari(row, self._kini)
        return (instance, False) if instance is not None else (self.init_instance(row), True)

    def after_init_instance(self, instance: models.Model, new: bool, row: Mapping[str, Any], **kwargs: Any) -> None:
        self._baru = new
        self._awal = {f.attribute: getattr(instance, f.attribute) for f in self._bidang(row)}

    def _bidang(self, row: Mapping[str, Any]) -> list[Any]:
        return [f for f in self.get_import_fields() if f.attribute and f.column_name in row]

    def _berbeda(self, instance: models.Model, row: Mapping[str, Any]) -> dict[str, list[Any]]:
        beda = {}
        for f in self._bidang(row):
            kini = getattr(instance, f.attribute)
            if kini != self._awal[f.attribute]:
                beda[f.attribute] = [None if self._baru else self._awal[f.attribute], kini]
        return beda

    def skip_row(self, instance, original, row, import_validation_errors=None) -> bool:
        if import_validation_errors or self._baru or self._berbeda(instance, row):
            return False
        self._catat(JenisBaris.TETAP, instance, {})
        return True

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        """The model's field rules for the imported fields; what needs the database was asked once for all rows."""
        salah = dict(import_validation_errors or {})
        diimpor = {f.attribute for f in self.get_import_fields()}
        lain = {f.name for f in instance._meta.fields} - diimpor
        try:
            instance.clean_fields(exclude=lain | salah.keys())
        except ValidationError as error:
            for bidang, daftar in error.error_dict.items():
                salah[bidang] = [
                    ValidationError(_("Wajib diisi.")) if e.code in {"blank", "null"} else e for e in daftar
                ]
        if salah:
            raise ValidationError(salah)

    def save_instance(self, instance, is_create, row, **kwargs) -> None:
        """Collect; ``tulis`` stores."""
        beda = self._berbeda(instance, row)
        self.lengkapi(instance, is_create, beda)
        if is_create:
            self.baru.append(instance)
        else:
            self.berubah.append((instance, set(beda)))
        nama = {f.attribute: self._kini.kolom.get(f.column_name, f.column_name) for f in self.get_import_fields()}
        isi = {nama.get(k, k): [self.tampil(k, lama), self.tampil(k, kini)] for k, (lama, kini) in beda.items()}
        self._catat(JenisBaris.BARU if is_create else JenisBaris.BERUBAH, instance, isi)

    def lengkapi(self, instance: models.Model, is_create: bool, beda: dict[str, list[Any]]) -> None:
        """Set what follows from the row but does not stand in it; what changes goes into ``beda``."""

    def _catat(self, jenis: str, instance: models.Model, isi: dict[str, list[Any]]) -> None:
        tanda = self.tanda(instance) if instance.pk else ""
        self.hasil.beda.append(Beda(self._kini.nomor, jenis, self.label(instance)[:200], isi, tanda))

    def tanda(self, instance: models.Model) -> str:
        """Which row this is, and which version of it."""
        return f"{instance.pk}/{instance.versi}"

    def save_m2m(self, instance, row, **kwargs) -> None:
        """Nothing here has many-to-many fields."""

    def after_import(self, dataset, result, **kwargs) -> None:
        """Without the library's reset of database sequences: no primary key comes from a file."""


def letak_kolom(bentuk: Bentuk, kepala: Sequence[str]) -> list[tuple[KolomImpor, int]]:
    """The columns of a shape that are there, each with its place. Columns nobody asked for are left alone."""
    return [(k, i) for k in bentuk.kolom for i, judul in enumerate(kepala) if k.cocok(judul)]


def _ada(kolom: KolomImpor, kepala: Sequence[str]) -> bool:
    return any(kolom.cocok(judul) for judul in kepala)


def _rata(judul: str) -> str:
    return " ".join(judul.replace("_", " ").replace(".", " ").split()).casefold()


def _tulis(nilai: Any) -> Any:
    if isinstance(nilai, bool):
        return _("ya") if nilai else _("tidak")
    return nilai if nilai is None or isinstance(nilai, int) else str(nilai)
