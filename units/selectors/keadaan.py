"""Where units stand in the four stages, read in one query for one unit or for a page of them.

A draft of TPI's (a monitoring not yet published and its findings, a recommendation not yet handed over) is not there
for anybody here: these figures are shown to the unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    JSONField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.enums.tahap import (
    STATUS_DICANANGKAN,
    STATUS_TEMUAN_UNIT,
    ArahKonsultasi,
    Benda,
    Jejak,
    LingkupPencanangan,
    StatusAksi,
    StatusCalon,
    StatusKonsultasi,
    StatusMonev,
    StatusPencanangan,
    StatusTindakLanjut,
)
from units.models import (
    ButirAksi,
    CalonUnit,
    DataPendukung,
    Konsultasi,
    KriteriaCalon,
    Monev,
    PegawaiUnit,
    Pemantauan,
    Pencanangan,
    Publikasi,
    RegisterPakta,
    RekomendasiTPI,
    RiwayatTahap,
    Temuan,
    TindakLanjutMonev,
    UnitKerja,
)
from units.selectors.pakta import q_bertugas, tanda_tangan_kini
from units.selectors.rencana import PERSEN
from units.selectors.triwulan import MasaTriwulan, triwulan_lalu


class TahapUnit(models.TextChoices):
    """How far a unit has come; each means that the one before is behind it."""

    BELUM = "belum", _("Belum mulai")
    CALON = "calon", _("Calon")
    DICANANGKAN = "dicanangkan", _("Dicanangkan")
    DITETAPKAN = "ditetapkan", _("Ditetapkan")
    MEMBANGUN = "membangun", _("Membangun")
    DIPANTAU = "dipantau", _("Dipantau")


# What counts ----------------------------------------------------------------------------------------------------------


def aksi_dihitung(tahun: int) -> QuerySet[ButirAksi]:
    """The plan of a year: items that were not called off."""
    return ButirAksi.objects.dihitung().filter(tahun=tahun)


def temuan_terbaca(tahun: int) -> QuerySet[Temuan]:
    """Findings the unit knows of. They stay over the years."""
    return Temuan.objects.hidup().terbit().filter(tahun__lte=tahun)


def pemantauan_terbit(tahun: int) -> QuerySet[Pemantauan]:
    return Pemantauan.objects.hidup().terbit().filter(tahun=tahun)


def calon_berlaku(tahun: int) -> QuerySet[CalonUnit]:
    """Candidacies as they stood in a year: one taken out later was still in force."""
    calon = CalonUnit.objects.hidup().filter(tahun__lte=tahun)
    return calon.exclude(status=StatusCalon.DIKELUARKAN, dikeluarkan_pada__year__lte=tahun)


def calon_ditetapkan(tahun: int) -> QuerySet[CalonUnit]:
    return calon_berlaku(tahun).exclude(status=StatusCalon.CALON)


def dengan_tahap(unit: QuerySet[UnitKerja], tahun: int) -> QuerySet[UnitKerja]:
    """Each unit with ``tahap`` (TahapUnit), as ``Keadaan.tahap`` says it. For counting and narrowing long lists: sets
    of ids instead of a look-up per row, so that the database reads each table once."""

    def ada(baris: QuerySet, kolom: str = "unit") -> Q:
        return Q(pk__in=baris.order_by().values(kolom))

    sah = Pencanangan.objects.sah().filter(tahun__lte=tahun)
    peserta = Pencanangan.peserta.through.objects.filter(pencanangan__in=sah.order_by().values("pk"))
    maju = Case(
        When(ada(pemantauan_terbit(tahun)), then=Value("dipantau")),
        When(ada(aksi_dihitung(tahun)), then=Value("membangun")),
        default=Value("ditetapkan"),
    )
    return unit.annotate(
        tahap=Case(
            When(ada(calon_ditetapkan(tahun)), then=maju),
            When(
                ada(sah.filter(lingkup=LingkupPencanangan.UNIT)) | ada(peserta, "unitkerja"), then=Value("dicanangkan")
            ),
            When(ada(calon_berlaku(tahun)), then=Value("calon")),
            default=Value("belum"),
            output_field=CharField(),
        )
    )


# One row with everything ----------------------------------------------------------------------------------------------


def _jumlah(baris: QuerySet, **kolom: Any) -> Subquery:
    """Aggregates over the rows of the outer unit as one JSON object; nothing where there are no rows."""
    milik = baris.filter(unit=OuterRef("pk")).order_by().values("unit")
    return Subquery(milik.annotate(isi=JSONObject(**kolom)).values("isi"), output_field=JSONField())


def _terakhir(baris: QuerySet, **kolom: Any) -> Subquery:
    """The first row of ``baris`` as one JSON object."""
    return Subquery(baris.values(isi=JSONObject(**kolom))[:1], output_field=JSONField())


def _kolom_pencanangan(awal: str = "") -> dict[str, Any]:
    publikasi = Publikasi.objects.hidup().filter(pencanangan=OuterRef(f"{awal}pk"))
    kolom = {n: F(f"{awal}{n}") for n in ("status", "tanggal", "lingkup")}
    return kolom | {
        "pk": F(f"{awal}pk"),
        "unit": F(f"{awal}unit_id"),
        "publikasi": Case(When(Exists(publikasi), then=1), default=0, output_field=IntegerField()),
    }


def _sah_dahulu(awal: str = "") -> Case:
    """A declaration that was made counts before a later draft."""
    return Case(
        When(**{f"{awal}status__in": sorted(STATUS_DICANANGKAN)}, then=0), default=1, output_field=IntegerField()
    )


def _pencanangan(tahun: int) -> dict[str, Subquery]:
    """The unit's own declaration and the joint one it takes part in: two subqueries, each by an index."""
    hidup = Pencanangan.objects.hidup().filter(tahun__lte=tahun).exclude(status=StatusPencanangan.DIBATALKAN)
    # A joint one that was made is of those who took part; who keeps its papers only prepared it.
    bersama_sah = Q(lingkup=LingkupPencanangan.INSTANSI, status__in=sorted(STATUS_DICANANGKAN))
    sendiri = hidup.filter(~bersama_sah, unit=OuterRef("pk")).order_by(_sah_dahulu(), "-tanggal", "-pk")
    peserta = Pencanangan.peserta.through.objects.filter(
        unitkerja=OuterRef("pk"), pencanangan__dihapus_pada=None, pencanangan__tahun__lte=tahun
    ).exclude(pencanangan__status=StatusPencanangan.DIBATALKAN)
    bersama = peserta.order_by(_sah_dahulu("pencanangan__"), "-pencanangan__tanggal", "-pencanangan__pk")
    return {
        "_canang": _terakhir(sendiri, **_kolom_pencanangan()),
        "_canang_bersama": _terakhir(bersama, **_kolom_pencanangan("pencanangan__")),
    }


