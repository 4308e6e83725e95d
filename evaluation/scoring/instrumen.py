"""The Lembar Kerja Evaluasi as data: PermenPANRB 90/2021 Lampiran III, with the thresholds of Lampiran II Bab III.A.

Every number is a Fraction made from its decimal text. `Instrumen.from_dict` accepts nothing it does not understand,
so that an instrument in use is known to be whole: weights add up, codes are unique, formulas refer to existing inputs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

from evaluation.scoring.errors import InstrumenError

PREDIKAT = ("WBK", "WBBM")
JENIS_PILIHAN = ("ya_tidak", "abc", "abcd", "abcde")
JENIS_PERTANYAAN = (*JENIS_PILIHAN, "persen", "nilai_0_4")
KUNCI_OPSI = {
    "ya_tidak": ("Ya", "Tidak"),
    "abc": ("A", "B", "C"),
    "abcd": ("A", "B", "C", "D"),
    "abcde": ("A", "B", "C", "D", "E"),
}
DASAR_NOL = ("resmi", "kebijakan")
N = TypeVar("N")
_DESIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")


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
        return _instrumen(_Bacaan(isi, ""))

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


# Reading -------------------------------------------------------------------------------------------------------------


class _Bacaan:
    """One mapping of the file, read key by key. `selesai` complains of keys nobody asked for."""

    def __init__(self, isi: Any, jalur: str) -> None:
        if not isinstance(isi, Mapping):
            raise InstrumenError(jalur or "berkas", "harus berupa pasangan kunci dan isi")
        self._isi = dict(isi)
        self.jalur = jalur

    def salah(self, kunci: str, pesan: str) -> InstrumenError:
        return InstrumenError(self.di(kunci), pesan)

    def di(self, kunci: str) -> str:
        return f"{self.jalur}.{kunci}" if self.jalur else kunci

    def _ambil(self, kunci: str, *, wajib: bool) -> Any:
        isi = self._isi.pop(kunci, None)
        if isi is None and wajib:
            raise self.salah(kunci, "wajib ada")
        return isi

    def teks(self, kunci: str, *, wajib: bool = True) -> str:
        isi = self._ambil(kunci, wajib=wajib)
        if isi is None:
            return ""
        if not isinstance(isi, str) or (wajib and not isi.strip()):
            raise self.salah(kunci, "harus berupa teks yang tidak kosong")
        return isi

    def satu_dari(self, kunci: str, pilihan: tuple[str, ...]) -> str:
        isi = self.teks(kunci)
        if isi not in pilihan:
            raise self.salah(kunci, f"“{isi}” tidak dikenal; pilih salah satu dari {', '.join(pilihan)}")
        return isi

    def angka(self, kunci: str, *, wajib: bool = True) -> Fraction | None:
        isi = self._ambil(kunci, wajib=wajib)
        return None if isi is None else baca_angka(isi, self.di(kunci))

    def bilangan(self, kunci: str) -> Fraction:
        """A required number that is not negative."""
        angka = self.angka(kunci)
        if angka is None or angka < 0:
            raise self.salah(kunci, "tidak boleh kurang dari 0")
        return angka

    def bulat(self, kunci: str) -> int | None:
        angka = self.angka(kunci, wajib=False)
        if angka is not None and (angka.denominator != 1 or angka < 0):
            raise self.salah(kunci, "harus bilangan bulat yang tidak negatif")
        return None if angka is None else int(angka)

    def daftar(self, kunci: str, *, wajib: bool = True) -> list[tuple[str, Any]]:
        """The items of a list, each with its place."""
        isi = self._ambil(kunci, wajib=wajib)
        if isi is None:
            return []
        if not isinstance(isi, list | tuple) or (wajib and not isi):
            raise self.salah(kunci, "harus berupa daftar yang tidak kosong")
        return [(f"{self.di(kunci)}[{nomor}]", butir) for nomor, butir in enumerate(isi)]

    def daftar_teks(self, kunci: str, *, wajib: bool = False) -> tuple[str, ...]:
        butir = self.daftar(kunci, wajib=wajib)
        for jalur, isi in butir:
            if not isinstance(isi, str) or not isi.strip():
                raise InstrumenError(jalur, "harus berupa teks yang tidak kosong")
        return tuple(isi for _, isi in butir)

    def anak(self, kunci: str, *, wajib: bool = True) -> _Bacaan | None:
        isi = self._ambil(kunci, wajib=wajib)
        return None if isi is None else _Bacaan(isi, self.di(kunci))

    def peta(self, kunci: str, baca: Callable[[Any, str], N], *, wajib: bool = False) -> dict[str, N]:
        isi = self._ambil(kunci, wajib=wajib)
        if isi is None:
            return {}
        if not isinstance(isi, Mapping):
            raise self.salah(kunci, "harus berupa pasangan kunci dan isi")
        return {str(k): baca(v, f"{self.di(kunci)}.{k}") for k, v in isi.items()}

    def selesai(self) -> None:
        if self._isi:
            raise self.salah(str(next(iter(self._isi))), "kunci ini tidak dikenal")


def baca_angka(isi: Any, jalur: str) -> Fraction:
    """A number from its decimal text (or a whole number). A float is refused: it has already lost digits."""
    if isinstance(isi, int) and not isinstance(isi, bool):
        return Fraction(isi)
    if isinstance(isi, str) and _DESIMAL.fullmatch(isi):
        return Fraction(isi)
    raise InstrumenError(jalur, f"“{isi}” bukan angka; tulis sebagai teks desimal dengan titik, misalnya “0.67”")


def _baris(isi: Any, jalur: str) -> int:
    if not isinstance(isi, int) or isinstance(isi, bool) or isi < 1:
        raise InstrumenError(jalur, "harus nomor baris (bilangan bulat mulai 1)")
    return isi


def _teks_biasa(isi: Any, jalur: str) -> str:
    if not isinstance(isi, str) or not isi.strip():
        raise InstrumenError(jalur, "harus berupa teks yang tidak kosong")
    return isi


def _teks_atau_ya(isi: Any, jalur: str) -> str | bool:
    return isi if isi is True else _teks_biasa(isi, jalur)


def _instrumen(baca: _Bacaan) -> Instrumen:
    instrumen = Instrumen(
        versi=baca.teks("versi"),
        nama=baca.teks("nama"),
        dasar_hukum=baca.daftar_teks("dasar_hukum", wajib=True),
        acuan_soal=baca.teks("acuan_soal", wajib=False),
        catatan=baca.daftar_teks("catatan"),
        aturan_nilai=baca.peta("aturan_nilai", _teks_biasa),
        sumber=baca.peta("sumber", _teks_biasa),
        area=tuple(_nama_area(_Bacaan(isi, jalur)) for jalur, isi in baca.daftar("area")),
        ambang=tuple(_ambang(_Bacaan(isi, jalur)) for jalur, isi in baca.daftar("ambang")),
        syarat_predikat=tuple(
            _syarat_predikat(_Bacaan(isi, jalur)) for jalur, isi in baca.daftar("syarat_predikat", wajib=False)
        ),
        syarat_pengusulan=_syarat_pengusulan(baca.anak("syarat_pengusulan")),
        komponen=tuple(_komponen(_Bacaan(isi, jalur)) for jalur, isi in baca.daftar("komponen")),
    )
    baca.selesai()
    _periksa(instrumen)
    return instrumen


def _nama_area(baca: _Bacaan) -> NamaArea:
    area = NamaArea(baca.teks("nomor"), baca.teks("nama"))
    baca.selesai()
    return area


def _ambang(baca: _Bacaan) -> Ambang:
    ambang = Ambang(
        kode=baca.teks("kode"),
        nama=baca.teks("nama"),
        simpul=baca.teks("simpul"),
        sumber=baca.teks("sumber"),
        minimum=baca.peta("minimum", baca_angka, wajib=True),
        persen=baca.peta("persen", baca_angka),
        indeks=baca.peta("indeks", baca_angka),
    )
    for kunci, isi in (("minimum", ambang.minimum), ("persen", ambang.persen), ("indeks", ambang.indeks)):
        if (isi or kunci == "minimum") and set(isi) != set(PREDIKAT):
            raise baca.salah(kunci, "harus berisi angka untuk WBK dan WBBM")
    baca.selesai()
    return ambang


def _syarat_predikat(baca: _Bacaan) -> SyaratPredikat:
    syarat = SyaratPredikat(
        kode=baca.satu_dari("kode", ("telah_wbk",)),
        predikat=baca.satu_dari("predikat", PREDIKAT),
        nama=baca.teks("nama"),
        sumber=baca.teks("sumber"),
    )
    baca.selesai()
    return syarat


def _syarat_pengusulan(baca: _Bacaan | None) -> SyaratPengusulan:
    assert baca is not None  # noqa: S101  # `anak` refuses a missing mapping
    syarat = SyaratPengusulan(
        sumber=baca.teks("sumber"),
        instansi=tuple(_syarat_usul(_Bacaan(isi, jalur)) for jalur, isi in baca.daftar("instansi")),
        unit=tuple(_syarat_usul(_Bacaan(isi, jalur)) for jalur, isi in baca.daftar("unit")),
        afirmasi_pemda=baca.daftar_teks("afirmasi_pemda"),
    )
    baca.selesai()
    return syarat


def _syarat_usul(baca: _Bacaan) -> SyaratUsul:
    syarat = SyaratUsul(baca.teks("syarat"), baca.peta("nilai", _teks_atau_ya, wajib=True))
    baca.selesai()
    return syarat


def _komponen(baca: _Bacaan) -> Komponen:
    komponen = Komponen(
        kode=baca.teks("kode"),
        nama=baca.teks("nama"),
        bobot=baca.bilangan("bobot"),
        aspek=tuple(_aspek(_Bacaan(isi, jalur)) for jalur, isi in baca.daftar("aspek")),
    )
    baca.selesai()
    return komponen


def _aspek(baca: _Bacaan) -> Aspek:
    aspek = Aspek(
        kode=baca.teks("kode"),
        nama=baca.teks("nama"),
        bobot=baca.bilangan("bobot"),
        area=tuple(_area(_Bacaan(isi, jalur)) for jalur, isi in baca.daftar("area", wajib=False)),
        indikator_langsung=tuple(
            _indikator(_Bacaan(isi, jalur)) for jalur, isi in baca.daftar("indikator", wajib=False)
        ),
    )
    if bool(aspek.area) == bool(aspek.indikator_langsung):
        raise baca.salah("area", "satu aspek berisi daftar area atau daftar indikator, salah satu saja")
    baca.selesai()
    return aspek


def _area(baca: _Bacaan) -> Area:
    area = Area(
        kode=baca.teks("kode"),
        nama=baca.teks("nama"),
        bobot=baca.bilangan("bobot"),
        indikator=tuple(_indikator(_Bacaan(isi, jalur)) for jalur, isi in baca.daftar("indikator")),
    )
    baca.selesai()
    return area


def _indikator(baca: _Bacaan) -> Indikator:
    indikator = Indikator(
        kode=baca.teks("kode"),
        nama=baca.teks("nama"),
        bobot=baca.bilangan("bobot"),
        pertanyaan=tuple(_pertanyaan(_Bacaan(isi, jalur)) for jalur, isi in baca.daftar("pertanyaan")),
    )
    baca.selesai()
    return indikator


def _pertanyaan(baca: _Bacaan) -> Pertanyaan:
    kode, jenis, teks = baca.teks("kode"), baca.satu_dari("jenis", JENIS_PERTANYAAN), baca.teks("teks")
    soal_id, baris_excel = baca.bulat("soal_id"), baca.peta("baris_excel", _baris)
    opsi = tuple(_opsi(_Bacaan(isi, jalur)) for jalur, isi in baca.daftar("opsi", wajib=jenis in JENIS_PILIHAN))
    if jenis in JENIS_PILIHAN:
        masukan = (Masukan(kode, teks, "", "pilihan", soal_id=soal_id, baris_excel=baris_excel),)
        _periksa_opsi(baca, jenis, opsi)
    else:
        masukan = tuple(_masukan(_Bacaan(isi, jalur)) for jalur, isi in baca.daftar("masukan"))
        if opsi:
            raise baca.salah("opsi", "hanya pertanyaan pilihan yang mempunyai opsi")
    rumus = None if jenis in JENIS_PILIHAN else _rumus(baca.anak("rumus"), masukan)
    if jenis == "nilai_0_4" and [m.kode for m in masukan] != [kode]:
        raise baca.salah("masukan", f"pertanyaan indeks mempunyai satu masukan berkode {kode}")
    pertanyaan = Pertanyaan(
        kode=kode,
        jenis=jenis,
        teks=teks,
        opsi=opsi,
        masukan=masukan,
        rumus=rumus,
        bukti=baca.daftar_teks("bukti"),
        catatan=baca.teks("catatan", wajib=False),
        soal_id=soal_id,
        baris_excel=baris_excel,
        label_resmi=baca.teks("label_resmi", wajib=False),
        penjelasan=baca.teks("penjelasan", wajib=False),
        turunan=tuple(_turunan(_Bacaan(isi, jalur), masukan) for jalur, isi in baca.daftar("turunan", wajib=False)),
    )
    baca.selesai()
    return pertanyaan


def _opsi(baca: _Bacaan) -> Opsi:
    opsi = Opsi(baca.teks("kunci"), baca.bilangan("nilai"), baca.teks("kriteria"))
    baca.selesai()
    return opsi


def _periksa_opsi(baca: _Bacaan, jenis: str, opsi: tuple[Opsi, ...]) -> None:
    if tuple(o.kunci for o in opsi) != KUNCI_OPSI[jenis]:
        raise baca.salah("opsi", f"jenis {jenis} mempunyai opsi {', '.join(KUNCI_OPSI[jenis])} menurut urutan itu")
    nilai = [o.nilai for o in opsi]
    if nilai[0] != 1 or nilai[-1] != 0 or any(a <= b for a, b in pairwise(nilai)):
        raise baca.salah("opsi", "nilai opsi harus menurun dari 1 sampai 0")


def _masukan(baca: _Bacaan) -> Masukan:
    masukan = Masukan(
        kode=baca.teks("kode"),
        nama=baca.teks("nama"),
        satuan=baca.teks("satuan"),
        tipe=baca.satu_dari("tipe", ("bilangan_bulat", "desimal")),
        min=baca.angka("min", wajib=False),
        maks=baca.angka("maks", wajib=False),
        soal_id=baca.bulat("soal_id"),
        baris_excel=baca.peta("baris_excel", _baris),
        label_dikoreksi=baca.teks("label_dikoreksi", wajib=False),
    )
    if masukan.min is None or masukan.min < 0 or (masukan.maks is not None and masukan.maks < masukan.min):
        raise baca.salah("min", "batas masukan harus 0 ≤ min ≤ maks")
    baca.selesai()
    return masukan


def _rumus(baca: _Bacaan | None, masukan: tuple[Masukan, ...]) -> Rumus:
    assert baca is not None  # noqa: S101  # `anak` refuses a missing mapping
    tipe = baca.satu_dari("tipe", ("rasio", "penurunan", "skala"))
    rasio, turun = tipe == "rasio", tipe == "penurunan"
    rumus = Rumus(
        tipe=tipe,
        teks=baca.teks("teks"),
        pembilang=baca.daftar_teks("pembilang", wajib=rasio),
        penyebut=baca.daftar_teks("penyebut", wajib=rasio),
        awal=baca.teks("awal", wajib=turun),
        akhir=baca.teks("akhir", wajib=turun),
        pembagi=baca.angka("pembagi", wajib=tipe == "skala"),
        penyebut_nol=_aturan_nol(baca.anak("penyebut_nol", wajib=rasio or turun)),
        awal_dan_akhir_nol=_aturan_nol(baca.anak("awal_dan_akhir_nol", wajib=turun)),
        excel=baca.teks("excel", wajib=False),
    )
    ada = {m.kode for m in masukan}
    for kunci in ("pembilang", "penyebut"):
        for kode in getattr(rumus, kunci):
            if kode not in ada:
                raise baca.salah(kunci, f"masukan {kode} tidak ada pada pertanyaan ini")
    for kunci in ("awal", "akhir"):
        if turun and getattr(rumus, kunci) not in ada:
            raise baca.salah(kunci, f"masukan {getattr(rumus, kunci)} tidak ada pada pertanyaan ini")
    if rumus.pembagi is not None and (rumus.pembagi <= 0 or masukan[0].maks != rumus.pembagi):
        raise baca.salah("pembagi", "harus sama dengan batas atas indeks dan lebih dari 0")
    baca.selesai()
    return rumus


def _aturan_nol(baca: _Bacaan | None) -> AturanNol | None:
    if baca is None:
        return None
    aturan = AturanNol(baca.bilangan("nilai"), baca.satu_dari("dasar", DASAR_NOL))
    if aturan.nilai > 1:
        raise baca.salah("nilai", "harus di antara 0 dan 1")
    baca.selesai()
    return aturan


def _turunan(baca: _Bacaan, masukan: tuple[Masukan, ...]) -> Turunan:
    turunan = Turunan(baca.teks("nama"), baca.daftar_teks("masukan", wajib=True), baca.peta("baris_excel", _baris))
    if asing := set(turunan.masukan) - {m.kode for m in masukan}:
        raise baca.salah("masukan", f"masukan {min(asing)} tidak ada pada pertanyaan ini")
    baca.selesai()
    return turunan


# Checking the whole --------------------------------------------------------------------------------------------------


def _periksa(instrumen: Instrumen) -> None:
    _periksa_kode(instrumen)
    _periksa_area(instrumen)
    _periksa_bobot(instrumen)
    _periksa_ambang(instrumen)


def _periksa_kode(instrumen: Instrumen) -> None:
    simpul: list[str] = []
    for komponen in instrumen.komponen:
        simpul.append(komponen.kode)
        for aspek in komponen.aspek:
            simpul.append(_kode_anak(komponen.kode, aspek.kode))
            simpul += [_kode_anak(aspek.kode, area.kode) for area in aspek.area]
            for area in aspek.area:
                simpul += [_kode_anak(area.kode, indikator.kode) for indikator in area.indikator]
            simpul += [_kode_anak(aspek.kode, indikator.kode) for indikator in aspek.indikator_langsung]
    _tanpa_ganda("kode simpul", simpul)
    for indikator in instrumen.semua_indikator:
        for pertanyaan in indikator.pertanyaan:
            sendiri = len(indikator.pertanyaan) == 1 and pertanyaan.kode == indikator.kode
            if not sendiri:
                _kode_anak(indikator.kode, pertanyaan.kode)
            for masukan in pertanyaan.masukan:
                if masukan.kode != pertanyaan.kode:
                    _kode_anak(pertanyaan.kode, masukan.kode)
    _tanpa_ganda("kode pertanyaan", [p.kode for p in instrumen.semua_pertanyaan])
    _tanpa_ganda("kode masukan", [m.kode for m in instrumen.semua_masukan])
    _tanpa_ganda("soal_id", [str(m.soal_id) for m in instrumen.semua_masukan if m.soal_id is not None])
    for tata_letak in {t for m in instrumen.semua_masukan for t in m.baris_excel}:
        baris = [m.baris_excel[tata_letak] for m in instrumen.semua_masukan if tata_letak in m.baris_excel]
        _tanpa_ganda(f"baris_excel {tata_letak}", [str(b) for b in baris])


def _kode_anak(induk: str, kode: str) -> str:
    if not re.fullmatch(re.escape(induk) + r"\.[A-Za-z0-9]{1,8}", kode):
        raise InstrumenError(kode, f"kode harus berawal dengan kode induknya, misalnya {induk}.1")
    return kode


def _tanpa_ganda(nama: str, isi: list[str]) -> None:
    dilihat: set[str] = set()
    for butir in isi:
        if butir in dilihat:
            raise InstrumenError(butir, f"{nama} ini dipakai lebih dari sekali")
        dilihat.add(butir)


def _periksa_area(instrumen: Instrumen) -> None:
    _tanpa_ganda("nomor area", [a.nomor for a in instrumen.area])
    dipakai = {area.nomor for komponen in instrumen.komponen for aspek in komponen.aspek for area in aspek.area}
    if dipakai != set(instrumen.nama_area):
        selisih = min(dipakai ^ set(instrumen.nama_area))
        raise InstrumenError("area", f"nomor area {selisih} tidak cocok dengan kode area pada komponen")


def _periksa_bobot(instrumen: Instrumen) -> None:
    _sama("total", Fraction(100), [k.bobot for k in instrumen.komponen])
    for komponen in instrumen.komponen:
        _sama(komponen.kode, komponen.bobot, [a.bobot for a in komponen.aspek])
        for aspek in komponen.aspek:
            _sama(aspek.kode, aspek.bobot, [a.bobot for a in aspek.area or aspek.indikator_langsung])
            for area in aspek.area:
                _sama(area.kode, area.bobot, [i.bobot for i in area.indikator])


def _sama(kode: str, bobot: Fraction, anak: list[Fraction]) -> None:
    if (jumlah := sum(anak, Fraction(0))) != bobot:
        raise InstrumenError(kode, f"bobot {teks_angka(bobot)} tidak sama dengan jumlah anaknya {teks_angka(jumlah)}")


def _periksa_ambang(instrumen: Instrumen) -> None:
    _tanpa_ganda("kode ambang", [a.kode for a in instrumen.ambang])
    _tanpa_ganda("simpul ambang", [a.simpul for a in instrumen.ambang])
    for ambang in instrumen.ambang:
        if ambang.simpul not in instrumen.bobot_simpul:
            raise InstrumenError(f"ambang {ambang.kode}", f"simpul {ambang.simpul} tidak ada")
        bobot = instrumen.bobot_simpul[ambang.simpul]
        for predikat in PREDIKAT:
            _periksa_minimum(instrumen, ambang, predikat, bobot)
        if ambang.minimum["WBBM"] < ambang.minimum["WBK"]:
            raise InstrumenError(f"ambang {ambang.kode}", "ambang WBBM tidak boleh lebih rendah daripada WBK")
    _periksa_ambang_induk(instrumen)


def _periksa_minimum(instrumen: Instrumen, ambang: Ambang, predikat: str, bobot: Fraction) -> None:
    jalur, minimum = f"ambang {ambang.kode} {predikat}", ambang.minimum[predikat]
    if not 0 <= minimum <= bobot:
        raise InstrumenError(jalur, f"minimum {teks_angka(minimum)} di luar bobotnya {teks_angka(bobot)}")
    if ambang.persen and minimum != bobot * ambang.persen[predikat] / 100:
        raise InstrumenError(jalur, f"minimum bukan {teks_angka(ambang.persen[predikat])}% dari {teks_angka(bobot)}")
    if ambang.indeks:
        soal = [p for p in instrumen.semua_pertanyaan if f"{p.kode}.".startswith(f"{ambang.simpul}.")]
        pembagi = soal[0].rumus.pembagi if len(soal) == 1 and soal[0].rumus else None
        if pembagi is None or minimum != bobot * ambang.indeks[predikat] / pembagi:
            raise InstrumenError(jalur, "minimum tidak cocok dengan indeks minimumnya")


def _periksa_ambang_induk(instrumen: Instrumen) -> None:
    """Where every child of a node has a threshold, the node's own is their sum (18,25 = 15,75 + 2,50)."""
    menurut_simpul = {a.simpul: a for a in instrumen.ambang}
    for komponen in instrumen.komponen:
        for induk, anak in ((komponen.kode, komponen.aspek), *((a.kode, a.indikator_langsung) for a in komponen.aspek)):
            if induk not in menurut_simpul or len(anak) < 2 or not all(a.kode in menurut_simpul for a in anak):
                continue
            for predikat in PREDIKAT:
                jumlah = sum((menurut_simpul[a.kode].minimum[predikat] for a in anak), Fraction(0))
                if menurut_simpul[induk].minimum[predikat] != jumlah:
                    jalur = f"ambang {menurut_simpul[induk].kode} {predikat}"
                    raise InstrumenError(jalur, f"tidak sama dengan jumlah ambang anaknya {teks_angka(jumlah)}")


# Writing -------------------------------------------------------------------------------------------------------------

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
