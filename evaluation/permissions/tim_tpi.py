"""Who may keep the teams of TPI."""

from __future__ import annotations

import rules

from evaluation.enums.riwayat import Benda
from evaluation.models import TimTPI
from evaluation.permissions.dasar import is_admin_instansi, is_orang_tpi
from evaluation.selectors.berkas import daftarkan_terbaca
from units.enums import PERAN_TPI_PENGARAH, Peran
from units.models import Instansi, User
from units.selectors import akses


@rules.predicate
def is_pengatur_tim(user: User, tim: TimTPI) -> bool:
    """Leads TPI or administers the instansi of this team."""
    return tim.instansi_id in akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI)


@rules.predicate
def is_pengatur_tugas_instansi(user: User, instansi: Instansi | None) -> bool:
    """May assign by hand in any unit of this instansi; without one: of any."""
    milik = akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI)
    return bool(milik) if instansi is None else instansi.pk in milik


rules.add_perm("evaluation.impor_penugasan", is_pengatur_tugas_instansi)

# Asked without a team; who may not keep one reads it (``TimTPI.objects.visible_to``).
rules.add_perm("evaluation.lihat_tim_tpi", is_orang_tpi | is_admin_instansi)
rules.add_perm("evaluation.kelola_tim_tpi", is_pengatur_tim)

daftarkan_terbaca(
    Benda.TIM_TPI, lambda user, berkas: TimTPI.objects.visible_to(user).filter(pk=berkas.objek_id).exists()
)
