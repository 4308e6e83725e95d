"""The outbox as the platform's admin sees it: whom each mail is for and how it stands, never what it says."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from units.enums.surel import StatusSurel
from units.models import SurelKeluar


def surel_table(status: str = "") -> QuerySet[SurelKeluar]:
    """Mails, newest first, with whom they are for (``nama``); of one state where ``status`` names one."""
    baris = SurelKeluar.objects.annotate(nama=Coalesce("user__nama", "tautan__pegawai__nama")).order_by("-pk")
    return baris.filter(status=status) if status else baris


def hitung_surel() -> dict[str, int]:
    """State → how many. One query."""
    jumlah = dict(SurelKeluar.objects.order_by().values_list("status").annotate(n=Count("pk")))
    return {s.value: jumlah.get(s.value, 0) for s in StatusSurel}


def server_ditunggu() -> SurelKeluar | None:
    """The mail that found the server away and waits to ask it again. One query."""
    return SurelKeluar.objects.menunggu().filter(tunggu_server__gt=0).order_by("pk").first()
