"""The LHE as PDF, one after the other in one process: seconds each, and what memory does meanwhile."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import django

django.setup()

from evaluation.models import LembarKerjaEvaluasi  # noqa: E402  settings must stand first
from reports.selectors.lhe import isi_lhe  # noqa: E402
from reports.services.cetak import cetak_lhe  # noqa: E402


def rss() -> float:
    """Resident memory of this process now, MiB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def main() -> None:
    banyak, batas = int(sys.argv[1]), float(sys.argv[2])
    lke = list(LembarKerjaEvaluasi.objects.filter(skor__lapis="tpi").values_list("pk", flat=True))
    cetak_lhe(isi_lhe(lke[0], ("unit", "tpi")))
    awal, memori, halaman = time.perf_counter(), [rss()], 0
    for nomor in range(banyak):
        _, halaman = cetak_lhe(isi_lhe(lke[nomor % len(lke)], ("unit", "tpi")))
        memori.append(rss())
        if time.perf_counter() - awal > batas:
            break
    banyak = len(memori) - 1
    detik = (time.perf_counter() - awal) / banyak
    memori_kini = {"awal": memori[0], "akhir": memori[-1], "puncak": max(memori)}
    print(json.dumps({"banyak": banyak, "detik": detik, "halaman": halaman} | memori_kini))


main()
