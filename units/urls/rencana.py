"""Addresses: services, issues, risks, innovations and the rencana aksi."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import rencana
from units.views.buku import alamat_buku

# The plan's list has three views of its own in place of the register's.
_daftar, *_butir = alamat_buku(rencana.AKSI)
_AKSI = "unit/<int:pk>/rencana-aksi/"

urlpatterns: list[URLPattern] = [
    *alamat_buku(rencana.LAYANAN),
    *alamat_buku(rencana.ISU),
    *alamat_buku(rencana.RISIKO),
    *alamat_buku(rencana.INOVASI),
    path(_AKSI, rencana.aksi_list, name="aksi_list"),
    *_butir,
    path(f"{_AKSI}salin/", rencana.aksi_salin, name="aksi_salin"),
    path(f"{_AKSI}<int:baris_pk>/kemajuan/", rencana.aksi_kemajuan, name="aksi_kemajuan"),
    path(f"{_AKSI}<int:baris_pk>/mulai/", rencana.aksi_gerak, {"aksi": "mulai"}, name="aksi_mulai"),
    path(f"{_AKSI}<int:baris_pk>/selesaikan/", rencana.aksi_gerak, {"aksi": "selesaikan"}, name="aksi_selesaikan"),
    path(f"{_AKSI}<int:baris_pk>/batalkan/", rencana.aksi_beralasan, {"aksi": "batalkan"}, name="aksi_batalkan"),
    path(f"{_AKSI}<int:baris_pk>/buka-lagi/", rencana.aksi_beralasan, {"aksi": "buka_lagi"}, name="aksi_buka_lagi"),
]
