"""Reading stage II: candidates with their criteria, and since when a unit builds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from units.enums.tahap import DasarMasa, JenisKriteria, StatusCalon
from units.models import CalonUnit, Instansi, KriteriaCalon, UnitKerja
from units.selectors.pencanangan import tanggal_dicanangkan

# The criteria of the regulation; each must be judged with a reason before a SK can name the unit.
KRITERIA_WAJIB = (JenisKriteria.LAYANAN_UTAMA, JenisKriteria.RISIKO_TINGGI, JenisKriteria.DAMPAK_LUAS)
STATUS_MENJABAT = (StatusCalon.CALON, StatusCalon.DITETAPKAN)


def calon_instansi(instansi: Instansi) -> QuerySet[CalonUnit]:
    """Candidates of an instansi with unit, SK and criteria: a page of them costs two queries however long it is."""
    baris = CalonUnit.objects.hidup().filter(unit__instansi=instansi).select_related("unit__instansi", "sk")
    return baris.prefetch_related(Prefetch("kriteria", KriteriaCalon.objects.order_by("pk")))


def jumlah_calon(instansi: Instansi) -> dict[str, int]:
    """How many candidates of the instansi stand in each state. One query."""
    baris = CalonUnit.objects.hidup().filter(unit__instansi=instansi).order_by().values_list("status")
    return dict.fromkeys(StatusCalon.values, 0) | dict(baris.annotate(n=Count("pk")))


def unit_dapat_dicalonkan(instansi: Instansi) -> QuerySet[UnitKerja]:
    """Active units that are neither candidates nor chosen now; those taken out may come again."""
    menjabat = CalonUnit.objects.hidup().filter(status__in=STATUS_MENJABAT)
    return UnitKerja.objects.filter(instansi=instansi, aktif=True).exclude(pk__in=menjabat.values("unit"))


def kriteria_wajib(calon: CalonUnit) -> list[tuple[JenisKriteria, KriteriaCalon | None]]:
    """The three criteria in their order, each with how it was judged. Reads ``calon.kriteria`` as prefetched."""
    menurut = {k.jenis: k for k in calon.kriteria.all()}
    return [(jenis, menurut.get(jenis)) for jenis in KRITERIA_WAJIB]


def kriteria_bebas(calon: CalonUnit) -> list[KriteriaCalon]:
    return [k for k in calon.kriteria.all() if k.jenis == JenisKriteria.BEBAS]


def kriteria_kurang(calon: CalonUnit) -> list[JenisKriteria]:
    """Which of the three are not judged with a reason yet."""
    return [jenis for jenis, k in kriteria_wajib(calon) if k is None or not k.nilai or not k.alasan.strip()]


@dataclass(frozen=True, slots=True)
class MasaBangun:
    """Since when a unit builds by what its instansi counts from, and when a year of it is full."""

    mulai: dt.date | None
    genap_setahun: dt.date | None
    sudah: bool
    dasar: DasarMasa

    @property
    def semua(self) -> int:
        """Days of the whole year; 0 while it does not run."""
        return (self.genap_setahun - self.mulai).days if self.mulai and self.genap_setahun else 0

    @property
    def hari(self) -> int:
        """Days that have gone by, at most the whole year."""
        return max(0, min((timezone.localdate() - self.mulai).days, self.semua)) if self.mulai else 0


def hitung_masa(dasar: DasarMasa, mulai: dt.date | None, hari: dt.date | None = None) -> MasaBangun:
    """The one-year clock (PermenPANRB 5/2024 Tabel 5) as it stands on ``hari``, today by default."""
    genap = setahun_sesudah(mulai) if mulai else None
    return MasaBangun(mulai, genap, genap is not None and genap <= (hari or timezone.localdate()), dasar)


def masa_bangun(unit: UnitKerja, hari: dt.date | None = None) -> MasaBangun:
    """The clock of one unit."""
    return masa_bangun_banyak([unit], hari)[unit.pk]


def masa_bangun_banyak(units: Collection[UnitKerja], hari: dt.date | None = None) -> dict[int, MasaBangun]:
    """The clock of several units by unit id, in a fixed number of queries."""
    dasar = dict(Instansi.objects.filter(pk__in={u.instansi_id for u in units}).values_list("pk", "dasar_masa"))
    mulai = {satu: mulai_bangun(satu, [u.pk for u in units if dasar[u.instansi_id] == satu]) for satu in DasarMasa}
    hasil = {}
    for unit in units:
        milik = DasarMasa(dasar[unit.instansi_id])
        hasil[unit.pk] = hitung_masa(milik, mulai[milik].get(unit.pk), hari)
    return hasil


def mulai_bangun(dasar: DasarMasa, unit_ids: Collection[int]) -> dict[int, dt.date]:
    """Unit id → the day its clock began; units whose clock does not run are left out."""
    return tanggal_pencanangan(unit_ids) if dasar == DasarMasa.PENCANANGAN else tanggal_penetapan(unit_ids)


def tanggal_penetapan(unit_ids: Collection[int]) -> dict[int, dt.date]:
    """Unit id → date of the SK by which it is chosen now; units that are not are left out. One query."""
    baris = CalonUnit.objects.hidup().filter(unit__in=unit_ids, status=StatusCalon.DITETAPKAN)
    return dict(baris.values_list("unit_id", "ditetapkan_pada"))


def tanggal_pencanangan(unit_ids: Collection[int]) -> dict[int, dt.date]:
    """Unit id → date of its newest declaration, its own or a joint one it took part in. Three queries.

    A declaration that is not later than the unit's removal by the instansi no longer counts: the unit begins anew.
    """
    terbaru = tanggal_dicanangkan(unit_ids)
    keluar = CalonUnit.objects.hidup().filter(unit__in=unit_ids, status=StatusCalon.DIKELUARKAN)
    for unit_id, tanggal in keluar.values_list("unit_id", "dikeluarkan_pada"):
        if unit_id in terbaru and tanggal and terbaru[unit_id] <= tanggal:
            del terbaru[unit_id]
    return terbaru


def setahun_sesudah(tanggal: dt.date) -> dt.date:
    """The same day a year later; for 29 February the first day on which a whole year has passed."""
    try:
        return tanggal.replace(year=tanggal.year + 1)
    except ValueError:
        return dt.date(tanggal.year + 1, 3, 1)


def cari_calon(baris: QuerySet[CalonUnit], *, status: str = "", jalur: str = "", q: str = "") -> QuerySet[CalonUnit]:
    """Narrow a list of candidates; what is no known state or route narrows nothing."""
    if status in StatusCalon.values:
        baris = baris.filter(status=status)
    if jalur:
        baris = baris.filter(jalur=jalur)
    if q:
        baris = baris.filter(
            Q(unit__nama__icontains=q)
            | Q(unit__kode__icontains=q)
            | Q(kawasan__icontains=q)
            | Q(sk__nomor__icontains=q)
        )
    return baris
