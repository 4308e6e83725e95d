"""Reading, a module per topic."""

from units.selectors.organisasi import (
    Akses,
    akses,
    anggota,
    instansi_dikelola,
    keanggotaan_dikelola,
    pegawai_table,
    unit_milik_sendiri,
)

__all__ = [
    "Akses",
    "akses",
    "anggota",
    "instansi_dikelola",
    "keanggotaan_dikelola",
    "pegawai_table",
    "unit_milik_sendiri",
]
