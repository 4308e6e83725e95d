"""The arithmetic of the LKE said in formulas of a spreadsheet.

They follow ``scoring``, where the workbook that circulates does not: an unanswered question counts 0 and stays in the
mean, a base of zero follows the instrument's rule, and the wealth reports count both their parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evaluation.scoring import Opsi, Pertanyaan
from evaluation.scoring.instrumen import teks_angka

BELUM = "Blm Diisi"
BELUM_SEL = f'"{BELUM}"'


def nilai_pilihan(sel: str, opsi: Iterable[Opsi], kali: str = "") -> str:
    """What the option in ``sel`` is worth; ``kali`` is a cell to multiply by."""
    rumus = BELUM_SEL
    for o in reversed(tuple(opsi)):
        nilai = f"{teks_angka(o.nilai)}*{kali}" if kali else teks_angka(o.nilai)
        rumus = f'IF({sel}="{o.kunci}",{nilai},{rumus})'
    return f"={rumus}"


def nilai_angka(sel: str, pembagi: str = "", kali: str = "") -> str:
    """The number in ``sel``, over a divisor and times a cell where given; not filled in where there is no number."""
    bagi = f"/{pembagi}" if pembagi else ""
    return f"=IF(ISNUMBER({sel}),{sel}{bagi}{f'*{kali}' if kali else ''},{BELUM_SEL})"


def jumlah_terisi(sel: Iterable[str]) -> str:
    """The sum of cells once all are filled in."""
    sel = tuple(sel)
    return f"=IF({_ada_kosong(sel)},{BELUM_SEL},{'+'.join(sel)})"


def capaian(pertanyaan: Pertanyaan, sel: Mapping[str, str], jumlah: Mapping[tuple[str, ...], str]) -> str:
    """A counted question from the cells of its inputs; ``jumlah`` has cells that already hold a sum of some."""
    rumus = pertanyaan.rumus
    if rumus is None or rumus.penyebut_nol is None:
        raise ValueError(pertanyaan.kode)
    kosong = _ada_kosong(sel[m.kode] for m in pertanyaan.masukan)
    nol = teks_angka(rumus.penyebut_nol.nilai)
    if rumus.tipe == "rasio":
        atas, bawah = (_jumlah(kode, sel, jumlah) for kode in (rumus.pembilang, rumus.penyebut))
        isi = f"IF({bawah}=0,{nol},MIN(1,{atas}/{bawah}))"
    else:
        awal, akhir = sel[rumus.awal], sel[rumus.akhir]
        dua = teks_angka(rumus.awal_dan_akhir_nol.nilai) if rumus.awal_dan_akhir_nol else nol
        isi = f"IF({awal}=0,IF({akhir}=0,{dua},{nol}),MAX(0,({awal}-{akhir})/{awal}))"
    return f"=IF({kosong},{BELUM_SEL},{isi})"


def rata_kali(sel: Iterable[str], bobot: str) -> str:
    """The mean of the questions times the weight; what is not filled in counts 0."""
    sel = tuple(sel)
    return f"=SUM({','.join(sel)})/{len(sel)}*{bobot}"


def jumlah(sel: Iterable[str]) -> str:
    return f"=SUM({','.join(sel)})"


def bagi(atas: str, bawah: str) -> str:
    return f"=IF({bawah}=0,0,{atas}/{bawah})"


def lulus(sel: str, pilihan: str, minimum: Mapping[str, str]) -> str:
    """“OK” or “Tidak Lulus” against the threshold of the predikat chosen in ``pilihan``.

    Compared to ten decimals: a sum of binary fractions may miss its own threshold by its sixteenth.
    """
    rumus = '"-"'
    for predikat, angka in reversed(tuple(minimum.items())):
        rumus = f'IF({pilihan}="{predikat}",IF(ROUND({sel},10)>={angka},"OK","Tidak Lulus"),{rumus})'
    return f"={rumus}"


def _ada_kosong(sel: Iterable[str]) -> str:
    uji = ",".join(f'{s}=""' for s in sel)
    return f"OR({uji})"


def _jumlah(kode: tuple[str, ...], sel: Mapping[str, str], jumlah: Mapping[tuple[str, ...], str]) -> str:
    if kode in jumlah:
        return jumlah[kode]
    return sel[kode[0]] if len(kode) == 1 else f"({'+'.join(sel[k] for k in kode)})"
