"""The outbox: nothing is lost while the server is away, nothing is sent twice, what cannot be sent is shown."""

from __future__ import annotations

import datetime as dt
import smtplib
import socket
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_anggota, make_instansi, make_unit, make_user
from tests.serentak import bersama
from tests.units.smtp import Server
from units.enums import Peran
from units.models import Keanggotaan, Notifikasi, SurelKeluar
from units.services import beri_tahu, surel
from units.services import pengingat as layanan

pytestmark = pytest.mark.django_db

CANARY = "<script>alert(1)</script>"
PAGI = dt.datetime(2026, 11, 25, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
LAMA = dt.timedelta(hours=2)


@pytest.fixture(autouse=True)
def jam():
    with time_machine.travel(PAGI, tick=False) as perjalanan:
        yield perjalanan


@pytest.fixture
def unit():
    return make_unit(instansi=make_instansi())


@pytest.fixture
def smtp(settings):
    """A mail server that answers; ``smtp.berhenti()`` takes it away."""
    server = Server()
    server.mulai()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "", False, False
    settings.EMAIL_TIMEOUT = 5
    yield server
    server.berhenti()


def antre(unit, *nama):
    """A person for each name with one piece of news each, and their mails in the outbox."""
    for satu in nama:
        orang = make_anggota(Peran.OPERATOR, unit=unit, nama=satu, email=f"{satu}@contoh.go.id".lower())
        beri_tahu(kepada=[orang], judul=f"Untuk {satu}", url=f"/unit/{unit.pk}/", kecuali=make_user())
    layanan.antre_surat(instansi=unit.instansi)


def penerima(smtp):
    return [s["To"].removesuffix("@contoh.go.id") for s in smtp.surat]


def keadaan():
    return list(SurelKeluar.objects.order_by("pk").values_list("status", flat=True))


def test_a_server_that_is_away_delays_all_and_loses_none(unit, settings, smtp, jam):
    with socket.socket() as kosong:
        kosong.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = kosong.getsockname()[1]  # bound and not listening: refused
        antre(unit, "Ani", "Budi", "Citra")
        hasil = surel.kirim()
        assert (hasil.terkirim, hasil.sisa, hasil.gagal) == (0, True, True)
        jeda = []
        for _ in range(7):
            ani = SurelKeluar.objects.earliest("pk")
            assert "Server surel tidak menjawab (ConnectionRefusedError)" in ani.galat
            jeda.append(int((ani.coba_pada - timezone.now()).total_seconds() // 60))
            assert surel.kirim().gagal  # at rest: the server is not asked
            jam.move_to(ani.coba_pada)
            surel.kirim()
        assert jeda == [1, 2, 4, 8, 16, 30, 30]
        assert keadaan() == ["menunggu"] * 3
        assert SurelKeluar.objects.filter(percobaan__gt=0).count() == 0
        antre(unit, "Dedi")  # comes later, and goes out later
    settings.EMAIL_PORT = smtp.port
    jam.shift(LAMA)
    assert surel.kirim().terkirim == 4
    assert penerima(smtp) == ["ani", "budi", "citra", "dedi"]
    assert keadaan() == ["terkirim"] * 4
    assert surel.kirim().terkirim == 0


def test_a_server_that_goes_away_in_the_middle_is_taken_up_where_it_stopped(unit, smtp, jam):
    antre(unit, "Ani", "Budi", "Citra")
    smtp.tutup_sesudah = 1
    hasil = surel.kirim()
    assert (hasil.terkirim, hasil.gagal, penerima(smtp)) == (1, True, ["ani"])
    assert Notifikasi.objects.filter(surel_pada=None).count() == 2
    smtp.tutup_sesudah = None
    jam.shift(LAMA)
    assert surel.kirim().terkirim == 2
    assert penerima(smtp) == ["ani", "budi", "citra"]
    assert not SurelKeluar.objects.exclude(pemegang="", dipegang_sampai=None, percobaan=1).exists()


@pytest.mark.parametrize("perintah", ["RCPT", "DATA"])
def test_who_is_refused_for_now_is_tried_less_and_less_often_and_then_given_up(unit, smtp, jam, perintah):
    antre(unit, "Ani", "Budi")
    smtp.jawab[perintah] = lambda kepada: "450 kotak penuh" if kepada.startswith("ani") else ""
    assert surel.kirim().terkirim == 1  # Budi does not wait for Ani
    jeda = []
    while (ani := SurelKeluar.objects.earliest("pk")).status == "menunggu":
        assert ani.galat == "450 kotak penuh"
        jeda.append(int((ani.coba_pada - timezone.now()).total_seconds() // 60))
        jam.move_to(ani.coba_pada)
        assert surel.kirim().terkirim == 0
    assert jeda == [5, 10, 20, 40, 80]
    assert (keadaan(), penerima(smtp)) == (["gagal", "terkirim"], ["budi"])


def test_an_address_that_does_not_exist_is_given_up_at_once_and_can_be_tried_again(
    client, unit, smtp, django_capture_on_commit_callbacks
):
    antre(unit, "Ani")
    smtp.jawab["RCPT"] = lambda _kepada: "550 tidak ada"
    surel.kirim()
    client.force_login(make_anggota(Peran.ADMIN_PLATFORM))
    html = client.get("/kotak-keluar/?status=gagal").content.decode()
    assert "1 surel gagal dikirim" in html
    assert "550 tidak ada" in html
    smtp.jawab.clear()
    alamat = reverse("units:surel_coba_lagi", args=[SurelKeluar.objects.get().pk])
    with django_capture_on_commit_callbacks(execute=True):
        html = client.post(alamat, follow=True).content.decode()
    assert "1 surel dicoba lagi." in html
    assert penerima(smtp) == ["ani"]
    with django_capture_on_commit_callbacks(execute=True):
        html = client.post(reverse("units:surel_coba_lagi_semua"), follow=True).content.decode()
    assert "Tidak ada surel gagal" in html
    assert len(smtp.surat) == 1
    assert client.post(reverse("units:surel_coba_lagi", args=[999_999])).status_code == 404


def test_a_killed_workers_mail_is_taken_again_under_the_same_id(unit, smtp, jam):
    antre(unit, "Ani")
    (dipegang,) = surel._pegang("a" * 32)  # and then nothing more is heard of it
    assert surel.kirim().terkirim == 0
    jam.shift(surel.MASA_PEGANG + dt.timedelta(seconds=1))
    assert surel.kirim().terkirim == 1
    SurelKeluar.objects.update(status="menunggu")  # as if it had been killed between sending and saying so
    Notifikasi.objects.update(surel_pada=None)
    surel.kirim()
    assert len({s["Message-ID"] for s in smtp.surat}) == 1
    assert f"<surel-{dipegang.pk}-" in smtp.surat[0]["Message-ID"]


def test_a_mail_whose_workers_keep_dying_is_given_up(unit, jam):
    antre(unit, "Ani", "Budi")
    for _ in range(surel.PERCOBAAN_TERBANYAK):
        SurelKeluar.objects.filter(pk__gt=SurelKeluar.objects.earliest("pk").pk).update(percobaan=0)
        assert surel._pegang("a" * 32)
        jam.shift(surel.MASA_PEGANG + dt.timedelta(seconds=1))
    assert surel.kirim().terkirim == 1
    assert keadaan() == ["gagal", "terkirim"]


def test_a_mail_says_what_its_reader_may_see_when_it_leaves(unit, smtp, jam):
    antre(unit, "Ani", "Budi")
    Keanggotaan.objects.filter(user__nama="Ani").update(selesai=timezone.localdate())
    assert surel.kirim().terkirim == 1
    assert penerima(smtp) == ["budi"]
    assert keadaan() == ["terkirim"]  # nothing was left to say to Ani
    surat = smtp.surat[0]
    assert surat["Subject"] == "[Portal ZI] 1 kabar baru"
    assert surat["Auto-Submitted"] == "auto-generated"
    assert "Untuk Budi" in surat.get_body(("plain",)).get_content()
    assert "<li><a href=" in surat.get_body(("html",)).get_content()


class SatuRusakBackend(BaseEmailBackend):
    """Fails in a way nobody foresaw at one address."""

    def send_messages(self, email_messages):
        if email_messages[0].to[0].startswith("ani"):
            raise KeyError("x")
        mail.outbox += email_messages


class SalahSusunBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise smtplib.SMTPNotSupportedError("SMTPUTF8")


def test_what_nobody_foresaw_keeps_nobody_else_back(unit, settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.SatuRusakBackend"
    antre(unit, "Ani", "Budi", "Citra")

    def susun(baris):
        if any(b.user.nama == "Citra" for b in baris):
            raise ValueError
        return layanan.susun_harian(baris)

    monkeypatch.setitem(surel._penyusun, "harian", susun)
    assert surel.kirim().terkirim == 1
    assert keadaan() == ["menunggu", "terkirim", "menunggu"]
    assert SurelKeluar.objects.latest("pk").galat == "Surel tidak dapat disusun."


def test_an_address_no_server_can_take_is_given_up(unit, settings):
    settings.EMAIL_BACKEND = f"{__name__}.SalahSusunBackend"
    antre(unit, "Ani")
    surel.kirim()
    assert keadaan() == ["gagal"]


def test_the_sweep_sends_what_lay_and_forgets_what_is_long_over(unit, jam):
    antre(unit, "Ani")
    surel.sapu_surel()
    assert [s.to for s in mail.outbox] == [["ani@contoh.go.id"]]
    jam.shift(surel.UMUR + dt.timedelta(minutes=1))
    antre(unit, "Budi")
    assert surel.sapu_surel() == 1
    assert SurelKeluar.objects.get().user.nama == "Budi"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_mail_once(unit):
    antre(unit, "Ani", "Budi", "Citra")
    hasil = bersama(surel.kirim, surel.kirim)
    assert sum(h.terkirim for h in hasil) == 3
    assert sorted(s.to[0] for s in mail.outbox) == [f"{n}@contoh.go.id" for n in ("ani", "budi", "citra")]


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_sending_costs_the_same_but_for_marking_each(unit, banyak, django_assert_num_queries):
    antre(unit, *(f"Orang{n}" for n in range(banyak)))
    # For each person: which of their news they may still open, and that it left.
    with django_assert_num_queries(12 + 6 * banyak):
        assert surel.kirim().terkirim == banyak


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_the_page_costs_the_same_however_many(client, unit, banyak, django_assert_num_queries):
    antre(unit, *(f"Orang{n}" for n in range(banyak)))
    client.force_login(make_anggota(Peran.ADMIN_PLATFORM))
    client.get("/kotak-keluar/")
    with django_assert_num_queries(9):
        html = client.get("/kotak-keluar/?status=menunggu&halaman=1").content.decode()
    assert html.count("Surel harian") == min(banyak, 25)


def test_what_people_and_servers_say_is_text_and_a_strange_filter_shows_all(client, unit):
    antre(unit, CANARY.replace("/", ""))
    SurelKeluar.objects.update(status="gagal", galat=CANARY)
    client.force_login(make_anggota(Peran.ADMIN_PLATFORM))
    for status in ("", "gagal", "%00", "xx"):
        html = client.get(f"/kotak-keluar/?status={status}&halaman=zz").content.decode()
        assert html.count("&lt;script&gt;alert(1)") == 3
        assert "<script>alert" not in html
    assert "Tidak ada surel dengan status ini" in client.get("/kotak-keluar/?status=terkirim").content.decode()


@pytest.mark.parametrize(
    ("peran", "kode"), [(Peran.ADMIN_PLATFORM, 200), (Peran.TPN_ADMIN, 403), (Peran.ADMIN_INSTANSI, 403)]
)
def test_who_sees_the_outbox(client, peran, kode):
    siapa = {} if peran in (Peran.ADMIN_PLATFORM, Peran.TPN_ADMIN) else {"instansi": make_instansi()}
    client.force_login(make_anggota(peran, **siapa))
    assert client.get("/kotak-keluar/").status_code == kode
    assert ("/kotak-keluar/" in client.get("/profil/").content.decode()) is (kode == 200)
