"""A questionnaire as data: what it asks, on which scale, and which indices come out. Plain Python.

One document per version, read as a whole and hashed as a whole, as the instrument of the LKE is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

BAHASA_UTAMA = "id"
SKALA_TERBESAR = 9
UNSUR_TERBANYAK = 60
KODE = re.compile(r"[A-Za-z0-9_.-]{1,36}")
# An unanswered statement in the coded string of a response.
KOSONG = "0"


class KuesionerError(Exception):
    """What is wrong with a questionnaire, and where."""

    def __init__(self, letak: str, pesan: str) -> None:
        super().__init__(f"{letak}: {pesan}")


@dataclass(frozen=True, slots=True)
class Teks:
    """One text in several languages; the main one is always there."""

    isi: Mapping[str, str]

    def dalam(self, bahasa: str) -> str:
        return self.isi.get(bahasa) or self.isi[BAHASA_UTAMA]

    def __str__(self) -> str:
        return self.isi[BAHASA_UTAMA]


@dataclass(frozen=True, slots=True)
class Unsur:
    """One statement: an aspect of IPAK or IPKP, an unsur of SKM. ``letak`` is its place in a response's string."""

    kode: str
    nama: Teks
    pernyataan: Teks
    bobot: Fraction
    letak: int


@dataclass(frozen=True, slots=True)
class Mutu:
    """A band of quality: from ``mulai`` (index × 25, exact, half-open) upwards."""

    huruf: str
    nama: str
    mulai: Fraction


@dataclass(frozen=True, slots=True)
class Indeks:
    """One figure that comes out: its statements with weights that sum up to 1, and its bands, best first."""

    kode: str
    nama: str
    unsur: tuple[Unsur, ...]
    mutu: tuple[Mutu, ...]


@dataclass(frozen=True, slots=True)
class Pilihan:
    kode: str
    label: Teks


@dataclass(frozen=True)
class Profil:
    """A question about the respondent; groups under ten are never shown."""

    kode: str
    label: Teks
    pilihan: tuple[Pilihan, ...]
    wajib: bool

    @cached_property
    def kode_pilihan(self) -> frozenset[str]:
        return frozenset(p.kode for p in self.pilihan)


@dataclass(frozen=True)
class Kuesioner:
    """``skala`` is the highest mark; ``label`` names the marks 1 to ``skala`` in each language."""

    kode: str
    versi: str
    nama: Teks
    dasar: str
    bahasa: tuple[str, ...]
    skala: int
    label: tuple[Teks, ...]
    indeks: tuple[Indeks, ...]
    profil: tuple[Profil, ...]
    integritas: Teks | None
    komentar: Teks | None
    konversi: str
    _asal: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)

    @cached_property
    def unsur(self) -> tuple[Unsur, ...]:
        """All statements in the order they are asked."""
        return tuple(u for i in self.indeks for u in i.unsur)

    @cached_property
    def nilai_sah(self) -> Mapping[str | None, int]:
        """The marks, by how a form sends them."""
        return {str(n): n for n in range(1, self.skala + 1)}

    def to_dict(self) -> dict[str, Any]:
        """The plain data it was read from."""
        return dict(self._asal)

    def kodekan(self, nilai: Mapping[str, int]) -> str:
        """Marks by statement as the string a response keeps: a digit per statement, 0 where none was given."""
        return "".join(str(nilai.get(u.kode) or KOSONG) for u in self.unsur)

    def uraikan(self, teks: str) -> dict[str, int]:
        """The marks of a response's string, without those not given."""
        return {u.kode: int(teks[u.letak]) for u in self.unsur if teks[u.letak] != KOSONG}

    @classmethod
    def from_dict(cls, isi: Mapping[str, Any]) -> Kuesioner:
        """Read and check plain data. Raises KuesionerError, naming the place."""
        return _Pembaca(isi).baca()


