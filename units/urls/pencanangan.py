"""Addresses: the declaration, the pegawai register and the pakta integritas."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import pakta, pencanangan
from units.views.buku import alamat_buku

_P = "unit/<int:pk>/pencanangan/"
_A = "unit/<int:pk>/pakta/"

urlpatterns: list[URLPattern] = [
    path(_P, pencanangan.pencanangan_list, name="pencanangan_list"),
    path(f"{_P}baru/", pencanangan.pencanangan_baru, name="pencanangan_baru"),
    path(f"{_P}<int:baris_pk>/", pencanangan.pencanangan_detail, name="pencanangan_detail"),
    path(f"{_P}<int:baris_pk>/ubah/", pencanangan.pencanangan_ubah, name="pencanangan_ubah"),
    path(f"{_P}<int:baris_pk>/hapus/", pencanangan.pencanangan_hapus, name="pencanangan_hapus"),
    path(f"{_P}<int:baris_pk>/publikasi/", pencanangan.pencanangan_publikasi, name="pencanangan_publikasi"),
    path(f"{_P}<int:baris_pk>/gerak/<slug:aksi>/", pencanangan.pencanangan_gerak, name="pencanangan_gerak"),
    path("instansi/<int:pk>/pencanangan/", pencanangan.pencanangan_bersama, name="pencanangan_bersama"),
    path("instansi/<int:pk>/pencanangan/baru/", pencanangan.pencanangan_bersama_baru, name="pencanangan_bersama_baru"),
    *alamat_buku(pakta.PEGAWAI),
    path(_A, pakta.pakta, name="pakta"),
    path(f"{_A}buka/", pakta.pakta_buka, name="pakta_buka"),
    path(f"{_A}<int:register_pk>/", pakta.pakta_register, name="pakta_register"),
    path(f"{_A}pindaian/", pakta.pakta_pindaian, name="pakta_pindaian"),
    path(f"{_A}tautan/", pakta.pakta_tautan_unit, name="pakta_tautan_unit"),
    path(f"{_A}tautan/csv/", pakta.pakta_tautan_csv, name="pakta_tautan_csv"),
    path(f"{_A}tautan/<int:tautan_pk>/cabut/", pakta.pakta_tautan_cabut, name="pakta_tautan_cabut"),
    path(f"{_A}tanda-tangan/<int:pakta_pk>/tarik/", pakta.pakta_tarik, name="pakta_tarik"),
    path("pakta/saya/", pakta.pakta_saya_halaman, name="pakta_saya"),
    path("pakta/t/<str:rahasia>/", pakta.pakta_tautan, name="pakta_tautan"),
]
