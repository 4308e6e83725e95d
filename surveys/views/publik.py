"""The public form: no sign-in, no session, no cookie; works without a script, and the page may be kept by any cache."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from surveys.bahasa import nama_bahasa, teks_bahasa
from surveys.enums import CaraIsi, Kanal, StatusKampanye
from surveys.errors import KodeDitolak, TidakMenerima
from surveys.isian import Isian, baca_isian
from surveys.kuesioner import Kuesioner
from surveys.laju import LAJU_DI_PINTU, Laju, buat_tantangan, catat_kode_salah, nilai_laju, tantangan_benar
from surveys.selectors.kampanye import KampanyePublik, kampanye_publik
from surveys.services.isi import Asal, Terima, kios_sah, terima
from surveys.services.kontak import hapus_dengan_resi
from surveys.views.halaman_publik import halaman
from zi_portal.common.alamat import alamat_klien
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.unggahan import minta_json
from zi_portal.common.waktu import teks_tanggal, teks_waktu

UMUR = 60
UMUR_RESI = 60 * 60
GARAM_RESI = "survei-resi-tampil"


@dataclass(frozen=True, slots=True)
class PilihanNilai:
    angka: int
    label: str
    terpilih: bool


@dataclass(frozen=True, slots=True)
class Butir:
    """A question on the page: its field, its text, what may be chosen and what is wrong."""

    nama: str
    teks: str
    pilihan: list[PilihanNilai]
    galat: str


# csrf_exempt: nobody is signed in here, so no request carries anybody's rights; a token would forbid caching the page.
# gzip_page: on a slow network the form is there a third of a second earlier. Nothing on it is secret, so nothing can
# be told from its length.
@csrf_exempt
@login_not_required
@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def isi(request: HttpRequest, slug: str) -> HttpResponse:
    return _halaman(request, slug, "")


@csrf_exempt
@login_not_required
@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def kios(request: HttpRequest, slug: str, kunci: str) -> HttpResponse:
    """The same form on a device at the counter, which starts anew by itself."""
    return _halaman(request, slug, kunci)


def _halaman(request: HttpRequest, slug: str, kunci: str) -> HttpResponse:
    kampanye = kampanye_publik(slug)
    if kampanye is None or (kunci and not kios_sah(kampanye, kunci)):
        raise Http404
    bahasa = _bahasa(request, kampanye.kuesioner)
    if request.method == "POST":
        return _kirim(request, kampanye, kunci, bahasa)
    if not kampanye.terbuka:
        return _tidak_terbuka(request, kampanye, bahasa)
    awal = {"kode": bersih_teks(request.GET.get("kode"), 40)} if kampanye.cara == CaraIsi.KODE else {}
    jawab = halaman(request, "surveys/isi.html", _konteks(kampanye, bahasa, awal, {}, kunci=kunci))
    if not request.COOKIES:
        patch_cache_control(jawab, public=True, max_age=UMUR)
    else:
        patch_cache_control(jawab, private=True, max_age=UMUR)
    return jawab


def _bahasa(request: HttpRequest, kuesioner: Kuesioner) -> str:
    diminta = request.POST.get("bahasa") or request.GET.get("bahasa")
    return diminta if diminta in kuesioner.bahasa else kuesioner.bahasa[0]


def _tidak_terbuka(request: HttpRequest, kampanye: KampanyePublik, bahasa: str, *, status: int = 200) -> HttpResponse:
    teks = teks_bahasa(bahasa)
    kini = timezone.now()
    if kampanye.status == StatusKampanye.TUTUP or kini >= kampanye.selesai:
        pesan = teks["tutup"] % {"waktu": teks_waktu(kampanye.selesai, kampanye.tz)}
    elif kampanye.status == StatusKampanye.JEDA:
        pesan = teks["jeda"]
    elif kini < kampanye.mulai:
        pesan = teks["belum_mulai"] % {"waktu": teks_waktu(kampanye.mulai, kampanye.tz)}
    else:
        # Reopened a moment ago, elsewhere: the form is there at the next look.
        pesan = teks["jeda"]
    if minta_json(request):
        return JsonResponse({"pesan": pesan}, status=409)
    return halaman(request, "surveys/tidak_terbuka.html", _dasar(kampanye, bahasa) | {"pesan": pesan}, status=status)


def _kirim(request: HttpRequest, kampanye: KampanyePublik, kunci: str, bahasa: str) -> HttpResponse:
    data, teks = request.POST, teks_bahasa(bahasa)
    isian, galat = baca_isian(
        kampanye.kuesioner, [pk for pk, _nama in kampanye.layanan], data, minta_kontak=kampanye.minta_kontak
    )
    galat = {nama: teks[kata] for nama, kata in galat.items()}
    if galat:
        return _galat(request, kampanye, bahasa, galat, teks["belum_lengkap"], kunci=kunci)
    if not data.get("kiriman"):
        return _periksa(request, kampanye, bahasa, isian, kunci)
    ip, perangkat = alamat_klien(request), bersih_teks(data.get("perangkat"), 64)
    if (tertahan := _laju(request, kampanye, bahasa, ip, perangkat, kunci)) is not None:
        return tertahan
    kanal = Kanal.KIOS if kunci else Kanal.KODE if kampanye.cara == CaraIsi.KODE else Kanal.TAUTAN
    try:
        hasil = terima(
            kampanye=kampanye,
            isian=isian,
            kanal=kanal,
            asal=Asal(ip=ip, perangkat="" if kunci else perangkat),
            kode=bersih_teks(data.get("kode"), 60),
        )
    except KodeDitolak as error:
        catat_kode_salah(kampanye_id=kampanye.pk, ip=ip)
        return _galat(request, kampanye, bahasa, {"kode": teks[error.teks]}, teks[error.teks], kunci=kunci)
    except TidakMenerima:
        return _tidak_terbuka(request, kampanye, bahasa, status=409)
    return _diterima(request, kampanye, kunci, bahasa, hasil)


def _laju(
    request: HttpRequest, kampanye: KampanyePublik, bahasa: str, ip: str, perangkat: str, kunci: str
) -> HttpResponse | None:
    """None when this may pass. A device at the counter always may: staff stand beside it."""
    if kunci:
        return None
    # Counted at the door already, where it came by there.
    laju = request.META.get(LAJU_DI_PINTU) or nilai_laju(kampanye_id=kampanye.pk, ip=ip, perangkat=perangkat)
    teks = teks_bahasa(bahasa)
    if laju is Laju.TOLAK:
        return _galat(request, kampanye, bahasa, {}, teks["terlalu_ramai"], status=429)
    tanda = request.POST.get("tantangan", "")
    if laju is Laju.BIASA or (
        tanda and tantangan_benar(tanda=tanda, jawab=bersih_teks(request.POST.get("hitungan"), 10))
    ):
        return None
    pesan = teks["hitungan_salah"] if tanda else teks["ramai"]
    return _galat(request, kampanye, bahasa, {}, pesan, tantang=True, status=429)


def _galat(
    request: HttpRequest,
    kampanye: KampanyePublik,
    bahasa: str,
    galat: Mapping[str, str],
    pesan: str,
    *,
    kunci: str = "",
    tantang: bool = False,
    status: int = 422,
) -> HttpResponse:
    """The form again with everything that was filled in, and what to do."""
    tantangan = buat_tantangan() if tantang else None
    if minta_json(request):
        isi = {"pesan": pesan, "galat": dict(galat)}
        if tantangan:
            soal = teks_bahasa(bahasa)["hitungan"] % {"a": tantangan.a, "b": tantangan.b}
            isi |= {"tantangan": tantangan.tanda, "soal": soal}
        return JsonResponse(isi, status=status)
    konteks = _konteks(kampanye, bahasa, request.POST, galat, kunci=kunci)
    if tantangan:
        konteks["soal"] = konteks["teks"]["hitungan"] % {"a": tantangan.a, "b": tantangan.b}
    return halaman(request, "surveys/isi.html", konteks | {"pesan": pesan, "tantangan": tantangan}, status=status)


def _periksa(request: HttpRequest, kampanye: KampanyePublik, bahasa: str, isian: Isian, kunci: str) -> HttpResponse:
    """Without a script: show the answers once more with the id that makes sending them twice harmless."""
    nilai = kampanye.kuesioner.uraikan(isian.nilai)
    label = kampanye.kuesioner.label
    ringkas = [(u.pernyataan.dalam(bahasa), label[nilai[u.kode] - 1].dalam(bahasa)) for u in kampanye.kuesioner.unsur]
    kirim = [(k, v) for k, v in request.POST.items() if k not in {"kiriman", "durasi"} and len(k) <= 60]
    konteks = _dasar(kampanye, bahasa) | {
        "ringkas": ringkas,
        "kirim": [(k, v[:1000]) for k, v in kirim[:150]],
        "kiriman": uuid.uuid4(),
        "aksi": _aksi(kampanye, kunci),
    }
    return halaman(request, "surveys/periksa.html", konteks)


def _diterima(request: HttpRequest, kampanye: KampanyePublik, kunci: str, bahasa: str, hasil: Terima) -> HttpResponse:
    alamat = kampanye.alamat_terima_kasih
    cari = [f"bahasa={bahasa}"] if bahasa != kampanye.kuesioner.bahasa[0] else []
    if hasil.resi:
        cari.append(f"r={signing.dumps(hasil.resi, salt=GARAM_RESI)}")
    if kunci:
        cari.append(f"kios={kunci}")
    tujuan = f"{alamat}?{'&'.join(cari)}" if cari else alamat
    return JsonResponse({"tujuan": tujuan}) if minta_json(request) else redirect(tujuan)


@login_not_required
@require_safe
def terima_kasih(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks, and the receipt where a contact was left."""
    kampanye = kampanye_publik(slug)
    if kampanye is None:
        raise Http404
    try:
        resi = signing.loads(request.GET.get("r", ""), salt=GARAM_RESI, max_age=UMUR_RESI)
    except signing.BadSignature:
        resi = ""
    kunci = request.GET.get("kios", "")
    konteks = _dasar(kampanye, _bahasa(request, kampanye.kuesioner)) | {
        "resi": resi,
        "kios": kunci if kunci and kios_sah(kampanye, kunci) else "",
    }
    jawab = halaman(request, "surveys/terima_kasih.html", konteks)
    patch_cache_control(jawab, private=True, no_store=True)
    return jawab


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def hapus_kontak(request: HttpRequest) -> HttpResponse:
    """Delete one's name and phone by the receipt; says the same for a receipt that never was."""
    teks = teks_bahasa("en" if request.GET.get("bahasa") == "en" else "id")
    konteks: dict[str, Any] = {"teks": teks, "bahasa": "id", "judul": teks["hapus_judul"]}
    if request.method == "POST":
        laju = nilai_laju(kampanye_id=0, ip=alamat_klien(request), perangkat="")
        if laju is not Laju.BIASA:
            konteks["gagal"] = teks["terlalu_ramai"]
            return halaman(request, "surveys/hapus_kontak.html", konteks, status=429)
        if hapus_dengan_resi(resi=bersih_teks(request.POST.get("resi"), 60)):
            konteks["berhasil"] = True
        else:
            konteks |= {"gagal": teks["hapus_gagal"], "resi": bersih_teks(request.POST.get("resi"), 60)}
            return halaman(request, "surveys/hapus_kontak.html", konteks, status=422)
    return halaman(request, "surveys/hapus_kontak.html", konteks)


