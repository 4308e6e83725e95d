"""What people type, made into answers: one spelling for each meaning, and a plain sentence when it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from evaluation.scoring.errors import JawabanSalah
from evaluation.scoring.instrumen import Instrumen, Masukan, Pertanyaan, teks_angka

Mentah = str | int | Decimal | None
BILANGAN_TERBESAR = 10**9
_BULAT = re.compile(r"[0-9]{1,40}")
_DESIMAL = re.compile(r"[0-9]{1,40}([.,][0-9]{1,10})?")


def bersihkan(pertanyaan: Pertanyaan, mentah: Mapping[str, Mentah]) -> dict[str, str | int]:
    """The answer to one question, by input code; an empty input is left out (not answered, unlike 0).

    A choice becomes its key ("Ya", "A"), a count an int, an index a decimal text with a dot ("3.6").
    Raises JawabanSalah for an unknown input or a value that does not fit.
    """
    masukan = {m.kode: m for m in pertanyaan.masukan}
    for kode in mentah:
        if kode not in masukan:
            raise JawabanSalah(str(kode), f"Isian ini tidak ada pada pertanyaan {pertanyaan.kode}.")
    bersih: dict[str, str | int] = {}
    for kode, butir in masukan.items():
        if not kosong(nilai := mentah.get(kode)):
            bersih[kode] = _bersihkan_satu(pertanyaan, butir, nilai)
    return bersih


def bersihkan_semua(instrumen: Instrumen, mentah: Mapping[str, Mentah]) -> dict[str, str | int]:
    """All answers of a sheet at once, in the order of the LKE. Raises JawabanSalah for the first that does not fit."""
    for kode in mentah:
        if kode not in instrumen.kode_masukan:
            raise JawabanSalah(str(kode), f"Kode isian ini tidak ada pada instrumen {instrumen.versi}.")
    bersih: dict[str, str | int] = {}
    for pertanyaan in instrumen.semua_pertanyaan:
        bersih |= bersihkan(pertanyaan, {m.kode: mentah.get(m.kode) for m in pertanyaan.masukan})
    return bersih


def kosong(nilai: object) -> bool:
    """Nothing was filled in. The number 0 is an answer."""
    return nilai is None or (isinstance(nilai, str) and not nilai.strip())


def _bersihkan_satu(pertanyaan: Pertanyaan, masukan: Masukan, nilai: object) -> str | int:
    if isinstance(nilai, bool) or not isinstance(nilai, str | int | Decimal):
        raise JawabanSalah(masukan.kode, "Isi dengan teks atau angka biasa.")
    teks = (format(nilai, "f") if isinstance(nilai, Decimal) else str(nilai)).strip()
    if masukan.tipe == "pilihan":
        return _pilihan(pertanyaan, teks)
    return _bilangan(masukan, teks) if masukan.tipe == "bilangan_bulat" else _indeks(masukan, teks)


def _pilihan(pertanyaan: Pertanyaan, teks: str) -> str:
    for opsi in pertanyaan.opsi:
        if opsi.kunci.casefold() == teks.casefold():
            return opsi.kunci
    kunci = [o.kunci for o in pertanyaan.opsi]
    raise JawabanSalah(pertanyaan.kode, f"Pilih salah satu: {', '.join(kunci[:-1])}, atau {kunci[-1]}.")


def _bilangan(masukan: Masukan, teks: str) -> int:
    if not _BULAT.fullmatch(teks):
        raise JawabanSalah(
            masukan.kode, "Isi dengan bilangan bulat 0 atau lebih, tanpa titik dan koma, misalnya 0 atau 12."
        )
    angka = int(teks)
    maks = int(masukan.maks) if masukan.maks is not None else BILANGAN_TERBESAR
    if not (masukan.min or 0) <= angka <= maks:
        raise JawabanSalah(
            masukan.kode,
            f"Isi dengan bilangan bulat dari {teks_angka(masukan.min or Fraction(0))} "
            f"sampai {maks}; periksa lagi jumlahnya.",
        )
    return angka


def _indeks(masukan: Masukan, teks: str) -> str:
    batas = f"{teks_angka(masukan.min or Fraction(0))} sampai {teks_angka(masukan.maks or Fraction(0))}"
    if not _DESIMAL.fullmatch(teks):
        raise JawabanSalah(
            masukan.kode, f"Isi dengan angka {batas}, paling banyak 10 angka di belakang koma, misalnya 3,60."
        )
    angka = Fraction(teks.replace(",", "."))
    if not (masukan.min or 0) <= angka <= (masukan.maks or 0):
        raise JawabanSalah(masukan.kode, f"Isi dengan angka {batas}; skala survei lain perlu dikonversi dulu.")
    return teks_angka(angka)
