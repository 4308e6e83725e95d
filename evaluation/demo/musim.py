"""The seasons of the demo: one office has a little longer this year, and next year's is being prepared."""

from __future__ import annotations

import datetime as dt

from evaluation.demo.data import KEMENTERIAN
from evaluation.demo.panggung import TAHUN, Panggung, tercatat
from evaluation.enums.musim import Jendela
from evaluation.models import Musim
from evaluation.selectors.masa import tutup_jendela
from evaluation.services.musim import perpanjang_musim, siapkan_musim


def ceritakan_musim(panggung: Panggung) -> None:
    """Adds what is missing and keeps the rest."""
    musim, tpn = panggung.musim[TAHUN], panggung.orang["tpn"]
    if not musim.perpanjangan.exists():
        with tercatat(panggung.hari(-3)):
            perpanjang_musim(
                musim=musim,
                jendela=Jendela.TPI,
                instansi=panggung.instansi[KEMENTERIAN],
                sampai=tutup_jendela(musim, Jendela.TPI) + dt.timedelta(days=14),
                alasan="Unit vertikal tersebar di banyak pulau; kunjungan lapangan TPI selesai dua pekan kemudian.",
                actor=tpn,
            )
    if not Musim.objects.filter(tahun=TAHUN + 1).exists():
        with tercatat(panggung.hari(-2)):
            siapkan_musim(dari=musim, actor=tpn)
