"""Where two layers of a sheet differ, what hangs on it, and how far they agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.enums import LAPIS_PENILAI, Lapis
from evaluation.scoring.kesepakatan import Kesepakatan, kesepakatan
from evaluation.selectors.bagian import teks_jawaban
from evaluation.selectors.lembar import LABEL_LAPIS, Isi, Lembar
from zi_portal.common.templatetags.zi import persen

# The earlier of two first. A reader is offered those of which they may read both.
PASANGAN = (
    (Lapis.AT1, Lapis.AT2),
    (Lapis.AT1, Lapis.KT),
    (Lapis.AT2, Lapis.KT),
    (Lapis.KT, Lapis.TPI),
    (Lapis.UNIT, Lapis.TPI),
    (Lapis.UNIT, Lapis.KT),
    (Lapis.UNIT, Lapis.AT1),
    (Lapis.UNIT, Lapis.AT2),
)


@dataclass(frozen=True, slots=True)
class Pasangan:
    """Two layers that may be compared."""

    dari: str
    ke: str

    @property
    def kunci(self) -> str:
        return f"{self.dari}-{self.ke}"

    @property
    def label(self) -> str:
        return _("%(a)s dan %(b)s") % {"a": LABEL_LAPIS[Lapis(self.dari)], "b": LABEL_LAPIS[Lapis(self.ke)]}


@dataclass(frozen=True, slots=True)
class Beda:
    """One question on which two layers differ. With the first one's answer in the second's place ``poin`` would be
    gained (or lost), and the gates in ``gerbang`` would turn over."""

    pertanyaan: scoring.Pertanyaan
    bagian: scoring.Bagian
    dari: str
    ke: str
    catatan_dari: str
    catatan_ke: str
    poin: Fraction
    gerbang: tuple[str, ...]

    @property
    def kode(self) -> str:
        return self.pertanyaan.kode

    @property
    def bobot(self) -> Fraction:
        return abs(self.poin)


def pasangan_terlihat(lembar: Lembar) -> list[Pasangan]:
    return [Pasangan(a, b) for a, b in PASANGAN if a in lembar.lapis and b in lembar.lapis]


def perbedaan(lembar: Lembar, pasangan: Pasangan) -> list[Beda]:
    """The differences in the order of what they do: gates that turn over first, then points, then LKE order."""
    a, b = lembar.isi[pasangan.dari], lembar.isi[pasangan.ke]
    beda = [
        _beda(lembar, pasangan, p)
        for p in lembar.instrumen.semua_pertanyaan
        if _dijawab(a.get(p.kode)) and _dijawab(b.get(p.kode)) and a[p.kode].isi != b[p.kode].isi
    ]
    return sorted(beda, key=lambda x: (-len(x.gerbang), -x.bobot))


def _dijawab(isi: Isi | None) -> bool:
    return isi is not None and bool(isi.isi) and (isi.versi > 0 or isi.lapis not in LAPIS_PENILAI)


def _beda(lembar: Lembar, pasangan: Pasangan, p: scoring.Pertanyaan) -> Beda:
    a, b = lembar.isi[pasangan.dari][p.kode], lembar.isi[pasangan.ke][p.kode]
    dasar = lembar.skor[pasangan.ke]
    datar = {k: v for k, v in lembar.jawaban_datar(pasangan.ke).items() if k not in {m.kode for m in p.masukan}}
    tukar = scoring.hitung(lembar.instrumen, datar | dict(a.isi), telah_wbk=lembar.lke.telah_wbk)
    tujuan = lembar.lke.predikat_tujuan
    return Beda(
        pertanyaan=p,
        bagian=lembar.instrumen.bagian_dari(p.kode),
        dari=_teks(p, a.isi, lembar.skor[pasangan.dari].pertanyaan[p.kode]),
        ke=_teks(p, b.isi, dasar.pertanyaan[p.kode]),
        catatan_dari=a.catatan,
        catatan_ke=b.catatan,
        poin=tukar.total - dasar.total,
        gerbang=tuple(
            kini.nama
            for kini, lain in zip(dasar.gerbang(tujuan), tukar.gerbang(tujuan), strict=True)
            if kini.terpenuhi != lain.terpenuhi
        ),
    )


def _teks(p: scoring.Pertanyaan, isi: Mapping[str, str | int], capaian: Fraction | None) -> str:
    """Counts by what they make: the numbers themselves stand in the workspace."""
    if len(p.masukan) > 1 and capaian is not None:
        return persen(capaian)
    return teks_jawaban(p, isi)


@dataclass(frozen=True, slots=True)
class BarisSepakat:
    """Agreement on one area, or on all (the last row)."""

    nama: str
    nilai: Kesepakatan


def sepakat(lembar: Lembar, pasangan: Pasangan) -> list[BarisSepakat]:
    """Agreement per area and over all, of the questions both have answered whole."""
    a, b = lembar.skor[pasangan.dari].pertanyaan, lembar.skor[pasangan.ke].pertanyaan
    kelompok: dict[str, list[tuple[Fraction, Fraction]]] = {}
    semua: list[tuple[Fraction, Fraction]] = []
    for p in lembar.instrumen.semua_pertanyaan:
        if (x := a[p.kode]) is None or (y := b[p.kode]) is None:
            continue
        bagian = lembar.instrumen.bagian_dari(p.kode)
        nama = lembar.instrumen.nama_area[bagian.nomor_area] if bagian.nomor_area else bagian.komponen.nama.capitalize()
        kelompok.setdefault(nama, []).append((x, y))
        semua.append((x, y))
    baris = [BarisSepakat(nama, kesepakatan(isi)) for nama, isi in kelompok.items()]
    return [*baris, BarisSepakat(_("Semua pertanyaan"), kesepakatan(semua))]
