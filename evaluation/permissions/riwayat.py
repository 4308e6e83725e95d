"""Who reads and takes away the history of a sheet and of an instansi."""

from __future__ import annotations

import rules

from evaluation.permissions.dasar import is_admin_instansi, is_auditor, is_bukan_unit_sendiri, is_tpi_pengarah
from units.enums import PERAN_TPI_PENGARAH, Peran
from units.models import Instansi, User
from units.selectors import akses

# Who follows everything that happens in an instansi.
PERAN_PENELUSUR = PERAN_TPI_PENGARAH | {Peran.ADMIN_INSTANSI, Peran.AUDITOR}


@rules.predicate
def is_penelusur(user: User, instansi: Instansi | None) -> bool:
    """Reads the whole history of this instansi; without one: of any."""
    milik = akses(user).instansi_sebagai(*PERAN_PENELUSUR)
    return bool(milik) if instansi is None else instansi.pk in milik


rules.add_perm("evaluation.riwayat_instansi", is_penelusur)
# What TPI keeps to itself around a sheet, and the file of its history. Who works in the unit reads with the unit.
rules.add_perm("evaluation.telusur_lke", (is_tpi_pengarah | is_admin_instansi | is_auditor) & is_bukan_unit_sendiri)
