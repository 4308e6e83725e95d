"""Addresses: candidates, criteria and SK."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import penetapan as v

DASAR = "instansi/<int:pk>/penetapan/"

urlpatterns: list[URLPattern] = [
    path(DASAR, v.penetapan, name="penetapan"),
    path(f"{DASAR}pilih/", v.penetapan_pilih, name="penetapan_pilih"),
    path(f"{DASAR}pilih/<int:unit_pk>/", v.penetapan_calon_baru, name="penetapan_calon_baru"),
    path(f"{DASAR}banding/", v.penetapan_banding, name="penetapan_banding"),
    path(f"{DASAR}tetapkan/", v.penetapan_tetapkan, name="penetapan_tetapkan"),
    path(f"{DASAR}sk/<int:sk_pk>/", v.penetapan_sk, name="penetapan_sk"),
    path(f"{DASAR}calon/<int:calon_pk>/", v.penetapan_calon, name="penetapan_calon"),
    path(f"{DASAR}calon/<int:calon_pk>/ubah/", v.penetapan_calon_ubah, name="penetapan_calon_ubah"),
    path(f"{DASAR}calon/<int:calon_pk>/hapus/", v.penetapan_calon_hapus, name="penetapan_calon_hapus"),
    path(f"{DASAR}calon/<int:calon_pk>/keluarkan/", v.penetapan_keluarkan, name="penetapan_keluarkan"),
    path("instansi/<int:pk>/atur/", v.instansi_atur, name="instansi_atur"),
    path("unit/<int:pk>/penetapan/", v.penetapan_unit, name="penetapan_unit"),
]
