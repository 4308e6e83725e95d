"""What the archive, the reminders, the imports, the mail and the webhooks do by themselves."""

from __future__ import annotations

import logging

from celery import Task, shared_task
from django.utils import timezone

from units.models import Instansi
from units.services import impor as layanan_impor
from units.services import pengingat as layanan
from units.services import surel, webhook
from units.services.bukti import pindai_tertunda
from zi_portal.common.sapu import sapu

logger = logging.getLogger(__name__)

# Mail and webhooks go on in a task of its own after this long, well before a task's time is over.
BATAS_SURAT = 150

sapu(pindai_tertunda)
sapu(surel.sapu_surel)
sapu(webhook.sapu_webhook)


@shared_task(name="units.pengingat")
def pengingat() -> None:
    """Start a round in every instansi whose morning has come."""
    for instansi_id in layanan.instansi_tiba(timezone.now()):
        pengingat_instansi.delay(instansi_id)


@shared_task(name="units.pengingat_instansi")
def pengingat_instansi(instansi_id: int) -> None:
    """A round in one instansi: what is new into the inboxes, then the day's mail. Harmless when it runs twice."""
    instansi = Instansi.objects.filter(pk=instansi_id).first()
    if instansi is None:
        logger.warning("instansi %s is gone", instansi_id)
        return
    layanan.kumpulkan(instansi=instansi)
    _lanjut(layanan.kirim_surat(instansi=instansi, batas_detik=BATAS_SURAT))


@shared_task(name="units.kirim_surel")
def kirim_surel() -> None:
    """Send what is in the outbox. Harmless when it runs twice, also at once."""
    _lanjut(surel.kirim(batas_detik=BATAS_SURAT))


@shared_task(name="units.kirim_webhook")
def kirim_webhook() -> None:
    """Send what waits for other systems. Harmless when it runs twice, also at once."""
    if webhook.kirim(batas_detik=BATAS_SURAT):
        kirim_webhook.delay()


def _lanjut(hasil: surel.HasilSurat) -> None:
    if hasil.sisa and not hasil.gagal:
        kirim_surel.delay()


@shared_task(bind=True, name="units.kerjakan_impor", acks_late=True)
def kerjakan_impor(self: Task, impor_id: int) -> None:
    """Check or write one table. Harmless when it runs twice."""
    layanan_impor.jalankan_impor(impor_id=impor_id, tugas=self.request.id or "")


@sapu
def sapu_impor() -> int:
    """Imports that were left lying."""
    return layanan_impor.sapu_impor()
