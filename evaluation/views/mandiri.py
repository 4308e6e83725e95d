"""Instansi that grant WBK themselves: who is one, and the WBK they record."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from evaluation.errors import EvaluationError
from evaluation.forms.usulan import TetapkanMandiriForm, WBKMandiriForm
from evaluation.selectors.usulan import instansi_mandiri, riwayat_mandiri
from evaluation.services.mandiri import atur_wbk_mandiri, tetapkan_mandiri
from evaluation.views.tindakan import ambil_lke, masih_dapat, wajib
from units.models import Instansi
from zi_portal.common.masukan import bersih_teks

PER_HALAMAN = 25


@require_GET
def mandiri_list(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.atur_wbk_mandiri")
    q = bersih_teks(request.GET.get("q"), 100)
    instansi = instansi_mandiri()
    if q:
        instansi = instansi.filter(nama__icontains=q)
    page = Paginator(instansi, PER_HALAMAN).get_page(request.GET.get("halaman"))
    context = {"page": page, "q": q, "mandiri": Instansi.objects.filter(wbk_mandiri=True).count()}
    return render(request, "evaluation/mandiri_list.html", context)


@require_http_methods(["GET", "POST"])
def mandiri_atur(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an instansi grant WBK itself, or no longer; the page says which, so a second click changes nothing back."""
    wajib(request, "evaluation.atur_wbk_mandiri")
    instansi = get_object_or_404(Instansi, pk=pk)
    form = WBKMandiriForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mandiri = request.POST.get("mandiri") == "ya"
        try:
            berubah = atur_wbk_mandiri(
                instansi=instansi, mandiri=mandiri, alasan=form.cleaned_data["alasan"], actor=request.user
            )
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            kalimat = _("%(instansi)s kini menetapkan WBK sendiri.") if mandiri else _("WBK %(instansi)s kini ke TPN.")
            if berubah:
                messages.success(request, kalimat % {"instansi": instansi})
            else:
                messages.info(request, _("Sudah demikian. Tidak ada yang berubah."))
            return redirect("evaluation:mandiri_atur", instansi.pk)
    context = {"instansi": instansi, "form": form, "riwayat": riwayat_mandiri(instansi)[:50]}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "evaluation/mandiri_atur.html", context, status=status)


@require_http_methods(["GET", "POST"])
def usulan_mandiri(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the WBK the instansi granted to a layak unit."""
    lke = ambil_lke(request, pk)
    if not masih_dapat(request, "evaluation.tetapkan_mandiri", lke, peran="evaluation.wbk_mandiri"):
        return redirect(lke)
    form = TetapkanMandiriForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            tetapkan_mandiri(
                lke=lke,
                nomor_sk=data["nomor_sk"],
                tanggal_sk=data["tanggal_sk"],
                berkas=data["berkas"],
                nama=data["berkas"].name,
                actor=request.user,
            )
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("WBK %(unit)s tercatat.") % {"unit": lke.unit})
            return redirect("evaluation:usulan_list")
    status = 422 if form.is_bound and not form.is_valid() else 200
    context = {"lke": lke, "unit": lke.unit, "form": form}
    return render(request, "evaluation/usulan_mandiri.html", context, status=status)
