"""Rows of the permission matrix: the history of a sheet and of an instansi, and two versions side by side."""

from __future__ import annotations

from evaluation.enums import Status
from tests.matrix import (
    AUDITOR,
    DI_TPN,
    DRAF,
    INSTANSI,
    ORANG_UNIT,
    PENGARAH,
    PERBAIKAN,
    PIMPINAN_INSTANSI,
    SESUDAH_TPI,
    TPN,
    Baris,
    Dunia,
    melihat_lke,
    selalu,
)

PENELUSUR = PENGARAH | AUDITOR | {"admin"}
PELAYAN = INSTANSI | PIMPINAN_INSTANSI | AUDITOR | {"tpi_lepas"}


def lke(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk}


def _unduh(d: Dunia) -> dict[str, object]:
    return lke(d) | {"bentuk": "csv"}


def _instansi(d: Dunia) -> dict[str, object]:
    return {"pk": d.instansi.pk}


def _versi_tpi(status: str) -> frozenset[str]:
    if status in {DRAF, Status.DIAJUKAN, Status.PENDAHULUAN}:
        return frozenset()
    orang = INSTANSI
    if status == PERBAIKAN or status in SESUDAH_TPI:
        orang |= ORANG_UNIT | AUDITOR
    return orang | TPN if status in DI_TPN else orang


def _versi_tpn(status: str) -> frozenset[str]:
    if status in {Status.DITETAPKAN, Status.TIDAK_DITETAPKAN}:
        return TPN | INSTANSI | ORANG_UNIT | AUDITOR
    return TPN if status in DI_TPN else frozenset()


MATRIKS: dict[str, list[Baris]] = {
    "evaluation:lke_riwayat": [Baris(lke, melihat_lke)],
    "evaluation:lke_riwayat_unduh": [Baris(_unduh, melihat_lke, selalu(*PENELUSUR))],
    "evaluation:lke_banding": [
        Baris(lke, melihat_lke),
        Baris(lke, _versi_tpi, data={"b": "tpi"}),
        Baris(lke, _versi_tpn, data={"b": "tpn"}),
    ],
    "evaluation:riwayat_saya": [Baris(boleh=selalu(*PENELUSUR, "tpi_lain", "admin_lain", "auditor_lain"))],
    "evaluation:riwayat_instansi": [Baris(_instansi, selalu(*PELAYAN), selalu(*PENELUSUR))],
    "evaluation:riwayat_unduh": [
        Baris(lambda d: _instansi(d) | {"bentuk": "xlsx"}, selalu(*PELAYAN), selalu(*PENELUSUR))
    ],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """The sheet's own moves are history enough."""
