"""Addresses: consultation, assistance, monitoring, findings, recommendation."""

from __future__ import annotations

from django.urls import URLPattern, path

from units.views import konsultasi, pemantauan, pendampingan, temuan

urlpatterns: list[URLPattern] = [
    # A unit and its TPI
    path("unit/<int:pk>/konsultasi/", konsultasi.konsultasi_list, name="konsultasi_list"),
    path("unit/<int:pk>/konsultasi/baru/", konsultasi.konsultasi_baru, name="konsultasi_baru"),
    path("unit/<int:pk>/konsultasi/<int:baris_pk>/", konsultasi.konsultasi_detail, name="konsultasi_detail"),
    path("unit/<int:pk>/konsultasi/<int:baris_pk>/balas/", konsultasi.konsultasi_balas, name="konsultasi_balas"),
    path("unit/<int:pk>/konsultasi/<int:baris_pk>/tutup/", konsultasi.konsultasi_tutup, name="konsultasi_tutup"),
    # TPI and TPN
    path("konsultasi-tpn/", konsultasi.konsultasi_tpn, name="konsultasi_tpn"),
    path("konsultasi-tpn/baru/", konsultasi.konsultasi_tpn_baru, name="konsultasi_tpn_baru"),
    path("konsultasi-tpn/<int:pk>/", konsultasi.konsultasi_tpn_detail, name="konsultasi_tpn_detail"),
    path("konsultasi-tpn/<int:pk>/balas/", konsultasi.konsultasi_tpn_balas, name="konsultasi_tpn_balas"),
    path("konsultasi-tpn/<int:pk>/tutup/", konsultasi.konsultasi_tpn_tutup, name="konsultasi_tpn_tutup"),
    # Assistance
    path("pendampingan/", pendampingan.pendampingan_kalender, name="pendampingan_kalender"),
    path("unit/<int:pk>/pendampingan/", pendampingan.pendampingan_list, name="pendampingan_list"),
    path("unit/<int:pk>/pendampingan/baru/", pendampingan.pendampingan_baru, name="pendampingan_baru"),
    path("unit/<int:pk>/pendampingan/<int:baris_pk>/", pendampingan.pendampingan_detail, name="pendampingan_detail"),
    path("unit/<int:pk>/pendampingan/<int:baris_pk>/ubah/", pendampingan.pendampingan_ubah, name="pendampingan_ubah"),
    path(
        "unit/<int:pk>/pendampingan/<int:baris_pk>/hasil/", pendampingan.pendampingan_hasil, name="pendampingan_hasil"
    ),
    path(
        "unit/<int:pk>/pendampingan/<int:baris_pk>/batal/", pendampingan.pendampingan_batal, name="pendampingan_batal"
    ),
    # Monitoring
    path("unit/<int:pk>/pemantauan/", pemantauan.pemantauan_list, name="pemantauan_list"),
    path("unit/<int:pk>/pemantauan/baru/", pemantauan.pemantauan_baru, name="pemantauan_baru"),
    path("unit/<int:pk>/pemantauan/<int:baris_pk>/", pemantauan.pemantauan_detail, name="pemantauan_detail"),
    path("unit/<int:pk>/pemantauan/<int:baris_pk>/ubah/", pemantauan.pemantauan_ubah, name="pemantauan_ubah"),
    path(
        "unit/<int:pk>/pemantauan/<int:baris_pk>/terbitkan/",
        pemantauan.pemantauan_terbitkan,
        name="pemantauan_terbitkan",
    ),
    path("unit/<int:pk>/pemantauan/<int:baris_pk>/hapus/", pemantauan.pemantauan_hapus, name="pemantauan_hapus"),
    # Findings
    path("temuan/", temuan.temuan_semua, name="temuan_tpi"),
    path("unit/<int:pk>/temuan/", temuan.temuan_list, name="temuan_list"),
    path("unit/<int:pk>/temuan/baru/", temuan.temuan_baru, name="temuan_baru"),
    path("unit/<int:pk>/temuan/<int:baris_pk>/", temuan.temuan_detail, name="temuan_detail"),
    path("unit/<int:pk>/temuan/<int:baris_pk>/ubah/", temuan.temuan_ubah, name="temuan_ubah"),
    path("unit/<int:pk>/temuan/<int:baris_pk>/hapus/", temuan.temuan_hapus, name="temuan_hapus"),
    path("unit/<int:pk>/temuan/<int:baris_pk>/perpanjang/", temuan.temuan_perpanjang, name="temuan_perpanjang"),
    path("unit/<int:pk>/temuan/<int:baris_pk>/langkah/<slug:aksi>/", temuan.temuan_gerak, name="temuan_gerak"),
    # Recommendation
    path("unit/<int:pk>/rekomendasi/", pemantauan.rekomendasi_list, name="rekomendasi_list"),
    path("unit/<int:pk>/rekomendasi/baru/", pemantauan.rekomendasi_baru, name="rekomendasi_baru"),
    path("unit/<int:pk>/rekomendasi/<int:baris_pk>/", pemantauan.rekomendasi_detail, name="rekomendasi_detail"),
    path("unit/<int:pk>/rekomendasi/<int:baris_pk>/ubah/", pemantauan.rekomendasi_ubah, name="rekomendasi_ubah"),
    path(
        "unit/<int:pk>/rekomendasi/<int:baris_pk>/sampaikan/",
        pemantauan.rekomendasi_sampaikan,
        name="rekomendasi_sampaikan",
    ),
    path("unit/<int:pk>/rekomendasi/<int:baris_pk>/terima/", pemantauan.rekomendasi_terima, name="rekomendasi_terima"),
    path("unit/<int:pk>/rekomendasi/<int:baris_pk>/tarik/", pemantauan.rekomendasi_tarik, name="rekomendasi_tarik"),
    path("unit/<int:pk>/rekomendasi/<int:baris_pk>/hapus/", pemantauan.rekomendasi_hapus, name="rekomendasi_hapus"),
]
