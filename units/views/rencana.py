"""Stage III's plan on the screen: its registers, the three views of the rencana aksi, and the moves of an item."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.enums.rencana import PITA_RISIKO, KeadaanAksi, TingkatRisiko
from units.enums.tahap import Area, Benda, Prioritas
from units.errors import BarisBentrok, UnitsError
from units.flow import FLOW
from units.forms.rencana import AksiForm, InovasiForm, IsuForm, KemajuanForm, LayananForm, RisikoForm
from units.models import BarisTahap, ButirAksi, Inovasi, IsuStrategis, KemajuanAksi, LayananUtama, Risiko
from units.selectors.rencana import (
    URUTAN,
    SaringAksi,
    belum_selesai,
    butir_rencana,
    butir_terkait,
    calon_salinan,
    daftar_pic,
    matriks_risiko,
    papan,
    ringkas_rencana,
    saring_butir,
    saring_tingkat,
    urut_butir,
)
from units.services.rencana import SUDAH, gerak_aksi, laporkan_kemajuan, salin_belum_selesai
from units.views.buku import PER_HALAMAN, Buku
from units.views.linimasa import linimasa
from units.views.tindakan import ambil_unit, kiriman_dari, tahun_diminta
from zi_portal.common.masukan import angka, bersih_teks
from zi_portal.common.unduh import unduhan

GAYA = "units/rencana.css"
TAMPILAN = {
    "tabel": gettext_lazy("Tabel"),
    "papan": gettext_lazy("Papan"),
    "linimasa": gettext_lazy("Linimasa"),
}
MAKS_KOLOM = 30
PER_LINIMASA = 40


def _terkait(request: HttpRequest, baris: BarisTahap) -> dict[str, Any]:
    return {"terkait": butir_terkait(baris)}


def _prioritas(semua: QuerySet, request: HttpRequest) -> QuerySet:
    diminta = angka(request.GET.get("prioritas"))
    return semua.filter(prioritas=diminta) if diminta in Prioritas.values else semua


def _pilihan_prioritas(request: HttpRequest, page: object) -> dict[str, Any]:
    return {"prioritas": Prioritas.choices, "prioritas_kini": angka(request.GET.get("prioritas"))}


LAYANAN = Buku(
    model=LayananUtama,
    form=LayananForm,
    slug="layanan",
    judul=gettext_lazy("Layanan utama"),
    penjelasan=gettext_lazy("Layanan yang menjadi alasan unit ini ada. Pembangunan ZI dimulai dari sini."),
    kosong=gettext_lazy("Belum ada layanan utama"),
    cari=("nama", "pengguna"),
    konteks_baris=_terkait,
    gaya=GAYA,
    halaman_baris="units/rencana_detail.html",
)

ISU = Buku(
    model=IsuStrategis,
    form=IsuForm,
    slug="isu",
    judul=gettext_lazy("Isu strategis"),
    penjelasan=gettext_lazy("Yang berdiri di antara layanan dan warga yang dilayaninya. Isu terpenting lebih dahulu."),
    kosong=gettext_lazy("Belum ada isu strategis"),
    cari=("judul", "uraian"),
    kaitan=("layanan",),
    saring=_prioritas,
    konteks_daftar=_pilihan_prioritas,
    konteks_baris=_terkait,
    gaya=GAYA,
    halaman_daftar="units/isu_list.html",
    halaman_baris="units/rencana_detail.html",
)


def _risiko(semua: QuerySet[Risiko], request: HttpRequest) -> QuerySet[Risiko]:
    """By band, or by one field of the matrix; the biggest first."""
    semua = semua.order_by((F("kemungkinan") * F("dampak")).desc(), "-dampak", "pk")
    if (tingkat := request.GET.get("tingkat", "")) in TingkatRisiko.values:
        semua = saring_tingkat(semua, TingkatRisiko(tingkat))
    for nama in ("kemungkinan", "dampak"):
        if (nilai := angka(request.GET.get(nama))) in range(1, 6):
            semua = semua.filter(**{nama: nilai})
    return semua


def _matriks(request: HttpRequest, page: object) -> dict[str, Any]:
    # Of all risks of the year, so that a chosen field stands among the others.
    semua = Risiko.objects.hidup().filter(unit=request.resolver_match.kwargs["pk"], tahun=tahun_diminta(request))
    return {
        "matriks": matriks_risiko(semua),
        "tingkat": [(t, *PITA_RISIKO[t]) for t in TingkatRisiko],
        "tingkat_kini": request.GET.get("tingkat", ""),
        "sel_kini": (angka(request.GET.get("kemungkinan")), angka(request.GET.get("dampak"))),
    }


RISIKO = Buku(
    model=Risiko,
    form=RisikoForm,
    slug="risiko",
    judul=gettext_lazy("Risiko"),
    penjelasan=gettext_lazy("Yang dapat menggagalkan integritas atau layanan, besarnya, dan cara menanganinya."),
    kosong=gettext_lazy("Belum ada risiko"),
    cari=("uraian", "penyebab", "penanganan", "pemilik"),
    kaitan=("layanan",),
    saring=_risiko,
    konteks_daftar=_matriks,
    konteks_baris=_terkait,
    gaya=GAYA,
    halaman_daftar="units/risiko_list.html",
    halaman_baris="units/rencana_detail.html",
)


def _mempermudah(semua: QuerySet[Inovasi], request: HttpRequest) -> QuerySet[Inovasi]:
    semua = _prioritas(semua, request)
    return semua.filter(mempermudah=True) if request.GET.get("mempermudah") == "ya" else semua


INOVASI = Buku(
    model=Inovasi,
    form=InovasiForm,
    slug="inovasi",
    judul=gettext_lazy("Inovasi"),
    penjelasan=gettext_lazy("Jawaban atas isu dan risiko: masalahnya, keadaan sebelum dan sesudah, dan ukurannya."),
    kosong=gettext_lazy("Belum ada inovasi"),
    cari=("nama", "masalah", "sesudah", "ukuran"),
    kaitan=("layanan",),
    saring=_mempermudah,
    konteks_daftar=_pilihan_prioritas,
    konteks_baris=_terkait,
    gaya=GAYA,
    halaman_daftar="units/inovasi_list.html",
    halaman_baris="units/rencana_detail.html",
)


def _kemajuan(request: HttpRequest, butir: ButirAksi) -> dict[str, Any]:
    return {
        "kemajuan": butir.kemajuan.select_related("oleh")[:50],
        "form_kemajuan": KemajuanForm(butir=butir),
        "lanjutan": butir.lanjutan.hidup().first(),
    }


AKSI = Buku(
    model=ButirAksi,
    form=AksiForm,
    slug="rencana-aksi",
    judul=gettext_lazy("Rencana aksi"),
    penjelasan=gettext_lazy("Apa yang dikerjakan, oleh siapa, kapan, dan terukur dengan apa."),
    kosong=gettext_lazy("Belum ada butir rencana aksi"),
    cari=(),
    kaitan=("layanan", "isu", "risiko", "inovasi", "lanjutan_dari"),
    konteks_baris=_kemajuan,
    gaya=GAYA,
    halaman_baris="units/aksi_detail.html",
)


# ---- the three views ----
def _saring_aksi(request: HttpRequest) -> SaringAksi:
    area, prioritas = angka(request.GET.get("area")), angka(request.GET.get("prioritas"))
    keadaan = request.GET.get("status", "")
    return SaringAksi(
        q=bersih_teks(request.GET.get("q"), 100),
        area=area if area in Area.values else None,
        keadaan=keadaan if keadaan in KeadaanAksi.values else "",
        pic=bersih_teks(request.GET.get("pic"), 150),
        prioritas=prioritas if prioritas in Prioritas.values else None,
    )


# The columns of the plan as a table to take away.
KOLOM = (
    (gettext_lazy("Kegiatan"), lambda x: x.nama),
    (gettext_lazy("Area"), lambda x: x.get_area_display()),
    (gettext_lazy("Pertanyaan LKE"), lambda x: ", ".join(x.kode)),
    (gettext_lazy("Keluaran"), lambda x: x.keluaran),
    (gettext_lazy("Target terukur"), lambda x: x.target),
    (gettext_lazy("Prioritas"), lambda x: x.get_prioritas_display()),
    (gettext_lazy("PIC"), lambda x: x.pic_nama),
    (gettext_lazy("Mulai"), lambda x: x.mulai),
    (gettext_lazy("Tenggat"), lambda x: x.tenggat),
    (gettext_lazy("Status"), lambda x: x.get_status_display()),
    (gettext_lazy("Kemajuan (%)"), lambda x: x.persen),
    (gettext_lazy("Selesai"), lambda x: x.selesai_pada),
)


@require_safe
def aksi_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of a year as table, board or timeline, of the same chosen items."""
    unit = ambil_unit(request, pk)
    tahun, saring = tahun_diminta(request), _saring_aksi(request)
    tampil = request.GET.get("tampil", "")
    tampil = tampil if tampil in TAMPILAN else "tabel"
    semua = saring_butir(butir_rencana(unit, tahun), saring)
    nama = f"rencana-aksi-{unit.kode}-{tahun}"
    if (jawab := unduhan(request, nama=nama, kolom=KOLOM, semua=urut_butir(semua, _urutan(request)))) is not None:
        return jawab
    boleh_isi = request.user.has_perm(AKSI.isi, unit)
    konteks = {
        "buku": AKSI,
        "unit": unit,
        "tahun": tahun,
        "saring": saring,
        "tampil": tampil,
        "tampilan": TAMPILAN,
        "isi": f"units/_aksi_{tampil}.html",
        "ringkas": ringkas_rencana(unit, tahun),
        "area": Area.choices,
        "keadaan": KeadaanAksi.choices,
        "prioritas": Prioritas.choices,
        "pic": daftar_pic(unit, tahun),
        "boleh_isi": boleh_isi,
        "dapat_disalin": boleh_isi and belum_selesai(unit, tahun).exists(),
    }
    susun = {"tabel": _tabel, "papan": _papan, "linimasa": _linimasa}[tampil]
    return render(request, "units/aksi_list.html", konteks | susun(request, semua, tahun))


