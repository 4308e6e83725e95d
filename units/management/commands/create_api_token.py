"""``manage.py create_api_token --instansi KODE --scope portalrb``: a token of the API, printed once."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError

from units.enums.token import HARI_BAWAAN, Cakupan
from units.errors import UnitsError
from units.models import Instansi, User
from units.services.token import buat_token


class Command(BaseCommand):
    help = "Membuat token API sebuah instansi dan mencetaknya satu kali."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--instansi", required=True, metavar="KODE")
        parser.add_argument("--scope", required=True, action="append", choices=Cakupan.values)
        parser.add_argument("--nama", default="Dibuat di server")
        parser.add_argument("--berlaku", type=int, default=HARI_BAWAAN, metavar="HARI")
        parser.add_argument("--oleh", default="", metavar="NAMA_PENGGUNA", help="atas nama siapa data ditulis")

    def handle(
        self, *, instansi: str, scope: list[str], nama: str, berlaku: int, oleh: str, **_options: object
    ) -> None:
        try:
            milik = Instansi.objects.get(kode=instansi)
        except Instansi.DoesNotExist as error:
            raise CommandError(f"Tidak ada instansi berkode {instansi}.") from error
        actor = User.objects.filter(username=oleh, is_active=True).first() if oleh else None
        if oleh and actor is None:
            raise CommandError(f"Tidak ada pengguna aktif bernama {oleh}.")
        try:
            _token, teks = buat_token(instansi=milik, nama=nama, cakupan=scope, hari=berlaku, actor=actor)
        except UnitsError as error:
            raise CommandError(error.message) from error
        self.stdout.write(teks)
        self.stderr.write(f"Token {milik.nama} berlaku {berlaku} hari. Teksnya tercetak sekali ini saja.")
