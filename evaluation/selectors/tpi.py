"""What TPI sees: its queue, what is left to review, where it differs, what moved since it last looked."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject

from evaluation import scoring
from evaluation.enums import (
    LAPIS_ANGGOTA,
    LAPIS_PENILAI,
    LAPIS_RESMI,
    STATUS_RILIS_TPI,
    STATUS_TPI_BERJALAN,
    Lapis,
    Ranah,
    Status,
)
from evaluation.enums.benturan import Sebab
from evaluation.enums.jenjang import Jenjang
from evaluation.enums.musim import Jendela
from evaluation.models import (
    Jawaban,
    Komentar,
    Kunjungan,
    LembarKerjaEvaluasi,
    Musim,
    PenilaiLKE,
    PenugasanTPI,
    RiwayatJawaban,
    TautanBukti,
    UnitTim,
)
from evaluation.selectors.benturan import blokir, sebab_blokir, unit_didampingi
from evaluation.selectors.lke import lke_table
from evaluation.selectors.masa import tutup_jendela, tutup_tpi_lke
from evaluation.selectors.skor import gabung_isi, instrumen_lke
from units.enums import PERAN_TPI, PERAN_TPI_PENGARAH, PERAN_UNIT, Peran
from units.models import Keanggotaan, UnitKerja, User
from units.selectors import akses, unit_milik_sendiri

STATUS_DI_TPI = frozenset({Status.DIAJUKAN}) | STATUS_TPI_BERJALAN


# What is left to judge ------------------------------------------------------------------------------------------------


def _bergerak(jawaban_unit: QuerySet[Jawaban], bukti: QuerySet[TautanBukti]) -> Q:
    """The unit's answer moved after TPI's, or proof under the same question came or went."""
    lebih_baru = jawaban_unit.filter(kode=OuterRef("kode"), diubah_pada__gt=OuterRef("diubah_pada"))
    hidup = Q(dilepas_pada=None, bukti__dihapus_pada=None)
    datang = Q(pada__gt=OuterRef("diubah_pada")) | Q(berkas__diunggah_pada__gt=OuterRef("diubah_pada"))
    pergi = Q(dilepas_pada__gt=OuterRef("diubah_pada"))
    bukti_bergerak = bukti.filter((hidup & datang) | pergi, kode=OuterRef("kode"))
    return Q(Exists(lebih_baru)) | Q(Exists(bukti_bergerak))


def _perlu(jawaban_unit: QuerySet[Jawaban], bukti: QuerySet[TautanBukti]) -> Q:
    """TPI's answer is empty, or older than what the unit did."""
    return Q(versi=0) | Q(isi={}) | _bergerak(jawaban_unit, bukti)


def perlu_dinilai(lke: LembarKerjaEvaluasi | int, lapis: str = Lapis.TPI) -> QuerySet[Jawaban]:
    """TPI answers still to be judged: never given, or older than the unit's answer or its proof. ``lapis``: of one of
    TPI's levels."""
    unit = Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT)
    return Jawaban.objects.filter(lke=lke, lapis=lapis).filter(_perlu(unit, TautanBukti.objects.filter(lke=lke)))


def belum_dinilai(lke: LembarKerjaEvaluasi, lapis: str = Lapis.TPI) -> tuple[str, ...]:
    """Codes of ``perlu_dinilai``, and those TPI answered in part, in LKE order."""
    instrumen = instrumen_lke(lke)
    kode = set(perlu_dinilai(lke, lapis).values_list("kode", flat=True))
    for satu, isi in Jawaban.objects.filter(lke=lke, lapis=lapis).values_list("kode", "isi"):
        if any(m.kode not in isi for m in instrumen.pertanyaan(satu).masukan):
            kode.add(satu)
    return tuple(p.kode for p in instrumen.semua_pertanyaan if p.kode in kode)


def berbeda_tanpa_catatan(lke: LembarKerjaEvaluasi, lapis: str = Lapis.TPI) -> tuple[str, ...]:
    """Codes where TPI's value is not the unit's and no note says why, in LKE order."""
    unit = dict(Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT).values_list("kode", "isi"))
    tpi = {j.kode: j for j in Jawaban.objects.filter(lke=lke, lapis=lapis)}
    return tuple(
        p.kode
        for p in instrumen_lke(lke).semua_pertanyaan
        if p.kode in tpi and tpi[p.kode].isi != unit.get(p.kode) and not tpi[p.kode].catatan
    )


