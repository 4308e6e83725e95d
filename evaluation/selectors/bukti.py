"""Proof read back: under questions, in the archive of a unit, and which of it one may open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from evaluation import scoring
from evaluation.enums import STATUS_UNIT_MENGISI, Lapis, Status
from evaluation.models import LembarKerjaEvaluasi, Musim, TandaPerbaikan, TautanBukti
from evaluation.selectors.lke import kode_terbuka
from evaluation.selectors.skor import instrumen_lke
from units.models import BerkasBukti, BuktiDukung, UnitKerja, User
from units.models.bukti import JenisBukti
from units.selectors import akses
from units.selectors.bukti import cari_bukti, kata_pindai
from zi_portal.common.berkas import JENIS_MIME, JenisBerkas
from zi_portal.common.masukan import bersih_teks

# --- Frozen or not ---------------------------------------------------------------------------------------------------


def tautan_beku(bukti: BuktiDukung) -> QuerySet[TautanBukti]:
    """Where this proof stands under a question that the unit may not change now."""
    ditandai = TandaPerbaikan.objects.filter(
        lke=OuterRef("lke"), putaran=OuterRef("lke__putaran"), kode=OuterRef("kode")
    )
    terbuka = Q(lke__status=Status.DRAF) | (Q(lke__status=Status.PERBAIKAN) & Exists(ditandai))
    return TautanBukti.objects.terpasang().filter(bukti=bukti).exclude(terbuka)


# A link that was part of a submission, whatever its sheet's state is now.
Q_DIAJUKAN = Q(berkas__isnull=False) | Q(pada__lte=F("lke__diajukan_pada"))


def pernah_diajukan(bukti: BuktiDukung) -> QuerySet[TautanBukti]:
    """Where this proof stands, or stood, in a sheet that was submitted with it at least once."""
    di_luar = ~Q(lke__status__in=sorted(STATUS_UNIT_MENGISI))
    return TautanBukti.objects.filter(Q_DIAJUKAN | di_luar, bukti=bukti)


def beku(lke: LembarKerjaEvaluasi, kode: str, terbuka: frozenset[str] | None) -> bool:
    """Is the proof of this question frozen? ``terbuka`` as ``kode_terbuka`` gives it."""
    return terbuka is not None and kode not in terbuka


# --- Under questions --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class SoalBukti:
    """What ``_bukti.html`` needs of a question when it is drawn by itself."""

    pertanyaan: scoring.Pertanyaan
    bukti: list[TautanBukti]
    terbuka: bool
    isi: bool
    lapis: str = Lapis.UNIT

    @property
    def kode(self) -> str:
        return self.pertanyaan.kode


TERBACA = object()


def bukti_soal(
    lke: LembarKerjaEvaluasi,
    user: User,
    kode: Collection[str] | None = None,
    *,
    terbuka: frozenset[str] | object | None = TERBACA,
    letak: Mapping[int, Collection[str]] | None = None,
) -> dict[str, list[TautanBukti]]:
    """The proof under these questions (all when not given), in the order it was put there.

    Each link carries ``bukti.berkas_terakhir``, ``versi_tampil`` (the pinned version where frozen, else the newest;
    None for a link), ``beku``, and ``tanda``: a ``TandaBukti``. Four queries at any size, one more where another unit
    has the same file. ``terbuka`` spares one when the caller knows what ``kode_terbuka`` says, ``letak`` one when it
    knows under which questions of the sheet each proof stands.
    """
    tautan = TautanBukti.objects.terpasang().filter(lke=lke, bukti__dihapus_pada=None)
    if kode is not None:
        tautan = tautan.filter(kode__in=list(kode))
    versi = Prefetch("bukti__berkas", queryset=BerkasBukti.objects.order_by("-versi"), to_attr="semua_berkas")
    baris = list(tautan.select_related("bukti", "berkas").prefetch_related(versi).order_by("pk"))
    terbuka = kode_terbuka(lke) if terbuka is TERBACA else terbuka
    for t in baris:
        t.bukti.berkas_terakhir = t.bukti.semua_berkas[0] if t.bukti.semua_berkas else None
        t.beku = beku(lke, t.kode, terbuka)
        t.versi_tampil = t.berkas if t.beku else t.bukti.berkas_terakhir
    _beri_tanda(lke, user, baris, letak)
    per_kode: dict[str, list[TautanBukti]] = defaultdict(list)
    for t in baris:
        per_kode[t.kode].append(t)
    return dict(per_kode)


def soal_bukti(lke: LembarKerjaEvaluasi, user: User, kode: str) -> SoalBukti:
    """One question with its proof. Raises KeyError for a code the instrument does not have."""
    pertanyaan = instrumen_lke(lke).pertanyaan(kode)
    terbuka = not beku(lke, kode, kode_terbuka(lke))
    return SoalBukti(
        pertanyaan=pertanyaan,
        bukti=bukti_soal(lke, user, [kode]).get(kode, []),
        terbuka=terbuka,
        isi=terbuka and user.has_perm("evaluation.isi_jawaban", lke),
    )


@dataclass(slots=True)
class TandaBukti:
    """What to say beside a proof: years, twins, scan. Sentences, empty where there is nothing to say."""

    luar_tahun: str = ""
    kembar: str = ""
    pindai: str = ""
    lama: str = ""
    soal_lain: list[str] = field(default_factory=list)

    @property
    def awas(self) -> list[str]:
        return [kata for kata in (self.luar_tahun, self.pindai, self.lama) if kata]


def luar_tahun(bukti: BuktiDukung, musim: Musim) -> str:
    """“Di luar tahun bukti 2024–2026” when neither its period nor its date touches those years; a warning, no more."""
    awal, akhir = musim.tahun_bukti_awal, musim.tahun_bukti_akhir
    dari = bukti.periode_mulai or bukti.periode_selesai or bukti.tanggal
    sampai = bukti.periode_selesai or bukti.periode_mulai or bukti.tanggal
    if dari is None or (dari.year <= akhir and sampai.year >= awal):
        return ""
    return _("Di luar tahun bukti %(awal)d–%(akhir)d") % {"awal": awal, "akhir": akhir}


def _beri_tanda(
    lke: LembarKerjaEvaluasi,
    user: User,
    baris: list[TautanBukti],
    letak: Mapping[int, Collection[str]] | None = None,
) -> None:
    sidik = {t.versi_tampil.sha256 for t in baris if t.versi_tampil}
    kembar = cari_kembar(lke, user, sidik, [t.bukti_id for t in baris], letak=letak)
    for t in baris:
        versi = t.versi_tampil
        t.tanda = TandaBukti(luar_tahun=luar_tahun(t.bukti, lke.musim))
        t.tanda.soal_lain = sorted(k for k in kembar.kode_bukti.get(t.bukti_id, ()) if k != t.kode)
        if versi is None:
            continue
        t.tanda.kembar = kembar.kalimat(t.bukti, versi.sha256)
        t.tanda.pindai = kata_pindai(versi)
        akhir = t.bukti.berkas_terakhir
        if akhir and versi.versi < akhir.versi:
            t.tanda.lama = _("Ada versi %(n)d sesudah LKE diajukan") % {"n": akhir.versi}


# --- Twins ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Kembar:
    """Files of equal content, seen from one sheet, and as far as the person may know of them."""

    instansi_id: int
    orang_unit: bool
    kode_bukti: dict[int, set[str]] = field(default_factory=dict)
    bukti_sama: dict[str, set[int]] = field(default_factory=dict)
    judul: dict[int, str] = field(default_factory=dict)
    unit_lain: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    nama_unit: dict[str, set[str]] = field(default_factory=dict)

    def kalimat(self, bukti: BuktiDukung, sidik: str) -> str:
        """Where else the same file is, in words; names of other units only for those who see their sheets."""
        bagian = []
        lain = sorted(self.bukti_sama.get(sidik, set()) - {bukti.pk})
        kode = sorted({k for pk in lain for k in self.kode_bukti.get(pk, ())})
        if kode:
            bagian.append(_("Berkas sama dengan bukti pada %(kode)s") % {"kode": ", ".join(kode[:3])})
        elif lain and self.orang_unit:
            bagian.append(_("Berkas sama dengan “%(judul)s” di arsip") % {"judul": self.judul[lain[0]]})
        if nama := sorted(self.nama_unit.get(sidik, ())):
            bagian.append(_("Juga dipakai %(unit)s") % {"unit": ", ".join(nama[:3])})
        elif asing := self.unit_lain.get(sidik):
            if any(instansi == self.instansi_id for _unit, instansi in asing):
                bagian.append(_("Juga dipakai unit lain di instansi ini"))
            else:
                bagian.append(_("Juga dipakai unit di instansi lain"))
        return "; ".join(bagian)


def cari_kembar(
    lke: LembarKerjaEvaluasi,
    user: User,
    sidik: Collection[str],
    bukti: Iterable[int] = (),
    *,
    letak: Mapping[int, Collection[str]] | None = None,
) -> Kembar:
    """Find equal files in the unit's archive and elsewhere, and the questions of this sheet under which they stand
    (``letak``, when the caller has read them)."""
    hasil = Kembar(lke.unit.instansi_id, lke.unit_id in akses(user).unit_ids)
    sama = (
        BerkasBukti.objects.filter(sha256__in=list(sidik), bukti__dihapus_pada=None)
        .order_by()
        .values_list("sha256", "bukti", "bukti__judul", "bukti__unit", "bukti__unit__instansi")
        if sidik
        else ()
    )
    bukti_lain: dict[int, str] = {}
    for sha, pk, judul, unit, instansi in sama:
        if unit == lke.unit_id:
            hasil.bukti_sama.setdefault(sha, set()).add(pk)
            hasil.judul[pk] = judul
        else:
            hasil.unit_lain.setdefault(sha, set()).add((unit, instansi))
            bukti_lain[pk] = sha
    milik = set(bukti) | set(hasil.judul)
    if letak is not None:
        hasil.kode_bukti = {pk: set(letak[pk]) for pk in milik if pk in letak}
    elif milik:
        terpasang = TautanBukti.objects.terpasang().filter(lke=lke, bukti__in=milik)
        for pk, kode in terpasang.values_list("bukti", "kode"):
            hasil.kode_bukti.setdefault(pk, set()).add(kode)
    if bukti_lain:
        # A unit's name is told only to people who see a sheet of it that shows the file.
        terlihat = TautanBukti.objects.terpasang().filter(
            bukti__in=list(bukti_lain), lke__in=LembarKerjaEvaluasi.objects.visible_to(user).values("pk")
        )
        for pk, nama in terlihat.order_by().values_list("bukti", "lke__unit__nama").distinct():
            hasil.nama_unit.setdefault(bukti_lain[pk], set()).add(nama)
    return hasil


# --- The archive ------------------------------------------------------------------------------------------------------

URUTAN = {
    "terbaru": ("-dibuat_pada", "-pk"),
    "judul": (Lower("judul"), "pk"),
    "tanggal": (F("tanggal").desc(nulls_last=True), "-pk"),
    "pakai": ("-jumlah_pakai", "-pk"),
    "ukuran": (F("ukuran_akhir").desc(nulls_last=True), "-pk"),
}
SARINGAN = ("semua", "belum_dipakai", "tautan", "gambar", "dokumen", "kembar")


@dataclass(frozen=True, slots=True)
class SaringArsip:
    """What a person asked of the archive; anything unknown counts as not asked."""

    q: str = ""
    saring: str = "semua"
    urut: str = "terbaru"

    @classmethod
    def dari(cls, data: Mapping[str, Any]) -> SaringArsip:
        saring, urut = data.get("saring", ""), data.get("urut", "")
        return cls(
            q=bersih_teks(data.get("q"), 100),
            saring=saring if saring in SARINGAN else "semua",
            urut=urut if urut in URUTAN else "terbaru",
        )


def arsip(unit: UnitKerja, saring: SaringArsip) -> QuerySet[BuktiDukung]:
    """The living proof of a unit with how often it is used and its newest file's kind and size."""
    akhir = BerkasBukti.objects.filter(bukti=OuterRef("pk")).order_by("-versi")
    bukti = (
        BuktiDukung.objects.hidup()
        .filter(unit=unit)
        .annotate(
            jumlah_pakai=Count("tautan", filter=Q(tautan__dilepas_pada=None), distinct=True),
            mime_akhir=Subquery(akhir.values("mime")[:1]),
            ukuran_akhir=Subquery(akhir.values("ukuran")[:1]),
            sidik_akhir=Subquery(akhir.values("sha256")[:1]),
        )
    )
    bukti = cari_bukti(bukti, saring.q)
    match saring.saring:
        case "belum_dipakai":
            bukti = bukti.filter(jumlah_pakai=0)
        case "tautan":
            bukti = bukti.filter(jenis=JenisBukti.TAUTAN)
        case "gambar":
            bukti = bukti.filter(mime_akhir__startswith="image/")
        case "dokumen":
            bukti = bukti.filter(jenis=JenisBukti.BERKAS).exclude(mime_akhir__startswith="image/")
        case "kembar":
            lain = BerkasBukti.objects.filter(
                sha256=OuterRef("sidik_akhir"), bukti__unit=unit, bukti__dihapus_pada=None
            ).exclude(bukti=OuterRef("pk"))
            bukti = bukti.filter(Exists(lain))
    return bukti.order_by(*URUTAN[saring.urut])


