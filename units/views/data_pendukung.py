"""Figures on the screen: a quarter in groups, the year as a table, one figure's history; and the register of IKU."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from units.enums.data_pendukung import katalog
from units.enums.tahap import Triwulan
from units.errors import BarisBentrok, UnitsError
from units.forms.data_pendukung import IKUForm, KelompokForm, RealisasiForm
from units.models import IKU, UnitKerja
from units.selectors.data_pendukung import (
    Setahun,
    angka_setahun,
    capaian_banyak,
    capaian_iku,
    keganjilan,
    riwayat_angka,
)
from units.selectors.triwulan import triwulan_kini
from units.services.data_pendukung import DataBentrok, simpan_data_pendukung, simpan_realisasi
from units.views.buku import Buku
from units.views.tindakan import ambil_unit, tahun_diminta, wajib
from zi_portal.common.masukan import angka


def triwulan_diminta(request: HttpRequest, tahun: int) -> int:
    """``?triwulan=`` of the address, else the one people most likely fill."""
    tw = angka(request.GET.get("triwulan"))
    return tw if tw in Triwulan.values else triwulan_kini(tahun)


@require_http_methods(["GET", "POST"])
def data_pendukung(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of a quarter; a group is saved at once. ``?tampilan=tahun`` shows the four quarters side by side."""
    unit = ambil_unit(request, pk)
    tahun = tahun_diminta(request)
    triwulan = triwulan_diminta(request, tahun)
    setahun = angka_setahun(unit, tahun)
    boleh_isi = request.user.has_perm("units.isi_tahap", unit)
    terkirim, status, konteks = None, 200, {}
    if request.method == "POST":
        wajib(request, "units.isi_tahap", unit)
        kelompok = katalog().cari(request.POST.get("kelompok", ""))
        if kelompok is None:
            raise Http404
        terkirim = KelompokForm(kelompok, setahun, triwulan, request.POST)
        status, konteks = _kirim(request, unit, tahun, terkirim)
        if status == 200 and "tersimpan" in konteks:
            setahun = angka_setahun(unit, tahun)
            terkirim = KelompokForm(kelompok, setahun, triwulan)
            if not request.htmx:
                messages.success(request, konteks["tersimpan"])
                return redirect(f"{_alamat(unit, tahun, triwulan)}#{kelompok.slug}")
    konteks |= {"unit": unit, "tahun": tahun, "triwulan": triwulan, "boleh_isi": boleh_isi}
    if request.htmx and terkirim:
        konteks |= {"form": terkirim, "ganjil": keganjilan(terkirim.kelompok, setahun, triwulan), "baru": True}
        return render(request, "units/_data_kelompok.html", konteks, status=status)
    konteks |= _halaman(request, unit, tahun, triwulan, setahun, terkirim)
    return render(request, "units/data_pendukung.html", konteks, status=status)


def _kirim(request: HttpRequest, unit: UnitKerja, tahun: int, form: KelompokForm) -> tuple[int, dict[str, object]]:
    """Carry out what was posted for one group: the answer's status and what the page then says."""
    if request.POST.get("aksi") == "salin":
        n = form.salin_lalu()
        return 200, {
            "disalin": _("%(n)d angka disalin dari triwulan lalu. Periksa, lalu simpan.") % {"n": n}
            if n
            else _("Tidak ada isian kosong yang dapat disalin dari triwulan lalu.")
        }
    if not form.is_valid():
        form.galat = [_("Belum ada yang disimpan. Perbaiki isian yang ditandai.")]
        return 422, {}
    try:
        berubah = simpan_data_pendukung(
            unit=unit, tahun=tahun, triwulan=form.triwulan, isian=form.isian(), actor=request.user
        )
    except DataBentrok as error:
        form.bentrok(error.kini)
        form.galat = [error.message]
        return 409, {}
    except UnitsError as error:
        form.galat = [error.message]
        return 422, {}
    jam = f"{timezone.localtime():%H.%M}"
    pesan = _("Tersimpan %(jam)s: %(kelompok)s.") if berubah else _("%(kelompok)s tidak berubah.")
    return 200, {"tersimpan": pesan % {"jam": jam, "kelompok": form.kelompok.judul}}


