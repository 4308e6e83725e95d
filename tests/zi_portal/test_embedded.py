"""Without a broker the web process does the background work itself."""

import os
import subprocess
import sys

from django.conf import settings

SCRIPT = """
import threading
import django
django.setup()
from zi_portal.common.sapu import sapu as register
from zi_portal.embedded import is_alive, start_embedded_worker
from zi_portal.tasks import sapu

done, where = threading.Event(), []

@register
def note():
    where.append(threading.current_thread().name)
    done.set()

assert not is_alive()
assert start_embedded_worker() and start_embedded_worker()
assert [t.name for t in threading.enumerate()].count("zi-worker") == 1
sapu.delay()
assert done.wait(30), "the task was not done"
print(where[0], is_alive())
"""


def run(script: str, **env: str) -> str:
    base = {k: v for k, v in os.environ.items() if k not in {"REDIS_URL", "DATABASE_URL"}}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=base | {"DJANGO_SETTINGS_MODULE": "zi_portal.settings"} | env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.strip()


def test_a_task_sent_without_broker_is_done_in_the_web_process():
    assert run(SCRIPT, EMBEDDED_WORKER="on") == "zi-worker True"


def test_with_a_broker_the_web_process_starts_no_worker():
    script = (
        "import django; django.setup()\n"
        "from zi_portal.embedded import start_embedded_worker, is_alive\n"
        "print(start_embedded_worker(), is_alive())\n"
    )
    env = {k: v for k, v in os.environ.items() if k != "EMBEDDED_WORKER"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=env | {"DJANGO_SETTINGS_MODULE": "zi_portal.settings", "REDIS_URL": "redis://127.0.0.1:6379/9"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "False False"
