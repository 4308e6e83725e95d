"""Who is kept away from which unit, and why: own unit, former unit within a year, a declared conflict, and for TPI and
TPN the units one judges for their parent unit.

The one place that knows; permissions, lists, assignments and services ask here, TPI's and TPN's alike.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone

from evaluation.enums import Lapis
from evaluation.enums.benturan import Sebab
from evaluation.models import (
    BenturanKepentingan,
    LembarKerjaEvaluasi,
    Musim,
    PenilaianPendahuluan,
    PenugasanTPI,
    UnitTim,
)
from units.enums import PERAN_UNIT, Peran
from units.models import Keanggotaan, Pendampingan, UnitKerja, User
from units.selectors import unit_milik_sendiri

# How long one's former unit, and a unit one guided, still count (practice of internal audit: one year).
MASA_TENANG = dt.timedelta(days=365)
_SETIAP_MUSIM = 0  # no season has this id


@dataclass(frozen=True, slots=True)
class Blokir:
    """Units closed to one person: ``tetap`` in every season, ``menurut_musim`` as (unit, season)."""

    tetap: frozenset[int]
    menurut_musim: frozenset[tuple[int, int]]

    def kena(self, unit_id: int, musim_id: int) -> bool:
        return unit_id in self.tetap or (unit_id, musim_id) in self.menurut_musim

    @property
    def q(self) -> Q:
        """Rows with ``unit`` and ``musim`` that are closed to the person."""
        hasil = Q(unit__in=self.tetap)
        for musim_id in {m for _u, m in self.menurut_musim}:
            hasil |= Q(musim=musim_id, unit__in={u for u, m in self.menurut_musim if m == musim_id})
        return hasil


def mantan() -> QuerySet[Keanggotaan]:
    """Roles in a unit that were in force and ended within the last year."""
    hari_ini = timezone.localdate()
    bekas = Keanggotaan.objects.filter(peran__in=sorted(PERAN_UNIT), selesai__lte=hari_ini)
    return bekas.filter(selesai__gt=hari_ini - MASA_TENANG).filter(selesai__gt=F("mulai"))


def penilai_berlaku() -> QuerySet[Keanggotaan]:
    """Roles by which somebody judges the units under one, in force today."""
    return Keanggotaan.objects.aktif().filter(peran=Peran.PENILAI_PENDAHULUAN)


def hitung_blokir(user: User, *, sebagai_penilai: bool = False) -> Blokir:
    """As of now: one query besides that of the roles. ``sebagai_penilai``: for who judges for the parent unit, whom
    that very role does not keep away."""
    if not user.is_authenticated:
        return Blokir(frozenset(), frozenset())
    bekas = mantan().filter(user=user).order_by().values_list("unit_id", Value(_SETIAP_MUSIM))
    nyata = BenturanKepentingan.objects.mengikat().filter(user=user).order_by().values_list("unit_id", "musim_id")
    sumber = [nyata]
    if not sebagai_penilai:
        bawahan = UnitKerja.objects.filter(induk__keanggotaan__in=penilai_berlaku().filter(user=user))
        sumber.append(bawahan.order_by().values_list("pk", Value(_SETIAP_MUSIM)))
        # The role may have ended since; what they concluded on stays judged by them.
        putus = PenilaianPendahuluan.objects.filter(oleh=user)
        sumber.append(putus.order_by().values_list("lke__unit_id", "lke__musim_id"))
    baris = set(bekas.union(*sumber))
    tetap = frozenset(u for u, m in baris if m == _SETIAP_MUSIM) | unit_milik_sendiri(user)
    return Blokir(tetap, frozenset(b for b in baris if b[1] != _SETIAP_MUSIM))


def blokir(user: User) -> Blokir:
    """``hitung_blokir``, remembered on the user, who lives for one request: a whole list asks once."""
    if (ada := getattr(user, "_blokir", None)) is None:
        ada = user._blokir = hitung_blokir(user)
    return ada


def blokir_penilai(user: User) -> Blokir:
    """The same for who judges for the parent unit."""
    if (ada := getattr(user, "_blokir_penilai", None)) is None:
        ada = user._blokir_penilai = hitung_blokir(user, sebagai_penilai=True)
    return ada


def unit_terblokir(user: User, musim: Musim | None = None) -> frozenset[int]:
    """Ids of the units this person may not assess in a season; without one: in any."""
    b = blokir(user)
    return b.tetap | {u for u, m in b.menurut_musim if musim is None or m == musim.pk}


def _menyatakan_atau_mantan(lke: LembarKerjaEvaluasi) -> Q:
    """Who declared a conflict with the sheet's unit this season, or left the unit."""
    nyata = BenturanKepentingan.objects.mengikat().filter(unit=lke.unit_id, musim=lke.musim_id).values("user")
    return Q(pk__in=nyata) | Q(pk__in=mantan().filter(unit=lke.unit_id).values("user"))


