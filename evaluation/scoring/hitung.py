"""From answers to scores, exactly: PermenPANRB 90/2021 Lampiran III, thresholds of Lampiran II Bab III.A and Tabel 6.

question (0 to 1) → indikator = mean × weight → area → aspek → komponen → total, plain sums, nothing rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import lcm

from evaluation.scoring.errors import JawabanSalah
from evaluation.scoring.instrumen import PREDIKAT, Ambang, AturanNol, Indikator, Instrumen, Pertanyaan, SyaratPredikat
from evaluation.scoring.jawaban import bersihkan, kosong

Jawaban = Mapping[str, str | int]
NOL = Fraction(0)
SATU = Fraction(1)


@dataclass(frozen=True, slots=True)
class NilaiArea:
    """Pemenuhan and reform of one area together: points, weight, and points in percent of the weight (0 to 100)."""

    nilai: Fraction
    bobot: Fraction
    persen: Fraction


@dataclass(frozen=True, slots=True)
class Gerbang:
    """One threshold, tested by itself on the exact value. `kurang` is 0 when it is met; all in `satuan` (poin)."""

    kode: str
    nama: str
    simpul: str
    nilai: Fraction
    minimum: Fraction
    maksimum: Fraction
    terpenuhi: bool
    kurang: Fraction
    satuan: str
    pasal: str
    persen: Fraction
    persen_minimum: Fraction | None = None
    indeks_minimum: Fraction | None = None


@dataclass(frozen=True, slots=True)
class GerbangTambahan:
    """A condition no answer can fulfil: for WBBM, that the unit already holds the predikat menuju WBK."""

    kode: str
    nama: str
    terpenuhi: bool
    pasal: str


@dataclass(frozen=True)
class Skor:
    """Every number of one LKE, exact. `pertanyaan` is None where not answered, which counts 0 above it."""

    pertanyaan: Mapping[str, Fraction | None]
    indikator: Mapping[str, Fraction]
    area: Mapping[str, Fraction]
    area_gabungan: Mapping[str, NilaiArea]
    aspek: Mapping[str, Fraction]
    komponen: Mapping[str, Fraction]
    total: Fraction
    lengkap: bool
    belum_diisi: tuple[str, ...]
    syarat: Mapping[str, Mapping[str, bool]]
    info_area_per_aspek_terpenuhi: Mapping[str, bool]
    telah_wbk: bool
    instrumen: Instrumen = field(repr=False, compare=False)

    @property
    def pengungkit(self) -> Fraction:
        return self.komponen["A"]

    @property
    def hasil(self) -> Fraction:
        return self.komponen["B"]

    @property
    def gagal(self) -> dict[str, tuple[str, ...]]:
        """The codes of the thresholds not met, for each predikat."""
        return {predikat: tuple(k for k, ya in syarat.items() if not ya) for predikat, syarat in self.syarat.items()}

    @property
    def predikat(self) -> str:
        """The highest predikat whose thresholds are all met: "WBBM", "WBK", or "BELUM_MEMENUHI"."""
        return next((p for p in reversed(PREDIKAT) if self.memenuhi(p)), "BELUM_MEMENUHI")

    def memenuhi(self, predikat: str) -> bool:
        """All thresholds of the predikat are met, and WBBM's condition of an earlier WBK."""
        return all(self.syarat[predikat].values()) and all(s.terpenuhi for s in self.gerbang_tambahan(predikat))

    def gerbang(self, predikat: str) -> tuple[Gerbang, ...]:
        """The twelve thresholds of a predikat in the order of the regulation."""
        return tuple(self._gerbang(ambang, predikat) for ambang in self.instrumen.ambang)

    def gerbang_simpul(self, simpul: str, predikat: str) -> Gerbang | None:
        """The threshold of a predikat on one node, None where there is none."""
        ambang = next((a for a in self.instrumen.ambang if a.simpul == simpul), None)
        return self._gerbang(ambang, predikat) if ambang else None

    def gerbang_tambahan(self, predikat: str) -> tuple[GerbangTambahan, ...]:
        """Conditions besides the score; empty for WBK."""
        return tuple(self._tambahan(s) for s in self.instrumen.syarat_predikat if s.predikat == predikat)

    def nilai_simpul(self, kode: str) -> Fraction:
        """Points of any node ("total", "A", "A.I", "A.I.1", "area_1", "A.I.1.i"); KeyError when there is none."""
        if kode == "total":
            return self.total
        if kode.startswith("area_"):
            return self.area_gabungan[kode.removeprefix("area_")].nilai
        for nilai in (self.indikator, self.area, self.aspek, self.komponen):
            if kode in nilai:
                return nilai[kode]
        raise KeyError(kode)

    def poin_pertanyaan(self, kode: str) -> Fraction:
        """Points a question adds to the total; 0 when not answered."""
        return (self.pertanyaan[kode] or NOL) * self.instrumen.bobot_pertanyaan(kode)

    def _gerbang(self, ambang: Ambang, predikat: str) -> Gerbang:
        nilai, minimum = self.nilai_simpul(ambang.simpul), ambang.minimum[predikat]
        maksimum = self.instrumen.bobot_simpul[ambang.simpul]
        return Gerbang(
            kode=ambang.kode,
            nama=ambang.nama,
            simpul=ambang.simpul,
            nilai=nilai,
            minimum=minimum,
            maksimum=maksimum,
            terpenuhi=nilai >= minimum,
            kurang=max(NOL, minimum - nilai),
            satuan="poin",
            pasal=ambang.sumber,
            persen=nilai / maksimum * 100,
            persen_minimum=ambang.persen.get(predikat),
            indeks_minimum=ambang.indeks.get(predikat),
        )

    def _tambahan(self, syarat: SyaratPredikat) -> GerbangTambahan:
        return GerbangTambahan(syarat.kode, syarat.nama, self.telah_wbk, syarat.sumber)


