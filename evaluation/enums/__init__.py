"""States, kinds and moves of an evaluation, a module per topic."""

from evaluation.enums.lke import (
    STATUS_AKHIR,
    STATUS_RILIS_TPI,
    STATUS_TPI_MENILAI,
    STATUS_TPN,
    STATUS_UNIT_MENGISI,
    Aksi,
    JenisPredikat,
    Lapis,
    Ranah,
    Status,
    StatusUsulan,
)

__all__ = [
    "STATUS_AKHIR",
    "STATUS_RILIS_TPI",
    "STATUS_TPI_MENILAI",
    "STATUS_TPN",
    "STATUS_UNIT_MENGISI",
    "Aksi",
    "JenisPredikat",
    "Lapis",
    "Ranah",
    "Status",
    "StatusUsulan",
]
