"""Conflicts of interest on the screen: one's own declarations, and those of the instansi."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from evaluation.enums.benturan import JenisBenturan
from evaluation.errors import EvaluationError
from evaluation.forms.benturan import CabutForm, CatatForm, PernyataanForm
from evaluation.models import BenturanKepentingan, Musim
from evaluation.selectors.benturan import penilai_berbenturan, unit_dinyatakan
from evaluation.selectors.musim import musim_dipilih
from evaluation.selectors.tim_tpi import instansi_bertim
from evaluation.selectors.tpi import unit_terkelola
from evaluation.services import benturan as layanan
from evaluation.views.tindakan import wajib
from units.enums import PERAN_TPI
from units.models import Keanggotaan, User
from units.selectors import unit_milik_sendiri
from units.services.unduhan import jejak_unduhan
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25


@require_http_methods(["GET", "POST"])
def tpi_benturan(request: HttpRequest) -> HttpResponse:
    """Declare on all of one's units of the season, on one page."""
    wajib(request, "evaluation.nyatakan_benturan")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    if musim is None:
        return render(request, "evaluation/benturan.html", {"musim": None})
    daftar = unit_dinyatakan(request.user, musim)
    terbuka = {b.unit.pk: b for b in daftar if b.terbuka}
    form = PernyataanForm(request.POST if request.method == "POST" else None, unit=[b.unit for b in terbuka.values()])
    if request.method == "POST" and form.sah and _simpan(request, form, musim):
        return redirect(f"{request.path}?tahun={musim.tahun}")
    konteks = {
        "musim": musim,
        "daftar": daftar,
        "isian": [baris | {"sekarang": terbuka[baris["unit"].pk]} for baris in form.baris()],
        "lain": [b for b in daftar if not b.terbuka],
        "belum": sum(b.terbuka and b.benturan is None for b in daftar),
        "jenis": JenisBenturan.choices,
        "galat": len(form.galat),
    }
    return render(request, "evaluation/benturan.html", konteks, status=422 if form.galat else 200)


def _simpan(request: HttpRequest, form: PernyataanForm, musim: Musim) -> bool:
    """All that was declared, or nothing."""
    if not form.isi:
        messages.info(request, _("Belum ada yang dipilih. Pilih pernyataan untuk tiap unit, lalu simpan."))
        return True
    orang = request.user
    try:
        with transaction.atomic():
            for p in form.isi:
                layanan.nyatakan(
                    user=orang, unit=p.unit, musim=musim, ada=p.ada, jenis=p.jenis, uraian=p.uraian, actor=orang
                )
    except EvaluationError as error:
        messages.error(request, error.message)
        return False
    teks = ngettext("Pernyataan untuk %(n)d unit tersimpan.", "Pernyataan untuk %(n)d unit tersimpan.", len(form.isi))
    messages.success(request, teks % {"n": len(form.isi)})
    return True


# What was declared, as a table to take away: that there is a conflict, not what it is about.
KOLOM = (
    (gettext_lazy("Penilai"), lambda x: x.user.nama),
    (gettext_lazy("Unit kerja"), lambda x: x.unit.nama),
    (gettext_lazy("Instansi"), lambda x: x.unit.instansi.nama),
    (gettext_lazy("Jenis"), lambda x: x.get_jenis_display() if x.ada else gettext_lazy("tidak ada benturan")),
    (gettext_lazy("Dinyatakan oleh"), lambda x: x.dinyatakan_oleh.nama),
    (gettext_lazy("Dinyatakan pada"), lambda x: x.dinyatakan_pada),
    (gettext_lazy("Dicabut pada"), lambda x: x.dicabut_pada),
)


