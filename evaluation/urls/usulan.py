"""Addresses of a proposal beside its filling and sending: documents, contact, withdrawal, package, WBK mandiri."""

from django.urls import path

from evaluation.views import mandiri, usulan

urlpatterns = [
    path("usulan/<int:pk>/dokumen/", usulan.usulan_dokumen, name="usulan_dokumen"),
    path("usulan/<int:pk>/narahubung/", usulan.usulan_narahubung, name="usulan_narahubung"),
    path("usulan/<int:pk>/tarik/", usulan.usulan_tarik, name="usulan_tarik"),
    path("usulan/<int:pk>/tarik/<int:lke_pk>/", usulan.usulan_tarik_unit, name="usulan_tarik_unit"),
    path("usulan/<int:pk>/paket/", usulan.usulan_paket, name="usulan_paket"),
    path("usulan/<int:pk>/paket/periksa/", usulan.usulan_paket_periksa, name="usulan_paket_periksa"),
    path("lke/<int:pk>/tetapkan-mandiri/", mandiri.usulan_mandiri, name="usulan_mandiri"),
    path("wbk-mandiri/", mandiri.mandiri_list, name="mandiri_list"),
    path("wbk-mandiri/<int:pk>/", mandiri.mandiri_atur, name="mandiri_atur"),
]
