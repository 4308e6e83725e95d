"""The pages on which documents are asked for, watched and downloaded."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evaluation.models import LembarKerjaEvaluasi, RapatPleno
from reports.enums import JenisDokumen
from reports.errors import ReportsError
from reports.models import Dokumen, Hal, Pekerjaan, tentang
from reports.permissions import lapis_untuk
from reports.selectors import dokumen_terbaca, isi_lhe, isi_pencanangan, isi_pleno, isi_survei, pekerjaan_terakhir
from reports.services import batang_lhe, coba_lagi, judul_batang, judul_radar, minta_dokumen, radar_lhe
from surveys.models import Kampanye
from units.models import Pencanangan
from units.selectors.pencanangan import pencanangan_terlihat
from zi_portal.common.berkas import PDF, sajikan


@dataclass(frozen=True)
class Lembar:
    """What a page of documents is about, and the words and addresses in which the kinds differ."""

    hal: Hal

    @cached_property
    def kind(self) -> JenisDokumen:
        if isinstance(self.hal, RapatPleno):
            return JenisDokumen.PLENO
        if isinstance(self.hal, Kampanye):
            return JenisDokumen.SURVEI
        return JenisDokumen.PENCANANGAN if isinstance(self.hal, Pencanangan) else JenisDokumen.LHE

    @property
    def judul(self) -> str:
        return str(self.kind.label)

    @property
    def zona(self) -> str:
        instansi = self.hal.instansi if isinstance(self.hal, RapatPleno) else self.hal.unit.instansi
        return instansi.zona_waktu

    @property
    def halaman(self) -> str:
        nama = "laporan_lke" if self.kind == JenisDokumen.LHE else f"laporan_{self.kind.value}"
        return reverse(f"reports:{nama}", args=[self.hal.pk])

    @property
    def minta(self) -> str:
        nama = "laporan_minta" if self.kind == JenisDokumen.LHE else f"{self.kind.value}_minta"
        return reverse(f"reports:{nama}", args=[self.hal.pk])

    @property
    def data(self) -> str:
        """What may have changed since the last print."""
        if self.kind == JenisDokumen.PLENO:
            return _("Data pleno")
        if self.kind == JenisDokumen.SURVEI:
            return _("Data survei")
        return _("Data pencanangan") if self.kind == JenisDokumen.PENCANANGAN else _("Data LKE")

    @property
    def memuat(self) -> str:
        if self.kind == JenisDokumen.SURVEI:
            return _(
                "Laporan memuat pengumpulan data, keabsahan, hasil tiap unsur, analisis, rencana tindak lanjut, dan "
                "kuesionernya."
            )
        if self.kind == JenisDokumen.PLENO:
            return _("Berita Acara memuat nilai, keputusan, pendapat berbeda, dan daftar hadir.")
        if self.kind == JenisDokumen.PENCANANGAN:
            return _(
                "Dokumen memuat pernyataan, publikasi, naskah pakta integritas, dan daftar penanda tangannya. "
                "Pembuatannya memakan beberapa detik."
            )
        return _(
            "Laporan memuat nilai, batas nilai, temuan, rekomendasi, dan catatan setiap pertanyaan. "
            "Pembuatannya memakan beberapa detik."
        )


def _lke_or_404(request: HttpRequest, pk: int) -> LembarKerjaEvaluasi:
    terlihat = LembarKerjaEvaluasi.objects.visible_to(request.user).select_related("unit__instansi", "musim")
    return get_object_or_404(terlihat, pk=pk)


def _pencanangan_or_404(request: HttpRequest, pk: int) -> Pencanangan:
    return get_object_or_404(pencanangan_terlihat(request.user).select_related("unit__instansi"), pk=pk)


def _pleno_or_404(request: HttpRequest, pk: int) -> RapatPleno:
    return get_object_or_404(RapatPleno.objects.visible_to(request.user).select_related("instansi", "musim"), pk=pk)


def _survei_or_404(request: HttpRequest, pk: int) -> Kampanye:
    semua = Kampanye.objects.visible_to(request.user).select_related("unit__instansi", "kuesioner")
    return get_object_or_404(semua, pk=pk)


def _hal_or_404(request: HttpRequest, baris: Dokumen | Pekerjaan) -> Hal:
    """What a document or a job tells of, when it exists for this person; put on the row, too."""
    if baris.pencanangan_id:
        baris.pencanangan = _pencanangan_or_404(request, baris.pencanangan_id)
        return baris.pencanangan
    if baris.survei_id:
        baris.survei = _survei_or_404(request, baris.survei_id)
        return baris.survei
    if baris.pleno_id:
        baris.pleno = _pleno_or_404(request, baris.pleno_id)
        return baris.pleno
    baris.lke = _lke_or_404(request, baris.lke_id)
    return baris.lke


def _pekerjaan_or_404(request: HttpRequest, pk: int) -> tuple[Pekerjaan, Lembar]:
    pekerjaan = get_object_or_404(Pekerjaan.objects.select_related("dokumen"), pk=pk)
    lembar = Lembar(_hal_or_404(request, pekerjaan))
    if not request.user.has_perm("reports.lihat_pekerjaan", pekerjaan):
        raise Http404
    return pekerjaan, lembar


@require_safe
def laporan_lke(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about the reports of one sheet: what they would say now, how one is made, those that were made."""
    lke = _lke_or_404(request, pk)
    if not request.user.has_perm("reports.lihat_laporan", lke):
        raise PermissionDenied
    boleh_minta = request.user.has_perm("reports.minta_lhe", lke)
    lhe = isi_lhe(lke.pk, lapis_untuk(request.user, lke)) if boleh_minta else None
    konteks = {"lke": lke, "lhe": lhe} | _dokumen(request, Lembar(lke), lhe.kunci() if lhe else "", boleh_minta)
    if lhe:
        konteks |= {
            "judul_radar": judul_radar(lhe),
            "radar": radar_lhe(lhe),
            "judul_batang": judul_batang(lhe),
            "batang": batang_lhe(lhe),
            "total": next(b.nilai for b in lhe.nilai if b.tingkat == 3),
        }
    return render(request, "reports/laporan_lke.html", konteks)