def pratinjau(request: HttpRequest, kampanye: KampanyePublik, *, kembali: str) -> HttpResponse:
    """The form as a person would see it, for those who prepare it: without a script, and nothing can be sent.
    ``kembali`` leads back to their page."""
    bahasa = _bahasa(request, kampanye.kuesioner)
    konteks = _konteks(kampanye, bahasa, {}, {}, kunci="") | {"pratinjau": True, "kembali": kembali, "aksi": ""}
    return halaman(request, "surveys/isi.html", konteks)


# What the templates need ----------------------------------------------------------------------------------------------


def _aksi(kampanye: KampanyePublik, kunci: str) -> str:
    return (
        reverse("surveys:kios", args=[kampanye.slug, kunci]) if kunci else reverse("surveys:isi", args=[kampanye.slug])
    )


def _dasar(kampanye: KampanyePublik, bahasa: str) -> dict[str, Any]:
    return {
        "kampanye": kampanye,
        "teks": teks_bahasa(bahasa),
        "bahasa": bahasa,
        "judul": kampanye.nama,
        "bahasa_lain": [(b, nama_bahasa(b)) for b in kampanye.kuesioner.bahasa if b != bahasa],
    }


def _konteks(
    kampanye: KampanyePublik, bahasa: str, data: Mapping[str, Any], galat: Mapping[str, str], *, kunci: str
) -> dict[str, Any]:
    k, teks = kampanye.kuesioner, teks_bahasa(bahasa)
    label = [satu.dalam(bahasa) for satu in k.label]
    butir = [
        Butir(
            f"u-{u.kode}",
            u.pernyataan.dalam(bahasa),
            [PilihanNilai(n, isi, data.get(f"u-{u.kode}") == str(n)) for n, isi in enumerate(label, 1)],
            galat.get(f"u-{u.kode}", ""),
        )
        for u in k.unsur
    ]
    return _dasar(kampanye, bahasa) | {
        "aksi": _aksi(kampanye, kunci),
        "kios": kunci,
        "butir": butir,
        "layanan": [(pk, nama, data.get("layanan") == str(pk)) for pk, nama in kampanye.layanan],
        "profil": [
            (
                f"p-{p.kode}",
                p.label.dalam(bahasa),
                [(s.kode, s.label.dalam(bahasa), data.get(f"p-{p.kode}") == s.kode) for s in p.pilihan],
                p.wajib,
                galat.get(f"p-{p.kode}", ""),
            )
            for p in k.profil
        ],
        "integritas": k.integritas.dalam(bahasa) if k.integritas else "",
        "komentar": k.komentar.dalam(bahasa) if k.komentar else "",
        "oleh": teks["oleh"] % {"unit": kampanye.unit, "instansi": kampanye.instansi},
        "lama": teks["lama"] % {"n": len(butir)},
        "rahasia_kontak": teks["rahasia_kontak"] % {"tanggal": teks_tanggal(kampanye.kontak_hapus_pada)}
        if kampanye.kontak_hapus_pada
        else "",
        "berkode": kampanye.cara == CaraIsi.KODE,
        "data": data,
        "galat": galat,
    }