def _halaman(
    request: HttpRequest, unit: UnitKerja, tahun: int, triwulan: int, setahun: Setahun, terkirim: KelompokForm | None
) -> dict[str, object]:
    kat = katalog()
    form = [
        terkirim if terkirim and terkirim.kelompok is k else KelompokForm(k, setahun, triwulan) for k in kat.kelompok
    ]
    per_tahun = request.GET.get("tampilan") == "tahun" and terkirim is None
    return {
        "per_tahun": per_tahun,
        "daftar": [(f, keganjilan(f.kelompok, setahun, triwulan)) for f in form],
        "tabel": _tabel(setahun) if per_tahun else [],
        "terisi": sum(f.terisi for f in form),
        "semua": len(kat.butir),
        "tab": [
            {
                "url": _alamat(unit, tahun, tw.value),
                "label": tw.label,
                "jumlah": sum(1 for (_k, t), b in setahun.items() if t == tw and b.nilai is not None),
                "kini": not per_tahun and tw == triwulan,
            }
            for tw in Triwulan
        ]
        + [
            {
                "url": f"{reverse('units:data_pendukung', args=[unit.pk])}?tahun={tahun}&tampilan=tahun",
                "label": _("Setahun"),
                "jumlah": None,
                "kini": per_tahun,
            }
        ],
        "nama_triwulan": Triwulan(triwulan).label,
        "nama_lalu": Triwulan(triwulan - 1).label
        if triwulan > 1
        else _("Triwulan IV %(tahun)d") % {"tahun": tahun - 1},
    }


def _tabel(setahun: Setahun) -> list[tuple[str, list[tuple[object, list[object], object]]]]:
    """The year: heading, and per figure its four quarters and the one that counts."""
    hasil = []
    for k in katalog().kelompok:
        baris = []
        for a in k.butir:
            empat = [setahun.get((a.kode, tw)) for tw in Triwulan.values]
            berlaku = next((b for b in reversed(empat) if b and b.nilai is not None), None)
            baris.append((a, empat, berlaku))
        hasil.append((k.judul, baris))
    return hasil


def _alamat(unit: UnitKerja, tahun: int, triwulan: int) -> str:
    return f"{reverse('units:data_pendukung', args=[unit.pk])}?tahun={tahun}&triwulan={triwulan}"


@require_safe
def data_pendukung_riwayat(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """One figure over a year: its quarters, and who changed what."""
    unit = ambil_unit(request, pk)
    butir = katalog().butir.get(kode)
    if butir is None:
        raise Http404
    tahun = tahun_diminta(request)
    setahun = angka_setahun(unit, tahun)
    konteks = {
        "unit": unit,
        "tahun": tahun,
        "angka": butir,
        "empat": [(tw, setahun.get((kode, tw.value))) for tw in Triwulan],
        "jejak": [(Triwulan(tw).label, j) for j, tw in riwayat_angka(unit, tahun, kode)],
    }
    return render(request, "units/data_pendukung_riwayat.html", konteks)


# IKU ----------------------------------------------------------------------------------------------------------------


def _konteks_daftar(request: HttpRequest, page: object) -> dict[str, object]:
    return {"capaian": capaian_banyak(page.object_list)}


def _konteks_baris(request: HttpRequest, iku: IKU) -> dict[str, object]:
    return {"c": capaian_iku(iku, iku.realisasi.all())}


BUKU_IKU = Buku(
    model=IKU,
    form=IKUForm,
    slug="iku",
    judul=gettext_lazy("Indikator kinerja utama"),
    penjelasan=gettext_lazy("Target tahun ini, capaian tiap triwulan, dan perbandingan dengan tahun lalu."),
    kosong=gettext_lazy("Belum ada IKU"),
    cari=("nama",),
    konteks_daftar=_konteks_daftar,
    konteks_baris=_konteks_baris,
    gaya="units/data_pendukung.css",
)


@require_http_methods(["GET", "POST"])
def iku_realisasi(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    """Target and reach of an IKU per quarter."""
    unit = ambil_unit(request, pk, "units.isi_tahap")
    iku = get_object_or_404(IKU.objects.hidup().filter(unit=unit), pk=baris_pk)
    iku.unit = unit
    kembali = reverse("units:iku_detail", args=[unit.pk, iku.pk])
    awal = _awal(iku)
    form = RealisasiForm(request.POST or None, initial=awal)
    status, kini = 200, []
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                simpan_realisasi(iku=iku, isian=form.isian(), versi=form.cleaned_data["versi"], actor=request.user)
            except BarisBentrok as error:
                form.add_error(None, error.message)
                form.data = form.data.copy()
                form.data["versi"] = str(error.kini.versi)
                kini = [
                    (f.label, awal.get(f.name))
                    for _tw, sepasang in form.per_triwulan()
                    for f in sepasang
                    if awal.get(f.name) != form.cleaned_data[f.name]
                ]
                status = 409
            else:
                messages.success(request, _("Realisasi IKU tersimpan."))
                return redirect(kembali)
    konteks = {"unit": unit, "baris": iku, "form": form, "kembali": kembali, "kini": kini}
    return render(request, "units/iku_realisasi.html", konteks, status=status)


def _awal(iku: IKU) -> dict[str, object]:
    awal: dict[str, object] = {"versi": iku.versi}
    for r in iku.realisasi.all():
        awal |= {f"target_{r.triwulan}": r.target, f"nilai_{r.triwulan}": r.nilai}
    return awal
