"""News of what happened to a sheet goes out with the day's mail: once, and only to who may still see it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from evaluation.enums import Status
from evaluation.services.lke import ajukan_lke
from evaluation.services.tpi import kembalikan_lke, mulai_nilai
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_instansi, make_lke, make_unit, make_user
from units.enums import Peran
from units.enums.tahap import JenisPengingat
from units.models import Keanggotaan, Notifikasi, SurelKeluar
from units.services import beri_tahu
from units.services import pengingat as layanan
from units.services.notifikasi import tandai_dibaca

pytestmark = pytest.mark.django_db

CANARY = "<script>alert(1)</script>"
PAGI = dt.datetime(2026, 11, 25, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture(autouse=True)
def jam():
    with time_machine.travel(PAGI, tick=False) as perjalanan:
        yield perjalanan


@pytest.fixture
def instansi():
    return make_instansi()


@pytest.fixture
def unit(instansi):
    return make_unit(instansi=instansi)


@pytest.fixture
def lke(unit):
    return make_lke(unit=unit)


def orang(peran, **isi):
    return make_anggota(peran, **{"email": f"{peran}@contoh.go.id"} | isi)


def kabari(user, lke, judul="LKE dikembalikan", isi=""):
    beri_tahu(kepada=[user], judul=judul, isi=isi, url=lke.get_absolute_url(), kecuali=make_user())


def kirim(instansi) -> int:
    return layanan.kirim_surat(instansi=instansi).terkirim


def surat(user):
    (satu,) = [s for s in mail.outbox if s.to == [user.email]]
    return satu


def test_unread_news_goes_out_once_with_its_reason_and_its_page(settings, instansi, unit, lke):
    settings.ZI_ALAMAT = "https://zi.contoh.go.id"
    operator = orang(Peran.OPERATOR, unit=unit)
    kabari(operator, lke, isi="Lengkapi bukti A.I.1")
    assert [kirim(instansi), kirim(instansi)] == [1, 0]
    satu = surat(operator)
    assert satu.subject == "[Portal ZI] 1 kabar baru"
    assert "hal menunggu Anda di Portal" not in satu.body
    for teks in ("- LKE dikembalikan", "Lengkapi bukti A.I.1", f"https://zi.contoh.go.id/lke/{lke.pk}/"):
        assert teks in satu.body
    html = satu.alternatives[0][0]
    assert f'<a href="https://zi.contoh.go.id/lke/{lke.pk}/">LKE dikembalikan</a><br>Lengkapi bukti' in html
    assert Notifikasi.objects.get().surel_pada == timezone.now()


def test_what_was_read_is_not_mailed_and_what_is_old_is_not_either(instansi, unit, lke, jam):
    operator = orang(Peran.OPERATOR, unit=unit)
    kabari(operator, lke)
    tandai_dibaca(user=operator)
    assert kirim(instansi) == 0
    kabari(operator, lke, "Lama")
    jam.shift(dt.timedelta(days=4))
    assert kirim(instansi) == 0
    assert Notifikasi.objects.filter(user=operator).count() == 2


def test_reminders_and_news_share_the_one_mail_of_a_day(instansi, unit, lke, jam):
    operator = orang(Peran.OPERATOR, unit=unit)
    kabari(operator, lke)
    assert kirim(instansi) == 1
    kabari(operator, lke, "Kedua")
    assert kirim(instansi) == 0
    jam.shift(dt.timedelta(days=1))
    assert kirim(instansi) == 1
    assert "Kedua" in mail.outbox[1].body
    assert "LKE dikembalikan" not in mail.outbox[1].body


def test_who_wants_no_mail_of_news_gets_none_and_keeps_the_inbox(client, instansi, unit, lke):
    operator = orang(Peran.OPERATOR, unit=unit)
    client.force_login(operator)
    assert "Kabar baru: LKE diajukan" in client.get("/profil/pengingat/").content.decode()
    client.post("/profil/pengingat/", {"simpan": "1"})
    pilihan = operator.pilihan_pengingat.get(jenis=JenisPengingat.KABAR)
    assert (pilihan.kotak, pilihan.surel) == (True, False)
    kabari(operator, lke)
    assert kirim(instansi) == 0
    assert Notifikasi.objects.filter(user=operator).count() == 1


def test_a_title_is_not_mailed_to_who_may_no_longer_see_its_page(instansi, unit, lke):
    operator = orang(Peran.OPERATOR, unit=unit)
    lain = make_unit("Unit lain", instansi=instansi)
    kabari(operator, lke, "Rahasia unit pertama")
    Keanggotaan.objects.filter(user=operator).update(unit=lain)
    assert kirim(instansi) == 0
    kabari(operator, make_lke(unit=lain), "Milik unit kini")
    assert kirim(instansi) == 1
    assert "Rahasia" not in surat(operator).body
    assert "Milik unit kini" in surat(operator).body


def test_tpn_hears_of_what_was_proposed_on_its_own_morning_and_not_before_it_was(instansi, unit, lke, jam):
    tpn = orang(Peran.TPN_ANGGOTA)
    kabari(tpn, lke, "Draf unit")
    assert kirim(instansi) == 0
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DIUSULKAN, actor=orang(Peran.TPI_DALNIS, instansi=instansi))
    jam.shift(dt.timedelta(hours=-2))  # six in Jakarta: the sheets of Papua have their morning, the country not yet
    papua = make_instansi("Kabupaten Jayapura", zona_waktu="Asia/Jayapura")
    assert kirim(papua) == 0
    jam.shift(dt.timedelta(hours=2))
    assert kirim(papua) == 1
    assert "Draf unit" in surat(tpn).body


def test_what_people_typed_is_text_and_a_long_reason_is_cut(instansi, unit, lke):
    operator = orang(Peran.OPERATOR, unit=unit)
    kabari(operator, lke, CANARY, isi=CANARY + "x" * 400)
    kirim(instansi)
    html = surat(operator).alternatives[0][0]
    assert CANARY not in html
    assert html.count("&lt;script&gt;") == 2
    assert "x" * 301 not in surat(operator).body


def test_the_moves_of_a_sheet_are_news_to_the_other_side(instansi, unit, lke):
    operator, ketua = orang(Peran.OPERATOR, unit=unit), orang(Peran.TPI_KETUA, instansi=instansi)
    pimpinan = orang(Peran.PIMPINAN_UNIT, unit=unit)
    isi_lapis_penuh(lke)
    ajukan_lke(lke=lke, actor=pimpinan)
    assert kirim(instansi) == 1  # not to who did it
    assert "mengajukan LKE" in surat(ketua).body
    SurelKeluar.objects.all().delete()
    mail.outbox.clear()
    mulai_nilai(lke=lke, actor=ketua)
    tenggat = timezone.now() + dt.timedelta(days=3)
    kembalikan_lke(lke=lke, tanda={"A.I.1.i.a": "Lampirkan SK"}, alasan="Bukti kurang", tenggat=tenggat, actor=ketua)
    assert kirim(instansi) == 2
    for siapa in (operator, pimpinan):
        assert "TPI mengembalikan LKE" in surat(siapa).body
        assert "Bukti kurang" in surat(siapa).body


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_news_of_one_person_costs_the_same_however_much(instansi, unit, lke, banyak, django_assert_num_queries):
    operator = orang(Peran.OPERATOR, unit=unit)
    for n in range(banyak):
        kabari(operator, lke, f"Kabar {n}")
    with django_assert_num_queries(21):
        assert kirim(instansi) == 1
