"""Stage II on the screen: the candidates of an instansi, the SK, and a unit's own page."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import TooManyFilesSent
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from units.enums.tahap import Benda, JalurPenetapan, StatusCalon
from units.errors import BarisBentrok, UnitsError
from units.forms.penetapan import AturInstansiForm, CalonForm, KeluarkanForm, SKForm
from units.models import CalonUnit, Instansi, SKPenetapan
from units.selectors.penetapan import (
    KRITERIA_WAJIB,
    calon_instansi,
    cari_calon,
    jumlah_calon,
    kriteria_bebas,
    kriteria_kurang,
    kriteria_wajib,
    masa_bangun,
    masa_bangun_banyak,
    unit_dapat_dicalonkan,
)
from units.selectors.tahap import bukti_tahap, riwayat, tahun_kerja
from units.services import penetapan as layanan
from units.views.tindakan import ambil_instansi, ambil_unit, jalankan
from zi_portal.common import berkas as pemeriksa
from zi_portal.common.masukan import angka, bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25
BANDING_MAKS = 4
PILIHAN_MAKS = 200

LIHAT, KELOLA = "units.lihat_penetapan", "units.kelola_penetapan"


def _calon(instansi: Instansi, calon_pk: int) -> CalonUnit:
    return get_object_or_404(calon_instansi(instansi), pk=calon_pk)


def _dipilih(request: HttpRequest) -> set[int]:
    return {n for teks in request.GET.getlist("calon") if (n := angka(teks)) is not None}


# The columns of the list as a table to take away.
KOLOM = (
    (gettext_lazy("Unit kerja"), lambda c: c.unit.nama),
    (gettext_lazy("Kode"), lambda c: c.unit.kode),
    (gettext_lazy("Status"), lambda c: c.get_status_display()),
    (gettext_lazy("Jalur"), lambda c: c.get_jalur_display()),
    (gettext_lazy("Menuju"), lambda c: c.predikat_tujuan),
)


# --- The instansi's list ----------------------------------------------------------------------------------------------


@require_safe
def penetapan(request: HttpRequest, pk: int) -> HttpResponse:
    """Candidates and chosen units of an instansi."""
    instansi = ambil_instansi(request, pk, LIHAT)
    status, jalur = request.GET.get("status", ""), request.GET.get("jalur", "")
    q = bersih_teks(request.GET.get("q"), 100)
    baris = cari_calon(
        calon_instansi(instansi), status=status, jalur=jalur if jalur in JalurPenetapan.values else "", q=q
    )
    baris = baris.order_by("unit__nama", "-pk")
    if (jawab := unduhan(request, nama=f"penetapan-{instansi.kode}", kolom=KOLOM, semua=baris)) is not None:
        return jawab
    page = Paginator(baris, PER_HALAMAN).get_page(request.GET.get("halaman"))
    masa = masa_bangun_banyak([c.unit for c in page if c.status == StatusCalon.DITETAPKAN])
    for calon in page:
        calon.kurang = kriteria_kurang(calon)
        calon.dinilai = len(KRITERIA_WAJIB) - len(calon.kurang)
        calon.masa = masa.get(calon.unit_id) if calon.status == StatusCalon.DITETAPKAN else None
    jumlah = jumlah_calon(instansi)
    konteks = {
        "instansi": instansi,
        "page": page,
        "q": q,
        "status": status,
        "jalur": jalur,
        "disaring": bool(q or status or jalur),
        "status_pilihan": StatusCalon.choices,
        "jalur_pilihan": JalurPenetapan.choices,
        "jumlah": jumlah,
        "kelola": request.user.has_perm(KELOLA, instansi),
        "dapat_dipilih": any(c.status == StatusCalon.CALON for c in page),
    }
    return render(request, "units/penetapan.html", konteks)


@require_safe
def penetapan_pilih(request: HttpRequest, pk: int) -> HttpResponse:
    """Units that may be put forward: choosing one opens its form."""
    instansi = ambil_instansi(request, pk, KELOLA)
    q = bersih_teks(request.GET.get("q"), 100)
    unit = unit_dapat_dicalonkan(instansi)
    if q:
        unit = unit.filter(Q(nama__icontains=q) | Q(kode__icontains=q))
    page = Paginator(unit.order_by("nama", "pk"), PER_HALAMAN).get_page(request.GET.get("halaman"))
    return render(request, "units/penetapan_pilih.html", {"instansi": instansi, "page": page, "q": q})


@require_http_methods(["GET", "POST"])
def penetapan_calon_baru(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    instansi = ambil_instansi(request, pk, KELOLA)
    unit = get_object_or_404(instansi.unit_kerja.filter(aktif=True), pk=unit_pk)
    unit.instansi = instansi
    form = CalonForm(request.POST or None, unit=unit, tahun=tahun_kerja())
    if request.method == "POST" and form.is_valid():
        try:
            calon = layanan.calonkan(
                calon=form.save(commit=False),
                kriteria=form.kriteria(),
                actor=request.user,
                kiriman=form.cleaned_data["kiriman"],
            )
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("%(unit)s menjadi calon.") % {"unit": unit.nama})
            return redirect("units:penetapan_calon", pk=pk, calon_pk=calon.pk)
    konteks = {"instansi": instansi, "unit": unit, "form": form, "calon": None}
    return render(request, "units/penetapan_form.html", konteks, status=422 if request.method == "POST" else 200)


@require_safe
def penetapan_calon(request: HttpRequest, pk: int, calon_pk: int) -> HttpResponse:
    """One candidate: its criteria, its SK, what happened to it."""
    instansi = ambil_instansi(request, pk, LIHAT)
    calon = _calon(instansi, calon_pk)
    konteks = {
        "instansi": instansi,
        "calon": calon,
        "wajib": kriteria_wajib(calon),
        "bebas": kriteria_bebas(calon),
        "kurang": kriteria_kurang(calon),
        "riwayat": riwayat(Benda.CALON_UNIT, calon.pk),
        "kelola": request.user.has_perm(KELOLA, instansi),
        "masa": masa_bangun(calon.unit) if calon.status == StatusCalon.DITETAPKAN else None,
    }
    return render(request, "units/penetapan_calon.html", konteks)


@require_http_methods(["GET", "POST"])
def penetapan_calon_ubah(request: HttpRequest, pk: int, calon_pk: int) -> HttpResponse:
    instansi = ambil_instansi(request, pk, KELOLA)
    calon = _calon(instansi, calon_pk)
    form = CalonForm(request.POST or None, instance=calon, unit=calon.unit, tahun=calon.tahun)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                layanan.ubah_calon(
                    calon=form.instance,
                    ubah=form.isi(),
                    kriteria=form.kriteria(),
                    versi=form.cleaned_data["versi"] or 0,
                    actor=request.user,
                )
            except BarisBentrok as error:
                form.bentrok(error.kini)
                form.add_error(None, error.message)
                status = 409
            except UnitsError as error:
                form.add_error(None, error.message)
            else:
                messages.success(request, _("Calon unit tersimpan."))
                return redirect("units:penetapan_calon", pk=pk, calon_pk=calon_pk)
    konteks = {"instansi": instansi, "unit": calon.unit, "form": form, "calon": calon}
    return render(request, "units/penetapan_form.html", konteks, status=status)


@require_http_methods(["GET", "POST"])
def penetapan_calon_hapus(request: HttpRequest, pk: int, calon_pk: int) -> HttpResponse:
    """Ask, then take a candidate off the list; a repeat finds it gone already."""
    instansi = ambil_instansi(request, pk, KELOLA)
    semua = CalonUnit.objects.filter(unit__instansi=instansi).select_related("unit__instansi")
    calon = get_object_or_404(semua, pk=calon_pk)
    if request.method == "POST" or calon.dihapus_pada:
        alasan = bersih_teks(request.POST.get("alasan"), 500)
        berhasil = _("%(unit)s tidak lagi menjadi calon. Jejaknya tetap tercatat.") % {"unit": calon.unit.nama}
        jalankan(
            request,
            lambda: layanan.batalkan_calon(calon=calon, actor=request.user, alasan=alasan),
            berhasil=berhasil,
        )
        return redirect("units:penetapan", pk=pk)
    return render(request, "units/penetapan_hapus.html", {"instansi": instansi, "calon": calon})


@require_http_methods(["GET", "POST"])
def penetapan_keluarkan(request: HttpRequest, pk: int, calon_pk: int) -> HttpResponse:
    """Take a chosen unit out, with a day and a reason."""
    instansi = ambil_instansi(request, pk, KELOLA)
    calon = _calon(instansi, calon_pk)
    form = KeluarkanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.keluarkan(calon=calon, actor=request.user, **form.cleaned_data)
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("%(unit)s dikeluarkan dari penetapan.") % {"unit": calon.unit.nama})
            return redirect("units:penetapan_calon", pk=pk, calon_pk=calon_pk)
    konteks = {"instansi": instansi, "calon": calon, "form": form}
    return render(request, "units/penetapan_keluarkan.html", konteks, status=422 if request.method == "POST" else 200)


@require_safe
def penetapan_banding(request: HttpRequest, pk: int) -> HttpResponse:
    """Candidates side by side: ``?calon=1&calon=2``, four at most."""
    instansi = ambil_instansi(request, pk, LIHAT)
    calon = list(calon_instansi(instansi).filter(pk__in=_dipilih(request)).order_by("unit__nama", "pk"))
    lebih = len(calon) > BANDING_MAKS
    calon = calon[:BANDING_MAKS]
    menurut = {c.pk: dict(kriteria_wajib(c)) for c in calon}
    for c in calon:
        c.bebas = kriteria_bebas(c)
        c.kurang = kriteria_kurang(c)
    konteks = {
        "instansi": instansi,
        "calon": calon,
        "baris": [(jenis.label, [(c, menurut[c.pk][jenis]) for c in calon]) for jenis in KRITERIA_WAJIB],
        "ada_bebas": any(c.bebas for c in calon),
        "lebih": lebih,
        "maks": BANDING_MAKS,
        "kelola": request.user.has_perm(KELOLA, instansi),
        "dapat_ditetapkan": any(c.status == StatusCalon.CALON for c in calon),
    }
    return render(request, "units/penetapan_banding.html", konteks)


# --- The SK -----------------------------------------------------------------------------------------------------------


@csrf_exempt
@require_http_methods(["GET", "POST"])
def penetapan_tetapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose candidates by SK. Rights come first: a body nobody may send is never read."""
    instansi = ambil_instansi(request, pk, KELOLA)
    if request.method == "POST" and (galat := _galat_badan(request)):
        messages.error(request, galat)
        return redirect("units:penetapan_tetapkan", pk=pk)
    return _tetapkan(request, instansi)


