"""Rows of the permission matrix: webhooks of the instansi, and the hosts that the platform's admin allows."""

from __future__ import annotations

from tests.matriks.penetapan import ADMIN, PELAYAN, instansi
from tests.matrix import Baris, Dunia, selalu, semua
from units.models import HostWebhook, KirimanWebhook, Webhook

PLATFORM = selalu("platform")


def webhook(d: Dunia) -> dict[str, object]:
    return {"pk": d.webhook.pk}


def host(d: Dunia) -> dict[str, object]:
    return {"pk": d.host_webhook.pk}


MATRIKS: dict[str, list[Baris]] = {
    "units:webhook_list": [Baris(instansi, PELAYAN, ADMIN)],
    "units:webhook_baru": [Baris(instansi, PELAYAN, ADMIN), Baris(instansi, PELAYAN, ADMIN, metode="post")],
    # Of another instansi, or without the right: it is not there.
    "units:webhook_detail": [Baris(webhook, ADMIN, ADMIN)],
    "units:webhook_uji": [Baris(webhook, ADMIN, ADMIN, metode="post")],
    "units:webhook_hentikan": [Baris(webhook, ADMIN, ADMIN), Baris(webhook, ADMIN, ADMIN, metode="post")],
    "units:webhook_ulang": [
        Baris(lambda d: webhook(d) | {"kiriman_pk": d.kiriman_webhook.pk}, ADMIN, ADMIN, metode="post")
    ],
    "units:host_webhook_list": [Baris(boleh=PLATFORM), Baris(boleh=PLATFORM, metode="post")],
    "units:host_webhook_cabut": [Baris(host, semua, PLATFORM), Baris(host, semua, PLATFORM, metode="post")],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """A webhook that was stopped, so that nothing leaves, with a message, and a host."""
    admin = dunia.orang["admin"]
    dunia.host_webhook = HostWebhook.objects.create(nama="a.go.id", dibuat_oleh=dunia.orang["platform"])
    dunia.webhook = Webhook.objects.create(
        instansi=dunia.instansi,
        nama="Dasbor",
        alamat="https://a.go.id/",
        peristiwa=["lke.berpindah"],
        rahasia="-",
        dibuat_oleh=admin,
        dihentikan_oleh=admin,
        dihentikan_pada=dunia.host_webhook.dibuat_pada,
    )
    dunia.kiriman_webhook = KirimanWebhook.objects.create(webhook=dunia.webhook, peristiwa="uji", status="gagal")
