"""Proof of one thing of a stage: what hangs there, files, links and the archive to hang more, and taking it away."""

from __future__ import annotations

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.errors import UnitsError
from units.forms.bukti import BuktiTahapForm, TautanTahapForm
from units.models import BuktiTahap
from units.selectors import akses
from units.selectors.bukti_tahap import Letak, letak, pilihan_arsip
from units.selectors.tahap import bukti_tahap
from units.services.bukti import DataBukti
from units.services.bukti_tahap import (
    lepas_bukti_tahap,
    pasang_bukti_tahap,
    tautkan_bukti_tahap,
    unggah_bukti_tahap,
)
from units.views.tindakan import ambil_unit
from zi_portal.common import berkas as pemeriksa
from zi_portal.common.masukan import angka, bersih_teks
from zi_portal.common.unggahan import batas_unggahan, galat_badan, minta_json, tolak


def _letak(request: HttpRequest, pk: int, benda: str, objek_id: int, *, isi: bool = False) -> Letak:
    """The thing: 404 when there is none that the person may see, 403 when they may not fill it (``isi``)."""
    unit = ambil_unit(request, pk)
    # A larger id than a column holds is no id of anything.
    tempat = letak(request.user, unit, benda, objek_id) if objek_id < 2**63 else None
    if tempat is None:
        raise Http404
    if isi and not tempat.boleh_isi(request.user):
        raise PermissionDenied
    return tempat


def _dari_arsip(request: HttpRequest, tempat: Letak) -> bool:
    """The archive is the unit's own: only its people choose from it."""
    return tempat.unit.pk in akses(request.user).unit_ids


def _konteks(request: HttpRequest, tempat: Letak) -> dict[str, object]:
    return {
        "tempat": tempat,
        "unit": tempat.unit,
        "benda": tempat.benda.value,
        "objek_id": tempat.objek_id,
        "bukti": bukti_tahap(tempat.benda, [tempat.objek_id], tempat.unit).get(tempat.objek_id, []),
        "boleh_isi": tempat.boleh_isi(request.user),
        "orang_unit": _dari_arsip(request, tempat),
    }


def _tambah(request: HttpRequest, tempat: Letak) -> dict[str, object]:
    q = bersih_teks(request.GET.get("q"), 100)
    return {
        "batas": batas_unggahan(),
        "form": BuktiTahapForm(auto_id=False),
        "tautan_form": TautanTahapForm(auto_id=False),
        "q": q,
        "pilihan": pilihan_arsip(tempat, q) if _dari_arsip(request, tempat) else [],
    }


def alamat_daftar(tempat: Letak) -> str:
    return reverse("units:bukti_tahap_daftar", args=[tempat.unit.pk, tempat.benda.value, tempat.objek_id])


@require_safe
def bukti_tahap_daftar(request: HttpRequest, pk: int, benda: str, objek_id: int) -> HttpResponse:
    """The proof of one thing: a page with the ways to add some, or for htmx the list (``?tambah``: the ways)."""
    tempat = _letak(request, pk, benda, objek_id)
    konteks = _konteks(request, tempat)
    if request.htmx and "tambah" not in request.GET:
        return render(request, "units/_bukti_tahap_daftar.html", konteks)
    if konteks["boleh_isi"]:
        konteks |= _tambah(request, tempat)
    elif request.htmx:
        raise PermissionDenied
    konteks["halaman"] = not request.htmx
    return render(request, "units/_bukti_tahap_tambah.html" if request.htmx else "units/bukti_tahap.html", konteks)


@csrf_exempt
@require_POST
def bukti_tahap_unggah(request: HttpRequest, pk: int, benda: str, objek_id: int) -> HttpResponse:
    """Take one or many files. Rights come first: a body nobody may send is never read."""
    tempat = _letak(request, pk, benda, objek_id, isi=True)
    if galat := galat_badan(request):
        return tolak(request, galat, alamat_daftar(tempat), status=413)
    return _terima(request, tempat)


