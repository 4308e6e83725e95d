"""Poster and slips of a survey, printed while one waits: a page or a few, for managers alone, and never stored."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from reports.errors import ReportsError
from reports.selectors.selebaran import SLIP_TERBANYAK, isi_poster, isi_slip
from reports.services.selebaran import cetak_poster, cetak_slip
from surveys.models import Kampanye
from zi_portal.common.berkas import PDF
from zi_portal.common.masukan import angka


def _kampanye(request: HttpRequest, pk: int, perm: str) -> Kampanye:
    terlihat = Kampanye.objects.visible_to(request.user).select_related("unit__instansi")
    kampanye = get_object_or_404(terlihat, pk=pk)
    if not request.user.has_perm(perm, kampanye):
        raise PermissionDenied
    return kampanye


@require_safe
def poster_survei(request: HttpRequest, pk: int) -> HttpResponse:
    """The poster, for whoever reads the survey."""
    kampanye = _kampanye(request, pk, "surveys.lihat_kampanye")
    return _kirim(cetak_poster(isi_poster(kampanye)), f"poster-survei-{kampanye.pk}.pdf")


@require_safe
def slip_survei(request: HttpRequest, pk: int) -> HttpResponse:
    """Slips with the unused codes numbered ``?dari=`` to ``?sampai=``, for those who run the survey."""
    kampanye = _kampanye(request, pk, "surveys.kelola_kampanye")
    dari = angka(request.GET.get("dari")) or 1
    sampai = angka(request.GET.get("sampai")) or dari + SLIP_TERBANYAK - 1
    try:
        slip = isi_slip(kampanye, dari=dari, sampai=sampai)
    except ReportsError as error:
        messages.error(request, error.message)
        return redirect("surveys:kode_list", kampanye.pk)
    return _kirim(cetak_slip(slip), f"slip-survei-{kampanye.pk}-{slip.slip[0].nomor}-{slip.slip[-1].nomor}.pdf")


def _kirim(isi: bytes, nama: str) -> HttpResponse:
    jawab = HttpResponse(isi, content_type=PDF.mime)
    jawab["Content-Disposition"] = f'inline; filename="{nama}"'
    jawab["Cache-Control"] = "private, no-store"
    return jawab
