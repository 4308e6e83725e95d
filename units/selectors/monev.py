"""Reading a quarter: the plan as it stood, what came of the follow-up, how it compares with the quarter before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from units.enums.tahap import STATUS_AKSI_TERBUKA, Area, StatusAksi, StatusMonev, StatusTindakLanjut, Triwulan
from units.models import ButirAksi, KemajuanAksi, Monev, TindakLanjutMonev, UnitKerja
from units.selectors.triwulan import batas_triwulan

HITUNGAN = ("butir", "rencana", "berjalan", "selesai", "terlambat", "dibatalkan", "jumlah_persen")


# --- The plan as it stood ---------------------------------------------------------------------------------------------


def keadaan_triwulan(unit: UnitKerja, tahun: int, triwulan: int, hari: dt.date | None = None) -> dict[str, Any]:
    """The plan as it stood on the last day of the quarter, or today when that is still to come. Two queries.

    What JSON can hold: ``per`` (date), ``butir`` (id, nama, area, pic, status, persen, tenggat, terlambat,
    selesai_pada; in the order of their dates), ``area`` ("1" to "6" → counts) and ``jumlah`` (counts). Counts:
    ``butir`` without those cancelled, each state, ``terlambat``, and ``jumlah_persen``, whose share of ``butir`` is
    the mean progress. An item finished after that day was open on it, with the progress reported by then.
    """
    hari = hari or timezone.localdate()
    per = min(hari, batas_triwulan(tahun, triwulan)[1])
    lapor = KemajuanAksi.objects.order_by("pada", "pk")
    semua = ButirAksi.objects.hidup().filter(unit=unit, tahun=tahun).dengan_lanjutan(per)
    butir = [_butir(b, per, hari) for b in semua.prefetch_related(Prefetch("kemajuan", lapor, to_attr="laporan"))]
    return {
        "per": per.isoformat(),
        "butir": butir,
        "area": {str(a.value): _hitung(b for b in butir if b["area"] == a) for a in Area},
        "jumlah": _hitung(butir),
    }


def _butir(b: ButirAksi, per: dt.date, hari: dt.date) -> dict[str, Any]:
    status, persen = b.status, b.persen
    if per < hari and b.laporan:
        sampai = [k.persen for k in b.laporan if timezone.localdate(k.pada) <= per]
        persen = sampai[-1] if sampai else 0
    if status == StatusAksi.SELESAI and b.selesai_pada and b.selesai_pada > per:
        status = StatusAksi.BERJALAN
    elif status == StatusAksi.SELESAI:
        persen = 100
    terbuka = status in STATUS_AKSI_TERBUKA and not b.dilanjutkan
    return {
        "id": b.pk,
        "nama": b.nama,
        "area": b.area,
        "pic": b.pic_nama,
        "status": str(status),
        "persen": persen,
        "tenggat": b.tenggat.isoformat(),
        # A quarter that is over is looked back on: what was due on its last day is late.
        "terlambat": terbuka and (b.tenggat < per or (b.tenggat == per < hari)),
        "selesai_pada": b.selesai_pada.isoformat() if status == StatusAksi.SELESAI and b.selesai_pada else None,
    }


def _hitung(butir: Iterable[dict[str, Any]]) -> dict[str, int]:
    n = dict.fromkeys(HITUNGAN, 0)
    for b in butir:
        n[b["status"]] += 1
        if b["status"] != StatusAksi.DIBATALKAN:
            n["butir"] += 1
            n["jumlah_persen"] += b["persen"]
            n["terlambat"] += b["terlambat"]
    return n


def keadaan_monev(monev: Monev) -> dict[str, Any]:
    """Everything a monev stores when it is signed: the plan, the quarter before as it was stored, and the ids of the
    follow-up carried over. ``monev`` may be unsaved."""
    return keadaan_triwulan(monev.unit, monev.tahun, monev.triwulan) | {
        "lalu": _lalu(monev),
        "bawaan": [t.pk for t in bawaan(monev)],
    }


def _lalu(monev: Monev) -> dict[str, Any] | None:
    """Counts of the quarter before in the same year, as they were stored when it was signed."""
    lalu = Monev.objects.hidup().filter(
        unit=monev.unit, tahun=monev.tahun, triwulan=monev.triwulan - 1, status=StatusMonev.DISAHKAN
    )
    keadaan = lalu.values_list("keadaan", flat=True).first()
    return {"area": keadaan["area"], "jumlah": keadaan["jumlah"]} if keadaan else None


def bawaan(monev: Monev) -> QuerySet[TindakLanjutMonev]:
    """Follow-up of earlier quarters that this one must speak of: all of the quarter before, and what is open of older
    ones. For a signed monev, what was so when it was signed."""
    semua = TindakLanjutMonev.objects.hidup().filter(unit=monev.unit, monev__dihapus_pada=None)
    if monev.status == StatusMonev.DISAHKAN:
        pilih = Q(pk__in=monev.keadaan.get("bawaan", []))
    else:
        tahun, triwulan = (monev.tahun, monev.triwulan - 1) if monev.triwulan > 1 else (monev.tahun - 1, 4)
        sebelum = Q(monev__tahun__lt=tahun) | Q(monev__tahun=tahun, monev__triwulan__lt=triwulan)
        pilih = Q(monev__tahun=tahun, monev__triwulan=triwulan) | (sebelum & Q(status=StatusTindakLanjut.TERBUKA))
    return semua.filter(pilih).select_related("monev").order_by("tenggat", "pk")


# --- The report -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisArea:
    """One line of the table: its counts, mean progress (0 to 100, None without items) and what it was before."""

    nama: str
    hitung: dict[str, int]
    lalu: dict[str, int] | None

    @property
    def rata(self) -> Fraction | None:
        return _rata(self.hitung)

    @property
    def rata_lalu(self) -> Fraction | None:
        return _rata(self.lalu) if self.lalu else None

    @property
    def selisih(self) -> Fraction | None:
        """Points of progress since the quarter before."""
        if self.rata is None or self.rata_lalu is None:
            return None
        return self.rata - self.rata_lalu


def _rata(hitung: dict[str, int]) -> Fraction | None:
    return Fraction(hitung["jumlah_persen"], hitung["butir"]) if hitung["butir"] else None


@dataclass(frozen=True, slots=True)
class LaporanMonev:
    """What the page of a quarter shows. ``terlambat`` and ``selesai`` are items of the snapshot with real dates."""

    per: dt.date
    area: list[BarisArea]
    jumlah: BarisArea
    terlambat: list[dict[str, Any]]
    selesai: list[dict[str, Any]]
    terbanding: bool
    bawaan: list[TindakLanjutMonev]
    tindak_lanjut: list[TindakLanjutMonev]

    @property
    def ada_rencana(self) -> bool:
        return any(b.hitung["butir"] or b.hitung["dibatalkan"] for b in self.area)


def laporan_monev(monev: Monev) -> LaporanMonev:
    """The report of a quarter: of the stored state when it is signed, else of the plan as it is."""
    keadaan = monev.keadaan if monev.status == StatusMonev.DISAHKAN else keadaan_monev(monev)
    lalu = keadaan["lalu"]
    awal, akhir = batas_triwulan(monev.tahun, monev.triwulan)
    butir = [_bertanggal(b) for b in keadaan["butir"]]
    return LaporanMonev(
        per=dt.date.fromisoformat(keadaan["per"]),
        area=[
            BarisArea(str(a.label), keadaan["area"][str(a.value)], lalu and lalu["area"][str(a.value)]) for a in Area
        ],
        jumlah=BarisArea(_("Seluruhnya"), keadaan["jumlah"], lalu and lalu["jumlah"]),
        terlambat=[b for b in butir if b["terlambat"]],
        selesai=[b for b in butir if b["selesai_pada"] and awal <= b["selesai_pada"] <= akhir],
        terbanding=lalu is not None,
        bawaan=list(bawaan(monev)),
        tindak_lanjut=tindak_lanjut(monev) if monev.pk else [],
    )


def _bertanggal(butir: dict[str, Any]) -> dict[str, Any]:
    selesai = butir["selesai_pada"]
    return butir | {
        "tenggat": dt.date.fromisoformat(butir["tenggat"]),
        "selesai_pada": dt.date.fromisoformat(selesai) if selesai else None,
        "area_nama": Area(butir["area"]).label,
    }


def tindak_lanjut(monev: Monev) -> list[TindakLanjutMonev]:
    """The follow-up decided in this quarter, by date."""
    return list(monev.tindak_lanjut.filter(dihapus_pada=None).order_by("tenggat", "pk"))


def sidik_monev(monev: Monev) -> str:
    """A fingerprint of what a pimpinan signs: the words of the draft and its follow-up."""
    isi = [(monev.pk, monev.versi), *monev.tindak_lanjut.hidup().order_by("pk").values_list("pk", "versi")]
    return sha256(repr(isi).encode()).hexdigest()[:32]


def ringkasan_awal(laporan: LaporanMonev) -> str:
    """The first words of a draft: what the numbers say. The person goes on from there."""
    n = laporan.jumlah.hitung
    if not n["butir"]:
        return _("Rencana aksi belum mempunyai butir.")
    kalimat = [
        _("%(selesai)s dari %(butir)s butir rencana aksi selesai, %(selesai_tw)s di antaranya dalam triwulan ini.")
        % {"selesai": n["selesai"], "butir": n["butir"], "selesai_tw": len(laporan.selesai)},
        _("%(berjalan)s butir berjalan, %(terlambat)s butir terlambat.")
        % {"berjalan": n["berjalan"], "terlambat": n["terlambat"]},
    ]
    return " ".join(kalimat)


def monev_setahun(unit_id: int, tahun: int) -> list[tuple[Triwulan, Monev | None]]:
    """The four quarters of a year, each with its monev (``terbuka`` of ``banyak`` follow-ups) or None. One query."""
    hidup = Q(tindak_lanjut__dihapus_pada=None)
    semua = Monev.objects.hidup().filter(unit=unit_id, tahun=tahun).select_related("disahkan_oleh")
    semua = semua.annotate(
        banyak=Count("tindak_lanjut", filter=hidup),
        terbuka=Count("tindak_lanjut", filter=hidup & Q(tindak_lanjut__status=StatusTindakLanjut.TERBUKA)),
    )
    ada = {m.triwulan: m for m in semua}
    return [(t, ada.get(t.value)) for t in Triwulan]
