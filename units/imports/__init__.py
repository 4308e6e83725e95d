"""The kinds of tables people can hand in. A new kind is a Resource and one entry: here, or from an app above by
``daftarkan`` when it is ready."""

from units.imports.dasar import (
    BarisTabel,
    Bentuk,
    HasilPeriksa,
    ImporBentrok,
    JenisImpor,
    KolomImpor,
    PilihanWidget,
    ResourceImpor,
    TanggalWidget,
    TeksWidget,
    YaTidakWidget,
)
from units.imports.data_pendukung import DATA_PENDUKUNG, DATA_PENDUKUNG_UNIT
from units.imports.induk import INSTANSI, UNIT_KERJA
from units.imports.orang import ORANG
from units.imports.pegawai import PEGAWAI

JENIS: dict[str, JenisImpor] = {
    jenis.kunci: jenis for jenis in (PEGAWAI, DATA_PENDUKUNG, INSTANSI, UNIT_KERJA, ORANG, DATA_PENDUKUNG_UNIT)
}


def daftarkan(*jenis: JenisImpor) -> None:
    """Open the door to kinds of an app above."""
    JENIS.update({satu.kunci: satu for satu in jenis})


__all__ = [
    "JENIS",
    "BarisTabel",
    "Bentuk",
    "HasilPeriksa",
    "ImporBentrok",
    "JenisImpor",
    "KolomImpor",
    "PilihanWidget",
    "ResourceImpor",
    "TanggalWidget",
    "TeksWidget",
    "YaTidakWidget",
    "daftarkan",
]
