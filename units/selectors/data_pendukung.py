"""Reading the figures of a unit: a quarter, the year, what counts now, what looks odd."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from units.enums.data_pendukung import Hitung, Kelompok
from units.enums.tahap import Benda
from units.models import IKU, DataPendukung, RealisasiIKU, RiwayatTahap, UnitKerja, User


class AngkaBerlaku(NamedTuple):
    """The figure that counts for a year: of the newest quarter that has it."""

    nilai: int
    triwulan: int
    sumber: str
    diubah_oleh: User
    diubah_pada: dt.datetime
    versi: int
    pk: int


def angka_berlaku_banyak(unit: UnitKerja, tahun: int) -> dict[str, AngkaBerlaku]:
    """Every figure said in this year, by code. One query."""
    baris = DataPendukung.objects.filter(unit=unit, tahun=tahun, nilai__isnull=False).select_related("diubah_oleh")
    return {
        b.kode: AngkaBerlaku(b.nilai, b.triwulan, b.sumber, b.diubah_oleh, b.diubah_pada, b.versi, b.pk)
        for b in baris.order_by("triwulan")
    }


def angka_berlaku(unit: UnitKerja, tahun: int, kode: str) -> AngkaBerlaku | None:
    """The figure of the newest quarter that has it, or None where nobody has said."""
    baris = DataPendukung.objects.filter(unit=unit, tahun=tahun, kode=kode, nilai__isnull=False)
    b = baris.select_related("diubah_oleh").order_by("-triwulan").first()
    return AngkaBerlaku(b.nilai, b.triwulan, b.sumber, b.diubah_oleh, b.diubah_pada, b.versi, b.pk) if b else None


Setahun = Mapping[tuple[str, int], DataPendukung]


def angka_setahun(unit: UnitKerja, tahun: int) -> Setahun:
    """Every stored figure of the year by (code, quarter), with who wrote it; quarter 0 is the fourth of the year
    before. One query."""
    tahun_ini, lalu = Q(tahun=tahun), Q(tahun=tahun - 1, triwulan=4)
    baris = DataPendukung.objects.filter(tahun_ini | lalu, unit=unit).select_related("diubah_oleh")
    return {(b.kode, b.triwulan if b.tahun == tahun else 0): b for b in baris}


def keganjilan(kelompok: Kelompok, setahun: Setahun, triwulan: int) -> list[str]:
    """What looks odd in one group of a quarter as stored, in words: rules of the catalogue, and running counts that
    went down."""
    nilai = {kode: b.nilai for (kode, tw), b in setahun.items() if tw == triwulan}
    lalu = {kode: b.nilai for (kode, tw), b in setahun.items() if tw == triwulan - 1 and tw}
    hasil = [a.pesan for a in kelompok.aturan if a.dilanggar(nilai)]
    for angka in kelompok.butir:
        kini, dulu = nilai.get(angka.kode), lalu.get(angka.kode)
        if angka.hitung == Hitung.KUMULATIF and kini is not None and dulu is not None and kini < dulu:
            hasil.append(
                _("%(label)s: %(kini)d, padahal triwulan lalu sudah %(dulu)d. Angka ini dihitung sejak Januari.")
                % {"label": angka.label, "kini": kini, "dulu": dulu}
            )
    return hasil


def riwayat_angka(unit: UnitKerja, tahun: int, kode: str) -> list[tuple[RiwayatTahap, int]]:
    """What happened to one figure over the year, newest first, each with its quarter. Two queries."""
    triwulan = dict(DataPendukung.objects.filter(unit=unit, tahun=tahun, kode=kode).values_list("pk", "triwulan"))
    jejak = RiwayatTahap.objects.filter(benda=Benda.DATA_PENDUKUNG, objek_id__in=triwulan).select_related("pelaku")
    return [(j, triwulan[j.objek_id]) for j in jejak.order_by("-pk")[:200]]


# IKU ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CapaianTriwulan:
    """One quarter of an IKU; ``capaian`` is exact, None where it cannot be said."""

    triwulan: int
    realisasi: RealisasiIKU | None
    capaian: Fraction | None


@dataclass(frozen=True, slots=True)
class CapaianIKU:
    """An IKU with its quarters. ``terakhir`` is the newest quarter with a realisation, ``capaian`` its share of the
    year's target, ``membaik`` whether it is better than last year (None: same, or nothing to compare)."""

    iku: IKU
    triwulan: tuple[CapaianTriwulan, ...]
    terakhir: RealisasiIKU | None
    capaian: Fraction | None
    selisih_lalu: Fraction | None
    membaik: bool | None
    di_atas_nasional: bool | None


def capaian(target: object, nilai: object, *, makin_kecil: bool) -> Fraction | None:
    """Realisation by target, exact; target by realisation where smaller is better. None where it cannot be divided."""
    if target is None or nilai is None:
        return None
    atas, bawah = (Fraction(target), Fraction(nilai)) if makin_kecil else (Fraction(nilai), Fraction(target))
    return atas / bawah if bawah else None


def capaian_iku(iku: IKU, realisasi: Iterable[RealisasiIKU]) -> CapaianIKU:
    per_tw = {r.triwulan: r for r in realisasi}
    kecil = iku.makin_kecil_makin_baik
    baris = tuple(
        CapaianTriwulan(tw, r, capaian(r.target, r.nilai, makin_kecil=kecil) if r else None)
        for tw in (1, 2, 3, 4)
        for r in (per_tw.get(tw),)
    )
    terakhir = next((per_tw[tw] for tw in (4, 3, 2, 1) if tw in per_tw and per_tw[tw].nilai is not None), None)
    nilai = Fraction(terakhir.nilai) if terakhir else None
    selisih = nilai - Fraction(iku.realisasi_lalu) if terakhir and iku.realisasi_lalu is not None else None
    nasional = None
    if terakhir and iku.target_nasional is not None:
        batas = Fraction(iku.target_nasional)
        nasional = nilai <= batas if kecil else nilai >= batas
    return CapaianIKU(
        iku=iku,
        triwulan=baris,
        terakhir=terakhir,
        capaian=capaian(iku.target, terakhir.nilai if terakhir else None, makin_kecil=kecil),
        selisih_lalu=selisih,
        membaik=None if not selisih else (selisih < 0) == kecil,
        di_atas_nasional=nasional,
    )


def capaian_banyak(daftar: Iterable[IKU]) -> list[CapaianIKU]:
    """The reach of many IKU. One query."""
    daftar = list(daftar)
    per_iku: dict[int, list[RealisasiIKU]] = {}
    for r in RealisasiIKU.objects.filter(iku__in=[i.pk for i in daftar]):
        per_iku.setdefault(r.iku_id, []).append(r)
    return [capaian_iku(i, per_iku.get(i.pk, [])) for i in daftar]
