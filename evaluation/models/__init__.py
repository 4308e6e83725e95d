"""What the portal stores of an evaluation. Rows that tell the past are only ever added."""

from evaluation.models.benturan import BenturanKepentingan
from evaluation.models.catatan_siap import CatatanSiap
from evaluation.models.evaluasi_tpn import Clearance, EvaluasiTPN, ItemLapangan, ItemSeleksi, SKPenetapan
from evaluation.models.impor_lke import BarisImporLKE, ImporLKE, KirimanLKE
from evaluation.models.instrumen import Instrumen, Musim, Perpanjangan
from evaluation.models.jawaban import Jawaban, RiwayatJawaban, Skor, SumberAngka, SumberIndeks, TautanBukti
from evaluation.models.jenjang import PenilaiLKE
from evaluation.models.lke import LembarKerjaEvaluasi, Riwayat, TandaPerbaikan
from evaluation.models.pendahuluan import PenilaianPendahuluan
from evaluation.models.penilaian import Komentar, Kunjungan, PenugasanTPI
from evaluation.models.pleno import AgendaPleno, ButirPleno, PesertaPleno, RapatPleno
from evaluation.models.predikat import KlarifikasiPredikat, LaporanPredikat, PredikatUnit
from evaluation.models.riwayat import BerkasEvaluasi, RiwayatEvaluasi
from evaluation.models.syarat import NilaiSyarat
from evaluation.models.tim_tpi import AnggotaTimTPI, TimTPI, UnitTim
from evaluation.models.tim_tpn import AnggotaTimTPN, InstansiTimTPN, TimTPN
from evaluation.models.usulan import PaketUsulan, Usulan

__all__ = [
    "AgendaPleno",
    "AnggotaTimTPI",
    "AnggotaTimTPN",
    "BarisImporLKE",
    "BenturanKepentingan",
    "BerkasEvaluasi",
    "ButirPleno",
    "CatatanSiap",
    "Clearance",
    "EvaluasiTPN",
    "ImporLKE",
    "InstansiTimTPN",
    "Instrumen",
    "ItemLapangan",
    "ItemSeleksi",
    "Jawaban",
    "KirimanLKE",
    "KlarifikasiPredikat",
    "Komentar",
    "Kunjungan",
    "LaporanPredikat",
    "LembarKerjaEvaluasi",
    "Musim",
    "NilaiSyarat",
    "PaketUsulan",
    "PenilaiLKE",
    "PenilaianPendahuluan",
    "PenugasanTPI",
    "Perpanjangan",
    "PesertaPleno",
    "PredikatUnit",
    "RapatPleno",
    "Riwayat",
    "RiwayatEvaluasi",
    "RiwayatJawaban",
    "SKPenetapan",
    "Skor",
    "SumberAngka",
    "SumberIndeks",
    "TandaPerbaikan",
    "TautanBukti",
    "TimTPI",
    "TimTPN",
    "UnitTim",
    "Usulan",
]
