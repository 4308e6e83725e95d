"""A unit's page through the year, and lists of units by stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from units.enums import PERAN_PELAYAN
from units.models import Instansi, UnitKerja
from units.selectors import akses
from units.selectors.keadaan import Keadaan, TahapUnit, keadaan_unit
from units.selectors.tahap_unit import SaringTahap, Tunggu, Urut, tahap_tiap, unit_tahap, urutan_unit
from units.selectors.tahun import ringkas_tahun
from units.views.tindakan import ambil_instansi, tahun_diminta
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25

PILIHAN_TUNGGU = (
    (Tunggu.TEMUAN, gettext_lazy("Temuan menunggu tindak lanjut")),
    (Tunggu.VERIFIKASI, gettext_lazy("Tindak lanjut menunggu verifikasi TPI")),
    (Tunggu.KONSULTASI, gettext_lazy("Konsultasi menunggu jawaban")),
    (Tunggu.PENCANANGAN, gettext_lazy("Pencanangan menunggu pimpinan")),
    (Tunggu.SK, gettext_lazy("Calon menunggu SK")),
    (Tunggu.REKOMENDASI, gettext_lazy("Rekomendasi menunggu pimpinan")),
)
PILIHAN_URUT = (
    (Urut.LEWAT, gettext_lazy("Terlambat dahulu")),
    (Urut.TAHAP, gettext_lazy("Tahap")),
    (Urut.NAMA, gettext_lazy("Nama unit")),
)


def unit_tahun(request: HttpRequest, unit: UnitKerja, konteks: dict[str, object]) -> HttpResponse:
    """The page of a unit's year; called by ``unit_detail`` for those who may follow its building."""
    tahun = tahun_diminta(request)
    ringkas = ringkas_tahun(request.user, unit, tahun)
    return render(request, "units/unit_tahun.html", konteks | {"tahun": tahun, "ringkas": ringkas})


@require_safe
def tahap_saya(request: HttpRequest) -> HttpResponse:
    """Every unit one follows. Who follows one unit alone goes to its page, who serves one instansi to its list."""
    a = akses(request.user)
    instansi = a.instansi_sebagai(*PERAN_PELAYAN)
    tanya = f"?{request.GET.urlencode()}" if request.GET else ""
    if len(a.unit_ids) == 1 and not instansi:
        (pk,) = a.unit_ids
        return redirect(reverse("units:unit_detail", args=[pk]) + tanya)
    if len(instansi) == 1 and not a.unit_ids:
        (pk,) = instansi
        return redirect(reverse("units:tahap_instansi", args=[pk]) + tanya)
    return _daftar(request, None)


@require_safe
def tahap_instansi(request: HttpRequest, pk: int) -> HttpResponse:
    """The units of one instansi; a TPI member finds those assigned."""
    return _daftar(request, ambil_instansi(request, pk, "units.lihat_tahap_instansi"))


def _saringan(request: HttpRequest) -> SaringTahap:
    """What the address asks for; what it cannot mean is left out."""
    tahap, tunggu, urut = (request.GET.get(n, "") for n in ("tahap", "tunggu", "urut"))
    return SaringTahap(
        tahap=tahap if tahap in TahapUnit.values else "",
        tunggu=tunggu if tunggu in {t.value for t in Tunggu} else "",
        lewat=request.GET.get("lewat") == "1",
        q=bersih_teks(request.GET.get("q"), 100),
        urut=urut if urut in {u.value for u in Urut} else Urut.LEWAT,
    )


def _keadaan(urutan: list[int], tahun: int) -> list[Keadaan]:
    keadaan = keadaan_unit(urutan, tahun)
    return [keadaan[pk] for pk in urutan]


# The columns of the list as a table to take away.
KOLOM = (
    (gettext_lazy("Unit kerja"), lambda k: k.unit.nama),
    (gettext_lazy("Kode"), lambda k: k.unit.kode),
    (gettext_lazy("Instansi"), lambda k: k.unit.instansi.nama),
    (gettext_lazy("Tahap"), lambda k: k.tahap.label),
    (gettext_lazy("Pakta ditandatangani"), lambda k: k.pakta),
    (gettext_lazy("Pegawai"), lambda k: k.pegawai),
    (gettext_lazy("Terakhir"), lambda k: k.terakhir),
)


def _daftar(request: HttpRequest, instansi: Instansi | None) -> HttpResponse:
    tahun, saring = tahun_diminta(request), _saringan(request)
    semua = tahap_tiap(unit_tahap(request.user, tahun, saring, instansi=instansi.pk if instansi else None), tahun)
    jumlah = Counter(tahap for _pk, tahap in semua)
    urutan = urutan_unit(semua, tahun, saring)
    nama = f"tahap-{instansi.kode if instansi else 'unit'}-{tahun}"
    jawab = unduhan(request, nama=nama, kolom=KOLOM, semua=urutan, rinci=lambda ids: _keadaan(ids, tahun))
    if jawab is not None:
        return jawab
    page = Paginator(urutan, PER_HALAMAN).get_page(request.GET.get("halaman"))
    konteks = {
        "instansi": instansi,
        "tahun": tahun,
        "saring": saring,
        "butir": _butir(tahun, saring, jumlah),
        "jumlah": len(semua),
        "page": page,
        "baris": _keadaan(page.object_list, tahun),
        "disaring": bool(saring.tahap or saring.tunggu or saring.lewat or saring.q),
        "pilihan_tunggu": PILIHAN_TUNGGU,
        "pilihan_urut": PILIHAN_URUT,
    }
    return render(request, "units/tahap_daftar.html", konteks)


def _butir(tahun: int, saring: SaringTahap, jumlah: Mapping[str, int]) -> list[dict[str, object]]:
    """The stages as chips; each keeps the other filters."""
    tetap = {"tahun": tahun, "q": saring.q, "tunggu": saring.tunggu, "urut": saring.urut}
    tetap |= {"lewat": "1" if saring.lewat else ""}

    def satu(nilai: str, label: object, n: int) -> dict[str, object]:
        isi = {k: v for k, v in {**tetap, "tahap": nilai}.items() if v}
        return {"url": f"?{urlencode(isi)}", "label": label, "jumlah": n, "kini": saring.tahap == nilai}

    return [
        satu("", _("Semua"), sum(jumlah.values())),
        *(satu(t.value, t.label, jumlah.get(t.value, 0)) for t in TahapUnit),
    ]
