"""The question cards of one page of the workspace, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.enums import LAPIS_JENJANG, LAPIS_PENILAI, Lapis
from evaluation.models import Jawaban, Komentar, TautanBukti
from evaluation.scoring.hitung import nilai_rumus
from evaluation.selectors.angka import AngkaSoal, angka_soal
from evaluation.selectors.bukti import bukti_soal
from evaluation.selectors.indeks import IndeksSoal, indeks_soal, sumber_indeks
from evaluation.selectors.komentar import isi_sebutan
from evaluation.selectors.lembar import LABEL_LAPIS, Lembar, Semula, Tanda
from units.models import User
from zi_portal.common.templatetags.zi import angka, persen

NOL = Fraction(0)


@dataclass(frozen=True, slots=True)
class BarisOpsi:
    """One option of a choice: what it says, what it is worth, and which layers chose it."""

    kunci: str
    kriteria: str
    poin: Fraction
    terpilih: bool
    penanda: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BarisMasukan:
    """One count or index to fill in, with what the other layers put there."""

    kode: str
    nama: str
    satuan: str
    nilai: str
    desimal: bool
    lain: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Banding:
    """Another layer's answer in words, and how it differs from the unit's."""

    lapis: str
    label: str
    teks: str
    catatan: str
    beda: str
    oleh: str
    pada: dt.datetime | None


@dataclass(frozen=True, slots=True)
class TahunLalu:
    """The unit's own answer of the newest earlier season, in words: counts by what they make, and one by one."""

    tahun: int
    ringkas: str
    teks: str
    catatan: str


@dataclass(frozen=True, slots=True)
class Gerak:
    """What moved under a question after the reader's layer judged it: the unit's answer and note before and now (both
    empty where they stayed), whether proof was taken away."""

    pada: dt.datetime
    semula: str
    kini: str
    catatan_semula: str
    catatan_kini: str
    dilepas: bool

    @property
    def jawaban(self) -> bool:
        return self.semula != self.kini

    @property
    def catatan(self) -> bool:
        return self.catatan_semula != self.catatan_kini


