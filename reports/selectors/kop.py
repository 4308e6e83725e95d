"""How a letterhead names an instansi."""

from __future__ import annotations

from units.enums import JenisInstansi
from units.models import Instansi

PEMDA = {
    JenisInstansi.PROVINSI: "Pemerintah Provinsi",
    JenisInstansi.KABUPATEN: "Pemerintah Kabupaten",
    JenisInstansi.KOTA: "Pemerintah Kota",
}


def nama_kop(instansi: Instansi) -> str:
    """The instansi as a letterhead names it. A name that says "Pemerintah" itself stays as it is."""
    nama = " ".join(instansi.nama.split())
    pemda = PEMDA.get(instansi.jenis)
    if not pemda or nama.casefold().startswith("pemerintah "):
        return nama
    jenis = pemda.removeprefix("Pemerintah ")
    if nama.casefold().startswith(f"{jenis} ".casefold()):
        nama = nama[len(jenis) :].strip()
    return f"{pemda} {nama}"
