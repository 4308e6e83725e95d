"""One-time codes of a campaign: made, brought, counted, printed again."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from surveys.enums import CaraIsi, StatusKampanye
from surveys.flow import KELOLA
from surveys.forms.kode import BuatKodeForm, ImporKodeForm
from surveys.models import Kampanye
from surveys.selectors.kode import keadaan_kode, kode_table
from surveys.services.kode import buat_kode, masukkan_kode
from surveys.views.tindakan import ambil_kampanye
from units.errors import UnitsError

PER_HALAMAN = 50


@require_safe
def kode_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The codes there are, and the two ways to more. A campaign with an open link says that it needs none."""
    return _halaman(request, ambil_kampanye(request, pk, KELOLA))


@require_POST
def kode_buat(request: HttpRequest, pk: int) -> HttpResponse:
    kampanye = ambil_kampanye(request, pk, KELOLA)
    form = BuatKodeForm(request.POST, kampanye=kampanye)
    if form.is_valid():
        try:
            baru = buat_kode(kampanye=kampanye, actor=request.user, **form.cleaned_data)
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            messages.success(
                request,
                _("%(n)d kode dibuat, nomor %(dari)d sampai %(sampai)d. Cetak slipnya di bawah.")
                % {"n": len(baru), "dari": baru[0].nomor, "sampai": baru[-1].nomor},
            )
            return redirect("surveys:kode_list", kampanye.pk)
    return _halaman(request, kampanye, buat=form)


@require_POST
def kode_impor(request: HttpRequest, pk: int) -> HttpResponse:
    kampanye = ambil_kampanye(request, pk, KELOLA)
    form = ImporKodeForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            n = masukkan_kode(kampanye=kampanye, kode=form.cleaned_data["kode"], actor=request.user)
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            lama = len(form.cleaned_data["kode"]) - n
            pesan = ngettext("%(n)d kode masuk.", "%(n)d kode masuk.", n) % {"n": n}
            if lama:
                pesan += " " + _("%(n)d sudah ada atau tertulis dua kali.") % {"n": lama}
            messages.success(request, pesan)
            return redirect("surveys:kode_list", kampanye.pk)
    return _halaman(request, kampanye, impor=form)


def _halaman(
    request: HttpRequest, kampanye: Kampanye, *, buat: forms.Form | None = None, impor: forms.Form | None = None
) -> HttpResponse:
    keadaan = keadaan_kode(kampanye)
    konteks = {
        "kampanye": kampanye,
        "unit": kampanye.unit,
        "keadaan": keadaan,
        "berkode": kampanye.cara == CaraIsi.KODE,
        "terbuka": kampanye.status not in {StatusKampanye.TUTUP, StatusKampanye.BATAL},
        "cetak_dari": max(1, keadaan.nomor - 79),
        "page": Paginator(kode_table(kampanye), PER_HALAMAN).get_page(request.GET.get("halaman")),
        "form_buat": buat or BuatKodeForm(kampanye=kampanye),
        "form_impor": impor or ImporKodeForm(),
    }
    return render(request, "surveys/kode_list.html", konteks, status=422 if buat or impor else 200)
