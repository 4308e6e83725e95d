"""Who may do what in an evaluation. Row visibility is ``visible_to``; these are asked of a row one can see.

Deny by default. The state is part of the predicate, so a button shows only when its move can be made;
services check the state once more by a conditional UPDATE.
"""

from __future__ import annotations

import rules

from evaluation.enums import STATUS_TPI_MENILAI, STATUS_UNIT_MENGISI, Lapis, Ranah, Status, StatusUsulan
from evaluation.models import LembarKerjaEvaluasi, PenugasanTPI, Usulan
from units.enums import PERAN_PENGISI, PERAN_TPI, PERAN_TPI_PENGARAH, PERAN_TPN, Peran
from units.models import UnitKerja, User
from units.selectors import akses, unit_milik_sendiri


@rules.predicate
def is_orang_unit(user: User, lke: LembarKerjaEvaluasi) -> bool:
    return lke.unit_id in akses(user).unit_ids


@rules.predicate
def is_pengisi(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """Operator or ketua tim kerja of the unit."""
    return lke.unit_id in akses(user).unit_sebagai(*PERAN_PENGISI)


@rules.predicate
def is_pengisi_unit(user: User, unit: UnitKerja) -> bool:
    """May open the year's sheet of this unit."""
    return unit.pk in akses(user).unit_sebagai(*PERAN_PENGISI)


@rules.predicate
def is_orang_unit_itu(user: User, unit: UnitKerja) -> bool:
    """Works in this unit, in any role."""
    return unit.pk in akses(user).unit_ids


@rules.predicate
def is_pimpinan(user: User, lke: LembarKerjaEvaluasi) -> bool:
    return lke.unit_id in akses(user).unit_sebagai(Peran.PIMPINAN_UNIT)


@rules.predicate
def is_bukan_unit_sendiri(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """Nobody scores, returns or decides on the unit they work in (design §5)."""
    return lke.unit_id not in unit_milik_sendiri(user)


@rules.predicate
def is_tpi_pengarah(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """Ketua tim or pengendali teknis of the instansi's TPI."""
    return lke.unit.instansi_id in akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH)


@rules.predicate
def is_tpi_ditugaskan(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """TPI member assigned to this unit in this season."""
    if lke.unit.instansi_id not in akses(user).instansi_sebagai(Peran.TPI_ANGGOTA):
        return False
    return (lke.unit_id, lke.musim_id) in _tugas(user)


def _tugas(user: User) -> frozenset[tuple[int, int]]:
    """(unit, season) the person is assigned to: one query, remembered on the user like ``akses``, so that asking
    for every row of a list stays one."""
    if (ada := user.__dict__.get("_tugas_tpi")) is None:
        ada = user._tugas_tpi = frozenset(
            PenugasanTPI.objects.filter(user=user).order_by().values_list("unit_id", "musim_id")
        )
    return ada


is_tpi = is_tpi_pengarah | is_tpi_ditugaskan


@rules.predicate
def is_pengatur_tugas(user: User, unit: UnitKerja | None) -> bool:
    """Leads TPI or administers the instansi of this unit; without one: of any instansi."""
    milik = akses(user).instansi_sebagai(*PERAN_TPI_PENGARAH, Peran.ADMIN_INSTANSI)
    return bool(milik) if unit is None else unit.instansi_id in milik


@rules.predicate
def is_orang_tpi(user: User) -> bool:
    """Holds any TPI role in any instansi."""
    return bool(akses(user).instansi_sebagai(*PERAN_TPI))


@rules.predicate
def is_tpn(user: User) -> bool:
    return akses(user).punya_nasional(*PERAN_TPN)


@rules.predicate
def is_tpn_admin(user: User, obj: LembarKerjaEvaluasi | Usulan) -> bool:
    return akses(user).punya_nasional(Peran.TPN_ADMIN)


@rules.predicate
def is_admin_instansi(user: User, obj: LembarKerjaEvaluasi | Usulan | None) -> bool:
    """Admin of the instansi of this sheet or proposal; without one: of any instansi."""
    milik = akses(user).instansi_sebagai(Peran.ADMIN_INSTANSI)
    match obj:
        case LembarKerjaEvaluasi():
            return obj.unit.instansi_id in milik
        case Usulan():
            return obj.instansi_id in milik
    return bool(milik)


def _is_status(*status: Status) -> rules.Predicate:
    return rules.predicate(lambda user, lke: lke.status in status, name=f"is_status_{'_'.join(sorted(status))}")


is_unit_mengisi = _is_status(*STATUS_UNIT_MENGISI)
is_dinilai = _is_status(*STATUS_TPI_MENILAI)
is_diusulkan = _is_status(Status.DIUSULKAN)
is_diputus = _is_status(Status.DITETAPKAN, Status.TIDAK_DITETAPKAN)


@rules.predicate
def is_rilis_tpi(user: User, lke: LembarKerjaEvaluasi) -> bool:
    return lke.tpi_dirilis


@rules.predicate
def is_usulan_disusun(user: User, usulan: Usulan) -> bool:
    return usulan.status == StatusUsulan.DISUSUN


# The sheet
rules.add_perm("evaluation.buka_lke", is_pengisi_unit)
rules.add_perm("evaluation.view_lke", is_orang_unit | is_tpi | is_admin_instansi | is_tpn)
rules.add_perm("evaluation.isi_jawaban", is_pengisi & is_unit_mengisi)
rules.add_perm("evaluation.ajukan_lke", is_pimpinan & is_unit_mengisi)
# Whoever works in the unit waits for the release, also when they serve in TPI or administer the instansi.
rules.add_perm(
    "evaluation.lihat_tpi",
    ((is_tpi | is_admin_instansi | is_tpn) & is_bukan_unit_sendiri) | (is_orang_unit & is_rilis_tpi),
)
# TPN's values are its own until it has decided; then those it decided about read them.
rules.add_perm(
    "evaluation.lihat_tpn",
    (is_tpn & is_bukan_unit_sendiri) | ((is_orang_unit | is_tpi | is_admin_instansi) & is_diputus),
)

# The unit's archive of proof is its own people's; what is under a question goes with the sheet
rules.add_perm("evaluation.lihat_arsip", is_orang_unit_itu)
rules.add_perm("evaluation.kelola_bukti", is_pengisi_unit)

# TPI. The first two and tpn_admin below ask for the role alone: who holds it and comes too late is told what the
# sheet's state is now, everybody else is refused.
rules.add_perm("evaluation.tpi", is_tpi & is_bukan_unit_sendiri)
rules.add_perm("evaluation.tpi_pengarah", is_tpi_pengarah & is_bukan_unit_sendiri)
rules.add_perm("evaluation.mulai_nilai", is_tpi & is_bukan_unit_sendiri & _is_status(Status.DIAJUKAN))
rules.add_perm("evaluation.nilai_tpi", is_tpi & is_bukan_unit_sendiri & is_dinilai)
rules.add_perm("evaluation.kembalikan_lke", is_tpi_pengarah & is_bukan_unit_sendiri & is_dinilai)
rules.add_perm("evaluation.selesaikan_tpi", is_tpi_pengarah & is_bukan_unit_sendiri & is_dinilai)
rules.add_perm("evaluation.perpanjang_tenggat", is_tpi_pengarah & is_bukan_unit_sendiri & _is_status(Status.PERBAIKAN))
rules.add_perm("evaluation.tugaskan_tpi", is_pengatur_tugas)
rules.add_perm("evaluation.antrean_tpi", is_orang_tpi | is_admin_instansi)

# Talk: unit and TPI, while the sheet lives; TPI also among themselves
rules.add_perm("evaluation.komentar", is_orang_unit | is_tpi)
rules.add_perm("evaluation.komentar_internal", is_tpi & is_bukan_unit_sendiri)

# Proposal and decision
rules.add_perm("evaluation.kelola_usulan", is_admin_instansi)
rules.add_perm("evaluation.ubah_usulan", is_admin_instansi & is_usulan_disusun)
rules.add_perm("evaluation.kirim_usulan", is_admin_instansi & is_usulan_disusun)
rules.add_perm("evaluation.antrean_tpn", is_tpn)
rules.add_perm("evaluation.tpn_admin", is_tpn_admin & is_bukan_unit_sendiri)
rules.add_perm("evaluation.nilai_tpn", is_tpn & is_bukan_unit_sendiri & is_diusulkan)
rules.add_perm("evaluation.putuskan_tpn", is_tpn_admin & is_bukan_unit_sendiri & is_diusulkan)

ISI_LAPIS = {
    Lapis.UNIT: "evaluation.isi_jawaban",
    Lapis.TPI: "evaluation.nilai_tpi",
    Lapis.TPN: "evaluation.nilai_tpn",
}
LIHAT_LAPIS = {
    Lapis.UNIT: "evaluation.view_lke",
    Lapis.TPI: "evaluation.lihat_tpi",
    Lapis.TPN: "evaluation.lihat_tpn",
}


def ranah_terbaca(user: User, lke: LembarKerjaEvaluasi) -> list[str]:
    """Which comments of this sheet the person may read."""
    if user.has_perm("evaluation.komentar_internal", lke):
        return [Ranah.BERSAMA, Ranah.INTERNAL_TPI]
    return [Ranah.BERSAMA] if user.has_perm("evaluation.view_lke", lke) else []
