"""Findings on the screen: those of a unit, one with its story and its moves, and all that a person monitors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from units.enums.tahap import Area, Benda, StatusTemuan, Tingkat
from units.errors import UnitsError
from units.flow import FLOW
from units.forms.pemantauan import PerpanjangForm, TemuanForm
from units.models import Pemantauan, Temuan, UnitKerja
from units.selectors.pemantauan import (
    Q_TERBUKA,
    pemantauan_unit,
    ringkas_temuan,
    temuan_setahun,
    temuan_tpi,
    temuan_unit,
)
from units.selectors.tahap import bukti_tahap, riwayat
from units.services.temuan import (
    buat_temuan,
    gerak_temuan,
    hapus_temuan,
    is_draf,
    perpanjang_temuan,
    ubah_temuan,
)
from units.views.buku import Buku
from units.views.formulir import formulir, lakukan
from units.views.tindakan import ambil_unit, tahun_diminta, wajib
from zi_portal.common.masukan import angka, bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25

TEMUAN = Buku(
    model=Temuan,
    form=TemuanForm,
    slug="temuan",
    judul=gettext_lazy("Temuan TPI"),
    penjelasan=gettext_lazy("Yang perlu diperbaiki menurut TPI. Temuan terbuka sampai tindak lanjutnya diverifikasi."),
    kosong=gettext_lazy("Belum ada temuan"),
    cari=("uraian", "rekomendasi", "kode"),
    isi="units.pantau",
)

# Button, what the reason is called, a line about it, what was done.
LANGKAH = {
    "tindak_lanjuti": (
        gettext_lazy("Kirim tindak lanjut"),
        gettext_lazy("Apa yang sudah dilakukan"),
        gettext_lazy("Pasang bukti dukungnya lebih dulu, supaya TPI dapat memverifikasi."),
        gettext_lazy("Tindak lanjut terkirim ke TPI."),
    ),
    "verifikasi": (
        gettext_lazy("Verifikasi"),
        gettext_lazy("Catatan (boleh kosong)"),
        gettext_lazy("Temuan dinyatakan beres."),
        gettext_lazy("Temuan diverifikasi."),
    ),
    "kembalikan": (
        gettext_lazy("Kembalikan"),
        gettext_lazy("Yang masih kurang"),
        gettext_lazy("Unit membaca alasan ini, lalu menindaklanjuti lagi."),
        gettext_lazy("Tindak lanjut dikembalikan ke unit."),
    ),
    "buka_lagi": (
        gettext_lazy("Buka lagi"),
        gettext_lazy("Alasan dibuka lagi"),
        gettext_lazy("Temuan kembali menunggu tindak lanjut unit."),
        gettext_lazy("Temuan dibuka lagi."),
    ),
}


# The columns of the lists as a table to take away.
KOLOM_UNIT = (gettext_lazy("Unit kerja"), lambda t: t.unit.nama)
KOLOM = (
    (gettext_lazy("Tahun"), lambda t: t.tahun),
    (gettext_lazy("Area"), lambda t: t.get_area_display()),
    (gettext_lazy("Pertanyaan LKE"), lambda t: t.kode),
    (gettext_lazy("Temuan"), lambda t: t.uraian),
    (gettext_lazy("Tingkat"), lambda t: t.get_tingkat_display()),
    (gettext_lazy("Tenggat"), lambda t: t.tenggat),
    (gettext_lazy("Status"), lambda t: _("Draf TPI") if t.pemantauan.status == "draf" else t.get_status_display()),
)


@require_safe
def temuan_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Findings of the year, after the open ones of earlier years."""
    unit = ambil_unit(request, pk)
    tahun = tahun_diminta(request)
    semua = temuan_setahun(temuan_unit(request.user, unit), tahun)
    semua, saringan = _saring(semua, request)
    semua = semua.order_by("-bawaan", "selesai", "tenggat", "tingkat", "pk")
    if (jawab := unduhan(request, nama=f"temuan-{unit.kode}-{tahun}", kolom=KOLOM, semua=semua)) is not None:
        return jawab
    konteks = saringan | {
        "buku": TEMUAN,
        "unit": unit,
        "tahun": tahun,
        "page": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "ringkas": ringkas_temuan([unit.pk]).get(unit.pk),
        "boleh_isi": request.user.has_perm("units.pantau", unit),
        "tabel": "units/temuan_tabel.html",
        "dapat_diunduh": True,
    }
    return render(request, "units/temuan_list.html", konteks)


