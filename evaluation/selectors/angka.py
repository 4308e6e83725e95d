"""Where the counts of an answer come from: the unit's data pendukung, what was taken from it, and what moved since."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.enums import Lapis
from evaluation.models import LembarKerjaEvaluasi, SumberAngka
from evaluation.peta import peta_angka
from units.enums import PERAN_PELAYAN
from units.enums.tahap import Triwulan
from units.models import DataPendukung, User
from units.selectors import akses
from zi_portal.common.templatetags.zi import angka as tulis

# How a figure and a source are marked among the marks of a sheet (``selectors.lembar``).
ANGKA, SUMBER = "a", "s"


@dataclass(frozen=True, slots=True)
class Angka:
    """A figure of a quarter, with who said it when; of a source: who took it when."""

    nilai: int
    triwulan: int
    data: int
    versi: int
    oleh: str
    pada: dt.datetime

    @property
    def nama_triwulan(self) -> str:
        """“triwulan III”."""
        nama = str(Triwulan(self.triwulan).label)
        return nama[0].lower() + nama[1:]


@dataclass(slots=True)
class AngkaBaca:
    """What is known for some questions: code of a figure → its newest value, input → what was taken for it."""

    angka: dict[str, Angka] = field(default_factory=dict)
    sumber: dict[str, Angka] = field(default_factory=dict)

    def masukkan(self, jenis: str, kode: str, isi: str, oleh: str, pada: dt.datetime) -> None:
        """One row of ``baris_angka``; of the quarters of a figure the newest stays."""
        satu = Angka(**json.loads(isi), oleh=oleh, pada=pada)
        if jenis == SUMBER:
            self.sumber[kode] = satu
        elif kode not in self.angka or self.angka[kode].triwulan < satu.triwulan:
            self.angka[kode] = satu


@dataclass(frozen=True, slots=True)
class BarisAngka:
    """One input: what stands in the answer, what data pendukung knows now, and what was taken from it."""

    masukan: scoring.Masukan
    jawaban: int | None
    angka: Angka | None
    asal: Angka | None

    @property
    def sumber(self) -> Angka | None:
        """What was taken and not emptied since."""
        return self.asal if self.jawaban is not None else None

    @property
    def diubah_tangan(self) -> bool:
        return self.sumber is not None and self.jawaban != self.sumber.nilai

    @property
    def bergeser(self) -> bool:
        """The figure is another than when it was taken."""
        return self.sumber is not None and self.angka is not None and self.angka.nilai != self.sumber.nilai

    @property
    def berbeda(self) -> bool:
        """Taking the figure would change the answer."""
        return self.angka is not None and self.angka.nilai != self.jawaban


@dataclass(frozen=True, slots=True)
class AngkaSoal:
    """What a question card says of data pendukung. ``isi``: the reader may take the figures now."""

    pertanyaan: scoring.Pertanyaan
    baris: tuple[BarisAngka, ...]
    isi: bool

    @property
    def kode(self) -> str:
        return self.pertanyaan.kode

    @property
    def dikenal(self) -> list[BarisAngka]:
        """The inputs whose figure is known."""
        return [b for b in self.baris if b.angka]

    @property
    def tanpa_angka(self) -> list[BarisAngka]:
        return [b for b in self.baris if not b.angka]

    @property
    def diambil(self) -> list[BarisAngka]:
        return [b for b in self.baris if b.sumber]

    @property
    def tawar(self) -> bool:
        """There is something to take."""
        return self.isi and any(b.berbeda for b in self.baris)

    @property
    def sama(self) -> bool:
        """Typed by hand, and the same as data pendukung says."""
        return self.isi and bool(self.dikenal) and not self.diambil and not any(b.berbeda for b in self.baris)

    @property
    def bergeser(self) -> bool:
        return any(b.bergeser for b in self.baris)

    @property
    def terbaru(self) -> Angka:
        """The figure changed last among those known."""
        return max((b.angka for b in self.dikenal), key=lambda a: a.pada)

    @property
    def diambil_terakhir(self) -> Angka:
        return max((b.sumber for b in self.diambil), key=lambda a: a.pada)

    @property
    def ringkas(self) -> str:
        """“72 dari 75” where the question is a ratio whose counts are all known, else empty."""
        nilai = {b.masukan.kode: b.angka.nilai for b in self.dikenal}
        r = self.pertanyaan.rumus
        if r.tipe != "rasio" or not all(k in nilai for k in (*r.pembilang, *r.penyebut)):
            return ""
        atas, bawah = (tulis(sum(nilai[k] for k in kode), 0) for kode in (r.pembilang, r.penyebut))
        return _("%(atas)s dari %(bawah)s") % {"atas": atas, "bawah": bawah}

    @property
    def rinci(self) -> bool:
        """The sum-up does not tell each count by its name."""
        return not self.ringkas or len(self.baris) > 2

    @property
    def satu_triwulan(self) -> bool:
        return len({b.angka.triwulan for b in self.dikenal}) == 1

    @property
    def triwulan(self) -> str:
        """“triwulan III”, “triwulan II, triwulan III” of the figures known."""
        return _nama_triwulan(b.angka for b in self.dikenal)

    @property
    def triwulan_diambil(self) -> str:
        return _nama_triwulan(b.sumber for b in self.diambil)

    @property
    def klaim(self) -> str:
        """Which figures the person sees, as a save sends them back: ``masukan:id:versi`` for each."""
        return " ".join(f"{b.masukan.kode}:{b.angka.data}:{b.angka.versi}" for b in self.dikenal)


def _nama_triwulan(angka: Iterable[Angka]) -> str:
    return ", ".join(a.nama_triwulan for _n, a in sorted({a.triwulan: a for a in angka}.items()))


def membaca_angka(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """Does a reader of this sheet follow the unit's building, and so its figures? TPN does not."""
    a = akses(user)
    return lke.unit_id in a.unit_ids or lke.unit.instansi_id in a.instansi_sebagai(*PERAN_PELAYAN)


