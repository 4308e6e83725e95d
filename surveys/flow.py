"""The life of a campaign, as data; ``units.services.tahap.gerak`` makes a move."""

from __future__ import annotations

from surveys.enums import StatusKampanye as S
from zi_portal.common.alur import Langkah

KELOLA = "surveys.kelola_kampanye"

FLOW_KAMPANYE = {
    "buka": Langkah(frozenset({S.DRAF}), S.BUKA, KELOLA),
    "jeda": Langkah(frozenset({S.BUKA}), S.JEDA, KELOLA, butuh_alasan=True),
    "lanjut": Langkah(frozenset({S.JEDA}), S.BUKA, KELOLA),
    "tutup": Langkah(frozenset({S.BUKA, S.JEDA}), S.TUTUP, KELOLA),
    "batal": Langkah(frozenset({S.DRAF}), S.BATAL, KELOLA),
}
