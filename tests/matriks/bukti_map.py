"""Rows of the permission matrix: a folder of proof."""

from __future__ import annotations

from tests.matrix import PENGISI, Baris, Dunia, melihat_lke, selalu


def lke(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk}


pengisi = selalu(*PENGISI)
MATRIKS: dict[str, list[Baris]] = {
    "evaluation:bukti_map": [
        Baris(lke, melihat_lke, pengisi),
        Baris(lke, melihat_lke, pengisi, metode="post", data={"lengkap": "1"}),
    ],
    "evaluation:bukti_map_cocokkan": [
        Baris(lke, melihat_lke, pengisi, metode="post", data={"jalur": '["A.I.1.i.a SK.pdf"]'})
    ],
    "evaluation:bukti_map_pasang": [
        Baris(lke, melihat_lke, pengisi),
        Baris(lke, melihat_lke, pengisi, metode="post"),
    ],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Nothing more than the sheet."""
