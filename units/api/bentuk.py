"""Shapes that every list of the API shares: a page, and what its parameters may be."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Path, Schema
from pydantic import AfterValidator, AwareDatetime, Field

from units.selectors.tahap import TAHUN_AKHIR, TAHUN_AWAL

Id = Annotated[int, Path(ge=1, le=2**63 - 1)]
Tahun = Annotated[int, Field(ge=TAHUN_AWAL, le=TAHUN_AKHIR, description="tahun, empat angka")]


def _wajar(saat: dt.datetime) -> dt.datetime:
    """A moment that no time zone pushes out of the calendar."""
    if not TAHUN_AWAL <= saat.year <= TAHUN_AKHIR:
        raise ValueError("di luar jangkauan")
    return saat


Sejak = Annotated[
    AwareDatetime, AfterValidator(_wajar), Field(description="hanya yang berubah sejak saat ini, dengan zona waktu")
]


class Halaman(Schema):
    limit: int = Field(50, ge=1, le=100, description="banyaknya baris, paling banyak 100")
    offset: int = Field(0, ge=0, le=1_000_000, description="mulai dari baris ke berapa")


def potong(semua: QuerySet, halaman: Halaman) -> dict[str, Any]:
    """One page of a list in a fixed order, and how many rows there are in all. Two queries."""
    baris = list(semua[halaman.offset : halaman.offset + halaman.limit])
    return {"jumlah": semua.count(), "limit": halaman.limit, "offset": halaman.offset, "data": baris}


def contoh(isi: dict[str, Any]) -> dict[str, Any]:
    """The example of a page with one row."""
    return {"example": {"jumlah": 1, "limit": 50, "offset": 0, "data": [isi]}}
