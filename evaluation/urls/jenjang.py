"""Addresses of TPI's levels and of what they differ in."""

from django.urls import path

from evaluation.views import jenjang

urlpatterns = [
    path("lke/<int:pk>/jenjang/", jenjang.jenjang, name="jenjang"),
    path("lke/<int:pk>/jenjang/ambil/", jenjang.jenjang_ambil, name="jenjang_ambil"),
    path("lke/<int:pk>/jenjang/teruskan/", jenjang.jenjang_teruskan, name="jenjang_teruskan"),
    path("lke/<int:pk>/jenjang/kembalikan/", jenjang.jenjang_kembalikan, name="jenjang_kembalikan"),
    path("lke/<int:pk>/jenjang/kursi/<int:penilai_pk>/lepas/", jenjang.kursi_lepas, name="kursi_lepas"),
    path("lke/<int:pk>/perbedaan/", jenjang.perbedaan, name="perbedaan"),
]
