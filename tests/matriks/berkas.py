"""Rows of the permission matrix: files on the things around a sheet."""

from __future__ import annotations

from django.core.files.base import ContentFile

from evaluation.models import BerkasEvaluasi
from tests.matrix import DI_TPN, TPN, Baris, Dunia


def membaca_usulan(status: str) -> frozenset[str]:
    return frozenset({"admin"}) | (TPN if status in DI_TPN else frozenset())


def _berkas(d: Dunia) -> dict[str, object]:
    return {"pk": d.berkas_usulan.pk}


MATRIKS: dict[str, list[Baris]] = {
    "evaluation:berkas_evaluasi": [Baris(_berkas, membaca_usulan)],
    "evaluation:berkas_evaluasi_lihat": [Baris(_berkas, membaca_usulan)],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """A letter on the proposal."""
    dunia.berkas_usulan = BerkasEvaluasi.objects.create(
        benda=dunia.usulan.BENDA,
        objek_id=dunia.usulan.pk,
        jenis="surat",
        nama="surat.txt",
        mime="text/plain",
        ukuran=5,
        sha256="0" * 64,
        isi=ContentFile(b"Surat", name="surat.txt"),
        diunggah_oleh=dunia.orang["admin"],
    )
