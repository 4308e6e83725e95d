"""Teams of TPI as pages show them, and how units could be divided evenly among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import Status
from evaluation.enums.benturan import Sebab
from evaluation.enums.riwayat import Benda
from evaluation.enums.tim_tpi import JENIS_SK, PERAN_KEDUDUKAN, Kedudukan
from evaluation.models import (
    AnggotaTimTPI,
    BerkasEvaluasi,
    LembarKerjaEvaluasi,
    Musim,
    PenugasanTPI,
    RiwayatEvaluasi,
    TimTPI,
    UnitTim,
)
from evaluation.selectors.benturan import sebab_blokir, unit_didampingi
from evaluation.selectors.berkas import berkas_banyak
from units.enums import PERAN_TPI, PERAN_TPI_PENGARAH, Peran
from units.models import Instansi, Keanggotaan, UnitKerja, User
from units.selectors import akses, anggota, unit_milik_sendiri

URUT_KEDUDUKAN = {k: n for n, k in enumerate(Kedudukan)}


@dataclass(frozen=True, slots=True)
class Orang:
    """A person in a team: their place, how many units they are to assess, and whether their role still stands."""

    user: User
    kedudukan: Kedudukan
    beban: int
    aktif: bool


@dataclass(frozen=True, slots=True)
class KeadaanTim:
    """A team with its people, the number of its units, its SK file, and what is wrong with the SK."""

    tim: TimTPI
    orang: tuple[Orang, ...]
    jumlah_unit: int
    sk: BerkasEvaluasi | None
    awas: tuple[str, ...]

    @property
    def anggota(self) -> tuple[Orang, ...]:
        return tuple(o for o in self.orang if o.kedudukan == Kedudukan.ANGGOTA)

    @property
    def penilai(self) -> tuple[Orang, ...]:
        """Members who can be assigned now."""
        return tuple(o for o in self.anggota if o.aktif)


def keadaan_tim(tim: QuerySet[TimTPI]) -> list[KeadaanTim]:
    """Teams as lists show them, in five queries however many."""
    anggota = AnggotaTimTPI.objects.select_related("user").order_by("user__nama", "pk")
    daftar = list(
        tim.select_related("instansi", "musim")
        .prefetch_related(Prefetch("anggota", queryset=anggota, to_attr="susunan"))
        .annotate(jumlah_unit=Count("unit_tim"))
        .order_by("instansi__nama", "nama", "pk")
    )
    orang = {a.user_id for t in daftar for a in t.susunan}
    beban = _beban(orang, {t.musim_id for t in daftar})
    aktif = Keanggotaan.objects.aktif().filter(user__in=orang, peran__in=sorted(PERAN_TPI), user__is_active=True)
    peran = set(aktif.order_by().values_list("user_id", "instansi_id", "peran"))
    berkas = berkas_banyak(Benda.TIM_TPI, [t.pk for t in daftar])
    return [_keadaan(t, beban, peran, berkas.get(t.pk, [])) for t in daftar]


def _beban(orang: Collection[int], musim: Collection[int]) -> dict[tuple[int, int], int]:
    """(person, season) → units they are to assess."""
    tugas = PenugasanTPI.objects.filter(user__in=orang, musim__in=musim).order_by()
    return {(u, m): n for u, m, n in tugas.values_list("user_id", "musim_id").annotate(n=Count("pk"))}


def _keadaan(
    tim: TimTPI,
    beban: Mapping[tuple[int, int], int],
    peran: Collection[tuple[int, int, str]],
    berkas: list[BerkasEvaluasi],
) -> KeadaanTim:
    orang = [
        Orang(
            user=a.user,
            kedudukan=Kedudukan(a.kedudukan),
            beban=beban.get((a.user_id, tim.musim_id), 0),
            aktif=(a.user_id, tim.instansi_id, PERAN_KEDUDUKAN[Kedudukan(a.kedudukan)]) in peran,
        )
        for a in tim.susunan
    ]
    orang.sort(key=lambda o: URUT_KEDUDUKAN[o.kedudukan])
    sk = next((b for b in berkas if b.jenis == JENIS_SK), None)
    hari_ini = timezone.localdate(timezone=tim.instansi.tz)
    return KeadaanTim(tim, tuple(orang), tim.jumlah_unit, sk, tuple(awas_sk(tim, sk, hari_ini)))


def awas_sk(tim: TimTPI, sk: BerkasEvaluasi | None, hari_ini: dt.date) -> list[str]:
    """What is wrong with the SK of a team, in sentences."""
    kurang = [
        nama for nama, ada in ((_("nomor"), tim.nomor_sk), (_("tanggal"), tim.tanggal_sk), (_("berkas"), sk)) if not ada
    ]
    awas = [_("SK belum lengkap: %(kurang)s.") % {"kurang": ", ".join(kurang)}] if kurang else []
    if tim.sk_berakhir(hari_ini):
        awas.append(_("Masa berlaku SK sudah berakhir."))
    return awas


def tim_terlihat(user: User, musim: Musim) -> QuerySet[TimTPI]:
    return TimTPI.objects.visible_to(user).filter(musim=musim)


def instansi_bertim(user: User) -> QuerySet[Instansi]:
    """Instansi whose teams this person keeps."""
    pengatur = akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI)
    return Instansi.objects.filter(pk__in=pengatur).order_by("nama")


def unit_tanpa_tim(instansi: Collection[int] | QuerySet[Instansi], musim: Musim) -> QuerySet[UnitKerja]:
    bertim = UnitTim.objects.filter(musim=musim).values("unit")
    return UnitKerja.objects.filter(instansi__in=instansi, aktif=True).exclude(pk__in=bertim).order_by("nama", "pk")


def calon_anggota(instansi: Instansi, kedudukan: str) -> QuerySet[User]:
    """Who may take this place: active people with its role in the instansi."""
    return anggota(PERAN_KEDUDUKAN[Kedudukan(kedudukan)], instansi=instansi).order_by("nama", "pk")


@dataclass(frozen=True, slots=True)
class UnitDiTim:
    """A unit of a team: its sheet's state ("" before the first submission), who assesses it, whom a conflict keeps
    away (with the cause), who guided it."""

    unit: UnitKerja
    status: str
    label: str
    penilai: tuple[User, ...]
    terhalang: tuple[tuple[User, Sebab], ...] = ()
    pendamping: tuple[User, ...] = ()


def unit_di_tim(keadaan: KeadaanTim, pembaca: User) -> list[UnitDiTim]:
    """The team's units by name, in seven queries however many. Of conflicts with a unit they work in themselves, who
    reads it learns nothing."""
    tim = keadaan.tim
    unit = list(UnitKerja.objects.filter(tim_tpi__tim=tim).order_by("nama", "pk"))
    status = dict(
        LembarKerjaEvaluasi.objects.filter(unit__in=unit, musim=tim.musim_id, diajukan_pada__isnull=False)
        .exclude(status=Status.DRAF)
        .order_by()
        .values_list("unit_id", "status")
    )
    penilai: dict[int, list[User]] = {}
    for tugas in PenugasanTPI.objects.filter(unit__in=unit, musim=tim.musim_id).select_related("user"):
        penilai.setdefault(tugas.unit_id, []).append(tugas.user)
    orang = {o.user.pk: o.user for o in keadaan.orang}
    tutup = sebab_blokir(list(orang), tim.musim)
    dampingan = unit_didampingi(list(orang))
    return [
        UnitDiTim(
            unit=u,
            status=status.get(u.pk, ""),
            label=Status(status[u.pk]).label if u.pk in status else "",
            penilai=tuple(penilai.get(u.pk, ())),
            terhalang=()
            if u.pk in unit_milik_sendiri(pembaca)
            else tuple((o, tutup[pk, u.pk]) for pk, o in orang.items() if (pk, u.pk) in tutup),
            pendamping=tuple(o for pk, o in orang.items() if u.pk in dampingan.get(pk, ())),
        )
        for u in unit
    ]


# Dividing evenly ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisBagi:
    """One unit of a division: the team it would go to and that team's load before and after, or why to none."""

    unit: UnitKerja
    tim: TimTPI | None = None
    sebelum: int = 0
    sesudah: int = 0
    alasan: tuple[str, ...] = ()
    pendamping: tuple[User, ...] = ()


