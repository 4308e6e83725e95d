"""Where the value of a hasil question comes from: a sealed survey, or somebody's typing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from evaluation.enums import Lapis
from evaluation.models import LembarKerjaEvaluasi, SumberIndeks
from evaluation.peta import peta_indeks
from surveys.enums import JenisKampanye
from surveys.selectors.indeks import IndeksSurvei, indeks_tersegel

# Whose survey each layer may take: TPI's own and TPN's own stand beside the unit's, and replace it in their layer.
_SENDIRI, _TPI = (JenisKampanye.MANDIRI,), (JenisKampanye.MANDIRI, JenisKampanye.TPI)
_TPN = (JenisKampanye.MANDIRI, JenisKampanye.TPI, JenisKampanye.TPN)
JENIS_LAPIS: dict[str, tuple[str, ...]] = {
    Lapis.UNIT: _SENDIRI,
    Lapis.AT1: _TPI,
    Lapis.AT2: _TPI,
    Lapis.KT: _TPI,
    Lapis.TPI: _TPI,
    Lapis.TPN: _TPN,
}
ANGKA_KOMA = 10


def teks_indeks(nilai: Fraction) -> str:
    """An index as an answer holds it: ten decimals, cut and not rounded, so that it never reaches a threshold that the
    exact value misses."""
    bulat = nilai.numerator * 10**ANGKA_KOMA // nilai.denominator
    teks = f"{bulat // 10**ANGKA_KOMA}.{bulat % 10**ANGKA_KOMA:0{ANGKA_KOMA}d}".rstrip("0")
    return teks.removesuffix(".")


def indeks_tersedia(lke: LembarKerjaEvaluasi, lapis: str, kode: str) -> list[IndeksSurvei]:
    """The surveys from which this layer may take its value, newest first: those of the season's year and the year
    before. Three queries; none for a question that takes no index."""
    indeks = peta_indeks().get(kode)
    if not indeks:
        return []
    tahun = lke.musim.tahun
    semua = indeks_tersegel(
        unit_id=lke.unit_id,
        tahun=(tahun, tahun - 1),
        jenis=JENIS_LAPIS[lapis],
        kode=indeks,
        konversi=lke.musim.konversi_survei,
    )
    return sorted(semua, key=lambda i: indeks.index(i.kode))


@dataclass(frozen=True, slots=True)
class IndeksSoal:
    """What the card of a hasil question says: what was taken in its layer, what the unit's came from, and whether the
    reader may take one. ``jawaban`` is what stands in the layer."""

    sumber: SumberIndeks | None
    sumber_unit: SumberIndeks | None
    jawaban: str
    isi: bool

    @property
    def dari_survei(self) -> bool:
        """The value is still the one that was taken."""
        return self.sumber is not None and self.jawaban == self.sumber.nilai

    @property
    def diketik(self) -> bool:
        return bool(self.jawaban) and not self.dari_survei


def sumber_indeks(
    lke: LembarKerjaEvaluasi, lapis: Collection[str], kode: Iterable[str]
) -> dict[tuple[str, str], SumberIndeks]:
    """(layer, question) → where its value was taken from. One query; none where no question takes an index."""
    dipilih = peta_indeks().keys() & set(kode)
    if not dipilih:
        return {}
    semua = SumberIndeks.objects.filter(lke=lke, lapis__in=lapis, kode__in=dipilih).select_related("kampanye", "oleh")
    return {(s.lapis, s.kode): s for s in semua}


def indeks_soal(
    kode: str, lapis: str, jawaban: Mapping[str, object], sumber: Mapping[tuple[str, str], SumberIndeks], *, isi: bool
) -> IndeksSoal | None:
    """What the card of this question says, None for one that takes no index."""
    if kode not in peta_indeks():
        return None
    return IndeksSoal(
        sumber=sumber.get((lapis, kode)),
        sumber_unit=sumber.get((Lapis.UNIT, kode)) if lapis != Lapis.UNIT else None,
        jawaban=str(jawaban.get(kode, "")),
        isi=isi,
    )
