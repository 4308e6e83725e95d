"""Fill the benchmark's own database: sheets to save into, and lists as long as a country's."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402  settings must stand first
from django.utils import timezone  # noqa: E402

from evaluation.enums import Status  # noqa: E402
from evaluation.models import LembarKerjaEvaluasi, Musim, Skor  # noqa: E402
from units.models import Instansi, Keanggotaan, UnitKerja, User  # noqa: E402

KLIEN = 8
STATUS = (Status.DRAF, Status.DIAJUKAN, Status.DINILAI_TPI, Status.PERBAIKAN, Status.LAYAK, Status.DIUSULKAN)


def daftar_panjang(banyak: int) -> None:
    """One instansi with ``banyak`` units, a sheet and a score each, and its people; answers are left out."""
    musim, kini = Musim.objects.get(tahun=2026), timezone.now()
    instansi = Instansi.objects.create(kode="BENCH", nama="Instansi Besar", jenis="provinsi")
    contoh = User.objects.get(username="operator").password
    for username, peran in (("bench-ketua", "tpi_ketua"), ("bench-admin", "admin_instansi")):
        user = User.objects.create(username=username, nama=username, password=contoh)
        Keanggotaan.objects.create(user=user, peran=peran, instansi=instansi, mulai=kini.date())
    unit = UnitKerja.objects.bulk_create(
        UnitKerja(instansi=instansi, kode=f"B{n:05d}", nama=f"Unit Layanan {n:05d}") for n in range(banyak)
    )
    lke = LembarKerjaEvaluasi.objects.bulk_create(
        LembarKerjaEvaluasi(
            unit=u,
            musim=musim,
            instrumen=musim.instrumen,
            instrumen_sha256=musim.instrumen.sha256,
            predikat_tujuan="WBK",
            status=STATUS[n % len(STATUS)],
            diajukan_pada=None if n % len(STATUS) == 0 else kini,
        )
        for n, u in enumerate(unit)
    )
    kolom = Skor.objects.filter(lapis="unit").values().first()
    kolom = {k: v for k, v in kolom.items() if k not in {"id", "lke_id"}} | {"rincian": {}}
    Skor.objects.bulk_create(Skor(lke=satu, **kolom) for satu in lke)


def main() -> None:
    unit, panjang = int(sys.argv[1]), int(sys.argv[2])
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_instrument", stdout=sys.stderr)
    call_command("seed_demo", "--units", str(unit), "--answers", stdout=sys.stderr)
    daftar_panjang(panjang)
    milik = dict(
        Keanggotaan.objects.filter(user__username__startswith="op0", peran="operator").values_list(
            "user__username", "unit__lke"
        )
    )
    demo = LembarKerjaEvaluasi.objects.get(unit__instansi__kode="KAB-LANGKAT", unit__kode="DUKCAPIL", musim__tahun=2026)
    lke = sorted(milik.items())
    klien = {nama: [pk, lain] for (nama, pk), (_, lain) in zip(lke[:KLIEN], lke[KLIEN : 2 * KLIEN], strict=True)}
    isi = {"klien": klien, "demo": demo.pk}
    print(json.dumps(isi))


main()
