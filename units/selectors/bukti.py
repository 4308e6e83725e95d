"""Proof in the archive of a unit: found by words, held back or not."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from units.models import BerkasBukti, BuktiDukung
from zi_portal.common.berkas import BERBAHAYA, TERTUNDA

KATA_TERBANYAK = 6


def cari_bukti(bukti: QuerySet[BuktiDukung], q: str) -> QuerySet[BuktiDukung]:
    """Those whose title, number, note, address or file names hold every word of ``q``."""
    for kata in q.split()[:KATA_TERBANYAK]:
        cocok = Q(judul__icontains=kata) | Q(nomor__icontains=kata) | Q(keterangan__icontains=kata)
        cocok |= Q(url__icontains=kata) | Q(pk__in=BerkasBukti.objects.filter(nama__icontains=kata).values("bukti"))
        bukti = bukti.filter(cocok)
    return bukti


def kata_pindai(versi: BerkasBukti) -> str:
    """Why a file does not go out: dangerous, or not scanned yet; "" when it does."""
    if versi.pindai == BERBAHAYA:
        return _("Berbahaya, diblokir")
    if versi.pindai == TERTUNDA:
        return _("Menunggu pemindaian")
    return ""
