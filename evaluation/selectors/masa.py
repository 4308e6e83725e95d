"""The windows of a season as they are open for an instansi."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from evaluation.enums.musim import Jendela
from evaluation.models import Musim, Perpanjangan
from units.models import Instansi


def batas_jendela(
    musim: Musim, jendela: Jendela, instansi: Instansi | int | None = None
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """From when to when a window is open, for this instansi (or its pk); None where there is no limit. No query."""
    match jendela:
        case Jendela.ISI:
            mulai, selesai = musim.isi_mulai, musim.isi_selesai
        case Jendela.TPI:
            mulai, selesai = None, musim.tpi_selesai
        case Jendela.USULAN:
            mulai, selesai = musim.usulan_mulai, musim.usulan_selesai
        case Jendela.SANGGAH:
            mulai, selesai = musim.sanggah_mulai, musim.sanggah_selesai
    if selesai is None or not (lanjut := musim.diperpanjang.get(jendela)):
        return mulai, selesai
    untuk = ("", str(instansi.pk if isinstance(instansi, Instansi) else instansi or ""))
    return mulai, max([selesai, *(dt.datetime.fromisoformat(lanjut[u]) for u in untuk if u in lanjut)])


def tutup_jendela(musim: Musim, jendela: Jendela, instansi: Instansi | int | None = None) -> dt.datetime | None:
    """Until when a window is open, for this instansi (or its pk)."""
    return batas_jendela(musim, jendela, instansi)[1]


def terbuka(musim: Musim, jendela: Jendela, instansi: Instansi | int | None = None) -> bool:
    """The window is open at this moment."""
    mulai, selesai = batas_jendela(musim, jendela, instansi)
    kini = timezone.now()
    return not ((mulai and kini < mulai) or (selesai and kini > selesai))


def tutup_tpi_lke() -> Greatest:
    """For a query of sheets: when TPI's window closes for each, after extensions."""
    lanjut = Perpanjangan.objects.filter(
        Q(instansi=None) | Q(instansi=OuterRef("unit__instansi")), musim=OuterRef("musim"), jendela=Jendela.TPI
    )
    asal = F("musim__tpi_selesai")
    return Greatest(Coalesce(Subquery(lanjut.order_by("-sampai").values("sampai")[:1]), asal), asal)
