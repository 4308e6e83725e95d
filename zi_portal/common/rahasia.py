"""What stands encrypted or only as a fingerprint in the database, with keys made from SECRET_KEY.

Each purpose has a key of its own. Older keys (SECRET_KEY_FALLBACKS) still open what they closed; a fingerprint is made
with the newest alone, as it has to be found again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def kunci(tujuan: str) -> MultiFernet:
    """Encrypts and decrypts for one purpose."""
    semua = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{tujuan}:{satu}".encode()).digest())) for satu in semua]
    )


def buka(tujuan: str, isi: str) -> str | None:
    """The text inside, None when no key of ours opens it any more."""
    try:
        return kunci(tujuan).decrypt(isi.encode()).decode()
    except InvalidToken:
        return None


def sidik(tujuan: str, *bagian: str, panjang: int = 64) -> str:
    """A keyed fingerprint of these texts, ``panjang`` hexadecimal digits."""
    pesan = "\x1f".join((tujuan, *bagian)).encode()
    mac = _mac(settings.SECRET_KEY).copy()
    mac.update(pesan)
    return mac.hexdigest()[:panjang]


@lru_cache(maxsize=4)
def _mac(kunci: str) -> hmac.HMAC:
    """To begin one anew costs more than to copy one that has begun."""
    return hmac.new(kunci.encode(), digestmod=hashlib.sha256)
