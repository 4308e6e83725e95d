"""Consultation on the screen: a unit with its TPI, and TPI with TPN."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.enums.tahap import ArahKonsultasi, StatusKonsultasi
from units.errors import UnitsError
from units.forms.pemantauan import KonsultasiForm, KonsultasiTPNForm
from units.models import Konsultasi, UnitKerja
from units.selectors.pemantauan import cari_konsultasi, konsultasi_table, tpi_bertanya
from units.selectors.tahap import riwayat, tahun_kerja
from units.services.konsultasi import alamat_konsultasi, balas, tanya, tutup
from units.views.formulir import lakukan
from units.views.tindakan import ambil_unit, kiriman_dari, wajib
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25
PESAN_PER_HALAMAN = 50


# The columns of the list as a table to take away.
KOLOM = (
    (gettext_lazy("Topik"), lambda x: x.topik),
    (gettext_lazy("Unit kerja"), lambda x: x.unit.nama if x.unit else ""),
    (gettext_lazy("Instansi"), lambda x: x.instansi.nama),
    (gettext_lazy("Area"), lambda x: x.get_area_display() or ""),
    (gettext_lazy("Status"), lambda x: x.get_status_display()),
    (gettext_lazy("Pesan"), lambda x: x.jumlah_pesan),
    (gettext_lazy("Ditanyakan oleh"), lambda x: x.dibuat_oleh.nama),
    (gettext_lazy("Ditanyakan pada"), lambda x: x.dibuat_pada),
    (gettext_lazy("Terakhir bergerak"), lambda x: x.diubah_pada),
)


# --- A unit and its TPI ---------------------------------------------------------------------------------------------
@require_safe
def konsultasi_list(request: HttpRequest, pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    konteks = _daftar(request, ArahKonsultasi.UNIT_TPI, unit)
    jawab = unduhan(request, nama=f"konsultasi-{unit.kode}", kolom=KOLOM, semua=konteks["semua"])
    if jawab is not None:
        return jawab
    konteks["boleh_tanya"] = request.user.has_perm("units.tanya_konsultasi", unit)
    return render(request, "units/konsultasi_list.html", konteks)


@require_http_methods(["GET", "POST"])
def konsultasi_baru(request: HttpRequest, pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    wajib(request, "units.tanya_konsultasi", unit)
    form = KonsultasiForm(request.POST or None, initial={"kiriman": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        form.instance.unit, form.instance.instansi = unit, unit.instansi
        if baru := _tanyakan(request, form, ArahKonsultasi.UNIT_TPI):
            return redirect(alamat_konsultasi(baru))
    konteks = _letak(unit) | {"form": form}
    return render(request, "units/konsultasi_baru.html", konteks, status=422 if request.method == "POST" else 200)


@require_safe
def konsultasi_detail(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    return _utas(request, _ambil(request, pk, baris_pk))


@require_POST
def konsultasi_balas(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    return _balas(request, _ambil(request, pk, baris_pk))


@require_http_methods(["GET", "POST"])
def konsultasi_tutup(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    return _tutup(request, _ambil(request, pk, baris_pk))


def _ambil(request: HttpRequest, pk: int, baris_pk: int) -> Konsultasi:
    unit = ambil_unit(request, pk)
    konsultasi = get_object_or_404(konsultasi_table(request.user, ArahKonsultasi.UNIT_TPI, unit=unit), pk=baris_pk)
    konsultasi.unit = unit
    return konsultasi


# --- TPI and TPN ----------------------------------------------------------------------------------------------------
@require_safe
def konsultasi_tpn(request: HttpRequest) -> HttpResponse:
    wajib(request, "units.konsultasi_tpn")
    konteks = _daftar(request, ArahKonsultasi.TPI_TPN)
    if (jawab := unduhan(request, nama="konsultasi-tpn", kolom=KOLOM, semua=konteks["semua"])) is not None:
        return jawab
    konteks["boleh_tanya"] = request.user.has_perm("units.pantau_instansi")
    return render(request, "units/konsultasi_list.html", konteks)


@require_http_methods(["GET", "POST"])
def konsultasi_tpn_baru(request: HttpRequest) -> HttpResponse:
    wajib(request, "units.pantau_instansi")
    unit = UnitKerja.objects.filter(aktif=True, instansi__in=tpi_bertanya(request.user)).order_by("nama", "pk")
    form = KonsultasiTPNForm(
        request.POST or None,
        initial={"kiriman": uuid.uuid4()},
        instansi=tpi_bertanya(request.user),
        unit=unit,
    )
    if request.method == "POST" and form.is_valid() and (baru := _tanyakan(request, form, ArahKonsultasi.TPI_TPN)):
        return redirect(alamat_konsultasi(baru))
    konteks = _letak(None) | {"form": form}
    return render(request, "units/konsultasi_baru.html", konteks, status=422 if request.method == "POST" else 200)


@require_safe
def konsultasi_tpn_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _utas(request, _ambil_tpn(request, pk))


@require_POST
def konsultasi_tpn_balas(request: HttpRequest, pk: int) -> HttpResponse:
    return _balas(request, _ambil_tpn(request, pk))


@require_http_methods(["GET", "POST"])
def konsultasi_tpn_tutup(request: HttpRequest, pk: int) -> HttpResponse:
    return _tutup(request, _ambil_tpn(request, pk))


def _ambil_tpn(request: HttpRequest, pk: int) -> Konsultasi:
    wajib(request, "units.konsultasi_tpn")
    return get_object_or_404(konsultasi_table(request.user, ArahKonsultasi.TPI_TPN), pk=pk)


# --- Shared ---------------------------------------------------------------------------------------------------------
def _daftar(request: HttpRequest, arah: str, unit: UnitKerja | None = None) -> dict[str, Any]:
    semua = konsultasi_table(request.user, arah, unit=unit)
    q, status = bersih_teks(request.GET.get("q"), 100), request.GET.get("status", "")
    if q:
        semua = cari_konsultasi(semua, q)
    if status in StatusKonsultasi.values:
        semua = semua.filter(status=status)
    return _letak(unit) | {
        "semua": semua,
        "page": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "q": q,
        "status": status,
        "pilihan_status": StatusKonsultasi.choices,
        "disaring": bool(q or status),
    }


def _tanyakan(request: HttpRequest, form: KonsultasiForm, arah: str) -> Konsultasi | None:
    """Open the consultation of a clean form; None, with the error on the form, when it was refused."""
    baru = form.save(commit=False)
    baru.arah, baru.tahun = arah, tahun_kerja()
    try:
        hasil = tanya(
            konsultasi=baru,
            isi=form.cleaned_data["isi"],
            actor=request.user,
            kiriman=form.cleaned_data["kiriman"],
        )
    except UnitsError as error:
        form.add_error(None, error.message)
        return None
    messages.success(request, _("Pertanyaan terkirim."))
    return hasil


def _utas(
    request: HttpRequest, konsultasi: Konsultasi, *, galat: str = "", isi: str = "", kode: int = 200
) -> HttpResponse:
    """The messages, the newest page first unless another is asked for."""
    pesan = Paginator(konsultasi.pesan.select_related("oleh"), PESAN_PER_HALAMAN)
    bertanya = request.user.has_perm("units.tanya_konsultasi", konsultasi)
    menjawab = not bertanya and request.user.has_perm("units.jawab_konsultasi", konsultasi)
    tpn = konsultasi.arah == ArahKonsultasi.TPI_TPN
    buka = konsultasi.status != StatusKonsultasi.SELESAI
    konteks = _letak(None if tpn else konsultasi.unit) | {
        "konsultasi": konsultasi,
        "page": pesan.get_page(request.GET.get("halaman", pesan.num_pages)),
        "penanya": _("TPI") if tpn else _("Unit"),
        "penjawab": _("TPN") if tpn else _("TPI"),
        "tz": konsultasi.instansi.tz,
        "menjawab": menjawab,
        "boleh_tulis": buka and (bertanya or menjawab),
        "boleh_tutup": buka and bertanya,
        "riwayat": riwayat(konsultasi.BENDA, konsultasi.pk),
        "kiriman": uuid.uuid4(),
        "galat": galat,
        "isi": isi,
        "balas_url": _alamat(konsultasi, "balas"),
        "tutup_url": _alamat(konsultasi, "tutup"),
    }
    return render(request, "units/konsultasi_detail.html", konteks, status=kode)


def _balas(request: HttpRequest, konsultasi: Konsultasi) -> HttpResponse:
    bertanya = request.user.has_perm("units.tanya_konsultasi", konsultasi)
    if not bertanya:
        wajib(request, "units.jawab_konsultasi", konsultasi)
    isi = request.POST.get("isi", "")
    try:
        balas(
            konsultasi=konsultasi,
            isi=isi,
            actor=request.user,
            menjawab=not bertanya,
            kiriman=kiriman_dari(request),
        )
    except UnitsError as error:
        konsultasi.refresh_from_db(fields=["status"])
        return _utas(request, konsultasi, galat=error.message, isi=isi, kode=422)
    messages.success(request, _("Pesan terkirim."))
    return redirect(f"{alamat_konsultasi(konsultasi)}#pesan-akhir")


def _tutup(request: HttpRequest, konsultasi: Konsultasi) -> HttpResponse:
    wajib(request, "units.tanya_konsultasi", konsultasi)
    kembali = alamat_konsultasi(konsultasi)
    if request.method == "POST":
        galat = lakukan(
            request,
            lambda: tutup(konsultasi=konsultasi, actor=request.user),
            objek=konsultasi,
            aksi="tutup",
            berhasil=_("Konsultasi ditutup. Isinya tetap dapat dibaca."),
        )
        if galat:
            messages.error(request, galat)
        return redirect(kembali)
    tpn = konsultasi.arah == ArahKonsultasi.TPI_TPN
    konteks = _letak(None if tpn else konsultasi.unit) | {"konsultasi": konsultasi, "kembali": kembali}
    return render(request, "units/konsultasi_tutup.html", konteks)


def _letak(unit: UnitKerja | None) -> dict[str, Any]:
    """Frame and list of the pages: those of a unit, or those of TPI and TPN."""
    if unit is None:
        return {"unit": None, "dasar": "units/tpi.html", "daftar_url": reverse("units:konsultasi_tpn")}
    daftar = reverse("units:konsultasi_list", args=[unit.pk])
    return {"unit": unit, "dasar": "units/tahap.html", "daftar_url": daftar}


def _alamat(konsultasi: Konsultasi, bagian: str) -> str:
    if konsultasi.arah == ArahKonsultasi.TPI_TPN:
        return reverse(f"units:konsultasi_tpn_{bagian}", args=[konsultasi.pk])
    return reverse(f"units:konsultasi_{bagian}", args=[konsultasi.unit_id, konsultasi.pk])
