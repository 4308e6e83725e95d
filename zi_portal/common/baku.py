"""Documents of plain data, told apart by their content."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any


def sidik_isi(isi: Mapping[str, Any]) -> str:
    """SHA-256 of the content, whatever the order of its keys."""
    teks = json.dumps(isi, default=_polos, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(teks.encode()).hexdigest()


def _polos(nilai: object) -> str:
    """What JSON doesn't know, as text that keeps it apart from its neighbours."""
    if isinstance(nilai, Fraction):
        return f"{nilai.numerator}/{nilai.denominator}"
    if isinstance(nilai, dt.date | dt.time):
        return nilai.isoformat()
    if isinstance(nilai, Decimal):
        return str(nilai)
    raise TypeError(type(nilai))
