"""The outbox: what waits, what could not be sent, and another try."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from units.enums.surel import StatusSurel
from units.models import SurelKeluar
from units.selectors import surel as baca
from units.services.surel import coba_lagi

PER_HALAMAN = 25


def _wajib(request: HttpRequest) -> None:
    if not request.user.has_perm("units.kelola_platform"):
        raise PermissionDenied


@require_safe
def surel_list(request: HttpRequest) -> HttpResponse:
    _wajib(request)
    status = request.GET.get("status", "")
    if status not in StatusSurel.values:
        status = ""
    jumlah = baca.hitung_surel()
    konteks = {
        "page": Paginator(baca.surel_table(status), PER_HALAMAN).get_page(request.GET.get("halaman")),
        "status": status,
        "butir": [(s.value, s.label, jumlah[s]) for s in StatusSurel],
        "jumlah": jumlah,
        "server": baca.server_ditunggu(),
    }
    return render(request, "units/surel_list.html", konteks)


@require_POST
def surel_coba_lagi(request: HttpRequest, pk: int) -> HttpResponse:
    """Another try of one mail; one that was not given up any more stays as it is."""
    _wajib(request)
    surel = get_object_or_404(SurelKeluar, pk=pk)
    return _jawab(request, coba_lagi(pk=surel.pk, actor=request.user))


@require_POST
def surel_coba_lagi_semua(request: HttpRequest) -> HttpResponse:
    _wajib(request)
    return _jawab(request, coba_lagi(actor=request.user))


def _jawab(request: HttpRequest, n: int) -> HttpResponseRedirect:
    if n:
        messages.success(request, ngettext("%(n)d surel dicoba lagi.", "%(n)d surel dicoba lagi.", n) % {"n": n})
    else:
        messages.info(request, _("Tidak ada surel gagal yang perlu dicoba lagi."))
    return redirect("units:surel_list")
