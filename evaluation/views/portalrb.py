"""What PortalRB would get, unit by unit, with what is missing and what the national list does not know."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from evaluation.models import Musim
from evaluation.selectors.portalrb import (
    UnitUsul,
    alasan_tertutup,
    berhak_wbbm,
    isi_banyak,
    jawaban_nasional,
    musim_portalrb,
    ringkas_unit,
    unit_disusun,
    unit_terkirim,
)
from evaluation.views.tindakan import wajib
from units.models import Instansi
from units.selectors import akses
from units.selectors.token import ambilan_unit

PER_HALAMAN = 25


def _instansi(request: HttpRequest, pk: int) -> Instansi:
    instansi = get_object_or_404(Instansi.objects.filter(pk__in=akses(request.user).instansi_ids), pk=pk)
    wajib(request, "units.kelola_token", instansi)
    return instansi


def _semua(instansi: Instansi, musim: Musim | None) -> list[UnitUsul]:
    """Sent ones first, then those of proposals that are drawn up."""
    return [*unit_terkirim(instansi, musim), *unit_disusun(instansi, musim)] if musim else []


@require_safe
def portalrb(request: HttpRequest, pk: int) -> HttpResponse:
    instansi, musim = _instansi(request, pk), musim_portalrb()
    semua = _semua(instansi, musim)
    page = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman"))
    diambil = ambilan_unit(instansi)
    konteks = {
        "instansi": instansi,
        "musim": musim,
        "page": page,
        "baris": [(r, diambil.get(r.unit.id)) for r in ringkas_unit(page)],
        "terkirim": sum(u.paket is not None for u in semua),
        "tertutup": alasan_tertutup(musim, instansi) if musim else "",
        "wbbm": bool(musim) and berhak_wbbm(instansi, musim),
    }
    return render(request, "evaluation/portalrb.html", konteks)


@require_safe
def portalrb_unit(request: HttpRequest, pk: int, lke_pk: int) -> HttpResponse:
    """Every item of one unit as it goes; ``?periksa=1`` only those with a complaint."""
    instansi, musim = _instansi(request, pk), musim_portalrb()
    unit = next((u for u in _semua(instansi, musim) if u.lke_id == lke_pk), None)
    if unit is None:
        raise Http404
    jawaban = jawaban_nasional(unit, isi_banyak([unit])[unit.lke_id])
    bermasalah = [j for j in jawaban if j.keluhan]
    hanya = request.GET.get("periksa") == "1"
    konteks = {
        "instansi": instansi,
        "unit": unit,
        "jawaban": bermasalah if hanya else jawaban,
        "jumlah": len(jawaban),
        "bermasalah": len(bermasalah),
        "hanya": hanya,
    }
    return render(request, "evaluation/portalrb_unit.html", konteks)
