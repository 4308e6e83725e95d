"""The proposal of an instansi: draw it up, fill it, send it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.enums import StatusUsulan
from evaluation.errors import EvaluationError
from evaluation.forms.usulan import KirimUsulanForm, UsulanForm
from evaluation.models import LembarKerjaEvaluasi, Usulan
from evaluation.selectors.musim import musim_dipilih
from evaluation.selectors.usulan import (
    baris_usulan,
    calon_usulan,
    instansi_pengusul,
    isi_usulan,
    layak_tanpa_usulan,
    usulan_table,
)
from evaluation.services import usulan as usulan_services
from evaluation.views.tindakan import jalankan, wajib
from zi_portal.common.masukan import angka

PER_HALAMAN = 25


def _ambil(request: HttpRequest, pk: int) -> Usulan:
    return get_object_or_404(Usulan.objects.visible_to(request.user).select_related("instansi", "musim"), pk=pk)


@require_GET
def usulan_list(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.kelola_usulan")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    tahun = musim and musim.tahun
    usulan = usulan_table(request.user, tahun=tahun).filter(instansi__in=instansi_pengusul(request.user))
    menunggu = Paginator(layak_tanpa_usulan(request.user, tahun=tahun), PER_HALAMAN)
    context = {"musim": musim, "usulan": usulan, "menunggu": menunggu.get_page(request.GET.get("halaman"))}
    return render(request, "evaluation/usulan_list.html", context)


@require_http_methods(["GET", "POST"])
def usulan_buat(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.kelola_usulan")
    initial = {"predikat": request.GET.get("predikat"), "musim": musim_dipilih(request.GET.get("tahun", ""))}
    form = UsulanForm(
        request.POST or None, instansi=instansi_pengusul(request.user), initial={k: v for k, v in initial.items() if v}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        ada = Usulan.objects.filter(**data).first()
        if ada is not None:
            messages.info(request, _("Usulan untuk tahun dan predikat ini sudah ada. Anda sedang membukanya."))
            return redirect(ada)
        try:
            return redirect(usulan_services.buat_usulan(**data, actor=request.user))
        except EvaluationError as error:
            form.add_error(None, error.message)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "evaluation/usulan_buat.html", {"form": form}, status=status)


@require_GET
def usulan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in it, what could be; its letter once sent. TPN reads the sent ones here."""
    usulan = _ambil(request, pk)
    boleh = request.user.has_perm("evaluation.ubah_usulan", usulan)
    # While it is drawn up the candidates are the long list; what was put in by hand is shown whole beside them.
    isi = isi_usulan(usulan)
    page = Paginator(calon_usulan(usulan) if boleh else isi, PER_HALAMAN).get_page(request.GET.get("halaman"))
    context = {
        "usulan": usulan,
        "page": page,
        "jumlah": isi.count() if boleh else page.paginator.count,
        "baris": baris_usulan(isi if boleh else page),
        "calon": baris_usulan(page) if boleh else [],
        "boleh_ubah": boleh,
        "boleh_kelola": request.user.has_perm("evaluation.kelola_usulan", usulan),
        "sebagai_tpn": request.user.has_perm("evaluation.antrean_tpn"),
        "tz": usulan.instansi.tz,
    }
    return render(request, "evaluation/usulan_detail.html", context)


def _masih_disusun(request: HttpRequest, usulan: Usulan, perm: str) -> bool:
    """May it still be changed? Its admin who comes too late is told; everybody else is refused."""
    if request.user.has_perm(perm, usulan):
        return True
    wajib(request, "evaluation.kelola_usulan", usulan)
    status = StatusUsulan(usulan.status).label
    messages.warning(
        request, _("Usulan ini sudah berstatus “%(status)s”. Tidak ada yang berubah.") % {"status": status}
    )
    return False


def _lke_dari(request: HttpRequest) -> LembarKerjaEvaluasi:
    lke = LembarKerjaEvaluasi.objects.visible_to(request.user).select_related("unit__instansi", "musim")
    return get_object_or_404(lke, pk=angka(request.POST.get("lke")) or 0)


@require_POST
def usulan_masukkan(request: HttpRequest, pk: int) -> HttpResponse:
    usulan = _ambil(request, pk)
    if _masih_disusun(request, usulan, "evaluation.ubah_usulan"):
        lke = _lke_dari(request)
        berhasil = _("%(unit)s masuk ke usulan.") % {"unit": lke.unit}
        jalankan(request, lambda: usulan_services.masukkan_lke(usulan=usulan, lke=lke), berhasil=berhasil)
    return redirect(usulan)


@require_POST
def usulan_keluarkan(request: HttpRequest, pk: int) -> HttpResponse:
    usulan = _ambil(request, pk)
    if _masih_disusun(request, usulan, "evaluation.ubah_usulan"):
        lke = _lke_dari(request)
        berhasil = _("%(unit)s dikeluarkan dari usulan dan tetap layak.") % {"unit": lke.unit}
        jalankan(request, lambda: usulan_services.keluarkan_lke(usulan=usulan, lke=lke), berhasil=berhasil)
    return redirect(usulan)


@require_http_methods(["GET", "POST"])
def usulan_kirim(request: HttpRequest, pk: int) -> HttpResponse:
    """Letter, number and date, what is sent; POST sends all of it or nothing."""
    usulan = _ambil(request, pk)
    if not _masih_disusun(request, usulan, "evaluation.kirim_usulan"):
        return redirect(usulan)
    form = KirimUsulanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            riwayat = usulan_services.kirim_usulan(
                usulan=usulan,
                nomor_surat=data["nomor_surat"],
                tanggal_surat=data["tanggal_surat"],
                actor=request.user,
            )
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Usulan berisi %(n)d unit sudah dikirim ke TPN.") % {"n": len(riwayat)})
            return redirect(usulan)
    context = {"usulan": usulan, "form": form, "baris": baris_usulan(isi_usulan(usulan)), "tz": usulan.instansi.tz}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "evaluation/usulan_kirim.html", context, status=status)
