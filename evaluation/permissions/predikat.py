"""Who may do what with a predicate, its reports and its clarifications."""

from __future__ import annotations

import rules

from evaluation.enums.predikat import KLARIFIKASI_TERBUKA, StatusLaporan, StatusPredikat
from evaluation.enums.riwayat import Benda
from evaluation.models import KlarifikasiPredikat, LaporanPredikat, PredikatUnit
from evaluation.models.predikat import PENGIKUT_INSTANSI
from evaluation.permissions.dasar import is_tpn
from evaluation.selectors.berkas import daftarkan_terbaca
from units.enums import PERAN_TPI_PENGARAH, PERAN_TPN, Peran
from units.models import UnitKerja, User
from units.selectors import akses, unit_milik_sendiri
from units.selectors.tugas import unit_ditugaskan

Benda_ = PredikatUnit | LaporanPredikat | KlarifikasiPredikat | UnitKerja


def _unit(benda: Benda_) -> UnitKerja:
    return benda if isinstance(benda, UnitKerja) else benda.unit


@rules.predicate
def is_luar(user: User, benda: Benda_) -> bool:
    """Does not work in the unit it is about."""
    return _unit(benda).pk not in unit_milik_sendiri(user)


@rules.predicate
def is_tpn_admin(user: User) -> bool:
    return akses(user).punya_nasional(Peran.TPN_ADMIN)


@rules.predicate
def is_tpi_pengarah(user: User, benda: Benda_) -> bool:
    return _unit(benda).instansi_id in akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH)


@rules.predicate
def is_pengikut(user: User, benda: Benda_) -> bool:
    """TPI's lead, admin or pimpinan of the instansi."""
    return _unit(benda).instansi_id in akses(user).instansi_sebagai(*PENGIKUT_INSTANSI)


@rules.predicate
def is_tpi_ditugaskan(user: User, benda: Benda_) -> bool:
    unit = _unit(benda)
    return unit.instansi_id in akses(user).instansi_sebagai(Peran.TPI_ANGGOTA) and unit.pk in unit_ditugaskan(user)


@rules.predicate
def is_pimpinan(user: User, benda: Benda_) -> bool:
    return _unit(benda).pk in akses(user).unit_sebagai(Peran.PIMPINAN_UNIT)


@rules.predicate
def is_pembaca_register(user: User) -> bool:
    """Holds any role that reaches predicates."""
    a = akses(user)
    return bool(a.unit_ids or a.instansi_ids or a.punya_nasional(*PERAN_TPN))


def _berstatus(*status: str) -> rules.Predicate:
    return rules.predicate(lambda user, benda: benda.status in status, name=f"is_{'_'.join(sorted(status))}")


is_berlaku = rules.predicate(lambda user, predikat: predikat.aktif, name="is_berlaku")
is_terbuka = _berstatus(*KLARIFIKASI_TERBUKA)

rules.add_perm("evaluation.register_predikat", is_pembaca_register)
rules.add_perm("evaluation.lihat_predikat", ~is_luar | is_pengikut | is_tpi_ditugaskan | is_tpn)
rules.add_perm("evaluation.lihat_klarifikasi", (is_luar & (is_tpn | is_pengikut)) | is_pimpinan)

# The SK, recorded by TPN's admin. Those that end in _peran ask for the role alone: who comes too late is told so.
rules.add_perm("evaluation.catat_predikat", is_tpn_admin)
rules.add_perm("evaluation.impor_predikat", is_tpn_admin)
rules.add_perm("evaluation.catat_predikat_unit", is_tpn_admin & is_luar)
rules.add_perm("evaluation.admin_predikat_peran", is_tpn_admin & is_luar)
rules.add_perm("evaluation.ubah_sk", is_tpn_admin & is_luar)
rules.add_perm("evaluation.cabut_predikat", is_tpn_admin & is_luar & is_berlaku)
rules.add_perm("evaluation.pulihkan_predikat", is_tpn_admin & is_luar & _berstatus(StatusPredikat.DALAM_KLARIFIKASI))

# Reports: TPI's leads write, TPN looks at them
rules.add_perm("evaluation.laporan_tpi_peran", is_tpi_pengarah & is_luar)
rules.add_perm("evaluation.buat_laporan", is_tpi_pengarah & is_luar & is_berlaku)
rules.add_perm(
    "evaluation.isi_laporan",
    is_tpi_pengarah & is_luar & _berstatus(StatusLaporan.DRAF, StatusLaporan.DIKEMBALIKAN),
)
rules.add_perm("evaluation.laporan_tpn_peran", is_tpn & is_luar)
rules.add_perm("evaluation.periksa_laporan", is_tpn & is_luar & _berstatus(StatusLaporan.DIKIRIM))

# Complaints: asked by TPN or TPI, answered by TPI or the pimpinan, concluded by TPN
rules.add_perm("evaluation.buka_klarifikasi_peran", (is_tpn | is_tpi_pengarah) & is_luar)
rules.add_perm("evaluation.buka_klarifikasi", (is_tpn | is_tpi_pengarah) & is_luar & _berstatus(StatusPredikat.AKTIF))
rules.add_perm("evaluation.jawab_klarifikasi_peran", (is_tpi_pengarah & is_luar) | is_pimpinan)
rules.add_perm("evaluation.jawab_klarifikasi", ((is_tpi_pengarah & is_luar) | is_pimpinan) & is_terbuka)
rules.add_perm("evaluation.tutup_klarifikasi_peran", is_tpn & is_luar)
rules.add_perm("evaluation.tutup_klarifikasi", is_tpn & is_luar & is_terbuka)

daftarkan_terbaca(
    Benda.PREDIKAT, lambda user, berkas: PredikatUnit.objects.visible_to(user).filter(pk=berkas.objek_id).exists()
)
daftarkan_terbaca(
    Benda.LAPORAN_PREDIKAT,
    lambda user, berkas: LaporanPredikat.objects.visible_to(user).filter(pk=berkas.objek_id).exists(),
)
