"""Addresses: the public form, short as it stands on posters."""

from __future__ import annotations

from django.urls import URLPattern, path

from surveys.views import publik

urlpatterns: list[URLPattern] = [
    path("s/hapus-kontak/", publik.hapus_kontak, name="hapus_kontak"),
    path("s/<slug:slug>/", publik.isi, name="isi"),
    path("s/<slug:slug>/terima-kasih/", publik.terima_kasih, name="terima_kasih"),
    path("s/<slug:slug>/kios/<slug:kunci>/", publik.kios, name="kios"),
]
