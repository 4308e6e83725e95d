"""The batch under one decree, and the result of a proposal."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.enums.evaluasi_tpn import Rencana
from evaluation.errors import EvaluationError
from evaluation.forms.dasar import SaringAntrean
from evaluation.forms.evaluasi_tpn import RencanaForm, SKForm
from evaluation.models import Usulan
from evaluation.selectors.evaluasi_tpn import baris_hasil, hambatan, hasil_usulan, hitung_rencana, siap_diputus
from evaluation.selectors.musim import musim_dipilih
from evaluation.selectors.usulan import instansi_di_tpn
from evaluation.services import evaluasi_tpn as layanan
from evaluation.views.tindakan import ambil_lke, jalankan, masih_dapat, wajib
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 50


# What waits for the decree, as a table to take away.
KOLOM = (
    (gettext_lazy("Unit kerja"), lambda x: x.unit.nama),
    (gettext_lazy("Instansi"), lambda x: x.unit.instansi.nama),
    (gettext_lazy("Menuju"), lambda x: x.predikat_tujuan),
    (gettext_lazy("Rencana keputusan"), lambda x: x.evaluasi_tpn.get_rencana_display()),
    (gettext_lazy("Alasan"), lambda x: x.evaluasi_tpn.rencana_alasan),
    (gettext_lazy("Hambatan"), lambda x: "; ".join(str(h) for h in hambatan(x))),
)


@require_http_methods(["GET", "POST"])
def tpn_penetapan(request: HttpRequest) -> HttpResponse:
    """What would happen under the next decree, and what hinders: a dry run. POST applies all of it or nothing."""
    wajib(request, "evaluation.rencana_penetapan")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    form = SKForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and musim and form.is_valid():
        data = form.cleaned_data
        try:
            riwayat = layanan.terapkan_rencana(
                musim=musim,
                nomor_sk=data["nomor_sk"],
                tanggal_sk=data["tanggal_sk"],
                berkas=data["berkas"],
                nama_berkas=data["berkas"].name if data["berkas"] else "",
                actor=request.user,
            )
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Keputusan atas %(n)d unit tercatat.") % {"n": len(riwayat)})
            return redirect(f"{reverse('evaluation:tpn_penetapan')}?tahun={musim.tahun}")
    semua = siap_diputus(request.user, tahun=musim and musim.tahun)
    instansi = instansi_di_tpn(request.user)
    saring = SaringAntrean(request.GET, instansi=instansi).nilai
    baris = semua
    if satu := saring.get("instansi"):
        baris = baris.filter(unit__instansi=satu)
    if q := saring.get("q"):
        baris = baris.filter(unit__nama__icontains=q)
    tanda = request.GET.get("rencana", "")
    if tanda in Rencana.values:
        baris = baris.filter(evaluasi_tpn__rencana=tanda)
    if (jawab := unduhan(request, nama="penetapan", kolom=KOLOM, semua=baris)) is not None:
        return jawab
    page = Paginator(baris, PER_HALAMAN).get_page(request.GET.get("halaman"))
    for lke in page.object_list:
        lke.halang = hambatan(lke)
        lke.boleh_tandai = request.user.has_perm("evaluation.tandai_rencana", lke)
    context = {
        "musim": musim,
        "page": page,
        "jumlah": hitung_rencana(semua),
        "form": form,
        "saring": saring,
        "instansi": instansi,
        "rencana": Rencana.choices,
        "tanda": tanda,
    }
    return render(request, "evaluation/tpn_penetapan.html", context, status=422 if form.errors else 200)


@require_POST
def tpn_rencana(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one unit."""
    lke = ambil_lke(request, pk)
    kembali = f"{reverse('evaluation:tpn_penetapan')}?tahun={lke.musim.tahun}"
    if not masih_dapat(request, "evaluation.tandai_rencana", lke, peran="evaluation.tpn_admin"):
        return redirect(kembali)
    form = RencanaForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Rencana tidak dikenal, atau alasannya terlalu panjang. Tidak ada yang berubah."))
        return redirect(kembali)
    jalankan(
        request,
        lambda: layanan.tandai_rencana(lke=lke, actor=request.user, **form.cleaned_data),
        berhasil=_("%(unit)s ditandai.") % {"unit": lke.unit},
    )
    return redirect(kembali)


@require_GET
def tpn_hasil(request: HttpRequest, pk: int) -> HttpResponse:
    """The result of a proposal on one page to print: No, unit, catatan, rekomendasi, status."""
    usulan = get_object_or_404(Usulan.objects.visible_to(request.user).select_related("instansi", "musim"), pk=pk)
    wajib(request, "evaluation.hasil_usulan", usulan)
    page = Paginator(hasil_usulan(usulan), 200).get_page(request.GET.get("halaman"))
    context = {
        "usulan": usulan,
        "page": page,
        "baris": baris_hasil(page.object_list),
        "awal": page.start_index(),
        "sebagai_tpn": request.user.has_perm("evaluation.antrean_tpn"),
    }
    return render(request, "evaluation/tpn_hasil.html", context)
