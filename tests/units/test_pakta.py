"""The pakta integritas: three ways to sign, one signature each, links that tell nothing, registers in a row."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
import uuid
from fractions import Fraction

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.berkas import pdf
from tests.factories import make_anggota, make_instansi, make_unit
from tests.serentak import bersama
from units.enums import Peran
from units.enums.tahap import Benda, CaraTandaTangan
from units.errors import UnitsError
from units.models import (
    BuktiDukung,
    BuktiTahap,
    Notifikasi,
    Pakta,
    PegawaiUnit,
    RegisterPakta,
    RiwayatTahap,
    TautanPakta,
    UnitKerja,
    User,
)
from units.selectors.pakta import keadaan_pakta, keadaan_pakta_banyak, naskah_pakta, pakta_saya
from units.services import pakta as layanan
from units.services import surel

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"


@pytest.fixture
def unit() -> UnitKerja:
    return make_unit()


@pytest.fixture
def operator(unit) -> User:
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Rahmat Hidayat", nip="199001012015031001")


@pytest.fixture
def register(unit, operator) -> RegisterPakta:
    return buka(unit, operator)


def buka(unit, actor, nama="Nurhayati Ginting", **lain) -> RegisterPakta:
    isi = {"pemimpin_nama": nama, "pemimpin_jabatan": "Kepala Dinas", "mulai": hari(-30)} | lain
    return layanan.buka_register(unit=unit, actor=actor, **isi)


def hari(selisih: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=selisih)


def pegawai(unit, nama="Rina", **lain) -> PegawaiUnit:
    oleh = lain.pop("oleh", None) or User.objects.order_by("pk").first()
    return PegawaiUnit.objects.create(unit=unit, tahun=2026, nama=nama, dibuat_oleh=oleh, **lain)


def jejak(objek) -> list[tuple[str, str]]:
    semua = RiwayatTahap.objects.filter(benda=objek.BENDA, objek_id=objek.pk).order_by("pk")
    return list(semua.values_list("aksi", "pelaku_nama"))


def tautan_baru(register, orang, operator, **lain) -> tuple[TautanPakta, str]:
    [baru] = layanan.buat_tautan(register=register, pegawai=[orang], actor=operator, **lain)
    return baru.tautan, reverse("units:pakta_tautan", args=[baru.rahasia])


# The text and the register


def test_the_shipped_text_has_seven_promises(register):
    assert len(register.janji) == 7
    assert register.naskah == naskah_pakta()


def test_a_second_register_is_refused_while_one_is_open(unit, operator, register):
    with pytest.raises(UnitsError, match="baru saja diubah orang lain"):
        buka(unit, operator, "Pimpinan lain")
    assert RegisterPakta.objects.count() == 1


def test_a_repeat_of_the_form_opens_one(client, unit, operator):
    client.force_login(operator)
    data = {
        "pemimpin_nama": "Nurhayati",
        "pemimpin_jabatan": "Kepala",
        "mulai": hari(0).isoformat(),
        "kiriman": str(uuid.uuid4()),
    }
    for _ in range(2):
        assert client.post(reverse("units:pakta_buka", args=[unit.pk]), data).status_code == 302
    assert RegisterPakta.objects.count() == 1


@pytest.mark.parametrize("mulai", [hari(1), dt.date(2013, 12, 31)])
def test_a_register_begins_neither_tomorrow_nor_before_2014(unit, operator, mulai):
    with pytest.raises(UnitsError):
        buka(unit, operator, mulai=mulai)
    assert not RegisterPakta.objects.exists()


def test_a_new_pimpinan_closes_the_old_register_and_all_sign_again(client, unit, operator, register):
    orang = pegawai(unit)
    layanan.tanda_tangani(register=register, pegawai=orang, cara=CaraTandaTangan.PORTAL, actor=operator)
    lain = pegawai(unit, "Budi")
    _tautan, url = tautan_baru(register, lain, operator)
    baru = buka(unit, operator, "Zulkifli Ritonga", mulai=hari(0), menggantikan=register)
    register.refresh_from_db()
    assert register.ditutup_pada is not None
    assert jejak(register)[-1] == ("tutup", "Rahmat Hidayat")
    keadaan = keadaan_pakta(unit)
    assert (keadaan.register, keadaan.ditandatangani, keadaan.jumlah) == (baru, 0, 2)
    # The old one is read, and signed no more: neither in the portal nor by a link of its time.
    with pytest.raises(UnitsError, match="sudah ditutup"):
        layanan.tanda_tangani(register=register, pegawai=lain, cara=CaraTandaTangan.PORTAL, actor=operator)
    jawab = Client().post(url, {"setuju": "ya"})
    assert (jawab.status_code, Pakta.objects.count()) == (410, 1)
    assert "Register sudah ditutup" in jawab.content.decode()
    client.force_login(operator)
    html = client.get(reverse("units:pakta_register", args=[unit.pk, register.pk])).content.decode()
    assert "Rina" in html
    assert "Register pimpinan terdahulu" in client.get(reverse("units:pakta", args=[unit.pk])).content.decode()


def test_who_was_asked_first_to_replace_it_wins(unit, operator, register):
    buka(unit, operator, "Zulkifli Ritonga", mulai=hari(0), menggantikan=register)
    with pytest.raises(UnitsError, match="baru saja diubah orang lain"):
        buka(unit, operator, "Orang lain", mulai=hari(0), menggantikan=register)
    assert keadaan_pakta(unit).register.pemimpin_nama == "Zulkifli Ritonga"


def test_opening_tells_pegawai_with_an_account(unit, operator):
    ketua = make_anggota(Peran.KETUA_TIM, unit=unit)
    pegawai(unit, ketua.nama, user=ketua, oleh=operator)
    buka(unit, operator)
    pesan = Notifikasi.objects.get(user=ketua)
    assert (pesan.url, unit.nama in pesan.judul) == (reverse("units:pakta_saya"), True)


# Counting


def test_only_people_who_serve_now_are_counted(unit, operator, register):
    tetap, keluar, nanti = (pegawai(unit, n) for n in ("Tetap", "Keluar", "Nanti"))
    pegawai(unit, "Dihapus", dihapus_pada=timezone.now())
    for satu in (tetap, keluar):
        layanan.tanda_tangani(register=register, pegawai=satu, cara=CaraTandaTangan.PINDAIAN, actor=operator)
    PegawaiUnit.objects.filter(pk=keluar.pk).update(keluar_pada=hari(0))
    PegawaiUnit.objects.filter(pk=nanti.pk).update(keluar_pada=hari(1))
    keadaan = keadaan_pakta(unit)
    assert (keadaan.jumlah, keadaan.ditandatangani, keadaan.persen) == (2, 1, Fraction(1, 2))
    assert (list(keadaan.belum), dict(keadaan.per_cara)) == ([nanti], {"pindaian": 1})


def test_without_a_register_or_pegawai_the_share_is_none_not_zero(unit, operator):
    assert (keadaan_pakta(unit).persen, keadaan_pakta(unit).register) == (None, None)
    pegawai(unit, oleh=operator)
    assert keadaan_pakta(unit).persen == 0


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_many_units_are_read_in_three_queries(operator, banyak, django_assert_num_queries):
    unit = [make_unit() for _ in range(banyak)]
    for satu in unit:
        register = buka(satu, operator)
        for nama in ("A", "B"):
            orang = pegawai(satu, nama)
        layanan.tanda_tangani(register=register, pegawai=orang, cara=CaraTandaTangan.PORTAL, actor=operator)
    with django_assert_num_queries(3):
        keadaan = keadaan_pakta_banyak([u.pk for u in unit])
    assert [(k.jumlah, k.ditandatangani, k.persen) for k in keadaan.values()] == [(2, 1, Fraction(1, 2))] * banyak


# One's own


def test_one_signs_ones_own_in_the_portal_once(client, unit, operator, register):
    orang = pegawai(unit, operator.nama, nip=operator.nip)  # the same NIP, not linked yet
    client.force_login(operator)
    url = reverse("units:pakta_saya")
    data = {"pegawai": orang.pk, "register": register.pk, "setuju": "ya"}
    beranda = client.get("/").content.decode()
    assert "Pakta integritas Anda" in beranda
    assert beranda.count(f'href="{url}"') == 2  # the card, and the person's own menu
    assert "Tanda tangani sebagai Rahmat Hidayat" in client.get(url).content.decode()
    for _ in range(2):
        assert client.post(url, data).status_code == 302
    tanda = Pakta.objects.get()
    assert (tanda.pegawai, tanda.cara, tanda.oleh, tanda.tanggal) == (orang, "portal", operator, hari(0))
    assert tanda.naskah_sha256 == hashlib.sha256(register.naskah.encode()).hexdigest()
    orang.refresh_from_db()
    assert orang.user == operator
    assert jejak(orang) == [("tanda_tangan", "Rahmat Hidayat")]
    assert "Ditandatangani" in client.get(url).content.decode()
    assert "Pakta integritas Anda" not in client.get("/").content.decode()


def test_without_the_tick_nothing_is_signed_and_the_page_says_so(client, unit, operator, register):
    orang = pegawai(unit, operator.nama, user=operator)
    client.force_login(operator)
    jawab = client.post(reverse("units:pakta_saya"), {"pegawai": orang.pk, "register": register.pk})
    assert (jawab.status_code, Pakta.objects.exists()) == (422, False)
    assert "Centang pernyataan" in jawab.content.decode()


@pytest.mark.parametrize("milik", ["orang lain", "unit lain", "sudah keluar"])
def test_nobody_signs_for_another(client, unit, operator, register, milik):
    lain = make_unit(instansi=unit.instansi)
    sasaran = {
        "orang lain": lambda: pegawai(unit, "Orang lain", nip="123"),
        # The same NIP in a unit the person does not work in.
        "unit lain": lambda: pegawai(lain, operator.nama, nip=operator.nip),
        "sudah keluar": lambda: pegawai(unit, operator.nama, user=operator, keluar_pada=hari(-1)),
    }[milik]()
    milik_register = register if sasaran.unit == unit else buka(lain, operator)
    client.force_login(operator)
    data = {"pegawai": sasaran.pk, "register": milik_register.pk, "setuju": "ya"}
    assert client.post(reverse("units:pakta_saya"), data).status_code == 404
    assert not Pakta.objects.exists()
    assert pakta_saya(User.objects.get(pk=operator.pk)) == []


def test_an_account_without_nip_is_not_everybody_without_nip(unit, register):
    tanpa = make_anggota(Peran.KETUA_TIM, unit=unit, nip="")
    pegawai(unit, "Tanpa NIP", nip="")
    assert pakta_saya(tanpa) == []


# Signed on paper


def lembar(nama="lembar.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, pdf(), content_type="application/pdf")


def test_a_signed_sheet_records_many_with_one_proof(client, unit, operator, register):
    tiga = [pegawai(unit, n) for n in ("A", "B", "C")]
    layanan.tanda_tangani(register=register, pegawai=tiga[0], cara=CaraTandaTangan.PORTAL, actor=operator)
    client.force_login(operator)
    url = reverse("units:pakta_pindaian", args=[unit.pk])
    data = {"tanggal": hari(-3).isoformat(), "semua": "on"}
    assert client.post(url, data | {"berkas": lembar()}).status_code == 302
    bukti = BuktiDukung.objects.get()
    baru = Pakta.objects.filter(cara="pindaian").order_by("pegawai__nama")
    assert [(t.pegawai.nama, t.tanggal, t.bukti, t.oleh) for t in baru] == [
        ("B", hari(-3), bukti, operator),
        ("C", hari(-3), bukti, operator),
    ]
    assert BuktiTahap.objects.get().benda == Benda.REGISTER_PAKTA
    # A repeat finds nobody new, and keeps no second file.
    jawab = client.post(url, data | {"berkas": lembar()})
    assert (jawab.status_code, BuktiDukung.objects.count(), Pakta.objects.count()) == (422, 1, 3)


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        ({"tanggal": hari(1).isoformat()}, "tidak boleh di depan"),
        ({"tanggal": hari(-31).isoformat()}, "lebih lama dari register"),
        ({"berkas": SimpleUploadedFile("lembar.exe", b"MZ")}, "Pindai sebagai PDF"),
        ({"berkas": SimpleUploadedFile("lembar.pdf", b"MZ")}, "bukan .pdf"),
        ({"berkas": ""}, "invalid-feedback"),
        ({"semua": ""}, "Pilih paling sedikit satu pegawai"),
    ],
)
def test_a_sheet_that_cannot_be_taken_says_why_and_keeps_nothing(client, unit, operator, register, ubah, kata):
    pegawai(unit)
    client.force_login(operator)
    data = {"tanggal": hari(-1).isoformat(), "semua": "on", "berkas": lembar()} | ubah
    jawab = client.post(reverse("units:pakta_pindaian", args=[unit.pk]), data)
    assert jawab.status_code == 422
    assert kata in jawab.content.decode()
    assert not Pakta.objects.exists()
    assert not BuktiDukung.objects.exists()


def test_people_of_another_unit_cannot_be_put_on_the_sheet(client, unit, operator, register):
    lain = pegawai(make_unit(instansi=unit.instansi), "Orang lain")
    pegawai(unit)
    client.force_login(operator)
    data = {"tanggal": hari(0).isoformat(), "pegawai": lain.pk, "berkas": lembar()}
    assert client.post(reverse("units:pakta_pindaian", args=[unit.pk]), data).status_code == 422
    assert not Pakta.objects.exists()


# Withdrawing


def test_a_mistaken_signature_is_withdrawn_with_its_reason_and_may_be_given_again(client, unit, operator, register):
    orang = pegawai(unit)
    tanda = layanan.tanda_tangani(register=register, pegawai=orang, cara=CaraTandaTangan.PINDAIAN, actor=operator)
    client.force_login(operator)
    url = reverse("units:pakta_tarik", args=[unit.pk, tanda.pk])
    assert client.post(url, {"alasan": " "}).status_code == 422
    for _ in range(2):
        assert client.post(url, {"alasan": "Nama tertukar"}).status_code == 302
    tanda.refresh_from_db()
    assert tanda.ditarik_pada is not None
    assert [a for a, _n in jejak(orang)] == ["tanda_tangan", "tarik_pakta"]
    assert RiwayatTahap.objects.get(aksi="tarik_pakta").alasan == "Nama tertukar"
    assert keadaan_pakta(unit).ditandatangani == 0
    layanan.tanda_tangani(register=register, pegawai=orang, cara=CaraTandaTangan.PORTAL, actor=operator)
    assert (keadaan_pakta(unit).ditandatangani, Pakta.objects.count()) == (1, 2)


# Personal links


def test_a_link_shows_text_and_name_and_signs_once(unit, operator, register):
    orang = pegawai(unit)
    tautan, url = tautan_baru(register, orang, operator)
    rahasia = url.rstrip("/").rsplit("/", 1)[1]
    assert tautan.sidik == hashlib.sha256(rahasia.encode()).hexdigest()
    assert rahasia not in str(RiwayatTahap.objects.values_list("rincian"))
    luar = Client(enforce_csrf_checks=True)
    halaman = luar.get(url)
    html = halaman.content.decode()
    assert halaman.status_code == 200
    assert "Tanda tangani sebagai Rina" in html
    assert all(janji in html for janji in register.janji)
    assert luar.post(url).status_code == 422
    assert not Pakta.objects.exists()
    for _ in range(3):  # a repeat is harmless
        jawab = luar.post(url, {"setuju": "ya"}, headers={"Origin": "null"}, follow=True)
        assert "Sudah ditandatangani" in jawab.content.decode()
    tanda = Pakta.objects.get()
    assert (tanda.pegawai, tanda.cara, tanda.oleh) == (orang, "tautan", None)
    assert jejak(orang) == [("tanda_tangan", "Rina")]
    # Once used it names nobody any more.
    assert "Rina" not in luar.get(url).content.decode()


def test_the_page_of_a_link_leaves_no_trace_elsewhere(unit, operator, register):
    _tautan, url = tautan_baru(register, pegawai(unit), operator)
    for alamat in (url, reverse("units:pakta_tautan", args=["x" * 43])):
        jawab = Client().get(alamat)
        assert jawab["Referrer-Policy"] == "no-referrer"
        assert "noindex" in jawab["X-Robots-Tag"]
        assert "no-store" in jawab["Cache-Control"]
        assert "sessionid" not in jawab.cookies


@pytest.mark.parametrize(
    ("ubah", "status", "kata"),
    [
        ({"kedaluwarsa": timezone.now() - dt.timedelta(minutes=1)}, 410, "kedaluwarsa"),
        ({"dicabut_pada": timezone.now()}, 410, "tidak berlaku lagi"),
        ({"dipakai_pada": timezone.now()}, 200, "Sudah ditandatangani"),
    ],
)
def test_a_link_that_is_over_says_what_to_do_names_nobody_and_signs_nothing(
    unit, operator, register, ubah, status, kata
):
    tautan, url = tautan_baru(register, pegawai(unit), operator)
    TautanPakta.objects.filter(pk=tautan.pk).update(**ubah)
    for jawab in (Client().get(url), Client().post(url, {"setuju": "ya"})):
        html = jawab.content.decode()
        assert jawab.status_code == status
        assert kata in html
        assert "Rina" not in html
    assert not Pakta.objects.exists()


def test_an_unknown_link_tells_nothing_and_guessing_is_slowed(unit, operator, register):
    _tautan, url = tautan_baru(register, pegawai(unit), operator)
    jawab = [Client().get(reverse("units:pakta_tautan", args=[f"tebakan-{n}"])) for n in range(22)]
    assert [j.status_code for j in jawab] == [404] * 20 + [429] * 2
    assert "tidak dikenal" in jawab[0].content.decode()
    # The office behind the same address goes on signing.
    assert Client().get(url).status_code == 200


def test_a_whole_office_signs_from_one_address_within_minutes(unit, operator, register):
    alamat = [tautan_baru(register, pegawai(unit, f"Pegawai {n}"), operator)[1] for n in range(40)]
    for _n in range(30):  # somebody on the same network guesses meanwhile
        Client().get(reverse("units:pakta_tautan", args=["salah"]))
    for a in alamat:
        client = Client()
        assert client.head(a).status_code == client.get(a).status_code == 200
        assert client.post(a, {"setuju": "ya"}).status_code == 302
    assert Pakta.objects.filter(register=register).count() == 40


def test_who_signed_otherwise_meanwhile_is_told_so_by_the_link(unit, operator, register):
    orang = pegawai(unit)
    _tautan, url = tautan_baru(register, orang, operator)
    layanan.tanda_tangani(register=register, pegawai=orang, cara=CaraTandaTangan.PINDAIAN, actor=operator)
    assert "Sudah ditandatangani" in Client().post(url, {"setuju": "ya"}).content.decode()
    assert Pakta.objects.get().cara == "pindaian"


def test_a_new_link_ends_the_one_before(unit, operator, register):
    orang = pegawai(unit)
    _lama, url_lama = tautan_baru(register, orang, operator)
    _baru, url_baru = tautan_baru(register, orang, operator)
    assert Client().get(url_lama).status_code == 410
    assert Client().get(url_baru).status_code == 200


def test_somebody_who_left_cannot_sign_by_a_link(unit, operator, register):
    orang = pegawai(unit)
    _tautan, url = tautan_baru(register, orang, operator)
    PegawaiUnit.objects.filter(pk=orang.pk).update(keluar_pada=hari(0))
    Client().post(url, {"setuju": "ya"})
    assert not Pakta.objects.exists()


def test_links_are_shown_once_and_go_out_as_a_table(client, unit, operator, register):
    pegawai(unit, '=HYPERLINK("http://x")', jabatan="+1")
    pegawai(unit, "Budi")
    client.force_login(operator)
    url = reverse("units:pakta_tautan_unit", args=[unit.pk])
    jawab = client.post(url, {"semua": "on", "hari": "7", "bentuk": "halaman"})
    html = jawab.content.decode()
    rahasia = re.findall(r'name="rahasia" value="([\w-]+)"', html)
    assert (len(rahasia), "no-store" in jawab["Cache-Control"]) == (2, True)
    assert not any(r in client.get(url).content.decode() for r in rahasia)
    batas = timezone.now() + dt.timedelta(days=7)
    assert all(abs(t.kedaluwarsa - batas) < dt.timedelta(minutes=1) for t in TautanPakta.objects.all())

    asing, _url = tautan_baru(buka(make_unit(), operator), pegawai(UnitKerja.objects.last(), "Orang lain"), operator)
    tabel = client.post(reverse("units:pakta_tautan_csv", args=[unit.pk]), {"rahasia": [*rahasia, _url.split("/")[-2]]})
    baris = list(csv.reader(io.StringIO(tabel.content.decode("utf-8-sig")), delimiter=";"))
    assert [b[:2] for b in baris] == [["Nama", "Jabatan"], ['\'=HYPERLINK("http://x")', "'+1"], ["Budi", ""]]
    assert {b[2].rstrip("/").rsplit("/", 1)[1] for b in baris[1:]} == set(rahasia)
    assert asing.register.unit != unit


def test_a_link_is_taken_back_once(client, unit, operator, register):
    tautan, url = tautan_baru(register, pegawai(unit), operator)
    client.force_login(operator)
    for _ in range(2):
        client.post(reverse("units:pakta_tautan_cabut", args=[unit.pk, tautan.pk]))
    assert [a for a, _n in jejak(register)] == ["buat", "buat_tautan", "cabut_tautan"]
    assert Client().get(url).status_code == 410


# By mail


def test_a_link_goes_by_mail_and_only_the_letter_has_it(
    client, unit, operator, register, settings, django_capture_on_commit_callbacks
):
    settings.ZI_ALAMAT, settings.ALLOWED_HOSTS = "https://zi.contoh.go.id", ["testserver", "lain.contoh.go.id"]
    orang = pegawai(unit, surel="rina@contoh.go.id")
    pegawai(unit, "Tanpa surel")
    client.force_login(operator)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("units:pakta_tautan_unit", args=[unit.pk]),
            {"semua": "on", "hari": "14", "bentuk": "surel"},
            headers={"host": "lain.contoh.go.id"},  # the sender's request says nothing of where people open the portal
        )
    [surat] = mail.outbox
    assert (surat.to, unit.nama in surat.subject) == (["rina@contoh.go.id"], True)
    alamat = re.search(r"https://zi\.contoh\.go\.id(/pakta/t/[\w-]+/)", surat.body).group(1)
    tautan = TautanPakta.objects.get()
    assert (tautan.pegawai, tautan.surel_pada is not None) == (orang, True)
    assert Client().post(alamat, {"setuju": "ya"}).status_code == 302
    assert Pakta.objects.get().pegawai == orang
    assert surel.kirim().terkirim == 0  # a second run of the task
    assert len(mail.outbox) == 1
    assert alamat in surat.alternatives[0][0]


def test_a_letter_lost_on_the_way_is_sent_by_the_sweep(unit, operator, register):
    orang = pegawai(unit, surel="rina@contoh.go.id")
    layanan.buat_tautan(register=register, pegawai=[orang], actor=operator, asal="https://zi.contoh.go.id")
    surel.sapu_surel()
    assert "https://zi.contoh.go.id/pakta/t/" in mail.outbox[0].body
    surel.sapu_surel()
    assert len(mail.outbox) == 1


def test_a_letter_whose_link_was_taken_back_while_it_waited_is_not_sent(unit, operator, register):
    orang = pegawai(unit, surel="rina@contoh.go.id")
    for _ in range(2):  # the second link takes the first back
        layanan.buat_tautan(register=register, pegawai=[orang], actor=operator, asal="https://zi.contoh.go.id")
    assert surel.kirim().terkirim == 1
    layanan.buat_tautan(register=register, pegawai=[orang], actor=operator, asal="https://zi.contoh.go.id")
    layanan.cabut_tautan(tautan=TautanPakta.objects.latest("pk"), actor=operator)
    assert surel.kirim().terkirim == 0


# Six at once


@pytest.mark.every_case
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("cara", ["tautan", "portal", "campur"])
def test_six_at_once_make_one_signature(cara):
    unit = make_unit()
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    register = buka(unit, operator)
    orang = pegawai(unit, operator.nama, user=operator)
    [baru] = layanan.buat_tautan(register=register, pegawai=[orang], actor=operator)

    def lewat_tautan() -> str:
        return layanan.tanda_tangani_tautan(tautan=layanan.cari_tautan(baru.rahasia))

    def lewat_portal() -> int:
        return layanan.tanda_tangani_sendiri(register=register, pegawai=orang, actor=operator).pk

    kerja = {
        "tautan": [lewat_tautan] * 6,
        "portal": [lewat_portal] * 6,
        "campur": [lewat_tautan, lewat_portal] * 3,
    }[cara]
    hasil = bersama(*kerja)
    tanda = Pakta.objects.get()
    assert set(hasil) <= {"dipakai", tanda.pk}
    assert [a for a, _n in jejak(orang)] == ["tanda_tangan"]


@pytest.mark.django_db(transaction=True)
def test_signing_taking_back_and_closing_at_once_wait_for_each_other():
    """Whoever comes first, a signature stands under the register that was open when it was made; nobody hangs."""
    unit = make_unit()
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    register = buka(unit, operator)
    orang = pegawai(unit)
    [baru] = layanan.buat_tautan(register=register, pegawai=[orang], actor=operator)
    tanda, dicabut, kini = bersama(
        lambda: layanan.tanda_tangani_tautan(tautan=layanan.cari_tautan(baru.rahasia)),
        lambda: layanan.cabut_tautan(tautan=layanan.cari_tautan(baru.rahasia), actor=operator),
        lambda: buka(unit, operator, "Pimpinan baru", mulai=hari(0), menggantikan=register),
    )
    assert keadaan_pakta(unit).register == kini
    lama = Pakta.objects.filter(register=register).count()
    # A link that was taken back before the register closed says so; one after it, that the register is closed.
    assert (tanda, dicabut, lama) in {
        ("dipakai", False, 1),
        ("dicabut", True, 0),
        ("ditutup", True, 0),
    }
    assert keadaan_pakta(unit).ditandatangani == 0


# Pages


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_register_pages_ask_the_same_however_many_there_are(
    client, unit, operator, register, banyak, django_assert_max_num_queries
):
    for n in range(banyak):
        satu = pegawai(unit, f"Pegawai {n:02}")
        if n % 2:
            layanan.tanda_tangani(register=register, pegawai=satu, cara=CaraTandaTangan.PORTAL, actor=operator)
        tautan_baru(register, pegawai(unit, f"Bertautan {n:02}"), operator)
    client.force_login(operator)
    for nama, batas in (("pakta", 18), ("pegawai_unit_list", 8), ("pakta_tautan_unit", 13)):
        with django_assert_max_num_queries(batas):
            assert client.get(reverse(f"units:{nama}", args=[unit.pk])).status_code == 200


def test_the_register_is_filtered_by_who_is_missing_and_by_way(client, unit, operator, register):
    a, _b = pegawai(unit, "Agus Salim"), pegawai(unit, "Budi Utomo")
    layanan.tanda_tangani(register=register, pegawai=a, cara=CaraTandaTangan.PORTAL, actor=operator)
    client.force_login(operator)

    def nama(**saring) -> list[str]:
        page = client.get(reverse("units:pakta", args=[unit.pk]), saring).context["page"]
        return [o.nama for o in page]

    assert nama() == ["Agus Salim", "Budi Utomo"]
    assert nama(tampil="belum") == ["Budi Utomo"]
    assert nama(tampil="sudah") == nama(tampil="portal") == ["Agus Salim"]
    assert nama(tampil="tautan") == []
    assert nama(q="budi") == ["Budi Utomo"]
    assert nama(tampil="<b>") == ["Agus Salim", "Budi Utomo"]


def test_pegawai_list_finds_who_has_not_signed_and_who_left(client, unit, operator, register):
    a, _b = pegawai(unit, "Agus Salim"), pegawai(unit, "Budi Utomo")
    pegawai(unit, "Citra", keluar_pada=hari(-1))
    layanan.tanda_tangani(register=register, pegawai=a, cara=CaraTandaTangan.PORTAL, actor=operator)
    client.force_login(operator)

    def nama(**saring) -> list[str]:
        return [o.nama for o in client.get(reverse("units:pegawai_unit_list", args=[unit.pk]), saring).context["page"]]

    assert nama() == ["Agus Salim", "Budi Utomo"]
    assert nama(tampil="belum") == ["Budi Utomo"]
    assert nama(tampil="keluar") == ["Citra"]


def test_a_pegawai_is_linked_to_the_account_of_the_same_nip_in_the_instansi(client, unit, operator):
    ketua = make_anggota(Peran.KETUA_TIM, unit=unit, nip="198001012005011001")
    make_anggota(Peran.OPERATOR, unit=make_unit(instansi=make_instansi()), nip="197001011995031001")
    client.force_login(operator)
    url = reverse("units:pegawai_unit_baru", args=[unit.pk])
    client.post(url, {"nama": "Ketua", "nip": "19800101 200501 1 001"})
    satu = PegawaiUnit.objects.get()
    assert (satu.nip, satu.user) == ("198001012005011001", ketua)
    # Another instansi's account stays unknown.
    client.post(url, {"nama": "Lain", "nip": "197001011995031001"})
    assert PegawaiUnit.objects.get(nama="Lain").user is None
    assert client.post(url, {"nama": "Ganda", "nip": "198001012005011001"}).status_code == 422
    ubah = reverse("units:pegawai_unit_ubah", args=[unit.pk, satu.pk])
    client.post(ubah, {"nama": "Ketua", "nip": "", "versi": satu.versi})
    satu.refresh_from_db()
    assert (satu.nip, satu.user) == ("", None)


def test_nip_and_mail_are_for_those_who_keep_the_register(client, unit, operator, register):
    tpi = make_anggota(Peran.TPI_KETUA, instansi=unit.instansi)
    client.force_login(operator)
    isi = {"nama": "Rina", "nip": "198001012005011001", "surel": "rina@contoh.go.id"}
    client.post(reverse("units:pegawai_unit_baru", args=[unit.pk]), isi)
    satu = PegawaiUnit.objects.get()
    client.post(reverse("units:pegawai_unit_ubah", args=[unit.pk, satu.pk]), isi | {"nip": "123", "versi": 1})
    halaman = [
        reverse("units:pegawai_unit_list", args=[unit.pk]),
        reverse("units:pegawai_unit_detail", args=[unit.pk, satu.pk]),
        reverse("units:pakta", args=[unit.pk]),
    ]
    rahasia = ("198001012005011001", "123", "rina@contoh.go.id")
    html = "".join(client.get(a).content.decode() for a in halaman[:2])
    assert all(r in html for r in rahasia)
    client.force_login(tpi)
    for a in halaman:
        html = client.get(a).content.decode()
        assert "Rina" in html
        assert not any(f">{r}<" in html or f" {r}" in html for r in rahasia), a


def test_what_people_typed_is_shown_as_text(client, unit, operator):
    register = buka(unit, operator, CANARY, pemimpin_jabatan=CANARY)
    RegisterPakta.objects.filter(pk=register.pk).update(naskah=CANARY)
    orang = pegawai(unit, CANARY, jabatan=CANARY, user=operator)
    tautan, url_tautan = tautan_baru(register, orang, operator)
    halaman = [
        reverse("units:pakta", args=[unit.pk]),
        reverse("units:pakta_register", args=[unit.pk, register.pk]),
        reverse("units:pakta_buka", args=[unit.pk]),
        reverse("units:pakta_pindaian", args=[unit.pk]),
        reverse("units:pakta_tautan_unit", args=[unit.pk]),
        reverse("units:pegawai_unit_list", args=[unit.pk]),
        reverse("units:pegawai_unit_detail", args=[unit.pk, orang.pk]),
        reverse("units:pakta_saya"),
        url_tautan,
    ]
    client.force_login(operator)
    for a in halaman:
        html = client.get(a).content.decode()
        assert "&lt;script&gt;alert(1)" in html, a
        assert CANARY not in html, a
    jawab = client.post(halaman[4], {"semua": "on", "hari": "1", "bentuk": "halaman"}).content.decode()
    assert CANARY not in jawab
    tanda = layanan.tanda_tangani(register=register, pegawai=orang, cara=CaraTandaTangan.PORTAL, actor=operator)
    assert CANARY not in client.get(reverse("units:pakta_tarik", args=[unit.pk, tanda.pk])).content.decode()
    assert tautan.register == register