def lengkapi_arsip(bukti: Collection[BuktiDukung]) -> list[BuktiDukung]:
    """Give each proof of a page ``berkas_terakhir``, ``pemakaian`` (links with lke and musim) and ``kembar`` (bool)."""
    ids = [b.pk for b in bukti]
    versi: dict[int, list[BerkasBukti]] = defaultdict(list)
    for v in BerkasBukti.objects.filter(bukti__in=ids).order_by("-versi"):
        versi[v.bukti_id].append(v)
    pakai: dict[int, list[TautanBukti]] = defaultdict(list)
    terpasang = TautanBukti.objects.terpasang().filter(bukti__in=ids).select_related("lke__musim")
    for t in terpasang.order_by("-lke__musim__tahun", "pk"):
        pakai[t.bukti_id].append(t)
    sidik = {versi[pk][0].sha256 for pk in ids if versi[pk]}
    jumlah: dict[str, set[int]] = defaultdict(set)
    unit = {b.unit_id for b in bukti}
    sama = BerkasBukti.objects.filter(sha256__in=sidik, bukti__unit__in=unit, bukti__dihapus_pada=None)
    for sha, pk in sama.order_by().values_list("sha256", "bukti"):
        jumlah[sha].add(pk)
    for b in bukti:
        b.semua_berkas = versi[b.pk]
        b.berkas_terakhir = versi[b.pk][0] if versi[b.pk] else None
        b.pemakaian = pakai[b.pk]
        b.kembar = bool(b.berkas_terakhir) and len(jumlah[b.berkas_terakhir.sha256]) > 1
    return list(bukti)


