"""Addresses: questionnaires."""

from __future__ import annotations

from django.urls import URLPattern, path

from surveys.views import kuesioner

urlpatterns: list[URLPattern] = [
    path("kuesioner/", kuesioner.kuesioner_list, name="kuesioner_list"),
    path("kuesioner/<int:pk>/", kuesioner.kuesioner_detail, name="kuesioner_detail"),
    path("kuesioner/<int:pk>/pratinjau/", kuesioner.kuesioner_pratinjau, name="kuesioner_pratinjau"),
    path("kuesioner/<int:pk>/ubah/", kuesioner.kuesioner_ubah, name="kuesioner_ubah"),
    path("kuesioner/<int:pk>/terbit/", kuesioner.kuesioner_terbit, name="kuesioner_terbit"),
    path("instansi/<int:pk>/kuesioner/baru/", kuesioner.kuesioner_baru, name="kuesioner_baru"),
]
