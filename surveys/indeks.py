"""The arithmetic of a survey: exact, from counts. Plain Python; only display rounds.

Nilai rata-rata (NRR) per unsur, index = Σ NRR × bobot (PermenPANRB 14/2017; PermenPANRB 90/2021 for IPAK and IPKP),
turned to the scale of 4 where the questionnaire has another, × 25 for a hundred.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from surveys.kuesioner import KOSONG, Indeks, Kuesioner, Mutu

# 95 % of a normal distribution, and what Krejcie and Morgan (1970) use: χ² for 1 degree of freedom at 0.05.
Z_95 = 1.96
KHI = Fraction(3841, 1000)
GALAT = Fraction(5, 100)
LANTAI_SAMPEL = 30


@dataclass(slots=True)
class Hitungan:
    """What is kept of many responses: how many, how often each mark by statement, how many were steered.

    ``jumlah[kode]`` is a list of ``skala`` counts. ``kuadrat[indeks]`` is (complete responses, Σ score, Σ score²) of
    a response's weighted score in whole units of 1/penyebut, for the spread.
    """

    n: int
    jumlah: dict[str, list[int]]
    kuadrat: dict[str, list[int]]
    diarahkan: int = 0
    ditanya: int = 0

    @classmethod
    def kosong(cls, kuesioner: Kuesioner) -> Hitungan:
        return cls(
            0,
            {u.kode: [0] * kuesioner.skala for u in kuesioner.unsur},
            {i.kode: [0, 0, 0] for i in kuesioner.indeks},
        )

    @classmethod
    def dari_isi(cls, isi: Mapping[str, Any]) -> Hitungan:
        return cls(
            isi["n"],
            {k: list(v) for k, v in isi["u"].items()},
            {k: list(v) for k, v in isi["k"].items()},
            isi["d"],
            isi["t"],
        )

    def ke_isi(self) -> dict[str, Any]:
        return {"n": self.n, "u": self.jumlah, "k": self.kuadrat, "d": self.diarahkan, "t": self.ditanya}

    def tambah(self, isian: Terurai, diarahkan: bool | None, arah: int = 1) -> None:
        """Count one response in (``arah`` 1) or out again (-1)."""
        self.n += arah
        if diarahkan is not None:
            self.ditanya += arah
            self.diarahkan += arah * diarahkan
        for kode, letak in isian.angka:
            self.jumlah[kode][letak] += arah
        for kode, skor, kuadrat in isian.skor:
            baris = self.kuadrat[kode]
            baris[0] += arah
            baris[1] += arah * skor
            baris[2] += arah * kuadrat

    def gabung(self, lain: Hitungan, arah: int = 1) -> None:
        """Add another count to this one, or take it away."""
        self.n += arah * lain.n
        self.diarahkan += arah * lain.diarahkan
        self.ditanya += arah * lain.ditanya
        for sendiri, darinya in ((self.jumlah, lain.jumlah), (self.kuadrat, lain.kuadrat)):
            for kode, baris in darinya.items():
                sendiri[kode] = [a + arah * b for a, b in zip(sendiri[kode], baris, strict=True)]


@dataclass(frozen=True, slots=True)
class Terurai:
    """What one response adds to a count: (statement, place of its mark) for each mark given, and (index, score,
    score²) for each index that was answered whole."""

    angka: tuple[tuple[str, int], ...]
    skor: tuple[tuple[str, int, int], ...]


class Pengurai:
    """Reads responses of one questionnaire. A response counts in ten groups, and a campaign may have a million: the
    weights are made whole once, and each response is read once."""

    def __init__(self, kuesioner: Kuesioner) -> None:
        self._indeks = [
            (i.kode, [(u.letak, u.kode, int(u.bobot * penyebut(i))) for u in i.unsur]) for i in kuesioner.indeks
        ]

    def urai(self, nilai: str) -> Terurai:
        """``nilai`` as a response keeps it: a digit per statement, 0 where none was given."""
        angka, skor = [], []
        for kode, unsur in self._indeks:
            jumlah, lengkap = 0, True
            for letak, kode_unsur, bobot in unsur:
                satu = nilai[letak]
                if satu == KOSONG:
                    lengkap = False
                    continue
                angka.append((kode_unsur, int(satu) - 1))
                jumlah += bobot * int(satu)
            if lengkap:
                skor.append((kode, jumlah, jumlah * jumlah))
        return Terurai(tuple(angka), tuple(skor))


def penyebut(indeks: Indeks) -> int:
    """The whole number that turns every weight of this index into a whole one."""
    return math.lcm(*(u.bobot.denominator for u in indeks.unsur))


@dataclass(frozen=True, slots=True)
class NilaiUnsur:
    kode: str
    nama: str
    n: int
    rata: Fraction | None
    bobot: Fraction
    sebaran: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NilaiIndeks:
    """One index: on the scale of the questionnaire (``mentah``), of 4 (``nilai``) and of 100 (``seratus``), exact.

    ``setengah`` is half the width of the 95 % interval on the scale of 4, None where it cannot be told.
    """

    kode: str
    nama: str
    n: int
    unsur: tuple[NilaiUnsur, ...]
    mentah: Fraction | None
    nilai: Fraction | None
    setengah: float | None
    mutu: Mutu | None

    @property
    def seratus(self) -> Fraction | None:
        return None if self.nilai is None else self.nilai * 25

    @property
    def rentang(self) -> tuple[float, float] | None:
        """The 95 % interval on the scale of 4, kept within the scale."""
        if self.nilai is None or self.setengah is None:
            return None
        return max(0.0, float(self.nilai) - self.setengah), min(4.0, float(self.nilai) + self.setengah)


def ke_empat(x: Fraction, skala: int, konversi: str) -> Fraction:
    """An index of a scale 1..skala on the scale of 4, by the rule named (process.md §5.4)."""
    if skala == 4:
        return x
    if konversi == "geser":
        return 1 + (x - 1) * Fraction(3, skala - 1)
    return x * Fraction(4, skala)


def hitung(kuesioner: Kuesioner, hitungan: Hitungan, *, populasi: int = 0, konversi: str = "") -> list[NilaiIndeks]:
    """The indices of these counts. ``populasi`` (0: unknown) narrows the interval by the finite population."""
    return [_satu(kuesioner, i, hitungan, populasi, konversi or kuesioner.konversi) for i in kuesioner.indeks]


def _satu(kuesioner: Kuesioner, indeks: Indeks, hitungan: Hitungan, populasi: int, konversi: str) -> NilaiIndeks:
    unsur = []
    for u in indeks.unsur:
        sebaran = hitungan.jumlah[u.kode]
        n = sum(sebaran)
        rata = Fraction(sum(k * c for k, c in enumerate(sebaran, 1)), n) if n else None
        unsur.append(NilaiUnsur(u.kode, str(u.nama), n, rata, u.bobot, tuple(sebaran)))
    mentah = None
    if all(u.rata is not None for u in unsur):
        mentah = sum((u.rata * u.bobot for u in unsur), start=Fraction(0))
    nilai = None if mentah is None else ke_empat(mentah, kuesioner.skala, konversi)
    return NilaiIndeks(
        indeks.kode,
        indeks.nama,
        hitungan.n,
        tuple(unsur),
        mentah,
        nilai,
        _setengah(indeks, hitungan, populasi, kuesioner.skala, konversi),
        mutu_dari(indeks.mutu, nilai),
    )


def mutu_dari(mutu: Iterable[Mutu], nilai: Fraction | None) -> Mutu | None:
    """The band of an index of 1 to 4: half-open on the exact value × 25, so no value falls between two."""
    return None if nilai is None else next((m for m in mutu if nilai * 25 >= m.mulai), None)


def _setengah(indeks: Indeks, hitungan: Hitungan, populasi: int, skala: int, konversi: str) -> float | None:
    n, jumlah, kuadrat = hitungan.kuadrat[indeks.kode]
    if n < 2:
        return None
    ragam = Fraction(kuadrat * n - jumlah * jumlah, n * (n - 1)) / penyebut(indeks) ** 2
    galat = math.sqrt(ragam / n)
    if populasi > n:
        galat *= math.sqrt((populasi - n) / (populasi - 1))
    elif populasi:
        galat = 0.0
    # A constant moves no interval: only the slope of the conversion counts.
    lereng = ke_empat(Fraction(2), skala, konversi) - ke_empat(Fraction(1), skala, konversi)
    return Z_95 * galat * float(lereng)


def krejcie_morgan(populasi: int) -> int:
    """The sample a population needs at 95 % and 5 % (Krejcie and Morgan 1970), rounded as their table does."""
    if populasi <= 0:
        return 0
    atas = KHI * populasi / 4
    bawah = GALAT**2 * (populasi - 1) + KHI / 4
    return min(populasi, int(atas / bawah + Fraction(1, 2)))


def target_sampel(populasi: Mapping[Any, int]) -> dict[Any, int]:
    """How many responses each service should bring: Krejcie–Morgan over all, at least 30 where so many people were
    served, shared out by population (largest remainders), never more than a service served."""
    semua = sum(populasi.values())
    perlu = min(semua, max(LANTAI_SAMPEL, krejcie_morgan(semua)))
    if not semua:
        return dict.fromkeys(populasi, 0)
    bagian = {k: Fraction(perlu * n, semua) for k, n in populasi.items()}
    target = {k: int(b) for k, b in bagian.items()}
    sisa = perlu - sum(target.values())
    for k in sorted(bagian, key=lambda k: (int(bagian[k]) - bagian[k], str(k)))[:sisa]:
        target[k] += 1
    return target