def _galat_badan(request: HttpRequest) -> str:
    """Why this upload cannot be read as a whole, "" when it can."""
    panjang = angka(request.META.get("CONTENT_LENGTH") or "0")
    if panjang is None or panjang > settings.BUKTI_MAKS_BITA_KIRIMAN:
        batas = pemeriksa.teks_ukuran(settings.BUKTI_MAKS_BITA_KIRIMAN)
        return _("Berkas SK paling besar %(batas)s. Kecilkan, lalu isi lagi.") % {"batas": batas}
    try:
        request.POST.get("nomor")
    except (MultiPartParserError, UnreadablePostError, TooManyFilesSent):
        return _("Unggahan terputus sebelum selesai, jadi belum disimpan. Isi lagi.")
    return ""


@csrf_protect
def _tetapkan(request: HttpRequest, instansi: Instansi) -> HttpResponse:
    semua = calon_instansi(instansi).filter(status=StatusCalon.CALON).order_by("unit__nama", "pk")
    if request.method == "POST":
        # What was chosen when the form was drawn: one that was decreed meanwhile is told about, not lost silently.
        form = SKForm(request.POST, request.FILES, instansi=instansi, calon=calon_instansi(instansi))
        if form.is_valid():
            try:
                sk = layanan.tetapkan(
                    instansi=instansi,
                    calon_ids=[c.pk for c in form.cleaned_data["calon"]],
                    data=form.data_sk(),
                    berkas=form.cleaned_data["berkas"],
                    nama=form.cleaned_data["berkas"].name,
                    actor=request.user,
                    kiriman=form.cleaned_data["kiriman"],
                )
            except UnitsError as error:
                form.add_error(None, error.message)
            else:
                n = sk.calon.count()
                pesan = ngettext("%(n)d unit ditetapkan.", "%(n)d unit ditetapkan.", n) % {"n": n}
                messages.success(request, pesan)
                return redirect("units:penetapan_sk", pk=instansi.pk, sk_pk=sk.pk)
        dipilih = {n for teks in request.POST.getlist("calon") if (n := angka(teks)) is not None}
    else:
        dipilih = _dipilih(request)
        form = SKForm(instansi=instansi, calon=semua)
    calon = list((semua.filter(pk__in=dipilih) if dipilih else semua)[:PILIHAN_MAKS])
    if dipilih:
        form.fields["calon"].initial = [c.pk for c in calon if not kriteria_kurang(c)]
    form.fields["calon"].choices = [(c.pk, c.unit.nama) for c in calon]
    konteks = {
        "instansi": instansi,
        "form": form,
        "ada_calon": bool(calon),
        "kurang": [(c, k) for c in calon if (k := kriteria_kurang(c))],
    }
    return render(request, "units/penetapan_tetapkan.html", konteks, status=422 if request.method == "POST" else 200)


