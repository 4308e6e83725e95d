"""What the home page is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from units.selectors.langkah import LangkahBerikut


@dataclass(slots=True)
class Kartu:
    """One card: what it is about, one number, a sentence, a deadline, one way on. ``mendesak`` asks for an act,
    ``langkah`` are acts that are due, each with its own way."""

    judul: str
    keterangan: str = ""
    angka: str = ""
    satuan: str = ""
    nada: str = ""
    kata: str = ""
    terisi: int = 0
    semua: int = 0
    tenggat: dt.datetime | None = None
    zona: dt.tzinfo | None = None
    url: str = ""
    aksi: str = ""
    mendesak: int = 0
    rincian: list[str] = field(default_factory=list)
    langkah: list[LangkahBerikut] = field(default_factory=list)


@dataclass(slots=True)
class BagianBeranda:
    """The cards of one role."""

    judul: str
    kartu: list[Kartu] = field(default_factory=list)
    kosong: dict[str, str] | None = None
