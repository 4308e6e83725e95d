"""What the surveys store, a module per topic."""

from surveys.models.kampanye import Kampanye, KodeRespons, LayananKampanye, PerpanjanganKampanye
from surveys.models.kuesioner import Kuesioner
from surveys.models.rekap import Olahan, Rekap, Segel
from surveys.models.respons import Kontak, Pengeluaran, Respons, TandaRespons
from surveys.models.tindak_lanjut import TindakLanjutSurvei

__all__ = [
    "Kampanye",
    "KodeRespons",
    "Kontak",
    "Kuesioner",
    "LayananKampanye",
    "Olahan",
    "Pengeluaran",
    "PerpanjanganKampanye",
    "Rekap",
    "Respons",
    "Segel",
    "TandaRespons",
    "TindakLanjutSurvei",
]
