"""Rows of the permission matrix: master data."""

from __future__ import annotations

from django.core.files.base import ContentFile

from tests.matrix import PENGARAH, Baris, Dunia, selalu
from units.models import Impor

# Who looks after the people of this instansi; who may hand in any table above the units.
PENGELOLA = frozenset({"admin", "platform"})
PEMAKAI = PENGELOLA | PENGARAH | {"tpi_lain", "admin_lain", "tpn_admin"}


def impor(d: Dunia) -> dict[str, object]:
    return {"impor_pk": d.impor_induk.pk}


def jenis(d: Dunia) -> dict[str, object]:
    return {"jenis": "unit_kerja"}


terlihat = selalu(*PENGELOLA)
MATRIKS: dict[str, list[Baris]] = {
    "units:induk_list": [Baris(boleh=selalu(*PEMAKAI), sekali=True)],
    "units:induk_baru": [
        Baris(jenis, boleh=selalu("admin", "admin_lain", "platform"), sekali=True),
        Baris(jenis, boleh=selalu("admin", "admin_lain", "platform"), metode="post", sekali=True),
    ],
    # With several instansi one is chosen first, and there is no template before that.
    "units:induk_contoh": [
        Baris(jenis, boleh=selalu("admin", "admin_lain", "platform"), kosong=selalu("platform"), sekali=True)
    ],
    "units:induk_detail": [Baris(impor, terlihat, terlihat, sekali=True)],
    "units:induk_terapkan": [Baris(impor, terlihat, terlihat, metode="post", sekali=True)],
    "units:induk_batalkan": [
        Baris(impor, terlihat, terlihat, sekali=True),
        Baris(impor, terlihat, terlihat, metode="post", sekali=True),
    ],
    "units:induk_berkas": [Baris(impor, terlihat, terlihat, sekali=True)],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """A table of the instansi that waits to be applied."""
    dunia.impor_induk = Impor.objects.create(
        instansi=dunia.instansi,
        tahun=2026,
        jenis="unit_kerja",
        nama="unit.csv",
        ukuran=10,
        sha256="0" * 64,
        isi=ContentFile(b"Kode;Nama\r\n", name="unit.csv"),
        status="siap",
        hasil={"hitung": {"baru": 1}, "sidik": "s"},
        diunggah_oleh=dunia.orang["admin"],
    )
