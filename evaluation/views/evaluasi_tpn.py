"""TPN's evaluation of one unit: the overview, a page for each step, and the acts that lead on."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation import scoring
from evaluation.enums import STATUS_TPN_PROSES, Lapis
from evaluation.enums.evaluasi_tpn import (
    HasilButir,
    HasilClearance,
    HasilSanggah,
    HasilTemuan,
    LangkahTPN,
)
from evaluation.errors import EvaluationError
from evaluation.forms.evaluasi_tpn import (
    FORM_LANGKAH,
    AlasanTPNForm,
    Butir,
    DaftarButirForm,
    GugurForm,
)
from evaluation.models import Clearance, EvaluasiTPN, ItemLapangan, LembarKerjaEvaluasi
from evaluation.permissions.evaluasi_tpn import ISI_LANGKAH
from evaluation.selectors.berkas import berkas_banyak, berkas_dari
from evaluation.selectors.evaluasi_tpn import baris_seleksi, evaluasi_dari
from evaluation.selectors.skor import skor_lapis
from evaluation.selectors.tpi import banding_gerbang
from evaluation.services import evaluasi_tpn as layanan
from evaluation.services import seleksi
from evaluation.views.tindakan import ambil_lke, jalankan, masih_dapat, wajib

PERAN = "evaluation.tim_tpn"
SELESAI = "selesai"


@require_GET
def tpn_evaluasi(request: HttpRequest, pk: int) -> HttpResponse:
    """All TPN knows of one unit, and what may be done now."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.baca_evaluasi_tpn", lke)
    skor = skor_lapis(lke, Lapis.TPN)
    langkah = [(satu, request.user.has_perm(ISI_LANGKAH[satu], lke)) for satu in LangkahTPN]
    boleh = {
        "boleh_mulai": request.user.has_perm("evaluation.mulai_seleksi", lke),
        "boleh_lewati": request.user.has_perm("evaluation.lewati_langkah", lke),
        "boleh_gugur": request.user.has_perm("evaluation.gugurkan_lke", lke),
        "boleh_putus": request.user.has_perm("evaluation.putuskan_tpn", lke),
    }
    context = _dasar(request, lke, evaluasi_dari(lke)) | {
        **boleh,
        "langkah": langkah,
        "ada_tindakan": any(boleh.values()) or any(dapat for _satu, dapat in langkah),
        "skor": {Lapis.TPN: skor},
        "gerbang": banding_gerbang({Lapis.TPN: skor}, lke.predikat_tujuan),
    }
    return render(request, "evaluation/tpn_evaluasi.html", context)


def _dasar(request: HttpRequest, lke: LembarKerjaEvaluasi, evaluasi: EvaluasiTPN | None) -> dict[str, object]:
    """What overview and step pages share: the notes of all steps so far."""
    seleksi_baris = baris_seleksi(lke)
    return {
        "lke": lke,
        "unit": lke.unit,
        "tz": lke.unit.instansi.tz,
        "evaluasi": evaluasi,
        "seleksi": seleksi_baris,
        "berkas_sanggah": berkas_banyak("seleksi", [b.item.pk for b in seleksi_baris]),
        "clearance": list(Clearance.objects.filter(lke=lke)),
        "lapangan": list(ItemLapangan.objects.filter(lke=lke)),
        "foto": list(berkas_dari(evaluasi)) if evaluasi else [],
    }


@require_POST
def tpn_mulai(request: HttpRequest, pk: int) -> HttpResponse:
    lke = ambil_lke(request, pk)
    if masih_dapat(request, "evaluation.mulai_seleksi", lke, peran=PERAN):
        jalankan(request, lambda: seleksi.mulai_seleksi(lke=lke, actor=request.user), berhasil=_("Seleksi dimulai."))
        return redirect("evaluation:tpn_langkah", lke.pk, LangkahTPN.SELEKSI)
    return redirect("evaluation:tpn_evaluasi", lke.pk)


@require_http_methods(["GET", "POST"])
def tpn_langkah(request: HttpRequest, pk: int, langkah: str) -> HttpResponse:
    """One step: POST keeps the draft; with ``aksi=selesai`` it is made final and the sheet moves on."""
    lke = ambil_lke(request, pk)
    if langkah not in LangkahTPN.values:
        raise Http404
    if not masih_dapat(request, ISI_LANGKAH[langkah], lke, peran=PERAN):
        return redirect("evaluation:tpn_evaluasi", lke.pk)
    evaluasi = get_object_or_404(EvaluasiTPN, lke=lke)
    # Times are written and read in the zone of the office.
    with timezone.override(lke.unit.instansi.tz):
        return _langkah(request, lke, evaluasi, LangkahTPN(langkah))


