"""Who reads the letter of a penilaian pendahuluan: whoever sees the sheet it is about. The moves stand in ``dasar``."""

from __future__ import annotations

from evaluation.enums.riwayat import Benda
from evaluation.models import BerkasEvaluasi, LembarKerjaEvaluasi
from evaluation.selectors.berkas import daftarkan_terbaca
from units.models import User


def _terbaca(user: User, berkas: BerkasEvaluasi) -> bool:
    terlihat = LembarKerjaEvaluasi.objects.visible_to(user)
    return terlihat.filter(penilaian_pendahuluan=berkas.objek_id).exists()


daftarkan_terbaca(Benda.PENDAHULUAN, _terbaca)
