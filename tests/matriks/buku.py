"""The five rows of a register (``units.views.buku``)."""

from __future__ import annotations

from tests.matrix import PENGIKUT, PENGISI, UNIT_TERLIHAT, Baris, Dunia, selalu, unit


def baris_buku(
    benda: str, *, isi: frozenset[str] = PENGISI, lihat: frozenset[str] = PENGIKUT
) -> dict[str, list[Baris]]:
    """Rows for ``units:<benda>_list`` and so on; ``lengkapi`` must have set ``dunia.<benda>`` to a row of the unit."""

    def satu(d: Dunia) -> dict[str, object]:
        return {"pk": d.unit.pk, "baris_pk": getattr(d, benda).pk}

    terlihat = selalu(*UNIT_TERLIHAT)
    return {
        f"units:{benda}_list": [Baris(unit, terlihat, selalu(*lihat))],
        f"units:{benda}_baru": [
            Baris(unit, terlihat, selalu(*isi)),
            Baris(unit, terlihat, selalu(*isi), metode="post"),
        ],
        f"units:{benda}_detail": [Baris(satu, terlihat, selalu(*lihat))],
        f"units:{benda}_ubah": [
            Baris(satu, terlihat, selalu(*isi)),
            Baris(satu, terlihat, selalu(*isi), metode="post"),
        ],
        f"units:{benda}_hapus": [
            Baris(satu, terlihat, selalu(*isi)),
            Baris(satu, terlihat, selalu(*isi), metode="post"),
        ],
    }
