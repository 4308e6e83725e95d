"""Addresses: a unit's page through the year, and its instansi's."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
