"""Pages of predicates: the register, one with its story, its reports, its clarifications, its end."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluation.enums import JenisPredikat
from evaluation.enums.predikat import KATA_BERKAS, DasarCabut, SaringLaporan, StatusPredikat
from evaluation.errors import EvaluationError
from evaluation.forms import predikat as formulir
from evaluation.models import KlarifikasiPredikat, LaporanPredikat, PredikatUnit
from evaluation.selectors import predikat as baca
from evaluation.selectors.berkas import berkas_dari
from evaluation.services import predikat as layanan
from evaluation.views.tindakan import masih_dapat, wajib
from units.models import UnitKerja
from zi_portal.common.masukan import angka, bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25


def _predikat(request: HttpRequest, pk: int) -> PredikatUnit:
    return get_object_or_404(PredikatUnit.objects.visible_to(request.user).select_related("unit__instansi"), pk=pk)


def _laporan(request: HttpRequest, pk: int) -> LaporanPredikat:
    laporan = LaporanPredikat.objects.visible_to(request.user).select_related("predikat__unit__instansi")
    return get_object_or_404(laporan, pk=pk)


def _klarifikasi(request: HttpRequest, pk: int) -> KlarifikasiPredikat:
    klarifikasi = KlarifikasiPredikat.objects.visible_to(request.user).select_related("predikat__unit__instansi")
    return get_object_or_404(klarifikasi, pk=pk)


def _kiriman(request: HttpRequest) -> tuple[object, object]:
    """What a form is bound to: nothing while it is only shown."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _isi(
    request: HttpRequest,
    form: formulir.FormPortal,
    tindakan: Callable[[], models.Model | None],
    *,
    kembali: models.Model,
    berhasil: str,
    **konteks: object,
) -> HttpResponse:
    """A page with one form: shown, or sent and carried out. What was typed stays when it is refused."""
    if request.method == "POST" and form.is_valid():
        try:
            hasil = tindakan()
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, berhasil)
            return redirect(hasil or kembali)
    status = 422 if form.is_bound else 200
    isi = {"form": form, "kembali": kembali.get_absolute_url(), "unit": kembali.unit, **konteks}
    return render(request, "evaluation/predikat_form.html", isi, status=status)


# The register ---------------------------------------------------------------------------------------------------------


# The columns of the list as a table to take away.
KOLOM = (
    (gettext_lazy("Unit kerja"), lambda p: p.unit.nama),
    (gettext_lazy("Instansi"), lambda p: p.unit.instansi.nama),
    (gettext_lazy("Predikat"), lambda p: p.jenis),
    (gettext_lazy("Nomor SK"), lambda p: p.nomor_sk),
    (gettext_lazy("Tanggal SK"), lambda p: p.tanggal_sk),
    (gettext_lazy("Status"), lambda p: p.status_terlihat.label),
    (gettext_lazy("Dapat diusulkan lagi"), lambda p: p.boleh_diusulkan_mulai),
    (gettext_lazy("Laporan berikutnya"), lambda p: p.laporan_tempo if p.aktif else None),
)


