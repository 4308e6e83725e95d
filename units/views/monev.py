"""The quarterly monev, its follow-up, and the seven duties on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from units.enums.monev import Kewajiban, StatusKewajiban
from units.enums.tahap import Benda, StatusMonev, StatusTindakLanjut, Triwulan
from units.errors import UnitsError
from units.flow import FLOW
from units.forms.monev import AlasanForm, MonevForm, SelesaiForm, TindakLanjutForm
from units.models import Monev, TindakLanjutMonev, UnitKerja
from units.selectors.kewajiban import ObjekKewajiban
from units.selectors.kewajiban import kewajiban as keadaan_kewajiban
from units.selectors.monev import (
    laporan_monev,
    monev_setahun,
    ringkasan_awal,
    sidik_monev,
)
from units.selectors.tahap import bukti_tahap
from units.selectors.triwulan import triwulan_mulai
from units.services.monev import (
    buat_monev,
    buat_tindak_lanjut,
    buka_lagi_monev,
    hapus_monev,
    hapus_tindak_lanjut,
    sahkan_monev,
    selesaikan_tindak_lanjut,
    ubah_monev,
    ubah_tindak_lanjut,
)
from units.views.buku import Buku
from units.views.tindakan import ambil_unit, jalankan, tahun_diminta
from zi_portal.common.masukan import angka

GAYA = "units/monev.css"


def _daftar_monev(request: HttpRequest, page: Any) -> dict[str, Any]:
    """The four quarters of the year asked for; which of them may have a draft."""
    tahun = tahun_diminta(request)
    mulai = triwulan_mulai(tahun)
    setahun = monev_setahun(request.resolver_match.kwargs["pk"], tahun)
    return {"triwulan": [(t, monev, t in mulai) for t, monev in setahun], "ada": any(m for _t, m in setahun)}


def _isi_monev(request: HttpRequest, monev: Monev) -> dict[str, Any]:
    draf = monev.status == StatusMonev.DRAF
    return {
        "laporan": laporan_monev(monev),
        "draf": draf,
        "boleh_sahkan": request.user.has_perm("units.sahkan_tahap", monev.unit),
    }


def _awal_monev(request: HttpRequest, unit: UnitKerja, tahun: int) -> dict[str, Any]:
    """The quarter of the address, else the first that has none; and what the numbers say, to go on from."""
    diminta = angka(request.GET.get("triwulan"))
    kosong = [t for t, monev in monev_setahun(unit.pk, tahun) if monev is None and t in triwulan_mulai(tahun)]
    triwulan = Triwulan(diminta) if diminta in Triwulan.values else next(iter(kosong), Triwulan.I)
    laporan = laporan_monev(Monev(unit=unit, tahun=tahun, triwulan=triwulan.value))
    return {"triwulan": triwulan.value, "ringkasan": ringkasan_awal(laporan)}


MONEV = Buku(
    model=Monev,
    form=MonevForm,
    slug="monev",
    judul=gettext_lazy("Monev triwulan"),
    penjelasan=gettext_lazy("Setiap triwulan unit menilai jalannya rencana aksi, lalu pimpinan mengesahkannya."),
    kosong=gettext_lazy("Belum ada monev"),
    cari=(),
    kaitan=("unit__instansi", "disahkan_oleh"),
    konteks_daftar=_daftar_monev,
    konteks_baris=_isi_monev,
    awal=_awal_monev,
    buat=buat_monev,
    ubah=ubah_monev,
    hapus=hapus_monev,
    halaman_daftar="units/monev_list.html",
    halaman_baris="units/monev_detail.html",
    halaman_form="units/monev_form.html",
    gaya=GAYA,
)


def _ambil_monev(request: HttpRequest, pk: int, baris_pk: int, perm: str) -> Monev:
    unit = ambil_unit(request, pk, perm)
    monev = get_object_or_404(Monev.objects.hidup().filter(unit=unit), pk=baris_pk)
    monev.unit = unit
    return monev


@require_http_methods(["GET", "POST"])
def monev_gerak(request: HttpRequest, pk: int, baris_pk: int, aksi: str) -> HttpResponse:
    """Ask, then make a move of a monev: sign it, or open it again with a reason."""
    if (langkah := FLOW[Benda.MONEV].get(aksi)) is None:
        raise Http404
    monev = _ambil_monev(request, pk, baris_pk, langkah.perm)
    kembali = MONEV.alamat("detail", monev.unit, monev.pk)
    if monev.status not in langkah.sources:
        messages.error(
            request,
            _("Monev ini sekarang berstatus “%(status)s”. Tidak ada yang berubah.")
            % {"status": monev.get_status_display()},
        )
        return redirect(kembali)
    form = AlasanForm(request.POST or None) if langkah.butuh_alasan else None
    if request.method == "POST" and (form is None or form.is_valid()):
        if aksi == "sahkan":
            sidik = request.POST.get("sidik", "")
            jalankan(
                request,
                lambda: sahkan_monev(monev=monev, sidik=sidik, actor=request.user),
                berhasil=_("Monev disahkan. Keadaan rencana aksi disimpan seperti saat ini."),
            )
        else:
            alasan = form.cleaned_data["alasan"]
            jalankan(
                request,
                lambda: buka_lagi_monev(monev=monev, alasan=alasan, actor=request.user),
                berhasil=_("Monev dibuka lagi sebagai draf."),
            )
        return redirect(kembali)
    konteks = {
        "buku": MONEV,
        "unit": monev.unit,
        "monev": monev,
        "aksi": aksi,
        "form": form,
        "kembali": kembali,
        "sidik": sidik_monev(monev),
        "laporan": laporan_monev(monev),
    }
    return render(request, "units/monev_gerak.html", konteks, status=422 if form and form.is_bound else 200)


# --- Follow-up --------------------------------------------------------------------------------------------------------


def _isi_tindak_lanjut(request: HttpRequest, baris: TindakLanjutMonev) -> dict[str, Any]:
    terbuka = baris.status == StatusTindakLanjut.TERBUKA
    boleh = request.user.has_perm("units.isi_tahap", baris.unit)
    return {
        "boleh_selesai": boleh and terbuka,
        # What was decided stays as it was signed.
        "boleh_isi": boleh,
        "boleh_ubah": boleh and terbuka and baris.monev.status == StatusMonev.DRAF,
    }


def _awal_tindak_lanjut(request: HttpRequest, unit: UnitKerja, tahun: int) -> dict[str, Any]:
    """The monev of the address, else the newest draft."""
    draf = Monev.objects.hidup().filter(unit=unit, status=StatusMonev.DRAF).order_by("-tahun", "-triwulan")
    diminta = angka(request.GET.get("monev"))
    return {"monev": diminta or draf.values_list("pk", flat=True).first()}


def _saring_tindak_lanjut(baris, request: HttpRequest):
    status = request.GET.get("status")
    return baris.filter(status=status) if status in StatusTindakLanjut.values else baris


TINDAK_LANJUT = Buku(
    model=TindakLanjutMonev,
    form=TindakLanjutForm,
    slug="tindak-lanjut",
    judul=gettext_lazy("Tindak lanjut monev"),
    penjelasan=gettext_lazy("Apa yang diputuskan dalam monev: apa, oleh siapa, sampai kapan, dan apa hasilnya."),
    kosong=gettext_lazy("Belum ada tindak lanjut"),
    cari=("uraian", "pic_nama", "hasil"),
    kaitan=("monev",),
    saring=_saring_tindak_lanjut,
    konteks_baris=_isi_tindak_lanjut,
    awal=_awal_tindak_lanjut,
    buat=buat_tindak_lanjut,
    ubah=ubah_tindak_lanjut,
    hapus=hapus_tindak_lanjut,
    sesudah=lambda baris: reverse("units:monev_detail", args=[baris.unit_id, baris.monev_id]) + "#tindak-lanjut",
    halaman_daftar="units/tindak_lanjut_list.html",
    halaman_baris="units/tindak_lanjut_detail.html",
)


@require_http_methods(["GET", "POST"])
def tindak_lanjut_selesai(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    """Say what came of a follow-up; a repeat finds it done."""
    unit = ambil_unit(request, pk, "units.isi_tahap")
    baris = get_object_or_404(TindakLanjutMonev.objects.hidup().filter(unit=unit).select_related("monev"), pk=baris_pk)
    kembali = TINDAK_LANJUT.alamat("detail", unit, baris.pk)
    form = SelesaiForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        hasil = form.cleaned_data["hasil"]
        try:
            selesaikan_tindak_lanjut(baris=baris, hasil=hasil, actor=request.user)
        except UnitsError as error:
            if baris.hasil != hasil:  # somebody was faster with other words; a repeat of the same is no news
                form.add_error(None, error.message)
                status = 409
        if status != 409:
            messages.success(request, _("Tindak lanjut selesai, hasilnya tersimpan."))
            return redirect(kembali)
    konteks = {"buku": TINDAK_LANJUT, "unit": unit, "baris": baris, "form": form, "kembali": kembali}
    return render(request, "units/tindak_lanjut_selesai.html", konteks, status=status)


# --- The seven duties -------------------------------------------------------------------------------------------------

# Where each duty is worked on: a view or a place on the page, and its name.
TEMPAT: dict[Kewajiban, Sequence[tuple[str, str]]] = {
    Kewajiban.KOMITMEN: (
        ("units:pencanangan_list", gettext_lazy("Pencanangan")),
        ("units:pakta", gettext_lazy("Pakta integritas")),
    ),
    Kewajiban.PENGUNGKIT: (("units:aksi_list", gettext_lazy("Rencana aksi")),),
    Kewajiban.SURVEI: (("#survei", gettext_lazy("Laporan survei di bawah")),),
    Kewajiban.INOVASI: (("units:inovasi_list", gettext_lazy("Inovasi")),),
    Kewajiban.PROGRAM: (("units:program_list", gettext_lazy("Program masyarakat")),),
    Kewajiban.KOMUNIKASI: (("units:publikasi_list", gettext_lazy("Publikasi")),),
    Kewajiban.MONEV: (("units:monev_list", gettext_lazy("Monev triwulan")),),
}
NADA = {StatusKewajiban.TERPENUHI: "baik", StatusKewajiban.SEBAGIAN: "awas", StatusKewajiban.BELUM: ""}


@require_safe
def kewajiban(request: HttpRequest, pk: int) -> HttpResponse:
    """The seven duties of a unit's year, as they stand."""
    unit = ambil_unit(request, pk)
    tahun = tahun_diminta(request)
    semua = keadaan_kewajiban(unit, tahun)
    survei = ObjekKewajiban(unit, tahun, Kewajiban.SURVEI)
    konteks = {
        "unit": unit,
        "tahun": tahun,
        "baris": [(k, NADA[k.status], _tempat(k.kewajiban, unit, tahun)) for k in semua],
        "terpenuhi": sum(k.status == StatusKewajiban.TERPENUHI for k in semua),
        "survei": survei,
        "bukti_survei": bukti_tahap(Benda.KEWAJIBAN, [survei.pk], unit).get(survei.pk, []),
        "boleh_isi": request.user.has_perm("units.isi_tahap", unit),
    }
    return render(request, "units/kewajiban.html", konteks)


def _tempat(satu: Kewajiban, unit: UnitKerja, tahun: int) -> list[tuple[str, str]]:
    return [
        (nama if nama.startswith("#") else f"{reverse(nama, args=[unit.pk])}?tahun={tahun}", label)
        for nama, label in TEMPAT[satu]
    ]
