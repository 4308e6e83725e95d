"""The declaration on the screen: a unit's own, and a joint one of the instansi."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from units.enums import Peran
from units.enums.tahap import STATUS_DICANANGKAN, Benda, LingkupPencanangan, StatusPencanangan
from units.errors import BarisBentrok, BarisMoved, UnitsError
from units.flow import FLOW
from units.forms.pencanangan import (
    PencananganBersamaForm,
    PencananganForm,
    PublikasiPencananganForm,
    SaksiFormSet,
)
from units.models import Instansi, Pencanangan, UnitKerja
from units.selectors.organisasi import anggota
from units.selectors.pakta import keadaan_pakta
from units.selectors.pencanangan import (
    BERSAMA,
    jumlah_pakta,
    kekurangan,
    pakta_peserta,
    pencanangan_berlaku,
    pencanangan_unit,
)
from units.selectors.tahap import bukti_tahap, riwayat
from units.services.pencanangan import (
    buat_pencanangan,
    gerakkan_pencanangan,
    hapus_pencanangan,
    tambah_publikasi,
    ubah_pencanangan,
)
from units.views.tindakan import ambil_instansi, ambil_unit, jalankan, wajib
from zi_portal.common.masukan import bersih_teks

PER_HALAMAN = 25
# What each move is called on its button, in the order of the way.
KATA = {
    "ajukan": gettext_lazy("Ajukan ke pimpinan"),
    "canangkan": gettext_lazy("Canangkan"),
    "kembalikan": gettext_lazy("Kembalikan"),
    "lengkapi": gettext_lazy("Nyatakan lengkap"),
    "batalkan": gettext_lazy("Batalkan"),
}
PENJELASAN = {
    "ajukan": gettext_lazy("Pimpinan menerima pemberitahuan dan memeriksa isinya. Selama itu draf tidak dapat diubah."),
    "canangkan": gettext_lazy("Isi pencanangan tidak dapat diubah lagi. Publikasi dan bukti tetap dapat ditambah."),
    "kembalikan": gettext_lazy("Draf dapat diubah lagi. Alasannya dibaca oleh yang menyusun."),
    "lengkapi": gettext_lazy("Tahap pencanangan dinyatakan selesai."),
    "batalkan": gettext_lazy("Pencanangan tidak berlaku lagi. Isi dan riwayatnya tetap tersimpan, dengan alasannya."),
}
BERHASIL = {
    "ajukan": gettext_lazy("Pencanangan diajukan ke pimpinan."),
    "canangkan": gettext_lazy("Pencanangan dikonfirmasi."),
    "kembalikan": gettext_lazy("Pencanangan dikembalikan untuk diperbaiki."),
    "lengkapi": gettext_lazy("Pencanangan lengkap."),
    "batalkan": gettext_lazy("Pencanangan dibatalkan."),
}


def _ambil(request: HttpRequest, pk: int, baris_pk: int) -> tuple[UnitKerja, Pencanangan]:
    """The unit from whose page one looks, and the declaration that stands there."""
    unit = ambil_unit(request, pk)
    ada = pencanangan_unit(unit).select_related("unit__instansi", "dibuat_oleh")
    return unit, get_object_or_404(ada, pk=baris_pk)


def _langkah(request: HttpRequest, p: Pencanangan) -> list[tuple[str, str]]:
    """The moves this person may make now, with their words; the first one leads on."""
    flow = FLOW[Benda.PENCANANGAN]
    boleh = [aksi for aksi in KATA if p.status in flow[aksi].sources and request.user.has_perm(flow[aksi].perm, p)]
    return [(aksi, str(KATA[aksi])) for aksi in boleh]


def _daftar(semua: QuerySet[Pencanangan], request: HttpRequest):
    hidup = Count("publikasi", filter=Q(publikasi__dihapus_pada=None), distinct=True)
    semua = semua.annotate(jumlah_publikasi=hidup, jumlah_peserta=Count("peserta", distinct=True))
    return Paginator(semua.order_by("-tanggal", "-pk"), PER_HALAMAN).get_page(request.GET.get("halaman"))


@require_safe
def pencanangan_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Every declaration of the unit, its own and joint ones, and where its pakta stands."""
    unit = ambil_unit(request, pk)
    konteks = {
        "unit": unit,
        "page": _daftar(pencanangan_unit(unit), request),
        "berlaku": pencanangan_berlaku(unit),
        "pakta": keadaan_pakta(unit),
        "boleh_isi": request.user.has_perm("units.isi_tahap", unit),
        "boleh_bersama": request.user.has_perm("units.buat_pencanangan_bersama", unit),
    }
    return render(request, "units/pencanangan_list.html", konteks)


