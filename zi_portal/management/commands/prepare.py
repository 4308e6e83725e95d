"""``manage.py prepare``: bring database, instrument, demo data and static files up to date, as far as needed."""

import hashlib
import os
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command, get_commands
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from zi_portal.kerangka import DEMO


class Command(BaseCommand):
    help = "Menyiapkan basis data, instrumen, data contoh, dan berkas statis; hanya mengerjakan yang perlu."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--url", default="", help="alamat yang dicetak di akhir")
        parser.add_argument("--no-demo", action="store_true", help="jangan mengisi data contoh")
        parser.add_argument("--no-static", action="store_true", help="berkas statis sudah ada di dalam citra")

    def handle(self, *, url: str, no_demo: bool, no_static: bool, **_options: object) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Menyiapkan basis data …")
            call_command("migrate", interactive=False, verbosity=0)
        if not apps.get_model("evaluation", "Instrumen").objects.exists():
            self.stdout.write("Memuat instrumen LKE …")
            call_command("load_instrument", stdout=self.stdout)
        # Each start, as a new version of the portal may bring new ones; what is there already stays as it is.
        call_command("load_questionnaires", stdout=StringIO())
        if not no_demo and not get_user_model().objects.exists() and "seed_demo" in get_commands():
            self.stdout.write("Mengisi data contoh …")
            # All or nothing: a half-told story would pass for a filled database at the next start.
            out = StringIO()
            with transaction.atomic():
                call_command("seed_demo", stdout=out)
            # The sign-ins follow below, at every start.
            self.stdout.write(out.getvalue().splitlines()[0])
        if not settings.DEBUG and not no_static:
            self._collect_static()
        if url:
            self._greet(url)

    def _collect_static(self) -> None:
        """Copy static files with hashed names when one of them changed since the last time."""
        digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
        for finder in get_finders():
            for path, storage in finder.list([]):
                stat = Path(storage.path(path)).stat()
                digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
        stamp = Path(settings.STATIC_ROOT) / ".stamp"
        if stamp.is_file() and stamp.read_text() == digest.hexdigest():
            return
        self.stdout.write("Mengumpulkan berkas statis …")
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(digest.hexdigest())

    def _greet(self, url: str) -> None:
        User = get_user_model()
        people = {u.username: u for u in User.objects.filter(username__in=DEMO, is_active=True)}
        lines = ["", f"  Portal ZI  →  {url}", ""]
        if people:
            password = os.environ.get("DEMO_PASSWORD", "")
            lines.append("  Akun contoh (nama pengguna – siapa):")
            lines += [f"    {name:<10} {people[name].nama}, {people[name].jabatan}" for name in DEMO if name in people]
            first = next(iter(people.values()))
            if password and first.check_password(password):
                lines.append(f"  Kata sandi semua akun contoh: {password}")
            else:
                lines.append("  Kata sandi: yang tercetak ketika data contoh dibuat.")
        lines += ["", "  Berhenti: Ctrl+C", ""]
        self.stdout.write("\n".join(lines))
