"""Who may do what with the organisation. Deny by default; registered once, asked with ``has_perm``."""

from __future__ import annotations

import rules

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


rules.add_perm("units.kelola_pegawai", is_admin_of | is_admin_platform)
rules.add_perm("units.kelola_platform", is_admin_platform)
