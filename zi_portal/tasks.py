"""The clock's one task: let every room sweep up what was left lying."""

from celery import shared_task

from zi_portal.common.sapu import run_sweeps


@shared_task(name="zi_portal.sapu")
def sapu() -> None:
    run_sweeps()