@require_safe
def laporan_pencanangan(request: HttpRequest, pk: int) -> HttpResponse:
    """The documents of one declaration."""
    p = _pencanangan_or_404(request, pk)
    try:
        isi = isi_pencanangan(p.pk)
    except ReportsError:
        isi = None
    konteks = {"p": p, "isi": isi} | _dokumen(request, Lembar(p), isi.kunci() if isi else "", isi is not None)
    return render(request, "reports/laporan_pencanangan.html", konteks)


@require_safe
def laporan_pleno(request: HttpRequest, pk: int) -> HttpResponse:
    """The Berita Acara of one meeting."""
    rapat = _pleno_or_404(request, pk)
    if not request.user.has_perm("reports.minta_pleno", rapat):
        raise PermissionDenied
    try:
        isi = isi_pleno(rapat.pk)
    except ReportsError:
        isi = None
    konteks = {"rapat": rapat, "isi": isi}
    konteks |= _dokumen(request, Lembar(rapat), isi.kunci() if isi else "", isi is not None)
    return render(request, "reports/laporan_pleno.html", konteks)


@require_safe
def laporan_survei(request: HttpRequest, pk: int) -> HttpResponse:
    """The reports of one survey."""
    kampanye = _survei_or_404(request, pk)
    if not request.user.has_perm("reports.minta_survei", kampanye):
        raise PermissionDenied
    try:
        isi = isi_survei(kampanye.pk)
    except ReportsError:
        isi = None
    konteks = {"kampanye": kampanye, "isi": isi}
    konteks |= _dokumen(request, Lembar(kampanye), isi.kunci() if isi else "", isi is not None)
    return render(request, "reports/laporan_survei.html", konteks)


