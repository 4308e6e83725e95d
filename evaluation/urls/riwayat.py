"""Addresses of the history of a sheet and of an instansi, and of the comparison of two versions."""

from django.urls import path

from evaluation.views import riwayat

urlpatterns = [
    path("lke/<int:pk>/riwayat/", riwayat.lke_riwayat, name="lke_riwayat"),
    path("lke/<int:pk>/riwayat/unduh/<str:bentuk>/", riwayat.lke_riwayat_unduh, name="lke_riwayat_unduh"),
    path("lke/<int:pk>/banding/", riwayat.lke_banding, name="lke_banding"),
    path("riwayat/", riwayat.riwayat_saya, name="riwayat_saya"),
    path("instansi/<int:pk>/riwayat/", riwayat.riwayat_instansi, name="riwayat_instansi"),
    path("instansi/<int:pk>/riwayat/unduh/<str:bentuk>/", riwayat.riwayat_unduh, name="riwayat_unduh"),
]
