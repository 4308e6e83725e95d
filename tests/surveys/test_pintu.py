"""The short way in for a response answers, stores and counts as Django does, and hands on what is not ordinary."""

from __future__ import annotations

import datetime as dt
import json
import logging
import uuid
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.urls import reverse

from surveys.enums import CaraIsi
from surveys.models import Kampanye, Respons
from surveys.pintu import PintuRespons, kepala_jawaban
from surveys.selectors.kampanye import kuesioner_dari
from surveys.services.kampanye import gerakkan
from tests.factories import make_kampanye
from zi_portal.common.hitungan import naikkan

# Whole requests, each of which closes its connections at its ends.
pytestmark = pytest.mark.django_db(transaction=True)

FORMULIR = "application/x-www-form-urlencoded;charset=UTF-8"


class Django(WSGIHandler):
    """Django's way, that knows how often it was gone."""

    def __init__(self) -> None:
        super().__init__()
        self.kali = 0

    def __call__(self, environ, start_response):
        self.kali += 1
        return super().__call__(environ, start_response)


def minta(aplikasi, alamat: str, isi: bytes, *, jenis: str = FORMULIR, **kepala) -> tuple[int, dict[str, str], bytes]:
    """Send as a server does. Returns status, headers and body."""
    kepala = {"Accept": "application/json"} | kepala
    environ = RequestFactory().post(alamat, isi, content_type=jenis, headers=kepala).environ
    catatan = []
    badan = b"".join(aplikasi(environ, lambda status, kepala, galat=None: catatan.append((status, kepala))))
    [(status, kepala)] = catatan
    return int(status.split()[0]), dict(kepala), badan


def lengkap(kampanye: Kampanye, **lain) -> dict[str, object]:
    """What the page sends."""
    isi = {f"u-{u.kode}": "3" for u in kuesioner_dari(kampanye.kuesioner).unsur}
    if layanan := kampanye.layanan.first():
        isi["layanan"] = layanan.pk
    isi |= {"p-usia": "17-25", "p-pekerjaan": "", "diarahkan": "tidak", "komentar": " Ramah, cepat & 100 % é \x00"}
    isi |= {"bahasa": "id", "kiriman": uuid.uuid4(), "durasi": 45, "perangkat": uuid.uuid4().hex}
    return isi | lain


def tersimpan(kampanye: Kampanye) -> list[dict]:
    """The responses without what is the campaign's own: its numbers, and fingerprints with its salt."""
    semua = list(Respons.objects.filter(kampanye=kampanye).order_by("pk").values())
    for satu in semua:
        for kolom in ("id", "kampanye_id", "kiriman", "pada"):
            del satu[kolom]
        satu["layanan_id"] = satu["layanan_id"] and "layanan"
        satu["jaringan"], satu["perangkat"] = len(satu["jaringan"]), len(satu["perangkat"])
    return semua


def kurang(isi: dict) -> dict:
    return {k: v for k, v in isi.items() if k != "u-AK3"}


def ditutup(kampanye: Kampanye) -> None:
    gerakkan(kampanye=kampanye, aksi="jeda", actor=kampanye.dibuat_oleh, alasan="Gedung direnovasi")


