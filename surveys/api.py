"""Indices of the units' own surveys, once they are closed and sealed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from surveys.enums import JenisKampanye, StatusKampanye
from surveys.models import Kampanye
from surveys.selectors.indeks import nilai_banyak
from units.api.bentuk import Halaman, Tahun, contoh, potong
from units.api.galat import GALAT
from units.api.masuk import TokenAuth
from units.enums.token import Cakupan

router = Router(tags=["Survei"], auth=TokenAuth(Cakupan.BACA))


class Indeks(Schema):
    kode: str
    nama: str
    nilai: str | None = Field(description="pada skala 4, empat angka di belakang koma; null tanpa responden")
    responden: int


class SurveiInfo(Schema):
    id: int
    unit_id: int
    tahun: int
    nama: str
    ditutup_pada: dt.datetime
    indeks: list[Indeks]


class DaftarSurvei(Schema):
    model_config = ConfigDict(
        json_schema_extra=contoh(
            {
                "id": 4,
                "unit_id": 12,
                "tahun": 2026,
                "nama": "Survei semester I",
                "ditutup_pada": "2026-06-30T10:00:00Z",
                "indeks": [
                    {"kode": "ipak", "nama": "Indeks Persepsi Anti Korupsi", "nilai": "3.6120", "responden": 180}
                ],
            }
        )
    )

    jumlah: int
    limit: int
    offset: int
    data: list[SurveiInfo]


class SaringSurvei(Halaman):
    tahun: Tahun | None = None
    unit: int | None = Field(None, ge=1, le=2**63 - 1, description="id unit")


@router.get("/survei", response={200: DaftarSurvei} | GALAT, summary="Indeks survei mandiri yang sudah disegel")
def survei_list(request: HttpRequest, saring: Query[SaringSurvei]) -> dict[str, Any]:
    survei = Kampanye.objects.visible_to(request.auth.user).filter(
        jenis=JenisKampanye.MANDIRI, status=StatusKampanye.TUTUP, segel__isnull=False
    )
    if saring.tahun is not None:
        survei = survei.filter(tahun=saring.tahun)
    if saring.unit is not None:
        survei = survei.filter(unit=saring.unit)
    isi = potong(survei.select_related("kuesioner").order_by("pk"), saring)
    nilai = nilai_banyak(isi["data"])
    return isi | {
        "data": [
            {
                "id": k.pk,
                "unit_id": k.unit_id,
                "tahun": k.tahun,
                "nama": k.nama,
                "ditutup_pada": k.ditutup_pada,
                "indeks": [
                    {
                        "kode": i.kode,
                        "nama": i.nama,
                        "nilai": None if i.nilai is None else f"{float(i.nilai):.4f}",
                        "responden": i.n,
                    }
                    for i in nilai[k.pk]
                ],
            }
            for k in isi["data"]
        ]
    }
