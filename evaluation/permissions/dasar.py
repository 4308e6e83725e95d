"""Who may do what in an evaluation. Row visibility is ``visible_to``; these are asked of a row one can see.

Deny by default. The state is part of the predicate, so a button shows only when its move can be made;
services check the state once more by a conditional UPDATE.
"""

from __future__ import annotations

import rules

from evaluation.enums import (
    LAPIS_ANGGOTA,
    LAPIS_PENILAI,
    STATUS_DIPUTUS,
    STATUS_TPI_BERJALAN,
    STATUS_TPI_MENILAI,
    STATUS_TPI_RAMPUNG,
    STATUS_TPN_MENILAI,
    STATUS_TPN_PROSES,
    STATUS_UNIT_MENGISI,
    JenisPredikat,
    Lapis,
    Ranah,
    Status,
    StatusUsulan,
)
from evaluation.enums.jenjang import GILIRAN, SESUDAH_ANGGOTA
from evaluation.models import LembarKerjaEvaluasi, PenugasanTPI, Usulan
from evaluation.permissions.tim_tpn import is_bukan_instansi_sendiri, is_pembaca_tpn, is_tim_tpn
from evaluation.selectors.benturan import blokir, blokir_penilai
from evaluation.selectors.jenjang import kursi_saya
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
def is_bebas_benturan(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """Neither works in the unit nor did within a year, and no conflict of interest is declared (selectors.benturan)."""
    return not blokir(user).kena(lke.unit_id, lke.musim_id)


@rules.predicate
def is_penilai_pendahuluan(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """Judges for the parent unit with which the sheet lies or lay, and nothing ties them to the unit."""
    if lke.unit_penilai_id not in akses(user).unit_sebagai(Peran.PENILAI_PENDAHULUAN):
        return False
    return not blokir_penilai(user).kena(lke.unit_id, lke.musim_id)


@rules.predicate
def is_orang_penilai(user: User) -> bool:
    """Judges for any parent unit."""
    return bool(akses(user).unit_sebagai(Peran.PENILAI_PENDAHULUAN))


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
def is_tpi_ketua(user: User, lke: LembarKerjaEvaluasi) -> bool:
    return lke.unit.instansi_id in akses(user).instansi_sebagai(Peran.TPI_KETUA)


@rules.predicate
def is_tpi_dalnis(user: User, lke: LembarKerjaEvaluasi) -> bool:
    return lke.unit.instansi_id in akses(user).instansi_sebagai(Peran.TPI_DALNIS)


@rules.predicate
def is_berjenjang(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """TPI scores this sheet in levels. Asked first, so that other sheets cost nothing."""
    return bool(lke.jenjang)


def _is_giliran(lapis: Lapis) -> rules.Predicate:
    """Holds the seat of this layer, and it is its turn."""
    return rules.predicate(
        lambda user, lke: lke.jenjang in GILIRAN[lapis] and kursi_saya(user, lke) == lapis,
        name=f"is_giliran_{lapis.value}",
    )


def _is_melihat_jenjang(lapis: Lapis) -> rules.Predicate:
    """May read the layer of one level.

    A member reads their own alone, so that two stay blind to one another, also through returns and later rounds. The
    ketua tim reads the members' once all have handed over, the pengendali teknis reads all. When TPI is done, its
    people may learn from one another.
    """

    def melihat(user: User, lke: LembarKerjaEvaluasi) -> bool:
        if lke.status in STATUS_TPI_RAMPUNG:
            return is_tpi(user, lke)
        if (kursi := kursi_saya(user, lke)) in LAPIS_ANGGOTA:
            return kursi == lapis and is_tpi_ditugaskan(user, lke)
        if is_tpi_dalnis(user, lke):
            return True
        return is_tpi_ketua(user, lke) and (lapis == Lapis.KT or lke.jenjang in SESUDAH_ANGGOTA)

    return rules.predicate(melihat, name=f"is_melihat_{lapis.value}")


@rules.predicate
def is_melihat_tpi(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """Of a sheet scored in levels: TPI's value before its release is the pengendali teknis's alone, unless they sit
    with the members."""
    return is_tpi_dalnis(user, lke) and kursi_saya(user, lke) not in LAPIS_ANGGOTA


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


@rules.predicate
def is_auditor(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """Auditor of the instansi: reads what was submitted, released and decided, and the history; changes nothing."""
    return lke.unit.instansi_id in akses(user).instansi_sebagai(Peran.AUDITOR)


def is_status(*status: Status) -> rules.Predicate:
    return rules.predicate(lambda user, lke: lke.status in status, name=f"is_status_{'_'.join(sorted(status))}")


is_unit_mengisi = is_status(*STATUS_UNIT_MENGISI)
is_dinilai = is_status(*STATUS_TPI_MENILAI)
is_berjalan_tpi = is_status(*STATUS_TPI_BERJALAN)
is_di_pleno = is_status(Status.PLENO)
is_di_tpn = is_status(*STATUS_TPN_PROSES)
is_dinilai_tpn = is_status(*STATUS_TPN_MENILAI)
is_menunggu_putusan = is_status(Status.PENETAPAN)
is_diputus = is_status(*STATUS_DIPUTUS)


@rules.predicate
def is_rilis_tpi(user: User, lke: LembarKerjaEvaluasi) -> bool:
    return lke.tpi_dirilis


@rules.predicate
def is_usulan_disusun(user: User, usulan: Usulan) -> bool:
    return usulan.status == StatusUsulan.DISUSUN


@rules.predicate
def is_usulan_diajukan(user: User, usulan: Usulan) -> bool:
    return usulan.status == StatusUsulan.DIAJUKAN


@rules.predicate
def is_dalam_usulan(user: User, lke: LembarKerjaEvaluasi) -> bool:
    return lke.usulan_id is not None


@rules.predicate
def is_wbk_mandiri(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """The instansi grants WBK itself (PermenPANRB 5/2024), and WBK is what this sheet aims at."""
    return lke.predikat_tujuan == JenisPredikat.WBK and lke.unit.instansi.wbk_mandiri


@rules.predicate
def is_pengatur_mandiri(user: User) -> bool:
    """Says which instansi grant WBK themselves."""
    return akses(user).punya_nasional(Peran.ADMIN_PLATFORM, Peran.TPN_ADMIN)


# The sheet
rules.add_perm("evaluation.buka_lke", is_pengisi_unit)
is_pengikut_lke = is_orang_unit | is_tpi | is_admin_instansi | is_tpn | is_auditor
rules.add_perm("evaluation.view_lke", is_pengikut_lke | is_penilai_pendahuluan)
# Unit and TPI talk of TPI's values before they are released, so the parent unit is no party to it.
rules.add_perm("evaluation.baca_komentar", is_pengikut_lke)
rules.add_perm("evaluation.isi_jawaban", is_pengisi & is_unit_mengisi)
rules.add_perm("evaluation.ajukan_lke", is_pimpinan & is_unit_mengisi)
# Whoever works in the unit waits for the release, also when they serve in TPI or administer the instansi.
# Where TPI scores in levels, the others of TPI and the admin wait for it, too.
is_tpi_terbuka = ~is_berjenjang | is_rilis_tpi | is_melihat_tpi
rules.add_perm(
    "evaluation.lihat_tpi",
    ((is_tpi | is_tpn) & is_bebas_benturan & is_tpi_terbuka)
    | (is_admin_instansi & is_bukan_unit_sendiri & is_tpi_terbuka)
    | ((is_orang_unit | is_auditor) & is_rilis_tpi),
)
# TPN's values are those of its team until it has decided; then those it decided about, and all of TPN, read them.
rules.add_perm(
    "evaluation.lihat_tpn",
    (is_pembaca_tpn & is_bebas_benturan & is_bukan_instansi_sendiri)
    | ((is_orang_unit | is_tpi | is_admin_instansi | is_auditor | is_tpn) & is_diputus),
)

# The unit's archive of proof is its own people's; what is under a question goes with the sheet
rules.add_perm("evaluation.lihat_arsip", is_orang_unit_itu)
rules.add_perm("evaluation.kelola_bukti", is_pengisi_unit)

# TPI. The first two and tpn_admin below ask for the role alone: who holds it and comes too late is told what the
# sheet's state is now, everybody else is refused.
rules.add_perm("evaluation.tpi", is_tpi & is_bebas_benturan)
rules.add_perm("evaluation.tpi_pengarah", is_tpi_pengarah & is_bebas_benturan)
rules.add_perm("evaluation.mulai_nilai", is_tpi & is_bebas_benturan & is_status(Status.DIAJUKAN))
# In levels TPI's own value and what follows from it are the pengendali teknis's who holds that seat.
is_pemegang_tpi = ~is_berjenjang | (is_tpi_dalnis & _is_giliran(Lapis.TPI))
rules.add_perm("evaluation.nilai_tpi", is_tpi & is_bebas_benturan & is_dinilai & is_pemegang_tpi)
rules.add_perm("evaluation.kembalikan_lke", is_tpi_pengarah & is_bebas_benturan & is_dinilai & is_pemegang_tpi)
rules.add_perm("evaluation.selesaikan_tpi", is_tpi_pengarah & is_bebas_benturan & is_berjalan_tpi & is_pemegang_tpi)
rules.add_perm("evaluation.bawa_pleno", is_tpi_pengarah & is_bebas_benturan & is_dinilai & is_pemegang_tpi)
rules.add_perm("evaluation.kembali_nilai", is_tpi_pengarah & is_bebas_benturan & is_di_pleno)
rules.add_perm("evaluation.perpanjang_tenggat", is_tpi_pengarah & is_bebas_benturan & is_status(Status.PERBAIKAN))
rules.add_perm("evaluation.tugaskan_tpi", is_pengatur_tugas)
rules.add_perm("evaluation.antrean_tpi", is_orang_tpi | is_admin_instansi)

# The parent unit, before TPI. The second asks for the role alone, as those of TPI above.
rules.add_perm("evaluation.antrean_pendahuluan", is_orang_penilai)
rules.add_perm("evaluation.penilai_pendahuluan", is_penilai_pendahuluan)
rules.add_perm("evaluation.nilai_pendahuluan", is_penilai_pendahuluan & is_status(Status.PENDAHULUAN))

# The levels of TPI
is_penilai_berjenjang = is_berjenjang & is_dinilai & is_bebas_benturan
rules.add_perm("evaluation.nilai_at1", is_penilai_berjenjang & is_tpi_ditugaskan & _is_giliran(Lapis.AT1))
rules.add_perm("evaluation.nilai_at2", is_penilai_berjenjang & is_tpi_ditugaskan & _is_giliran(Lapis.AT2))
rules.add_perm("evaluation.nilai_kt", is_penilai_berjenjang & is_tpi_ketua & _is_giliran(Lapis.KT))
rules.add_perm("evaluation.lihat_at1", is_berjenjang & is_bebas_benturan & _is_melihat_jenjang(Lapis.AT1))
rules.add_perm("evaluation.lihat_at2", is_berjenjang & is_bebas_benturan & _is_melihat_jenjang(Lapis.AT2))
rules.add_perm("evaluation.lihat_kt", is_berjenjang & is_bebas_benturan & _is_melihat_jenjang(Lapis.KT))

# Talk: unit and TPI, while the sheet lives; TPI also among themselves
rules.add_perm("evaluation.komentar", is_orang_unit | (is_tpi & is_bebas_benturan))
rules.add_perm("evaluation.komentar_internal", is_tpi & is_bebas_benturan)

# Proposal and decision
rules.add_perm("evaluation.kelola_usulan", is_admin_instansi)
rules.add_perm("evaluation.ubah_usulan", is_admin_instansi & is_usulan_disusun)
rules.add_perm("evaluation.kirim_usulan", is_admin_instansi & is_usulan_disusun)
rules.add_perm("evaluation.tarik_usulan", is_admin_instansi & is_usulan_diajukan)
rules.add_perm("evaluation.tarik_lke", is_admin_instansi & is_di_tpn & is_dalam_usulan)
rules.add_perm("evaluation.atur_wbk_mandiri", is_pengatur_mandiri)
# The first asks for the role alone: who holds it and comes too late is told the present state.
rules.add_perm("evaluation.wbk_mandiri", is_admin_instansi & is_bukan_unit_sendiri & is_wbk_mandiri)
rules.add_perm(
    "evaluation.tetapkan_mandiri",
    is_admin_instansi & is_bukan_unit_sendiri & is_wbk_mandiri & is_status(Status.LAYAK) & ~is_dalam_usulan,
)
rules.add_perm("evaluation.antrean_tpn", is_tpn)
rules.add_perm("evaluation.tpn_admin", is_tpn_admin & is_bebas_benturan & is_bukan_instansi_sendiri)
rules.add_perm("evaluation.nilai_tpn", is_tim_tpn & is_bebas_benturan & is_bukan_instansi_sendiri & is_dinilai_tpn)
rules.add_perm(
    "evaluation.putuskan_tpn",
    is_tpn_admin & is_bebas_benturan & is_bukan_instansi_sendiri & is_menunggu_putusan,
)

ISI_LAPIS = {
    Lapis.UNIT: "evaluation.isi_jawaban",
    Lapis.AT1: "evaluation.nilai_at1",
    Lapis.AT2: "evaluation.nilai_at2",
    Lapis.KT: "evaluation.nilai_kt",
    Lapis.TPI: "evaluation.nilai_tpi",
    Lapis.TPN: "evaluation.nilai_tpn",
}
LIHAT_LAPIS = {
    Lapis.UNIT: "evaluation.view_lke",
    Lapis.AT1: "evaluation.lihat_at1",
    Lapis.AT2: "evaluation.lihat_at2",
    Lapis.KT: "evaluation.lihat_kt",
    Lapis.TPI: "evaluation.lihat_tpi",
    Lapis.TPN: "evaluation.lihat_tpn",
}


def lapis_menilai(user: User, lke: LembarKerjaEvaluasi) -> str:
    """The layer of TPI that this person may fill now: their level's, or TPI's own; "" for none."""
    return next((lapis for lapis in LAPIS_PENILAI if user.has_perm(ISI_LAPIS[lapis], lke)), "")


def ranah_terbaca(user: User, lke: LembarKerjaEvaluasi) -> list[str]:
    """Which comments of this sheet the person may read."""
    if user.has_perm("evaluation.komentar_internal", lke):
        return [Ranah.BERSAMA, Ranah.INTERNAL_TPI]
    return [Ranah.BERSAMA] if user.has_perm("evaluation.baca_komentar", lke) else []
