"""Predicates and what they owe: registers, stories, the ban after a revocation, and what the public reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.enums import STATUS_TPN, JenisPredikat
from evaluation.enums.predikat import (
    AksiKlarifikasi,
    AksiLaporan,
    AksiPredikat,
    SaringLaporan,
    StatusLaporan,
    StatusPredikat,
)
from evaluation.enums.riwayat import Benda, Jejak
from evaluation.models import (
    KlarifikasiPredikat,
    LaporanPredikat,
    LembarKerjaEvaluasi,
    PredikatUnit,
    RiwayatEvaluasi,
)
from evaluation.models.predikat import tahu_klarifikasi
from units.enums import PERAN_TPI_PENGARAH, PERAN_UNIT, Peran
from units.enums.tahap import JenisPengingat
from units.models import Instansi, UnitKerja, User
from units.selectors import akses, anggota
from units.selectors.pengingat import Hal, Orang, Saat
from zi_portal.common.waktu import teks_tanggal

# A unit whose predicate was revoked waits this long (PermenPANRB 90/2021 Lampiran II Bab IV).
TAHUN_LARANGAN = 2
TAHUN_LAPORAN = 2
DEKAT = dt.timedelta(days=90)


def tambah_tahun(tanggal: dt.date, tahun: int) -> dt.date:
    """The same day ``tahun`` years on; 29 February becomes the 28th where there is none."""
    try:
        return tanggal.replace(year=tanggal.year + tahun)
    except ValueError:
        return tanggal.replace(year=tanggal.year + tahun, day=28)


def orang_predikat(unit: UnitKerja) -> QuerySet[User]:
    """Who hears of a predicate: the unit's people, TPI's leads and the admin of its instansi."""
    pengelola = anggota(*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI, instansi=unit.instansi)
    return anggota(*PERAN_UNIT, unit=unit) | pengelola


# The ban --------------------------------------------------------------------------------------------------------------


def kata_larangan(unit: UnitKerja, mulai: dt.date) -> str:
    """Why this unit cannot be proposed before that day."""
    return _("Predikat %(unit)s dicabut. Unit ini baru dapat diusulkan lagi, mulai dari WBK, pada %(tanggal)s.") % {
        "unit": unit.nama,
        "tanggal": teks_tanggal(mulai),
    }


def larangan_usul_banyak(unit_ids: Collection[int], pada: dt.date) -> dict[int, dt.date]:
    """Units that cannot be proposed on that day, each with the day from which they can. One query."""
    dilarang = PredikatUnit.objects.filter(unit__in=list(unit_ids), boleh_diusulkan_mulai__gt=pada)
    return dict(dilarang.order_by("boleh_diusulkan_mulai").values_list("unit_id", "boleh_diusulkan_mulai"))


# Reports --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Masa:
    """A span of two years a report speaks of: its number, its first day, and the day the report is due."""

    ke: int
    sejak: dt.date
    tempo: dt.date


def masa_laporan(tanggal_sk: dt.date, ke: int) -> Masa:
    return Masa(ke, tambah_tahun(tanggal_sk, TAHUN_LAPORAN * (ke - 1)), tambah_tahun(tanggal_sk, TAHUN_LAPORAN * ke))


def masa_berikut(predikat: PredikatUnit, pada: dt.date) -> Masa | None:
    """The span whose report is owed next, None for a predicate that is not in force. A span that was missed and is
    followed by another whole one is not asked for any more. Two queries.

    WBK owes none for a span in which the unit was proposed for WBBM; WBBM always does.
    """
    if not predikat.aktif:
        return None
    sudah = set(
        LaporanPredikat.objects.filter(
            predikat=predikat, status__in=[StatusLaporan.DIKIRIM, StatusLaporan.DITERIMA]
        ).values_list("ke", flat=True)
    )
    usulan: list[dt.date] = []
    if predikat.jenis == JenisPredikat.WBK:
        dikirim = _diusulkan_wbbm().filter(unit=predikat.unit_id).values_list("usulan__dikirim_pada", flat=True)
        usulan = [timezone.localdate(saat) for saat in dikirim]
    ke = 1
    while masa_laporan(predikat.tanggal_sk, ke + 1).tempo <= pada:
        ke += 1
    while True:
        masa = masa_laporan(predikat.tanggal_sk, ke)
        if ke not in sudah and not any(masa.sejak < hari <= masa.tempo for hari in usulan):
            return masa
        ke += 1


def _diusulkan_wbbm() -> QuerySet[LembarKerjaEvaluasi]:
    return LembarKerjaEvaluasi.objects.filter(
        predikat_tujuan=JenisPredikat.WBBM, status__in=sorted(STATUS_TPN), usulan__dikirim_pada__isnull=False
    ).order_by()


def perlu_disegarkan(pada: dt.date) -> QuerySet[PredikatUnit]:
    """Predicates in force whose next report is not known yet, has been overtaken by the span after it, or was made
    needless by a proposal for WBBM."""
    lewat = tambah_tahun(pada, -TAHUN_LAPORAN)
    diusulkan = _diusulkan_wbbm().filter(
        unit=OuterRef("unit"),
        usulan__dikirim_pada__date__gt=OuterRef("laporan_sejak"),
        usulan__dikirim_pada__date__lte=OuterRef("laporan_tempo"),
    )
    gugur = Q(jenis=JenisPredikat.WBK, laporan_sejak__lt=pada) & Exists(diusulkan)
    return PredikatUnit.objects.berlaku().filter(Q(laporan_tempo=None) | Q(laporan_tempo__lte=lewat) | gugur)


def kewajiban_laporan(predikat: PredikatUnit, hari: dt.date) -> str:
    """ "lewat" past the due date, "dekat" within ninety days of it, else nothing."""
    if not predikat.aktif or predikat.laporan_tempo is None:
        return ""
    if predikat.laporan_tempo < hari:
        return SaringLaporan.LEWAT
    return SaringLaporan.DEKAT if predikat.laporan_tempo <= hari + DEKAT else ""


def hal_laporan(units: Collection[UnitKerja], orang: Orang, saat: Saat) -> Iterator[Hal]:
    """Reports that are due within ninety days, and once more on the day they are: to TPI's leads and the admin."""
    segera = PredikatUnit.objects.berlaku().filter(unit__in=[u.pk for u in units], laporan_tempo__lte=saat.hari + DEKAT)
    petugas = orang.instansi(*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI)
    for p in segera.order_by("laporan_tempo", "pk"):
        tiba = p.laporan_tempo <= saat.hari
        kata = (
            _("Laporan pemantauan %(predikat)s sudah jatuh tempo %(tanggal)s")
            if tiba
            else _("Laporan pemantauan %(predikat)s jatuh tempo %(tanggal)s")
        )
        yield Hal(
            JenisPengingat.LAPORAN_PREDIKAT,
            f"laporan_predikat:{p.pk}:{p.laporan_ke}:{'tiba' if tiba else 'dekat'}",
            p.unit_id,
            kata % {"predikat": p.jenis, "tanggal": teks_tanggal(p.laporan_tempo)},
            p.get_absolute_url(),
            petugas - orang.unit(p.unit_id, *PERAN_UNIT),
        )


