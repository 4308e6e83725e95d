"""Reading stage IV: what TPI found, planned, wrote and recommends, and who of it exists for whom.

A draft of TPI (a monitoring not handed over with its findings, a recommendation not handed over) exists only for those
who may monitor the unit.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, When
from django.utils import timezone

from units.enums import PERAN_TPI, PERAN_TPI_PENGARAH, Peran
from units.enums.tahap import (
    STATUS_TEMUAN_TERBUKA,
    StatusTemuan,
    Tingkat,
)
from units.models import (
    Instansi,
    Konsultasi,
    Pemantauan,
    Pendampingan,
    PesanKonsultasi,
    RekomendasiTPI,
    RiwayatTahap,
    Temuan,
    UnitKerja,
    User,
)
from units.selectors.organisasi import akses, anggota, orang_unit
from units.selectors.rencana import ringkas_rencana
from units.selectors.tahap import q_pantau
from units.selectors.tugas import petugas_ditugaskan

Q_TERBUKA = Q(status__in=STATUS_TEMUAN_TERBUKA)


# --- People ---------------------------------------------------------------------------------------------------------
def tpi_unit(unit: UnitKerja) -> QuerySet[User]:
    """Who of TPI looks after this unit: the leads of the instansi and the members assigned, without its own people."""
    instansi = unit.instansi
    return User.objects.filter(
        Q(pk__in=anggota(*PERAN_TPI_PENGARAH, instansi=instansi))
        | Q(pk__in=anggota(Peran.TPI_ANGGOTA, instansi=instansi).filter(pk__in=petugas_ditugaskan(unit)))
    ).exclude(pk__in=orang_unit(unit))


def calon_petugas(unit: UnitKerja) -> QuerySet[User]:
    """People of TPI who may assist this unit: nobody assists the unit they work in."""
    return anggota(*PERAN_TPI, instansi=unit.instansi).exclude(pk__in=orang_unit(unit)).order_by("nama", "pk")


# --- Consultation ---------------------------------------------------------------------------------------------------
def konsultasi_table(user: User, arah: str, *, unit: UnitKerja | None = None) -> QuerySet[Konsultasi]:
    """Consultations this person may read, the last moved first, with their people and ``jumlah_pesan``."""
    baris = Konsultasi.objects.visible_to(user).filter(arah=arah, dihapus_pada=None)
    if unit is not None:
        baris = baris.filter(unit=unit)
    baris = baris.select_related("dibuat_oleh", "unit", "instansi").annotate(jumlah_pesan=Count("pesan"))
    return baris.order_by("-diubah_pada", "-pk")


def cari_konsultasi(baris: QuerySet[Konsultasi], kata: str) -> QuerySet[Konsultasi]:
    """Those whose topic or any message holds the word."""
    pesan = PesanKonsultasi.objects.filter(konsultasi=OuterRef("pk"), isi__icontains=kata)
    return baris.filter(Q(topik__icontains=kata) | Exists(pesan))


def tpi_bertanya(user: User) -> QuerySet[Instansi]:
    """Instansi on whose behalf this person may ask TPN."""
    return Instansi.objects.filter(pk__in=akses(user).instansi_sebagai(*PERAN_TPI))


# --- Findings -------------------------------------------------------------------------------------------------------
def temuan_unit(user: User, unit: UnitKerja) -> QuerySet[Temuan]:
    """Living findings of the unit that exist for this person."""
    semua = Temuan.objects.hidup().filter(unit=unit).select_related("pemantauan")
    return semua if user.has_perm("units.pantau", unit) else semua.terbit()


def temuan_setahun(semua: QuerySet[Temuan], tahun: int) -> QuerySet[Temuan]:
    """Findings of the year, after the open ones of earlier years (``bawaan`` is 1 for those)."""
    bawaan = Q_TERBUKA & Q(tahun__lt=tahun)
    return semua.filter(Q(tahun=tahun) | bawaan).annotate(bawaan=_tanda(bawaan), selesai=_tanda(~Q_TERBUKA))


def temuan_tpi(user: User) -> QuerySet[Temuan]:
    """Published findings of every unit this person monitors, with ``telat`` 1 for the late ones."""
    semua = Temuan.objects.hidup().terbit().filter(q_pantau(user, "unit"))
    telat = Q_TERBUKA & Q(tenggat__lt=timezone.localdate())
    return semua.select_related("unit", "pemantauan").annotate(telat=_tanda(telat), selesai=_tanda(~Q_TERBUKA))


def _tanda(syarat: Q) -> Case:
    return Case(When(syarat, then=1), default=0, output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class RingkasTemuan:
    """Published findings of a unit: open ones, of them late, of them waiting for TPI's look."""

    terbuka: int = 0
    lewat: int = 0
    menunggu_tpi: int = 0


