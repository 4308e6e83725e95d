"""Recompute every stored score from its answers; tell and mend, or with --check only tell, what differs."""

import time

from django.core.management.base import BaseCommand, CommandError

from evaluation.models import Skor
from evaluation.services.skor import periksa_skor

LAPOR_TIAP = 1000


class Command(BaseCommand):
    help = "Menghitung ulang semua nilai yang tersimpan. Dengan --check: hanya membandingkan, keluar 1 bila berbeda."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="bandingkan saja, jangan simpan")

    def handle(self, *args, **options):
        awal, jumlah, berbeda = time.monotonic(), Skor.objects.count(), 0
        for nomor, (skor, beda) in enumerate(periksa_skor(simpan=not options["check"]), start=1):
            if beda:
                berbeda += 1
                self.stdout.write(f"LKE {skor.lke_id} lapis {skor.lapis}: {_beda(beda)}")
            if nomor % LAPOR_TIAP == 0:
                self.stderr.write(f"  {nomor} dari {jumlah} nilai ({time.monotonic() - awal:.0f} detik)")
        hasil = "berbeda" if options["check"] else "berbeda dan diperbaiki"
        self.stdout.write(f"{jumlah} nilai diperiksa, {berbeda} {hasil}.")
        if berbeda and options["check"]:
            raise CommandError(f"{berbeda} nilai tersimpan tidak sama dengan hasil hitung ulang.", returncode=1)


def _beda(beda: dict[str, tuple[object, object]]) -> str:
    """Column by column, stored then computed; the details by their keys, as they are long."""
    bagian = []
    for nama, (tersimpan, hitungan) in beda.items():
        if nama == "rincian":
            kunci = sorted(k for k in hitungan if not isinstance(tersimpan, dict) or tersimpan.get(k) != hitungan[k])
            bagian.append(f"rincian ({', '.join(kunci)})")
        else:
            bagian.append(f"{nama} {tersimpan} → {hitungan}")
    return "; ".join(bagian)