# The register ---------------------------------------------------------------------------------------------------------


def _status(user: User, status: str) -> Q:
    """Those of a state, as far as this person knows: who does not know of a clarification counts it as in force."""
    tahu = tahu_klarifikasi(user)
    if status == StatusPredikat.AKTIF:
        return Q(status=StatusPredikat.AKTIF) | (Q(status=StatusPredikat.DALAM_KLARIFIKASI) & ~tahu)
    if status == StatusPredikat.DALAM_KLARIFIKASI:
        return Q(status=status) & tahu
    return Q(status=status)


def _laporan(user: User, saring: str, hari: dt.date) -> Q:
    match saring:
        case SaringLaporan.LEWAT:
            return Q(aktif=True, laporan_tempo__lt=hari)
        case SaringLaporan.DEKAT:
            return Q(aktif=True, laporan_tempo__gte=hari, laporan_tempo__lte=hari + DEKAT)
        case SaringLaporan.PERIKSA:
            return Q(pk__in=LaporanPredikat.objects.filter(status=StatusLaporan.DIKIRIM).values("predikat"))
        case _:
            terkirim = LaporanPredikat.objects.filter(status__in=[StatusLaporan.DIKIRIM, StatusLaporan.DITERIMA])
            lebih_baru = terkirim.filter(predikat=OuterRef("predikat"), ke__gt=OuterRef("ke"))
            tidak = terkirim.filter(~Exists(lebih_baru), masih_memenuhi=False)
            return Q(aktif=True, pk__in=tidak.values("predikat"))


