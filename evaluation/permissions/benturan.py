"""Who declares a conflict of interest, who records or withdraws one. Which rows one sees: ``visible_to``."""

from __future__ import annotations

import rules

from evaluation.enums import Lapis
from evaluation.models import BenturanKepentingan
from evaluation.permissions.dasar import is_orang_tpi, is_pengatur_tugas
from units.enums import PERAN_TPI_PENGARAH, Peran
from units.models import User
from units.selectors import akses, unit_milik_sendiri


@rules.predicate
def is_pemimpin_penyata(user: User, benturan: BenturanKepentingan) -> bool:
    """Leads those as whom the person declared it: TPI of the unit's instansi, or TPN."""
    if benturan.lapis == Lapis.TPN:
        return akses(user).punya_nasional(Peran.TPN_ADMIN)
    return benturan.unit.instansi_id in akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH)


@rules.predicate
def is_tentang_orang_lain(user: User, benturan: BenturanKepentingan) -> bool:
    """Nobody frees themselves, nor decides who may assess the unit they work in."""
    return benturan.user_id != user.pk and benturan.unit_id not in unit_milik_sendiri(user)


@rules.predicate
def is_berlaku(user: User, benturan: BenturanKepentingan) -> bool:
    return benturan.dicabut_pada is None


rules.add_perm("evaluation.nyatakan_benturan", is_orang_tpi)
rules.add_perm("evaluation.catat_benturan", is_pengatur_tugas)
rules.add_perm("evaluation.pimpin_benturan", is_pemimpin_penyata & is_tentang_orang_lain)
rules.add_perm("evaluation.cabut_benturan", is_pemimpin_penyata & is_tentang_orang_lain & is_berlaku)
