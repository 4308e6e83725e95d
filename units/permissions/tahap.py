"""Who may do what in the four stages. Asked of a unit, or of anything that belongs to one (``.unit``)."""

from __future__ import annotations

import rules

from units.enums import PERAN_PENGISI, PERAN_TPI, PERAN_TPI_PENGARAH, PERAN_TPN, Peran
from units.enums.tahap import ArahKonsultasi, LingkupPencanangan
from units.models import Instansi, Konsultasi, Pencanangan, SKPenetapan, UnitKerja, User
from units.selectors.organisasi import akses, unit_milik_sendiri
from units.selectors.tahap import PERAN_PENGIKUT
from units.selectors.tugas import unit_ditugaskan


def unit_dari(obj: object) -> UnitKerja:
    return obj if isinstance(obj, UnitKerja) else obj.unit


def _instansi_dari(obj: object) -> int:
    if isinstance(obj, Instansi):
        return obj.pk
    if isinstance(obj, (SKPenetapan, Konsultasi)):
        return obj.instansi_id
    return unit_dari(obj).instansi_id


@rules.predicate
def is_orang_unit(user: User, obj: object) -> bool:
    """Works in this unit, in any role."""
    return unit_dari(obj).pk in akses(user).unit_ids


@rules.predicate
def is_pengisi(user: User, obj: object) -> bool:
    """Operator or ketua tim kerja of the unit."""
    return unit_dari(obj).pk in akses(user).unit_sebagai(*PERAN_PENGISI)


@rules.predicate
def is_pimpinan(user: User, obj: object) -> bool:
    return unit_dari(obj).pk in akses(user).unit_sebagai(Peran.PIMPINAN_UNIT)


@rules.predicate
def is_pengikut_instansi(user: User, obj: object) -> bool:
    """TPI lead, admin or pimpinan of the instansi: follows the building of all its units."""
    return _instansi_dari(obj) in akses(user).instansi_sebagai(*PERAN_PENGIKUT)


@rules.predicate
def is_admin_instansi(user: User, obj: object | None) -> bool:
    """Admin of the instansi this belongs to; without a thing: of any instansi."""
    milik = akses(user).instansi_sebagai(Peran.ADMIN_INSTANSI)
    return bool(milik) if obj is None else _instansi_dari(obj) in milik


@rules.predicate
def is_pimpinan_instansi(user: User, obj: object | None) -> bool:
    milik = akses(user).instansi_sebagai(Peran.PIMPINAN_INSTANSI)
    return bool(milik) if obj is None else _instansi_dari(obj) in milik


@rules.predicate
def is_tpi_pengarah(user: User, obj: object) -> bool:
    """Ketua tim or pengendali teknis of the instansi's TPI."""
    return _instansi_dari(obj) in akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH)


@rules.predicate
def is_tpi_ditugaskan(user: User, obj: object) -> bool:
    """TPI member assigned to this unit."""
    unit = unit_dari(obj)
    return unit.instansi_id in akses(user).instansi_sebagai(Peran.TPI_ANGGOTA) and unit.pk in unit_ditugaskan(user)


@rules.predicate
def is_bukan_unit_sendiri(user: User, obj: object) -> bool:
    """Nobody monitors or recommends the unit they work in (design §5)."""
    return unit_dari(obj).pk not in unit_milik_sendiri(user)


@rules.predicate
def is_tpi_instansi(user: User, obj: object | None) -> bool:
    """Any TPI role in this instansi; without a thing: in any."""
    milik = akses(user).instansi_sebagai(*PERAN_TPI)
    return bool(milik) if obj is None else _instansi_dari(obj) in milik


@rules.predicate
def is_tpn(user: User, obj: object | None) -> bool:
    return akses(user).punya_nasional(*PERAN_TPN)


@rules.predicate
def is_bersama(user: User, pencanangan: Pencanangan) -> bool:
    """A joint declaration of the instansi, which its admin drafts and its pimpinan confirms."""
    return pencanangan.lingkup == LingkupPencanangan.INSTANSI


@rules.predicate
def is_tpi_bertanya(user: User, obj: object) -> bool:
    """The consultation goes from TPI to TPN. A unit stands for a new question to its TPI."""
    return isinstance(obj, Konsultasi) and obj.arah == ArahKonsultasi.TPI_TPN


is_pemantau = (is_tpi_pengarah | is_tpi_ditugaskan) & is_bukan_unit_sendiri

# Reading and filling a unit's year
rules.add_perm("units.lihat_tahap", is_orang_unit | is_pengikut_instansi | is_tpi_ditugaskan)
rules.add_perm("units.lihat_tahap_instansi", is_pengikut_instansi | is_tpi_instansi)
rules.add_perm("units.isi_tahap", is_pengisi)
rules.add_perm("units.sahkan_tahap", is_pimpinan)
rules.add_perm("units.kelola_pegawai_unit", is_pengisi | is_pimpinan)

# Pencanangan: the unit's own by its people, a joint one by the instansi's
rules.add_perm("units.buat_pencanangan_bersama", is_admin_instansi)
rules.add_perm("units.isi_pencanangan", (is_pengisi & ~is_bersama) | (is_admin_instansi & is_bersama))
rules.add_perm("units.sahkan_pencanangan", (is_pimpinan & ~is_bersama) | (is_pimpinan_instansi & is_bersama))

# Penetapan
rules.add_perm("units.kelola_penetapan", is_admin_instansi)
rules.add_perm("units.lihat_penetapan", is_pengikut_instansi)
rules.add_perm("units.atur_instansi", is_admin_instansi)
# Figures of all its units from one file: who gives out the roles of the units may hand in what its own systems know.
rules.add_perm("units.impor_data_pendukung", is_admin_instansi)
rules.add_perm("units.pimpin_instansi", is_pimpinan_instansi)

# Pemantauan
rules.add_perm("units.pantau", is_pemantau)
rules.add_perm("units.pantau_pengarah", is_tpi_pengarah & is_bukan_unit_sendiri)
# The direction first: a question to TPN may be about no unit.
rules.add_perm("units.tanya_konsultasi", (~is_tpi_bertanya & is_orang_unit) | (is_tpi_bertanya & is_tpi_instansi))
rules.add_perm("units.jawab_konsultasi", (~is_tpi_bertanya & is_pemantau) | (is_tpi_bertanya & is_tpn))
rules.add_perm("units.konsultasi_tpn", is_tpi_instansi | is_admin_instansi | is_tpn)
# Asked without a thing: findings and calendar over all units, a new question to TPN
rules.add_perm("units.pantau_instansi", is_tpi_instansi)
