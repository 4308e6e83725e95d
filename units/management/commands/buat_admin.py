"""``manage.py buat_admin NAMA_PENGGUNA``: the first person of a new portal, admin of the platform."""

import secrets
from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from units.enums import Peran
from units.models import Keanggotaan, User


class Command(BaseCommand):
    help = "Membuat admin platform dan mencetak kata sandinya satu kali."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--nama", default="Admin Platform")
        parser.add_argument("--email", default="")

    @transaction.atomic
    def handle(self, *, username: str, nama: str, email: str, **_options: object) -> None:
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError(f"Nama pengguna {username} sudah dipakai.")
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(username=username, password=password, nama=nama, email=email)
        # Written directly: the service asks for an admin of the platform, and this is the first one.
        Keanggotaan.objects.create(user=user, peran=Peran.ADMIN_PLATFORM, mulai=timezone.localdate())
        self.stdout.write(f"Admin platform {username} dibuat. Kata sandi (tercetak sekali ini saja): {password}")
