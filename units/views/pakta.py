"""Pegawai of a unit and their pakta integritas on the screen, and the page behind a personal link."""

from __future__ import annotations

import csv
import uuid
from typing import Any

from allauth.core.internal import ratelimit  # the public one leaves GET alone and keeps its rates in settings
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.enums import Peran
from units.enums.tahap import Benda, CaraTandaTangan
from units.errors import UnitsError
from units.forms.pencanangan import PegawaiUnitForm, PindaianForm, RegisterForm, TautanForm
from units.models import Pakta, PegawaiUnit, RegisterPakta, TautanPakta, UnitKerja
from units.selectors.organisasi import anggota
from units.selectors.pakta import (
    AKTIF,
    DIPAKAI,
    belum_tanda_tangan,
    keadaan_pakta,
    keadaan_tautan,
    naskah_pakta,
    pakta_berlaku,
    pakta_saya,
    pegawai_bertugas,
    q_bertugas,
    q_pegawai_saya,
    register_kini,
    surel_tersedia,
)
from units.selectors.tahap import riwayat
from units.services import pakta as layanan
from units.services.unduhan import jejak_unduhan
from units.views.buku import Buku
from units.views.tindakan import ambil_unit, jalankan
from zi_portal.common.masukan import angka, bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25
# How often one link may be opened, and how often somebody may try addresses that are none.
BATAS = {"pakta_tautan": "60/m/key", "pakta_tautan_asing": "20/m/ip"}
KELOLA = "units.kelola_pegawai_unit"
TAMPIL = {
    "": gettext_lazy("Semua"),
    "belum": gettext_lazy("Belum tanda tangan"),
    "sudah": gettext_lazy("Sudah tanda tangan"),
    **{c.value: c.label for c in CaraTandaTangan},
}


# Pegawai -------------------------------------------------------------------------------------------------------------


def _saring_pegawai(semua: QuerySet[PegawaiUnit], request: HttpRequest) -> QuerySet[PegawaiUnit]:
    """Who serves, unless one asks for those who left; each with whether they signed under the present pimpinan."""
    terbuka = RegisterPakta.objects.hidup().filter(unit=OuterRef("unit"), ditutup_pada=None)
    tanda = Pakta.objects.filter(pegawai=OuterRef("pk"), register__ditutup_pada=None, ditarik_pada=None)
    tanda = tanda.filter(register__dihapus_pada=None)
    semua = semua.annotate(sudah=Exists(tanda), ada_register=Exists(terbuka))
    tampil = request.GET.get("tampil")
    if tampil == "keluar":
        return semua.exclude(q_bertugas())
    semua = semua.filter(q_bertugas())
    return semua.filter(sudah=False) if tampil == "belum" else semua


def _konteks_pegawai(request: HttpRequest, page) -> dict[str, Any]:
    q, kini = bersih_teks(request.GET.get("q"), 100), request.GET.get("tampil", "")
    pilihan = (("", _("Bertugas")), ("belum", _("Belum tanda tangan pakta")), ("keluar", _("Tidak bertugas lagi")))
    return {"pilihan": pilihan, "tampil": kini, "q": q}


def _konteks_satu(request: HttpRequest, pegawai: PegawaiUnit) -> dict[str, Any]:
    """Their signatures under every pimpinan. NIP and e-mail are for those who keep the register."""
    kelola = request.user.has_perm(KELOLA, pegawai.unit)
    jejak = riwayat(Benda.PEGAWAI_UNIT, pegawai.pk)
    if not kelola:
        for satu in jejak:
            satu.rincian = {}
    tanda = Pakta.objects.filter(pegawai=pegawai).select_related("register").order_by("-pk")
    return {"riwayat": jejak, "tanda": list(tanda), "boleh_isi": kelola}


