"""The life of an LKE, and of the predicate it may lead to, as data: from where, to where, under which permission, and
whether a reason is owed."""

from __future__ import annotations

from evaluation.enums import STATUS_TPI_BERJALAN, STATUS_TPN_PROSES, Aksi, Status, StatusUsulan
from evaluation.enums.pleno import STATUS_PLENO_TERBUKA, AksiPleno, StatusPleno
from evaluation.enums.predikat import (
    KLARIFIKASI_TERBUKA,
    STATUS_BERLAKU,
    AksiKlarifikasi,
    AksiLaporan,
    AksiPredikat,
    StatusKlarifikasi,
    StatusLaporan,
    StatusPredikat,
)
from evaluation.enums.usulan import AksiUsulan
from zi_portal.common.alur import Langkah

FLOW: dict[Aksi, Langkah] = {
    Aksi.AJUKAN: Langkah(frozenset({Status.DRAF}), Status.DIAJUKAN, "evaluation.ajukan_lke"),
    # Only in the kinds of instansi the season names. Not fit goes back to draf, where every question and its proof is
    # open again: perbaikan opens only what TPI flagged, and tells of a round of TPI that never was.
    Aksi.AJUKAN_PENDAHULUAN: Langkah(frozenset({Status.DRAF}), Status.PENDAHULUAN, "evaluation.ajukan_lke"),
    Aksi.LAYAK_DIEVALUASI: Langkah(frozenset({Status.PENDAHULUAN}), Status.DIAJUKAN, "evaluation.nilai_pendahuluan"),
    Aksi.BELUM_LAYAK_DIEVALUASI: Langkah(
        frozenset({Status.PENDAHULUAN}), Status.DRAF, "evaluation.nilai_pendahuluan", butuh_alasan=True
    ),
    Aksi.MULAI_NILAI: Langkah(frozenset({Status.DIAJUKAN}), Status.DINILAI_TPI, "evaluation.mulai_nilai"),
    Aksi.KEMBALIKAN: Langkah(
        frozenset({Status.DINILAI_TPI}), Status.PERBAIKAN, "evaluation.kembalikan_lke", butuh_alasan=True
    ),
    Aksi.AJUKAN_ULANG: Langkah(frozenset({Status.PERBAIKAN}), Status.DIAJUKAN, "evaluation.ajukan_lke"),
    Aksi.BAWA_PLENO: Langkah(frozenset({Status.DINILAI_TPI}), Status.PLENO, "evaluation.bawa_pleno"),
    # Its reason is owed, too, but stands in RiwayatEvaluasi: this history is the unit's to read.
    Aksi.KEMBALI_NILAI: Langkah(frozenset({Status.PLENO}), Status.DINILAI_TPI, "evaluation.kembali_nilai"),
    Aksi.NYATAKAN_LAYAK: Langkah(STATUS_TPI_BERJALAN, Status.LAYAK, "evaluation.selesaikan_tpi"),
    Aksi.NYATAKAN_TIDAK_LAYAK: Langkah(
        STATUS_TPI_BERJALAN, Status.TIDAK_LAYAK, "evaluation.selesaikan_tpi", butuh_alasan=True
    ),
    Aksi.USULKAN: Langkah(frozenset({Status.LAYAK}), Status.DIUSULKAN, "evaluation.kirim_usulan"),
    # TPN, step by step. What it noted on the way stands in EvaluasiTPN, not in this history, which the unit reads.
    Aksi.MULAI_SELEKSI: Langkah(frozenset({Status.DIUSULKAN}), Status.SELEKSI, "evaluation.mulai_seleksi"),
    Aksi.LOLOS_SELEKSI: Langkah(frozenset({Status.SELEKSI}), Status.DESK, "evaluation.nilai_seleksi"),
    Aksi.BUKA_SANGGAH: Langkah(frozenset({Status.SELEKSI}), Status.SANGGAH, "evaluation.nilai_seleksi"),
    Aksi.TERIMA_SANGGAH: Langkah(frozenset({Status.SANGGAH}), Status.DESK, "evaluation.nilai_sanggah"),
    Aksi.TOLAK_SANGGAH: Langkah(
        frozenset({Status.SANGGAH}), Status.TIDAK_DITETAPKAN, "evaluation.nilai_sanggah", butuh_alasan=True
    ),
    Aksi.LULUS_DESK: Langkah(frozenset({Status.DESK}), Status.WAWANCARA, "evaluation.isi_desk"),
    Aksi.GAGAL_DESK: Langkah(frozenset({Status.DESK}), Status.PENETAPAN, "evaluation.isi_desk"),
    Aksi.SELESAI_WAWANCARA: Langkah(frozenset({Status.WAWANCARA}), Status.LAPANGAN, "evaluation.isi_wawancara"),
    Aksi.SELESAI_LAPANGAN: Langkah(frozenset({Status.LAPANGAN}), Status.PENETAPAN, "evaluation.isi_lapangan"),
    Aksi.BAWA_PANEL: Langkah(frozenset({Status.LAPANGAN}), Status.PANEL, "evaluation.isi_lapangan"),
    Aksi.SELESAI_PANEL: Langkah(frozenset({Status.PANEL}), Status.PENETAPAN, "evaluation.isi_panel"),
    Aksi.GUGURKAN: Langkah(STATUS_TPN_PROSES, Status.GUGUR, "evaluation.gugurkan_lke", butuh_alasan=True),
    Aksi.TETAPKAN: Langkah(frozenset({Status.PENETAPAN}), Status.DITETAPKAN, "evaluation.putuskan_tpn"),
    Aksi.TOLAK: Langkah(
        frozenset({Status.PENETAPAN}), Status.TIDAK_DITETAPKAN, "evaluation.putuskan_tpn", butuh_alasan=True
    ),
    Aksi.TARIK: Langkah(STATUS_TPN_PROSES, Status.DITARIK, "evaluation.tarik_lke", butuh_alasan=True),
    Aksi.TETAPKAN_MANDIRI: Langkah(frozenset({Status.LAYAK}), Status.DITETAPKAN, "evaluation.tetapkan_mandiri"),
}

