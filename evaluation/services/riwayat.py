"""How the things around a sheet change: a move of their flow by one conditional UPDATE, its history beside it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from evaluation.errors import EvaluationError
from evaluation.models import LembarKerjaEvaluasi, RiwayatEvaluasi
from units.models import UnitKerja, User
from zi_portal.common.alur import Langkah, pindah

logger = logging.getLogger(__name__)


class BendaMoved(EvaluationError):
    """Somebody was faster: the thing is in another state by now."""

    def __init__(self, objek: models.Model) -> None:
        objek.refresh_from_db()
        super().__init__(
            _("%(nama)s sudah berubah menjadi “%(status)s”. Muat ulang halaman, lalu lihat apa yang masih perlu.")
            % {"nama": objek._meta.verbose_name.capitalize(), "status": objek.get_status_display()}
        )


def pastikan_alasan(langkah: Langkah, alasan: str) -> None:
    """Raises EvaluationError when this move owes a reason and has none."""
    if langkah.butuh_alasan and not alasan.strip():
        raise EvaluationError(_("Tuliskan alasannya, supaya yang menerima tahu apa yang harus dilakukan."))


def jejak(
    *,
    objek: models.Model,
    aksi: str,
    actor: User | None,
    dari: str = "",
    ke: str = "",
    alasan: str = "",
    rincian: Mapping[str, Any] | None = None,
    lke: LembarKerjaEvaluasi | None = None,
) -> RiwayatEvaluasi:
    """A row of history, not stored yet. The thing tells its kind by ``BENDA`` and whose it is by the fields it has of
    ``lke``, ``unit``, ``instansi`` and ``musim``; ``lke`` says which sheet, where a thing has many."""
    lke = lke or (getattr(objek, "lke", None) if _punya(objek, "lke") else None)
    unit: UnitKerja | None = getattr(objek, "unit", None) or (lke.unit if lke else None)
    return RiwayatEvaluasi(
        benda=objek.BENDA,
        objek_id=objek.pk,
        musim_id=getattr(objek, "musim_id", None) or (lke.musim_id if lke else None),
        instansi_id=getattr(objek, "instansi_id", None) or (unit.instansi_id if unit else None),
        unit=unit,
        lke=lke,
        aksi=aksi,
        dari=dari,
        ke=ke,
        pelaku=actor,
        alasan=alasan.strip(),
        rincian=dict(rincian or {}),
    )


def catat(**isi: Any) -> RiwayatEvaluasi:
    """One row of history beside a change, in the change's transaction; ``isi`` as of ``jejak``."""
    riwayat = jejak(**isi)
    riwayat.save(force_insert=True)
    return riwayat


def _punya(objek: models.Model, nama: str) -> bool:
    """The model itself has this foreign key; a reverse relation of the same name does not count."""
    return any(f.name == nama for f in objek._meta.fields)


def gerak(
    *,
    objek: models.Model,
    aksi: str,
    langkah: Langkah,
    actor: User | None,
    alasan: str = "",
    rincian: Mapping[str, Any] | None = None,
    **ubah: object,
) -> RiwayatEvaluasi:
    """Make one move of a flow, with ``ubah`` as further columns of the same UPDATE.

    Raises BendaMoved when the state no longer allows it, EvaluationError without an owed reason.
    """
    pastikan_alasan(langkah, alasan)
    with transaction.atomic():
        dari = pindah(type(objek).objects.filter(pk=objek.pk), langkah, **ubah)
        if dari is None:
            raise BendaMoved(objek)
        objek.refresh_from_db()
        riwayat = catat(
            objek=objek, aksi=aksi, actor=actor, dari=dari, ke=langkah.target, alasan=alasan, rincian=rincian
        )
    logger.info("%s %s: %s ke %s", objek.BENDA, objek.pk, aksi, langkah.target)
    return riwayat
