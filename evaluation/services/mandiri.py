"""Instansi that grant WBK themselves (PermenPANRB 5/2024): who is one, and what they grant."""

from __future__ import annotations

import datetime as dt
import logging

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import STATUS_TPN_PROSES, Aksi, JenisPredikat, Status
from evaluation.enums.predikat import BERKAS_SK
from evaluation.enums.riwayat import Benda
from evaluation.enums.usulan import AksiInstansi
from evaluation.errors import EvaluationError, LKEMoved
from evaluation.models import LembarKerjaEvaluasi, Riwayat, RiwayatEvaluasi
from evaluation.selectors.lke import orang_admin, orang_tpi, orang_unit
from evaluation.services.berkas import berkas_siap, pasang_berkas
from evaluation.services.lke import gerak
from evaluation.services.predikat import terbitkan_predikat
from evaluation.services.usulan import pastikan_jenjang, pastikan_sk
from units.models import Instansi, User
from units.services import beri_tahu

logger = logging.getLogger(__name__)


@transaction.atomic
def atur_wbk_mandiri(*, instansi: Instansi, mandiri: bool, alasan: str, actor: User) -> bool:
    """Say whether an instansi grants WBK itself, with the reason in the history. Returns whether that changed anything.
    Raises EvaluationError without a reason, or while a WBK proposal of it is on its way."""
    if not alasan.strip():
        raise EvaluationError(_("Tuliskan alasannya, misalnya nomor keputusan Menteri."))
    if mandiri and instansi.usulan.filter(predikat=JenisPredikat.WBK, lke__status__in=DI_JALAN).exists():
        raise EvaluationError(
            _("Masih ada unit di dalam usulan WBK instansi ini. Keluarkan, tarik, atau putuskan dahulu.")
        )
    if not Instansi.objects.filter(pk=instansi.pk, wbk_mandiri=not mandiri).update(wbk_mandiri=mandiri):
        return False
    instansi.wbk_mandiri = mandiri
    RiwayatEvaluasi.objects.create(
        benda=Benda.INSTANSI,
        objek_id=instansi.pk,
        instansi=instansi,
        aksi=AksiInstansi.BERI_MANDIRI if mandiri else AksiInstansi.CABUT_MANDIRI,
        pelaku=actor,
        alasan=alasan.strip(),
    )
    logger.info("instansi %s wbk_mandiri %s", instansi.pk, mandiri)
    return True


# In a proposal that was drawn up or sent, and not decided.
DI_JALAN = STATUS_TPN_PROSES | {Status.LAYAK}


def tetapkan_mandiri(
    *,
    lke: LembarKerjaEvaluasi,
    nomor_sk: str,
    tanggal_sk: dt.date | None,
    berkas: File,
    nama: str,
    actor: User,
) -> Riwayat:
    """Record the WBK an instansi granted itself to a layak unit, with its SK: the same predicate as TPN's decision
    brings. Raises BuktiDitolak, LKEMoved, EvaluationError."""
    if lke.status != Status.LAYAK:
        raise LKEMoved(lke)
    pastikan_sk(lke, nomor_sk, tanggal_sk)
    rincian = {"nomor_sk": nomor_sk.strip(), "tanggal_sk": tanggal_sk.isoformat()}
    with berkas_siap(benda=Benda.PREDIKAT, jenis=BERKAS_SK, berkas=berkas, nama=nama) as siap, transaction.atomic():
        # Behind this lock the sheet enters no proposal.
        if not LembarKerjaEvaluasi.objects.filter(pk=lke.pk, usulan=None).update(updated_at=timezone.now()):
            raise EvaluationError(_("%(unit)s ada di dalam usulan. Keluarkan dahulu.") % {"unit": lke.unit})
        _pastikan_mandiri(lke)
        pastikan_jenjang(lke)
        riwayat = gerak(lke=lke, aksi=Aksi.TETAPKAN_MANDIRI, actor=actor, rincian=rincian)
        predikat = terbitkan_predikat(
            unit=lke.unit, jenis=lke.predikat_tujuan, nomor_sk=nomor_sk, tanggal_sk=tanggal_sk, lke=lke, actor=actor
        )
        pasang_berkas(objek=predikat, jenis=BERKAS_SK, siap=siap, actor=actor)
        beri_tahu(
            kepada=(orang_unit(lke) | orang_tpi(lke) | orang_admin(lke)).distinct(),
            judul=_("%(unit)s ditetapkan WBK oleh instansi") % {"unit": lke.unit},
            url=lke.get_absolute_url(),
            kecuali=actor,
        )
    return riwayat


def _pastikan_mandiri(lke: LembarKerjaEvaluasi) -> None:
    if lke.predikat_tujuan != JenisPredikat.WBK:
        raise EvaluationError(_("Instansi hanya menetapkan WBK. WBBM diusulkan ke TPN."))
    if not Instansi.objects.filter(pk=lke.unit.instansi_id, wbk_mandiri=True).exists():
        raise EvaluationError(_("Instansi ini tidak menetapkan WBK sendiri. Usulkan unit ke TPN."))
