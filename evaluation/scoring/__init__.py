"""The scoring core: plain Python, exact numbers, every rule with its article. Import from here."""

from evaluation.scoring.errors import InstrumenError, JawabanSalah
from evaluation.scoring.harapan import harapan
from evaluation.scoring.hitung import Gerbang, GerbangTambahan, NilaiArea, Skor, desimal, hitung, nilai_rumus
from evaluation.scoring.instrumen import (
    PREDIKAT,
    Ambang,
    Area,
    Aspek,
    AturanNol,
    Bagian,
    Indikator,
    Instrumen,
    Komponen,
    Masukan,
    Opsi,
    Pertanyaan,
    Rumus,
    SyaratPredikat,
)
from evaluation.scoring.jawaban import bersihkan, bersihkan_semua
from evaluation.scoring.kekurangan import Kekurangan, Langkah, what_is_missing
from evaluation.scoring.penjelasan import Penjelasan, jelaskan

__all__ = [
    "PREDIKAT",
    "Ambang",
    "Area",
    "Aspek",
    "AturanNol",
    "Bagian",
    "Gerbang",
    "GerbangTambahan",
    "Indikator",
    "Instrumen",
    "InstrumenError",
    "JawabanSalah",
    "Kekurangan",
    "Komponen",
    "Langkah",
    "Masukan",
    "NilaiArea",
    "Opsi",
    "Penjelasan",
    "Pertanyaan",
    "Rumus",
    "Skor",
    "SyaratPredikat",
    "bersihkan",
    "bersihkan_semua",
    "desimal",
    "harapan",
    "hitung",
    "jelaskan",
    "nilai_rumus",
    "what_is_missing",
]
