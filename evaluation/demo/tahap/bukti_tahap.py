"""The demo's proof on things of the stages: documents of the archives, hung where they came from."""

from __future__ import annotations

from evaluation.demo.data import LANGKAT
from evaluation.demo.panggung import Panggung, tercatat
from units.enums import PERAN_PENGISI
from units.enums.tahap import Benda
from units.models import BuktiDukung, BuktiTahap, UnitKerja, User
from units.selectors import anggota
from units.selectors.bukti_tahap import PEMBAWA, letak
from units.services.bukti_tahap import pasang_bukti_tahap

UNIT = ("DUKCAPIL", "DPMPTSP", "RSUD-TP")
# Kind of thing, and the words by which its document is found in the archive.
DOKUMEN_BENDA = (
    (Benda.TIM_KERJA, "SK Tim"),
    (Benda.AGEN, "SK Agen Perubahan"),
    (Benda.REGISTER_PAKTA, "Pakta Integritas"),
    (Benda.PUBLIKASI, "Sosialisasi"),
    (Benda.MONEV, "Monev Pembangunan"),
    (Benda.RISIKO, "Risiko"),
    (Benda.INOVASI, "Inovasi"),
    (Benda.LAYANAN, "Standar Pelayanan"),
)


def ceritakan(panggung: Panggung) -> None:
    """Told once for each unit: one that has proof on its stages is left as it is."""
    for kode in UNIT:
        unit = panggung.unit[f"{LANGKAT}/{kode}"]
        pengisi = anggota(*PERAN_PENGISI, unit=unit).order_by("pk").first()
        if pengisi and not BuktiTahap.objects.filter(unit=unit, benda__in=[b for b, _kata in DOKUMEN_BENDA]).exists():
            _gantung(panggung, unit, pengisi)


def _gantung(panggung: Panggung, unit: UnitKerja, pengisi: User) -> None:
    saat = panggung.hari(-25)
    for benda, kata in DOKUMEN_BENDA:
        objek = PEMBAWA[benda].model.objects.hidup().filter(unit=unit).order_by("pk").first()
        bukti = BuktiDukung.objects.hidup().filter(unit=unit, judul__icontains=kata).order_by("-pk").first()
        if objek is None or bukti is None:
            continue
        with tercatat(saat):
            tempat = letak(pengisi, unit, benda, objek.pk)
            baru = pasang_bukti_tahap(tempat=tempat, bukti=[bukti.pk], actor=pengisi)
        BuktiTahap.objects.filter(pk__in=[b.pk for b in baru]).update(pada=saat)
