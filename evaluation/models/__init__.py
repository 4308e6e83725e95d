"""What the portal stores of an evaluation. Rows that tell the past are only ever added."""

from evaluation.models.instrumen import Instrumen, Musim
from evaluation.models.jawaban import Jawaban, RiwayatJawaban, Skor, SumberAngka, TautanBukti
from evaluation.models.lke import LembarKerjaEvaluasi, Riwayat, TandaPerbaikan
from evaluation.models.penilaian import Komentar, Kunjungan, PenugasanTPI
from evaluation.models.riwayat import BerkasEvaluasi, RiwayatEvaluasi
from evaluation.models.usulan import PredikatUnit, Usulan

__all__ = [
    "BerkasEvaluasi",
    "Instrumen",
    "Jawaban",
    "Komentar",
    "Kunjungan",
    "LembarKerjaEvaluasi",
    "Musim",
    "PenugasanTPI",
    "PredikatUnit",
    "Riwayat",
    "RiwayatEvaluasi",
    "RiwayatJawaban",
    "Skor",
    "SumberAngka",
    "TandaPerbaikan",
    "TautanBukti",
    "Usulan",
]
