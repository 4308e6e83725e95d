"""Rows of the permission matrix: notes ready for use. Kept by assessors alone; a shared one is read by TPI of its
instansi and changed by its owner."""

from __future__ import annotations

from evaluation.models import CatatanSiap
from tests.matrix import TPI, TPN, Baris, Dunia, selalu

PENYIMPAN = selalu(*TPI, *TPN, "tpi_lepas", "tpi_lain")
PEMBACA = selalu(*TPI, "tpi_lepas")
PEMILIK = selalu("tpi_anggota")
ISI = {"judul": "Judul", "isi": "Teks"}


def _satu(d: Dunia) -> dict[str, object]:
    return {"pk": d.catatan_siap.pk}


MATRIKS: dict[str, list[Baris]] = {
    "evaluation:catatan_siap_list": [Baris(boleh=PENYIMPAN, sekali=True)],
    "evaluation:catatan_siap_pilih": [Baris(boleh=PENYIMPAN, sekali=True)],
    "evaluation:catatan_siap_baru": [
        Baris(boleh=PENYIMPAN, sekali=True),
        Baris(boleh=PENYIMPAN, metode="post", data=ISI, sekali=True),
    ],
    "evaluation:catatan_siap_ubah": [
        Baris(_satu, PEMBACA, PEMILIK, sekali=True),
        Baris(_satu, PEMBACA, PEMILIK, metode="post", data=ISI, sekali=True),
    ],
    "evaluation:catatan_siap_bagikan": [Baris(_satu, PEMBACA, PEMILIK, metode="post", sekali=True)],
    "evaluation:catatan_siap_hapus": [
        Baris(_satu, PEMBACA, PEMILIK, sekali=True),
        Baris(_satu, PEMBACA, PEMILIK, metode="post", sekali=True),
    ],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """A note of the assigned member, shared in the instansi."""
    dunia.catatan_siap = CatatanSiap.objects.create(
        pemilik=dunia.orang["tpi_anggota"], instansi=dunia.instansi, judul="Notula", isi="Notula belum dilampirkan."
    )
