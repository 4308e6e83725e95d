"""The people an admin looks after: who they are, which roles they hold, their way to a password."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.enums import Peran
from units.errors import UnitsError
from units.forms import AkhiriForm, KeanggotaanForm, PegawaiForm
from units.models import Instansi, Unduhan, User
from units.permissions import is_admin_platform
from units.selectors import instansi_dikelola, keanggotaan_dikelola, pegawai_table
from units.services import akhiri_keanggotaan, buat_keanggotaan, buat_pegawai
from units.services.unduhan import jejak_unduhan
from zi_portal.common.masukan import angka, bersih_teks
from zi_portal.common.unduh import unduhan

PER_HALAMAN = 25


def _peran_berlaku(pegawai: User) -> str:
    return "; ".join(
        f"{k.get_peran_display()} ({k.unit or k.instansi or _('nasional')})" for k in pegawai.peran_berlaku
    )


# The columns of the list as a table to take away.
KOLOM = (
    (gettext_lazy("Nama"), lambda p: p.nama),
    (gettext_lazy("Nama pengguna"), lambda p: p.username),
    (gettext_lazy("NIP"), lambda p: p.nip),
    (gettext_lazy("Peran yang berlaku"), _peran_berlaku),
    (gettext_lazy("Aktif"), lambda p: p.is_active),
)


def _harus_admin(request: HttpRequest) -> None:
    if not request.user.has_perm("units.kelola_pegawai"):
        raise PermissionDenied


def _harus_boleh_ubah(request: HttpRequest, pegawai: User) -> None:
    if not request.user.has_perm("units.kelola_akun", pegawai):
        raise PermissionDenied


def _instansi_kerja(request: HttpRequest) -> Instansi | None:
    """The instansi named in the address, else the only one this admin has."""
    milik = instansi_dikelola(request.user)
    diminta = request.GET.get("instansi", "")
    if diminta.isdecimal():
        return get_object_or_404(milik, pk=angka(diminta) or 0)
    dua = list(milik[:2])
    return dua[0] if len(dua) == 1 else None


def _form_peran(request: HttpRequest, instansi: Instansi | None, data=None) -> KeanggotaanForm:
    return KeanggotaanForm(data, instansi=instansi, nasional=is_admin_platform(request.user))


@require_safe
def pegawai_list(request: HttpRequest) -> HttpResponse:
    _harus_admin(request)
    pegawai = pegawai_table(request.user)
    q, peran = bersih_teks(request.GET.get("q"), 100), request.GET.get("peran", "")
    if q:
        pegawai = pegawai.filter(Q(nama__icontains=q) | Q(username__icontains=q) | Q(nip__startswith=q))
    if peran in Peran.values:
        berperan = keanggotaan_dikelola(request.user).filter(peran=peran)
        pegawai = pegawai.filter(pk__in=berperan.aktif().values("user"))
    tampak = keanggotaan_dikelola(request.user).aktif()
    pegawai = pegawai.prefetch_related(Prefetch("keanggotaan", queryset=tampak, to_attr="peran_berlaku"))
    pegawai = pegawai.order_by("nama", "pk")
    jejak = jejak_unduhan(request.user, "pegawai")
    if (jawab := unduhan(request, nama="pegawai", kolom=KOLOM, semua=pegawai, jejak=jejak)) is not None:
        return jawab
    page = Paginator(pegawai, PER_HALAMAN).get_page(request.GET.get("halaman"))
    return render(
        request,
        "units/_pegawai_tabel.html" if request.htmx else "units/pegawai_list.html",
        {"page": page, "q": q, "peran": peran, "pilihan_peran": Peran.choices, "disaring": bool(q or peran)},
    )


# Lists that hold personal data, as ``Unduhan`` names them.
DAFTAR = {
    "pegawai": gettext_lazy("Pegawai"),
    "pakta": gettext_lazy("Pakta integritas"),
    "pegawai_unit": gettext_lazy("Pegawai unit"),
    "benturan": gettext_lazy("Benturan kepentingan"),
    "surel": gettext_lazy("Kotak keluar"),
}


@require_safe
def pegawai_unduhan(request: HttpRequest) -> HttpResponse:
    """Who of the people this admin manages took which list of people away."""
    _harus_admin(request)
    baris = Unduhan.objects.filter(user__in=pegawai_table(request.user).values("pk")).select_related("user")
    q = bersih_teks(request.GET.get("q"), 100)
    if q:
        baris = baris.filter(user__nama__icontains=q)
    page = Paginator(baris.order_by("-pk"), PER_HALAMAN).get_page(request.GET.get("halaman"))
    for satu in page:
        satu.kata_daftar = DAFTAR.get(satu.daftar, satu.daftar)
    return render(request, "units/pegawai_unduhan.html", {"page": page, "q": q})


@require_safe
def pegawai_detail(request: HttpRequest, pk: int) -> HttpResponse:
    _harus_admin(request)
    pegawai = get_object_or_404(pegawai_table(request.user), pk=pk)
    hari_ini = timezone.localdate()
    peran = keanggotaan_dikelola(request.user).filter(user=pegawai).order_by("-mulai", "pk")
    return render(
        request,
        "units/pegawai_detail.html",
        {
            "pegawai": pegawai,
            "keanggotaan": [(k, k.selesai is None or k.selesai > hari_ini) for k in peran],
            "boleh_ubah": request.user.has_perm("units.kelola_akun", pegawai),
        },
    )


@require_http_methods(["GET", "POST"])
def pegawai_baru(request: HttpRequest) -> HttpResponse:
    _harus_admin(request)
    instansi = _instansi_kerja(request)
    form = PegawaiForm(request.POST or None)
    form_peran = _form_peran(request, instansi, request.POST or None)
    if request.method == "POST" and form.is_valid() & form_peran.is_valid():
        try:
            pegawai = buat_pegawai(user=form.save(commit=False), actor=request.user, **form_peran.cleaned_data)
        except UnitsError as error:
            form_peran.add_error(None, error.message)
        else:
            messages.success(request, _("%(nama)s ditambahkan. Berikan tautan kata sandi.") % {"nama": pegawai.nama})
            return redirect("units:pegawai_detail", pk=pegawai.pk)
    context = {"form": form, "form_peran": form_peran, "instansi": instansi}
    context["pilihan_instansi"] = instansi_dikelola(request.user)
    return render(request, "units/pegawai_baru.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def pegawai_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    _harus_admin(request)
    pegawai = get_object_or_404(pegawai_table(request.user), pk=pk)
    _harus_boleh_ubah(request, pegawai)
    form = PegawaiForm(request.POST or None, instance=pegawai)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Data pegawai tersimpan."))
        return redirect("units:pegawai_detail", pk=pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "units/pegawai_ubah.html", {"form": form, "pegawai": pegawai}, status=status)


@never_cache
@require_POST
def pegawai_sandi(request: HttpRequest, pk: int) -> HttpResponse:
    """A link to set a new password: mailed when there is an address, else shown once to the admin."""
    _harus_admin(request)
    pegawai = get_object_or_404(pegawai_table(request.user), pk=pk)
    _harus_boleh_ubah(request, pegawai)
    if not pegawai.is_active:
        messages.error(request, _("Akun ini tidak aktif. Aktifkan dahulu."))
        return redirect("units:pegawai_detail", pk=pk)
    adapter = get_adapter(request)
    token = default_token_generator.make_token(pegawai)
    tautan = adapter.get_reset_password_from_key_url(f"{user_pk_to_url_str(pegawai)}-{token}")
    if not pegawai.email:
        return render(request, "units/pegawai_sandi.html", {"pegawai": pegawai, "tautan": tautan})
    isi = {"user": pegawai, "password_reset_url": tautan, "username": pegawai.username, "request": request}
    adapter.send_mail("account/email/password_reset_key", pegawai.email, isi)
    messages.success(request, _("Tautan kata sandi dikirim ke %(surel)s.") % {"surel": pegawai.email})
    return redirect("units:pegawai_detail", pk=pk)


@require_POST
def pegawai_aktif(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account, or open it again: to the state that was asked for, so a second click changes nothing.

    Nobody closes their own.
    """
    _harus_admin(request)
    pegawai = get_object_or_404(pegawai_table(request.user), pk=pk)
    _harus_boleh_ubah(request, pegawai)
    if pegawai.pk == request.user.pk:
        raise PermissionDenied
    aktif = request.POST.get("aktif") == "1"
    User.objects.filter(pk=pk).update(is_active=aktif)
    messages.success(request, _("Akun diaktifkan kembali.") if aktif else _("Akun dinonaktifkan."))
    return redirect("units:pegawai_detail", pk=pk)