@require_safe
def penetapan_sk(request: HttpRequest, pk: int, sk_pk: int) -> HttpResponse:
    """A SK with the units it names."""
    instansi = ambil_instansi(request, pk, LIHAT)
    sk = get_object_or_404(SKPenetapan.objects.select_related("dibuat_oleh"), pk=sk_pk, instansi=instansi)
    baris = calon_instansi(instansi).filter(sk=sk).order_by("unit__nama", "pk")
    page = Paginator(baris, PER_HALAMAN).get_page(request.GET.get("halaman"))
    # The same file lies in the archive of every unit it names: shown from the first on the page.
    unit = page.object_list[0].unit if page.object_list else None
    konteks = {
        "instansi": instansi,
        "sk": sk,
        "page": page,
        "unit": unit,
        "bukti": bukti_tahap(Benda.SK_PENETAPAN, [sk.pk], unit).get(sk.pk, []) if unit else [],
        "riwayat": riwayat(Benda.SK_PENETAPAN, sk.pk),
    }
    return render(request, "units/penetapan_sk.html", konteks)


@require_http_methods(["GET", "POST"])
def instansi_atur(request: HttpRequest, pk: int) -> HttpResponse:
    """What an instansi decides for all its units."""
    instansi = ambil_instansi(request, pk, "units.atur_instansi")
    form = AturInstansiForm(request.POST or None, initial={"dasar_masa": instansi.dasar_masa})
    if request.method == "POST" and form.is_valid():
        layanan.atur_dasar_masa(instansi=instansi, dasar=form.cleaned_data["dasar_masa"], actor=request.user)
        messages.success(request, _("Pengaturan tersimpan."))
        return redirect("units:instansi_atur", pk=pk)
    konteks = {"instansi": instansi, "form": form, "kembali": request.user.has_perm(LIHAT, instansi)}
    return render(request, "units/instansi_atur.html", konteks, status=422 if request.method == "POST" else 200)


# --- The unit's own page ----------------------------------------------------------------------------------------------


@require_safe
def penetapan_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a unit stands in stage II: state, criteria, SK, since when it builds."""
    unit = ambil_unit(request, pk)
    semua = list(calon_instansi(unit.instansi).filter(unit=unit).order_by("-pk"))
    kini = semua[0] if semua else None
    konteks = {
        "unit": unit,
        "calon": kini,
        "wajib": kriteria_wajib(kini) if kini else [],
        "bebas": kriteria_bebas(kini) if kini else [],
        "dahulu": semua[1:],
        "masa": masa_bangun(unit),
        "bukti": bukti_tahap(Benda.CALON_UNIT, [kini.pk]).get(kini.pk, []) if kini else [],
        "riwayat": riwayat(Benda.CALON_UNIT, kini.pk) if kini else [],
        "kelola": request.user.has_perm(KELOLA, unit),
        "lihat_instansi": request.user.has_perm(LIHAT, unit),
    }
    return render(request, "units/penetapan_unit.html", konteks)
