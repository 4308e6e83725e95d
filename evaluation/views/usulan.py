"""The proposal of an instansi: draw it up, fill it, send it."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.enums import STATUS_TPN_PROSES, StatusUsulan
from evaluation.enums.usulan import BERKAS_WAJIB
from evaluation.errors import EvaluationError
from evaluation.forms.usulan import KirimUsulanForm, NarahubungForm, PeriksaPaketForm, TarikForm, UsulanForm
from evaluation.models import LembarKerjaEvaluasi, Usulan
from evaluation.selectors.musim import musim_dipilih
from evaluation.selectors.paket import buka_paket, paket_cocok, paket_utuh
from evaluation.selectors.usulan import (
    baris_usulan,
    calon_usulan,
    dokumen_usulan,
    instansi_pengusul,
    isi_usulan,
    jendela_usulan,
    kelengkapan,
    layak_tanpa_usulan,
    linimasa_usulan,
    usulan_table,
)
from evaluation.services import usulan as usulan_services
from evaluation.views.tindakan import jalankan, masih_dapat, wajib
from units.models import UnitKerja
from zi_portal.common.masukan import angka
from zi_portal.common.unduh import unduhan
from zi_portal.common.unggahan import batas_unggahan, galat_badan, tolak

logger = logging.getLogger(__name__)

PER_HALAMAN = 25


def _ambil(request: HttpRequest, pk: int) -> Usulan:
    return get_object_or_404(Usulan.objects.visible_to(request.user).select_related("instansi", "musim"), pk=pk)


# The columns of the list as a table to take away.
KOLOM = (
    (gettext_lazy("Instansi"), lambda u: u.instansi.nama),
    (gettext_lazy("Tahun"), lambda u: u.musim.tahun),
    (gettext_lazy("Predikat"), lambda u: u.predikat),
    (gettext_lazy("Status"), lambda u: u.get_status_display()),
    (gettext_lazy("Unit"), lambda u: u.jumlah),
    (gettext_lazy("Nomor surat"), lambda u: u.nomor_surat),
    (gettext_lazy("Tanggal surat"), lambda u: u.tanggal_surat),
    (gettext_lazy("Diputus"), lambda u: u.diputus),
    (gettext_lazy("Ditetapkan"), lambda u: u.ditetapkan),
)


@require_GET
def usulan_list(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.kelola_usulan")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    tahun = musim and musim.tahun
    usulan = usulan_table(request.user, tahun=tahun).filter(instansi__in=instansi_pengusul(request.user))
    if (jawab := unduhan(request, nama="usulan", kolom=KOLOM, semua=usulan)) is not None:
        return jawab
    menunggu = Paginator(layak_tanpa_usulan(request.user, tahun=tahun), PER_HALAMAN)
    page = menunggu.get_page(request.GET.get("halaman"))
    mandiri = {lke.pk for lke in page if request.user.has_perm("evaluation.tetapkan_mandiri", lke)}
    context = {"musim": musim, "usulan": usulan, "menunggu": page, "mandiri": mandiri}
    return render(request, "evaluation/usulan_list.html", context)


@require_http_methods(["GET", "POST"])
def usulan_buat(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.kelola_usulan")
    initial = {"predikat": request.GET.get("predikat"), "musim": musim_dipilih(request.GET.get("tahun", ""))}
    form = UsulanForm(
        request.POST or None, instansi=instansi_pengusul(request.user), initial={k: v for k, v in initial.items() if v}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        ada = Usulan.objects.filter(**data).first()
        if ada is not None:
            messages.info(request, _("Usulan untuk tahun dan predikat ini sudah ada. Anda sedang membukanya."))
            return redirect(ada)
        try:
            return redirect(usulan_services.buat_usulan(**data, actor=request.user))
        except EvaluationError as error:
            form.add_error(None, error.message)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "evaluation/usulan_buat.html", {"form": form}, status=status)


@require_GET
def usulan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is in it, what it still needs, what could be in it; once sent its receipt; and all that happened to it. TPN
    reads the sent ones here."""
    usulan = _ambil(request, pk)
    boleh = request.user.has_perm("evaluation.ubah_usulan", usulan)
    # While it is drawn up the candidates are the long list; what was put in by hand is shown whole beside them.
    isi = isi_usulan(usulan)
    page = Paginator(calon_usulan(usulan) if boleh else isi, PER_HALAMAN).get_page(request.GET.get("halaman"))
    isi = list(isi) if boleh else page
    syarat = kelengkapan(usulan, isi) if boleh else []
    kelola = request.user.has_perm("evaluation.kelola_usulan", usulan)
    peristiwa, lagi = linimasa_usulan(usulan, dalam=kelola, semua=request.GET.get("riwayat") == "semua")
    baris = baris_usulan(isi)
    context = {
        "usulan": usulan,
        "page": page,
        "jumlah": len(isi) if boleh else page.paginator.count,
        "baris": baris,
        "calon": baris_usulan(page) if boleh else [],
        "dapat_ditarik": {b.lke.pk for b in baris if request.user.has_perm("evaluation.tarik_lke", b.lke)},
        "dokumen": _dokumen(usulan),
        "syarat": syarat,
        "kurang": [s for s in syarat if not s.ada],
        "jendela": jendela_usulan(usulan),
        "peristiwa": peristiwa,
        "peristiwa_lagi": lagi,
        "boleh_ubah": boleh,
        "boleh_tarik": request.user.has_perm("evaluation.tarik_usulan", usulan),
        "boleh_kelola": kelola,
        "sebagai_tpn": request.user.has_perm("evaluation.antrean_tpn"),
        "batas": batas_unggahan(),
        "tz": usulan.instansi.tz,
    }
    return render(request, "evaluation/usulan_detail.html", context)


