"""Addresses of reports, under /laporan/."""

from django.urls import path

from reports import views, views_selebaran

app_name = "reports"

urlpatterns = [
    path("lke/<int:pk>/", views.laporan_lke, name="laporan_lke"),
    path("lke/<int:pk>/minta/", views.laporan_minta, name="laporan_minta"),
    path("pencanangan/<int:pk>/", views.laporan_pencanangan, name="laporan_pencanangan"),
    path("pencanangan/<int:pk>/minta/", views.pencanangan_minta, name="pencanangan_minta"),
    path("pleno/<int:pk>/", views.laporan_pleno, name="laporan_pleno"),
    path("pleno/<int:pk>/minta/", views.pleno_minta, name="pleno_minta"),
    path("survei/<int:pk>/poster/", views_selebaran.poster_survei, name="poster_survei"),
    path("survei/<int:pk>/slip/", views_selebaran.slip_survei, name="slip_survei"),
    path("survei/<int:pk>/", views.laporan_survei, name="laporan_survei"),
    path("survei/<int:pk>/minta/", views.survei_minta, name="survei_minta"),
    path("pekerjaan/<int:pk>/", views.pekerjaan_status, name="pekerjaan_status"),
    path("pekerjaan/<int:pk>/ulang/", views.pekerjaan_ulang, name="pekerjaan_ulang"),
    path("dokumen/<int:pk>/unduh/", views.dokumen_unduh, name="dokumen_unduh"),
]
