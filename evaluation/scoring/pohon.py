"""Who stands above whom in the tree of an instrument, worked out once and kept with it."""

from __future__ import annotations

from collections.abc import Mapping

from evaluation.scoring.instrumen import Instrumen


def leluhur(instrumen: Instrumen) -> Mapping[str, tuple[str, ...]]:
    """Node → the nodes its points flow into, nearest first. A half of an area flows into its aspek and "area_n"."""
    if "_leluhur" not in instrumen.__dict__:
        instrumen.__dict__["_leluhur"] = _susun(instrumen)
    return instrumen.__dict__["_leluhur"]


def leluhur_pertanyaan(instrumen: Instrumen) -> Mapping[str, tuple[str, ...]]:
    """Question → its indikator and everything above, in the order of the LKE."""
    if "_leluhur_pertanyaan" not in instrumen.__dict__:
        atas = leluhur(instrumen)
        instrumen.__dict__["_leluhur_pertanyaan"] = {
            p.kode: (i.kode, *atas[i.kode]) for i in instrumen.semua_indikator for p in i.pertanyaan
        }
    return instrumen.__dict__["_leluhur_pertanyaan"]


def _susun(instrumen: Instrumen) -> dict[str, tuple[str, ...]]:
    atas: dict[str, tuple[str, ...]] = {"total": ()}
    for komponen in instrumen.komponen:
        atas[komponen.kode] = ("total",)
        for aspek in komponen.aspek:
            atas[aspek.kode] = (komponen.kode, "total")
            for area in aspek.area:
                atas[f"area_{area.nomor}"] = (komponen.kode, "total")
                atas[area.kode] = (f"area_{area.nomor}", aspek.kode, komponen.kode, "total")
                atas |= {i.kode: (area.kode, *atas[area.kode]) for i in area.indikator}
            atas |= {i.kode: (aspek.kode, *atas[aspek.kode]) for i in aspek.indikator_langsung}
    return atas