def _dokumen(usulan: Usulan) -> list[dict[str, object]]:
    """Each required kind with its newest file and the older ones."""
    semua = dokumen_usulan(usulan)
    return [{"wajib": w, "terbaru": next(iter(semua[w.jenis]), None), "lama": semua[w.jenis][1:]} for w in BERKAS_WAJIB]


def _masih_disusun(request: HttpRequest, usulan: Usulan, perm: str) -> bool:
    """May it still be changed? Its admin who comes too late is told; everybody else is refused."""
    if request.user.has_perm(perm, usulan):
        return True
    wajib(request, "evaluation.kelola_usulan", usulan)
    status = StatusUsulan(usulan.status).label
    messages.warning(
        request, _("Usulan ini sudah berstatus “%(status)s”. Tidak ada yang berubah.") % {"status": status}
    )
    return False


def _lke_dari(request: HttpRequest) -> LembarKerjaEvaluasi:
    lke = LembarKerjaEvaluasi.objects.visible_to(request.user).select_related("unit__instansi", "musim")
    return get_object_or_404(lke, pk=angka(request.POST.get("lke")) or 0)


@require_POST
def usulan_masukkan(request: HttpRequest, pk: int) -> HttpResponse:
    usulan = _ambil(request, pk)
    if _masih_disusun(request, usulan, "evaluation.ubah_usulan"):
        lke = _lke_dari(request)
        berhasil = _("%(unit)s masuk ke usulan.") % {"unit": lke.unit}
        jalankan(
            request, lambda: usulan_services.masukkan_lke(usulan=usulan, lke=lke, actor=request.user), berhasil=berhasil
        )
    return redirect(usulan)


@require_POST
def usulan_keluarkan(request: HttpRequest, pk: int) -> HttpResponse:
    usulan = _ambil(request, pk)
    if _masih_disusun(request, usulan, "evaluation.ubah_usulan"):
        lke = _lke_dari(request)
        berhasil = _("%(unit)s dikeluarkan dari usulan dan tetap layak.") % {"unit": lke.unit}
        jalankan(
            request,
            lambda: usulan_services.keluarkan_lke(usulan=usulan, lke=lke, actor=request.user),
            berhasil=berhasil,
        )
    return redirect(usulan)


@require_http_methods(["GET", "POST"])
def usulan_kirim(request: HttpRequest, pk: int) -> HttpResponse:
    """Letter, number and date, what is sent; POST sends all of it or nothing."""
    usulan = _ambil(request, pk)
    if not _masih_disusun(request, usulan, "evaluation.kirim_usulan"):
        return redirect(usulan)
    form = KirimUsulanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            riwayat = usulan_services.kirim_usulan(
                usulan=usulan,
                nomor_surat=data["nomor_surat"],
                tanggal_surat=data["tanggal_surat"],
                actor=request.user,
            )
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Usulan berisi %(n)d unit sudah dikirim ke TPN.") % {"n": len(riwayat)})
            return redirect(usulan)
    isi = list(isi_usulan(usulan))
    context = {
        "usulan": usulan,
        "form": form,
        "baris": baris_usulan(isi),
        "kurang": [s for s in kelengkapan(usulan, isi) if not s.ada],
        "tz": usulan.instansi.tz,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "evaluation/usulan_kirim.html", context, status=status)


