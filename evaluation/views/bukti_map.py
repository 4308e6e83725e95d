"""Many proof files at once: matched to questions by name, the mapping confirmed by a person, then ordinary proof.

With a script the names come first, and each file goes by itself to ``bukti_unggah`` once its question is confirmed.
Without one the files go into the archive, and are put under questions from there.
"""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from evaluation.errors import EvaluationError
from evaluation.models import LembarKerjaEvaluasi
from evaluation.selectors.bukti_map import bukti_bernama, petakan, pilihan_soal
from evaluation.services import bukti as layanan
from evaluation.views.tindakan import ambil_lke, jalankan, wajib
from units.services.bukti import DataBukti
from zi_portal.common import berkas as pemeriksa
from zi_portal.common.masukan import angka, bersih_teks
from zi_portal.common.unggahan import batas_unggahan, galat_badan, tolak

# How many names one page matches, and how long a path may be.
BERKAS_MAKS = 500
JALUR_MAKS = 500


def _lke(request: HttpRequest, pk: int) -> LembarKerjaEvaluasi:
    """A sheet whose proof this person keeps, whatever its state: what is closed is told on the page."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.kelola_bukti", lke.unit)
    return lke


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def bukti_map(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose many files or a folder; POST is the way without a script."""
    lke = _lke(request, pk)
    if request.method == "POST":
        kembali = reverse("evaluation:bukti_map", args=[lke.pk])
        if galat := galat_badan(request):
            return tolak(request, galat, kembali, status=413)
        return _terima(request, lke, kembali)
    return _halaman(request, lke)


@csrf_protect
def _halaman(request: HttpRequest, lke: LembarKerjaEvaluasi) -> HttpResponse:
    konteks = {
        "lke": lke,
        "isi": request.user.has_perm("evaluation.isi_jawaban", lke),
        "batas": batas_unggahan(),
        "berkas_maks": BERKAS_MAKS,
        "pilihan": pilihan_soal(lke),
    }
    return render(request, "evaluation/bukti_map.html", konteks)


@csrf_protect
def _terima(request: HttpRequest, lke: LembarKerjaEvaluasi, kembali: str) -> HttpResponse:
    """Each file into the archive; what cannot be taken is told by name, and the rest goes on."""
    berkas = request.FILES.getlist("berkas")
    if not berkas:
        return tolak(request, _("Pilih berkas dahulu."), kembali)
    masuk: list[int] = []
    for satu in berkas:
        try:
            layanan.pastikan_terbuka(lke, [])
            bukti, _ada = layanan.simpan_ke_arsip(
                unit=lke.unit, berkas=satu, nama=satu.name, data=DataBukti(), actor=request.user
            )
            masuk.append(bukti.pk)
        except EvaluationError as error:
            messages.error(request, f"{pemeriksa.nama_aman(satu.name)}: {error.message}")
    if not masuk:
        return redirect(kembali)
    return redirect(
        f"{reverse('evaluation:bukti_map_pasang', args=[lke.pk])}?{urlencode({'bukti': masuk}, doseq=True)}"
    )


@require_POST
def bukti_map_cocokkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows of the mapping for names a script sends: ``jalur`` is JSON, a list of paths, numbered from ``mulai``."""
    lke = _lke(request, pk)
    try:
        jalur = json.loads(request.POST.get("jalur", ""))
    except ValueError:
        jalur = None
    if not isinstance(jalur, list) or len(jalur) > BERKAS_MAKS or not all(isinstance(j, str) for j in jalur):
        return HttpResponse(status=400)
    mulai = angka(request.POST.get("mulai")) or 0
    bersih = [(n, bersih_teks(j, JALUR_MAKS)) for n, j in enumerate(jalur, mulai)]
    return render(request, "evaluation/_bukti_map_baris.html", {"baris": petakan(lke, bersih)})


@require_http_methods(["GET", "HEAD", "POST"])
def bukti_map_pasang(request: HttpRequest, pk: int) -> HttpResponse:
    """What came into the archive without a script: the mapping, then all of it under the questions, or none."""
    lke = _lke(request, pk)
    menulis = request.method == "POST"
    sumber = request.POST if menulis else request.GET
    ids = {n for t in sumber.getlist("bukti")[:BERKAS_MAKS] if (n := angka(t)) is not None and n < 2**63}
    bukti = list(bukti_bernama(lke, ids))
    if menulis:
        pasangan = [
            (kode, b.pk) for b in bukti if request.POST.get(f"ikut{b.pk}") and (kode := request.POST.get(f"kode{b.pk}"))
        ]
        if not pasangan:
            messages.error(request, _("Pilih pertanyaan untuk paling sedikit satu berkas."))
        elif jalankan(request, lambda: _pasang(request, lke, pasangan)):
            return redirect("evaluation:bukti_map", pk=lke.pk)
    baris = petakan(lke, [(b.pk, b.nama_akhir or b.judul) for b in bukti])
    if menulis:
        # What the person chose stays chosen.
        baris = [(b, request.POST.get(f"kode{b.nomor}", ""), bool(request.POST.get(f"ikut{b.nomor}"))) for b in baris]
    else:
        baris = [(b, b.kode, bool(b.kode)) for b in baris]
    konteks = {"lke": lke, "baris": baris, "pilihan": pilihan_soal(lke)}
    return render(request, "evaluation/bukti_map_pasang.html", konteks, status=422 if menulis else 200)


def _pasang(request: HttpRequest, lke: LembarKerjaEvaluasi, pasangan: list[tuple[str, int]]) -> None:
    baru = layanan.pasang_pasangan(lke=lke, pasangan=pasangan, actor=request.user)
    messages.success(
        request,
        ngettext("%(n)d berkas terpasang.", "%(n)d berkas terpasang.", len(baru)) % {"n": len(baru)},
    )
    if sudah := len(pasangan) - len(baru):
        messages.info(request, _("%(n)d sudah terpasang sebelumnya, jadi tidak dipasang lagi.") % {"n": sudah})