@dataclass(frozen=True, slots=True)
class Pembagian:
    """A division of units among teams; ``beban`` lists each team with its units before and after."""

    baris: tuple[BarisBagi, ...]
    beban: tuple[tuple[TimTPI, int, int], ...] = field(default=())

    @property
    def terbagi(self) -> tuple[BarisBagi, ...]:
        return tuple(b for b in self.baris if b.tim is not None)

    @property
    def tersisa(self) -> tuple[BarisBagi, ...]:
        return tuple(b for b in self.baris if b.tim is None)


def bagi_rata(
    instansi: Instansi, musim: Musim, unit: Collection[int] | None = None, *, pembaca: User | None = None
) -> Pembagian:
    """Units without a team (only ``unit`` when given), each to the team with the fewest units in which nobody has a
    conflict with it. The same data give the same division. Nine queries however many. Whose conflict stood in the way
    of the unit they work in themselves, who reads it (``pembaca``) does not learn."""
    rahasia = unit_milik_sendiri(pembaca) if pembaca else frozenset()
    bebas = unit_tanpa_tim([instansi.pk], musim)
    daftar = list(bebas if unit is None else bebas.filter(pk__in=unit))
    keadaan = keadaan_tim(TimTPI.objects.hidup().filter(instansi=instansi, musim=musim))
    orang = {o.user.pk for k in keadaan for o in k.orang}
    tutup, dampingan = sebab_blokir(orang, musim), unit_didampingi(orang)
    awal = {k.tim.pk: k.jumlah_unit for k in keadaan}
    kini = dict(awal)
    baris = []
    for satu in daftar:
        bisa, alasan = [], []
        for k in keadaan:
            halangan = _halangan(k, satu, tutup, rahasia)
            if halangan:
                alasan.append(f"{k.tim}: {halangan}")
            else:
                bisa.append(k)
        if not bisa:
            baris.append(BarisBagi(satu, alasan=tuple(alasan) or (_("Belum ada tim."),)))
            continue
        pilih = min(bisa, key=lambda k: (kini[k.tim.pk], k.tim.nama, k.tim.pk))
        kini[pilih.tim.pk] += 1
        sesudah = kini[pilih.tim.pk]
        pendamping = tuple(o.user for o in pilih.orang if satu.pk in dampingan.get(o.user.pk, ()))
        baris.append(BarisBagi(satu, pilih.tim, sesudah - 1, sesudah, tuple(alasan), pendamping))
    beban = tuple((k.tim, awal[k.tim.pk], kini[k.tim.pk]) for k in keadaan)
    return Pembagian(tuple(baris), beban)


