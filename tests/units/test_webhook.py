"""Webhooks: what is told and to whom, signed, tried again, and never sent where it must not go."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import socket
import uuid
from html import unescape

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Aksi, Status
from evaluation.enums.predikat import AksiPredikat
from evaluation.models import LembarKerjaEvaluasi
from evaluation.services.lke import gerak
from evaluation.services.predikat import habiskan_masa, terbitkan_predikat
from tests.factories import make_anggota, make_instansi, make_lke, make_lke_status, make_unit
from tests.serentak import berpapasan, bersama, tunggu
from tests.units.penerima import Penerima
from units.enums import Peran
from units.enums.webhook import Peristiwa
from units.errors import UnitsError
from units.models import HostWebhook, KirimanWebhook, Notifikasi, RiwayatTahap, Webhook
from units.services import webhook as layanan
from zi_portal.common import keluar

pytestmark = pytest.mark.django_db

CANARY = "<script>alert(1)</script>"
LKE = Peristiwa.LKE


@pytest.fixture
def instansi():
    return make_instansi(kode="KAB-UJI")


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)


@pytest.fixture
def platform():
    return make_anggota(Peran.ADMIN_PLATFORM)


@pytest.fixture
def penerima(tmp_path, settings):
    """A receiver that the portal trusts."""
    server = Penerima(tmp_path)
    settings.ZI_KELUAR_LOKAL, settings.ZI_KELUAR_CA = True, str(server.sertifikat)
    yield server
    server.berhenti()


@pytest.fixture
def webhook(instansi, admin, platform, penerima):
    return pasang(instansi, admin, platform, penerima)[0]


def pasang(instansi, admin, platform, penerima, *peristiwa, alamat=""):
    layanan.izinkan_host(nama=penerima.host, actor=platform)
    return layanan.buat_webhook(
        instansi=instansi,
        nama="Dasbor",
        alamat=alamat or penerima.alamat,
        peristiwa=peristiwa or [LKE],
        actor=admin,
    )


def siarkan(instansi, **isi):
    """A message written, and nothing sent yet."""
    with transaction.atomic():
        layanan.siarkan(instansi_id=instansi.pk, peristiwa=LKE, isi=isi)
    return KirimanWebhook.objects.latest("pk")


def menunggu(webhook, **isi):
    """A message that waits, though its transaction is over."""
    return KirimanWebhook.objects.create(webhook=webhook, peristiwa=LKE, isi=isi)


def kirim():
    return layanan.kirim(batas_detik=60)


# Where to -------------------------------------------------------------------------------------------------------------

DALAM = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1"),
    *("::1", "::", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1"),
    *("64:ff9b::a00:1", "2002:a00:1::", "2001:0:a00:1::", "2001:db8::1"),
]


@pytest.mark.parametrize("ip", DALAM)
def test_inner_networks_are_not_public(ip):
    assert not keluar.umum(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "103.16.1.1", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_the_open_internet_is(ip):
    assert keluar.umum(ip)


def test_loopback_for_tests_opens_no_other_network(settings):
    settings.ZI_KELUAR_LOKAL = True
    assert [ip for ip in DALAM if keluar.umum(ip)] == ["127.0.0.1", "::1", "::ffff:127.0.0.1"]


@pytest.mark.parametrize(
    "alamat",
    [
        *(
            "",
            "http://a.go.id/",
            "ftp://a.go.id/",
            "https://",
            "https:///x",
            "//a.go.id",
            "a.go.id",
            "https://localhost/",
        ),
        *("https://u:p@a.go.id/", "https://u@a.go.id/", "https://a.go.id/#x", "https://a.go.id:x/", "https://[::1/"),
        *("https://a.go.id/ x", "https://a.go.id/\r\nHost: b", "https://é.go.id/", "https://a.go.id:99999/"),
        "https://a.go.id/" + "x" * 500,
    ],
)
def test_addresses_that_are_none(alamat):
    with pytest.raises(keluar.KeluarDitolak):
        keluar.baca_alamat(alamat)


def test_an_address_in_parts():
    tujuan = keluar.baca_alamat("https://Sistem.Contoh.go.id:8443/a/b?c=d")
    assert (tujuan.host, tujuan.port, tujuan.jalan) == ("sistem.contoh.go.id", 8443, "/a/b?c=d")
    assert tujuan.nama_host == "sistem.contoh.go.id:8443"
    assert keluar.baca_alamat("https://a.go.id").jalan == "/"
    assert keluar.baca_alamat("https://a.go.id:443/").nama_host == "a.go.id"


def jawab_dns(monkeypatch, *jawaban):
    """The name server answers these, one after the other; returns what it was asked."""
    ditanya = []

    def cari(host, port, **_lain):
        ditanya.append(host)
        ip = jawaban[min(len(ditanya), len(jawaban)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (satu, port)) for satu in ip]

    monkeypatch.setattr(socket, "getaddrinfo", cari)
    return ditanya


@pytest.mark.parametrize("ip", [("10.0.0.1",), ("8.8.8.8", "10.0.0.1"), ("127.0.0.1",), ()])
def test_a_name_that_leads_inside_is_refused_whole(monkeypatch, ip):
    jawab_dns(monkeypatch, ip)
    with pytest.raises(keluar.KeluarDitolak, match="jaringan dalam"):
        keluar.cari(keluar.baca_alamat("https://a.go.id/"))


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch, settings, penerima):
    """A second answer of the name server is never asked for."""
    settings.ZI_KELUAR_LOKAL = False
    ditanya = jawab_dns(monkeypatch, ("8.8.8.8",), ("127.0.0.1",))
    tersambung = []

    def sambung(alamat, *_lain):
        tersambung.append(alamat)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", sambung)
    with pytest.raises(keluar.TidakTersambung):
        keluar.kirim(keluar.baca_alamat("https://a.go.id/"), b"", {})
    assert (ditanya, tersambung) == (["a.go.id"], [("8.8.8.8", 443)])


def test_only_hosts_on_the_list(instansi, admin, platform, penerima):
    with pytest.raises(UnitsError, match="belum diizinkan"):
        layanan.buat_webhook(instansi=instansi, nama="A", alamat=penerima.alamat, peristiwa=[LKE], actor=admin)
    layanan.izinkan_host(nama="127.0.0.1", actor=platform)  # another port is another host
    with pytest.raises(UnitsError, match="belum diizinkan"):
        layanan.buat_webhook(instansi=instansi, nama="A", alamat=penerima.alamat, peristiwa=[LKE], actor=admin)
    assert not Webhook.objects.exists()
    assert pasang(instansi, admin, platform, penerima)[0].pk


def test_a_host_on_the_list_that_leads_inside_is_refused(instansi, admin, platform, settings, penerima):
    layanan.izinkan_host(nama=penerima.host, actor=platform)
    settings.ZI_KELUAR_LOKAL = False
    with pytest.raises(UnitsError, match="jaringan dalam"):
        layanan.buat_webhook(instansi=instansi, nama="A", alamat=penerima.alamat, peristiwa=[LKE], actor=admin)


def test_a_name_that_came_to_lead_inside_gets_nothing(instansi, webhook, settings, penerima):
    kiriman = siarkan(instansi)
    settings.ZI_KELUAR_LOKAL = False
    kirim()
    kiriman.refresh_from_db()
    assert "jaringan dalam" in kiriman.galat
    assert (penerima.pesan, kiriman.status) == ([], "menunggu")


def test_a_host_taken_off_the_list_gets_nothing(instansi, webhook, platform, penerima):
    kiriman = siarkan(instansi)
    assert layanan.cabut_host(host=HostWebhook.objects.get(), actor=platform) is True
    assert layanan.cabut_host(host=HostWebhook.objects.get(), actor=platform) is False
    kirim()
    kiriman.refresh_from_db()
    assert "belum diizinkan" in kiriman.galat
    assert penerima.pesan == []
    layanan.izinkan_host(nama=penerima.host, actor=platform)
    assert HostWebhook.objects.count() == 2  # who took it off is still told


@pytest.mark.parametrize("nama", ["", "x", "https://a.go.id/b", "a b.go.id", "u@a.go.id", "a.go.id/x", "localhost"])
def test_hosts_that_are_none(platform, nama):
    with pytest.raises(UnitsError, match="host saja"):
        layanan.izinkan_host(nama=nama, actor=platform)


@pytest.mark.parametrize("nama", ["a.go.id", " A.GO.ID ", "https://a.go.id", "https://a.go.id/", "a.go.id:443"])
def test_a_host_is_on_the_list_once(platform, nama):
    layanan.izinkan_host(nama="a.go.id", actor=platform)
    assert layanan.izinkan_host(nama=nama, actor=platform).nama == "a.go.id"
    assert HostWebhook.objects.count() == 1


# How ------------------------------------------------------------------------------------------------------------------


def test_a_message_arrives_signed(instansi, admin, platform, penerima):
    webhook, rahasia = pasang(instansi, admin, platform, penerima)
    kiriman = siarkan(instansi, lke_id=7, unit_nama="Dinas “Ä”")
    assert kirim() is False
    jalan, kepala, badan = penerima.pesan[0]
    assert jalan == "/zi?dari=portal"
    assert kepala["content-type"] == "application/json; charset=utf-8"
    assert json.loads(badan) == {
        "id": str(kiriman.uuid),
        "peristiwa": "lke.berpindah",
        "pada": kiriman.dibuat_pada.isoformat(),
        "instansi": "KAB-UJI",
        "data": {"lke_id": 7, "unit_nama": "Dinas “Ä”"},
    }
    # As a receiver checks it who has read the guide alone.
    kunci = base64.b64decode(rahasia.removeprefix("whsec_"))
    bahan = f"{kepala['webhook-id']}.{kepala['webhook-timestamp']}.".encode() + badan
    assert kepala["webhook-signature"] == "v1," + base64.b64encode(hmac.digest(kunci, bahan, hashlib.sha256)).decode()
    assert kepala["webhook-id"] == str(kiriman.uuid)
    assert abs(int(kepala["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    kiriman.refresh_from_db()
    assert (kiriman.status, kiriman.percobaan, kiriman.jawaban, kiriman.galat) == ("terkirim", 1, 200, "")
    assert kirim() is False
    assert len(penerima.pesan) == 1
    assert webhook.rahasia != rahasia


def test_the_secret_is_kept_encrypted(instansi, admin, platform, penerima, settings):
    _webhook, rahasia = pasang(instansi, admin, platform, penerima)
    simpanan = " ".join(str(v) for v in Webhook.objects.values().get().values())
    assert len(base64.b64decode(rahasia.removeprefix("whsec_"))) == 32
    assert rahasia not in simpanan + str(list(RiwayatTahap.objects.values()))
    settings.SECRET_KEY = "k" * 60
    kiriman = siarkan(instansi)
    kirim()
    kiriman.refresh_from_db()
    assert (kiriman.status, penerima.pesan) == ("gagal", [])
    assert "Buat webhook baru" in kiriman.galat


def test_what_is_refused_is_tried_less_and_less_often_and_then_given_up(instansi, admin, webhook, penerima):
    kiriman = siarkan(instansi)
    penerima.status = 500
    jeda = []
    with time_machine.travel(timezone.now(), tick=False) as jam:
        kirim()
        while (kiriman := KirimanWebhook.objects.get()).status == "menunggu":
            assert kiriman.galat == "Penerima menjawab 500."
            jeda.append(int((kiriman.coba_pada - timezone.now()).total_seconds() // 60))
            kirim()  # not yet
            jam.move_to(kiriman.coba_pada)
            kirim()
    assert jeda == [1, 3, 9, 27, 81, 243, 729]
    assert (kiriman.status, len(penerima.pesan)) == ("gagal", 8)
    # The same message each time, under the same id.
    assert len({badan for _jalan, _kepala, badan in penerima.pesan}) == 1
    assert len({kepala["webhook-id"] for _jalan, kepala, _badan in penerima.pesan}) == 1
    assert len({kepala["webhook-signature"] for _jalan, kepala, _badan in penerima.pesan}) == 8
    kabar = Notifikasi.objects.get(user=admin)
    assert (kabar.judul, kabar.url) == ("Kiriman webhook “Dasbor” gagal", f"/webhook/{webhook.pk}/")


def test_the_admins_hear_of_it_once_a_day(instansi, admin, webhook, penerima):
    penerima.status = 410  # will never want it again
    for n in range(3):
        siarkan(instansi, n=n)
    kirim()
    assert list(KirimanWebhook.objects.values_list("status", "percobaan")) == [("gagal", 1)] * 3
    assert Notifikasi.objects.filter(user=admin).count() == 1
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, minutes=1)):
        siarkan(instansi)
        kirim()
    assert Notifikasi.objects.filter(user=admin).count() == 2


@pytest.mark.parametrize("status", [301, 302, 307])
def test_redirects_are_not_followed(instansi, webhook, penerima, status):
    penerima.status, penerima.kepala = status, {"Location": f"https://{penerima.host}/lain"}
    kiriman = siarkan(instansi)
    kirim()
    kiriman.refresh_from_db()
    assert f"mengalihkan ke alamat lain ({status})" in kiriman.galat
    assert [jalan for jalan, _kepala, _badan in penerima.pesan] == ["/zi?dari=portal"]


@pytest.mark.parametrize("ip", ["127.0.0.1", "127.0.0.2"])
def test_a_certificate_nobody_vouches_for_gets_nothing(instansi, admin, platform, penerima, tmp_path, settings, ip):
    """Of an unknown authority, or of another host."""
    (tmp_path / "lain").mkdir()
    lain = Penerima(tmp_path / "lain", ip)
    if ip == "127.0.0.2":
        settings.ZI_KELUAR_CA = str(lain.sertifikat)
    pasang(instansi, admin, platform, lain)
    kiriman = siarkan(instansi)
    kirim()
    lain.berhenti()
    kiriman.refresh_from_db()
    assert "tidak dapat dipercaya" in kiriman.galat
    assert lain.pesan == []


@pytest.mark.parametrize("cara", ["diam", "tetes"])
def test_who_never_comes_to_an_end_is_left(instansi, webhook, penerima, monkeypatch, cara):
    monkeypatch.setattr(keluar, "BATAS_LANGKAH", 0.5)
    monkeypatch.setattr(keluar, "BATAS_SELURUHNYA", 1)
    penerima.cara = cara
    kiriman = siarkan(instansi)
    kirim()
    kiriman.refresh_from_db()
    webhook.refresh_from_db()
    assert (kiriman.status, kiriman.jawaban) == ("menunggu", None)
    assert "127.0.0.1 tidak" in kiriman.galat
    assert webhook.gagal_beruntun == 1


def test_an_address_where_nobody_answers_rests_and_keeps_nobody_back(instansi, admin, platform, webhook, penerima):
    with socket.socket() as kosong:
        kosong.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{kosong.getsockname()[1]}"  # bound and not listening: refused
        layanan.izinkan_host(nama=host, actor=platform)
        mati, _rahasia = layanan.buat_webhook(
            instansi=instansi, nama="Mati", alamat=f"https://{host}/", peristiwa=[LKE], actor=admin
        )
        with time_machine.travel(timezone.now(), tick=False) as jam:
            for n in range(3):
                siarkan(instansi, n=n)
            kirim()
            assert [isi["data"]["n"] for isi in penerima.isi] == [0, 1, 2]
            assert list(mati.semua_kiriman.order_by("pk").values_list("percobaan", flat=True)) == [1, 0, 0]
            rehat = []
            for _ in range(7):
                mati.refresh_from_db()
                rehat.append(int((mati.istirahat_sampai - timezone.now()).total_seconds() // 60))
                jam.move_to(mati.istirahat_sampai)
                kirim()
            assert rehat == [1, 2, 4, 8, 16, 30, 30]
    assert mati.semua_kiriman.filter(status="menunggu").count() == 3


def test_who_answers_again_is_awake(instansi, webhook, penerima):
    kiriman = siarkan(instansi)
    Webhook.objects.update(gagal_beruntun=3, istirahat_sampai=timezone.now() - dt.timedelta(seconds=1))
    kirim()
    kiriman.refresh_from_db()
    webhook.refresh_from_db()
    assert (kiriman.status, webhook.gagal_beruntun, webhook.istirahat_sampai) == ("terkirim", 0, None)


def test_a_killed_run_is_taken_over_and_writes_nothing_any_more(instansi, webhook, penerima):
    siarkan(instansi)
    lama = layanan._pegang()  # and then nothing more is heard of it
    kirim()
    assert penerima.pesan == []
    with time_machine.travel(timezone.now() + layanan.MASA_PEGANG + dt.timedelta(seconds=1)):
        kirim()
    assert len(penerima.pesan) == 1
    layanan._selesaikan(lama, layanan.Jawab(500, "Penerima menjawab 500."))
    kiriman = KirimanWebhook.objects.get()
    assert (kiriman.status, kiriman.percobaan, kiriman.galat) == ("terkirim", 2, "")


def test_a_message_whose_runs_keep_dying_is_given_up(instansi, webhook, penerima):
    siarkan(instansi)
    with time_machine.travel(timezone.now(), tick=False) as jam:
        for _ in range(layanan.PERCOBAAN_TERBANYAK):
            assert layanan._pegang()
            jam.shift(layanan.MASA_PEGANG + dt.timedelta(seconds=1))
        kirim()
    kiriman = KirimanWebhook.objects.get()
    assert (kiriman.status, kiriman.galat) == ("gagal", "Pengirimannya terhenti berulang kali.")


def test_a_run_stops_in_time_and_says_that_some_is_left(instansi, webhook, penerima):
    for n in range(3):
        siarkan(instansi, n=n)
    assert layanan.kirim(batas_detik=0) is True
    assert len(penerima.pesan) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_runs_at_once_each_message_goes_out_once(webhook, penerima):
    for n in range(6):
        menunggu(webhook, n=n)
    bersama(kirim, kirim, kirim)
    assert sorted(isi["data"]["n"] for isi in penerima.isi) == list(range(6))
    assert set(KirimanWebhook.objects.values_list("status", "percobaan")) == {("terkirim", 1)}


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_a_claim_finds_it_taken(webhook):
    menunggu(webhook)
    satu, dua = berpapasan(layanan._pegang, layanan._pegang)
    assert (satu.percobaan, dua) == (1, None)
    assert KirimanWebhook.objects.get().percobaan == 1


def test_the_sweep_sends_what_the_queue_lost_and_forgets_what_is_old(instansi, webhook, penerima):
    lama = siarkan(instansi)
    kirim()
    siarkan(instansi, n=1)
    with time_machine.travel(timezone.now() + layanan.UMUR + dt.timedelta(minutes=1)):
        assert layanan.sapu_webhook() == 1
    assert not KirimanWebhook.objects.filter(pk=lama.pk).exists()
    assert len(penerima.pesan) == 2


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_delivers(request, instansi, admin, platform, penerima, monkeypatch):
    monkeypatch.setenv("ZI_KELUAR_LOKAL", "on")
    monkeypatch.setenv("ZI_KELUAR_CA", str(penerima.sertifikat))
    request.getfixturevalue("worker_process")
    pasang(instansi, admin, platform, penerima)
    lke = make_lke_status(Status.DIAJUKAN, unit=make_unit(instansi=instansi))
    gerak(lke=lke, aksi=Aksi.MULAI_NILAI, actor=make_anggota(Peran.TPI_KETUA, instansi=instansi))
    tunggu(lambda: KirimanWebhook.objects.filter(status="terkirim").exists())
    assert penerima.isi[-1]["data"]["lke_id"] == lke.pk


def test_the_receivers_code_in_the_guide_works(client, instansi, admin, platform, penerima):
    """What the guide tells a receiver to run is run here."""
    _webhook, rahasia = pasang(instansi, admin, platform, penerima)
    siarkan(instansi)
    kirim()
    client.force_login(admin)
    html = client.get(reverse("api_panduan")).content.decode()
    kode = unescape(html.partition('id="webhook-contoh">')[2].partition("</pre>")[0])
    ruang: dict = {}
    exec(kode, ruang)
    _jalan, kepala, badan = penerima.pesan[0]
    assert ruang["asli"](kepala, badan, rahasia)
    assert not ruang["asli"](kepala, badan + b" ", rahasia)
    assert not ruang["asli"](kepala | {"webhook-id": "x"}, badan, rahasia)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=6)):
        assert not ruang["asli"](kepala, badan, rahasia)


# What -----------------------------------------------------------------------------------------------------------------


def test_a_move_of_a_sheet_tells_what_moved_and_nothing_of_its_values(instansi, webhook):
    lke = make_lke_status(Status.DIAJUKAN, unit=make_unit("Dinas Ä", instansi=instansi))
    sebelum = KirimanWebhook.objects.count()
    gerak(lke=lke, aksi=Aksi.MULAI_NILAI, actor=make_anggota(Peran.TPI_KETUA, instansi=instansi))
    assert KirimanWebhook.objects.count() == sebelum + 1
    kiriman = KirimanWebhook.objects.latest("pk")
    assert (kiriman.webhook, kiriman.peristiwa) == (webhook, "lke.berpindah")
    assert kiriman.isi == {
        "lke_id": lke.pk,
        "unit_id": lke.unit_id,
        "unit_kode": lke.unit.kode,
        "unit_nama": "Dinas Ä",
        "tahun": lke.musim.tahun,
        "predikat_tujuan": lke.predikat_tujuan,
        "putaran": 1,
        "aksi": "mulai_nilai",
        "dari": "diajukan",
        "ke": "dinilai_tpi",
    }


def test_a_draft_is_the_units_own(instansi, webhook):
    """Until it is submitted no system of the instansi hears of it, as the API doesn't show it."""
    make_lke(unit=make_unit(instansi=instansi))
    assert not KirimanWebhook.objects.exists()


