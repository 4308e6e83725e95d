"""Addresses: the official workbook out of a sheet and into it, one at a time or many."""

from django.urls import path

from evaluation.views import impor_lke, kiriman_lke

urlpatterns = [
    path("lke/<int:pk>/excel/", impor_lke.buku, name="buku"),
    path("lke/<int:pk>/excel/unduh/<slug:bentuk>/", impor_lke.buku_unduh, name="buku_unduh"),
    path("lke/<int:pk>/excel/impor/<int:impor_pk>/", impor_lke.impor_lke_detail, name="impor_lke_detail"),
    path("lke/<int:pk>/excel/impor/<int:impor_pk>/pilih/", impor_lke.impor_lke_pilih, name="impor_lke_pilih"),
    path("lke/<int:pk>/excel/impor/<int:impor_pk>/batalkan/", impor_lke.impor_lke_batalkan, name="impor_lke_batalkan"),
    path("lke/<int:pk>/excel/impor/<int:impor_pk>/berkas/", impor_lke.impor_lke_berkas, name="impor_lke_berkas"),
    path("lke/excel/", kiriman_lke.kiriman_lke_list, name="kiriman_lke_list"),
    path("lke/excel/<int:pk>/", kiriman_lke.kiriman_lke_detail, name="kiriman_lke_detail"),
    path("lke/excel/<int:pk>/terapkan/", kiriman_lke.kiriman_lke_terapkan, name="kiriman_lke_terapkan"),
    path("lke/excel/<int:pk>/berkas/<int:impor_pk>/unit/", kiriman_lke.kiriman_lke_unit, name="kiriman_lke_unit"),
]
