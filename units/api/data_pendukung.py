"""Figures of the units: read, and written by systems that hold them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Header, Path, Query, Router, Schema
from pydantic import ConfigDict, Field

from units.api.bentuk import Halaman, Id, Sejak, Tahun, contoh, potong
from units.api.galat import GALAT, Galat, GalatAPI
from units.api.masuk import TokenAuth
from units.enums.token import Cakupan
from units.models import DataPendukung
from units.selectors.tahap import TAHUN_AKHIR, TAHUN_AWAL, unit_diikuti
from units.services.data_pendukung import NILAI_MAKS, DataBentrok, Isian
from units.services.token import KunciTerpakai, tulis_data

router = Router(tags=["Data pendukung"])

CONTOH = {
    "unit_id": 12,
    "tahun": 2026,
    "triwulan": 2,
    "kode": "pengaduan_masuk",
    "nilai": 14,
    "sumber": "SP4N-LAPOR!",
    "versi": 3,
    "diubah_pada": "2026-07-02T02:10:00Z",
}


class Angka(Schema):
    unit_id: int
    tahun: int
    triwulan: int
    kode: str = Field(description="kode dalam katalog data pendukung")
    nilai: int | None = Field(description="null berarti belum diisi")
    sumber: str
    versi: int = Field(description="dikirim kembali saat menulis")
    diubah_pada: dt.datetime


class DaftarAngka(Schema):
    model_config = ConfigDict(json_schema_extra=contoh(CONTOH))

    jumlah: int
    limit: int
    offset: int
    data: list[Angka]


class SaringAngka(Halaman):
    unit: int | None = Field(None, ge=1, le=2**63 - 1, description="id unit")
    tahun: Tahun | None = None
    triwulan: int | None = Field(None, ge=1, le=4)
    diubah_sejak: Sejak | None = None


@router.get(
    "/data-pendukung",
    response={200: DaftarAngka} | GALAT,
    auth=TokenAuth(Cakupan.BACA, Cakupan.DATA_PENDUKUNG),
    summary="Angka data pendukung",
)
def angka_list(request: HttpRequest, saring: Query[SaringAngka]) -> dict[str, Any]:
    angka = DataPendukung.objects.visible_to(request.auth.user).order_by("pk")
    if saring.unit is not None:
        angka = angka.filter(unit=saring.unit)
    if saring.tahun is not None:
        angka = angka.filter(tahun=saring.tahun)
    if saring.triwulan is not None:
        angka = angka.filter(triwulan=saring.triwulan)
    if saring.diubah_sejak is not None:
        angka = angka.filter(diubah_pada__gte=saring.diubah_sejak)
    return potong(angka, saring)


class IsianAngka(Schema):
    kode: str = Field(min_length=1, max_length=40)
    nilai: int | None = Field(ge=0, le=NILAI_MAKS)
    sumber: str = Field("", max_length=200)
    versi: int = Field(0, ge=0, le=2**31 - 1, description="versi yang terakhir dibaca; 0 bila angka belum ada")


class Kiriman(Schema):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "angka": [{"kode": "pengaduan_masuk", "nilai": 14, "sumber": "SP4N-LAPOR!", "versi": 3}],
            }
        },
    )

    angka: list[IsianAngka] = Field(min_length=1, max_length=200)


class Tertulis(Schema):
    model_config = ConfigDict(json_schema_extra={"example": {"berubah": ["pengaduan_masuk"]}})

    berubah: list[str] = Field(description="kode yang berubah; yang sudah sama tidak ditulis lagi")


@router.put(
    "/unit/{unit_id}/data-pendukung/{tahun}/{triwulan}",
    response={200: Tertulis, 409: Galat} | GALAT,
    auth=TokenAuth(Cakupan.DATA_PENDUKUNG),
    summary="Menulis angka satu triwulan",
)
def angka_tulis(
    request: HttpRequest,
    unit_id: Id,
    tahun: Annotated[int, Path(ge=TAHUN_AWAL, le=TAHUN_AKHIR)],
    triwulan: Annotated[int, Path(ge=1, le=4)],
    kiriman: Kiriman,
    idempotency_key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            min_length=8,
            max_length=100,
            pattern=r"^[A-Za-z0-9_.:-]+$",
            description="kunci kiriman; kiriman yang sama dengan kunci yang sama dijawab sama dan tidak ditulis lagi",
        ),
    ],
) -> dict[str, Any]:
    """Semua angka tersimpan, atau tidak satu pun. Yang sudah diubah orang lain sejak dibaca ditolak dengan 409."""
    pemegang = request.auth
    unit = get_object_or_404(unit_diikuti(pemegang.user).filter(aktif=True), pk=unit_id)
    isian = {a.kode: Isian(a.nilai, a.sumber.strip().replace("\x00", ""), a.versi) for a in kiriman.angka}
    if len(isian) < len(kiriman.angka):
        raise GalatAPI(422, _("Satu kode ditulis dua kali dalam satu kiriman. Tidak ada yang disimpan."))
    try:
        berubah = tulis_data(
            token=pemegang.token, kunci=idempotency_key, unit=unit, tahun=tahun, triwulan=triwulan, isian=isian
        )
    except DataBentrok as error:
        raise GalatAPI(
            409,
            _("Angka ini berubah sejak dibaca: %(kode)s. Tidak ada yang disimpan. Baca versinya, lalu kirim ulang.")
            % {"kode": ", ".join(sorted(error.kini))},
        ) from error
    except KunciTerpakai as error:
        raise GalatAPI(422, error.message, kode="KEY_REUSED") from error
    return {"berubah": berubah}
