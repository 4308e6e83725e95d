"""Reading the tokens of an instansi and what was fetched with them."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import TruncHour

from units.models import AmbilanAPI, Instansi, TokenAPI


def token_table(instansi: Instansi) -> QuerySet[TokenAPI]:
    """All tokens of an instansi, the newest first, with who made and revoked them: one query."""
    return instansi.token_api.select_related("dibuat_oleh", "dicabut_oleh").order_by("-pk")


def ambilan_table(instansi: Instansi) -> QuerySet:
    """Pulls of PortalRB by token and hour of the instansi, the newest first, each a dict: ``token__nama``, ``mulai``,
    ``akhir``, ``unit`` (units whose answers were given), ``permintaan``, ``ditolak``, and of these at the door
    ``tak_berlaku`` and ``terlalu_sering`` (counted once a minute). One query."""
    return (
        AmbilanAPI.objects.filter(instansi=instansi)
        .order_by()
        .annotate(jam=TruncHour("pada", tzinfo=instansi.tz))
        .values("jam", "token", "token__nama")
        .annotate(
            mulai=Min("pada"),
            akhir=Max("pada"),
            unit=Count("unit", filter=Q(status=200) & ~Q(unit=""), distinct=True),
            permintaan=Count("pk"),
            ditolak=Count("pk", filter=~Q(status=200)),
            tak_berlaku=Count("pk", filter=Q(status=401)),
            terlalu_sering=Count("pk", filter=Q(status=429)),
        )
        .order_by("-jam", "-token")
    )


def ambilan_unit(instansi: Instansi) -> dict[str, dt.datetime]:
    """Unit id → when its answers were last given. One query."""
    baris = AmbilanAPI.objects.filter(instansi=instansi, status=200).exclude(unit="").order_by()
    return dict(baris.values("unit").annotate(pada=Max("pada")).values_list("unit", "pada"))
