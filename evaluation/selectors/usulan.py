"""What the instansi proposes and TPN decides on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from evaluation.enums import STATUS_TPN, Lapis, Status
from evaluation.models import LembarKerjaEvaluasi, PredikatUnit, Skor, Usulan
from evaluation.selectors.lke import lke_table
from evaluation.selectors.skor import instrumen_lke
from evaluation.selectors.tpi import nilai_lapis
from units.enums import Peran
from units.models import Instansi, User
from units.selectors import akses, unit_milik_sendiri


def usulan_table(user: User, *, tahun: int | None = None) -> QuerySet[Usulan]:
    """Proposals this person may see, with how many units each holds (``jumlah``) and how many are decided
    (``diputus``, ``ditetapkan``): one query."""
    usulan = Usulan.objects.visible_to(user).select_related("instansi", "musim")
    if tahun:
        usulan = usulan.filter(musim__tahun=tahun)
    return usulan.annotate(
        jumlah=Count("lke"),
        diputus=Count("lke", filter=Q(lke__status__in=[Status.DITETAPKAN, Status.TIDAK_DITETAPKAN])),
        ditetapkan=Count("lke", filter=Q(lke__status=Status.DITETAPKAN)),
    ).order_by("-musim__tahun", "instansi__nama", "predikat", "pk")


def instansi_pengusul(user: User) -> QuerySet[Instansi]:
    """The instansi for which this person draws up proposals."""
    return Instansi.objects.filter(pk__in=akses(user).instansi_sebagai(Peran.ADMIN_INSTANSI))


def _dengan_skor(lke: QuerySet[LembarKerjaEvaluasi]) -> QuerySet[LembarKerjaEvaluasi]:
    """With all scores and their details as ``skor_tersimpan`` (list): one more query however many rows."""
    return lke.select_related("unit__instansi", "musim").prefetch_related(
        Prefetch("skor", queryset=Skor.objects.all(), to_attr="skor_tersimpan")
    )


def isi_usulan(usulan: Usulan) -> QuerySet[LembarKerjaEvaluasi]:
    """The sheets in a proposal by unit name, with their scores."""
    return _dengan_skor(LembarKerjaEvaluasi.objects.filter(usulan=usulan)).order_by("unit__nama", "pk")


def calon_usulan(usulan: Usulan) -> QuerySet[LembarKerjaEvaluasi]:
    """Layak sheets of the same instansi, year and aim that are in no proposal yet, with their scores."""
    lke = LembarKerjaEvaluasi.objects.filter(
        status=Status.LAYAK,
        usulan=None,
        predikat_tujuan=usulan.predikat,
        musim=usulan.musim_id,
        unit__instansi=usulan.instansi_id,
    )
    return _dengan_skor(lke).order_by("unit__nama", "pk")


def layak_tanpa_usulan(user: User, *, tahun: int | None = None) -> QuerySet[LembarKerjaEvaluasi]:
    """Layak sheets of the instansi this person administers that wait for a proposal."""
    lke = lke_table(user, tahun=tahun).filter(status=Status.LAYAK, usulan=None)
    return lke.filter(unit__instansi__in=akses(user).instansi_sebagai(Peran.ADMIN_INSTANSI))


@dataclass(frozen=True, slots=True)
class BarisUsulan:
    """One unit of a proposal: TPI's score, the thresholds it misses by name (empty when all are met)."""

    lke: LembarKerjaEvaluasi
    mandiri: Skor | None
    tpi: Skor | None
    gagal: tuple[str, ...]
    syarat: int

    @property
    def memenuhi(self) -> bool:
        if self.tpi is None:
            return False
        return self.tpi.memenuhi_wbbm if self.lke.predikat_tujuan == "WBBM" else self.tpi.memenuhi_wbk


def baris_usulan(lke: Iterable[LembarKerjaEvaluasi]) -> list[BarisUsulan]:
    return [_baris(satu) for satu in lke]


def _baris(lke: LembarKerjaEvaluasi) -> BarisUsulan:
    skor = {s.lapis: s for s in lke.skor_tersimpan}
    tpi = skor.get(Lapis.TPI)
    ambang = instrumen_lke(lke).ambang
    gagal = set(tpi.rincian["gagal"][lke.predikat_tujuan]) if tpi else set()
    return BarisUsulan(
        lke=lke,
        mandiri=skor.get(Lapis.UNIT),
        tpi=tpi,
        gagal=tuple(a.nama for a in ambang if a.kode in gagal),
        syarat=len(ambang),
    )


# TPN ------------------------------------------------------------------------------------------------------------------

URUTAN_TPN = {
    "tunggu": ("giliran", "usulan__dikirim_pada", "unit__nama", "pk"),
    "unit": ("unit__nama", "pk"),
    "instansi": ("unit__instansi__nama", "unit__nama", "pk"),
    "tpi": (F("nilai_tpi").desc(nulls_last=True), "pk"),
}


def lke_tpn(user: User, *, tahun: int | None = None) -> QuerySet[LembarKerjaEvaluasi]:
    """What was proposed to TPN, decided or not; without a TPN role nothing, and never the units one works in."""
    lke = lke_table(user, tahun=tahun).filter(status__in=sorted(STATUS_TPN)).exclude(unit__in=unit_milik_sendiri(user))
    return lke if user.has_perm("evaluation.antrean_tpn") else lke.none()


def antrean_tpn(user: User, *, tahun: int | None = None) -> QuerySet[LembarKerjaEvaluasi]:
    """TPN's queue in a fixed number of queries: undecided ones first, the longest waiting on top, each with its
    proposal, the totals of all layers (``nilai_mandiri``, ``nilai_tpi``, ``nilai_tpn``) and ``predikat_aktif``."""
    aktif = PredikatUnit.objects.filter(unit=OuterRef("unit"), aktif=True).values("jenis")[:1]
    return (
        lke_tpn(user, tahun=tahun)
        .select_related("unit__instansi", "musim", "usulan")
        .annotate(
            giliran=~Q(status=Status.DIUSULKAN),
            nilai_mandiri=nilai_lapis(Lapis.UNIT),
            nilai_tpi=nilai_lapis(Lapis.TPI),
            nilai_tpn=nilai_lapis(Lapis.TPN),
            predikat_aktif=Subquery(aktif),
        )
        .order_by(*URUTAN_TPN["tunggu"])
    )


def instansi_di_tpn(user: User) -> QuerySet[Instansi]:
    """Instansi with a proposal that was sent, for the filter of TPN's queue."""
    usulan = Usulan.objects.visible_to(user).filter(instansi=OuterRef("pk"), dikirim_pada__isnull=False)
    return Instansi.objects.filter(Exists(usulan)).order_by("nama")


def predikat_aktif(lke: LembarKerjaEvaluasi) -> PredikatUnit | None:
    """The predicate the unit holds now."""
    return PredikatUnit.objects.filter(unit=lke.unit_id, aktif=True).first()
