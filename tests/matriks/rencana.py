"""Rows of the permission matrix: the plan of stage III."""

from __future__ import annotations

import datetime as dt

from tests.matriks.buku import baris_buku
from tests.matrix import PENGISI, UNIT_TERLIHAT, Baris, Dunia, selalu, unit
from units.models import ButirAksi, Inovasi, IsuStrategis, LayananUtama, Risiko

PUBLIK: set[str] = set()
TERLIHAT, BOLEH = selalu(*UNIT_TERLIHAT), selalu(*PENGISI)


def _butir(d: Dunia) -> dict[str, object]:
    return {"pk": d.unit.pk, "baris_pk": d.aksi.pk}


def _isi(alamat, *metode: str) -> list[Baris]:
    """Rows of an address for those who fill the plan."""
    return [Baris(alamat, TERLIHAT, BOLEH, metode=m) for m in metode]


MATRIKS: dict[str, list[Baris]] = {
    **baris_buku("layanan"),
    **baris_buku("isu"),
    **baris_buku("risiko"),
    **baris_buku("inovasi"),
    **baris_buku("aksi"),
    "units:aksi_salin": _isi(unit, "get", "post"),
    "units:aksi_kemajuan": _isi(_butir, "get", "post"),
    "units:aksi_mulai": _isi(_butir, "post"),
    "units:aksi_selesaikan": _isi(_butir, "post"),
    "units:aksi_batalkan": _isi(_butir, "get", "post"),
    "units:aksi_buka_lagi": _isi(_butir, "get", "post"),
}


def lengkapi(dunia: Dunia) -> None:
    """Hang on the unit what these addresses point at."""
    milik = {"unit": dunia.unit, "tahun": 2026, "dibuat_oleh": dunia.orang["operator"]}
    dunia.layanan = LayananUtama.objects.create(nama="Akta kelahiran", **milik)
    dunia.isu = IsuStrategis.objects.create(judul="Antrean panjang", **milik)
    dunia.risiko = Risiko.objects.create(uraian="Pungutan liar", kemungkinan=3, dampak=5, **milik)
    dunia.inovasi = Inovasi.objects.create(nama="Jemput bola", masalah="Warga jauh", **milik)
    dunia.aksi = ButirAksi.objects.create(
        nama="Menyusun SOP",
        area=2,
        keluaran="SOP",
        target="5 SOP",
        pic_nama="Siti Aminah",
        mulai=dt.date(2026, 1, 5),
        tenggat=dt.date(2026, 12, 31),
        **milik,
    )
