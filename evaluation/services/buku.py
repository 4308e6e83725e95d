"""A workbook is taken into a sheet: first a plan that changes nothing, then the chosen rows, all or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluation.buku_kerja.baca import BukuTerbaca, Peringatan
from evaluation.errors import EvaluationError
from evaluation.models import LembarKerjaEvaluasi
from units.models import User

CATATAN = "catatan"


class RencanaBergerak(EvaluationError):
    """The sheet is not any more as the plan showed it. Nothing was written; look at the new plan."""


class BarisTertolak(EvaluationError):
    """A chosen row cannot be written (it has an error, or is not in the plan). Nothing was written."""


@dataclass(frozen=True, slots=True)
class BarisRencana:
    """One cell that would change the sheet, or cannot be taken.

    ``kunci`` names it for choosing ("A.I.1.i.a|A.I.1.i.a", "A.I.1.i.a|catatan"). ``masukan`` is the input's code or
    "catatan". ``versi`` is the version of the answer that the export saw, else the present one; ``diubah_oleh`` and
    ``diubah_pada`` are set when somebody changed that answer since the export. ``bentrok``: this very field moved away
    from what the export saw, and not to what the file wants. ``galat``: why it cannot be taken, and what to do.
    """

    kunci: str
    kode: str
    masukan: str
    label: str
    lama: str | int | None
    baru: str | int | None
    lembar: str
    alamat: str
    versi: int
    diubah_oleh: str = ""
    diubah_pada: dt.datetime | None = None
    bentrok: bool = False
    galat: str = ""

    @property
    def terpilih(self) -> bool:
        """Chosen when the person says nothing: no error, no conflict."""
        return not self.galat and not self.bentrok


@dataclass(frozen=True, slots=True)
class Rencana:
    """What an import would do, in the order of the LKE.

    ``sidik`` is a fingerprint of rows and present versions: the same file against the same sheet gives the same.
    ``ringkas``: "berubah", "bentrok", "galat", "sama", "kosong_dibiarkan" (counts), "total_kini", "total_berkas",
    "total_sesudah" (decimal text with 10 places, or None).
    """

    baris: tuple[BarisRencana, ...]
    peringatan: tuple[Peringatan, ...]
    sidik: str
    ringkas: Mapping[str, object] = field(default_factory=dict)
    lapis: str = "unit"


@dataclass(frozen=True, slots=True)
class Diterapkan:
    """What was written: how many cells in how many answers, which questions, and the layer's total afterwards."""

    sel: int
    jawaban: int
    kode: tuple[str, ...]
    total: str


def rencana_impor(*, lke: LembarKerjaEvaluasi, buku: BukuTerbaca, lapis: str, actor: User) -> Rencana:
    """Compare a workbook with one layer of a sheet; writes nothing. Two queries.

    Of an empty cell the present answer stays, unless the file is our own export and the cell was not empty then.
    Questions that are closed to the unit in perbaikan come as rows with ``galat``. Who may is the caller's to ask
    (``permissions.ISI_LAPIS``); the state is checked when it is applied.
    """
    raise NotImplementedError


def terapkan_impor_lke(
    *,
    lke: LembarKerjaEvaluasi,
    buku: BukuTerbaca,
    lapis: str,
    kunci: set[str] | None,
    sidik: str | None,
    actor: User,
) -> Diterapkan:
    """Write the chosen rows through ``simpan_jawaban`` in one transaction, all or none, with a trace naming the file.

    ``kunci`` None takes all rows without error and conflict; a row in conflict that is chosen by name overwrites what
    stands now. ``sidik`` is that of the plan the person saw: raises RencanaBergerak when the plan is another by now
    (None: not checked). Also raises BarisTertolak and what ``simpan_jawaban`` raises. A repeat writes nothing.
    """
    raise NotImplementedError
