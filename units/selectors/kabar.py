"""News that waits for the day's mail, and which of it its reader may still open."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Model, QuerySet

from units.enums.tahap import JenisPengingat
from units.models import Notifikasi, PilihanPengingat, UnitKerja, User

# News older than this is in the inbox and needs no mail any more.
UMUR_KABAR = dt.timedelta(days=3)

_ALAMAT = re.compile(r"/([a-z-]+)/(\d{1,18})/")
_tujuan_model: dict[str, type[Model]] = {"unit": UnitKerja}


def daftarkan_tujuan(ruas: str, model: type[Model]) -> None:
    """Register what the pages under ``/<ruas>/<id>/`` are about: who sees the row by ``visible_to`` may open them.
    Called once, from ``ready()``."""
    _tujuan_model[ruas] = model


def kabar_menunggu(kini: dt.datetime) -> QuerySet[Notifikasi]:
    """Unread news that no mail has told yet, of people who want it by mail."""
    tanpa = PilihanPengingat.objects.filter(jenis=JenisPengingat.KABAR, surel=False)
    baru = Notifikasi.objects.belum_dibaca().filter(perlu_surel=True, surel_pada=None)
    return baru.filter(dibuat_pada__gt=kini - UMUR_KABAR).exclude(user__in=tanpa.values("user"))


def kabar_terbuka(user: User, kabar: Iterable[Notifikasi]) -> list[Notifikasi]:
    """Those whose page the person may open now: a role may have ended since, and a title tells something too. One
    query for each kind of thing."""
    semua = [(satu, _tujuan(satu)) for satu in kabar]
    ids: dict[str, set[int]] = defaultdict(set)
    for _satu, tujuan in semua:
        if tujuan:
            ids[tujuan[0]].add(tujuan[1])
    terlihat = {
        (ruas, pk)
        for ruas, isi in ids.items()
        for pk in _tujuan_model[ruas].objects.visible_to(user).filter(pk__in=isi).values_list("pk", flat=True)
    }
    return [satu for satu, tujuan in semua if tujuan is None or tujuan in terlihat]


def _tujuan(satu: Notifikasi) -> tuple[str, int] | None:
    """What its page is about, where somebody knows who may see that."""
    cocok = _ALAMAT.match(satu.url)
    return (cocok[1], int(cocok[2])) if cocok and cocok[1] in _tujuan_model else None
