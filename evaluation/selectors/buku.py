"""One sheet as a workbook that one person may have."""

from __future__ import annotations

from evaluation.buku_kerja.bentuk import Bentuk
from evaluation.buku_kerja.isi import IsiBuku
from evaluation.models import LembarKerjaEvaluasi
from units.models import User


def isi_buku(lke: LembarKerjaEvaluasi, user: User | None) -> IsiBuku:
    """What goes into the workbook of this sheet for this person: the layers and notes they may read, the unit's proof.

    Only the unit's and TPI's layers have columns. ``user`` None (a command on the server) reads both. Four queries.
    """
    raise NotImplementedError


def nama_buku(lke: LembarKerjaEvaluasi, bentuk: Bentuk) -> str:
    """A file name such as “LKE 2026 RSUD Langkat (LKE ZI).xlsx”, safe on any disk."""
    raise NotImplementedError
