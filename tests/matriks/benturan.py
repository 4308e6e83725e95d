"""Rows of the permission matrix: conflicts of interest. The unit finds nothing of them."""

from __future__ import annotations

from evaluation.models import BenturanKepentingan
from tests.matriks.tim_tpi import DI_MANA_PUN, PENGATUR
from tests.matrix import PENGARAH, TPI, Baris, Dunia, selalu

MENYATAKAN = selalu(*TPI, "tpi_lepas", "tpi_lain")
MELIHAT = selalu(*PENGATUR, "tpi_lepas")  # tpi_lepas is the one it is about


def _satu(d: Dunia) -> dict[str, object]:
    return {"pk": d.benturan.pk}


MATRIKS: dict[str, list[Baris]] = {
    "evaluation:tpi_benturan": [Baris(boleh=MENYATAKAN), Baris(boleh=MENYATAKAN, metode="post")],
    "evaluation:tpi_benturan_list": [Baris(boleh=DI_MANA_PUN)],
    "evaluation:tpi_benturan_catat": [Baris(boleh=DI_MANA_PUN), Baris(boleh=DI_MANA_PUN, metode="post")],
    "evaluation:tpi_benturan_cabut": [
        Baris(_satu, MELIHAT, selalu(*PENGARAH), sekali=True),
        Baris(_satu, MELIHAT, selalu(*PENGARAH), metode="post", data={"alasan": "Salah orang"}, sekali=True),
    ],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """What an assessor who isn't assigned declared on the unit."""
    lepas = dunia.orang["tpi_lepas"]
    dunia.benturan = BenturanKepentingan.objects.create(
        user=lepas,
        unit=dunia.unit,
        musim=dunia.lke.musim,
        ada=True,
        jenis="keluarga",
        uraian="Saudara kandung kepala dinas.",
        dinyatakan_oleh=lepas,
    )