PEGAWAI = Buku(
    model=PegawaiUnit,
    form=PegawaiUnitForm,
    slug="pegawai",
    judul=gettext_lazy("Pegawai unit"),
    penjelasan=gettext_lazy(
        "Semua yang bekerja di unit ini: yang menandatangani pakta integritas dan dapat masuk tim."
    ),
    kosong=gettext_lazy("Daftar pegawai masih kosong"),
    cari=("nama", "jabatan", "nip"),
    isi=KELOLA,
    kaitan=("user",),
    per_tahun=False,
    bukti=False,
    pribadi=True,
    saring=_saring_pegawai,
    konteks_daftar=_konteks_pegawai,
    konteks_baris=_konteks_satu,
    saringan="units/_pegawai_unit_saringan.html",
)


# The register of a unit ----------------------------------------------------------------------------------------------


# The unit's people and their pakta as a table to take away.
KOLOM = (
    (gettext_lazy("Nama"), lambda x: x.nama),
    (gettext_lazy("NIP"), lambda x: x.nip),
    (gettext_lazy("Jabatan"), lambda x: x.jabatan),
    (gettext_lazy("Ditandatangani"), lambda x: x.tanda[0].tanggal if x.tanda else None),
    (gettext_lazy("Cara"), lambda x: x.tanda[0].get_cara_display() if x.tanda else ""),
)


