"""What is missing for a predikat, and a short list of better answers that would close it.

The list is a plan, not a promise: few, small steps found greedily, smallest threshold first, then thinned out until no
step can be taken back. Answering all of it meets every threshold, which `hitung` confirms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from evaluation.scoring.hitung import NOL, SATU, Gerbang, GerbangTambahan, Jawaban, Skor, nilai_rumus
from evaluation.scoring.instrumen import Instrumen, Pertanyaan, teks_angka
from evaluation.scoring.jawaban import BILANGAN_TERBESAR, kosong
from evaluation.scoring.pohon import leluhur_pertanyaan

# A survey moves by a tenth of its index; a count by a quarter of what is left to do.
LANGKAH_INDEKS = 10
LANGKAH_HITUNGAN = 4


@dataclass(frozen=True, slots=True)
class Langkah:
    """One question to answer better. `isi` holds the inputs that would do it, `gerbang` the thresholds it helps.

    `dari` is None when the question is not answered yet; `tambahan_poin` are points of the total.
    """

    kode: str
    teks: str
    dari: str | None
    ke: str
    kriteria: str
    tambahan_poin: Fraction
    gerbang: tuple[str, ...]
    isi: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Kekurangan:
    """Thresholds and conditions not met, and the steps. `tertutup`: once all steps are taken, nothing fails."""

    predikat: str
    gerbang: tuple[Gerbang, ...]
    tambahan: tuple[GerbangTambahan, ...]
    langkah: tuple[Langkah, ...]
    tertutup: bool

    @property
    def terpenuhi(self) -> bool:
        """Nothing is missing already."""
        return not self.gerbang and not self.tambahan


@dataclass(frozen=True, slots=True)
class _Tingkat:
    """A better answer to a question: how it reads, what it is worth (0 to 1), and the inputs that say it."""

    ke: str
    nilai: Fraction
    isi: Mapping[str, str | int]
    kriteria: str = ""


class _Calon:
    """A question that can still be answered better, with the points (whole, over one denominator) of each step."""

    __slots__ = ("gerbang", "indeks", "pertanyaan", "pilih", "poin", "tingkat")

    def __init__(self, pertanyaan: Pertanyaan, tingkat: list[_Tingkat], gerbang: tuple[str, ...]) -> None:
        self.pertanyaan = pertanyaan
        self.tingkat = tingkat
        self.gerbang = gerbang
        self.indeks = pertanyaan.jenis == "nilai_0_4"
        self.poin: list[int] = []
        self.pilih = 0

    @property
    def bisa_naik(self) -> bool:
        return self.pilih < len(self.tingkat)

    @property
    def kenaikan(self) -> int:
        return self.poin[self.pilih + 1] - self.poin[self.pilih]

    @property
    def penurunan(self) -> int:
        return self.poin[self.pilih] - self.poin[self.pilih - 1]


def what_is_missing(instrumen: Instrumen, jawaban: Jawaban, skor: Skor, predikat: str) -> Kekurangan:
    """Thresholds of the predikat that fail, by how much, and the steps that close them, the largest step first."""
    gagal = tuple(g for g in skor.gerbang(predikat) if not g.terpenuhi)
    tambahan = tuple(s for s in skor.gerbang_tambahan(predikat) if not s.terpenuhi)
    calon = list(_calon(instrumen, jawaban, skor, {g.simpul: g.kode for g in gagal}))
    penyebut = _isi_poin(instrumen, skor, calon, gagal)
    sisa = {g.kode: int(g.kurang * penyebut) for g in gagal}
    for kode in sorted(sisa, key=lambda k: sum(k in c.gerbang for c in calon)):
        _tutup(kode, [c for c in calon if kode in c.gerbang], sisa)
    _kurangi(calon, sisa)
    langkah = [_langkah(c, jawaban, penyebut) for c in calon if c.pilih]
    return Kekurangan(
        predikat=predikat,
        gerbang=gagal,
        tambahan=tambahan,
        langkah=tuple(sorted(langkah, key=lambda s: -s.tambahan_poin)),
        tertutup=not tambahan and all(kurang <= 0 for kurang in sisa.values()),
    )


def _calon(instrumen: Instrumen, jawaban: Jawaban, skor: Skor, gagal: Mapping[str, str]) -> Iterator[_Calon]:
    """Questions under a failing threshold (`gagal`: node → threshold code) that have a better answer left."""
    for kode, leluhur in leluhur_pertanyaan(instrumen).items():
        gerbang = tuple(gagal[simpul] for simpul in leluhur if simpul in gagal)
        pertanyaan = instrumen.pertanyaan(kode)
        if gerbang and (tingkat := _tingkat_lebih_baik(pertanyaan, jawaban, skor.pertanyaan[kode] or NOL)):
            yield _Calon(pertanyaan, tingkat, gerbang)


def _isi_poin(instrumen: Instrumen, skor: Skor, calon: list[_Calon], gagal: tuple[Gerbang, ...]) -> int:
    """Give every candidate its points as whole numbers over one denominator, and return that denominator."""
    pecahan = []
    for c in calon:
        kode = c.pertanyaan.kode
        bobot = instrumen.bobot_pertanyaan(kode)
        pecahan.append([skor.poin_pertanyaan(kode), *(t.nilai * bobot for t in c.tingkat)])
    penyebut = lcm(*(p.denominator for baris in pecahan for p in baris), *(g.kurang.denominator for g in gagal))
    for c, baris in zip(calon, pecahan, strict=True):
        c.poin = [p.numerator * (penyebut // p.denominator) for p in baris]
    return penyebut


def _tutup(kode: str, calon: list[_Calon], sisa: dict[str, int]) -> None:
    """Raise answers until this threshold is met: the smallest step that does it, else the largest there is."""
    while sisa[kode] > 0:
        naik = [c for c in calon if c.bisa_naik]
        # A survey is measured, not answered: everything else comes first.
        naik = [c for c in naik if not c.indeks] or naik
        if not naik:
            return
        cukup = [c for c in naik if c.kenaikan >= sisa[kode]]
        terpilih = min(cukup, key=lambda c: c.kenaikan) if cukup else max(naik, key=lambda c: c.kenaikan)
        for gerbang in terpilih.gerbang:
            sisa[gerbang] -= terpilih.kenaikan
        terpilih.pilih += 1


def _kurangi(calon: list[_Calon], sisa: dict[str, int]) -> None:
    """Take back, the least useful first, every step that later steps have made needless."""
    for c in sorted((c for c in calon if c.pilih), key=lambda c: c.poin[c.pilih] - c.poin[0]):
        while c.pilih and all(sisa[gerbang] + c.penurunan <= 0 for gerbang in c.gerbang):
            for gerbang in c.gerbang:
                sisa[gerbang] += c.penurunan
            c.pilih -= 1


def _langkah(calon: _Calon, jawaban: Jawaban, penyebut: int) -> Langkah:
    tingkat = calon.tingkat[calon.pilih - 1]
    return Langkah(
        kode=calon.pertanyaan.kode,
        teks=calon.pertanyaan.teks,
        dari=_sekarang(calon.pertanyaan, jawaban),
        ke=tingkat.ke,
        kriteria=tingkat.kriteria,
        tambahan_poin=Fraction(calon.poin[calon.pilih] - calon.poin[0], penyebut),
        gerbang=calon.gerbang,
        isi=tingkat.isi,
    )


# Better answers -------------------------------------------------------------------------------------------------------


def _tingkat_lebih_baik(pertanyaan: Pertanyaan, jawaban: Jawaban, nilai: Fraction) -> list[_Tingkat]:
    """The answers worth more than `nilai`, the nearest first, ending with the best."""
    if nilai >= SATU:
        return []
    if pertanyaan.pilihan:
        return [
            _Tingkat(opsi.kunci, opsi.nilai, {pertanyaan.kode: opsi.kunci}, opsi.kriteria)
            for opsi in reversed(pertanyaan.opsi)
            if opsi.nilai > nilai
        ]
    return [t for t in _tingkat_hitungan(pertanyaan, jawaban, nilai) if t.nilai > nilai and _wajar(t)]


def _wajar(tingkat: _Tingkat) -> bool:
    """Counts nobody could type are no advice."""
    return all(isinstance(isi, str) or isi <= BILANGAN_TERBESAR for isi in tingkat.isi.values())


def _tingkat_hitungan(pertanyaan: Pertanyaan, jawaban: Jawaban, nilai: Fraction) -> Iterator[_Tingkat]:
    if pertanyaan.jenis == "nilai_0_4":
        yield from _tingkat_indeks(pertanyaan, nilai)
    elif any(kosong(jawaban.get(m.kode)) for m in pertanyaan.masukan):
        yield _tingkat_kosong(pertanyaan, jawaban)
    elif pertanyaan.rumus.tipe == "rasio":
        yield from _tingkat_rasio(pertanyaan, jawaban)
    else:
        yield from _tingkat_penurunan(pertanyaan, jawaban)


def _tingkat_indeks(pertanyaan: Pertanyaan, nilai: Fraction) -> Iterator[_Tingkat]:
    pembagi = pertanyaan.rumus.pembagi
    for sepersepuluh in range(int(nilai * pembagi * LANGKAH_INDEKS) + 1, int(pembagi * LANGKAH_INDEKS) + 1):
        indeks = Fraction(sepersepuluh, LANGKAH_INDEKS)
        teks = teks_angka(indeks)
        yield _Tingkat(teks.replace(".", ","), indeks / pembagi, {pertanyaan.kode: teks})


def _tingkat_rasio(pertanyaan: Pertanyaan, jawaban: Jawaban) -> Iterator[_Tingkat]:
    rumus, isi = pertanyaan.rumus, {m.kode: int(jawaban[m.kode]) for m in pertanyaan.masukan}
    pembilang, penyebut = sum(isi[k] for k in rumus.pembilang), sum(isi[k] for k in rumus.penyebut)
    if penyebut == 0:
        yield _tingkat_kosong(pertanyaan, jawaban)
        return
    for target in _menuju(pembilang, penyebut):
        tambah = {rumus.pembilang[0]: isi[rumus.pembilang[0]] + target - pembilang}
        yield _Tingkat(f"{target} dari {penyebut}", Fraction(target, penyebut), isi | tambah)


def _tingkat_penurunan(pertanyaan: Pertanyaan, jawaban: Jawaban) -> Iterator[_Tingkat]:
    rumus, isi = pertanyaan.rumus, {m.kode: int(jawaban[m.kode]) for m in pertanyaan.masukan}
    awal, akhir = isi[rumus.awal], isi[rumus.akhir]
    satuan = next(m.satuan for m in pertanyaan.masukan if m.kode == rumus.akhir)
    if awal == 0:
        yield _Tingkat(f"0 {satuan}", rumus.awal_dan_akhir_nol.nilai, isi | {rumus.akhir: 0})
        return
    for turun in _menuju(max(0, awal - akhir), awal):
        yield _Tingkat(f"{awal - turun} {satuan}", Fraction(turun, awal), isi | {rumus.akhir: awal - turun})


def _tingkat_kosong(pertanyaan: Pertanyaan, jawaban: Jawaban) -> _Tingkat:
    """Counts that would earn the full value, keeping those already filled in."""
    rumus = pertanyaan.rumus
    isi = {m.kode: 0 if kosong(jawaban.get(m.kode)) else int(jawaban[m.kode]) for m in pertanyaan.masukan}
    if rumus.tipe == "penurunan":
        isi[rumus.akhir] = 0
        return _Tingkat("100%", nilai_rumus(pertanyaan, isi) or NOL, isi)
    if not sum(isi[k] for k in rumus.penyebut):
        isi[rumus.penyebut[0]] = 1
    kurang = sum(isi[k] for k in rumus.penyebut) - sum(isi[k] for k in rumus.pembilang)
    isi[rumus.pembilang[0]] += max(0, kurang)
    return _Tingkat("100%", SATU, isi)


def _menuju(sekarang: int, penuh: int) -> Iterator[int]:
    """A few stops on the way up, none so small that a list of steps would never end."""
    loncat = -(-(penuh - sekarang) // LANGKAH_HITUNGAN)
    yield from range(sekarang + loncat, penuh, loncat)
    yield penuh


def _sekarang(pertanyaan: Pertanyaan, jawaban: Jawaban) -> str | None:
    """The answer as it stands, the way `ke` is written; None when not (wholly) filled in."""
    isi = [jawaban.get(m.kode) for m in pertanyaan.masukan]
    if any(kosong(nilai) for nilai in isi):
        return None
    rumus = pertanyaan.rumus
    if rumus is None or rumus.tipe == "skala":
        return str(isi[0]).replace(".", ",")
    if rumus.tipe == "penurunan":
        satuan = next(m.satuan for m in pertanyaan.masukan if m.kode == rumus.akhir)
        return f"{jawaban[rumus.akhir]} {satuan}"
    return f"{sum(int(jawaban[k]) for k in rumus.pembilang)} dari {sum(int(jawaban[k]) for k in rumus.penyebut)}"
