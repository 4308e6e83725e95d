"""A sheet as a whole: search, what stands in the way of submitting, the receipt, paper, history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.enums import AKSI_AJUKAN, Lapis
from evaluation.models import LembarKerjaEvaluasi, Riwayat, RiwayatJawaban, Skor, TautanBukti
from evaluation.selectors.bagian import teks_beda, teks_jawaban
from evaluation.selectors.lembar import LABEL_LAPIS, Lembar
from evaluation.selectors.skor import instrumen_lke
from zi_portal.common.templatetags.zi import persen

NOL = Fraction(0)


# Search ---------------------------------------------------------------------------------------------------------------


def cari_soal(lembar: Lembar, q: str) -> list[str]:
    """Codes of the questions that hold every word of ``q`` in their code, text, criteria, indikator or notes.

    Only the notes of visible layers are searched, since a search that finds is an answer.
    """
    kata = q.casefold().split()
    if not kata:
        return [p.kode for p in lembar.instrumen.semua_pertanyaan]
    return [
        p.kode
        for indikator in lembar.instrumen.semua_indikator
        for p in indikator.pertanyaan
        if _memuat(_teks_cari(lembar, indikator, p), kata)
    ]


def _memuat(teks: str, kata: list[str]) -> bool:
    return all(k in teks for k in kata)


def _teks_cari(lembar: Lembar, indikator: scoring.Indikator, p: scoring.Pertanyaan) -> str:
    catatan = (lembar.isi[lapis][p.kode].catatan for lapis in lembar.lapis if p.kode in lembar.isi[lapis])
    bagian = (p.kode, p.teks, indikator.nama, *(o.kriteria for o in p.opsi), *(m.nama for m in p.masukan), *catatan)
    return "\n".join(bagian).casefold()


@dataclass(frozen=True, slots=True)
class HasilCari:
    """One question in a list, with its state in words."""

    pertanyaan: scoring.Pertanyaan
    jawaban: tuple[tuple[str, str], ...]
    poin: Fraction
    bobot: Fraction
    terjawab: bool
    tanpa_bukti: bool
    komentar: int
    dikembalikan: bool
    beda: str


def hasil_cari(lembar: Lembar, kode: Iterable[str]) -> list[tuple[scoring.Bagian, list[HasilCari]]]:
    """The questions of these codes under their sections."""
    kelompok: dict[str, tuple[scoring.Bagian, list[HasilCari]]] = {}
    for k in kode:
        bagian = lembar.instrumen.bagian_dari(k)
        kelompok.setdefault(bagian.kode, (bagian, []))[1].append(_hasil(lembar, k))
    return list(kelompok.values())


def _hasil(lembar: Lembar, kode: str) -> HasilCari:
    p = lembar.instrumen.pertanyaan(kode)
    bobot = lembar.instrumen.bobot_pertanyaan(kode)
    capaian = lembar.skor[lembar.utama].pertanyaan[kode] if lembar.utama in lembar.skor else None
    return HasilCari(
        pertanyaan=p,
        jawaban=tuple(_jawaban_lapis(lembar, lapis, p) for lapis in lembar.lapis),
        poin=(capaian or NOL) * bobot,
        bobot=bobot,
        terjawab=capaian is not None,
        tanpa_bukti=lembar.tanpa_bukti(kode),
        komentar=lembar.komentar.get(kode, 0),
        dikembalikan=lembar.dikembalikan(kode),
        beda=_beda(lembar, p, bobot),
    )


def _jawaban_lapis(lembar: Lembar, lapis: str, p: scoring.Pertanyaan) -> tuple[str, str]:
    capaian = lembar.skor[lapis].pertanyaan[p.kode]
    teks = teks_jawaban(p, lembar.isi[lapis][p.kode].isi)
    if len(p.masukan) > 1 and capaian is not None:
        teks = persen(capaian)
    return str(LABEL_LAPIS[Lapis(lapis)]), teks


def _beda(lembar: Lembar, p: scoring.Pertanyaan, bobot: Fraction) -> str:
    if not lembar.berbeda(p.kode):
        return ""
    sisi = {
        lapis: (lembar.isi[lapis][p.kode].isi, lembar.skor[lapis].pertanyaan[p.kode])
        for lapis in (Lapis.UNIT, lembar.lapis_nilai)
    }
    label = str(LABEL_LAPIS[Lapis(lembar.lapis_nilai)])
    return teks_beda(p, bobot, label=label, unit=sisi[Lapis.UNIT], lain=sisi[lembar.lapis_nilai])


def nama_simpul(instrumen: scoring.Instrumen) -> dict[str, str]:
    """What each node of the tree is called, for a trail of links."""
    nama = {"total": _("Nilai total")} | {f"area_{n}": isi for n, isi in instrumen.nama_area.items()}
    for komponen in instrumen.komponen:
        nama[komponen.kode] = komponen.nama.capitalize()
        for aspek in komponen.aspek:
            nama[aspek.kode] = aspek.nama.capitalize()
            nama |= {a.kode: f"{aspek.nama.capitalize()} {instrumen.nama_area[a.nomor]}" for a in aspek.area}
            nama |= {i.kode: i.nama for i in aspek.indikator}
    return nama


# Submit ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Periksa:
    """What stands between a sheet and its submission. Codes in LKE order, each with the question."""

    skor: scoring.Skor
    belum: tuple[scoring.Pertanyaan, ...]
    tanpa_bukti: tuple[scoring.Pertanyaan, ...]
    dikembalikan: tuple[scoring.Pertanyaan, ...]

    @property
    def pertama(self) -> str:
        """The question to open first."""
        return next((p.kode for p in (*self.belum, *self.tanpa_bukti)), "")

    @property
    def siap(self) -> bool:
        return not self.belum


def periksa(lembar: Lembar) -> Periksa:
    """The completeness of the unit's own layer, from the loaded sheet: no further query."""
    skor = lembar.skor[Lapis.UNIT]
    semua = lembar.instrumen.semua_pertanyaan
    return Periksa(
        skor=skor,
        belum=tuple(p for p in semua if skor.pertanyaan[p.kode] is None),
        tanpa_bukti=tuple(p for p in semua if lembar.tanpa_bukti(p.kode)),
        dikembalikan=tuple(p for p in semua if p.kode in lembar.tanda),
    )


