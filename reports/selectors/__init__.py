"""What a report tells, and which documents a person may read."""

from reports.selectors.dokumen import dokumen_terbaca, pekerjaan_terakhir
from reports.selectors.lhe import isi_lhe

__all__ = ["dokumen_terbaca", "isi_lhe", "pekerjaan_terakhir"]
