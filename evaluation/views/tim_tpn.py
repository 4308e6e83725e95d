"""The teams of TPN."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from evaluation.errors import EvaluationError
from evaluation.forms.evaluasi_tpn import TimTPNForm
from evaluation.models import Musim, TimTPN
from evaluation.selectors.musim import musim_dipilih
from evaluation.selectors.tim_tpn import calon_anggota, instansi_tanpa_tim, tim_table
from evaluation.services import tim_tpn as layanan
from evaluation.views.tindakan import wajib
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25
KELOLA = "evaluation.kelola_tim_tpn"


KOLOM = (
    (gettext_lazy("Tim"), lambda x: x.nama),
    (gettext_lazy("Anggota"), lambda x: x.jumlah_anggota),
    (gettext_lazy("Instansi"), lambda x: x.jumlah_instansi),
)


@require_GET
def tpn_tim_list(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.antrean_tpn")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    semua = tim_table(musim)
    if (jawab := unduhan(request, nama="tim-tpn", kolom=KOLOM, semua=semua)) is not None:
        return jawab
    page = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman"))
    context = {
        "musim": musim,
        "page": page,
        "boleh": request.user.has_perm(KELOLA),
        "tanpa": instansi_tanpa_tim(musim).count() if musim else 0,
    }
    return render(request, "evaluation/tpn_tim_list.html", context)


@require_http_methods(["GET", "POST"])
def tpn_tim_buat(request: HttpRequest) -> HttpResponse:
    wajib(request, KELOLA)
    musim = musim_dipilih(request.GET.get("tahun", ""))
    if musim is None:
        messages.warning(request, _("Belum ada musim evaluasi."))
        return redirect("evaluation:tpn_tim_list")
    return _isi(request, musim, None)


@require_http_methods(["GET", "POST"])
def tpn_tim(request: HttpRequest, pk: int) -> HttpResponse:
    wajib(request, KELOLA)
    tim = get_object_or_404(TimTPN.objects.select_related("musim"), pk=pk)
    return _isi(request, tim.musim, tim)


def _isi(request: HttpRequest, musim: Musim, tim: TimTPN | None) -> HttpResponse:
    form = TimTPNForm(request.POST or None, anggota=calon_anggota(), instansi=instansi_tanpa_tim(musim, tim), tim=tim)
    if request.method == "POST" and form.is_valid():
        try:
            tim = layanan.simpan_tim(tim=tim, musim=musim, actor=request.user, **form.cleaned_data)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("%(tim)s tersimpan.") % {"tim": tim})
            return redirect(f"{reverse('evaluation:tpn_tim_list')}?tahun={musim.tahun}")
    context = {"form": form, "tim": tim, "musim": musim}
    return render(request, "evaluation/tpn_tim.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def tpn_tim_bubar(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; POST dissolves the team."""
    wajib(request, KELOLA)
    tim = get_object_or_404(TimTPN.objects.select_related("musim"), pk=pk)
    if request.method == "POST":
        tahun, nama = tim.musim.tahun, tim.nama
        layanan.bubarkan_tim(tim=tim, actor=request.user)
        messages.success(request, _("%(tim)s dibubarkan.") % {"tim": nama})
        return redirect(f"{reverse('evaluation:tpn_tim_list')}?tahun={tahun}")
    return render(request, "evaluation/tpn_tim_bubar.html", {"tim": tim})
