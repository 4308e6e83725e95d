"""Master data in bulk: tables of an instansi and of the whole nation on their way in."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.enums import Lingkup
from units.imports import JENIS, JenisImpor
from units.models import Impor, Instansi
from units.selectors.impor import impor_induk, instansi_impor, jenis_induk
from units.views import impor as bersama
from zi_portal.common.masukan import angka
from zi_portal.common.unduh import unduhan

# The frame these pages stand in.
DASAR = "units/induk.html"


@dataclass(frozen=True, slots=True)
class LetakInduk:
    """As ``LetakUnit``, for an instansi; without one, for the nation."""

    instansi: Instansi | None
    unit: None = None
    dasar: str = DASAR

    @property
    def pemilik(self) -> Instansi | None:
        return self.instansi

    @property
    def kode(self) -> str:
        return self.instansi.kode if self.instansi else ""

    def daftar(self) -> str:
        return reverse("units:induk_list")

    def baru(self, kind: JenisImpor, tahun: int | None = None) -> str:
        return f"{reverse('units:induk_baru', args=[kind.kunci])}{self._tanya(tahun)}"

    def contoh(self, kind: JenisImpor) -> str:
        return f"{reverse('units:induk_contoh', args=[kind.kunci])}{self._tanya() or '?'}"

    def impor(self, impor: Impor, tindakan: str = "detail") -> str:
        return reverse(f"units:induk_{tindakan}", args=[impor.pk])

    def _tanya(self, tahun: int | None = None) -> str:
        isi = {"instansi": self.instansi.pk} if self.instansi else {}
        isi |= {"tahun": tahun} if tahun else {}
        return f"?{urlencode(isi)}" if isi else ""


def _jenis_or_404(jenis: str) -> JenisImpor:
    if jenis not in JENIS or JENIS[jenis].lingkup == Lingkup.UNIT:
        raise Http404
    return JENIS[jenis]


def _letak(request: HttpRequest, kind: JenisImpor) -> LetakInduk | None:
    """Where a table of this kind goes: the instansi named in the address, else the only one there is. None when one is
    still to be chosen. Raises PermissionDenied for a person who has none, Http404 for one that is not theirs."""
    if kind.lingkup == Lingkup.NASIONAL:
        if not request.user.has_perm(kind.izin):
            raise PermissionDenied
        return LetakInduk(None)
    milik = instansi_impor(request.user, kind)
    if not milik:
        raise PermissionDenied
    if diminta := request.GET.get("instansi", ""):
        pk = angka(diminta)
        return LetakInduk(get_object_or_404(Instansi, pk=next((i.pk for i in milik if i.pk == pk), 0)))
    return LetakInduk(milik[0]) if len(milik) == 1 else None


def _impor_or_404(request: HttpRequest, pk: int) -> tuple[Impor, LetakInduk]:
    impor = get_object_or_404(impor_induk(request.user).filter(jenis__in=JENIS), pk=pk)
    return impor, LetakInduk(impor.instansi)


# The columns of the list as a table to take away.
KOLOM = (
    (gettext_lazy("Berkas"), lambda i: i.nama),
    (gettext_lazy("Jenis"), lambda i: JENIS[i.jenis].judul if i.jenis in JENIS else i.jenis),
    (gettext_lazy("Instansi"), lambda i: i.instansi.nama if i.instansi else ""),
    (gettext_lazy("Keadaan"), lambda i: i.get_status_display()),
    (gettext_lazy("Baris"), lambda i: i.baris),
    (gettext_lazy("Diunggah oleh"), lambda i: str(i.diunggah_oleh)),
    (gettext_lazy("Diunggah"), lambda i: i.diunggah_pada),
)


@require_safe
def induk_list(request: HttpRequest) -> HttpResponse:
    """The kinds one may hand in above the units, and every table handed in so far that one may read."""
    jenis = jenis_induk(request.user)
    if not jenis:
        raise PermissionDenied
    semua = impor_induk(request.user)
    if (jawab := unduhan(request, nama="impor", kolom=KOLOM, semua=semua)) is not None:
        return jawab
    konteks = {
        "page": bersama.halaman_impor(request, semua, bersama.PER_HALAMAN),
        "jenis": [(j, reverse("units:induk_baru", args=[j.kunci])) for j in jenis],
        "dasar": DASAR,
    }
    return render(request, "units/induk_list.html", konteks)


@require_http_methods(["GET", "POST"])
def induk_baru(request: HttpRequest, jenis: str) -> HttpResponse:
    """Hand in a table of one kind; where one has several instansi, chosen first."""
    kind = _jenis_or_404(jenis)
    letak = _letak(request, kind)
    if letak is None:
        konteks = {"jenis": kind, "pilihan_instansi": instansi_impor(request.user, kind), "dasar": DASAR}
        return render(request, "units/induk_pilih.html", konteks)
    terdahulu = impor_induk(request.user).filter(jenis=kind.kunci, instansi=letak.instansi)
    return bersama.jawab_baru(request, kind, letak, terdahulu)


@require_safe
def induk_contoh(request: HttpRequest, jenis: str) -> HttpResponse:
    """The template of a kind with the present data: ``?format=csv``, ``?bentuk=`` for another shape."""
    kind = _jenis_or_404(jenis)
    letak = _letak(request, kind)
    if letak is None:
        raise Http404
    return bersama.jawab_contoh(request, kind, letak)


@require_safe
def induk_detail(request: HttpRequest, impor_pk: int) -> HttpResponse:
    """How far a table is; then what is wrong with it, or what it changes. While it runs the page asks again."""
    return bersama.jawab_detail(request, *_impor_or_404(request, impor_pk))


@require_POST
def induk_terapkan(request: HttpRequest, impor_pk: int) -> HttpResponse:
    """Write what the preview shows."""
    return bersama.jawab_terapkan(request, *_impor_or_404(request, impor_pk))


@require_http_methods(["GET", "POST"])
def induk_batalkan(request: HttpRequest, impor_pk: int) -> HttpResponse:
    """Ask, then leave the table unwritten."""
    return bersama.jawab_batalkan(request, *_impor_or_404(request, impor_pk))


@require_safe
def induk_berkas(request: HttpRequest, impor_pk: int) -> HttpResponseBase:
    """The file as it was handed in, kept as a record."""
    return bersama.jawab_berkas(request, _impor_or_404(request, impor_pk)[0])
