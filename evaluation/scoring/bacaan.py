"""Reading an instrument from plain data: each key known, each value of its kind, else an InstrumenError."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeVar

from evaluation.scoring.errors import InstrumenError
from evaluation.scoring.instrumen import (
    JENIS_PERTANYAAN,
    JENIS_PILIHAN,
    KUNCI_OPSI,
    PREDIKAT,
    Ambang,
    Area,
    Aspek,
    AturanNol,
    Indikator,
    Instrumen,
    Komponen,
    Masukan,
    NamaArea,
    Opsi,
    Pertanyaan,
    Rumus,
    SyaratPengusulan,
    SyaratPredikat,
    SyaratUsul,
    Turunan,
)

N = TypeVar("N")
DASAR_NOL = ("resmi", "kebijakan")
_DESIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")


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


def baca_instrumen(isi: Mapping[str, Any]) -> Instrumen:
    """An instrument from plain data, each part well formed; that the parts fit together is checked elsewhere."""
    baca = _Bacaan(isi, "")
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