def hitung(instrumen: Instrumen, jawaban: Jawaban, *, telah_wbk: bool = False) -> Skor:
    """Score one LKE from its cleaned answers by input code. Raises JawabanSalah for an answer that does not fit.

    A count question needs all its inputs, the ones outside the formula too; with one missing it is not answered.
    """
    if asing := jawaban.keys() - instrumen.kode_masukan:
        raise JawabanSalah(min(asing), f"Kode isian ini tidak ada pada instrumen {instrumen.versi}.")
    rencana = _rencana(instrumen)
    nilai, terhitung = _nilai_pertanyaan(rencana, jawaban)
    # One denominator for the whole sheet turns every sum below into whole numbers, ten times quicker than Fractions.
    penyebut = lcm(rencana.penyebut, *(rencana.penyebut_bobot * n.denominator for _, n in terhitung))
    kali = penyebut // rencana.penyebut
    poin: dict[str, int] = {}
    for baris in rencana.indikator:
        jumlah = 0
        for kode, tabel, bobot in baris.pertanyaan:
            if (capaian := nilai[kode]) is None:
                continue
            if tabel is not None:
                jumlah += tabel[jawaban[kode]][1] * kali
            else:
                jumlah += penyebut * bobot.numerator * capaian.numerator // (bobot.denominator * capaian.denominator)
        poin[baris.kode] = jumlah
    for kode, anak in rencana.jumlahan:
        poin[kode] = sum([poin[a] for a in anak])
    return _skor(instrumen, rencana, nilai, poin, penyebut, telah_wbk=telah_wbk)


def nilai_rumus(pertanyaan: Pertanyaan, jawaban: Jawaban) -> Fraction | None:
    """Value (0 to 1) of a count or index question, None while one of its inputs is empty."""
    isi = {m.kode: jawaban.get(m.kode) for m in pertanyaan.masukan}
    if any(kosong(nilai) for nilai in isi.values()):
        return None
    bersih = bersihkan(pertanyaan, isi)
    rumus = pertanyaan.rumus
    if rumus is None:
        raise JawabanSalah(pertanyaan.kode, "Pertanyaan ini tidak dihitung dengan rumus.")
    if rumus.tipe == "skala":
        return Fraction(bersih[pertanyaan.kode]) / rumus.pembagi
    if aturan := aturan_nol_terpakai(pertanyaan, bersih):
        return aturan.nilai
    if rumus.tipe == "rasio":
        return min(SATU, Fraction(_jumlah(bersih, rumus.pembilang), _jumlah(bersih, rumus.penyebut)))
    awal, akhir = int(bersih[rumus.awal]), int(bersih[rumus.akhir])
    return max(NOL, Fraction(awal - akhir, awal))


