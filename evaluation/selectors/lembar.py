"""One sheet as one person may see it: rights, answers and scores of the visible layers, marks, filters."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from evaluation import scoring
from evaluation.enums import LAPIS_PENILAI, STATUS_TPI_MENILAI, Lapis, Status
from evaluation.models import Jawaban, Komentar, LembarKerjaEvaluasi, RiwayatJawaban, TandaPerbaikan, TautanBukti
from evaluation.permissions import ISI_LAPIS, LIHAT_LAPIS, ranah_terbaca
from evaluation.selectors.angka import AngkaBaca, baris_angka, membaca_angka
from evaluation.selectors.skor import gabung_isi, instrumen_lke
from units.models import User

LABEL_LAPIS = {
    Lapis.UNIT: _("Unit"),
    Lapis.AT1: Lapis.AT1.label,
    Lapis.AT2: Lapis.AT2.label,
    Lapis.KT: Lapis.KT.label,
    Lapis.TPI: _("TPI"),
    Lapis.TPN: _("TPN"),
}


# Who ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hak:
    """What a person may do with one sheet, asked once. ``isi`` is the layer they fill now, or None."""

    lihat: tuple[str, ...]
    isi: str | None
    ajukan: bool
    komentar: bool
    ranah: tuple[str, ...]

    @property
    def utama(self) -> str:
        """The layer whose answers stand in the controls."""
        return self.isi or Lapis.UNIT


def hak_lke(user: User, lke: LembarKerjaEvaluasi) -> Hak:
    return Hak(
        lihat=lapis_terlihat(user, lke),
        isi=next((lapis for lapis, perm in ISI_LAPIS.items() if user.has_perm(perm, lke)), None),
        ajukan=user.has_perm("evaluation.ajukan_lke", lke),
        komentar=user.has_perm("evaluation.komentar", lke),
        ranah=tuple(ranah_terbaca(user, lke)),
    )


def lapis_terlihat(user: User, lke: LembarKerjaEvaluasi) -> tuple[str, ...]:
    """The layers whose answers, scores and history this person may read."""
    return tuple(lapis for lapis, perm in LIHAT_LAPIS.items() if user.has_perm(perm, lke))


# The whole sheet ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Isi:
    """One stored answer of one layer, light: a sheet has up to 339 of them."""

    pk: int
    lapis: str
    kode: str
    isi: Mapping[str, str | int]
    catatan: str
    versi: int
    oleh_id: int | None
    oleh: str | None
    pada: dt.datetime | None

    def jawaban(self, lke: LembarKerjaEvaluasi) -> Jawaban:
        jawaban = Jawaban(
            pk=self.pk,
            lke_id=lke.pk,
            lapis=self.lapis,
            kode=self.kode,
            isi=self.isi,
            catatan=self.catatan,
            versi=self.versi,
            diubah_pada=self.pada,
        )
        if self.oleh_id:
            jawaban.diubah_oleh = User(pk=self.oleh_id, nama=self.oleh)
        return jawaban


KOSONG = Isi(0, "", "", {}, "", 0, None, None, None)


@dataclass
class Lembar:
    """One sheet as one person may see it: answers and scores of the visible layers, and the marks on its questions.

    ``berbukti`` maps a question with proof to when the newest of it came, ``dilepas`` one whose submitted proof was
    taken away to when that happened last. ``letak_bukti`` tells under which questions each proof stands, ``semula``
    what the unit had answered (with its note) when the reader's layer judged, where the answer moved since.
    """

    lke: LembarKerjaEvaluasi
    instrumen: scoring.Instrumen
    hak: Hak
    isi: dict[str, dict[str, Isi]]
    berbukti: Mapping[str, dt.datetime] = field(default_factory=dict)
    dilepas: Mapping[str, dt.datetime] = field(default_factory=dict)
    letak_bukti: Mapping[int, set[str]] = field(default_factory=dict)
    semula: Mapping[str, Semula] = field(default_factory=dict)
    komentar: Mapping[str, int] = field(default_factory=dict)
    tanda: Mapping[str, Tanda] = field(default_factory=dict)
    tahun_lalu: Mapping[str, tuple[int, Isi]] = field(default_factory=dict)
    angka: AngkaBaca = field(default_factory=AngkaBaca)
    sejak: dt.datetime | None = None

    @cached_property
    def lapis(self) -> tuple[str, ...]:
        """The visible layers that exist."""
        return tuple(lapis for lapis in self.hak.lihat if self.isi.get(lapis))

    @cached_property
    def skor(self) -> dict[str, scoring.Skor]:
        return {lapis: self._hitung(lapis) for lapis in self.lapis}

    def _hitung(self, lapis: str) -> scoring.Skor:
        return scoring.hitung(self.instrumen, self.jawaban_datar(lapis), telah_wbk=self.lke.telah_wbk)

    def jawaban_datar(self, lapis: str) -> dict[str, str | int]:
        return gabung_isi(i.isi for i in self.isi[lapis].values())

    @property
    def utama(self) -> str:
        return self.hak.utama

    @cached_property
    def lapis_panel(self) -> str:
        """Whose score the panel shows first: one's own layer, else the furthest one may see."""
        if self.hak.isi in self.lapis:
            return self.hak.isi
        return self.lapis[-1] if self.lapis else Lapis.UNIT

    @property
    def lapis_nilai(self) -> str:
        """Whose judging is told of: one's own level's when one judges, else TPI's."""
        return self.hak.isi if self.hak.isi in LAPIS_PENILAI else Lapis.TPI

    def terbuka(self, kode: str) -> bool:
        """The unit may change this question in the present state."""
        if self.lke.status == Status.PERBAIKAN:
            return kode in self.tanda
        return self.lke.unit_mengisi

    @property
    def kode_terbuka(self) -> frozenset[str] | None:
        """The questions whose answer and proof the unit may change: None for all, as ``selectors.lke`` says it."""
        if self.lke.status == Status.PERBAIKAN:
            return frozenset(self.tanda)
        return None if self.lke.unit_mengisi else frozenset()

    def dapat_diisi(self, kode: str) -> bool:
        """This person may change their layer's answer to this question now."""
        if self.hak.isi == Lapis.UNIT:
            return self.terbuka(kode)
        return self.hak.isi is not None

    # Each filter is a question about one code; counts and lists come from the same answer.
    def kosong(self, kode: str) -> bool:
        skor = self.skor.get(self.utama)
        return skor is not None and skor.pertanyaan[kode] is None

    def tanpa_bukti(self, kode: str) -> bool:
        skor = self.skor.get(Lapis.UNIT)
        return skor is not None and bool(skor.pertanyaan[kode]) and kode not in self.berbukti

    def ada_komentar(self, kode: str) -> bool:
        return bool(self.komentar.get(kode))

    def dikembalikan(self, kode: str) -> bool:
        return kode in self.tanda

    def perlu_dinilai(self, kode: str) -> bool:
        """TPI has not judged it whole, or answer or proof of the unit moved later: as ``selectors.tpi`` counts it."""
        lapis = self.lapis_nilai
        if lapis not in self.lapis:
            return False
        tpi = self._satu(lapis, kode)
        if tpi.versi == 0 or tpi.pada is None or self.skor[lapis].pertanyaan[kode] is None:
            return True
        return self.bergerak(kode)

    def bergerak(self, kode: str) -> bool:
        """Judged, and then answer or proof of the unit moved."""
        tpi = self._satu(self.lapis_nilai, kode)
        if tpi.versi == 0 or tpi.pada is None:
            return False
        gerak = (self._satu(Lapis.UNIT, kode).pada, self.berbukti.get(kode), self.dilepas.get(kode))
        return any(pada is not None and pada > tpi.pada for pada in gerak)

    def dinilai_pada(self, kode: str) -> dt.datetime | None:
        """When the layer whose judging is told of last judged this question."""
        return self._satu(self.lapis_nilai, kode).pada

    def berubah(self, kode: str) -> bool:
        """The unit changed it since this person's last visit."""
        unit = self._satu(Lapis.UNIT, kode)
        return bool(self.sejak and unit.pada and unit.pada > self.sejak)

    def berbeda(self, kode: str) -> bool:
        """TPI's answer is not the unit's."""
        tpi = self._satu(self.lapis_nilai, kode)
        if not tpi.isi and self.lapis_nilai != Lapis.TPI:
            return False  # left open by two who differ
        return tpi.versi > 0 and tpi.isi != self._satu(Lapis.UNIT, kode).isi

    def _satu(self, lapis: str, kode: str) -> Isi:
        return self.isi.get(lapis, {}).get(kode, KOSONG)

    @cached_property
    def saringan(self) -> tuple[str, ...]:
        """The filters that mean something to this person in this state."""
        pilihan = ["kosong", "tanpa_bukti", "ada_komentar"]
        if self.tanda:
            pilihan.append("dikembalikan")
        ada = self.lapis_nilai in self.lapis
        if self.hak.isi in LAPIS_PENILAI or (ada and self.lke.status in STATUS_TPI_MENILAI):
            pilihan[:1] = ["perlu_dinilai", "bergerak", "berubah"]
        if ada:
            pilihan.append("berbeda")
        return tuple(pilihan)

    def saring(self, nama: str, kode: Iterable[str]) -> list[str]:
        """The codes to which the named filter applies, in the order given."""
        uji = getattr(self, nama)
        return [k for k in kode if uji(k)]

    def sisa(self, kode: str) -> bool:
        """The question is still to be worked on by this person, in their layer and the present state."""
        if self.hak.isi in LAPIS_PENILAI:
            return self.perlu_dinilai(kode)
        if self.hak.isi == Lapis.UNIT and self.lke.status == Status.PERBAIKAN:
            tanda, unit = self.tanda.get(kode), self._satu(Lapis.UNIT, kode)
            return tanda is not None and not (unit.pada and unit.pada > tanda.pada)
        return self.kosong(kode)

    def berikutnya(self, sesudah: str = "", nama: str = "", *, mundur: bool = False) -> str | None:
        """The next question left to do after ``sesudah``, from the beginning again when the end is reached;
        ``mundur``: the one before it, from the end again."""
        semua = [p.kode for p in self.instrumen.semua_pertanyaan]
        if mundur:
            semua.reverse()
        sisa = self.saring(nama or "sisa", semua)
        letak = semua.index(sesudah) if sesudah in semua else -1
        return next((k for k in sisa if semua.index(k) > letak), sisa[0] if sisa else None)


