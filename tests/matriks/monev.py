"""Rows of the permission matrix: the quarterly monev, its follow-up, the seven duties."""

from __future__ import annotations

import datetime as dt

from tests.matriks.buku import baris_buku
from tests.matrix import PENGIKUT, PENGISI, UNIT_TERLIHAT, Baris, Dunia, selalu, unit
from units.models import Monev, TindakLanjutMonev

TERLIHAT = selalu(*UNIT_TERLIHAT)


def _monev(aksi: str):
    return lambda d: {"pk": d.unit.pk, "baris_pk": d.monev.pk, "aksi": aksi}


def _tindak_lanjut(d: Dunia) -> dict[str, object]:
    return {"pk": d.unit.pk, "baris_pk": d.tindak_lanjut.pk}


MATRIKS: dict[str, list[Baris]] = (
    baris_buku("monev")
    | {
        "units:monev_gerak": [
            Baris(_monev(aksi), TERLIHAT, selalu("pimpinan"), metode=metode)
            for aksi in ("sahkan", "buka_lagi")
            for metode in ("get", "post")
        ]
    }
    | baris_buku("tindak_lanjut")
    | {
        "units:tindak_lanjut_selesai": [
            Baris(_tindak_lanjut, TERLIHAT, selalu(*PENGISI)),
            Baris(_tindak_lanjut, TERLIHAT, selalu(*PENGISI), metode="post", data={"hasil": "Sudah"}),
        ],
        "units:kewajiban": [Baris(unit, TERLIHAT, selalu(*PENGIKUT))],
    }
)
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Hang on the unit what these addresses point at."""
    milik = {"unit": dunia.unit, "tahun": 2026, "dibuat_oleh": dunia.orang["operator"]}
    dunia.monev = Monev.objects.create(triwulan=1, ringkasan="Berjalan", **milik)
    dunia.tindak_lanjut = TindakLanjutMonev.objects.create(
        monev=dunia.monev, uraian="Percepat", pic_nama="Siti", tenggat=dt.date(2026, 5, 1), **milik
    )
