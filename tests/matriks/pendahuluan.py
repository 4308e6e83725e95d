"""Rows of the permission matrix: the parent unit's word before TPI evaluates."""

from __future__ import annotations

from evaluation.enums import Status
from tests.matrix import PENILAI, Baris, Dunia, melihat_lke, selalu


def _lke(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk}


def _ada(status: str) -> frozenset[str]:
    """The sheet of the matrix lay with a parent unit only where it lies there now."""
    return melihat_lke(status) if status == Status.PENDAHULUAN else frozenset()


def _menilai(status: str) -> frozenset[str]:
    return PENILAI if status == Status.PENDAHULUAN else frozenset()


MATRIKS: dict[str, list[Baris]] = {
    "evaluation:pendahuluan_antrean": [Baris(boleh=selalu("penilai", "penilai_lain"))],
    "evaluation:pendahuluan": [
        Baris(_lke, _ada),
        Baris(_lke, melihat_lke, _menilai, metode="post", data={"kesimpulan": "belum", "alasan": "Lengkapi"}),
    ],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Nothing but the sheet itself."""
