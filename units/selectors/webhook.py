"""Reading the webhooks of an instansi, what they were sent, and the hosts they may go to."""

from __future__ import annotations

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from units.enums.webhook import StatusKiriman
from units.models import HostWebhook, Instansi, KirimanWebhook, Webhook


def webhook_table(instansi: Instansi) -> QuerySet[Webhook]:
    """Webhooks of an instansi, those at work first, the newest first; each with ``menunggu`` and ``gagal`` (how many
    messages) and ``terakhir`` (when one was last taken). One query."""
    diterima = KirimanWebhook.objects.filter(webhook=OuterRef("pk"), status=StatusKiriman.TERKIRIM).order_by("-pk")
    return (
        instansi.webhook.select_related("dibuat_oleh", "dihentikan_oleh")
        .annotate(
            menunggu=Count("semua_kiriman", filter=Q(semua_kiriman__status=StatusKiriman.MENUNGGU)),
            gagal=Count("semua_kiriman", filter=Q(semua_kiriman__status=StatusKiriman.GAGAL)),
            terakhir=Subquery(diterima.values("selesai_pada")[:1]),
        )
        .order_by(F("dihentikan_pada").desc(nulls_first=True), "-pk")
    )


def kiriman_table(webhook: Webhook, status: str = "") -> QuerySet[KirimanWebhook]:
    """Messages of a webhook, the newest first; of one state where ``status`` names one."""
    baris = webhook.semua_kiriman.order_by("-pk")
    return baris.filter(status=status) if status else baris


def hitung_kiriman(webhook: Webhook) -> dict[str, int]:
    """State → how many. One query."""
    jumlah = dict(webhook.semua_kiriman.order_by().values_list("status").annotate(n=Count("pk")))
    return {s.value: jumlah.get(s.value, 0) for s in StatusKiriman}


def host_table() -> QuerySet[HostWebhook]:
    """Hosts, those allowed now first, by name. One query."""
    baris = HostWebhook.objects.select_related("dibuat_oleh", "dicabut_oleh")
    return baris.order_by(F("dicabut_pada").desc(nulls_first=True), "nama", "-pk")


def host_boleh() -> list[str]:
    """Names of the hosts allowed now. One query."""
    return list(HostWebhook.objects.filter(dicabut_pada=None).order_by("nama").values_list("nama", flat=True))
