"""What changes in this room: documents are asked for, made, and looked after."""

from reports.services.cetak import (
    batang_lhe,
    cetak_lhe,
    cetak_pencanangan,
    cetak_pleno,
    cetak_survei,
    html_lhe,
    html_pencanangan,
    html_pleno,
    judul_batang,
    judul_radar,
    radar_lhe,
)
from reports.services.pekerjaan import buat_dokumen, coba_lagi, jalankan, minta_dokumen, sapu_pekerjaan

__all__ = [
    "batang_lhe",
    "buat_dokumen",
    "cetak_lhe",
    "cetak_pencanangan",
    "cetak_pleno",
    "cetak_survei",
    "coba_lagi",
    "html_lhe",
    "html_pencanangan",
    "html_pleno",
    "jalankan",
    "judul_batang",
    "judul_radar",
    "minta_dokumen",
    "radar_lhe",
    "sapu_pekerjaan",
]
