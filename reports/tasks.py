"""What the workers of this room do."""

from __future__ import annotations

import gc

from celery import Task, shared_task
from celery.signals import worker_init

from reports import services
from zi_portal.common.sapu import sapu


@shared_task(bind=True, name="reports.render_dokumen", acks_late=True)
def render_dokumen(self: Task, pekerjaan_id: int) -> None:
    """Make the document of one job. Harmless when it runs twice."""
    services.jalankan(pekerjaan_id=pekerjaan_id, tugas=self.request.id or "")


@sapu
def sapu_pekerjaan() -> int:
    """Jobs that were left lying."""
    return services.sapu_pekerjaan()


@worker_init.connect
def siapkan_cetak(**_kwargs: object) -> None:
    """Load the printer before the worker forks, so that its children share it instead of loading it each."""
    import reports.pdf  # noqa: F401  # late: web processes load this module, too, and seldom print

    # What is loaded now stays for ever: no child's collector need walk through it after every document.
    gc.collect()
    gc.freeze()
