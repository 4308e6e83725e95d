"""Who may do what with a survey. Asked of a campaign; to make one, of its unit (a survei mandiri)."""

from __future__ import annotations

import rules

from surveys.enums import JenisKampanye, StatusKampanye
from surveys.models import Kampanye, Kuesioner
from surveys.selectors.kuesioner import PENYUSUN, bisa_survei, kuesioner_terlihat
from units.enums import Peran
from units.models import Instansi, UnitKerja, User
from units.permissions.tahap import (
    is_bukan_unit_sendiri,
    is_orang_unit,
    is_pemantau,
    is_pengikut_instansi,
    is_pengisi,
    is_pimpinan,
    is_tpi_ditugaskan,
    is_tpi_pengarah,
    is_tpn,
)
from units.selectors import akses


def _jenis(obj: Kampanye | UnitKerja) -> str:
    return obj.jenis if isinstance(obj, Kampanye) else JenisKampanye.MANDIRI


@rules.predicate
def is_mandiri(user: User, obj: Kampanye | UnitKerja) -> bool:
    return _jenis(obj) == JenisKampanye.MANDIRI


@rules.predicate
def is_survei_tpi(user: User, obj: Kampanye | UnitKerja) -> bool:
    return _jenis(obj) == JenisKampanye.TPI


@rules.predicate
def is_survei_tpn(user: User, obj: Kampanye | UnitKerja) -> bool:
    return _jenis(obj) == JenisKampanye.TPN


@rules.predicate
def is_ditutup(user: User, kampanye: Kampanye) -> bool:
    return kampanye.status == StatusKampanye.TUTUP


@rules.predicate
def is_ketua_tim(user: User, obj: Kampanye) -> bool:
    return obj.unit_id in akses(user).unit_sebagai(Peran.KETUA_TIM)


@rules.predicate
def is_pembaca_kuesioner(user: User, obj: Kuesioner | None) -> bool:
    """What the portal ships is read by all who make or judge surveys; an own one by the people of its instansi, a draft
    by those who write it."""
    return kuesioner_terlihat(user).filter(pk=obj.pk).exists() if obj else bisa_survei(user)


@rules.predicate
def is_penyusun(user: User, obj: Instansi | Kuesioner | None) -> bool:
    """Admin or TPI lead of the instansi whose questionnaire this is; what the portal ships is nobody's to change."""
    milik = akses(user).instansi_sebagai(*PENYUSUN)
    if obj is None:
        return bool(milik)
    return (obj.pk if isinstance(obj, Instansi) else obj.instansi_id) in milik


is_pengelola = (
    (is_mandiri & (is_pengisi | is_pimpinan))
    | (is_survei_tpi & is_pemantau)
    | (is_survei_tpn & is_tpn & is_bukan_unit_sendiri)
)
is_penelaah = ((is_mandiri | is_survei_tpi) & is_pemantau) | (is_survei_tpn & is_tpn & is_bukan_unit_sendiri)

rules.add_perm("surveys.buat_mandiri", is_pengisi | is_pimpinan)
rules.add_perm("surveys.buat_tpi", is_pemantau)
rules.add_perm("surveys.buat_tpn", is_tpn & is_bukan_unit_sendiri)
rules.add_perm("surveys.kelola_kampanye", is_pengelola)
# Asked of a unit: the page of its surveys, which lists those the person may read.
rules.add_perm("surveys.lihat_survei_unit", is_orang_unit | is_pengikut_instansi | is_tpi_ditugaskan | is_tpn)
# The same people as ``selectors.kampanye.q_kampanye``.
rules.add_perm(
    "surveys.lihat_kampanye",
    (is_mandiri & (is_orang_unit | is_pengikut_instansi | is_tpi_ditugaskan | (is_tpn & is_ditutup)))
    | (is_survei_tpi & (is_pengikut_instansi | is_tpi_ditugaskan | (is_tpn & is_ditutup)) & is_bukan_unit_sendiri)
    | (is_survei_tpn & is_tpn & is_bukan_unit_sendiri),
)
# Never by the unit itself: whoever is measured does not choose what counts.
rules.add_perm("surveys.keluarkan_respons", is_penelaah)
rules.add_perm("surveys.lihat_kontak", (is_mandiri & is_ketua_tim) | (is_penelaah & (is_tpi_pengarah | is_tpn)))
rules.add_perm("surveys.susun_kuesioner", is_penyusun)
rules.add_perm("surveys.lihat_kuesioner", is_pembaca_kuesioner)
