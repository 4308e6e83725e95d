"""Count every campaign anew from its responses and hold its seal against them; tell and mend, or only tell."""

from django.core.management.base import BaseCommand, CommandError

from surveys.models import Kampanye, Segel
from surveys.services.olah import periksa_rekap
from surveys.services.segel import periksa_segel


class Command(BaseCommand):
    help = "Menghitung ulang semua rekap survei dan memeriksa segelnya. Dengan --check: hanya membandingkan."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="bandingkan saja, jangan simpan")

    def handle(self, *args, **options):
        jumlah = berbeda = rusak = 0
        for kampanye in Kampanye.objects.select_related("unit__instansi", "kuesioner").order_by("pk").iterator():
            jumlah += 1
            if beda := periksa_rekap(kampanye=kampanye, simpan=not options["check"]):
                berbeda += 1
                kelompok = ", ".join(f"{d or 'semua'} {n}".strip() for d, n, _g in beda[:5])
                self.stdout.write(f"Survei {kampanye.pk}: {len(beda)} kelompok berbeda ({kelompok})")
        for segel in Segel.objects.order_by("pk").iterator():
            if letak := periksa_segel(segel):
                rusak += 1
                self.stdout.write(f"Survei {segel.kampanye_id}: segel tidak cocok, {letak}")
        self.stdout.write(f"{jumlah} survei diperiksa, {berbeda} rekap berbeda, {rusak} segel tidak cocok.")
        if rusak or (berbeda and options["check"]):
            raise CommandError("Ada rekap atau segel survei yang tidak sesuai dengan responsnya.", returncode=1)
