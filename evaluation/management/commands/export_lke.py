"""Write one sheet as the official workbook.

With ``--json`` prints {"lke": id, "bentuk": key, "berkas": path, "bita": size, "lapis": [layers with answers]}.
Exit code 1 with a sentence on stderr when there is no such sheet or person, or the file cannot be written.
"""

import json
from io import BytesIO
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evaluation.buku_kerja.bentuk import Bentuk
from evaluation.buku_kerja.tulis import tulis_buku
from evaluation.management.buku import cari_lke, cari_orang
from evaluation.models import LembarKerjaEvaluasi
from evaluation.selectors.buku import isi_buku


class Command(BaseCommand):
    help = "Menulis satu LKE sebagai buku kerja resmi (.xlsx) dengan rumus yang hidup."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.xlsx")
        parser.add_argument("--lke", type=int, required=True, metavar="ID")
        parser.add_argument("--bentuk", choices=[b.value for b in Bentuk], default=Bentuk.LKE_ZI.value)
        parser.add_argument("--oleh", metavar="USERNAME", help="hanya lapis yang boleh dibaca orang ini")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options):
        lke, bentuk = cari_lke(options["lke"]), Bentuk(options["bentuk"])
        orang = cari_orang(options["oleh"]) if options["oleh"] else None
        if orang and not LembarKerjaEvaluasi.objects.visible_to(orang).filter(pk=lke.pk).exists():
            raise CommandError(f"LKE {lke.pk} tidak terlihat oleh {orang.username}.")
        isi, keluar, path = isi_buku(lke, orang), BytesIO(), Path(options["file"])
        tulis_buku(isi, bentuk, keluar)
        try:
            path.write_bytes(keluar.getvalue())
        except OSError as error:
            raise CommandError(f"Berkas {path} tidak dapat ditulis: {error.strerror}.") from error
        if options["json"]:
            hasil = {"lke": lke.pk, "bentuk": bentuk.value, "berkas": str(path), "bita": len(keluar.getvalue())}
            self.stdout.write(json.dumps({**hasil, "lapis": sorted(isi.lapis)}, ensure_ascii=False))
        else:
            self.stdout.write(f"LKE {lke.pk} ({lke.unit.nama}, {lke.musim.tahun}) ditulis ke {path}.")
