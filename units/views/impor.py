"""Tables on their way in: hand one in, watch it being checked, read what it would change, apply it or leave it.

The pages of a unit's tables; those of an instansi and of the nation are in ``units.views.induk`` and share what
follows the dashes here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.enums import Lingkup
from units.enums.tahap import StatusImpor
from units.imports import JENIS, JenisImpor
from units.models import Impor, Instansi, JenisBaris, UnitKerja
from units.selectors.impor import baris_impor, impor_unit, jenis_pertama
from units.selectors.tahap import riwayat
from units.services.impor import BATALKAN_DARI, ImporDitolak, batalkan_impor, terapkan_impor, unggah_impor
from units.views.tindakan import ambil_unit, jalankan, tahun_diminta, wajib
from zi_portal.common import berkas as pemeriksa
from zi_portal.common.tabel import BARIS_MAKS, BITA_MAKS, MIME, Galat, tulis_csv, tulis_xlsx

PER_HALAMAN = 25


def _jenis_or_404(jenis: str) -> JenisImpor:
    if jenis not in JENIS or JENIS[jenis].lingkup != Lingkup.UNIT:
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
    boleh = [j for j in JENIS.values() if j.lingkup == Lingkup.UNIT and request.user.has_perm(j.izin, unit)]
    jenis = [(j, LetakUnit(unit).baru(j)) for j in boleh]
    page = halaman_impor(request, impor_unit(unit), PER_HALAMAN)
    return render(request, "units/impor_list.html", {"unit": unit, "page": page, "jenis": jenis, "dasar": TAHAP})


@require_http_methods(["GET", "POST"])
def impor_baru(request: HttpRequest, pk: int, jenis: str) -> HttpResponse:
    """Hand in a table of one kind; what is no table of this kind is refused here, with the reason."""
    kind = _jenis_or_404(jenis)
    unit = ambil_unit(request, pk, kind.izin)
    return jawab_baru(request, kind, LetakUnit(unit), impor_unit(unit, kind.kunci))


@require_safe
def impor_contoh(request: HttpRequest, pk: int, jenis: str) -> HttpResponse:
    """The template of a kind with the unit's present data: ``?format=csv``, ``?bentuk=`` for another shape."""
    kind = _jenis_or_404(jenis)
    return jawab_contoh(request, kind, LetakUnit(ambil_unit(request, pk, kind.izin)))


@require_safe
def impor_detail(request: HttpRequest, pk: int, impor_pk: int) -> HttpResponse:
    """How far a table is; then what is wrong with it, or what it changes. While it runs the page asks again."""
    impor = _impor_or_404(request, pk, impor_pk)
    return jawab_detail(request, impor, LetakUnit(impor.unit))


@require_POST
def impor_terapkan(request: HttpRequest, pk: int, impor_pk: int) -> HttpResponse:
    """Write what the preview shows."""
    impor = _impor_or_404(request, pk, impor_pk)
    return jawab_terapkan(request, impor, LetakUnit(impor.unit))


@require_http_methods(["GET", "POST"])
def impor_batalkan(request: HttpRequest, pk: int, impor_pk: int) -> HttpResponse:
    """Ask, then leave the table unwritten."""
    impor = _impor_or_404(request, pk, impor_pk)
    return jawab_batalkan(request, impor, LetakUnit(impor.unit))


@require_safe
def impor_berkas(request: HttpRequest, pk: int, impor_pk: int) -> HttpResponseBase:
    """The file as it was handed in, kept as a record."""
    return jawab_berkas(request, _impor_or_404(request, pk, impor_pk))


# What all imports share -----------------------------------------------------------------------------------------------

TAHAP = "units/tahap.html"


@dataclass(frozen=True, slots=True)
class LetakUnit:
    """Where the pages of a unit's imports are; ``dasar`` is the template they stand in."""

    unit: UnitKerja
    instansi: Instansi | None = None
    dasar: str = TAHAP

    @property
    def pemilik(self) -> UnitKerja:
        return self.unit

    @property
    def kode(self) -> str:
        return self.unit.kode

    def daftar(self) -> str:
        return reverse("units:impor_list", args=[self.unit.pk])

    def baru(self, kind: JenisImpor, tahun: int | None = None) -> str:
        alamat = reverse("units:impor_baru", args=[self.unit.pk, kind.kunci])
        return f"{alamat}?tahun={tahun}" if tahun else alamat

    def contoh(self, kind: JenisImpor) -> str:
        return f"{reverse('units:impor_contoh', args=[self.unit.pk, kind.kunci])}?"

    def impor(self, impor: Impor, tindakan: str = "detail") -> str:
        return reverse(f"units:impor_{tindakan}", args=[self.unit.pk, impor.pk])