# Layers side by side --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Banding:
    """One question with the answers of all layers, by layer name; ``nilai`` is 0 to 1, None where not answered.

    What is said of TPI is said of ``penilai``, one of TPI's levels, when that is compared.

    ``cap`` names what an assessor sees of it: both answers' versions and the proof (``cap_soal``).
    ``utas_terbuka`` is what an assessor asked in a thread that the unit reads and that is not resolved.
    """

    pertanyaan: scoring.Pertanyaan
    bagian: scoring.Bagian
    jawaban: Mapping[str, Jawaban]
    nilai: Mapping[str, Fraction | None]
    perlu_dinilai: bool = False
    utas_terbuka: str = ""
    penilai: str = Lapis.TPI
    cap: str = ""

    @property
    def kode(self) -> str:
        return self.pertanyaan.kode

    @property
    def unit(self) -> str:
        return self._teks(Lapis.UNIT)

    @property
    def tpi(self) -> str:
        return self._teks(self.penilai)

    @property
    def tpn(self) -> str:
        return self._teks(Lapis.TPN)

    @property
    def catatan_tpi(self) -> str:
        return self.jawaban[self.penilai].catatan if self.penilai in self.jawaban else ""

    @property
    def turun(self) -> bool:
        """TPI gave less than the unit claimed."""
        unit, tpi = self.nilai.get(Lapis.UNIT), self.nilai.get(self.penilai)
        return tpi is not None and tpi < (unit or Fraction(0))

    @property
    def bergerak(self) -> bool:
        """TPI judged it before, and it is to be judged again."""
        tpi = self.jawaban.get(self.penilai)
        return self.perlu_dinilai and tpi is not None and tpi.versi > 0 and bool(tpi.isi)

    @property
    def berbeda(self) -> bool:
        """TPI judged it, and not as the unit did."""
        tpi, unit = self.jawaban.get(self.penilai), self.jawaban.get(Lapis.UNIT)
        return tpi is not None and unit is not None and tpi.versi > 0 and tpi.isi != unit.isi

    @property
    def berbeda_tpn(self) -> bool:
        """TPN moved away from TPI's answer, which it began with."""
        if Lapis.TPN not in self.jawaban or Lapis.TPI not in self.jawaban:
            return False
        return self.jawaban[Lapis.TPN].isi != self.jawaban[Lapis.TPI].isi

    @property
    def catatan_tpn(self) -> str:
        return self.jawaban[Lapis.TPN].catatan if Lapis.TPN in self.jawaban else ""

    def _teks(self, lapis: str) -> str:
        jawaban = self.jawaban.get(lapis)
        return teks_jawaban(self.pertanyaan, jawaban.isi) if jawaban else ""


def teks_jawaban(pertanyaan: scoring.Pertanyaan, isi: Mapping[str, str | int]) -> str:
    """An answer in one line: "B", "3,6", or each count with its name; empty when nothing is answered."""
    if pertanyaan.pilihan:
        return str(isi.get(pertanyaan.kode, ""))
    if len(pertanyaan.masukan) == 1:
        return str(isi.get(pertanyaan.masukan[0].kode, "")).replace(".", ",")
    return "; ".join(f"{m.nama}: {isi[m.kode]}" for m in pertanyaan.masukan if m.kode in isi)


@dataclass(frozen=True, slots=True)
class Perbandingan:
    """All questions of a sheet in LKE order, and the exact score of each layer that is open."""

    baris: tuple[Banding, ...]
    skor: Mapping[str, scoring.Skor]

    @property
    def berbeda(self) -> tuple[Banding, ...]:
        return tuple(b for b in self.baris if b.berbeda)


