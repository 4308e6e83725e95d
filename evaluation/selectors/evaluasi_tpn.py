"""What TPN's pages show of an evaluation, and what stands in the way of a decision. Fixed numbers of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.enums import STATUS_TPN_AKHIR, JenisPredikat, Lapis, Status
from evaluation.enums.evaluasi_tpn import BUTIR, HasilButir, HasilClearance, HasilLangkah, Rencana
from evaluation.models import (
    AnggotaTimTPN,
    Clearance,
    EvaluasiTPN,
    InstansiTimTPN,
    ItemSeleksi,
    LembarKerjaEvaluasi,
    PredikatUnit,
    Skor,
    Usulan,
)
from evaluation.selectors.skor import skor_lapis
from evaluation.selectors.usulan import lke_tpn
from units.enums import PERAN_TPN, Peran
from units.models import User
from units.selectors import anggota


def evaluasi_dari(lke: LembarKerjaEvaluasi) -> EvaluasiTPN | None:
    return EvaluasiTPN.objects.select_related("sk").filter(lke=lke).first()


def orang_tim(lke: LembarKerjaEvaluasi) -> QuerySet[User]:
    """Those of TPN who work on this sheet: its team, or all of TPN while there is none."""
    tim = InstansiTimTPN.objects.filter(instansi=lke.unit.instansi_id, musim=lke.musim_id).first()
    if tim is None:
        return anggota(*PERAN_TPN)
    milik = AnggotaTimTPN.objects.filter(tim=tim.tim_id).values("user")
    return anggota(Peran.TPN_ADMIN) | anggota(Peran.TPN_ANGGOTA).filter(pk__in=milik)


@dataclass(frozen=True, slots=True)
class BarisSeleksi:
    """One item with the thresholds of TPI's layer that belong to it."""

    item: ItemSeleksi
    gerbang: tuple[scoring.Gerbang, ...]
    instansi: bool

    @property
    def terpenuhi(self) -> bool | None:
        return all(g.terpenuhi for g in self.gerbang) if self.gerbang else None


def baris_seleksi(lke: LembarKerjaEvaluasi) -> list[BarisSeleksi]:
    """The items in order, with figures computed from TPI's answers: two queries."""
    gerbang = {g.kode: g for g in skor_lapis(lke, Lapis.TPI).gerbang(lke.predikat_tujuan)}
    return [
        BarisSeleksi(
            item=item,
            gerbang=tuple(gerbang[k] for k in BUTIR[item.kode].ambang if k in gerbang) if item.kode in BUTIR else (),
            instansi=item.kode in BUTIR and BUTIR[item.kode].instansi,
        )
        for item in ItemSeleksi.objects.filter(lke=lke)
    ]


def tidak_sesuai(lke: LembarKerjaEvaluasi) -> QuerySet[ItemSeleksi]:
    return ItemSeleksi.objects.filter(lke=lke, hasil=HasilButir.TIDAK)


# The decision ---------------------------------------------------------------------------------------------------------


def dengan_hambatan(lke: QuerySet[LembarKerjaEvaluasi]) -> QuerySet[LembarKerjaEvaluasi]:
    """What ``hambatan`` asks of each sheet, in the same query: gates, predicates held, clearance, TPN's result."""
    skor = Skor.objects.filter(lke=OuterRef("pk"), lapis=Lapis.TPN)
    aktif = PredikatUnit.objects.filter(unit=OuterRef("unit"), aktif=True)
    clearance = (
        Clearance.objects.filter(lke=OuterRef("pk"), hasil=HasilClearance.BELUM)
        .order_by()
        .values("lke")
        .annotate(n=Count("pk"))
        .values("n")
    )
    lulus = (
        Q(evaluasi_tpn__panel_hasil=HasilLangkah.LULUS)
        | Q(evaluasi_tpn__panel_hasil="", evaluasi_tpn__lapangan_hasil=HasilLangkah.LULUS)
        | (
            Q(evaluasi_tpn__panel_hasil="", evaluasi_tpn__lapangan_hasil="", evaluasi_tpn__desk_hasil="lulus")
            & ~Q(evaluasi_tpn__lapangan_lewat="")
        )
    )
    gerbang = Case(
        When(predikat_tujuan=JenisPredikat.WBBM, then=Subquery(skor.values("memenuhi_wbbm")[:1])),
        default=Subquery(skor.values("memenuhi_wbk")[:1]),
        output_field=BooleanField(),
    )
    lke = lke.annotate(
        h_lulus=Case(When(lulus, then=True), default=False, output_field=BooleanField()),
        h_gerbang=gerbang,
        h_wbk=Exists(aktif.filter(jenis=JenisPredikat.WBK)),
        h_wbbm=Exists(aktif.filter(jenis=JenisPredikat.WBBM)),
        h_clearance=Coalesce(Subquery(clearance), 0),
    )
    jenjang = Q(predikat_tujuan=JenisPredikat.WBBM, h_wbk=True) | Q(predikat_tujuan=JenisPredikat.WBK, h_wbbm=False)
    siap = Q(h_lulus=True, h_gerbang=True, h_clearance=0, evaluasi_tpn__isnull=False) & jenjang
    return lke.annotate(h_siap=Case(When(siap, then=True), default=False, output_field=BooleanField()))


