"""The Lembar Kerja Evaluasi as data: PermenPANRB 90/2021 Lampiran III, with the thresholds of Lampiran II Bab III.A.

Every number is a Fraction made from its decimal text. `Instrumen.from_dict` accepts nothing it does not understand,
so that an instrument in use is known to be whole: weights add up, codes are unique, formulas refer to existing inputs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

PREDIKAT = ("WBK", "WBBM")
JENIS_PILIHAN = ("ya_tidak", "abc", "abcd", "abcde")
JENIS_PERTANYAAN = (*JENIS_PILIHAN, "persen", "nilai_0_4")
KUNCI_OPSI = {
    "ya_tidak": ("Ya", "Tidak"),
    "abc": ("A", "B", "C"),
    "abcd": ("A", "B", "C", "D"),
    "abcde": ("A", "B", "C", "D", "E"),
}


def teks_angka(angka: Fraction) -> str:
    """The decimal text of a number that came from decimal text: 0.67, 17.5, 4."""
    teks = format(Decimal(angka.numerator) / Decimal(angka.denominator), "f")
    return teks.rstrip("0").rstrip(".") if "." in teks else teks


@dataclass(frozen=True, slots=True)
class Opsi:
    """One choice of a question: its key as printed, what it is worth (0 to 1), and when it applies."""

    kunci: str
    nilai: Fraction
    kriteria: str


@dataclass(frozen=True, slots=True)
class Masukan:
    """One cell a person fills: a choice ("pilihan"), a count ("bilangan_bulat") or a survey index ("desimal")."""

    kode: str
    nama: str
    satuan: str
    tipe: str
    min: Fraction | None = None
    maks: Fraction | None = None
    soal_id: int | None = None
    baris_excel: Mapping[str, int] = field(default_factory=dict, hash=False)
    label_dikoreksi: str = ""


@dataclass(frozen=True, slots=True)
class AturanNol:
    """What a ratio is worth when its base is zero; `dasar` is "resmi" (regulation) or "kebijakan" (the portal)."""

    nilai: Fraction
    dasar: str


@dataclass(frozen=True, slots=True)
class Turunan:
    """A sum the official workbook shows between the inputs; it is not filled in."""

    nama: str
    masukan: tuple[str, ...]
    baris_excel: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Rumus:
    """How a counted question gets its value from 0 to 1: "rasio", "penurunan" or "skala"."""

    tipe: str
    teks: str
    pembilang: tuple[str, ...] = ()
    penyebut: tuple[str, ...] = ()
    awal: str = ""
    akhir: str = ""
    pembagi: Fraction | None = None
    penyebut_nol: AturanNol | None = None
    awal_dan_akhir_nol: AturanNol | None = None
    excel: str = ""


@dataclass(frozen=True, slots=True)
class Pertanyaan:
    """One scored line of the LKE. It has at least one input; a choice or an index is its own input."""

    kode: str
    jenis: str
    teks: str
    opsi: tuple[Opsi, ...] = ()
    masukan: tuple[Masukan, ...] = ()
    rumus: Rumus | None = None
    bukti: tuple[str, ...] = ()
    catatan: str = ""
    soal_id: int | None = None
    baris_excel: Mapping[str, int] = field(default_factory=dict, hash=False)
    label_resmi: str = ""
    penjelasan: str = ""
    turunan: tuple[Turunan, ...] = ()

    @property
    def pilihan(self) -> bool:
        return self.jenis in JENIS_PILIHAN


@dataclass(frozen=True, slots=True)
class Indikator:
    """Questions of equal weight; the indikator earns their mean times its own weight."""

    kode: str
    nama: str
    bobot: Fraction
    pertanyaan: tuple[Pertanyaan, ...]

    @property
    def bobot_pertanyaan(self) -> Fraction:
        return self.bobot / len(self.pertanyaan)


@dataclass(frozen=True, slots=True)
class Area:
    """One area of change within one aspek (pemenuhan or reform)."""

    kode: str
    nama: str
    bobot: Fraction
    indikator: tuple[Indikator, ...]

    @property
    def nomor(self) -> str:
        return self.kode.rsplit(".", 1)[1]


@dataclass(frozen=True, slots=True)
class Aspek:
    """Pemenuhan and reform carry areas; the two aspek of hasil carry their indikator directly."""

    kode: str
    nama: str
    bobot: Fraction
    area: tuple[Area, ...] = ()
    indikator_langsung: tuple[Indikator, ...] = ()

    @property
    def indikator(self) -> tuple[Indikator, ...]:
        return self.indikator_langsung or tuple(i for area in self.area for i in area.indikator)


@dataclass(frozen=True, slots=True)
class Komponen:
    """A (pengungkit) or B (hasil)."""

    kode: str
    nama: str
    bobot: Fraction
    aspek: tuple[Aspek, ...]


@dataclass(frozen=True, slots=True)
class NamaArea:
    """An area of change as people say it, for pemenuhan and reform together."""

    nomor: str
    nama: str


@dataclass(frozen=True, slots=True)
class Ambang:
    """A threshold for each predikat on one node of the tree ("total", "area_1", "B.I.a", ...), with its article."""

    kode: str
    nama: str
    simpul: str
    sumber: str
    minimum: Mapping[str, Fraction] = field(hash=False)
    persen: Mapping[str, Fraction] = field(default_factory=dict, hash=False)
    indeks: Mapping[str, Fraction] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class SyaratPredikat:
    """A condition for a predikat that no answer can fulfil, such as holding WBK before WBBM."""

    kode: str
    predikat: str
    nama: str
    sumber: str


@dataclass(frozen=True, slots=True)
class SyaratUsul:
    """A condition for being proposed (PermenPANRB 5/2024 Tabel 5); True means: must be so."""

    syarat: str
    nilai: Mapping[str, str | bool] = field(hash=False)


@dataclass(frozen=True, slots=True)
class SyaratPengusulan:
    sumber: str
    instansi: tuple[SyaratUsul, ...]
    unit: tuple[SyaratUsul, ...]
    afirmasi_pemda: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bagian:
    """One page of the workspace: an area of pemenuhan or reform, or the whole of hasil."""

    kode: str
    judul: str
    komponen: Komponen
    aspek: Aspek | None
    nomor_area: str | None
    bobot: Fraction
    indikator: tuple[Indikator, ...]

    @property
    def pertanyaan(self) -> tuple[Pertanyaan, ...]:
        return tuple(p for indikator in self.indikator for p in indikator.pertanyaan)


@dataclass(frozen=True)
class Instrumen:
    """A whole version of the LKE. Build it with `from_dict`; lookups are computed once and kept."""

    versi: str
    nama: str
    dasar_hukum: tuple[str, ...]
    komponen: tuple[Komponen, ...]
    ambang: tuple[Ambang, ...]
    area: tuple[NamaArea, ...]
    syarat_predikat: tuple[SyaratPredikat, ...]
    syarat_pengusulan: SyaratPengusulan
    sumber: Mapping[str, str] = field(hash=False)
    aturan_nilai: Mapping[str, str] = field(hash=False)
    acuan_soal: str = ""
    catatan: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, isi: Mapping[str, Any]) -> Instrumen:
        """Read and check a whole instrument. Raises InstrumenError naming the place that is wrong."""
        # Reading and checking need the classes below and above; they come in when first used.
        from evaluation.scoring.bacaan import baca_instrumen
        from evaluation.scoring.pemeriksaan import periksa

        instrumen = baca_instrumen(isi)
        periksa(instrumen)
        return instrumen

    def to_dict(self) -> dict[str, Any]:
        """The same instrument as plain data (numbers as decimal text), fit for JSON and for `from_dict`."""
        return _tulis(self)

    @cached_property
    def semua_indikator(self) -> tuple[Indikator, ...]:
        return tuple(i for komponen in self.komponen for aspek in komponen.aspek for i in aspek.indikator)

    @cached_property
    def semua_pertanyaan(self) -> tuple[Pertanyaan, ...]:
        """Every question in the order of the LKE."""
        return tuple(p for indikator in self.semua_indikator for p in indikator.pertanyaan)

    @cached_property
    def semua_masukan(self) -> tuple[Masukan, ...]:
        """Every cell to fill in, in the order of the LKE."""
        return tuple(m for p in self.semua_pertanyaan for m in p.masukan)

    @cached_property
    def bagian(self) -> tuple[Bagian, ...]:
        return tuple(_bagian(self))

    @cached_property
    def _pertanyaan(self) -> dict[str, Pertanyaan]:
        return {p.kode: p for p in self.semua_pertanyaan}

    @cached_property
    def _pemilik_masukan(self) -> dict[str, Pertanyaan]:
        return {m.kode: p for p in self.semua_pertanyaan for m in p.masukan}

    @cached_property
    def _bagian_dari(self) -> dict[str, Bagian]:
        return {p.kode: bagian for bagian in self.bagian for p in bagian.pertanyaan}

    @cached_property
    def _indikator_dari(self) -> dict[str, Indikator]:
        return {p.kode: indikator for indikator in self.semua_indikator for p in indikator.pertanyaan}

    @cached_property
    def bobot_simpul(self) -> dict[str, Fraction]:
        """Weight of every node: total, komponen, aspek, area, area_1 … area_6, indikator."""
        bobot = {"total": sum((k.bobot for k in self.komponen), Fraction(0))}
        for nomor in (a.nomor for a in self.area):
            bobot[f"area_{nomor}"] = Fraction(0)
        for komponen in self.komponen:
            bobot[komponen.kode] = komponen.bobot
            for aspek in komponen.aspek:
                bobot[aspek.kode] = aspek.bobot
                for area in aspek.area:
                    bobot[area.kode] = area.bobot
                    bobot[f"area_{area.nomor}"] += area.bobot
                for indikator in aspek.indikator:
                    bobot[indikator.kode] = indikator.bobot
        return bobot

    @cached_property
    def nama_area(self) -> dict[str, str]:
        return {a.nomor: a.nama for a in self.area}

    @cached_property
    def kode_masukan(self) -> frozenset[str]:
        return frozenset(self._pemilik_masukan)

    def pertanyaan(self, kode: str) -> Pertanyaan:
        """The question with this code; KeyError when there is none."""
        return self._pertanyaan[kode]

    def pertanyaan_masukan(self, kode: str) -> Pertanyaan:
        """The question an input code belongs to; KeyError when there is none."""
        return self._pemilik_masukan[kode]

    def bagian_dari(self, kode: str) -> Bagian:
        """The page a question stands on; KeyError when there is no such question."""
        return self._bagian_dari[kode]

    def indikator_dari(self, kode: str) -> Indikator:
        """The indikator a question belongs to; KeyError when there is no such question."""
        return self._indikator_dari[kode]

    def bobot_pertanyaan(self, kode: str) -> Fraction:
        """Points a question can earn at most: the weight of its indikator over the number of questions in it."""
        return self.indikator_dari(kode).bobot_pertanyaan


def _bagian(instrumen: Instrumen) -> Iterator[Bagian]:
    for komponen in instrumen.komponen:
        for aspek in komponen.aspek:
            for area in aspek.area:
                judul = instrumen.nama_area[area.nomor]
                yield Bagian(area.kode, judul, komponen, aspek, area.nomor, area.bobot, area.indikator)
        if langsung := tuple(i for aspek in komponen.aspek for i in aspek.indikator_langsung):
            judul = komponen.nama.capitalize()
            yield Bagian(komponen.kode, judul, komponen, None, None, komponen.bobot, langsung)


_NAMA_LUAR = {"indikator_langsung": "indikator"}


def _tulis(isi: Any) -> Any:
    """Plain data of a node: numbers as text, nothing that is empty."""
    if isinstance(isi, Fraction):
        return teks_angka(isi)
    if isinstance(isi, tuple):
        return [_tulis(butir) for butir in isi]
    if isinstance(isi, Mapping):
        return {kunci: _tulis(butir) for kunci, butir in isi.items()}
    if isinstance(isi, Pertanyaan) and isi.pilihan:
        return {kunci: butir for kunci, butir in _tulis_bidang(isi).items() if kunci != "masukan"}
    return _tulis_bidang(isi) if hasattr(isi, "__dataclass_fields__") else isi


def _tulis_bidang(isi: Any) -> dict[str, Any]:
    bidang = {nama: getattr(isi, nama) for nama in isi.__dataclass_fields__}
    return {
        _NAMA_LUAR.get(nama, nama): _tulis(nilai)
        for nama, nilai in bidang.items()
        if nilai is not None and nilai != () and nilai != "" and nilai != {}
    }