def _urutan(request: HttpRequest) -> str:
    urut = request.GET.get("urut", "")
    return urut if urut.removeprefix("-") in URUTAN else "tenggat"


def _tabel(request: HttpRequest, semua: QuerySet[ButirAksi], tahun: int) -> dict[str, Any]:
    urut = _urutan(request)
    page = Paginator(urut_butir(semua, urut), PER_HALAMAN).get_page(request.GET.get("halaman"))
    return {"page": page, "urut": urut, "ada": page.paginator.count}


def _papan(request: HttpRequest, semua: QuerySet[ButirAksi], tahun: int) -> dict[str, Any]:
    kolom = papan(semua, maks=MAKS_KOLOM)
    return {"kolom": kolom, "ada": sum(k.jumlah for k in kolom)}


def _linimasa(request: HttpRequest, semua: QuerySet[ButirAksi], tahun: int) -> dict[str, Any]:
    semua = semua.order_by("area", "mulai", "tenggat", "pk")
    page = Paginator(semua, PER_LINIMASA).get_page(request.GET.get("halaman"))
    gambar = linimasa(list(page.object_list), tahun, timezone.localdate())
    return {"page": page, "gambar": gambar, "ada": page.paginator.count}


# ---- moves ----
def _ambil_butir(request: HttpRequest, pk: int, baris_pk: int, aksi: str = "mulai") -> ButirAksi:
    unit = ambil_unit(request, pk, FLOW[Benda.AKSI][aksi].perm)
    butir = get_object_or_404(ButirAksi.objects.hidup().filter(unit=unit), pk=baris_pk)
    butir.unit = unit
    return butir


