"""What the instansi proposes and TPN decides on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluation.enums import STATUS_TPN, STATUS_TPN_AKHIR, STATUS_TPN_PROSES, Aksi, JenisPredikat, Lapis, Status
from evaluation.enums.musim import Jendela
from evaluation.enums.riwayat import Benda, Jejak
from evaluation.enums.usulan import BERKAS_WAJIB, AksiInstansi, AksiUsulan, JenisBerkasUsulan
from evaluation.models import (
    BerkasEvaluasi,
    LembarKerjaEvaluasi,
    PredikatUnit,
    Riwayat,
    RiwayatEvaluasi,
    Skor,
    Usulan,
)
from evaluation.selectors.benturan import blokir
from evaluation.selectors.berkas import berkas_dari
from evaluation.selectors.lke import lke_table
from evaluation.selectors.masa import batas_jendela
from evaluation.selectors.predikat import kata_larangan, larangan_usul_banyak
from evaluation.selectors.skor import instrumen_lke
from evaluation.selectors.tpi import dengan_total
from units.enums import Peran
from units.models import Instansi, User
from units.selectors import akses
from zi_portal.common.berkas import BERBAHAYA
from zi_portal.common.waktu import teks_waktu


def usulan_table(user: User, *, tahun: int | None = None) -> QuerySet[Usulan]:
    """Proposals this person may see, with how many units each holds (``jumlah``) and how many are decided
    (``diputus``, ``ditetapkan``) or taken back (``ditarik``): one query."""
    usulan = Usulan.objects.visible_to(user).select_related("instansi", "musim")
    if tahun:
        usulan = usulan.filter(musim__tahun=tahun)
    return usulan.annotate(
        jumlah=Count("lke"),
        # Whatever the end, but for what the instansi took back itself.
        diputus=Count("lke", filter=Q(lke__status__in=sorted(STATUS_TPN_AKHIR - {Status.DITARIK}))),
        ditarik=Count("lke", filter=Q(lke__status=Status.DITARIK)),
        ditetapkan=Count("lke", filter=Q(lke__status=Status.DITETAPKAN)),
    ).order_by("-musim__tahun", "instansi__nama", "predikat", "pk")


def instansi_pengusul(user: User) -> QuerySet[Instansi]:
    """The instansi for which this person draws up proposals."""
    return Instansi.objects.filter(pk__in=akses(user).instansi_sebagai(Peran.ADMIN_INSTANSI))


def _dengan_skor(lke: QuerySet[LembarKerjaEvaluasi]) -> QuerySet[LembarKerjaEvaluasi]:
    """With all scores and their details as ``skor_tersimpan`` (list): one more query however many rows."""
    return lke.select_related("unit__instansi", "musim").prefetch_related(
        Prefetch("skor", queryset=Skor.objects.all(), to_attr="skor_tersimpan")
    )


def isi_usulan(usulan: Usulan) -> QuerySet[LembarKerjaEvaluasi]:
    """The sheets in a proposal by unit name, with their scores."""
    return _dengan_skor(LembarKerjaEvaluasi.objects.filter(usulan=usulan)).order_by("unit__nama", "pk")


def calon_usulan(usulan: Usulan) -> QuerySet[LembarKerjaEvaluasi]:
    """Layak sheets of the same instansi, year and aim that are in no proposal yet, with their scores."""
    lke = LembarKerjaEvaluasi.objects.filter(
        status=Status.LAYAK,
        usulan=None,
        predikat_tujuan=usulan.predikat,
        musim=usulan.musim_id,
        unit__instansi=usulan.instansi_id,
    )
    return _dengan_skor(lke).order_by("unit__nama", "pk")


def layak_tanpa_usulan(user: User, *, tahun: int | None = None) -> QuerySet[LembarKerjaEvaluasi]:
    """Layak sheets of the instansi this person administers that wait for a proposal."""
    lke = lke_table(user, tahun=tahun).filter(status=Status.LAYAK, usulan=None)
    return lke.filter(unit__instansi__in=akses(user).instansi_sebagai(Peran.ADMIN_INSTANSI))


# What stands in the way of a unit ----------------------------------------------------------------------------------


def boleh_diusulkan(lke: LembarKerjaEvaluasi) -> str:
    """Why this unit may not be proposed for what its sheet aims at; empty when it may."""
    return alasan_tak_diusulkan([lke])[lke.pk]


def alasan_tak_diusulkan(lke: Iterable[LembarKerjaEvaluasi]) -> dict[int, str]:
    """For each sheet (by id) why its unit may not be proposed today, empty when it may. Two queries; the sheets come
    with their unit and instansi."""
    lke = list(lke)
    aktif = dict(
        PredikatUnit.objects.filter(unit__in={satu.unit_id for satu in lke}, aktif=True).values_list("unit", "jenis")
    )
    dilarang = larangan_usul_banyak({satu.unit_id for satu in lke}, timezone.localdate())
    return {
        satu.pk: kata_larangan(satu.unit, dilarang[satu.unit_id])
        if satu.unit_id in dilarang
        else _alasan(satu, aktif.get(satu.unit_id))
        for satu in lke
    }


def _alasan(lke: LembarKerjaEvaluasi, aktif: str | None) -> str:
    if lke.predikat_tujuan == JenisPredikat.WBBM:
        return "" if aktif == JenisPredikat.WBK else _alasan_wbbm(aktif)
    if lke.unit.instansi.wbk_mandiri:
        return _("Instansi ini menetapkan WBK sendiri, sehingga WBK tidak diusulkan ke TPN.")
    if aktif == JenisPredikat.WBBM:
        return _("Unit ini sudah berpredikat WBBM, sehingga WBK tidak diusulkan lagi.")
    return ""


def _alasan_wbbm(aktif: str | None) -> str:
    if aktif == JenisPredikat.WBBM:
        return _("Unit ini sudah berpredikat WBBM.")
    return _("WBBM hanya diusulkan bagi unit yang berpredikat WBK dan masih aktif.")


# What must be there before it is sent ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kelengkapan:
    """One thing a proposal needs: is it there, what is missing as a phrase, and where on the page to mend it."""

    kode: str
    nama: str
    ada: bool
    keterangan: str
    kalimat: str = ""
    tempat: str = ""


def dokumen_usulan(usulan: Usulan) -> dict[str, list[BerkasEvaluasi]]:
    """All documents by kind, newest first. One query."""
    hasil: dict[str, list[BerkasEvaluasi]] = {jenis: [] for jenis in JenisBerkasUsulan.values}
    for berkas in berkas_dari(usulan).exclude(pindai=BERBAHAYA).select_related("diunggah_oleh"):
        hasil.setdefault(berkas.jenis, []).append(berkas)
    return hasil


def dokumen_berlaku(usulan: Usulan) -> dict[str, BerkasEvaluasi]:
    """The newest of each required kind that is there, in the order of the kinds."""
    semua = dokumen_usulan(usulan)
    return {wajib.jenis: semua[wajib.jenis][0] for wajib in BERKAS_WAJIB if semua[wajib.jenis]}


def jendela_usulan(usulan: Usulan) -> tuple[bool, str]:
    """Is the window open now for this instansi, and when it is, in words."""
    mulai, selesai = batas_jendela(usulan.musim, Jendela.USULAN, usulan.instansi)
    tz, kini = usulan.instansi.tz, timezone.now()
    if mulai and kini < mulai:
        return False, _("Pengusulan dibuka %(waktu)s.") % {"waktu": teks_waktu(mulai, tz)}
    if selesai is None:
        return True, _("Pengusulan terbuka, tanpa batas waktu.")
    if kini > selesai:
        return False, _("Pengusulan ditutup %(waktu)s.") % {"waktu": teks_waktu(selesai, tz)}
    return True, _("Pengusulan terbuka sampai %(waktu)s.") % {"waktu": teks_waktu(selesai, tz)}


def kelengkapan(usulan: Usulan, isi: Iterable[LembarKerjaEvaluasi] | None = None) -> list[Kelengkapan]:
    """Everything a proposal needs before it may be sent, what is there and what is not. Two queries beside the units
    (``isi``, with unit and instansi)."""
    isi = list(isi_usulan(usulan) if isi is None else isi)
    terbuka, kata = jendela_usulan(usulan)
    return [
        *_syarat_unit(isi),
        *_syarat_dokumen(usulan),
        Kelengkapan(
            kode="kontak",
            nama=_("Narahubung"),
            ada=usulan.berkontak,
            keterangan=usulan.pic_nama or _("Nama, surel, dan telepon yang dapat dihubungi TPN."),
            kalimat=_("narahubung"),
            tempat="#narahubung",
        ),
        Kelengkapan(
            kode="jendela", nama=_("Masa pengusulan"), ada=terbuka, keterangan=kata, kalimat=_("masa pengusulan")
        ),
    ]


def _syarat_unit(isi: list[LembarKerjaEvaluasi]) -> list[Kelengkapan]:
    alasan = alasan_tak_diusulkan(isi)
    halang = [(lke.unit.nama, alasan[lke.pk]) for lke in isi if alasan[lke.pk]]
    jumlah = ngettext("%(n)d unit di dalam usulan.", "%(n)d unit di dalam usulan.", len(isi)) % {"n": len(isi)}
    hasil = [
        Kelengkapan(
            kode="isi",
            nama=_("Unit yang diusulkan"),
            ada=bool(isi),
            keterangan=jumlah if isi else _("Masukkan paling sedikit satu unit yang layak."),
            kalimat=_("paling sedikit satu unit (usulan masih kosong)"),
            tempat="#calon",
        )
    ]
    if halang:
        nama = ", ".join(unit for unit, _alasan in halang)
        hasil.append(
            Kelengkapan(
                kode="halangan",
                nama=_("Unit yang tidak dapat diusulkan"),
                ada=False,
                keterangan=" ".join(f"{unit}: {alasan}" for unit, alasan in halang),
                kalimat=_("keluarkan %(unit)s") % {"unit": nama},
                tempat="#unit",
            )
        )
    return hasil


def _syarat_dokumen(usulan: Usulan) -> list[Kelengkapan]:
    ada = dokumen_berlaku(usulan)
    return [
        Kelengkapan(
            kode=wajib.jenis,
            nama=str(wajib.jenis.label),
            ada=wajib.jenis in ada,
            keterangan=ada[wajib.jenis].nama if wajib.jenis in ada else str(wajib.keterangan),
            kalimat=str(wajib.jenis.label),
            tempat=f"#dokumen-{wajib.jenis}",
        )
        for wajib in BERKAS_WAJIB
    ]


# What happened to it -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """One thing that happened to a proposal or to a unit of it."""

    judul: str
    rinci: str
    oleh: str
    pada: dt.datetime
    alasan: str


AKSI_TERBUKA = (AksiUsulan.KIRIM, AksiUsulan.SELESAI, AksiUsulan.TARIK)
AKSI_UNIT = (Aksi.TETAPKAN, Aksi.TOLAK, Aksi.TARIK)
PERISTIWA_TERBANYAK = 30


def linimasa_usulan(usulan: Usulan, *, dalam: bool, semua: bool = False) -> tuple[list[Peristiwa], int]:
    """What happened, newest first, and how many more there are: its own history and what became of its units. How it
    was drawn up (units taken out, documents replaced) only ``dalam``, for the instansi itself. Four queries at most."""
    sendiri = RiwayatEvaluasi.objects.filter(benda=usulan.BENDA, objek_id=usulan.pk).select_related("pelaku")
    if not dalam:
        sendiri = sendiri.filter(aksi__in=AKSI_TERBUKA)
    unit = Riwayat.objects.filter(lke__usulan=usulan, aksi__in=AKSI_UNIT).select_related("pelaku", "lke__unit")
    banyak = sendiri.count() + unit.count()
    batas = None if semua else PERISTIWA_TERBANYAK
    baris = [(r.pada, 0, r.pk, _peristiwa(r)) for r in sendiri.order_by("-pk")[:batas]]
    baris += [(r.pada, 1, r.pk, _peristiwa_unit(r)) for r in unit.order_by("-pk")[:batas]]
    baris.sort(key=lambda b: b[:3], reverse=True)
    hasil = [b[3] for b in baris[:batas]]
    return hasil, banyak - len(hasil)


KATA_JEJAK = {
    Jejak.BUAT: gettext_lazy("Usulan dibuat"),
    Jejak.UBAH: gettext_lazy("Narahubung diubah"),
    Jejak.UNGGAH: gettext_lazy("Dokumen diunggah"),
    Jejak.BUANG: gettext_lazy("Dokumen dibuang"),
}


def _peristiwa(r: RiwayatEvaluasi) -> Peristiwa:
    judul = KATA_JEJAK.get(r.aksi) or dict(AksiUsulan.choices).get(r.aksi, r.aksi)
    rinci = r.rincian.get("unit") or r.rincian.get("narahubung") or ""
    if r.aksi == Jejak.UNGGAH:
        jenis = dict(JenisBerkasUsulan.choices).get(r.rincian.get("jenis"), "")
        rinci = f"{jenis}: {r.rincian.get('nama', '')}"
    elif r.aksi == AksiUsulan.KIRIM:
        rinci = _("Surat %(nomor)s") % {"nomor": r.rincian.get("nomor_surat", "")}
    return Peristiwa(str(judul), str(rinci), r.pelaku.nama if r.pelaku else "", r.pada, r.alasan)


def _peristiwa_unit(r: Riwayat) -> Peristiwa:
    return Peristiwa(f"{r.lke.unit.nama}: {r.get_ke_display().lower()}", "", r.pelaku.nama, r.pada, r.alasan)


def instansi_mandiri() -> QuerySet[Instansi]:
    """Every instansi, those that grant WBK themselves first."""
    return Instansi.objects.order_by("-wbk_mandiri", "nama", "pk")


def riwayat_mandiri(instansi: Instansi) -> QuerySet[RiwayatEvaluasi]:
    """What was said about an instansi granting WBK, newest first."""
    baris = RiwayatEvaluasi.objects.filter(benda=Benda.INSTANSI, objek_id=instansi.pk)
    return baris.filter(aksi__in=AksiInstansi.values).select_related("pelaku").order_by("-pk")


@dataclass(frozen=True, slots=True)
class BarisUsulan:
    """One unit of a proposal: TPI's score, the thresholds it misses by name (empty when all are met)."""

    lke: LembarKerjaEvaluasi
    mandiri: Skor | None
    tpi: Skor | None
    gagal: tuple[str, ...]
    syarat: int
    halangan: str = ""

    @property
    def memenuhi(self) -> bool:
        if self.tpi is None:
            return False
        return self.tpi.memenuhi_wbbm if self.lke.predikat_tujuan == "WBBM" else self.tpi.memenuhi_wbk


