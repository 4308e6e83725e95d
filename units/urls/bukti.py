"""Addresses: proof that hangs on things of the stages."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import bukti_tahap as v

_AWAL = "unit/<int:pk>/bukti-tahap/<str:benda>/<int:objek_id>/"

urlpatterns: list[URLPattern] = [
    path(_AWAL, v.bukti_tahap_daftar, name="bukti_tahap_daftar"),
    path(f"{_AWAL}unggah/", v.bukti_tahap_unggah, name="bukti_tahap_unggah"),
    path(f"{_AWAL}tautan/", v.bukti_tahap_tautan, name="bukti_tahap_tautan"),
    path(f"{_AWAL}pilih/", v.bukti_tahap_pilih, name="bukti_tahap_pilih"),
    path(f"{_AWAL}lepas/<int:pasangan_pk>/", v.bukti_tahap_lepas, name="bukti_tahap_lepas"),
]