def halaman_impor(request: HttpRequest, semua: QuerySet[Impor], banyak: int) -> Any:
    """A page of imports, each with its kind."""
    page = Paginator(semua, banyak).get_page(request.GET.get("halaman"))
    for impor in page.object_list:
        impor.kind = JENIS.get(impor.jenis)
    return page


def jawab_baru(request: HttpRequest, kind: JenisImpor, letak: Any, terdahulu: QuerySet[Impor]) -> HttpResponse:
    tahun = tahun_diminta(request)
    galat: tuple[Galat, ...] = ()
    if request.method == "POST":
        berkas = request.FILES.get("berkas")
        if berkas is None:
            galat = (Galat(_("Pilih berkas .xlsx, .ods, atau .csv lebih dahulu.")),)
        else:
            try:
                impor = unggah_impor(
                    unit=letak.unit,
                    instansi=letak.instansi,
                    tahun=tahun,
                    jenis=kind.kunci,
                    berkas=berkas,
                    nama=berkas.name,
                    actor=request.user,
                )
            except ImporDitolak as error:
                galat = error.galat
            else:
                return redirect(letak.impor(impor))
    konteks = {
        "unit": letak.unit,
        "instansi": letak.instansi,
        "letak": letak,
        "dasar": letak.dasar,
        "alamat_daftar": letak.daftar(),
        "alamat_contoh": letak.contoh(kind),
        "jenis": kind,
        "tahun": tahun,
        "galat": galat,
        "batas_baris": BARIS_MAKS,
        "batas_ukuran": pemeriksa.teks_ukuran(BITA_MAKS),
        "page": halaman_impor(request, terdahulu, 10),
    }
    return render(request, "units/impor_baru.html", konteks, status=422 if galat else 200)


def jawab_contoh(request: HttpRequest, kind: JenisImpor, letak: Any) -> HttpResponse:
    tahun = tahun_diminta(request)
    bentuk = next((b for b in kind.bentuk if b.kunci == request.GET.get("bentuk")), kind.bentuk[0])
    kepala = [k.nama for k in bentuk.kolom]
    resource = kind.resource(unit=letak.unit, instansi=letak.instansi, tahun=tahun, actor=request.user)
    baris = resource.isi_contoh(bentuk.kunci)
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
    nama = "-".join([kind.kunci, *([letak.kode] if letak.kode else []), *([str(tahun)] if kind.per_tahun else [])])
    jawab = HttpResponse(isi, content_type=MIME[akhiran])
    jawab["Content-Disposition"] = content_disposition_header(True, pemeriksa.nama_aman(f"{nama}.{akhiran}"))
    return pemeriksa.kunci_jawaban(jawab, csp=pemeriksa.CSP_UNDUH)


def jawab_detail(request: HttpRequest, impor: Impor, letak: Any) -> HttpResponse:
    kind = JENIS[impor.jenis]
    boleh = request.user.has_perm(kind.izin, letak.pemilik)
    hitung = impor.hasil.get("hitung", {})
    lihat = request.GET.get("lihat")
    lihat = lihat if lihat in JenisBaris.values else jenis_pertama(impor)
    boleh_baca = request.user.has_perm(kind.izin_baca, letak.pemilik)
    baris = baris_impor(impor, lihat) if hitung else impor.hasil.get("galat", [])
    konteks = {
        "unit": letak.unit,
        "instansi": letak.instansi,
        "dasar": letak.dasar,
        "alamat_daftar": letak.daftar(),
        "alamat": {t: letak.impor(impor, t) for t in ("detail", "terapkan", "batalkan", "berkas")},
        "alamat_baru": letak.baru(kind, impor.tahun),
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


def jawab_terapkan(request: HttpRequest, impor: Impor, letak: Any) -> HttpResponse:
    wajib(request, JENIS[impor.jenis].izin, letak.pemilik)
    sidik = request.POST.get("sidik", "")[:64]
    jalankan(request, lambda: terapkan_impor(impor=impor, sidik=sidik, actor=request.user))
    return redirect(letak.impor(impor))


def jawab_batalkan(request: HttpRequest, impor: Impor, letak: Any) -> HttpResponse:
    wajib(request, JENIS[impor.jenis].izin, letak.pemilik)
    if request.method == "POST":
        jalankan(
            request,
            lambda: batalkan_impor(impor=impor, actor=request.user),
            berhasil=_("Impor dibatalkan. Tidak ada yang ditulis."),
        )
        return redirect(letak.impor(impor))
    konteks = {
        "unit": letak.unit,
        "instansi": letak.instansi,
        "dasar": letak.dasar,
        "alamat_daftar": letak.daftar(),
        "kembali": letak.impor(impor),
        "impor": impor,
        "jenis": JENIS[impor.jenis],
    }
    return render(request, "units/impor_batalkan.html", konteks)


def jawab_berkas(request: HttpRequest, impor: Impor) -> HttpResponseBase:
    wajib(request, JENIS[impor.jenis].izin, impor.pemilik)
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
