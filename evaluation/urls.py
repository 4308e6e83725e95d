"""Addresses of an evaluation, noun first."""

from django.urls import path

from evaluation.views import jawaban, lke

app_name = "evaluation"

urlpatterns = [
    path("lke/", lke.lke_list, name="lke_list"),
    path("lke/buka/", lke.lke_buka, name="lke_buka"),
    path("lke/<int:pk>/", lke.lke_detail, name="lke_detail"),
    path("lke/<int:pk>/lanjut/", lke.lke_lanjut, name="lke_lanjut"),
    path("lke/<int:pk>/bagian/<str:kode>/", lke.lke_bagian, name="lke_bagian"),
    path("lke/<int:pk>/soal/<str:kode>/", lke.soal, name="soal"),
    path("lke/<int:pk>/cari/", lke.lke_cari, name="lke_cari"),
    path("lke/<int:pk>/jawaban/<str:lapis>/<str:kode>/", jawaban.jawaban_simpan, name="jawaban_simpan"),
    path("lke/<int:pk>/nilai/<str:lapis>/<str:kode>/", lke.penjelasan, name="penjelasan"),
    path("lke/<int:pk>/panel/<str:lapis>/", lke.lke_panel, name="lke_panel"),
    path("lke/<int:pk>/ajukan/", lke.lke_periksa, name="lke_periksa"),
    path("lke/<int:pk>/tanda-terima/", lke.lke_tanda_terima, name="lke_tanda_terima"),
    path("lke/<int:pk>/cetak/", lke.lke_cetak, name="lke_cetak"),
    path("lke/<int:pk>/riwayat/", lke.lke_riwayat, name="lke_riwayat"),
]
