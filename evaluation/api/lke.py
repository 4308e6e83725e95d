"""The sheets of the instansi: state, scores and gates of the layers that are open to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from evaluation.enums import JenisPredikat, Lapis, Status
from evaluation.models import LembarKerjaEvaluasi, Skor
from evaluation.permissions import LIHAT_LAPIS
from units.api.bentuk import Halaman, Id, Sejak, Tahun, contoh, potong
from units.api.galat import GALAT
from units.api.masuk import TokenAuth
from units.enums.token import Cakupan
from units.models import User

router = Router(tags=["LKE"], auth=TokenAuth(Cakupan.BACA))

# What stands between the unit's answers and TPI's word (levels of TPI) is nobody else's.
LAPIS_API = (Lapis.UNIT, Lapis.TPI, Lapis.TPN)
CONTOH = {
    "id": 31,
    "unit_id": 12,
    "tahun": 2026,
    "predikat_tujuan": "WBK",
    "status": "layak",
    "putaran": 1,
    "diajukan_pada": "2026-05-20T02:00:00Z",
    "diubah_pada": "2026-06-30T07:00:00Z",
    "nilai": [
        {
            "lapis": "unit",
            "lengkap": True,
            "terisi": 113,
            "total": "81.2500000000",
            "pengungkit": "48.1000000000",
            "hasil": "33.1500000000",
            "memenuhi_wbk": True,
            "memenuhi_wbbm": False,
            "ambang_belum": {"WBK": [], "WBBM": ["total"]},
        }
    ],
}


class Nilai(Schema):
    lapis: str
    lengkap: bool
    terisi: int
    total: str = Field(description="angka desimal sebagai teks, sepuluh angka di belakang koma")
    pengungkit: str
    hasil: str
    memenuhi_wbk: bool
    memenuhi_wbbm: bool
    ambang_belum: dict[str, list[str]] = Field(description="ambang yang belum terpenuhi, menurut predikat")


class LKEInfo(Schema):
    id: int
    unit_id: int
    tahun: int
    predikat_tujuan: JenisPredikat
    status: Status
    putaran: int
    diajukan_pada: dt.datetime | None
    diubah_pada: dt.datetime
    nilai: list[Nilai] = Field(description="lapis yang sudah dirilis")


class DaftarLKE(Schema):
    model_config = ConfigDict(json_schema_extra=contoh(CONTOH))

    jumlah: int
    limit: int
    offset: int
    data: list[LKEInfo]


class RincianLKE(LKEInfo):
    model_config = ConfigDict(
        json_schema_extra={
            "example": CONTOH | {"area": {"unit": {"1": {"nilai": "7.1000000000", "persen": "88.7500000000"}}}}
        }
    )

    area: dict[str, dict[str, dict[str, str]]] = Field(
        description="lapis, nomor area, lalu nilai dan persen (pemenuhan dan reform)"
    )


class SaringLKE(Halaman):
    tahun: Tahun | None = None
    unit: int | None = Field(None, ge=1, le=2**63 - 1, description="id unit")
    status: Status | None = None
    diubah_sejak: Sejak | None = None


def _lke(pembaca: User) -> QuerySet[LembarKerjaEvaluasi]:
    """Three queries however many rows: sheets, scores, and what binds the reader."""
    skor = Prefetch("skor", queryset=Skor.objects.filter(lapis__in=LAPIS_API), to_attr="skor_tersimpan")
    lke = LembarKerjaEvaluasi.objects.visible_to(pembaca).select_related("unit", "musim")
    return lke.prefetch_related(skor).order_by("pk")


@router.get("/lke", response={200: DaftarLKE} | GALAT, summary="LKE yang sudah diajukan, dengan nilai dan ambang")
def lke_list(request: HttpRequest, saring: Query[SaringLKE]) -> dict[str, Any]:
    lke = _lke(request.auth.pembaca)
    if saring.tahun is not None:
        lke = lke.filter(musim__tahun=saring.tahun)
    if saring.unit is not None:
        lke = lke.filter(unit=saring.unit)
    if saring.status is not None:
        lke = lke.filter(status=saring.status)
    if saring.diubah_sejak is not None:
        dihitung = Skor.objects.filter(lke=OuterRef("pk"), lapis=Lapis.UNIT, dihitung_pada__gte=saring.diubah_sejak)
        lke = lke.filter(Q(updated_at__gte=saring.diubah_sejak) | Exists(dihitung))
    isi = potong(lke, saring)
    return isi | {"data": [_info(request.auth.pembaca, satu) for satu in isi["data"]]}


@router.get("/lke/{lke_id}", response={200: RincianLKE} | GALAT, summary="Satu LKE dengan nilai tiap area")
def lke_detail(request: HttpRequest, lke_id: Id) -> dict[str, Any]:
    lke = get_object_or_404(_lke(request.auth.pembaca), pk=lke_id)
    skor = _terlihat(request.auth.pembaca, lke)
    return _info(request.auth.pembaca, lke) | {"area": {s.lapis: s.rincian["area_gabungan"] for s in skor}}


def _terlihat(pembaca: User, lke: LembarKerjaEvaluasi) -> list[Skor]:
    boleh = {lapis for lapis in LAPIS_API if pembaca.has_perm(LIHAT_LAPIS[lapis], lke)}
    return sorted((s for s in lke.skor_tersimpan if s.lapis in boleh), key=lambda s: LAPIS_API.index(s.lapis))


def _info(pembaca: User, lke: LembarKerjaEvaluasi) -> dict[str, Any]:
    return {
        "id": lke.pk,
        "unit_id": lke.unit_id,
        "tahun": lke.musim.tahun,
        "predikat_tujuan": lke.predikat_tujuan,
        "status": lke.status,
        "putaran": lke.putaran,
        "diajukan_pada": lke.diajukan_pada,
        "diubah_pada": lke.updated_at,
        "nilai": [
            {
                "lapis": s.lapis,
                "lengkap": s.lengkap,
                "terisi": s.terisi,
                "total": format(s.total, "f"),
                "pengungkit": format(s.pengungkit, "f"),
                "hasil": format(s.hasil, "f"),
                "memenuhi_wbk": s.memenuhi_wbk,
                "memenuhi_wbbm": s.memenuhi_wbbm,
                "ambang_belum": s.rincian["gagal"],
            }
            for s in _terlihat(pembaca, lke)
        ],
    }