@csrf_exempt
@require_POST
def usulan_dokumen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one required document. Rights come first: a body nobody may send is never read."""
    usulan = _ambil(request, pk)
    if not _masih_disusun(request, usulan, "evaluation.ubah_usulan"):
        return redirect(usulan)
    if galat := galat_badan(request):
        return tolak(request, galat, usulan.get_absolute_url(), status=413)
    return _terima_dokumen(request, usulan)


@csrf_protect
def _terima_dokumen(request: HttpRequest, usulan: Usulan) -> HttpResponse:
    jenis, berkas = request.POST.get("jenis", ""), request.FILES.get("berkas")
    if berkas is None:
        messages.error(request, _("Pilih berkas dahulu."))
    else:
        jalankan(
            request,
            lambda: usulan_services.unggah_dokumen(
                usulan=usulan, jenis=jenis, berkas=berkas, nama=berkas.name, actor=request.user
            ),
            berhasil=_("Dokumen tersimpan."),
        )
    return redirect(f"{usulan.get_absolute_url()}#dokumen")


@require_http_methods(["GET", "POST"])
def usulan_narahubung(request: HttpRequest, pk: int) -> HttpResponse:
    usulan = _ambil(request, pk)
    if not _masih_disusun(request, usulan, "evaluation.ubah_usulan"):
        return redirect(usulan)
    ada = {"nama": usulan.pic_nama, "email": usulan.pic_email, "telepon": usulan.pic_telepon}
    form = NarahubungForm(request.POST or None, initial=ada)
    if request.method == "POST" and form.is_valid():
        try:
            usulan_services.ubah_kontak(usulan=usulan, **form.cleaned_data, actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Narahubung tersimpan."))
            return redirect(usulan)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "evaluation/usulan_narahubung.html", {"usulan": usulan, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def usulan_tarik(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back every unit that is not decided on."""
    usulan = _ambil(request, pk)
    if not _masih_disusun(request, usulan, "evaluation.tarik_usulan"):
        return redirect(usulan)
    sisa = usulan.lke.filter(status__in=sorted(STATUS_TPN_PROSES)).select_related("unit").order_by("unit__nama", "pk")
    form = TarikForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        alasan = form.cleaned_data["alasan"]
        try:
            riwayat = usulan_services.tarik_usulan(usulan=usulan, alasan=alasan, actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("%(n)d unit ditarik dari usulan.") % {"n": len(riwayat)})
            return redirect(usulan)
    return _halaman_tarik(request, usulan, form, unit=[lke.unit for lke in sisa])


@require_http_methods(["GET", "POST"])
def usulan_tarik_unit(request: HttpRequest, pk: int, lke_pk: int) -> HttpResponse:
    """Take back one unit of a sent proposal."""
    usulan = _ambil(request, pk)
    wajib(request, "evaluation.kelola_usulan", usulan)
    lke = get_object_or_404(usulan.lke.select_related("unit__instansi", "musim"), pk=lke_pk)
    if not masih_dapat(request, "evaluation.tarik_lke", lke, peran="evaluation.kelola_usulan"):
        return redirect(usulan)
    form = TarikForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        alasan = form.cleaned_data["alasan"]
        try:
            usulan_services.tarik_lke(usulan=usulan, lke=lke, alasan=alasan, actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("%(unit)s ditarik dari usulan.") % {"unit": lke.unit})
            return redirect(usulan)
    return _halaman_tarik(request, usulan, form, unit=[lke.unit], satu=True)


def _halaman_tarik(
    request: HttpRequest, usulan: Usulan, form: TarikForm, *, unit: list[UnitKerja], satu: bool = False
) -> HttpResponse:
    context = {"usulan": usulan, "form": form, "unit": unit, "satu": satu}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "evaluation/usulan_tarik.html", context, status=status)


def _ambil_berpaket(request: HttpRequest, pk: int) -> Usulan:
    """A proposal with a frozen package; 404 before it was sent."""
    usulan = _ambil(request, pk)
    if not usulan.paket_sha256:
        raise Http404
    return usulan


@require_GET
def usulan_paket(request: HttpRequest, pk: int) -> FileResponse:
    """The package of what was sent, always the same bytes."""
    usulan = _ambil_berpaket(request, pk)
    logger.info("paket usulan %s untuk %s", usulan.pk, request.user.pk)
    nama = f"usulan-{usulan.pk}-{usulan.predikat}-{usulan.musim.tahun}.zip"
    return FileResponse(buka_paket(usulan), as_attachment=True, filename=nama, content_type="application/zip")


@require_http_methods(["GET", "POST"])
def usulan_paket_periksa(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare a copy with what was sent. Nothing of it is kept."""
    usulan = _ambil_berpaket(request, pk)
    kiriman = request.method == "POST"
    form = PeriksaPaketForm(request.POST, request.FILES) if kiriman else PeriksaPaketForm()
    hasil = None
    if kiriman and form.is_valid():
        hasil = {"portal": paket_utuh(usulan), "beda": paket_cocok(form.cleaned_data["berkas"], usulan)}
    status = 422 if form.is_bound and not form.is_valid() else 200
    kelola = request.user.has_perm("evaluation.kelola_usulan", usulan)
    context = {"usulan": usulan, "form": form, "hasil": hasil, "boleh_kelola": kelola}
    return render(request, "evaluation/usulan_paket_periksa.html", context, status=status)