def banding_lapis(lke: LembarKerjaEvaluasi, *lapis: str, dengan_cap: bool = False) -> Perbandingan:
    """The layers asked for (unit, TPI and TPN when none is named), question by question: two queries, four with one
    of TPI's. ``perlu_dinilai`` is told of the last of these."""
    instrumen = instrumen_lke(lke)
    per_lapis: dict[str, dict[str, Jawaban]] = {}
    # Rows come in the order they were made, layer by layer: unit, TPI, TPN.
    for jawaban in Jawaban.objects.filter(lke=lke, lapis__in=lapis or LAPIS_RESMI):
        per_lapis.setdefault(jawaban.lapis, {})[jawaban.kode] = jawaban
    skor = {
        nama: scoring.hitung(instrumen, gabung_isi(j.isi for j in isi.values()), telah_wbk=lke.telah_wbk)
        for nama, isi in per_lapis.items()
    }
    terbuka = dict(
        Komentar.objects.filter(
            lke=lke, induk=None, ranah=Ranah.BERSAMA, selesai_pada=None, penulis__in=_penulis_tpi(lke)
        ).values_list("kode", "isi")
    )
    penilai = next((x for x in reversed(LAPIS_PENILAI) if x in per_lapis), None)
    perlu = set(belum_dinilai(lke, penilai)) if penilai else set()
    cap = cap_soal(lke, penilai) if penilai and dengan_cap else {}
    baris = tuple(
        Banding(
            pertanyaan=p,
            bagian=instrumen.bagian_dari(p.kode),
            jawaban={nama: isi[p.kode] for nama, isi in per_lapis.items() if p.kode in isi},
            nilai={nama: s.pertanyaan[p.kode] for nama, s in skor.items()},
            perlu_dinilai=p.kode in perlu,
            utas_terbuka=terbuka.get(p.kode, ""),
            penilai=penilai or Lapis.TPI,
            cap=cap.get(p.kode, ""),
        )
        for p in instrumen.semua_pertanyaan
    )
    return Perbandingan(baris, skor)


def cap_soal(lke: LembarKerjaEvaluasi, lapis: str) -> dict[str, str]:
    """For each question what one sees of it when judging, in a short word: the version of the unit's answer, the unit's
    proof, the version of ``lapis``. Two queries."""
    versi: dict[str, dict[str, int]] = {}
    for kode, nama, v in Jawaban.objects.filter(lke=lke, lapis__in=[Lapis.UNIT, lapis]).values_list(
        "kode", "lapis", "versi"
    ):
        versi.setdefault(kode, {})[nama] = v
    bukti: dict[str, list[str]] = {}
    terpasang = TautanBukti.objects.terpasang().filter(lke=lke, bukti__dihapus_pada=None)
    for kode, pk, berkas in terpasang.order_by("pk").values_list("kode", "pk", "berkas"):
        bukti.setdefault(kode, []).append(f"{pk}:{berkas or ''}")
    return {kode: f"{v.get(Lapis.UNIT, 0)}.{_ringkas(bukti.get(kode))}.{v.get(lapis, 0)}" for kode, v in versi.items()}


def _ringkas(bukti: list[str] | None) -> str:
    return hashlib.sha256(" ".join(bukti).encode()).hexdigest()[:12] if bukti else "0"


def _penulis_tpi(lke: LembarKerjaEvaluasi) -> QuerySet:
    """Ids of everybody who is not of the unit: an open thread of theirs is a wish of the assessors."""
    unit = Keanggotaan.objects.filter(unit=lke.unit_id, peran__in=sorted(PERAN_UNIT)).values("user")
    return User.objects.exclude(pk__in=unit).values("pk")


@dataclass(frozen=True, slots=True)
class BarisGerbang:
    """One threshold with what each open layer reaches; ``nilai`` maps layer to scoring.Gerbang."""

    gerbang: scoring.Gerbang
    nilai: Mapping[str, scoring.Gerbang]


def banding_gerbang(skor: Mapping[str, scoring.Skor], predikat: str) -> list[BarisGerbang]:
    """The twelve thresholds of a predikat in the order of the regulation, layers side by side."""
    per_lapis = {lapis: s.gerbang(predikat) for lapis, s in skor.items()}
    if not per_lapis:
        return []
    pertama = next(iter(per_lapis.values()))
    return [
        BarisGerbang(gerbang, {lapis: semua[i] for lapis, semua in per_lapis.items()})
        for i, gerbang in enumerate(pertama)
    ]


# The queue ------------------------------------------------------------------------------------------------------------


