"""Who may do what with the organisation. Deny by default; registered once, asked with ``has_perm``."""

from __future__ import annotations

import rules
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from units.enums import Peran
from units.models import Instansi, Keanggotaan, UnitKerja, User
from units.selectors import akses


def _instansi_id(obj: Instansi | UnitKerja | Keanggotaan | None) -> int | None:
    match obj:
        case Instansi():
            return obj.pk
        case UnitKerja():
            return obj.instansi_id
        case Keanggotaan(unit=UnitKerja() as unit):
            return unit.instansi_id
        case Keanggotaan():
            return obj.instansi_id
    return None


@rules.predicate
def is_admin_platform(user: User) -> bool:
    return akses(user).punya_nasional(Peran.ADMIN_PLATFORM)


@rules.predicate
def is_admin_of(user: User, obj: Instansi | UnitKerja | Keanggotaan | None) -> bool:
    """Admin of the instansi this thing belongs to; without a thing: of any instansi."""
    milik = akses(user).instansi_sebagai(Peran.ADMIN_INSTANSI)
    return bool(milik) if obj is None else _instansi_id(obj) in milik


@rules.predicate
def is_admin_seluruh_peran(user: User, pegawai: User | None) -> bool:
    """Every role this person still holds lies inside the admin's own instansi.

    Whoever may set a new password may act as that person, so an admin of one instansi must not get
    at somebody who also serves another instansi, TPN or the platform.
    """
    milik = akses(user).instansi_sebagai(Peran.ADMIN_INSTANSI)
    if pegawai is None or pegawai.is_staff or not milik:
        return False
    berlaku = Keanggotaan.objects.filter(user=pegawai).exclude(selesai__lte=timezone.localdate())
    lingkup = set(berlaku.values_list(Coalesce("instansi", "unit__instansi"), flat=True))
    pernah = Keanggotaan.objects.filter(user=pegawai).filter(Q(instansi__in=milik) | Q(unit__instansi__in=milik))
    return lingkup <= milik and pernah.exists()


rules.add_perm("units.kelola_akun", is_admin_seluruh_peran | is_admin_platform)
rules.add_perm("units.kelola_pegawai", is_admin_of | is_admin_platform)
rules.add_perm("units.kelola_platform", is_admin_platform)
