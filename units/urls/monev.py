"""Addresses: the seven duties and the quarterly monev."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