def hambatan(lke: LembarKerjaEvaluasi) -> list[str]:
    """Why a predicate cannot be awarded, of a sheet from ``dengan_hambatan``; empty when nothing hinders."""
    alasan = []
    if not lke.h_lulus:
        alasan.append(_("Hasil evaluasi TPN bukan lulus."))
    if not lke.h_gerbang:
        alasan.append(_("Nilai TPN belum memenuhi ambang %(p)s.") % {"p": lke.predikat_tujuan})
    if lke.h_clearance:
        alasan.append(_("Clearance belum lengkap: %(n)d lembaga belum menjawab.") % {"n": lke.h_clearance})
    if lke.predikat_tujuan == JenisPredikat.WBBM and not lke.h_wbk:
        alasan.append(
            _("%(unit)s tidak mempunyai predikat WBK yang aktif, sehingga WBBM tidak dapat ditetapkan.")
            % {"unit": lke.unit}
        )
    if lke.predikat_tujuan == JenisPredikat.WBK and lke.h_wbbm:
        alasan.append(
            _("%(unit)s sudah berpredikat WBBM, sehingga WBK tidak dapat ditetapkan lagi.") % {"unit": lke.unit}
        )
    return alasan


def hambatan_lke(lke: LembarKerjaEvaluasi) -> list[str]:
    """The same for one sheet: one query."""
    return hambatan(dengan_hambatan(LembarKerjaEvaluasi.objects.select_related("unit").filter(pk=lke.pk)).get())


def siap_diputus(user: User, *, tahun: int | None = None) -> QuerySet[LembarKerjaEvaluasi]:
    """Sheets that wait for the decree, with what was planned and what hinders: the list of the batch."""
    lke = lke_tpn(user, tahun=tahun).filter(status=Status.PENETAPAN).select_related("usulan", "evaluasi_tpn")
    return dengan_hambatan(lke).order_by("unit__instansi__nama", "unit__nama", "pk")


def hitung_rencana(lke: QuerySet[LembarKerjaEvaluasi]) -> dict[str, int]:
    """How many wait, are marked to be awarded or refused, and are marked but hindered: one query."""
    tetap, tolak = (Q(evaluasi_tpn__rencana=r) for r in (Rencana.TETAPKAN, Rencana.TOLAK))
    return lke.order_by().aggregate(
        semua=Count("pk"),
        tetapkan=Count("pk", filter=tetap),
        tolak=Count("pk", filter=tolak),
        terhambat=Count("pk", filter=tetap & Q(h_siap=False)),
    )


@dataclass(frozen=True, slots=True)
class BarisHasil:
    """One unit in the result of an instansi. Notes only where TPN has decided."""

    lke: LembarKerjaEvaluasi
    diputus: bool
    catatan: str
    rekomendasi: str


def hasil_usulan(usulan: Usulan) -> QuerySet[LembarKerjaEvaluasi]:
    lke = LembarKerjaEvaluasi.objects.filter(usulan=usulan)
    return lke.select_related("unit__instansi", "musim", "evaluasi_tpn__sk").order_by("unit__nama", "pk")


def baris_hasil(lke: Iterable[LembarKerjaEvaluasi]) -> list[BarisHasil]:
    hasil = []
    for satu in lke:
        evaluasi: EvaluasiTPN | None = getattr(satu, "evaluasi_tpn", None)
        diputus = satu.status in STATUS_TPN_AKHIR
        # A proposal that lapsed was never judged: only why it lapsed is told.
        terbuka = diputus and evaluasi is not None
        catatan = ""
        if terbuka:
            catatan = evaluasi.putusan_alasan if satu.status == Status.GUGUR else evaluasi.kondisi
        rekomendasi = evaluasi.rekomendasi if terbuka and satu.status != Status.GUGUR else ""
        hasil.append(BarisHasil(satu, diputus, catatan, rekomendasi))
    return hasil
