"""What ties the four stages to the LKE, as data that comes with the portal: which things prove which questions, and
which inputs take their number from which figure of the unit.

The tables name codes of the instrument 2026-1. A sheet of another version uses of them what its questions still have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Kaitan:
    """A kind of thing proves a question, because of ``karena``, where the thing's columns are as in ``bila``.
    ``pilih``: chosen beforehand where it is offered."""

    kode: str
    karena: str
    bila: Mapping[str, Any] = field(default_factory=dict)
    pilih: bool = True

    def cocok(self, objek: object) -> bool:
        return all(getattr(objek, nama) == nilai for nama, nilai in self.bila.items())


@cache
def peta_bukti() -> dict[str, tuple[Kaitan, ...]]:
    """Kind of thing → the questions it proves."""
    isi = yaml.safe_load((_DATA / "bukti_tahap_2026_1.yaml").read_text(encoding="utf-8"))
    return {benda: tuple(Kaitan(**k) for k in daftar) for benda, daftar in isi["benda"].items()}


@cache
def peta_angka() -> dict[str, dict[str, str]]:
    """Question → input → code of the figure it takes."""
    isi = yaml.safe_load((_DATA / "angka_2026_1.yaml").read_text(encoding="utf-8"))
    return isi["soal"]


@cache
def peta_indeks() -> dict[str, tuple[str, ...]]:
    """Question → the survey indices that can answer it."""
    isi = yaml.safe_load((_DATA / "angka_2026_1.yaml").read_text(encoding="utf-8"))
    return {kode: tuple(indeks) for kode, indeks in isi["indeks"].items()}


@cache
def soal_angka() -> dict[str, tuple[str, ...]]:
    """Code of a figure → the questions that use it."""
    hasil: dict[str, tuple[str, ...]] = {}
    for soal, masukan in peta_angka().items():
        for angka in masukan.values():
            hasil[angka] = (*hasil.get(angka, ()), soal)
    return hasil
