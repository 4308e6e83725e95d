"""Compare the official workbook with one layer of a sheet, and write what differs with ``--apply``.

With ``--json`` prints one object:

    {"lke": id, "lapis": layer, "bentuk": key of the layout, "berkas": name, "sha256": hex, "sidik": fingerprint,
     "diterapkan": bool, "ditulis": cells written,
     "ringkas": {"berubah", "bentrok", "galat", "sama", "kosong_dibiarkan", "basi": counts,
                 "total_kini", "total_berkas", "total_sesudah": decimal text or null},
     "baris": [{"kunci", "kode", "masukan", "label", "lama", "baru", "lembar", "alamat", "versi", "diubah_oleh",
                "diubah_pada": ISO time or null, "bentrok": bool, "galat"}],
     "peringatan": [{"pesan", "lembar", "alamat"}]}

Exit code 0: compared, or all written. 1: refused (no such sheet, no workbook, no right, the sheet moved), nothing
written. 3: rows with errors or conflicts were left out; the others are written with ``--apply``.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evaluation.buku_kerja.baca import BukuDitolak, baca_buku
from evaluation.enums import Lapis
from evaluation.errors import EvaluationError
from evaluation.management.buku import cari_lke, cari_orang
from evaluation.permissions import ISI_LAPIS
from evaluation.scoring import JawabanSalah
from evaluation.selectors.skor import instrumen_lke
from evaluation.services.buku import rencana_impor
from evaluation.services.impor_lke import terapkan_langsung

SISA = 3


class Command(BaseCommand):
    help = "Membandingkan buku kerja resmi (.xlsx) dengan LKE; menulis perubahannya dengan --apply."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.xlsx")
        parser.add_argument("--lke", type=int, required=True, metavar="ID")
        parser.add_argument("--lapis", choices=Lapis.values, default=Lapis.UNIT.value)
        parser.add_argument("--oleh", metavar="USERNAME", help="yang menulis; wajib dengan --apply")
        parser.add_argument("--apply", action="store_true", help="tulis baris tanpa galat dan tanpa bentrok")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options):
        lke, lapis = cari_lke(options["lke"]), options["lapis"]
        orang = cari_orang(options["oleh"]) if options["oleh"] else None
        if options["apply"]:
            if orang is None:
                raise CommandError("Sebutkan --oleh USERNAME: setiap perubahan jawaban dicatat atas nama seseorang.")
            if not orang.has_perm(ISI_LAPIS[Lapis(lapis)], lke):
                raise CommandError(
                    f"{orang.username} tidak boleh mengisi lapis {lapis} LKE {lke.pk} dalam status "
                    f"“{lke.get_status_display()}”. Tidak ada yang ditulis."
                )
        isi, buku = _baca(Path(options["file"]), lke)
        rencana = rencana_impor(lke=lke, buku=buku, lapis=lapis, actor=orang)
        ditulis = 0
        if options["apply"]:
            try:
                ditulis = terapkan_langsung(lke=lke, lapis=lapis, isi=isi, buku=buku, rencana=rencana, actor=orang)
            except (EvaluationError, JawabanSalah) as error:
                raise CommandError(f"{error}. Tidak ada yang ditulis.".replace("..", ".")) from error
        self._laporkan(lke, buku, rencana, ditulis, options)
        if rencana.ringkas["galat"] or rencana.ringkas["bentrok"]:
            sys.exit(SISA)

    def _laporkan(self, lke, buku, rencana, ditulis, options):
        if options["json"]:
            isi = {
                "lke": lke.pk,
                "lapis": rencana.lapis,
                "bentuk": buku.bentuk.value,
                "berkas": buku.nama,
                "sha256": buku.sha256,
                "sidik": rencana.sidik,
                "diterapkan": options["apply"],
                "ditulis": ditulis,
                "ringkas": dict(rencana.ringkas),
                "baris": [asdict(b) for b in rencana.baris],
                "peringatan": [asdict(p) for p in rencana.peringatan],
            }
            self.stdout.write(json.dumps(isi, ensure_ascii=False, default=lambda waktu: waktu.isoformat()))
            return
        for p in rencana.peringatan:
            self.stdout.write(f"Peringatan {_di(p)}: {p.pesan}" if p.alamat else f"Peringatan: {p.pesan}")
        for b in rencana.baris:
            self.stdout.write(_kata_baris(b))
        r = rencana.ringkas
        self.stdout.write(
            f"{r['berubah']} berubah, {r['bentrok']} bentrok, {r['galat']} galat, {r['sama']} sama. "
            f"Nilai {r['total_kini']} menjadi {r['total_sesudah']}."
        )
        if options["apply"]:
            self.stdout.write(f"{ditulis} sel ditulis.")
        else:
            self.stdout.write("Belum ada yang ditulis. Ulangi dengan --apply untuk menulis.")


def _baca(path, lke):
    try:
        with path.open("rb") as berkas:
            buku = baca_buku(berkas, path.name, instrumen_lke(lke))
            berkas.seek(0)
            return berkas.read(), buku
    except OSError as error:
        raise CommandError(f"Berkas {path} tidak dapat dibaca: {error.strerror}.") from error
    except BukuDitolak as error:
        raise CommandError(error.message) from error


def _di(sel):
    return f"{sel.lembar}!{sel.alamat}"


def _kata_baris(b):
    isi = f"{_di(b)} {b.masukan if b.masukan != 'catatan' else b.kode + ' catatan'}: {b.lama!s} → {b.baru!s}"
    if b.galat:
        return f"GALAT {isi}. {b.galat}"
    if b.bentrok:
        return f"BENTROK {isi}. Diubah {b.diubah_oleh} sejak berkas diunduh."
    return isi
