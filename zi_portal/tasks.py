"""The clock's one task: let every room sweep up what was left lying."""

import logging

from celery import shared_task
from django.core.management import call_command

from zi_portal.common.sapu import run_sweeps

logger = logging.getLogger(__name__)


@shared_task(name="zi_portal.sapu")
def sapu() -> None:
    logger.info("sweep done: %s", run_sweeps())


@shared_task(name="zi_portal.buang_sesi")
def buang_sesi() -> None:
    """Remove sessions that have ended."""
    call_command("clearsessions")
