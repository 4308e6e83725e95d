"""Reading a unit's plan: its items as they stand on a day, and what they add up to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber
from django.utils import timezone

from units.enums.rencana import PITA_RISIKO, KeadaanAksi, TingkatRisiko, tingkat_risiko
from units.enums.tahap import STATUS_AKSI_TERBUKA, Area, StatusAksi
from units.models import BarisTahap, ButirAksi, Risiko, UnitKerja

# Progress of an item as it counts: what is done is done wholly.
PERSEN = Case(When(status=StatusAksi.SELESAI, then=100), default=F("persen"), output_field=IntegerField())

URUTAN = {
    "tenggat": ("tenggat", "area", "pk"),
    "area": ("area", "tenggat", "pk"),
    "prioritas": ("prioritas", "tenggat", "pk"),
}


@dataclass(frozen=True, slots=True)
class SaringAksi:
    """What narrows the three views of a plan; empty fields narrow nothing."""

    q: str = ""
    area: int | None = None
    keadaan: str = ""
    pic: str = ""
    prioritas: int | None = None

    @property
    def ada(self) -> bool:
        return bool(self.q or self.area or self.keadaan or self.pic or self.prioritas)


@dataclass(slots=True)
class Ringkas:
    """Items counted by where they stand. ``persen`` is the mean progress of those not cancelled, as a share of 1."""

    jumlah: dict[KeadaanAksi, int] = field(default_factory=lambda: dict.fromkeys(KeadaanAksi, 0))
    jumlah_persen: int = 0

    @property
    def total(self) -> int:
        return sum(self.jumlah.values())

    @property
    def dihitung(self) -> int:
        """Items that count for progress: all but the cancelled."""
        return self.total - self.jumlah[KeadaanAksi.DIBATALKAN]

    @property
    def persen(self) -> Fraction | None:
        """Exact, from 0 to 1; None where nothing counts."""
        return Fraction(self.jumlah_persen, 100 * self.dihitung) if self.dihitung else None

    @property
    def selesai(self) -> int:
        return self.jumlah[KeadaanAksi.SELESAI]

    @property
    def terlambat(self) -> int:
        return self.jumlah[KeadaanAksi.TERLAMBAT]

    def tambah(self, keadaan: str, banyak: int, persen: int) -> None:
        self.jumlah[KeadaanAksi(keadaan)] += banyak
        if keadaan != KeadaanAksi.DIBATALKAN:
            self.jumlah_persen += persen


@dataclass(slots=True)
class RingkasRencana(Ringkas):
    """A unit's plan of a year: all items, and the same for each of the six areas."""

    area: dict[Area, Ringkas] = field(default_factory=lambda: {a: Ringkas() for a in Area})


def keadaan_sql(hari: dt.date) -> Case:
    """``KeadaanAksi`` of an item on a day, as the database computes it; ``ButirAksi.keadaan`` says the same."""
    terlambat = When(ButirAksi.q_terlambat(hari), then=Value(KeadaanAksi.TERLAMBAT.value))
    return Case(terlambat, default=F("status"), output_field=CharField())


def butir_rencana(unit: UnitKerja, tahun: int, hari: dt.date | None = None) -> QuerySet[ButirAksi]:
    """The living items of a plan, each with ``keadaan_kini`` and ``dilanjutkan``."""
    semua = ButirAksi.objects.hidup().filter(unit=unit, tahun=tahun).dengan_lanjutan()
    return semua.annotate(keadaan_kini=keadaan_sql(hari or timezone.localdate()))


def saring_butir(semua: QuerySet[ButirAksi], saring: SaringAksi) -> QuerySet[ButirAksi]:
    """The items of ``butir_rencana`` that fit."""
    if saring.q:
        q = saring.q
        semua = semua.filter(
            Q(nama__icontains=q) | Q(keluaran__icontains=q) | Q(target__icontains=q) | Q(pic_nama__icontains=q)
        )
    if saring.area:
        semua = semua.filter(area=saring.area)
    if saring.keadaan:
        semua = semua.filter(keadaan_kini=saring.keadaan)
    if saring.pic:
        semua = semua.filter(pic_nama=saring.pic)
    if saring.prioritas:
        semua = semua.filter(prioritas=saring.prioritas)
    return semua


def urut_butir(semua: QuerySet[ButirAksi], urut: str) -> QuerySet[ButirAksi]:
    """Sorted by a key of ``URUTAN``; "-" before it turns the first column round."""
    pertama, *lain = URUTAN[urut.removeprefix("-")]
    return semua.order_by(f"-{pertama}" if urut.startswith("-") else pertama, *lain)


@dataclass(frozen=True, slots=True)
class KolomPapan:
    """One column of the board: its first items by date, and how many there are in all."""

    keadaan: KeadaanAksi
    butir: list[ButirAksi]
    jumlah: int

    @property
    def sisa(self) -> int:
        return self.jumlah - len(self.butir)


