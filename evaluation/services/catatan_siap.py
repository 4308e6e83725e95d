"""Writing, changing, sharing and deleting a note ready for use. Each leaves a row of history with the text before."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums.riwayat import Jejak
from evaluation.errors import EvaluationError
from evaluation.models import CatatanSiap
from evaluation.selectors.catatan_siap import instansi_berbagi
from evaluation.services.riwayat import catat
from units.models import Instansi, User

logger = logging.getLogger(__name__)

# So that a list to choose from stays one.
TERBANYAK = 200


@transaction.atomic
def buat_catatan(*, judul: str, isi: str, instansi: Instansi | None, actor: User) -> CatatanSiap:
    """A new note of ``actor``. Raises EvaluationError when they have too many, or are not TPI of ``instansi``."""
    _pastikan_tpi(instansi, actor)
    if CatatanSiap.objects.hidup().filter(pemilik=actor).count() >= TERBANYAK:
        raise EvaluationError(
            _("Anda sudah menyimpan %(n)d catatan siap pakai. Hapus dahulu yang tidak dipakai lagi.") % {"n": TERBANYAK}
        )
    catatan = CatatanSiap.objects.create(pemilik=actor, instansi=instansi, judul=judul, isi=isi)
    catat(objek=catatan, aksi=Jejak.BUAT, actor=actor)
    logger.info("catatan siap %s dibuat oleh %s", catatan.pk, actor.pk)
    return catatan


@transaction.atomic
def ubah_catatan(*, catatan: CatatanSiap, judul: str, isi: str, instansi: Instansi | None, actor: User) -> None:
    """Change text or whom it is shared with; the same again writes nothing. Raises EvaluationError."""
    _pastikan_tpi(instansi, actor)
    kini = _kunci(catatan)
    semula = (kini.judul, kini.isi, kini.instansi_id)
    if semula == (judul, isi, instansi and instansi.pk):
        return
    kini.judul, kini.isi, kini.instansi, kini.diubah_pada = judul, isi, instansi, timezone.now()
    kini.save(update_fields=["judul", "isi", "instansi", "diubah_pada"])
    rincian = dict(zip(("judul", "isi", "instansi"), semula, strict=True))
    catat(objek=kini, aksi=Jejak.UBAH, actor=actor, rincian=rincian)
    logger.info("catatan siap %s diubah oleh %s", kini.pk, actor.pk)


@transaction.atomic
def hapus_catatan(*, catatan: CatatanSiap, actor: User) -> None:
    """Take it out of every list; the row stays. Raises EvaluationError."""
    kini = _kunci(catatan)
    kini.dihapus_pada = timezone.now()
    kini.save(update_fields=["dihapus_pada"])
    catat(objek=kini, aksi=Jejak.HAPUS, actor=actor)
    logger.info("catatan siap %s dihapus oleh %s", kini.pk, actor.pk)


def _kunci(catatan: CatatanSiap) -> CatatanSiap:
    """The row as it stands now, locked; refused when another tab deleted it."""
    kini = CatatanSiap.objects.hidup().select_for_update().filter(pk=catatan.pk).first()
    if kini is None:
        raise EvaluationError(_("Catatan ini sudah dihapus. Buat catatan baru bila masih perlu."))
    return kini


def _pastikan_tpi(instansi: Instansi | None, actor: User) -> None:
    if instansi is not None and not instansi_berbagi(actor).filter(pk=instansi.pk).exists():
        raise EvaluationError(
            _("Anda bukan TPI %(instansi)s, sehingga tidak dapat berbagi di sana.") % {"instansi": instansi}
        )
