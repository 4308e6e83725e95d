"""Rows of the permission matrix: data pendukung and IKU."""

from __future__ import annotations

from tests.matriks.buku import baris_buku
from tests.matrix import PENGIKUT, PENGISI, UNIT_TERLIHAT, Baris, Dunia, selalu, unit
from units.models import IKU


def iku(d: Dunia) -> dict[str, object]:
    return {"pk": d.unit.pk, "baris_pk": d.iku.pk}


terlihat = selalu(*UNIT_TERLIHAT)
MATRIKS: dict[str, list[Baris]] = baris_buku("iku") | {
    "units:data_pendukung": [
        Baris(unit, terlihat, selalu(*PENGIKUT)),
        Baris(unit, terlihat, selalu(*PENGISI), metode="post", data={"kelompok": "pegawai"}),
    ],
    "units:data_pendukung_riwayat": [
        Baris(lambda d: {"pk": d.unit.pk, "kode": "pegawai_pns"}, terlihat, selalu(*PENGIKUT))
    ],
    "units:iku_realisasi": [
        Baris(iku, terlihat, selalu(*PENGISI)),
        Baris(iku, terlihat, selalu(*PENGISI), metode="post"),
    ],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Hang on the unit what these addresses point at."""
    dunia.iku = IKU.objects.create(
        unit=dunia.unit, tahun=2026, nama="Cakupan", satuan="persen", target=98, dibuat_oleh=dunia.orang["operator"]
    )
