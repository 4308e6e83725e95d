"""Who reads, states and exempts requirements. Those of a sheet go with TPI's values: ``evaluation.lihat_tpi``."""

from __future__ import annotations

import rules

from evaluation.enums.riwayat import Benda
from evaluation.models import BerkasEvaluasi, LembarKerjaEvaluasi, NilaiSyarat
from evaluation.permissions.dasar import is_bebas_benturan, is_berjalan_tpi, is_tpi, is_tpi_pengarah, is_tpn
from evaluation.selectors.berkas import daftarkan_terbaca
from units.enums import PERAN_TPI_PENGARAH, Peran
from units.models import Instansi, User
from units.selectors import akses


@rules.predicate
def is_admin_instansi_itu(user: User, instansi: Instansi) -> bool:
    return instansi.pk in akses(user).instansi_sebagai(Peran.ADMIN_INSTANSI)


@rules.predicate
def is_pimpinan_instansi_itu(user: User, instansi: Instansi) -> bool:
    return instansi.pk in akses(user).instansi_sebagai(Peran.PIMPINAN_INSTANSI)


@rules.predicate
def is_pengarah_instansi_itu(user: User, instansi: Instansi) -> bool:
    """Leads the TPI of this instansi."""
    return instansi.pk in akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH)


rules.add_perm("evaluation.nyatakan_syarat", is_tpi & is_bebas_benturan & is_berjalan_tpi)
rules.add_perm("evaluation.kecualikan_syarat", is_tpi_pengarah & is_bebas_benturan & is_berjalan_tpi)
rules.add_perm("evaluation.isi_data_instansi", is_admin_instansi_itu)
rules.add_perm("evaluation.pimpinan_persyaratan", is_pimpinan_instansi_itu)
rules.add_perm(
    "evaluation.lihat_persyaratan",
    is_admin_instansi_itu | is_pengarah_instansi_itu | is_pimpinan_instansi_itu | is_tpn,
)


def _terbaca(user: User, berkas: BerkasEvaluasi) -> bool:
    """With what it hangs on: TPI's values of a sheet, or the instansi's requirements."""
    baris = NilaiSyarat.objects.filter(pk=berkas.objek_id).select_related("instansi").first()
    if baris is None:
        return False
    if baris.lke_id is None:
        return user.has_perm("evaluation.lihat_persyaratan", baris.instansi)
    lke = LembarKerjaEvaluasi.objects.visible_to(user).select_related("unit").filter(pk=baris.lke_id).first()
    return lke is not None and user.has_perm("evaluation.lihat_tpi", lke)


daftarkan_terbaca(Benda.SYARAT, _terbaca)
