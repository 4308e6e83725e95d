"""The page on which a report is asked for, watched and downloaded."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evaluation.models import LembarKerjaEvaluasi
from reports.enums import JenisDokumen
from reports.errors import ReportsError
from reports.models import Dokumen, Pekerjaan
from reports.permissions import lapis_untuk
from reports.selectors import dokumen_terbaca, isi_lhe, pekerjaan_terakhir
from reports.services import batang_lhe, coba_lagi, judul_batang, judul_radar, minta_dokumen, radar_lhe
from zi_portal.common.berkas import PDF, sajikan


def _lke_or_404(request: HttpRequest, pk: int) -> LembarKerjaEvaluasi:
    terlihat = LembarKerjaEvaluasi.objects.visible_to(request.user).select_related("unit__instansi", "musim")
    return get_object_or_404(terlihat, pk=pk)


def _pekerjaan_or_404(request: HttpRequest, pk: int) -> Pekerjaan:
    pekerjaan = get_object_or_404(Pekerjaan.objects.select_related("dokumen"), pk=pk)
    pekerjaan.lke = _lke_or_404(request, pekerjaan.lke_id)
    if not request.user.has_perm("reports.lihat_pekerjaan", pekerjaan):
        raise Http404
    return pekerjaan


@require_safe
def laporan_lke(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about the reports of one sheet: what they would say now, how one is made, those that were made."""
    lke = _lke_or_404(request, pk)
    if not request.user.has_perm("reports.lihat_laporan", lke):
        raise PermissionDenied
    boleh_minta = request.user.has_perm("reports.minta_lhe", lke)
    lhe = isi_lhe(lke.pk, lapis_untuk(request.user, lke)) if boleh_minta else None
    kunci = lhe.kunci() if lhe else ""
    dokumen = dokumen_terbaca(request.user, lke)
    sesuai = next((d for d in dokumen if d.kunci == kunci), None)
    konteks = {
        "lke": lke,
        "boleh_minta": boleh_minta,
        "lhe": lhe,
        "dokumen": dokumen,
        "sesuai": sesuai,
        "pekerjaan": pekerjaan_terakhir(lke, kunci=kunci) if lhe and not sesuai else None,
    }
    if lhe:
        konteks |= {
            "judul_radar": judul_radar(lhe),
            "radar": radar_lhe(lhe),
            "judul_batang": judul_batang(lhe),
            "batang": batang_lhe(lhe),
            "total": next(b.nilai for b in lhe.nilai if b.tingkat == 3),
        }
    return render(request, "reports/laporan_lke.html", konteks)


@require_POST
def laporan_minta(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the LHE. Unchanged content answers with the document there is."""
    lke = _lke_or_404(request, pk)
    if not request.user.has_perm("reports.minta_lhe", lke):
        raise PermissionDenied
    try:
        hasil = minta_dokumen(lke=lke, kind=JenisDokumen.LHE, actor=request.user)
    except ReportsError as error:
        messages.error(request, error.message)
        return redirect("reports:laporan_lke", pk=lke.pk)
    if isinstance(hasil, Dokumen):
        messages.info(request, _("Isi laporan tidak berubah sejak %(nomor)s dibuat.") % {"nomor": hasil.nomor})
    elif request.htmx:
        hasil.refresh_from_db(fields=["status", "persen", "galat", "dikirim_pada", "dokumen"])
        return _bagian(request, hasil)
    return redirect("reports:laporan_lke", pk=lke.pk)


@require_safe
def pekerjaan_status(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a job is; the page asks until it has ended."""
    pekerjaan = _pekerjaan_or_404(request, pk)
    if not request.htmx:
        return redirect("reports:laporan_lke", pk=pekerjaan.lke_id)
    return _bagian(request, pekerjaan)


@require_POST
def pekerjaan_ulang(request: HttpRequest, pk: int) -> HttpResponse:
    """Run a failed job again."""
    pekerjaan = _pekerjaan_or_404(request, pk)
    coba_lagi(pekerjaan=pekerjaan)
    if request.htmx:
        pekerjaan.refresh_from_db(fields=["status", "persen", "galat", "dikirim_pada", "dokumen"])
        return _bagian(request, pekerjaan)
    return redirect("reports:laporan_lke", pk=pekerjaan.lke_id)


@require_safe
def dokumen_unduh(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes of a document, for those who may read its values."""
    dokumen = get_object_or_404(Dokumen, pk=pk)
    dokumen.lke = _lke_or_404(request, dokumen.lke_id)
    if not request.user.has_perm("reports.unduh_dokumen", dokumen):
        raise Http404
    return sajikan(
        dokumen.berkas.open("rb"),
        nama=dokumen.nama_berkas,
        mime=PDF.mime,
        ukuran=dokumen.ukuran,
        sidik=dokumen.sha256,
        rentang=request.headers.get("Range", ""),
    )


def _bagian(request: HttpRequest, pekerjaan: Pekerjaan) -> HttpResponse:
    """The part of the page that changes while a job runs."""
    dokumen = dokumen_terbaca(request.user, pekerjaan.lke)
    konteks = {
        "lke": pekerjaan.lke,
        "boleh_minta": True,
        "pekerjaan": pekerjaan,
        "dokumen": dokumen,
        "sesuai": next((d for d in dokumen if d.pk == pekerjaan.dokumen_id), None),
    }
    return render(request, "reports/_laporan.html", konteks)
