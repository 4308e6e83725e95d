"""The two layouts of the official workbook: which sheets, which column holds what, which row is whose.

Rows of questions, inputs and sums come from the instrument (``baris_excel``); headings stand directly above what they
head, so their rows follow from those. An instrument without rows for a layout is written one row after another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

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
    kolom: Mapping[str, Kolom]
    kepala: Mapping[str, str]
    lebar: Mapping[str, float]
    tersembunyi: tuple[str, ...] = ("A",)


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
            kolom={
                UNIT: Kolom("K", "L", "M", "O", "P", "Q"),
                TPI: Kolom("R", "S", "T", "U"),
            },
            kepala={
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
            kolom={
                UNIT: Kolom("K", "", "", "L", "M"),
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
            },
            lebar=_lebar("A10 B4 C5 D4 E5 F4 G52 H9 I60 J14 K14 L50 M50 N14 O12 P12 Q50"),
        ),
    }
)
