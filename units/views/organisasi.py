"""A unit and an instansi as their people see them."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from units.enums import PERAN_UNIT
from units.forms import KedudukanForm
from units.models import Keanggotaan, UnitKerja
from units.selectors import instansi_dikelola
from units.views.tahun import unit_tahun
from units.views.tindakan import ambil_unit
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25

# The columns of the lists as a table to take away.
KOLOM_UNIT = (
    (gettext_lazy("Unit kerja"), lambda u: u.nama),
    (gettext_lazy("Kode"), lambda u: u.kode),
    (gettext_lazy("Jenis"), lambda u: u.get_jenis_display()),
    (gettext_lazy("Unit induk"), lambda u: u.induk.nama if u.induk else ""),
    (gettext_lazy("JPT madya"), lambda u: u.jpt_madya),
    (gettext_lazy("Aktif"), lambda u: u.aktif),
    (gettext_lazy("Anggota tim"), lambda u: u.jumlah_orang),
)
KOLOM_INSTANSI = (
    (gettext_lazy("Instansi"), lambda i: i.nama),
    (gettext_lazy("Kode"), lambda i: i.kode),
    (gettext_lazy("Jenis"), lambda i: i.get_jenis_display()),
    (gettext_lazy("Unit kerja"), lambda i: i.jumlah_unit),
)

logger = logging.getLogger(__name__)


@require_safe
def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit: its year for those who follow its building, the plain facts for everybody else who may see it."""
    unit = get_object_or_404(UnitKerja.objects.visible_to(request.user).select_related("instansi"), pk=pk)
    anggota = Keanggotaan.objects.aktif().filter(unit=unit, user__is_active=True, peran__in=PERAN_UNIT)
    urutan = {"pimpinan_unit": 0, "ketua_tim": 1, "operator": 2}
    konteks = {
        "unit": unit,
        "anggota": sorted(anggota.select_related("user"), key=lambda k: (urutan[k.peran], k.user.nama)),
        "boleh_kelola": request.user.has_perm("units.kelola_pegawai", unit),
    }
    if request.user.has_perm("units.lihat_tahap", unit):
        return unit_tahun(request, unit, konteks)
    return render(request, "units/unit_detail.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_kedudukan(request: HttpRequest, pk: int) -> HttpResponse:
    """The parent unit of a unit, as the admin of its instansi says it."""
    unit = ambil_unit(request, pk, "units.kelola_pegawai")
    form = KedudukanForm(request.POST or None, instance=unit)
    if request.method == "POST" and form.is_valid():
        form.instance.save(update_fields=["induk", "jpt_madya"])
        logger.info("kedudukan unit %s: induk %s, oleh %s", unit.pk, unit.induk_id, request.user.pk)
        messages.success(request, _("Kedudukan unit tersimpan."))
        return redirect("units:instansi_detail", pk=unit.instansi_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "units/unit_kedudukan.html", {"unit": unit, "form": form}, status=status)


@require_safe
def instansi_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An instansi and its units, for those who look after its people."""
    instansi = get_object_or_404(instansi_dikelola(request.user), pk=pk)
    unit = UnitKerja.objects.filter(instansi=instansi)
    q = bersih_teks(request.GET.get("q"), 100)
    if q:
        unit = unit.filter(Q(nama__icontains=q) | Q(kode__icontains=q))
    aktif = Keanggotaan.objects.aktif().filter(unit__instansi=instansi, peran__in=PERAN_UNIT)
    unit = (
        unit.annotate(jumlah_orang=Count("keanggotaan__user", filter=Q(keanggotaan__in=aktif), distinct=True))
        .select_related("induk")
        .order_by("nama", "pk")
    )
    if (jawab := unduhan(request, nama=f"unit-{instansi.kode}", kolom=KOLOM_UNIT, semua=unit)) is not None:
        return jawab
    page = Paginator(unit, PER_HALAMAN).get_page(request.GET.get("halaman"))
    return render(request, "units/instansi_detail.html", {"instansi": instansi, "page": page, "q": q})


@require_safe
def instansi_list(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("units.kelola_pegawai"):
        raise PermissionDenied
    instansi = instansi_dikelola(request.user).annotate(jumlah_unit=Count("unit_kerja")).order_by("nama", "pk")
    q = bersih_teks(request.GET.get("q"), 100)
    if q:
        instansi = instansi.filter(Q(nama__icontains=q) | Q(kode__icontains=q))
    if (jawab := unduhan(request, nama="instansi", kolom=KOLOM_INSTANSI, semua=instansi)) is not None:
        return jawab
    page = Paginator(instansi, PER_HALAMAN).get_page(request.GET.get("halaman"))
    return render(request, "units/instansi_list.html", {"page": page, "q": q})
