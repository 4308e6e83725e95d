"""The windows of a season as they are open for an instansi."""

from __future__ import annotations

import datetime as dt

from evaluation.enums.musim import Jendela
from evaluation.models import Musim
from units.models import Instansi


def batas_jendela(
    musim: Musim, jendela: Jendela, instansi: Instansi | None = None
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """From when to when a window is open, for this instansi; None where there is no limit."""
    match jendela:
        case Jendela.ISI:
            return musim.isi_mulai, musim.isi_selesai
        case Jendela.TPI:
            return None, musim.tpi_selesai
        case Jendela.USULAN:
            return musim.usulan_mulai, musim.usulan_selesai
        case Jendela.SANGGAH:
            return musim.sanggah_mulai, musim.sanggah_selesai