def test_a_move_that_was_undone_tells_nothing(instansi, webhook):
    lke = make_lke_status(Status.DIAJUKAN, unit=make_unit(instansi=instansi))
    sebelum = KirimanWebhook.objects.count()
    with transaction.atomic():
        gerak(lke=lke, aksi=Aksi.MULAI_NILAI, actor=make_anggota(Peran.TPI_KETUA, instansi=instansi))
        assert KirimanWebhook.objects.count() == sebelum + 1
        transaction.set_rollback(True)
    assert LembarKerjaEvaluasi.objects.get().status == Status.DIAJUKAN
    assert KirimanWebhook.objects.count() == sebelum


def test_only_who_wants_it_in_the_same_instansi_hears(instansi, admin, platform, penerima):
    mau = pasang(instansi, admin, platform, penerima)[0]
    pasang(instansi, admin, platform, penerima, Peristiwa.PREDIKAT)
    lain = make_instansi()
    pasang(lain, make_anggota(Peran.ADMIN_INSTANSI, instansi=lain), platform, penerima)
    berhenti = pasang(instansi, admin, platform, penerima)[0]
    layanan.hentikan_webhook(webhook=berhenti, actor=admin)
    siarkan(instansi)
    assert [k.webhook for k in KirimanWebhook.objects.all()] == [mau]


