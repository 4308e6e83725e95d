"""Notes ready for use: their page, and the piece that the picker beside a note fetches."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation.errors import EvaluationError
from evaluation.forms.catatan_siap import CatatanSiapForm
from evaluation.models import CatatanSiap
from evaluation.selectors import catatan_siap as baca
from evaluation.services import catatan_siap as layanan
from evaluation.views.tindakan import jalankan, wajib
from zi_portal.common.masukan import bersih_teks

PER_HALAMAN = 25
PILIHAN_MAKS = 30
DAFTAR = "evaluation:catatan_siap_list"


@require_safe
def catatan_siap_list(request: HttpRequest) -> HttpResponse:
    """One's own notes and the shared ones. ``?milik=saya|bersama`` narrows them."""
    wajib(request, "evaluation.catatan_siap")
    q = bersih_teks(request.GET.get("q"), 100)
    milik = request.GET.get("milik", "")
    milik = milik if milik in {baca.SAYA, baca.BERSAMA} else baca.SEMUA
    baris = baca.catatan_siap(request.user, q=q, milik=milik)
    konteks = {
        "page": Paginator(baris, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "q": q,
        "milik": milik,
        "berbagi": list(baca.instansi_berbagi(request.user)),
    }
    return render(request, "evaluation/catatan_siap_list.html", konteks)


@require_safe
def catatan_siap_pilih(request: HttpRequest) -> HttpResponse:
    """The notes to choose from as a piece of the page; opened by itself it leads to the list."""
    wajib(request, "evaluation.catatan_siap")
    q = bersih_teks(request.GET.get("q"), 100)
    if not request.htmx:
        return redirect(f"{reverse(DAFTAR)}?{urlencode({'q': q})}" if q else DAFTAR)
    baris = list(baca.pilihan_catatan(request.user, q)[: PILIHAN_MAKS + 1])
    konteks = {"baris": baris[:PILIHAN_MAKS], "lebih": len(baris) > PILIHAN_MAKS, "q": q}
    return render(request, "evaluation/_catatan_siap_daftar.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def catatan_siap_baru(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.catatan_siap")
    form = CatatanSiapForm(request.POST or None, instansi=baca.instansi_berbagi(request.user))
    if form.is_valid():
        try:
            satu = layanan.buat_catatan(**form.isian(), actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("“%(judul)s” tersimpan.") % {"judul": satu})
            return redirect(DAFTAR)
    return _isian(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def catatan_siap_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _ambil(request, pk)
    form = CatatanSiapForm(request.POST or None, instansi=baca.instansi_berbagi(request.user), catatan=satu)
    if form.is_valid():
        try:
            layanan.ubah_catatan(catatan=satu, **form.isian(), actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("“%(judul)s” tersimpan.") % {"judul": form.cleaned_data["judul"]})
            return redirect(DAFTAR)
    return _isian(request, form, satu)


def _isian(request: HttpRequest, form: CatatanSiapForm, satu: CatatanSiap | None) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "evaluation/catatan_siap_form.html", {"form": form, "catatan": satu}, status=status)


@require_POST
def catatan_siap_bagikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Share with TPI of the instansi named in ``instansi``, or with nobody any more when it is empty."""
    satu = _ambil(request, pk)
    pilihan = {str(i.pk): i for i in baca.instansi_berbagi(request.user)}
    if (tujuan := request.POST.get("instansi", "")) and tujuan not in pilihan:
        raise Http404
    instansi = pilihan.get(tujuan)
    if instansi:
        berhasil = _("“%(judul)s” kini dibaca TPI %(instansi)s.") % {"judul": satu, "instansi": instansi}
    else:
        berhasil = _("“%(judul)s” kini hanya untuk Anda.") % {"judul": satu}
    isi = {"judul": satu.judul, "isi": satu.isi, "instansi": instansi}
    jalankan(request, lambda: layanan.ubah_catatan(catatan=satu, **isi, actor=request.user), berhasil=berhasil)
    return redirect(DAFTAR)


@require_http_methods(["GET", "HEAD", "POST"])
def catatan_siap_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete."""
    satu = _ambil(request, pk)
    if request.method == "POST":
        berhasil = _("“%(judul)s” dihapus.") % {"judul": satu}
        jalankan(request, lambda: layanan.hapus_catatan(catatan=satu, actor=request.user), berhasil=berhasil)
        return redirect(DAFTAR)
    return render(request, "evaluation/catatan_siap_hapus.html", {"catatan": satu})


def _ambil(request: HttpRequest, pk: int) -> CatatanSiap:
    """A note to change: 404 where it cannot be read, 403 where it is somebody else's."""
    terlihat = CatatanSiap.objects.visible_to(request.user).select_related("instansi")
    satu = get_object_or_404(terlihat, pk=pk)
    wajib(request, "evaluation.ubah_catatan_siap", satu)
    return satu
