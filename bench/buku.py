"""The official workbook out and in: one sheet of full answers, notes and proof, in one process, without a database."""

from __future__ import annotations

import io
import json
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

from bench.hitung import isi
from evaluation.buku_kerja.baca import baca_buku
from evaluation.buku_kerja.bentuk import Bentuk
from evaluation.buku_kerja.isi import IsiBuku
from evaluation.buku_kerja.tulis import tulis_buku
from evaluation.instrumen import bawaan

KALI = 5


def lama(kerja: Callable[[], object]) -> float:
    """Milliseconds, the median of some."""
    hasil = []
    for _n in range(KALI):
        awal = time.perf_counter()
        kerja()
        hasil.append((time.perf_counter() - awal) * 1000)
    return statistics.median(hasil)


def tulis(buku: IsiBuku, bentuk: Bentuk) -> bytes:
    keluar = io.BytesIO()
    tulis_buku(buku, bentuk, keluar)
    return keluar.getvalue()


def soffice(berkas: bytes) -> float | None:
    """Seconds in which LibreOffice opens, recalculates and saves the same workbook; None where it isn't installed."""
    program = shutil.which("soffice")
    if not program:
        return None
    with tempfile.TemporaryDirectory() as ruang:
        asal = Path(ruang) / "lke.xlsx"
        asal.write_bytes(berkas)
        perintah = [program, f"-env:UserInstallation=file://{ruang}/profil", "--headless", "--convert-to", "xlsx"]
        perintah += ["--outdir", f"{ruang}/keluar", str(asal)]
        subprocess.run(perintah, check=True, capture_output=True)  # makes its profile
        awal = time.perf_counter()
        subprocess.run(perintah, check=True, capture_output=True)
        return time.perf_counter() - awal


def main() -> None:
    django.setup()  # the words of refusals want it
    instrumen = bawaan()
    kode = [p.kode for p in instrumen.semua_pertanyaan]
    buku = IsiBuku(
        instrumen,
        "RSUD",
        "Kabupaten",
        2026,
        "WBK",
        lapis={"unit": isi(instrumen, 1), "tpi": isi(instrumen, 2)},
        catatan={lapis: dict.fromkeys(kode, "Sesuai dokumen pendukung. " * 8) for lapis in ("unit", "tpi")},
        bukti={k: [(f"Dokumen {k} {n}", "https://contoh.go.id/dokumen") for n in range(3)] for k in kode},
        terlihat_tpi=True,
    )
    hasil: dict[str, object] = {}
    for bentuk in Bentuk:
        berkas = tulis(buku, bentuk)
        hasil[bentuk.value] = {
            "tulis": lama(lambda bentuk=bentuk: tulis(buku, bentuk)),
            "baca": lama(lambda berkas=berkas: baca_buku(io.BytesIO(berkas), "lke.xlsx", instrumen)),
            "kb": len(berkas) / 1024,
        }
    hasil["soffice"] = soffice(tulis(buku, Bentuk.LKE_ZI))
    print(json.dumps(hasil))


if __name__ == "__main__":
    main()
