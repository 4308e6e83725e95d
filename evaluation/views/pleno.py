"""The rapat pleno on the screen: called, prepared, held, closed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation import scoring
from evaluation.enums import Lapis
from evaluation.enums.kata import kata_aksi_benda
from evaluation.enums.pleno import AsalButir, Keputusan, StatusPleno
from evaluation.errors import EvaluationError
from evaluation.forms.pleno import (
    BAForm,
    BatalForm,
    BawaForm,
    HadirForm,
    KembaliForm,
    PesertaForm,
    PlenoForm,
    PutusanForm,
    SaringPleno,
)
from evaluation.models import AgendaPleno, ButirPleno, Jawaban, LembarKerjaEvaluasi, Musim, RapatPleno
from evaluation.selectors import pleno as baca
from evaluation.selectors.berkas import berkas_dari
from evaluation.selectors.musim import musim_dipilih
from evaluation.services import pleno as layanan
from evaluation.services.riwayat import BendaMoved
from evaluation.views.tindakan import ambil_lke, jalankan, masih_dapat, wajib
from units.enums import PERAN_TPI_PENGARAH
from units.models import Instansi
from units.selectors import akses
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25
AWALAN = "isi."


def _rapat(request: HttpRequest, pk: int) -> RapatPleno:
    rapat = RapatPleno.objects.visible_to(request.user).select_related("instansi", "musim", "pemimpin", "notulis")
    return get_object_or_404(rapat, pk=pk)


def _kelola(request: HttpRequest, rapat: RapatPleno) -> bool:
    return masih_dapat(request, "evaluation.kelola_pleno", rapat, peran="evaluation.pengarah_pleno")


def _isi(request: HttpRequest, rapat: RapatPleno) -> bool:
    return masih_dapat(request, "evaluation.isi_pleno", rapat, peran="evaluation.penulis_pleno")


def _lke(request: HttpRequest, rapat: RapatPleno, lke_pk: int) -> LembarKerjaEvaluasi:
    """A sheet on the agenda that this person may read, else 404."""
    agenda = AgendaPleno.objects.filter(rapat=rapat, lke=lke_pk, dilepas_pada=None)
    lke = get_object_or_404(agenda.select_related("lke__unit__instansi", "lke__musim")).lke
    if lke.pk not in baca.lke_terbaca(request.user, rapat, [lke]):
        raise Http404
    return lke


def _status(*form) -> int:
    return 422 if any(f is not None and f.is_bound and f.errors for f in form) else 200


# Meetings ------------------------------------------------------------------------------------------------------------


# The columns of the list as a table to take away.
KOLOM = (
    (gettext_lazy("Nomor"), lambda x: x.nomor),
    (gettext_lazy("Instansi"), lambda x: x.instansi.nama),
    (gettext_lazy("Musim"), lambda x: x.musim.tahun),
    (gettext_lazy("Tanggal"), lambda x: x.tanggal),
    (gettext_lazy("Tempat"), lambda x: x.tempat),
    (gettext_lazy("Pemimpin"), lambda x: x.pemimpin.nama),
    (gettext_lazy("LKE"), lambda x: x.jumlah_lke),
    (gettext_lazy("Status"), lambda x: x.get_status_display()),
)


@require_safe
def pleno_list(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.antrean_tpi")
    saring = SaringPleno(request.GET).nilai
    semua = baca.daftar_pleno(request.user, musim=saring.get("tahun"), status=saring.get("status", ""))
    if (jawab := unduhan(request, nama="pleno", kolom=KOLOM, semua=semua)) is not None:
        return jawab
    konteks = {
        "page": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "saring": saring,
        "status": StatusPleno.choices,
        "musim": list(Musim.objects.dibuka().only("pk", "tahun")),
        "boleh": request.user.has_perm("evaluation.buat_pleno"),
    }
    return render(request, "evaluation/pleno_list.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def pleno_baru(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.buat_pleno")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    if musim is None:
        raise Http404
    milik = Instansi.objects.filter(pk__in=akses(request.user).instansi_sebagai(*PERAN_TPI_PENGARAH)).order_by("nama")
    instansi = next((i for i in milik if str(i.pk) == request.GET.get("instansi", "")), milik[0])
    form = PlenoForm(request.POST or None, instansi=instansi)
    if request.method == "POST" and form.is_valid():
        try:
            rapat = layanan.buat_pleno(instansi=instansi, musim=musim, data=form.isi(), actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Pleno dibuat. Undang peserta dan isi agendanya."))
            return redirect(rapat)
    konteks = {"form": form, "rapat": None, "instansi": instansi, "lain": milik, "musim": musim}
    return render(request, "evaluation/pleno_form.html", konteks, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def pleno_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    rapat = _rapat(request, pk)
    if not _kelola(request, rapat):
        return redirect(rapat)
    form = PlenoForm(request.POST or None, instansi=rapat.instansi, rapat=rapat)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.ubah_pleno(rapat=rapat, data=form.isi(), versi=form.cleaned_data["versi"] or 0, actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Data pleno tersimpan."))
            return redirect(rapat)
    konteks = {"form": form, "rapat": rapat, "instansi": rapat.instansi, "musim": rapat.musim}
    return render(request, "evaluation/pleno_form.html", konteks, status=_status(form))


@require_safe
def pleno_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _detail(request, _rapat(request, pk))


def _detail(
    request: HttpRequest,
    rapat: RapatPleno,
    *,
    peserta: PesertaForm | None = None,
    hadir: HadirForm | None = None,
    ba: BAForm | None = None,
) -> HttpResponse:
    user = request.user
    kelola, isi = (user.has_perm(f"evaluation.{p}", rapat) for p in ("kelola_pleno", "isi_pleno"))
    orang = list(rapat.peserta.select_related("user"))
    berlangsung = rapat.status == StatusPleno.BERLANGSUNG
    ba_terbaca = user.has_perm("evaluation.baca_ba", rapat)
    konteks = {
        "rapat": rapat,
        "isi": baca.isi_rapat(rapat, user),
        "peserta": orang,
        "hadir": (hadir or HadirForm(peserta=orang)) if isi and berlangsung else None,
        "undang": (peserta or PesertaForm(rapat=rapat)) if kelola else None,
        "calon": list(baca.calon_agenda(rapat, user)[:200]) if kelola else [],
        "kelola": kelola,
        "menulis": isi,
        "berlangsung": berlangsung,
        "ba_terbaca": ba_terbaca,
        "berkas": list(berkas_dari(rapat)) if ba_terbaca else [],
        "ba": (ba or BAForm()) if user.has_perm("evaluation.unggah_ba", rapat) else None,
        "riwayat": [(r, kata_aksi_benda(r.benda, r.aksi)) for r in baca.riwayat_rapat(rapat, user)[:30]],
        "selesaikan": rapat.status == StatusPleno.DITUTUP,
    }
    return render(request, "evaluation/pleno_detail.html", konteks, status=_status(peserta, hadir, ba))


@require_POST
def pleno_mulai(request: HttpRequest, pk: int) -> HttpResponse:
    rapat = _rapat(request, pk)
    if _kelola(request, rapat):
        jalankan(
            request,
            lambda: layanan.mulai_pleno(rapat=rapat, actor=request.user),
            berhasil=_("Pleno dimulai. Catat kehadiran, lalu putuskan butirnya."),
        )
    return redirect("evaluation:pleno_detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def pleno_tutup(request: HttpRequest, pk: int) -> HttpResponse:
    """What closing would write and what stands in its way; POST closes."""
    rapat = _rapat(request, pk)
    if not _kelola(request, rapat):
        return redirect(rapat)
    if request.method == "POST":
        berhasil = _("Pleno ditutup. Nilai yang diputuskan kini nilai TPI.")
        if jalankan(request, lambda: layanan.tutup_pleno(rapat=rapat, actor=request.user), berhasil=berhasil):
            return redirect("evaluation:pleno_detail", pk)
        return redirect("evaluation:pleno_tutup", pk)
    halangan = baca.halangan_tutup(rapat)
    if rapat.status != StatusPleno.BERLANGSUNG:
        halangan.insert(0, _("Pleno belum dimulai."))
    isi = baca.isi_rapat(rapat, request.user)
    konteks = {
        "rapat": rapat,
        "isi": isi,
        "halangan": halangan,
        "berubah": sum(b.berubah for x in isi for b in x.butir),
    }
    return render(request, "evaluation/pleno_tutup.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def pleno_batal(request: HttpRequest, pk: int) -> HttpResponse:
    rapat = _rapat(request, pk)
    if not _kelola(request, rapat):
        return redirect(rapat)
    form = BatalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.batalkan_pleno(rapat=rapat, alasan=form.cleaned_data["alasan"], actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Pleno dibatalkan. LKE di agendanya dapat dibawa ke pleno lain."))
            return redirect(rapat)
    return render(request, "evaluation/pleno_batal.html", {"form": form, "rapat": rapat}, status=_status(form))


# People --------------------------------------------------------------------------------------------------------------


@require_POST
def pleno_peserta(request: HttpRequest, pk: int) -> HttpResponse:
    rapat = _rapat(request, pk)
    if not _kelola(request, rapat):
        return redirect(rapat)
    form = PesertaForm(request.POST, rapat=rapat)
    if form.is_valid():
        d = form.cleaned_data
        try:
            layanan.panggil(rapat=rapat, orang=d["orang"], nama=d["nama"], jabatan=d["jabatan"], actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Peserta diundang."))
            return redirect(rapat)
    return _detail(request, rapat, peserta=form)


@require_POST
def pleno_peserta_lepas(request: HttpRequest, pk: int, peserta_pk: int) -> HttpResponse:
    rapat = _rapat(request, pk)
    if _kelola(request, rapat):
        peserta = get_object_or_404(rapat.peserta, pk=peserta_pk)
        jalankan(
            request,
            lambda: layanan.lepas_peserta(rapat=rapat, peserta=peserta, actor=request.user),
            berhasil=_("%(nama)s tidak lagi diundang.") % {"nama": peserta.nama},
        )
    return redirect("evaluation:pleno_detail", pk)


@require_POST
def pleno_hadir(request: HttpRequest, pk: int) -> HttpResponse:
    rapat = _rapat(request, pk)
    if not _isi(request, rapat):
        return redirect(rapat)
    form = HadirForm(request.POST, peserta=list(rapat.peserta.all()))
    if form.is_valid():
        try:
            layanan.catat_hadir(rapat=rapat, hadir=form.isi(), actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Kehadiran tercatat."))
            return redirect(rapat)
    return _detail(request, rapat, hadir=form)


# Agenda --------------------------------------------------------------------------------------------------------------


@require_POST
def pleno_agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a sheet that was brought to the pleno on the agenda."""
    rapat = _rapat(request, pk)
    if _kelola(request, rapat):
        dipilih = request.POST.get("lke", "")
        lke = next((x for x in baca.calon_agenda(rapat, request.user) if str(x.pk) == dipilih), None)
        if lke is None:
            messages.error(request, _("LKE itu tidak dapat diagendakan di sini. Pilih dari daftar."))
        elif jalankan(
            request,
            lambda: layanan.agendakan(rapat=rapat, lke=lke, actor=request.user),
            berhasil=_("LKE %(unit)s masuk agenda. Pilih butirnya.") % {"unit": lke.unit},
        ):
            return redirect("evaluation:pleno_butir_pilih", pk, lke.pk)
    return redirect("evaluation:pleno_detail", pk)


