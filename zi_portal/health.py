"""Is the process alive, and can it serve? Asked by the orchestrator, without signing in."""

import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zi_portal import embedded


class NotReady(Exception):
    """A dependency answers, but not as it should."""


@never_cache
@login_not_required
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers at all."""
    return JsonResponse({"status": "ok"})


@never_cache
@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when every dependency answers, else 503; each with its own result and milliseconds."""
    checks = {name: _run(check) for name, check in CHECKS.items()}
    ok = all(c["ok"] for c in checks.values())
    return JsonResponse({"status": "ok" if ok else "gagal", "checks": checks}, status=200 if ok else 503)


def _run(check: Callable[[], None]) -> dict[str, Any]:
    start = time.perf_counter()
    try:
        check()
    except Exception as error:
        # Only the kind of error: its text may hold addresses or passwords, and this page is open.
        result: dict[str, Any] = {"ok": False, "galat": type(error).__name__}
    else:
        result = {"ok": True}
    return result | {"ms": round((time.perf_counter() - start) * 1000, 1)}


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


_migrated = False


def check_migrations() -> None:
    """Raises NotReady while a migration is waiting. Once complete it stays so for the life of this process."""
    global _migrated
    if _migrated:
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady
    _migrated = True


def check_broker() -> None:
    if settings.ZI_EMBEDDED_WORKER:
        if not embedded.is_alive():
            raise NotReady
        return
    import redis  # late: only where a broker is set

    client = redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=2, socket_connect_timeout=2)
    try:
        client.ping()
    finally:
        client.close()


def check_storage() -> None:
    """Write, read and remove a small file; on object storage only ask, since every write there costs."""
    if not isinstance(default_storage, FileSystemStorage):
        default_storage.exists("healthz")
        return
    name = default_storage.save(f"healthz/{uuid.uuid4().hex}", ContentFile(b"ok"))
    try:
        with default_storage.open(name) as file:
            if file.read() != b"ok":
                raise NotReady
    finally:
        default_storage.delete(name)


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "migrations": check_migrations,
    "broker": check_broker,
    "storage": check_storage,
}