def _lingkup_menilai(user: User) -> Q:
    """Sheets this person may judge by role: leads all of the instansi, members the assigned; never where a
    conflict of interest keeps them away."""
    a = akses(user)
    lingkup = Q(unit__instansi__in=a.instansi_sebagai(*PERAN_TPI_PENGARAH))
    if anggota := a.instansi_sebagai(Peran.TPI_ANGGOTA):
        tugas = LembarKerjaEvaluasi.objects.filter(
            unit__penugasan_tpi__user=user, unit__penugasan_tpi__musim=F("musim"), unit__instansi__in=anggota
        )
        lingkup |= Q(pk__in=tugas.values("pk"))
    return lingkup & ~blokir(user).q


def lke_tpi(user: User, *, tahun: int | None = None) -> QuerySet[LembarKerjaEvaluasi]:
    """Submitted sheets in this person's TPI queue; an admin instansi looks on over all of the instansi.

    Without those of the units they work in: TPI's values of these stay hidden from them until released.
    """
    lingkup = _lingkup_menilai(user) | Q(unit__instansi__in=akses(user).instansi_sebagai(Peran.ADMIN_INSTANSI))
    lke = lke_table(user, tahun=tahun).filter(lingkup, diajukan_pada__isnull=False).exclude(status=Status.DRAF)
    return lke.exclude(unit__in=unit_milik_sendiri(user))


def _hitung(baris: QuerySet) -> Coalesce:
    """Number of related rows for each sheet, 0 when there are none."""
    per_lke = baris.order_by().values("lke").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(per_lke, output_field=IntegerField()), 0)


def dengan_total(lke: QuerySet[LembarKerjaEvaluasi], **lapis: str) -> QuerySet[LembarKerjaEvaluasi]:
    """Adds the stored total of a layer under each of these names, to sort by; NULL when it is not open. Joined, since
    a subquery would be asked anew for each of ten thousand rows."""
    for nama, satu in lapis.items():
        skor = FilteredRelation("skor", condition=Q(skor__lapis=satu))
        lke = lke.annotate(**{f"skor_{nama}": skor}).annotate(**{nama: F(f"skor_{nama}__total")})
    return lke


def dengan_gerak_baru(lke: QuerySet[LembarKerjaEvaluasi], user: User) -> QuerySet[LembarKerjaEvaluasi]:
    """Adds ``dilihat_pada``, and what moved since this person last looked: ``berubah`` (answers of the unit),
    ``bukti_baru`` (proofs linked) and ``komentar_baru`` (of others, in threads this person may read). Before the
    first look nothing counts as moved."""
    kunjungan = Kunjungan.objects.filter(lke=OuterRef("pk"), user=user).values("pada")[:1]
    komentar = Komentar.objects.filter(lke=OuterRef("pk"), dibuat_pada__gt=OuterRef("dilihat_pada"))
    menilai = LembarKerjaEvaluasi.objects.filter(_lingkup_menilai(user)).values("pk")
    komentar = komentar.filter(Q(ranah=Ranah.BERSAMA) | Q(lke__in=menilai)).exclude(penulis=user)
    jawaban = Jawaban.objects.filter(lke=OuterRef("pk"), lapis=Lapis.UNIT, diubah_pada__gt=OuterRef("dilihat_pada"))
    bukti = TautanBukti.objects.terpasang().filter(
        lke=OuterRef("pk"), pada__gt=OuterRef("dilihat_pada"), bukti__dihapus_pada=None
    )
    return lke.annotate(dilihat_pada=Subquery(kunjungan, output_field=DateTimeField())).annotate(
        berubah=_hitung(jawaban), bukti_baru=_hitung(bukti), komentar_baru=_hitung(komentar)
    )


URUTAN_TPI = {
    "tenggat": ("giliran", "batas", "diajukan_pada", "pk"),
    "unit": ("unit__nama", "pk"),
    "mandiri": (F("nilai_mandiri").desc(nulls_last=True), "pk"),
    "tpi": (F("nilai_tpi").desc(nulls_last=True), "pk"),
}


