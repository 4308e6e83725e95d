"""Linked systems on the screen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from units.forms.sistem import SistemForm
from units.models import SistemTertaut
from units.services.sistem import periksa_sistem
from units.views.buku import Buku
from units.views.tindakan import ambil_unit, jalankan

ISI = "units.isi_tahap"


SISTEM = Buku(
    model=SistemTertaut,
    form=SistemForm,
    slug="sistem",
    judul=gettext_lazy("Sistem tertaut"),
    penjelasan=gettext_lazy("Sistem lain yang dipakai unit, dengan area dan pertanyaan LKE yang dibuktikannya."),
    kosong=gettext_lazy("Belum ada sistem tertaut"),
    cari=("nama", "keterangan", "url"),
    isi=ISI,
    kaitan=("diperiksa_oleh",),
    per_tahun=False,
)


@require_POST
def sistem_periksa(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    """A person has looked: does the system work?"""
    unit = ambil_unit(request, pk, ISI)
    sistem = get_object_or_404(SistemTertaut.objects.hidup().filter(unit=unit), pk=baris_pk)
    sistem.unit = unit
    jawab = request.POST.get("berfungsi")
    if jawab in {"ya", "tidak"}:
        jalankan(
            request,
            lambda: periksa_sistem(sistem=sistem, berfungsi=jawab == "ya", actor=request.user),
            berhasil=_("Pemeriksaan dicatat."),
        )
    return redirect("units:sistem_detail", pk=pk, baris_pk=baris_pk)
