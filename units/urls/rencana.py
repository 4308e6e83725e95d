"""Addresses: services, issues, risks, innovations and the rencana aksi."""

from __future__ import annotations

from django.urls import URLPattern

from units.views import rencana
from units.views.buku import alamat_buku

urlpatterns: list[URLPattern] = [*alamat_buku(rencana.LAYANAN)]
