"""``manage.py buat_instansi KODE NAMA --jenis kabupaten --unit KODE=NAMA``: an instansi to begin with, and its year."""

import datetime as dt
from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from evaluation.models import Instrumen, Musim
from units.enums import JenisInstansi
from units.models import Instansi, UnitKerja
from units.models.organisasi import ZonaWaktu


class Command(BaseCommand):
    help = "Membuat instansi dengan unit kerjanya, dan musim evaluasi bila diminta. Yang sudah ada tidak diubah."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kode")
        parser.add_argument("nama")
        parser.add_argument("--jenis", required=True, choices=JenisInstansi.values)
        parser.add_argument("--zona", default=ZonaWaktu.WIB, choices=ZonaWaktu.values)
        parser.add_argument("--unit", action="append", default=[], metavar="KODE=NAMA")
        parser.add_argument("--tahun", type=int, help="buat musim evaluasi tahun ini bila belum ada")
        parser.add_argument("--isi-selesai", type=dt.date.fromisoformat, help="pengisian ditutup, bawaan 31 Maret")
        parser.add_argument("--tpi-selesai", type=dt.date.fromisoformat, help="penilaian TPI ditutup, bawaan 31 Mei")

    @transaction.atomic
    def handle(self, *, kode: str, nama: str, jenis: str, zona: str, unit: list[str], **pilihan: object) -> None:
        instansi, baru = self._ambil(Instansi, {"kode": kode}, nama=nama, jenis=jenis, zona_waktu=zona)
        unit_baru = 0
        for satu in unit:
            kode_unit, pisah, nama_unit = satu.partition("=")
            if not pisah:
                raise CommandError(f"“{satu}” tidak dikenal. Tulis unit sebagai KODE=NAMA.")
            unit_baru += self._ambil(UnitKerja, {"instansi": instansi, "kode": kode_unit}, nama=nama_unit)[1]
        musim = self._musim(instansi, **pilihan) if pilihan["tahun"] else None
        self.stdout.write(
            f"{instansi.nama}: {'dibuat' if baru else 'sudah ada'}, {unit_baru} unit baru"
            + (f", musim {musim.tahun} siap." if musim else ".")
        )

    @staticmethod
    def _ambil(model, kunci: dict, **isi):
        if ada := model.objects.filter(**kunci).first():
            return ada, False
        satu = model(**kunci, **isi)
        try:
            satu.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        satu.save()
        return satu, True

    @staticmethod
    def _musim(
        instansi: Instansi, *, tahun: int, isi_selesai: dt.date | None, tpi_selesai: dt.date | None, **_
    ) -> Musim:
        instrumen = Instrumen.objects.first()
        if instrumen is None:
            raise CommandError("Belum ada instrumen. Jalankan dahulu: manage.py load_instrument")
        tutup = dt.time(23, 59, 59)

        def saat(tanggal: dt.date, jam: dt.time) -> dt.datetime:
            return dt.datetime.combine(tanggal, jam, tzinfo=instansi.tz)

        musim, _baru = Musim.objects.get_or_create(
            tahun=tahun,
            defaults={
                "instrumen": instrumen,
                "isi_mulai": saat(dt.date(tahun, 1, 1), dt.time()),
                "isi_selesai": saat(isi_selesai or dt.date(tahun, 3, 31), tutup),
                "tpi_selesai": saat(tpi_selesai or dt.date(tahun, 5, 31), tutup),
                "tahun_bukti_awal": tahun - 2,
                "tahun_bukti_akhir": tahun,
            },
        )
        return musim
