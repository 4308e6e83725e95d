"""The two layouts of the official workbook: which sheets, which column holds what, which row is whose.

Rows of questions, inputs and sums come from the instrument (``baris_excel``); headings stand directly above what they
head, so their rows follow from those. An instrument without rows for a layout is written one row after another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from evaluation.scoring import Indikator, Instrumen, Masukan, Pertanyaan
from evaluation.scoring.instrumen import Turunan

UNIT, TPI = "unit", "tpi"
LEMBAR_CAP = "_portal"


class Bentuk(StrEnum):
    """A layout; the value is the key of ``baris_excel`` in an instrument."""

    LKE_ZI = "lke_zi_2022"
    JAWABAN = "jawaban_2026"

    @property
    def label(self) -> str:
        return {"lke_zi_2022": "LKE ZI (PermenPANRB 90/2021)", "jawaban_2026": "Jawaban (2026)"}[self.value]


@dataclass(frozen=True, slots=True)
class Kolom:
    """The columns of one layer, as letters; "" where the layout has none."""

    jawaban: str
    nilai: str
    persen: str
    catatan: str
    bukti: str = ""
    tautan: str = ""


@dataclass(frozen=True, slots=True)
class Susunan:
    """One layout. ``kepala`` maps a column to its title, ``lebar`` to its width in characters."""

    lembar: str
    baris_kepala: int
    baris_awal: int
    jarak_akhir: int
    judul_total: str
    kolom: Mapping[str, Kolom]
    kepala: Mapping[str, str]
    lebar: Mapping[str, float]
    tersembunyi: tuple[str, ...]


def _lebar(teks: str) -> dict[str, float]:
    """Widths in characters, written as "A10 B4"."""
    return {kolom: float(lebar) for kolom, lebar in (re.fullmatch(r"([A-Z]+)(\d+)", k).groups() for k in teks.split())}


SUSUNAN: Mapping[Bentuk, Susunan] = MappingProxyType(
    {
        Bentuk.LKE_ZI: Susunan(
            lembar="LKE ZI",
            baris_kepala=2,
            baris_awal=4,
            jarak_akhir=2,
            judul_total="NILAI EVALUASI ZONA INTEGRITAS",
            kolom={
                UNIT: Kolom("K", "L", "M", "O", "P", "Q"),
                TPI: Kolom("R", "S", "T", "U"),
            },
            kepala={
                "A": "Kode",
                "B": "Penilaian",
                "H": "Bobot",
                "I": "Penjelasan",
                "J": "Pilihan Jawaban",
                "K": "Jawaban",
                "L": "Nilai",
                "M": "%",
                "O": "Catatan/Keterangan/Penjelasan",
                "P": "Bukti Dukung",
                "Q": "Tautan Bukti Dukung",
                "R": "Jawaban TPI",
                "S": "Nilai TPI",
                "T": "% TPI",
                "U": "Catatan/Keterangan/Penjelasan (TPI)",
            },
            lebar=_lebar("A10 B4 C5 D4 E5 F4 G52 H9 I60 J14 K14 L12 M12 N3 O50 P40 Q40 R14 S12 T12 U50"),
            tersembunyi=("A", "J"),
        ),
        Bentuk.JAWABAN: Susunan(
            lembar="Jawaban",
            baris_kepala=1,
            baris_awal=2,
            jarak_akhir=1,
            judul_total="NILAI HASIL EVALUASI ZONA INTEGRITAS",
            kolom={
                UNIT: Kolom("K", "S", "", "L", "M"),
                TPI: Kolom("N", "O", "P", "Q"),
            },
            kepala={
                "A": "Kode",
                "B": "Penilaian",
                "H": "Bobot",
                "I": "Kriteria Nilai",
                "J": "Pilihan Jawaban",
                "K": "Jawaban Unit",
                "L": "Catatan/Keterangan/Penjelasan (Unit)",
                "M": "Daftar Bukti Dukung (Unit)",
                "N": "Jawaban TPI",
                "O": "Nilai",
                "P": "%",
                "Q": "Catatan/Keterangan/Penjelasan (TPI)",
                "S": "Nilai (Unit)",
            },
            tersembunyi=("A", "S"),
            lebar=_lebar("A10 B4 C5 D4 E5 F4 G52 H9 I60 J14 K14 L50 M50 N14 O12 P12 Q50 S12"),
        ),
    }
)


# Rows -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of the sheet.

    ``jenis``: komponen, aspek, area, indikator, judul (a title above one question), pertanyaan, turunan, masukan,
    total_komponen or total. ``kode`` is the node's, the input's, or "" of a sum between inputs. ``tingkat`` is how deep
    its numbering stands (0: column B). ``anak`` are the codes a sum is made of.
    """

    jenis: str
    nomor: int
    kode: str
    label: str
    teks: str
    tingkat: int
    pertanyaan: Pertanyaan | None = None
    masukan: Masukan | None = None
    indikator: Indikator | None = None
    anak: tuple[str, ...] = ()
    penuh: bool = False


@dataclass(frozen=True, slots=True)
class Letak:
    """All lines of one layout, and where each input, question and node stands."""

    baris: tuple[Baris, ...]
    masukan: Mapping[str, int] = field(hash=False)
    simpul: Mapping[str, int] = field(hash=False)
    turunan: Mapping[tuple[str, ...], int] = field(hash=False)
    akhir: int


