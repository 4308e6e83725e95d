"""Addresses of the surveys, a module per topic."""

from __future__ import annotations

from django.urls import URLPattern

from surveys.urls import hasil, kampanye, kuesioner, publik

app_name = "surveys"

urlpatterns: list[URLPattern] = [
    *publik.urlpatterns,
    *kampanye.urlpatterns,
    *kuesioner.urlpatterns,
    *hasil.urlpatterns,
]
