"""Documents of plain data, told apart by their content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def sidik_isi(isi: Mapping[str, Any]) -> str:
    """SHA-256 of the content, whatever the order of its keys."""
    teks = json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(teks.encode()).hexdigest()
