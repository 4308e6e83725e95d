"""Addresses: proof that hangs on things of the stages."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
