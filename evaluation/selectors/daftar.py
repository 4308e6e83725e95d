"""The list of sheets, and which units may still open theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from evaluation.enums import JenisPredikat, Lapis, Status
from evaluation.enums.musim import Jendela
from evaluation.models import LembarKerjaEvaluasi, Musim, PredikatUnit, Skor
from evaluation.permissions import LIHAT_LAPIS
from evaluation.selectors.lke import lke_table
from evaluation.selectors.masa import terbuka, tutup_jendela
from evaluation.selectors.skor import instrumen_lke
from units.enums import PERAN_PENGISI, PERAN_TPI, PERAN_TPN, Peran
from units.models import UnitKerja, User
from units.selectors import akses
from zi_portal.common.masukan import angka, bersih_teks

URUT = {"unit": "unit__nama", "instansi": "unit__instansi__nama", "status": "status", "diajukan": "diajukan_pada"}


@dataclass(frozen=True, slots=True)
class SaringDaftar:
    """What the person asked the list for; anything unknown is as if not asked."""

    q: str = ""
    tahun: int | None = None
    status: str = ""
    tujuan: str = ""
    urut: str = ""

    @classmethod
    def dari(cls, permintaan: Mapping[str, str]) -> SaringDaftar:
        tahun, status, urut = (permintaan.get(k, "") for k in ("tahun", "status", "urut"))
        return cls(
            q=bersih_teks(permintaan.get("q"), 100),
            tahun=angka(tahun) if len(tahun) == 4 else None,
            status=status if status in Status.values else "",
            tujuan=t if (t := permintaan.get("tujuan", "")) in JenisPredikat.values else "",
            urut=urut if urut.removeprefix("-") in {*URUT, "mandiri"} else "",
        )


def daftar_lke(user: User, saring: SaringDaftar) -> QuerySet[LembarKerjaEvaluasi]:
    """The sheets the person may see, as asked for; newest year first. Sorting by score uses only the unit's own,
    which everybody who sees a sheet may read."""
    lke = lke_table(user, tahun=saring.tahun)
    if saring.status:
        lke = lke.filter(status=saring.status)
    if saring.tujuan:
        lke = lke.filter(predikat_tujuan=saring.tujuan)
    if saring.q:
        lke = lke.filter(Q(unit__nama__icontains=saring.q) | Q(unit__instansi__nama__icontains=saring.q))
    turun, kunci = saring.urut.startswith("-"), saring.urut.removeprefix("-")
    if kunci == "mandiri":
        skor = Skor.objects.filter(lke=OuterRef("pk"), lapis=Lapis.UNIT).values("total")
        lke = lke.annotate(mandiri=Subquery(skor))
    kolom = F(URUT.get(kunci, kunci)) if kunci else None
    awal = [] if kolom is None else [kolom.desc(nulls_last=True) if turun else kolom.asc(nulls_last=True)]
    return lke.order_by(*awal, "-musim__tahun", "unit__nama", "pk")


@dataclass(frozen=True, slots=True)
class BarisLKE:
    """One row: the sheet, how far it is filled in, and the totals of the layers the person may read."""

    lke: LembarKerjaEvaluasi
    terisi: int
    jumlah: int
    skor: Mapping[str, Skor]


def baris_daftar(user: User, daftar: Iterable[LembarKerjaEvaluasi]) -> list[BarisLKE]:
    return [_baris(user, lke) for lke in daftar]


def _baris(user: User, lke: LembarKerjaEvaluasi) -> BarisLKE:
    terlihat = {lapis for lapis, perm in LIHAT_LAPIS.items() if user.has_perm(perm, lke)}
    skor = {s.lapis: s for s in lke.skor_tersimpan if s.lapis in terlihat}
    mandiri = skor.get(Lapis.UNIT)
    return BarisLKE(lke, mandiri.terisi if mandiri else 0, len(instrumen_lke(lke).semua_pertanyaan), skor)


def kolom_lapis(user: User) -> tuple[str, ...]:
    """The layers for which the list has a column: those this person can ever read."""
    a = akses(user)
    lapis: list[str] = [Lapis.UNIT]
    instansi = a.instansi_sebagai(*PERAN_TPI, Peran.ADMIN_INSTANSI, Peran.AUDITOR)
    if a.unit_ids or instansi or a.punya_nasional(*PERAN_TPN):
        lapis.append(Lapis.TPI)
    if a.punya_nasional(*PERAN_TPN):
        lapis.append(Lapis.TPN)
    return tuple(lapis)


def semua_tahun() -> list[int]:
    return list(Musim.objects.dibuka().values_list("tahun", flat=True))


@dataclass(frozen=True, slots=True)
class CalonLKE:
    """A unit whose sheet of the running season is not open yet, and whether it may aim at WBBM."""

    unit: UnitKerja
    musim: Musim
    telah_wbk: bool
    tutup: dt.datetime


def unit_tanpa_lke(user: User) -> list[CalonLKE]:
    """Units for which this person may open a sheet now: active, in a season whose window is open."""
    unit_id = akses(user).unit_sebagai(*PERAN_PENGISI)
    if not unit_id:
        return []
    musim = list(Musim.objects.dibuka().filter(isi_mulai__lte=timezone.now()))
    unit = list(UnitKerja.objects.filter(pk__in=unit_id, aktif=True).select_related("instansi")) if musim else []
    # The newest season open for the office of each unit; few years, so they are looked through here.
    calon = [(u, next((m for m in musim if terbuka(m, Jendela.ISI, u.instansi)), None)) for u in unit]
    calon = [(u, m) for u, m in calon if m]
    if not calon:
        return []
    lke = LembarKerjaEvaluasi.objects.filter(unit__in=unit_id, musim__in={m.pk for _u, m in calon})
    sudah = set(lke.order_by().values_list("unit", "musim"))
    wbk = PredikatUnit.objects.filter(unit__in=unit_id, jenis=JenisPredikat.WBK, aktif=True)
    telah = set(wbk.values_list("unit", flat=True))
    return [
        CalonLKE(u, m, u.pk in telah, tutup_jendela(m, Jendela.ISI, u.instansi))
        for u, m in calon
        if (u.pk, m.pk) not in sudah
    ]
