"""Demo data of any size: the same again on every run, and nothing that people changed since is touched."""

import logging
import os
import secrets
import time

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.management.base import BaseCommand, CommandError

from evaluation.demo.catatan_siap import tulis_catatan_siap
from evaluation.demo.cerita import ceritakan
from evaluation.demo.data import ORANG
from evaluation.demo.massal import tambah_unit
from evaluation.demo.musim import ceritakan_musim
from evaluation.demo.panggung import Panggung, siapkan, siapkan_musim
from evaluation.demo.pleno import ceritakan_pleno
from evaluation.demo.predikat import ceritakan as ceritakan_predikat
from evaluation.demo.survei import ceritakan_survei, tambah_respons
from evaluation.demo.syarat import ceritakan_syarat
from evaluation.demo.tahap import ceritakan_tahap
from evaluation.demo.tim_tpi import ceritakan_tim
from evaluation.instrumen import bawaan
from evaluation.models import Instrumen, LembarKerjaEvaluasi
from evaluation.services.instrumen import load_instrumen
from units.models import UnitKerja, User

UTAMA = (
    "operator",
    "operator2",
    "ketuatim",
    "pimpinan",
    "tpi",
    "ketua",
    "dalnis",
    "admin",
    "bupati",
    "auditor",
    "tpn",
    "tpnanggota",
)


# Without the letters people mistake for one another.
HURUF = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = "Membuat data demo: instansi, unit, orang, LKE dalam setiap status, dan bukti dukung."

    def add_arguments(self, parser):
        parser.add_argument("--units", type=int, default=0, metavar="N", help="unit tambahan untuk uji beban")
        parser.add_argument("--answers", action="store_true", help="LKE terisi penuh untuk unit tambahan")
        parser.add_argument(
            "--responses", type=int, default=0, metavar="N", help="sekian respons pada satu survei uji beban"
        )
        parser.add_argument("--season", action="store_true", help="sebar unit tambahan ke semua status satu musim")
        parser.add_argument("--seed", type=int, default=2026, metavar="K", help="benih acak (bawaan 2026)")

    def handle(self, *args, **options):
        if options["units"] < 0 or options["units"] > 100_000:
            raise CommandError("--units harus antara 0 dan 100000.")
        if (options["season"] or options["answers"]) and not options["units"]:
            self.stderr.write("--answers dan --season hanya berlaku bersama --units N.")
        # A line for every piece of proof would bury what this prints.
        for nama in ("units", "surveys", "evaluation", "pikepdf"):
            logging.getLogger(nama).setLevel(logging.WARNING)
        awal = time.monotonic()
        sandi, dari_luar = self._sandi()
        hash_sandi, lain = self._hash(sandi)
        panggung = Panggung(benih=options["seed"], sandi=hash_sandi)
        # Passwords people gave themselves stay, unless a new one comes from outside.
        siapkan(panggung, ganti_sandi=dari_luar and lain)
        siapkan_musim(panggung, self._instrumen())
        baru = ceritakan(panggung)
        ceritakan_musim(panggung)
        ceritakan_tahap(panggung)
        ceritakan_tim(panggung)
        tulis_catatan_siap(panggung)
        ceritakan_pleno(panggung)
        ceritakan_predikat(panggung)
        ceritakan_syarat(panggung)
        ceritakan_survei(panggung)
        self.stdout.write(
            f"Data demo siap: {UnitKerja.objects.count()} unit, {User.objects.count()} orang, "
            f"{LembarKerjaEvaluasi.objects.count()} LKE ({len(baru)} baru) dalam {time.monotonic() - awal:.1f} detik."
        )
        if options["units"]:
            tambah_unit(
                panggung,
                options["units"],
                jawaban=options["answers"] or options["season"],
                semusim=options["season"],
                lapor=lambda teks: self.stdout.write(f"  {teks} ({time.monotonic() - awal:.0f} detik)"),
            )
        if options["responses"]:
            tambah_respons(
                panggung,
                options["responses"],
                lapor=lambda teks: self.stdout.write(f"  {teks} ({time.monotonic() - awal:.0f} detik)"),
            )
        self.stdout.write(f"Nama pengguna: {', '.join(UTAMA)}, platform")
        asal = "dari DEMO_PASSWORD" if dari_luar else f"disimpan di {self._berkas().relative_to(settings.BASE_DIR)}"
        self.stdout.write(f"Kata sandi   : {sandi} ({asal})")

    def _instrumen(self):
        """The newest instrument, or the shipped one where there is none yet."""
        return Instrumen.objects.first() or load_instrumen(isi=bawaan().to_dict())

    @staticmethod
    def _berkas():
        return settings.VAR_DIR / "demo_password"

    def _sandi(self) -> tuple[str, bool]:
        """The password of all demo accounts, and whether it was given from outside."""
        if diberikan := os.environ.get("DEMO_PASSWORD", ""):
            return diberikan, True
        if not settings.DEBUG:
            raise CommandError("Dengan DEBUG=off, data demo hanya dibuat bila DEMO_PASSWORD diisi.")
        berkas = self._berkas()
        if not berkas.is_file():
            with os.fdopen(os.open(berkas, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as tulis:
                tulis.write("-".join(_empat() for _ in range(3)) + "\n")
        return berkas.read_text().strip(), False

    @staticmethod
    def _hash(sandi: str) -> tuple[str, bool]:
        """One hash for all accounts, as deriving one takes a tenth of a second, and whether it is another password
        than the demo has had so far."""
        dipakai = User.objects.filter(username=ORANG[0].username).values_list("password", flat=True).first()
        if dipakai and check_password(sandi, dipakai):
            return dipakai, False
        return make_password(sandi), True


def _empat() -> str:
    return "".join(secrets.choice(HURUF) for _ in range(4))
