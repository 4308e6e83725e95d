"""Addresses: webhooks of an instansi and the hosts they may go to."""

from __future__ import annotations

from django.urls import path

from units.views import webhook

urlpatterns = [
    path("instansi/<int:pk>/webhook/", webhook.webhook_list, name="webhook_list"),
    path("instansi/<int:pk>/webhook/baru/", webhook.webhook_baru, name="webhook_baru"),
    path("webhook/<int:pk>/", webhook.webhook_detail, name="webhook_detail"),
    path("webhook/<int:pk>/uji/", webhook.webhook_uji, name="webhook_uji"),
    path("webhook/<int:pk>/hentikan/", webhook.webhook_hentikan, name="webhook_hentikan"),
    path("webhook/<int:pk>/kiriman/<int:kiriman_pk>/ulang/", webhook.webhook_ulang, name="webhook_ulang"),
    path("host-webhook/", webhook.host_webhook_list, name="host_webhook_list"),
    path("host-webhook/<int:pk>/cabut/", webhook.host_webhook_cabut, name="host_webhook_cabut"),
]
