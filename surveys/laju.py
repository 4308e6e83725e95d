"""How fast responses may come from one network or one device before a person is asked to show that they are one.

Nobody is turned away for sharing an address: above the first limit a small sum is asked, above the second one waits.
Counts live in the cache for ten minutes; without it everything is let through, as the signs still find a flood.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.core import signing

from zi_portal.common.hitungan import naikkan

logger = logging.getLogger(__name__)

JENDELA = 600
TANTANG_JARINGAN = 60
TOLAK_JARINGAN = 600
TANTANG_PERANGKAT = 5
TANTANG_KODE_SALAH = 10
# A sum is neither read nor answered faster than this, and is asked anew after half an hour.
TANTANGAN_TERCEPAT = 3
TANTANGAN_UMUR = 30 * 60
_GARAM = "survei-hitungan"
# Where a request says what ``nilai_laju`` said of it; no header of a visitor has such a name.
LAJU_DI_PINTU = "zi.laju"


class Laju(Enum):
    BIASA = "biasa"
    TANTANG = "tantang"
    TOLAK = "tolak"


@dataclass(frozen=True, slots=True)
class Tantangan:
    a: int
    b: int
    tanda: str


def nilai_laju(*, kampanye_id: int, ip: str, perangkat: str) -> Laju:
    """Count this attempt, and say what it meets."""
    jaringan, dari_perangkat, kode_salah = _hitung(
        [f"survei:{kampanye_id}:j:{ip}", f"survei:{kampanye_id}:p:{perangkat}"], intip=[f"survei:{kampanye_id}:k:{ip}"]
    )
    if ip and jaringan > TOLAK_JARINGAN:
        return Laju.TOLAK
    ramai = ip and jaringan > TANTANG_JARINGAN
    if ramai or (perangkat and dari_perangkat > TANTANG_PERANGKAT) or kode_salah > TANTANG_KODE_SALAH:
        return Laju.TANTANG
    return Laju.BIASA


def catat_kode_salah(*, kampanye_id: int, ip: str) -> None:
    _hitung([f"survei:{kampanye_id}:k:{ip}"])


def buat_tantangan() -> Tantangan:
    """A sum, signed with its answer's ingredients and when it was asked."""
    a, b = secrets.randbelow(8) + 2, secrets.randbelow(8) + 2
    return Tantangan(a, b, signing.dumps([a, b, time.time(), secrets.token_hex(4)], salt=_GARAM))


def tantangan_benar(*, tanda: str, jawab: str) -> bool:
    """Is this the answer to a sum that was asked a while ago, and given for the first time?"""
    try:
        a, b, kapan, sekali = signing.loads(tanda, salt=_GARAM, max_age=TANTANGAN_UMUR)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    if jawab.strip() != str(a + b) or time.time() - kapan < TANTANGAN_TERCEPAT:
        return False
    return _hitung([f"survei:h:{sekali}"], umur=TANTANGAN_UMUR)[0] <= 1


def _hitung(kunci: list[str], *, umur: int = JENDELA, intip: Sequence[str] = ()) -> list[int]:
    try:
        return naikkan(kunci, umur=umur, intip=intip)
    except Exception:  # any cache may fail in any way, and a survey must not
        logger.warning("rate of surveys is not counted: the cache does not answer")
        return [0] * (len(kunci) + len(intip))
