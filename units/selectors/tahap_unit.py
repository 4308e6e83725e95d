"""All units whose building a person follows: by stage, what is late, what they wait for. Quick at ten thousand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from units.enums.tahap import (
    ArahKonsultasi,
    StatusCalon,
    StatusKonsultasi,
    StatusPencanangan,
    StatusRekomendasi,
    StatusTemuan,
)
from units.models import ButirAksi, CalonUnit, Konsultasi, Pencanangan, RekomendasiTPI, UnitKerja, User
from units.selectors.keadaan import (
    TahapUnit,
    dengan_tahap,
    temuan_terbaca,
)
from units.selectors.tahap import unit_diikuti


class Urut(StrEnum):
    LEWAT = "lewat"
    TAHAP = "tahap"
    NAMA = "nama"


class Tunggu(StrEnum):
    """What a unit waits for, or is waited for with."""

    PENCANANGAN = "pencanangan"
    SK = "sk"
    TEMUAN = "temuan"
    VERIFIKASI = "verifikasi"
    KONSULTASI = "konsultasi"
    REKOMENDASI = "rekomendasi"


@dataclass(frozen=True, slots=True)
class SaringTahap:
    """What the list was asked to show; empty means everything."""

    tahap: str = ""
    tunggu: str = ""
    lewat: bool = False
    q: str = ""
    urut: str = Urut.LEWAT


def unit_tahap(user: User, tahun: int, saring: SaringTahap, *, instansi: int | None = None) -> QuerySet[UnitKerja]:
    """The active units this person follows, narrowed by everything but the stage."""
    unit = unit_diikuti(user).filter(aktif=True)
    if instansi:
        unit = unit.filter(instansi=instansi)
    if saring.q:
        unit = unit.filter(Q(nama__icontains=saring.q) | Q(kode__icontains=saring.q))
    if saring.tunggu:
        unit = unit.filter(pk__in=menunggu(Tunggu(saring.tunggu), tahun).order_by().values("unit"))
    if saring.lewat:
        unit = unit.filter(q_lewat(tahun))
    return unit


def menunggu(apa: Tunggu, tahun: int) -> QuerySet:
    """The rows that make a unit wait."""
    match apa:
        case Tunggu.PENCANANGAN:
            return Pencanangan.objects.hidup().filter(tahun__lte=tahun, status=StatusPencanangan.DIAJUKAN)
        case Tunggu.SK:
            return CalonUnit.objects.hidup().filter(tahun__lte=tahun, status=StatusCalon.CALON)
        case Tunggu.TEMUAN:
            return temuan_terbaca(tahun).menunggu_unit()
        case Tunggu.VERIFIKASI:
            return temuan_terbaca(tahun).filter(status=StatusTemuan.DITINDAKLANJUTI)
        case Tunggu.KONSULTASI:
            terbuka = Konsultasi.objects.filter(status=StatusKonsultasi.TERBUKA, dihapus_pada=None, tahun__lte=tahun)
            return terbuka.filter(arah=ArahKonsultasi.UNIT_TPI)
        case Tunggu.REKOMENDASI:
            return RekomendasiTPI.objects.hidup().filter(tahun=tahun, status=StatusRekomendasi.DISAMPAIKAN)


def q_lewat(tahun: int) -> Q:
    """Units with a late item of the plan or a late finding."""
    return Q(pk__in=ButirAksi.objects.terlambat().filter(tahun=tahun).order_by().values("unit")) | Q(
        pk__in=temuan_terbaca(tahun).terlambat().order_by().values("unit")
    )


def hitung_tahap(unit: QuerySet[UnitKerja], tahun: int) -> dict[str, int]:
    """How many of these units are at each stage. One query."""
    baris = dengan_tahap(unit, tahun).order_by().values("tahap").annotate(n=Count("pk"))
    return {b["tahap"]: b["n"] for b in baris}


def tahap_tiap(unit: QuerySet[UnitKerja], tahun: int) -> list[tuple[int, str]]:
    """Id and stage of these units, by name: what a list is counted, narrowed and sorted by. One query."""
    return list(dengan_tahap(unit, tahun).order_by("nama", "pk").values_list("pk", "tahap"))


def urutan_unit(semua: Sequence[tuple[int, str]], tahun: int, saring: SaringTahap) -> list[int]:
    """Ids of the units (``tahap_tiap``) in the order asked for, narrowed by the stage. What a page shows of each is
    read by ``keadaan_unit``, for its rows alone. Two queries at most."""
    if saring.tahap:
        semua = [baris for baris in semua if baris[1] == saring.tahap]
    if saring.urut == Urut.TAHAP:
        urut = {t.value: n for n, t in enumerate(TahapUnit)}
        semua = sorted(semua, key=lambda baris: urut[baris[1]])
    ids = [pk for pk, _tahap in semua]
    if saring.urut != Urut.LEWAT:
        return ids
    # Sorted here: the database would count anew for each of ten thousand units to find the first twenty-five.
    lewat = jumlah_lewat(ids, tahun)
    return sorted(ids, key=lambda pk: -lewat[pk])


# Up to so many units the database is told which; beyond, it is quicker to count all that is late.
DISEBUT_TERBANYAK = 500


def jumlah_lewat(unit: Sequence[int], tahun: int) -> Counter[int]:
    """How much is late, by unit; a unit with nothing late is not in it. Two queries."""
    lewat: Counter[int] = Counter()
    for baris in (ButirAksi.objects.terlambat().filter(tahun=tahun), temuan_terbaca(tahun).terlambat()):
        if len(unit) <= DISEBUT_TERBANYAK:
            baris = baris.filter(unit__in=unit)
        lewat.update(dict(baris.order_by().values_list("unit").annotate(n=Count("pk"))))
    return lewat
