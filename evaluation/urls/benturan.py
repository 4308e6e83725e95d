"""Addresses of conflicts of interest."""

from django.urls import path

from evaluation.views import benturan

urlpatterns = [
    path("tpi/benturan/", benturan.tpi_benturan, name="tpi_benturan"),
    path("tpi/benturan/instansi/", benturan.tpi_benturan_list, name="tpi_benturan_list"),
    path("tpi/benturan/catat/", benturan.tpi_benturan_catat, name="tpi_benturan_catat"),
    path("tpi/benturan/<int:pk>/cabut/", benturan.tpi_benturan_cabut, name="tpi_benturan_cabut"),
]