def baris_angka(lke: LembarKerjaEvaluasi, kode: Iterable[str], *, angka: bool) -> list[QuerySet]:
    """What was taken for these questions, and (``angka``) what data pendukung knows for them, in the shape of the
    marks of a sheet: (input or code of a figure, SUMBER or ANGKA, JSON, name, moment). Unrun, to be read along."""
    peta = {k: m for k in kode if (m := peta_angka().get(k))}
    if not peta:
        return []
    isi = Cast(JSONObject(nilai="nilai", triwulan="triwulan", data="data_id", versi="data_versi"), TextField())
    sumber = SumberAngka.objects.filter(lke=lke, lapis=Lapis.UNIT, kode__in=peta).order_by()
    hasil = [sumber.values_list("masukan", Value(SUMBER), isi, Cast("oleh__nama", TextField()), "pada")]
    if angka:
        dipakai = {a for m in peta.values() for a in m.values()}
        data = DataPendukung.objects.filter(unit=lke.unit_id, tahun=lke.musim.tahun, kode__in=dipakai)
        data = data.exclude(nilai=None).order_by()
        isi = Cast(JSONObject(nilai="nilai", triwulan="triwulan", data="id", versi="versi"), TextField())
        hasil.append(
            data.values_list("kode", Value(ANGKA), isi, Cast("diubah_oleh__nama", TextField()), F("diubah_pada"))
        )
    return hasil


def baca_angka(lke: LembarKerjaEvaluasi, kode: Collection[str], *, angka: bool = True) -> AngkaBaca:
    """The same, read by itself: one query, none for questions that take no figure."""
    hasil = AngkaBaca()
    bagian = baris_angka(lke, kode, angka=angka)
    for satu, jenis, isi, oleh, pada in bagian[0].union(*bagian[1:], all=True) if bagian else ():
        hasil.masukkan(jenis, satu, isi, oleh, pada)
    return hasil


def angka_soal(
    pertanyaan: scoring.Pertanyaan, jawaban: Mapping[str, str | int], baca: AngkaBaca, *, isi: bool
) -> AngkaSoal | None:
    """What the card of this question says, None for one that takes no figure. ``jawaban`` is the unit's answer."""
    peta = peta_angka().get(pertanyaan.kode)
    if not peta:
        return None
    return AngkaSoal(
        pertanyaan=pertanyaan,
        baris=tuple(
            BarisAngka(m, jawaban.get(m.kode), baca.angka.get(peta[m.kode]), baca.sumber.get(m.kode))
            for m in pertanyaan.masukan
            if m.kode in peta
        ),
        isi=isi,
    )
