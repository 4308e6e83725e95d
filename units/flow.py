"""The moves of the four stages as data: from where, to where, under which permission, whether a reason is owed.

Permissions are asked of the thing that moves. ``units.services.tahap.gerak`` makes a move; nothing else changes a
status.
"""

from __future__ import annotations

from units.enums.tahap import (
    Benda,
    StatusAksi,
    StatusCalon,
    StatusKonsultasi,
    StatusMonev,
    StatusPemantauan,
    StatusPencanangan,
    StatusRekomendasi,
    StatusTemuan,
    StatusTindakLanjut,
)
from zi_portal.common.alur import Langkah

P, C, A, M = StatusPencanangan, StatusCalon, StatusAksi, StatusMonev
K, N, T, R = StatusKonsultasi, StatusPemantauan, StatusTemuan, StatusRekomendasi

FLOW: dict[Benda, dict[str, Langkah]] = {
    Benda.PENCANANGAN: {
        "ajukan": Langkah(frozenset({P.DRAF}), P.DIAJUKAN, "units.isi_pencanangan"),
        "kembalikan": Langkah(frozenset({P.DIAJUKAN}), P.DRAF, "units.sahkan_pencanangan", butuh_alasan=True),
        "canangkan": Langkah(frozenset({P.DIAJUKAN}), P.DICANANGKAN, "units.sahkan_pencanangan"),
        "lengkapi": Langkah(frozenset({P.DICANANGKAN}), P.LENGKAP, "units.isi_pencanangan"),
        "batalkan": Langkah(
            frozenset({P.DRAF, P.DIAJUKAN, P.DICANANGKAN, P.LENGKAP}),
            P.DIBATALKAN,
            "units.sahkan_pencanangan",
            butuh_alasan=True,
        ),
    },
    Benda.CALON_UNIT: {
        "tetapkan": Langkah(frozenset({C.CALON}), C.DITETAPKAN, "units.kelola_penetapan"),
        "keluarkan": Langkah(frozenset({C.DITETAPKAN}), C.DIKELUARKAN, "units.kelola_penetapan", butuh_alasan=True),
    },
    Benda.AKSI: {
        "mulai": Langkah(frozenset({A.RENCANA}), A.BERJALAN, "units.isi_tahap"),
        "selesaikan": Langkah(frozenset({A.RENCANA, A.BERJALAN}), A.SELESAI, "units.isi_tahap"),
        "batalkan": Langkah(frozenset({A.RENCANA, A.BERJALAN}), A.DIBATALKAN, "units.isi_tahap", butuh_alasan=True),
        "buka_lagi": Langkah(frozenset({A.SELESAI, A.DIBATALKAN}), A.BERJALAN, "units.isi_tahap", butuh_alasan=True),
    },
    Benda.MONEV: {
        "sahkan": Langkah(frozenset({M.DRAF}), M.DISAHKAN, "units.sahkan_tahap"),
        "buka_lagi": Langkah(frozenset({M.DISAHKAN}), M.DRAF, "units.sahkan_tahap", butuh_alasan=True),
    },
    Benda.TINDAK_LANJUT: {
        "selesaikan": Langkah(
            frozenset({StatusTindakLanjut.TERBUKA}), StatusTindakLanjut.SELESAI, "units.isi_tahap", butuh_alasan=True
        ),
    },
    Benda.KONSULTASI: {
        "jawab": Langkah(frozenset({K.TERBUKA}), K.DIJAWAB, "units.jawab_konsultasi"),
        "tanya_lagi": Langkah(frozenset({K.DIJAWAB}), K.TERBUKA, "units.tanya_konsultasi"),
        "tutup": Langkah(frozenset({K.TERBUKA, K.DIJAWAB}), K.SELESAI, "units.tanya_konsultasi"),
    },
    Benda.PEMANTAUAN: {
        "terbitkan": Langkah(frozenset({N.DRAF}), N.TERBIT, "units.pantau"),
    },
    Benda.TEMUAN: {
        "tindak_lanjuti": Langkah(
            frozenset({T.TERBUKA, T.DIKEMBALIKAN}), T.DITINDAKLANJUTI, "units.isi_tahap", butuh_alasan=True
        ),
        "verifikasi": Langkah(frozenset({T.DITINDAKLANJUTI}), T.DIVERIFIKASI, "units.pantau"),
        "kembalikan": Langkah(frozenset({T.DITINDAKLANJUTI}), T.DIKEMBALIKAN, "units.pantau", butuh_alasan=True),
        "buka_lagi": Langkah(frozenset({T.DIVERIFIKASI}), T.TERBUKA, "units.pantau", butuh_alasan=True),
    },
    Benda.REKOMENDASI: {
        "sampaikan": Langkah(frozenset({R.DRAF}), R.DISAMPAIKAN, "units.pantau_pengarah"),
        "terima": Langkah(frozenset({R.DISAMPAIKAN}), R.DITERIMA, "units.pimpin_instansi"),
        "tarik": Langkah(frozenset({R.DISAMPAIKAN}), R.DRAF, "units.pantau_pengarah", butuh_alasan=True),
    },
}


def daftarkan_alur(benda: Benda, langkah: dict[str, Langkah]) -> None:
    """Another room says how its things move. Called once, from ``ready()``."""
    FLOW[benda] = langkah
