"""The words for what happened to a thing, whatever its kind: one table for every history page."""

from __future__ import annotations

from django.db.models import TextChoices

from evaluation.enums.benturan import JejakBenturan
from evaluation.enums.impor_lke import AksiImporLKE
from evaluation.enums.jenjang import AksiJenjang
from evaluation.enums.lke import Aksi
from evaluation.enums.musim import AksiMusim
from evaluation.enums.pleno import AksiPleno
from evaluation.enums.predikat import AksiKlarifikasi, AksiLaporan, AksiPredikat
from evaluation.enums.riwayat import Benda, Jejak
from evaluation.enums.syarat import AksiSyarat
from evaluation.enums.tim_tpi import JejakTim
from evaluation.enums.usulan import AksiInstansi, AksiUsulan

# By kind of thing: the same value says another thing of another kind ("cabut", "tarik", "buka").
AKSI_BENDA: dict[str, type[TextChoices]] = {
    Benda.MUSIM: AksiMusim,
    Benda.TIM_TPI: JejakTim,
    Benda.PENUGASAN: JejakTim,
    Benda.BENTURAN: JejakBenturan,
    Benda.SYARAT: AksiSyarat,
    Benda.PENDAHULUAN: Aksi,
    Benda.JENJANG: AksiJenjang,
    Benda.PLENO: AksiPleno,
    Benda.USULAN: AksiUsulan,
    Benda.SELEKSI: Aksi,
    Benda.EVALUASI_TPN: Aksi,
    Benda.PREDIKAT: AksiPredikat,
    Benda.INSTANSI: AksiInstansi,
    Benda.LAPORAN_PREDIKAT: AksiLaporan,
    Benda.KLARIFIKASI: AksiKlarifikasi,
    Benda.IMPOR: AksiImporLKE,
    Benda.IMPOR_TPI: AksiImporLKE,
    Benda.IMPOR_TPN: AksiImporLKE,
}


def kata_aksi_benda(benda: str, aksi: str) -> str:
    """What happened, in a word or two; a value nothing names any more as it was written."""
    for jenis in (AKSI_BENDA.get(benda), Jejak):
        if jenis is not None and aksi in jenis.values:
            return str(jenis(aksi).label)
    return aksi.replace("_", " ").capitalize()
