"""Load a version of the instrument: the shipped one, a file of our own, or the national master list."""

import json
from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from evaluation import scoring
from evaluation.errors import EvaluationError
from evaluation.instrumen import BAWAAN, Bacaan, baca, bawaan
from evaluation.services.instrumen import load_instrumen

# Official wording differs from the shipped, shortened wording nearly everywhere: counted, and listed in --json.
HANYA_DIHITUNG = "rumusan"
BARIS = "  - {jenis} {kode} (soal {soal_id}): “{kami}” ↔ “{berkas}”, dipakai: {dipakai}. {keterangan}"


class Command(BaseCommand):
    help = "Memuat instrumen LKE: bawaan portal, berkas YAML/JSON, atau master soal nasional (JSON)."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="cetak hasil sebagai JSON")

    def handle(self, *args, **options):
        try:
            bacaan = baca(options["file"]) if options["file"] else Bacaan(bawaan().to_dict())
            baris = load_instrumen(isi=bacaan.isi)
        except scoring.InstrumenError as error:
            raise CommandError(f"Instrumen {options['file'] or BAWAAN.name} tidak dapat dipakai. {error}") from error
        except EvaluationError as error:
            raise CommandError(error.message) from error
        laporan = _laporan(baris, bacaan)
        if options["json"]:
            self.stdout.write(json.dumps(laporan, ensure_ascii=False, indent=1))
        else:
            self._tulis(laporan)

    def _tulis(self, laporan):
        self.stdout.write(
            "Instrumen {versi} siap: {indikator} indikator, {pertanyaan} pertanyaan, {masukan} isian.".format(**laporan)
        )
        if laporan["ringkasan"]:
            self.stdout.write("Perbedaan dengan instrumen bawaan:")
        for jenis, banyak in laporan["ringkasan"].items():
            self.stdout.write(f"  {jenis}: {banyak}")
        for beda in laporan["perbedaan"]:
            if beda["jenis"] != HANYA_DIHITUNG:
                self.stdout.write(BARIS.format(**beda).rstrip())


def _laporan(baris, bacaan):
    instrumen = scoring.Instrumen.from_dict(bacaan.isi)
    return {
        "versi": baris.versi,
        "sha256": baris.sha256,
        "indikator": len(instrumen.semua_indikator),
        "pertanyaan": len(instrumen.semua_pertanyaan),
        "masukan": len(instrumen.semua_masukan),
        "ringkasan": dict(Counter(p.jenis for p in bacaan.perbedaan)),
        "perbedaan": [p.as_dict() for p in bacaan.perbedaan],
    }
