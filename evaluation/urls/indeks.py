"""Addresses: the survey behind a hasil question."""

from __future__ import annotations

from django.urls import URLPattern, path

from evaluation.views import indeks

urlpatterns: list[URLPattern] = [
    path("lke/<int:pk>/indeks/<str:lapis>/<str:kode>/", indeks.lke_indeks, name="lke_indeks"),
]