def _dokumen(request: HttpRequest, lembar: Lembar, kunci: str, boleh_minta: bool) -> dict[str, object]:
    """The documents there are, the one that fits the present content, and the job for it."""
    dokumen = dokumen_terbaca(request.user, lembar.hal)
    sesuai = next((d for d in dokumen if d.kunci == kunci), None)
    cari = bool(kunci) and not sesuai
    return {
        "lembar": lembar,
        "boleh_minta": boleh_minta,
        "dokumen": dokumen,
        "sesuai": sesuai,
        "pekerjaan": pekerjaan_terakhir(lembar.hal, kunci=kunci, kind=lembar.kind) if cari else None,
    }


@require_POST
def laporan_minta(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the LHE. Unchanged content answers with the document there is."""
    return _minta(request, _lke_or_404(request, pk), "reports.minta_lhe")


@require_POST
def pencanangan_minta(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the document of a declaration. Unchanged content answers with the document there is."""
    return _minta(request, _pencanangan_or_404(request, pk), "reports.minta_pencanangan")


@require_POST
def pleno_minta(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the Berita Acara of a meeting. Unchanged content answers with the document there is."""
    return _minta(request, _pleno_or_404(request, pk), "reports.minta_pleno")


@require_POST
def survei_minta(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the report of a survey. Unchanged content answers with the document there is."""
    return _minta(request, _survei_or_404(request, pk), "reports.minta_survei")


def _minta(request: HttpRequest, hal: Hal, perm: str) -> HttpResponse:
    if not request.user.has_perm(perm, hal):
        raise PermissionDenied
    lembar = Lembar(hal)
    try:
        hasil = minta_dokumen(kind=lembar.kind, actor=request.user, **tentang(hal))
    except ReportsError as error:
        messages.error(request, error.message)
        return redirect(lembar.halaman)
    if isinstance(hasil, Dokumen):
        messages.info(request, _("Isi laporan tidak berubah sejak %(nomor)s dibuat.") % {"nomor": hasil.nomor})
    elif request.htmx:
        return _bagian(request, hasil, lembar, segarkan=True)
    return redirect(lembar.halaman)


@require_safe
def pekerjaan_status(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a job is; the page asks until it has ended."""
    pekerjaan, lembar = _pekerjaan_or_404(request, pk)
    if not request.htmx:
        return redirect(lembar.halaman)
    return _bagian(request, pekerjaan, lembar)


@require_POST
def pekerjaan_ulang(request: HttpRequest, pk: int) -> HttpResponse:
    """Run a failed job again."""
    pekerjaan, lembar = _pekerjaan_or_404(request, pk)
    coba_lagi(pekerjaan=pekerjaan)
    if request.htmx:
        return _bagian(request, pekerjaan, lembar, segarkan=True)
    return redirect(lembar.halaman)


@require_safe
def dokumen_unduh(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes of a document, for those who may read its values."""
    dokumen = get_object_or_404(Dokumen, pk=pk)
    _hal_or_404(request, dokumen)
    if not request.user.has_perm("reports.unduh_dokumen", dokumen):
        raise Http404
    return sajikan(
        dokumen.berkas.open("rb"),
        nama=dokumen.nama_berkas,
        mime=PDF.mime,
        ukuran=dokumen.ukuran,
        sidik=dokumen.sha256,
        rentang=request.headers.get("Range", ""),
    )


def _bagian(request: HttpRequest, pekerjaan: Pekerjaan, lembar: Lembar, *, segarkan: bool = False) -> HttpResponse:
    """The part of the page that changes while a job runs."""
    if segarkan:
        pekerjaan.refresh_from_db(fields=["status", "persen", "galat", "dikirim_pada", "dokumen"])
    dokumen = dokumen_terbaca(request.user, lembar.hal)
    konteks = {
        "lembar": lembar,
        "boleh_minta": True,
        "pekerjaan": pekerjaan,
        "dokumen": dokumen,
        "sesuai": next((d for d in dokumen if d.pk == pekerjaan.dokumen_id), None),
    }
    return render(request, "reports/_laporan.html", konteks)
