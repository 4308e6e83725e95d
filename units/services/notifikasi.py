"""Telling people in the portal."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from units.models import Notifikasi, User
from units.selectors.kabar import tujuan


def beri_tahu(
    *, kepada: Iterable[User] | QuerySet[User], judul: str, url: str, isi: str = "", kecuali: User | None
) -> int:
    """One inbox line for each person, without the one who caused it (None: nobody did); what is still unread the next
    morning goes along with the day's mail, to who may open its page then. Returns how many were told. Raises
    ValueError for a page of which nobody has said who may open it."""
    tujuan(url)
    unik = {user.pk: user for user in kepada if kecuali is None or user.pk != kecuali.pk}
    Notifikasi.objects.bulk_create(
        [Notifikasi(user=u, judul=judul[:200], isi=isi, url=url, perlu_surel=True) for u in unik.values()]
    )
    return len(unik)


def tandai_dibaca(*, user: User, notifikasi: Notifikasi | None = None) -> int:
    """Mark one notification, or all of the person's, as read."""
    baris = Notifikasi.objects.visible_to(user).belum_dibaca()
    if notifikasi is not None:
        baris = baris.filter(pk=notifikasi.pk)
    return baris.update(dibaca_pada=timezone.now())
