"""Rows of the permission matrix: proof that hangs on things of the stages, and its way into the LKE."""

from __future__ import annotations

from tests.matrix import PENGIKUT, PENGISI, UNIT_TERLIHAT, Baris, Dunia, selalu, tidak_ada, unit
from units.models import BuktiTahap, LayananUtama

terlihat, pengikut, pengisi = selalu(*UNIT_TERLIHAT), selalu(*PENGIKUT), selalu(*PENGISI)


def _benda(d: Dunia) -> dict[str, object]:
    return {"pk": d.unit.pk, "benda": "layanan", "objek_id": d.benda_bukti.pk}


def _pasangan(d: Dunia) -> dict[str, object]:
    return _benda(d) | {"pasangan_pk": d.bukti_tahap.pk}


def _berkas(d: Dunia) -> dict[str, object]:
    return {"pk": d.unit.pk, "berkas_pk": d.berkas.pk}


MATRIKS: dict[str, list[Baris]] = {
    "units:bukti_tahap_daftar": [Baris(_benda, terlihat, pengikut)],
    "units:bukti_tahap_unggah": [Baris(_benda, terlihat, pengisi, metode="post", data={"lengkap": "1"})],
    "units:bukti_tahap_tautan": [
        Baris(_benda, terlihat, pengisi, metode="post", data={"url": "https://example.go.id/sk"})
    ],
    "units:bukti_tahap_pilih": [Baris(_benda, terlihat, pengisi), Baris(_benda, terlihat, pengisi, metode="post")],
    "units:bukti_tahap_lepas": [
        Baris(_pasangan, terlihat, pengisi),
        Baris(_pasangan, terlihat, pengisi, metode="post"),
    ],
    "evaluation:bukti_tahap_lihat": [Baris(_berkas, terlihat, pengikut)],
    "evaluation:bukti_tahap_berkas": [Baris(_berkas, terlihat, pengikut)],
    "evaluation:bukti_tahap_pratinjau": [Baris(_berkas, terlihat, pengikut)],
    # A small picture of a text file does not exist for anybody.
    "evaluation:bukti_tahap_kecil": [Baris(_berkas, terlihat, tidak_ada, kosong=pengikut)],
    "evaluation:bukti_usul": [Baris(unit, terlihat, pengisi), Baris(unit, terlihat, pengisi, metode="post")],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """Hang the unit's proof on something of its plan."""
    operator = dunia.orang["operator"]
    dunia.benda_bukti = LayananUtama.objects.create(unit=dunia.unit, tahun=2026, nama="KTP", dibuat_oleh=operator)
    dunia.bukti_tahap = BuktiTahap.objects.create(
        bukti=dunia.bukti, unit=dunia.unit, benda="layanan", objek_id=dunia.benda_bukti.pk, oleh=operator
    )
