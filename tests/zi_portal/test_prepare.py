"""``prepare`` does what is needed, and at the next start nothing."""

from io import StringIO

import pytest
from django.core.management import call_command

from evaluation.models import Instrumen
from surveys.models import Kuesioner
from tests.factories import make_user
from units.models import User

pytestmark = pytest.mark.django_db


def prepare(*options: str) -> str:
    out = StringIO()
    call_command("prepare", *options, stdout=out)
    return out.getvalue()


def test_a_second_start_changes_nothing():
    assert "Memuat instrumen" in prepare("--no-demo", "--no-static")
    assert (Instrumen.objects.count(), Kuesioner.objects.count()) == (1, 4)
    assert prepare("--no-demo", "--no-static") == ""
    assert Kuesioner.objects.count() == 4
    assert Instrumen.objects.count() == 1


def test_a_database_with_people_gets_no_demo_data():
    make_user("Sari", username="sari")
    prepare("--no-static")
    assert list(User.objects.values_list("username", flat=True)) == ["sari"]


def test_static_files_are_collected_again_only_when_one_changed(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "keluar"
    source = tmp_path / "masuk"
    source.mkdir()
    (source / "a.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS = [source]
    assert "Mengumpulkan berkas statis" in prepare("--no-demo")
    assert "Mengumpulkan berkas statis" not in prepare("--no-demo")
    (source / "a.css").write_text("a { color: blue }")
    assert "Mengumpulkan berkas statis" in prepare("--no-demo")
    assert "blue" in (settings.STATIC_ROOT / "a.css").read_text()


def test_the_address_and_the_demo_password_are_printed(monkeypatch):
    user = make_user("Sari Dewi", username="operator", jabatan="Analis")
    user.set_password("sandi-contoh-1")
    user.save()
    monkeypatch.setenv("DEMO_PASSWORD", "sandi-contoh-1")
    out = prepare("--no-demo", "--no-static", "--url", "http://127.0.0.1:8000")
    assert "http://127.0.0.1:8000" in out
    assert "operator   Sari Dewi, Analis" in out
    assert "Kata sandi semua akun contoh: sandi-contoh-1" in out
    monkeypatch.setenv("DEMO_PASSWORD", "sandi-lain-22")
    assert "sandi-lain-22" not in prepare("--url", "http://127.0.0.1:8000", "--no-static")
