"""Addresses: consultation, assistance, monitoring, findings, recommendation."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
