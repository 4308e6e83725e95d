"""The kinds of tables a unit can hand in. A new kind is a Resource and one entry here."""

from units.imports.dasar import Bentuk, HasilPeriksa, JenisImpor, KolomImpor, ResourceImpor
from units.imports.data_pendukung import DATA_PENDUKUNG
from units.imports.pegawai import PEGAWAI

JENIS: dict[str, JenisImpor] = {jenis.kunci: jenis for jenis in (PEGAWAI, DATA_PENDUKUNG)}

__all__ = ["JENIS", "Bentuk", "HasilPeriksa", "JenisImpor", "KolomImpor", "ResourceImpor"]
