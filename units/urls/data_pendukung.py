"""Addresses: figures entered once, and IKU."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import data_pendukung as views
from units.views.buku import alamat_buku

urlpatterns: list[URLPattern] = [
    path("unit/<int:pk>/data-pendukung/", views.data_pendukung, name="data_pendukung"),
    path("unit/<int:pk>/data-pendukung/<slug:kode>/", views.data_pendukung_riwayat, name="data_pendukung_riwayat"),
    *alamat_buku(views.BUKU_IKU),
    path("unit/<int:pk>/iku/<int:baris_pk>/realisasi/", views.iku_realisasi, name="iku_realisasi"),
]
