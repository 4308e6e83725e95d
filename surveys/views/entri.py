"""Paper forms typed in by staff: quick with the keyboard, told apart as “dientri petugas”."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from surveys.bahasa import teks_bahasa
from surveys.enums import Kanal
from surveys.flow import KELOLA
from surveys.isian import baca_isian
from surveys.models import Kampanye
from surveys.selectors.kampanye import KampanyePublik, dientri_hari_ini, keadaan_kampanye, publik_dari
from surveys.services.isi import Asal, terima
from surveys.views.tindakan import ambil_kampanye
from units.errors import UnitsError


@require_http_methods(["GET", "POST"])
def entri(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper form at a time; gaps are let through, and the same form sent twice counts once."""
    kampanye = ambil_kampanye(request, pk, KELOLA)
    publik = publik_dari(kampanye)
    if request.method != "POST":
        return _halaman(request, kampanye, publik, QueryDict(request.GET.urlencode()), {}, "")
    # How long the typing took says nothing about the person who wrote on paper.
    data = {k: v for k, v in request.POST.items() if k != "durasi"}
    isian, galat = baca_isian(publik.kuesioner, [n for n, _nama in publik.layanan], data, boleh_kosong=True)
    if galat:
        pesan = " ".join(teks_bahasa("id")[kata] for kata in galat.values())
        return _halaman(request, kampanye, publik, data, galat, pesan)
    try:
        hasil = terima(kampanye=publik, isian=isian, kanal=Kanal.KERTAS, asal=Asal(petugas=request.user))
    except UnitsError:
        pesan = _("Survei ini sedang tidak menerima jawaban, jadi formulir ini belum tersimpan.")
        return _halaman(request, kampanye, publik, data, {}, pesan)
    if hasil.baru:
        messages.success(request, _("Formulir tersimpan."))
    else:
        messages.info(request, _("Formulir ini sudah tersimpan tadi. Tidak ada yang bertambah."))
    tetap = f"?layanan={isian.layanan_id}" if isian.layanan_id else ""
    return redirect(reverse("surveys:entri", args=[kampanye.pk]) + tetap)


def _halaman(
    request: HttpRequest,
    kampanye: Kampanye,
    publik: KampanyePublik,
    data: Mapping[str, Any],
    galat: Mapping[str, str],
    pesan: str,
) -> HttpResponse:
    k, kirim = publik.kuesioner, request.method == "POST"
    sendiri, semua = dientri_hari_ini(kampanye, request.user)
    konteks = {
        "kampanye": kampanye,
        "unit": kampanye.unit,
        "terbuka": publik.terbuka,
        "kalimat": keadaan_kampanye(kampanye)[1],
        "sendiri": sendiri,
        "semua": semua,
        "pesan_galat": pesan,
        "skala": k.skala,
        "label": [(n, str(label)) for n, label in enumerate(k.label, 1)],
        "butir": [
            (f"u-{u.kode}", str(u.pernyataan), data.get(f"u-{u.kode}", "") if kirim else "", f"u-{u.kode}" in galat)
            for u in k.unsur
        ],
        "layanan": [(n, nama, data.get("layanan") == str(n)) for n, nama in publik.layanan],
        "profil": [
            (
                f"p-{p.kode}",
                str(p.label),
                [(s.kode, str(s.label), kirim and data.get(f"p-{p.kode}") == s.kode) for s in p.pilihan],
            )
            for p in k.profil
        ],
        "integritas": k.integritas,
        "diarahkan": data.get("diarahkan", "") if kirim else "",
        "komentar": k.komentar,
        "isi_komentar": data.get("komentar", "") if kirim else "",
        "kiriman": (data.get("kiriman") if kirim else "") or uuid.uuid4(),
    }
    return render(request, "surveys/entri.html", konteks, status=422 if kirim else 200)
