"""Many workbooks in one zip through real workers: how long until all are compared, and until all are written."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402  settings must stand first
from django.utils import timezone  # noqa: E402

from bench.hitung import isi  # noqa: E402
from evaluation.buku_kerja.bentuk import Bentuk  # noqa: E402
from evaluation.buku_kerja.tulis import tulis_buku  # noqa: E402
from evaluation.enums.impor_lke import StatusImporLKE as S  # noqa: E402
from evaluation.models import KirimanLKE, LembarKerjaEvaluasi, Musim, Skor  # noqa: E402
from evaluation.selectors.buku import isi_buku  # noqa: E402
from evaluation.selectors.skor import instrumen_lke  # noqa: E402
from evaluation.services.kiriman_lke import terapkan_kiriman, unggah_kiriman  # noqa: E402
from evaluation.services.lke import buka_lke  # noqa: E402
from units.models import Instansi, Keanggotaan, UnitKerja, User  # noqa: E402

BATAS = 1200


def siapkan(banyak: int) -> tuple[list[LembarKerjaEvaluasi], User]:
    """So many empty sheets, and somebody who fills them all."""
    instansi = Instansi.objects.create(kode=f"KIRIM-{banyak}", nama="Instansi Kirim", jenis="kabupaten")
    operator = User.objects.create(username=f"bench-kirim-{banyak}", nama="Pengirim")
    musim, lke = Musim.objects.get(tahun=2026), []
    for n in range(banyak):
        unit = UnitKerja.objects.create(instansi=instansi, kode=f"K{n}", nama=f"Unit Kirim {n:04d}")
        Keanggotaan.objects.create(user=operator, peran="operator", unit=unit, mulai=timezone.localdate())
        lke.append(buka_lke(unit=unit, musim=musim, predikat_tujuan="WBK", actor=operator))
    return lke, operator


def buku(lke: LembarKerjaEvaluasi, operator: User, benih: int) -> bytes:
    """The sheet's own workbook with every question answered."""
    keluar = io.BytesIO()
    penuh = replace(isi_buku(lke, operator), lapis={"unit": isi(instrumen_lke(lke), benih % 97)})
    tulis_buku(penuh, Bentuk.JAWABAN, keluar)
    return keluar.getvalue()


def tunggu(kiriman: KirimanLKE, status: Iterable[str]) -> dict[str, int]:
    """Until no workbook stands in one of these states."""
    akhir = time.monotonic() + BATAS
    while kiriman.impor.filter(status__in=list(status)).exists():
        if time.monotonic() > akhir:
            sys.exit(f"bench: kiriman tidak selesai dalam {BATAS} detik")
        time.sleep(0.2)
    return Counter(kiriman.impor.values_list("status", flat=True))


def main() -> None:
    banyak = int(sys.argv[1])
    lke, operator = siapkan(banyak)
    arsip = io.BytesIO()
    with zipfile.ZipFile(arsip, "w") as zip_:
        for n, satu in enumerate(lke):
            zip_.writestr(f"{n:04}.xlsx", buku(satu, operator, n))
    pekerja = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "zi_portal", "worker", "-c", str(os.cpu_count()), "-l", "ERROR"],
        cwd=Path(__file__).resolve().parent.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        awal = time.perf_counter()
        kiriman = unggah_kiriman(
            instansi=lke[0].unit.instansi,
            musim=lke[0].musim,
            lapis="unit",
            berkas=[SimpleUploadedFile("kiriman.zip", arsip.getvalue())],
            actor=operator,
        )
        terima = time.perf_counter() - awal
        diperiksa = tunggu(kiriman, [S.ANTRE, S.DIPERIKSA])
        periksa = time.perf_counter() - awal
        awal = time.perf_counter()
        lepas = terapkan_kiriman(kiriman=kiriman, actor=operator)
        lepas_detik = time.perf_counter() - awal
        ditulis = tunggu(kiriman, [S.DITERAPKAN])
        tulis = time.perf_counter() - awal
    finally:
        pekerja.terminate()
        pekerja.wait(30)
    lengkap = Skor.objects.filter(lke__in=lke, lapis="unit", lengkap=True).count()
    hasil = {"banyak": banyak, "terima": terima, "periksa": periksa, "lepas": lepas_detik, "tulis": tulis}
    print(json.dumps(hasil | {"diperiksa": diperiksa, "dilepas": lepas, "ditulis": ditulis, "lengkap": lengkap}))


main()