def _langkah(
    request: HttpRequest, lke: LembarKerjaEvaluasi, evaluasi: EvaluasiTPN, langkah: LangkahTPN
) -> HttpResponse:
    context = _dasar(request, lke, evaluasi)
    data = request.POST if request.method == "POST" else None
    form, daftar = _form(request, langkah, evaluasi, data), _daftar(langkah, context, evaluasi, data)
    semua = [f for f in (form, daftar) if f is not None]
    if request.method == "POST" and all(f.is_valid() for f in semua):
        try:
            _simpan(request, lke, langkah, form, daftar)
            if request.POST.get("aksi") == SELESAI:
                _selesai(request, lke, langkah)
        except (EvaluationError, scoring.JawabanSalah) as error:
            semua[0].add_error(None, getattr(error, "message", str(error)))
            # What was typed stays; saved once more it stands on what is there now.
            evaluasi.refresh_from_db(fields=["versi"])
            lanjutan = request.POST.copy()
            lanjutan["versi"] = str(evaluasi.versi)
            for f in semua:
                f.data = lanjutan
        else:
            messages.success(request, _("%(langkah)s tersimpan.") % {"langkah": langkah.label})
            lanjut = request.POST.get("aksi") == SELESAI
            if lanjut:
                return redirect("evaluation:tpn_evaluasi", lke.pk)
            return redirect("evaluation:tpn_langkah", lke.pk, langkah)
    context |= {
        "langkah": langkah,
        "form": form,
        "daftar": daftar,
        "dapat_selesai": langkah not in {LangkahTPN.SURVEI, LangkahTPN.CLEARANCE},
        "boleh_lewati": request.user.has_perm("evaluation.lewati_langkah", lke),
    }
    status = 422 if any(f.is_bound and not f.is_valid() for f in semua) else 200
    return render(request, "evaluation/tpn_langkah.html", context, status=status)


def _form(request: HttpRequest, langkah: LangkahTPN, evaluasi: EvaluasiTPN, data):
    if langkah not in FORM_LANGKAH:
        return None
    kelas = FORM_LANGKAH[langkah]
    awal = {nama: getattr(evaluasi, nama) for nama in kelas.base_fields if hasattr(evaluasi, nama)}
    return kelas(data, request.FILES or None, initial=awal)


def _daftar(langkah: LangkahTPN, context: dict[str, object], evaluasi: EvaluasiTPN, data):
    """The lines to judge of a step that has such."""
    match langkah:
        case LangkahTPN.SELEKSI:
            butir = [Butir(b.item.kode, b.item.nama, b.item.hasil, b.item.catatan, b) for b in context["seleksi"]]
            pilihan, kata = HasilButir.choices, _("Catatan (wajib bila tidak sesuai)")
        case LangkahTPN.SANGGAH:
            butir = [
                Butir(b.item.kode, b.item.nama, b.item.hasil_sanggah, b.item.alasan_sanggah, b)
                for b in context["seleksi"]
                if b.item.sanggah_pada
            ]
            pilihan, kata = HasilSanggah.choices, _("Alasan (wajib bila ditolak)")
        case LangkahTPN.LAPANGAN:
            butir = [Butir(i.kode, i.nama, i.hasil, i.catatan) for i in context["lapangan"]]
            pilihan, kata = HasilTemuan.choices, _("Catatan")
        case LangkahTPN.CLEARANCE:
            butir = [Butir(c.lembaga, c.get_lembaga_display(), c.hasil, c.catatan) for c in context["clearance"]]
            pilihan, kata = HasilClearance.choices, _("Catatan (wajib bila ada catatan)")
        case _:
            return None
    return DaftarButirForm(data, butir=butir, pilihan=pilihan, catatan=kata, initial={"versi": evaluasi.versi})


