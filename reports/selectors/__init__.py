"""What a report tells, and which documents a person may read."""

from reports.selectors.dokumen import dokumen_terbaca, pekerjaan_terakhir
from reports.selectors.lhe import isi_lhe
from reports.selectors.pencanangan import isi_pencanangan
from reports.selectors.pleno import isi_pleno
from reports.selectors.survei import isi_survei

__all__ = ["dokumen_terbaca", "isi_lhe", "isi_pencanangan", "isi_pleno", "isi_survei", "pekerjaan_terakhir"]
