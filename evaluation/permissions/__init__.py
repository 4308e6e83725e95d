"""Who may do what in an evaluation, a module per topic. Deny by default; asked with ``has_perm``."""

from evaluation.permissions import (  # noqa: F401  # register their rules
    benturan,
    catatan_siap,
    evaluasi_tpn,
    impor_lke,
    jenjang,  # registers its own
    musim,
    pendahuluan,
    pleno,
    predikat,
    riwayat,
    syarat,
    tim_tpi,
)
from evaluation.permissions import usulan as _usulan  # noqa: F401 (registers who reads its files)
from evaluation.permissions.dasar import (
    ISI_LAPIS,
    LIHAT_LAPIS,
    is_admin_instansi,
    is_auditor,
    is_bebas_benturan,
    is_bukan_unit_sendiri,
    is_orang_unit,
    is_tpi,
    is_tpn,
    lapis_menilai,
    ranah_terbaca,
)

__all__ = [
    "ISI_LAPIS",
    "LIHAT_LAPIS",
    "is_admin_instansi",
    "is_auditor",
    "is_bebas_benturan",
    "is_bukan_unit_sendiri",
    "is_orang_unit",
    "is_tpi",
    "is_tpn",
    "lapis_menilai",
    "musim",
    "ranah_terbaca",
    "riwayat",
    "syarat",
]
