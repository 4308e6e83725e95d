"""The talk under a question: threads one may read, people who read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from evaluation import scoring
from evaluation.enums import Ranah, Status
from evaluation.models import Komentar, LembarKerjaEvaluasi
from evaluation.selectors.lke import orang_tpi, orang_unit
from evaluation.selectors.skor import instrumen_lke
from units.models import User

CALON_TERBANYAK = 8
# User names that can be written after an @; others hold one themselves.
NAMA_SEBUTAN = r"^[\w.+-]{2,150}$"


def utas_lke(
    lke: LembarKerjaEvaluasi, ranah: Iterable[str], kode: Iterable[str] | None = None
) -> dict[str, list[Komentar]]:
    """Threads of a sheet by question code, oldest first: each root with ``balasan_terbaca`` (list), each remark with
    ``nama_disebut``. Three queries at most.

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
    isi_sebutan([k for daftar in utas.values() for akar in daftar for k in (akar, *akar.balasan_terbaca)])
    return utas


def isi_sebutan(komentar: Iterable[Komentar]) -> None:
    """Give each remark ``nama_disebut``: user name → name of those it mentions. One query, and none without an @."""
    bertanda = {}
    for satu in komentar:
        satu.nama_disebut = {}
        if "@" in satu.isi:
            bertanda[satu.pk] = satu
    if not bertanda:
        return
    disebut = Komentar.disebut.through.objects.filter(komentar__in=bertanda)
    for pk, username, nama in disebut.values_list("komentar", "user__username", "user__nama"):
        bertanda[pk].nama_disebut[username] = nama


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

    An assessor who works in the unit does not read what TPI says among itself. A draft is the unit's own: TPI does not
    see it yet.
    """
    if lke.diajukan_pada is None or lke.status == Status.DRAF:
        return orang_unit(lke) if ranah == Ranah.BERSAMA else User.objects.none()
    if ranah == Ranah.INTERNAL_TPI:
        return orang_tpi(lke).exclude(pk__in=orang_unit(lke).values("pk"))
    return (orang_tpi(lke) | orang_unit(lke)).distinct().order_by("nama", "pk")


def calon_sebutan(lke: LembarKerjaEvaluasi, ranah: str, kata: str, *, penulis: User) -> list[User]:
    """A few of those who read such a thread, by a part of their name or user name. One query."""
    cocok = Q(nama__icontains=kata) | Q(username__icontains=kata)
    pembaca = pembaca_komentar(lke, ranah).filter(cocok, username__regex=NAMA_SEBUTAN).exclude(pk=penulis.pk)
    return list(pembaca.order_by("nama", "pk")[:CALON_TERBANYAK])


def alamat_soal(lke: LembarKerjaEvaluasi, kode: str, komentar: Komentar | None = None) -> str:
    """Where a question stands in the workspace, and which remark under it is meant."""
    bagian = instrumen_lke(lke).bagian_dari(kode)
    kueri = f"?komentar={komentar.pk}" if komentar else ""
    return f"{reverse('evaluation:lke_bagian', args=[lke.pk, bagian.kode])}{kueri}#soal-{kode}"