def antrean_tpi(user: User, *, tahun: int | None = None) -> QuerySet[LembarKerjaEvaluasi]:
    """TPI's queue by urgency, each sheet with its deadline (``batas``) and totals (``nilai_mandiri``, ``nilai_tpi``):
    all by which it is sorted. A fixed number of queries. What a page tells beside them is ``rinci_antrean``'s."""
    return (
        dengan_total(lke_tpi(user, tahun=tahun), nilai_mandiri=Lapis.UNIT, total_tpi=Lapis.TPI)
        .annotate(
            giliran=Case(
                When(status__in=sorted(STATUS_DI_TPI), then=0),
                When(status=Status.PERBAIKAN, then=1),
                default=2,
                output_field=IntegerField(),
            ),
            batas=Case(
                When(status=Status.PERBAIKAN, then=F("tenggat")),
                When(status__in=sorted(STATUS_DI_TPI), then=tutup_tpi_lke()),
                default=Value(None),
                output_field=DateTimeField(),
            ),
            nilai_tpi=Case(When(_nilai_tpi_terbaca(user), then=F("total_tpi"))),
        )
        .order_by(*URUTAN_TPI["tenggat"])
    )


def rinci_antrean(lke: QuerySet[LembarKerjaEvaluasi], user: User) -> list[LembarKerjaEvaluasi]:
    """Rows of the queue with how many questions are left to judge (``perlu``), how many moved after they were judged
    (``bergerak``), and what moved since this person last looked (see ``dengan_gerak_baru``). Counted among the answers
    of each sheet: for the rows of one page."""
    unit = Jawaban.objects.filter(lke=OuterRef("lke"), lapis=Lapis.UNIT)
    bukti = TautanBukti.objects.filter(lke=OuterRef("lke"))
    perlu = Jawaban.objects.filter(lke=OuterRef("pk"), lapis=Lapis.TPI).filter(_perlu(unit, bukti))
    # What moved is among what is left to judge: found in one walk through the answers.
    bergerak = Q(versi__gt=0) & _bergerak(unit, bukti)
    hitungan = (
        perlu.order_by().values("lke").annotate(n=JSONObject(perlu=Count("pk"), bergerak=Count("pk", filter=bergerak)))
    )
    baris = list(dengan_gerak_baru(lke, user).annotate(_hitungan=Subquery(hitungan.values("n"))))
    for satu in baris:
        n = satu._hitungan or {"perlu": 0, "bergerak": 0}
        satu.perlu, satu.bergerak = n["perlu"], n["bergerak"]
    return baris


def tutup_tpi(user: User, musim: Musim) -> dt.datetime:
    """When the window of TPI closes for the office this person assesses in; of the whole season if there are more."""
    instansi = akses(user).instansi_sebagai(*PERAN_TPI, Peran.ADMIN_INSTANSI)
    return tutup_jendela(musim, Jendela.TPI, next(iter(instansi)) if len(instansi) == 1 else None)


def _nilai_tpi_terbaca(user: User) -> Q:
    """Sheets whose TPI total this person may know, as ``evaluation.lihat_tpi`` says it of one."""
    dalnis = Q(unit__instansi__in=akses(user).instansi_sebagai(Peran.TPI_DALNIS))
    return Q(jenjang=Jenjang.TANPA) | Q(status__in=sorted(STATUS_RILIS_TPI)) | (dalnis & ~_duduk_anggota(user))


def _duduk_anggota(user: User) -> Q:
    kursi = PenilaiLKE.objects.filter(user=user, dilepas_pada=None, lapis__in=LAPIS_ANGGOTA)
    return Q(pk__in=kursi.values("lke"))


def dinilai_jenjang(user: User, lke: list[LembarKerjaEvaluasi]) -> dict[int, tuple[int, int]]:
    """Of sheets scored in levels: how many questions this person has judged at their own level, and how many of these
    moved since. Three queries."""
    kursi = dict(
        PenilaiLKE.objects.filter(user=user, dilepas_pada=None, lke__in=lke).order_by().values_list("lke", "lapis")
    )
    if not kursi:
        return {}
    milik = Q(*(Q(lke=pk, lapis=lapis) for pk, lapis in kursi.items()), _connector=Q.OR)
    unit = Jawaban.objects.filter(lke=OuterRef("lke"), lapis=Lapis.UNIT)
    bukti = TautanBukti.objects.filter(lke=OuterRef("lke"))
    semua = Jawaban.objects.filter(milik)
    dinilai = semua.exclude(pk__in=semua.filter(_perlu(unit, bukti)).values("pk"))
    bergerak = semua.filter(_bergerak(unit, bukti), versi__gt=0)
    jumlah, gerak = (dict(q.order_by().values_list("lke").annotate(n=Count("pk"))) for q in (dinilai, bergerak))
    return {pk: (jumlah.get(pk, 0), gerak.get(pk, 0)) for pk in kursi}


