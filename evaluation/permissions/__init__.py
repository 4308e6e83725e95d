"""Who may do what in an evaluation, a module per topic. Deny by default; asked with ``has_perm``."""

from evaluation.permissions.dasar import (
    ISI_LAPIS,
    LIHAT_LAPIS,
    is_admin_instansi,
    is_bukan_unit_sendiri,
    is_orang_unit,
    is_tpi,
    is_tpn,
    ranah_terbaca,
)

__all__ = [
    "ISI_LAPIS",
    "LIHAT_LAPIS",
    "is_admin_instansi",
    "is_bukan_unit_sendiri",
    "is_orang_unit",
    "is_tpi",
    "is_tpn",
    "ranah_terbaca",
]