# Name, fields of the campaign, what happens to it, what is sent, headers, status, whether the door takes it.
KASUS = {
    "biasa": ({}, None, lambda i: i, {}, 200, True),
    "berlayanan": ({"layanan": [("KTP-el", 100)]}, None, lambda i: i, {}, 200, True),
    "tanpa perangkat dan durasi": ({}, None, lambda i: i | {"perangkat": "", "durasi": "x"}, {}, 200, True),
    "pilihan karangan": ({}, None, lambda i: i | {"p-usia": "<b>", "layanan": "77", "lain": "x" * 99}, {}, 200, True),
    "nama terulang": ({}, None, lambda i: [*i.items(), ("u-KP1", "1"), ("u-KP1", "2")], {}, 200, True),
    "nomor proksi": ({}, None, lambda i: i, {"X-Request-ID": "proksi-0001"}, 200, True),
    "berbahasa lain": ({}, None, lambda i: i | {"bahasa": "en"}, {}, 200, False),
    "jawaban kurang": ({}, None, kurang, {}, 422, False),
    "layanan tidak dipilih": ({"layanan": [("KTP-el", 9)]}, None, lambda i: i | {"layanan": ""}, {}, 422, False),
    "tanpa tanda kiriman": ({}, None, lambda i: i | {"kiriman": ""}, {}, 200, False),
    "tanpa skrip": ({}, None, lambda i: i, {"Accept": "text/html"}, 302, False),
    "dijeda": ({}, ditutup, lambda i: i, {}, 409, False),
    "belum dibuka": ({"buka": False}, None, lambda i: i, {}, 404, False),
    "memakai kode": ({"cara": CaraIsi.KODE}, None, lambda i: i | {"kode": "SALAH"}, {}, 422, False),
    "meminta kontak": (
        {"minta_kontak": True, "kontak_hapus_pada": dt.date(2099, 1, 1)},
        None,
        lambda i: i,
        {},
        422,
        False,
    ),
    "ruas terlalu banyak": ({}, None, lambda i: i | {f"x{n}": "" for n in range(2000)}, {}, 400, False),
    "terlalu besar": ({}, None, lambda i: i | {"komentar": "x" * 100_000}, {}, 400, False),
    "nama host asing": ({}, None, lambda i: i, {"Host": "jahat.example"}, 400, False),
}


@pytest.mark.parametrize("nama", KASUS)
def test_it_answers_and_stores_as_django_does(settings, nama):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    bidang, ubah, buat, kepala, status, diambil = KASUS[nama]
    hasil = []
    for bungkus in (lambda d: d, PintuRespons):
        django = Django()
        kampanye = make_kampanye(**bidang)
        if ubah:
            ubah(kampanye)
        isi = urlencode(buat(lengkap(kampanye))).encode()
        kode, kembali, badan = minta(bungkus(django), reverse("surveys:isi", args=[kampanye.slug]), isi, **kepala)
        # For pages alone: an answer to what was sent is kept by no cache.
        for satu in ("Vary", "Set-Cookie"):
            kembali.pop(satu, None)
        assert kembali.pop("Content-Length", str(len(badan))) == str(len(badan))
        if "X-Request-ID" not in kepala:
            assert len(kembali.pop("X-Request-ID")) == 32
        kembali["Content-Security-Policy"] = set(kembali["Content-Security-Policy"].split("; "))
        kembali["Location"] = kembali.get("Location", "").replace(kampanye.slug, "SLUG")
        badan = badan.replace(kampanye.slug.encode(), b"SLUG")
        badan = badan if kembali["Content-Type"] == "application/json" else len(badan) > 0
        hasil.append((kode, kembali, badan, tersimpan(kampanye)))
        kali = django.kali
    assert hasil[0] == hasil[1]
    assert (hasil[1][0], kali) == (status, 0 if diambil else 1)
    assert len(hasil[1][3]) == (1 if diambil or nama in {"berbahasa lain", "tanpa skrip"} else 0)


@pytest.mark.parametrize(
    ("jenis", "isi"),
    [
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="u-KP1"\r\n\r\n4\r\n--x--\r\n',
        ),
        ("application/json", b'{"u-KP1": "4"}'),
        (FORMULIR, b"u-KP1=4&komentar=\xff\xfe"),
        (FORMULIR, b""),
    ],
)
def test_what_no_page_of_ours_sends_is_django_s(jenis, isi):
    django, kampanye = Django(), make_kampanye()
    assert minta(PintuRespons(django), reverse("surveys:isi", args=[kampanye.slug]), isi, jenis=jenis)[0] == 422
    assert django.kali == 1


def test_the_same_sent_twice_is_one_response():
    kampanye, django = make_kampanye(), Django()
    isi = urlencode(lengkap(kampanye)).encode()
    jawab = [minta(PintuRespons(django), reverse("surveys:isi", args=[kampanye.slug]), isi) for _n in range(2)]
    assert [(status, json.loads(badan)) for status, _kepala, badan in jawab] == [
        (200, {"tujuan": reverse("surveys:terima_kasih", args=[kampanye.slug])})
    ] * 2
    assert (Respons.objects.count(), django.kali) == (1, 0)