@require_safe
def pakta(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the pakta of the unit stands under its present pimpinan: count, share, by which way, who is missing."""
    unit = ambil_unit(request, pk)
    keadaan = keadaan_pakta(unit)
    register = keadaan.register
    tampil = request.GET.get("tampil", "")
    tampil = tampil if tampil in TAMPIL else ""
    q = bersih_teks(request.GET.get("q"), 100)
    tanda = pakta_berlaku(register)
    pegawai = pegawai_bertugas(unit)
    if tampil == "belum":
        pegawai = keadaan.belum
    elif tampil:
        dengan = tanda if tampil == "sudah" else tanda.filter(cara=tampil)
        pegawai = pegawai.filter(pk__in=dengan.values("pegawai"))
    if q:
        pegawai = pegawai.filter(nama__icontains=q)
    pegawai = pegawai.prefetch_related(Prefetch("pakta", queryset=tanda, to_attr="tanda")).order_by("nama", "pk")
    jejak = jejak_unduhan(request.user, "pakta")
    if (jawab := unduhan(request, nama=f"pakta-{unit.kode}", kolom=KOLOM, semua=pegawai, jejak=jejak)) is not None:
        return jawab
    konteks = {
        "unit": unit,
        "keadaan": keadaan,
        "register": register,
        "janji": register.janji if register else naskah_pakta().splitlines(),
        "cara": [(c.label, keadaan.per_cara.get(c.value, 0)) for c in CaraTandaTangan],
        "page": Paginator(pegawai, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "tampil": tampil,
        "pilihan": TAMPIL.items(),
        "q": q,
        "lama": list(RegisterPakta.objects.hidup().filter(unit=unit).exclude(ditutup_pada=None)),
        "riwayat": riwayat(Benda.REGISTER_PAKTA, register.pk) if register else [],
        "boleh_kelola": request.user.has_perm(KELOLA, unit),
        "saya_belum": bool(register) and keadaan.belum.filter(q_pegawai_saya(request.user)).exists(),
    }
    return render(request, "units/pakta.html", konteks)


@require_safe
def pakta_register(request: HttpRequest, pk: int, register_pk: int) -> HttpResponse:
    """One register with all its signatures, the withdrawn ones too; how a closed one stays readable."""
    unit = ambil_unit(request, pk)
    register = get_object_or_404(RegisterPakta.objects.hidup().filter(unit=unit), pk=register_pk)
    semua = Pakta.objects.filter(register=register).select_related("pegawai").order_by("pegawai__nama", "pk")
    konteks = {
        "unit": unit,
        "register": register,
        "page": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman")),
        "jumlah": pakta_berlaku(register).count(),
        "riwayat": riwayat(Benda.REGISTER_PAKTA, register.pk),
    }
    return render(request, "units/pakta_register.html", konteks)


@require_http_methods(["GET", "POST"])
def pakta_buka(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the first register, or ask whether a new pimpinan's shall follow the one there is."""
    unit = ambil_unit(request, pk, KELOLA)
    kini = register_kini(unit)
    if request.method == "POST":
        form = RegisterForm(request.POST)
        # What the person saw to be replaced; somebody may have replaced it since.
        lama_pk = angka(request.POST.get("menggantikan"))
        lama = RegisterPakta.objects.filter(unit=unit, pk=lama_pk).first() if lama_pk else None
        if form.is_valid():
            try:
                layanan.buka_register(
                    unit=unit,
                    pemimpin_nama=form.cleaned_data["pemimpin_nama"],
                    pemimpin_jabatan=form.cleaned_data["pemimpin_jabatan"],
                    mulai=form.cleaned_data["mulai"],
                    menggantikan=lama,
                    actor=request.user,
                    kiriman=form.cleaned_data["kiriman"],
                )
            except UnitsError as error:
                form.add_error(None, error.message)
            else:
                messages.success(request, _("Register pakta integritas dibuka. Pegawai dapat menandatangani sekarang."))
                return redirect("units:pakta", pk=unit.pk)
    else:
        pimpinan = anggota(Peran.PIMPINAN_UNIT, unit=unit).order_by("nama").first()
        baru = pimpinan and not (kini and kini.pemimpin_nama == pimpinan.nama)
        isi = {"pemimpin_nama": pimpinan.nama, "pemimpin_jabatan": pimpinan.jabatan} if baru else {}
        isi |= {"mulai": timezone.localdate(), "kiriman": uuid.uuid4(), "menggantikan": kini.pk if kini else None}
        form = RegisterForm(initial=isi)
    konteks = {"unit": unit, "kini": kini, "form": form, "janji": naskah_pakta().splitlines()}
    return render(request, "units/pakta_buka.html", konteks, status=422 if request.method == "POST" else 200)


def _terbuka(request: HttpRequest, unit: UnitKerja) -> RegisterPakta | None:
    """The register that can be signed now; without one the person is told."""
    if (register := register_kini(unit)) is None:
        messages.info(request, _("Buka register pakta integritas dahulu."))
        return None
    register.unit = unit
    return register


@require_http_methods(["GET", "POST"])
def pakta_pindaian(request: HttpRequest, pk: int) -> HttpResponse:
    """Record those who signed on paper."""
    unit = ambil_unit(request, pk, KELOLA)
    if (register := _terbuka(request, unit)) is None:
        return redirect("units:pakta", pk=unit.pk)
    belum = belum_tanda_tangan(unit, register).order_by("nama", "pk")
    form = PindaianForm(request.POST or None, request.FILES or None, belum=belum)
    if request.method == "POST" and form.is_valid():
        berkas = form.cleaned_data["berkas"]
        try:
            n = layanan.catat_pindaian(
                register=register,
                pegawai=form.terpilih(),
                tanggal=form.cleaned_data["tanggal"],
                berkas=berkas,
                nama=berkas.name,
                actor=request.user,
            )
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            teks = ngettext("%(n)d tanda tangan dicatat.", "%(n)d tanda tangan dicatat.", n)
            messages.success(request, teks % {"n": n})
            return redirect("units:pakta", pk=unit.pk)
    konteks = {"unit": unit, "register": register, "form": form, "belum": len(belum)}
    return render(request, "units/pakta_pindaian.html", konteks, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def pakta_tarik(request: HttpRequest, pk: int, pakta_pk: int) -> HttpResponse:
    """Ask why, then withdraw a mistaken signature."""
    unit = ambil_unit(request, pk, KELOLA)
    ada = Pakta.objects.filter(register__unit=unit).select_related("pegawai__unit", "register")
    tanda = get_object_or_404(ada, pk=pakta_pk)
    alasan, galat = bersih_teks(request.POST.get("alasan"), 2000), ""
    if request.method == "POST":
        try:
            layanan.tarik_pakta(pakta=tanda, actor=request.user, alasan=alasan)
        except UnitsError as error:
            galat = error.message
        else:
            messages.success(request, _("Tanda tangan %(nama)s ditarik.") % {"nama": tanda.pegawai.nama})
            return redirect("units:pakta", pk=unit.pk)
    konteks = {
        "unit": unit,
        "tanda": tanda,
        "alasan": alasan,
        "galat": galat,
        "kembali": reverse("units:pakta", args=[unit.pk]),
    }
    return render(request, "units/pakta_tarik.html", konteks, status=422 if galat else 200)


# Personal links of a unit --------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "POST"])
def pakta_tautan_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """The links of a unit and how to make some. New ones are shown in the answer, once."""
    unit = ambil_unit(request, pk, KELOLA)
    if (register := _terbuka(request, unit)) is None:
        return redirect("units:pakta", pk=unit.pk)
    belum = belum_tanda_tangan(unit, register).order_by("nama", "pk")
    form = TautanForm(request.POST or None, belum=belum)
    if request.method == "POST" and form.is_valid():
        lewat_surel = request.POST.get("bentuk") == "surel" and surel_tersedia()
        try:
            baru = layanan.buat_tautan(
                register=register,
                pegawai=form.terpilih(),
                actor=request.user,
                hari=form.cleaned_data["hari"],
                asal=settings.ZI_ALAMAT if lewat_surel else "",
            )
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            if lewat_surel:
                messages.success(request, _("Tautan sedang dikirim ke surel pegawai yang dipilih."))
                return redirect("units:pakta_tautan_unit", pk=unit.pk)
            baris = [(b, _alamat(request, b.rahasia)) for b in baru]
            konteks = {"unit": unit, "register": register, "baris": baris, "sampai": baru[0].tautan.kedaluwarsa}
            return render(request, "units/pakta_tautan_baru.html", konteks)
    semua = TautanPakta.objects.filter(register=register).select_related("pegawai", "register").order_by("-pk")
    page = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("halaman"))
    for tautan in page:
        tautan.keadaan = keadaan_tautan(tautan)
    konteks = {
        "unit": unit,
        "register": register,
        "form": form,
        "belum": len(belum),
        "page": page,
        "surel": surel_tersedia() and any(p.surel for p in belum),
    }
    return render(request, "units/pakta_tautan_unit.html", konteks, status=422 if request.method == "POST" else 200)


def _alamat(request: HttpRequest, rahasia: str) -> str:
    return request.build_absolute_uri(reverse("units:pakta_tautan", args=[rahasia]))


@never_cache
@require_POST
def pakta_tautan_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The links just shown as a table. The page sends their secrets back, as the portal doesn't keep them."""
    unit = ambil_unit(request, pk, KELOLA)
    rahasia = {layanan.sidik_rahasia(r): r for r in request.POST.getlist("rahasia")[:1900]}
    tautan = TautanPakta.objects.filter(register__unit=unit, sidik__in=list(rahasia)).select_related("pegawai")
    jawab = HttpResponse(content_type="text/csv; charset=utf-8")
    jawab["Content-Disposition"] = f'attachment; filename="tautan-pakta-{unit.pk}.csv"'
    jawab.write("\ufeff")  # Excel reads UTF-8 only with this mark
    tulis = csv.writer(jawab, delimiter=";")
    tulis.writerow([_("Nama"), _("Jabatan"), _("Tautan"), _("Berlaku sampai")])
    for t in sorted(tautan, key=lambda t: (t.pegawai.nama, t.pk)):
        sampai = f"{timezone.localtime(t.kedaluwarsa, unit.instansi.tz):%d-%m-%Y %H.%M}"
        kolom = [t.pegawai.nama, t.pegawai.jabatan, _alamat(request, rahasia[t.sidik]), sampai]
        tulis.writerow([_teks_sel(isi) for isi in kolom])
    return jawab


def _teks_sel(isi: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{isi}" if isi.lstrip()[:1] in {"=", "+", "-", "@"} or isi[:1] in {"\t", "\r"} else isi


@require_POST
def pakta_tautan_cabut(request: HttpRequest, pk: int, tautan_pk: int) -> HttpResponse:
    unit = ambil_unit(request, pk, KELOLA)
    ada = TautanPakta.objects.filter(register__unit=unit).select_related("register__unit")
    tautan = get_object_or_404(ada, pk=tautan_pk)
    if layanan.cabut_tautan(tautan=tautan, actor=request.user):
        messages.success(request, _("Tautan dicabut dan tidak dapat dipakai lagi."))
    else:
        messages.info(request, _("Tautan itu sudah tidak berlaku."))
    return redirect("units:pakta_tautan_unit", pk=unit.pk)


# One's own -----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def pakta_saya_halaman(request: HttpRequest) -> HttpResponse:
    """Everybody signs their own, and nobody else's."""
    galat: dict[int, str] = {}
    if request.method == "POST":
        milik = PegawaiUnit.objects.filter(q_bertugas(), q_pegawai_saya(request.user)).select_related("unit__instansi")
        pegawai = get_object_or_404(milik, pk=angka(request.POST.get("pegawai")) or 0)
        # The register whose promises were on the page.
        register = get_object_or_404(
            RegisterPakta.objects.hidup().filter(unit=pegawai.unit), pk=angka(request.POST.get("register")) or 0
        )
        if not request.POST.get("setuju"):
            galat[pegawai.pk] = _("Centang pernyataan bahwa Anda sudah membaca naskahnya, lalu tanda tangani.")
        elif jalankan(
            request,
            lambda: layanan.tanda_tangani_sendiri(register=register, pegawai=pegawai, actor=request.user),
            berhasil=_("Pakta integritas ditandatangani. Terima kasih."),
        ):
            return redirect("units:pakta_saya")
        else:
            return redirect("units:pakta_saya")
    konteks = {"daftar": [(satu, galat.get(satu.pegawai.pk, "")) for satu in pakta_saya(request.user)]}
    return render(request, "units/pakta_saya.html", konteks, status=422 if galat else 200)


@login_not_required
# The secret in the address is what allows the act, and no session takes part in it; and a page that sends no referrer
# sends "Origin: null", which the check would refuse.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pakta_tautan(request: HttpRequest, rahasia: str) -> HttpResponse:
    """The page behind a personal link: the promises and the name, and one act. Only its bearer learns whose it is."""
    tautan = layanan.cari_tautan(rahasia) if len(rahasia) < 100 else None
    if not _boleh_lagi(request, tautan):
        return _tersendiri(render(request, "429.html", status=429))
    if tautan is None:
        return _tersendiri(_halaman_tautan(request, "asing", 404))
    keadaan, status = keadaan_tautan(tautan), 200
    if keadaan == AKTIF and pakta_berlaku(tautan.register).filter(pegawai=tautan.pegawai).exists():
        keadaan = DIPAKAI
    galat = ""
    if request.method == "POST" and keadaan == AKTIF:
        if request.POST.get("setuju"):
            layanan.tanda_tangani_tautan(tautan=tautan)
            return _tersendiri(redirect("units:pakta_tautan", rahasia=rahasia))
        galat, status = _("Centang pernyataan bahwa Anda sudah membaca naskahnya, lalu tanda tangani."), 422
    elif keadaan not in {AKTIF, DIPAKAI}:
        status = 410
    return _tersendiri(_halaman_tautan(request, keadaan, status, tautan, galat))


def _boleh_lagi(request: HttpRequest, tautan: TautanPakta | None) -> bool:
    """Whole offices sign from behind one address, so only what is no link counts against an address."""
    aksi, kunci = ("pakta_tautan", tautan.sidik) if tautan else ("pakta_tautan_asing", None)
    hasil = ratelimit.consume(request, app="units", action=aksi, config=BATAS, key=kunci, limit_get=True)
    return hasil is not None


def _halaman_tautan(
    request: HttpRequest, keadaan: str, status: int, tautan: TautanPakta | None = None, galat: str = ""
) -> HttpResponse:
    konteks = {"keadaan": keadaan, "tautan": tautan, "galat": galat}
    return render(request, "units/pakta_tautan.html", konteks, status=status)


def _tersendiri(jawab: HttpResponse) -> HttpResponse:
    """An address that is a secret leaves no trace elsewhere: no referrer, no search engine, no cache."""
    jawab["Referrer-Policy"] = "no-referrer"
    jawab["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return jawab