def test_a_predicate_tells_that_it_was_recorded_and_what_became_of_it(instansi, admin, platform, penerima):
    pasang(instansi, admin, platform, penerima, Peristiwa.PREDIKAT)
    unit = make_unit(instansi=instansi)
    hari = dt.date(2026, 11, 1)
    predikat = terbitkan_predikat(
        unit=unit, jenis="WBK", nomor_sk="1/2026", tanggal_sk=hari, actor=admin, berlaku_sampai=dt.date(2026, 11, 20)
    )
    habiskan_masa(pada=dt.date(2026, 11, 21))
    isi = [k.isi for k in KirimanWebhook.objects.order_by("pk")]
    assert [(i["aksi"], i["aktif"]) for i in isi] == [(AksiPredikat.TETAPKAN, True), (AksiPredikat.KEDALUWARSA, False)]
    assert isi[0] | {"status": ""} == {
        "predikat_id": predikat.pk,
        "unit_id": unit.pk,
        "unit_kode": unit.kode,
        "unit_nama": unit.nama,
        "jenis": "WBK",
        "aksi": "tetapkan",
        "status": "",
        "aktif": True,
        "nomor_sk": "1/2026",
        "tanggal_sk": "2026-11-01",
    }


def test_without_webhooks_a_move_costs_one_query_more(instansi, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert layanan.siarkan(instansi_id=instansi.pk, peristiwa=LKE, isi={}) == 0


# Webhooks themselves --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ubah", "potongan"),
    [
        ({"nama": " "}, "Isi nama"),
        ({"peristiwa": []}, "satu peristiwa"),
        ({"peristiwa": ["semua"]}, "satu peristiwa"),
        ({"alamat": "http://127.0.0.1/"}, "https://"),
    ],
)
def test_what_a_webhook_cannot_be(instansi, admin, ubah, potongan):
    isi = {"nama": "A", "alamat": "https://a.go.id/", "peristiwa": [LKE]} | ubah
    with pytest.raises(UnitsError, match=potongan):
        layanan.buat_webhook(instansi=instansi, actor=admin, **isi)
    assert not Webhook.objects.exists()


