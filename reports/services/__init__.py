"""What changes in this room: documents are asked for, made, and looked after."""

from reports.services.cetak import batang_lhe, cetak_lhe, html_lhe, judul_batang, judul_radar, radar_lhe
from reports.services.pekerjaan import buat_lhe, coba_lagi, jalankan, minta_dokumen, sapu_pekerjaan

__all__ = [
    "batang_lhe",
    "buat_lhe",
    "cetak_lhe",
    "coba_lagi",
    "html_lhe",
    "jalankan",
    "judul_batang",
    "judul_radar",
    "minta_dokumen",
    "radar_lhe",
    "sapu_pekerjaan",
]
