"""Rows of the permission matrix: the tim kerja, agents of change, publications and programmes."""

from __future__ import annotations

import datetime as dt

from tests.matriks.buku import baris_buku
from tests.matrix import PENGISI, UNIT_TERLIHAT, Baris, Dunia, selalu
from units.models import AgenPerubahan, ProgramMasyarakat, Publikasi, TimKerja


def _daftar(benda: str) -> list[Baris]:
    """The page that edits the rows under ``dunia.<benda>`` as one list."""

    def satu(d: Dunia) -> dict[str, object]:
        return {"pk": d.unit.pk, "baris_pk": getattr(d, benda).pk}

    return [
        Baris(satu, selalu(*UNIT_TERLIHAT), selalu(*PENGISI)),
        Baris(satu, selalu(*UNIT_TERLIHAT), selalu(*PENGISI), metode="post"),
    ]


MATRIKS: dict[str, list[Baris]] = (
    baris_buku("tim_kerja")
    | {"units:tim_kerja_anggota": _daftar("tim_kerja")}
    | baris_buku("agen")
    | {"units:agen_perubahan": _daftar("agen")}
    | baris_buku("publikasi")
    | baris_buku("program")
)
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Hang on the unit what these addresses point at."""
    milik = {"unit": dunia.unit, "tahun": 2026, "dibuat_oleh": dunia.orang["operator"]}
    hari = dt.date(2026, 1, 12)
    dunia.tim_kerja = TimKerja.objects.create(nomor_sk="SK/1", tanggal_sk=hari, mekanisme="Seleksi", **milik)
    dunia.agen = AgenPerubahan.objects.create(nama="Siti Aminah", **milik)
    dunia.publikasi = Publikasi.objects.create(judul="Maklumat", tanggal=hari, **milik)
    dunia.program = ProgramMasyarakat.objects.create(nama="Jemput bola", **milik)
