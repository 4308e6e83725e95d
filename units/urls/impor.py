"""Addresses: tables on their way in."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import impor as views

urlpatterns: list[URLPattern] = [
    path("unit/<int:pk>/impor/", views.impor_list, name="impor_list"),
    path("unit/<int:pk>/impor/<int:impor_pk>/", views.impor_detail, name="impor_detail"),
    path("unit/<int:pk>/impor/<int:impor_pk>/terapkan/", views.impor_terapkan, name="impor_terapkan"),
    path("unit/<int:pk>/impor/<int:impor_pk>/batalkan/", views.impor_batalkan, name="impor_batalkan"),
    path("unit/<int:pk>/impor/<int:impor_pk>/berkas/", views.impor_berkas, name="impor_berkas"),
    path("unit/<int:pk>/impor/<slug:jenis>/", views.impor_baru, name="impor_baru"),
    path("unit/<int:pk>/impor/<slug:jenis>/contoh/", views.impor_contoh, name="impor_contoh"),
]
