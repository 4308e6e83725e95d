"""What changes in the organisation, one door per act."""

from units.services.keanggotaan import akhiri_keanggotaan, buat_keanggotaan
from units.services.notifikasi import beri_tahu, tandai_dibaca
from units.services.pegawai import buat_pegawai

__all__ = ["akhiri_keanggotaan", "beri_tahu", "buat_keanggotaan", "buat_pegawai", "tandai_dibaca"]
