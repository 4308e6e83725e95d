"""Who reads the files of a proposal. The moves of a proposal stand in ``dasar``."""

from __future__ import annotations

from evaluation.enums.riwayat import Benda
from evaluation.models import BerkasEvaluasi, Usulan
from evaluation.selectors.berkas import daftarkan_terbaca
from units.models import User


def dokumen_terbaca(user: User, berkas: BerkasEvaluasi) -> bool:
    """Its admin reads every document of a proposal; whoever else sees it, not those that were replaced before it was
    sent."""
    usulan = Usulan.objects.visible_to(user).filter(pk=berkas.objek_id).first()
    if usulan is None:
        return False
    sama = BerkasEvaluasi.objects.hidup().filter(benda=berkas.benda, objek_id=usulan.pk, jenis=berkas.jenis)
    return user.has_perm("evaluation.kelola_usulan", usulan) or not sama.filter(pk__gt=berkas.pk).exists()


daftarkan_terbaca(Benda.USULAN, dokumen_terbaca)