def test_there_is_an_end_to_them(instansi, admin, platform, penerima, monkeypatch):
    monkeypatch.setattr(layanan, "TERBANYAK", 2)
    satu = pasang(instansi, admin, platform, penerima)[0]
    pasang(instansi, admin, platform, penerima)
    with pytest.raises(UnitsError, match="paling banyak mempunyai 2"):
        pasang(instansi, admin, platform, penerima)
    layanan.hentikan_webhook(webhook=satu, actor=admin)
    pasang(instansi, admin, platform, penerima)


def test_stopping_gives_up_what_waits_and_leaves_a_trace(instansi, admin, webhook, penerima):
    siarkan(instansi)
    assert layanan.hentikan_webhook(webhook=webhook, actor=admin, alasan=" Diganti ") is True
    assert layanan.hentikan_webhook(webhook=webhook, actor=admin) is False
    kirim()
    assert penerima.pesan == []
    assert KirimanWebhook.objects.get().galat == "Webhook dihentikan."
    jejak = RiwayatTahap.objects.filter(benda="webhook", objek_id=webhook.pk).order_by("pk")
    assert [(j.aksi, j.pelaku, j.alasan) for j in jejak] == [("buat", admin, ""), ("hentikan", admin, "Diganti")]
    for tindakan in (
        lambda: layanan.uji_webhook(webhook=webhook, actor=admin),
        lambda: layanan.kirim_ulang(kiriman=KirimanWebhook.objects.select_related("webhook").get()),
    ):
        with pytest.raises(UnitsError, match="sudah dihentikan"):
            tindakan()


