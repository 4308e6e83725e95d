"""One page with the form of a row, whose saving has rules of its own; a register with none has ``units.views.buku``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from units.errors import BarisBentrok, UnitsError
from units.forms.baris import BarisForm
from units.models import BarisTahap
from units.services.tahap import terakhir
from units.views.buku import Buku


def formulir(
    request: HttpRequest,
    *,
    buku: Buku,
    form: BarisForm,
    simpan: Callable[[], BarisTahap],
    kembali: str,
    template: str = "units/buku_form.html",
    **konteks: Any,
) -> HttpResponse:
    """Show the form; sent, let ``simpan`` store it and go to the row. 422 with what was wrong, 409 with what somebody
    else wrote meanwhile; what was typed stays in both."""
    baris = form.instance if form.instance.pk else None
    kode = 200
    if request.method == "POST":
        kode = 422
        if form.is_valid():
            try:
                hasil = simpan()
            except BarisBentrok as error:
                form.bentrok(error.kini)
                form.add_error(None, error.message)
                kode = 409
            except UnitsError as error:
                form.add_error(None, error.message)
            else:
                messages.success(request, _("%(apa)s tersimpan.") % {"apa": capfirst(buku.satu)})
                return redirect(buku.alamat("detail", hasil.unit, hasil.pk))
    isi = {"buku": buku, "form": form, "unit": form.unit, "baris": baris, "kembali": kembali, **konteks}
    return render(request, template, isi, status=kode)


def lakukan(request: HttpRequest, tindakan: Callable[[], object], *, objek: Any, aksi: str, berhasil: str) -> str:
    """Carry out one move and tell what happened: "" when done, else why not. The second press of one button finds its
    own move done already, which is no error."""
    try:
        tindakan()
    except UnitsError as error:
        akhir = terakhir(objek)
        alasan = request.POST.get("alasan", "").replace("\r\n", "\n").strip()
        sama = akhir is not None and (akhir.aksi, akhir.pelaku_id) == (aksi, request.user.pk)
        if not sama or (alasan and akhir.alasan.replace("\r\n", "\n") != alasan):
            return error.message
    messages.success(request, berhasil)
    return ""
