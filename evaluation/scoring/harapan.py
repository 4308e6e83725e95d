"""The scores of one LKE as JSON, with the keys that `score_lke` prints and stored results are compared by."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from evaluation.scoring.hitung import Skor, desimal


def harapan(skor: Skor) -> dict[str, Any]:
    """All numbers as decimal text with ten places, rounded half up; the two display values with two."""
    return {
        "lengkap": skor.lengkap,
        "belum_diisi": list(skor.belum_diisi),
        "pertanyaan": {kode: None if nilai is None else _teks(nilai) for kode, nilai in skor.pertanyaan.items()},
        "indikator": {kode: _teks(nilai) for kode, nilai in skor.indikator.items()},
        "area": {kode: _teks(nilai) for kode, nilai in skor.area.items()},
        "area_gabungan": {
            nomor: {"nilai": _teks(area.nilai), "persen": _teks(area.persen)}
            for nomor, area in skor.area_gabungan.items()
        },
        "aspek": {kode: _teks(nilai) for kode, nilai in skor.aspek.items()},
        "komponen": {kode: _teks(nilai) for kode, nilai in skor.komponen.items()},
        "total": _teks(skor.total),
        "total_tampil": _teks(skor.total, 2),
        "pengungkit_tampil": _teks(skor.pengungkit, 2),
        "syarat": {predikat: dict(syarat) for predikat, syarat in skor.syarat.items()},
        "gagal": {predikat: list(kode) for predikat, kode in skor.gagal.items()},
        "predikat": skor.predikat,
        "info_area_per_aspek_terpenuhi": dict(skor.info_area_per_aspek_terpenuhi),
    }


def _teks(angka: Fraction, places: int = 10) -> str:
    return format(desimal(angka, places), "f")
