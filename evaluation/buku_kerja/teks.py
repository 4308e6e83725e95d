"""Text between the portal and a cell: what a cell can hold, and what is not to be seen as a change."""

from __future__ import annotations

import re

SEL_TERPANJANG = 32_767
_KENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def teks_sel(teks: str) -> str:
    """The text as a cell holds it: one kind of line end, nothing XML cannot say, no longer than a cell may be.

    Two texts that give the same are the same for an import.
    """
    bersih = _KENDALI.sub("", teks.replace("\r\n", "\n").replace("\r", "\n")).strip()
    # A cell is measured in UTF-16 units: a letter beyond the first plane counts twice.
    if len(bersih.encode("utf-16-le")) // 2 <= SEL_TERPANJANG:
        return bersih
    return bersih.encode("utf-16-le")[: SEL_TERPANJANG * 2].decode("utf-16-le", "ignore").rstrip()