# The pages ------------------------------------------------------------------------------------------------------------


def isian(penerima, **ubah):
    return {
        "nama": "Dasbor",
        "alamat": penerima.alamat,
        "peristiwa": [LKE.value],
        "kiriman": str(uuid.uuid4()),
    } | ubah


def test_the_secret_is_shown_in_the_answer_and_never_again(client, instansi, admin, platform, penerima):
    layanan.izinkan_host(nama=penerima.host, actor=platform)
    client.force_login(admin)
    isi = isian(penerima)
    alamat = reverse("units:webhook_baru", args=[instansi.pk])
    jawab = client.post(alamat, isi)
    assert jawab.status_code == 201
    assert "no-store" in jawab["Cache-Control"]
    teks = jawab.context["teks"]
    assert teks in jawab.content.decode().replace("&#x3D;", "=")
    webhook = Webhook.objects.get()
    for url in (reverse("units:webhook_list", args=[instansi.pk]), webhook.get_absolute_url()):
        assert teks not in client.get(url).content.decode()
    # A double click makes no second one.
    assert "sudah dibuat" in client.post(alamat, isi, follow=True).content.decode()
    assert Webhook.objects.count() == 1


@pytest.mark.parametrize("ubah", [{"nama": ""}, {"alamat": ""}, {"alamat": "https://b.go.id/"}, {"peristiwa": ["x"]}])
def test_a_bad_form_makes_none(client, instansi, admin, platform, penerima, ubah):
    layanan.izinkan_host(nama=penerima.host, actor=platform)
    client.force_login(admin)
    jawab = client.post(reverse("units:webhook_baru", args=[instansi.pk]), isian(penerima, **ubah))
    assert jawab.status_code == 422
    assert "Dasbor" in jawab.content.decode() or "nama" in ubah  # what was typed is still there
    assert not Webhook.objects.exists()


