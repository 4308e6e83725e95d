"""Counts that expire: one round trip for several where Redis holds the cache, else through the cache one by one."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence

import redis
from django.conf import settings
from django.core.cache import DEFAULT_CACHE_ALIAS, cache, caches
from redis.exceptions import NoScriptError

# KEYS are counted up first (as many as the last argument says), the rest are only read.
_LUA = """
local hasil, naik = {}, tonumber(ARGV[2])
for i, kunci in ipairs(KEYS) do
  if i <= naik then
    hasil[i] = redis.call('INCR', kunci)
    if hasil[i] == 1 then redis.call('EXPIRE', kunci, ARGV[1]) end
  else
    hasil[i] = tonumber(redis.call('GET', kunci) or 0)
  end
end
return hasil
"""


def naikkan(kunci: Sequence[str], *, umur: int, intip: Sequence[str] = ()) -> list[int]:
    """Count each of ``kunci`` up by one and return them, followed by the counts of ``intip`` as they are. A count
    begins anew ``umur`` seconds after its first. Raises whatever the cache raises when it does not answer."""
    if settings.REDIS_URL:
        buat = caches[DEFAULT_CACHE_ALIAS].make_key
        semua = [buat(k) for k in (*kunci, *intip)]
        return _minta(len(semua), *semua, umur, len(kunci))
    return [_naik_satu(k, umur) for k in kunci] + [cache.get(k, 0) for k in intip]


def _naik_satu(kunci: str, umur: int) -> int:
    cache.add(kunci, 0, umur)
    try:
        return cache.incr(kunci)
    except ValueError:
        return 1  # it expired between the two


# A connection for each thread, asked directly: the library's client takes one out of a pool, wraps the command in
# retries and puts it back, which costs more than the command; the cache makes a new client for every command.
_utas = threading.local()
_SHA = hashlib.sha1(_LUA.encode(), usedforsecurity=False).hexdigest()


def _minta(*isi: object) -> list[int]:
    sambungan = getattr(_utas, "sambungan", None)
    if sambungan is None:
        pilihan = settings.CACHES["default"].get("OPTIONS", {})
        sambungan = _utas.sambungan = redis.ConnectionPool.from_url(settings.REDIS_URL, **pilihan).make_connection()
    try:
        return _jalankan(sambungan, *isi)
    except redis.ConnectionError:
        # Redis was started anew since the last time, or closed what was idle: the library has dropped the connection
        # and opens another one.
        return _jalankan(sambungan, *isi)


def _jalankan(sambungan: redis.Connection, *isi: object) -> list[int]:
    try:
        sambungan.send_command("EVALSHA", _SHA, *isi)
        return sambungan.read_response()
    except NoScriptError:
        sambungan.send_command("EVAL", _LUA, *isi)
        return sambungan.read_response()
