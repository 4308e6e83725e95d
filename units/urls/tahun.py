"""Addresses: a unit's page through the year, and its instansi's."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import tahun

# The page of one unit is ``units:unit_detail``, with the organisation's addresses.
urlpatterns: list[URLPattern] = [
    path("tahap/", tahun.tahap_saya, name="tahap_saya"),
    path("instansi/<int:pk>/tahap/", tahun.tahap_instansi, name="tahap_instansi"),
]
