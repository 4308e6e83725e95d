"""Addresses of predicates: the register, one predicate, its reports and clarifications, and what the public reads."""

from django.urls import path

from evaluation.views import predikat, publik

urlpatterns = [
    path("predikat/", predikat.predikat_list, name="predikat_list"),
    path("predikat/catat/", predikat.predikat_catat, name="predikat_catat"),
    path("predikat/<int:pk>/", predikat.predikat_detail, name="predikat_detail"),
    path("predikat/<int:pk>/sk/", predikat.predikat_sk, name="predikat_sk"),
    path("predikat/<int:pk>/cabut/", predikat.predikat_cabut, name="predikat_cabut"),
    path("predikat/<int:pk>/pulihkan/", predikat.predikat_pulihkan, name="predikat_pulihkan"),
    path("predikat/<int:pk>/laporan/", predikat.laporan_predikat_buat, name="laporan_predikat_buat"),
    path("predikat/<int:pk>/klarifikasi/", predikat.klarifikasi_predikat_buka, name="klarifikasi_predikat_buka"),
    path("predikat/laporan/<int:pk>/", predikat.laporan_predikat, name="laporan_predikat"),
    path("predikat/laporan/<int:pk>/isi/", predikat.laporan_predikat_isi, name="laporan_predikat_isi"),
    path("predikat/laporan/<int:pk>/kirim/", predikat.laporan_predikat_kirim, name="laporan_predikat_kirim"),
    path("predikat/laporan/<int:pk>/periksa/", predikat.laporan_predikat_periksa, name="laporan_predikat_periksa"),
    path("predikat/klarifikasi/<int:pk>/", predikat.klarifikasi_predikat, name="klarifikasi_predikat"),
    path(
        "predikat/klarifikasi/<int:pk>/jawab/", predikat.klarifikasi_predikat_jawab, name="klarifikasi_predikat_jawab"
    ),
    path(
        "predikat/klarifikasi/<int:pk>/tutup/", predikat.klarifikasi_predikat_tutup, name="klarifikasi_predikat_tutup"
    ),
    path("publik/predikat/", publik.publik_predikat, name="publik_predikat"),
    path("publik/predikat/<int:pk>/", publik.publik_predikat_unit, name="publik_predikat_unit"),
]
