"""Addresses: linked systems."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import sistem
from units.views.buku import alamat_buku

urlpatterns: list[URLPattern] = [
    *alamat_buku(sistem.SISTEM),
    path("unit/<int:pk>/sistem/<int:baris_pk>/periksa/", sistem.sistem_periksa, name="sistem_periksa"),
]
