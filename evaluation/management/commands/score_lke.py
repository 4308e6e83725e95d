"""Score LKE from a JSON file, without a database: what anyone can use to check a score."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evaluation.instrumen import baca, bawaan
from evaluation.scoring import Instrumen, InstrumenError, JawabanSalah, bersihkan_semua, harapan, hitung


class Command(BaseCommand):
    help = (
        'Menghitung LKE dari berkas JSON {"telah_wbk": bool, "jawaban": {kode: nilai}} atau daftar kasus seperti itu.'
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.json")
        parser.add_argument("--instrumen", metavar="FILE", help="berkas instrumen; bawaan: yang dibawa portal")

    def handle(self, *args, **options):
        instrumen = _instrumen(options["instrumen"])
        isi = _baca_json(Path(options["file"]))
        if isinstance(isi, list):
            hasil = [_skor(instrumen, kasus, f"kasus ke-{nomor}: ") for nomor, kasus in enumerate(isi, 1)]
        else:
            hasil = _skor(instrumen, isi, "")
        self.stdout.write(json.dumps(hasil, ensure_ascii=False, indent=1))


def _instrumen(path):
    try:
        return Instrumen.from_dict(baca(path).isi) if path else bawaan()
    except InstrumenError as error:
        raise CommandError(f"Instrumen tidak dapat dipakai. {error}") from error


def _baca_json(path):
    try:
        teks = path.read_text(encoding="utf-8-sig")
        # Decimals stay the text that was written: 3.6 must not pass through a float.
        return json.loads(teks, parse_float=str, parse_constant=_bukan_angka, object_pairs_hook=_tanpa_ganda)
    except OSError as error:
        raise CommandError(f"Berkas {path} tidak dapat dibaca: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"Berkas {path} bukan JSON yang benar: {error}.") from error


def _bukan_angka(kata):
    raise ValueError(f"{kata} bukan angka")


def _tanpa_ganda(pasangan):
    isi = dict(pasangan)
    if len(isi) < len(pasangan):
        kunci = [k for k, _ in pasangan]
        raise ValueError(f"kunci “{next(k for k in kunci if kunci.count(k) > 1)}” ditulis lebih dari sekali")
    return isi


def _skor(instrumen, kasus, letak):
    if not isinstance(kasus, dict) or not isinstance(kasus.get("jawaban"), dict):
        raise CommandError(f'{letak}harus berupa {{"telah_wbk": true/false, "jawaban": {{kode: nilai}}}}.')
    telah_wbk = kasus.get("telah_wbk", False)
    if not isinstance(telah_wbk, bool):
        raise CommandError(f"{letak}telah_wbk harus true atau false.")
    try:
        return harapan(hitung(instrumen, bersihkan_semua(instrumen, kasus["jawaban"]), telah_wbk=telah_wbk))
    except JawabanSalah as error:
        raise CommandError(f"{letak}{error.kode}: {error.pesan}") from error
