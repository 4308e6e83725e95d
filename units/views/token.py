"""Tokens of an instansi on the screen: the list with what was fetched, a new one shown once, revoking."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from units.enums.token import Cakupan
from units.errors import UnitsError
from units.forms.token import TokenForm
from units.selectors.token import ambilan_table, token_table
from units.services.token import TokenSudahDibuat, buat_token, cabut_token
from units.views.tindakan import ambil_instansi
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25
KELOLA = "units.kelola_token"


def _alamat(request: HttpRequest) -> dict[str, str]:
    """Where the two doors stand, as another system has to call them."""
    return {
        "portalrb": request.build_absolute_uri("/api/portalrb"),
        "api": request.build_absolute_uri("/api/v1"),
    }


@require_safe
def token_list(request: HttpRequest, pk: int) -> HttpResponse:
    instansi = ambil_instansi(request, pk, KELOLA)
    page = Paginator(token_table(instansi), PER_HALAMAN).get_page(request.GET.get("halaman"))
    kata = dict(Cakupan.choices)
    for token in page:
        token.kata_cakupan = [kata[c] for c in token.cakupan if c in kata]
    konteks = {"instansi": instansi, "page": page, "alamat": _alamat(request)}
    return render(request, "units/token_list.html", konteks)


# The log as a table to take away.
KOLOM = (
    (gettext_lazy("Mulai"), lambda x: x["mulai"]),
    (gettext_lazy("Akhir"), lambda x: x["akhir"]),
    (gettext_lazy("Token"), lambda x: x["token__nama"]),
    (gettext_lazy("Unit diambil"), lambda x: x["unit"]),
    (gettext_lazy("Permintaan"), lambda x: x["permintaan"]),
    (gettext_lazy("Ditolak"), lambda x: x["ditolak"]),
)


@require_safe
def token_ambilan(request: HttpRequest, pk: int) -> HttpResponse:
    """What PortalRB fetched, by hour and token."""
    instansi = ambil_instansi(request, pk, KELOLA)
    semua = ambilan_table(instansi)
    if (jawab := unduhan(request, nama=f"ambilan-{instansi.kode}", kolom=KOLOM, semua=semua)) is not None:
        return jawab
    page = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman"))
    return render(request, "units/token_ambilan.html", {"instansi": instansi, "page": page})


@never_cache
@require_http_methods(["GET", "POST"])
def token_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """The token stands in the answer to the form, and never again."""
    instansi = ambil_instansi(request, pk, KELOLA)
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, teks = buat_token(instansi=instansi, actor=request.user, **form.cleaned_data)
        except TokenSudahDibuat as error:
            messages.warning(request, error.message)
            return redirect("units:token_list", pk=pk)
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            konteks = {"instansi": instansi, "token": token, "teks": teks, "alamat": _alamat(request)}
            return render(request, "units/token_jadi.html", konteks, status=201)
    status = 422 if request.method == "POST" else 200
    return render(request, "units/token_baru.html", {"instansi": instansi, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def token_cabut(request: HttpRequest, pk: int, token_pk: int) -> HttpResponse:
    """Ask, then revoke; a repeat finds it revoked already."""
    instansi = ambil_instansi(request, pk, KELOLA)
    token = get_object_or_404(token_table(instansi), pk=token_pk)
    if request.method == "POST":
        if cabut_token(token=token, actor=request.user, alasan=bersih_teks(request.POST.get("alasan"), 500)):
            messages.success(
                request, _("Token “%(nama)s” dicabut dan tidak dapat dipakai lagi.") % {"nama": token.nama}
            )
        else:
            messages.info(request, _("Token “%(nama)s” sudah dicabut sebelumnya.") % {"nama": token.nama})
        return redirect("units:token_list", pk=pk)
    konteks = {"instansi": instansi, "token": token, "kembali": reverse("units:token_list", args=[pk])}
    return render(request, "units/token_cabut.html", konteks)
