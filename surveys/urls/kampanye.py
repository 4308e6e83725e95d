"""Addresses: campaigns of a unit, their codes, and paper forms typed in."""

from __future__ import annotations

from django.urls import URLPattern, path

from surveys.views import entri, kampanye, kode

urlpatterns: list[URLPattern] = [
    path("survei/", kampanye.kampanye_list, name="kampanye_list"),
    path("unit/<int:pk>/survei/", kampanye.kampanye_unit, name="kampanye_unit"),
    path("unit/<int:pk>/survei/baru/", kampanye.kampanye_baru, name="kampanye_baru"),
    path("survei/<int:pk>/", kampanye.kampanye_detail, name="kampanye_detail"),
    path("survei/<int:pk>/ubah/", kampanye.kampanye_ubah, name="kampanye_ubah"),
    path("survei/<int:pk>/jumlah/", kampanye.kampanye_jumlah, name="kampanye_jumlah"),
    path("survei/<int:pk>/pratinjau/", kampanye.kampanye_pratinjau, name="kampanye_pratinjau"),
    path("survei/<int:pk>/bagikan/", kampanye.kampanye_bagikan, name="kampanye_bagikan"),
    path("survei/<int:pk>/langkah/<slug:aksi>/", kampanye.kampanye_gerak, name="kampanye_gerak"),
    path("survei/<int:pk>/perpanjang/", kampanye.kampanye_perpanjang, name="kampanye_perpanjang"),
    path("survei/<int:pk>/kode/", kode.kode_list, name="kode_list"),
    path("survei/<int:pk>/kode/buat/", kode.kode_buat, name="kode_buat"),
    path("survei/<int:pk>/kode/impor/", kode.kode_impor, name="kode_impor"),
    path("survei/<int:pk>/entri/", entri.entri, name="entri"),
]
