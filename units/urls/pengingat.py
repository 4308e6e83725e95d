"""Addresses: what one is reminded of."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views.pengingat import pengingat_atur

urlpatterns: list[URLPattern] = [path("profil/pengingat/", pengingat_atur, name="pengingat_atur")]
