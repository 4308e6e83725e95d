"""Why a workbook shows another total than the portal computes from its answers: the faults of the copies in use."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import chain, combinations

from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.buku_kerja.isi import Nilai
from evaluation.scoring import Indikator, Instrumen

SAMA = Fraction(1, 20_000)
# Averages over answered questions only; the wealth report of the first kind counted for both; a base of zero as 0.
TERISI, LAPORAN_PERTAMA = "terisi", "laporan_pertama"


def jelaskan_selisih(instrumen: Instrumen, jawaban: Mapping[str, Nilai], total_berkas: str | None) -> str:
    """One sentence when the file's own total is not that of its answers, else "". Names the fault where it is known."""
    skor = scoring.hitung(instrumen, jawaban)
    if total_berkas is None:
        if not jawaban or skor.lengkap:
            return ""
        return _(
            "Berkas ini tidak menampilkan nilai total, biasanya karena ada indikator yang seluruhnya kosong. Nilai "
            "dari jawabannya %(kita)s; pertanyaan yang kosong bernilai 0."
        ) % {"kita": _angka(skor.total)}
    total = Fraction(total_berkas)
    if abs(total - skor.total) <= SAMA:
        return ""
    salah = next(
        (
            pilih
            for pilih in _gabungan((LAPORAN_PERTAMA, TERISI))
            if abs(_total_salinan(instrumen, skor, pilih) - total) <= SAMA
        ),
        (),
    )
    sebab = {
        TERISI: _("rumus di berkas menghitung rata-rata dari pertanyaan yang terisi saja, tanpa yang kosong"),
        LAPORAN_PERTAMA: _("rumus di berkas hanya memakai laporan LHKPN dan mengabaikan laporan Non LHKPN"),
    }
    alasan = _(" dan ").join(sebab[s] for s in salah) or _(
        "rumus di berkas berubah, atau nilainya belum dihitung ulang sejak jawabannya diubah"
    )
    return _(
        "Nilai total di berkas %(berkas)s, sedangkan dari jawabannya %(kita)s: %(alasan)s. Yang dipakai "
        "hitungan portal."
    ) % {"berkas": _angka(total), "kita": _angka(skor.total), "alasan": alasan}


def _gabungan(butir: tuple[str, ...]) -> chain[tuple[str, ...]]:
    return chain.from_iterable(combinations(butir, n) for n in range(1, len(butir) + 1))


def _total_salinan(instrumen: Instrumen, skor: scoring.Skor, salah: tuple[str, ...]) -> Fraction:
    """The total as a copy with these faults computes it."""
    return sum((_nilai_salinan(i, skor, salah) for i in instrumen.semua_indikator), Fraction(0))


def _nilai_salinan(indikator: Indikator, skor: scoring.Skor, salah: tuple[str, ...]) -> Fraction:
    nilai = [skor.pertanyaan[p.kode] for p in indikator.pertanyaan]
    if LAPORAN_PERTAMA in salah and len(nilai) > 1 and all(p.turunan for p in indikator.pertanyaan):
        nilai = nilai[:1]
    terisi = [n for n in nilai if n is not None]
    banyak = len(terisi) if TERISI in salah else len(nilai)
    return sum(terisi, Fraction(0)) / banyak * indikator.bobot if banyak else Fraction(0)


def _angka(nilai: Fraction) -> str:
    """Four places are enough to see where two totals part."""
    return str(scoring.desimal(nilai, 4)).replace(".", ",")
