"""Instrument versions in the database: loaded once, read-only from the moment an LKE is bound to them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.errors import EvaluationError
from evaluation.models import Instrumen, LembarKerjaEvaluasi
from zi_portal.common.baku import sidik_isi

logger = logging.getLogger(__name__)


class InstrumenTerpakai(EvaluationError):
    """A version with LKE bound to it can only be followed by another version."""

    def __init__(self, versi: str) -> None:
        super().__init__(
            _("Instrumen versi %(versi)s sudah dipakai LKE sehingga tidak dapat diubah. Beri nama versi yang baru.")
            % {"versi": versi}
        )


class InstrumenTidakSah(EvaluationError):
    """The data isn't a whole instrument; the message names the place."""


def load_instrumen(*, isi: Mapping[str, Any]) -> Instrumen:
    """Store a version of the instrument. The same content again changes nothing.

    Raises InstrumenTidakSah when it is not whole, InstrumenTerpakai when this version exists with other content and
    an LKE is bound to it.
    """
    try:
        instrumen = scoring.Instrumen.from_dict(isi)
    except scoring.InstrumenError as error:
        raise InstrumenTidakSah(str(error)) from error
    baku = instrumen.to_dict()
    sidik = sidik_isi(baku)
    with transaction.atomic():
        # Locked, so that no season binds itself to a version while it is being replaced.
        baris = Instrumen.objects.select_for_update().filter(versi=instrumen.versi).first()
        if baris is None:
            return _create(instrumen, baku, sidik)
        if baris.sha256 == sidik:
            return baris
        if LembarKerjaEvaluasi.objects.filter(instrumen=baris).exists():
            raise InstrumenTerpakai(instrumen.versi)
        baris.nama, baris.isi, baris.sha256, baris.dimuat_pada = instrumen.nama, baku, sidik, timezone.now()
        baris.save(update_fields=["nama", "isi", "sha256", "dimuat_pada"])
        logger.info("instrumen %s replaced, sha256 %s", baris.pk, sidik)
        return baris


def _create(instrumen: scoring.Instrumen, baku: dict[str, Any], sidik: str) -> Instrumen:
    try:
        with transaction.atomic():
            return Instrumen.objects.create(versi=instrumen.versi, nama=instrumen.nama, isi=baku, sha256=sidik)
    except IntegrityError:
        # Two workers starting together load the same file; whoever came second takes the first one's row.
        baris = Instrumen.objects.get(versi=instrumen.versi)
        if baris.sha256 != sidik:
            raise
        return baris


def instrumen_for(pk: int, sha256: str = "") -> scoring.Instrumen:
    """The instrument to score with; parsed once per process and content, without a query where the content is named.

    Raises Instrumen.DoesNotExist.
    """
    return _parsed(pk, sha256 or Instrumen.objects.values_list("sha256", flat=True).get(pk=pk))


def instrumen_lke(lke: LembarKerjaEvaluasi) -> scoring.Instrumen:
    """The instrument a sheet is bound to."""
    return instrumen_for(lke.instrumen_id, lke.instrumen_sha256)


@lru_cache(maxsize=16)
def _parsed(pk: int, sha256: str) -> scoring.Instrumen:
    return scoring.Instrumen.from_dict(Instrumen.objects.values_list("isi", flat=True).get(pk=pk, sha256=sha256))
