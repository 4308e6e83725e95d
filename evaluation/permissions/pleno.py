"""Who holds a rapat pleno and who writes in it. Which meetings exist: ``visible_to``; which sheets of one are read:
``selectors.pleno.lke_terbaca``."""

from __future__ import annotations

import rules

from evaluation.enums.pleno import StatusPleno
from evaluation.enums.riwayat import Benda
from evaluation.models import BerkasEvaluasi, RapatPleno
from evaluation.selectors.berkas import daftarkan_terbaca
from evaluation.selectors.pleno import terbaca_semua
from units.enums import PERAN_TPI, PERAN_TPI_PENGARAH
from units.models import User
from units.selectors import akses


@rules.predicate
def is_pengarah_pleno(user: User, rapat: RapatPleno | None) -> bool:
    """Leads the TPI whose meeting it is; without one: any."""
    milik = akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH)
    return bool(milik) if rapat is None else rapat.instansi_id in milik


@rules.predicate
def is_notulis(user: User, rapat: RapatPleno) -> bool:
    return rapat.notulis_id == user.pk and rapat.instansi_id in akses(user).instansi_sebagai(*PERAN_TPI)


@rules.predicate
def is_terbuka(user: User, rapat: RapatPleno) -> bool:
    return rapat.terbuka


@rules.predicate
def is_ditutup(user: User, rapat: RapatPleno) -> bool:
    return rapat.status == StatusPleno.DITUTUP


@rules.predicate
def is_pembaca_ba(user: User, rapat: RapatPleno) -> bool:
    return terbaca_semua(user, rapat)


rules.add_perm("evaluation.buat_pleno", is_pengarah_pleno)
# The role alone: who holds it and comes too late is told the present state.
rules.add_perm("evaluation.pengarah_pleno", is_pengarah_pleno)
rules.add_perm("evaluation.penulis_pleno", is_pengarah_pleno | is_notulis)
rules.add_perm("evaluation.kelola_pleno", is_pengarah_pleno & is_terbuka)
rules.add_perm("evaluation.isi_pleno", (is_pengarah_pleno | is_notulis) & is_terbuka)
# The Berita Acara tells of every sheet: one that is closed to the reader closes all of it.
rules.add_perm("evaluation.baca_ba", is_pembaca_ba)
rules.add_perm("evaluation.unggah_ba", (is_pengarah_pleno | is_notulis) & is_ditutup & is_pembaca_ba)


def _terbaca(user: User, berkas: BerkasEvaluasi) -> bool:
    rapat = RapatPleno.objects.filter(pk=berkas.objek_id).first()
    return rapat is not None and terbaca_semua(user, rapat)


daftarkan_terbaca(Benda.PLENO, _terbaca)