def baris_usulan(lke: Iterable[LembarKerjaEvaluasi]) -> list[BarisUsulan]:
    lke = list(lke)
    alasan = alasan_tak_diusulkan(satu for satu in lke if satu.status == Status.LAYAK)
    return [_baris(satu, alasan.get(satu.pk, "")) for satu in lke]


def _baris(lke: LembarKerjaEvaluasi, halangan: str) -> BarisUsulan:
    skor = {s.lapis: s for s in lke.skor_tersimpan}
    tpi = skor.get(Lapis.TPI)
    ambang = instrumen_lke(lke).ambang
    gagal = set(tpi.rincian["gagal"][lke.predikat_tujuan]) if tpi else set()
    return BarisUsulan(
        lke=lke,
        mandiri=skor.get(Lapis.UNIT),
        tpi=tpi,
        gagal=tuple(a.nama for a in ambang if a.kode in gagal),
        syarat=len(ambang),
        halangan=halangan,
    )


# TPN ------------------------------------------------------------------------------------------------------------------

URUTAN_TPN = {
    "tunggu": ("giliran", "usulan__dikirim_pada", "unit__nama", "pk"),
    "unit": ("unit__nama", "pk"),
    "instansi": ("unit__instansi__nama", "unit__nama", "pk"),
    "tpi": (F("nilai_tpi").desc(nulls_last=True), "pk"),
}