@dataclass(slots=True)
class Soal:
    """One question card. ``jawaban`` and ``nilai`` hold only the layers the person may see."""

    pertanyaan: scoring.Pertanyaan
    indikator: scoring.Indikator
    bobot: Fraction
    jawaban: dict[str, Jawaban | None]
    nilai: dict[str, Fraction | None]
    lapis: str
    isi: bool
    terbuka: bool
    tanda: Tanda | None
    perlu_dinilai: bool
    berubah: bool
    sisa: bool = False
    gerak: Gerak | None = None
    tahun_lalu: TahunLalu | None = None
    angka: AngkaSoal | None = None
    indeks: IndeksSoal | None = None
    bukti: list[TautanBukti] = field(default_factory=list)
    utas: list[Komentar] = field(default_factory=list)
    ada_komentar_baru: bool = False
    kiriman: str = ""

    @property
    def kode(self) -> str:
        return self.pertanyaan.kode

    @property
    def utama(self) -> Jawaban | None:
        return self.jawaban.get(self.lapis)

    @property
    def versi(self) -> int:
        return self.utama.versi if self.utama else 0

    @property
    def catatan(self) -> str:
        return self.utama.catatan if self.utama else ""

    @property
    def capaian(self) -> Fraction | None:
        return self.nilai.get(self.lapis)

    @property
    def terjawab(self) -> bool:
        return self.capaian is not None

    @property
    def poin(self) -> Fraction:
        return (self.capaian or NOL) * self.bobot

    @property
    def opsi(self) -> list[BarisOpsi]:
        pilihan = {lapis: j.isi.get(self.kode) for lapis, j in self.jawaban.items() if j}
        return [
            BarisOpsi(
                kunci=o.kunci,
                kriteria=o.kriteria,
                poin=o.nilai * self.bobot,
                terpilih=pilihan.get(self.lapis) == o.kunci,
                penanda=tuple(
                    str(LABEL_LAPIS[lapis])
                    for lapis, kunci in pilihan.items()
                    if kunci == o.kunci and (lapis != self.lapis or (len(pilihan) > 1 and not self.isi))
                ),
            )
            for o in self.pertanyaan.opsi
        ]

    @property
    def masukan(self) -> list[BarisMasukan]:
        isi = self.utama.isi if self.utama else {}
        lain = [(lapis, j.isi) for lapis, j in self.jawaban.items() if j and lapis != self.lapis]
        return [
            BarisMasukan(
                kode=m.kode,
                nama=m.nama,
                satuan=m.satuan,
                nilai=teks_isian(isi.get(m.kode)),
                desimal=m.tipe == "desimal",
                lain=tuple((str(LABEL_LAPIS[lapis]), teks_isian(i.get(m.kode)) or "–") for lapis, i in lain),
            )
            for m in self.pertanyaan.masukan
        ]

    @property
    def turunan(self) -> list[dict[str, object]]:
        """Sums the official workbook shows between the inputs; None while one of them is empty."""
        isi = self.utama.isi if self.utama else {}
        return [
            {
                "nama": t.nama,
                "masukan": " ".join(t.masukan),
                "nilai": sum(int(isi[k]) for k in t.masukan) if all(k in isi for k in t.masukan) else None,
            }
            for t in self.pertanyaan.turunan
        ]

    @property
    def hitung_json(self) -> str:
        """The formula for the browser, which shows the ratio while one types; the server's value replaces it."""
        r = self.pertanyaan.rumus
        if r is None:
            return ""
        isi = {
            "tipe": r.tipe,
            "atas": list(r.pembilang or ((r.awal,) if r.awal else ())),
            "bawah": list(r.penyebut or ((r.akhir,) if r.akhir else ())),
            "pembagi": str(r.pembagi) if r.pembagi else "",
            "nol": str(r.penyebut_nol.nilai) if r.penyebut_nol else "",
            "nolnol": str(r.awal_dan_akhir_nol.nilai) if r.awal_dan_akhir_nol else "",
        }
        return json.dumps(isi)

    @property
    def hasil(self) -> str:
        """The ratio or index as a share, 66,7 %; empty while not answered."""
        return persen(self.capaian) if self.capaian is not None else ""

    @property
    def banding(self) -> list[Banding]:
        return [
            Banding(
                lapis=lapis,
                label=str(LABEL_LAPIS[lapis]),
                teks=self._teks_lapis(lapis, j),
                catatan=j.catatan,
                beda=self.beda(lapis),
                oleh=str(j.diubah_oleh) if j.diubah_oleh_id else "",
                pada=j.diubah_pada,
            )
            for lapis, j in self.jawaban.items()
            if j and lapis != self.lapis and (lapis == Lapis.UNIT or j.versi or j.isi)
        ]

    def _teks_lapis(self, lapis: str, jawaban: Jawaban) -> str:
        """Counts stand under their inputs already; here they are told by what they make."""
        if len(self.pertanyaan.masukan) == 1:
            return teks_jawaban(self.pertanyaan, jawaban.isi)
        nilai = self.nilai.get(lapis)
        return _("Belum diisi lengkap") if nilai is None else persen(nilai)

    def beda(self, lapis: str) -> str:
        """How this layer differs from the unit's answer, in words; empty for the unit and when equal."""
        unit, lain = self.jawaban.get(Lapis.UNIT), self.jawaban.get(lapis)
        if lapis == Lapis.UNIT or not unit or not lain or not (lain.versi or lain.isi):
            return ""
        if lapis in LAPIS_JENJANG and not lain.isi:
            return ""  # left open by two who differ: nothing is judged yet
        return teks_beda(
            self.pertanyaan,
            self.bobot,
            label=str(LABEL_LAPIS[Lapis(lapis)]),
            unit=(unit.isi, self.nilai.get(Lapis.UNIT)),
            lain=(lain.isi, self.nilai.get(lapis)),
        )

    @property
    def isi_unit(self) -> str:
        """The unit's answer for a reviewer to take over, as JSON; empty when there is none or one fills in oneself."""
        unit = self.jawaban.get(Lapis.UNIT)
        if self.lapis == Lapis.UNIT or not self.isi or not unit or not unit.isi:
            return ""
        return json.dumps({k: teks_isian(v) for k, v in unit.isi.items()})

    @property
    def perlu_catatan(self) -> bool:
        """TPI differs here and has not said why, which it owes before it can finish."""
        return self.isi and self.lapis in LAPIS_PENILAI and not self.catatan and bool(self.beda(self.lapis))

    @property
    def beda_utama(self) -> str:
        """The difference to mark on the card: one's own layer when one scores, else the furthest visible."""
        if self.lapis != Lapis.UNIT:
            return self.beda(self.lapis)
        return next((b for lapis in reversed(self.jawaban) if (b := self.beda(lapis))), "")


def teks_isian(nilai: object) -> str:
    """A stored input as a person types it: "3,6", "12", "" for nothing."""
    return "" if nilai is None else str(nilai).replace(".", ",")


