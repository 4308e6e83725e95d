"""Shared fixtures: a closed network, files in a scratch place, Celery at once, a browser, a real worker."""

import copy
import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse

BASE_DIR = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def pytest_configure(config: pytest.Config) -> None:
    # Argon2 is slow on purpose; tests make hundreds of people. tests/zi_portal checks the real setting.
    django_settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher",
        *django_settings.PASSWORD_HASHERS,
    ]
    if "postgresql" in (db := django_settings.DATABASES["default"])["ENGINE"]:
        # A test database may be lost with the machine; waiting for the disk at every commit is for production.
        db["OPTIONS"]["options"] += " -c synchronous_commit=off"
    # With Redis, production keeps sessions in the cache too; query counts must not depend on which servers answer.
    django_settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="Chromium tidak terpasang"))
        if item.get_closest_marker("worker") and not django_settings.REDIS_URL:
            item.add_marker(pytest.mark.skip(reason="REDIS_URL tidak diisi"))
    if "postgresql" in django_settings.DATABASES["default"]["ENGINE"]:
        sisa = _beda_menurut_basis_data(items)
        config.hook.pytest_deselected(items=[item for item in items if item not in sisa])
        items[:] = [item for item in items if item in sisa]


def _beda_menurut_basis_data(items: list[pytest.Item]) -> set[pytest.Item]:
    """What may say something else on the second database: tests that ask it anything, and of a table of cases the first
    and the last, since all rows of a table run the same statements. ``every_case`` keeps them all."""
    kasus: dict[object, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(getattr(item, "fixturenames", ())):
            kunci = item if item.get_closest_marker("every_case") else item.nodeid.partition("[")[0]
            kasus.setdefault(kunci, []).append(item)
    return {item for semua in kasus.values() for item in (semua[0], semua[-1])}


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> Iterator[None]:
    """No test opens a connection that leaves this machine."""
    real_connect, real_connect_ex = socket.socket.connect, socket.socket.connect_ex

    def allowed(sock: socket.socket, address: object) -> None:
        if sock.family == socket.AF_UNIX:
            return
        host = address[0] if isinstance(address, tuple) else address
        if not re.fullmatch(r"127(\.\d+){3}|::1|localhost", str(host)):
            raise PermissionError(f"tests may not connect to {host}")

    def connect(self: socket.socket, address: object) -> None:
        allowed(self, address)
        return real_connect(self, address)

    def connect_ex(self: socket.socket, address: object) -> int:
        allowed(self, address)
        return real_connect_ex(self, address)

    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex
    yield
    socket.socket.connect, socket.socket.connect_ex = real_connect, real_connect_ex


@pytest.fixture(scope="session", autouse=True)
def _celery_at_once() -> None:
    """Tasks run where they are sent; the fixture ``worker_process`` hands them to a real worker instead."""
    from zi_portal.celery import app

    app.conf.task_always_eager = True
    app.conf.task_eager_propagates = True
    # All tasks from the start, as in a worker: a test that closes the app keeps later ones from being taken up.
    app.loader.import_default_modules()


@pytest.fixture(scope="session", autouse=True)
def _live_server_with_its_door() -> None:
    """The live server answers as ``zi_portal.wsgi`` does."""
    from django.test import testcases

    from surveys.pintu import PintuRespons

    # The outermost of what Django puts around its own application.
    handler = testcases._MediaFilesHandler
    testcases._MediaFilesHandler = lambda django: PintuRespons(handler(django))


@pytest.fixture(autouse=True)
def _empty_cache(settings) -> None:
    """Rate limits and cached figures of one test must not reach the next."""
    if settings.REDIS_URL:
        # Clearing would empty the whole Redis database, queues of a run beside this one included.
        caches = copy.deepcopy(settings.CACHES)
        caches["default"]["KEY_PREFIX"] = f"zi-test-{uuid.uuid4().hex}"
        settings.CACHES = caches
    else:
        cache.clear()


@pytest.fixture
def short_refusals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For who-may tables: hundreds of refusals are expected there, and drawing their pages and writing them down would
    be most of the work."""
    from zi_portal import urls

    for kode in (403, 404):
        singkat = partial(HttpResponse, status=kode)
        monkeypatch.setattr(urls, f"handler{kode}", lambda request, exception, jawab=singkat: jawab(), raising=False)
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def media_root(tmp_path: Path, settings) -> Path:
    """Uploaded files of this test, in a directory of its own."""
    path = tmp_path / "media"
    storages = copy.deepcopy(settings.STORAGES)
    storages["default"]["OPTIONS"]["location"] = path
    settings.MEDIA_ROOT = path
    settings.STORAGES = storages
    return path


# --- Browser --------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """Debian's Chromium under Playwright, one per test process."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


@pytest.fixture
def new_page(chromium, live_server) -> Iterator[Callable[..., object]]:
    """Call it for a page in a browser profile of its own: one person at their own desk. Takes new_context's options."""
    contexts = []

    def open_page(**options: object) -> object:
        context = chromium.new_context(
            base_url=live_server.url, locale="id-ID", timezone_id="Asia/Jakarta", accept_downloads=True, **options
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(live_server) -> Callable[..., None]:
    """``sign_in(page, user)`` puts a session of that person into the page's browser, without the form."""
    from django.test import Client

    def put(page: object, user: object) -> None:
        own = Client()
        own.force_login(user)
        cookie = own.cookies[django_settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return put


# --- A real worker --------------------------------------------------------------------------------------------------
class WorkerProcess:
    """A Celery worker of its own process on this test's database and files."""

    def __init__(self, media_root: Path, log: Path) -> None:
        self.media_root, self.log = media_root, log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str, wait: float = 60) -> None:
        db = connection.settings_dict
        if connection.vendor == "postgresql":
            host = f"{db['HOST']}:{db['PORT']}" if db["PORT"] else db["HOST"]
            password = f":{db['PASSWORD']}" if db["PASSWORD"] else ""
            database_url = f"postgres://{db['USER']}{password}@{host}/{db['NAME']}"
        else:
            database_url = f"sqlite:///{db['NAME']}"
        env = os.environ | {
            "DATABASE_URL": database_url,
            "REDIS_URL": django_settings.REDIS_URL,
            "MEDIA_ROOT": str(self.media_root),
            "LOG_LEVEL": "INFO",
            "LOG_JSON": "on",
        }
        env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
        command = [sys.executable, "-m", "celery", "-A", "zi_portal", "worker", "-c", "1", "-l", "INFO"]
        command += ["--without-gossip", "--without-mingle", "--without-heartbeat", *options]
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(command, cwd=BASE_DIR, env=env, stdout=out, stderr=out)
        end = time.monotonic() + wait
        while b"ready." not in self.log.read_bytes():
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"worker did not start:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.1)

    def children(self) -> list[int]:
        """Process ids of the pool's children, which run the tasks."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def kill_child(self) -> None:
        """Kill -9 what runs the tasks; the worker itself goes on and starts another."""
        for pid in self.children():
            os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(5)


@pytest.fixture
def worker_process(transactional_db, media_root: Path, tmp_path: Path) -> Iterator[WorkerProcess]:
    """A running Celery worker; what the test sends goes through Redis to it."""
    from zi_portal.celery import app

    app.conf.task_always_eager = False
    worker = WorkerProcess(media_root, tmp_path / "worker.log")
    worker.start()
    yield worker
    worker.stop()
    app.conf.task_always_eager = True
