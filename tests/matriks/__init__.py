"""The permission matrix by topic: each module has ``MATRIKS`` (rows by address), ``PUBLIK`` (addresses without a
sign-in) and ``lengkapi``, which makes what its rows point at."""

from tests.matriks import (
    berkas,
    bukti_tahap,
    data_pendukung,
    impor,
    monev,
    pemantauan,
    pencanangan,
    penetapan,
    pengingat,
    rencana,
    sistem,
    tahun,
    tim,
)

TOPIK = (
    pencanangan,
    penetapan,
    rencana,
    tim,
    monev,
    pemantauan,
    data_pendukung,
    sistem,
    bukti_tahap,
    impor,
    tahun,
    pengingat,
    berkas,
)
