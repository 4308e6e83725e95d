"""A register of a unit: list, new, one row, change, delete. Many registers of a unit's year share these five pages.

A stage describes its register once (``Buku``) and gets addresses and pages; what differs are the model, the form and
two templates: ``units/<benda>_tabel.html`` (the table of the list, context ``page``) and ``units/<benda>_isi.html``
(the facts of one row, context ``baris``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Field, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from units.errors import BarisBentrok, UnitsError
from units.forms.baris import BarisForm
from units.models import BarisTahap, UnitKerja
from units.selectors.tahap import bukti_tahap, riwayat
from units.services.tahap import buat_baris, hapus_baris, ubah_baris
from units.services.unduhan import jejak_unduhan
from units.views.tindakan import ambil_unit, tahun_diminta
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.unduh import Kolom, unduhan

PER_HALAMAN = 25

Saring = Callable[[QuerySet, HttpRequest], QuerySet]
Tambahan = Callable[[HttpRequest, Any], dict[str, Any]]
Awal = Callable[[HttpRequest, UnitKerja, int], dict[str, Any]]


@dataclass(frozen=True)
class Buku:
    """One register. ``slug`` is its place under the unit, ``isi`` the permission to write in it."""

    model: type[BarisTahap]
    form: type[BarisForm]
    slug: str
    judul: str
    penjelasan: str
    kosong: str
    cari: tuple[str, ...]
    isi: str = "units.isi_tahap"
    lihat: str = "units.lihat_tahap"
    kaitan: tuple[str, ...] = ()
    per_tahun: bool = True
    bukti: bool = True
    # Its rows are people: who takes the list away is written down.
    pribadi: bool = False
    # Narrows the list by what the address asks for; more context for the list and for one row.
    saring: Saring | None = None
    konteks_daftar: Tambahan | None = None
    konteks_baris: Tambahan | None = None
    gaya: str = ""
    # Template with more fields of the filter form above the list.
    saringan: str = ""
    # What a register does its own way: the services that write, what a new row starts with, where a saved one leads,
    # and the templates of its pages.
    buat: Callable[..., BarisTahap] = buat_baris
    ubah: Callable[..., BarisTahap] = ubah_baris
    hapus: Callable[..., None] = hapus_baris
    awal: Awal | None = None
    sesudah: Callable[[BarisTahap], str] | None = None
    halaman_daftar: str = "units/buku_list.html"
    halaman_baris: str = "units/buku_detail.html"
    halaman_form: str = "units/buku_form.html"
    nama: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "nama", str(self.model.BENDA.value))

    @property
    def satu(self) -> str:
        return str(self.model._meta.verbose_name)

    def alamat(self, bagian: str, unit: UnitKerja, *lain: int) -> str:
        return reverse(f"units:{self.nama}_{bagian}", args=[unit.pk, *lain])

    def alamat_sesudah(self, unit: UnitKerja, baris: BarisTahap) -> str:
        """Where one stands after saving: the row's own page, unless the register says otherwise."""
        return self.sesudah(baris) if self.sesudah else self.alamat("detail", unit, baris.pk)


def alamat_buku(buku: Buku) -> list[URLPattern]:
    """The five addresses of a register: ``units:<benda>_list``, ``_baru``, ``_detail``, ``_ubah``, ``_hapus``."""
    awal = f"unit/<int:pk>/{buku.slug}/"
    return [
        path(awal, _daftar(buku), name=f"{buku.nama}_list"),
        path(f"{awal}baru/", _baru(buku), name=f"{buku.nama}_baru"),
        path(f"{awal}<int:baris_pk>/", _detail(buku), name=f"{buku.nama}_detail"),
        path(f"{awal}<int:baris_pk>/ubah/", _ubah(buku), name=f"{buku.nama}_ubah"),
        path(f"{awal}<int:baris_pk>/hapus/", _hapus(buku), name=f"{buku.nama}_hapus"),
    ]


def baris_buku(buku: Buku, unit: UnitKerja) -> QuerySet:
    """The living rows of this unit."""
    return buku.model.objects.hidup().filter(unit=unit).select_related(*buku.kaitan)


def _ambil(buku: Buku, unit: UnitKerja, baris_pk: int) -> BarisTahap:
    baris = get_object_or_404(baris_buku(buku, unit).select_related("dibuat_oleh"), pk=baris_pk)
    baris.unit = unit
    return baris


def _daftar(buku: Buku) -> Callable[..., HttpResponse]:
    @require_safe
    def daftar(request: HttpRequest, pk: int) -> HttpResponse:
        unit = ambil_unit(request, pk, buku.lihat)
        tahun = tahun_diminta(request)
        semua = baris_buku(buku, unit)
        if buku.per_tahun:
            semua = semua.filter(tahun=tahun)
        q = bersih_teks(request.GET.get("q"), 100)
        if q and buku.cari:
            cocok = Q()
            for nama in buku.cari:
                cocok |= Q(**{f"{nama}__icontains": q})
            semua = semua.filter(cocok)
        if buku.saring:
            semua = buku.saring(semua, request)
        jejak = jejak_unduhan(request.user, buku.nama) if buku.pribadi else None
        nama = f"{buku.slug}-{unit.kode}"
        if (jawab := unduhan(request, nama=nama, kolom=_kolom(buku), semua=semua, jejak=jejak)) is not None:
            return jawab
        page = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman"))
        konteks = {
            "buku": buku,
            "unit": unit,
            "tahun": tahun,
            "page": page,
            "q": q,
            "disaring": any(v for k, v in request.GET.items() if k not in {"tahun", "halaman"}),
            "boleh_isi": request.user.has_perm(buku.isi, unit),
            "tabel": f"units/{buku.nama}_tabel.html",
            "dapat_diunduh": True,
        }
        if buku.konteks_daftar:
            konteks |= buku.konteks_daftar(request, page)
        return render(request, konteks["tabel"] if request.htmx else buku.halaman_daftar, konteks)

    return daftar


