"""News that waits for the day's mail, and which of it its reader may still open."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from django.db.models import QuerySet

from units.enums.tahap import JenisPengingat
from units.models import Notifikasi, PilihanPengingat, UnitKerja, User

# News older than this is in the inbox and needs no mail any more.
UMUR_KABAR = dt.timedelta(days=3)

Terbuka = Callable[[User, Collection[int]], set[int]]

_ALAMAT = re.compile(r"/([a-z-]+)/(\d{1,18})/")
_terbuka: dict[str, Terbuka] = {}


def daftarkan_tujuan(ruas: str, fungsi: Terbuka) -> None:
    """Register who may open pages under ``/<ruas>/<id>/``: a function of person and ids that gives those they may.
    Called once, from ``ready()``."""
    _terbuka[ruas] = fungsi


def _unit(user: User, ids: Collection[int]) -> set[int]:
    return set(UnitKerja.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))


daftarkan_tujuan("unit", _unit)


def kabar_menunggu(kini: dt.datetime) -> QuerySet[Notifikasi]:
    """Unread news that no mail has told yet, of people who want it by mail."""
    tanpa = PilihanPengingat.objects.filter(jenis=JenisPengingat.KABAR, surel=False)
    baru = Notifikasi.objects.belum_dibaca().filter(perlu_surel=True, surel_pada=None)
    return baru.filter(dibuat_pada__gt=kini - UMUR_KABAR).exclude(user__in=tanpa.values("user"))


def kabar_terbuka(user: User, kabar: Iterable[Notifikasi]) -> list[Notifikasi]:
    """Those whose page the person may open now: a role may have ended since, and a title tells something too. One
    query for each kind of thing."""
    semua = list(kabar)
    ids: dict[str, set[int]] = defaultdict(set)
    for satu in semua:
        if tujuan := _tujuan(satu):
            ids[tujuan[0]].add(tujuan[1])
    boleh = {ruas: _terbuka[ruas](user, isi) for ruas, isi in ids.items()}
    return [s for s in semua if (t := _tujuan(s)) is None or t[1] in boleh[t[0]]]


def _tujuan(satu: Notifikasi) -> tuple[str, int] | None:
    """What its page is about, where somebody knows who may see that."""
    cocok = _ALAMAT.match(satu.url)
    return (cocok[1], int(cocok[2])) if cocok and cocok[1] in _terbuka else None
