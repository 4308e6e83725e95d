"""The counts of a campaign as they stand now: what is stored, and what came since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from surveys.enums import Golongan
from surveys.indeks import Hitungan, Pengurai
from surveys.kuesioner import Kuesioner
from surveys.models import Kampanye, Rekap, Respons

# So many uncounted responses are counted while a page waits; more than that are left to the worker.
EKOR_TERPANJANG = 2000


def kelompok(satu: Respons, tz: dt.tzinfo) -> Iterator[tuple[str, str]]:
    """The groups one response counts in: all, its channel, its service, its day, and each answer of the profile."""
    yield "", ""
    yield "kanal", satu.kanal
    if satu.layanan_id:
        yield "layanan", str(satu.layanan_id)
    yield "hari", f"{satu.pada.astimezone(tz):%Y-%m-%d}"
    for kode, pilihan in satu.profil.items():
        yield f"p-{kode}"[:40], str(pilihan)[:40]


class RekapKini:
    """Counts by group and golongan, with the tail of uncounted responses in ``BARU``."""

    def __init__(self, kuesioner: Kuesioner, isi: dict[tuple[str, str, int], Hitungan], tertinggal: int) -> None:
        self.kuesioner = kuesioner
        self._isi = isi
        self.tertinggal = tertinggal

    def jumlah(self, *golongan: Golongan, dimensi: str = "", nilai: str = "") -> Hitungan:
        """The counts of these golongan together, of one group."""
        hasil = Hitungan.kosong(self.kuesioner)
        for satu in golongan:
            if ada := self._isi.get((dimensi, nilai, int(satu))):
                hasil.gabung(ada)
        return hasil

    def nilai_dimensi(self, dimensi: str) -> list[str]:
        """The groups there are, sorted."""
        return sorted({n for d, n, _g in self._isi if d == dimensi})

    @property
    def masuk(self) -> Hitungan:
        """All that came."""
        return self.jumlah(*Golongan)

    @property
    def sah(self) -> Hitungan:
        """All but the excluded: what the index is made of."""
        return self.jumlah(Golongan.BARU, Golongan.BERSIH, Golongan.BERTANDA)

    @property
    def bersih(self) -> Hitungan:
        """Without the excluded and without those that carry a sign."""
        return self.jumlah(Golongan.BERSIH)

    def n(self, golongan: Golongan) -> int:
        ada = self._isi.get(("", "", int(golongan)))
        return ada.n if ada else 0


def rekap_kini(kampanye: Kampanye, kuesioner: Kuesioner, *, dimensi: tuple[str, ...] | None = None) -> RekapKini:
    """The counts as they stand. ``dimensi`` limits which groups are read beside the whole. Three queries."""
    semua = Rekap.objects.filter(kampanye=kampanye)
    if dimensi is not None:
        semua = semua.filter(dimensi__in=["", *dimensi])
    isi = {(r.dimensi, r.nilai, r.golongan): Hitungan.dari_isi(r.isi) for r in semua}
    baru = Respons.objects.filter(kampanye=kampanye, golongan=Golongan.BARU).order_by("pk").defer("komentar")
    ekor = list(baru[: EKOR_TERPANJANG + 1])
    tertinggal = baru.count() - EKOR_TERPANJANG if len(ekor) > EKOR_TERPANJANG else 0
    tz, pengurai = kampanye.unit.instansi.tz, Pengurai(kuesioner)
    for satu in ekor[:EKOR_TERPANJANG]:
        isian = pengurai.urai(satu.nilai)
        for d, n in kelompok(satu, tz):
            if dimensi is not None and d and d not in dimensi:
                continue
            letak = (d, n, int(Golongan.BARU))
            if letak not in isi:
                isi[letak] = Hitungan.kosong(kuesioner)
            isi[letak].tambah(isian, satu.diarahkan)
    return RekapKini(kuesioner, isi, tertinggal)
