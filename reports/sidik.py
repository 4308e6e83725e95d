"""What tells one content of a document from another."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any


def sidik_isi(isi: Mapping[str, Any]) -> str:
    """SHA-256 over a content as text; equal content gives equal text."""
    teks = json.dumps(isi, default=_polos, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
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
