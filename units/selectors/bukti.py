"""Proof in the archive of a unit, found by words."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from units.models import BerkasBukti, BuktiDukung

KATA_TERBANYAK = 6


def cari_bukti(bukti: QuerySet[BuktiDukung], q: str) -> QuerySet[BuktiDukung]:
    """Those whose title, number, note, address or file names hold every word of ``q``."""
    for kata in q.split()[:KATA_TERBANYAK]:
        cocok = Q(judul__icontains=kata) | Q(nomor__icontains=kata) | Q(keterangan__icontains=kata)
        cocok |= Q(url__icontains=kata) | Q(pk__in=BerkasBukti.objects.filter(nama__icontains=kata).values("bukti"))
        bukti = bukti.filter(cocok)
    return bukti
