"""Counts that expire: one round trip for several where Redis holds the cache, else through the cache one by one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache as ingat

import redis
from django.conf import settings
from django.core.cache import cache

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
        return _naskah()(keys=[cache.make_key(k) for k in (*kunci, *intip)], args=[umur, len(kunci)])
    return [_naik_satu(k, umur) for k in kunci] + [cache.get(k, 0) for k in intip]


def _naik_satu(kunci: str, umur: int) -> int:
    cache.add(kunci, 0, umur)
    try:
        return cache.incr(kunci)
    except ValueError:
        return 1  # it expired between the two


@ingat
def _naskah() -> redis.commands.core.Script:
    """The script on a client of its own: the cache makes a new client for every command, which costs more than the
    command."""
    pilihan = settings.CACHES["default"].get("OPTIONS", {})
    return redis.Redis.from_url(settings.REDIS_URL, **pilihan).register_script(_LUA)
