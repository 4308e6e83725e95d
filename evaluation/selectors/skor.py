"""Scores read back, and the scoring instrument of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evaluation import scoring
from evaluation.enums import Lapis
from evaluation.models import Jawaban, LembarKerjaEvaluasi
from evaluation.services.instrumen import instrumen_for, instrumen_lke

__all__ = ["gabung_isi", "instrumen_for", "instrumen_lke", "isi_lapis", "skor_lapis"]


def gabung_isi(isi: Iterable[Mapping[str, object]]) -> dict[str, object]:
    """Join the answers of single questions into one mapping input code → value, as ``scoring.hitung`` takes it."""
    jawaban: dict[str, object] = {}
    for satu in isi:
        jawaban.update(satu)
    return jawaban


def isi_lapis(lke: LembarKerjaEvaluasi, lapis: str) -> dict[str, object]:
    """All answered inputs of one layer: one query."""
    return gabung_isi(Jawaban.objects.filter(lke=lke, lapis=Lapis(lapis)).values_list("isi", flat=True))


def skor_lapis(lke: LembarKerjaEvaluasi, lapis: str) -> scoring.Skor:
    """The exact score of one layer, computed now."""
    return scoring.hitung(instrumen_lke(lke), isi_lapis(lke, lapis), telah_wbk=lke.telah_wbk)
