"""Rows of the permission matrix: candidates, criteria and SK."""

from __future__ import annotations

import datetime as dt

from tests.matrix import (
    AUDITOR,
    INSTANSI,
    PENGARAH,
    PENGIKUT,
    PIMPINAN_INSTANSI,
    UNIT_TERLIHAT,
    Baris,
    Dunia,
    selalu,
    unit,
)
from units.models import CalonUnit, SKPenetapan, UnitKerja

# Whoever serves in the instansi knows that the pages exist; TPI's leads, its pimpinan and its admin read them.
PELAYAN = selalu(*INSTANSI, *PIMPINAN_INSTANSI, *AUDITOR, "tpi_lepas")
PEMBACA = selalu(*PENGARAH, *PIMPINAN_INSTANSI, "admin")
ADMIN = selalu("admin")


def instansi(d: Dunia) -> dict[str, object]:
    return {"pk": d.instansi.pk}


def calon(d: Dunia) -> dict[str, object]:
    return {"pk": d.instansi.pk, "calon_pk": d.calon.pk}


def _bertanya(kwargs) -> list[Baris]:
    return [Baris(kwargs, PELAYAN, ADMIN), Baris(kwargs, PELAYAN, ADMIN, metode="post")]


MATRIKS: dict[str, list[Baris]] = {
    "units:penetapan": [Baris(instansi, PELAYAN, PEMBACA)],
    "units:penetapan_pilih": [Baris(instansi, PELAYAN, ADMIN)],
    "units:penetapan_calon_baru": _bertanya(lambda d: {"pk": d.instansi.pk, "unit_pk": d.unit_bebas.pk}),
    "units:penetapan_banding": [Baris(instansi, PELAYAN, PEMBACA)],
    "units:penetapan_tetapkan": _bertanya(instansi),
    "units:penetapan_sk": [Baris(lambda d: {"pk": d.instansi.pk, "sk_pk": d.sk.pk}, PELAYAN, PEMBACA)],
    "units:penetapan_calon": [Baris(calon, PELAYAN, PEMBACA)],
    "units:penetapan_calon_ubah": _bertanya(calon),
    "units:penetapan_calon_hapus": _bertanya(calon),
    "units:penetapan_keluarkan": _bertanya(calon),
    "units:instansi_atur": _bertanya(instansi),
    "units:penetapan_unit": [Baris(unit, selalu(*UNIT_TERLIHAT), selalu(*PENGIKUT))],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Hang on the unit what these addresses point at."""
    admin = dunia.orang["admin"]
    dunia.calon = CalonUnit.objects.create(unit=dunia.unit, tahun=2026, dibuat_oleh=admin)
    dunia.unit_bebas = UnitKerja.objects.create(instansi=dunia.instansi, kode="BEBAS", nama="Unit bebas")
    dunia.sk = SKPenetapan.objects.create(
        instansi=dunia.instansi, nomor="1", tanggal=dt.date(2025, 1, 2), pejabat_nama="B", dibuat_oleh=admin
    )