def lapis_dinilai(lke: LembarKerjaEvaluasi) -> tuple[int, int]:
    """(questions TPI has judged, questions in all) of a row of ``antrean_tpi``."""
    semua = len(instrumen_lke(lke).semua_pertanyaan)
    terbuka = any(s.lapis == Lapis.TPI for s in lke.skor_tersimpan)
    return (semua - lke.perlu if terbuka else 0), semua


def hitung_status(lke: QuerySet[LembarKerjaEvaluasi]) -> dict[str, int]:
    """How many sheets stand in each state: one query."""
    return dict(lke.order_by().values_list("status").annotate(n=Count("pk")))


# What moved -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Perubahan:
    """What moved under one question: the unit's answer before and now, proofs that came or went, comments that came."""

    pertanyaan: scoring.Pertanyaan
    bagian: scoring.Bagian
    semula: str
    kini: str
    jawaban_berubah: bool
    catatan_semula: str
    catatan_kini: str
    bukti: tuple[TautanBukti, ...]
    dilepas: tuple[TautanBukti, ...]
    komentar: tuple[Komentar, ...]


def sejak_kunjungan(lke: LembarKerjaEvaluasi, user: User) -> dt.datetime | None:
    """After which moment things count as new to this person in the present visit; None on the first."""
    return Kunjungan.objects.filter(lke=lke, user=user).values_list("sejak", flat=True).first()


def perubahan_sejak(
    lke: LembarKerjaEvaluasi, sejak: dt.datetime, user: User, ranah: list[str]
) -> tuple[Perubahan, ...]:
    """Questions under which the unit's answer, proof, or the talk moved after ``sejak``, in LKE order."""
    return _perubahan(lke, {p.kode: sejak for p in instrumen_lke(lke).semua_pertanyaan}, user, ranah)


def perubahan_sejak_dinilai(
    lke: LembarKerjaEvaluasi, lapis: str, user: User, ranah: list[str]
) -> tuple[Perubahan, ...]:
    """The same, each question since ``lapis`` judged it; one that was not judged yet is not among them."""
    dinilai = Jawaban.objects.filter(lke=lke, lapis=lapis, versi__gt=0).values_list("kode", "diubah_pada")
    return tuple(p for p in _perubahan(lke, dict(dinilai), user, ranah) if p.jawaban_berubah or p.bukti or p.dilepas)


def _perubahan(
    lke: LembarKerjaEvaluasi, sejak: Mapping[str, dt.datetime], user: User, ranah: list[str]
) -> tuple[Perubahan, ...]:
    """What moved under each question of ``sejak`` after its moment there: four queries."""
    if not sejak:
        return ()
    instrumen, terdini = instrumen_lke(lke), min(sejak.values())
    jawaban = Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT, diubah_pada__gt=terdini)
    berubah = {j.kode: j for j in jawaban if j.kode in sejak and j.diubah_pada > sejak[j.kode]}
    semula: dict[str, tuple[Mapping[str, str | int], str]] = {}
    lama = RiwayatJawaban.objects.filter(jawaban__in=list(berubah.values())).order_by("versi")
    for kode, isi, catatan, pada in lama.values_list("jawaban__kode", "isi", "catatan", "pada"):
        if pada <= sejak[kode]:
            semula[kode] = isi, catatan
    bukti: dict[str, list[TautanBukti]] = {}
    dilepas: dict[str, list[TautanBukti]] = {}
    datang = Q(dilepas_pada=None, bukti__dihapus_pada=None) & (
        Q(pada__gt=terdini) | Q(berkas__diunggah_pada__gt=terdini)
    )
    tautan = TautanBukti.objects.filter(datang | Q(dilepas_pada__gt=terdini), lke=lke)
    for t in tautan.select_related("bukti", "berkas"):
        if t.kode not in sejak:
            continue
        pada = t.dilepas_pada or max(t.pada, t.berkas.diunggah_pada if t.berkas else t.pada)
        if pada > sejak[t.kode]:
            (dilepas if t.dilepas_pada else bukti).setdefault(t.kode, []).append(t)
    komentar: dict[str, list[Komentar]] = {}
    baru = Komentar.objects.filter(lke=lke, dibuat_pada__gt=terdini, ranah__in=ranah).exclude(penulis=user)
    for satu in baru.select_related("penulis"):
        if satu.kode in sejak and satu.dibuat_pada > sejak[satu.kode]:
            komentar.setdefault(satu.kode, []).append(satu)
    kode = berubah.keys() | bukti.keys() | dilepas.keys() | komentar.keys()
    return tuple(
        Perubahan(
            pertanyaan=p,
            bagian=instrumen.bagian_dari(p.kode),
            semula=teks_jawaban(p, semula.get(p.kode, ({}, ""))[0]),
            kini=teks_jawaban(p, berubah[p.kode].isi) if p.kode in berubah else "",
            jawaban_berubah=p.kode in berubah,
            catatan_semula=semula.get(p.kode, ({}, ""))[1],
            catatan_kini=berubah[p.kode].catatan if p.kode in berubah else "",
            bukti=tuple(bukti.get(p.kode, ())),
            dilepas=tuple(dilepas.get(p.kode, ())),
            komentar=tuple(komentar.get(p.kode, ())),
        )
        for p in instrumen.semua_pertanyaan
        if p.kode in kode
    )


