"""The history of a sheet and of an instansi, its file, and two versions of a sheet side by side."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from evaluation.forms.riwayat import SaringInstansi, SaringLKE
from evaluation.models import LembarKerjaEvaluasi
from evaluation.permissions.riwayat import PERAN_PENELUSUR
from evaluation.selectors.banding import Pilihan, bandingkan, muat_versi, pilihan_versi
from evaluation.selectors.lembar import lapis_terlihat
from evaluation.selectors.riwayat import (
    BARIS_BERKAS,
    Sumber,
    baris_tabel,
    halaman,
    kepala_tabel,
    semua_kejadian,
    sumber_instansi,
    sumber_lke,
)
from evaluation.selectors.skor import instrumen_lke
from evaluation.views.tindakan import ambil_lke, wajib
from units.models import Instansi
from units.selectors import akses
from units.views.tindakan import ambil_instansi
from zi_portal.common.berkas import CSV, XLSX
from zi_portal.common.tabel import tulis_csv, tulis_xlsx

PER_HALAMAN = 50
MIME = {"csv": CSV.mime, "xlsx": XLSX.mime}
LEBAR = [20, 36, 18, 34, 14, 8, 30, 40, 40, 40, 26]


# A sheet --------------------------------------------------------------------------------------------------------------


@require_safe
def lke_riwayat(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that happened to a sheet, as far as this person may read it."""
    lke = ambil_lke(request, pk)
    form, sumber = _tanya_lke(request, lke)
    konteks = {
        "lke": lke,
        "form": form,
        "kode": [p.kode for p in instrumen_lke(lke).semua_pertanyaan],
        "telusur": request.user.has_perm("evaluation.telusur_lke", lke),
    }
    return render(request, "evaluation/lke_riwayat.html", konteks | _halaman(request, sumber))


@require_safe
def lke_riwayat_unduh(request: HttpRequest, pk: int, bentuk: str) -> HttpResponse:
    """The history of a sheet as it is filtered, as a table."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.telusur_lke", lke)
    _form, sumber = _tanya_lke(request, lke)
    nama = f"riwayat-lke-{lke.musim.tahun}-{slugify(lke.unit.nama)[:60]}"
    return _unduh(sumber, bentuk, nama=nama, instansi=lke.unit.instansi, unit=lke.unit.nama)


def _tanya_lke(request: HttpRequest, lke: LembarKerjaEvaluasi) -> tuple[SaringLKE, list[Sumber]]:
    lihat = lapis_terlihat(request.user, lke)
    kode = [p.kode for p in instrumen_lke(lke).semua_pertanyaan]
    form = SaringLKE(request.GET, tz=lke.unit.instansi.tz, lapis=lihat, kode=kode)
    return form, sumber_lke(request.user, lke, lihat, form.saring)


def _halaman(request: HttpRequest, sumber: list[Sumber]) -> dict[str, object]:
    """One page of a history, and the addresses of the next, of the newest, and of the files."""
    tanya = request.GET.copy()
    sesudah = tanya.pop("sesudah", [""])[-1]
    isi = halaman(sumber, sesudah, PER_HALAMAN)
    saringan = tanya.urlencode()
    berikut = f"?{urlencode({**tanya.dict(), 'sesudah': isi.berikut})}" if isi.berikut else ""
    return {
        "kejadian": isi.kejadian,
        "berikut": berikut,
        "terbaru": f"?{saringan}" if sesudah else "",
        "saringan": f"?{saringan}" if saringan else "",
        "baris_berkas": BARIS_BERKAS,
    }


# An instansi ----------------------------------------------------------------------------------------------------------


@require_safe
def riwayat_saya(request: HttpRequest) -> HttpResponse:
    """To the history of one's instansi, or to choose one of several."""
    wajib(request, "evaluation.riwayat_instansi")
    milik = Instansi.objects.filter(pk__in=akses(request.user).instansi_sebagai(*PERAN_PENELUSUR)).order_by("nama")
    page = Paginator(milik, 25).get_page(request.GET.get("halaman"))
    if page.paginator.count == 1:
        return redirect("evaluation:riwayat_instansi", pk=page.object_list[0].pk)
    return render(request, "evaluation/riwayat_pilih.html", {"page": page})