def predikat_table(user: User, saring: Mapping[str, object], hari: dt.date) -> QuerySet[PredikatUnit]:
    """The register this person may see, narrowed to what was asked, newest SK first. One query."""
    baris = _disaring(PredikatUnit.objects.visible_to(user), saring)
    if status := saring.get("status"):
        baris = baris.filter(_status(user, str(status)))
    if laporan := saring.get("laporan"):
        baris = baris.filter(_laporan(user, str(laporan), hari))
    urut = ("laporan_tempo", "pk") if laporan in {SaringLaporan.LEWAT, SaringLaporan.DEKAT} else ("-tanggal_sk", "-pk")
    return baris.select_related("unit__instansi").order_by(*urut)


def _disaring(baris: QuerySet[PredikatUnit], saring: Mapping[str, object]) -> QuerySet[PredikatUnit]:
    if q := saring.get("q"):
        baris = baris.filter(Q(unit__nama__icontains=q) | Q(nomor_sk__icontains=q))
    if instansi := saring.get("instansi"):
        baris = baris.filter(unit__instansi=instansi)
    if jenis := saring.get("jenis"):
        baris = baris.filter(jenis=jenis)
    return baris


def hitung_predikat(user: User, hari: dt.date) -> dict[str, int]:
    """How many this person may see by state and by what their reports ask: one query."""
    hitung = {f"status_{s.value}": Count("pk", filter=_status(user, s)) for s in StatusPredikat}
    hitung |= {f"laporan_{s.value}": Count("pk", filter=_laporan(user, s, hari)) for s in SaringLaporan}
    return PredikatUnit.objects.visible_to(user).order_by().aggregate(semua=Count("pk"), **hitung)


def instansi_berpredikat(baris: QuerySet[PredikatUnit]) -> QuerySet[Instansi]:
    """Instansi with a predicate among these, for a filter."""
    return Instansi.objects.filter(Exists(baris.filter(unit__instansi=OuterRef("pk")))).order_by("nama")


def dengan_status(baris: Iterable[PredikatUnit], user: User) -> list[PredikatUnit]:
    """Each with ``status_terlihat``, the state as this person may know it."""
    semua = list(baris)
    for p in semua:
        p.status_terlihat = (
            StatusPredikat(p.status) if user.has_perm("evaluation.lihat_klarifikasi", p) else p.status_umum
        )
    return semua


def cari_unit(q: str, user: User) -> list[UnitKerja]:
    """Up to twenty units by name or code, to record a predicate for; not those one works in."""
    if not q:
        return []
    unit = UnitKerja.objects.filter(Q(nama__icontains=q) | Q(kode__iexact=q)).exclude(pk__in=akses(user).unit_ids)
    return list(unit.select_related("instansi").order_by("nama", "pk")[:20])


# One predicate --------------------------------------------------------------------------------------------------------

KATA_AKSI: dict[str, dict[str, object]] = {
    Benda.PREDIKAT: dict(AksiPredikat.choices) | {Jejak.UNGGAH: gettext_lazy("Berkas SK diunggah")},
    Benda.LAPORAN_PREDIKAT: dict(AksiLaporan.choices) | {Jejak.UNGGAH: gettext_lazy("Surat laporan diunggah")},
    Benda.KLARIFIKASI: dict(AksiKlarifikasi.choices),
}
# Steps of a report that are TPI's own work until it is sent.
KERJA_TPI = (Jejak.BUAT, Jejak.UBAH, Jejak.UNGGAH, Jejak.BUANG)
LANGKAH_KLARIFIKASI = (AksiPredikat.MULAI_KLARIFIKASI, AksiPredikat.AKHIRI_KLARIFIKASI)


def laporan_dari(predikat: PredikatUnit, user: User) -> QuerySet[LaporanPredikat]:
    """Its reports that this person may see, newest first."""
    return (
        LaporanPredikat.objects.visible_to(user).filter(predikat=predikat).select_related("dibuat_oleh").order_by("-ke")
    )


