"""How a page of the evaluation fetches its sheet, asks for permission, and carries out one act."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from evaluation.errors import EvaluationError, LKEMoved
from evaluation.models import LembarKerjaEvaluasi
from evaluation.services.riwayat import BendaMoved


def ambil_lke(request: HttpRequest, pk: int) -> LembarKerjaEvaluasi:
    """The sheet with its unit, instansi and season, or 404 when it does not exist for this person."""
    lke = LembarKerjaEvaluasi.objects.visible_to(request.user).select_related("unit__instansi", "musim")
    return get_object_or_404(lke, pk=pk)


def wajib(request: HttpRequest, perm: str, obj: object = None) -> None:
    """Raises PermissionDenied without ``perm`` on ``obj``."""
    if not request.user.has_perm(perm, obj):
        raise PermissionDenied


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


def jalankan(request: HttpRequest, tindakan: Callable[[], object], *, berhasil: str = "") -> bool:
    """Carry out one act; tell what happened, or why it was refused. Returns whether it was done."""
    try:
        tindakan()
    except EvaluationError as error:
        messages.error(request, error.message)
        return False
    if berhasil:
        messages.success(request, berhasil)
    return True
