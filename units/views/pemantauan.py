"""Periodic monitoring and TPI's recommendation on the screen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from units.enums.tahap import STATUS_TEMUAN_TERBUKA, Area, StatusPemantauan, StatusRekomendasi
from units.errors import UnitsError
from units.forms.pemantauan import PemantauanForm, RekomendasiForm
from units.models import Pemantauan, RekomendasiTPI, UnitKerja
from units.selectors.pemantauan import (
    keadaan_area,
    pemantauan_unit,
    rekomendasi_unit,
    sejak_rilis,
    temuan_berat,
    temuan_unit,
)
from units.selectors.tahap import bukti_tahap, riwayat
from units.services.pemantauan import (
    buat_rekomendasi,
    hapus_pemantauan,
    hapus_rekomendasi,
    sampaikan_rekomendasi,
    tarik_rekomendasi,
    terbitkan_pemantauan,
    terima_rekomendasi,
    ubah_pemantauan,
    ubah_rekomendasi,
)
from units.services.tahap import buat_baris
from units.views.buku import Buku
from units.views.formulir import formulir, lakukan
from units.views.tindakan import ambil_unit, tahun_diminta, wajib
from zi_portal.common.masukan import angka, bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25
TEMUAN_TAMPIL = 10

PEMANTAUAN = Buku(
    model=Pemantauan,
    form=PemantauanForm,
    slug="pemantauan",
    judul=gettext_lazy("Pemantauan berkala"),
    penjelasan=gettext_lazy("Keadaan pembangunan menurut TPI, area demi area, dengan temuannya."),
    kosong=gettext_lazy("Belum ada pemantauan"),
    cari=("periode", "ringkasan"),
    isi="units.pantau",
)
REKOMENDASI = Buku(
    model=RekomendasiTPI,
    form=RekomendasiForm,
    slug="rekomendasi",
    judul=gettext_lazy("Rekomendasi TPI"),
    penjelasan=gettext_lazy("Kata TPI kepada pimpinan instansi: layak atau belum layak unit ini diusulkan."),
    kosong=gettext_lazy("Belum ada rekomendasi"),
    cari=(),
    isi="units.pantau_pengarah",
    per_tahun=False,
)


# --- Monitoring -----------------------------------------------------------------------------------------------------
# The columns of the list as a table to take away.
KOLOM = (
    (gettext_lazy("Periode"), lambda x: x.periode),
    (gettext_lazy("Tanggal"), lambda x: x.tanggal),
    (gettext_lazy("Status"), lambda x: x.get_status_display()),
    (gettext_lazy("Temuan"), lambda x: x.jumlah_temuan),
    (gettext_lazy("Temuan terbuka"), lambda x: x.temuan_terbuka),
    (gettext_lazy("Ringkasan"), lambda x: x.ringkasan),
)


@require_safe
def pemantauan_list(request: HttpRequest, pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    tahun = tahun_diminta(request)
    semua = pemantauan_unit(request.user, unit).filter(tahun=tahun)
    if q := bersih_teks(request.GET.get("q"), 100):
        semua = semua.filter(Q(periode__icontains=q) | Q(ringkasan__icontains=q))
    hidup = Q(temuan__dihapus_pada=None)
    semua = semua.annotate(
        jumlah_temuan=Count("temuan", filter=hidup),
        temuan_terbuka=Count("temuan", filter=hidup & Q(temuan__status__in=STATUS_TEMUAN_TERBUKA)),
    ).order_by("-tanggal", "-pk")
    jawab = unduhan(request, nama=f"pemantauan-{unit.kode}-{tahun}", kolom=KOLOM, semua=semua)
    if jawab is not None:
        return jawab
    konteks = {
        "dapat_diunduh": True,
        "buku": PEMANTAUAN,
        "unit": unit,
        "tahun": tahun,
        "page": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "q": q,
        "disaring": bool(q),
        "boleh_isi": request.user.has_perm("units.pantau", unit),
        "tabel": "units/pemantauan_tabel.html",
    }
    return render(request, "units/buku_list.html", konteks)


@require_http_methods(["GET", "POST"])
def pemantauan_baru(request: HttpRequest, pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau", unit)
    tahun = tahun_diminta(request)
    form = PemantauanForm(request.POST or None, unit=unit, tahun=tahun, keadaan=keadaan_area(unit, tahun))

    def simpan() -> Pemantauan:
        baris = form.save(commit=False)
        baris.kemajuan = form.isi()["kemajuan"]
        return buat_baris(baris=baris, actor=request.user, kiriman=form.cleaned_data["kiriman"])

    return _form_pemantauan(request, form, simpan, PEMANTAUAN.alamat("list", unit))


@require_http_methods(["GET", "POST"])
def pemantauan_ubah(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau", unit)
    baris = _pemantauan(request, unit, baris_pk)
    form = PemantauanForm(
        request.POST or None,
        instance=baris,
        unit=unit,
        tahun=baris.tahun,
        keadaan=keadaan_area(unit, baris.tahun),
    )

    def simpan() -> Pemantauan:
        return ubah_pemantauan(
            pemantauan=form.instance, ubah=form.isi(), versi=form.cleaned_data["versi"] or 0, actor=request.user
        )

    return _form_pemantauan(request, form, simpan, PEMANTAUAN.alamat("detail", unit, baris.pk))


def _form_pemantauan(request: HttpRequest, form: PemantauanForm, simpan: Any, kembali: str) -> HttpResponse:
    return formulir(
        request,
        buku=PEMANTAUAN,
        form=form,
        simpan=simpan,
        kembali=kembali,
        template="units/pemantauan_form.html",
    )


@require_safe
def pemantauan_detail(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    baris = _pemantauan(request, unit, baris_pk)
    memantau = request.user.has_perm("units.pantau", unit)
    draf = baris.status == StatusPemantauan.DRAF
    jejak = riwayat(baris.BENDA, baris.pk)
    temuan = temuan_unit(request.user, unit).filter(pemantauan=baris).order_by("tingkat", "tenggat", "pk")
    konteks = {
        "buku": PEMANTAUAN,
        "unit": unit,
        "baris": baris,
        "draf": draf,
        "boleh_ubah": memantau and draf,
        "area": [(a, baris.kemajuan.get(str(a.value), {})) for a in Area],
        "page": Paginator(temuan, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "riwayat": jejak if memantau else sejak_rilis(jejak, "terbitkan"),
        "bukti": bukti_tahap(baris.BENDA, [baris.pk]).get(baris.pk, []),
    }
    return render(request, "units/pemantauan_detail.html", konteks)


@require_http_methods(["GET", "POST"])
def pemantauan_terbitkan(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    """Ask, then hand it over to the unit with its findings."""
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau", unit)
    baris = _pemantauan(request, unit, baris_pk)
    kembali = PEMANTAUAN.alamat("detail", unit, baris.pk)
    if request.method == "POST":
        versi = angka(request.POST.get("versi")) or 0
        galat = lakukan(
            request,
            lambda: terbitkan_pemantauan(pemantauan=baris, versi=versi, actor=request.user),
            objek=baris,
            aksi="terbitkan",
            berhasil=_("Pemantauan disampaikan. Unit diberi tahu."),
        )
        if galat:
            messages.error(request, galat)
        return redirect(kembali)
    jumlah = temuan_unit(request.user, unit).filter(pemantauan=baris).count()
    konteks = {"buku": PEMANTAUAN, "unit": unit, "baris": baris, "kembali": kembali, "jumlah": jumlah}
    return render(request, "units/pemantauan_terbitkan.html", konteks)


@require_http_methods(["GET", "POST"])
def pemantauan_hapus(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    return _hapus(
        request, PEMANTAUAN, pk, baris_pk, lambda baris: hapus_pemantauan(pemantauan=baris, actor=request.user)
    )


def _pemantauan(request: HttpRequest, unit: UnitKerja, baris_pk: int) -> Pemantauan:
    baris = get_object_or_404(pemantauan_unit(request.user, unit), pk=baris_pk)
    baris.unit = unit
    return baris


# --- Recommendation -------------------------------------------------------------------------------------------------
@require_safe
def rekomendasi_list(request: HttpRequest, pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    semua = rekomendasi_unit(request.user, unit).order_by("-tahun", "-pk")
    tahun = tahun_diminta(request)
    menulis = request.user.has_perm("units.pantau_pengarah", unit)
    konteks = {
        "buku": REKOMENDASI,
        "unit": unit,
        "tahun": tahun,
        "page": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "boleh_isi": menulis and not RekomendasiTPI.objects.hidup().filter(unit=unit, tahun=tahun).exists(),
        "tabel": "units/rekomendasi_tabel.html",
    }
    return render(request, "units/rekomendasi_list.html", konteks)


@require_http_methods(["GET", "POST"])
def rekomendasi_baru(request: HttpRequest, pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau_pengarah", unit)
    tahun = tahun_diminta(request)
    ada = RekomendasiTPI.objects.hidup().filter(unit=unit, tahun=tahun).first()
    if ada and request.method == "GET":
        return redirect(REKOMENDASI.alamat("detail", unit, ada.pk))
    form = RekomendasiForm(request.POST or None, unit=unit, tahun=tahun)
    return formulir(
        request,
        buku=REKOMENDASI,
        form=form,
        simpan=lambda: buat_rekomendasi(
            rekomendasi=form.save(commit=False), actor=request.user, kiriman=form.cleaned_data["kiriman"]
        ),
        kembali=REKOMENDASI.alamat("list", unit),
        template="units/rekomendasi_form.html",
        berat=temuan_berat(unit),
        **_dasar(request, unit, tahun),
    )


@require_http_methods(["GET", "POST"])
def rekomendasi_ubah(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau_pengarah", unit)
    baris = _rekomendasi(request, unit, baris_pk)
    form = RekomendasiForm(request.POST or None, instance=baris, unit=unit, tahun=baris.tahun)
    return formulir(
        request,
        buku=REKOMENDASI,
        form=form,
        simpan=lambda: ubah_rekomendasi(
            rekomendasi=form.instance, ubah=form.isi(), versi=form.cleaned_data["versi"] or 0, actor=request.user
        ),
        kembali=REKOMENDASI.alamat("detail", unit, baris.pk),
        template="units/rekomendasi_form.html",
        berat=temuan_berat(unit),
        **_dasar(request, unit, baris.tahun),
    )


@require_safe
def rekomendasi_detail(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    baris = _rekomendasi(request, unit, baris_pk)
    menulis = request.user.has_perm("units.pantau_pengarah", unit)
    jejak = riwayat(baris.BENDA, baris.pk)
    draf = baris.status == StatusRekomendasi.DRAF
    disampaikan = baris.status == StatusRekomendasi.DISAMPAIKAN
    konteks = {
        "buku": REKOMENDASI,
        "unit": unit,
        "baris": baris,
        "boleh_ubah": menulis and draf,
        "boleh_tarik": menulis and disampaikan,
        "boleh_terima": disampaikan and request.user.has_perm("units.pimpin_instansi", baris),
        "riwayat": jejak if request.user.has_perm("units.pantau", unit) else sejak_rilis(jejak, "sampaikan"),
    } | _dasar(request, unit, baris.tahun)
    return render(request, "units/rekomendasi_detail.html", konteks)


@require_http_methods(["GET", "POST"])
def rekomendasi_sampaikan(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    """Ask, with what stands against it, then hand it to the pimpinan of the instansi."""
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau_pengarah", unit)
    baris = _rekomendasi(request, unit, baris_pk)
    tujuan = REKOMENDASI.alamat("detail", unit, baris.pk)
    galat = ""
    if request.method == "POST":
        versi, walau_berat = angka(request.POST.get("versi")) or 0, request.POST.get("walau_berat") == "ya"
        galat = lakukan(
            request,
            lambda: sampaikan_rekomendasi(rekomendasi=baris, versi=versi, actor=request.user, walau_berat=walau_berat),
            objek=baris,
            aksi="sampaikan",
            berhasil=_("Rekomendasi disampaikan ke pimpinan instansi."),
        )
        if not galat:
            return redirect(tujuan)
        baris.refresh_from_db()
    berat = temuan_berat(unit) if baris.layak else 0
    konteks = {"buku": REKOMENDASI, "unit": unit, "baris": baris, "kembali": tujuan, "berat": berat, "galat": galat}
    return render(request, "units/rekomendasi_sampaikan.html", konteks, status=422 if galat else 200)


@require_http_methods(["GET", "POST"])
def rekomendasi_terima(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    baris = _rekomendasi(request, unit, baris_pk)
    wajib(request, "units.pimpin_instansi", baris)
    kembali = REKOMENDASI.alamat("detail", unit, baris.pk)
    if request.method == "POST":
        galat = lakukan(
            request,
            lambda: terima_rekomendasi(rekomendasi=baris, actor=request.user),
            objek=baris,
            aksi="terima",
            berhasil=_("Rekomendasi diterima. TPI dan unit diberi tahu."),
        )
        if galat:
            messages.error(request, galat)
        return redirect(kembali)
    konteks = {"buku": REKOMENDASI, "unit": unit, "baris": baris, "kembali": kembali}
    return render(request, "units/rekomendasi_terima.html", konteks)


@require_http_methods(["GET", "POST"])
def rekomendasi_tarik(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    """Ask for the reason, then take it back to a draft."""
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau_pengarah", unit)
    baris = _rekomendasi(request, unit, baris_pk)
    kembali = REKOMENDASI.alamat("detail", unit, baris.pk)
    alasan = bersih_teks(request.POST.get("alasan"), 2000)
    galat = ""
    if request.method == "POST":
        galat = lakukan(
            request,
            lambda: tarik_rekomendasi(rekomendasi=baris, alasan=alasan, actor=request.user),
            objek=baris,
            aksi="tarik",
            berhasil=_("Rekomendasi ditarik dan menjadi draf lagi."),
        )
        if not galat:
            return redirect(kembali)
        baris.refresh_from_db()
    konteks = {"buku": REKOMENDASI, "unit": unit, "baris": baris, "kembali": kembali, "alasan": alasan, "galat": galat}
    return render(request, "units/rekomendasi_tarik.html", konteks, status=422 if galat else 200)


@require_http_methods(["GET", "POST"])
def rekomendasi_hapus(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    return _hapus(
        request, REKOMENDASI, pk, baris_pk, lambda baris: hapus_rekomendasi(rekomendasi=baris, actor=request.user)
    )


def _rekomendasi(request: HttpRequest, unit: UnitKerja, baris_pk: int) -> RekomendasiTPI:
    baris = get_object_or_404(rekomendasi_unit(request.user, unit), pk=baris_pk)
    baris.unit = unit
    return baris


def _dasar(request: HttpRequest, unit: UnitKerja, tahun: int) -> dict[str, Any]:
    """What a recommendation rests on: the plan and open findings by area, the first of them, the monitorings."""
    terbuka = temuan_unit(request.user, unit).terbit().terbuka().order_by("tingkat", "tenggat", "pk")
    terbit = pemantauan_unit(request.user, unit).filter(tahun=tahun, status=StatusPemantauan.TERBIT)
    area = keadaan_area(unit, tahun)
    return {
        "tahun": tahun,
        "area": area,
        "temuan": list(terbuka[:TEMUAN_TAMPIL]),
        "jumlah_temuan": sum(a.temuan for a in area),
        "pemantauan": list(terbit.order_by("-tanggal", "-pk")[:6]),
    }


# --- Shared ---------------------------------------------------------------------------------------------------------
def _hapus(request: HttpRequest, buku: Buku, pk: int, baris_pk: int, hapus: Any) -> HttpResponse:
    """Ask, then take a draft away; a repeat finds it gone already."""
    unit = ambil_unit(request, pk)
    wajib(request, buku.isi, unit)
    baris = get_object_or_404(buku.model.objects.filter(unit=unit), pk=baris_pk)
    baris.unit = unit
    if request.method == "POST" or baris.dihapus_pada:
        try:
            hapus(baris)
        except UnitsError as error:
            messages.error(request, error.message)
            return redirect(buku.alamat("detail", unit, baris.pk))
        messages.success(request, _("Draf dihapus. Jejaknya tetap tercatat."))
        return redirect(buku.alamat("list", unit))
    konteks = {"buku": buku, "unit": unit, "baris": baris, "kembali": buku.alamat("detail", unit, baris.pk)}
    return render(request, "units/buku_hapus.html", konteks)
