"""The Celery application; tasks live in each app's ``tasks.py``."""

import os

from celery import Celery, Task
from celery.signals import before_task_publish, setup_logging, task_postrun, task_prerun, worker_init

from zi_portal.logs import request_id

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zi_portal.settings")

app = Celery("zi_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_portal_logging(**_kwargs: object) -> None:
    """A receiver here keeps Celery from replacing the logging that settings.py has set up."""


@worker_init.connect
def import_slow_libraries(**_kwargs: object) -> None:
    """Once in the parent, so that its children, which come and go, share what takes seconds to import."""
    import weasyprint  # noqa: F401


@before_task_publish.connect
def send_request_id(headers: dict | None = None, **_kwargs: object) -> None:
    """The log lines of a task carry the id of the request that asked for it."""
    if headers is not None and (rid := request_id.get()):
        headers["zi_request_id"] = rid


@task_prerun.connect
def take_request_id(task: Task, task_id: str, **_kwargs: object) -> None:
    if not task.request.is_eager:
        request_id.set(getattr(task.request, "zi_request_id", None) or task_id)


@task_postrun.connect
def drop_request_id(task: Task, **_kwargs: object) -> None:
    if not task.request.is_eager:
        request_id.set("")