def test_a_test_message_and_another_try(client, instansi, admin, webhook, penerima, django_capture_on_commit_callbacks):
    client.force_login(admin)
    penerima.status = 410
    Webhook.objects.update(istirahat_sampai=timezone.now() + dt.timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        html = client.post(reverse("units:webhook_uji", args=[webhook.pk]), follow=True).content.decode()
    assert "Pesan uji dikirim" in html
    assert penerima.isi[0]["peristiwa"] == "uji"
    kiriman = KirimanWebhook.objects.get()
    assert kiriman.status == "gagal"
    halaman = client.get(webhook.get_absolute_url(), {"status": "gagal"}).content.decode()
    assert "Penerima menjawab 410." in halaman
    assert "Kirim ulang" in halaman
    penerima.status = 204
    ulang = reverse("units:webhook_ulang", args=[webhook.pk, kiriman.pk])
    for kata in ("Pesan dikirim ulang.", "tidak gagal lagi"):  # the second finds it delivered
        with django_capture_on_commit_callbacks(execute=True):
            jawab = client.post(ulang, follow=True)
        assert kata in jawab.content.decode()
    assert len(penerima.pesan) == 2
    assert penerima.isi[0] == penerima.isi[1]
    kiriman.refresh_from_db()
    assert (kiriman.status, kiriman.jawaban) == ("terkirim", 204)


def test_stopping_asks_first(client, admin, webhook):
    client.force_login(admin)
    alamat = reverse("units:webhook_hentikan", args=[webhook.pk])
    assert "tidak dapat dihidupkan lagi" in client.get(alamat).content.decode()
    assert Webhook.objects.filter(dihentikan_pada=None).exists()
    client.post(alamat, {"alasan": "Diganti"})
    assert not Webhook.objects.filter(dihentikan_pada=None).exists()
    assert "sudah dihentikan" in client.post(alamat, follow=True).content.decode()


def test_another_instansis_webhook_is_not_there(client, admin, platform, penerima):
    lain = make_instansi()
    webhook = pasang(lain, make_anggota(Peran.ADMIN_INSTANSI, instansi=lain), platform, penerima)[0]
    kiriman = siarkan(lain)
    client.force_login(admin)
    assert client.get(reverse("units:webhook_list", args=[lain.pk])).status_code == 404
    assert client.get(webhook.get_absolute_url()).status_code == 404
    for nama, args in (("uji", []), ("hentikan", []), ("ulang", [kiriman.pk])):
        assert client.post(reverse(f"units:webhook_{nama}", args=[webhook.pk, *args])).status_code == 404


def test_the_platforms_admin_keeps_the_hosts(client, platform, admin):
    client.force_login(platform)
    alamat = reverse("units:host_webhook_list")
    assert "Belum ada host" in client.get(alamat).content.decode()
    assert "Host diizinkan" in client.post(alamat, {"nama": "a.go.id"}, follow=True).content.decode()
    assert "Tulis nama host saja" in client.post(alamat, {"nama": "a b"}, follow=True).content.decode()
    host = HostWebhook.objects.get()
    cabut = reverse("units:host_webhook_cabut", args=[host.pk])
    assert "a.go.id" in client.get(cabut).content.decode()
    assert "dicabut" in client.post(cabut, follow=True).content.decode()
    assert "sudah dicabut" in client.post(cabut, follow=True).content.decode()
    host.refresh_from_db()
    assert (host.dibuat_oleh, host.dicabut_oleh) == (platform, platform)


def test_names_and_contents_are_text(client, instansi, admin, platform, penerima):
    client.force_login(admin)
    alamat = f"https://{penerima.host}/{CANARY}"
    layanan.izinkan_host(nama=penerima.host, actor=platform)
    jawab = client.post(reverse("units:webhook_baru", args=[instansi.pk]), isian(penerima, nama=CANARY, alamat=alamat))
    webhook = Webhook.objects.get()
    siarkan(instansi, unit_nama=CANARY)
    KirimanWebhook.objects.update(galat=CANARY)
    halaman = [jawab] + [
        client.get(url)
        for url in (
            reverse("units:webhook_list", args=[instansi.pk]),
            webhook.get_absolute_url(),
            reverse("units:webhook_hentikan", args=[webhook.pk]),
            reverse("units:instansi_detail", args=[instansi.pk]),
        )
    ]
    HostWebhook.objects.update(nama=CANARY)
    halaman.append(client.get(reverse("units:webhook_baru", args=[instansi.pk])))
    client.force_login(platform)
    halaman.append(client.get(reverse("units:host_webhook_list")))
    for satu in halaman:
        assert satu.status_code in (200, 201)
        assert CANARY not in satu.content.decode()
    assert "&lt;script&gt;" in halaman[1].content.decode()


@pytest.mark.parametrize("banyak", [1, 3, 25])
def test_lists_ask_the_same_number_of_questions(
    client, instansi, admin, platform, penerima, banyak, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(layanan, "TERBANYAK", 100)
    for _ in range(banyak):
        webhook = pasang(instansi, admin, platform, penerima)[0]
        layanan.izinkan_host(nama=f"a{Webhook.objects.count()}.go.id", actor=platform)
    for _ in range(banyak):
        siarkan(instansi)
    client.force_login(admin)
    for url, batas in ((reverse("units:webhook_list", args=[instansi.pk]), 10), (webhook.get_absolute_url(), 10)):
        client.get(url)
        with django_assert_max_num_queries(batas):
            client.get(url)
    client.force_login(platform)
    client.get(reverse("units:host_webhook_list"))
    with django_assert_max_num_queries(7):
        client.get(reverse("units:host_webhook_list"))
