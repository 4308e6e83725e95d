"""What goes into a workbook, and the stamp by which it is known again when it comes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.scoring import Instrumen

Nilai = str | int


@dataclass(frozen=True, slots=True)
class Cap:
    """What an export saw: which sheet, in which round, with which versions of each layer's answers.

    ``versi`` maps layer → question → version; a question that was never answered has version 0.
    """

    lke: int
    instrumen_sha256: str
    waktu: dt.datetime
    versi: Mapping[str, Mapping[str, int]] = field(default_factory=dict, hash=False)
    putaran: int = 1


@dataclass(frozen=True, slots=True)
class IsiBuku:
    """One sheet as one reader may see it. A layer they may not read is absent from ``lapis`` and ``catatan``.

    ``lapis`` maps layer → input → value ("unit", "tpi"), ``catatan`` layer → question → note, ``bukti`` question →
    (title, address). ``terlihat_tpi``: the columns of TPI are filled.
    """

    instrumen: Instrumen
    unit: str
    instansi: str
    tahun: int
    tujuan: str
    cap: Cap | None = None
    lapis: Mapping[str, Mapping[str, Nilai]] = field(default_factory=dict)
    catatan: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    bukti: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    terlihat_tpi: bool = False
    telah_wbk: bool = False