def aturan_nol_terpakai(pertanyaan: Pertanyaan, jawaban: Jawaban) -> AturanNol | None:
    """The rule that decides when the base of a ratio is zero, or None when the base is not zero or not filled in."""
    rumus = pertanyaan.rumus
    if rumus is None or rumus.tipe == "skala" or any(kosong(jawaban.get(m.kode)) for m in pertanyaan.masukan):
        return None
    if rumus.tipe == "rasio":
        return None if _jumlah(jawaban, rumus.penyebut) else rumus.penyebut_nol
    if int(jawaban[rumus.awal]):
        return None
    return rumus.penyebut_nol if int(jawaban[rumus.akhir]) else rumus.awal_dan_akhir_nol


def desimal(angka: Fraction, places: int = 10) -> Decimal:
    """Rounded half up (away from zero) to so many places, from the exact value."""
    return Decimal(teks_desimal(angka, places))


def teks_desimal(angka: Fraction, places: int = 10) -> str:
    """The text of `desimal`, made of whole numbers only, which is several times quicker."""
    kali = 10**places
    utuh, sisa = divmod((abs(angka.numerator) * kali * 2 + angka.denominator) // (2 * angka.denominator), kali)
    tanda = "-" if angka < 0 and (utuh or sisa) else ""
    return f"{tanda}{utuh}.{sisa:0{places}d}" if places else f"{tanda}{utuh}"


# What can be worked out once for an instrument ------------------------------------------------------------------------

_Tabel = Mapping[str | int, tuple[Fraction, int]]


@dataclass(frozen=True, slots=True)
class _BarisIndikator:
    kode: str
    pertanyaan: tuple[tuple[str, _Tabel | None, Fraction], ...]


@dataclass(frozen=True, slots=True)
class _Rencana:
    """Points of every option over one denominator, and which node sums which, lowest first."""

    penyebut: int
    penyebut_bobot: int
    indikator: tuple[_BarisIndikator, ...]
    pilihan: tuple[tuple[str, _Tabel], ...]
    hitungan: tuple[Pertanyaan, ...]
    urutan: tuple[str, ...]
    jumlahan: tuple[tuple[str, tuple[str, ...]], ...]
    area: tuple[str, ...]
    aspek: tuple[str, ...]
    komponen: tuple[str, ...]


def _rencana(instrumen: Instrumen) -> _Rencana:
    try:
        return instrumen.__dict__["_rencana_hitung"]
    except KeyError:
        # Kept on the instrument itself, so that it lives and dies with it.
        rencana = instrumen.__dict__["_rencana_hitung"] = _susun_rencana(instrumen)
        return rencana


def _susun_rencana(instrumen: Instrumen) -> _Rencana:
    penyebut_bobot = lcm(*(i.bobot_pertanyaan.denominator for i in instrumen.semua_indikator))
    penyebut = lcm(penyebut_bobot, *_penyebut_opsi(instrumen))
    indikator = tuple(_baris(i, penyebut) for i in instrumen.semua_indikator)
    aspek = [a for k in instrumen.komponen for a in k.aspek]
    area = [a for s in aspek for a in s.area]
    jumlahan = [(a.kode, tuple(i.kode for i in a.indikator)) for a in area]
    jumlahan += [(f"area_{n}", tuple(a.kode for a in area if a.nomor == n)) for n in instrumen.nama_area]
    jumlahan += [(s.kode, tuple(a.kode for a in s.area or s.indikator_langsung)) for s in aspek]
    jumlahan += [(k.kode, tuple(a.kode for a in k.aspek)) for k in instrumen.komponen]
    jumlahan += [("total", tuple(k.kode for k in instrumen.komponen))]
    return _Rencana(
        penyebut=penyebut,
        penyebut_bobot=penyebut_bobot,
        indikator=indikator,
        pilihan=tuple((kode, tabel) for baris in indikator for kode, tabel, _ in baris.pertanyaan if tabel),
        hitungan=tuple(p for p in instrumen.semua_pertanyaan if not p.pilihan),
        urutan=tuple(p.kode for p in instrumen.semua_pertanyaan),
        jumlahan=tuple(jumlahan),
        area=tuple(a.kode for a in area),
        aspek=tuple(s.kode for s in aspek),
        komponen=tuple(k.kode for k in instrumen.komponen),
    )


def _penyebut_opsi(instrumen: Instrumen) -> set[int]:
    return {
        (opsi.nilai * indikator.bobot_pertanyaan).denominator
        for indikator in instrumen.semua_indikator
        for pertanyaan in indikator.pertanyaan
        for opsi in pertanyaan.opsi
    }


def _baris(indikator: Indikator, penyebut: int) -> _BarisIndikator:
    bobot = indikator.bobot_pertanyaan
    return _BarisIndikator(
        indikator.kode,
        tuple(
            (p.kode, {o.kunci: (o.nilai, int(o.nilai * bobot * penyebut)) for o in p.opsi} or None, bobot)
            for p in indikator.pertanyaan
        ),
    )


def _nilai_pertanyaan(
    rencana: _Rencana, jawaban: Jawaban
) -> tuple[dict[str, Fraction | None], list[tuple[str, Fraction]]]:
    """Value of every question in the order of the LKE, and apart those that came from a formula."""
    nilai: dict[str, Fraction | None] = dict.fromkeys(rencana.urutan)
    for kode, tabel in rencana.pilihan:
        kunci = jawaban.get(kode)
        if kunci is None or kunci == "":
            continue
        if kunci not in tabel:
            raise JawabanSalah(kode, f"Pilih salah satu: {', '.join(map(str, tabel))}.")
        nilai[kode] = tabel[kunci][0]
    terhitung = []
    for pertanyaan in rencana.hitungan:
        if (angka := nilai_rumus(pertanyaan, jawaban)) is not None:
            nilai[pertanyaan.kode] = angka
            terhitung.append((pertanyaan.kode, angka))
    return nilai, terhitung


def _jumlah(jawaban: Jawaban, kode: tuple[str, ...]) -> int:
    return sum(int(jawaban[k]) for k in kode)


def _skor(
    instrumen: Instrumen,
    rencana: _Rencana,
    nilai: Mapping[str, Fraction | None],
    poin: Mapping[str, int],
    penyebut: int,
    *,
    telah_wbk: bool,
) -> Skor:
    pecahan = {kode: Fraction(p, penyebut) for kode, p in poin.items()}
    belum_diisi = tuple(kode for kode, angka in nilai.items() if angka is None)
    return Skor(
        pertanyaan=nilai,
        indikator={baris.kode: pecahan[baris.kode] for baris in rencana.indikator},
        area={kode: pecahan[kode] for kode in rencana.area},
        area_gabungan={n: _nilai_area(instrumen, n, pecahan[f"area_{n}"]) for n in instrumen.nama_area},
        aspek={kode: pecahan[kode] for kode in rencana.aspek},
        komponen={kode: pecahan[kode] for kode in rencana.komponen},
        total=pecahan["total"],
        lengkap=not belum_diisi,
        belum_diisi=belum_diisi,
        syarat={
            p: {a.kode: _cukup(poin[a.simpul], penyebut, a.minimum[p]) for a in instrumen.ambang} for p in PREDIKAT
        },
        info_area_per_aspek_terpenuhi={p: _per_aspek(instrumen, poin, penyebut, p) for p in PREDIKAT},
        telah_wbk=telah_wbk,
        instrumen=instrumen,
    )


def _nilai_area(instrumen: Instrumen, nomor: str, nilai: Fraction) -> NilaiArea:
    bobot = instrumen.bobot_simpul[f"area_{nomor}"]
    return NilaiArea(nilai, bobot, nilai * 100 / bobot)


def _cukup(poin: int, penyebut: int, minimum: Fraction) -> bool:
    return poin * minimum.denominator >= minimum.numerator * penyebut


def _per_aspek(instrumen: Instrumen, poin: Mapping[str, int], penyebut: int, predikat: str) -> bool:
    """The stricter reading, for information: each of the twelve boxes reaches the percentage by itself."""
    return all(_cukup(poin[kode], penyebut, minimum) for kode, minimum in _minimum_per_aspek(instrumen)[predikat])


def _minimum_per_aspek(instrumen: Instrumen) -> dict[str, list[tuple[str, Fraction]]]:
    try:
        return instrumen.__dict__["_minimum_per_aspek"]
    except KeyError:
        persen = {a.simpul.removeprefix("area_"): a.persen for a in instrumen.ambang if a.simpul.startswith("area_")}
        area = [a for k in instrumen.komponen for s in k.aspek for a in s.area]
        hasil = instrumen.__dict__["_minimum_per_aspek"] = {
            p: [(a.kode, a.bobot * persen[a.nomor][p] / 100) for a in area if persen.get(a.nomor)] for p in PREDIKAT
        }
        return hasil
