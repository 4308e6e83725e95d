"""How far two assessors agree: plain numbers over pairs of values from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Kesepakatan:
    """``persen`` of the pairs that are equal (0 to 100), and Cohen's kappa with quadratic weights.

    ``kappa`` is 1 for full agreement, 0 for no more than chance gives, and None where nothing is to be told apart:
    no pairs, or both gave one and the same value throughout.
    """

    jumlah: int
    sama: int
    kappa: Fraction | None

    @property
    def persen(self) -> Fraction | None:
        return Fraction(100 * self.sama, self.jumlah) if self.jumlah else None


def kesepakatan(pasangan: Sequence[tuple[Fraction, Fraction]]) -> Kesepakatan:
    """Agreement over (first, second) values of the same questions.

    Weighted kappa is 1 − observed / expected disagreement, each the mean of the squared distance: of the pairs as
    they are, and of every first with every second value.
    """
    n = len(pasangan)
    sama = sum(a == b for a, b in pasangan)
    if not n:
        return Kesepakatan(0, 0, None)
    teramati = sum(((a - b) ** 2 for a, b in pasangan), start=Fraction(0)) / n
    rata_a = sum((a for a, _ in pasangan), start=Fraction(0)) / n
    rata_b = sum((b for _, b in pasangan), start=Fraction(0)) / n
    kuadrat = sum((a**2 + b**2 for a, b in pasangan), start=Fraction(0)) / n
    harapan = kuadrat - 2 * rata_a * rata_b
    return Kesepakatan(n, sama, 1 - teramati / harapan if harapan else None)
