"""TPI's levels on one sheet: seats, handing over, sending back; and where layers differ."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation.enums import Lapis
from evaluation.errors import EvaluationError
from evaluation.forms.jenjang import AlasanForm
from evaluation.models import LembarKerjaEvaluasi, PenilaiLKE
from evaluation.permissions import lapis_menilai
from evaluation.selectors import jenjang as jenjang_baca
from evaluation.selectors import perbedaan as beda
from evaluation.selectors.lembar import LABEL_LAPIS, hak_lke, muat_lembar
from evaluation.selectors.tpi import banding_lapis
from evaluation.services import jenjang as layanan
from evaluation.views.tindakan import ambil_lke, jalankan, masih_dapat, wajib
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25


@require_safe
def jenjang(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sits where, whose turn it is, and what happened at the levels."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.lihat_jenjang", lke)
    konteks = _konteks(lke) | {
        "jenjang": jenjang_baca.nama_jenjang(lke, request.user),
        "kursi": jenjang_baca.kursi_lke(lke, request.user),
        "riwayat": jenjang_baca.riwayat_jenjang(lke, request.user),
        "lepas": request.user.has_perm("evaluation.lepas_kursi", lke),
        "ambil": request.user.has_perm("evaluation.ambil_kursi", lke),
        "teruskan": request.user.has_perm("evaluation.teruskan_jenjang", lke),
        "kembalikan": request.user.has_perm("evaluation.kembalikan_jenjang", lke),
    }
    return render(request, "evaluation/jenjang.html", konteks)


def _konteks(lke: LembarKerjaEvaluasi) -> dict[str, object]:
    return {"lke": lke, "unit": lke.unit, "tz": lke.unit.instansi.tz}


@require_POST
def jenjang_ambil(request: HttpRequest, pk: int) -> HttpResponse:
    lke = ambil_lke(request, pk)
    if masih_dapat(request, "evaluation.ambil_kursi", lke, peran="evaluation.lihat_jenjang"):
        berhasil = _("Anda sekarang menilai LKE %(unit)s.") % {"unit": lke.unit}
        jalankan(request, lambda: layanan.ambil_kursi(lke=lke, actor=request.user), berhasil=berhasil)
    return redirect(lke)


@require_http_methods(["GET", "HEAD", "POST"])
def jenjang_teruskan(request: HttpRequest, pk: int) -> HttpResponse:
    """What is handed over and what still stands in the way; POST hands over."""
    lke = ambil_lke(request, pk)
    if not masih_dapat(request, "evaluation.teruskan_jenjang", lke, peran="evaluation.lihat_jenjang"):
        return redirect(lke)
    lapis = lapis_menilai(request.user, lke)
    if request.method == "POST":
        berhasil = _("Penilaian diteruskan. Nilai pada jenjang Anda sekarang tetap.")
        if jalankan(request, lambda: layanan.teruskan_jenjang(lke=lke, actor=request.user), berhasil=berhasil):
            return redirect("evaluation:jenjang", lke.pk)
        return redirect("evaluation:jenjang_teruskan", lke.pk)
    banding = banding_lapis(lke, Lapis.UNIT, lapis)
    berbeda = [b for b in banding.berbeda if b.tpi]
    konteks = _konteks(lke) | {
        "label": LABEL_LAPIS[Lapis(lapis)],
        "belum": [b for b in banding.baris if b.perlu_dinilai],
        "tanpa_catatan": [b for b in berbeda if not b.catatan_tpi],
        "berbeda": berbeda,
        "skor": banding.skor[lapis],
    }
    return render(request, "evaluation/jenjang_teruskan.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def jenjang_kembalikan(request: HttpRequest, pk: int) -> HttpResponse:
    lke = ambil_lke(request, pk)
    if not masih_dapat(request, "evaluation.kembalikan_jenjang", lke, peran="evaluation.lihat_jenjang"):
        return redirect(lke)
    form = AlasanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.kembalikan_jenjang(lke=lke, alasan=form.cleaned_data["alasan"], actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("LKE dikembalikan ke jenjang sebelumnya."))
            return redirect("evaluation:jenjang", lke.pk)
    konteks = _konteks(lke) | {"form": form}
    return render(request, "evaluation/jenjang_kembalikan.html", konteks, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def kursi_lepas(request: HttpRequest, pk: int, penilai_pk: int) -> HttpResponse:
    """Ask for the reason, then free a seat."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.lepas_kursi", lke)
    penilai = get_object_or_404(
        PenilaiLKE.objects.filter(lke=lke, dilepas_pada=None).select_related("user", "lke__unit__instansi"),
        pk=penilai_pk,
    )
    form = AlasanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.lepas_kursi(penilai=penilai, alasan=form.cleaned_data["alasan"], actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("%(nama)s tidak lagi menilai LKE ini.") % {"nama": penilai.user})
            return redirect("evaluation:jenjang", lke.pk)
    konteks = _konteks(lke) | {
        "form": form,
        "penilai": penilai,
        "nama_kursi": jenjang_baca.nama_kursi(penilai.lapis),
    }
    return render(request, "evaluation/kursi_lepas.html", konteks, status=_status(form))


# The differences as a table to take away.
KOLOM = (
    (gettext_lazy("Kode"), lambda x: x.kode),
    (gettext_lazy("Pertanyaan"), lambda x: x.pertanyaan.teks),
    (gettext_lazy("Jawaban pertama"), lambda x: x.dari),
    (gettext_lazy("Catatan pertama"), lambda x: x.catatan_dari),
    (gettext_lazy("Jawaban kedua"), lambda x: x.ke),
    (gettext_lazy("Catatan kedua"), lambda x: x.catatan_ke),
    (gettext_lazy("Selisih nilai"), lambda x: x.poin),
    (gettext_lazy("Ambang yang berbalik"), lambda x: ", ".join(x.gerbang)),
)


@require_safe
def perbedaan(request: HttpRequest, pk: int) -> HttpResponse:
    """Where two layers differ, by what hangs on it, and how far they agree."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.lihat_perbedaan", lke)
    lembar = muat_lembar(lke, hak_lke(request.user, lke))
    pilihan = beda.pasangan_terlihat(lembar)
    kunci = request.GET.get("pasangan", "")
    pasangan = next((p for p in pilihan if p.kunci == kunci), pilihan[0] if pilihan else None)
    semua = beda.perbedaan(lembar, pasangan) if pasangan else []
    gerbang = request.GET.get("saring") == "gerbang"
    baris = [b for b in semua if b.gerbang] if gerbang else semua
    nama = f"perbedaan-{lke.unit.kode}-{pasangan.kunci if pasangan else ''}"
    if (jawab := unduhan(request, nama=nama, kolom=KOLOM, semua=baris)) is not None:
        return jawab
    konteks = _konteks(lke) | {
        "pasangan": pasangan,
        "label_dari": LABEL_LAPIS[Lapis(pasangan.dari)] if pasangan else "",
        "label_ke": LABEL_LAPIS[Lapis(pasangan.ke)] if pasangan else "",
        "butir": [{"url": f"?pasangan={p.kunci}", "label": p.label, "kini": p is pasangan} for p in pilihan],
        "page": Paginator(baris, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "semua": len(semua),
        "membalik": sum(bool(b.gerbang) for b in semua),
        "gerbang": gerbang,
        "bawa_pleno": request.user.has_perm("evaluation.bawa_pleno", lke),
        "sepakat": beda.sepakat(lembar, pasangan) if pasangan else [],
    }
    return render(request, "evaluation/perbedaan.html", konteks)


def _status(form: AlasanForm) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200