def _kolom(buku: Buku) -> list[Kolom]:
    """The list as a table to take away: what the form of a row asks. Of other rows only what the list reads along."""
    bidang = [buku.model._meta.get_field(nama) for nama in buku.form._meta.fields]
    tampil = [b for b in bidang if not b.is_relation or b.name in buku.kaitan]
    return [(capfirst(b.verbose_name), partial(_isi_kolom, b)) for b in tampil]


def _isi_kolom(bidang: Field, baris: BarisTahap) -> Any:
    if bidang.choices:
        return getattr(baris, f"get_{bidang.name}_display")()
    nilai = getattr(baris, bidang.name)
    if isinstance(nilai, list):
        return ", ".join(map(str, nilai))
    return str(nilai) if bidang.is_relation and nilai is not None else nilai


def _baru(buku: Buku) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "POST"])
    def baru(request: HttpRequest, pk: int) -> HttpResponse:
        unit = ambil_unit(request, pk, buku.isi)
        tahun = tahun_diminta(request)
        awal = buku.awal(request, unit, tahun) if buku.awal else None
        form = buku.form(request.POST or None, unit=unit, tahun=tahun, initial=awal)
        if request.method == "POST" and form.is_valid():
            try:
                baris = buku.buat(
                    baris=form.save(commit=False), actor=request.user, kiriman=form.cleaned_data["kiriman"]
                )
            except UnitsError as error:
                form.add_error(None, error.message)
            else:
                form.instance = baris
                form._save_m2m()
                messages.success(request, _("%(apa)s tersimpan.") % {"apa": capfirst(buku.satu)})
                return redirect(buku.alamat_sesudah(unit, baris))
        return _formulir(request, buku, form, unit, None, buku.alamat("list", unit))

    return baru


def _detail(buku: Buku) -> Callable[..., HttpResponse]:
    @require_safe
    def detail(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
        unit = ambil_unit(request, pk, buku.lihat)
        baris = _ambil(buku, unit, baris_pk)
        konteks = {
            "buku": buku,
            "unit": unit,
            "baris": baris,
            "boleh_isi": request.user.has_perm(buku.isi, unit),
            "riwayat": riwayat(buku.model.BENDA, baris.pk),
            "bukti": bukti_tahap(buku.model.BENDA, [baris.pk]).get(baris.pk, []) if buku.bukti else [],
            "isi": f"units/{buku.nama}_isi.html",
        }
        if buku.konteks_baris:
            konteks |= buku.konteks_baris(request, baris)
        return render(request, buku.halaman_baris, konteks)

    return detail


def _ubah(buku: Buku) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "POST"])
    def ubah(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
        unit = ambil_unit(request, pk, buku.isi)
        baris = _ambil(buku, unit, baris_pk)
        kembali = buku.alamat("detail", unit, baris.pk)
        form = buku.form(request.POST or None, instance=baris, unit=unit, tahun=baris.tahun)
        status = 200
        if request.method == "POST":
            status = 422
            if form.is_valid():
                try:
                    buku.ubah(
                        baris=form.instance,
                        ubah={n: v for n, v in form.isi().items() if n not in form.m2m()},
                        versi=form.cleaned_data["versi"] or 0,
                        actor=request.user,
                    )
                except BarisBentrok as error:
                    form.bentrok(error.kini)
                    form.add_error(None, error.message)
                    status = 409
                except UnitsError as error:
                    form.add_error(None, error.message)
                else:
                    form._save_m2m()
                    messages.success(request, _("%(apa)s tersimpan.") % {"apa": capfirst(buku.satu)})
                    return redirect(buku.alamat_sesudah(unit, baris))
        return _formulir(request, buku, form, unit, baris, kembali, status=status)

    return ubah


def _hapus(buku: Buku) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "POST"])
    def hapus(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
        """Ask, then take the row out of the list; a repeat finds it gone already."""
        unit = ambil_unit(request, pk, buku.isi)
        baris = get_object_or_404(buku.model.objects.filter(unit=unit), pk=baris_pk)
        if request.method == "POST" or baris.dihapus_pada:
            try:
                buku.hapus(baris=baris, actor=request.user, alasan=bersih_teks(request.POST.get("alasan"), 500))
            except UnitsError as error:
                messages.error(request, error.message)
                return redirect(buku.alamat("detail", unit, baris.pk))
            messages.success(request, _("%(apa)s dihapus. Jejaknya tetap tercatat.") % {"apa": capfirst(buku.satu)})
            return redirect(buku.alamat("list", unit))
        konteks = {
            "buku": buku,
            "unit": unit,
            "baris": baris,
            "kembali": buku.alamat("detail", unit, baris.pk),
        }
        return render(request, "units/buku_hapus.html", konteks)

    return hapus


def _formulir(
    request: HttpRequest,
    buku: Buku,
    form: BarisForm,
    unit: UnitKerja,
    baris: BarisTahap | None,
    kembali: str,
    *,
    status: int | None = None,
) -> HttpResponse:
    konteks = {"buku": buku, "form": form, "unit": unit, "baris": baris, "kembali": kembali}
    kode = status or (422 if request.method == "POST" else 200)
    return render(request, buku.halaman_form, konteks, status=kode)