def _pakta() -> dict[str, Any]:
    pegawai = PegawaiUnit.objects.filter(q_bertugas(), unit=OuterRef("pk")).order_by().values("unit")
    register = RegisterPakta.objects.hidup().filter(unit=OuterRef("pk"), ditutup_pada=None)
    # Signed by somebody who works here still; who left no longer counts on either side.
    tanda = tanda_tangan_kini().filter(
        q_bertugas("pegawai"), register__unit=OuterRef("pk"), pegawai__unit=OuterRef("pk")
    )
    ditandatangani = tanda.order_by().values("register__unit").annotate(n=Count("pegawai", distinct=True)).values("n")
    return {
        "_register": Exists(register),
        "_pegawai": Subquery(pegawai.annotate(n=Count("pk")).values("n"), output_field=IntegerField()),
        "_pakta": Subquery(ditandatangani, output_field=IntegerField()),
    }


def _pembangunan(tahun: int, tw: MasaTriwulan) -> dict[str, Any]:
    hari = timezone.localdate()
    lewat = ButirAksi.q_terlambat(hari)
    tindak = TindakLanjutMonev.objects.hidup().filter(tahun__lte=tahun, status=StatusTindakLanjut.TERBUKA)
    monev = Monev.objects.hidup().filter(unit=OuterRef("pk"), tahun=tw.tahun, triwulan=tw.triwulan)
    draf = Monev.objects.hidup().filter(tahun__lte=tahun, status=StatusMonev.DRAF)
    sebelum = draf.exclude(tahun=tw.tahun, triwulan=tw.triwulan)
    angka = DataPendukung.objects.filter(tahun=tw.tahun, triwulan=tw.triwulan, nilai__isnull=False)
    return {
        "_aksi": _jumlah(
            aksi_dihitung(tahun),
            n=Count("pk"),
            selesai=Count("pk", filter=Q(status=StatusAksi.SELESAI)),
            persen=Sum(PERSEN),
            lewat=Count("pk", filter=lewat),
            tenggat=Min("tenggat", filter=lewat),
            satu=Max("pk", filter=lewat),
            area=Count("area", distinct=True),
        ),
        "_tindak": _jumlah(
            tindak, n=Count("pk"), lewat=Count("pk", filter=Q(tenggat__lt=hari)), tenggat=Min("tenggat")
        ),
        "_monev": _terakhir(monev.order_by("pk"), pk=F("pk"), status=F("status")),
        "_monev_draf": _jumlah(sebelum, n=Count("pk"), satu=Max("pk")),
        "_data": _jumlah(angka, n=Count("pk")),
    }


