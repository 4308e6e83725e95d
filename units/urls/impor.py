"""Addresses: tables on their way in."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import impor as views
from units.views import induk

urlpatterns: list[URLPattern] = [
    path("unit/<int:pk>/impor/", views.impor_list, name="impor_list"),
    path("unit/<int:pk>/impor/<int:impor_pk>/", views.impor_detail, name="impor_detail"),
    path("unit/<int:pk>/impor/<int:impor_pk>/terapkan/", views.impor_terapkan, name="impor_terapkan"),
    path("unit/<int:pk>/impor/<int:impor_pk>/batalkan/", views.impor_batalkan, name="impor_batalkan"),
    path("unit/<int:pk>/impor/<int:impor_pk>/berkas/", views.impor_berkas, name="impor_berkas"),
    path("unit/<int:pk>/impor/<slug:jenis>/", views.impor_baru, name="impor_baru"),
    path("unit/<int:pk>/impor/<slug:jenis>/contoh/", views.impor_contoh, name="impor_contoh"),
    path("data-induk/", induk.induk_list, name="induk_list"),
    path("data-induk/<int:impor_pk>/", induk.induk_detail, name="induk_detail"),
    path("data-induk/<int:impor_pk>/terapkan/", induk.induk_terapkan, name="induk_terapkan"),
    path("data-induk/<int:impor_pk>/batalkan/", induk.induk_batalkan, name="induk_batalkan"),
    path("data-induk/<int:impor_pk>/berkas/", induk.induk_berkas, name="induk_berkas"),
    path("data-induk/<slug:jenis>/", induk.induk_baru, name="induk_baru"),
    path("data-induk/<slug:jenis>/contoh/", induk.induk_contoh, name="induk_contoh"),
]
