"""Addresses: the declaration, the pegawai register and the pakta integritas."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
