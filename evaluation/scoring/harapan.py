"""The scores of one LKE as JSON, with the keys that `score_lke` prints and stored results are compared by."""

from __future__ import annotations

from typing import Any

from evaluation.scoring.hitung import Skor, teks_desimal


def harapan(skor: Skor) -> dict[str, Any]:
    """All numbers as decimal text with ten places, rounded half up; the two display values with two."""
    return {
        "lengkap": skor.lengkap,
        "belum_diisi": list(skor.belum_diisi),
        "pertanyaan": {kode: None if nilai is None else teks_desimal(nilai) for kode, nilai in skor.pertanyaan.items()},
        "indikator": {kode: teks_desimal(nilai) for kode, nilai in skor.indikator.items()},
        "area": {kode: teks_desimal(nilai) for kode, nilai in skor.area.items()},
        "area_gabungan": {
            nomor: {"nilai": teks_desimal(area.nilai), "persen": teks_desimal(area.persen)}
            for nomor, area in skor.area_gabungan.items()
        },
        "aspek": {kode: teks_desimal(nilai) for kode, nilai in skor.aspek.items()},
        "komponen": {kode: teks_desimal(nilai) for kode, nilai in skor.komponen.items()},
        "total": teks_desimal(skor.total),
        "total_tampil": teks_desimal(skor.total, 2),
        "pengungkit_tampil": teks_desimal(skor.pengungkit, 2),
        "syarat": {predikat: dict(syarat) for predikat, syarat in skor.syarat.items()},
        "gagal": {predikat: list(kode) for predikat, kode in skor.gagal.items()},
        "predikat": skor.predikat,
        "info_area_per_aspek_terpenuhi": dict(skor.info_area_per_aspek_terpenuhi),
    }