LABEL_SARINGAN = {
    "kosong": _("Belum diisi"),
    "tanpa_bukti": _("Tanpa bukti"),
    "ada_komentar": _("Ada komentar"),
    "dikembalikan": _("Dikembalikan"),
    "perlu_dinilai": _("Belum dinilai"),
    "bergerak": _("Berubah sejak dinilai"),
    "berubah": _("Berubah sejak dilihat"),
    "berbeda": _("Berbeda"),
}


def muat_lembar(
    lke: LembarKerjaEvaluasi,
    hak: Hak,
    *,
    sejak: dt.datetime | None = None,
    kode_lalu: Iterable[str] = (),
    pembaca: User | None = None,
) -> Lembar:
    """The sheet in two queries: answers, and the marks on its questions.

    With ``pembaca``, also the unit's answers of the newest earlier sheet that person sees, to ``kode_lalu``, and where
    the counts of those questions come from.
    """
    isi: dict[str, dict[str, Isi]] = {}
    lalu: dict[str, tuple[int, Isi]] = {}
    for pk, tahun, *kolom in _jawaban(lke, hak, kode_lalu, pembaca):
        satu = Isi(*kolom)
        if pk == lke.pk:
            isi.setdefault(satu.lapis, {})[satu.kode] = satu
        elif satu.isi:
            lalu[satu.kode] = (tahun, satu)
    tambahan = baris_angka(lke, kode_lalu, angka=membaca_angka(pembaca, lke)) if pembaca else []
    t = _tanda_baca(lke, hak, tambahan)
    return Lembar(
        lke=lke,
        instrumen=instrumen_lke(lke),
        hak=hak,
        isi=isi,
        tahun_lalu=lalu,
        berbukti=t.bukti,
        dilepas=t.dilepas,
        letak_bukti=t.letak,
        semula=t.semula,
        komentar=t.komentar,
        tanda=t.tanda,
        angka=t.angka,
        sejak=sejak,
    )


