"""Rows of the permission matrix: the seasons, which only TPN's admin and the platform's keep."""

from __future__ import annotations

from evaluation.services.musim import siapkan_musim
from tests.matrix import Baris, Dunia, selalu, semua

PENGELOLA = selalu("tpn_admin", "platform")


def _dipakai(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.musim_id}


def _disiapkan(d: Dunia) -> dict[str, object]:
    return {"pk": d.musim_disiapkan.pk}


def _keduanya(*metode: str) -> list[Baris]:
    """A season in use and one that is prepared; which acts each allows is told, not refused."""
    return [Baris(satu, semua, PENGELOLA, metode=m) for satu in (_dipakai, _disiapkan) for m in metode]


MATRIKS: dict[str, list[Baris]] = {
    "evaluation:musim_list": [Baris(boleh=PENGELOLA)],
    "evaluation:musim_siapkan": [Baris(boleh=PENGELOLA, metode="post", data={"dari": "2026"})],
    "evaluation:musim_detail": _keduanya("get"),
    "evaluation:musim_ubah": _keduanya("get", "post"),
    "evaluation:musim_buka": _keduanya("get", "post"),
    "evaluation:musim_perpanjang": _keduanya("get", "post"),
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Next year's season, which nobody but its keepers knows of yet."""
    dunia.musim_disiapkan = siapkan_musim(dari=dunia.lke.musim, actor=dunia.orang["tpn_admin"])
