"""A real worker process does what is sent to it, under the id of the request that asked."""

import json
import time

import pytest

from zi_portal.logs import request_id
from zi_portal.tasks import sapu

pytestmark = pytest.mark.worker


def log_lines(worker, text: str, seconds: float = 45) -> list[dict]:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        lines = [json.loads(line) for line in worker.log.read_text().splitlines() if line.startswith("{")]
        if found := [line for line in lines if text in line["event"]]:
            return found
        time.sleep(0.1)
    raise AssertionError(f"no log line with {text!r}:\n{worker.log.read_text()[-2000:]}")


def test_the_worker_takes_a_task_and_logs_under_the_request_that_sent_it(worker_process):
    token = request_id.set("permintaan-77")
    try:
        sapu.delay()
    finally:
        request_id.reset(token)
    assert log_lines(worker_process, "sweep done")[0]["request_id"] == "permintaan-77"


def test_a_worker_whose_child_was_killed_goes_on_working(worker_process):
    worker_process.kill_child()
    sapu.delay()
    assert log_lines(worker_process, "sweep done")[0]["level"] == "info"
