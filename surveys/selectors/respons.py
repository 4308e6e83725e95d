"""The responses of a campaign one by one: for looking through, for their comments, and to take away. Never with a
fingerprint, never with a contact, and a comment never beside a profile."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import yaml
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from surveys.enums import Golongan, Kanal
from surveys.kuesioner import KOSONG, Kuesioner
from surveys.models import Kampanye, Pengeluaran, Respons
from surveys.selectors.hasil import DATA, KELOMPOK_TERKECIL, SAH

# Themes are counted over so many comments while the page waits; where there are more, only the filter works.
KOMENTAR_TERHITUNG = 50_000


@dataclass(frozen=True, slots=True)
class Saring:
    """What a list of responses is narrowed to; None and "": not at all."""

    golongan: int | None = None
    tanda: str = ""
    kanal: str = ""
    layanan: int | None = None
    hari: dt.date | None = None

    def __bool__(self) -> bool:
        return self != Saring()


def respons_table(kampanye: Kampanye, saring: Saring) -> QuerySet[Respons]:
    """What the list of responses shows, newest first."""
    semua = Respons.objects.filter(kampanye=kampanye)
    if saring.golongan is not None:
        semua = semua.filter(golongan=saring.golongan)
    if saring.tanda:
        semua = semua.filter(tanda__jenis=saring.tanda)
    if saring.kanal:
        semua = semua.filter(kanal=saring.kanal)
    if saring.layanan is not None:
        semua = semua.filter(layanan=saring.layanan)
    if saring.hari:
        mulai = dt.datetime.combine(saring.hari, dt.time(), tzinfo=kampanye.unit.instansi.tz)
        semua = semua.filter(pada__gte=mulai, pada__lt=mulai + dt.timedelta(days=1))
    return terbaca(semua).order_by("-pk")


def terbaca(semua: QuerySet[Respons]) -> QuerySet[Respons]:
    """With service, signs and exclusions, and without what nobody needs to read: prints, comment, profile."""
    return (
        semua.select_related("layanan")
        .prefetch_related("tanda", Prefetch("pengeluaran", Pengeluaran.objects.select_related("oleh").order_by("-pk")))
        .defer("komentar", "profil", "jaringan", "perangkat", "kiriman")
    )


@dataclass(frozen=True, slots=True)
class BarisRespons:
    """A response with its marks by index: (code of the index, [(statement, mark or None)])."""

    respons: Respons
    nilai: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def dengan_nilai(kuesioner: Kuesioner, semua: Iterable[Respons]) -> list[BarisRespons]:
    return [
        BarisRespons(
            r,
            tuple(
                (i.kode, tuple((str(u.nama), r.nilai[u.letak].replace(KOSONG, "–")) for u in i.unsur))
                for i in kuesioner.indeks
            ),
        )
        for r in semua
    ]


# Comments -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tema:
    """A theme and how many comments belong to it; None where they were too many to count."""

    kode: str
    nama: str
    jumlah: int | None = None


@lru_cache(maxsize=1)
def _tema() -> dict[str, tuple[str, str]]:
    """Name and pattern by code; the pattern means the same to PostgreSQL and to Python."""
    isi = yaml.safe_load((DATA / "tema.yaml").read_text(encoding="utf-8"))["tema"]
    return {t["kode"]: (t["nama"], f"(^|[^a-z])({'|'.join(re.escape(k) for k in t['kata'])})") for t in isi}


def komentar_terbuka(kampanye: Kampanye) -> bool:
    """Are there so many valid responses that a comment gives nobody away?"""
    return len(Respons.objects.filter(kampanye=kampanye, golongan__in=SAH).values("pk")[:KELOMPOK_TERKECIL]) == (
        KELOMPOK_TERKECIL
    )


def komentar_kampanye(kampanye: Kampanye, *, cari: str = "", tema: str = "") -> QuerySet:
    """Comments of valid responses as plain texts, in an order that tells nothing of when they came."""
    semua = Respons.objects.filter(kampanye=kampanye, golongan__in=SAH).exclude(komentar="")
    if cari:
        semua = semua.filter(komentar__icontains=cari)
    if tema in _tema():
        semua = semua.filter(komentar__iregex=_tema()[tema][1])
    # By the browser's random id of the response: stable over pages, and as good as shuffled.
    return semua.order_by("kiriman").values_list("komentar", flat=True)


def hitung_tema(kampanye: Kampanye) -> list[Tema]:
    """The themes with their counts, most frequent first."""
    semua = komentar_kampanye(kampanye)
    if semua[KOMENTAR_TERHITUNG : KOMENTAR_TERHITUNG + 1]:
        return [Tema(kode, nama) for kode, (nama, _pola) in _tema().items()]
    per_tema = {kode: Count("pk", filter=Q(komentar__iregex=pola)) for kode, (_nama, pola) in _tema().items()}
    jumlah = semua.order_by().aggregate(**per_tema)
    urut = sorted(_tema().items(), key=lambda t: (-jumlah[t[0]], t[0]))
    return [Tema(kode, nama, jumlah[kode]) for kode, (nama, _pola) in urut]


# To take away ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TabelRespons:
    """The anonymous responses as a table: its header and how many rows; ``baris`` reads them in pieces."""

    kampanye: Kampanye
    kuesioner: Kuesioner
    jumlah: int
    dengan_profil: bool

    @property
    def kepala(self) -> list[str]:
        return [
            _("Nomor"),
            _("Tanggal"),
            _("Cara mengisi"),
            _("Layanan"),
            *(f"{u.kode} {u.nama}" for u in self.kuesioner.unsur),
            _("Golongan"),
            *([_("Diarahkan menjawab baik")] if self.kuesioner.integritas else []),
            *((str(p.label) for p in self.kuesioner.profil) if self.dengan_profil else ()),
        ]

    def baris(self) -> Iterator[list[str | int]]:
        """One row per response in the order they came; a day, never a time. Memory stays flat."""
        tz = self.kampanye.unit.instansi.tz
        layanan = dict(self.kampanye.layanan.values_list("pk", "nama"))
        kanal, golongan = ({nilai: str(kata) for nilai, kata in pilih.choices} for pilih in (Kanal, Golongan))
        arah = {None: "", True: _("Ya"), False: _("Tidak")}
        pilihan = [
            (p.kode, {satu.kode: str(satu.label) for satu in p.pilihan})
            for p in (self.kuesioner.profil if self.dengan_profil else ())
        ]
        letak = [u.letak for u in self.kuesioner.unsur]
        kolom = ("pada", "kanal", "layanan", "nilai", "golongan", "diarahkan", *(["profil"] if pilihan else []))
        semua = Respons.objects.filter(kampanye=self.kampanye).order_by("pk").values_list(*kolom)
        for nomor, (pada, cara, a, nilai, gol, diarahkan, *profil) in enumerate(semua.iterator(chunk_size=2000), 1):
            yield [
                nomor,
                pada.astimezone(tz).date().isoformat(),
                kanal[cara],
                layanan.get(a, ""),
                *("" if nilai[n] == KOSONG else int(nilai[n]) for n in letak),
                golongan[gol],
                *([arah[diarahkan]] if self.kuesioner.integritas else []),
                *(label.get(profil[0].get(kode, ""), "") for kode, label in pilihan),
            ]


def tabel_respons(kampanye: Kampanye, kuesioner: Kuesioner) -> TabelRespons:
    """The table of a campaign. The profile is in it only where everybody shares each answer, taken together, with
    nine others: alone of his kind, somebody would be known by it."""
    semua = Respons.objects.filter(kampanye=kampanye).order_by()
    dengan_profil = bool(kuesioner.profil) and not any(
        n < KELOMPOK_TERKECIL for n in semua.values("profil").annotate(n=Count("pk")).values_list("n", flat=True)
    )
    return TabelRespons(kampanye, kuesioner, semua.count(), dengan_profil)
