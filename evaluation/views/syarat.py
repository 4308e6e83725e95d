"""Requirements of one sheet: how they stand, what TPI says, what its lead lets go."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation.errors import EvaluationError
from evaluation.forms.syarat import AlasanForm, PernyataanForm
from evaluation.models import BerkasEvaluasi, LembarKerjaEvaluasi, NilaiSyarat
from evaluation.selectors.berkas import berkas_banyak, berkas_dari
from evaluation.selectors.syarat import HasilSyarat, kurang_dari, riwayat_syarat, saat_selesai, syarat_lke
from evaluation.services import syarat as layanan
from evaluation.syarat import TPI, UNIT
from evaluation.views.tindakan import ambil_lke, jalankan, masih_dapat, wajib

NYATAKAN, KECUALIKAN = "evaluation.nyatakan_syarat", "evaluation.kecualikan_syarat"
PERAN_TPI, PERAN_PENGARAH = "evaluation.tpi", "evaluation.tpi_pengarah"


@require_http_methods(["GET", "POST"])
def lke_syarat(request: HttpRequest, pk: int) -> HttpResponse:
    """The requirements of the unit and the eight checks; a POST says what nothing computes."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.lihat_tpi", lke)
    if request.method == "POST" and not masih_dapat(request, NYATAKAN, lke, peran=PERAN_TPI):
        return redirect("evaluation:lke_syarat", lke.pk)
    hasil = syarat_lke(lke)
    boleh = request.user.has_perm(NYATAKAN, lke)
    form = PernyataanForm(request.POST or None, hasil=hasil) if boleh else None
    bentrok: dict[str, NilaiSyarat] = {}
    if form and request.method == "POST" and form.is_valid():
        try:
            kode = layanan.nyatakan_syarat(lke=lke, isian=form.isian, actor=request.user)
        except layanan.SyaratBentrok as error:
            form.add_error(None, error.message)
            bentrok = dict(error.kini)
            form = _dengan_versi(form, bentrok)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            if not kode:
                messages.info(request, _("Tidak ada yang berubah."))
            else:
                teks = ngettext("%(n)d persyaratan disimpan.", "%(n)d persyaratan disimpan.", len(kode))
                messages.success(request, teks % {"n": len(kode)})
            return redirect("evaluation:lke_syarat", lke.pk)
    konteks = _konteks(request, lke) | {
        "form": form,
        "kelompok": _kelompok(lke, hasil, form, bentrok),
        "kurang": kurang_dari(hasil),
        "boleh_nyatakan": boleh,
        "afirmasi": any(h.keadaan == "peringatan" for h in hasil),
    }
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, "evaluation/syarat.html", konteks, status=status)


def _dengan_versi(form: PernyataanForm, kini: dict[str, NilaiSyarat]) -> PernyataanForm:
    """The same form once more, which saves over what stands now: the person has it before their eyes."""
    data = form.data.copy()
    for kode, baris in kini.items():
        data[f"versi-{kode}"] = str(baris.versi)
    galat = form.non_field_errors()
    form = PernyataanForm(data, hasil=form.hasil.values())
    form.full_clean()
    for satu in galat:
        form.add_error(None, satu)
    return form


def _kelompok(
    lke: LembarKerjaEvaluasi,
    hasil: list[HasilSyarat],
    form: PernyataanForm | None,
    bentrok: dict[str, NilaiSyarat],
) -> list[tuple[str, str, list[dict[str, object]]]]:
    """The two halves of the page: slug, heading and rows, each with its fields, files and how it once stood."""
    berkas = berkas_banyak(NilaiSyarat.BENDA, [h.tercatat.pk for h in hasil if h.tercatat])
    dulu = saat_selesai(lke) if lke.dinilai_pada else {}
    baris = [
        {
            "hasil": h,
            "kolom": form.kolom(h.kode) if form else {},
            "berkas": berkas.get(h.tercatat.pk, []) if h.tercatat else [],
            "dulu": dulu[h.kode].label if h.kode in dulu and dulu[h.kode] != h.keadaan else "",
            "bentrok": bentrok.get(h.kode),
        }
        for h in hasil
    ]
    judul = ((UNIT, _("Persyaratan unit")), (TPI, _("Yang dipastikan TPI")))
    return [(untuk, nama, [b for b in baris if b["hasil"].syarat.untuk == untuk]) for untuk, nama in judul]


