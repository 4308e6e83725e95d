"""Scoring alone: 10,000 sheets in memory, in one process, without a database."""

from __future__ import annotations

import sys
import time

from evaluation import scoring
from evaluation.instrumen import bawaan


def isi(instrumen: scoring.Instrumen, ragam: int) -> dict[str, str | int]:
    """A full sheet; each of the 97 kinds has other options and counts."""
    jawaban: dict[str, str | int] = {}
    for urut, p in enumerate(instrumen.semua_pertanyaan):
        if p.opsi:
            jawaban[p.kode] = p.opsi[(urut * 7 + ragam) % len(p.opsi)].kunci
        elif p.jenis == "nilai_0_4":
            jawaban[p.kode] = f"3.{ragam}"
        else:
            jawaban |= {m.kode: 10 + (urut + ragam) % 7 for m in p.masukan}
    return jawaban


def main() -> None:
    banyak, instrumen = int(sys.argv[1]), bawaan()
    semua = [isi(instrumen, ragam) for ragam in range(97)]
    scoring.hitung(instrumen, semua[0])
    awal = time.perf_counter()
    for nomor in range(banyak):
        scoring.hitung(instrumen, semua[nomor % 97])
    hitung = (time.perf_counter() - awal) / banyak * 1000
    skor, awal = scoring.hitung(instrumen, {}), time.perf_counter()
    for _n in range(20):
        scoring.what_is_missing(instrumen, {}, skor, "WBBM")
    print(hitung, (time.perf_counter() - awal) / 20 * 1000)


if __name__ == "__main__":
    main()
