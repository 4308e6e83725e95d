"""TPN's pages: what was proposed, and the decision on one unit."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from evaluation.enums import STATUS_TPN, STATUS_TPN_PROSES, JenisPredikat, Lapis
from evaluation.errors import EvaluationError
from evaluation.forms.dasar import SaringAntrean
from evaluation.forms.tpn import PutusanForm
from evaluation.models import LembarKerjaEvaluasi
from evaluation.selectors.evaluasi_tpn import hambatan_lke
from evaluation.selectors.musim import musim_dipilih
from evaluation.selectors.periksa import linimasa
from evaluation.selectors.tpi import banding_gerbang, banding_lapis, hitung_status
from evaluation.selectors.usulan import (
    URUTAN_TPN,
    antrean_tpn,
    instansi_di_tpn,
    lke_tpn,
    predikat_aktif,
    usulan_table,
)
from evaluation.services.usulan import putuskan_tpn
from evaluation.views.tindakan import ambil_lke, masih_dapat, wajib
from evaluation.views.tpi import butir_status
from units.models import User
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25


def _terlihat(keping: list[LembarKerjaEvaluasi], user: User) -> list[LembarKerjaEvaluasi]:
    for lke in keping:
        lke.boleh_lihat = user.has_perm("evaluation.lihat_tpn", lke)
    return keping


# The columns of the queue as a table to take away.
KOLOM = (
    (gettext_lazy("Unit kerja"), lambda x: x.unit.nama),
    (gettext_lazy("Instansi"), lambda x: x.unit.instansi.nama),
    (gettext_lazy("Menuju"), lambda x: x.predikat_tujuan),
    (gettext_lazy("Predikat kini"), lambda x: x.predikat_aktif),
    (gettext_lazy("Status"), lambda x: x.get_status_display()),
    (gettext_lazy("Mandiri"), lambda x: x.nilai_mandiri),
    (gettext_lazy("TPI"), lambda x: x.nilai_tpi),
    (gettext_lazy("TPN"), lambda x: x.nilai_tpn if x.boleh_lihat else None),
    (gettext_lazy("Nomor surat usulan"), lambda x: x.usulan.nomor_surat if x.usulan else ""),
    (gettext_lazy("Tanggal surat"), lambda x: x.usulan.tanggal_surat if x.usulan else None),
)


@require_GET
def tpn_antrean(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.antrean_tpn")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    tahun = musim and musim.tahun
    instansi = instansi_di_tpn(request.user)
    saring = SaringAntrean(request.GET, urutan=tuple(URUTAN_TPN), instansi=instansi).nilai
    baris = antrean_tpn(request.user, tahun=tahun)
    jumlah = hitung_status(lke_tpn(request.user, tahun=tahun))
    if q := saring.get("q"):
        baris = baris.filter(unit__nama__icontains=q)
    if saring.get("status") in STATUS_TPN:
        baris = baris.filter(status=saring["status"])
    if satu := saring.get("instansi"):
        baris = baris.filter(unit__instansi=satu)
    if predikat := saring.get("predikat"):
        baris = baris.filter(predikat_tujuan=predikat)
    if urut := saring.get("urut"):
        baris = baris.order_by(*URUTAN_TPN[urut])
    jawab = unduhan(
        request, nama="evaluasi-tpn", kolom=KOLOM, semua=baris, rinci=lambda keping: _terlihat(keping, request.user)
    )
    if jawab is not None:
        return jawab
    page = Paginator(baris, PER_HALAMAN).get_page(request.GET.get("halaman"))
    for lke in page.object_list:
        lke.boleh_lihat = request.user.has_perm("evaluation.lihat_tpn", lke)
        lke.boleh_baca = request.user.has_perm("evaluation.baca_evaluasi_tpn", lke)
        lke.boleh_kerja = lke.status in STATUS_TPN_PROSES and request.user.has_perm("evaluation.tim_tpn", lke)
        lke.boleh_nilai = request.user.has_perm("evaluation.nilai_tpn", lke)
    context = {
        "page": page,
        "musim": musim,
        "saring": saring,
        "instansi": instansi,
        "predikat": JenisPredikat.choices,
        "butir": butir_status(request, jumlah, saring.get("status", "")),
        "menunggu": sum(n for s, n in jumlah.items() if s in STATUS_TPN_PROSES),
        "boleh_penetapan": request.user.has_perm("evaluation.rencana_penetapan"),
        "jumlah": sum(jumlah.values()),
        "usulan": usulan_table(request.user, tahun=tahun).filter(dikirim_pada__isnull=False)[:20],
    }
    return render(request, "evaluation/tpn_antrean.html", context)


@require_http_methods(["GET", "POST"])
def tpn_putuskan(request: HttpRequest, pk: int) -> HttpResponse:
    """Scores of all layers with their gates side by side, and the decision."""
    lke = ambil_lke(request, pk)
    if not masih_dapat(request, "evaluation.putuskan_tpn", lke, peran="evaluation.tpn_admin"):
        return redirect(lke)
    form = PutusanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            putuskan_tpn(
                lke=lke,
                tetapkan=data["putusan"] == PutusanForm.TETAPKAN,
                alasan=data["alasan"],
                nomor_sk=data["nomor_sk"],
                tanggal_sk=data["tanggal_sk"],
                actor=request.user,
            )
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            hasil = {"unit": lke.unit, "hasil": lke.get_status_display().lower()}
            messages.success(request, _("Keputusan untuk %(unit)s tercatat: %(hasil)s.") % hasil)
            return redirect("evaluation:tpn_antrean")
    banding = banding_lapis(lke)
    tpn = banding.skor.get(Lapis.TPN)
    context = {
        "lke": lke,
        "unit": lke.unit,
        "tz": lke.unit.instansi.tz,
        "form": form,
        "skor": banding.skor,
        "lapis": list(banding.skor),
        "gerbang": banding_gerbang(banding.skor, lke.predikat_tujuan),
        "tambahan": tpn.gerbang_tambahan(lke.predikat_tujuan) if tpn else (),
        "halang": hambatan_lke(lke),
        "memenuhi": tpn.memenuhi(lke.predikat_tujuan) if tpn else False,
        "berbeda": banding.berbeda,
        "berbeda_tpn": [b for b in banding.baris if b.berbeda_tpn],
        "semua_beda": [b for b in banding.baris if b.berbeda or b.berbeda_tpn],
        "predikat_aktif": predikat_aktif(lke),
        "riwayat": linimasa(lke),
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "evaluation/tpn_putuskan.html", context, status=status)
