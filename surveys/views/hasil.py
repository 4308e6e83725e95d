"""Pages: what came out of a campaign, its comments, its seal, and the contacts behind their door."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from surveys.enums import StatusKampanye
from surveys.errors import SurveiError
from surveys.models import Kampanye, Segel
from surveys.selectors.hasil import KELOMPOK_TERKECIL, hasil_kampanye
from surveys.selectors.respons import hitung_tema, komentar_kampanye, komentar_terbuka
from surveys.services.kontak import IsiKontak, baca_kontak, kontak_berlaku
from surveys.services.segel import periksa_segel
from surveys.views.tindakan import ambil_kampanye
from zi_portal.common.berkas import CSV
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.tabel import tulis_csv

PER_HALAMAN = 50
# A chain over more responses than this takes too long for a person to wait: the command checks it.
PERIKSA_TERBANYAK = 200_000
ALASAN_TERPANJANG = 2000


def halaman(request: HttpRequest, templat: str, kampanye: Kampanye, **konteks: object) -> HttpResponse:
    """A page of a campaign's results with what its frame asks."""
    boleh_kontak = kampanye.minta_kontak and request.user.has_perm("surveys.lihat_kontak", kampanye)
    return render(request, templat, {"kampanye": kampanye, "boleh_kontak": boleh_kontak, **konteks})


@require_safe
def hasil(request: HttpRequest, pk: int) -> HttpResponse:
    """The results; the figures at the top renew themselves while the campaign is open."""
    kampanye = ambil_kampanye(request, pk)
    konteks = {
        "hasil": hasil_kampanye(kampanye, request.user, ringkas=bool(request.htmx)),
        "buka": kampanye.status == StatusKampanye.BUKA,
        "kini": timezone.now(),
        "batas_kelompok": KELOMPOK_TERKECIL,
    }
    if request.htmx:
        return render(request, "surveys/_hasil_angka.html", {"kampanye": kampanye, **konteks})
    return halaman(request, "surveys/hasil.html", kampanye, **konteks)


@require_safe
def komentar_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What people wrote, by theme and by search, with nothing of who they are beside it."""
    kampanye = ambil_kampanye(request, pk)
    konteks: dict[str, object] = {"batas": KELOMPOK_TERKECIL}
    if komentar_terbuka(kampanye):
        cari, tema = bersih_teks(request.GET.get("q"), 100), bersih_teks(request.GET.get("tema"), 20)
        semua = komentar_kampanye(kampanye, cari=cari, tema=tema)
        konteks |= {
            "terbuka": True,
            "cari": cari,
            "tema": tema,
            "daftar_tema": hitung_tema(kampanye),
            "page": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman")),
        }
    return halaman(request, "surveys/hasil_komentar.html", kampanye, **konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def segel(request: HttpRequest, pk: int) -> HttpResponse:
    """The seal of a closed campaign, and whether the responses still are what was sealed."""
    kampanye = ambil_kampanye(request, pk)
    baris = Segel.objects.filter(kampanye=kampanye).first()
    konteks: dict[str, object] = {"segel": baris, "batas": PERIKSA_TERBANYAK}
    if request.method == "POST" and baris and baris.jumlah <= PERIKSA_TERBANYAK:
        konteks |= {"diperiksa": timezone.now(), "beda": periksa_segel(baris)}
    return halaman(request, "surveys/hasil_segel.html", kampanye, **konteks)


# Contacts -------------------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kontak(request: HttpRequest, pk: int) -> HttpResponse:
    """The contacts, after a reason, a page at a time or as CSV; each reading stands in the history."""
    kampanye = ambil_kampanye(request, pk, "surveys.lihat_kontak")
    jumlah = kontak_berlaku(kampanye).count()
    konteks: dict[str, object] = {"jumlah": jumlah}
    if request.method == "POST" and jumlah:
        alasan = bersih_teks(request.POST.get("alasan"), ALASAN_TERPANJANG)
        page = Paginator(range(jumlah), PER_HALAMAN).get_page(request.POST.get("halaman"))
        csv = request.POST.get("bentuk") == "csv"
        awal = page.start_index() - 1
        try:
            isi = baca_kontak(
                kampanye=kampanye,
                actor=request.user,
                alasan=alasan,
                rentang=None if csv else slice(awal, awal + PER_HALAMAN),
            )
        except SurveiError as error:
            messages.error(request, error.message)
        else:
            if csv:
                return _kontak_csv(kampanye.pk, isi)
            konteks |= {"alasan": alasan, "page": page, "isi": isi}
    return halaman(request, "surveys/hasil_kontak.html", kampanye, **konteks)


def _kontak_csv(pk: int, isi: list[IsiKontak]) -> HttpResponse:
    kepala = [_("Nomor"), _("Nama"), _("Telepon")]
    baris = ([nomor, k.nama, k.telepon] for nomor, k in enumerate(isi, 1))
    jawab = HttpResponse(tulis_csv(kepala, baris), content_type=f"{CSV.mime}; charset=utf-8")
    jawab["Content-Disposition"] = f'attachment; filename="kontak-survei-{pk}.csv"'
    return jawab
