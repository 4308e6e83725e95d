"""Addresses of the seasons."""

from django.urls import path

from evaluation.views import musim

urlpatterns = [
    path("musim/", musim.musim_list, name="musim_list"),
    path("musim/siapkan/", musim.musim_siapkan, name="musim_siapkan"),
    path("musim/<int:pk>/", musim.musim_detail, name="musim_detail"),
    path("musim/<int:pk>/ubah/", musim.musim_ubah, name="musim_ubah"),
    path("musim/<int:pk>/buka/", musim.musim_buka, name="musim_buka"),
    path("musim/<int:pk>/perpanjang/", musim.musim_perpanjang, name="musim_perpanjang"),
]
