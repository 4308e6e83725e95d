"""Addresses of the organisation and of the four stages, a module per topic."""

from units.urls import (
    bukti,
    data_pendukung,
    impor,
    monev,
    organisasi,
    pemantauan,
    pencanangan,
    penetapan,
    pengingat,
    rencana,
    sistem,
    surel,
    tahun,
    tim,
    token,
    webhook,
)

app_name = "units"

urlpatterns = [
    *organisasi.urlpatterns,
    *bukti.urlpatterns,
    *data_pendukung.urlpatterns,
    *impor.urlpatterns,
    *monev.urlpatterns,
    *pemantauan.urlpatterns,
    *pencanangan.urlpatterns,
    *penetapan.urlpatterns,
    *pengingat.urlpatterns,
    *rencana.urlpatterns,
    *sistem.urlpatterns,
    *surel.urlpatterns,
    *tahun.urlpatterns,
    *tim.urlpatterns,
    *token.urlpatterns,
    *webhook.urlpatterns,
]
