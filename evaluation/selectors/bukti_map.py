"""Files named by question, held against the questions of a sheet that are open now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from evaluation.models import LembarKerjaEvaluasi
from evaluation.pencocokan import cocokkan
from evaluation.selectors.lke import kode_terbuka
from evaluation.selectors.skor import instrumen_lke
from units.models import BerkasBukti, BuktiDukung


@dataclass(frozen=True, slots=True)
class BarisMap:
    """One file: its number in what was asked, its name and folder, the question it is for ("" where the name does not
    tell), what else is possible, and ``tertutup``: the question that its name means, which is not open now."""

    nomor: int
    nama: str
    map: str
    kode: str
    calon: tuple[str, ...]
    yakin: bool
    tertutup: str = ""


def petakan(lke: LembarKerjaEvaluasi, jalur: Iterable[tuple[int, str]]) -> list[BarisMap]:
    """Match numbered paths to the open questions of a sheet."""
    instrumen = instrumen_lke(lke)
    terbuka = kode_terbuka(lke)
    hasil = []
    for nomor, satu in jalur:
        cocok = cocokkan(satu, instrumen)
        calon = tuple(k for k in cocok.calon if terbuka is None or k in terbuka)
        kode = cocok.kode if cocok.kode in calon else ""
        map_, _garis, nama = satu.strip("/").rpartition("/")
        hasil.append(
            BarisMap(nomor, nama, map_, kode, calon, cocok.yakin, cocok.kode if cocok.kode and not kode else "")
        )
    return hasil


def pilihan_soal(lke: LembarKerjaEvaluasi) -> list[tuple[str, list[tuple[str, str]]]]:
    """The questions open for proof now, by section: (title, [(code, text)])."""
    terbuka = kode_terbuka(lke)
    bagian = [
        (f"{b.kode} {b.judul}", [(p.kode, p.teks) for p in b.pertanyaan if terbuka is None or p.kode in terbuka])
        for b in instrumen_lke(lke).bagian
    ]
    return [(judul, soal) for judul, soal in bagian if soal]


def bukti_bernama(lke: LembarKerjaEvaluasi, ids: Iterable[int]) -> QuerySet[BuktiDukung]:
    """Proofs of the unit's archive with ``nama_akhir``, the name of their newest file."""
    akhir = BerkasBukti.objects.filter(bukti=OuterRef("pk")).order_by("-versi").values("nama")[:1]
    return (
        BuktiDukung.objects.hidup().filter(unit=lke.unit_id, pk__in=ids).annotate(nama_akhir=Subquery(akhir))
    ).order_by("pk")