# The life of a proposal. It ends by its units: the last decision closes it, the last withdrawal takes it back.
FLOW_USULAN: dict[AksiUsulan, Langkah] = {
    AksiUsulan.KIRIM: Langkah(frozenset({StatusUsulan.DISUSUN}), StatusUsulan.DIAJUKAN, "evaluation.kirim_usulan"),
    AksiUsulan.SELESAI: Langkah(frozenset({StatusUsulan.DIAJUKAN}), StatusUsulan.SELESAI, "evaluation.putuskan_tpn"),
    AksiUsulan.TARIK: Langkah(
        frozenset({StatusUsulan.DIAJUKAN}), StatusUsulan.DITARIK, "evaluation.tarik_usulan", butuh_alasan=True
    ),
}

# A predicate's SK and its end are decisions outside the portal; the portal records them.
FLOW_PREDIKAT: dict[AksiPredikat, Langkah] = {
    AksiPredikat.MULAI_KLARIFIKASI: Langkah(
        frozenset({StatusPredikat.AKTIF}), StatusPredikat.DALAM_KLARIFIKASI, "evaluation.buka_klarifikasi"
    ),
    AksiPredikat.AKHIRI_KLARIFIKASI: Langkah(
        frozenset({StatusPredikat.DALAM_KLARIFIKASI}),
        StatusPredikat.AKTIF,
        "evaluation.pulihkan_predikat",
        butuh_alasan=True,
    ),
    AksiPredikat.GANTIKAN: Langkah(
        frozenset({StatusPredikat.AKTIF}), StatusPredikat.DIGANTIKAN, "evaluation.putuskan_tpn"
    ),
    AksiPredikat.KEDALUWARSA: Langkah(STATUS_BERLAKU, StatusPredikat.KEDALUWARSA, ""),
    AksiPredikat.CABUT: Langkah(STATUS_BERLAKU, StatusPredikat.DICABUT, "evaluation.cabut_predikat", butuh_alasan=True),
}

FLOW_LAPORAN: dict[AksiLaporan, Langkah] = {
    AksiLaporan.KIRIM: Langkah(
        frozenset({StatusLaporan.DRAF, StatusLaporan.DIKEMBALIKAN}), StatusLaporan.DIKIRIM, "evaluation.isi_laporan"
    ),
    AksiLaporan.TERIMA: Langkah(
        frozenset({StatusLaporan.DIKIRIM}), StatusLaporan.DITERIMA, "evaluation.periksa_laporan"
    ),
    AksiLaporan.KEMBALIKAN: Langkah(
        frozenset({StatusLaporan.DIKIRIM}),
        StatusLaporan.DIKEMBALIKAN,
        "evaluation.periksa_laporan",
        butuh_alasan=True,
    ),
}

FLOW_KLARIFIKASI: dict[AksiKlarifikasi, Langkah] = {
    AksiKlarifikasi.JAWAB: Langkah(
        KLARIFIKASI_TERBUKA, StatusKlarifikasi.DIJAWAB, "evaluation.jawab_klarifikasi", butuh_alasan=True
    ),
    AksiKlarifikasi.NYATAKAN_TERBUKTI: Langkah(
        KLARIFIKASI_TERBUKA, StatusKlarifikasi.TERBUKTI, "evaluation.tutup_klarifikasi", butuh_alasan=True
    ),
    AksiKlarifikasi.NYATAKAN_TIDAK_TERBUKTI: Langkah(
        KLARIFIKASI_TERBUKA, StatusKlarifikasi.TIDAK_TERBUKTI, "evaluation.tutup_klarifikasi", butuh_alasan=True
    ),
}

# A meeting of TPI. What was closed stays closed: its decisions stand in TPI's values.
FLOW_PLENO: dict[AksiPleno, Langkah] = {
    AksiPleno.MULAI: Langkah(frozenset({StatusPleno.DISUSUN}), StatusPleno.BERLANGSUNG, "evaluation.kelola_pleno"),
    AksiPleno.TUTUP: Langkah(frozenset({StatusPleno.BERLANGSUNG}), StatusPleno.DITUTUP, "evaluation.kelola_pleno"),
    AksiPleno.BATALKAN: Langkah(
        STATUS_PLENO_TERBUKA, StatusPleno.DIBATALKAN, "evaluation.kelola_pleno", butuh_alasan=True
    ),
}
