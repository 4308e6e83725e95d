"""The threads under a question: read, write, resolve. Each answers with its fragment to htmx, with a page otherwise."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from evaluation.enums import Ranah
from evaluation.errors import EvaluationError
from evaluation.models import Komentar, LembarKerjaEvaluasi
from evaluation.permissions import ranah_terbaca
from evaluation.selectors.komentar import alamat_soal, calon_sebutan, utas_soal
from evaluation.services.komentar import selesaikan_komentar, tulis_komentar
from evaluation.views.tindakan import ambil_lke, wajib
from zi_portal.common.masukan import angka, bersih_teks


@require_GET
def utas(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """The threads of one question, by themselves: a fragment, or a page for those without script."""
    lke = ambil_lke(request, pk)
    return _utas(request, lke, kode, terbuka=True)


@require_POST
def komentar_tulis(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """Write a remark, or a reply when ``induk`` names one this person may read."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.komentar", lke)
    terbaca = ranah_terbaca(request.user, lke)
    ranah = _ranah(request, lke, request.POST.get("ranah"))
    induk = None
    if nomor := request.POST.get("induk", ""):
        terbalas = Komentar.objects.filter(lke=lke, ranah__in=terbaca)
        induk = get_object_or_404(terbalas, pk=angka(nomor) or 0)
    isi = request.POST.get("isi", "")
    try:
        tulis_komentar(lke=lke, kode=kode, isi=isi, actor=request.user, ranah=ranah, induk=induk)
    except EvaluationError as error:
        if request.htmx:
            sisa = {"isi": isi, "induk": induk and (induk.induk_id or induk.pk), "ranah": ranah, "galat": error.message}
            return _utas(request, lke, kode, terbuka=True, sisa=sisa, status=422)
        messages.error(request, error.message)
        return redirect(lke)
    if request.htmx:
        return _utas(request, lke, kode, terbuka=True)
    return redirect(alamat_soal(lke, kode))


@require_GET
def sebutan(request: HttpRequest, pk: int) -> HttpResponse:
    """Of those who read such a thread, the ones whose name holds ``q``: what the list under a half-typed @ offers."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.komentar", lke)
    ranah = _ranah(request, lke, request.GET.get("ranah"))
    kata = bersih_teks(request.GET.get("q"), 100)
    orang = calon_sebutan(lke, ranah, kata, penulis=request.user)
    return render(request, "evaluation/_sebutan.html", {"orang": orang})


def _ranah(request: HttpRequest, lke: LembarKerjaEvaluasi, diminta: str | None) -> str:
    """Who is to read it, TPI alone only where this person is of those: else 403, and 404 for what there is not."""
    ranah = diminta or Ranah.BERSAMA
    if ranah not in Ranah.values or (ranah == Ranah.INTERNAL_TPI and ranah not in ranah_terbaca(request.user, lke)):
        wajib(request, "evaluation.komentar_internal", lke)
        raise Http404
    return ranah


@require_POST
def komentar_selesai(request: HttpRequest, pk: int, komentar: int) -> HttpResponse:
    """Resolve a thread, or open it again with ``buka``."""
    lke = ambil_lke(request, pk)
    terbaca = Komentar.objects.filter(lke=lke, ranah__in=ranah_terbaca(request.user, lke))
    satu = get_object_or_404(terbaca.select_related("induk"), pk=komentar)
    wajib(request, "evaluation.komentar", lke)
    selesaikan_komentar(komentar=satu, selesai="buka" not in request.POST, actor=request.user)
    if request.htmx:
        return _utas(request, lke, satu.kode, terbuka=True)
    return redirect(alamat_soal(lke, satu.kode))


def _utas(
    request: HttpRequest,
    lke: LembarKerjaEvaluasi,
    kode: str,
    *,
    terbuka: bool = False,
    sisa: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    try:
        soal = utas_soal(lke, kode, ranah_terbaca(request.user, lke))
    except KeyError as error:
        raise Http404 from error
    context = {"lke": lke, "unit": lke.unit, "soal": soal, "terbuka": terbuka, "sisa": sisa}
    template = "evaluation/_utas.html" if request.htmx else "evaluation/utas_halaman.html"
    return render(request, template, context | {"kembali": alamat_soal(lke, kode)}, status=status)
