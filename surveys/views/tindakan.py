"""How a page of the surveys fetches its campaign, asks for permission, and carries out one act."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from surveys.models import Kampanye
from units.errors import UnitsError


def wajib(request: HttpRequest, perm: str, obj: object = None) -> None:
    """Raises PermissionDenied without ``perm`` on ``obj``."""
    if not request.user.has_perm(perm, obj):
        raise PermissionDenied


def ambil_kampanye(request: HttpRequest, pk: int, perm: str = "surveys.lihat_kampanye") -> Kampanye:
    """The campaign with its unit, instansi and questionnaire: 404 when it does not exist for this person, 403 without
    ``perm`` on it."""
    semua = Kampanye.objects.visible_to(request.user).select_related("unit__instansi", "kuesioner")
    kampanye = get_object_or_404(semua, pk=pk)
    wajib(request, perm, kampanye)
    return kampanye


def jalankan(request: HttpRequest, tindakan: Callable[[], object], *, berhasil: str = "") -> bool:
    """Carry out one act; tell what happened, or why it was refused. Returns whether it was done."""
    try:
        tindakan()
    except UnitsError as error:
        messages.error(request, error.message)
        return False
    if berhasil:
        messages.success(request, berhasil)
    return True
