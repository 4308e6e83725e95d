"""Pages of the seasons: the list, one with its rules and history, and how it is prepared, opened and extended."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.enums.musim import StatusMusim
from evaluation.errors import EvaluationError
from evaluation.forms.musim import MusimForm, PerpanjangForm
from evaluation.models import Musim
from evaluation.selectors.musim import (
    daftar_musim,
    jejak_musim,
    jendela_musim,
    riwayat_musim,
    temuan_musim,
    tutup_instansi,
)
from evaluation.services import musim as musim_services
from evaluation.views.tindakan import wajib
from units.enums import JenisInstansi
from zi_portal.common.masukan import angka
from zi_portal.common.waktu import teks_waktu

PER_HALAMAN = 25


def _ambil(request: HttpRequest, pk: int) -> Musim:
    wajib(request, "evaluation.kelola_musim")
    return get_object_or_404(daftar_musim(), pk=pk)


def _masih_dapat(request: HttpRequest, perm: str, musim: Musim, terlambat: str) -> bool:
    """May it still be done? Its keeper who comes too late is told how the season stands."""
    if request.user.has_perm(perm, musim):
        return True
    messages.warning(request, terlambat)
    return False


@require_GET
def musim_list(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.kelola_musim")
    page = Paginator(daftar_musim(), PER_HALAMAN).get_page(request.GET.get("halaman"))
    terbaru = page.object_list[0] if page.number == 1 and page.object_list else daftar_musim().first()
    return render(request, "evaluation/musim_list.html", {"page": page, "terbaru": terbaru})


@require_POST
def musim_siapkan(request: HttpRequest) -> HttpResponse:
    """The year after the one named, by cloning it; who presses twice is led to what is there."""
    wajib(request, "evaluation.kelola_musim")
    dari = get_object_or_404(Musim, tahun=angka(request.POST.get("dari")) or 0)
    if ada := Musim.objects.filter(tahun=dari.tahun + 1).first():
        messages.info(request, _("Musim %(tahun)s sudah ada. Anda sedang membukanya.") % {"tahun": ada.tahun})
        return redirect(ada)
    try:
        musim = musim_services.siapkan_musim(dari=dari, actor=request.user)
    except EvaluationError as error:
        messages.error(request, error.message)
        return redirect("evaluation:musim_list")
    messages.success(
        request,
        _("Musim %(tahun)s disiapkan dari musim %(dari)s. Periksa tanggalnya, lalu buka.")
        % {"tahun": musim.tahun, "dari": dari.tahun},
    )
    return redirect(musim)


@require_GET
def musim_detail(request: HttpRequest, pk: int) -> HttpResponse:
    musim = _ambil(request, pk)
    page = Paginator(riwayat_musim(musim), PER_HALAMAN).get_page(request.GET.get("halaman"))
    context = {
        "musim": musim,
        "jendela": jendela_musim(musim),
        "khusus": tutup_instansi(musim),
        "pendahuluan": [JenisInstansi(j).label for j in musim.pendahuluan],
        "diperiksa": musim.status == StatusMusim.DISIAPKAN,
        "temuan": temuan_musim(musim) if musim.status == StatusMusim.DISIAPKAN else [],
        "page": page,
        "jejak": jejak_musim(page.object_list),
        "berikutnya": not Musim.objects.filter(tahun=musim.tahun + 1).exists(),
    }
    return render(request, "evaluation/musim_detail.html", context)


@require_http_methods(["GET", "POST"])
def musim_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    musim = _ambil(request, pk)
    if not _masih_dapat(request, "evaluation.ubah_musim", musim, musim_services.MusimTerpakai(musim).message):
        return redirect(musim)
    form = MusimForm(request.POST or None, musim=musim)
    if request.method == "POST" and form.is_valid():
        isi = dict(form.cleaned_data)
        versi = isi.pop("versi")
        try:
            musim_services.ubah_musim(musim=musim, isi=isi, versi=versi, actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Musim %(tahun)s tersimpan.") % {"tahun": musim.tahun})
            return redirect(musim)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "evaluation/musim_ubah.html", {"musim": musim, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def musim_buka(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, with what the check found; POST opens the season."""
    musim = _ambil(request, pk)
    terlambat = _("Musim %(tahun)s sudah dibuka. Tidak ada yang berubah.") % {"tahun": musim.tahun}
    if not _masih_dapat(request, "evaluation.buka_musim", musim, terlambat):
        return redirect(musim)
    if request.method == "POST":
        try:
            musim_services.buka_musim(musim=musim, actor=request.user)
        except EvaluationError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Musim %(tahun)s dibuka.") % {"tahun": musim.tahun})
        return redirect(musim)
    return render(request, "evaluation/musim_buka.html", {"musim": musim, "temuan": temuan_musim(musim)})


@require_http_methods(["GET", "POST"])
def musim_perpanjang(request: HttpRequest, pk: int) -> HttpResponse:
    musim = _ambil(request, pk)
    terlambat = _("Musim %(tahun)s belum dipakai LKE. Ubah saja tanggalnya.") % {"tahun": musim.tahun}
    if not _masih_dapat(request, "evaluation.perpanjang_musim", musim, terlambat):
        return redirect(musim)
    pilihan = [
        (b.jendela.value, f"{b.jendela.label}, {_('sampai')} {teks_waktu(b.selesai, musim.tz)}")
        for b in jendela_musim(musim)
        if b.selesai
    ]
    form = PerpanjangForm(request.POST or None, musim=musim, jendela=pilihan)
    if request.method == "POST" and form.is_valid():
        try:
            baris = musim_services.perpanjang_musim(musim=musim, actor=request.user, **form.cleaned_data)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(
                request,
                _("%(jendela)s diperpanjang sampai %(waktu)s.")
                % {"jendela": baris.get_jendela_display(), "waktu": teks_waktu(baris.sampai, musim.tz)},
            )
            return redirect(musim)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "evaluation/musim_perpanjang.html", {"musim": musim, "form": form}, status=status)