def test_a_crowd_is_asked_by_django_and_was_counted_once():
    kampanye, django = make_kampanye(), Django()
    pintu, alamat = PintuRespons(django), reverse("surveys:isi", args=[kampanye.slug])
    jawab = [minta(pintu, alamat, urlencode(lengkap(kampanye, perangkat="hp")).encode()) for _n in range(6)]
    assert [status for status, _kepala, _badan in jawab] == [200] * 5 + [429]
    assert "tantangan" in json.loads(jawab[-1][2])
    assert (Respons.objects.count(), django.kali) == (5, 1)
    assert naikkan([f"survei:{kampanye.pk}:p:hp", f"survei:{kampanye.pk}:j:127.0.0.1"], umur=60) == [7, 7]


def test_nobody_passes_as_counted_by_a_header():
    kampanye, django = make_kampanye(), Django()
    alamat = reverse("surveys:isi", args=[kampanye.slug])
    for _n in range(7):
        isi = urlencode(lengkap(kampanye, perangkat="hp")).encode()
        kode = minta(PintuRespons(django), alamat, isi, **{"zi.laju": "biasa", "Zi-Laju": "biasa"})[0]
    assert (kode, Respons.objects.count()) == (429, 5)


def test_without_https_it_leads_there_where_that_is_wanted(settings):
    settings.SECURE_SSL_REDIRECT = True
    kampanye, django = make_kampanye(), Django()
    alamat = reverse("surveys:isi", args=[kampanye.slug])
    assert minta(PintuRespons(django), alamat, urlencode(lengkap(kampanye)).encode())[0] == 301
    assert (Respons.objects.count(), django.kali) == (0, 1)


def test_over_https_it_says_to_stay_there(settings):
    settings.SECURE_HSTS_SECONDS = 3600
    kepala_jawaban.cache_clear()
    try:
        assert "Strict-Transport-Security" in dict(kepala_jawaban(aman=True))
        assert "Strict-Transport-Security" not in dict(kepala_jawaban(aman=False))
    finally:
        kepala_jawaban.cache_clear()


def test_a_fault_inside_is_logged_and_answered_by_django(settings, caplog):
    settings.TRUSTED_PROXIES = 2
    kampanye, django = make_kampanye(), Django()
    isi = urlencode(lengkap(kampanye)).encode()
    kode = minta(
        PintuRespons(django), reverse("surveys:isi", args=[kampanye.slug]), isi, **{"X-Forwarded-For": "1.2.3.4"}
    )[0]
    assert (kode, django.kali, Respons.objects.count()) == (500, 1, 0)
    assert "did not pass the door" in caplog.text


def test_it_leaves_the_line_in_the_log_that_django_leaves(caplog):
    baris = []
    for bungkus in (lambda d: d, PintuRespons):
        kampanye = make_kampanye()
        caplog.clear()
        with caplog.at_level(logging.INFO, "zi_portal.request"):
            minta(
                bungkus(Django()), reverse("surveys:isi", args=[kampanye.slug]), urlencode(lengkap(kampanye)).encode()
            )
        [satu] = [r for r in caplog.records if r.name == "zi_portal.request"]
        assert satu.ms > 0
        baris.append((satu.getMessage(), satu.status, satu.user_id))
    assert baris == [("POST surveys:isi 200", 200, None)] * 2


@pytest.mark.parametrize("cara", ["GET", "HEAD", "PUT", "DELETE"])
def test_other_methods_and_addresses_are_django_s(cara):
    kampanye, django = make_kampanye(), Django()
    environ = RequestFactory().generic(cara, reverse("surveys:isi", args=[kampanye.slug])).environ
    b"".join(PintuRespons(django)(environ, lambda *_a: None))
    minta(PintuRespons(django), reverse("surveys:kios", args=[kampanye.slug, kampanye.kunci_kios]), b"")
    minta(PintuRespons(django), reverse("surveys:hapus_kontak"), b"resi=x")
    minta(
        PintuRespons(django),
        f"{reverse('surveys:isi', args=[kampanye.slug])}?bahasa=en",
        urlencode(lengkap(kampanye)).encode(),
    )
    assert django.kali == 4
