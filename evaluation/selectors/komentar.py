"""The talk under a question: threads one may read, people who read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from evaluation import scoring
from evaluation.enums import Ranah
from evaluation.models import Komentar, LembarKerjaEvaluasi
from evaluation.selectors.lke import orang_tpi, orang_unit
from evaluation.selectors.skor import instrumen_lke
from units.models import User


def utas_lke(
    lke: LembarKerjaEvaluasi, ranah: Iterable[str], kode: Iterable[str] | None = None
) -> dict[str, list[Komentar]]:
    """Threads of a sheet by question code, oldest first: each root with ``balasan_terbaca`` (list). Two queries.

    ``ranah`` is what the reader may see (``permissions.ranah_terbaca``); ``kode`` limits it to some questions.
    """
    balasan = Komentar.objects.select_related("penulis").order_by("pk")
    akar = Komentar.objects.filter(lke=lke, induk=None, ranah__in=list(ranah))
    if kode is not None:
        akar = akar.filter(kode__in=list(kode))
    akar = akar.select_related("penulis", "selesai_oleh").order_by("pk")
    utas: dict[str, list[Komentar]] = {}
    for satu in akar.prefetch_related(Prefetch("balasan", queryset=balasan, to_attr="balasan_terbaca")):
        utas.setdefault(satu.kode, []).append(satu)
    return utas


@dataclass(slots=True)
class UtasSoal:
    """What the thread fragment draws of one question, when it is drawn by itself."""

    pertanyaan: scoring.Pertanyaan
    utas: list[Komentar] = field(default_factory=list)
    ada_komentar_baru: bool = False


def utas_soal(lke: LembarKerjaEvaluasi, kode: str, ranah: Iterable[str]) -> UtasSoal:
    """The threads of one question. Raises KeyError when the instrument has no such question."""
    pertanyaan = instrumen_lke(lke).pertanyaan(kode)
    return UtasSoal(pertanyaan, utas_lke(lke, ranah, [kode]).get(kode, []))


def pembaca_komentar(lke: LembarKerjaEvaluasi, ranah: str) -> QuerySet[User]:
    """Who takes part in the talk of this sheet and reads a thread of this kind; mentions reach only these.

    An assessor who works in the unit does not read what TPI says among itself.
    """
    if ranah == Ranah.INTERNAL_TPI:
        return orang_tpi(lke).exclude(pk__in=orang_unit(lke).values("pk"))
    return (orang_tpi(lke) | orang_unit(lke)).distinct().order_by("nama", "pk")


def alamat_soal(lke: LembarKerjaEvaluasi, kode: str, komentar: Komentar | None = None) -> str:
    """Where a question stands in the workspace, and which remark under it is meant."""
    bagian = instrumen_lke(lke).bagian_dari(kode)
    kueri = f"?komentar={komentar.pk}" if komentar else ""
    return f"{reverse('evaluation:lke_bagian', args=[lke.pk, bagian.kode])}{kueri}#soal-{kode}"