def teks_jawaban(pertanyaan: scoring.Pertanyaan, isi: Mapping[str, str | int]) -> str:
    """An answer in words: "B", "3,6", or "Jumlah agen: 10 orang; …"; "Belum diisi" for nothing."""
    if not isi:
        return _("Belum diisi")
    if len(pertanyaan.masukan) == 1:
        return teks_isian(isi.get(pertanyaan.masukan[0].kode))
    return "; ".join(f"{m.nama}: {teks_isian(isi.get(m.kode)) or '–'}" for m in pertanyaan.masukan)


Sisi = tuple[Mapping[str, str | int], Fraction | None]


def teks_beda(pertanyaan: scoring.Pertanyaan, bobot: Fraction, *, label: str, unit: Sisi, lain: Sisi) -> str:
    """“TPI: B menjadi C, 0,17 poin lebih rendah”; empty when both answered the same."""
    if unit[0] == lain[0]:
        return ""
    dari, ke = teks_jawaban(pertanyaan, unit[0]), teks_jawaban(pertanyaan, lain[0])
    if len(pertanyaan.masukan) > 1:
        dari = persen(unit[1]) if unit[1] is not None else _("belum diisi")
        ke = persen(lain[1]) if lain[1] is not None else _("belum diisi")
    selisih = ((lain[1] or NOL) - (unit[1] or NOL)) * bobot
    isi = {"label": label, "dari": dari, "ke": ke, "poin": angka(abs(selisih))}
    if not selisih:
        return _("%(label)s berbeda isian dari unit, nilainya sama") % isi
    if selisih < 0:
        return _("%(label)s lebih rendah: %(dari)s menjadi %(ke)s, −%(poin)s poin") % isi
    return _("%(label)s lebih tinggi: %(dari)s menjadi %(ke)s, +%(poin)s poin") % isi


@dataclass(frozen=True, slots=True)
class Kelompok:
    """The questions of one indikator on a page, with the points they earn together."""

    indikator: scoring.Indikator
    nilai: Fraction
    soal: tuple[Soal, ...]


def soal_bagian(lembar: Lembar, bagian: scoring.Bagian, kode: Iterable[str], *, user: User) -> list[Kelompok]:
    """The cards of a page for these codes, grouped by indikator, with their proof and talk."""
    dipilih = set(kode)
    soal = {
        p.kode: _soal(lembar, indikator, p)
        for indikator in bagian.indikator
        for p in indikator.pertanyaan
        if p.kode in dipilih
    }
    for k, tautan in bukti_soal(
        lembar.lke, user, list(soal), terbuka=lembar.kode_terbuka, letak=lembar.letak_bukti
    ).items():
        soal[k].bukti = tautan
        for t in tautan:
            t.baru = bool((g := soal[k].gerak) and max(t.pada, t.berkas.diunggah_pada if t.berkas else t.pada) > g.pada)
    _pasang_utas(lembar, soal, user)
    _pasang_indeks(lembar, soal)
    skor = lembar.skor.get(lembar.utama)
    return [
        Kelompok(i, skor.indikator[i.kode] if skor else NOL, isi)
        for i in bagian.indikator
        if (isi := tuple(soal[p.kode] for p in i.pertanyaan if p.kode in soal))
    ]


def _soal(lembar: Lembar, indikator: scoring.Indikator, pertanyaan: scoring.Pertanyaan) -> Soal:
    kode = pertanyaan.kode
    return Soal(
        pertanyaan=pertanyaan,
        indikator=indikator,
        bobot=indikator.bobot_pertanyaan,
        jawaban={lapis: i.jawaban(lembar.lke) for lapis in lembar.lapis if (i := lembar.isi[lapis].get(kode))},
        nilai={lapis: lembar.skor[lapis].pertanyaan[kode] for lapis in lembar.lapis},
        lapis=lembar.utama,
        isi=lembar.dapat_diisi(kode),
        terbuka=lembar.terbuka(kode),
        tanda=lembar.tanda.get(kode),
        perlu_dinilai=lembar.perlu_dinilai(kode) if lembar.hak.isi in LAPIS_PENILAI else False,
        berubah=lembar.berubah(kode) if lembar.hak.isi != Lapis.UNIT else False,
        sisa=lembar.sisa(kode),
        gerak=_gerak(lembar, pertanyaan) if lembar.hak.isi in LAPIS_PENILAI else None,
        tahun_lalu=_tahun_lalu(lembar, pertanyaan),
        angka=_angka(lembar, pertanyaan),
        kiriman=str(uuid.uuid4()),
    )


