"""The official workbook on the screen: out of a sheet, and into it with a look at every change before it is written."""

from __future__ import annotations

import io

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation.buku_kerja.baca import BITA_MAKS
from evaluation.buku_kerja.bentuk import Bentuk
from evaluation.buku_kerja.tulis import tulis_buku
from evaluation.enums.impor_lke import STATUS_BATAL, SaringBaris, StatusImporLKE
from evaluation.errors import EvaluationError
from evaluation.models import ImporLKE, LembarKerjaEvaluasi
from evaluation.permissions import ISI_LAPIS
from evaluation.permissions.impor_lke import lapis_impor
from evaluation.selectors.buku import isi_buku, nama_buku
from evaluation.selectors.impor_lke import baris_impor_lke, hitung_baris, impor_terbaca
from evaluation.selectors.lembar import LABEL_LAPIS
from evaluation.selectors.skor import instrumen_lke
from evaluation.services.impor_lke import (
    batalkan_impor_lke,
    pilih_baris,
    terapkan_impor,
    unggah_impor_lke,
)
from evaluation.views.tindakan import ambil_lke, jalankan, wajib
from zi_portal.common import berkas as pemeriksa
from zi_portal.common.masukan import angka
from zi_portal.common.unggahan import galat_badan

PER_HALAMAN = 50
IMPOR_PER_HALAMAN = 10


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def buku(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as a workbook: take it, bring it back, and what was brought before. Rights come before the body."""
    lke = ambil_lke(request, pk)
    if request.method != "POST":
        return _halaman(request, lke)
    lapis = lapis_impor(request.user, lke)
    if not lapis:
        wajib(request, ISI_LAPIS["unit"], lke)
    if galat := galat_badan(request):
        return _halaman(request, lke, galat, status=413)
    return _terima(request, lke, lapis)


@csrf_protect
def _halaman(request: HttpRequest, lke: LembarKerjaEvaluasi, galat: str = "", *, status: int = 200) -> HttpResponse:
    lapis = lapis_impor(request.user, lke)
    konteks = {
        "lke": lke,
        "lapis": lapis,
        "nama_lapis": LABEL_LAPIS.get(lapis, ""),
        "bentuk": list(Bentuk),
        "galat": galat,
        "batas_ukuran": pemeriksa.teks_ukuran(BITA_MAKS),
        "page": Paginator(impor_terbaca(request.user, lke), IMPOR_PER_HALAMAN).get_page(request.GET.get("halaman")),
    }
    return render(request, "evaluation/buku.html", konteks, status=status)


@csrf_protect
def _terima(request: HttpRequest, lke: LembarKerjaEvaluasi, lapis: str) -> HttpResponse:
    berkas = request.FILES.get("berkas")
    if berkas is None:
        return _halaman(request, lke, _("Pilih berkas .xlsx lebih dahulu."), status=422)
    try:
        impor = unggah_impor_lke(lke=lke, lapis=lapis, berkas=berkas, nama=berkas.name, actor=request.user)
    except EvaluationError as error:
        return _halaman(request, lke, error.message, status=422)
    return redirect("evaluation:impor_lke_detail", pk=lke.pk, impor_pk=impor.pk)


@require_safe
def buku_unduh(request: HttpRequest, pk: int, bentuk: str) -> HttpResponse:
    """The workbook of a sheet with the layers this person may read."""
    lke = ambil_lke(request, pk)
    try:
        pilihan = Bentuk(bentuk)
    except ValueError:
        raise Http404 from None
    keluar = io.BytesIO()
    tulis_buku(isi_buku(lke, request.user), pilihan, keluar)
    jawab = HttpResponse(keluar.getvalue(), content_type=pemeriksa.XLSX.mime)
    jawab["Content-Disposition"] = content_disposition_header(True, nama_buku(lke, pilihan))
    return pemeriksa.kunci_jawaban(jawab, csp=pemeriksa.CSP_UNDUH)


# One import -----------------------------------------------------------------------------------------------------------


def _impor_or_404(request: HttpRequest, pk: int, impor_pk: int) -> ImporLKE:
    lke = ambil_lke(request, pk)
    impor = get_object_or_404(impor_terbaca(request.user, lke), pk=impor_pk)
    impor.lke = lke
    return impor


def _saring(data: QueryDict) -> str:
    nilai = data.get("lihat", "")
    return nilai if nilai in SaringBaris.values else SaringBaris.SEMUA.value


@require_safe
def impor_lke_detail(request: HttpRequest, pk: int, impor_pk: int) -> HttpResponse:
    """How far a workbook is; then every cell it would change, with a tick. While it runs the page asks again."""
    impor = _impor_or_404(request, pk, impor_pk)
    boleh = request.user.has_perm(ISI_LAPIS[impor.lapis], impor.lke)
    hitung = hitung_baris(impor)
    lihat = _saring(request.GET)
    page = Paginator(baris_impor_lke(impor, lihat), PER_HALAMAN).get_page(request.GET.get("halaman"))
    instrumen = instrumen_lke(impor.lke)
    for baris in page.object_list:
        baris.pertanyaan = instrumen.pertanyaan(baris.kode)
    konteks = {
        "lke": impor.lke,
        "impor": impor,
        "nama_lapis": LABEL_LAPIS[impor.lapis],
        "boleh_isi": boleh,
        "bisa_pilih": boleh and impor.status == StatusImporLKE.SIAP,
        "bisa_batal": boleh and impor.status in STATUS_BATAL,
        "hitung": hitung,
        "lihat": lihat,
        "saring": [
            {"nilai": s.value, "label": s.label, "jumlah": hitung[s.value], "kini": s.value == lihat}
            for s in SaringBaris
        ],
        "page": page,
    }
    if request.htmx:
        return render(request, "evaluation/_impor_lke.html", konteks)
    return render(request, "evaluation/impor_lke_detail.html", konteks)


@require_POST
def impor_lke_pilih(request: HttpRequest, pk: int, impor_pk: int) -> HttpResponse:
    """Keep the ticks of the page that was shown; then go on (``ke``: a page, ``lihat``: a filter), or with ``terapkan``
    let the ticked rows be written. For a script, which sends each tick, the counts alone."""
    impor = _impor_or_404(request, pk, impor_pk)
    wajib(request, ISI_LAPIS[impor.lapis], impor.lke)
    tampil, pilih = _angka(request, "tampil"), _angka(request, "pilih")
    if not impor.terbuka and impor.status == StatusImporLKE.SIAP and tampil:
        jalankan(request, lambda: pilih_baris(impor=impor, tampil=tampil, pilih=pilih))
    if request.htmx:
        return render(request, "evaluation/_impor_lke_jumlah.html", {"impor": impor, "hitung": hitung_baris(impor)})
    if "terapkan" in request.POST:
        sidik = request.POST.get("sidik", "")[:64]
        jalankan(request, lambda: terapkan_impor(impor=impor, sidik=sidik, actor=request.user))
    tujuan = QueryDict(mutable=True)
    if (lihat := _saring(request.POST)) != SaringBaris.SEMUA:
        tujuan["lihat"] = lihat
    # Another filter starts at its first page.
    if len(set(request.POST.getlist("lihat"))) == 1 and (ke := angka(request.POST.get("ke"))):
        tujuan["halaman"] = ke
    alamat = reverse("evaluation:impor_lke_detail", args=[pk, impor.pk])
    return redirect(f"{alamat}?{tujuan.urlencode()}" if tujuan else alamat)


def _angka(request: HttpRequest, nama: str) -> list[int]:
    return [n for t in request.POST.getlist(nama)[:PER_HALAMAN] if (n := angka(t)) is not None]


@require_http_methods(["GET", "HEAD", "POST"])
def impor_lke_batalkan(request: HttpRequest, pk: int, impor_pk: int) -> HttpResponse:
    """Ask, then leave the workbook unwritten."""
    impor = _impor_or_404(request, pk, impor_pk)
    wajib(request, ISI_LAPIS[impor.lapis], impor.lke)
    if request.method == "POST":
        jalankan(
            request,
            lambda: batalkan_impor_lke(impor=impor, actor=request.user),
            berhasil=_("Impor dibatalkan. Tidak ada yang ditulis."),
        )
        return redirect("evaluation:impor_lke_detail", pk=pk, impor_pk=impor.pk)
    return render(request, "evaluation/impor_lke_batalkan.html", {"lke": impor.lke, "impor": impor})


@require_safe
def impor_lke_berkas(request: HttpRequest, pk: int, impor_pk: int) -> HttpResponseBase:
    """The file as it was handed in, kept as a record, for those who may see the import."""
    impor = _impor_or_404(request, pk, impor_pk)
    try:
        isi = impor.isi.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return pemeriksa.sajikan(
        isi,
        nama=impor.nama,
        mime=pemeriksa.XLSX.mime,
        ukuran=impor.ukuran,
        sidik=impor.sha256,
        rentang=request.headers.get("Range", ""),
    )