def _jawaban(lke: LembarKerjaEvaluasi, hak: Hak, kode_lalu: Iterable[str], pembaca: User | None) -> QuerySet:
    """The answers of the visible layers, and the unit's own of the newest earlier sheet the reader may see: an old
    draft that was never submitted stays the unit's."""
    pilih = Q(lke=lke, lapis__in=hak.lihat)
    if pembaca and (kode_lalu := list(kode_lalu)):
        dulu = LembarKerjaEvaluasi.objects.visible_to(pembaca)
        dulu = dulu.filter(unit=lke.unit_id, musim__tahun__lt=lke.musim.tahun)
        terakhir = dulu.order_by("-musim__tahun").values("pk")[:1]
        pilih |= Q(lke=Subquery(terakhir), lapis=Lapis.UNIT, kode__in=kode_lalu)
    kolom = ("pk", "lapis", "kode", "isi", "catatan", "versi", "diubah_oleh", "diubah_oleh__nama", "diubah_pada")
    return Jawaban.objects.filter(pilih).order_by().values_list("lke", "lke__musim__tahun", *kolom)


@dataclass(frozen=True, slots=True)
class Tanda:
    """A question sent back in the present round, with what TPI wants of it."""

    catatan: str
    oleh: str
    pada: dt.datetime


