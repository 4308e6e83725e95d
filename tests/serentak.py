"""Two people at the same moment: callables in threads that start together, each with a connection of its own; and work
that is held in the middle."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction

from evaluation.errors import EvaluationError
from units.errors import UnitsError


def bersama(*kerja: Callable[[], object]) -> list[object]:
    """What each returned, or the error of ours it raised, in order. Needs a test with ``transaction=True``."""
    hasil: list[object] = [None] * len(kerja)
    mulai = threading.Barrier(len(kerja))

    def jalan(nomor: int) -> None:
        try:
            mulai.wait(timeout=10)
            hasil[nomor] = kerja[nomor]()
        except (EvaluationError, UnitsError) as error:
            hasil[nomor] = error
        finally:
            connections.close_all()

    utas = [threading.Thread(target=jalan, args=(n,)) for n in range(len(kerja))]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join(timeout=60)
    return hasil


def tunggu(syarat: Callable[[], bool], batas: float = 30) -> None:
    """Until this is true. Raises AssertionError."""
    akhir = time.monotonic() + batas
    while not syarat():
        assert time.monotonic() < akhir, "it never came to be"
        time.sleep(0.05)


def berpapasan(pertama: Callable[[], object], kedua: Callable[[], object]) -> list[object]:
    """The second begins while the transaction of the first, that has written already, is still open. Results as of
    ``bersama``."""
    tertulis = threading.Event()

    def satu() -> object:
        with transaction.atomic():
            hasil = pertama()
            tertulis.set()
            time.sleep(0.5)  # the other one comes to the same rows, and waits
            return hasil

    def dua() -> object:
        tertulis.wait(10)
        return kedua()

    return bersama(satu, dua)


@contextmanager
def menahan(peristiwa: str, tabel: str, kapan: str) -> Iterator[Callable[[], None]]:
    """Whoever comes to this event (INSERT, UPDATE) on this table with such a row stands still until the block ends.
    What it gives waits until somebody does. PostgreSQL only, in a test with committed data."""
    if connection.vendor != "postgresql":
        pytest.skip("hanya PostgreSQL dapat menahan tulisan di tengah")

    def sql(perintah: str) -> tuple:
        with connection.cursor() as kursor:
            kursor.execute(perintah)
            return kursor.fetchone() if kursor.description else ()

    menunggu = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted"

    sql(
        "CREATE FUNCTION tahan() RETURNS trigger AS $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END $$ "
        "LANGUAGE plpgsql"
    )
    sql(f"CREATE TRIGGER tahan BEFORE {peristiwa} ON {tabel} FOR EACH ROW WHEN ({kapan}) EXECUTE FUNCTION tahan()")
    sql("SELECT pg_advisory_lock(4711)")
    try:
        yield lambda: tunggu(lambda: sql(menunggu) != (0,), 60)
    finally:
        sql("SELECT pg_advisory_unlock_all()")
        # Whoever waited, or takes it up anew, is done with the table before this gets its lock.
        sql(f"DROP TRIGGER tahan ON {tabel}")
        sql("DROP FUNCTION tahan()")
