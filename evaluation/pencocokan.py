"""Which question a proof file belongs to, told from its name and the folders it lay in. Plain Python, no database.

People name files by the printed codes: ``A.I.1.i.a SK Tim.pdf``, ``1.i.a_SK.pdf``, ``Area 1/Pemenuhan/i.a/SK.pdf``.
A name that leaves two questions possible is answered with the likelier and both; a person confirms all of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.scoring import Instrumen

CALON_MAKS = 8
# One part of a code: the letter of a komponen or a question, a roman or an ordinary number.
_BUTIR = r"(?:[ivx]{1,4}|[a-z]|\d{1,2})"
_AWAL = re.compile(
    rf"^[\s(\[]*(?:(?:area|indikator|pertanyaan|butir|soal|kode|bukti|poin|no|nomor)[\s._\-:]*)?"
    rf"({_BUTIR}(?:[\s._\-]+{_BUTIR})*)(?=$|[\s._\-)\]:,])",
    re.IGNORECASE,
)
_TENGAH = re.compile(rf"(?<![a-z0-9.])({_BUTIR}(?:[.]{_BUTIR}){{2,}})(?![a-z0-9])", re.IGNORECASE)
_AREA = re.compile(r"\barea[\s._\-]*(\d|iv|vi|v|i{1,3})\b", re.IGNORECASE)
_ROMAWI = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_ASPEK = (
    (re.compile(r"\bpemenuhan\b", re.IGNORECASE), ("A", "I")),
    (re.compile(r"\breform\b", re.IGNORECASE), ("A", "II")),
)
_AKHIRAN = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)

Kode = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cocok:
    """``kode``: the question, "" when the name does not tell. ``calon``: what is possible, likeliest first, at most
    ``CALON_MAKS``. ``yakin``: nothing else fits what the name says."""

    kode: str = ""
    calon: tuple[str, ...] = ()
    yakin: bool = False


def cocokkan(jalur: str, instrumen: Instrumen) -> Cocok:
    """The question of a file by its path (``Area 1/i.a/SK.pdf``; a bare name will do)."""
    bagian = [b for b in re.split(r"[/\\]+", jalur) if b.strip() and b != "."]
    if not bagian:
        return Cocok()
    *map_, nama = bagian
    pokok = _AKHIRAN.sub("", nama)
    semua = [tuple(p.kode.split(".")) for p in instrumen.semua_pertanyaan]
    sisa, berhuruf = semua, False
    # From the file outwards: the nearest word counts most, what contradicts it is taken for a word by chance.
    for urut, teks in enumerate([pokok, *reversed(map_)]):
        for deret in _deret(teks, di_nama=urut == 0):
            # The letter of the question stands once, at the nearest code that has one; further out is its shelter.
            if not berhuruf and (sempit := _saring(sisa, deret, _berakhir)):
                sisa, berhuruf = sempit, True
                break
            if sempit := _saring(sisa, deret, _memuat):
                sisa = sempit
                break
        sisa = _petunjuk(sisa, teks, instrumen)
    if len(sisa) == len(semua):
        return Cocok()
    calon = tuple(".".join(k) for k in sisa)
    if len(calon) == 1:
        return Cocok(calon[0], calon, yakin=True)
    if berhuruf and len({_tanpa_aspek(k) for k in sisa}) == 1:
        return Cocok(calon[0], calon)
    return Cocok("", calon if len(calon) <= CALON_MAKS else ())


def _deret(teks: str, *, di_nama: bool) -> list[Kode]:
    """The codes a name may begin with, the longest first, then those in the middle of it."""
    hasil: list[Kode] = []
    if cocok := _AWAL.match(teks):
        butir = tuple(re.split(r"[\s._\-]+", cocok.group(1)))
        hasil += [butir[:n] for n in range(len(butir), 0, -1)]
        # A number alone only counts files; a folder's says which area it is.
        if di_nama or not butir[0].isdigit():
            hasil = [d for d in hasil if not (len(d) == 1 and d[0].isdigit())]
    hasil += [tuple(m.group(1).split(".")) for m in _TENGAH.finditer(teks)]
    return hasil


def _berakhir(kode: Kode, deret: Kode) -> bool:
    return kode[-len(deret) :] == deret


def _memuat(kode: Kode, deret: Kode) -> bool:
    """Is the run part of the code before its last letter, or the whole of it?"""
    induk = kode if len(deret) == len(kode) else kode[:-1]
    return any(induk[n : n + len(deret)] == deret for n in range(len(induk) - len(deret) + 1))


def _saring(sisa: Sequence[Kode], deret: Kode, uji: Callable[[Kode, Kode], bool]) -> list[Kode]:
    """Those that fit as written; where none does, without regard to capitals."""
    if tepat := [k for k in sisa if uji(k, deret)]:
        return tepat
    kecil = tuple(b.lower() for b in deret)
    return [k for k in sisa if uji(tuple(b.lower() for b in k), kecil)]


def _petunjuk(sisa: list[Kode], teks: str, instrumen: Instrumen) -> list[Kode]:
    """What words say: an area by number or name, pemenuhan or reform."""
    rata = re.sub(r"[\W_]+", " ", teks).lower()
    area = {a.nomor for a in instrumen.area if a.nama.lower() in rata}
    if cocok := _AREA.search(re.sub(r"_", " ", teks)):
        nomor = cocok.group(1).lower()
        area.add(_ROMAWI.get(nomor, nomor))
    if area and (sempit := [k for k in sisa if len(k) > 3 and k[2] in area]):
        sisa = sempit
    for pola, awal in _ASPEK:
        if pola.search(rata) and (sempit := [k for k in sisa if k[:2] == awal]):
            sisa = sempit
    return sisa


def _tanpa_aspek(kode: Kode) -> Kode:
    return kode[:1] + kode[2:]
