"""How a page of the evaluation fetches its sheet, asks for permission, and carries out one act."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from evaluation.errors import EvaluationError, LKEMoved
from evaluation.models import LembarKerjaEvaluasi
from evaluation.services.riwayat import BendaMoved
from zi_portal.common import tindakan
from zi_portal.common.tindakan import wajib


def ambil_lke(request: HttpRequest, pk: int) -> LembarKerjaEvaluasi:
    """The sheet with its unit, instansi and season, or 404 when it does not exist for this person."""
    lke = LembarKerjaEvaluasi.objects.visible_to(request.user).select_related("unit__instansi", "musim")
    return get_object_or_404(lke, pk=pk)


def masih_dapat(request: HttpRequest, perm: str, objek: models.Model, *, peran: str) -> bool:
    """May the person make this move now, of a sheet or of what stands around it? Who holds the role (``peran``) but
    comes too late is told the present state and False is returned; everybody else is refused. A second click of a
    button ends here."""
    if request.user.has_perm(perm, objek):
        return True
    wajib(request, peran, objek)
    pindah = LKEMoved if isinstance(objek, LembarKerjaEvaluasi) else BendaMoved
    messages.warning(request, pindah(objek).message)
    return False


# Refusals of this app are for the person to read.
jalankan = partial(tindakan.jalankan, salah=EvaluationError)
