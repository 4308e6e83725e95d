"""Teams of TPI on the screen: who is in them, their SK, their units, and dividing units evenly."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.enums.kata import kata_aksi_benda
from evaluation.enums.tim_tpi import JENIS_SK
from evaluation.errors import EvaluationError
from evaluation.forms.tim_tpi import PilihInstansiForm, SKForm, TimForm, UnitTimForm
from evaluation.models import Musim, TimTPI, UnitTim
from evaluation.selectors.berkas import berkas_dari
from evaluation.selectors.musim import musim_dipilih
from evaluation.selectors.tim_tpi import (
    bagi_rata,
    instansi_bertim,
    keadaan_tim,
    riwayat_penugasan,
    riwayat_tim,
    tim_terlihat,
    unit_di_tim,
    unit_tanpa_tim,
)
from evaluation.services import tim_tpi as tim_services
from evaluation.services.berkas import buang_berkas, unggah_berkas
from evaluation.views.tindakan import jalankan, wajib
from units.models import Instansi, UnitKerja
from zi_portal.common.masukan import angka, bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25


def _musim(request: HttpRequest) -> Musim:
    if (musim := musim_dipilih(request.GET.get("tahun", ""))) is None:
        raise Http404
    return musim


def _instansi(request: HttpRequest) -> Instansi | None:
    """The instansi whose teams are kept here: the one asked for, the only one, or None when a choice is open."""
    milik = list(instansi_bertim(request.user))
    diminta = [i for i in milik if str(i.pk) == request.GET.get("instansi", "")]
    return (diminta or (milik if len(milik) == 1 else [None]))[0]


def _ambil(request: HttpRequest, pk: int) -> TimTPI:
    """A team this person may keep, or 404 where they don't see it and 403 where they only read it."""
    tim = get_object_or_404(TimTPI.objects.visible_to(request.user).select_related("instansi", "musim"), pk=pk)
    wajib(request, "evaluation.kelola_tim_tpi", tim)
    return tim


def _status(form) -> int:
    return 422 if form.is_bound and form.errors else 200


# Teams ----------------------------------------------------------------------------------------------------------------


