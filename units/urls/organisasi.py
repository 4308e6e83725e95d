"""Addresses of the organisation's pages."""

from django.conf import settings
from django.urls import path

from units.views import gaya, organisasi, pegawai, profil

urlpatterns = [
    path("profil/", profil.profil, name="profil"),
    path("notifikasi/", profil.notifikasi, name="notifikasi"),
    path("notifikasi/baca-semua/", profil.notifikasi_baca_semua, name="notifikasi_baca_semua"),
    path("notifikasi/<int:pk>/", profil.notifikasi_buka, name="notifikasi_buka"),
    path("notifikasi/<int:pk>/baca/", profil.notifikasi_baca, name="notifikasi_baca"),
    path("unit/<int:pk>/", organisasi.unit_detail, name="unit_detail"),
    path("unit/<int:pk>/kedudukan/", organisasi.unit_kedudukan, name="unit_kedudukan"),
    path("instansi/", organisasi.instansi_list, name="instansi_list"),
    path("instansi/<int:pk>/", organisasi.instansi_detail, name="instansi_detail"),
    path("pegawai/", pegawai.pegawai_list, name="pegawai_list"),
    path("pegawai/unduhan/", pegawai.pegawai_unduhan, name="pegawai_unduhan"),
    path("pegawai/baru/", pegawai.pegawai_baru, name="pegawai_baru"),
    path("pegawai/<int:pk>/", pegawai.pegawai_detail, name="pegawai_detail"),
    path("pegawai/<int:pk>/ubah/", pegawai.pegawai_ubah, name="pegawai_ubah"),
    path("pegawai/<int:pk>/sandi/", pegawai.pegawai_sandi, name="pegawai_sandi"),
    path("pegawai/<int:pk>/aktif/", pegawai.pegawai_aktif, name="pegawai_aktif"),
    path("pegawai/<int:pk>/peran/", pegawai.keanggotaan_baru, name="keanggotaan_baru"),
    path("keanggotaan/<int:pk>/akhiri/", pegawai.keanggotaan_akhiri, name="keanggotaan_akhiri"),
]

if settings.DEBUG:
    urlpatterns.append(path("gaya/", gaya.gaya, name="gaya"))
