"""Addresses of TPI's teams."""

from django.urls import path

from evaluation.views import tim_tpi

urlpatterns = [
    path("tpi/tim/", tim_tpi.tpi_tim_list, name="tpi_tim_list"),
    path("tpi/tim/baru/", tim_tpi.tpi_tim_baru, name="tpi_tim_baru"),
    path("tpi/tim/bagi/", tim_tpi.tpi_tim_bagi, name="tpi_tim_bagi"),
    path("tpi/tim/<int:pk>/", tim_tpi.tpi_tim_detail, name="tpi_tim_detail"),
    path("tpi/tim/<int:pk>/ubah/", tim_tpi.tpi_tim_ubah, name="tpi_tim_ubah"),
    path("tpi/tim/<int:pk>/hapus/", tim_tpi.tpi_tim_hapus, name="tpi_tim_hapus"),
    path("tpi/tim/<int:pk>/sk/", tim_tpi.tpi_tim_sk, name="tpi_tim_sk"),
    path("tpi/tim/<int:pk>/sk/<int:berkas_pk>/buang/", tim_tpi.tpi_tim_sk_buang, name="tpi_tim_sk_buang"),
    path("tpi/tim/<int:pk>/unit/", tim_tpi.tpi_tim_unit, name="tpi_tim_unit"),
    path("tpi/tim/<int:pk>/unit/<int:unit_pk>/lepas/", tim_tpi.tpi_tim_unit_lepas, name="tpi_tim_unit_lepas"),
    path("tpi/penugasan/riwayat/", tim_tpi.tpi_tugas_riwayat, name="tpi_tugas_riwayat"),
]