@dataclass(frozen=True, slots=True)
class Sasaran:
    """A sheet of the unit that is open now, and its questions by section: (name, [(code, text, already there)])."""

    lke: LembarKerjaEvaluasi
    bagian: list[tuple[str, list[tuple[str, str, bool]]]]


def sasaran_pasang(unit: UnitKerja, bukti: BuktiDukung) -> list[Sasaran]:
    """Under which open questions of the unit's sheets this proof can be put."""
    hasil = []
    terbuka = LembarKerjaEvaluasi.objects.filter(unit=unit, status__in=sorted(STATUS_UNIT_MENGISI))
    for lke in terbuka.select_related("musim").order_by("-musim__tahun"):
        boleh = kode_terbuka(lke)
        ada = set(TautanBukti.objects.terpasang().filter(lke=lke, bukti=bukti).values_list("kode", flat=True))
        bagian = [
            (b.judul, [(p.kode, p.teks, p.kode in ada) for p in b.pertanyaan if boleh is None or p.kode in boleh])
            for b in instrumen_lke(lke).bagian
        ]
        hasil.append(Sasaran(lke, [(nama, isi) for nama, isi in bagian if isi]))
    return hasil


# --- Which bytes may go out -------------------------------------------------------------------------------------------


def berkas_lke(lke: LembarKerjaEvaluasi) -> QuerySet[BerkasBukti]:
    """The file versions that belong to a sheet one may see: the pinned one where frozen, else any of a linked proof."""
    tautan = TautanBukti.objects.terpasang().filter(lke=lke, bukti__dihapus_pada=None)
    terbuka = kode_terbuka(lke)
    hidup = tautan if terbuka is None else tautan.filter(kode__in=terbuka)
    return BerkasBukti.objects.filter(
        Q(bukti__in=hidup.values("bukti")) | Q(pk__in=tautan.exclude(berkas=None).values("berkas"))
    )


def jenis_berkas(versi: BerkasBukti | None) -> JenisBerkas | None:
    return JENIS_MIME.get(versi.mime) if versi else None
