"""Which row of a sheet is whose: by the code beside it, by its numbering, by its row number, by its words.

Lines move, are inserted, and read a little different from copy to copy. Each way is asked in that order, and only for
what the ways before it left open; a row belongs to one line only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.buku_kerja.bentuk import Baris, Letak
from evaluation.scoring import Pertanyaan

_LAZIM = frozenset(
    re.findall(
        r"\w+",
        "yang dan di ke dari untuk pada dengan atau telah sudah dalam atas oleh secara terhadap ini itu ada terdapat",
    )
)
_AWALAN = re.compile(r"^(di|ter|ber|meng|men|mem|me|peng|pen|pem|pe)(?=\w{5})")
_SINGKATAN = {"zona integritas": "zi", "whistle blowing system": "wbs", "monev": "monitoring evaluasi"}
_HURUF = re.compile(r"\(?([a-z]|-)[.)]?")
_ROMAWI = re.compile(r"([ivx]+)[.)]?")
_ANGKA = re.compile(r"([0-9])[.)]?")
# How alike words must be: beside other evidence, by row number, and alone with a lead over the next best.
MIRIP_SERTA, MIRIP_NOMOR, MIRIP_SENDIRI, UNGGUL = 0.12, 0.3, 0.55, 0.15


@dataclass(slots=True)
class Cocokan:
    """Line → row (counted from 0). Keys are codes of questions and inputs, and the inputs of a sum as a tuple."""

    letak: dict[str | tuple[str, ...], int] = field(default_factory=dict)
    hilang: list[str] = field(default_factory=list)
    menurut_kata: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BarisSel:
    """What one row says of itself: the code or soal id beside it, numbering (columns B to F), the words, all of it."""

    kode: str = ""
    soal_id: int | None = None
    label: tuple[str, ...] = ()
    teks: str = ""

    @property
    def isi(self) -> str:
        return " ".join([*self.label, self.teks]).strip()


def kata(teks: str) -> frozenset[str]:
    """The words that count, without what is put before them and cut short, so that endings don't count either."""
    teks = teks.lower()
    for panjang, pendek in _SINGKATAN.items():
        teks = teks.replace(panjang, pendek)
    return frozenset(_AWALAN.sub("", k)[:6] for k in re.findall(r"[a-z0-9]+", teks) if k not in _LAZIM)


def mirip(a: frozenset[str], b: frozenset[str]) -> float:
    """From 0 to 1."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def cocokkan(letak: Letak, baris: Sequence[BarisSel]) -> Cocokan:
    """Find the row of every question, input and sum of an instrument."""
    return _Pencocok(letak, baris).cocokkan()


class _Pencocok:
    def __init__(self, letak: Letak, baris: Sequence[BarisSel]) -> None:
        self.baris = baris
        self.soal = [b for b in letak.baris if b.jenis == "pertanyaan" and b.pertanyaan]
        self.bawah = [b for b in letak.baris if b.jenis in {"masukan", "turunan"}]
        self.hasil, self.terpakai = Cocokan(), set()
        self.kata = [kata(b.isi) for b in baris]
        self.kata_soal = {b.kode: kata(f"{b.teks} {b.pertanyaan.teks}") for b in self.soal if b.pertanyaan}

    def cocokkan(self) -> Cocokan:
        self._dari_kode()
        jalur = jalur_nomor(self.baris)
        for cara in (self._dari_jalur(jalur), self._dari_nomor, self._dari_kata):
            for b in self.soal:
                if b.kode not in self.hasil.letak and (letak := cara(b)) is not None:
                    self._pakai(b.kode, letak)
                    if cara == self._dari_kata:
                        self.hasil.menurut_kata.append(b.kode)
        for b in self.soal:
            self._isi_bawah(b)
            if b.kode not in self.hasil.letak:
                self.hasil.hilang.append(b.kode)
        return self.hasil

    def _pakai(self, kunci: str | tuple[str, ...], letak: int) -> None:
        self.hasil.letak[kunci] = letak
        self.terpakai.add(letak)

    def _dari_kode(self) -> None:
        kode = {b.kode: b.kode for b in self.soal} | {b.kode: b.kode for b in self.bawah if b.kode}
        soal_id = {}
        for b in (*self.soal, *self.bawah):
            satu = b.masukan.soal_id if b.masukan else b.pertanyaan.soal_id if b.jenis == "pertanyaan" else None
            if satu is not None:
                soal_id[satu] = b.kode
        for n, baris in enumerate(self.baris):
            satu = kode.get(baris.kode) or (soal_id.get(baris.soal_id) if baris.soal_id is not None else None)
            if satu and satu not in self.hasil.letak:
                self._pakai(satu, n)

    def _dari_jalur(self, jalur: Mapping[str, int]) -> Callable[[Baris], int | None]:
        """By numbering, unless the words are rather those of a sister: letters are swapped in some copies."""

        def cari(b: Baris) -> int | None:
            n = jalur.get(b.kode)
            if n is None or n in self.terpakai or (nilai := self._nilai(b, n)) < MIRIP_SERTA:
                return None
            for s in self.soal:
                if s is b or s.indikator is not b.indikator or (m := jalur.get(s.kode)) is None:
                    continue
                if self._nilai(s, n) + self._nilai(b, m) > nilai + self._nilai(s, m) + UNGGUL:
                    return None
            return n

        return cari

    def _dari_nomor(self, b: Baris) -> int | None:
        """At its own row, when no other question reads more like it, nor another row like the question."""
        n = b.nomor - 1
        if n >= len(self.baris) or n in self.terpakai or (nilai := self._nilai(b, n)) < MIRIP_NOMOR:
            return None
        lain = (m for m in range(len(self.baris)) if m not in self.terpakai and self.baris[m].teks)
        if any(self._nilai(s, n) > nilai for s in self.soal) or any(self._nilai(b, m) > nilai for m in lain):
            return None
        return n

    def _dari_kata(self, b: Baris) -> int | None:
        """Anywhere, when question and row are each other's best by a lead."""
        calon = [n for n in range(len(self.baris)) if n not in self.terpakai and self.baris[n].teks]
        peringkat = sorted(((self._nilai(b, n), n) for n in calon), reverse=True)[:2]
        if not peringkat or peringkat[0][0] < MIRIP_SENDIRI:
            return None
        if len(peringkat) > 1 and peringkat[0][0] - peringkat[1][0] < UNGGUL:
            return None
        nilai, n = peringkat[0]
        return None if any(self._nilai(s, n) > nilai - UNGGUL for s in self.soal if s is not b) else n

    def _nilai(self, b: Baris, n: int) -> float:
        return mirip(self.kata_soal[b.kode], self.kata[n])

    def _isi_bawah(self, b: Baris) -> None:
        """The inputs of a question stand under it, in their order, up to the next question or heading."""
        cari = [s for s in self.bawah if s.pertanyaan is b.pertanyaan]
        belum = [s for s in cari if _kunci(s) not in self.hasil.letak]
        awal = self.hasil.letak.get(b.kode)
        if not belum or awal is None:
            return
        calon = []
        for n in range(awal + 1, min(awal + 16, len(self.baris))):
            if n in self.terpakai and not any(self.hasil.letak.get(_kunci(s)) == n for s in cari):
                break
            if self.baris[n].teks and n not in self.terpakai:
                if any(_berlabel(label) for label in self.baris[n].label):
                    break
                calon.append(n)
        if len(calon) == len(belum):
            for s, n in zip(belum, calon, strict=True):
                self._pakai(_kunci(s), n)
            return
        for s in belum:
            kata_s = kata(s.teks)
            terbaik = max(((mirip(kata_s, self.kata[n]), -n) for n in calon if n not in self.terpakai), default=(0, 0))
            if terbaik[0] >= MIRIP_NOMOR:
                self._pakai(_kunci(s), -terbaik[1])


