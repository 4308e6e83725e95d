"""The sheet on the screen: the list, the workspace, search, explanation, submit, print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation import scoring
from evaluation.enums import STATUS_TPI_MENILAI, JenisPredikat, Lapis, Status
from evaluation.errors import EvaluationError
from evaluation.models import LembarKerjaEvaluasi
from evaluation.selectors import daftar as daftar_baca
from evaluation.selectors import periksa as utuh
from evaluation.selectors.bagian import soal_bagian
from evaluation.selectors.lembar import LABEL_LAPIS, LABEL_SARINGAN, Hak, Lembar, hak_lke, muat_lembar
from evaluation.selectors.panel import baris_rel, panel, rel
from evaluation.selectors.pendahuluan import penilai_berikut
from evaluation.selectors.skor import instrumen_lke
from evaluation.services.lke import ajukan_lke, buka_lke
from evaluation.services.tpi import catat_kunjungan
from evaluation.views.tindakan import ambil_lke, wajib
from units.models import UnitKerja
from units.selectors import akses
from zi_portal.common.masukan import angka
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25


# The list -------------------------------------------------------------------------------------------------------------


# The columns of the list as a table to take away; the layers one may read follow.
KOLOM = (
    (gettext_lazy("Unit kerja"), lambda b: b.lke.unit.nama),
    (gettext_lazy("Instansi"), lambda b: b.lke.unit.instansi.nama),
    (gettext_lazy("Tahun"), lambda b: b.lke.musim.tahun),
    (gettext_lazy("Menuju"), lambda b: b.lke.predikat_tujuan),
    (gettext_lazy("Status"), lambda b: b.lke.get_status_display()),
    (gettext_lazy("Terisi"), lambda b: b.terisi),
    (gettext_lazy("Pertanyaan"), lambda b: b.jumlah),
)


def _nilai(lapis: str) -> Callable[[Any], Any]:
    return lambda b: b.skor[lapis].total if lapis in b.skor else None


@require_safe
def lke_list(request: HttpRequest) -> HttpResponse:
    """Every sheet the person may see, and for a unit's people the way to open this year's."""
    saring = daftar_baca.SaringDaftar.dari(request.GET)
    daftar = daftar_baca.daftar_lke(request.user, saring)
    lapis = daftar_baca.kolom_lapis(request.user)
    jawab = unduhan(
        request,
        nama="lke",
        kolom=(*KOLOM, *((LABEL_LAPIS[Lapis(satu)], _nilai(satu)) for satu in lapis)),
        semua=daftar,
        rinci=lambda keping: daftar_baca.baris_daftar(request.user, keping),
    )
    if jawab is not None:
        return jawab
    page = Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("halaman"))
    konteks = {
        "page": page,
        "baris": daftar_baca.baris_daftar(request.user, page.object_list),
        "saring": saring,
        "status": Status.choices,
        "tahun": daftar_baca.semua_tahun(),
        "dapat_dibuka": daftar_baca.unit_tanpa_lke(request.user),
        "predikat": JenisPredikat.choices,
        "boleh_kirim": request.user.has_perm("evaluation.unggah_banyak"),
        "kolom": [(lapis, LABEL_LAPIS[Lapis(lapis)]) for lapis in lapis],
    }
    return render(request, "evaluation/lke_list.html", konteks)


@require_POST
def lke_buka(request: HttpRequest) -> HttpResponse:
    """Open the sheet of a unit for the running season."""
    pilihan = {str(d.unit.pk): d for d in daftar_baca.unit_tanpa_lke(request.user)}
    unit = get_object_or_404(UnitKerja.objects.visible_to(request.user), pk=_angka(request.POST.get("unit")))
    if not request.user.has_perm("evaluation.buka_lke", unit):
        raise PermissionDenied
    tujuan = request.POST.get("predikat_tujuan")
    calon = pilihan.get(str(unit.pk))
    if calon is None:
        messages.error(request, _("Unit ini sudah mempunyai LKE tahun ini, atau musim evaluasi belum dibuka."))
        return redirect("evaluation:lke_list")
    if tujuan not in JenisPredikat.values:
        messages.error(request, _("Pilih predikat yang dituju: WBK atau WBBM."))
        return redirect("evaluation:lke_list")
    try:
        lke = buka_lke(unit=unit, musim=calon.musim, predikat_tujuan=tujuan, actor=request.user)
    except EvaluationError as error:
        messages.error(request, error.message)
        return redirect("evaluation:lke_list")
    return redirect(lke)


def _angka(teks: str | None) -> int:
    if (nomor := angka(teks)) is None:
        raise Http404
    return nomor


# The workspace --------------------------------------------------------------------------------------------------------


@require_safe
def lke_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where work is left, else to the first section."""
    lke = ambil_lke(request, pk)
    lembar = muat_lembar(lke, hak_lke(request.user, lke))
    kode = lembar.berikutnya() if lembar.hak.isi else None
    bagian = lembar.instrumen.bagian_dari(kode) if kode else lembar.instrumen.bagian[0]
    alamat = reverse("evaluation:lke_bagian", args=[lke.pk, bagian.kode])
    # In perbaikan only what was sent back is open, so that is what the page shows first.
    return redirect(
        f"{alamat}?saring=dikembalikan" if kode and lembar.hak.isi == Lapis.UNIT and lembar.tanda else alamat
    )


