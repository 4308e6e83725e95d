"""Environment of a test run; loaded as an early plugin, since the settings are read before any conftest."""

import os
import tempfile
from urllib.parse import urlsplit

worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
number = int(worker.removeprefix("gw"))

for name in (
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "HTTPS",
    "TRUSTED_PROXIES",
    "S3_BUCKET",
    "CLAMD_URL",
    "STATIC_COMPRESS",
    "DEMO_PASSWORD",
    "CSRF_TRUSTED_ORIGINS",
):
    os.environ.pop(name, None)

os.environ |= {
    "DEBUG": "on",
    "EMBEDDED_WORKER": "off",
    "EMAIL_URL": "memorymail://",
    "LOG_LEVEL": "WARNING",
    "ZI_PERAN_WAJIB_2FA": "",
    "TIME_ZONE": "Asia/Jakarta",
    "MEDIA_ROOT": tempfile.gettempdir(),
    "CELERY_QUEUE": f"zi-test-{worker}",
}

# Runs side by side must not meet in one database; the test processes of one run add their own number.
if os.environ.get("DATABASE_URL", "").startswith("postgres"):
    os.environ.setdefault("TEST_DATABASE", f"test_zi_{os.getpid()}")
else:
    os.environ.setdefault("TEST_DATABASE", f"{tempfile.gettempdir()}/test_zi_{os.getpid()}.sqlite3")

if redis_url := os.environ.get("REDIS_URL"):
    # A Redis database for each test process: clearing the cache empties the whole database.
    url = urlsplit(redis_url)
    first = int(os.environ.setdefault("TEST_REDIS_FIRST", url.path.strip("/") or "9"))
    os.environ["REDIS_URL"] = url._replace(path=f"/{first + number}").geturl()
