"""One's own data, roles and inbox."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST, require_safe

from units.models import Notifikasi
from units.services import tandai_dibaca

PER_HALAMAN = 20


@require_safe
def profil(request: HttpRequest) -> HttpResponse:
    keanggotaan = request.user.keanggotaan.select_related("unit__instansi", "instansi")
    berlaku = set(keanggotaan.aktif().values_list("pk", flat=True))
    return render(
        request,
        "units/profil.html",
        {"keanggotaan": [(k, k.pk in berlaku) for k in keanggotaan.order_by("-mulai", "pk")]},
    )


@require_safe
def notifikasi(request: HttpRequest) -> HttpResponse:
    baris = Notifikasi.objects.visible_to(request.user)
    belum = request.GET.get("tampil") == "belum"
    if belum:
        baris = baris.belum_dibaca()
    page = Paginator(baris, PER_HALAMAN).get_page(request.GET.get("halaman"))
    return render(request, "units/notifikasi.html", {"page": page, "belum": belum})


@require_GET
def notifikasi_buka(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where the notification points; having gone there, it is read."""
    baris = get_object_or_404(Notifikasi.objects.visible_to(request.user), pk=pk)
    tandai_dibaca(user=request.user, notifikasi=baris)
    if baris.url and url_has_allowed_host_and_scheme(baris.url, allowed_hosts=None):
        return redirect(baris.url)
    return redirect("units:notifikasi")


@require_POST
def notifikasi_baca(request: HttpRequest, pk: int) -> HttpResponse:
    baris = get_object_or_404(Notifikasi.objects.visible_to(request.user), pk=pk)
    tandai_dibaca(user=request.user, notifikasi=baris)
    if not request.htmx:
        return redirect("units:notifikasi")
    baris.refresh_from_db()
    return render(request, "units/_notifikasi_dibaca.html", {"n": baris})


@require_POST
def notifikasi_baca_semua(request: HttpRequest) -> HttpResponse:
    tandai_dibaca(user=request.user)
    # Not a flash message: the list itself shows it.
    return redirect("units:notifikasi")
