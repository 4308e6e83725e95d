"""News that waits for the day's mail, and which of it its reader may still open."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from django.db.models import Model, QuerySet
from django.urls import reverse

from units.enums.tahap import JenisPengingat
from units.models import Notifikasi, PilihanPengingat, User
from zi_portal.common.masukan import angka

# News older than this is in the inbox and needs no mail any more.
UMUR_KABAR = dt.timedelta(days=3)

_NOMOR = re.compile(r"/(\d{1,18})(?=/)")

# Of these ids, those the person may open.
Terlihat = Callable[[User, Collection[int]], Iterable[int]]
Tujuan = tuple[str, int]
_terlihat: dict[str, Terlihat] = {}
_halaman: dict[str, Callable[[User], bool]] = {}


def daftarkan_tujuan(kunci: str, terlihat: type[Model] | Terlihat) -> None:
    """Register what the pages under ``/<kunci>/<id>/`` are about, or with "?nama" what ``?nama=<id>`` of an address
    means, and who may open it: a model by its ``visible_to``, or a function. ``kunci`` leaves out earlier ids:
    "unit/temuan". Called once, from ``ready()``."""
    _terlihat[kunci] = _lewat_visible_to(terlihat) if isinstance(terlihat, type) else terlihat


def daftarkan_halaman(nama: str, boleh: Callable[[User], bool]) -> None:
    """Register a page that is about no single thing, by its view's name. Called once, from ``ready()``."""
    _halaman[nama] = boleh


def _lewat_visible_to(model: type[Model]) -> Terlihat:
    return lambda user, ids: model.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)


@cache
def _alamat_halaman() -> dict[str, str]:
    return {reverse(nama): nama for nama in _halaman}


def tujuan(url: str) -> tuple[str, tuple[Tujuan, ...]]:
    """The page without an id that an address names ("" for another), and the things it is about. Raises ValueError
    where nobody has registered who may open them: news of them would go to nobody."""
    bagian = urlsplit(url)
    hal = [(_NOMOR.sub("", bagian.path[: m.start()]).strip("/"), int(m[1])) for m in _NOMOR.finditer(bagian.path)]
    halaman = "" if hal else _alamat_halaman().get(bagian.path, "")
    hal += [(f"?{n}", angka(v) or 0) for n, v in parse_qsl(bagian.query) if f"?{n}" in _terlihat]
    if (not hal and not halaman) or any(kunci not in _terlihat for kunci, _pk in hal):
        raise ValueError(f"{url}: nobody said who may open it (units.selectors.kabar)")
    return halaman, tuple(hal)


def kabar_menunggu(kini: dt.datetime) -> QuerySet[Notifikasi]:
    """Unread news that no mail has told yet, of people who want it by mail."""
    tanpa = PilihanPengingat.objects.filter(jenis=JenisPengingat.KABAR, surel=False)
    baru = Notifikasi.objects.belum_dibaca().filter(perlu_surel=True, surel_pada=None)
    return baru.filter(dibuat_pada__gt=kini - UMUR_KABAR).exclude(user__in=tanpa.values("user"))


def kabar_terbuka(user: User, kabar: Iterable[Notifikasi]) -> list[Notifikasi]:
    """Those whose page the person may open now: a role may have ended since, and a title tells something too. One
    query for each kind of thing."""
    semua = [(satu, *tujuan(satu.url)) for satu in kabar if _terdaftar(satu)]
    ids: dict[str, set[int]] = defaultdict(set)
    for _satu, _nama, hal in semua:
        for kunci, pk in hal:
            ids[kunci].add(pk)
    terlihat = {(kunci, pk) for kunci, isi in ids.items() for pk in _terlihat[kunci](user, isi)}
    boleh = {nama: _halaman[nama](user) for nama in {nama for _satu, nama, _hal in semua} if nama}
    return [satu for satu, nama, hal in semua if terlihat.issuperset(hal) and boleh.get(nama, True)]


def _terdaftar(satu: Notifikasi) -> bool:
    """News written by an older portal may lead to a page of which nobody says any more who opens it."""
    try:
        tujuan(satu.url)
    except ValueError:
        return False
    return True
