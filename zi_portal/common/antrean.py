"""Rows that a worker takes one at a time: claimed, kept alive, taken over when the worker died.

The row is the truth, the queue only brings its id. It has ``status``, ``tugas`` (the run that holds it), ``denyut``
(that run's last sign of life; while nobody holds it, since when it waits; None: never reached the queue), and
``percobaan`` (how many runs there were).
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from celery import Task
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

# How long without a sign of life is dead, how long in the queue is lost.
BATAS_DENYUT = dt.timedelta(seconds=120)
BATAS_ANTRE = dt.timedelta(minutes=5)
JEDA_KIRIM = dt.timedelta(seconds=15)
PERCOBAAN_TERBANYAK = 3
SAPU_SEKALI = 100


def ke_antrean(tugas: Task, *isi: object) -> bool:
    """Hand work to the queue; False where that cannot be reached, and then the sweep has to send it."""
    try:
        tugas.apply_async(isi, retry=False)
    except (OperationalError, OSError):
        logger.warning("%s%s waits for the sweep: the queue cannot be reached", tugas.name, isi)
        return False
    return True


class Berhenti(Exception):
    """Somebody cancelled the row, or another run holds it now."""


@dataclass(frozen=True, slots=True)
class Antrean:
    """How one model waits and runs. ``mulai`` maps a waiting state to the one while a worker has it; a state that maps
    to itself is told apart by ``tugas`` alone. ``lahir`` names the column of when the row came."""

    model: type[models.Model]
    mulai: Mapping[str, str]
    gagal: str
    lahir: str

    @property
    def _status(self) -> list[str]:
        return sorted({*self.mulai, *self.mulai.values()})

    def ambil(self, pk: int, tugas: str, *, putus_asa: str, **kolom: object) -> bool:
        """Claim a row by one conditional UPDATE: it waits, or its run is dead, or this is that run handed out again.

        ``kolom`` are set with the claim. After too many runs it ends in ``gagal`` with the sentence ``putus_asa``.
        """
        kini = timezone.now()
        lepas = Q(tugas="") | Q(tugas=tugas) | Q(denyut__lt=kini - BATAS_DENYUT)
        baris = self.model.objects.filter(lepas, pk=pk, status__in=self._status)
        if baris.filter(percobaan__gte=PERCOBAAN_TERBANYAK).update(status=self.gagal, galat=putus_asa, tugas=""):
            logger.error("%s %s given up", self.model._meta.model_name, pk)
            return False
        isi = {"tugas": tugas, "denyut": kini, "percobaan": F("percobaan") + 1} | kolom
        return any(baris.filter(status__in={dari, ke}).update(status=ke, **isi) for dari, ke in self.mulai.items())

    def milik(self, pk: int, tugas: str) -> models.QuerySet:
        """The row while this run holds it."""
        return self.model.objects.filter(pk=pk, tugas=tugas, status__in=sorted(set(self.mulai.values())))

    def hidup(self, pk: int, tugas: str) -> None:
        """A sign of life. Raises Berhenti when the row is no longer this run's to do."""
        if not self.milik(pk, tugas).update(denyut=timezone.now()):
            raise Berhenti

    def sapu(self, kirim: Callable[[int], bool], *, kini: dt.datetime | None = None) -> int:
        """Send what never reached the queue, what the queue lost, what died while it ran. Returns how many."""
        kini = kini or timezone.now()
        mati = Q(denyut__lt=kini - BATAS_DENYUT) & ~Q(tugas="")
        belum = Q(denyut=None) & Q(**{f"{self.lahir}__lt": kini - JEDA_KIRIM})
        menunggu = Q(tugas="") & (Q(denyut__lt=kini - BATAS_ANTRE) | belum)
        tertinggal = self.model.objects.filter(mati | menunggu, status__in=self._status)
        terkirim = 0
        for pk in tertinggal.order_by("pk").values_list("pk", flat=True)[:SAPU_SEKALI]:
            # Waiting anew, so that the next sweep leaves it alone while it is in the queue.
            self.model.objects.filter(mati | menunggu, pk=pk).update(tugas="", denyut=kini)
            if not kirim(pk):
                break
            terkirim += 1
        return terkirim
