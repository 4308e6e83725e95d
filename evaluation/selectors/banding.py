"""Two versions of a sheet side by side: rebuilt from the history of its answers, scored anew, compared question by
question. ``bandingkan`` is pure; ``pilihan_versi`` and ``muat_versi`` read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.enums import AKSI_AJUKAN, Aksi, Lapis
from evaluation.models import Jawaban, LembarKerjaEvaluasi, Riwayat, RiwayatJawaban, TautanBukti
from evaluation.selectors.beda import Potongan, potongan
from evaluation.selectors.lembar import LABEL_LAPIS, lapis_terlihat
from evaluation.selectors.periksa import nama_simpul
from evaluation.selectors.skor import gabung_isi, instrumen_lke
from units.models import User
from zi_portal.common.waktu import teks_waktu

# With these TPI ends a round; its answers of that moment are those of the round.
AKSI_RILIS = (Aksi.KEMBALIKAN, Aksi.NYATAKAN_LAYAK, Aksi.NYATAKAN_TIDAK_LAYAK)


# Which versions there are ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pilihan:
    """One version one may choose: whose sheet, which layer, and as of which moment (None: now)."""

    kunci: str
    label: str
    lke: LembarKerjaEvaluasi
    lapis: str
    saat: dt.datetime | None = None
    putaran: int | None = None

    @property
    def singkat(self) -> str:
        """The label without its moment, for the head of a column."""
        if self.putaran is None:
            return self.label
        return _("%(lapis)s, putaran %(n)d") % {"lapis": LABEL_LAPIS[Lapis(self.lapis)], "n": self.putaran}


def pilihan_versi(user: User, lke: LembarKerjaEvaluasi) -> list[Pilihan]:
    """The versions this person may read, oldest first: last year's, then each layer round by round and as it is now.
    Four queries."""
    hasil = _tahun_lalu(user, lke)
    terlihat, ada = lapis_terlihat(user, lke), _lapis_ada(lke)
    gerak = list(
        Riwayat.objects.filter(lke=lke, aksi__in=(*AKSI_AJUKAN, *AKSI_RILIS)).order_by("pk").values_list("aksi", "pada")
    )
    zona = lke.unit.instansi.tz
    for lapis, aksi, nama in (
        (Lapis.UNIT, AKSI_AJUKAN, _("Unit, diajukan putaran %(n)d (%(waktu)s)")),
        (Lapis.TPI, AKSI_RILIS, _("TPI, akhir putaran %(n)d (%(waktu)s)")),
        (Lapis.TPN, (), ""),
    ):
        if lapis not in terlihat or lapis not in ada:
            continue
        for n, saat in enumerate((pada for a, pada in gerak if a in aksi), start=1):
            label = nama % {"n": n, "waktu": teks_waktu(saat, zona)}
            hasil.append(Pilihan(f"{lapis.value}-{n}", label, lke, lapis, saat, n))
        hasil.append(Pilihan(lapis.value, _("%(lapis)s, sekarang") % {"lapis": LABEL_LAPIS[lapis]}, lke, lapis))
    return hasil


def _tahun_lalu(user: User, lke: LembarKerjaEvaluasi) -> list[Pilihan]:
    """The newest earlier sheet of the unit that the person sees, in the layers they may read."""
    dulu = LembarKerjaEvaluasi.objects.visible_to(user).select_related("unit__instansi", "musim")
    lalu = dulu.filter(unit=lke.unit_id, musim__tahun__lt=lke.musim.tahun).order_by("-musim__tahun").first()
    if lalu is None:
        return []
    ada = _lapis_ada(lalu)
    return [
        Pilihan(
            f"lalu-{Lapis(lapis).value}",
            _("LKE %(tahun)s, %(lapis)s") % {"tahun": lalu.musim, "lapis": LABEL_LAPIS[Lapis(lapis)]},
            lalu,
            lapis,
        )
        for lapis in lapis_terlihat(user, lalu)
        if lapis in ada
    ]


def _lapis_ada(lke: LembarKerjaEvaluasi) -> set[str]:
    return set(Jawaban.objects.filter(lke=lke).order_by().values_list("lapis", flat=True).distinct())


# One version ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Isian:
    """An answer and its note."""

    isi: Mapping[str, str | int]
    catatan: str = ""


@dataclass(frozen=True)
class Versi:
    """The answers of one layer at one moment by question code, and the proof under each (id → title)."""

    label: str
    lapis: str
    instrumen: scoring.Instrumen
    jawaban: Mapping[str, Isian]
    bukti: Mapping[str, Mapping[int, str]]
    telah_wbk: bool = False

    @cached_property
    def skor(self) -> scoring.Skor:
        """Computed from the answers of the version, never read."""
        return scoring.hitung(
            self.instrumen, gabung_isi(j.isi for j in self.jawaban.values()), telah_wbk=self.telah_wbk
        )


def muat_versi(pilihan: Pilihan) -> Versi:
    """The version as it was: three queries."""
    return Versi(
        label=pilihan.label,
        lapis=pilihan.lapis,
        instrumen=instrumen_lke(pilihan.lke),
        jawaban=jawaban_pada(pilihan.lke, pilihan.lapis, pilihan.saat),
        bukti=_bukti_pada(pilihan.lke, pilihan.saat),
        telah_wbk=pilihan.lke.telah_wbk,
    )


def jawaban_pada(lke: LembarKerjaEvaluasi, lapis: str, saat: dt.datetime | None = None) -> dict[str, Isian]:
    """The answers of a layer as they were at ``saat``, rebuilt from their history; as they are now without one.

    An answer that has no history stands as it was made (a layer opened as a copy of another).
    """
    kini = Jawaban.objects.filter(lke=lke, lapis=lapis).values_list("kode", "isi", "catatan")
    jawaban = {kode: Isian(isi, catatan) for kode, isi, catatan in kini}
    if saat is None:
        return jawaban
    dahulu = {kode: Isian({}) for kode in jawaban}
    tercatat = set()
    jejak = RiwayatJawaban.objects.filter(jawaban__lke=lke, jawaban__lapis=lapis).order_by("versi")
    for kode, isi, catatan, pada in jejak.values_list("jawaban__kode", "isi", "catatan", "pada"):
        tercatat.add(kode)
        if pada <= saat:
            dahulu[kode] = Isian(isi, catatan)
    return dahulu | {kode: isian for kode, isian in jawaban.items() if kode not in tercatat}


def _bukti_pada(lke: LembarKerjaEvaluasi, saat: dt.datetime | None) -> dict[str, dict[int, str]]:
    """The proof under each question at that moment."""
    tautan = TautanBukti.objects.filter(lke=lke)
    if saat is None:
        tautan = tautan.terpasang().filter(bukti__dihapus_pada=None)
    else:
        tautan = tautan.filter(
            Q(dilepas_pada=None) | Q(dilepas_pada__gt=saat),
            Q(bukti__dihapus_pada=None) | Q(bukti__dihapus_pada__gt=saat),
            pada__lte=saat,
        )
    hasil: dict[str, dict[int, str]] = {}
    for kode, pk, judul in tautan.order_by("pk").values_list("kode", "bukti", "bukti__judul"):
        hasil.setdefault(kode, {})[pk] = judul
    return hasil


# Compared -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BedaSoal:
    """One question in two versions. A side on which the question does not exist has ``pertanyaan`` None."""

    kode: str
    pertanyaan: tuple[scoring.Pertanyaan | None, scoring.Pertanyaan | None]
    isian: tuple[Isian, Isian]
    nilai: tuple[Fraction | None, Fraction | None]
    poin: tuple[Fraction, Fraction]
    bukti: tuple[Mapping[int, str], Mapping[int, str]]
    catatan_sebanding: bool

    @property
    def teks(self) -> str:
        return next(p.teks for p in self.pertanyaan if p)

    @property
    def jawaban_berbeda(self) -> bool:
        return self.pertanyaan[0] is None or self.pertanyaan[1] is None or self.isian[0].isi != self.isian[1].isi

    @property
    def catatan_berbeda(self) -> bool:
        """The note of the same hand became another. Notes of two layers are two notes and no change."""
        return self.catatan_sebanding and self.isian[0].catatan != self.isian[1].catatan

    @property
    def bukti_datang(self) -> list[str]:
        return [judul for pk, judul in self.bukti[1].items() if pk not in self.bukti[0]]

    @property
    def bukti_pergi(self) -> list[str]:
        return [judul for pk, judul in self.bukti[0].items() if pk not in self.bukti[1]]

    @property
    def berbeda(self) -> bool:
        return bool(self.jawaban_berbeda or self.catatan_berbeda or self.bukti_datang or self.bukti_pergi)

    @property
    def selisih(self) -> Fraction:
        return self.poin[1] - self.poin[0]

    @property
    def potongan(self) -> tuple[Potongan, ...]:
        return potongan(self.isian[0].catatan, self.isian[1].catatan)


@dataclass(frozen=True, slots=True)
class BedaSimpul:
    """The points of one node in two versions; None where the instrument of that version has no such node."""

    kode: str
    nama: str
    tingkat: int
    nilai: tuple[Fraction | None, Fraction | None]
    maks: Fraction

    @property
    def selisih(self) -> Fraction:
        return (self.nilai[1] or Fraction(0)) - (self.nilai[0] or Fraction(0))

    @property
    def berbeda(self) -> bool:
        return self.nilai[0] != self.nilai[1]


@dataclass(frozen=True, slots=True)
class BedaGerbang:
    """One condition of the predikat in two versions: met or not, and for a threshold its points."""

    kode: str
    nama: str
    minimum: Fraction | None
    nilai: tuple[Fraction | None, Fraction | None]
    terpenuhi: tuple[bool | None, bool | None]

    @property
    def berbeda(self) -> bool:
        return self.nilai[0] != self.nilai[1] or self.terpenuhi[0] != self.terpenuhi[1]

    @property
    def berbalik(self) -> bool:
        """Met in one version and not in the other."""
        return self.terpenuhi[0] != self.terpenuhi[1]


@dataclass(frozen=True, slots=True)
class BandingVersi:
    """Two versions compared: every question, node and gate of either."""

    predikat: str
    soal: tuple[BedaSoal, ...]
    simpul: tuple[BedaSimpul, ...]
    gerbang: tuple[BedaGerbang, ...]

    @property
    def soal_berbeda(self) -> list[BedaSoal]:
        return [s for s in self.soal if s.berbeda]

    @property
    def hanya_sebelah(self) -> tuple[list[str], list[str]]:
        """Codes that exist in the first version only, and in the second only."""
        return tuple([s.kode for s in self.soal if s.pertanyaan[1 - sisi] is None] for sisi in (0, 1))

    @property
    def kosong(self) -> bool:
        """Nothing differs, in answers, notes, proof, points or gates."""
        return not (self.soal_berbeda or any(b.berbeda for b in (*self.simpul, *self.gerbang)))


def bandingkan(a: Versi, b: Versi, predikat: str) -> BandingVersi:
    """From ``a`` to ``b``. Exchanged, it tells the same the other way round."""
    return BandingVersi(predikat, _soal(a, b), _simpul(a, b), _gerbang(a, b, predikat))


def _soal(a: Versi, b: Versi) -> tuple[BedaSoal, ...]:
    sisi = tuple({p.kode: p for p in v.instrumen.semua_pertanyaan} for v in (a, b))
    kosong = Isian({})
    return tuple(
        BedaSoal(
            kode=kode,
            pertanyaan=tuple(s.get(kode) for s in sisi),
            isian=tuple(v.jawaban.get(kode, kosong) for v in (a, b)),
            nilai=tuple(v.skor.pertanyaan.get(kode) for v in (a, b)),
            poin=tuple(_poin(v, kode) for v in (a, b)),
            bukti=tuple(v.bukti.get(kode, {}) for v in (a, b)),
            catatan_sebanding=a.lapis == b.lapis,
        )
        for kode in {**sisi[0], **sisi[1]}
    )


def _poin(versi: Versi, kode: str) -> Fraction:
    return versi.skor.poin_pertanyaan(kode) if kode in versi.skor.pertanyaan else Fraction(0)


def _simpul(a: Versi, b: Versi) -> tuple[BedaSimpul, ...]:
    """The nodes above the indikator, and the indikator themselves, from the total down."""
    tingkat = _tingkat(a.instrumen) | _tingkat(b.instrumen)
    nama = nama_simpul(a.instrumen) | nama_simpul(b.instrumen)
    return tuple(
        BedaSimpul(
            kode=kode,
            nama=nama.get(kode, kode),
            tingkat=n,
            nilai=tuple(_nilai(v, kode) for v in (a, b)),
            maks=max(v.instrumen.bobot_simpul.get(kode, Fraction(0)) for v in (a, b)),
        )
        for kode, n in tingkat.items()
    )


def _nilai(versi: Versi, kode: str) -> Fraction | None:
    try:
        return versi.skor.nilai_simpul(kode)
    except KeyError:
        return None


def _tingkat(instrumen: scoring.Instrumen) -> dict[str, int]:
    """How deep each node stands, in the order of the LKE."""
    hasil = {"total": 0}
    for komponen in instrumen.komponen:
        hasil[komponen.kode] = 1
        for aspek in komponen.aspek:
            hasil[aspek.kode] = 2
            for area in aspek.area:
                hasil[area.kode] = 3
                hasil |= {i.kode: 4 for i in area.indikator}
            hasil |= {i.kode: 4 for i in aspek.indikator_langsung}
    return hasil | {f"area_{nomor}": 5 for nomor in instrumen.nama_area}


def _gerbang(a: Versi, b: Versi, predikat: str) -> tuple[BedaGerbang, ...]:
    sisi = tuple({g.kode: g for g in v.skor.gerbang(predikat)} for v in (a, b))
    hasil = [
        BedaGerbang(
            kode=kode,
            nama=g.nama,
            minimum=g.minimum,
            nilai=tuple(s[kode].nilai if kode in s else None for s in sisi),
            terpenuhi=tuple(s[kode].terpenuhi if kode in s else None for s in sisi),
        )
        for kode, g in {**sisi[0], **sisi[1]}.items()
    ]
    lain = tuple({t.kode: t for t in v.skor.gerbang_tambahan(predikat)} for v in (a, b))
    hasil += [
        BedaGerbang(
            kode=kode,
            nama=t.nama,
            minimum=None,
            nilai=(None, None),
            terpenuhi=tuple(s[kode].terpenuhi if kode in s else None for s in lain),
        )
        for kode, t in {**lain[0], **lain[1]}.items()
    ]
    return tuple(hasil)
