"""Addresses of requirements: of a sheet, and of an instansi."""

from django.urls import path

from evaluation.views import persyaratan, syarat

LKE, INSTANSI = "lke/<int:pk>/syarat/", "instansi/<int:pk>/persyaratan/"

urlpatterns = [
    path(LKE, syarat.lke_syarat, name="lke_syarat"),
    path(f"{LKE}<slug:kode>/", syarat.lke_syarat_detail, name="lke_syarat_detail"),
    path(f"{LKE}<slug:kode>/kecualikan/", syarat.lke_syarat_kecuali, name="lke_syarat_kecuali"),
    path(f"{LKE}<slug:kode>/cabut/", syarat.lke_syarat_cabut, name="lke_syarat_cabut"),
    path(f"{LKE}<slug:kode>/unggah/", syarat.lke_syarat_unggah, name="lke_syarat_unggah"),
    path(f"{LKE}<slug:kode>/berkas/<int:berkas_pk>/buang/", syarat.lke_syarat_buang, name="lke_syarat_buang"),
    path(INSTANSI, persyaratan.persyaratan, name="persyaratan"),
    path(f"{INSTANSI}<slug:kode>/", persyaratan.persyaratan_isi, name="persyaratan_isi"),
    path(
        f"{INSTANSI}<slug:kode>/berkas/<int:berkas_pk>/buang/", persyaratan.persyaratan_buang, name="persyaratan_buang"
    ),
]
