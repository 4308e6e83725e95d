"""What the instansi reads of TPN's evaluation, and its objection to the selection."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from evaluation.enums import STATUS_TPN_AKHIR, Status
from evaluation.enums.musim import Jendela
from evaluation.errors import EvaluationError, LKEMoved
from evaluation.forms.evaluasi_tpn import SanggahForm
from evaluation.selectors.berkas import berkas_banyak, berkas_dari
from evaluation.selectors.evaluasi_tpn import baris_hasil, baris_seleksi, evaluasi_dari, tidak_sesuai
from evaluation.selectors.masa import batas_jendela
from evaluation.services.seleksi import ajukan_sanggah
from evaluation.views.tindakan import ambil_lke, masih_dapat, wajib


@require_GET
def lke_seleksi(request: HttpRequest, pk: int) -> HttpResponse:
    """The final result of the selection, the objections, and the decision once there is one."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.lihat_seleksi", lke)
    evaluasi = evaluasi_dari(lke)
    # A unit that lapsed before its selection was final was never told a result.
    baris = baris_seleksi(lke) if evaluasi and evaluasi.seleksi_pada else []
    mulai, selesai = batas_jendela(lke.musim, Jendela.SANGGAH, lke.unit.instansi)
    if evaluasi:
        lke.evaluasi_tpn = evaluasi
    context = {
        "lke": lke,
        "unit": lke.unit,
        "tz": lke.unit.instansi.tz,
        "baris": baris,
        "berkas": berkas_banyak("seleksi", [b.item.pk for b in baris]),
        # TPN's judgement of an objection is a draft until the sheet moved on.
        "sanggah_final": lke.status != Status.SANGGAH,
        "boleh_sanggah": request.user.has_perm("evaluation.sanggah", lke),
        "mulai": mulai,
        "selesai": selesai,
        "salinan_sk": list(berkas_dari(evaluasi.sk)) if evaluasi and evaluasi.sk else [],
        "hasil": baris_hasil([lke])[0] if lke.status in STATUS_TPN_AKHIR else None,
    }
    return render(request, "evaluation/lke_seleksi.html", context)


@require_http_methods(["GET", "POST"])
def lke_sanggah(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """Object to one item, once."""
    lke = ambil_lke(request, pk)
    if not masih_dapat(request, "evaluation.sanggah", lke, peran="evaluation.kelola_usulan"):
        return redirect(lke)
    item = get_object_or_404(tidak_sesuai(lke), kode=kode)
    item.lke = lke
    form = SanggahForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        berkas = form.cleaned_data["berkas"]
        try:
            ajukan_sanggah(
                item=item,
                sanggah=form.cleaned_data["sanggah"],
                tautan=form.cleaned_data["tautan"],
                berkas=berkas,
                nama_berkas=berkas.name if berkas else "",
                actor=request.user,
            )
        except LKEMoved as error:
            messages.warning(request, error.message)
            return redirect(lke)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Sanggahan terkirim: %(butir)s.") % {"butir": item.nama})
            return redirect("evaluation:lke_seleksi", lke.pk)
    context = {"lke": lke, "unit": lke.unit, "item": item, "form": form}
    return render(request, "evaluation/lke_sanggah.html", context, status=422 if form.errors else 200)
