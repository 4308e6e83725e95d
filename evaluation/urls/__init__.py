"""Addresses of an evaluation, a module per topic."""

from evaluation.urls import (
    benturan,
    berkas,
    bukti_map,
    catatan_siap,
    evaluasi_tpn,
    impor_lke,
    indeks,
    jenjang,
    lke,
    musim,
    pendahuluan,
    pleno,
    portalrb,
    predikat,
    riwayat,
    syarat,
    tim_tpi,
    usulan,
)

app_name = "evaluation"

urlpatterns = [
    *lke.urlpatterns,
    *berkas.urlpatterns,
    *bukti_map.urlpatterns,
    *tim_tpi.urlpatterns,
    *benturan.urlpatterns,
    *catatan_siap.urlpatterns,
    *musim.urlpatterns,
    *pendahuluan.urlpatterns,
    *riwayat.urlpatterns,
    *usulan.urlpatterns,
    *predikat.urlpatterns,
    *syarat.urlpatterns,
    *jenjang.urlpatterns,
    *pleno.urlpatterns,
    *portalrb.urlpatterns,
    *evaluasi_tpn.urlpatterns,
    *indeks.urlpatterns,
    *impor_lke.urlpatterns,
]