@require_POST
def pleno_keluarkan(request: HttpRequest, pk: int, lke_pk: int) -> HttpResponse:
    rapat = _rapat(request, pk)
    lke = _lke(request, rapat, lke_pk)
    if _kelola(request, rapat):
        jalankan(
            request,
            lambda: layanan.keluarkan(rapat=rapat, lke=lke, actor=request.user),
            berhasil=_("LKE %(unit)s keluar dari agenda.") % {"unit": lke.unit},
        )
    return redirect("evaluation:pleno_detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def pleno_butir_pilih(request: HttpRequest, pk: int, lke_pk: int) -> HttpResponse:
    """What differs, to be ticked, and a question by its code."""
    rapat = _rapat(request, pk)
    lke = _lke(request, rapat, lke_pk)
    if not _isi(request, rapat):
        return redirect(rapat)
    usul = baca.usul_butir(request.user, rapat, lke)
    kode, dipilih, galat = bersih_teks(request.POST.get("kode"), 60), request.POST.getlist("butir"), ""
    if request.method == "POST":
        asal = {u.kode: u.asal for u in usul}
        butir = {k: asal.get(k, AsalButir.MANUAL) for k in [*dipilih, *([kode] if kode else [])]}
        try:
            n = layanan.tambah_butir(rapat=rapat, lke=lke, butir=butir, actor=request.user)
        except EvaluationError as error:
            galat = error.message
        else:
            if butir:
                teks = ngettext("%(n)d butir masuk agenda.", "%(n)d butir masuk agenda.", n)
                messages.success(request, teks % {"n": n})
                return redirect(f"{rapat.get_absolute_url()}#lke-{lke.pk}")
            galat = _("Centang paling sedikit satu butir, atau tulis kode pertanyaannya.")
    konteks = {"rapat": rapat, "lke": lke, "usul": usul, "dipilih": dipilih, "kode": kode, "galat": galat}
    return render(request, "evaluation/pleno_butir_pilih.html", konteks, status=422 if galat else 200)


def _butir(request: HttpRequest, pk: int, butir_pk: int) -> ButirPleno:
    rapat = _rapat(request, pk)
    butir = get_object_or_404(rapat.butir.select_related("diputus_oleh"), pk=butir_pk)
    butir.rapat, butir.lke = rapat, _lke(request, rapat, butir.lke_id)
    return butir


@require_http_methods(["GET", "HEAD", "POST"])
def pleno_butir(request: HttpRequest, pk: int, butir_pk: int) -> HttpResponse:
    """One item: the values side by side, and what the meeting decides."""
    butir = _butir(request, pk, butir_pk)
    rapat, lke = butir.rapat, butir.lke
    menulis = rapat.status == StatusPleno.BERLANGSUNG and request.user.has_perm("evaluation.isi_pleno", rapat)
    awal = {n: getattr(butir, n) for n in ("keputusan", "alasan", "tidak_bulat", "pendapat", "versi")}
    form, konflik = PutusanForm(request.POST or None, initial=awal), None
    masukan = {n.removeprefix(AWALAN): v for n, v in request.POST.items() if n.startswith(AWALAN)}
    galat_isi = ""
    if request.method == "POST":
        if not menulis:
            wajib(request, "evaluation.penulis_pleno", rapat)
            messages.warning(request, BendaMoved(rapat).message)
            return redirect("evaluation:pleno_butir", pk, butir_pk)
        if form.is_valid():
            try:
                layanan.putuskan_butir(
                    butir=butir, data=form.isi(masukan), versi=form.cleaned_data["versi"], actor=request.user
                )
            except layanan.ButirKonflik as error:
                konflik = error.butir
                form.add_error(None, error.message)
                # Saving once more, now with theirs before one's eyes, takes one's own.
                form.data = form.data.copy()
                form.data["versi"] = str(konflik.versi)
            except scoring.JawabanSalah as error:
                galat_isi = error.pesan
            except EvaluationError as error:
                form.add_error(None, error.message)
            else:
                messages.success(request, _("Keputusan %(kode)s tersimpan.") % {"kode": butir.kode})
                return redirect(f"{rapat.get_absolute_url()}#lke-{lke.pk}")
    unit = Jawaban.objects.get(lke=lke, lapis=Lapis.UNIT, kode=butir.kode)
    tpi = get_object_or_404(Jawaban, lke=lke, lapis=Lapis.TPI, kode=butir.kode)
    b = baca.butir_baca(lke, butir, unit.isi)
    terisi = masukan or (butir.isi if butir.keputusan == Keputusan.LAIN else {})
    konteks = {
        "rapat": rapat,
        "lke": lke,
        "b": b,
        "form": form,
        "menulis": menulis,
        "konflik": baca.butir_baca(lke, konflik, unit.isi) if konflik else None,
        "catatan_unit": unit.catatan,
        "catatan_tpi": tpi.catatan,
        "masukan": [(m, str(terisi.get(m.kode, "")).replace(".", ",")) for m in b.pertanyaan.masukan],
        "terpilih": str(terisi.get(butir.kode, "")),
        "galat_isi": galat_isi,
    }
    status = 409 if konflik else 422 if galat_isi else _status(form)
    return render(request, "evaluation/pleno_butir.html", konteks, status=status)


@require_POST
def pleno_butir_buang(request: HttpRequest, pk: int, butir_pk: int) -> HttpResponse:
    butir = _butir(request, pk, butir_pk)
    if _isi(request, butir.rapat):
        jalankan(
            request,
            lambda: layanan.buang_butir(butir=butir, actor=request.user),
            berhasil=_("Butir %(kode)s keluar dari agenda.") % {"kode": butir.kode},
        )
    return redirect("evaluation:pleno_detail", pk)


@require_POST
def pleno_berkas(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed Berita Acara."""
    rapat = _rapat(request, pk)
    if not masih_dapat(request, "evaluation.unggah_ba", rapat, peran="evaluation.penulis_pleno"):
        return redirect(rapat)
    form = BAForm(request.POST, request.FILES)
    if form.is_valid():
        berkas = form.cleaned_data["berkas"]
        try:
            layanan.unggah_ba(rapat=rapat, berkas=berkas, nama=berkas.name, actor=request.user)
        except EvaluationError as error:
            form.add_error("berkas", error.message)
        else:
            messages.success(request, _("Berita Acara tersimpan."))
            return redirect(rapat)
    return _detail(request, rapat, ba=form)


# From a sheet --------------------------------------------------------------------------------------------------------


def _dari_lke(request: HttpRequest, pk: int, perm: str) -> LembarKerjaEvaluasi | HttpResponse:
    lke = ambil_lke(request, pk)
    return lke if masih_dapat(request, perm, lke, peran="evaluation.tpi_pengarah") else redirect(lke)


@require_http_methods(["GET", "HEAD", "POST"])
def tpi_bawa_pleno(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a judged sheet to the pleno, and on the agenda of an open one."""
    lke = _dari_lke(request, pk, "evaluation.bawa_pleno")
    if isinstance(lke, HttpResponse):
        return lke
    form = BawaForm(request.POST if request.method == "POST" else None)
    form.fields["rapat"].queryset = baca.pleno_disiapkan(request.user, lke.unit.instansi, lke.musim)
    if request.method == "POST" and form.is_valid():
        rapat = form.cleaned_data["rapat"]
        if _coba(form, lambda: layanan.bawa_ke_pleno(lke=lke, rapat=rapat, actor=request.user)):
            messages.success(request, _("LKE %(unit)s dibawa ke pleno.") % {"unit": lke.unit})
            return redirect("evaluation:pleno_butir_pilih", rapat.pk, lke.pk) if rapat else redirect(lke)
    konteks = {"lke": lke, "unit": lke.unit, "form": form}
    return render(request, "evaluation/tpi_bawa_pleno.html", konteks, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def tpi_kembali_nilai(request: HttpRequest, pk: int) -> HttpResponse:
    lke = _dari_lke(request, pk, "evaluation.kembali_nilai")
    if isinstance(lke, HttpResponse):
        return lke
    form = KembaliForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        alasan = form.cleaned_data["alasan"]
        if _coba(form, lambda: layanan.kembali_nilai(lke=lke, alasan=alasan, actor=request.user)):
            messages.success(request, _("LKE kembali ke penilaian TPI."))
            return redirect(lke)
    konteks = {"lke": lke, "unit": lke.unit, "form": form}
    return render(request, "evaluation/tpi_kembali_nilai.html", konteks, status=_status(form))


def _coba(form, tindakan: Callable[[], object]) -> bool:
    try:
        tindakan()
    except EvaluationError as error:
        form.add_error(None, error.message)
        return False
    return True