def papan(semua: QuerySet[ButirAksi], *, maks: int) -> list[KolomPapan]:
    """The board of these items, ``maks`` a column. Two queries."""
    jumlah = dict(semua.order_by().values_list("keadaan_kini").annotate(n=Count("pk")))
    nomor = Window(RowNumber(), partition_by=F("keadaan_kini"), order_by=("tenggat", "area", "pk"))
    kolom: dict[str, list[ButirAksi]] = {k: [] for k in KeadaanAksi.values}
    for butir in semua.annotate(nomor=nomor).filter(nomor__lte=maks).order_by("tenggat", "area", "pk"):
        kolom[butir.keadaan_kini].append(butir)
    return [KolomPapan(k, kolom[k], jumlah.get(k.value, 0)) for k in KeadaanAksi]


def daftar_pic(unit: UnitKerja, tahun: int) -> list[str]:
    """Who is named as PIC in this plan, in order."""
    semua = ButirAksi.objects.hidup().filter(unit=unit, tahun=tahun)
    return list(semua.order_by("pic_nama").values_list("pic_nama", flat=True).distinct()[:200])


def butir_terkait(baris: BarisTahap) -> list[ButirAksi]:
    """Items that serve this service, issue, risk or innovation, by date. One query."""
    return list(baris.aksi.hidup().dengan_lanjutan().order_by("tenggat", "pk")[:50])


def ringkas_rencana(unit: UnitKerja, tahun: int, hari: dt.date | None = None) -> RingkasRencana:
    """What a unit's plan adds up to. One query, however many items."""
    return ringkas_rencana_banyak([unit.pk], tahun, hari)[unit.pk]


def ringkas_rencana_banyak(
    unit_ids: Collection[int] | QuerySet, tahun: int, hari: dt.date | None = None
) -> Mapping[int, RingkasRencana]:
    """The same of many units, by unit id; a unit without a plan has an empty one. One query for a list of ids."""
    ids = list(unit_ids)
    hasil = {pk: RingkasRencana() for pk in ids}
    baris = (
        ButirAksi.objects.hidup()
        .filter(unit__in=ids, tahun=tahun)
        .order_by()
        .annotate(keadaan_kini=keadaan_sql(hari or timezone.localdate()))
        .values_list("unit", "area", "keadaan_kini")
        .annotate(banyak=Count("pk"), jumlah=Sum(PERSEN))
    )
    for unit, area, keadaan, banyak, jumlah in baris:
        hasil[unit].tambah(keadaan, banyak, jumlah)
        hasil[unit].area[Area(area)].tambah(keadaan, banyak, jumlah)
    return hasil


# ---- last year's unfinished items ----
@dataclass(frozen=True, slots=True)
class CalonSalinan:
    """An unfinished item and the dates its continuation would get."""

    butir: ButirAksi
    mulai: dt.date
    tenggat: dt.date


def belum_selesai(unit: UnitKerja, tahun: int) -> QuerySet[ButirAksi]:
    """Open items of the year before that ``tahun`` does not carry on yet."""
    lanjutan = ButirAksi.objects.hidup().filter(lanjutan_dari=OuterRef("pk"), tahun=tahun)
    semua = ButirAksi.objects.hidup().filter(unit=unit, tahun=tahun - 1, status__in=STATUS_AKSI_TERBUKA)
    return semua.filter(~Exists(lanjutan)).order_by("area", "tenggat", "pk")


def calon_salinan(butir: ButirAksi, tahun: int) -> CalonSalinan:
    """The dates move along by as many years as lie between the two plans."""
    selisih = tahun - butir.tahun
    return CalonSalinan(butir, _geser_tahun(butir.mulai, selisih), _geser_tahun(butir.tenggat, selisih))


def _geser_tahun(hari: dt.date, selisih: int) -> dt.date:
    try:
        return hari.replace(year=hari.year + selisih)
    except ValueError:  # 29 February
        return hari.replace(year=hari.year + selisih, day=28)


# ---- risks ----
@dataclass(frozen=True, slots=True)
class SelRisiko:
    """One field of the matrix."""

    kemungkinan: int
    dampak: int
    besaran: int
    tingkat: TingkatRisiko
    jumlah: int


def matriks_risiko(semua: QuerySet[Risiko]) -> list[list[SelRisiko]]:
    """The 5 × 5 matrix of these risks: rows by likelihood from 5 down, columns by impact from 1 up. One query."""
    hitung = semua.order_by().values_list("kemungkinan", "dampak").annotate(n=Count("pk"))
    jumlah = {(k, d): n for k, d, n in hitung}
    return [
        [SelRisiko(k, d, k * d, tingkat_risiko(k * d), jumlah.get((k, d), 0)) for d in range(1, 6)]
        for k in range(5, 0, -1)
    ]


def saring_tingkat(semua: QuerySet[Risiko], tingkat: TingkatRisiko) -> QuerySet[Risiko]:
    """Risks whose size lies in this band."""
    return semua.annotate(ukuran=F("kemungkinan") * F("dampak")).filter(ukuran__range=PITA_RISIKO[tingkat])