class _Pembaca:
    def __init__(self, isi: Any) -> None:
        if not isinstance(isi, Mapping):
            raise KuesionerError("berkas", "isinya harus pasangan kunci dan isi")
        self.isi = isi
        self.letak = 0

    def baca(self) -> Kuesioner:
        bahasa = self._daftar(self.isi, "bahasa", "kuesioner")
        if BAHASA_UTAMA not in bahasa or len(set(bahasa)) != len(bahasa):
            raise KuesionerError("bahasa", f"harus memuat “{BAHASA_UTAMA}”, masing-masing sekali")
        self.bahasa = tuple(str(b) for b in bahasa)
        skala = self._skala()
        indeks = tuple(self._indeks(satu, n) for n, satu in enumerate(self._daftar(self.isi, "indeks", "kuesioner"), 1))
        self._kode_unik((i.kode for i in indeks), "indeks")
        self._kode_unik((u.kode for i in indeks for u in i.unsur), "unsur")
        if not 0 < self.letak <= UNSUR_TERBANYAK:
            raise KuesionerError("unsur", f"harus 1 sampai {UNSUR_TERBANYAK} pernyataan")
        profil = tuple(self._profil(satu, n) for n, satu in enumerate(self.isi.get("profil") or (), 1))
        self._kode_unik((p.kode for p in profil), "profil")
        konversi = self.isi.get("konversi", "sebanding")
        if konversi not in {"sebanding", "geser"}:
            raise KuesionerError("konversi", "harus “sebanding” atau “geser”")
        return Kuesioner(
            kode=self._kode(self.isi, "kuesioner"),
            versi=self._kode(self.isi, "kuesioner", "versi"),
            nama=self._teks(self.isi, "nama", "kuesioner"),
            dasar=str(self.isi.get("dasar", "")),
            bahasa=self.bahasa,
            skala=skala,
            label=self._label(skala),
            indeks=indeks,
            profil=profil,
            integritas=self._teks(self.isi, "integritas", "kuesioner") if self.isi.get("integritas") else None,
            komentar=self._teks(self.isi, "komentar", "kuesioner") if self.isi.get("komentar") else None,
            konversi=konversi,
            _asal=dict(self.isi),
        )

    def _skala(self) -> int:
        skala = self.isi.get("skala")
        if not isinstance(skala, int) or isinstance(skala, bool) or not 2 <= skala <= SKALA_TERBESAR:
            raise KuesionerError("skala", f"harus bilangan bulat 2 sampai {SKALA_TERBESAR}")
        return skala

    def _label(self, skala: int) -> tuple[Teks, ...]:
        label = self._daftar(self.isi, "label", "kuesioner")
        if len(label) != skala:
            raise KuesionerError("label", f"harus {skala} buah, satu untuk tiap nilai skala")
        return tuple(self._satu_teks(satu, f"label {n}") for n, satu in enumerate(label, 1))

    def _indeks(self, isi: Any, nomor: int) -> Indeks:
        letak = f"indeks {nomor}"
        self._pasangan(isi, letak)
        daftar = self._daftar(isi, "unsur", letak)
        rata = Fraction(1, len(daftar))
        unsur = tuple(self._unsur(satu, f"{letak} unsur {n}", rata) for n, satu in enumerate(daftar, 1))
        if sum(u.bobot for u in unsur) != 1:
            raise KuesionerError(letak, "jumlah bobot unsur harus tepat 1 (tulis pecahan, misalnya 1/9)")
        mutu = tuple(sorted((self._mutu(m, letak) for m in isi.get("mutu") or ()), key=lambda m: -m.mulai))
        return Indeks(self._kode(isi, letak), str(isi.get("nama", isi["kode"])), unsur, mutu)

    def _unsur(self, isi: Any, letak: str, rata: Fraction) -> Unsur:
        self._pasangan(isi, letak)
        try:
            bobot = Fraction(str(isi["bobot"])) if "bobot" in isi else rata
        except (ValueError, ZeroDivisionError) as error:
            raise KuesionerError(letak, "bobot bukan bilangan atau pecahan") from error
        if bobot <= 0:
            raise KuesionerError(letak, "bobot harus lebih dari 0")
        unsur = Unsur(
            self._kode(isi, letak),
            self._teks(isi, "nama", letak),
            self._teks(isi, "pernyataan", letak),
            bobot,
            self.letak,
        )
        self.letak += 1
        return unsur

    def _mutu(self, isi: Any, letak: str) -> Mutu:
        self._pasangan(isi, letak)
        try:
            return Mutu(str(isi["huruf"]), str(isi["nama"]), Fraction(str(isi["mulai"])))
        except (KeyError, ValueError, ZeroDivisionError) as error:
            raise KuesionerError(letak, "mutu memerlukan huruf, nama dan mulai (bilangan)") from error

    def _profil(self, isi: Any, nomor: int) -> Profil:
        letak = f"profil {nomor}"
        self._pasangan(isi, letak)
        pilihan = []
        for n, satu in enumerate(self._daftar(isi, "pilihan", letak), 1):
            self._pasangan(satu, f"{letak} pilihan {n}")
            pilihan.append(Pilihan(self._kode(satu, letak), self._teks(satu, "label", f"{letak} pilihan {n}")))
        self._kode_unik((p.kode for p in pilihan), letak)
        return Profil(self._kode(isi, letak), self._teks(isi, "label", letak), tuple(pilihan), bool(isi.get("wajib")))

    # What every piece needs ------------------------------------------------------------------------------------------

    @staticmethod
    def _pasangan(isi: Any, letak: str) -> None:
        if not isinstance(isi, Mapping):
            raise KuesionerError(letak, "harus pasangan kunci dan isi")

    @staticmethod
    def _daftar(isi: Mapping[str, Any], kunci: str, letak: str) -> Sequence[Any]:
        daftar = isi.get(kunci)
        if not isinstance(daftar, (list, tuple)) or not daftar:
            raise KuesionerError(letak, f"“{kunci}” harus daftar yang tidak kosong")
        return daftar

    @staticmethod
    def _kode(isi: Mapping[str, Any], letak: str, kunci: str = "kode") -> str:
        kode = str(isi.get(kunci, ""))
        if not KODE.fullmatch(kode):
            raise KuesionerError(letak, f"“{kunci}” harus huruf, angka, titik atau tanda hubung, paling banyak 36")
        return kode

    def _teks(self, isi: Mapping[str, Any], kunci: str, letak: str) -> Teks:
        return self._satu_teks(isi.get(kunci), f"{letak} {kunci}")

    def _satu_teks(self, isi: Any, letak: str) -> Teks:
        """A text alone is Indonesian; with several languages it is a pair of language and text each."""
        if isinstance(isi, str):
            isi = {BAHASA_UTAMA: isi}
        if not isinstance(isi, Mapping) or not str(isi.get(BAHASA_UTAMA, "")).strip():
            raise KuesionerError(letak, f"teks “{BAHASA_UTAMA}” harus ada")
        if asing := set(isi) - set(self.bahasa):
            raise KuesionerError(letak, f"bahasa {', '.join(sorted(map(str, asing)))} tidak ada di daftar bahasa")
        return Teks({str(k): str(v).replace("\x00", "").strip() for k, v in isi.items()})

    @staticmethod
    def _kode_unik(kode: Iterator[str], letak: str) -> None:
        ada: set[str] = set()
        for satu in kode:
            if satu in ada:
                raise KuesionerError(letak, f"kode {satu} dipakai dua kali")
            ada.add(satu)