@require_safe
def pencanangan_detail(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    unit, p = _ambil(request, pk, baris_pk)
    bersama = p.lingkup == LingkupPencanangan.INSTANSI
    peserta = pakta_peserta(p) if bersama else {}
    langkah = _langkah(request, p)
    # What would stand in the way of the way forward, told to whoever may go it.
    maju = next((aksi for aksi, _kata in langkah if aksi not in {"kembalikan", "batalkan"}), "")
    konteks = {
        "unit": unit,
        "p": p,
        "bersama": bersama,
        "peserta": peserta,
        "pakta_semua": jumlah_pakta(list(peserta.values())) if bersama else None,
        "pakta": None if bersama else keadaan_pakta(p.unit),
        "saksi": list(p.saksi.all()),
        "publikasi": list(p.publikasi.filter(dihapus_pada=None)),
        "langkah": langkah,
        "kekurangan": kekurangan(p, maju),
        "boleh_ubah": p.status == StatusPencanangan.DRAF and request.user.has_perm("units.isi_pencanangan", p),
        "boleh_publikasi": p.status != StatusPencanangan.DIBATALKAN
        and request.user.has_perm("units.isi_pencanangan", p),
        # The papers lie in the archive of the unit that keeps them.
        "boleh_bukti": request.user.has_perm("units.isi_tahap", p.unit),
        "bukti": bukti_tahap(Benda.PENCANANGAN, [p.pk]).get(p.pk, []),
        "riwayat": riwayat(Benda.PENCANANGAN, p.pk),
        "tercanang": p.status in STATUS_DICANANGKAN,
    }
    return render(request, "units/pencanangan_detail.html", konteks)


@require_http_methods(["GET", "POST"])
def pencanangan_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of the unit's own declaration."""
    unit = ambil_unit(request, pk, "units.isi_tahap")
    form = PencananganForm(
        request.POST or None,
        unit=unit,
        tahun=timezone.localdate().year,
        initial=_pimpinan(anggota(Peran.PIMPINAN_UNIT, unit=unit)),
    )
    return _isi(request, form, unit=unit, kembali=reverse("units:pencanangan_list", args=[unit.pk]))


@require_http_methods(["GET", "POST"])
def pencanangan_bersama_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of a joint declaration of the instansi."""
    instansi = ambil_instansi(request, pk, "units.buat_pencanangan_bersama")
    form = PencananganBersamaForm(
        request.POST or None,
        unit=None,
        tahun=timezone.localdate().year,
        instansi=instansi,
        instance=Pencanangan(lingkup=LingkupPencanangan.INSTANSI),
        initial=_pimpinan(anggota(Peran.PIMPINAN_INSTANSI, instansi=instansi)),
    )
    kembali = reverse("units:pencanangan_bersama", args=[instansi.pk])
    return _isi(request, form, instansi=instansi, kembali=kembali)


def _pimpinan(orang) -> dict[str, str]:
    satu = orang.order_by("nama").first()
    return {"pemimpin_nama": satu.nama, "pemimpin_jabatan": satu.jabatan} if satu else {}


@require_http_methods(["GET", "POST"])
def pencanangan_ubah(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    unit, p = _ambil(request, pk, baris_pk)
    wajib(request, "units.isi_pencanangan", p)
    kembali = reverse("units:pencanangan_detail", args=[unit.pk, p.pk])
    if p.status != StatusPencanangan.DRAF:
        messages.error(request, _("Hanya draf yang dapat diubah. Minta pimpinan mengembalikannya dahulu."))
        return redirect(kembali)
    data = request.POST or None
    if p.lingkup == LingkupPencanangan.INSTANSI:
        form = PencananganBersamaForm(data, unit=p.unit, tahun=p.tahun, instansi=p.unit.instansi, instance=p)
        return _isi(request, form, instansi=p.unit.instansi, baris=p, kembali=kembali)
    form = PencananganForm(data, unit=p.unit, tahun=p.tahun, instance=p)
    return _isi(request, form, unit=p.unit, baris=p, kembali=kembali)


def _isi(
    request: HttpRequest,
    form: PencananganForm,
    *,
    kembali: str,
    unit: UnitKerja | None = None,
    instansi: Instansi | None = None,
    baris: Pencanangan | None = None,
) -> HttpResponse:
    """The form of a declaration and its witnesses: shown, or stored and left."""
    awal = [{"nama": s.nama, "asal": s.asal} for s in baris.saksi.all()] if baris else []
    saksi = SaksiFormSet(request.POST or None, initial=awal, prefix="saksi")
    status = 200
    if request.method == "POST":
        status = 422
        # Both are asked, so that everything that is wrong is told at once.
        if form.is_valid() & saksi.is_valid():
            try:
                p = _simpan(request, form, saksi.saksi(), baris)
            except BarisBentrok as error:
                form.bentrok(error.kini)
                form.add_error(None, error.message)
                status = 409
            except BarisMoved as error:
                messages.error(request, error.message)
                return redirect(kembali)
            except UnitsError as error:
                form.add_error(None, error.message)
            else:
                messages.success(request, _("Pencanangan tersimpan."))
                return redirect("units:pencanangan_detail", pk=p.unit_id, baris_pk=p.pk)
    konteks = {
        "form": form,
        "saksi": saksi,
        "unit": unit,
        "instansi": instansi,
        "baris": baris,
        "kembali": kembali,
    }
    templat = "units/pencanangan_form.html" if unit else "units/pencanangan_bersama_form.html"
    return render(request, templat, konteks, status=status)


def _simpan(
    request: HttpRequest, form: PencananganForm, saksi: list[tuple[str, str]], baris: Pencanangan | None
) -> Pencanangan:
    peserta = form.cleaned_data.get("peserta")
    if baris is None:
        return buat_pencanangan(
            baris=form.save(commit=False),
            saksi=saksi,
            peserta=peserta or (),
            actor=request.user,
            kiriman=form.cleaned_data["kiriman"],
        )
    return ubah_pencanangan(
        baris=form.instance,
        ubah={n: v for n, v in form.isi().items() if n not in form.m2m()},
        saksi=saksi,
        peserta=peserta,
        versi=form.cleaned_data["versi"] or 0,
        actor=request.user,
    )


@require_http_methods(["GET", "POST"])
def pencanangan_gerak(request: HttpRequest, pk: int, baris_pk: int, aksi: str) -> HttpResponse:
    """Ask before a move, with everything that is missing and what to do; then make it."""
    unit, p = _ambil(request, pk, baris_pk)
    langkah = FLOW[Benda.PENCANANGAN].get(aksi)
    if langkah is None:
        raise Http404
    wajib(request, langkah.perm, p)
    kembali = reverse("units:pencanangan_detail", args=[unit.pk, p.pk])
    alasan, galat = bersih_teks(request.POST.get("alasan"), 2000), ""
    if request.method == "POST":
        try:
            gerakkan_pencanangan(pencanangan=p, aksi=aksi, actor=request.user, alasan=alasan)
        except BarisMoved as error:
            messages.error(request, error.message)
            return redirect(kembali)
        except UnitsError as error:
            galat = error.message
        else:
            messages.success(request, str(BERHASIL[aksi]))
            return redirect(kembali)
    elif p.status not in langkah.sources:
        messages.error(request, BarisMoved(p).message)
        return redirect(kembali)
    konteks = {
        "unit": unit,
        "p": p,
        "aksi": aksi,
        "kata": KATA[aksi],
        "penjelasan": PENJELASAN[aksi],
        "butuh_alasan": langkah.butuh_alasan,
        "bahaya": aksi == "batalkan",
        "kekurangan": (kurang := kekurangan(p, aksi)),
        "terhalang": any(k.menghalangi for k in kurang),
        "alasan": alasan,
        "galat": galat,
        "kembali": kembali,
    }
    return render(request, "units/pencanangan_gerak.html", konteks, status=422 if galat else 200)


@require_http_methods(["GET", "POST"])
def pencanangan_hapus(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    """Ask, then take a draft out of the list; a repeat finds it gone already."""
    unit = ambil_unit(request, pk)
    p = get_object_or_404(Pencanangan.objects.filter(unit=unit).select_related("unit__instansi"), pk=baris_pk)
    wajib(request, "units.isi_pencanangan", p)
    if request.method == "POST" or p.dihapus_pada:
        if jalankan(
            request,
            lambda: hapus_pencanangan(pencanangan=p, actor=request.user),
            berhasil=_("Draf pencanangan dihapus. Jejaknya tetap tercatat."),
        ):
            return redirect("units:pencanangan_list", pk=unit.pk)
        return redirect("units:pencanangan_detail", pk=unit.pk, baris_pk=p.pk)
    kembali = reverse("units:pencanangan_detail", args=[unit.pk, p.pk])
    return render(request, "units/pencanangan_hapus.html", {"unit": unit, "p": p, "kembali": kembali})


@require_http_methods(["GET", "POST"])
def pencanangan_publikasi(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    """Record where the declaration was made known."""
    unit, p = _ambil(request, pk, baris_pk)
    wajib(request, "units.isi_pencanangan", p)
    kembali = reverse("units:pencanangan_detail", args=[unit.pk, p.pk])
    form = PublikasiPencananganForm(request.POST or None, unit=p.unit, tahun=p.tahun)
    if request.method == "POST" and form.is_valid():
        try:
            tambah_publikasi(
                pencanangan=p,
                publikasi=form.save(commit=False),
                actor=request.user,
                kiriman=form.cleaned_data["kiriman"],
            )
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Publikasi tersimpan."))
            return redirect(kembali)
    konteks = {"unit": unit, "p": p, "form": form, "kembali": kembali}
    return render(request, "units/pencanangan_publikasi.html", konteks, status=422 if request.method == "POST" else 200)


@require_safe
def pencanangan_bersama(request: HttpRequest, pk: int) -> HttpResponse:
    """The joint declarations of an instansi."""
    instansi = ambil_instansi(request, pk, "units.lihat_penetapan")
    semua = Pencanangan.objects.hidup().filter(BERSAMA, unit__instansi=instansi).select_related("unit")
    konteks = {
        "instansi": instansi,
        "page": _daftar(semua, request),
        "boleh_buat": request.user.has_perm("units.buat_pencanangan_bersama", instansi),
    }
    return render(request, "units/pencanangan_bersama.html", konteks)
