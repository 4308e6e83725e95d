"""Webhooks of an instansi and the hosts they may go to: lists, a new one with its secret shown once, stopping."""

from __future__ import annotations

import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.enums.webhook import UJI, Peristiwa, StatusKiriman
from units.errors import UnitsError
from units.forms.webhook import WebhookForm
from units.models import HostWebhook, Webhook
from units.selectors import webhook as baca
from units.services import webhook as layanan
from units.views.tindakan import ambil_instansi, jalankan
from zi_portal.common.masukan import bersih_teks
from zi_portal.common.tindakan import wajib

PER_HALAMAN = 25
KELOLA = "units.kelola_webhook"


def _ambil(request: HttpRequest, pk: int) -> Webhook:
    """404 when it is of another instansi, 403 without the right."""
    webhook = get_object_or_404(Webhook.objects.visible_to(request.user).select_related("instansi"), pk=pk)
    wajib(request, KELOLA, webhook.instansi)
    return webhook


def _kata() -> dict[str, object]:
    return dict(Peristiwa.choices) | {UJI: _("Uji coba")}


@require_safe
def webhook_list(request: HttpRequest, pk: int) -> HttpResponse:
    instansi = ambil_instansi(request, pk, KELOLA)
    page = Paginator(baca.webhook_table(instansi), PER_HALAMAN).get_page(request.GET.get("halaman"))
    kata = _kata()
    for webhook in page:
        webhook.kata_peristiwa = [kata[p] for p in webhook.peristiwa if p in kata]
    konteks = {"instansi": instansi, "page": page, "host": baca.host_boleh()}
    return render(request, "units/webhook_list.html", konteks)


@never_cache
@require_http_methods(["GET", "POST"])
def webhook_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """The secret stands in the answer to the form, and never again."""
    instansi = ambil_instansi(request, pk, KELOLA)
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            webhook, teks = layanan.buat_webhook(instansi=instansi, actor=request.user, **form.cleaned_data)
        except layanan.WebhookSudahDibuat as error:
            messages.warning(request, error.message)
            return redirect("units:webhook_list", pk=pk)
        except UnitsError as error:
            form.add_error(None, error.message)
        else:
            konteks = {"instansi": instansi, "webhook": webhook, "teks": teks}
            return render(request, "units/webhook_jadi.html", konteks, status=201)
    status = 422 if request.method == "POST" else 200
    konteks = {"instansi": instansi, "form": form, "host": baca.host_boleh()}
    return render(request, "units/webhook_baru.html", konteks, status=status)


@require_safe
def webhook_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, what waits, what could not be sent."""
    webhook = _ambil(request, pk)
    status = request.GET.get("status", "")
    if status not in StatusKiriman.values:
        status = ""
    page = Paginator(baca.kiriman_table(webhook, status), PER_HALAMAN).get_page(request.GET.get("halaman"))
    kata = _kata()
    for kiriman in page:
        kiriman.kata, kiriman.teks = (
            kata.get(kiriman.peristiwa, kiriman.peristiwa),
            json.dumps(kiriman.isi, ensure_ascii=False, indent=2),
        )
    jumlah = baca.hitung_kiriman(webhook)
    konteks = {
        "instansi": webhook.instansi,
        "webhook": webhook,
        "peristiwa": [kata[p] for p in webhook.peristiwa if p in kata],
        "page": page,
        "status": status,
        "jumlah": jumlah,
        "butir": [(s.value, s.label, jumlah[s]) for s in StatusKiriman],
    }
    return render(request, "units/webhook_detail.html", konteks)


@require_POST
def webhook_uji(request: HttpRequest, pk: int) -> HttpResponse:
    webhook = _ambil(request, pk)
    jalankan(
        request,
        lambda: layanan.uji_webhook(webhook=webhook, actor=request.user),
        berhasil=_("Pesan uji dikirim. Muat ulang halaman untuk melihat jawabannya."),
    )
    return redirect(webhook)


@require_POST
def webhook_ulang(request: HttpRequest, pk: int, kiriman_pk: int) -> HttpResponse:
    """Another try of a message; one that was not given up any more stays as it is."""
    webhook = _ambil(request, pk)
    kiriman = get_object_or_404(webhook.semua_kiriman.select_related("webhook"), pk=kiriman_pk)
    try:
        dikirim = layanan.kirim_ulang(kiriman=kiriman)
    except UnitsError as error:
        messages.error(request, error.message)
    else:
        if dikirim:
            messages.success(request, _("Pesan dikirim ulang."))
        else:
            messages.info(request, _("Pesan ini tidak gagal lagi, jadi tidak perlu dikirim ulang."))
    return redirect(webhook)


@require_http_methods(["GET", "POST"])
def webhook_hentikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then stop; a repeat finds it stopped already."""
    webhook = _ambil(request, pk)
    if request.method == "POST":
        alasan = bersih_teks(request.POST.get("alasan"), 500)
        if layanan.hentikan_webhook(webhook=webhook, actor=request.user, alasan=alasan):
            messages.success(request, _("Webhook “%(nama)s” dihentikan.") % {"nama": webhook.nama})
        else:
            messages.info(request, _("Webhook “%(nama)s” sudah dihentikan sebelumnya.") % {"nama": webhook.nama})
        return redirect("units:webhook_list", pk=webhook.instansi_id)
    konteks = {"instansi": webhook.instansi, "webhook": webhook, "kembali": webhook.get_absolute_url()}
    return render(request, "units/webhook_hentikan.html", konteks)


# Hosts ----------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def host_webhook_list(request: HttpRequest) -> HttpResponse:
    """The list of hosts, and a new one on it."""
    wajib(request, "units.kelola_platform")
    if request.method == "POST":
        nama = bersih_teks(request.POST.get("nama"), 300)
        jalankan(
            request,
            lambda: layanan.izinkan_host(nama=nama, actor=request.user),
            berhasil=_("Host diizinkan. Admin instansi dapat membuat webhook ke sana."),
        )
        return redirect("units:host_webhook_list")
    page = Paginator(baca.host_table(), PER_HALAMAN).get_page(request.GET.get("halaman"))
    return render(request, "units/host_webhook_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
def host_webhook_cabut(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take it off the list."""
    wajib(request, "units.kelola_platform")
    host = get_object_or_404(HostWebhook, pk=pk)
    if request.method == "POST":
        if layanan.cabut_host(host=host, actor=request.user):
            messages.success(request, _("Host %(nama)s dicabut; tidak ada lagi yang dikirim ke sana.") % {"nama": host})
        else:
            messages.info(request, _("Host %(nama)s sudah dicabut sebelumnya.") % {"nama": host})
        return redirect("units:host_webhook_list")
    konteks = {"host": host, "kembali": reverse("units:host_webhook_list")}
    return render(request, "units/host_webhook_cabut.html", konteks)