@dataclass(frozen=True, slots=True)
class Semula:
    """What the unit had answered when an assessor judged it."""

    isi: Mapping[str, str | int]
    catatan: str


@dataclass(slots=True)
class _TandaTerbaca:
    """What ``_tanda_baca`` finds, by question."""

    bukti: dict[str, dt.datetime] = field(default_factory=dict)
    dilepas: dict[str, dt.datetime] = field(default_factory=dict)
    letak: dict[int, set[str]] = field(default_factory=dict)
    semula: dict[str, Semula] = field(default_factory=dict)
    komentar: Counter[str] = field(default_factory=Counter)
    tanda: dict[str, Tanda] = field(default_factory=dict)
    angka: AngkaBaca = field(default_factory=AngkaBaca)


def _tanda_baca(lke: LembarKerjaEvaluasi, hak: Hak, tambahan: Iterable[QuerySet] = ()) -> _TandaTerbaca:
    """Which questions have proof (since when, which), from which some was taken away (when last), how many open threads
    each has that the person reads, which were sent back, for an assessor what the unit had answered when they judged
    what moved since, and ``tambahan`` (``selectors.angka``): one query."""
    tanpa = Value("", output_field=TextField())
    terpasang = TautanBukti.objects.terpasang().filter(lke=lke, bukti__dihapus_pada=None).order_by()
    lepas = TautanBukti.objects.filter(lke=lke, dilepas_pada__isnull=False).order_by()
    utas = Komentar.objects.filter(lke=lke, induk=None, selesai_pada=None, ranah__in=hak.ranah).order_by()
    tanda = TandaPerbaikan.objects.filter(lke=lke, putaran=lke.putaran).order_by()
    semua = [
        terpasang.values_list(
            "kode",
            Value("b"),
            Cast("bukti", TextField()),
            tanpa,
            Greatest("pada", Coalesce("berkas__diunggah_pada", "pada")),
        ),
        lepas.values_list("kode", Value("l"), tanpa, tanpa, "dilepas_pada"),
        utas.values_list("kode", Value("k"), tanpa, tanpa, "dibuat_pada"),
        tanda.values_list("kode", Value("t"), "catatan", Cast("oleh__nama", TextField()), "pada"),
        *tambahan,
    ]
    if hak.isi in LAPIS_PENILAI:
        semua.append(
            _semula(lke, hak.isi).values_list("jawaban__kode", Value("v"), Cast("isi", TextField()), "catatan", "pada")
        )
    hasil = _TandaTerbaca()
    saat: dict[str, dt.datetime] = {}
    for kode, jenis, catatan, oleh, pada in semua[0].union(*semua[1:], all=True):
        if jenis == "b":
            hasil.bukti[kode] = max(pada, hasil.bukti.get(kode, pada))
            hasil.letak.setdefault(int(catatan), set()).add(kode)
        elif jenis == "l":
            hasil.dilepas[kode] = max(pada, hasil.dilepas.get(kode, pada))
        elif jenis == "k":
            hasil.komentar[kode] += 1
        elif jenis == "t":
            hasil.tanda[kode] = Tanda(catatan, oleh, pada)
        elif jenis == "v":
            if kode not in saat or pada >= saat[kode]:
                saat[kode], hasil.semula[kode] = pada, Semula(json.loads(catatan), oleh)
        else:
            hasil.angka.masukkan(jenis, kode, catatan, oleh, pada)
    return hasil


def _semula(lke: LembarKerjaEvaluasi, lapis: str) -> QuerySet[RiwayatJawaban]:
    """Versions of the unit's answers from before ``lapis`` judged them, of those that moved after it; the newest of
    each question is what was judged."""
    dinilai = Jawaban.objects.filter(
        lke=lke,
        lapis=lapis,
        kode=OuterRef("jawaban__kode"),
        versi__gt=0,
        diubah_pada__gte=OuterRef("pada"),
        diubah_pada__lt=OuterRef("jawaban__diubah_pada"),
    )
    unit = RiwayatJawaban.objects.filter(jawaban__lke=lke, jawaban__lapis=Lapis.UNIT)
    return unit.filter(Exists(dinilai), pada__lt=F("jawaban__diubah_pada")).order_by()
