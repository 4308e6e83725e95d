"""Environment of a test run; loaded as an early plugin, since the settings are read before any conftest."""

import os
import tempfile

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
    "ZI_ALAMAT",
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
}

# Runs side by side must not meet in one database or queue; the processes of one run add their own number to the name.
if os.environ.get("DATABASE_URL", "").startswith("postgres"):
    os.environ.setdefault("TEST_DATABASE", f"test_zi_{os.getpid()}")
else:
    os.environ.setdefault("TEST_DATABASE", f"{tempfile.gettempdir()}/test_zi_{os.getpid()}.sqlite3")
os.environ["CELERY_QUEUE"] = f"zi-test-{os.getpid()}"
