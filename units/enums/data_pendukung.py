"""The catalogue of figures (``units/data/data_pendukung.yaml``): which there are, how they count, what must agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from django.db import models
from django.utils.translation import gettext_lazy as _

ASAL = Path(__file__).resolve().parent.parent / "data" / "data_pendukung.yaml"


class Hitung(models.TextChoices):
    """How a figure counts. However it does, the newest quarter that has it holds the figure of the year."""

    KUMULATIF = "kumulatif", _("Kumulatif sejak Januari")
    KEADAAN = "keadaan", _("Keadaan akhir triwulan")
    SETAHUN = "setahun", _("Angka setahun penuh")


@dataclass(frozen=True, slots=True)
class Angka:
    """One figure of the catalogue; ``sumber`` hints where it is usually found."""

    kode: str
    label: str
    satuan: str
    hitung: Hitung
    sumber: str


@dataclass(frozen=True, slots=True)
class Aturan:
    """The sum of ``kiri`` should not exceed the sum of ``kanan``; ``pesan`` says what is odd where it does."""

    kiri: tuple[str, ...]
    kanan: tuple[str, ...]
    pesan: str

    def dilanggar(self, nilai: Mapping[str, int | None]) -> bool:
        """Asked only where every figure of the rule has been said; an empty one is not 0."""
        if any(nilai.get(kode) is None for kode in (*self.kiri, *self.kanan)):
            return False
        return sum(nilai[kode] for kode in self.kiri) > sum(nilai[kode] for kode in self.kanan)


@dataclass(frozen=True, slots=True)
class Kelompok:
    slug: str
    judul: str
    penjelasan: str
    butir: tuple[Angka, ...]
    aturan: tuple[Aturan, ...]

    @property
    def kode(self) -> tuple[str, ...]:
        return tuple(b.kode for b in self.butir)


@dataclass(frozen=True, slots=True)
class Katalog:
    kelompok: tuple[Kelompok, ...]
    butir: Mapping[str, Angka]

    def cari(self, slug: str) -> Kelompok | None:
        return next((k for k in self.kelompok if k.slug == slug), None)


@lru_cache(maxsize=1)
def katalog() -> Katalog:
    """The catalogue, read once per process. Raises ValueError for a code that stands twice or is only in a rule."""
    isi = yaml.safe_load(ASAL.read_text(encoding="utf-8"))
    kelompok = tuple(
        Kelompok(
            slug=k["slug"],
            judul=k["judul"],
            penjelasan=k["penjelasan"],
            butir=tuple(Angka(**{**b, "hitung": Hitung(b["hitung"])}) for b in k["butir"]),
            aturan=tuple(Aturan(tuple(a["kiri"]), tuple(a["kanan"]), a["pesan"]) for a in k.get("aturan", ())),
        )
        for k in isi["kelompok"]
    )
    semua = [b for k in kelompok for b in k.butir]
    butir = {b.kode: b for b in semua}
    asing = {kode for k in kelompok for a in k.aturan for kode in (*a.kiri, *a.kanan)} - butir.keys()
    if len(butir) != len(semua) or asing:
        raise ValueError(f"{ASAL.name}: a code stands twice, or is unknown: {sorted(asing)}")
    return Katalog(kelompok=kelompok, butir=butir)