@require_safe
def riwayat_instansi(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that happened in the units of an instansi, over a window of days."""
    instansi = ambil_instansi(request, pk, "evaluation.riwayat_instansi")
    form, sumber = _tanya_instansi(request, instansi)
    konteks = {"instansi": instansi, "form": form}
    return render(request, "evaluation/riwayat_instansi.html", konteks | _halaman(request, sumber))


@require_safe
def riwayat_unduh(request: HttpRequest, pk: int, bentuk: str) -> HttpResponse:
    """The history of an instansi as it is filtered, as a table."""
    instansi = ambil_instansi(request, pk, "evaluation.riwayat_instansi")
    form, sumber = _tanya_instansi(request, instansi)
    mulai, sampai = form.rentang
    nama = f"riwayat-{slugify(instansi.nama)[:60]}-{mulai:%Y%m%d}-{sampai:%Y%m%d}"
    return _unduh(sumber, bentuk, nama=nama, instansi=instansi)


def _tanya_instansi(request: HttpRequest, instansi: Instansi) -> tuple[SaringInstansi, list[Sumber]]:
    hari_ini = timezone.now().astimezone(instansi.tz).date()
    form = SaringInstansi(request.GET, tz=instansi.tz, hari_ini=hari_ini)
    return form, sumber_instansi(request.user, instansi, form.saring)


# A table to take away -------------------------------------------------------------------------------------------------


def _unduh(sumber: list[Sumber], bentuk: str, *, nama: str, instansi: Instansi, unit: str = "") -> HttpResponse:
    """CSV or XLSX of up to so many lines; where there are more, its last line and its name say so."""
    if bentuk not in MIME:
        raise Http404
    kejadian = list(semua_kejadian(sumber, BARIS_BERKAS + 1))
    terpotong = len(kejadian) > BARIS_BERKAS
    baris = [b for k in kejadian[:BARIS_BERKAS] for b in baris_tabel(k, instansi.tz, unit)]
    terpotong, baris = terpotong or len(baris) > BARIS_BERKAS, baris[:BARIS_BERKAS]
    if terpotong:
        pesan = _("Terpotong pada %(n)d baris terbaru. Persempit saringan atau rentang tanggal untuk sisanya.")
        baris.append((pesan % {"n": BARIS_BERKAS}, *[""] * (len(LEBAR) - 1)))
        nama += "-terpotong"
    if bentuk == "csv":
        isi = tulis_csv(kepala_tabel(), baris)
    else:
        petunjuk = [
            _("Riwayat menurut saringan di halaman saat berkas ini diunduh, terbaru dahulu."),
            _("Waktu menurut zona %(zona)s.") % {"zona": instansi.get_zona_waktu_display()},
            _("Berkas memuat yang boleh Anda baca saat ini."),
        ]
        isi = tulis_xlsx(kepala_tabel(), baris, lebar=LEBAR, teks=set(range(len(LEBAR))), petunjuk=petunjuk)
    jawab = HttpResponse(isi, content_type=MIME[bentuk])
    jawab["Content-Disposition"] = f'attachment; filename="{nama}.{bentuk}"'
    return jawab


# Two versions ---------------------------------------------------------------------------------------------------------


@require_safe
def lke_banding(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions of a sheet side by side. A version the person may not read does not exist for them."""
    lke = ambil_lke(request, pk)
    pilihan = {p.kunci: p for p in pilihan_versi(request.user, lke)}
    a, b = _dua_versi(request, pilihan)
    semua = request.GET.get("semua") == "1"
    banding = bandingkan(muat_versi(a), muat_versi(b), lke.predikat_tujuan)
    alamat = reverse("evaluation:lke_banding", args=[lke.pk])
    konteks = {
        "lke": lke,
        "pilihan": list(pilihan.values()),
        "a": a,
        "b": b,
        "banding": banding,
        "semua": semua,
        "soal": banding.soal if semua else banding.soal_berbeda,
        "simpul": [s for s in banding.simpul if s.berbeda or s.tingkat <= 2 or semua],
        "berbalik": [g for g in banding.gerbang if g.berbalik],
        "tukar": f"{alamat}?{urlencode({'a': b.kunci, 'b': a.kunci, **({'semua': 1} if semua else {})})}",
        "lain": f"{alamat}?{urlencode({'a': a.kunci, 'b': b.kunci, **({} if semua else {'semua': 1})})}",
        "kini": timezone.now(),
    }
    return render(request, "evaluation/lke_banding.html", konteks)


def _dua_versi(request: HttpRequest, pilihan: dict[str, Pilihan]) -> tuple[Pilihan, Pilihan]:
    """The versions asked for; without a question the newest layer against what it began from."""
    kunci = list(pilihan)
    bawaan = {"b": kunci[-1], "a": _bawaan_a(kunci)}
    hasil = []
    for sisi in ("a", "b"):
        diminta = request.GET.get(sisi) or bawaan[sisi]
        if diminta not in pilihan:
            raise Http404
        hasil.append(pilihan[diminta])
    return hasil[0], hasil[1]


def _bawaan_a(kunci: list[str]) -> str:
    """What the newest version is compared with unless asked otherwise: the unit's for another layer, else the one
    before it."""
    if kunci[-1] != "unit" and "unit" in kunci:
        return "unit"
    return kunci[-2] if len(kunci) > 1 else kunci[-1]
