"""The seats of TPI's levels: who takes one, hands over, sends back, frees one."""

from __future__ import annotations

import rules

from evaluation.enums import LAPIS_JENJANG, Lapis
from evaluation.models import LembarKerjaEvaluasi
from evaluation.permissions.dasar import (
    ISI_LAPIS,
    is_bebas_benturan,
    is_berjenjang,
    is_dinilai,
    is_tpi,
    is_tpi_pengarah,
)
from evaluation.selectors.jenjang import kursi_saya
from units.models import User


@rules.predicate
def is_tanpa_kursi(user: User, lke: LembarKerjaEvaluasi) -> bool:
    return not kursi_saya(user, lke)


def _sedang_mengisi(*lapis: Lapis) -> rules.Predicate:
    return rules.predicate(
        lambda user, lke: any(user.has_perm(ISI_LAPIS[x], lke) for x in lapis),
        name=f"is_mengisi_{'_'.join(lapis)}",
    )


rules.add_perm("evaluation.lihat_jenjang", is_berjenjang & is_tpi & is_bebas_benturan)
rules.add_perm("evaluation.ambil_kursi", is_berjenjang & is_dinilai & is_tpi & is_bebas_benturan & is_tanpa_kursi)
rules.add_perm("evaluation.teruskan_jenjang", is_berjenjang & _sedang_mengisi(*LAPIS_JENJANG))
rules.add_perm("evaluation.kembalikan_jenjang", is_berjenjang & _sedang_mengisi(Lapis.KT, Lapis.TPI))
rules.add_perm("evaluation.lepas_kursi", is_berjenjang & is_dinilai & is_tpi_pengarah & is_bebas_benturan)
# Differences show what each of the reader's layers says; which these are, LIHAT_LAPIS knows.
rules.add_perm("evaluation.lihat_perbedaan", is_tpi & is_bebas_benturan)
