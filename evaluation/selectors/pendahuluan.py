"""Penilaian pendahuluan: which unit judges a sheet before TPI, who does so there, and what waits for them."""

from __future__ import annotations

from django.db.models import Case, IntegerField, QuerySet, Value, When

from evaluation.enums import Lapis, Status
from evaluation.models import LembarKerjaEvaluasi, PenilaianPendahuluan
from evaluation.selectors.benturan import blokir_penilai, orang_terhalang_menilai
from evaluation.selectors.berkas import berkas_banyak
from evaluation.selectors.lke import lke_table
from evaluation.selectors.tpi import dengan_total
from units.enums import Peran
from units.models import UnitKerja, User
from units.selectors import akses, anggota


def penilai_berikut(lke: LembarKerjaEvaluasi) -> UnitKerja | None:
    """The parent unit that judges this sheet before TPI does, or None where it goes straight to TPI: in kinds of
    instansi the season doesn't name, for a unit without a parent or led by a JPT madya, and after TPI's return.

    Reads the unit anew: its place may have changed since the page was drawn. No query where no kind is named.
    """
    if lke.putaran > 1 or lke.unit.instansi.jenis not in lke.musim.pendahuluan:
        return None
    unit = UnitKerja.objects.select_related("induk").get(pk=lke.unit_id)
    return None if unit.jpt_madya else unit.induk


def orang_penilai(lke: LembarKerjaEvaluasi) -> QuerySet[User]:
    """Who judges this sheet for its parent unit, without whom a conflict of interest keeps away."""
    if lke.unit_penilai is None:
        return User.objects.none()
    orang = anggota(Peran.PENILAI_PENDAHULUAN, unit=lke.unit_penilai)
    return orang.exclude(pk__in=orang_terhalang_menilai(lke).values("pk"))


def lke_penilai(user: User, *, tahun: int | None = None) -> QuerySet[LembarKerjaEvaluasi]:
    """Sheets that lie or lay with this person's parent unit."""
    induk = akses(user).unit_sebagai(Peran.PENILAI_PENDAHULUAN)
    return lke_table(user, tahun=tahun).filter(unit_penilai__in=induk).exclude(blokir_penilai(user).q)


def antrean_penilai(user: User, *, tahun: int | None = None) -> QuerySet[LembarKerjaEvaluasi]:
    """What waits for this person first, the longest waiting at its head; each has ``nilai_mandiri``."""
    giliran = Case(When(status=Status.PENDAHULUAN, then=Value(0)), default=Value(1), output_field=IntegerField())
    baris = dengan_total(lke_penilai(user, tahun=tahun), nilai_mandiri=Lapis.UNIT)
    return baris.annotate(giliran=giliran).order_by("giliran", "diajukan_pada", "pk")


def penilaian_dari(lke: LembarKerjaEvaluasi) -> list[PenilaianPendahuluan]:
    """The conclusions on a sheet, newest first, each with ``surat`` (its files). Two queries."""
    semua = list(PenilaianPendahuluan.objects.filter(lke=lke).select_related("unit_penilai", "oleh"))
    berkas = berkas_banyak(PenilaianPendahuluan.BENDA, [p.pk for p in semua])
    for p in semua:
        p.surat = berkas.get(p.pk, [])
    return semua