def lke_tpn(user: User, *, tahun: int | None = None) -> QuerySet[LembarKerjaEvaluasi]:
    """What was proposed to TPN, decided or not; without a TPN role nothing, and never the units one works in."""
    lke = lke_table(user, tahun=tahun).filter(status__in=sorted(STATUS_TPN)).exclude(blokir(user).q)
    return lke if user.has_perm("evaluation.antrean_tpn") else lke.none()


def antrean_tpn(user: User, *, tahun: int | None = None) -> QuerySet[LembarKerjaEvaluasi]:
    """TPN's queue in a fixed number of queries: undecided ones first, the longest waiting on top, each with its
    proposal, the totals of all layers (``nilai_mandiri``, ``nilai_tpi``, ``nilai_tpn``) and ``predikat_aktif``."""
    aktif = PredikatUnit.objects.filter(unit=OuterRef("unit"), aktif=True).values("jenis")[:1]
    return (
        dengan_total(lke_tpn(user, tahun=tahun), nilai_mandiri=Lapis.UNIT, nilai_tpi=Lapis.TPI, nilai_tpn=Lapis.TPN)
        .select_related("unit__instansi", "musim", "usulan")
        .annotate(
            giliran=~Q(status__in=sorted(STATUS_TPN_PROSES)),
            predikat_aktif=Subquery(aktif),
        )
        .order_by(*URUTAN_TPN["tunggu"])
    )


def instansi_di_tpn(user: User) -> QuerySet[Instansi]:
    """Instansi with a proposal that was sent, for the filter of TPN's queue."""
    usulan = Usulan.objects.visible_to(user).filter(instansi=OuterRef("pk"), dikirim_pada__isnull=False)
    return Instansi.objects.filter(Exists(usulan)).order_by("nama")


def predikat_aktif(lke: LembarKerjaEvaluasi) -> PredikatUnit | None:
    """The predicate the unit holds now."""
    return PredikatUnit.objects.filter(unit=lke.unit_id, aktif=True).first()
