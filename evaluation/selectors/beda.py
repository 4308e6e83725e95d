"""What changed in a text and in an answer, in words: pure functions over what was read already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from evaluation import scoring

_KATA = re.compile(r"\s+|\w+|[^\w\s]")
# Beyond so many pairs of words a comparison word by word takes longer than it tells: the whole is replaced.
PASANGAN_TERBANYAK = 400_000
KOSONG = "–"


@dataclass(frozen=True, slots=True)
class Potongan:
    """A piece of two texts: the same in both (``lama == baru``), or ``lama`` taken out and ``baru`` put in."""

    lama: str
    baru: str

    @property
    def sama(self) -> bool:
        return self.lama == self.baru


def potongan(lama: str, baru: str) -> tuple[Potongan, ...]:
    """Two texts word by word. The other way round gives the same pieces with their sides exchanged."""
    if lama > baru:
        # Compared in one order only: difflib finds other blocks when its sides are exchanged.
        return tuple(Potongan(p.baru, p.lama) for p in potongan(baru, lama))
    a, b = _KATA.findall(lama), _KATA.findall(baru)
    awal = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    sisa = min(len(a), len(b)) - awal
    akhir = next((i for i in range(sisa) if a[-1 - i] != b[-1 - i]), sisa)
    tengah_a, tengah_b = a[awal : len(a) - akhir], b[awal : len(b) - akhir]
    bagian = [Potongan("".join(a[:awal]), "".join(b[:awal])), *_tengah(tengah_a, tengah_b)]
    bagian.append(Potongan("".join(a[len(a) - akhir :]), "".join(b[len(b) - akhir :])))
    return tuple(p for p in bagian if p.lama or p.baru)


def _tengah(a: list[str], b: list[str]) -> Iterator[Potongan]:
    if len(a) * len(b) > PASANGAN_TERBANYAK:
        yield Potongan("".join(a), "".join(b))
        return
    for _jenis, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield Potongan("".join(a[i1:i2]), "".join(b[j1:j2]))


@dataclass(frozen=True, slots=True)
class Beda:
    """One thing that changed: what, from, to. ``potongan`` marks the words of a note; empty for an answer."""

    nama: str
    dari: str
    ke: str
    potongan: tuple[Potongan, ...] = ()


Isi = Mapping[str, str | int]


def beda_isian(pertanyaan: scoring.Pertanyaan, lama: Isi, baru: Isi) -> Iterator[Beda]:
    """The inputs of one question that are not the same, in words."""
    for m in pertanyaan.masukan:
        if lama.get(m.kode) != baru.get(m.kode):
            nama = _("Jawaban") if len(pertanyaan.masukan) == 1 else m.nama
            yield Beda(nama, kata_isian(pertanyaan, lama.get(m.kode)), kata_isian(pertanyaan, baru.get(m.kode)))


def beda_catatan(lama: str, baru: str) -> Iterator[Beda]:
    if lama != baru:
        yield Beda(_("Catatan"), lama or KOSONG, baru or KOSONG, potongan(lama, baru))


def kata_isian(pertanyaan: scoring.Pertanyaan, nilai: object) -> str:
    """One input in words: "B: Sebagian besar …" for a choice, "3,6" for a number, "–" for nothing."""
    if nilai is None or nilai == "":
        return KOSONG
    opsi = next((o for o in pertanyaan.opsi if o.kunci == nilai), None)
    if opsi is None:
        return str(nilai).replace(".", ",")
    return f"{opsi.kunci}: {opsi.kriteria}" if opsi.kriteria else opsi.kunci
