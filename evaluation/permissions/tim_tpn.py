"""Who of TPN works on which instansi: the members of the team it was given to, and TPN's admin."""

from __future__ import annotations

import rules

from evaluation.models import LembarKerjaEvaluasi
from evaluation.selectors.tim_tpn import instansi_sendiri, tim_instansi
from units.enums import PERAN_TPN, Peran
from units.models import User
from units.selectors import akses


def _berhak(user: User, lke: LembarKerjaEvaluasi, *, tanpa_tim: bool) -> bool:
    """TPN's admin, or a member of the team the instansi was given to this season; ``tanpa_tim`` is what holds for the
    other members while it was given to none."""
    a = akses(user)
    if a.punya_nasional(Peran.TPN_ADMIN):
        return True
    return a.punya_nasional(*PERAN_TPN) and tim_instansi(user).get((lke.unit.instansi_id, lke.musim_id), tanpa_tim)


@rules.predicate
def is_tim_tpn(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """Works on the sheet ("berhak")."""
    return _berhak(user, lke, tanpa_tim=False)


@rules.predicate
def is_pembaca_tpn(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """Reads what TPN works on: as above, and every member while the instansi has no team."""
    return _berhak(user, lke, tanpa_tim=True)


@rules.predicate
def is_bukan_instansi_sendiri(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """Nobody of TPN evaluates the instansi they belong to."""
    return lke.unit.instansi_id not in instansi_sendiri(user)


@rules.predicate
def is_pengatur_tpn(user: User) -> bool:
    return akses(user).punya_nasional(Peran.TPN_ADMIN)


rules.add_perm("evaluation.kelola_tim_tpn", is_pengatur_tpn)