@require_GET
def predikat_list(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.register_predikat")
    hari = timezone.localdate()
    instansi = baca.instansi_berpredikat(PredikatUnit.objects.visible_to(request.user))
    saring = formulir.SaringPredikat(request.GET, instansi=instansi).nilai
    jumlah = baca.hitung_predikat(request.user, hari)
    semua = baca.predikat_table(request.user, saring, hari)
    jawab = unduhan(
        request,
        nama="predikat",
        kolom=KOLOM,
        semua=semua,
        rinci=lambda keping: baca.dengan_status(keping, request.user),
    )
    if jawab is not None:
        return jawab
    page = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman"))
    baris = baca.dengan_status(page.object_list, request.user)
    for p in baris:
        p.kewajiban = baca.kewajiban_laporan(p, hari)
    context = {
        "page": page,
        "baris": baris,
        "saring": saring,
        "instansi": instansi,
        "jenis": JenisPredikat.choices,
        "jumlah": jumlah,
        "butir_status": _butir(request, "status", StatusPredikat, jumlah, saring),
        "butir_laporan": _butir(request, "laporan", SaringLaporan, jumlah, saring),
        "boleh_catat": request.user.has_perm("evaluation.catat_predikat"),
    }
    return render(request, "evaluation/predikat_list.html", context)


def _butir(request: HttpRequest, nama: str, pilihan: type[models.TextChoices], jumlah: dict, saring: dict) -> list:
    """Chips of one filter: those that hold something, and the one chosen."""

    def alamat(nilai: str) -> str:
        kueri = request.GET.copy()
        kueri.pop("halaman", None)
        kueri.pop(nama, None)
        if nilai:
            kueri[nama] = nilai
        return f"?{kueri.urlencode()}" if kueri else request.path

    kini = saring.get(nama, "")
    butir = [{"label": _("Semua"), "url": alamat(""), "jumlah": None, "kini": not kini}]
    for p in pilihan:
        n = jumlah[f"{nama}_{p.value}"]
        if n or kini == p:
            butir.append({"label": p.label, "url": alamat(p.value), "jumlah": n, "kini": kini == p})
    return butir


@require_http_methods(["GET", "POST"])
def predikat_catat(request: HttpRequest) -> HttpResponse:
    """Record an older predicate: first the unit, then its SK."""
    wajib(request, "evaluation.catat_predikat")
    pk = angka(request.GET.get("unit"))
    if pk is None:
        q = bersih_teks(request.GET.get("q"), 100)
        return render(request, "evaluation/predikat_pilih.html", {"q": q, "hasil": baca.cari_unit(q, request.user)})
    unit = get_object_or_404(UnitKerja.objects.visible_to(request.user).select_related("instansi"), pk=pk)
    wajib(request, "evaluation.catat_predikat_unit", unit)
    form = formulir.CatatForm(*_kiriman(request))
    if request.method == "POST" and form.is_valid():
        try:
            predikat = layanan.catat_predikat(
                unit=unit, jenis=form.cleaned_data["jenis"], sk=form.data_sk(), actor=request.user
            )
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Predikat %(unit)s tercatat.") % {"unit": unit.nama})
            return redirect(predikat)
    semua = baca.publik_unit(unit.pk)
    status = 422 if form.is_bound else 200
    return render(
        request, "evaluation/predikat_catat.html", {"form": form, "unit": unit, "semua": semua}, status=status
    )


# One predicate --------------------------------------------------------------------------------------------------------


@require_GET
def predikat_detail(request: HttpRequest, pk: int) -> HttpResponse:
    predikat = _predikat(request, pk)
    (predikat,) = baca.dengan_status([predikat], request.user)
    user, hari = request.user, timezone.localdate(timezone=predikat.unit.instansi.tz)
    laporan = list(baca.laporan_dari(predikat, user))
    context = {
        "p": predikat,
        "unit": predikat.unit,
        "tz": predikat.unit.instansi.tz,
        "kewajiban": baca.kewajiban_laporan(predikat, hari),
        "laporan": laporan,
        "terbuka": next((x for x in laporan if user.has_perm("evaluation.isi_laporan", x)), None),
        "klarifikasi": baca.klarifikasi_dari(predikat, user),
        "tahu_klarifikasi": user.has_perm("evaluation.lihat_klarifikasi", predikat),
        "berkas": [(KATA_BERKAS.get(b.jenis, b.jenis), b) for b in berkas_dari(predikat)],
        "cerita": baca.cerita_predikat(predikat, user),
        "boleh": {
            nama: user.has_perm(f"evaluation.{nama}", predikat)
            for nama in ("ubah_sk", "cabut_predikat", "pulihkan_predikat", "buat_laporan", "buka_klarifikasi")
        },
        "menunggu": baca.klarifikasi_menunggu(predikat),
        "dasar": DasarCabut(predikat.dasar_cabut).label if predikat.dasar_cabut else "",
    }
    return render(request, "evaluation/predikat_detail.html", context)


@require_http_methods(["GET", "POST"])
def predikat_sk(request: HttpRequest, pk: int) -> HttpResponse:
    predikat = _predikat(request, pk)
    wajib(request, "evaluation.ubah_sk", predikat)
    awal = {"penandatangan": predikat.penandatangan, "berlaku_sampai": predikat.berlaku_sampai}
    form = formulir.SKForm(*_kiriman(request), initial=awal)
    return _isi(
        request,
        form,
        lambda: layanan.lengkapi_sk(predikat=predikat, actor=request.user, **form.cleaned_data),
        kembali=predikat,
        berhasil=_("Data SK tersimpan."),
        judul=_("Lengkapi data SK"),
        penjelasan=_("Nomor dan tanggal SK tidak dapat diubah di sini."),
        tombol=_("Simpan"),
    )


@require_http_methods(["GET", "POST"])
def predikat_cabut(request: HttpRequest, pk: int) -> HttpResponse:
    predikat = _predikat(request, pk)
    if not masih_dapat(request, "evaluation.cabut_predikat", predikat, peran="evaluation.admin_predikat_peran"):
        return redirect(predikat)
    form = formulir.CabutForm(*_kiriman(request), unit=predikat.unit)
    return _isi(
        request,
        form,
        lambda: layanan.cabut_predikat(
            predikat=predikat,
            dasar=form.cleaned_data["dasar"],
            rekomendasi=form.cleaned_data["rekomendasi"],
            sk=form.data_sk(),
            actor=request.user,
        ),
        kembali=predikat,
        berhasil=_("Pencabutan predikat %(unit)s tercatat.") % {"unit": predikat.unit.nama},
        judul=_("Cabut predikat %(jenis)s") % {"jenis": predikat.jenis},
        penjelasan=_(
            "Portal mencatat pencabutan dari SK. Unit baru dapat diusulkan lagi dua tahun sesudah tanggal SK, dan "
            "mulai dari WBK. Unit, TPI, admin, dan pimpinan instansi diberi tahu. Tindakan ini tidak dapat dibatalkan."
        ),
        tombol=_("Cabut predikat"),
        bahaya=True,
    )


@require_http_methods(["GET", "POST"])
def predikat_pulihkan(request: HttpRequest, pk: int) -> HttpResponse:
    predikat = _predikat(request, pk)
    if not masih_dapat(request, "evaluation.pulihkan_predikat", predikat, peran="evaluation.admin_predikat_peran"):
        return redirect(predikat)
    form = formulir.PulihkanForm(*_kiriman(request))
    return _isi(
        request,
        form,
        lambda: layanan.pulihkan_predikat(predikat=predikat, alasan=form.cleaned_data["alasan"], actor=request.user),
        kembali=predikat,
        berhasil=_("Predikat tetap aktif."),
        judul=_("Nyatakan predikat tetap aktif"),
        penjelasan=_("Pengaduan terbukti, tetapi predikat tidak dicabut. Alasannya tercatat."),
        tombol=_("Nyatakan tetap aktif"),
    )


# Reports --------------------------------------------------------------------------------------------------------------


@require_POST
def laporan_predikat_buat(request: HttpRequest, pk: int) -> HttpResponse:
    predikat = _predikat(request, pk)
    if not masih_dapat(request, "evaluation.buat_laporan", predikat, peran="evaluation.laporan_tpi_peran"):
        return redirect(predikat)
    try:
        laporan = layanan.buat_laporan(predikat=predikat, actor=request.user)
    except EvaluationError as error:
        messages.error(request, error.message)
        return redirect(predikat)
    return redirect("evaluation:laporan_predikat_isi", pk=laporan.pk)


@require_GET
def laporan_predikat(request: HttpRequest, pk: int) -> HttpResponse:
    laporan = _laporan(request, pk)
    boleh_isi = request.user.has_perm("evaluation.isi_laporan", laporan)
    context = {
        "l": laporan,
        "p": laporan.predikat,
        "unit": laporan.unit,
        "tz": laporan.unit.instansi.tz,
        "berkas": berkas_dari(laporan),
        "boleh_isi": boleh_isi,
        "kurang": layanan.kurang_laporan(laporan) if boleh_isi else [],
        "boleh_periksa": request.user.has_perm("evaluation.periksa_laporan", laporan),
    }
    return render(request, "evaluation/laporan_predikat.html", context)


@require_http_methods(["GET", "POST"])
def laporan_predikat_isi(request: HttpRequest, pk: int) -> HttpResponse:
    laporan = _laporan(request, pk)
    if not masih_dapat(request, "evaluation.isi_laporan", laporan, peran="evaluation.laporan_tpi_peran"):
        return redirect(laporan)
    awal = {
        "masih_memenuhi": {True: "ya", False: "tidak"}.get(laporan.masih_memenuhi),
        **{nama: getattr(laporan, nama) for nama in ("nilai_pengungkit", "nilai_hasil", "catatan", "versi")},
    }
    form = formulir.LaporanForm(*_kiriman(request), initial=awal)
    return _isi(
        request,
        form,
        lambda: layanan.isi_laporan(
            laporan=laporan,
            isi=form.isi(),
            versi=form.cleaned_data["versi"],
            berkas=form.cleaned_data["berkas"],
            actor=request.user,
        ),
        kembali=laporan,
        berhasil=_("Laporan tersimpan."),
        judul=_("Isi laporan pemantauan ke-%(ke)d") % {"ke": laporan.ke},
        penjelasan=_("Boleh disimpan sebagian. Laporan dikirim ke TPN dari halaman berikutnya."),
        tombol=_("Simpan"),
    )


@require_http_methods(["GET", "POST"])
def laporan_predikat_kirim(request: HttpRequest, pk: int) -> HttpResponse:
    laporan = _laporan(request, pk)
    if not masih_dapat(request, "evaluation.isi_laporan", laporan, peran="evaluation.laporan_tpi_peran"):
        return redirect(laporan)
    return _isi(
        request,
        formulir.FormPortal(*_kiriman(request)),
        lambda: layanan.kirim_laporan(laporan=laporan, actor=request.user),
        kembali=laporan,
        berhasil=_("Laporan dikirim ke TPN."),
        judul=_("Kirim laporan pemantauan ke-%(ke)d") % {"ke": laporan.ke},
        penjelasan=_("Sesudah dikirim laporan tidak dapat diubah, kecuali TPN mengembalikannya. Unit ikut membacanya."),
        tombol=_("Kirim ke TPN"),
    )


@require_http_methods(["GET", "POST"])
def laporan_predikat_periksa(request: HttpRequest, pk: int) -> HttpResponse:
    laporan = _laporan(request, pk)
    if not masih_dapat(request, "evaluation.periksa_laporan", laporan, peran="evaluation.laporan_tpn_peran"):
        return redirect(laporan)
    form = formulir.PeriksaForm(*_kiriman(request))
    return _isi(
        request,
        form,
        lambda: layanan.periksa_laporan(
            laporan=laporan,
            terima=form.cleaned_data["hasil"] == form.TERIMA,
            alasan=form.cleaned_data["alasan"],
            actor=request.user,
        ),
        kembali=laporan,
        berhasil=_("Hasil pemeriksaan tercatat."),
        judul=_("Periksa laporan pemantauan ke-%(ke)d") % {"ke": laporan.ke},
        penjelasan=_("Simpulan TPI: %(simpulan)s.")
        % {"simpulan": _("masih memenuhi") if laporan.masih_memenuhi else _("tidak memenuhi")},
        tombol=_("Catat hasil"),
    )


# Clarifications -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def klarifikasi_predikat_buka(request: HttpRequest, pk: int) -> HttpResponse:
    predikat = _predikat(request, pk)
    if not masih_dapat(request, "evaluation.buka_klarifikasi", predikat, peran="evaluation.buka_klarifikasi_peran"):
        return redirect(predikat)
    form = formulir.KlarifikasiForm(*_kiriman(request))
    return _isi(
        request,
        form,
        lambda: layanan.buka_klarifikasi(predikat=predikat, actor=request.user, **form.cleaned_data),
        kembali=predikat,
        berhasil=_("Klarifikasi dibuka. TPI dan pimpinan unit diberi tahu."),
        judul=_("Buka klarifikasi pengaduan"),
        penjelasan=_(
            "Untuk pengaduan maladministrasi. TPI dan pimpinan unit diminta menjawab, TPN menyimpulkan. "
            "Selama itu predikat tetap berlaku, dan masyarakat tidak melihat klarifikasinya."
        ),
        tombol=_("Buka klarifikasi"),
    )


@require_GET
def klarifikasi_predikat(request: HttpRequest, pk: int) -> HttpResponse:
    klarifikasi = _klarifikasi(request, pk)
    context = {
        "k": klarifikasi,
        "p": klarifikasi.predikat,
        "unit": klarifikasi.unit,
        "tz": klarifikasi.unit.instansi.tz,
        "cerita": baca.cerita_klarifikasi(klarifikasi),
        "boleh_jawab": request.user.has_perm("evaluation.jawab_klarifikasi", klarifikasi),
        "boleh_tutup": request.user.has_perm("evaluation.tutup_klarifikasi", klarifikasi),
    }
    return render(request, "evaluation/klarifikasi_predikat.html", context)


@require_http_methods(["GET", "POST"])
def klarifikasi_predikat_jawab(request: HttpRequest, pk: int) -> HttpResponse:
    klarifikasi = _klarifikasi(request, pk)
    if not masih_dapat(
        request, "evaluation.jawab_klarifikasi", klarifikasi, peran="evaluation.jawab_klarifikasi_peran"
    ):
        return redirect(klarifikasi)
    form = formulir.JawabForm(*_kiriman(request))
    return _isi(
        request,
        form,
        lambda: layanan.jawab_klarifikasi(
            klarifikasi=klarifikasi, jawaban=form.cleaned_data["jawaban"], actor=request.user
        ),
        kembali=klarifikasi,
        berhasil=_("Jawaban tersimpan."),
        judul=_("Jawab klarifikasi"),
        penjelasan=klarifikasi.ringkasan,
        tombol=_("Kirim jawaban"),
    )


@require_http_methods(["GET", "POST"])
def klarifikasi_predikat_tutup(request: HttpRequest, pk: int) -> HttpResponse:
    klarifikasi = _klarifikasi(request, pk)
    if not masih_dapat(
        request, "evaluation.tutup_klarifikasi", klarifikasi, peran="evaluation.tutup_klarifikasi_peran"
    ):
        return redirect(klarifikasi)
    form = formulir.TutupForm(*_kiriman(request))
    return _isi(
        request,
        form,
        lambda: layanan.tutup_klarifikasi(
            klarifikasi=klarifikasi,
            terbukti=form.cleaned_data["hasil"] == form.TERBUKTI,
            alasan=form.cleaned_data["alasan"],
            actor=request.user,
        ),
        kembali=klarifikasi,
        berhasil=_("Simpulan tercatat."),
        judul=_("Simpulkan klarifikasi"),
        penjelasan=_(
            "Bila tidak terbukti, predikat kembali aktif. Bila terbukti, predikat menunggu pencabutan, atau pernyataan "
            "admin TPN bahwa predikat tetap aktif."
        )
        if klarifikasi.jawaban
        else _("Perhatikan: TPI dan unit belum menjawab."),
        tombol=_("Catat simpulan"),
    )