@require_safe
def temuan_semua(request: HttpRequest) -> HttpResponse:
    """Published findings of every unit the person monitors: the late ones first, the open ones unless others are asked
    for."""
    wajib(request, "units.pantau_instansi")
    semua = temuan_tpi(request.user)
    semua, saringan = _saring(semua, request)
    if not saringan["status"]:
        semua = semua.filter(Q_TERBUKA)
    if unit := bersih_teks(request.GET.get("unit"), 100):
        semua = semua.filter(Q(unit__nama__icontains=unit) | Q(unit__kode__icontains=unit))
    semua = semua.order_by("-telat", "selesai", "tenggat", "tingkat", "pk")
    if (jawab := unduhan(request, nama="temuan", kolom=(KOLOM_UNIT, *KOLOM), semua=semua)) is not None:
        return jawab
    konteks = saringan | {
        "page": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "cari_unit": unit,
        "disaring": saringan["disaring"] or bool(unit),
    }
    return render(request, "units/temuan_tpi.html", konteks)


def _saring(semua: QuerySet[Temuan], request: HttpRequest) -> tuple[QuerySet[Temuan], dict[str, Any]]:
    """Narrow by what the address asks for; the context shows it again in the filters."""
    q = bersih_teks(request.GET.get("q"), 100)
    status = request.GET.get("status", "")
    area, tingkat = (angka(request.GET.get(nama)) for nama in ("area", "tingkat"))
    lewat = request.GET.get("lewat") == "1"
    if q:
        semua = semua.filter(Q(uraian__icontains=q) | Q(rekomendasi__icontains=q) | Q(kode__icontains=q))
    if status in StatusTemuan.values:
        semua = semua.filter(status=status)
    else:
        status = ""
    if area in Area.values:
        semua = semua.filter(area=area)
    if tingkat in Tingkat.values:
        semua = semua.filter(tingkat=tingkat)
    if lewat:
        semua = semua.filter(Q_TERBUKA, tenggat__lt=timezone.localdate())
    return semua, {
        "q": q,
        "status": status,
        "area": area,
        "tingkat": tingkat,
        "lewat": lewat,
        "disaring": bool(q or status or area or tingkat or lewat),
        "pilihan_status": StatusTemuan.choices,
        "pilihan_area": Area.choices,
        "pilihan_tingkat": Tingkat.choices,
    }


@require_http_methods(["GET", "POST"])
def temuan_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """A finding by itself, or with ``?pemantauan=`` one on that draft."""
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau", unit)
    pemantauan = _pemantauan(request, unit)
    form = TemuanForm(request.POST or None, unit=unit, tahun=tahun_diminta(request))

    def simpan() -> Temuan:
        temuan = form.save(commit=False)
        temuan.pemantauan = pemantauan
        return buat_temuan(temuan=temuan, actor=request.user, kiriman=form.cleaned_data["kiriman"])

    kembali = (
        reverse("units:pemantauan_detail", args=[unit.pk, pemantauan.pk]) if pemantauan else TEMUAN.alamat("list", unit)
    )
    return formulir(
        request,
        buku=TEMUAN,
        form=form,
        simpan=simpan,
        kembali=kembali,
        template="units/temuan_form.html",
        pemantauan=pemantauan,
    )


def _pemantauan(request: HttpRequest, unit: UnitKerja) -> Pemantauan | None:
    if "pemantauan" not in request.GET:
        return None
    return get_object_or_404(pemantauan_unit(request.user, unit), pk=angka(request.GET["pemantauan"]))


