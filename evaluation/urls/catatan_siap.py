"""Addresses of notes ready for use."""

from django.urls import path

from evaluation.views import catatan_siap as v

urlpatterns = [
    path("catatan-siap/", v.catatan_siap_list, name="catatan_siap_list"),
    path("catatan-siap/pilih/", v.catatan_siap_pilih, name="catatan_siap_pilih"),
    path("catatan-siap/baru/", v.catatan_siap_baru, name="catatan_siap_baru"),
    path("catatan-siap/<int:pk>/ubah/", v.catatan_siap_ubah, name="catatan_siap_ubah"),
    path("catatan-siap/<int:pk>/bagikan/", v.catatan_siap_bagikan, name="catatan_siap_bagikan"),
    path("catatan-siap/<int:pk>/hapus/", v.catatan_siap_hapus, name="catatan_siap_hapus"),
]