def _orang_unit_kini(lke: LembarKerjaEvaluasi) -> Q:
    kini = Keanggotaan.objects.aktif().filter(unit=lke.unit_id, peran__in=sorted(PERAN_UNIT))
    return Q(pk__in=kini.values("user"))


def orang_terhalang_menilai(lke: LembarKerjaEvaluasi) -> QuerySet[User]:
    """Who may not judge this sheet, whatever their role: its unit's people, who left it, who declared a conflict."""
    return User.objects.filter(_menyatakan_atau_mantan(lke) | _orang_unit_kini(lke))


def orang_terblokir(lke: LembarKerjaEvaluasi) -> QuerySet[User]:
    """Who is kept from this sheet by a declaration, as somebody who left the unit or as who judges it for the parent
    unit. Its present people are not among them: they see the sheet as the unit's."""
    penilai = penilai_berlaku().filter(unit__bawahan=lke.unit_id).values("user")
    putus = PenilaianPendahuluan.objects.filter(lke=lke).values("oleh")
    halang = _menyatakan_atau_mantan(lke) | Q(pk__in=penilai) | Q(pk__in=putus)
    return User.objects.filter(halang).exclude(_orang_unit_kini(lke))


def sebab_blokir(orang: Collection[int], musim: Musim) -> dict[tuple[int, int], Sebab]:
    """Why, for many people at once: (person, unit) → cause. Five queries however many."""
    hasil: dict[tuple[int, int], Sebab] = {}
    nyata = BenturanKepentingan.objects.mengikat().filter(user__in=orang, musim=musim)
    for kunci in nyata.order_by().values_list("user_id", "unit_id"):
        hasil[kunci] = Sebab.DINYATAKAN
    for kunci in mantan().filter(user__in=orang).order_by().values_list("user_id", "unit_id"):
        hasil[kunci] = Sebab.MANTAN
    putus = PenilaianPendahuluan.objects.filter(oleh__in=orang, lke__musim=musim)
    for kunci in putus.order_by().values_list("oleh_id", "lke__unit_id"):
        hasil[kunci] = Sebab.PENILAI
    penilai = penilai_berlaku().filter(user__in=orang, unit__bawahan__isnull=False)
    for kunci in penilai.order_by().values_list("user_id", "unit__bawahan"):
        hasil[kunci] = Sebab.PENILAI
    sendiri = Keanggotaan.objects.aktif().filter(user__in=orang, peran__in=sorted(PERAN_UNIT))
    for kunci in sendiri.order_by().values_list("user_id", "unit_id"):
        hasil[kunci] = Sebab.SENDIRI
    return hasil


def unit_didampingi(orang: Collection[int]) -> dict[int, frozenset[int]]:
    """Units each person guided within the last year, by person: worth a warning, not a bar. One query."""
    kini = timezone.now()
    baris = Pendampingan.objects.filter(
        petugas__in=orang, dibatalkan=False, dihapus_pada=None, mulai__lte=kini, mulai__gt=kini - MASA_TENANG
    )
    hasil: dict[int, set[int]] = {}
    for user_id, unit_id in baris.order_by().values_list("petugas", "unit_id").distinct():
        hasil.setdefault(user_id, set()).add(unit_id)
    return {user_id: frozenset(unit) for user_id, unit in hasil.items()}


# As pages show it -----------------------------------------------------------------------------------------------------


def _unit_dinilai(user: User, musim: Musim) -> QuerySet[UnitKerja]:
    """Units the person is to assess in a season: assigned to them, or of a team they are in."""
    tugas = PenugasanTPI.objects.filter(user=user, musim=musim).values("unit")
    tim = UnitTim.objects.filter(musim=musim, tim__anggota__user=user).values("unit")
    return UnitKerja.objects.filter(Q(pk__in=tugas) | Q(pk__in=tim))


