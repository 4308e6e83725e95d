"""What TPI sees: its queue, what is left to review, where it differs."""

from __future__ import annotations

from django.db.models import Count, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from evaluation.enums import Lapis, Status
from evaluation.models import Jawaban, Komentar, Kunjungan, LembarKerjaEvaluasi
from evaluation.selectors.lke import lke_table
from evaluation.selectors.skor import instrumen_for
from units.models import User


def perlu_dinilai(lke: LembarKerjaEvaluasi) -> QuerySet[Jawaban]:
    """TPI answers still to be judged: never touched, or the unit changed its answer after TPI's."""
    unit = Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT, kode=OuterRef("kode"))
    lebih_baru = unit.filter(diubah_pada__gt=OuterRef("diubah_pada"))
    return Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI).filter(Q(versi=0) | Exists(lebih_baru))


def belum_dinilai(lke: LembarKerjaEvaluasi) -> tuple[str, ...]:
    """Codes of ``perlu_dinilai`` in LKE order."""
    kode = set(perlu_dinilai(lke).values_list("kode", flat=True))
    return tuple(p.kode for p in instrumen_for(lke.instrumen_id).semua_pertanyaan if p.kode in kode)


def berbeda_tanpa_catatan(lke: LembarKerjaEvaluasi) -> tuple[str, ...]:
    """Codes where TPI's value is not the unit's and no note says why, in LKE order."""
    unit = dict(Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT).values_list("kode", "isi"))
    tpi = {j.kode: j for j in Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI)}
    return tuple(
        p.kode
        for p in instrumen_for(lke.instrumen_id).semua_pertanyaan
        if p.kode in tpi and tpi[p.kode].isi != unit.get(p.kode) and not tpi[p.kode].catatan
    )


def antrean_tpi(user: User, *, tahun: int | None = None) -> QuerySet[LembarKerjaEvaluasi]:
    """TPI's queue in a fixed number of queries: sheets by urgency, each with ``berubah`` (answers of the unit that
    moved since this person last looked), ``komentar_baru`` and ``dilihat_pada``."""
    kunjungan = Kunjungan.objects.filter(lke=OuterRef("pk"), user=user).values("pada")[:1]
    berubah = (
        Jawaban.objects.filter(lke=OuterRef("pk"), lapis=Lapis.UNIT, diubah_pada__gt=OuterRef("sejak"))
        .order_by()
        .values("lke")
        .annotate(n=Count("pk"))
        .values("n")
    )
    komentar = (
        Komentar.objects.filter(lke=OuterRef("pk"), dibuat_pada__gt=OuterRef("sejak"))
        .exclude(penulis=user)
        .order_by()
        .values("lke")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        lke_table(user, tahun=tahun)
        .exclude(status=Status.DRAF)
        .annotate(dilihat_pada=Subquery(kunjungan, output_field=DateTimeField()))
        .annotate(sejak=Coalesce("dilihat_pada", F("created_at")))
        .annotate(berubah=Coalesce(Subquery(berubah), 0), komentar_baru=Coalesce(Subquery(komentar), 0))
        .order_by("musim__tpi_selesai", "diajukan_pada", "pk")
    )
