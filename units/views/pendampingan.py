"""Assistance on the screen: the log of a unit, and the calendar of TPI."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from units.forms.pemantauan import HasilForm, PendampinganForm
from units.models import Pendampingan, UnitKerja
from units.selectors.pemantauan import Bentrok, bentrok, pendampingan_antara, petugas_bentrok
from units.selectors.tahap import TAHUN_AKHIR, TAHUN_AWAL, bukti_tahap, riwayat
from units.services.pendampingan import batalkan, catat_hasil, rencanakan, ubah_pendampingan
from units.views.buku import Buku, baris_buku
from units.views.formulir import formulir, lakukan
from units.views.tindakan import ambil_unit, tahun_diminta, wajib
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.templatetags.zi import BULAN
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25

PENDAMPINGAN = Buku(
    model=Pendampingan,
    form=PendampinganForm,
    slug="pendampingan",
    judul=gettext_lazy("Asistensi dan pendampingan"),
    penjelasan=gettext_lazy("Pertemuan TPI dengan unit: yang direncanakan, dan apa hasilnya."),
    kosong=gettext_lazy("Belum ada pendampingan"),
    cari=("topik", "hasil", "tempat"),
    isi="units.pantau",
)


# The columns of the list as a table to take away.
KOLOM = (
    (gettext_lazy("Mulai"), lambda x: x.mulai),
    (gettext_lazy("Selesai"), lambda x: x.selesai),
    (gettext_lazy("Bentuk"), lambda x: x.get_bentuk_display()),
    (gettext_lazy("Topik"), lambda x: x.topik),
    (gettext_lazy("Area"), lambda x: x.get_area_display() or ""),
    (gettext_lazy("Tempat"), lambda x: x.tempat),
    (gettext_lazy("Petugas TPI"), lambda x: ", ".join(p.nama for p in x.petugas.all())),
    (gettext_lazy("Hasil"), lambda x: x.hasil),
    (gettext_lazy("Dibatalkan"), lambda x: x.dibatalkan),
)


@require_safe
def pendampingan_list(request: HttpRequest, pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    tahun = tahun_diminta(request)
    semua = baris_buku(PENDAMPINGAN, unit).filter(tahun=tahun)
    if q := bersih_teks(request.GET.get("q"), 100):
        semua = semua.filter(topik__icontains=q) | semua.filter(hasil__icontains=q) | semua.filter(tempat__icontains=q)
    semua = semua.prefetch_related("petugas").order_by("-mulai", "-pk")
    jawab = unduhan(request, nama=f"pendampingan-{unit.kode}-{tahun}", kolom=KOLOM, semua=semua)
    if jawab is not None:
        return jawab
    konteks = {
        "dapat_diunduh": True,
        "buku": PENDAMPINGAN,
        "unit": unit,
        "tahun": tahun,
        "page": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "q": q,
        "disaring": bool(q),
        "boleh_isi": request.user.has_perm("units.pantau", unit),
        "kini": timezone.now(),
        "tabel": "units/pendampingan_tabel.html",
    }
    return render(request, "units/pendampingan_list.html", konteks)


@require_http_methods(["GET", "POST"])
def pendampingan_baru(request: HttpRequest, pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau", unit)
    form = PendampinganForm(
        request.POST or None, unit=unit, tahun=tahun_diminta(request), initial={"petugas": [request.user.pk]}
    )

    def simpan() -> Pendampingan:
        baris = rencanakan(
            pendampingan=form.save(commit=False),
            petugas=form.cleaned_data["petugas"],
            actor=request.user,
            kiriman=form.cleaned_data["kiriman"],
        )
        _ingatkan_bentrok(request, baris)
        return baris

    return formulir(request, buku=PENDAMPINGAN, form=form, simpan=simpan, kembali=PENDAMPINGAN.alamat("list", unit))


@require_safe
def pendampingan_detail(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    baris = _ambil(unit, baris_pk)
    boleh = request.user.has_perm("units.pantau", unit) and not baris.dibatalkan
    konteks = {
        "buku": PENDAMPINGAN,
        "unit": unit,
        "baris": baris,
        "petugas": list(baris.petugas.order_by("nama")),
        "boleh_ubah": boleh,
        "boleh_hasil": boleh and baris.berlangsung,
        "boleh_batal": boleh and not baris.hasil,
        "bentrok": petugas_bentrok(baris) if boleh and not baris.hasil else [],
        "boleh_bukti": request.user.has_perm("units.isi_tahap", unit),
        "bukti": bukti_tahap(baris.BENDA, [baris.pk]).get(baris.pk, []),
        "riwayat": riwayat(baris.BENDA, baris.pk),
        "tz": unit.instansi.tz,
        "kini": timezone.now(),
    }
    return render(request, "units/pendampingan_detail.html", konteks)


@require_http_methods(["GET", "POST"])
def pendampingan_ubah(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau", unit)
    baris = _ambil(unit, baris_pk)
    form = PendampinganForm(request.POST or None, instance=baris, unit=unit, tahun=baris.tahun)

    def simpan() -> Pendampingan:
        isi = form.isi()
        petugas = isi.pop("petugas")
        hasil = ubah_pendampingan(
            pendampingan=form.instance,
            ubah=isi,
            petugas=petugas,
            versi=form.cleaned_data["versi"] or 0,
            actor=request.user,
        )
        _ingatkan_bentrok(request, hasil)
        return hasil

    kembali = PENDAMPINGAN.alamat("detail", unit, baris.pk)
    return formulir(request, buku=PENDAMPINGAN, form=form, simpan=simpan, kembali=kembali)


@require_http_methods(["GET", "POST"])
def pendampingan_hasil(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau", unit)
    baris = _ambil(unit, baris_pk)
    form = HasilForm(request.POST or None, instance=baris, unit=unit, tahun=baris.tahun)
    return formulir(
        request,
        buku=PENDAMPINGAN,
        form=form,
        simpan=lambda: catat_hasil(
            pendampingan=form.instance,
            hasil=form.cleaned_data["hasil"],
            versi=form.cleaned_data["versi"] or 0,
            actor=request.user,
        ),
        kembali=PENDAMPINGAN.alamat("detail", unit, baris.pk),
        template="units/pendampingan_hasil.html",
    )


@require_http_methods(["GET", "POST"])
def pendampingan_batal(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    """Ask for the reason, then call it off."""
    unit = ambil_unit(request, pk)
    wajib(request, "units.pantau", unit)
    baris = _ambil(unit, baris_pk)
    kembali = PENDAMPINGAN.alamat("detail", unit, baris.pk)
    alasan = bersih_teks(request.POST.get("alasan"), 2000)
    galat = ""
    if request.method == "POST":
        galat = lakukan(
            request,
            lambda: batalkan(pendampingan=baris, alasan=alasan, actor=request.user),
            objek=baris,
            aksi="batalkan",
            berhasil=_("Pendampingan dibatalkan. Unit dan petugas diberi tahu."),
        )
        if not galat:
            return redirect(kembali)
    konteks = {"buku": PENDAMPINGAN, "unit": unit, "baris": baris, "kembali": kembali, "alasan": alasan, "galat": galat}
    return render(request, "units/pendampingan_batal.html", konteks, status=422 if galat else 200)


def _ambil(unit: UnitKerja, baris_pk: int) -> Pendampingan:
    baris = get_object_or_404(baris_buku(PENDAMPINGAN, unit).select_related("dibuat_oleh"), pk=baris_pk)
    baris.unit = unit
    return baris


def _ingatkan_bentrok(request: HttpRequest, baris: Pendampingan) -> None:
    if orang := petugas_bentrok(baris):
        nama = ", ".join(o.nama for o in orang)
        messages.warning(
            request, _("%(nama)s juga bertugas di pendampingan lain pada waktu yang sama.") % {"nama": nama}
        )


# --- The calendar ---------------------------------------------------------------------------------------------------
@dataclass
class Hari:
    tanggal: dt.date
    bulan_ini: bool
    hari_ini: bool
    acara: list[Pendampingan] = field(default_factory=list)


@require_safe
def pendampingan_kalender(request: HttpRequest) -> HttpResponse:
    """One month of all units the person follows as TPI; each day as the clock of its instansi has it."""
    wajib(request, "units.pantau_instansi")
    tahun, bulan = _bulan_diminta(request)
    minggu = calendar.Calendar().monthdatescalendar(tahun, bulan)
    # A day more at both ends: the zones of the nation differ.
    awal = timezone.make_aware(dt.datetime.combine(minggu[0][0], dt.time.min)) - dt.timedelta(days=1)
    akhir = timezone.make_aware(dt.datetime.combine(minggu[-1][-1], dt.time.max)) + dt.timedelta(days=1)
    jadwal = pendampingan_antara(request.user, awal, akhir)
    kini = timezone.localdate()
    hari = {t: Hari(t, t.month == bulan, t == kini) for deret in minggu for t in deret}
    for p in jadwal:
        tz = p.unit.instansi.tz
        tanggal, sampai = p.mulai.astimezone(tz).date(), p.selesai.astimezone(tz).date()
        while tanggal <= sampai:
            if tanggal in hari:
                hari[tanggal].acara.append(p)
            tanggal += dt.timedelta(days=1)
    tabrakan = bentrok(jadwal)
    konteks = {
        "minggu": [[hari[t] for t in deret] for deret in minggu],
        "judul_bulan": f"{BULAN[bulan - 1]} {tahun}",
        "sebelum": _geser(tahun, bulan, -1),
        "sesudah": _geser(tahun, bulan, 1),
        "jumlah": len({p.pk for h in hari.values() if h.bulan_ini for p in h.acara}),
        "bentrok": tabrakan,
        "bentrok_pk": {pk for b in tabrakan for pk in _kedua(b)},
        "nama_hari": [_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu")],
        "kini": timezone.now(),
    }
    return render(request, "units/pendampingan_kalender.html", konteks)


def _kedua(b: Bentrok) -> tuple[int, int]:
    return b.satu.pk, b.dua.pk


def _bulan_diminta(request: HttpRequest) -> tuple[int, int]:
    """``?bulan=2026-11`` of the address, else the present month."""
    cocok = re.fullmatch(r"([0-9]{4})-([0-9]{2})", request.GET.get("bulan", ""))
    if cocok:
        tahun, bulan = int(cocok[1]), int(cocok[2])
        if TAHUN_AWAL <= tahun <= TAHUN_AKHIR and 1 <= bulan <= 12:
            return tahun, bulan
    kini = timezone.localdate()
    return kini.year, kini.month


def _geser(tahun: int, bulan: int, selisih: int) -> str:
    """The month before or after, as the address writes it; "" beyond the years there are."""
    nomor = tahun * 12 + bulan - 1 + selisih
    return f"{nomor // 12:04d}-{nomor % 12 + 1:02d}" if TAHUN_AWAL <= nomor // 12 <= TAHUN_AKHIR else ""
