"""Proof on the screen: under a question, in the archive of a unit, and the one way by which its bytes go out."""

from __future__ import annotations

import json
import logging
from itertools import groupby

from csp.constants import SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation.errors import BuktiDitolak, EvaluationError
from evaluation.forms.bukti import DataBuktiForm, TautanForm, UbahBuktiForm, kalimat_galat
from evaluation.models import LembarKerjaEvaluasi, TautanBukti
from evaluation.selectors import bukti as baca
from evaluation.selectors.skor import instrumen_lke
from evaluation.selectors.usul_bukti import Usul, lke_terbuka, usul_bukti
from evaluation.services import bukti as layanan
from evaluation.views.berkas import sajikan_tersimpan
from evaluation.views.tindakan import ambil_lke, jalankan, wajib
from units.models import BerkasBukti, BuktiDukung, UnitKerja
from units.selectors.bukti_tahap import berkas_bersama, berkas_terbuka, tempat_bukti
from units.services import bukti as arsip
from units.services.bukti import DataBukti
from zi_portal.common import berkas as pemeriksa
from zi_portal.common.masukan import angka, bersih_teks
from zi_portal.common.unggahan import batas_unggahan, galat_badan, minta_json, tolak

logger = logging.getLogger(__name__)

PER_HALAMAN = 25
PILIHAN_MAKS = 20
USUL_MAKS = 20
USUL_PER_HALAMAN = 100
UMUR_KECIL = 24 * 60 * 60
# From where a proof is opened, and how the names of its addresses begin.
AWALAN = {"lke": "bukti", "unit": "bukti_arsip", "tahap": "bukti_tahap"}


# --- Under a question -------------------------------------------------------------------------------------------------


def _soal(lke: LembarKerjaEvaluasi, request: HttpRequest, kode: str) -> baca.SoalBukti:
    try:
        return baca.soal_bukti(lke, request.user, kode)
    except KeyError:
        raise Http404 from None


