"""Who keeps the seasons: TPN's admin and the admin of the platform. Everybody else only lives by them."""

from __future__ import annotations

import rules

from evaluation.enums.musim import StatusMusim
from evaluation.models import Musim
from units.enums import Peran
from units.models import User
from units.selectors import akses


@rules.predicate
def is_pengelola_musim(user: User) -> bool:
    return akses(user).punya_nasional(Peran.TPN_ADMIN, Peran.ADMIN_PLATFORM)


@rules.predicate
def is_musim_disiapkan(user: User, musim: Musim) -> bool:
    return musim.status == StatusMusim.DISIAPKAN


@rules.predicate
def is_musim_terpakai(user: User, musim: Musim) -> bool:
    """A sheet is bound to it. Rows of ``daftar_musim`` know without asking."""
    jumlah = musim.__dict__.get("jumlah_lke")
    return bool(jumlah) if jumlah is not None else musim.lke.exists()


rules.add_perm("evaluation.kelola_musim", is_pengelola_musim)
rules.add_perm("evaluation.ubah_musim", is_pengelola_musim & ~is_musim_terpakai)
rules.add_perm("evaluation.buka_musim", is_pengelola_musim & is_musim_disiapkan)
rules.add_perm("evaluation.perpanjang_musim", is_pengelola_musim & is_musim_terpakai)