def _pemantauan(tahun: int) -> dict[str, Any]:
    temuan = temuan_terbaca(tahun).terbuka()
    tunggu_unit = Q(status__in=sorted(STATUS_TEMUAN_UNIT))
    konsultasi = Konsultasi.objects.filter(arah=ArahKonsultasi.UNIT_TPI, dihapus_pada=None, tahun__lte=tahun)
    rekomendasi = RekomendasiTPI.objects.hidup().terbit().filter(unit=OuterRef("pk"), tahun=tahun)
    return {
        "_temuan": _jumlah(
            temuan,
            n=Count("pk"),
            unit=Count("pk", filter=tunggu_unit),
            tpi=Count("pk", filter=~tunggu_unit),
            lewat=Count("pk", filter=tunggu_unit & Q(tenggat__lt=timezone.localdate())),
            tenggat=Min("tenggat", filter=tunggu_unit),
            satu_unit=Max("pk", filter=tunggu_unit),
            satu_tpi=Max("pk", filter=~tunggu_unit),
        ),
        "_konsultasi": _jumlah(
            konsultasi.exclude(status=StatusKonsultasi.SELESAI),
            tpi=Count("pk", filter=Q(status=StatusKonsultasi.TERBUKA)),
            unit=Count("pk", filter=Q(status=StatusKonsultasi.DIJAWAB)),
            satu_tpi=Max("pk", filter=Q(status=StatusKonsultasi.TERBUKA)),
            satu_unit=Max("pk", filter=Q(status=StatusKonsultasi.DIJAWAB)),
        ),
        "_pantau": _jumlah(pemantauan_terbit(tahun), n=Count("pk"), tanggal=Max("tanggal")),
        "_rekomendasi": _terakhir(
            rekomendasi.order_by("-disampaikan_pada", "-pk"),
            pk=F("pk"),
            status=F("status"),
            layak=Case(When(layak=True, then=1), default=0, output_field=IntegerField()),
        ),
    }


def _jejak() -> dict[str, Any]:
    # What TPI writes before it publishes leaves a trace too, and that trace is not for the unit.
    konsep = Q(benda__in=[Benda.PEMANTAUAN, Benda.TEMUAN, Benda.REKOMENDASI], aksi__in=Jejak.values)
    terakhir = RiwayatTahap.objects.filter(unit=OuterRef("pk")).exclude(konsep).order_by("-pada")
    return {"_jejak": Subquery(terakhir.values("pada")[:1])}


def _calon(tahun: int) -> dict[str, Any]:
    calon = CalonUnit.objects.hidup().filter(unit=OuterRef("pk"), tahun__lte=tahun)
    kosong = KriteriaCalon.objects.filter(calon=OuterRef("pk"), nilai="")
    kolom = {n: F(n) for n in ("pk", "status", "predikat_tujuan", "ditetapkan_pada", "dikeluarkan_pada")}
    return {
        "_calon": _terakhir(
            calon.order_by("-pk"),
            **kolom,
            sk=F("sk__nomor"),
            tanggal_sk=F("sk__tanggal"),
            belum_dinilai=Case(When(Exists(kosong), then=1), default=0, output_field=IntegerField()),
        )
    }


