"""The home page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from evaluation.selectors.beranda import bagian_beranda
from evaluation.selectors.musim import musim_dipilih


@require_GET
def beranda(request: HttpRequest) -> HttpResponse:
    bagian = bagian_beranda(request.user, musim_dipilih(request.GET.get("tahun", "")))
    mendesak = [k for b in bagian for k in b.kartu if k.mendesak]
    context = {"bagian": bagian, "sapaan": _sapaan(bagian, len(mendesak)), "aksi": _aksi(mendesak)}
    return render(request, "evaluation/beranda.html", context)


def _sapaan(bagian: list, n: int) -> str:
    if not bagian:
        return _("Akun Anda belum mempunyai peran. Hubungi admin instansi untuk mendapatkannya.")
    if not n:
        return _("Tidak ada yang menunggu Anda sekarang.")
    return ngettext("%(n)d hal menunggu Anda.", "%(n)d hal menunggu Anda.", n) % {"n": n}


def _aksi(mendesak: list) -> dict[str, str] | None:
    """One primary act: only when a single thing waits is there no doubt which."""
    if len(mendesak) != 1:
        return None
    kartu = mendesak[0]
    langkah = next((satu for satu in kartu.langkah if satu.untuk_saya and satu.url), None)
    return {"judul": langkah.judul, "url": langkah.url} if langkah else {"judul": kartu.aksi, "url": kartu.url}
