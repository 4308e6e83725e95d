"""Tables on their way in: hand one in, watch it being checked, read what it would change, apply it or leave it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.enums.tahap import StatusImpor
from units.imports import JENIS, JenisImpor
from units.models import Impor, JenisBaris
from units.selectors.impor import baris_impor, impor_unit, jenis_pertama
from units.selectors.tahap import riwayat
from units.services.impor import BATALKAN_DARI, ImporDitolak, batalkan_impor, terapkan_impor, unggah_impor
from units.views.tindakan import ambil_unit, jalankan, tahun_diminta, wajib
from zi_portal.common import berkas as pemeriksa
from zi_portal.common.tabel import BARIS_MAKS, BITA_MAKS, Galat, tulis_csv, tulis_xlsx

PER_HALAMAN = 25
MIME = {"xlsx": pemeriksa.XLSX.mime, "csv": pemeriksa.CSV.mime}


def _jenis_or_404(jenis: str) -> JenisImpor:
    if jenis not in JENIS:
        raise Http404
    return JENIS[jenis]


def _impor_or_404(request: HttpRequest, pk: int, impor_pk: int) -> Impor:
    unit = ambil_unit(request, pk)
    impor = get_object_or_404(impor_unit(unit).filter(jenis__in=JENIS), pk=impor_pk)
    impor.unit = unit
    return impor


@require_safe
def impor_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Every table this unit handed in."""
    unit = ambil_unit(request, pk)
    page = Paginator(impor_unit(unit), PER_HALAMAN).get_page(request.GET.get("halaman"))
    for impor in page.object_list:
        impor.kind = JENIS.get(impor.jenis)
    jenis = [j for j in JENIS.values() if request.user.has_perm(j.izin, unit)]
    return render(request, "units/impor_list.html", {"unit": unit, "page": page, "jenis": jenis})


@require_http_methods(["GET", "POST"])
def impor_baru(request: HttpRequest, pk: int, jenis: str) -> HttpResponse:
    """Hand in a table of one kind; what is no table of this kind is refused here, with the reason."""
    kind = _jenis_or_404(jenis)
    unit = ambil_unit(request, pk, kind.izin)
    tahun = tahun_diminta(request)
    galat: tuple[Galat, ...] = ()
    if request.method == "POST":
        berkas = request.FILES.get("berkas")
        if berkas is None:
            galat = (Galat(_("Pilih berkas .xlsx atau .csv lebih dahulu.")),)
        else:
            try:
                impor = unggah_impor(
                    unit=unit, tahun=tahun, jenis=kind.kunci, berkas=berkas, nama=berkas.name, actor=request.user
                )
            except ImporDitolak as error:
                galat = error.galat
            else:
                return redirect("units:impor_detail", pk=unit.pk, impor_pk=impor.pk)
    konteks = {
        "unit": unit,
        "jenis": kind,
        "tahun": tahun,
        "galat": galat,
        "batas_baris": BARIS_MAKS,
        "batas_ukuran": pemeriksa.teks_ukuran(BITA_MAKS),
        "page": Paginator(impor_unit(unit, kind.kunci), 10).get_page(request.GET.get("halaman")),
    }
    return render(request, "units/impor_baru.html", konteks, status=422 if galat else 200)


@require_safe
def impor_contoh(request: HttpRequest, pk: int, jenis: str) -> HttpResponse:
    """The template of a kind with the unit's present data: ``?format=csv``, ``?bentuk=`` for another shape."""
    kind = _jenis_or_404(jenis)
    unit = ambil_unit(request, pk, kind.izin)
    tahun = tahun_diminta(request)
    bentuk = next((b for b in kind.bentuk if b.kunci == request.GET.get("bentuk")), kind.bentuk[0])
    kepala = [k.nama for k in bentuk.kolom]
    baris = kind.resource(unit=unit, tahun=tahun, actor=request.user).isi_contoh(bentuk.kunci)
    if request.GET.get("format") == "csv":
        akhiran, isi = "csv", tulis_csv(kepala, baris)
    else:
        akhiran = "xlsx"
        isi = tulis_xlsx(
            kepala,
            baris,
            lebar=[k.lebar for k in bentuk.kolom],
            teks={i for i, k in enumerate(bentuk.kolom) if k.teks},
            petunjuk=[str(p) for p in kind.petunjuk],
        )
    nama = f"{kind.kunci}-{unit.kode}{f'-{tahun}' if kind.per_tahun else ''}.{akhiran}"
    jawab = HttpResponse(isi, content_type=MIME[akhiran])
    jawab["Content-Disposition"] = content_disposition_header(True, pemeriksa.nama_aman(nama))
    return pemeriksa.kunci_jawaban(jawab, csp=pemeriksa.CSP_UNDUH)


