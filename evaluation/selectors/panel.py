"""The rail of sections and the panel of numbers and gates, from computed scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.enums import Lapis
from evaluation.models import LembarKerjaEvaluasi
from evaluation.selectors.lembar import LABEL_LAPIS, Lembar
from zi_portal.common.templatetags.zi import angka, kurang


@dataclass(frozen=True, slots=True)
class BarisRel:
    """One section in the rail."""

    bagian: scoring.Bagian
    nilai: Fraction
    terisi: int
    jumlah: int
    label: str
    dikembalikan: int = 0
    komentar: int = 0
    bergerak: int = 0

    @property
    def kode(self) -> str:
        return self.bagian.kode

    @property
    def lengkap(self) -> bool:
        return self.terisi == self.jumlah


@dataclass(frozen=True, slots=True)
class KelompokRel:
    judul: str
    baris: tuple[BarisRel, ...]


def baris_rel(lembar: Lembar, bagian: scoring.Bagian) -> BarisRel:
    """Points and progress of a section in the layer the panel shows, with its marks."""
    kode = [p.kode for p in bagian.pertanyaan]
    return replace(
        baris_rel_skor(lembar.skor[lembar.lapis_panel], bagian, lembar.lapis_panel),
        dikembalikan=sum(k in lembar.tanda for k in kode),
        komentar=sum(k in lembar.komentar for k in kode),
        bergerak=sum(map(lembar.bergerak, kode)) if "bergerak" in lembar.saringan else 0,
    )


def baris_rel_skor(skor: scoring.Skor, bagian: scoring.Bagian, lapis: str) -> BarisRel:
    """Points and progress of a section, without the marks: no queries."""
    terisi = sum(skor.pertanyaan[p.kode] is not None for p in bagian.pertanyaan)
    return BarisRel(bagian, skor.nilai_simpul(bagian.kode), terisi, len(bagian.pertanyaan), _label(lapis))


def _label(lapis: str) -> str:
    return str(LABEL_LAPIS[Lapis(lapis)])


def rel(lembar: Lembar) -> list[KelompokRel]:
    """The rail: the sections under Pemenuhan, Reform and Hasil."""
    kelompok: dict[str, list[BarisRel]] = {}
    for bagian in lembar.instrumen.bagian:
        judul = (bagian.aspek or bagian.komponen).nama.capitalize()
        kelompok.setdefault(judul, []).append(baris_rel(lembar, bagian))
    return [KelompokRel(judul, tuple(baris)) for judul, baris in kelompok.items()]


@dataclass(frozen=True, slots=True)
class SyaratNilai:
    """One threshold of one predikat on a row of the panel."""

    predikat: str
    terpenuhi: bool
    batas: Fraction
    teks: str


# Compared by identity: equal rows are one object (``_baris``), and hashing two dozen fractions would cost more.
@dataclass(frozen=True, slots=True, eq=False)
class BarisPanel:
    """A number with its maximum and the thresholds on it; ``kurang`` when the one of the aim is not met."""

    simpul: str
    nama: str
    nilai: Fraction
    maks: Fraction
    tingkat: int
    syarat: tuple[SyaratNilai, ...]
    kurang: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """The score of one layer: every number of the top, every gate, and what would close the gates of the aim."""

    lke: LembarKerjaEvaluasi
    lapis: str
    label: str
    skor: scoring.Skor
    tujuan: str
    baris: tuple[BarisPanel, ...]
    gagal: Mapping[str, int]
    tambahan: tuple[scoring.GerbangTambahan, ...]
    kekurangan: scoring.Kekurangan

    @property
    def memenuhi(self) -> bool:
        return self.skor.memenuhi(self.tujuan)

    @property
    def jumlah_gagal(self) -> int:
        return self.gagal[self.tujuan]

    @property
    def belum_diisi(self) -> int:
        return len(self.skor.belum_diisi)


def panel(lke: LembarKerjaEvaluasi, lapis: str, skor: scoring.Skor, jawaban: Mapping[str, str | int]) -> Panel:
    """Everything the panel shows of one layer, from a computed score; no queries."""
    instrumen = skor.instrumen
    baris = tuple(_baris(skor, simpul, lke.predikat_tujuan) for simpul in _urut(instrumen))
    tambahan = {p: skor.gerbang_tambahan(p) for p in scoring.PREDIKAT}
    gagal = {
        p: sum(not s.terpenuhi for b in baris for s in b.syarat if s.predikat == p)
        + sum(not t.terpenuhi for t in tambahan[p])
        for p in scoring.PREDIKAT
    }
    return Panel(
        lke=lke,
        lapis=lapis,
        label=_label(lapis),
        skor=skor,
        tujuan=lke.predikat_tujuan,
        baris=baris,
        gagal=gagal,
        tambahan=tuple(t for p in scoring.PREDIKAT for t in tambahan[p]),
        kekurangan=scoring.what_is_missing(instrumen, jawaban, skor, lke.predikat_tujuan),
    )


def _urut(instrumen: scoring.Instrumen) -> tuple[str, ...]:
    """The nodes of the panel from top to bottom."""
    atas = ["total", "A", *(f"area_{n}" for n in instrumen.nama_area), "B"]
    return (*atas, *(a.simpul for a in instrumen.ambang if a.simpul not in atas))


BARIS_TERBANYAK = 8192


def _baris(skor: scoring.Skor, simpul: str, tujuan: str) -> BarisPanel:
    """One row, made once for each value a node takes: a save changes three rows of a dozen."""
    # Kept on the instrument itself, so that it lives and dies with it.
    ingatan: dict[tuple, BarisPanel] = skor.instrumen.__dict__.setdefault("_baris_panel", {})
    nilai = skor.nilai_simpul(simpul)
    kunci = (simpul, nilai, tujuan, get_language())
    if (baris := ingatan.get(kunci)) is None:
        if len(ingatan) >= BARIS_TERBANYAK:
            ingatan.clear()
        baris = ingatan[kunci] = _baris_baru(skor, simpul, nilai, tujuan)
    return baris


def _baris_baru(skor: scoring.Skor, simpul: str, nilai: Fraction, tujuan: str) -> BarisPanel:
    gerbang = {p: g for p in scoring.PREDIKAT if (g := skor.gerbang_simpul(simpul, p))}
    syarat = tuple(_syarat(p, g) for p, g in gerbang.items())
    nama = next((g.nama.removeprefix("Area ") for g in gerbang.values()), _("Total hasil"))
    return BarisPanel(
        simpul=simpul,
        nama=nama,
        nilai=nilai,
        maks=skor.instrumen.bobot_simpul[simpul],
        tingkat=0 if simpul in ("total", "A", "B") else 1,
        syarat=syarat,
        kurang=any(not s.terpenuhi for s in syarat if s.predikat == tujuan),
    )


def _syarat(predikat: str, gerbang: scoring.Gerbang) -> SyaratNilai:
    batas = _batas(gerbang.minimum, gerbang.persen_minimum)
    if gerbang.terpenuhi:
        teks = _("memenuhi (batas %(batas)s)") % {"batas": batas}
    else:
        teks = _("kurang %(kurang)s (batas %(batas)s)") % {"kurang": kurang(gerbang.kurang), "batas": batas}
    return SyaratNilai(predikat, gerbang.terpenuhi, gerbang.minimum, teks)


@lru_cache(maxsize=256)
def _batas(minimum: Fraction, persen: Fraction | None) -> str:
    """A threshold in writing: there are two dozen, the same for every sheet."""
    return angka(minimum).removesuffix(",00") if persen is None else f"{angka(persen, 0)}\u00a0%"
