"""Counts that expire: the same on the cache of one process and on Redis."""

from __future__ import annotations

import time
import uuid

import pytest
import redis
from django.conf import settings

from zi_portal.common.hitungan import naikkan

# Of the database it asks nothing, but the mark has it run beside Redis, too.
pytestmark = pytest.mark.django_db


def test_each_is_counted_by_itself_and_what_is_peeked_at_is_not_counted():
    a, b = (f"uji:{uuid.uuid4()}" for _n in range(2))
    assert naikkan([a, b], umur=60) == [1, 1]
    assert naikkan([a], umur=60, intip=[b, f"{b}:lain"]) == [2, 1, 0]
    assert naikkan([b], umur=60, intip=[a]) == [2, 2]


def test_a_count_ends_by_its_first_not_by_its_last():
    a = f"uji:{uuid.uuid4()}"
    naikkan([a], umur=1)
    time.sleep(0.6)
    assert naikkan([a], umur=1) == [2]
    time.sleep(0.6)
    assert naikkan([a], umur=1) == [1]


@pytest.mark.skipif(not settings.REDIS_URL, reason="needs Redis")
@pytest.mark.parametrize("gangguan", ["sambungan putus", "naskah hilang"])
def test_redis_started_anew_costs_no_count(gangguan):
    a = f"uji:{uuid.uuid4()}"
    assert naikkan([a], umur=60) == [1]
    klien = redis.Redis.from_url(settings.REDIS_URL)
    if gangguan == "naskah hilang":
        klien.script_flush()
    else:
        for satu in klien.client_list(_type="normal"):
            if satu["db"] == str(klien.connection_pool.connection_kwargs["db"]) and satu["cmd"].startswith("eval"):
                klien.client_kill(satu["addr"])
    assert naikkan([a], umur=60) == [2]
    assert naikkan([a], umur=60) == [3]