@require_safe
def bukti_daftar(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """The proof of one question: a page with the forms to add some, or for htmx the list (``?tambah``: the forms,
    ``?usul``: what the stages offer)."""
    lke = ambil_lke(request, pk)
    if request.htmx and "usul" in request.GET:
        konteks = {"lke": lke, "kode": kode, "usul": _usul(lke, request, kode)}
        return render(request, "evaluation/_bukti_usul.html", konteks)
    konteks = {"lke": lke, "kode": kode, "soal": _soal(lke, request, kode)}
    if request.htmx:
        if "tambah" in request.GET:
            return render(request, "evaluation/_bukti_tambah.html", konteks | _tambah(lke, request, kode))
        return render(request, "evaluation/_bukti_daftar.html", konteks)
    return render(
        request, "evaluation/bukti_daftar.html", konteks | _tambah(lke, request, kode) | {"bukti_halaman": True}
    )


def _tambah(lke: LembarKerjaEvaluasi, request: HttpRequest, kode: str) -> dict[str, object]:
    return {
        "batas": batas_unggahan(),
        "form": DataBuktiForm(auto_id=False),
        "tautan_form": TautanForm(auto_id=False),
        "pilihan": _pilihan(lke, request, kode),
        "usul": _usul(lke, request, kode),
        "q": request.GET.get("q", ""),
    }


def _usul(lke: LembarKerjaEvaluasi, request: HttpRequest, kode: str) -> list[Usul]:
    """Proof of the four stages that belongs here, for those who may put it here now."""
    if not request.user.has_perm("evaluation.isi_jawaban", lke):
        return []
    return usul_bukti(lke, request.user, kode=kode)[:USUL_MAKS]


def _pilihan(lke: LembarKerjaEvaluasi, request: HttpRequest, kode: str) -> list[BuktiDukung]:
    """Proofs of the archive that fit the search and don't stand here yet; only the unit's own people choose."""
    if not request.user.has_perm("evaluation.kelola_bukti", lke.unit):
        return []
    terpasang = TautanBukti.objects.terpasang().filter(lke=lke, kode=kode).values("bukti")
    cocok = baca.arsip(lke.unit, baca.SaringArsip.dari(request.GET)).exclude(pk__in=terpasang)
    return baca.lengkapi_arsip(list(cocok[:PILIHAN_MAKS]))


@csrf_exempt
@require_POST
def bukti_unggah(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """Take one or many files as proof of a question. Rights come first: a body nobody may send is never read."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.kelola_bukti", lke.unit)
    kembali = reverse("evaluation:bukti_daftar", args=[lke.pk, kode])
    if galat := galat_badan(request):
        return tolak(request, galat, kembali, status=413)
    return _terima(request, lke, kode, kembali)


@csrf_protect
def _terima(request: HttpRequest, lke: LembarKerjaEvaluasi, kode: str, kembali: str) -> HttpResponse:
    form = DataBuktiForm(request.POST)
    berkas = request.FILES.getlist("berkas")
    if not berkas:
        return tolak(request, _("Pilih berkas dahulu."), kembali)
    if not form.is_valid():
        return tolak(request, kalimat_galat(form), kembali)
    data = form.data_bukti()
    if len(berkas) > 1:
        # One title or number cannot be that of many documents.
        data = DataBukti(**{f: getattr(data, f) for f in DataBukti.__dataclass_fields__} | {"judul": "", "nomor": ""})
    terpasang, galat = [], []
    for satu in berkas:
        try:
            hasil = layanan.unggah_bukti(
                lke=lke,
                kode=kode,
                berkas=satu,
                nama=satu.name,
                data=data,
                actor=request.user,
                arsip_dahulu=bool(request.POST.get("arsip")),
            )
            terpasang.append(hasil)
        except EvaluationError as error:
            galat.append(error.message if minta_json(request) else f"{pemeriksa.nama_aman(satu.name)}: {error.message}")
    if minta_json(request):
        if galat:
            return JsonResponse({"pesan": " ".join(galat)}, status=422)
        sudah = all(t.sudah_ada for t in terpasang)
        pesan = _("Sudah terpasang pada pertanyaan ini") if sudah else _("Terpasang")
        if any(t.dari_arsip for t in terpasang):
            pesan = _("Terpasang, memakai berkas sama yang sudah ada di arsip")
        return JsonResponse(
            {"pesan": pesan, "sudah_ada": sudah, "tautan": [t.tautan.pk for t in terpasang]},
            status=200 if sudah else 201,
        )
    for pesan in galat:
        messages.error(request, pesan)
    if terpasang:
        messages.success(
            request,
            ngettext("%(n)d berkas terpasang.", "%(n)d berkas terpasang.", len(terpasang)) % {"n": len(terpasang)},
        )
    return redirect(kembali)


@require_POST
def bukti_tautan(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """A web address as proof of a question."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.kelola_bukti", lke.unit)
    form = TautanForm(request.POST)
    if not form.is_valid():
        return _selesai(request, lke, kode, galat=kalimat_galat(form))
    try:
        layanan.tautkan_url(
            lke=lke, kode=kode, url=form.cleaned_data["url"], data=form.data_bukti(), actor=request.user
        )
    except EvaluationError as error:
        return _selesai(request, lke, kode, galat=error.message)
    return _selesai(request, lke, kode, berhasil=_("Tautan terpasang."))


@require_http_methods(["GET", "HEAD", "POST"])
def bukti_pilih(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """Search the unit's archive, and put the chosen proofs under the question."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.kelola_bukti", lke.unit)
    if request.method != "POST":
        if not request.htmx:
            return redirect(
                f"{reverse('evaluation:bukti_daftar', args=[lke.pk, kode])}?{request.GET.urlencode()}#arsip"
            )
        konteks = {"lke": lke, "soal": _soal(lke, request, kode), "pilihan": _pilihan(lke, request, kode)}
        return render(request, "evaluation/_bukti_pilihan.html", konteks | {"q": request.GET.get("q", "")})
    pilihan = _angka(request.POST.getlist("bukti"))
    if not pilihan:
        return _selesai(request, lke, kode, galat=_("Pilih paling sedikit satu bukti."))
    bukti = list(BuktiDukung.objects.hidup().filter(unit=lke.unit_id, pk__in=pilihan))
    try:
        if len(bukti) != len(pilihan):
            raise BuktiDitolak(
                _("Salah satu bukti sudah tidak ada di arsip unit. Muat ulang halaman, lalu pilih lagi.")
            )
        baru = layanan.pasang_bukti(lke=lke, kode=[kode], bukti=bukti, actor=request.user)
    except EvaluationError as error:
        return _selesai(request, lke, kode, galat=error.message)
    return _selesai(
        request,
        lke,
        kode,
        berhasil=ngettext("%(n)d bukti terpasang.", "%(n)d bukti terpasang.", len(baru)) % {"n": len(baru)},
    )


@require_POST
def bukti_lepas(request: HttpRequest, pk: int, tautan_pk: int) -> HttpResponse:
    """Take a proof away from a question; it stays in the archive."""
    lke = ambil_lke(request, pk)
    wajib(request, "evaluation.kelola_bukti", lke.unit)
    terpasang = TautanBukti.objects.terpasang().filter(lke=lke)
    tautan = get_object_or_404(terpasang.select_related("lke", "bukti"), pk=tautan_pk)
    tautan.lke = lke
    try:
        layanan.lepas_bukti(tautan=tautan, actor=request.user)
    except EvaluationError as error:
        return _selesai(request, lke, tautan.kode, galat=error.message)
    berhasil = _("“%(judul)s” dilepas. Bukti tetap ada di arsip unit.") % {"judul": tautan.bukti.judul}
    return _selesai(request, lke, tautan.kode, berhasil=berhasil)


def _selesai(
    request: HttpRequest, lke: LembarKerjaEvaluasi, kode: str, *, berhasil: str = "", galat: str = ""
) -> HttpResponse:
    """The list anew with a word about what happened; without htmx the question's own page."""
    if not request.htmx:
        (messages.error if galat else messages.success)(request, galat or berhasil)
        return redirect("evaluation:bukti_daftar", pk=lke.pk, kode=kode)
    soal = _soal(lke, request, kode)
    jawab = render(request, "evaluation/_bukti_daftar.html", {"lke": lke, "soal": soal})
    kabar = {
        "zi:toast": {"pesan": galat or berhasil, "detik": 8 if galat else 4},
        "zi:bukti": {"kode": kode, "jumlah": len(soal.bukti), "galat": bool(galat)},
    }
    jawab["HX-Trigger"] = json.dumps(kabar)
    return jawab


def _angka(teks: list[str]) -> set[int]:
    return {n for t in teks if (n := angka(t)) is not None}


# --- Bytes ------------------------------------------------------------------------------------------------------------


def _versi_terlihat(request: HttpRequest, pk: int, berkas_pk: int, *, milik: str) -> tuple[object, BerkasBukti]:
    """The sheet (or unit) and the file version, or 404 when this person may not have it from there.

    From a sheet: what is linked to it, the pinned version where frozen. From the stages: the newest version of what
    hangs on a thing that the person may see. From the archive: the unit's own people.
    """
    if milik == "lke":
        lke = ambil_lke(request, pk)
        asal, versi = lke, baca.berkas_lke(lke)
    elif milik == "tahap":
        if berkas_pk >= 2**63:
            raise Http404
        asal = UnitKerja.objects.visible_to(request.user).select_related("instansi").filter(pk=pk).first()
        ikut = asal is not None and request.user.has_perm("units.lihat_tahap", asal)
        if not ikut and (bersama := berkas_bersama(request.user, pk, berkas_pk)):
            return bersama.bukti.unit, bersama
        if asal is None:
            raise Http404
        wajib(request, "units.lihat_tahap", asal)
        terbuka = berkas_terbuka(request.user, asal, berkas_pk)
        if terbuka is None:
            raise Http404
        return asal, terbuka
    else:
        asal = _unit(request, pk)
        versi = BerkasBukti.objects.filter(bukti__unit=asal, bukti__dihapus_pada=None)
    return asal, get_object_or_404(versi.select_related("bukti"), pk=berkas_pk)


@require_safe
def bukti_berkas(request: HttpRequest, pk: int, berkas_pk: int, milik: str, bentuk: str) -> HttpResponseBase:
    """The one place from which bytes of proof go out. ``bentuk``: "unduh", "pratinjau" (PDF and pictures), "kecil"."""
    _asal, versi = _versi_terlihat(request, pk, berkas_pk, milik=milik)
    if versi.pindai in {pemeriksa.BERBAHAYA, pemeriksa.TERTUNDA}:
        konteks = {"versi": versi, "pesan": baca.kata_pindai(versi)}
        return render(request, "evaluation/bukti_ditahan.html", konteks, status=403)
    jenis = baca.jenis_berkas(versi)
    if bentuk == "kecil":
        return _gambar_kecil(versi) if jenis and jenis.gambar else HttpResponse(status=404)
    logger.info("berkas %s %s untuk %s", versi.pk, bentuk, request.user.pk)
    return sajikan_tersimpan(request, versi, langsung=bentuk == "pratinjau")


def _gambar_kecil(versi: BerkasBukti) -> HttpResponse:
    kunci = f"bukti-kecil:{versi.sha256}"
    isi = cache.get(kunci)
    if isi is None:
        try:
            with versi.isi.open("rb") as berkas:
                isi = pemeriksa.gambar_kecil(berkas)
        except (pemeriksa.BerkasDitolak, OSError, ValueError):
            return HttpResponse(status=404)
        cache.set(kunci, isi, UMUR_KECIL)
    jawab = HttpResponse(isi, content_type="image/jpeg")
    pemeriksa.kunci_jawaban(jawab, csp=pemeriksa.CSP_GAMBAR)
    # Re-encoded, tiny and bound to a version that never changes: the person's own browser may keep it for a while.
    jawab["Cache-Control"] = "private, max-age=600"
    return jawab


@require_safe
@csp_replace({"frame-src": [SELF]})
def bukti_lihat(request: HttpRequest, pk: int, berkas_pk: int, milik: str) -> HttpResponse:
    """A proof to look at: PDF and pictures in place, what is known of it, and the one before and after. For htmx the
    piece that stands beside a question of the sheet."""
    asal, versi = _versi_terlihat(request, pk, berkas_pk, milik=milik)
    awalan = AWALAN[milik]
    konteks = {
        "versi": versi,
        "bukti": versi.bukti,
        "jenis": baca.jenis_berkas(versi),
        "url_unduh": reverse(f"evaluation:{awalan}_berkas", args=[pk, versi.pk]),
        "url_pratinjau": reverse(f"evaluation:{awalan}_pratinjau", args=[pk, versi.pk]),
        "ditahan": baca.kata_pindai(versi),
    }
    if milik == "lke":
        konteks |= {"lke": asal} | _tetangga(asal, request, versi)
    elif milik == "tahap":
        ikut = request.user.has_perm("units.lihat_tahap", asal)
        tempat = tempat_bukti(request.user, asal, versi.bukti) if ikut else []
        konteks |= {"unit": asal, "tempat": tempat, "bersama": not ikut}
    else:
        konteks |= {"unit": asal}
    sebelah = request.htmx and milik == "lke"
    return render(request, "evaluation/_bukti_panel.html" if sebelah else "evaluation/bukti_lihat.html", konteks)


def _tetangga(lke: LembarKerjaEvaluasi, request: HttpRequest, versi: BerkasBukti) -> dict[str, object]:
    """The question from which one came, and its proofs before and after this one."""
    semua = baca.bukti_soal(lke, request.user)
    milik = [kode for kode, daftar in semua.items() if any(t.bukti_id == versi.bukti_id for t in daftar)]
    kode = request.GET.get("soal")
    kode = kode if kode in milik else next(iter(milik), None)
    if kode is None:
        return {}
    daftar = [t for t in semua[kode] if t.versi_tampil or t.bukti_id == versi.bukti_id]
    letak = next(i for i, t in enumerate(daftar) if t.bukti_id == versi.bukti_id)
    return {
        "kode": kode,
        "kode_lain": [k for k in milik if k != kode],
        "tautan": daftar[letak],
        "nomor": letak + 1,
        "jumlah": len(daftar),
        "sebelum": daftar[letak - 1] if letak else None,
        "sesudah": daftar[letak + 1] if letak + 1 < len(daftar) else None,
        "pertanyaan": instrumen_lke(lke).pertanyaan(kode),
    }


# --- The archive of a unit --------------------------------------------------------------------------------------------


def _unit(request: HttpRequest, pk: int) -> UnitKerja:
    """A unit in which the person works. The archive is the unit's own: who only sees the unit is refused."""
    unit = get_object_or_404(UnitKerja.objects.visible_to(request.user).select_related("instansi"), pk=pk)
    wajib(request, "evaluation.lihat_arsip", unit)
    return unit


def _bukti(request: HttpRequest, pk: int, bukti_pk: int, *, ubah: bool = False) -> tuple[UnitKerja, BuktiDukung]:
    unit = _unit(request, pk)
    if ubah:
        wajib(request, "evaluation.kelola_bukti", unit)
    hidup = BuktiDukung.objects.hidup().filter(unit=unit).select_related("unit__instansi", "dibuat_oleh")
    return unit, get_object_or_404(hidup, pk=bukti_pk)


@require_safe
def bukti_arsip(request: HttpRequest, pk: int) -> HttpResponse:
    """All proof of a unit, with where it is used."""
    unit = _unit(request, pk)
    saring = baca.SaringArsip.dari(request.GET)
    page = Paginator(baca.arsip(unit, saring), PER_HALAMAN).get_page(request.GET.get("halaman"))
    jumlah, bita = arsip.kuota(unit)
    konteks = {
        "unit": unit,
        "page": page,
        "baris": baca.lengkapi_arsip(page.object_list),
        "saring": saring,
        "kelola": request.user.has_perm("evaluation.kelola_bukti", unit),
        "jumlah": jumlah,
        "terpakai": pemeriksa.teks_ukuran(bita),
        "kuota": pemeriksa.teks_ukuran(settings.BUKTI_KUOTA_BITA),
        "batas": batas_unggahan(),
        "form": DataBuktiForm(auto_id=False),
    }
    return render(request, "evaluation/_bukti_tabel.html" if request.htmx else "evaluation/bukti_arsip.html", konteks)


@csrf_exempt
@require_POST
def bukti_arsip_unggah(request: HttpRequest, pk: int) -> HttpResponse:
    """Files straight into the archive, to be put under questions later."""
    unit = _unit(request, pk)
    wajib(request, "evaluation.kelola_bukti", unit)
    kembali = reverse("evaluation:bukti_arsip", args=[unit.pk])
    if galat := galat_badan(request):
        return tolak(request, galat, kembali, status=413)
    return _terima_arsip(request, unit, kembali)


@csrf_protect
def _terima_arsip(request: HttpRequest, unit: UnitKerja, kembali: str) -> HttpResponse:
    berkas = request.FILES.getlist("berkas")
    if not berkas:
        return tolak(request, _("Pilih berkas dahulu."), kembali)
    galat, masuk, sudah = [], 0, 0
    for satu in berkas:
        try:
            _bukti, ada = layanan.simpan_ke_arsip(
                unit=unit, berkas=satu, nama=satu.name, data=DataBukti(), actor=request.user
            )
            masuk, sudah = masuk + (not ada), sudah + ada
        except EvaluationError as error:
            galat.append(error.message if minta_json(request) else f"{pemeriksa.nama_aman(satu.name)}: {error.message}")
    if minta_json(request):
        if galat:
            return JsonResponse({"pesan": " ".join(galat)}, status=422)
        if sudah:
            return JsonResponse({"pesan": _("Berkas ini sudah ada di arsip"), "sudah_ada": True})
        return JsonResponse({"pesan": _("Masuk ke arsip"), "sudah_ada": False}, status=201)
    for pesan in galat:
        messages.error(request, pesan)
    if sudah:
        messages.info(request, ngettext("%(n)d berkas sudah ada.", "%(n)d berkas sudah ada.", sudah) % {"n": sudah})
    if masuk:
        messages.success(request, ngettext("%(n)d berkas masuk.", "%(n)d berkas masuk.", masuk) % {"n": masuk})
    return redirect(kembali)


@require_http_methods(["GET", "HEAD", "POST"])
def bukti_detail(request: HttpRequest, pk: int, bukti_pk: int) -> HttpResponse:
    """One proof of the archive: its data to edit, its versions, where it is used."""
    tulis = request.method == "POST"
    unit, bukti = _bukti(request, pk, bukti_pk, ubah=tulis)
    form = UbahBuktiForm(request.POST if tulis else None, bukti=bukti)
    if tulis and form.is_valid():
        data, url = form.data_bukti(), form.cleaned_data.get("url", "")
        if jalankan(
            request,
            lambda: layanan.ubah_bukti(bukti=bukti, data=data, url=url, actor=request.user),
            berhasil=_("Data bukti tersimpan."),
        ):
            return redirect("evaluation:bukti_detail", pk=unit.pk, bukti_pk=bukti.pk)
        bukti.refresh_from_db()
    baca.lengkapi_arsip([bukti])
    kelola = request.user.has_perm("evaluation.kelola_bukti", unit)
    konteks = {
        "unit": unit,
        "bukti": bukti,
        "tempat": tempat_bukti(request.user, unit, bukti),
        "form": form,
        "kelola": kelola,
        "beku": baca.tautan_beku(bukti).exists(),
        "dapat_dihapus": kelola and not baca.pernah_diajukan(bukti).exists(),
        "sasaran": baca.sasaran_pasang(unit, bukti) if kelola else [],
        "batas": batas_unggahan(),
    }
    return render(request, "evaluation/bukti_detail.html", konteks, status=422 if form.errors else 200)


@csrf_exempt
@require_POST
def bukti_ganti(request: HttpRequest, pk: int, bukti_pk: int) -> HttpResponse:
    """A newer version of the file; the earlier ones stay."""
    unit, bukti = _bukti(request, pk, bukti_pk, ubah=True)
    kembali = reverse("evaluation:bukti_detail", args=[unit.pk, bukti.pk])
    if galat := galat_badan(request):
        return tolak(request, galat, kembali, status=413)
    return _terima_ganti(request, bukti, kembali)


@csrf_protect
def _terima_ganti(request: HttpRequest, bukti: BuktiDukung, kembali: str) -> HttpResponse:
    berkas = request.FILES.get("berkas")
    if berkas is None:
        return tolak(request, _("Pilih berkas dahulu."), kembali)
    try:
        versi = layanan.ganti_berkas(bukti=bukti, berkas=berkas, nama=berkas.name, actor=request.user)
    except EvaluationError as error:
        return tolak(request, error.message, kembali)
    pesan = _("Versi %(n)d tersimpan. Versi sebelumnya tetap ada.") % {"n": versi.versi}
    if minta_json(request):
        return JsonResponse({"pesan": pesan, "versi": versi.versi}, status=201)
    messages.success(request, pesan)
    return redirect(kembali)


@require_POST
def bukti_pasang(request: HttpRequest, pk: int, bukti_pk: int) -> HttpResponse:
    """One proof under many questions of a sheet of the unit."""
    unit, bukti = _bukti(request, pk, bukti_pk, ubah=True)
    lke = get_object_or_404(
        LembarKerjaEvaluasi.objects.visible_to(request.user).select_related("unit__instansi", "musim"),
        unit=unit,
        pk__in=_angka([request.POST.get("lke", "")]),
    )
    kode = request.POST.getlist("kode")
    if not kode:
        messages.error(request, _("Pilih paling sedikit satu pertanyaan."))
    else:
        jalankan(
            request,
            lambda: layanan.pasang_bukti(lke=lke, kode=kode, bukti=[bukti], actor=request.user),
            berhasil=_("Bukti terpasang."),
        )
    return redirect("evaluation:bukti_detail", pk=unit.pk, bukti_pk=bukti.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def bukti_hapus(request: HttpRequest, pk: int, bukti_pk: int) -> HttpResponse:
    """Ask, then delete a proof that no submitted sheet needs."""
    unit, bukti = _bukti(request, pk, bukti_pk, ubah=True)
    if request.method == "POST":
        if jalankan(
            request,
            lambda: layanan.hapus_bukti(bukti=bukti, actor=request.user),
            berhasil=_("“%(judul)s” dihapus.") % {"judul": bukti.judul},
        ):
            return redirect("evaluation:bukti_arsip", pk=unit.pk)
        return redirect("evaluation:bukti_detail", pk=unit.pk, bukti_pk=bukti.pk)
    baca.lengkapi_arsip([bukti])
    tempat = tempat_bukti(request.user, unit, bukti)
    return render(request, "evaluation/bukti_hapus.html", {"unit": unit, "bukti": bukti, "tempat": tempat})


# --- From the stages into the sheet -----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def bukti_usul(request: HttpRequest, pk: int) -> HttpResponse:
    """All proof of the four stages that belongs under a question of the open sheet and is not there yet, to be put
    there at once. ``?tahun=`` names the sheet, ``?benda=&objek=`` one thing."""
    unit = get_object_or_404(UnitKerja.objects.visible_to(request.user).select_related("instansi"), pk=pk)
    wajib(request, "evaluation.kelola_bukti", unit)
    lke = lke_terbuka(unit, request.user, angka(request.GET.get("tahun")))
    terbuka = lke is not None and request.user.has_perm("evaluation.isi_jawaban", lke)
    objek = angka(request.GET.get("objek"))
    benda = bersih_teks(request.GET.get("benda"), 20)
    hanya = (benda, objek) if objek is not None and benda else None
    if request.method == "POST":
        if terbuka:
            _pasang_usul(request, lke)
        else:
            messages.error(request, _("LKE tahun ini sedang tidak terbuka untuk unit, jadi tidak ada yang dipasang."))
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    page = Paginator(usul_bukti(lke, request.user, hanya=hanya) if terbuka else [], USUL_PER_HALAMAN)
    page = page.get_page(request.GET.get("halaman"))
    konteks = {
        "unit": unit,
        "lke": lke,
        "terbuka": terbuka,
        "hanya": hanya,
        "page": page,
        "kelompok": [(p, list(isi)) for p, isi in groupby(page.object_list, key=lambda u: u.pertanyaan)],
    }
    return render(request, "evaluation/bukti_usul.html", konteks)


def _pasang_usul(request: HttpRequest, lke: LembarKerjaEvaluasi) -> None:
    """Put in place what was chosen and is still proposed; what stands there already is no loss."""
    dipilih = set(request.POST.getlist("usul"))
    if not dipilih:
        messages.error(request, _("Pilih paling sedikit satu usulan."))
        return
    berlaku = [(u.kode, u.bukti.pk) for u in usul_bukti(lke, request.user) if u.kunci in dipilih]
    try:
        baru = layanan.pasang_pasangan(lke=lke, pasangan=berlaku, actor=request.user) if berlaku else []
    except EvaluationError as error:
        messages.error(request, error.message)
        return
    n = len(baru)
    messages.success(request, ngettext("%(n)d bukti terpasang.", "%(n)d bukti terpasang.", n) % {"n": n})
    if sisa := len(dipilih) - n:
        messages.info(
            request,
            _("%(n)d usulan sudah terpasang sebelumnya atau tidak berlaku lagi, jadi dilewati.") % {"n": sisa},
        )