# Who assesses what ----------------------------------------------------------------------------------------------------


def unit_terkelola(user: User) -> QuerySet[UnitKerja]:
    """Active units of the instansi whose TPI assignments this person manages."""
    instansi = akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI)
    return UnitKerja.objects.filter(instansi__in=instansi, aktif=True)


def unit_penugasan(user: User, musim: Musim) -> QuerySet[UnitKerja]:
    """``unit_terkelola`` with ``tugas`` and ``tim`` (lists) of the season and ``lke_status`` (None: no submitted
    sheet)."""
    tugas = PenugasanTPI.objects.filter(musim=musim).select_related("user")
    tim = UnitTim.objects.filter(musim=musim).select_related("tim")
    lke = LembarKerjaEvaluasi.objects.filter(unit=OuterRef("pk"), musim=musim, diajukan_pada__isnull=False).exclude(
        status=Status.DRAF
    )
    return (
        unit_terkelola(user)
        .select_related("instansi")
        .annotate(lke_status=Subquery(lke.values("status")[:1]))
        .prefetch_related(
            Prefetch("penugasan_tpi", queryset=tugas, to_attr="tugas"), Prefetch("tim_tpi", queryset=tim, to_attr="tim")
        )
        .order_by("instansi__nama", "nama", "pk")
    )


@dataclass(frozen=True, slots=True)
class AnggotaTPI:
    """A TPI member of an instansi: the units closed to them and why, those they guided within a year, and how many
    units they are to assess."""

    user: User
    instansi_id: int
    tertutup: Mapping[int, Sebab]
    didampingi: frozenset[int]
    beban: int


def anggota_tpi(instansi_ids: frozenset[int], musim: Musim) -> list[AnggotaTPI]:
    """TPI members of these instansi with their load in a season: six queries."""
    aktif = Keanggotaan.objects.aktif()
    baris = aktif.filter(peran=Peran.TPI_ANGGOTA, instansi__in=instansi_ids, user__is_active=True)
    baris = list(baris.select_related("user").order_by("user__nama", "user_id"))
    orang = {b.user_id for b in baris}
    tertutup: dict[int, dict[int, Sebab]] = {}
    for (user_id, unit_id), sebab in sebab_blokir(orang, musim).items():
        tertutup.setdefault(user_id, {})[unit_id] = sebab
    dampingan = unit_didampingi(orang)
    beban = dict(
        PenugasanTPI.objects.filter(musim=musim, user__in=orang).order_by().values_list("user").annotate(n=Count("pk"))
    )
    unik = {(b.user_id, b.instansi_id): b for b in baris}
    return [
        AnggotaTPI(
            user=b.user,
            instansi_id=b.instansi_id,
            tertutup=tertutup.get(b.user_id, {}),
            didampingi=dampingan.get(b.user_id, frozenset()),
            beban=beban.get(b.user_id, 0),
        )
        for b in unik.values()
    ]
