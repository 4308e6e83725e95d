"""How a page of the stages fetches its unit and year, asks for permission, and carries out one act."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from units.errors import UnitsError
from units.models import Instansi, UnitKerja
from units.selectors import akses
from units.selectors.tahap import tahun_dipilih
from zi_portal.common import tindakan
from zi_portal.common.masukan import angka
from zi_portal.common.tindakan import wajib


def ambil_unit(request: HttpRequest, pk: int, perm: str = "units.lihat_tahap") -> UnitKerja:
    """The unit with its instansi: 404 when it does not exist for this person, 403 without ``perm`` on it."""
    unit = get_object_or_404(UnitKerja.objects.visible_to(request.user).select_related("instansi"), pk=pk)
    wajib(request, perm, unit)
    return unit


def ambil_instansi(request: HttpRequest, pk: int, perm: str) -> Instansi:
    """The instansi: 404 unless the person serves in it, 403 without ``perm`` on it."""
    instansi = get_object_or_404(Instansi.objects.filter(pk__in=akses(request.user).instansi_ids), pk=pk)
    wajib(request, perm, instansi)
    return instansi


def tahun_diminta(request: HttpRequest) -> int:
    """``?tahun=`` of the address, else the present year."""
    return tahun_dipilih(angka(request.GET.get("tahun")))


def kiriman_dari(request: HttpRequest) -> uuid.UUID | None:
    """The browser's id of this form, by which a repeat is known; None where it is missing or no id."""
    try:
        return uuid.UUID(request.POST.get("kiriman", ""))
    except ValueError:
        return None


# Refusals of this app are for the person to read.
jalankan = partial(tindakan.jalankan, salah=UnitsError)
