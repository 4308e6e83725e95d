"""Units of the instansi, how far they have come, and what TPI found."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from units.api.bentuk import Halaman, Id, Sejak, Tahun, contoh, potong
from units.api.galat import GALAT
from units.api.masuk import TokenAuth
from units.enums.tahap import StatusTemuan, Tingkat
from units.enums.token import Cakupan
from units.models import Temuan, UnitKerja
from units.selectors.keadaan import Keadaan, TahapUnit, keadaan_unit
from units.selectors.tahap import tahun_kerja, unit_diikuti
from zi_portal.common.masukan import bersih_teks

router = Router(tags=["Unit"], auth=TokenAuth(Cakupan.BACA))


class UnitInfo(Schema):
    id: int
    kode: str
    nama: str
    jenis: str
    aktif: bool
    induk_id: int | None


class DaftarUnitInfo(Schema):
    model_config = ConfigDict(
        json_schema_extra=contoh(
            {"id": 12, "kode": "BKD", "nama": "Badan Kepegawaian", "jenis": "lainnya", "aktif": True, "induk_id": None}
        )
    )

    jumlah: int
    limit: int
    offset: int
    data: list[UnitInfo]


class SaringUnit(Halaman):
    q: str = Field("", max_length=100, description="kata dalam nama atau kode")
    aktif: bool | None = Field(None, description="hanya yang aktif, atau yang tidak")


@router.get("/unit", response={200: DaftarUnitInfo} | GALAT, summary="Daftar unit kerja")
def unit_list(request: HttpRequest, saring: Query[SaringUnit]) -> dict[str, Any]:
    unit = unit_diikuti(request.auth.user).order_by("nama", "pk")
    if q := bersih_teks(saring.q, 100):
        unit = unit.filter(Q(nama__icontains=q) | Q(kode__icontains=q))
    if saring.aktif is not None:
        unit = unit.filter(aktif=saring.aktif)
    return potong(unit, saring)


@router.get("/unit/{unit_id}", response={200: UnitInfo} | GALAT, summary="Satu unit kerja")
def unit_detail(request: HttpRequest, unit_id: Id) -> UnitKerja:
    return get_object_or_404(unit_diikuti(request.auth.user), pk=unit_id)


# Stages ---------------------------------------------------------------------------------------------------------------


class TahapInfo(Schema):
    unit_id: int
    tahun: int
    tahap: TahapUnit
    dicanangkan_pada: dt.date | None
    ditetapkan_pada: dt.date | None
    pegawai: int
    pakta_ditandatangani: int
    aksi_persen: int | None = Field(description="kemajuan rencana aksi, dibulatkan ke bawah")
    aksi_terlambat: int
    monev_disahkan: bool
    temuan_terbuka: int
    temuan_terlambat: int


class DaftarTahap(Schema):
    model_config = ConfigDict(
        json_schema_extra=contoh(
            {
                "unit_id": 12,
                "tahun": 2026,
                "tahap": "membangun",
                "dicanangkan_pada": "2025-02-03",
                "ditetapkan_pada": "2025-03-10",
                "pegawai": 40,
                "pakta_ditandatangani": 40,
                "aksi_persen": 72,
                "aksi_terlambat": 1,
                "monev_disahkan": True,
                "temuan_terbuka": 2,
                "temuan_terlambat": 0,
            }
        )
    )

    jumlah: int
    limit: int
    offset: int
    data: list[TahapInfo]


class SaringTahapInfo(Halaman):
    tahun: Tahun | None = Field(None, description="tahun pembangunan; kosong berarti tahun ini")


@router.get("/tahap", response={200: DaftarTahap} | GALAT, summary="Tahap pembangunan tiap unit")
def tahap_list(request: HttpRequest, saring: Query[SaringTahapInfo]) -> dict[str, Any]:
    tahun = saring.tahun or tahun_kerja()
    isi = potong(unit_diikuti(request.auth.user).order_by("nama", "pk").values_list("pk", flat=True), saring)
    keadaan = keadaan_unit(isi["data"], tahun)
    return isi | {"data": [_tahap(keadaan[pk]) for pk in isi["data"]]}


def _tahap(k: Keadaan) -> TahapInfo:
    return TahapInfo(
        unit_id=k.unit.pk,
        tahun=k.tahun,
        tahap=k.tahap,
        dicanangkan_pada=k.pencanangan.get("tanggal") if k.dicanangkan else None,
        ditetapkan_pada=k.calon.get("ditetapkan_pada") if k.ditetapkan else None,
        pegawai=k.pegawai,
        pakta_ditandatangani=k.pakta,
        aksi_persen=k.persen_aksi,
        aksi_terlambat=k.aksi.get("lewat", 0),
        monev_disahkan=k.monev_disahkan,
        temuan_terbuka=k.temuan.get("n", 0),
        temuan_terlambat=k.temuan.get("lewat", 0),
    )


# Findings -------------------------------------------------------------------------------------------------------------


class TemuanInfo(Schema):
    id: int
    unit_id: int
    tahun: int
    area: int
    kode: str = Field(description="pertanyaan LKE, kosong bila tidak menyangkut satu pertanyaan")
    tingkat: Tingkat
    status: StatusTemuan
    uraian: str
    rekomendasi: str
    tenggat: dt.date
    diubah_pada: dt.datetime


class DaftarTemuan(Schema):
    model_config = ConfigDict(
        json_schema_extra=contoh(
            {
                "id": 7,
                "unit_id": 12,
                "tahun": 2026,
                "area": 5,
                "kode": "",
                "tingkat": 2,
                "status": "terbuka",
                "uraian": "Penanganan pengaduan belum didokumentasikan.",
                "rekomendasi": "Catat tiap pengaduan dan tindak lanjutnya.",
                "tenggat": "2026-07-31",
                "diubah_pada": "2026-06-15T03:00:00Z",
            }
        )
    )

    jumlah: int
    limit: int
    offset: int
    data: list[TemuanInfo]


class SaringTemuan(Halaman):
    unit: int | None = Field(None, ge=1, le=2**63 - 1, description="id unit")
    tahun: Tahun | None = None
    status: StatusTemuan | None = None
    diubah_sejak: Sejak | None = None


@router.get("/temuan", response={200: DaftarTemuan} | GALAT, summary="Temuan TPI yang sudah terbit")
def temuan_list(request: HttpRequest, saring: Query[SaringTemuan]) -> dict[str, Any]:
    temuan = Temuan.objects.visible_to(request.auth.user).hidup().terbit().order_by("pk")
    if saring.unit is not None:
        temuan = temuan.filter(unit=saring.unit)
    if saring.tahun is not None:
        temuan = temuan.filter(tahun=saring.tahun)
    if saring.status is not None:
        temuan = temuan.filter(status=saring.status)
    if saring.diubah_sejak is not None:
        temuan = temuan.filter(diubah_pada__gte=saring.diubah_sejak)
    return potong(temuan, saring)
