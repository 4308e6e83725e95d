"""Addresses of files on the things around a sheet."""

from django.urls import path

from evaluation.views import berkas

urlpatterns = [
    path("berkas/<int:pk>/", berkas.berkas_evaluasi, {"bentuk": "unduh"}, name="berkas_evaluasi"),
    path("berkas/<int:pk>/lihat/", berkas.berkas_evaluasi, {"bentuk": "pratinjau"}, name="berkas_evaluasi_lihat"),
]
