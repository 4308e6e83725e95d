"""Which documents a person may read, and how far their making has come."""

from __future__ import annotations

from reports.enums import JenisDokumen
from reports.models import Dokumen, Hal, Pekerjaan, tentang
from units.models import User

# More than anybody looks through; the page says so when there are more.
DOKUMEN_TERBANYAK = 50


def dokumen_terbaca(user: User, hal: Hal) -> list[Dokumen]:
    """The documents of this sheet or declaration that the person may read, newest first."""
    semua = list(Dokumen.objects.filter(**tentang(hal))[:DOKUMEN_TERBANYAK])
    for dokumen in semua:
        for kolom, isi in tentang(hal).items():
            setattr(dokumen, kolom, isi)
    return [d for d in semua if user.has_perm("reports.unduh_dokumen", d)]


def pekerjaan_terakhir(hal: Hal, *, kunci: str, kind: str = JenisDokumen.LHE) -> Pekerjaan | None:
    """The job for this content, if it was ever asked for."""
    return Pekerjaan.objects.filter(**tentang(hal), kind=kind, kunci=kunci).first()
