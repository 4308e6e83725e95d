"""Who may ask for a report and who may read one. The layers follow evaluation's permissions; deny by default."""

from __future__ import annotations

import rules

from evaluation.enums import STATUS_RILIS_TPI, STATUS_TPN, Lapis
from evaluation.enums.jenjang import Jenjang
from evaluation.models import LembarKerjaEvaluasi
from evaluation.permissions import (
    LIHAT_LAPIS,
    is_admin_instansi,
    is_auditor,
    is_bebas_benturan,
    is_bukan_unit_sendiri,
    is_orang_unit,
    is_tpi,
    is_tpn,
)
from evaluation.permissions.pleno import is_pembaca_ba
from reports.enums import LAPIS_TPI, LAPIS_TPN, STATUS_BERLAPORAN
from reports.models import Dokumen, Pekerjaan
from surveys.models import Kampanye
from units.models import Pencanangan, User
from units.selectors.pencanangan import pencanangan_terlihat


@rules.predicate
def is_berlaporan(user: User, lke: LembarKerjaEvaluasi) -> bool:
    return lke.status in STATUS_BERLAPORAN


@rules.predicate
def is_dirilis(user: User, lke: LembarKerjaEvaluasi) -> bool:
    return lke.status in STATUS_RILIS_TPI


@rules.predicate
def is_di_tpn(user: User, lke: LembarKerjaEvaluasi) -> bool:
    return lke.status in STATUS_TPN


# Somebody who assesses elsewhere in the instansi but works in this unit reads with the unit: after release. Whom a
# conflict of interest keeps away reads nothing as TPI.
is_penilai_lke = (is_tpi & is_bebas_benturan) | (is_admin_instansi & is_bukan_unit_sendiri)


@rules.predicate
def is_melihat_tpi(user: User, lke: LembarKerjaEvaluasi) -> bool:
    """May read TPI's value, and where TPI scores in levels, these have come to it."""
    sampai = lke.jenjang in (Jenjang.TANPA, Jenjang.DALNIS)
    return sampai and user.has_perm(LIHAT_LAPIS[Lapis.TPI], lke)


@rules.predicate
def is_pencanangan_terlihat(user: User, pencanangan: Pencanangan) -> bool:
    """Whoever sees a declaration may print it and read what was printed."""
    return pencanangan_terlihat(user).filter(pk=pencanangan.pk).exists()


@rules.predicate
def is_survei_terbaca(user: User, kampanye: Kampanye) -> bool:
    """Whoever reads the results of a survey may print them and read what was printed."""
    return bool(user.has_perm("surveys.lihat_kampanye", kampanye))


@rules.predicate
def is_terbaca(user: User, dokumen: Dokumen) -> bool:
    """The values in the document may be read by this person now. One of a declaration by whoever sees that.

    Drafts from before a release stay with TPI for ever, drafts with TPN's values with TPN; finals are read by
    whoever reads their layers, the unit's people once they were released. An auditor reads finals only.
    """
    if dokumen.survei_id:
        return is_survei_terbaca(user, dokumen.survei)
    if dokumen.pleno_id:
        return is_pembaca_ba(user, dokumen.pleno)
    if dokumen.pencanangan_id:
        return is_pencanangan_terlihat(user, dokumen.pencanangan)
    lke = dokumen.lke
    if dokumen.memuat_tpn:
        penilai = user.has_perm("evaluation.baca_evaluasi_tpn", lke)
        return bool(penilai or (dokumen.final and user.has_perm(LIHAT_LAPIS[Lapis.TPN], lke)))
    # Where TPI scores in levels, its draft is read by whoever may read TPI's value now.
    if is_penilai_lke(user, lke) and (dokumen.dirilis or user.has_perm(LIHAT_LAPIS[Lapis.TPI], lke)):
        return True
    if not dokumen.dirilis:
        return False
    if is_orang_unit(user, lke):
        return True
    return bool(dokumen.final and (is_auditor(user, lke) or (is_tpn(user) and is_di_tpn(user, lke))))


@rules.predicate
def is_pekerjaan_terbaca(user: User, pekerjaan: Pekerjaan) -> bool:
    """The job is for the layers this person would get, too."""
    if pekerjaan.survei_id:
        return is_survei_terbaca(user, pekerjaan.survei)
    if pekerjaan.pleno_id:
        return is_pembaca_ba(user, pekerjaan.pleno)
    if pekerjaan.pencanangan_id:
        return is_pencanangan_terlihat(user, pekerjaan.pencanangan)
    lke = pekerjaan.lke
    return bool(user.has_perm("reports.minta_lhe", lke)) and pekerjaan.lapis == ",".join(lapis_untuk(user, lke))


rules.add_perm("reports.lihat_laporan", is_orang_unit | is_tpi | is_admin_instansi | is_tpn | is_auditor)
rules.add_perm(
    "reports.minta_lhe",
    (is_penilai_lke & is_berlaporan & is_melihat_tpi)
    | (is_orang_unit & is_dirilis & is_berlaporan)
    | (is_tpn & is_di_tpn),
)
rules.add_perm("reports.minta_pencanangan", is_pencanangan_terlihat)
# The Berita Acara is TPI's own, also once it was closed: never the unit's, never TPN's.
rules.add_perm("reports.minta_pleno", is_pembaca_ba)
rules.add_perm("reports.minta_survei", is_survei_terbaca)
rules.add_perm("reports.unduh_dokumen", is_terbaca)
rules.add_perm("reports.lihat_pekerjaan", is_pekerjaan_terbaca)


def lapis_untuk(user: User, lke: LembarKerjaEvaluasi) -> tuple[str, ...]:
    """The layers in a report for this person: TPN's own values only for those who may read them."""
    tpn = lke.status in STATUS_TPN and user.has_perm(LIHAT_LAPIS[Lapis.TPN], lke)
    return tuple(str(lapis.value) for lapis in (LAPIS_TPN if tpn else LAPIS_TPI))
