"""A person chooses what the portal reminds them of."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from units.forms.pengingat import PengingatForm
from units.services.pengingat import JAM_KIRIM, atur_pengingat

# What the buttons for all kinds at once ask for; the other button takes the ticks.
SEMUA_SUREL = {"tanpa_surel": False, "semua_surel": True}


@require_http_methods(["GET", "POST"])
def pengingat_atur(request: HttpRequest) -> HttpResponse:
    form = PengingatForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        atur_pengingat(user=request.user, pilihan=form.pilihan(surel=SEMUA_SUREL.get(request.POST.get("simpan", ""))))
        messages.success(request, _("Pilihan pengingat tersimpan."))
        return redirect("units:pengingat_atur")
    return render(request, "units/pengingat_atur.html", {"form": form, "jam": f"{JAM_KIRIM:02}.00"})
