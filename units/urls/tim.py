"""Addresses: the tim kerja, agents of change, publications and programmes."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
