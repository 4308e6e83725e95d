"""Compare a package of a proposal with what was sent."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evaluation.models import Usulan
from evaluation.selectors.paket import nomor_usulan, paket_cocok, paket_utuh


class Command(BaseCommand):
    help = "Memeriksa paket usulan (zip): sama dengan yang dikirim, atau bagian mana yang berbeda."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="PAKET.zip")
        parser.add_argument("--usulan", type=int, help="nomor usulan; bawaan: yang tertulis di dalam paket")

    def handle(self, *args, **options):
        try:
            berkas = Path(options["file"]).open("rb")  # noqa: SIM115 (closed below)
        except OSError as error:
            raise CommandError(f"Berkas tidak dapat dibuka: {error.strerror}.") from error
        with berkas:
            nomor = options["usulan"] or nomor_usulan(berkas)
            usulan = (
                Usulan.objects.exclude(paket_sha256="").select_related("instansi", "musim").filter(pk=nomor).first()
            )
            if usulan is None:
                raise CommandError("Usulan dari paket ini tidak dikenal. Sebut nomornya dengan --usulan.")
            beda = [*paket_utuh(usulan), *paket_cocok(berkas, usulan)]
        if beda:
            raise CommandError("Paket tidak cocok.\n" + "\n".join(f"- {satu}" for satu in beda))
        self.stdout.write(f"Paket cocok dengan usulan {usulan.pk} ({usulan.instansi}, {usulan.paket_sha256}).")