def _alamat(butir: ButirAksi) -> str:
    return reverse("units:aksi_detail", args=[butir.unit_id, butir.pk])


def _kembali(request: HttpRequest, butir: ButirAksi) -> str:
    """Where the person came from, at this item; the item's own page where that is unknown or not ours."""
    asal = request.POST.get("kembali") or request.GET.get("kembali") or ""
    daftar = reverse("units:aksi_list", args=[butir.unit_id])
    if asal.startswith(f"{daftar}?") and url_has_allowed_host_and_scheme(asal, {request.get_host()}):
        return f"{asal.partition('#')[0]}#butir-{butir.pk}"
    return _alamat(butir)


BERHASIL = {
    "mulai": gettext_lazy("“%(nama)s” mulai dikerjakan."),
    "selesaikan": gettext_lazy("“%(nama)s” selesai."),
    "batalkan": gettext_lazy("“%(nama)s” dibatalkan. Alasannya tercatat."),
    "buka_lagi": gettext_lazy("“%(nama)s” dibuka lagi."),
}


def _lakukan(request: HttpRequest, butir: ButirAksi, aksi: str, alasan: str = "") -> None:
    """Make the move and tell of it. Raises UnitsError where it cannot be made."""
    if gerak_aksi(butir=butir, aksi=aksi, actor=request.user, alasan=alasan):
        messages.success(request, BERHASIL[aksi] % {"nama": butir.nama})
    else:
        messages.info(request, SUDAH[aksi])


@require_POST
def aksi_gerak(request: HttpRequest, pk: int, baris_pk: int, aksi: str) -> HttpResponse:
    """A move that owes no reason: mulai, selesaikan."""
    butir = _ambil_butir(request, pk, baris_pk, aksi)
    try:
        _lakukan(request, butir, aksi)
    except UnitsError as error:
        messages.error(request, error.message)
    return redirect(_kembali(request, butir))