@require_safe
def temuan_detail(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    return _satu(request, unit, _ambil(request, unit, baris_pk))


@require_http_methods(["GET", "POST"])
def temuan_ubah(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau", unit)
    temuan = _ambil(request, unit, baris_pk)
    form = TemuanForm(
        request.POST or None, instance=temuan, unit=unit, tahun=temuan.tahun, tenggat_tetap=not is_draf(temuan)
    )
    return formulir(
        request,
        buku=TEMUAN,
        form=form,
        simpan=lambda: ubah_temuan(
            temuan=form.instance, ubah=form.isi(), versi=form.cleaned_data["versi"] or 0, actor=request.user
        ),
        kembali=TEMUAN.alamat("detail", unit, temuan.pk),
        template="units/temuan_form.html",
    )


@require_http_methods(["GET", "POST"])
def temuan_hapus(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    """Ask, then take a finding out of its draft; a repeat finds it gone already."""
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau", unit)
    temuan = get_object_or_404(Temuan.objects.filter(unit=unit).select_related("pemantauan"), pk=baris_pk)
    temuan.unit = unit
    if request.method == "POST" or temuan.dihapus_pada:
        try:
            hapus_temuan(temuan=temuan, actor=request.user)
        except UnitsError as error:
            messages.error(request, error.message)
            return redirect(TEMUAN.alamat("detail", unit, temuan.pk))
        messages.success(request, _("Temuan dihapus dari draf. Jejaknya tetap tercatat."))
        return redirect("units:pemantauan_detail", unit.pk, temuan.pemantauan_id)
    konteks = {"buku": TEMUAN, "unit": unit, "baris": temuan, "kembali": TEMUAN.alamat("detail", unit, temuan.pk)}
    return render(request, "units/buku_hapus.html", konteks)


@require_http_methods(["GET", "POST"])
def temuan_gerak(request: HttpRequest, pk: int, baris_pk: int, aksi: str) -> HttpResponse:
    """One move. The page of the finding carries its form; asked for by itself, it shows that page."""
    unit = ambil_unit(request, pk)
    temuan = _ambil(request, unit, baris_pk)
    if aksi not in LANGKAH:
        raise Http404
    wajib(request, FLOW[Benda.TEMUAN][aksi].perm, temuan)
    if request.method == "GET":
        return redirect(TEMUAN.alamat("detail", unit, temuan.pk))
    alasan = bersih_teks(request.POST.get("alasan"), 4000)
    galat = lakukan(
        request,
        lambda: gerak_temuan(temuan=temuan, aksi=aksi, actor=request.user, alasan=alasan),
        objek=temuan,
        aksi=aksi,
        berhasil=str(LANGKAH[aksi][3]),
    )
    if galat:
        temuan.refresh_from_db()
        return _satu(request, unit, temuan, galat=galat, aksi=aksi, alasan=alasan)
    return redirect(TEMUAN.alamat("detail", unit, temuan.pk))


@require_http_methods(["GET", "POST"])
def temuan_perpanjang(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau", unit)
    temuan = _ambil(request, unit, baris_pk)
    form = PerpanjangForm(request.POST or None, initial={"versi": temuan.versi})
    kembali = TEMUAN.alamat("detail", unit, temuan.pk)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        galat = lakukan(
            request,
            lambda: perpanjang_temuan(temuan=temuan, actor=request.user, **data),
            objek=temuan,
            aksi="perpanjang",
            berhasil=_("Tenggat diperpanjang."),
        )
        if not galat:
            return redirect(kembali)
        form.add_error(None, galat)
    konteks = {"buku": TEMUAN, "unit": unit, "baris": temuan, "form": form, "kembali": kembali}
    kode = 422 if request.method == "POST" else 200
    return render(request, "units/temuan_perpanjang.html", konteks, status=kode)


def _ambil(request: HttpRequest, unit: UnitKerja, baris_pk: int) -> Temuan:
    temuan = get_object_or_404(temuan_unit(request.user, unit).select_related("dibuat_oleh"), pk=baris_pk)
    temuan.unit = unit
    return temuan


def _satu(
    request: HttpRequest, unit: UnitKerja, temuan: Temuan, *, galat: str = "", aksi: str = "", alasan: str = ""
) -> HttpResponse:
    memantau = request.user.has_perm("units.pantau", unit)
    draf = is_draf(temuan)
    jejak = riwayat(temuan.BENDA, temuan.pk)
    if not memantau and temuan.pemantauan is not None:
        # What was written before it was handed over is TPI's.
        jejak = [j for j in jejak if j.pada >= temuan.pemantauan.terbit_pada]
    boleh = {
        nama: langkah
        for nama, langkah in FLOW[Benda.TEMUAN].items()
        if not draf and temuan.status in langkah.sources and request.user.has_perm(langkah.perm, temuan)
    }
    konteks = {
        "buku": TEMUAN,
        "unit": unit,
        "baris": temuan,
        "draf": draf,
        "memantau": memantau,
        "langkah": [(nama, *LANGKAH[nama][:3], langkah.butuh_alasan) for nama, langkah in boleh.items()],
        "boleh_ubah": memantau and (draf or temuan.status == StatusTemuan.TERBUKA),
        "boleh_perpanjang": memantau and temuan.terbuka and not draf,
        "bukti": bukti_tahap(temuan.BENDA, [temuan.pk]).get(temuan.pk, []),
        "boleh_bukti": temuan.terbuka and request.user.has_perm("units.isi_tahap", unit),
        "riwayat": jejak,
        "tindak_lanjut": next((j for j in jejak if j.aksi == "tindak_lanjuti"), None),
        "galat": galat,
        # The form it belongs to is gone from the page, because the finding moved on.
        "galat_lepas": bool(galat) and aksi not in boleh,
        "aksi": aksi,
        "alasan": alasan,
    }
    return render(request, "units/temuan_detail.html", konteks, status=422 if galat else 200)
