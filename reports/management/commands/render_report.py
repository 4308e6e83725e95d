"""Print a report to a file, without a broker and without keeping it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evaluation.models import LembarKerjaEvaluasi
from reports.enums import LAPIS_TPI, LAPIS_TPN, JenisDokumen
from reports.errors import ReportsError
from reports.services.jenis import JENIS
from units.models import Pencanangan


class Command(BaseCommand):
    help = "Mencetak laporan satu LKE atau pencanangan ke berkas PDF, tanpa antrean dan tanpa menyimpannya di portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        hal = parser.add_mutually_exclusive_group(required=True)
        hal.add_argument("--lke", type=int, metavar="ID", help="nomor LKE")
        hal.add_argument("--pencanangan", type=int, metavar="ID", help="nomor pencanangan")
        parser.add_argument("--kind", choices=JenisDokumen.values, help="jenis laporan; bawaannya menurut nomor itu")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help="berkas tujuan")
        parser.add_argument("--tpn", action="store_true", help="sertakan nilai TPN")

    def handle(self, *, lke: int | None, pencanangan: int | None, kind: str, out: Path, tpn: bool, **_opsi: object):
        bawaan = JenisDokumen.LHE if pencanangan is None else JenisDokumen.PENCANANGAN
        if kind and kind != bawaan:
            raise CommandError(f"Jenis {kind} tidak dibuat dari nomor itu.")
        jenis = JENIS[bawaan]
        lapis = tuple(str(satu.value) for satu in (LAPIS_TPN if tpn else LAPIS_TPI))
        try:
            isi, halaman = jenis.cetak(jenis.baca(lke if pencanangan is None else pencanangan, lapis))
        except LembarKerjaEvaluasi.DoesNotExist:
            raise CommandError(f"LKE {lke} tidak ada.") from None
        except Pencanangan.DoesNotExist:
            raise CommandError(f"Pencanangan {pencanangan} tidak ada.") from None
        except ReportsError as error:
            raise CommandError(error.message) from error
        try:
            out.write_bytes(isi)
        except OSError as error:
            raise CommandError(f"{out}: {error.strerror}") from error
        self.stdout.write(f"{out}: {halaman} halaman, {len(isi)} bita")