def _kunci(b: Baris) -> str | tuple[str, ...]:
    return b.kode or b.anak


def _berlabel(label: str) -> bool:
    """Numbering of a heading or question; a dash before an input is none."""
    satu = label.strip().lower()
    return bool(satu) and satu != "-"


def jalur_nomor(baris: Sequence[BarisSel]) -> dict[str, int]:
    """Code of each question as its numbering and that of the headings above it spell it, → row."""
    hasil: dict[str, int] = {}
    jalur = _Jalur()
    for n, satu in enumerate(baris):
        if (kode := jalur.baca(satu)) and kode not in hasil:
            hasil[kode] = n
    return hasil


class _Jalur:
    """Where one stands in the tree while going down a sheet."""

    def __init__(self) -> None:
        self.komponen = self.aspek = self.area = self.indikator = ""
        self.urut, self.sub = 0, 0

    def baca(self, b: BarisSel) -> str:
        """The code of this row if it is a question, else ""."""
        label = [x.strip().lower() for x in (*b.label, "", "", "", "", "")][:5]
        if re.fullmatch(r"[ab]\.?", label[0]) and label[1]:
            self.komponen, self.aspek, self.area, self.indikator = label[0][0].upper(), "", "", ""
            return ""
        if not self.komponen:
            return ""
        if (cocok := _ROMAWI.fullmatch(label[1])) and label[2]:
            self.aspek, self.area, self.indikator = cocok[1].upper(), "", ""
            return ""
        if self.aspek and not self.area and self.komponen != "A" and (cocok := _HURUF.fullmatch(label[2])):
            return f"{self.komponen}.{self.aspek}.{cocok[1]}"
        if self.aspek and (cocok := _ANGKA.fullmatch(label[2])) and label[3]:
            self.area, self.indikator = cocok[1], ""
            return ""
        return self._dalam_area(label, b.teks) if self.area else ""

    def _dalam_area(self, label: Sequence[str], teks: str) -> str:
        if (cocok := _ROMAWI.fullmatch(label[3])) and label[4]:
            # A numeral that does not go on from the one before is a title within the same indikator.
            if _urutan(cocok[1]) == _urutan(self.indikator) + 1:
                self.indikator, self.urut, self.sub = cocok[1], 0, 0
            else:
                self.sub += 1
            return ""
        if not self.indikator:
            return ""
        huruf = _HURUF.fullmatch(label[4])
        if huruf is None:
            self.sub += bool(label[4])  # words where a letter stands: a title
            return ""
        if not teks:
            return ""
        satu = huruf[1]
        if satu == "-":
            urut = max(self.sub, 1)
            if urut <= self.urut:
                return ""  # a dash before an input
            self.urut = urut
            satu = chr(96 + urut)
        else:
            self.urut = max(self.urut, ord(satu) - 96)
        return f"{self.komponen}.{self.aspek}.{self.area}.{self.indikator}.{satu}"


_ANGKA_ROMAWI = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def _urutan(romawi: str) -> int:
    return _ANGKA_ROMAWI.get(romawi, -1)


def teks_pertanyaan(p: Pertanyaan) -> str:
    """The first words of a question, to name it in a sentence."""
    return p.teks if len(p.teks) <= 60 else f"{p.teks[:57].rstrip()}…"