def _gerak(lembar: Lembar, pertanyaan: scoring.Pertanyaan) -> Gerak | None:
    kode = pertanyaan.kode
    if not lembar.bergerak(kode):
        return None
    pada, unit = lembar.dinilai_pada(kode), lembar.isi[Lapis.UNIT][kode]
    semula = lembar.semula.get(kode) or Semula(unit.isi, unit.catatan)
    lepas = lembar.dilepas.get(kode)
    return Gerak(
        pada=pada,
        semula=teks_jawaban(pertanyaan, semula.isi),
        kini=teks_jawaban(pertanyaan, unit.isi),
        catatan_semula=semula.catatan,
        catatan_kini=unit.catatan,
        dilepas=lepas is not None and lepas > pada,
    )


def _angka(lembar: Lembar, pertanyaan: scoring.Pertanyaan) -> AngkaSoal | None:
    unit = lembar.isi.get(Lapis.UNIT, {}).get(pertanyaan.kode)
    isi = lembar.hak.isi == Lapis.UNIT and lembar.terbuka(pertanyaan.kode)
    return angka_soal(pertanyaan, unit.isi if unit else {}, lembar.angka, isi=isi)


def _pasang_indeks(lembar: Lembar, soal: Mapping[str, Soal]) -> None:
    """Which survey the hasil questions on this page were taken from, in the layers one sees."""
    sumber = sumber_indeks(lembar.lke, lembar.lapis, soal)
    for kode, satu in soal.items():
        satu.indeks = indeks_soal(kode, satu.lapis, satu.utama.isi if satu.utama else {}, sumber, isi=satu.isi)


def _tahun_lalu(lembar: Lembar, pertanyaan: scoring.Pertanyaan) -> TahunLalu | None:
    if pertanyaan.kode not in lembar.tahun_lalu:
        return None
    tahun, isi = lembar.tahun_lalu[pertanyaan.kode]
    teks, nilai = teks_jawaban(pertanyaan, isi.isi), _capaian(pertanyaan, isi.isi)
    ringkas = persen(nilai) if len(pertanyaan.masukan) > 1 and nilai is not None else teks
    return TahunLalu(tahun, ringkas, teks, isi.catatan)


def _capaian(pertanyaan: scoring.Pertanyaan, isi: Mapping[str, str | int]) -> Fraction | None:
    """What one answer is worth (0 to 1) by itself; None while not answered."""
    if pertanyaan.pilihan:
        return next((o.nilai for o in pertanyaan.opsi if o.kunci == isi.get(pertanyaan.kode)), None)
    return nilai_rumus(pertanyaan, isi)


def soal_lapis(
    pertanyaan: scoring.Pertanyaan, jawaban: Jawaban, skor: scoring.Skor, *, isi_unit: Mapping[str, str | int] | None
) -> Soal:
    """One card as it stands after a save of one layer, without its proof and talk: no queries."""
    kode, lapis = pertanyaan.kode, jawaban.lapis
    lain = {} if isi_unit is None else {Lapis.UNIT: Jawaban(lapis=Lapis.UNIT, kode=kode, isi=isi_unit, versi=1)}
    nilai = {} if isi_unit is None else {Lapis.UNIT: _capaian(pertanyaan, isi_unit)}
    return Soal(
        pertanyaan=pertanyaan,
        indikator=skor.instrumen.indikator_dari(kode),
        bobot=skor.instrumen.bobot_pertanyaan(kode),
        jawaban=lain | {lapis: jawaban},
        nilai=nilai | {lapis: skor.pertanyaan[kode]},
        lapis=lapis,
        isi=True,
        terbuka=lapis == Lapis.UNIT,
        tanda=None,
        perlu_dinilai=False,
        berubah=False,
    )


def _pasang_utas(lembar: Lembar, soal: Mapping[str, Soal], user: User) -> None:
    """Threads the person may read, oldest first, with a mark where somebody else wrote since they last looked.

    Roots and replies together, one query: a reply is read by whoever reads its root. One more where somebody is named.
    """
    baris = Komentar.objects.filter(lke=lembar.lke, kode__in=list(soal), ranah__in=lembar.hak.ranah)
    komentar = list(baris.select_related("penulis", "selesai_oleh").order_by("pk"))
    isi_sebutan(komentar)
    akar: dict[int, Komentar] = {}
    for k in komentar:
        if lembar.sejak and k.dibuat_pada > lembar.sejak and k.penulis_id != user.pk:
            soal[k.kode].ada_komentar_baru = True
        if k.induk_id is None:
            k.balasan_terbaca = []
            akar[k.pk] = k
            soal[k.kode].utas.append(k)
        elif k.induk_id in akar:
            akar[k.induk_id].balasan_terbaca.append(k)
