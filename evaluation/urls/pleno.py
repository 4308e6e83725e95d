"""Addresses of the rapat pleno of TPI."""

from django.urls import path

from evaluation.views import pleno

SATU = "tpi/pleno/<int:pk>/"

urlpatterns = [
    path("tpi/pleno/", pleno.pleno_list, name="pleno_list"),
    path("tpi/pleno/baru/", pleno.pleno_baru, name="pleno_baru"),
    path(SATU, pleno.pleno_detail, name="pleno_detail"),
    path(f"{SATU}ubah/", pleno.pleno_ubah, name="pleno_ubah"),
    path(f"{SATU}mulai/", pleno.pleno_mulai, name="pleno_mulai"),
    path(f"{SATU}tutup/", pleno.pleno_tutup, name="pleno_tutup"),
    path(f"{SATU}batal/", pleno.pleno_batal, name="pleno_batal"),
    path(f"{SATU}peserta/", pleno.pleno_peserta, name="pleno_peserta"),
    path(f"{SATU}peserta/<int:peserta_pk>/lepas/", pleno.pleno_peserta_lepas, name="pleno_peserta_lepas"),
    path(f"{SATU}hadir/", pleno.pleno_hadir, name="pleno_hadir"),
    path(f"{SATU}agenda/", pleno.pleno_agenda, name="pleno_agenda"),
    path(f"{SATU}agenda/<int:lke_pk>/butir/", pleno.pleno_butir_pilih, name="pleno_butir_pilih"),
    path(f"{SATU}agenda/<int:lke_pk>/keluarkan/", pleno.pleno_keluarkan, name="pleno_keluarkan"),
    path(f"{SATU}butir/<int:butir_pk>/", pleno.pleno_butir, name="pleno_butir"),
    path(f"{SATU}butir/<int:butir_pk>/buang/", pleno.pleno_butir_buang, name="pleno_butir_buang"),
    path(f"{SATU}berkas/", pleno.pleno_berkas, name="pleno_berkas"),
    path("lke/<int:pk>/pleno/", pleno.tpi_bawa_pleno, name="tpi_bawa_pleno"),
    path("lke/<int:pk>/pleno/kembali/", pleno.tpi_kembali_nilai, name="tpi_kembali_nilai"),
]
