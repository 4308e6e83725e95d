"""All parts of the look on one page, for those who build pages. Only there while DEBUG is on."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def gaya(request: HttpRequest) -> HttpResponse:
    kini = timezone.now()
    messages.success(request, "Jawaban tersimpan.")
    langkah = [
        SimpleNamespace(
            judul="Dikembalikan untuk perbaikan", oleh="Rahmat", pada=kini, alasan="Lengkapi SK tim.", kini=1
        ),
        SimpleNamespace(judul="Diajukan ke TPI", oleh="Siti Aminah", pada=kini, alasan="", kini=0),
    ]
    saringan = [
        SimpleNamespace(url="?", label="Semua", jumlah=113, kini=True),
        SimpleNamespace(url="?", label="Belum diisi", jumlah=12, kini=False),
        SimpleNamespace(url="?", label="Tanpa bukti", jumlah=3, kini=False),
    ]
    page = Paginator(range(1, 300), 25).get_page(request.GET.get("halaman", 4))
    return render(
        request,
        "units/gaya_ruang.html" if "ruang" in request.GET else "units/gaya.html",
        {
            "langkah": langkah,
            "saringan": saringan,
            "page": page,
            "nilai": Decimal("73.4215"),
            "area": Fraction(571, 1000),
            "batas": Fraction(6, 10),
            "kini": kini,
        },
    )