@dataclass(frozen=True, slots=True)
class TandaTerima:
    """The record of a submission: its history row is the proof, the number is made of it."""

    riwayat: Riwayat
    nomor: str
    putaran: int
    versi: int
    instrumen: str
    skor: Skor | None
    jumlah_bukti: int


def tanda_terima(lke: LembarKerjaEvaluasi) -> TandaTerima | None:
    """The newest submission; None when the sheet never was submitted. ``skor`` is the unit's layer as it was handed
    in, and None once a later round has changed it."""
    ajuan = Riwayat.objects.filter(lke=lke, aksi__in=AKSI_AJUKAN).select_related("pelaku")
    riwayat = ajuan.order_by("-pk").first()
    if riwayat is None:
        return None
    versi = riwayat.rincian.get("versi_unit", lke.versi_unit)
    return TandaTerima(
        riwayat=riwayat,
        nomor=f"LKE-{lke.musim.tahun}-{lke.pk:05d}-{riwayat.pk:06d}",
        putaran=ajuan.count(),
        versi=versi,
        instrumen=instrumen_lke(lke).versi,
        skor=Skor.objects.filter(lke=lke, lapis=Lapis.UNIT, versi_jawaban=versi).first(),
        jumlah_bukti=TautanBukti.objects.terpasang().filter(lke=lke, bukti__dihapus_pada=None).count(),
    )


# Paper ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KolomCetak:
    """What one layer says to one question."""

    label: str
    teks: str
    poin: Fraction
    catatan: str


@dataclass(frozen=True, slots=True)
class BarisCetak:
    pertanyaan: scoring.Pertanyaan
    bobot: Fraction
    kolom: tuple[KolomCetak, ...]
    bukti: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BagianCetak:
    bagian: scoring.Bagian
    nilai: tuple[tuple[str, Fraction], ...]
    indikator: tuple[tuple[scoring.Indikator, tuple[BarisCetak, ...]], ...]


def cetak(lembar: Lembar) -> list[BagianCetak]:
    """The whole sheet as paper shows it, with the titles of its proof: one further query."""
    bukti: dict[str, list[str]] = {}
    tautan = TautanBukti.objects.terpasang().filter(lke=lembar.lke, bukti__dihapus_pada=None).order_by("pk")
    for kode, judul in tautan.values_list("kode", "bukti__judul"):
        bukti.setdefault(kode, []).append(judul)
    return [
        BagianCetak(
            bagian=bagian,
            nilai=tuple((str(LABEL_LAPIS[Lapis(x)]), lembar.skor[x].nilai_simpul(bagian.kode)) for x in lembar.lapis),
            indikator=tuple(
                (i, tuple(_baris_cetak(lembar, i, p, bukti.get(p.kode, ())) for p in i.pertanyaan))
                for i in bagian.indikator
            ),
        )
        for bagian in lembar.instrumen.bagian
    ]


def _baris_cetak(
    lembar: Lembar, indikator: scoring.Indikator, p: scoring.Pertanyaan, bukti: Iterable[str]
) -> BarisCetak:
    bobot = indikator.bobot_pertanyaan
    kolom = []
    for lapis in lembar.lapis:
        isi = lembar.isi[lapis][p.kode]
        poin = (lembar.skor[lapis].pertanyaan[p.kode] or NOL) * bobot
        kolom.append(KolomCetak(str(LABEL_LAPIS[Lapis(lapis)]), teks_jawaban(p, isi.isi), poin, isi.catatan))
    return BarisCetak(p, bobot, tuple(kolom), tuple(bukti))


# History --------------------------------------------------------------------------------------------------------------


def linimasa(lke: LembarKerjaEvaluasi) -> list[Riwayat]:
    """The moves with who made them, newest first."""
    return list(Riwayat.objects.filter(lke=lke).select_related("pelaku").order_by("-pk"))


def perubahan_jawaban(lke: LembarKerjaEvaluasi, lapis: Iterable[str], *, kode: str = "") -> QuerySet[RiwayatJawaban]:
    """Writes of the given layers, newest first, each with what stood there before."""
    sebelum = RiwayatJawaban.objects.filter(jawaban=OuterRef("jawaban"), versi__lt=OuterRef("versi")).order_by("-versi")
    riwayat = RiwayatJawaban.objects.filter(jawaban__lke=lke, jawaban__lapis__in=list(lapis))
    if kode:
        riwayat = riwayat.filter(jawaban__kode=kode)
    return (
        riwayat.select_related("jawaban", "oleh")
        .annotate(isi_lama=Subquery(sebelum.values("isi")[:1]), catatan_lama=Subquery(sebelum.values("catatan")[:1]))
        .order_by("-pk")
    )