@dataclass(frozen=True, slots=True)
class Keadaan:
    """Where one unit stands in one year. Mappings are empty where there is nothing; dates in them are dates, ``n``
    counts, and ``satu`` is the id of the row where there is one only. ``monev_draf`` are those of earlier quarters."""

    unit: UnitKerja
    tahun: int
    triwulan: MasaTriwulan
    pencanangan: Mapping[str, Any]
    calon: Mapping[str, Any]
    register: bool
    pegawai: int
    pakta: int
    aksi: Mapping[str, Any]
    tindak: Mapping[str, Any]
    monev: Mapping[str, Any]
    monev_draf: Mapping[str, Any]
    data: int
    temuan: Mapping[str, Any]
    konsultasi: Mapping[str, Any]
    pemantauan: Mapping[str, Any]
    rekomendasi: Mapping[str, Any]
    terakhir: dt.datetime | None

    @property
    def dicanangkan(self) -> bool:
        return self.pencanangan.get("status") in STATUS_DICANANGKAN

    @property
    def ditetapkan(self) -> bool:
        return self.calon.get("status") == StatusCalon.DITETAPKAN

    @property
    def tahap(self) -> TahapUnit:
        if self.ditetapkan:
            return TahapUnit.DIPANTAU if self.pemantauan else TahapUnit.MEMBANGUN if self.aksi else TahapUnit.DITETAPKAN
        if self.dicanangkan:
            return TahapUnit.DICANANGKAN
        return TahapUnit.CALON if self.calon.get("status") == StatusCalon.CALON else TahapUnit.BELUM

    @property
    def belum_pakta(self) -> int:
        """Employees whose signature is missing."""
        return self.pegawai - self.pakta

    @property
    def persen_pakta(self) -> int | None:
        """Whole percent, rounded down: 100 means everybody."""
        return self.pakta * 100 // self.pegawai if self.pegawai else None

    @property
    def persen_aksi(self) -> int | None:
        """Mean progress of the plan's items in whole percent, rounded down; None without a plan."""
        return self.aksi["persen"] // self.aksi["n"] if self.aksi else None

    @property
    def lewat(self) -> int:
        """What is late: items of the plan and findings that wait for the unit."""
        return self.aksi.get("lewat", 0) + self.temuan.get("lewat", 0)

    @property
    def wajib_triwulan(self) -> bool:
        """Whether the unit was building ZI before the last quarter ended, and so owes its monev and figures."""
        sejak = self.calon.get("ditetapkan_pada")
        return self.ditetapkan and bool(sejak) and sejak <= self.triwulan.akhir

    @property
    def monev_disahkan(self) -> bool:
        return self.monev.get("status") == StatusMonev.DISAHKAN


def keadaan_unit(unit: QuerySet[UnitKerja] | Iterable[int], tahun: int) -> dict[int, Keadaan]:
    """The state of these units (a QuerySet, or ids), by id. One query; meant for a page of units at most."""
    asal = unit if isinstance(unit, QuerySet) else UnitKerja.objects.filter(pk__in=list(unit))
    tw = triwulan_lalu(tahun)
    semua = asal.select_related("instansi").annotate(
        **_pencanangan(tahun),
        **_calon(tahun),
        **_pakta(),
        **_pembangunan(tahun, tw),
        **_pemantauan(tahun),
        **_jejak(),
    )
    return {u.pk: _keadaan(u, tahun, tw) for u in semua}


def _keadaan(u: UnitKerja, tahun: int, tw: MasaTriwulan) -> Keadaan:
    return Keadaan(
        unit=u,
        tahun=tahun,
        triwulan=tw,
        pencanangan=_terjauh(_isi(u._canang), _isi(u._canang_bersama)),
        calon=_pada_tahun(_isi(u._calon), tahun),
        register=u._register,
        pegawai=u._pegawai or 0,
        pakta=u._pakta or 0,
        aksi=_isi(u._aksi),
        tindak=_isi(u._tindak),
        monev=_isi(u._monev),
        monev_draf=_isi(u._monev_draf),
        data=_isi(u._data).get("n", 0),
        temuan=_isi(u._temuan),
        konsultasi=_isi(u._konsultasi),
        pemantauan=_isi(u._pantau),
        rekomendasi=_isi(u._rekomendasi),
        terakhir=u._jejak,
    )


TANGGAL = frozenset({"tanggal", "tenggat", "tanggal_sk", "ditetapkan_pada", "dikeluarkan_pada"})


def _isi(objek: Mapping[str, Any] | None) -> dict[str, Any]:
    """A JSON object with its dates read."""
    return {k: dt.date.fromisoformat(v) if k in TANGGAL and v else v for k, v in (objek or {}).items()}


_URUT_PENCANANGAN = (
    StatusPencanangan.DRAF,
    StatusPencanangan.DIAJUKAN,
    StatusPencanangan.DICANANGKAN,
    StatusPencanangan.LENGKAP,
)


def _terjauh(sendiri: dict[str, Any], bersama: dict[str, Any]) -> dict[str, Any]:
    """Of the unit's own declaration and a joint one, that which has come further; its own when they are equal."""
    if not (sendiri and bersama):
        return sendiri or bersama
    return max(sendiri, bersama, key=lambda p: _URUT_PENCANANGAN.index(p["status"]))


def _pada_tahun(calon: dict[str, Any], tahun: int) -> dict[str, Any]:
    """A unit that was taken out later was still in force in this year."""
    keluar = calon.get("dikeluarkan_pada")
    if calon.get("status") == StatusCalon.DIKELUARKAN and keluar and keluar.year > tahun:
        return calon | {"status": StatusCalon.DITETAPKAN}
    return calon
