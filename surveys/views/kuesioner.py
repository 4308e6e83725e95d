"""Questionnaires: what the portal ships and what an instansi wrote, shown, previewed, built, published."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from surveys.bahasa import nama_bahasa
from surveys.enums import CaraIsi, KonversiSurvei, StatusKampanye
from surveys.models import Kuesioner
from surveys.selectors.kampanye import KampanyePublik, kuesioner_dari
from surveys.selectors.kuesioner import instansi_penyusun, kuesioner_terlihat
from surveys.services.kuesioner import simpan_kuesioner, terbitkan_kuesioner
from surveys.susunan import BAHASA, baca_susunan, bakukan, formulir, rapi, tekan
from surveys.views.publik import pratinjau
from surveys.views.tindakan import wajib
from units.errors import UnitsError
from units.models import Instansi
from units.selectors.tahap import riwayat
from units.views.tindakan import ambil_instansi
from zi_portal.common.masukan import angka, bersih_teks

PER_HALAMAN = 25
SUSUN = "surveys.susun_kuesioner"
# What a new questionnaire starts with when it copies none.
KOSONG: dict[str, Any] = {
    "bahasa": ["id"],
    "konversi": KonversiSurvei.SEBANDING.value,
    "skala": 4,
    "label": [],
    "indeks": [{"unsur": [{}], "mutu": []}],
    "profil": [],
}


def _ambil(request: HttpRequest, pk: int) -> Kuesioner:
    return get_object_or_404(kuesioner_terlihat(request.user).select_related("instansi"), pk=pk)


@require_safe
def kuesioner_list(request: HttpRequest) -> HttpResponse:
    wajib(request, "surveys.lihat_kuesioner")
    q = bersih_teks(request.GET.get("q"), 100)
    semua = kuesioner_terlihat(request.user).select_related("instansi").defer("isi")
    if q:
        semua = semua.filter(nama__icontains=q)
    konteks = {
        "page": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "q": q,
        "penyusun": list(instansi_penyusun(request.user)),
    }
    return render(request, "surveys/kuesioner_list.html", konteks)


@require_safe
def kuesioner_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What one asks, its weights and bands, and the way to a version of one's own."""
    baris = _ambil(request, pk)
    k = kuesioner_dari(baris)
    konteks = {
        "baris": baris,
        "k": k,
        "bahasa": [nama_bahasa(b) for b in k.bahasa],
        "boleh_susun": bool(baris.instansi_id) and request.user.has_perm(SUSUN, baris),
        "penyusun": list(instansi_penyusun(request.user)),
        "riwayat": riwayat(baris.BENDA, baris.pk) if baris.instansi_id else [],
    }
    return render(request, "surveys/kuesioner_detail.html", konteks)


@require_safe
def kuesioner_pratinjau(request: HttpRequest, pk: int) -> HttpResponse:
    """The public form of a questionnaire without a campaign; nothing can be sent from here."""
    baris = _ambil(request, pk)
    kini = timezone.now()
    contoh = KampanyePublik(
        pk=0,
        slug="pratinjau",
        nama=baris.nama,
        unit=_("Nama unit kerja"),
        instansi=baris.instansi.nama if baris.instansi else _("nama instansi"),
        tz=baris.instansi.tz if baris.instansi else timezone.get_current_timezone(),
        pengantar="",
        status=StatusKampanye.BUKA,
        cara=CaraIsi.TERBUKA,
        mulai=kini,
        selesai=kini + dt.timedelta(days=1),
        minta_kontak=False,
        kontak_hapus_pada=None,
        kunci_kios="",
        garam="",
        jaringan_kantor=(),
        kuesioner=kuesioner_dari(baris),
        layanan=(),
        alamat_terima_kasih="",
    )
    return pratinjau(request, contoh, kembali=reverse("surveys:kuesioner_detail", args=[baris.pk]))


# Building -------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def kuesioner_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """A questionnaire of the instansi: from nothing, or as a copy of the version in ``?dari=``."""
    instansi = ambil_instansi(request, pk, SUSUN)
    awal = KOSONG
    if (dari := angka(request.GET.get("dari"))) is not None:
        asal = get_object_or_404(kuesioner_terlihat(request.user), pk=dari)
        awal = bakukan(asal.isi) | {"versi": ""}
    return _susun(request, instansi, None, awal)


@require_http_methods(["GET", "POST"])
def kuesioner_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    baris = _ambil(request, pk)
    wajib(request, SUSUN, baris)
    if baris.terbit_pada:
        messages.warning(request, _("Kuesioner ini sudah terbit, jadi tidak dapat diubah. Buat versi berikutnya."))
        return redirect("surveys:kuesioner_detail", baris.pk)
    return _susun(request, baris.instansi, baris, bakukan(baris.isi))


def _susun(request: HttpRequest, instansi: Instansi, baris: Kuesioner | None, awal: dict[str, Any]) -> HttpResponse:
    galat, isi, versi, status = "", awal, baris.versi if baris else 0, 200
    if request.method == "POST":
        isi, versi = baca_susunan(request.POST), angka(request.POST.get("dibaca")) or 0
        if tombol := request.POST.get("tombol"):
            isi = tekan(isi, tombol)
        else:
            try:
                tersimpan = simpan_kuesioner(
                    isi=rapi(isi), instansi=instansi, actor=request.user, kuesioner=baris, versi=versi
                )
            except UnitsError as error:
                galat, status = error.message, 422
            else:
                messages.success(request, _("Kuesioner tersimpan sebagai draf. Lihat pratinjaunya, lalu terbitkan."))
                return redirect("surveys:kuesioner_detail", tersimpan.pk)
    konteks = formulir(isi) | {
        "instansi": instansi,
        "baris": baris,
        "galat": galat,
        "dibaca": versi,
        "bahasa": BAHASA,
        "konversi": KonversiSurvei.choices,
        "kembali": reverse("surveys:kuesioner_detail", args=[baris.pk]) if baris else reverse("surveys:kuesioner_list"),
    }
    return render(request, "surveys/kuesioner_susun.html", konteks, status=status)


@require_http_methods(["GET", "POST"])
def kuesioner_terbit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask; POST freezes the draft so that surveys may use it."""
    baris = _ambil(request, pk)
    wajib(request, SUSUN, baris)
    if request.method == "POST":
        terbitkan_kuesioner(kuesioner=baris, actor=request.user)
        messages.success(request, _("Kuesioner terbit dan dapat dipilih saat membuat survei."))
        return redirect("surveys:kuesioner_detail", baris.pk)
    return render(request, "surveys/kuesioner_terbit.html", {"baris": baris})
