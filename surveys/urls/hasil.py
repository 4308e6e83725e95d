"""Addresses: results, signs, exclusions, contacts, exports."""

from __future__ import annotations

from django.urls import URLPattern, path

from surveys.views import hasil, impor, respons, tindak_lanjut

DASAR = "survei/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{DASAR}hasil/", hasil.hasil, name="hasil"),
    path(f"{DASAR}hasil/komentar/", hasil.komentar_list, name="komentar_list"),
    path(f"{DASAR}segel/", hasil.segel, name="segel"),
    path(f"{DASAR}tindak-lanjut/", tindak_lanjut.tindak_lanjut_survei, name="tindak_lanjut_survei"),
    path(f"{DASAR}kontak/", hasil.kontak, name="kontak"),
    path(f"{DASAR}respons/", respons.respons_list, name="respons_list"),
    path(f"{DASAR}respons/keluarkan/", respons.respons_keluarkan, name="respons_keluarkan"),
    path(f"{DASAR}respons/masukkan/", respons.respons_masukkan, name="respons_masukkan"),
    path(f"{DASAR}respons/impor/", impor.impor_respons, name="impor_respons"),
    path(f"{DASAR}respons/impor/terapkan/", impor.impor_respons_terapkan, name="impor_respons_terapkan"),
    path(f"{DASAR}respons/impor/contoh/", impor.impor_respons_contoh, name="impor_respons_contoh"),
    path(f"{DASAR}respons/unduh/<slug:bentuk>/", respons.respons_unduh, name="respons_unduh"),
]
