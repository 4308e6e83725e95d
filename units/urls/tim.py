"""Addresses: the tim kerja, agents of change, publications and programmes."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import tim
from units.views.buku import alamat_buku

urlpatterns: list[URLPattern] = [
    *alamat_buku(tim.TIM),
    path("unit/<int:pk>/tim-kerja/<int:baris_pk>/anggota/", tim.tim_kerja_anggota, name="tim_kerja_anggota"),
    *alamat_buku(tim.AGEN),
    path("unit/<int:pk>/agen-perubahan/<int:baris_pk>/perubahan/", tim.agen_perubahan, name="agen_perubahan"),
    *alamat_buku(tim.PUBLIKASI),
    *alamat_buku(tim.PROGRAM),
]
