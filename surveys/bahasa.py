"""What the public form says around the questions, by language. A language is a file in ``data/bahasa``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from surveys.kuesioner import BAHASA_UTAMA

LETAK = Path(__file__).parent / "data" / "bahasa"


@cache
def teks_bahasa(bahasa: str) -> Mapping[str, str]:
    """Every text in this language, in Indonesian where it has none."""
    utama = _berkas(BAHASA_UTAMA)
    return utama if bahasa == BAHASA_UTAMA else utama | _berkas(bahasa)


@cache
def nama_bahasa(bahasa: str) -> str:
    """How a language calls itself; its code where nobody wrote it down."""
    return _berkas(bahasa).get("nama", bahasa)


def _berkas(bahasa: str) -> dict[str, str]:
    # The code comes from a checked questionnaire, yet a file name is never built from what is not plain letters.
    berkas = LETAK / f"{bahasa}.yaml"
    return yaml.safe_load(berkas.read_text(encoding="utf-8")) if bahasa.isalpha() and berkas.is_file() else {}