@require_GET
def tpi_tim_list(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.lihat_tim_tpi")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    if musim is None:
        return render(request, "evaluation/tim_tpi_list.html", {"musim": None})
    boleh = request.user.has_perm("evaluation.tugaskan_tpi")
    tim = tim_terlihat(request.user, musim)
    if q := bersih_teks(request.GET.get("q"), 100):
        tim = tim.filter(Q(nama__icontains=q) | Q(anggota__user__nama__icontains=q)).distinct()
    page = Paginator(tim.order_by("instansi__nama", "nama", "pk"), PER_HALAMAN).get_page(request.GET.get("halaman"))
    konteks = {
        "musim": musim,
        "page": page,
        "tim": keadaan_tim(TimTPI.objects.filter(pk__in=[t.pk for t in page.object_list])),
        "q": q,
        "boleh": boleh,
        "tanpa_tim": unit_tanpa_tim(instansi_bertim(request.user), musim).count() if boleh else 0,
    }
    return render(request, "evaluation/tim_tpi_list.html", konteks)


@require_GET
def tpi_tim_detail(request: HttpRequest, pk: int) -> HttpResponse:
    tim = get_object_or_404(TimTPI.objects.visible_to(request.user).select_related("instansi", "musim"), pk=pk)
    return _detail(request, tim)


def _detail(request: HttpRequest, tim: TimTPI, form: UnitTimForm | None = None, sk: SKForm | None = None):
    keadaan = keadaan_tim(TimTPI.objects.filter(pk=tim.pk))[0]
    boleh = request.user.has_perm("evaluation.kelola_tim_tpi", tim)
    page = Paginator(unit_di_tim(keadaan, request.user), PER_HALAMAN).get_page(request.GET.get("halaman"))
    konteks = {
        "tim": tim,
        "keadaan": keadaan,
        "page": page,
        "boleh": boleh,
        "bebas": list(unit_tanpa_tim([tim.instansi_id], tim.musim)[:300]) if boleh else [],
        "form": form,
        "sk_form": sk or SKForm(),
        "berkas": [b for b in berkas_dari(tim) if b.jenis == JENIS_SK],
        "riwayat": riwayat_tim(tim)[:30] if boleh else [],
    }
    galat = (form is not None and form.errors) or (sk is not None and sk.errors)
    return render(request, "evaluation/tim_tpi_detail.html", konteks, status=422 if galat else 200)


@require_http_methods(["GET", "POST"])
def tpi_tim_baru(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.tugaskan_tpi")
    musim, instansi = _musim(request), _instansi(request)
    if instansi is None:
        return _pilih_instansi(request, musim, _("Tim baru"))
    form = TimForm(request.POST or None, instansi=instansi)
    if request.method == "POST" and form.is_valid():
        try:
            tim = tim_services.buat_tim(instansi=instansi, musim=musim, data=form.isi(), actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("%(tim)s dibuat. Unggah SK-nya, lalu beri unit.") % {"tim": tim})
            return redirect(tim)
    konteks = {"form": form, "musim": musim, "instansi": instansi, "tim": None}
    return render(request, "evaluation/tim_tpi_form.html", konteks, status=_status(form))


def _pilih_instansi(request: HttpRequest, musim: Musim, judul: str) -> HttpResponse:
    form = PilihInstansiForm(instansi=instansi_bertim(request.user))
    return render(request, "evaluation/tim_tpi_instansi.html", {"form": form, "musim": musim, "judul": judul})


@require_http_methods(["GET", "POST"])
def tpi_tim_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    tim = _ambil(request, pk)
    form = TimForm(request.POST or None, instansi=tim.instansi, tim=tim)
    if request.method == "POST" and form.is_valid():
        try:
            tim_services.ubah_tim(tim=tim, data=form.isi(), versi=form.cleaned_data["versi"] or 0, actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Perubahan %(tim)s tersimpan.") % {"tim": form.cleaned_data["nama"]})
            return redirect(tim)
    konteks = {"form": form, "musim": tim.musim, "instansi": tim.instansi, "tim": tim}
    return render(request, "evaluation/tim_tpi_form.html", konteks, status=_status(form))


@require_http_methods(["GET", "POST"])
def tpi_tim_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    tim = _ambil(request, pk)
    if request.method == "POST":
        berhasil = _("%(tim)s dihapus. Unitnya kembali belum bertim.") % {"tim": tim}
        jadi = jalankan(request, lambda: tim_services.hapus_tim(tim=tim, actor=request.user), berhasil=berhasil)
        return redirect(_ke_daftar(tim.musim) if jadi else tim.get_absolute_url())
    dinilai = tim_services.lke_dinilai(tim).select_related("unit").first()
    konteks = {"tim": tim, "unit": UnitTim.objects.filter(tim=tim).count(), "dinilai": dinilai}
    return render(request, "evaluation/tim_tpi_hapus.html", konteks)


def _ke_daftar(musim: Musim) -> str:
    return f"{reverse('evaluation:tpi_tim_list')}?tahun={musim.tahun}"


# Its SK ---------------------------------------------------------------------------------------------------------------


@require_POST
def tpi_tim_sk(request: HttpRequest, pk: int) -> HttpResponse:
    tim = _ambil(request, pk)
    form = SKForm(request.POST, request.FILES)
    if form.is_valid():
        berkas = form.cleaned_data["berkas"]
        try:
            unggah_berkas(objek=tim, jenis=JENIS_SK, berkas=berkas, nama=berkas.name, actor=request.user)
        except EvaluationError as error:
            form.add_error("berkas", error.message)
        else:
            messages.success(request, _("Berkas SK tersimpan."))
            return redirect(tim)
    return _detail(request, tim, sk=form)


@require_http_methods(["GET", "POST"])
def tpi_tim_sk_buang(request: HttpRequest, pk: int, berkas_pk: int) -> HttpResponse:
    tim = _ambil(request, pk)
    berkas = get_object_or_404(berkas_dari(tim), pk=berkas_pk)
    if request.method == "POST":
        buang_berkas(objek=tim, berkas=berkas, actor=request.user)
        messages.success(request, _("Berkas %(nama)s dibuang.") % {"nama": berkas.nama})
        return redirect(tim)
    return render(request, "evaluation/tim_tpi_sk_buang.html", {"tim": tim, "berkas": berkas})


# Its units ------------------------------------------------------------------------------------------------------------


@require_POST
def tpi_tim_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give chosen units to the team."""
    tim = _ambil(request, pk)
    # A unit that is in this very team already is no mistake: the second click of a button.
    sini = UnitTim.objects.filter(tim=tim).values("unit")
    bebas = unit_tanpa_tim([tim.instansi_id], tim.musim).values("pk")
    form = UnitTimForm(request.POST, unit=UnitKerja.objects.filter(Q(pk__in=bebas) | Q(pk__in=sini)))
    if form.is_valid():
        try:
            baru = tim_services.masukkan_unit(tim=tim, unit=list(form.cleaned_data["unit"]), actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            if baru:
                teks = ngettext("%(n)d unit masuk %(tim)s.", "%(n)d unit masuk %(tim)s.", len(baru))
                messages.success(request, teks % {"n": len(baru), "tim": tim})
            else:
                messages.info(request, _("Unit itu sudah ada di %(tim)s. Tidak ada yang berubah.") % {"tim": tim})
            return redirect(tim)
    return _detail(request, tim, form)


@require_http_methods(["GET", "POST"])
def tpi_tim_unit_lepas(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    tim = _ambil(request, pk)
    satu = get_object_or_404(UnitTim.objects.filter(tim=tim).select_related("unit"), unit=unit_pk)
    if request.method == "POST":
        tim_services.keluarkan_unit(tim=tim, unit=satu.unit, actor=request.user)
        messages.success(request, _("%(unit)s dikeluarkan dari %(tim)s.") % {"unit": satu.unit, "tim": tim})
        return redirect(tim)
    return render(request, "evaluation/tim_tpi_unit_lepas.html", {"tim": tim, "unit": satu.unit})


@require_http_methods(["GET", "POST"])
def tpi_tim_bagi(request: HttpRequest) -> HttpResponse:
    """Divide units evenly: what would go where and why, then all of it at once."""
    wajib(request, "evaluation.tugaskan_tpi")
    musim, instansi = _musim(request), _instansi(request)
    if instansi is None:
        return _pilih_instansi(request, musim, _("Bagi rata"))
    if request.method == "POST":
        return _bagikan(request, instansi, musim)
    semua = unit_tanpa_tim([instansi.pk], musim)
    dipilih = {n for teks in request.GET.getlist("unit") if (n := angka(teks)) is not None}
    konteks = {
        "musim": musim,
        "instansi": instansi,
        "semua": list(semua),
        "dipilih": dipilih,
        "bagi": bagi_rata(instansi, musim, dipilih or None, pembaca=request.user),
    }
    return render(request, "evaluation/tim_tpi_bagi.html", konteks)


def _bagikan(request: HttpRequest, instansi: Instansi, musim: Musim) -> HttpResponse:
    pasangan: dict[int, int] = {}
    for teks in request.POST.getlist("pasangan"):
        unit, _titik, tim = teks.partition(":")
        if (u := angka(unit)) is None or (t := angka(tim)) is None:
            continue
        pasangan[u] = t
    if not pasangan:
        messages.warning(request, _("Tidak ada unit yang dibagi."))
        return redirect(request.get_full_path())
    try:
        banyak = tim_services.bagikan(instansi=instansi, musim=musim, pasangan=pasangan, actor=request.user)
    except EvaluationError as error:
        messages.error(request, error.message)
        return redirect(request.get_full_path())
    if banyak:
        teks = ngettext("%(n)d unit dibagi kepada tim.", "%(n)d unit dibagi kepada tim.", banyak)
        messages.success(request, teks % {"n": banyak})
    else:
        messages.info(request, _("Pembagian ini sudah diterapkan. Tidak ada yang berubah."))
    return redirect(_ke_daftar(musim))


KOLOM_RIWAYAT = (
    (gettext_lazy("Waktu"), lambda x: x.pada),
    (gettext_lazy("Unit kerja"), lambda x: x.unit.nama if x.unit else ""),
    (gettext_lazy("Perubahan"), lambda x: kata_aksi_benda(x.benda, x.aksi)),
    (gettext_lazy("Pelaku"), lambda x: x.pelaku.nama if x.pelaku else ""),
    (gettext_lazy("Alasan"), lambda x: x.alasan),
)


@require_GET
def tpi_tugas_riwayat(request: HttpRequest) -> HttpResponse:
    """Every assignment and release, of teams and by hand."""
    wajib(request, "evaluation.tugaskan_tpi")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    page = None
    q = bersih_teks(request.GET.get("q"), 100)
    if musim is not None:
        baris: QuerySet = riwayat_penugasan(request.user, musim)
        if q:
            baris = baris.filter(Q(pelaku__nama__icontains=q) | Q(unit__nama__icontains=q))
        if (jawab := unduhan(request, nama="riwayat-penugasan", kolom=KOLOM_RIWAYAT, semua=baris)) is not None:
            return jawab
        page = Paginator(baris, PER_HALAMAN).get_page(request.GET.get("halaman"))
    return render(request, "evaluation/tpi_tugas_riwayat.html", {"musim": musim, "page": page, "q": q})
