"""The outbox: what waits, what could not be sent, and another try."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from units.enums.surel import StatusSurel
from units.models import SurelKeluar
from units.selectors import surel as baca
from units.services.surel import coba_lagi
from units.services.unduhan import jejak_unduhan
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25


def _wajib(request: HttpRequest) -> None:
    if not request.user.has_perm("units.kelola_platform"):
        raise PermissionDenied


# The columns of the list as a table to take away.
KOLOM = (
    (gettext_lazy("Untuk"), lambda x: x.nama),
    (gettext_lazy("Surel"), lambda x: x.get_jenis_display()),
    (gettext_lazy("Hari"), lambda x: x.hari),
    (gettext_lazy("Status"), lambda x: x.get_status_display()),
    (gettext_lazy("Galat"), lambda x: x.galat),
    (gettext_lazy("Percobaan"), lambda x: x.percobaan),
    (gettext_lazy("Dibuat"), lambda x: x.dibuat_pada),
    (gettext_lazy("Selesai"), lambda x: x.selesai_pada),
)


@require_safe
def surel_list(request: HttpRequest) -> HttpResponse:
    _wajib(request)
    status = request.GET.get("status", "")
    if status not in StatusSurel.values:
        status = ""
    semua = baca.surel_table(status)
    jejak = jejak_unduhan(request.user, "surel")
    if (jawab := unduhan(request, nama="kotak-keluar", kolom=KOLOM, semua=semua, jejak=jejak)) is not None:
        return jawab
    jumlah = baca.hitung_surel()
    konteks = {
        "page": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman")),
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
