"""Counts are taken from the unit's data pendukung into an answer of its layer: saved like typed ones, and remembered
with where they come from."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from evaluation.enums import Lapis
from evaluation.errors import AngkaBerubah
from evaluation.models import LembarKerjaEvaluasi, RiwayatJawaban, SumberAngka
from evaluation.peta import peta_angka
from evaluation.services.jawaban import Simpanan, simpan_jawaban
from units.models import DataPendukung, User

logger = logging.getLogger(__name__)


@transaction.atomic
def pakai_angka(
    *,
    lke: LembarKerjaEvaluasi,
    kode: str,
    klaim: Mapping[str, tuple[int, int]],
    ubah: Mapping[str, str | int | None],
    actor: User,
    versi: int,
    catatan: str | None = None,
    kiriman: uuid.UUID | None = None,
    putaran: int | None = None,
) -> Simpanan:
    """Save an answer as ``simpan_jawaban`` does, and record for which inputs it is a figure of data pendukung.

    ``klaim`` maps an input to the row and version of the figure the person saw. An input that holds another value
    than its figure was typed over before it was sent, and counts as typed. Raises AngkaBerubah, and nothing is
    written, when a figure is no longer what they saw; also what ``simpan_jawaban`` raises.
    """
    hasil = simpan_jawaban(
        lke=lke,
        lapis=Lapis.UNIT,
        kode=kode,
        ubah=ubah,
        actor=actor,
        versi=versi,
        catatan=catatan,
        kiriman=kiriman,
        putaran=putaran,
    )
    if not hasil.tertulis and kiriman and RiwayatJawaban.objects.filter(kiriman=kiriman).exists():
        return hasil  # a repeat: recorded the first time
    kini = timezone.now()
    sumber = [
        SumberAngka(
            lke=lke,
            lapis=Lapis.UNIT,
            kode=kode,
            masukan=masukan,
            data=data,
            data_versi=data.versi,
            data_kode=data.kode,
            nilai=data.nilai,
            triwulan=data.triwulan,
            oleh=actor,
            pada=kini,
        )
        for masukan, data in _data(lke, kode, klaim).items()
        if hasil.jawaban.isi.get(masukan) == data.nilai
    ]
    SumberAngka.objects.bulk_create(
        sumber,
        update_conflicts=True,
        unique_fields=["lke", "lapis", "masukan"],
        update_fields=["kode", "data", "data_versi", "data_kode", "nilai", "triwulan", "oleh", "pada"],
    )
    logger.info("lke %s %s memakai %s angka data pendukung oleh %s", lke.pk, kode, len(sumber), actor.pk)
    return hasil


def _data(lke: LembarKerjaEvaluasi, kode: str, klaim: Mapping[str, tuple[int, int]]) -> dict[str, DataPendukung]:
    """Input → its figure as the person saw it. Raises AngkaBerubah."""
    peta = peta_angka().get(kode, {})
    semua = DataPendukung.objects.filter(unit=lke.unit_id, tahun=lke.musim.tahun).exclude(nilai=None)
    ada = {d.pk: d for d in semua.filter(pk__in=[pk for pk, _versi in klaim.values()])}
    hasil = {}
    for masukan, (pk, versi) in klaim.items():
        data = ada.get(pk)
        if data is None or data.versi != versi or data.kode != peta.get(masukan):
            raise AngkaBerubah
        hasil[masukan] = data
    return hasil
