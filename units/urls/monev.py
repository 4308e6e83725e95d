"""Addresses: the seven duties, the quarterly monev and its follow-up."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import monev
from units.views.buku import alamat_buku

urlpatterns: list[URLPattern] = [
    path("unit/<int:pk>/kewajiban/", monev.kewajiban, name="kewajiban"),
    *alamat_buku(monev.MONEV),
    path("unit/<int:pk>/monev/<int:baris_pk>/<str:aksi>/", monev.monev_gerak, name="monev_gerak"),
    *alamat_buku(monev.TINDAK_LANJUT),
    path(
        "unit/<int:pk>/tindak-lanjut/<int:baris_pk>/selesai/",
        monev.tindak_lanjut_selesai,
        name="tindak_lanjut_selesai",
    ),
]
