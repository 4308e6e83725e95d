"""A Celery worker and clock inside the web process, for a portal that runs without a broker."""

import contextlib
import logging
import os
import threading

from django.conf import settings

logger = logging.getLogger(__name__)

_lock = threading.Lock()
_started_in: int | None = None
_worker_thread: threading.Thread | None = None


def start_embedded_worker() -> bool:
    """Start worker and clock once per process; returns whether they run here. Does nothing when a broker is set."""
    global _started_in, _worker_thread
    if not settings.ZI_EMBEDDED_WORKER:
        return False
    with _lock:
        if _started_in == os.getpid():
            return True
        _started_in = os.getpid()
        _worker_thread = threading.Thread(target=_work, name="zi-worker", daemon=True)
        _worker_thread.start()
        threading.Thread(target=_tick, name="zi-beat", daemon=True).start()
    return True


def is_alive() -> bool:
    """Whether this process carries a running worker."""
    return _started_in == os.getpid() and _worker_thread is not None and _worker_thread.is_alive()


def _work() -> None:
    from celery.signals import task_postrun, task_prerun
    from django.db import close_old_connections

    from zi_portal.celery import app

    def close(**_kwargs: object) -> None:
        if threading.current_thread() is _worker_thread:
            close_old_connections()

    # Celery's own Django hooks hang on a signal that only its command line sends.
    task_prerun.connect(close, weak=False)
    task_postrun.connect(close, weak=False)
    app.loader.import_default_modules()
    # Seconds long; done now, so that the first report does not wait for it.
    import weasyprint  # noqa: F401

    worker = app.WorkController(
        pool="solo",
        concurrency=1,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        ready_callback=lambda _consumer: logger.info("embedded worker ready"),
    )
    worker.start()


def _tick() -> None:
    from celery.beat import Scheduler, Service

    from zi_portal.celery import app

    with contextlib.suppress(SystemExit):
        Service(app, scheduler_cls=Scheduler, max_interval=5).start(embedded_process=True)
