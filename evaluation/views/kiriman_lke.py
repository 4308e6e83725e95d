"""Many workbooks at once on the screen: hand them in, watch them being matched, and let them be written."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation.enums import Lapis
from evaluation.enums.impor_lke import StatusImporLKE
from evaluation.errors import EvaluationError
from evaluation.models import KirimanLKE, Musim
from evaluation.permissions.impor_lke import lapis_impor_terbaca, lapis_kiriman
from evaluation.selectors.kiriman_lke import (
    boleh_terapkan,
    isi_kiriman,
    kembar_kiriman,
    kiriman_saya,
    lke_sasaran,
    ringkas_kiriman,
)
from evaluation.selectors.lembar import LABEL_LAPIS
from evaluation.selectors.musim import musim_dipilih
from evaluation.services.kiriman_lke import (
    BUKU_MAKS,
    dapat_diterapkan,
    pilih_unit,
    sasaran_kiriman,
    terapkan_kiriman,
    unggah_kiriman,
)
from evaluation.views.tindakan import jalankan
from units.models import Instansi
from units.selectors import akses
from zi_portal.common.masukan import angka
from zi_portal.common.unggahan import galat_badan

PER_HALAMAN = 50
KIRIMAN_PER_HALAMAN = 10


def _instansi(request: HttpRequest) -> list[Instansi]:
    """Those for whose units the person may bring workbooks."""
    semua = Instansi.objects.filter(pk__in=akses(request.user).instansi_ids) | Instansi.objects.filter(
        unit_kerja__in=akses(request.user).unit_ids
    )
    return [i for i in semua.distinct().order_by("nama", "pk") if request.user.has_perm("evaluation.kirim_lke", i)]


def _musim(request: HttpRequest) -> Musim:
    if (musim := musim_dipilih(request.GET.get("tahun", ""))) is None:
        raise Http404
    return musim


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def kiriman_lke_list(request: HttpRequest) -> HttpResponse:
    """Hand in many workbooks for units of one instansi; what was handed in before. Rights come before the body."""
    milik = _instansi(request)
    if not milik:
        raise PermissionDenied
    diminta = request.GET.get("instansi", "")
    instansi = next((i for i in milik if str(i.pk) == diminta), milik[0])
    if request.method != "POST":
        return _halaman(request, milik, instansi)
    if galat := galat_badan(request):
        return _halaman(request, milik, instansi, galat, status=413)
    return _terima(request, milik, instansi)


@csrf_protect
def _halaman(
    request: HttpRequest, milik: list[Instansi], instansi: Instansi, galat: str = "", *, status: int = 200
) -> HttpResponse:
    musim = _musim(request)
    lapis = lapis_kiriman(request.user, instansi)
    konteks = {
        "milik": milik,
        "instansi": instansi,
        "musim": musim,
        "lapis": [(nilai, LABEL_LAPIS[nilai]) for nilai in lapis],
        "sasaran": [(LABEL_LAPIS[nilai], lke_sasaran(request.user, instansi, musim, nilai).count()) for nilai in lapis],
        "galat": galat,
        "buku_maks": BUKU_MAKS,
        "page": Paginator(kiriman_saya(request.user, instansi), KIRIMAN_PER_HALAMAN).get_page(
            request.GET.get("halaman")
        ),
    }
    return render(request, "evaluation/kiriman_lke_list.html", konteks, status=status)


@csrf_protect
def _terima(request: HttpRequest, milik: list[Instansi], instansi: Instansi) -> HttpResponse:
    berkas = request.FILES.getlist("berkas")
    lapis = request.POST.get("lapis", "")
    if lapis not in lapis_kiriman(request.user, instansi):
        return _halaman(request, milik, instansi, _("Pilih jawaban siapa yang dibawa berkas ini."), status=422)
    if not berkas:
        return _halaman(request, milik, instansi, _("Pilih berkas .zip atau .xlsx lebih dahulu."), status=422)
    try:
        kiriman = unggah_kiriman(
            instansi=instansi, musim=_musim(request), lapis=lapis, berkas=berkas, actor=request.user
        )
    except EvaluationError as error:
        return _halaman(request, milik, instansi, error.message, status=422)
    return redirect("evaluation:kiriman_lke_detail", pk=kiriman.pk)


def _kiriman_or_404(request: HttpRequest, pk: int) -> KirimanLKE:
    """What the person handed in; a role that ended takes it out of sight."""
    kiriman = get_object_or_404(
        KirimanLKE.objects.filter(diunggah_oleh=request.user).select_related("instansi", "musim"), pk=pk
    )
    if not request.user.has_perm("evaluation.kelola_kiriman", kiriman):
        raise Http404
    return kiriman


@require_safe
def kiriman_lke_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Each workbook of a batch with its unit and how far it is. While some run the page asks again."""
    kiriman = _kiriman_or_404(request, pk)
    ringkas = ringkas_kiriman(kiriman)
    lihat = request.GET.get("lihat", "")
    lihat = lihat if lihat in StatusImporLKE.values else ""
    page = Paginator(isi_kiriman(kiriman, lihat), PER_HALAMAN).get_page(request.GET.get("halaman"))
    kembar = kembar_kiriman(kiriman)
    for impor in page.object_list:
        impor.boleh_terapkan = boleh_terapkan(request.user, impor)
        impor.terbaca = bool(impor.lke_id) and impor.lapis in lapis_impor_terbaca(request.user, impor.lke)
        impor.kembar = impor.lke_id in kembar
    konteks = {
        "kiriman": kiriman,
        "nama_lapis": LABEL_LAPIS[kiriman.lapis],
        "ringkas": ringkas,
        "beres": ringkas["jumlah"] - ringkas["berjalan"],
        "lihat": lihat,
        "saring": [{"url": "?", "label": _("Semua"), "jumlah": ringkas["jumlah"], "kini": not lihat}]
        + [
            {"url": f"?lihat={s.value}", "label": s.label, "jumlah": ringkas[s.value], "kini": s.value == lihat}
            for s in StatusImporLKE
            if ringkas[s.value]
        ],
        "page": page,
        "sasaran": sasaran_kiriman(kiriman, request.user) if ringkas[StatusImporLKE.TANPA_UNIT] else [],
        "bisa_terapkan": len(dapat_diterapkan(kiriman, request.user)) if not ringkas["berjalan"] else 0,
        "titipan": kiriman.lapis == Lapis.UNIT,
    }
    return render(
        request,
        "evaluation/_kiriman_lke.html" if request.htmx else "evaluation/kiriman_lke_detail.html",
        konteks,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def kiriman_lke_terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then let every workbook that is ready be written, each by itself."""
    kiriman = _kiriman_or_404(request, pk)
    if request.method == "POST":
        n = terapkan_kiriman(kiriman=kiriman, actor=request.user)
        pesan = ngettext("%(n)d berkas diterapkan.", "%(n)d berkas diterapkan.", n) % {"n": n}
        messages.info(request, pesan if n else _("Tidak ada berkas yang menunggu Anda terapkan."))
        return redirect("evaluation:kiriman_lke_detail", pk=kiriman.pk)
    konteks = {"kiriman": kiriman, "jumlah": len(dapat_diterapkan(kiriman, request.user))}
    return render(request, "evaluation/kiriman_lke_terapkan.html", konteks)


@require_POST
def kiriman_lke_unit(request: HttpRequest, pk: int, impor_pk: int) -> HttpResponse:
    """Say whose one workbook is."""
    kiriman = _kiriman_or_404(request, pk)
    impor = get_object_or_404(kiriman.impor.select_related("kiriman__instansi", "kiriman__musim"), pk=impor_pk)
    impor.kiriman = kiriman
    nomor = angka(request.POST.get("lke"))
    lke = next((satu for satu in sasaran_kiriman(kiriman, request.user) if satu.pk == nomor), None)
    if lke is None:
        messages.error(request, _("Pilih unitnya dari daftar."))
    else:
        jalankan(request, lambda: pilih_unit(impor=impor, lke=lke, actor=request.user))
    return redirect("evaluation:kiriman_lke_detail", pk=kiriman.pk)
