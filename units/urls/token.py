"""Addresses: tokens of the API and what was fetched with them."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import token

urlpatterns: list[URLPattern] = [
    path("instansi/<int:pk>/token/", token.token_list, name="token_list"),
    path("instansi/<int:pk>/token/baru/", token.token_baru, name="token_baru"),
    path("instansi/<int:pk>/token/ambilan/", token.token_ambilan, name="token_ambilan"),
    path("instansi/<int:pk>/token/<int:token_pk>/cabut/", token.token_cabut, name="token_cabut"),
]
