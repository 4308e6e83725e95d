"""Print a report to a file, without a broker and without keeping it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evaluation.models import LembarKerjaEvaluasi
from reports.enums import LAPIS_TPI, LAPIS_TPN, JenisDokumen
from reports.errors import ReportsError
from reports.selectors import isi_lhe
from reports.services import cetak_lhe


class Command(BaseCommand):
    help = "Mencetak laporan satu LKE ke berkas PDF, tanpa antrean dan tanpa menyimpannya di portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lke", type=int, required=True, metavar="ID", help="nomor LKE")
        parser.add_argument("--kind", choices=JenisDokumen.values, default=JenisDokumen.LHE, help="jenis laporan")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help="berkas tujuan")
        parser.add_argument("--tpn", action="store_true", help="sertakan nilai TPN")

    def handle(self, *, lke: int, out: Path, tpn: bool, **_options: object) -> None:
        lapis = LAPIS_TPN if tpn else LAPIS_TPI
        try:
            isi, halaman = cetak_lhe(isi_lhe(lke, tuple(str(satu.value) for satu in lapis)))
        except LembarKerjaEvaluasi.DoesNotExist:
            raise CommandError(f"LKE {lke} tidak ada.") from None
        except ReportsError as error:
            raise CommandError(error.message) from error
        try:
            out.write_bytes(isi)
        except OSError as error:
            raise CommandError(f"{out}: {error.strerror}") from error
        self.stdout.write(f"{out}: {halaman} halaman, {len(isi)} bita")
