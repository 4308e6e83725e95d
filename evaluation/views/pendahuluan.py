"""The parent unit's pages: what waits for it, and its word on one sheet."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from evaluation.enums import Status
from evaluation.errors import EvaluationError
from evaluation.forms.dasar import SaringAntrean
from evaluation.forms.pendahuluan import PendahuluanForm
from evaluation.models import PenilaianPendahuluan
from evaluation.selectors.musim import musim_dipilih
from evaluation.selectors.pendahuluan import antrean_penilai, lke_penilai, penilaian_dari
from evaluation.selectors.tpi import hitung_status
from evaluation.services.pendahuluan import putuskan_pendahuluan
from evaluation.views.tindakan import ambil_lke, masih_dapat, wajib
from evaluation.views.tpi import butir_status
from units.enums.tahap import Area
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25


# The columns of the queue as a table to take away.
KOLOM = (
    (gettext_lazy("Unit kerja"), lambda x: x.unit.nama),
    (gettext_lazy("Menuju"), lambda x: x.predikat_tujuan),
    (gettext_lazy("Status"), lambda x: x.get_status_display()),
    (gettext_lazy("Diajukan"), lambda x: x.diajukan_pada),
    (gettext_lazy("Mandiri"), lambda x: x.nilai_mandiri),
)


@require_safe
def pendahuluan_antrean(request: HttpRequest) -> HttpResponse:
    """Sheets that lie or lay with the person's parent unit, what waits first."""
    wajib(request, "evaluation.antrean_pendahuluan")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    tahun = musim and musim.tahun
    saring = SaringAntrean(request.GET).nilai
    jumlah = hitung_status(lke_penilai(request.user, tahun=tahun))
    baris = antrean_penilai(request.user, tahun=tahun)
    if q := saring.get("q"):
        baris = baris.filter(unit__nama__icontains=q)
    if status := saring.get("status"):
        baris = baris.filter(status=status)
    if (jawab := unduhan(request, nama="penilaian-pendahuluan", kolom=KOLOM, semua=baris)) is not None:
        return jawab
    konteks = {
        "page": Paginator(baris, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "musim": musim,
        "saring": saring,
        "jumlah": jumlah,
        "menunggu": jumlah.get(Status.PENDAHULUAN, 0),
        "butir": butir_status(request, jumlah, saring.get("status", "")),
    }
    return render(request, "evaluation/pendahuluan_antrean.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def pendahuluan(request: HttpRequest, pk: int) -> HttpResponse:
    """What the parent unit said of a sheet, for all who see it; and for its assessor the form to say it."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.view_lke", lke)
    if request.method == "POST":
        if not masih_dapat(request, "evaluation.nilai_pendahuluan", lke, peran="evaluation.penilai_pendahuluan"):
            return redirect("evaluation:pendahuluan", pk=lke.pk)
    elif lke.unit_penilai_id is None and not PenilaianPendahuluan.objects.filter(lke=lke).exists():
        raise Http404
    form = None
    if request.user.has_perm("evaluation.nilai_pendahuluan", lke):
        form = PendahuluanForm(request.POST or None, request.FILES or None, tz=lke.unit.instansi.tz)
    if request.method == "POST" and form.is_valid():
        try:
            putuskan_pendahuluan(lke=lke, isian=form.isian, berkas=form.cleaned_data.get("berkas"), actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(
                request,
                _("LKE diteruskan ke TPI.")
                if lke.status == Status.DIAJUKAN
                else _("LKE dikembalikan ke unit untuk pembinaan."),
            )
            return redirect("evaluation:pendahuluan", pk=lke.pk)
    penilaian = penilaian_dari(lke)
    for p in penilaian:
        p.baris_area = [(a.label, p.area[str(a.value)]) for a in Area if str(a.value) in p.area]
    konteks = {"lke": lke, "unit": lke.unit, "form": form, "penilaian": penilaian, "tz": lke.unit.instansi.tz}
    status = 422 if request.method == "POST" else 200
    return render(request, "evaluation/pendahuluan.html", konteks, status=status)