def _simpan(request: HttpRequest, lke: LembarKerjaEvaluasi, langkah: LangkahTPN, form, daftar) -> None:
    versi = (form or daftar).cleaned_data["versi"]
    bersama = {"lke": lke, "versi": versi, "actor": request.user}
    match langkah:
        case LangkahTPN.SELEKSI:
            seleksi.simpan_seleksi(isi=daftar.isi, **bersama)
        case LangkahTPN.SANGGAH:
            seleksi.nilai_sanggah(isi=daftar.isi, **bersama)
        case LangkahTPN.CLEARANCE:
            layanan.simpan_clearance(isi=daftar.isi, **bersama)
        case LangkahTPN.SURVEI:
            isi = {k.removeprefix("survei_"): v for k, v in form.isi.items()}
            layanan.simpan_survei(**isi, **bersama)
        case _:
            layanan.simpan_langkah(langkah=langkah, isi=form.isi, temuan=daftar.isi if daftar else None, **bersama)
            if foto := request.FILES.get("foto"):
                layanan.unggah_foto(lke=lke, berkas=foto, nama=foto.name, actor=request.user)


def _selesai(request: HttpRequest, lke: LembarKerjaEvaluasi, langkah: LangkahTPN) -> None:
    match langkah:
        case LangkahTPN.SELEKSI:
            seleksi.selesaikan_seleksi(lke=lke, actor=request.user)
        case LangkahTPN.SANGGAH:
            seleksi.selesaikan_sanggah(lke=lke, actor=request.user)
        case LangkahTPN.SURVEI | LangkahTPN.CLEARANCE:
            return
        case _:
            layanan.selesaikan_langkah(lke=lke, langkah=langkah, actor=request.user)


@require_POST
def tpn_foto_buang(request: HttpRequest, pk: int, berkas_pk: int) -> HttpResponse:
    lke = ambil_lke(request, pk)
    if not masih_dapat(request, "evaluation.isi_lapangan", lke, peran=PERAN):
        return redirect("evaluation:tpn_evaluasi", lke.pk)
    evaluasi = get_object_or_404(EvaluasiTPN, lke=lke)
    berkas = get_object_or_404(berkas_dari(evaluasi), pk=berkas_pk)
    jalankan(
        request,
        lambda: layanan.buang_foto(lke=lke, berkas=berkas, actor=request.user),
        berhasil=_("Foto dibuang."),
    )
    return redirect("evaluation:tpn_langkah", lke.pk, LangkahTPN.LAPANGAN)


@require_http_methods(["GET", "POST"])
def tpn_lewati(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave out the interview or the visit, with a reason."""
    lke = ambil_lke(request, pk)
    if not masih_dapat(request, "evaluation.lewati_langkah", lke, peran="evaluation.tpn_admin"):
        return redirect("evaluation:tpn_evaluasi", lke.pk)
    form = AlasanTPNForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.lewati_langkah(lke=lke, alasan=form.cleaned_data["alasan"], actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Langkah dilewati."))
            return redirect("evaluation:tpn_evaluasi", lke.pk)
    return _alasan(request, lke, form, gugur=False)


@require_http_methods(["GET", "POST"])
def tpn_gugur(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a unit, or all that is left of its proposal, lapse."""
    lke = ambil_lke(request, pk)
    if not masih_dapat(request, "evaluation.gugurkan_lke", lke, peran="evaluation.tpn_admin"):
        return redirect("evaluation:tpn_evaluasi", lke.pk)
    form = GugurForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sasaran = [lke]
        if form.cleaned_data["seluruh"] and lke.usulan_id:
            semua = LembarKerjaEvaluasi.objects.visible_to(request.user).select_related("unit__instansi", "musim")
            semua = semua.filter(usulan=lke.usulan_id, status__in=sorted(STATUS_TPN_PROSES)).order_by("pk")
            sasaran = [s for s in semua if request.user.has_perm("evaluation.gugurkan_lke", s)]
        try:
            layanan.gugurkan_usulan(lke=sasaran, alasan=form.cleaned_data["alasan"], actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("%(n)d unit digugurkan.") % {"n": len(sasaran)})
            return redirect("evaluation:tpn_evaluasi", lke.pk)
    return _alasan(request, lke, form, gugur=True)


def _alasan(request: HttpRequest, lke: LembarKerjaEvaluasi, form: AlasanTPNForm, *, gugur: bool) -> HttpResponse:
    context = {"lke": lke, "unit": lke.unit, "form": form, "gugur": gugur}
    return render(request, "evaluation/tpn_alasan.html", context, status=422 if form.errors else 200)
