"""The demo's notes ready for use: some shared in TPI, some one's own."""

from __future__ import annotations

from evaluation.demo.data import LANGKAT
from evaluation.demo.panggung import Panggung, tercatat
from evaluation.models import CatatanSiap
from evaluation.services.catatan_siap import buat_catatan

# Owner, shared, title, text.
CATATAN = (
    (
        "ketua",
        True,
        "Notula belum ada",
        "Kegiatan disebutkan pada catatan unit, tetapi notula dan daftar hadirnya belum dilampirkan.",
    ),
    (
        "ketua",
        True,
        "Bukti di luar tahun",
        "Bukti bertanggal di luar tahun yang dinilai, sehingga belum dapat diperhitungkan. Mohon bukti tahun berjalan.",
    ),
    (
        "dalnis",
        True,
        "Baru sebagian bidang",
        "Baru sebagian bidang yang melaksanakan; kriteria pilihan ini mensyaratkan seluruh bidang.",
    ),
    (
        "tpi",
        False,
        "SK belum diperbarui",
        "SK masih memuat pejabat lama. Perbarui SK, lalu unggah versi yang ditandatangani.",
    ),
    (
        "tpi",
        False,
        "Sesuai, bukti lengkap",
        "Jawaban sesuai dengan bukti yang dilampirkan.",
    ),
)


def tulis_catatan_siap(panggung: Panggung) -> None:
    """Told once: what is there is left as it is."""
    if CatatanSiap.objects.exists():
        return
    saat, langkat = panggung.hari(-60), panggung.instansi[LANGKAT]
    with tercatat(saat):
        for siapa, bersama, judul, isi in CATATAN:
            actor = panggung.orang[siapa]
            buat_catatan(judul=judul, isi=isi, instansi=langkat if bersama else None, actor=actor)
    CatatanSiap.objects.update(dibuat_pada=saat, diubah_pada=saat)
