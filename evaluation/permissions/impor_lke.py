"""Who hands in workbooks, and who reads what was handed in. What one may write is ``ISI_LAPIS``, here as anywhere."""

from __future__ import annotations

import rules

from evaluation.enums import LAPIS_PENILAI, Lapis
from evaluation.models import KirimanLKE, LembarKerjaEvaluasi
from evaluation.permissions.dasar import ISI_LAPIS, LIHAT_LAPIS
from units.enums import PERAN_PENGISI, PERAN_TPI, Peran
from units.models import Instansi, UnitKerja, User
from units.selectors import akses


def lapis_impor(user: User, lke: LembarKerjaEvaluasi) -> str:
    """The layer this person may fill now, and so may bring a workbook for; "" for none."""
    return next((lapis for lapis, izin in ISI_LAPIS.items() if user.has_perm(izin, lke)), "")


def lapis_impor_terbaca(user: User, lke: LembarKerjaEvaluasi) -> list[str]:
    """Of which layers the person reads the imports: of the unit's who works in the unit, of TPI's and TPN's who is of
    TPI or TPN and reads that layer. A file may hold more than what came to be written, so others read none."""
    hasil = []
    if lke.unit_id in akses(user).unit_ids:
        hasil.append(Lapis.UNIT)
    if user.has_perm("evaluation.tpi", lke):
        hasil += [lapis for lapis in LAPIS_PENILAI if user.has_perm(LIHAT_LAPIS[lapis], lke)]
    if user.has_perm("evaluation.antrean_tpn") and user.has_perm(LIHAT_LAPIS[Lapis.TPN], lke):
        hasil.append(Lapis.TPN)
    return hasil


def lapis_kiriman(user: User, instansi: Instansi) -> list[str]:
    """For which layer the person may bring many workbooks at once: the unit's for who fills one of its units and for
    its admin (whose files wait for each unit's own people), TPI's for its TPI."""
    a = akses(user)
    hasil = []
    pengisi = a.unit_sebagai(*PERAN_PENGISI)
    if instansi.pk in a.instansi_sebagai(Peran.ADMIN_INSTANSI) or (
        pengisi and UnitKerja.objects.filter(pk__in=pengisi, instansi=instansi).exists()
    ):
        hasil.append(Lapis.UNIT)
    if instansi.pk in a.instansi_sebagai(*PERAN_TPI):
        hasil.append(Lapis.TPI)
    return hasil


@rules.predicate
def is_pengirim_banyak(user: User) -> bool:
    """Brings many workbooks for some instansi: its admin, its TPI, or who fills more than one unit."""
    a = akses(user)
    banyak = len(a.unit_sebagai(*PERAN_PENGISI)) > 1
    return banyak or bool(a.instansi_sebagai(Peran.ADMIN_INSTANSI, *PERAN_TPI))


@rules.predicate
def is_pengirim(user: User, instansi: Instansi) -> bool:
    return bool(lapis_kiriman(user, instansi))


@rules.predicate
def is_pemilik_kiriman(user: User, kiriman: KirimanLKE) -> bool:
    """Handed it in, and still holds a role for its layer there."""
    return kiriman.diunggah_oleh_id == user.pk and kiriman.lapis in lapis_kiriman(user, kiriman.instansi)


rules.add_perm("evaluation.unggah_banyak", is_pengirim_banyak)
rules.add_perm("evaluation.kirim_lke", is_pengirim)
rules.add_perm("evaluation.kelola_kiriman", is_pemilik_kiriman)
