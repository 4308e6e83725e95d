"""The wiring: settings, headers, request ids, health, static files."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client, override_settings

from zi_portal import health

BASE_DIR = Path(settings.BASE_DIR)


def run_check(**env: str) -> subprocess.CompletedProcess[str]:
    base = {k: v for k, v in os.environ.items() if k not in {"DEBUG", "SECRET_KEY", "ALLOWED_HOSTS"}}
    return subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=BASE_DIR, env=base | env, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("key", ["", "pendek", "a" * 80, "django-insecure-" + "abcdefghij" * 8])
def test_production_refuses_a_missing_or_weak_secret_key(key):
    done = run_check(DEBUG="off", SECRET_KEY=key, ALLOWED_HOSTS="zi.example.go.id")
    assert done.returncode != 0
    assert "SECRET_KEY belum diisi atau terlalu lemah" in done.stderr


def test_production_starts_with_a_good_key():
    done = run_check(DEBUG="off", SECRET_KEY="k7Tq-" + "pR3x_W9vLm2Zc8Yd" * 4, ALLOWED_HOSTS="zi.example.go.id")
    assert done.returncode == 0, done.stderr


def test_passwords_are_hashed_with_argon2():
    assert "django.contrib.auth.hashers.Argon2PasswordHasher" in settings.PASSWORD_HASHERS[:2]
    assert make_password("rahasia", hasher="argon2").startswith("argon2$argon2id$")


def test_live_answers_without_database(client):
    response = client.get("/healthz/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_reports_each_dependency(client, monkeypatch):
    if not settings.REDIS_URL:
        monkeypatch.setitem(health.CHECKS, "broker", lambda: None)
    response = client.get("/healthz/ready")
    checks = response.json()["checks"]
    assert list(checks) == ["database", "migrations", "broker", "storage"]
    assert {name: c["ok"] for name, c in checks.items()} == dict.fromkeys(checks, True)
    assert all(c["ms"] >= 0 for c in checks.values())
    assert response.status_code == 200


@pytest.mark.django_db
def test_ready_is_503_when_the_broker_does_not_answer_and_names_no_address(client, settings):
    settings.ZI_EMBEDDED_WORKER = False
    settings.CELERY_BROKER_URL = "redis://:rahasia@127.0.0.1:1/0"
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    body = response.json()
    assert body["status"] == "gagal"
    assert body["checks"]["broker"]["ok"] is False
    assert body["checks"]["database"]["ok"] is True
    assert "rahasia" not in response.content.decode()


@pytest.mark.django_db
def test_ready_is_503_when_files_cannot_be_written(client, media_root):
    media_root.write_text("a file where the directory should be")
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    assert response.json()["checks"]["storage"]["ok"] is False


def test_request_id_is_made_when_none_is_given(client):
    first, second = (client.get("/healthz/live")["X-Request-ID"] for _ in range(2))
    assert len(first) == 32
    assert first != second


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("abc-123.def_456", True),
        ("short", False),
        ("x" * 65, False),
        ("dua baris\nBaris-lain", False),
        ("<script>alert(1)</script>", False),
    ],
)
def test_request_id_of_a_proxy_is_kept_only_when_sane(client, given, kept):
    response = client.get("/healthz/live", headers={"X-Request-ID": given})
    assert (response["X-Request-ID"] == given) is kept


def test_log_lines_carry_the_request_id_and_no_name(tmp_path):
    script = (
        "import logging, django; django.setup()\n"
        "from zi_portal.logs import request_id\n"
        "request_id.set('abc12345'); logging.getLogger('x').warning('lke %s moved', 7, extra={'user_id': 3})\n"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "zi_portal.settings", "LOG_JSON": "on"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=BASE_DIR, env=env, capture_output=True, text=True, check=True, timeout=60
    )
    line = json.loads(done.stderr.strip().splitlines()[-1])
    assert (line["request_id"], line["event"], line["level"], line["user_id"]) == (
        "abc12345",
        "lke 7 moved",
        "warning",
        3,
    )


@pytest.mark.parametrize("as_json", ["on", "off"])
def test_a_traceback_in_the_log_shows_no_values(as_json):
    script = (
        "import logging, django; django.setup()\n"
        "def masuk(sandi):\n"
        "    raise ValueError('gagal')\n"
        "try:\n"
        "    masuk('rahasia' + str(7 * 11))\n"
        "except ValueError:\n"
        "    logging.getLogger('x').exception('tugas gagal')\n"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "zi_portal.settings", "LOG_JSON": as_json}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=BASE_DIR, env=env, capture_output=True, text=True, check=True, timeout=60
    )
    assert "ValueError" in done.stderr
    assert "masuk" in done.stderr
    assert "rahasia77" not in done.stderr


def test_security_headers(client):
    response = client.get("/healthz/live")
    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["object-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["img-src"] == "'self' data: blob:"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_every_page_asks_for_sign_in(client):
    response = client.get("/healthz/ready-bukan/")
    assert response.status_code == 404
    response = client.get("/akun/sandi/ubah/")
    assert response.status_code == 302
    assert response["Location"] == "/akun/masuk/?next=/akun/sandi/ubah/"


@pytest.mark.django_db
def test_htmx_with_a_lost_session_gets_401_and_the_page_to_come_back_to(client):
    response = client.get(
        "/akun/sandi/ubah/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/lke/7/bagian/I.1/?saring=kosong"},
    )
    assert response.status_code == 401
    assert response["HX-Redirect"] == "/akun/masuk/?next=%2Flke%2F7%2Fbagian%2FI.1%2F%3Fsaring%3Dkosong"
    assert response.content == b""
    assert "HX-Request" in response["Vary"]


@pytest.mark.django_db
def test_htmx_redirect_becomes_a_header_and_keeps_cookies(client, django_user_model):
    user = django_user_model.objects.create_user(username="sari", password="kata-sandi-uji-1", nama="Sari")
    client.force_login(user)
    response = client.post("/akun/keluar/", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response["HX-Redirect"] == "/akun/masuk/"
    assert settings.SESSION_COOKIE_NAME in response.cookies


@pytest.mark.django_db
def test_nobody_signs_up(client, django_user_model):
    data = {"username": "baru", "email": "a@example.com", "password1": "Kata-sandi-9x", "password2": "Kata-sandi-9x"}
    client.post("/akun/daftar/", data)
    assert not django_user_model.objects.filter(username="baru").exists()


@pytest.mark.parametrize("path", ["bootstrap.min.css", "icons.svg", "fonts/SourceSans3-Regular.ttf"])
def test_vendor_files_are_there(path):
    assert finders.find(f"vendor/{path}"), "jalankan `make setup`"


def test_every_listed_icon_is_in_the_sprite():
    names = {n for n in (BASE_DIR / "static/icons.txt").read_text().splitlines() if n and not n.startswith("#")}
    sprite = Path(finders.find("vendor/icons.svg")).read_text()
    assert sorted(n for n in names if f'<symbol id="{n}" ' not in sprite) == []


@pytest.mark.django_db
def test_the_session_is_written_at_most_every_ten_minutes(client, django_user_model, django_assert_num_queries):
    user = django_user_model.objects.create_user(username="budi", password="kata-sandi-uji-1", nama="Budi")
    client.force_login(user)
    client.get("/akun/sandi/ubah/")
    first = client.session["aktif"]
    client.get("/akun/sandi/ubah/")
    assert client.session["aktif"] == first
    session = client.session
    session["aktif"] = first - 700
    session.save()
    client.get("/akun/sandi/ubah/")
    assert client.session["aktif"] >= first


def test_loopback_guard_refuses_other_hosts():
    import socket

    with pytest.raises(PermissionError), socket.socket() as sock:
        sock.connect(("192.0.2.1", 80))


@override_settings(SECURE_SSL_REDIRECT=True)
def test_health_is_answered_on_plain_http():
    assert Client().get("/healthz/live").status_code == 200


def test_the_proxy_can_read_static_files_and_nobody_else_reads_proof(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    before = os.umask(0o022)
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
        proof = Path(default_storage.path(default_storage.save("bukti/sk.pdf", ContentFile(b"%PDF"))))
    finally:
        os.umask(before)
    css = settings.STATIC_ROOT / "vendor/bootstrap.min.css"
    assert (stat.S_IMODE(css.stat().st_mode), stat.S_IMODE(css.parent.stat().st_mode)) == (0o644, 0o755)
    assert (stat.S_IMODE(proof.stat().st_mode), stat.S_IMODE(proof.parent.stat().st_mode)) == (0o640, 0o750)
