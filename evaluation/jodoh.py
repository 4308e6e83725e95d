"""Which unit a workbook is of, told from what it says and how it is called. Plain Python, no database."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calon:
    """One unit a workbook may be of."""

    pk: int
    kode: str
    nama: str


def jodohkan_nama(jalur: str, unit_di_lembar: str, calon: Iterable[Calon]) -> int | None:
    """The unit by its code in the file's name or on the sheet, then by its name; None when none or several fit.

    ``jalur`` is the file's name with its folders, ``unit_di_lembar`` what the sheet calls its unit. The sheet is asked
    first: a name is soon copied, a heading is not.
    """
    semua = list(calon)
    for teks in (unit_di_lembar, re.sub(r"\.[A-Za-z0-9]{2,5}$", "", jalur)):
        if not teks.strip():
            continue
        if (satu := _tunggal(semua, teks, _berkode)) is not None:
            return satu
        if (satu := _tunggal(semua, teks, _bernama)) is not None:
            return satu
    return None


def _tunggal(semua: list[Calon], teks: str, uji) -> int | None:
    cocok = [(len(kata), c.pk) for c in semua if (kata := uji(c, teks))]
    if not cocok:
        return None
    # “Dinas Kesehatan Hewan” holds “Dinas Kesehatan”, too: the longest says most.
    panjang = max(n for n, _pk in cocok)
    terpanjang = {pk for n, pk in cocok if n == panjang}
    return terpanjang.pop() if len(terpanjang) == 1 else None


def _berkode(calon: Calon, teks: str) -> str:
    """The code where it stands alone; one letter or figure says too little."""
    if len(calon.kode) < 2:
        return ""
    pola = rf"(?<![A-Za-z0-9]){re.escape(calon.kode)}(?![A-Za-z0-9])"
    return calon.kode if re.search(pola, teks, re.IGNORECASE) else ""


def _bernama(calon: Calon, teks: str) -> str:
    nama = rata(calon.nama)
    return nama if nama and f" {nama} " in f" {rata(teks)} " else ""


def rata(teks: str) -> str:
    """Words alone, in small letters."""
    return re.sub(r"[\W_]+", " ", teks).strip().lower()