def _halangan(
    keadaan: KeadaanTim, unit: UnitKerja, tutup: Mapping[tuple[int, int], Sebab], rahasia: Collection[int]
) -> str:
    if not keadaan.penilai:
        return _("belum ada anggota yang aktif")
    for o in keadaan.orang:
        if (sebab := tutup.get((o.user.pk, unit.pk))) is not None:
            return _("tidak dapat menilai unit ini") if unit.pk in rahasia else f"{o.user} {sebab.label}"
    return ""


# History --------------------------------------------------------------------------------------------------------------


def riwayat_penugasan(user: User, musim: Musim) -> QuerySet[RiwayatEvaluasi]:
    """What happened to teams and assignments of the instansi this person keeps, the last first; without the
    assignments to a unit they work in, whose reasons are not for its people."""
    benda = [Benda.TIM_TPI, Benda.PENUGASAN]
    baris = RiwayatEvaluasi.objects.filter(instansi__in=instansi_bertim(user), musim=musim, benda__in=benda)
    baris = baris.exclude(unit__in=unit_milik_sendiri(user))
    return baris.select_related("pelaku", "unit").order_by("-pk")


def riwayat_tim(tim: TimTPI) -> QuerySet[RiwayatEvaluasi]:
    baris = RiwayatEvaluasi.objects.filter(benda=Benda.TIM_TPI, objek_id=tim.pk)
    return baris.select_related("pelaku").order_by("-pk")
