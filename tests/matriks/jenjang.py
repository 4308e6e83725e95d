"""Rows of the permission matrix: TPI's levels and differences. The sheet of the matrix is scored by a team, so that
nobody has a seat here; who may what in levels is told in tests/evaluation/test_jenjang*.py."""

from __future__ import annotations

from evaluation.enums import Lapis
from evaluation.models import PenilaiLKE
from tests.matrix import TPI, Baris, Dunia, melihat_lke, tidak_ada


def _lke(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk}


def _kursi(d: Dunia) -> dict[str, object]:
    return {"pk": d.lke.pk, "penilai_pk": d.penilai.pk}


MATRIKS: dict[str, list[Baris]] = {
    "evaluation:jenjang": [Baris(_lke, melihat_lke, tidak_ada)],
    "evaluation:jenjang_ambil": [Baris(_lke, melihat_lke, tidak_ada, metode="post")],
    **{
        f"evaluation:{nama}": [Baris(_lke, melihat_lke, tidak_ada, metode=m, data=isi) for m in ("get", "post")]
        for nama, isi in (("jenjang_teruskan", {}), ("jenjang_kembalikan", {"alasan": "Periksa lagi"}))
    },
    "evaluation:kursi_lepas": [
        Baris(_kursi, melihat_lke, tidak_ada, metode=m, data={"alasan": "Cuti"}) for m in ("get", "post")
    ],
    "evaluation:perbedaan": [Baris(_lke, melihat_lke, lambda status: melihat_lke(status) & TPI)],
}
PUBLIK: set[str] = set()


def lengkapi(dunia: Dunia) -> None:
    """A seat that was taken."""
    dunia.penilai = PenilaiLKE.objects.create(
        lke=dunia.lke, putaran=1, lapis=Lapis.AT1, user=dunia.orang["tpi_anggota"]
    )
