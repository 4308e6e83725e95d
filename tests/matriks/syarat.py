"""Rows of the permission matrix: requirements of a sheet and of an instansi."""

from __future__ import annotations

from django.core.files.base import ContentFile

from evaluation.models import BerkasEvaluasi, NilaiSyarat
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
    TPI,
    TPN,
    Baris,
    Dunia,
    Orang,
    melihat_lke,
    selalu,
)

MENGIKUTI = PENGARAH | {"admin"} | PIMPINAN_INSTANSI | TPN
TERLIHAT = INSTANSI | AUDITOR | {"tpi_lepas"} | PIMPINAN_INSTANSI | TPN


def membaca(status: str) -> Orang:
    """As TPI's values: the unit and the auditor wait for a release, TPN for the proposal."""
    if status == DRAF:
        return frozenset()
    orang = INSTANSI
    if status == PERBAIKAN or status in SESUDAH_TPI:
        orang |= ORANG_UNIT | AUDITOR
    return orang | TPN if status in DI_TPN else orang


def _lke(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk}


def _satu(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk, "kode": "unit-sakip"}


def _berkas(d: Dunia) -> dict[str, object]:
    return _satu(d) | {"berkas_pk": d.berkas_syarat.pk}


def _instansi(d: Dunia) -> dict[str, object]:
    return {"pk": d.instansi.pk}


def _nilai(d: Dunia) -> dict[str, object]:
    return {"pk": d.instansi.pk, "kode": "instansi-opini"}


def _berkas_instansi(d: Dunia) -> dict[str, object]:
    return _nilai(d) | {"berkas_pk": d.berkas_instansi.pk}


ALASAN = {"alasan": "Dalam proses"}
MATRIKS: dict[str, list[Baris]] = {
    # Whoever holds the role and comes too late is led back with the present state: allowed, and harmless.
    "evaluation:lke_syarat": [
        Baris(_lke, melihat_lke, membaca),
        Baris(_lke, melihat_lke, selalu(*TPI), metode="post", data={"nilai-unit-sakip": "A"}),
    ],
    "evaluation:lke_syarat_detail": [Baris(_satu, melihat_lke, membaca)],
    "evaluation:lke_syarat_kecuali": [Baris(_satu, melihat_lke, selalu(*PENGARAH), metode="post", data=ALASAN)],
    "evaluation:lke_syarat_cabut": [Baris(_satu, melihat_lke, selalu(*PENGARAH), metode="post", data=ALASAN)],
    "evaluation:lke_syarat_unggah": [Baris(_satu, melihat_lke, selalu(*TPI), metode="post")],
    "evaluation:lke_syarat_buang": [Baris(_berkas, melihat_lke, selalu(*TPI), metode="post")],
    "evaluation:persyaratan": [Baris(_instansi, selalu(*TERLIHAT), selalu(*MENGIKUTI))],
    "evaluation:persyaratan_isi": [
        Baris(_nilai, selalu(*TERLIHAT), selalu(*MENGIKUTI)),
        Baris(_nilai, selalu(*TERLIHAT), selalu("admin"), metode="post", data={"nilai": "WTP", "sumber": "LHP"}),
    ],
    "evaluation:persyaratan_buang": [Baris(_berkas_instansi, selalu(*TERLIHAT), selalu("admin"), metode="post")],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """A file on a requirement of the sheet, and one on a value of the instansi."""
    isi = {"instansi": dunia.instansi, "musim": dunia.lke.musim, "diubah_oleh": dunia.orang["admin"]}
    milik_lke, _ = NilaiSyarat.objects.get_or_create(lke=dunia.lke, kode="unit-sakip", defaults=isi)
    milik_instansi = NilaiSyarat.objects.create(kode="instansi-opini", nilai="WTP", **isi)
    dunia.berkas_syarat = _buat(milik_lke, dunia)
    dunia.berkas_instansi = _buat(milik_instansi, dunia)


def _buat(baris: NilaiSyarat, dunia: Dunia) -> BerkasEvaluasi:
    return BerkasEvaluasi.objects.create(
        benda=baris.BENDA,
        objek_id=baris.pk,
        jenis="bukti",
        nama="lhe.txt",
        mime="text/plain",
        ukuran=3,
        sha256="0" * 64,
        isi=ContentFile(b"LHE", name="lhe.txt"),
        diunggah_oleh=dunia.orang["admin"],
    )
