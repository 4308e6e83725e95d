"""Kinds, roles and states of the organisation and of the four stages, a module per topic."""

from units.enums.organisasi import (
    LINGKUP_PERAN,
    PERAN_INSTANSI,
    PERAN_NASIONAL,
    PERAN_PELAYAN,
    PERAN_PENGISI,
    PERAN_TPI,
    PERAN_TPI_PENGARAH,
    PERAN_TPN,
    PERAN_UNIT,
    PERAN_UNIT_INDUK,
    JenisInstansi,
    JenisUnit,
    Lingkup,
    Peran,
)

__all__ = [
    "LINGKUP_PERAN",
    "PERAN_INSTANSI",
    "PERAN_NASIONAL",
    "PERAN_PELAYAN",
    "PERAN_PENGISI",
    "PERAN_TPI",
    "PERAN_TPI_PENGARAH",
    "PERAN_TPN",
    "PERAN_UNIT",
    "PERAN_UNIT_INDUK",
    "JenisInstansi",
    "JenisUnit",
    "Lingkup",
    "Peran",
]
