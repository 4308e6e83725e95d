"""Who keeps notes ready for use, and who changes one. Which rows one reads: ``visible_to``."""

from __future__ import annotations

import rules

from evaluation.models import CatatanSiap
from evaluation.permissions.dasar import is_orang_tpi, is_tpn
from units.models import User

is_penyimpan = is_orang_tpi | is_tpn


@rules.predicate
def is_pemilik_catatan(user: User, catatan: CatatanSiap) -> bool:
    return catatan.pemilik_id == user.pk


rules.add_perm("evaluation.catatan_siap", is_penyimpan)
rules.add_perm("evaluation.ubah_catatan_siap", is_pemilik_catatan & is_penyimpan)