@require_safe
def lke_lanjut(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to the next question left to do after ``?dari=``; when there is none, the unit goes to where one submits."""
    lke = ambil_lke(request, pk)
    lembar = _muat(request, lke)
    saring = request.GET.get("saring", "")
    saring = saring if saring in lembar.saringan else ""
    kode = lembar.berikutnya(request.GET.get("dari", ""), saring, mundur=request.GET.get("arah") == "mundur")
    if kode:
        return redirect(alamat_soal(lke, lembar.instrumen, kode))
    if lembar.hak.isi != Lapis.UNIT:
        messages.success(request, _("Tidak ada lagi pertanyaan yang menunggu Anda di LKE ini."))
        return redirect("evaluation:lke_bagian", pk=lke.pk, kode=lembar.instrumen.bagian[0].kode)
    selesai = _("Semua yang dikembalikan sudah diperbaiki.") if lembar.tanda else _("Semua pertanyaan sudah dijawab.")
    messages.success(request, selesai)
    return redirect("evaluation:lke_periksa", pk=lke.pk)


@require_safe
def soal(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """A lasting address of one question: its section, scrolled to it."""
    lke = ambil_lke(request, pk)
    try:
        return redirect(alamat_soal(lke, instrumen_lke(lke), kode))
    except KeyError:
        raise Http404 from None


def alamat_soal(lke: LembarKerjaEvaluasi, instrumen: scoring.Instrumen, kode: str) -> str:
    bagian = instrumen.bagian_dari(kode)
    return f"{reverse('evaluation:lke_bagian', args=[lke.pk, bagian.kode])}#soal-{kode}"


@require_safe
@ensure_csrf_cookie
@csp_replace({"frame-src": [SELF]})  # a proof opens beside its question
def lke_bagian(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """One section of the sheet: rail, questions, panel."""
    lke = ambil_lke(request, pk)
    bagian = next((b for b in instrumen_lke(lke).bagian if b.kode == kode), None)
    if bagian is None:
        raise Http404
    semua = [p.kode for p in bagian.pertanyaan]
    lembar = _muat(request, lke, kode_lalu=semua, pembaca=request.user)
    if lke.status in STATUS_TPI_MENILAI and lembar.lapis_nilai in lembar.lapis:
        lke.sisa_tpi = len(lembar.saring("perlu_dinilai", [p.kode for p in lembar.instrumen.semua_pertanyaan]))
    pilihan = request.GET.get("saring", "")
    pilihan = pilihan if pilihan in lembar.saringan else ""
    tampil = lembar.saring(pilihan, semua) if pilihan else semua
    letak = lembar.instrumen.bagian.index(bagian)
    lapis = request.GET.get("lapis", "")
    lapis = lapis if lapis in lembar.lapis else lembar.lapis_panel
    konteks = {
        "lke": lke,
        "lembar": lembar,
        "hak": lembar.hak,
        "instrumen": lembar.instrumen,
        "bagian": bagian,
        "baris": baris_rel(lembar, bagian),
        "kelompok": soal_bagian(lembar, bagian, tampil, user=request.user),
        "rel": rel(lembar),
        "panel": panel(lke, lapis, lembar.skor[lapis], lembar.jawaban_datar(lapis)),
        "lapis_lain": lembar.lapis,
        "butir": _butir(lembar, semua, pilihan),
        "saring": pilihan,
        "sebelum": lembar.instrumen.bagian[letak - 1] if letak else None,
        "sesudah": lembar.instrumen.bagian[letak + 1] if letak + 1 < len(lembar.instrumen.bagian) else None,
    }
    return render(request, "evaluation/lke_bagian.html", konteks)


def _muat(request: HttpRequest, lke: LembarKerjaEvaluasi, **pilihan: object) -> Lembar:
    """The sheet as this person sees it, with what is new to them."""
    hak = hak_lke(request.user, lke)
    return muat_lembar(lke, hak, sejak=_sejak(request, lke), **pilihan)


def _sejak(request: HttpRequest, lke: LembarKerjaEvaluasi) -> dt.datetime | None:
    """Since when things are new to a reviewer; notes their visit. The unit's own people leave no such trace."""
    if lke.unit_id in akses(request.user).unit_ids:
        return None
    return catat_kunjungan(lke=lke, user=request.user)


def _butir(lembar: Lembar, kode: list[str], pilihan: str) -> list[dict[str, object]]:
    """The filters as chips, each with how many of ``kode`` it finds."""
    butir = [{"url": "?", "label": _("Semua"), "jumlah": len(kode), "kini": not pilihan, "nama": ""}]
    for nama in lembar.saringan:
        butir.append(
            {
                "url": f"?{urlencode({'saring': nama})}",
                "label": LABEL_SARINGAN[nama],
                "jumlah": len(lembar.saring(nama, kode)),
                "kini": nama == pilihan,
                "nama": nama,
            }
        )
    return butir


@require_safe
def lke_cari(request: HttpRequest, pk: int) -> HttpResponse:
    """Questions of the whole sheet by words, code and filter."""
    lke = ambil_lke(request, pk)
    lembar = _muat(request, lke)
    q = request.GET.get("q", "").strip()[:100]
    pilihan = request.GET.get("saring", "")
    pilihan = pilihan if pilihan in lembar.saringan else ""
    semua = [p.kode for p in lembar.instrumen.semua_pertanyaan]
    cocok = utuh.cari_soal(lembar, q)
    tampil = lembar.saring(pilihan, cocok) if pilihan else cocok
    butir = _butir(lembar, cocok, pilihan)
    for b in butir:
        b["url"] = f"?{urlencode({k: v for k, v in {'q': q, 'saring': b['nama']}.items() if v})}"
    konteks = {
        "lke": lke,
        "lembar": lembar,
        "q": q,
        "butir": butir,
        "saring": pilihan,
        "hasil": utuh.hasil_cari(lembar, tampil),
        "jumlah": len(tampil),
        "semua": len(semua),
    }
    return render(request, "evaluation/lke_cari.html", konteks)


# Numbers --------------------------------------------------------------------------------------------------------------


def _lapis_terlihat(request: HttpRequest, lke: LembarKerjaEvaluasi, lapis: str) -> Hak:
    """The rights on the sheet; a layer the person may not read does not exist for them."""
    hak = hak_lke(request.user, lke)
    if lapis not in hak.lihat:
        raise Http404
    return hak


@require_safe
@ensure_csrf_cookie
def lke_panel(request: HttpRequest, pk: int, lapis: str) -> HttpResponse:
    """The panel of one layer."""
    lke = ambil_lke(request, pk)
    lembar = muat_lembar(lke, _lapis_terlihat(request, lke, lapis))
    if lapis not in lembar.lapis:
        raise Http404
    konteks = {
        "lke": lke,
        "panel": panel(lke, lapis, lembar.skor[lapis], lembar.jawaban_datar(lapis)),
        "lapis_lain": lembar.lapis,
    }
    return render(request, "evaluation/_panel.html" if request.htmx else "evaluation/lke_panel.html", konteks)


@require_safe
def penjelasan(request: HttpRequest, pk: int, lapis: str, kode: str) -> HttpResponse:
    """How one number of one layer came about."""
    lke = ambil_lke(request, pk)
    lembar = muat_lembar(lke, _lapis_terlihat(request, lke, lapis))
    if lapis not in lembar.lapis:
        raise Http404
    try:
        isi = scoring.jelaskan(lembar.instrumen, lembar.jawaban_datar(lapis), lembar.skor[lapis], kode)
    except KeyError:
        raise Http404 from None
    nama = utuh.nama_simpul(lembar.instrumen)
    konteks = {
        "lke": lke,
        "p": isi,
        "judul": nama.get(isi.kode, isi.judul),
        "anak": [(a, nama.get(a.kode, a.nama)) for a in isi.anak],
        "lapis": lapis,
        "label": LABEL_LAPIS[Lapis(lapis)],
        "induk": [(k, nama[k]) for k in isi.induk],
        "soal_kode": isi.kode if isi.jenis == "pertanyaan" else "",
    }
    return render(request, "evaluation/_penjelasan.html" if request.htmx else "evaluation/lke_penjelasan.html", konteks)


# Submit ---------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def lke_periksa(request: HttpRequest, pk: int) -> HttpResponse:
    """What still stands between the sheet and its submission; POST submits it."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.view_lke", lke)
    lembar = muat_lembar(lke, hak_lke(request.user, lke))
    isi = utuh.periksa(lembar)
    galat = ""
    if request.method == "POST":
        wajib(request, "evaluation.ajukan_lke", lke)
        if isi.tanpa_bukti and request.POST.get("setuju_tanpa_bukti") != "ya":
            galat = _("Centang dahulu bahwa %(n)d jawaban memang diajukan tanpa bukti dukung.") % {
                "n": len(isi.tanpa_bukti)
            }
        else:
            try:
                ajukan_lke(lke=lke, actor=request.user)
            except EvaluationError as error:
                galat = error.message
            else:
                return redirect("evaluation:lke_tanda_terima", pk=lke.pk)
    konteks = {
        "lke": lke,
        "lembar": lembar,
        "hak": lembar.hak,
        "isi": isi,
        "galat": galat,
        "penilai": penilai_berikut(lke) if lembar.hak.ajukan else None,
        "panel": panel(lke, Lapis.UNIT, isi.skor, lembar.jawaban_datar(Lapis.UNIT)),
    }
    return render(request, "evaluation/lke_periksa.html", konteks, status=409 if galat else 200)


@require_safe
def lke_tanda_terima(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt of the last submission: number, time, version, score."""
    lke = ambil_lke(request, pk)
    terima = utuh.tanda_terima(lke)
    if terima is None:
        raise Http404
    return render(request, "evaluation/lke_tanda_terima.html", {"lke": lke, "terima": terima})


# Print ----------------------------------------------------------------------------------------------------------------


@require_safe
def lke_cetak(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole sheet on paper."""
    lke = ambil_lke(request, pk)
    lembar = muat_lembar(lke, hak_lke(request.user, lke))
    lapis = lembar.lapis_panel
    konteks = {
        "lke": lke,
        "lembar": lembar,
        "bagian": utuh.cetak(lembar),
        "panel": panel(lke, lapis, lembar.skor[lapis], lembar.jawaban_datar(lapis)),
        "label": [(lapis, LABEL_LAPIS[Lapis(lapis)]) for lapis in lembar.lapis],
        "kini": timezone.now(),
    }
    return render(request, "evaluation/lke_cetak.html", konteks)
