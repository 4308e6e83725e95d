"""Two people at the same moment: callables in threads that start together, each with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connections

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