@require_safe
def impor_detail(request: HttpRequest, pk: int, impor_pk: int) -> HttpResponse:
    """How far a table is; then what is wrong with it, or what it changes. While it runs the page asks again."""
    impor = _impor_or_404(request, pk, impor_pk)
    kind = JENIS[impor.jenis]
    boleh = request.user.has_perm(kind.izin, impor)
    hitung = impor.hasil.get("hitung", {})
    lihat = request.GET.get("lihat")
    lihat = lihat if lihat in JenisBaris.values else jenis_pertama(impor)
    boleh_baca = request.user.has_perm(kind.izin_baca, impor)
    baris = baris_impor(impor, lihat) if hitung else impor.hasil.get("galat", [])
    konteks = {
        "unit": impor.unit,
        "impor": impor,
        "jenis": kind,
        "boleh_isi": boleh,
        "boleh_baca": boleh_baca,
        "hitung": hitung,
        "ada_perubahan": bool(hitung.get(JenisBaris.BARU) or hitung.get(JenisBaris.BERUBAH)),
        "bisa_terapkan": boleh and impor.status == StatusImpor.SIAP,
        "bisa_batal": boleh and impor.status in BATALKAN_DARI,
        "jumlah_galat": impor.hasil.get("jumlah_galat", 0),
        "lihat": lihat,
        "saring": [
            {"url": f"?lihat={j.value}", "label": j.label, "jumlah": hitung.get(j.value, 0), "kini": j.value == lihat}
            for j in JenisBaris
        ],
        "page": Paginator(baris if boleh_baca else [], PER_HALAMAN).get_page(request.GET.get("halaman")),
    }
    if request.htmx:
        return render(request, "units/_impor.html", konteks)
    konteks["riwayat"] = riwayat(Impor.BENDA, impor.pk)
    return render(request, "units/impor_detail.html", konteks)


@require_POST
def impor_terapkan(request: HttpRequest, pk: int, impor_pk: int) -> HttpResponse:
    """Write what the preview shows."""
    impor = _impor_or_404(request, pk, impor_pk)
    wajib(request, JENIS[impor.jenis].izin, impor)
    sidik = request.POST.get("sidik", "")[:64]
    jalankan(request, lambda: terapkan_impor(impor=impor, sidik=sidik, actor=request.user))
    return redirect("units:impor_detail", pk=pk, impor_pk=impor.pk)


@require_http_methods(["GET", "POST"])
def impor_batalkan(request: HttpRequest, pk: int, impor_pk: int) -> HttpResponse:
    """Ask, then leave the table unwritten."""
    impor = _impor_or_404(request, pk, impor_pk)
    wajib(request, JENIS[impor.jenis].izin, impor)
    if request.method == "POST":
        jalankan(
            request,
            lambda: batalkan_impor(impor=impor, actor=request.user),
            berhasil=_("Impor dibatalkan. Tidak ada yang ditulis."),
        )
        return redirect("units:impor_detail", pk=pk, impor_pk=impor.pk)
    return render(
        request, "units/impor_batalkan.html", {"unit": impor.unit, "impor": impor, "jenis": JENIS[impor.jenis]}
    )


@require_safe
def impor_berkas(request: HttpRequest, pk: int, impor_pk: int) -> HttpResponseBase:
    """The file as it was handed in, kept as a record."""
    impor = _impor_or_404(request, pk, impor_pk)
    wajib(request, JENIS[impor.jenis].izin, impor)
    try:
        isi = impor.isi.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return pemeriksa.sajikan(
        isi,
        nama=impor.nama,
        mime=MIME[pemeriksa.akhiran_nama(impor.nama)],
        ukuran=impor.ukuran,
        sidik=impor.sha256,
        rentang=request.headers.get("Range", ""),
    )
