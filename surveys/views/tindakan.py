"""How a page of the surveys fetches its campaign, asks for permission, and carries out one act."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from surveys.models import Kampanye
from units.errors import UnitsError
from zi_portal.common import tindakan
from zi_portal.common.tindakan import wajib


def ambil_kampanye(request: HttpRequest, pk: int, perm: str = "surveys.lihat_kampanye") -> Kampanye:
    """The campaign with its unit, instansi and questionnaire: 404 when it does not exist for this person, 403 without
    ``perm`` on it."""
    semua = Kampanye.objects.visible_to(request.user).select_related("unit__instansi", "kuesioner")
    kampanye = get_object_or_404(semua, pk=pk)
    wajib(request, perm, kampanye)
    return kampanye


# Refusals of this app are for the person to read.
jalankan = partial(tindakan.jalankan, salah=UnitsError)
