"""What an evaluation does by itself."""

from __future__ import annotations

from celery import Task, shared_task

from evaluation.services import impor_lke
from evaluation.services.predikat import sapu_predikat
from zi_portal.common.sapu import sapu

sapu(sapu_predikat)
sapu(impor_lke.sapu_impor_lke)


@shared_task(bind=True, name="evaluation.kerjakan_impor_lke", acks_late=True)
def kerjakan_impor_lke(self: Task, impor_id: int) -> None:
    """Compare or write one workbook. Harmless when it runs twice."""
    impor_lke.jalankan_impor_lke(impor_id=impor_id, tugas=self.request.id or "")