def banyak_belum_dinyatakan(user: User, musim: Musim) -> int:
    """How many of them the person has not declared on; where a role in the unit bars them, nothing is owed. One query
    besides that of ``blokir``."""
    sudah = BenturanKepentingan.objects.berlaku().filter(user=user, musim=musim).values("unit")
    return _unit_dinilai(user, musim).exclude(pk__in=sudah).exclude(pk__in=blokir(user).tetap).count()


@dataclass(frozen=True, slots=True)
class UnitDinyatakan:
    """One unit on the person's own page: what they declared, what bars them by itself, whether they guided it."""

    unit: UnitKerja
    benturan: BenturanKepentingan | None
    otomatis: Sebab | None
    didampingi: bool

    @property
    def terbuka(self) -> bool:
        """Still to be declared on, or a "none" that may become a conflict."""
        return self.otomatis is None and (self.benturan is None or not self.benturan.ada)


def unit_dinyatakan(user: User, musim: Musim) -> list[UnitDinyatakan]:
    """The person's units of a season, undeclared ones first: six queries however many."""
    nyata = {
        b.unit_id: b
        for b in BenturanKepentingan.objects.berlaku()
        .filter(user=user, musim=musim, lapis=Lapis.TPI)
        .select_related("dinyatakan_oleh")
    }
    unit = UnitKerja.objects.filter(Q(pk__in=_unit_dinilai(user, musim).values("pk")) | Q(pk__in=nyata))
    sebab = sebab_blokir([user.pk], musim)
    dampingan = unit_didampingi([user.pk]).get(user.pk, frozenset())
    otomatis = {u: s for (_p, u), s in sebab.items() if s != Sebab.DINYATAKAN}
    baris = [
        UnitDinyatakan(u, nyata.get(u.pk), otomatis.get(u.pk), u.pk in dampingan)
        for u in unit.select_related("instansi").order_by("nama", "pk")
    ]
    return sorted(baris, key=lambda b: (not b.terbuka, b.benturan is not None))


@dataclass(frozen=True, slots=True)
class PenilaiBerbenturan:
    """An assessor of an instansi: how many units they are to assess, on how many they declared nothing, and which
    units a role bars them from."""

    user: User
    ditugaskan: int
    belum: int
    otomatis: tuple[tuple[UnitKerja, Sebab], ...]


def penilai_berbenturan(user: User, orang: QuerySet[User], musim: Musim) -> list[PenilaiBerbenturan]:
    """These assessors as their lead sees them, without what concerns the unit the lead works in. Seven queries."""
    daftar = list(orang)
    dinilai: dict[int, set[int]] = {o.pk: set() for o in daftar}
    for user_id, unit_id in PenugasanTPI.objects.filter(musim=musim, user__in=daftar).values_list("user_id", "unit_id"):
        dinilai[user_id].add(unit_id)
    tim = UnitTim.objects.filter(musim=musim, tim__anggota__user__in=daftar)
    for user_id, unit_id in tim.order_by().values_list("tim__anggota__user_id", "unit_id"):
        if user_id in dinilai:
            dinilai[user_id].add(unit_id)
    sudah = set(
        BenturanKepentingan.objects.berlaku().filter(musim=musim, user__in=daftar).values_list("user_id", "unit_id")
    )
    otomatis: dict[int, list[tuple[int, Sebab]]] = {}
    for (user_id, unit_id), sebab in sebab_blokir(list(dinilai), musim).items():
        if sebab != Sebab.DINYATAKAN and unit_id not in unit_milik_sendiri(user):
            otomatis.setdefault(user_id, []).append((unit_id, sebab))
    unit = UnitKerja.objects.in_bulk({u for baris in otomatis.values() for u, _s in baris})
    return [
        PenilaiBerbenturan(
            user=o,
            ditugaskan=len(dinilai[o.pk]),
            belum=sum((o.pk, u) not in sudah and u not in dict(otomatis.get(o.pk, ())) for u in dinilai[o.pk]),
            otomatis=tuple((unit[u], s) for u, s in otomatis.get(o.pk, ())),
        )
        for o in daftar
    ]
