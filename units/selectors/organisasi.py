"""What a person's memberships give them, read once per request."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from units.enums import LINGKUP_PERAN, PERAN_UNIT, Lingkup, Peran
from units.models import Instansi, Keanggotaan, UnitKerja, User
from zi_portal.common import sql


@dataclass(frozen=True, slots=True)
class Akses:
    """The active roles of one person: ``unit`` and ``instansi`` map a role to ids, ``nasional`` is a set of roles."""

    unit: dict[str, frozenset[int]] = field(default_factory=dict)
    instansi: dict[str, frozenset[int]] = field(default_factory=dict)
    nasional: frozenset[str] = frozenset()

    @property
    def unit_ids(self) -> frozenset[int]:
        """Units the person works in; to judge the units under one (penilai pendahuluan) is not to work in it."""
        return self.unit_sebagai(*PERAN_UNIT)

    @property
    def instansi_ids(self) -> frozenset[int]:
        return frozenset().union(*self.instansi.values())

    @property
    def peran(self) -> frozenset[str]:
        return frozenset(self.unit) | frozenset(self.instansi) | self.nasional

    def unit_sebagai(self, *peran: str) -> frozenset[int]:
        """Ids of the units in which the person holds one of these roles."""
        return frozenset().union(*(self.unit.get(p, ()) for p in peran))

    def instansi_sebagai(self, *peran: str) -> frozenset[int]:
        """Ids of the instansi in which the person holds one of these roles."""
        return frozenset().union(*(self.instansi.get(p, ()) for p in peran))

    def punya_nasional(self, *peran: str) -> bool:
        return not self.nasional.isdisjoint(peran)


# ``Keanggotaan.objects.aktif()`` of one person. Every request asks it, and the ORM would take five times as long.
_SQL_AKSES = """
    SELECT peran, unit_id, instansi_id FROM units_keanggotaan
    WHERE user_id = %s AND mulai <= %s AND (selesai IS NULL OR selesai > %s)
"""


def akses(user: User) -> Akses:
    """Active roles of ``user``: one query, remembered on the user object, which lives for one request."""
    if not user.is_authenticated or not user.is_active:
        return Akses()
    # getattr, as request.user is a lazy wrapper whose own __dict__ never holds it.
    if (ada := getattr(user, "_akses", None)) is not None:
        return ada
    unit: dict[str, set[int]] = {}
    instansi: dict[str, set[int]] = {}
    nasional: set[str] = set()
    hari_ini = timezone.localdate()
    for peran, unit_id, instansi_id in sql.baca((_SQL_AKSES, [user.pk, hari_ini, hari_ini])):
        match LINGKUP_PERAN[peran]:
            case Lingkup.UNIT:
                unit.setdefault(peran, set()).add(unit_id)
            case Lingkup.INSTANSI:
                instansi.setdefault(peran, set()).add(instansi_id)
            case Lingkup.NASIONAL:
                nasional.add(peran)
    user._akses = Akses(
        {p: frozenset(ids) for p, ids in unit.items()},
        {p: frozenset(ids) for p, ids in instansi.items()},
        frozenset(nasional),
    )
    return user._akses


def anggota(*peran: str, unit: UnitKerja | None = None, instansi: Instansi | None = None) -> QuerySet[User]:
    """Active people who hold one of the roles in this unit, this instansi, or nationally when neither is given."""
    aktif = Keanggotaan.objects.aktif().filter(peran__in=peran)
    if unit is not None:
        aktif = aktif.filter(unit=unit)
    elif instansi is not None:
        aktif = aktif.filter(instansi=instansi)
    else:
        aktif = aktif.filter(unit=None, instansi=None)
    return User.objects.filter(is_active=True, pk__in=aktif.values("user"))


def orang_unit(unit: UnitKerja) -> QuerySet[User]:
    """Everybody who works in the unit."""
    return anggota(*PERAN_UNIT, unit=unit)


def unit_milik_sendiri(user: User) -> frozenset[int]:
    """Units the person works in: nobody scores their own (design §5)."""
    return akses(user).unit_ids


def pegawai_table(user: User) -> QuerySet[User]:
    """People an admin may manage: those of their instansi; everybody for the platform admin."""
    a = akses(user)
    if a.punya_nasional(Peran.ADMIN_PLATFORM):
        return User.objects.annotate(jumlah_peran=Count("keanggotaan"))
    instansi = a.instansi_sebagai(Peran.ADMIN_INSTANSI)
    lingkup = Q(keanggotaan__instansi__in=instansi) | Q(keanggotaan__unit__instansi__in=instansi)
    return User.objects.filter(lingkup).annotate(jumlah_peran=Count("keanggotaan", distinct=True)).distinct()


def keanggotaan_dikelola(user: User) -> QuerySet[Keanggotaan]:
    """Memberships an admin may see and end: those inside their instansi; all of them for the platform admin."""
    a = akses(user)
    baris = Keanggotaan.objects.select_related("unit", "instansi", "user")
    if a.punya_nasional(Peran.ADMIN_PLATFORM):
        return baris
    milik = a.instansi_sebagai(Peran.ADMIN_INSTANSI)
    return baris.filter(Q(instansi__in=milik) | Q(unit__instansi__in=milik))


def instansi_dikelola(user: User) -> QuerySet[Instansi]:
    """Instansi whose people this admin looks after."""
    a = akses(user)
    if a.punya_nasional(Peran.ADMIN_PLATFORM):
        return Instansi.objects.all()
    return Instansi.objects.filter(pk__in=a.instansi_sebagai(Peran.ADMIN_INSTANSI))
