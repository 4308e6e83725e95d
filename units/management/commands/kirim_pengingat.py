"""One round of reminders by hand."""

from django.core.management.base import BaseCommand

from units.services.pengingat import putaran


class Command(BaseCommand):
    help = "Satu putaran pengingat sekarang juga: kotak masuk dan surel harian. Aman diulang."

    def handle(self, *args, **options):
        baru, terkirim = putaran(paksa=True)
        self.stdout.write(f"{baru} pengingat baru, {terkirim} surel terkirim.")
