"""Writing a workbook of an LKE: live formulas that give our scores, with the values already computed beside them."""

from __future__ import annotations

from typing import BinaryIO

from evaluation.buku_kerja.bentuk import Bentuk
from evaluation.buku_kerja.isi import IsiBuku


def tulis_buku(isi: IsiBuku, bentuk: Bentuk, keluar: BinaryIO) -> None:
    """Write the workbook of ``isi`` in this layout as XLSX into ``keluar``."""
    raise NotImplementedError