def letak(instrumen: Instrumen, bentuk: Bentuk) -> Letak:
    """The lines of an instrument in a layout, worked out once and kept on the instrument."""
    kunci = f"_letak_{bentuk.value}"
    try:
        return instrumen.__dict__[kunci]
    except KeyError:
        try:
            baris = tuple(_Penyusun(instrumen, bentuk, ikut_nomor=True).susun())
        except _NomorTidakCocok:
            baris = tuple(_Penyusun(instrumen, bentuk, ikut_nomor=False).susun())
        hasil = instrumen.__dict__[kunci] = Letak(
            baris=baris,
            masukan={b.masukan.kode: b.nomor for b in baris if b.masukan and b.jenis in {"masukan", "pertanyaan"}},
            simpul={b.kode: b.nomor for b in baris if b.jenis not in {"masukan", "turunan", "judul"}},
            turunan={b.anak: b.nomor for b in baris if b.jenis == "turunan"},
            akhir=max(b.nomor for b in baris),
        )
        return hasil


class _NomorTidakCocok(Exception):
    """The instrument has no row numbers for this layout, or they leave no place for the headings."""


class _Penyusun:
    """Goes through the tree from the top, one row after another, and to the rows that the instrument names."""

    def __init__(self, instrumen: Instrumen, bentuk: Bentuk, *, ikut_nomor: bool) -> None:
        self.instrumen, self.bentuk, self.ikut_nomor = instrumen, bentuk, ikut_nomor
        self.susunan = SUSUNAN[bentuk]
        self.kini = self.susunan.baris_awal

    def susun(self) -> Iterator[Baris]:
        for urut, komponen in enumerate(self.instrumen.komponen):
            self.kini += bool(urut)  # an empty row between them
            anak = tuple(a.kode for a in komponen.aspek)
            yield self._baris("komponen", komponen.kode, komponen.nama, 0, anak=(f"total_{komponen.kode}",))
            for aspek in komponen.aspek:
                bawah = aspek.area or aspek.indikator_langsung
                yield self._baris("aspek", aspek.kode, aspek.nama, 1, anak=tuple(a.kode for a in bawah))
                for area in aspek.area:
                    isi = tuple(i.kode for i in area.indikator)
                    yield self._baris("area", area.kode, area.nama, 2, anak=isi)
                    for indikator in area.indikator:
                        yield from self._indikator(indikator, 3)
                for indikator in aspek.indikator_langsung:
                    yield from self._indikator(indikator, 2)
            yield self._baris("total_komponen", f"total_{komponen.kode}", f"TOTAL {komponen.nama}", 0, anak=anak)
        self.kini += self.susunan.jarak_akhir - 1
        anak = tuple(f"total_{k.kode}" for k in self.instrumen.komponen)
        yield self._baris("total", "total", self.susunan.judul_total, 0, anak=anak)

    def _indikator(self, indikator: Indikator, tingkat: int) -> Iterator[Baris]:
        """An indikator with its questions; one of hasil with a single question is that question."""
        sendiri = tingkat == 2 and len(indikator.pertanyaan) == 1
        if not sendiri:
            anak = tuple(p.kode for p in indikator.pertanyaan)
            yield self._baris("indikator", indikator.kode, indikator.nama, tingkat, indikator=indikator, anak=anak)
        soal = sorted(indikator.pertanyaan, key=self._nomor) if self.ikut_nomor else indikator.pertanyaan
        for pertanyaan in soal:
            yield from self._pertanyaan(pertanyaan, indikator, tingkat if sendiri else tingkat + 1, sendiri=sendiri)

    def _pertanyaan(
        self, pertanyaan: Pertanyaan, indikator: Indikator, tingkat: int, *, sendiri: bool
    ) -> Iterator[Baris]:
        if self.ikut_nomor and pertanyaan.jenis == "persen" and self._nomor(pertanyaan) == self.kini + 1:
            yield Baris("judul", self.kini, "", "", pertanyaan.teks, tingkat, pertanyaan, indikator=indikator)
            self.kini += 1
        langsung = pertanyaan.masukan[0] if pertanyaan.masukan[0].kode == pertanyaan.kode else None
        nama = indikator.nama if sendiri else pertanyaan.teks
        yield self._baris(
            "pertanyaan",
            pertanyaan.kode,
            nama,
            tingkat,
            nomor=self._nomor(pertanyaan) if self.ikut_nomor else None,
            pertanyaan=pertanyaan,
            masukan=langsung,
            indikator=indikator,
            penuh=sendiri,
            label=pertanyaan.label_resmi,
        )
        if langsung:
            return
        bawah: list[Masukan | Turunan] = [*pertanyaan.turunan, *pertanyaan.masukan]
        if self.ikut_nomor:
            bawah.sort(key=self._nomor)
        for satu in bawah:
            nomor = self._nomor(satu) if self.ikut_nomor else None
            kode, anak = ("", satu.masukan) if isinstance(satu, Turunan) else (satu.kode, ())
            yield self._baris(
                "turunan" if isinstance(satu, Turunan) else "masukan",
                kode,
                satu.nama,
                tingkat + 1,
                nomor=nomor,
                pertanyaan=pertanyaan,
                masukan=satu if isinstance(satu, Masukan) else None,
                anak=anak,
                label="-",
            )

    def _nomor(self, satu: Pertanyaan | Masukan | Turunan) -> int:
        try:
            return satu.baris_excel[self.bentuk.value]
        except KeyError:
            raise _NomorTidakCocok from None

    def _baris(
        self,
        jenis: str,
        kode: str,
        teks: str,
        tingkat: int,
        *,
        nomor: int | None = None,
        label: str = "",
        **lain: object,
    ) -> Baris:
        if nomor is not None and nomor < self.kini:
            raise _NomorTidakCocok
        nomor = self.kini if nomor is None else nomor
        self.kini = nomor + 1
        if not label and jenis not in {"total", "total_komponen"}:
            label = f"{kode.rsplit('.', 1)[-1]}."
        return Baris(jenis, nomor, kode, label, teks, tingkat, **lain)
