"""Addresses of the sheet, from its first answer to the decision; noun first."""

from django.urls import path

from evaluation.views import beranda, bukti, jawaban, komentar, lke, tpi, tpn, usulan

urlpatterns = [
    path("", beranda.beranda, name="beranda"),
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
    # Proof under a question of a sheet
    path("lke/<int:pk>/bukti/soal/<str:kode>/", bukti.bukti_daftar, name="bukti_daftar"),
    path("lke/<int:pk>/bukti/soal/<str:kode>/unggah/", bukti.bukti_unggah, name="bukti_unggah"),
    path("lke/<int:pk>/bukti/soal/<str:kode>/tautan/", bukti.bukti_tautan, name="bukti_tautan"),
    path("lke/<int:pk>/bukti/soal/<str:kode>/pilih/", bukti.bukti_pilih, name="bukti_pilih"),
    path("lke/<int:pk>/bukti/pasangan/<int:tautan_pk>/lepas/", bukti.bukti_lepas, name="bukti_lepas"),
    path("lke/<int:pk>/bukti/berkas/<int:berkas_pk>/lihat/", bukti.bukti_lihat, {"milik": "lke"}, name="bukti_lihat"),
    # The bytes of proof: one view, asked from a sheet, from the archive or from the stages
    *(
        path(
            f"{asal}/bukti/berkas/<int:berkas_pk>/{akhir}", bukti.bukti_berkas, {"milik": milik, "bentuk": bentuk}, nama
        )
        for asal, milik, awalan in (
            ("lke/<int:pk>", "lke", "bukti"),
            ("unit/<int:pk>", "unit", "bukti_arsip"),
            ("unit/<int:pk>/tahap", "tahap", "bukti_tahap"),
        )
        for akhir, bentuk, nama in (
            ("", "unduh", f"{awalan}_berkas"),
            ("pratinjau/", "pratinjau", f"{awalan}_pratinjau"),
            ("kecil/", "kecil", f"{awalan}_kecil"),
        )
    ),
    path(
        "unit/<int:pk>/tahap/bukti/berkas/<int:berkas_pk>/lihat/",
        bukti.bukti_lihat,
        {"milik": "tahap"},
        name="bukti_tahap_lihat",
    ),
    # The archive of a unit
    path("unit/<int:pk>/bukti/", bukti.bukti_arsip, name="bukti_arsip"),
    path("unit/<int:pk>/bukti/unggah/", bukti.bukti_arsip_unggah, name="bukti_arsip_unggah"),
    path(
        "unit/<int:pk>/bukti/berkas/<int:berkas_pk>/lihat/",
        bukti.bukti_lihat,
        {"milik": "unit"},
        name="bukti_arsip_lihat",
    ),
    path("unit/<int:pk>/bukti/<int:bukti_pk>/", bukti.bukti_detail, name="bukti_detail"),
    path("unit/<int:pk>/bukti/<int:bukti_pk>/ganti/", bukti.bukti_ganti, name="bukti_ganti"),
    path("unit/<int:pk>/bukti/<int:bukti_pk>/pasang/", bukti.bukti_pasang, name="bukti_pasang"),
    path("unit/<int:pk>/bukti/<int:bukti_pk>/hapus/", bukti.bukti_hapus, name="bukti_hapus"),
    path("unit/<int:pk>/usulan-bukti/", bukti.bukti_usul, name="bukti_usul"),
    # Threads under a question
    path("lke/<int:pk>/sebutan/", komentar.sebutan, name="sebutan"),
    path("lke/<int:pk>/utas/<str:kode>/", komentar.utas, name="utas"),
    path("lke/<int:pk>/utas/<str:kode>/tulis/", komentar.komentar_tulis, name="komentar_tulis"),
    path("lke/<int:pk>/komentar/<int:komentar>/selesai/", komentar.komentar_selesai, name="komentar_selesai"),
    # TPI
    path("tpi/", tpi.tpi_antrean, name="tpi_antrean"),
    path("tpi/penugasan/", tpi.tpi_tugas, name="tpi_tugas"),
    path("tpi/penugasan/<int:pk>/lepas/", tpi.tpi_tugas_lepas, name="tpi_tugas_lepas"),
    path("lke/<int:pk>/mulai-nilai/", tpi.tpi_mulai, name="tpi_mulai"),
    path("lke/<int:pk>/berikutnya/", tpi.tpi_berikutnya, name="tpi_berikutnya"),
    path("lke/<int:pk>/berubah/", tpi.tpi_berubah, name="tpi_berubah"),
    path("lke/<int:pk>/terima-sisanya/", tpi.tpi_terima, name="tpi_terima"),
    path("lke/<int:pk>/kembalikan/", tpi.tpi_kembalikan, name="tpi_kembalikan"),
    path("lke/<int:pk>/perpanjang/", tpi.tpi_perpanjang, name="tpi_perpanjang"),
    path("lke/<int:pk>/selesaikan/", tpi.tpi_selesai, name="tpi_selesai"),
    # Proposal and decision
    path("usulan/", usulan.usulan_list, name="usulan_list"),
    path("usulan/buat/", usulan.usulan_buat, name="usulan_buat"),
    path("usulan/<int:pk>/", usulan.usulan_detail, name="usulan_detail"),
    path("usulan/<int:pk>/masukkan/", usulan.usulan_masukkan, name="usulan_masukkan"),
    path("usulan/<int:pk>/keluarkan/", usulan.usulan_keluarkan, name="usulan_keluarkan"),
    path("usulan/<int:pk>/kirim/", usulan.usulan_kirim, name="usulan_kirim"),
    path("tpn/", tpn.tpn_antrean, name="tpn_antrean"),
    path("lke/<int:pk>/putusan/", tpn.tpn_putuskan, name="tpn_putuskan"),
]
