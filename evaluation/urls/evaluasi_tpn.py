"""Addresses of TPN's evaluation, from the selection to the decree."""

from django.urls import path

from evaluation.views import evaluasi_tpn, penetapan_tpn, sanggah, tim_tpn

urlpatterns = [
    path("lke/<int:pk>/tpn/", evaluasi_tpn.tpn_evaluasi, name="tpn_evaluasi"),
    path("lke/<int:pk>/tpn/mulai/", evaluasi_tpn.tpn_mulai, name="tpn_mulai"),
    path("lke/<int:pk>/tpn/lewati/", evaluasi_tpn.tpn_lewati, name="tpn_lewati"),
    path("lke/<int:pk>/tpn/gugur/", evaluasi_tpn.tpn_gugur, name="tpn_gugur"),
    path("lke/<int:pk>/tpn/rencana/", penetapan_tpn.tpn_rencana, name="tpn_rencana"),
    path("lke/<int:pk>/tpn/foto/<int:berkas_pk>/buang/", evaluasi_tpn.tpn_foto_buang, name="tpn_foto_buang"),
    path("lke/<int:pk>/tpn/langkah/<str:langkah>/", evaluasi_tpn.tpn_langkah, name="tpn_langkah"),
    path("lke/<int:pk>/seleksi/", sanggah.lke_seleksi, name="lke_seleksi"),
    path("lke/<int:pk>/sanggah/<str:kode>/", sanggah.lke_sanggah, name="lke_sanggah"),
    path("tpn/penetapan/", penetapan_tpn.tpn_penetapan, name="tpn_penetapan"),
    path("tpn/hasil/<int:pk>/", penetapan_tpn.tpn_hasil, name="tpn_hasil"),
    path("tpn/tim/", tim_tpn.tpn_tim_list, name="tpn_tim_list"),
    path("tpn/tim/buat/", tim_tpn.tpn_tim_buat, name="tpn_tim_buat"),
    path("tpn/tim/<int:pk>/", tim_tpn.tpn_tim, name="tpn_tim"),
    path("tpn/tim/<int:pk>/bubarkan/", tim_tpn.tpn_tim_bubar, name="tpn_tim_bubar"),
]
