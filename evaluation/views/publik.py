"""What everybody may read without a sign-in: which units were awarded, by which SK."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from evaluation.enums import JenisPredikat
from evaluation.enums.predikat import StatusPredikat
from evaluation.forms.predikat import SaringPredikat
from evaluation.models import PredikatUnit
from evaluation.selectors.predikat import instansi_berpredikat, publik_table, publik_unit
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 50
UMUR = 5 * 60
# A clarification is shown to nobody here, so it is no filter either.
STATUS_PUBLIK = [(s.value, s.label) for s in StatusPredikat if s != StatusPredikat.DALAM_KLARIFIKASI]


def _untuk_umum(request: HttpRequest, jawab: HttpResponse) -> HttpResponse:
    """The page is the same for everybody; only an answer that may renew a session stays out of shared caches."""
    bersesi = settings.SESSION_COOKIE_NAME in request.COOKIES
    patch_cache_control(jawab, max_age=UMUR, **({"private": True} if bersesi else {"public": True}))
    return jawab


# What the SK say, as a table to take away.
KOLOM = (
    (gettext_lazy("Unit kerja"), lambda x: x.unit.nama),
    (gettext_lazy("Instansi"), lambda x: x.unit.instansi.nama),
    (gettext_lazy("Predikat"), lambda x: x.jenis),
    (gettext_lazy("Nomor SK"), lambda x: x.nomor_sk),
    (gettext_lazy("Tanggal SK"), lambda x: x.tanggal_sk),
    (gettext_lazy("Status"), lambda x: x.status_umum.label),
)


@login_not_required
@require_safe
def publik_predikat(request: HttpRequest) -> HttpResponse:
    instansi = instansi_berpredikat(PredikatUnit.objects.all())
    saring = SaringPredikat(request.GET, instansi=instansi).nilai
    if saring.get("status") == StatusPredikat.DALAM_KLARIFIKASI:
        del saring["status"]
    saring.pop("laporan", None)
    semua = publik_table(saring)
    if (jawab := unduhan(request, nama="predikat", kolom=KOLOM, semua=semua)) is not None:
        return jawab
    page = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "saring": saring,
        "instansi": instansi,
        "jenis": JenisPredikat.choices,
        "status": STATUS_PUBLIK,
    }
    return _untuk_umum(request, render(request, "evaluation/publik_predikat.html", context))


@login_not_required
@require_safe
def publik_predikat_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """All predicates of one unit; a unit without any has no page here."""
    if not (semua := publik_unit(pk)):
        raise Http404
    context = {"unit": semua[0].unit, "semua": semua}
    return _untuk_umum(request, render(request, "evaluation/publik_predikat_unit.html", context))
