"""Notes ready for use, as the page and the picker read them."""

from __future__ import annotations

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from evaluation.models import CatatanSiap
from units.enums import PERAN_TPI
from units.models import Instansi, User
from units.selectors import akses

SEMUA, SAYA, BERSAMA = "", "saya", "bersama"


def catatan_siap(user: User, *, q: str = "", milik: str = SEMUA) -> QuerySet[CatatanSiap]:
    """What this person may read, by title; ``milik`` "saya" or "bersama" narrows it to their own or to shared ones."""
    baris = CatatanSiap.objects.visible_to(user).select_related("pemilik", "instansi")
    if milik == SAYA:
        baris = baris.filter(pemilik=user)
    elif milik == BERSAMA:
        baris = baris.exclude(instansi=None)
    if q:
        baris = baris.filter(Q(judul__icontains=q) | Q(isi__icontains=q))
    return baris.order_by(Lower("judul"), "pk")


def pilihan_catatan(user: User, q: str = "") -> QuerySet[CatatanSiap]:
    """The same for the picker: one's own come first."""
    sendiri = Case(When(pemilik=user, then=Value(0)), default=Value(1))
    return catatan_siap(user, q=q).order_by(sendiri, Lower("judul"), "pk")


def instansi_berbagi(user: User) -> QuerySet[Instansi]:
    """The instansi with whose TPI this person may share: those in which they are TPI."""
    return Instansi.objects.filter(pk__in=akses(user).instansi_sebagai(*PERAN_TPI)).order_by("nama")
