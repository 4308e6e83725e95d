"""Rows of the permission matrix: impor."""

from __future__ import annotations

from django.core.files.base import ContentFile

from tests.matrix import PENGIKUT, PENGISI, UNIT_TERLIHAT, Baris, Dunia, selalu, unit
from units.models import Impor


def jenis(d: Dunia) -> dict[str, object]:
    return {"pk": d.unit.pk, "jenis": "pegawai"}


def impor(d: Dunia) -> dict[str, object]:
    return {"pk": d.unit.pk, "impor_pk": d.impor.pk}


terlihat = selalu(*UNIT_TERLIHAT)
MATRIKS: dict[str, list[Baris]] = {
    "units:impor_list": [Baris(unit, terlihat, selalu(*PENGIKUT))],
    "units:impor_baru": [
        Baris(jenis, terlihat, selalu(*PENGISI)),
        Baris(jenis, terlihat, selalu(*PENGISI), metode="post"),
    ],
    "units:impor_contoh": [Baris(jenis, terlihat, selalu(*PENGISI))],
    "units:impor_detail": [Baris(impor, terlihat, selalu(*PENGIKUT))],
    "units:impor_terapkan": [Baris(impor, terlihat, selalu(*PENGISI), metode="post")],
    "units:impor_batalkan": [
        Baris(impor, terlihat, selalu(*PENGISI)),
        Baris(impor, terlihat, selalu(*PENGISI), metode="post"),
    ],
    "units:impor_berkas": [Baris(impor, terlihat, selalu(*PENGISI))],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Hang on the unit what these addresses point at."""
    dunia.impor = Impor.objects.create(
        unit=dunia.unit,
        tahun=2026,
        jenis="pegawai",
        nama="pegawai.csv",
        ukuran=10,
        sha256="0" * 64,
        isi=ContentFile(b"NIP;Nama\r\n", name="pegawai.csv"),
        status="siap",
        hasil={"hitung": {"baru": 1}, "sidik": "s"},
        diunggah_oleh=dunia.orang["operator"],
    )
