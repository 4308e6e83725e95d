"""Requirements of an instansi: its own of a year, and which of its units meet theirs."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation.enums import JenisPredikat
from evaluation.errors import EvaluationError
from evaluation.forms.syarat import DataInstansiForm
from evaluation.models import LembarKerjaEvaluasi, Musim, NilaiSyarat
from evaluation.selectors.berkas import berkas_banyak, berkas_dari
from evaluation.selectors.musim import musim_dipilih
from evaluation.selectors.syarat import (
    data_instansi,
    kurang_dari,
    lke_persyaratan,
    riwayat_syarat,
    syarat_banyak,
    syarat_instansi,
)
from evaluation.services import syarat as layanan
from evaluation.syarat import UNIT, aturan_syarat
from evaluation.views.tindakan import jalankan, wajib
from units.enums import PERAN_TPN
from units.models import Instansi
from units.selectors import akses
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25
LIHAT, ISI = "evaluation.lihat_persyaratan", "evaluation.isi_data_instansi"


def _instansi(request: HttpRequest, pk: int) -> Instansi:
    """The instansi: 404 unless the person serves in it or in TPN, 403 for who may not read its requirements."""
    a = akses(request.user)
    terlihat = (
        Instansi.objects.all() if a.punya_nasional(*PERAN_TPN) else Instansi.objects.filter(pk__in=a.instansi_ids)
    )
    instansi = get_object_or_404(terlihat, pk=pk)
    wajib(request, LIHAT, instansi)
    return instansi


def _dengan_syarat(daftar: Sequence[LembarKerjaEvaluasi]) -> Sequence[LembarKerjaEvaluasi]:
    """What is asked of each unit, how much of it is met, and what is missing."""
    hasil = syarat_banyak(daftar)
    for lke in daftar:
        lke.hasil_unit = [h for h in hasil[lke.pk] if h.syarat.untuk == UNIT]
        lke.terpenuhi = sum(not h.menghalangi for h in lke.hasil_unit)
        lke.kurang = kurang_dari(hasil[lke.pk])
    return daftar


# The sheets as a table to take away.
KOLOM = (
    (gettext_lazy("Unit kerja"), lambda x: x.unit.nama),
    (gettext_lazy("Menuju"), lambda x: x.predikat_tujuan),
    (gettext_lazy("Terpenuhi"), lambda x: x.terpenuhi),
    (gettext_lazy("Syarat"), lambda x: len(x.hasil_unit)),
    (gettext_lazy("Belum terpenuhi"), lambda x: "; ".join(str(h.syarat.nama) for h in x.hasil_unit if h.menghalangi)),
)


@require_safe
def persyaratan(request: HttpRequest, pk: int) -> HttpResponse:
    instansi = _instansi(request, pk)
    musim = musim_dipilih(request.GET.get("tahun", ""))
    konteks: dict[str, object] = {"instansi": instansi, "musim": musim, "tz": instansi.tz}
    if musim is None:
        return render(request, "evaluation/persyaratan.html", konteks)
    tercatat = data_instansi(instansi, musim.tahun)
    syarat = syarat_instansi(instansi, musim.tahun, tercatat=tercatat)
    q, predikat = bersih_teks(request.GET.get("q"), 100), request.GET.get("predikat", "")
    daftar = lke_persyaratan(request.user, instansi, musim)
    if q:
        daftar = daftar.filter(unit__nama__icontains=q)
    if predikat in JenisPredikat.values:
        daftar = daftar.filter(predikat_tujuan=predikat)
    nama = f"persyaratan-{instansi.kode}-{musim.tahun}"
    if (jawab := unduhan(request, nama=nama, kolom=KOLOM, semua=daftar, rinci=_dengan_syarat)) is not None:
        return jawab
    page = Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("halaman"))
    for lke in _dengan_syarat(page.object_list):
        lke.boleh_buka = request.user.has_perm("evaluation.lihat_tpi", lke)
    berkas = berkas_banyak(NilaiSyarat.BENDA, [b.pk for b in tercatat.values()])
    konteks |= {
        "syarat": syarat,
        "baris": [_baris(s, syarat, berkas) for s in aturan_syarat(musim.tahun).instansi(instansi.jenis)],
        "boleh_isi": request.user.has_perm(ISI, instansi),
        "page": page,
        "q": q,
        "predikat": predikat,
        "disaring": bool(q or predikat),
        "predikat_pilihan": JenisPredikat.values,
    }
    return render(request, "evaluation/persyaratan.html", konteks)


def _baris(s, syarat, berkas) -> dict[str, object]:
    """One rule with how it stands for each predicate."""
    hasil = {p: next((h for h in su.hasil if h.kode == s.kode), None) for p, su in syarat.items()}
    tercatat = next((h.tercatat for h in hasil.values() if h and h.tercatat), None)
    return {
        "syarat": s,
        "hasil": hasil,
        "tercatat": tercatat,
        "berkas": berkas.get(tercatat.pk, []) if tercatat else [],
    }


@require_http_methods(["GET", "POST"])
def persyaratan_isi(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """One value of the instansi with its files and history; its admin fills it."""
    instansi = _instansi(request, pk)
    if request.method == "POST":
        wajib(request, ISI, instansi)
    musim = _musim(request)
    syarat = layanan.syarat_instansi_ini(instansi, musim, kode)
    if syarat is None:
        raise Http404
    baris = data_instansi(instansi, musim.tahun).get(kode)
    awal = {n: getattr(baris, n) for n in ("nilai", "sumber", "catatan")} if baris else {}
    form = DataInstansiForm(
        request.POST or None,
        request.FILES or None,
        syarat=syarat,
        initial=awal | {"versi": baris.versi if baris else 0},
    )
    bentrok = None
    if request.method == "POST" and form.is_valid():
        try:
            layanan.isi_data_instansi(
                instansi=instansi,
                musim=musim,
                kode=kode,
                isian=form.isian,
                actor=request.user,
                berkas=form.cleaned_data["berkas"],
            )
        except layanan.SyaratBentrok as error:
            bentrok = error.kini.get(kode)
            form = _dengan_versi(form, syarat, bentrok, error.message)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("%(nama)s disimpan.") % {"nama": syarat.nama})
            return redirect(_alamat(instansi, musim))
    konteks = {
        "instansi": instansi,
        "musim": musim,
        "tz": instansi.tz,
        "syarat": syarat,
        "baris": baris,
        "bentrok": bentrok,
        "form": form,
        "boleh_isi": request.user.has_perm(ISI, instansi),
        "berkas": berkas_dari(baris) if baris else [],
        "riwayat": riwayat_syarat(baris),
        "kembali": _alamat(instansi, musim),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "evaluation/persyaratan_isi.html", konteks, status=status)


def _dengan_versi(form: DataInstansiForm, syarat, kini: NilaiSyarat | None, pesan: str) -> DataInstansiForm:
    """The form once more with what was typed, which saves over what stands now."""
    data = form.data.copy()
    data["versi"] = str(kini.versi if kini else 0)
    form = DataInstansiForm(data, syarat=syarat)
    form.full_clean()
    form.add_error(None, pesan)
    return form


def _musim(request: HttpRequest) -> Musim:
    """``?tahun=`` of the address, else the newest season."""
    musim = musim_dipilih(request.GET.get("tahun", ""))
    if musim is None:
        raise Http404
    return musim


def _alamat(instansi: Instansi, musim: Musim) -> str:
    return f"{reverse('evaluation:persyaratan', args=[instansi.pk])}?tahun={musim.tahun}"


@require_POST
def persyaratan_buang(request: HttpRequest, pk: int, kode: str, berkas_pk: int) -> HttpResponse:
    instansi = _instansi(request, pk)
    wajib(request, ISI, instansi)
    musim = _musim(request)
    baris = data_instansi(instansi, musim.tahun).get(kode)
    if baris is None:
        raise Http404
    berkas = get_object_or_404(berkas_dari(baris), pk=berkas_pk)
    jalankan(
        request,
        lambda: layanan.buang_berkas_instansi(baris=baris, berkas=berkas, actor=request.user),
        berhasil=_("Berkas dibuang."),
    )
    return redirect(f"{reverse('evaluation:persyaratan_isi', args=[instansi.pk, kode])}?tahun={musim.tahun}")
