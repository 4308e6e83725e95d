"""Which documents a person may read, and how far their making has come."""

from __future__ import annotations

from evaluation.models import LembarKerjaEvaluasi
from reports.enums import JenisDokumen
from reports.models import Dokumen, Pekerjaan
from units.models import User

# More than anybody looks through; the page says so when there are more.
DOKUMEN_TERBANYAK = 50


def dokumen_terbaca(user: User, lke: LembarKerjaEvaluasi) -> list[Dokumen]:
    """The documents of this sheet that the person may read, newest first. One query."""
    semua = list(Dokumen.objects.filter(lke=lke)[:DOKUMEN_TERBANYAK])
    for dokumen in semua:
        dokumen.lke = lke
    return [d for d in semua if user.has_perm("reports.unduh_dokumen", d)]


def pekerjaan_terakhir(lke: LembarKerjaEvaluasi, *, kunci: str, kind: str = JenisDokumen.LHE) -> Pekerjaan | None:
    """The job for this content, if it was ever asked for."""
    return Pekerjaan.objects.filter(lke=lke, kind=kind, kunci=kunci).first()
