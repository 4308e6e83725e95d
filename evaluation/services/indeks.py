"""A hasil question takes its value from a sealed survey: saved like a typed one, with its source remembered."""

from __future__ import annotations

import logging
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.errors import EvaluationError
from evaluation.models import LembarKerjaEvaluasi, SumberIndeks
from evaluation.selectors.indeks import indeks_tersedia, teks_indeks
from evaluation.services.jawaban import Simpanan, simpan_jawaban
from units.models import User

logger = logging.getLogger(__name__)


class IndeksBerubah(EvaluationError):
    """The survey says something else than the person saw, or may not be taken here."""

    def __init__(self) -> None:
        super().__init__(
            _("Indeks survei ini berubah sejak Anda melihatnya, atau tidak dapat dipakai. Muat ulang, lalu pilih lagi.")
        )


@transaction.atomic
def pakai_indeks(
    *,
    lke: LembarKerjaEvaluasi,
    lapis: str,
    kode: str,
    kampanye_id: int,
    indeks: str,
    nilai: str,
    actor: User,
    versi: int,
    catatan: str | None = None,
    kiriman: uuid.UUID | None = None,
    putaran: int | None = None,
) -> Simpanan:
    """Save the index ``indeks`` of a sealed campaign, which the person saw as ``nilai``, as this layer's answer.

    Raises IndeksBerubah, and nothing is written, when it is no longer that; also what ``simpan_jawaban`` raises.
    """
    tersedia = indeks_tersedia(lke, lapis, kode)
    survei = next((i for i in tersedia if i.kampanye.pk == kampanye_id and i.kode == indeks), None)
    if survei is None or teks_indeks(survei.nilai) != nilai:
        raise IndeksBerubah
    hasil = simpan_jawaban(
        lke=lke,
        lapis=lapis,
        kode=kode,
        ubah={kode: nilai},
        actor=actor,
        versi=versi,
        catatan=catatan,
        kiriman=kiriman,
        putaran=putaran,
    )
    SumberIndeks.objects.update_or_create(
        lke=lke,
        lapis=lapis,
        kode=kode,
        defaults={
            "kampanye": survei.kampanye,
            "indeks": indeks,
            "nilai": nilai,
            "sah": survei.sah,
            "masuk": survei.masuk,
            "konversi": survei.konversi,
            "segel": survei.kampanye.segel.sha256,
            "oleh": actor,
            "pada": timezone.now(),
        },
    )
    logger.info("lke %s %s %s takes survey %s by %s", lke.pk, lapis, kode, kampanye_id, actor.pk)
    return hasil
