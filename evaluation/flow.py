"""The life of an LKE as data: from where, to where, under which permission, and whether a reason is owed."""

from __future__ import annotations

from evaluation.enums import Aksi, Status
from zi_portal.common.alur import Langkah

FLOW: dict[Aksi, Langkah] = {
    Aksi.AJUKAN: Langkah(frozenset({Status.DRAF}), Status.DIAJUKAN, "evaluation.ajukan_lke"),
    Aksi.MULAI_NILAI: Langkah(frozenset({Status.DIAJUKAN}), Status.DINILAI_TPI, "evaluation.mulai_nilai"),
    Aksi.KEMBALIKAN: Langkah(
        frozenset({Status.DINILAI_TPI}), Status.PERBAIKAN, "evaluation.kembalikan_lke", butuh_alasan=True
    ),
    Aksi.AJUKAN_ULANG: Langkah(frozenset({Status.PERBAIKAN}), Status.DIAJUKAN, "evaluation.ajukan_lke"),
    Aksi.NYATAKAN_LAYAK: Langkah(frozenset({Status.DINILAI_TPI}), Status.LAYAK, "evaluation.selesaikan_tpi"),
    Aksi.NYATAKAN_TIDAK_LAYAK: Langkah(
        frozenset({Status.DINILAI_TPI}), Status.TIDAK_LAYAK, "evaluation.selesaikan_tpi", butuh_alasan=True
    ),
    Aksi.USULKAN: Langkah(frozenset({Status.LAYAK}), Status.DIUSULKAN, "evaluation.kirim_usulan"),
    Aksi.TETAPKAN: Langkah(frozenset({Status.DIUSULKAN}), Status.DITETAPKAN, "evaluation.putuskan_tpn"),
    Aksi.TOLAK: Langkah(
        frozenset({Status.DIUSULKAN}), Status.TIDAK_DITETAPKAN, "evaluation.putuskan_tpn", butuh_alasan=True
    ),
}
