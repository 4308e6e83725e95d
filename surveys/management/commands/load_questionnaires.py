"""Load the questionnaires that come with the portal: SPAK, SPKP, both in one sitting, SKM."""

from django.core.management.base import BaseCommand, CommandError

from surveys.errors import SurveiError
from surveys.services.kuesioner import muat_bawaan


class Command(BaseCommand):
    help = "Memuat kuesioner bawaan portal (SPAK, SPKP, SPAK+SPKP, SKM)."

    def handle(self, *args, **options):
        try:
            semua = muat_bawaan()
        except SurveiError as error:
            raise CommandError(error.message) from error
        for baris in semua:
            self.stdout.write(f"Kuesioner {baris} siap.")