@require_http_methods(["GET", "POST"])
def aksi_beralasan(request: HttpRequest, pk: int, baris_pk: int, aksi: str) -> HttpResponse:
    """A move that owes a reason: batalkan, buka_lagi. Asks for it, and asks again without one."""
    butir = _ambil_butir(request, pk, baris_pk, aksi)
    galat, alasan = "", bersih_teks(request.POST.get("alasan"), 2000)
    if request.method == "POST":
        try:
            _lakukan(request, butir, aksi, alasan)
        except UnitsError as error:
            galat = error.message
        else:
            return redirect(_kembali(request, butir))
    konteks = {
        "buku": AKSI,
        "unit": butir.unit,
        "baris": butir,
        "aksi": aksi,
        "galat": galat,
        "alasan": alasan,
        "kembali": _kembali(request, butir),
    }
    return render(request, "units/aksi_alasan.html", konteks, status=422 if galat else 200)


@require_http_methods(["GET", "POST"])
def aksi_kemajuan(request: HttpRequest, pk: int, baris_pk: int) -> HttpResponse:
    """Report progress of an item. 409 with both reports when somebody reported since; nothing typed is lost."""
    butir = _ambil_butir(request, pk, baris_pk)
    form = KemajuanForm(request.POST or None, butir=butir)
    status, terakhir = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _laporkan(request, butir, form)
            except BarisBentrok as error:
                status, butir = 409, error.kini
                terakhir = KemajuanAksi.objects.filter(butir=butir).select_related("oleh").first()
                form.bentrok(butir)
                form.add_error(None, error.message)
            except UnitsError as error:
                form.add_error(None, error.message)
            else:
                return redirect(_kembali(request, butir))
    konteks = {
        "buku": AKSI,
        "unit": butir.unit,
        "baris": butir,
        "form": form,
        "terakhir": terakhir,
        "kembali": _kembali(request, butir),
    }
    return render(request, "units/aksi_kemajuan.html", konteks, status=status)


def _laporkan(request: HttpRequest, butir: ButirAksi, form: KemajuanForm) -> None:
    isi = form.cleaned_data
    laporkan_kemajuan(
        butir=butir,
        persen=isi["persen"],
        catatan=isi["catatan"],
        versi=isi["versi"] or 0,
        actor=request.user,
        kiriman=kiriman_dari(request),
    )
    if isi["persen"] == 100 and butir.terbuka:
        messages.success(request, _("Kemajuan 100 % tercatat. Nyatakan selesai bila keluarannya sudah ada."))
    else:
        messages.success(request, _("Kemajuan %(persen)s %% tercatat.") % {"persen": isi["persen"]})


# ---- last year's unfinished items ----
@require_http_methods(["GET", "POST"])
def aksi_salin(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what last year left unfinished, and carry the chosen items on into the plan of ``?tahun=``."""
    unit = ambil_unit(request, pk, AKSI.isi)
    tahun = tahun_diminta(request)
    daftar = f"{reverse('units:aksi_list', args=[unit.pk])}?tahun={tahun}"
    if request.method == "POST":
        pilihan = [n for n in map(angka, request.POST.getlist("butir")) if n is not None]
        if not pilihan:
            messages.error(request, _("Pilih dahulu butir yang akan disalin."))
            return redirect(f"{request.path}?tahun={tahun}")
        try:
            baru = salin_belum_selesai(unit=unit, tahun=tahun, pilihan=pilihan, actor=request.user)
        except UnitsError as error:
            messages.error(request, error.message)
            return redirect(f"{request.path}?tahun={tahun}")
        _kabarkan_salinan(request, len(baru), tahun)
        return redirect(daftar)
    page = Paginator(belum_selesai(unit, tahun), 100).get_page(request.GET.get("halaman"))
    konteks = {
        "buku": AKSI,
        "unit": unit,
        "tahun": tahun,
        "page": page,
        "calon": [calon_salinan(b, tahun) for b in page],
        "kembali": daftar,
    }
    return render(request, "units/aksi_salin.html", konteks)


def _kabarkan_salinan(request: HttpRequest, banyak: int, tahun: int) -> None:
    if not banyak:
        messages.info(request, _("Butir itu sudah disalin atau sudah ditutup. Tidak ada yang ditambahkan."))
        return
    kalimat = ngettext(
        "%(n)s butir disalin ke rencana %(tahun)s. Periksa tanggalnya.",
        "%(n)s butir disalin ke rencana %(tahun)s. Periksa tanggalnya.",
        banyak,
    )
    messages.success(request, kalimat % {"n": banyak, "tahun": tahun})
