"""Addresses: the outbox."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import surel

urlpatterns: list[URLPattern] = [
    path("kotak-keluar/", surel.surel_list, name="surel_list"),
    path("kotak-keluar/coba-lagi/", surel.surel_coba_lagi_semua, name="surel_coba_lagi_semua"),
    path("kotak-keluar/<int:pk>/coba-lagi/", surel.surel_coba_lagi, name="surel_coba_lagi"),
]