@csrf_protect
def _terima(request: HttpRequest, tempat: Letak) -> HttpResponse:
    kembali = alamat_daftar(tempat)
    form = BuktiTahapForm(request.POST)
    berkas = request.FILES.getlist("berkas")
    if not berkas:
        return tolak(request, _("Pilih berkas dahulu."), kembali)
    if not form.is_valid():
        return tolak(request, form.kalimat_galat(), kembali)
    data = form.data_bukti()
    if len(berkas) > 1:
        # One title or number cannot be that of many documents.
        data = DataBukti(tanggal=data.tanggal)
    terpasang, galat = [], []
    for satu in berkas:
        try:
            terpasang.append(
                unggah_bukti_tahap(tempat=tempat, berkas=satu, nama=satu.name, data=data, actor=request.user)
            )
        except UnitsError as error:
            galat.append(error.message if minta_json(request) else f"{pemeriksa.nama_aman(satu.name)}: {error.message}")
    if minta_json(request):
        if galat:
            return JsonResponse({"pesan": " ".join(galat)}, status=422)
        sudah = all(t.sudah_ada for t in terpasang)
        pesan = _("Sudah terpasang di sini") if sudah else _("Terpasang")
        if not sudah and all(t.dari_arsip for t in terpasang):
            pesan = _("Terpasang dari arsip unit, yang sudah mempunyai berkas ini")
        return JsonResponse({"pesan": pesan, "sudah_ada": sudah}, status=200 if sudah else 201)
    for pesan in galat:
        messages.error(request, pesan)
    if terpasang:
        n = len(terpasang)
        messages.success(request, ngettext("%(n)d berkas terpasang.", "%(n)d berkas terpasang.", n) % {"n": n})
    return redirect(kembali)


@require_POST
def bukti_tahap_tautan(request: HttpRequest, pk: int, benda: str, objek_id: int) -> HttpResponse:
    """A web address as proof."""
    tempat = _letak(request, pk, benda, objek_id, isi=True)
    form = TautanTahapForm(request.POST)
    if not form.is_valid():
        return _selesai(request, tempat, galat=form.kalimat_galat())
    try:
        tautkan_bukti_tahap(tempat=tempat, url=form.cleaned_data["url"], data=form.data_bukti(), actor=request.user)
    except UnitsError as error:
        return _selesai(request, tempat, galat=error.message)
    return _selesai(request, tempat, berhasil=_("Tautan terpasang."))


@require_http_methods(["GET", "HEAD", "POST"])
def bukti_tahap_pilih(request: HttpRequest, pk: int, benda: str, objek_id: int) -> HttpResponse:
    """Search the unit's archive, and hang the chosen proofs on the thing."""
    tempat = _letak(request, pk, benda, objek_id, isi=True)
    if not _dari_arsip(request, tempat):
        raise PermissionDenied
    if request.method != "POST":
        if not request.htmx:
            return redirect(f"{alamat_daftar(tempat)}?{request.GET.urlencode()}#arsip")
        return render(request, "units/_bukti_tahap_pilihan.html", _konteks(request, tempat) | _tambah(request, tempat))
    pilihan = [n for teks in request.POST.getlist("bukti") if (n := angka(teks)) is not None]
    if not pilihan:
        return _selesai(request, tempat, galat=_("Pilih paling sedikit satu bukti."))
    try:
        baru = len(pasang_bukti_tahap(tempat=tempat, bukti=pilihan, actor=request.user))
    except UnitsError as error:
        return _selesai(request, tempat, galat=error.message)
    return _selesai(
        request,
        tempat,
        berhasil=ngettext("%(n)d bukti terpasang.", "%(n)d bukti terpasang.", baru) % {"n": baru},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def bukti_tahap_lepas(request: HttpRequest, pk: int, benda: str, objek_id: int, pasangan_pk: int) -> HttpResponse:
    """Ask, then take a proof away from the thing; it stays in the archive. A repeat finds it gone."""
    tempat = _letak(request, pk, benda, objek_id, isi=True)
    semua = BuktiTahap.objects.filter(unit=tempat.unit, benda=tempat.benda, objek_id=tempat.objek_id)
    pasangan = semua.select_related("bukti").filter(pk=pasangan_pk).first() if pasangan_pk < 2**63 else None
    if request.method != "POST":
        pasangan = pasangan or get_object_or_404(semua, pk=0)
        konteks = {"tempat": tempat, "unit": tempat.unit, "pasangan": pasangan, "kembali": alamat_daftar(tempat)}
        return render(request, "units/bukti_tahap_lepas.html", konteks)
    if pasangan is None:
        return _selesai(request, tempat, berhasil=_("Bukti ini sudah dilepas."))
    lepas_bukti_tahap(tempat=tempat, pasangan=pasangan, actor=request.user)
    berhasil = _("“%(judul)s” dilepas. Bukti tetap ada di arsip unit.") % {"judul": pasangan.bukti.judul}
    return _selesai(request, tempat, berhasil=berhasil)


def _selesai(request: HttpRequest, tempat: Letak, *, berhasil: str = "", galat: str = "") -> HttpResponse:
    """The list anew with a word about what happened; without htmx the thing's own page."""
    if not request.htmx:
        (messages.error if galat else messages.success)(request, galat or berhasil)
        return redirect(alamat_daftar(tempat))
    jawab = render(request, "units/_bukti_tahap_daftar.html", _konteks(request, tempat))
    kabar = {
        "zi:toast": {"pesan": galat or berhasil, "detik": 8 if galat else 4},
        "zi:bukti": {"galat": bool(galat)},
    }
    jawab["HX-Trigger"] = json.dumps(kabar)
    return jawab