def _konteks(request: HttpRequest, lke: LembarKerjaEvaluasi) -> dict[str, object]:
    return {
        "lke": lke,
        "unit": lke.unit,
        "tz": lke.unit.instansi.tz,
        "boleh_lihat_unit": request.user.has_perm("units.lihat_tahap", lke.unit),
        "boleh_lihat_instansi": request.user.has_perm("evaluation.lihat_persyaratan", lke.unit.instansi),
    }


# One rule -------------------------------------------------------------------------------------------------------------


def _satu(request: HttpRequest, pk: int, kode: str) -> tuple[LembarKerjaEvaluasi, HasilSyarat]:
    """The sheet and one of its rules, for who reads TPI's values; 404 where the sheet has no such rule."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.lihat_tpi", lke)
    hasil = next((h for h in syarat_lke(lke) if h.kode == kode), None)
    if hasil is None:
        raise Http404
    return lke, hasil


@require_safe
def lke_syarat_detail(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    return _halaman(request, *_satu(request, pk, kode))


def _halaman(
    request: HttpRequest, lke: LembarKerjaEvaluasi, hasil: HasilSyarat, form: AlasanForm | None = None
) -> HttpResponse:
    konteks = _konteks(request, lke) | {
        "h": hasil,
        "form": form or AlasanForm(),
        "berkas": berkas_dari(hasil.tercatat) if hasil.tercatat else [],
        "riwayat": riwayat_syarat(hasil.tercatat),
        "boleh_unggah": request.user.has_perm(NYATAKAN, lke) and not hasil.ikut,
        "boleh_kecuali": request.user.has_perm(KECUALIKAN, lke),
        "dikecualikan": hasil.tercatat is not None and hasil.tercatat.dikecualikan,
    }
    return render(request, "evaluation/syarat_detail.html", konteks, status=422 if form else 200)


def _beralasan(request: HttpRequest, pk: int, kode: str, tindakan, berhasil: str) -> HttpResponse:
    """An act of TPI's lead that owes a reason."""
    lke, hasil = _satu(request, pk, kode)
    if not masih_dapat(request, KECUALIKAN, lke, peran=PERAN_PENGARAH):
        return redirect("evaluation:lke_syarat_detail", lke.pk, kode)
    form = AlasanForm(request.POST)
    if form.is_valid():
        try:
            tindakan(lke=lke, kode=kode, alasan=form.cleaned_data["alasan"], actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, berhasil % {"nama": hasil.nama})
            return redirect("evaluation:lke_syarat_detail", lke.pk, kode)
    return _halaman(request, lke, hasil, form)


@require_POST
def lke_syarat_kecuali(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    return _beralasan(request, pk, kode, layanan.kecualikan_syarat, _("%(nama)s dikecualikan."))


@require_POST
def lke_syarat_cabut(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    return _beralasan(request, pk, kode, layanan.cabut_pengecualian, _("Pengecualian %(nama)s dicabut."))


@require_POST
def lke_syarat_unggah(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    lke, hasil = _satu(request, pk, kode)
    if masih_dapat(request, NYATAKAN, lke, peran=PERAN_TPI):
        berkas = request.FILES.get("berkas")
        if berkas is None:
            messages.error(request, _("Pilih berkasnya dahulu."))
        elif hasil.ikut:
            messages.error(request, _("Unggah pada persyaratan unit yang diikutinya."))
        else:
            jalankan(
                request,
                lambda: layanan.unggah_bukti_syarat(
                    lke=lke, kode=kode, berkas=berkas, nama=berkas.name, actor=request.user
                ),
                berhasil=_("Berkas diunggah."),
            )
    return redirect("evaluation:lke_syarat_detail", lke.pk, kode)


@require_POST
def lke_syarat_buang(request: HttpRequest, pk: int, kode: str, berkas_pk: int) -> HttpResponse:
    lke, hasil = _satu(request, pk, kode)
    if masih_dapat(request, NYATAKAN, lke, peran=PERAN_TPI):
        milik = berkas_dari(hasil.tercatat) if hasil.tercatat else BerkasEvaluasi.objects.none()
        berkas = get_object_or_404(milik, pk=berkas_pk)
        jalankan(
            request,
            lambda: layanan.buang_bukti_syarat(lke=lke, berkas=berkas, actor=request.user),
            berhasil=_("Berkas dibuang."),
        )
    return redirect("evaluation:lke_syarat_detail", lke.pk, kode)