def ringkas_temuan(unit_ids: Collection[int]) -> dict[int, RingkasTemuan]:
    """Counts by unit in one query; a unit without open findings has no entry."""
    terbuka = Temuan.objects.hidup().terbit().terbuka().filter(unit__in=unit_ids)
    jumlah = (
        terbuka.order_by()
        .values("unit")
        .annotate(
            terbuka=Count("pk"),
            lewat=Count("pk", filter=Q(tenggat__lt=timezone.localdate())),
            menunggu_tpi=Count("pk", filter=Q(status=StatusTemuan.DITINDAKLANJUTI)),
        )
    )
    return {b["unit"]: RingkasTemuan(b["terbuka"], b["lewat"], b["menunggu_tpi"]) for b in jumlah}


def temuan_berat(unit: UnitKerja) -> int:
    """How many published findings of the gravest kind are open."""
    return Temuan.objects.hidup().terbit().terbuka().filter(unit=unit, tingkat=Tingkat.BERAT).count()


# --- Monitoring -----------------------------------------------------------------------------------------------------
def pemantauan_unit(user: User, unit: UnitKerja) -> QuerySet[Pemantauan]:
    """Living monitorings of the unit that exist for this person."""
    semua = Pemantauan.objects.hidup().filter(unit=unit).select_related("dibuat_oleh")
    return semua if user.has_perm("units.pantau", unit) else semua.terbit()


@dataclass(frozen=True, slots=True)
class KeadaanArea:
    """What the unit's own plan says about one area this year, and the findings open in it (published ones).

    ``persen`` is the mean progress of the items that are not cancelled, whole percent; None without items.
    """

    nomor: int
    nama: str
    butir: int
    selesai: int
    terlambat: int
    persen: int | None
    temuan: int


def keadaan_area(unit: UnitKerja, tahun: int) -> list[KeadaanArea]:
    """The six areas in their order. Two queries."""
    terbuka = Temuan.objects.hidup().terbit().terbuka().filter(unit=unit)
    temuan = dict(terbuka.order_by().values_list("area").annotate(n=Count("pk")))
    hasil = []
    for area, r in ringkas_rencana(unit, tahun).area.items():
        hasil.append(
            KeadaanArea(
                nomor=area.value,
                nama=str(area.label),
                butir=r.dihitung,
                selesai=r.selesai,
                terlambat=r.terlambat,
                persen=None if r.persen is None else round(r.persen * 100),
                temuan=temuan.get(area.value, 0),
            )
        )
    return hasil


# --- Recommendation -------------------------------------------------------------------------------------------------
def rekomendasi_unit(user: User, unit: UnitKerja) -> QuerySet[RekomendasiTPI]:
    """Living recommendations on the unit that exist for this person."""
    semua = RekomendasiTPI.objects.hidup().filter(unit=unit).select_related("dibuat_oleh", "diterima_oleh")
    return semua if user.has_perm("units.pantau", unit) else semua.terbit()


# --- Assistance -----------------------------------------------------------------------------------------------------
def pendampingan_antara(user: User, mulai: dt.datetime, selesai: dt.datetime) -> list[Pendampingan]:
    """What is planned between two moments in the units a person of TPI follows, with officers. Two queries."""
    baris = Pendampingan.objects.visible_to(user).hidup().filter(dibatalkan=False)
    baris = baris.filter(unit__instansi__in=akses(user).instansi_sebagai(*PERAN_TPI))
    baris = baris.filter(mulai__lt=selesai, selesai__gt=mulai).select_related("unit__instansi")
    return list(baris.prefetch_related("petugas").order_by("mulai", "pk"))


@dataclass(frozen=True, slots=True)
class Bentrok:
    """One officer who should be in two places at once."""

    petugas: User
    satu: Pendampingan
    dua: Pendampingan


def bentrok(jadwal: Iterable[Pendampingan]) -> list[Bentrok]:
    """Overlaps by officer; each of ``jadwal`` with its officers prefetched, in order of their beginning."""
    menurut_orang: dict[User, list[Pendampingan]] = defaultdict(list)
    for p in jadwal:
        for orang in p.petugas.all():
            menurut_orang[orang].append(p)
    return [
        Bentrok(orang, satu, dua)
        for orang, punya in menurut_orang.items()
        for nomor, satu in enumerate(punya)
        for dua in punya[nomor + 1 :]
        if dua.mulai < satu.selesai and satu.mulai < dua.selesai
    ]


def petugas_bentrok(pendampingan: Pendampingan) -> list[User]:
    """Officers of this assistance who are due at another one at the same time, in whichever unit."""
    lain = Pendampingan.objects.hidup().filter(
        dibatalkan=False, mulai__lt=pendampingan.selesai, selesai__gt=pendampingan.mulai
    )
    lain = lain.exclude(pk=pendampingan.pk)
    bersama = Pendampingan.petugas.through.objects.filter(pendampingan__in=lain)
    return list(pendampingan.petugas.filter(pk__in=bersama.values("user")).order_by("nama", "pk"))


# --- History --------------------------------------------------------------------------------------------------------
def sejak_rilis(jejak: Sequence[RiwayatTahap], aksi: str) -> list[RiwayatTahap]:
    """History from the last ``aksi`` on, newest first as given: what came before it was TPI's draft."""
    hasil = []
    for j in jejak:
        hasil.append(j)
        if j.aksi == aksi:
            return hasil
    return []
