"""Choosing the survey from which a hasil question takes its value."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evaluation import scoring
from evaluation.enums import Lapis
from evaluation.errors import EvaluationError
from evaluation.models import Jawaban
from evaluation.permissions import ISI_LAPIS, LIHAT_LAPIS
from evaluation.peta import peta_indeks
from evaluation.selectors.indeks import indeks_tersedia, sumber_indeks, teks_indeks
from evaluation.selectors.skor import instrumen_lke
from evaluation.services.indeks import pakai_indeks
from evaluation.services.jawaban import CATATAN_TERPANJANG
from evaluation.views.lke import alamat_soal
from evaluation.views.tindakan import ambil_lke
from zi_portal.common.masukan import angka, bersih_teks


@require_http_methods(["GET", "POST"])
def lke_indeks(request: HttpRequest, pk: int, lapis: str, kode: str) -> HttpResponse:
    """The sealed surveys of the unit with their figures, and the button that takes one."""
    if lapis not in Lapis.values or kode not in peta_indeks():
        raise Http404
    lke = ambil_lke(request, pk)
    instrumen = instrumen_lke(lke)
    try:
        pertanyaan = instrumen.pertanyaan(kode)
    except KeyError:
        raise Http404 from None
    if not request.user.has_perm(LIHAT_LAPIS[Lapis(lapis)], lke):
        raise Http404
    if not request.user.has_perm(ISI_LAPIS[Lapis(lapis)], lke):
        raise PermissionDenied
    alamat = alamat_soal(lke, instrumen, kode)
    galat = ""
    if request.method == "POST":
        galat = _pakai(request, lke, lapis, kode)
        if not galat:
            messages.success(request, _("Indeks survei dipakai sebagai jawaban %(kode)s.") % {"kode": kode})
            return redirect(alamat)
    jawaban = Jawaban.objects.get(lke=lke, lapis=lapis, kode=kode)
    konteks = {
        "lke": lke,
        "lapis": lapis,
        "p": pertanyaan,
        "jawaban": jawaban,
        "kini": jawaban.isi.get(kode, ""),
        "sumber": sumber_indeks(lke, [lapis], [kode]).get((lapis, kode)),
        "pilihan": [(i, teks_indeks(i.nilai)) for i in indeks_tersedia(lke, lapis, kode)],
        "catatan": request.POST.get("catatan", jawaban.catatan),
        "alamat": alamat,
        "galat": galat,
        "kiriman": uuid.uuid4(),
    }
    return render(request, "evaluation/lke_indeks.html", konteks, status=422 if galat else 200)


def _pakai(request: HttpRequest, lke, lapis: str, kode: str) -> str:
    """Take the chosen index; "" when done, else why not."""
    kampanye, _pisah, sisa = request.POST.get("indeks", "").partition(":")
    indeks, _pisah, nilai = sisa.partition(":")
    if (kampanye_id := angka(kampanye)) is None:
        return _("Pilih salah satu survei.")
    catatan = bersih_teks(request.POST.get("catatan"))
    if len(catatan) > CATATAN_TERPANJANG:
        return _("Catatan paling panjang 10.000 huruf. Ringkas, lalu simpan lagi.")
    try:
        kiriman = uuid.UUID(request.POST.get("kiriman", ""))
    except ValueError:
        kiriman = None
    try:
        pakai_indeks(
            lke=lke,
            lapis=lapis,
            kode=kode,
            kampanye_id=kampanye_id,
            indeks=indeks,
            nilai=nilai,
            actor=request.user,
            versi=angka(request.POST.get("versi")) or 0,
            catatan=catatan,
            kiriman=kiriman,
            putaran=angka(request.POST.get("putaran")),
        )
    except EvaluationError as error:
        return error.message
    except scoring.JawabanSalah as error:
        return error.pesan
    return ""