@require_GET
def tpi_benturan_list(request: HttpRequest) -> HttpResponse:
    """What was declared in the instansi, who still owes a declaration, and whom a role bars by itself."""
    wajib(request, "evaluation.catat_benturan")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    if musim is None:
        return render(request, "evaluation/benturan_list.html", {"musim": None})
    keadaan = request.GET.get("keadaan", "")
    baris = BenturanKepentingan.objects.visible_to(request.user).filter(
        musim=musim, unit__instansi__in=instansi_bertim(request.user)
    )
    if keadaan == "dicabut":
        baris = baris.exclude(dicabut_pada=None)
    elif keadaan == "semua":
        baris = baris.berlaku()
    else:
        keadaan, baris = "", baris.mengikat()
    if q := bersih_teks(request.GET.get("q"), 100):
        baris = baris.filter(Q(user__nama__icontains=q) | Q(unit__nama__icontains=q))
    baris = baris.select_related("user", "unit__instansi", "dinyatakan_oleh", "dicabut_oleh").order_by("-pk")
    jejak = jejak_unduhan(request.user, "benturan")
    if (jawab := unduhan(request, nama="benturan", kolom=KOLOM, semua=baris, jejak=jejak)) is not None:
        return jawab
    page = Paginator(baris, PER_HALAMAN).get_page(request.GET.get("halaman"))
    for satu in page.object_list:
        satu.boleh_cabut = request.user.has_perm("evaluation.cabut_benturan", satu)
    penilai = Paginator(_penilai(request.user), PER_HALAMAN).get_page(request.GET.get("orang"))
    konteks = {
        "musim": musim,
        "page": page,
        "q": q,
        "keadaan": keadaan,
        "penilai": penilai_berbenturan(request.user, penilai.object_list, musim),
        "penilai_page": penilai,
    }
    return render(request, "evaluation/benturan_list.html", konteks)


def _penilai(user: User):
    """People with a TPI role in the instansi this person keeps."""
    aktif = Keanggotaan.objects.aktif().filter(peran__in=sorted(PERAN_TPI), instansi__in=instansi_bertim(user))
    return User.objects.filter(is_active=True, pk__in=aktif.values("user")).order_by("nama", "pk")


@require_http_methods(["GET", "POST"])
def tpi_benturan_catat(request: HttpRequest) -> HttpResponse:
    wajib(request, "evaluation.catat_benturan")
    musim = musim_dipilih(request.GET.get("tahun", ""))
    if musim is None:
        return redirect("evaluation:tpi_benturan_list")
    unit = unit_terkelola(request.user).exclude(pk__in=unit_milik_sendiri(request.user))
    form = CatatForm(request.POST or None, orang=_penilai(request.user), unit=unit.order_by("nama", "pk"))
    kembali = f"{reverse('evaluation:tpi_benturan_list')}?tahun={musim.tahun}"
    if request.method == "POST" and form.is_valid():
        d = form.cleaned_data
        wajib(request, "evaluation.catat_benturan", d["unit"])
        try:
            layanan.nyatakan(
                user=d["user"],
                unit=d["unit"],
                musim=musim,
                ada=True,
                jenis=d["jenis"],
                uraian=d["uraian"],
                actor=request.user,
            )
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            hasil = {"nama": d["user"], "unit": d["unit"]}
            messages.success(request, _("Benturan %(nama)s dengan %(unit)s tercatat.") % hasil)
            return redirect(kembali)
    status = 422 if form.is_bound and form.errors else 200
    konteks = {"form": form, "musim": musim, "kembali": kembali}
    return render(request, "evaluation/benturan_catat.html", konteks, status=status)


@require_http_methods(["GET", "POST"])
def tpi_benturan_cabut(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then withdraw."""
    semua = BenturanKepentingan.objects.visible_to(request.user)
    satu = get_object_or_404(semua.select_related("user", "unit__instansi", "musim"), pk=pk)
    kembali = f"{reverse('evaluation:tpi_benturan_list')}?tahun={satu.musim.tahun}"
    wajib(request, "evaluation.pimpin_benturan", satu)
    if not request.user.has_perm("evaluation.cabut_benturan", satu):
        messages.info(request, _("Pernyataan ini sudah dicabut."))
        return redirect(kembali)
    form = CabutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.cabut(benturan=satu, alasan=form.cleaned_data["alasan"], actor=request.user)
        except EvaluationError as error:
            form.add_error(None, error.message)
        else:
            hasil = {"nama": satu.user, "unit": satu.unit}
            messages.success(request, _("Pernyataan %(nama)s untuk %(unit)s dicabut.") % hasil)
            return redirect(kembali)
    status = 422 if form.is_bound and form.errors else 200
    konteks = {"form": form, "benturan": satu, "kembali": kembali}
    return render(request, "evaluation/benturan_cabut.html", konteks, status=status)