@require_http_methods(["GET", "POST"])
def keanggotaan_baru(request: HttpRequest, pk: int) -> HttpResponse:
    _harus_admin(request)
    pegawai = get_object_or_404(pegawai_table(request.user), pk=pk)
    instansi = _instansi_kerja(request)
    form = _form_peran(request, instansi, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            buat_keanggotaan(user=pegawai, actor=request.user, **form.cleaned_data)
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Peran ditambahkan."))
            return redirect("units:pegawai_detail", pk=pk)
    context = {"form": form, "pegawai": pegawai, "instansi": instansi}
    context["pilihan_instansi"] = instansi_dikelola(request.user)
    return render(request, "units/keanggotaan_baru.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def keanggotaan_akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then end a role; the past stays readable."""
    _harus_admin(request)
    keanggotaan = get_object_or_404(keanggotaan_dikelola(request.user), pk=pk)
    form = AkhiriForm(request.POST or None, keanggotaan=keanggotaan)
    if request.method == "POST" and form.is_valid():
        try:
            akhiri_keanggotaan(keanggotaan=keanggotaan, actor=request.user, tanggal=form.cleaned_data["tanggal"])
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Peran diakhiri."))
            return redirect("units:pegawai_detail", pk=keanggotaan.user_id)
    context = {"form": form, "keanggotaan": keanggotaan}
    return render(request, "units/keanggotaan_akhiri.html", context, status=422 if request.method == "POST" else 200)