def klarifikasi_dari(predikat: PredikatUnit, user: User) -> list[KlarifikasiPredikat]:
    """Its clarifications, newest first, for who may know of them."""
    if not user.has_perm("evaluation.lihat_klarifikasi", predikat):
        return []
    return list(KlarifikasiPredikat.objects.filter(predikat=predikat).order_by("-pk"))


def klarifikasi_menunggu(predikat: PredikatUnit) -> KlarifikasiPredikat | None:
    """The last clarification, when it found the complaint proven and nothing followed yet."""
    terakhir = KlarifikasiPredikat.objects.filter(predikat=predikat).order_by("-pk").first()
    terbukti = terakhir is not None and terakhir.status == "terbukti"
    return terakhir if terbukti and predikat.status == StatusPredikat.DALAM_KLARIFIKASI else None


def laporan_tidak_memenuhi(predikat: PredikatUnit) -> LaporanPredikat | None:
    """The last report that was sent, when it says the unit is no longer what its predicate says."""
    terkirim = [StatusLaporan.DIKIRIM, StatusLaporan.DITERIMA]
    terakhir = LaporanPredikat.objects.filter(predikat=predikat, status__in=terkirim).order_by("-ke").first()
    return terakhir if terakhir is not None and terakhir.masih_memenuhi is False else None


def cerita_predikat(predikat: PredikatUnit, user: User) -> list[dict[str, object]]:
    """What happened to it, its reports and its clarifications, newest first, as far as this person may know."""
    laporan = laporan_dari(predikat, user).values("pk")
    cari = Q(benda=Benda.PREDIKAT, objek_id=predikat.pk)
    cari |= Q(benda=Benda.LAPORAN_PREDIKAT, objek_id__in=laporan) & ~Q(aksi__in=KERJA_TPI)
    if tahu := user.has_perm("evaluation.lihat_klarifikasi", predikat):
        klarifikasi = KlarifikasiPredikat.objects.filter(predikat=predikat).values("pk")
        cari |= Q(benda=Benda.KLARIFIKASI, objek_id__in=klarifikasi)
    baris = RiwayatEvaluasi.objects.filter(cari).select_related("pelaku").order_by("-pk")
    # Its beginning is told by the clarification itself.
    tersembunyi = (AksiPredikat.MULAI_KLARIFIKASI,) if tahu else LANGKAH_KLARIFIKASI
    baris = baris.exclude(benda=Benda.PREDIKAT, aksi__in=tersembunyi)
    return _linimasa(baris)


def cerita_klarifikasi(klarifikasi: KlarifikasiPredikat) -> list[dict[str, object]]:
    """Who asked, who answered what, and what TPN concluded, newest first."""
    baris = RiwayatEvaluasi.objects.filter(benda=Benda.KLARIFIKASI, objek_id=klarifikasi.pk)
    return _linimasa(baris.select_related("pelaku").order_by("-pk"))


def _linimasa(baris: Iterable[RiwayatEvaluasi]) -> list[dict[str, object]]:
    return [
        {
            "judul": KATA_AKSI[r.benda].get(r.aksi) or dict(Jejak.choices).get(r.aksi, r.aksi),
            "oleh": r.pelaku.nama if r.pelaku else _("Portal"),
            "pada": r.pada,
            "alasan": r.alasan,
            "kini": nomor == 0,
        }
        for nomor, r in enumerate(baris)
    ]


# The public -----------------------------------------------------------------------------------------------------------


def publik_table(saring: Mapping[str, object]) -> QuerySet[PredikatUnit]:
    """What the SK say, for everybody, newest first. A clarification is nobody's business before it has ended."""
    baris = PredikatUnit.objects.all()
    if q := saring.get("q"):
        baris = baris.filter(
            Q(unit__nama__icontains=q) | Q(unit__instansi__nama__icontains=q) | Q(nomor_sk__icontains=q)
        )
    baris = _disaring(baris, {k: v for k, v in saring.items() if k != "q"})
    if status := saring.get("status"):
        baris = baris.filter(aktif=True) if status == StatusPredikat.AKTIF else baris.filter(status=status)
    return baris.select_related("unit__instansi").order_by("-tanggal_sk", "-pk")


def publik_unit(unit_id: int) -> list[PredikatUnit]:
    """All predicates a unit was ever awarded, newest first. One query."""
    return list(
        PredikatUnit.objects.filter(unit=unit_id).select_related("unit__instansi").order_by("-tanggal_sk", "-pk")
    )
