"""What a campaign brought is shown right, without groups that give somebody away, and to those who may see it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import logging
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from surveys.enums import Golongan, JenisKampanye, Kanal
from surveys.models import Respons, Segel
from surveys.selectors.hasil import hasil_kampanye, tertutup
from surveys.services.kampanye import gerakkan
from surveys.services.olah import olah_semua
from surveys.services.pengeluaran import keluarkan
from surveys.services.segel import segel
from tests.factories import kirim_respons, make_anggota, make_instansi, make_kampanye, make_unit
from units.enums import Peran
from units.models import RiwayatTahap

pytestmark = pytest.mark.django_db

RAGAM = "4343434343434"
JAHAT = "<script>alert(1)</script>"


def buka(client, kampanye, nama="hasil", *, siapa=None, **kwargs):
    client.force_login(siapa or kampanye.dibuat_oleh)
    return client.get(reverse(f"surveys:{nama}", args=[kampanye.pk]), **kwargs)


# Hidden groups --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jumlah", "hilang"),
    [
        ({"a": 10, "b": 12}, set()),
        ({"a": 9, "b": 12, "c": 30}, {"a", "b"}),  # one alone would be the rest of a subtraction
        ({"a": 2, "b": 3, "c": 11, "d": 30}, {"a", "b", "c"}),  # two people and three are still five
        ({"a": 5, "b": 6, "c": 11}, {"a", "b"}),
        ({"a": 4}, {"a"}),
        ({"a": 0, "b": 10}, set()),
    ],
)
def test_small_groups_are_hidden_and_cannot_be_worked_out(jumlah, hilang):
    assert tertutup(jumlah) == hilang


def test_a_profile_group_is_shown_from_ten_and_its_neighbour_hidden_with_a_small_one(client):
    kampanye = make_kampanye()
    for jumlah, kode, nilai in ((10, "sd", "3" * 13), (12, "smp", "2" * 13), (9, "sma", "1" * 13), (15, "s1", RAGAM)):
        for n in range(jumlah):
            kirim_respons(kampanye, nilai, profil={"pendidikan": kode}, ip=f"198.51.100.{n}")
    dimensi = {d.judul: d for d in hasil_kampanye(kampanye).dimensi}["Pendidikan terakhir"]
    tampil = {k.label: k.nilai for k in dimensi.baris if not k.tertutup}
    assert set(tampil) == {"SMP atau sederajat", "Sarjana (S1/D4)"}
    assert tampil["SMP atau sederajat"] == (Fraction(2), Fraction(2))
    assert {k.label for k in dimensi.baris if k.tertutup} == {"SD atau sederajat", "SMA atau sederajat"}
    isi = buka(client, kampanye).content.decode()
    baris = isi.split("SMA atau sederajat")[1].split("</tr>")[0]
    assert "disembunyikan" in baris
    assert ">9<" not in baris
    assert "1,00" not in baris


# The figures ----------------------------------------------------------------------------------------------------------


def test_three_figures_with_what_flagged_and_excluded_change():
    kampanye = make_kampanye(layanan=[("KTP-el", 100), ("Akta", 300)])
    ktp = kampanye.layanan.get(nama="KTP-el")
    kirim_respons(kampanye, "3" * 13, layanan_id=ktp.pk)
    kirim_respons(kampanye, "2" * 13, durasi=1)
    buang = kirim_respons(kampanye, "4" * 13)
    olah_semua(kampanye=kampanye)
    penelaah = make_anggota(Peran.TPI_KETUA, instansi=kampanye.unit.instansi)
    keluarkan(kampanye=kampanye, respons=[buang.pk], alasan="Uji coba petugas", actor=penelaah)
    h = hasil_kampanye(kampanye)
    assert (h.n_masuk, h.n_sah, h.n_bersih, h.n_tanda, h.n_keluar) == (3, 2, 1, 1, 1)
    assert [(i.sah.kode, i.masuk.nilai, i.sah.nilai, i.bersih.nilai) for i in h.indeks] == [
        ("IPKP", 3, Fraction(5, 2), 3),
        ("IPAK", 3, Fraction(5, 2), 3),
    ]
    assert h.indeks[0].pengaruh == (
        "1 respons dikeluarkan: karena itu IPKP turun dari 3,00 menjadi 2,50.",
        "1 respons bertanda ikut dihitung: tanpa respons itu IPKP naik dari 2,50 menjadi 3,00.",
    )
    assert [(b.nama, b.nilai) for b in h.indeks[0].batas] == [("WBK", Fraction("3.2")), ("WBBM", Fraction("3.6"))]
    assert [(b.nama, b.nilai) for b in h.indeks[1].batas] == [("WBK dan WBBM", Fraction("3.6"))]
    # 400 served: Krejcie–Morgan 196, shared 1 to 3.
    assert [(t.nama, t.target, t.n) for t in h.target] == [("KTP-el", 49, 1), ("Akta", 147, 0)]


def test_the_trend_holds_closed_campaigns_of_the_same_unit_and_index():
    unit = make_unit()
    lama = make_kampanye(unit=unit, nama="Semester I", mulai=dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
    skm = make_kampanye(unit=unit, nama="SKM", kuesioner="skm", mulai=dt.datetime(2026, 2, 5, tzinfo=dt.UTC))
    lain = make_kampanye(nama="Unit lain", mulai=dt.datetime(2026, 2, 5, tzinfo=dt.UTC))
    for k, nilai in ((lama, "3" * 13), (skm, "2" * 9), (lain, "2" * 13)):
        kirim_respons(k, nilai)
        olah_semua(kampanye=k)
        gerakkan(kampanye=k, aksi="tutup", actor=k.dibuat_oleh)
    kini = make_kampanye(unit=unit)
    kirim_respons(kini, "4" * 13)
    tren = hasil_kampanye(kini, kini.dibuat_oleh).tren
    assert [(t.indeks, [(p.nama, p.nilai) for p in t.titik]) for t in tren] == [
        (kode, [("Semester I", 3), ("Survei semester II", 4)]) for kode in ("IPKP", "IPAK")
    ]
    assert tren[0].judul == "IPKP naik 1,00 sejak Semester I"


def test_a_campaign_without_responses_says_what_to_do(client):
    assert "Bagikan tautan" in buka(client, make_kampanye()).content.decode()
    assert "Buka survei" in buka(client, make_kampanye(buka=False)).content.decode()


def test_the_figures_renew_themselves_while_the_campaign_is_open(client):
    kampanye = make_kampanye()
    kirim_respons(kampanye)
    bagian = buka(client, kampanye, headers={"HX-Request": "true"}).content.decode()
    assert "every 60s" in bagian
    assert "<html" not in bagian
    gerakkan(kampanye=kampanye, aksi="tutup", actor=kampanye.dibuat_oleh)
    assert "every 60s" not in buka(client, kampanye, headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize("nama", ["hasil", "respons_list", "komentar_list"])
def test_query_count_stays_flat(client, nama):
    kampanye = make_kampanye(layanan=[("KTP-el", 100)])
    penelaah = make_anggota(Peran.TPI_KETUA, instansi=kampanye.unit.instansi)
    ktp = kampanye.layanan.get()

    def tambah(jumlah):
        baru = [
            kirim_respons(kampanye, RAGAM, durasi=1, komentar="Antre lama", layanan_id=ktp.pk, profil={"usia": "17-25"})
            for _n in range(jumlah)
        ]
        keluarkan(kampanye=kampanye, respons=[baru[0].pk], alasan="Dua detik", actor=penelaah)

    def hitung():
        with CaptureQueriesContext(connection) as q:
            assert buka(client, kampanye, nama, siapa=penelaah).status_code == 200
        return len(q)

    tambah(12)
    buka(client, kampanye, nama, siapa=penelaah)
    satu = hitung()
    tambah(3)
    tiga = hitung()
    tambah(25)
    assert (tiga, hitung()) == (satu, satu)


# Comments -------------------------------------------------------------------------------------------------------------


def test_comments_wait_for_ten_and_carry_themes_but_no_profile(client):
    kampanye = make_kampanye()
    for n in range(9):
        kirim_respons(kampanye, RAGAM, komentar=f"Antrenya lama sekali {n}" if n < 2 else "", profil={"usia": "17-25"})
    assert "Antrenya" not in buka(client, kampanye, "komentar_list").content.decode()
    unduh = reverse("surveys:respons_unduh", args=[kampanye.pk, "komentar"])
    assert b"Antrenya" not in b"".join(client.get(unduh).streaming_content)
    buang = kirim_respons(kampanye, RAGAM, komentar=f"{JAHAT} alamat calo", profil={"usia": "17-25"})
    jawab = buka(client, kampanye, "komentar_list")
    isi = jawab.content.decode()
    assert "Antrenya lama sekali 0" in isi
    assert JAHAT not in isi
    assert "&lt;script&gt;" in isi
    assert "17–25" not in isi
    # “alamat” holds “lama”, but no word begins with it.
    assert {t.kode: t.jumlah for t in jawab.context["daftar_tema"] if t.jumlah} == {"waktu": 2, "pungli": 1}
    alamat = reverse("surveys:komentar_list", args=[kampanye.pk])
    assert list(client.get(f"{alamat}?tema=waktu&q=sekali+1").context["page"]) == ["Antrenya lama sekali 1"]
    kirim_respons(kampanye, RAGAM)
    penelaah = make_anggota(Peran.TPI_KETUA, instansi=kampanye.unit.instansi)
    keluarkan(kampanye=kampanye, respons=[buang.pk], alasan="Bukan responden", actor=penelaah)
    assert "alamat calo" not in client.get(alamat).content.decode()


# Responses and their signs --------------------------------------------------------------------------------------------


def test_the_list_filters_and_shows_signs_in_words_without_fingerprints(client):
    kampanye = make_kampanye(layanan=[(f"KTP {JAHAT}", 100)])
    ktp = kampanye.layanan.get()
    kirim_respons(kampanye, RAGAM, durasi=1, ip="203.0.113.9", perangkat="hp-rahasia", layanan_id=ktp.pk)
    kirim_respons(kampanye, RAGAM, kanal=Kanal.KIOS)
    olah_semua(kampanye=kampanye)
    bertanda = Respons.objects.get(golongan=Golongan.BERTANDA)
    isi = buka(client, kampanye, "respons_list").content.decode()
    assert "Selesai dalam 1 detik; paling cepat 15." in isi
    for rahasia in (bertanda.jaringan, bertanda.perangkat, "203.0.113.9", JAHAT):
        assert rahasia not in isi
    hari_ini = bertanda.pada.astimezone(kampanye.unit.instansi.tz).date()
    alamat = reverse("surveys:respons_list", args=[kampanye.pk])
    for tanya, n in (
        ("golongan=2", 1),
        ("tanda=cepat", 1),
        ("tanda=lonjakan", 0),
        ("kanal=kios", 1),
        (f"layanan={ktp.pk}", 1),
        (f"hari={hari_ini}", 2),
        (f"hari={hari_ini - dt.timedelta(days=1)}", 0),
        # What cannot be read narrows nothing.
        ("golongan=x&tanda=%00&kanal=9&layanan=999999999999999999999&hari=kemarin&halaman=x", 2),
    ):
        assert client.get(f"{alamat}?{tanya}").context["page"].paginator.count == n, tanya


@pytest.mark.parametrize(
    ("peran", "jenis", "hasil"),
    [
        (Peran.OPERATOR, JenisKampanye.MANDIRI, 403),
        (Peran.PIMPINAN_UNIT, JenisKampanye.MANDIRI, 403),
        (Peran.TPI_KETUA, JenisKampanye.MANDIRI, 302),
        (Peran.ADMIN_INSTANSI, JenisKampanye.MANDIRI, 403),
        (Peran.TPN_ADMIN, JenisKampanye.MANDIRI, 404),
        (Peran.OPERATOR, JenisKampanye.TPN, 404),
        (Peran.TPI_KETUA, JenisKampanye.TPN, 404),
        (Peran.TPN_ADMIN, JenisKampanye.TPN, 302),
    ],
)
@pytest.mark.usefixtures("short_refusals")
def test_who_may_take_a_response_out(client, peran, jenis, hasil):
    kampanye = make_kampanye(jenis=jenis)
    satu = kirim_respons(kampanye, RAGAM)
    lingkup = {"unit": kampanye.unit} if peran in {Peran.OPERATOR, Peran.PIMPINAN_UNIT} else {}
    if peran in {Peran.TPI_KETUA, Peran.ADMIN_INSTANSI}:
        lingkup = {"instansi": kampanye.unit.instansi}
    client.force_login(make_anggota(peran, **lingkup))
    alamat = reverse("surveys:respons_keluarkan", args=[kampanye.pk])
    assert client.post(alamat, {"respons": satu.pk, "alasan": "Uji coba"}).status_code == hasil
    satu.refresh_from_db()
    assert (satu.golongan == Golongan.DIKELUARKAN) == (hasil == 302)


def test_taking_out_asks_first_wants_a_reason_and_takes_only_its_own(client):
    kampanye, lain = make_kampanye(), make_kampanye()
    satu, asing = kirim_respons(kampanye, RAGAM), kirim_respons(lain, RAGAM)
    client.force_login(make_anggota(Peran.TPI_KETUA, instansi=kampanye.unit.instansi))
    alamat = reverse("surveys:respons_keluarkan", args=[kampanye.pk])
    tanya = client.post(alamat, {"respons": [satu.pk, asing.pk, "x", "9" * 40]})
    assert [b.respons.pk for b in tanya.context["baris"]] == [satu.pk]
    assert not Respons.objects.filter(golongan=Golongan.DIKELUARKAN).exists()
    assert "Tulis alasannya" in client.post(alamat, {"respons": satu.pk, "alasan": " "}).content.decode()
    assert client.post(alamat, {"respons": [satu.pk, asing.pk], "alasan": f"Ganda {JAHAT}"}).status_code == 302
    assert list(Respons.objects.filter(golongan=Golongan.DIKELUARKAN)) == [satu]
    isi = client.get(reverse("surveys:respons_list", args=[kampanye.pk])).content.decode()
    assert "Ganda &lt;script&gt;" in isi
    masuk = reverse("surveys:respons_masukkan", args=[kampanye.pk])
    assert client.post(masuk, {"respons": satu.pk, "alasan": "Salah pilih"}).status_code == 302
    assert not Respons.objects.filter(golongan=Golongan.DIKELUARKAN).exists()
    assert "Pilih dahulu" in client.post(alamat, {}).content.decode()


# Seal -----------------------------------------------------------------------------------------------------------------


def test_the_seal_is_shown_and_checked(client):
    kampanye = make_kampanye()
    kirim_respons(kampanye)
    assert "saat survei ditutup" in buka(client, kampanye, "segel").content.decode()
    gerakkan(kampanye=kampanye, aksi="tutup", actor=kampanye.dibuat_oleh)
    baris = segel(kampanye=kampanye)
    alamat = reverse("surveys:segel", args=[kampanye.pk])
    assert baris.sha256 in client.get(alamat).content.decode()
    assert "Segel utuh" in client.post(alamat).content.decode()
    Segel.objects.update(jumlah=2)
    assert "tidak lagi sama" in client.post(alamat).content.decode()
    Segel.objects.update(jumlah=300_000)
    assert "recompute_surveys" in client.post(alamat).content.decode()


# Contacts -------------------------------------------------------------------------------------------------------------


def test_contacts_open_after_a_reason_and_stand_in_no_other_page_file_or_log(client, caplog):
    instansi = make_instansi()
    unit = make_unit(instansi=instansi)
    ketua = make_anggota(Peran.KETUA_TIM, unit=unit)
    kampanye = make_kampanye(
        unit=unit, actor=ketua, minta_kontak=True, kontak_hapus_pada=timezone.localdate() + dt.timedelta(days=90)
    )
    caplog.set_level(logging.DEBUG)
    for n in range(11):
        kirim_respons(kampanye, RAGAM, komentar="Baik", nama="Kanaria Wulandari", telepon=f"+62811700{n:04}")
    penelaah = make_anggota(Peran.TPI_KETUA, instansi=instansi)
    for siapa in (ketua, penelaah):
        for nama in ("hasil", "komentar_list", "respons_list", "segel", "kontak"):
            isi = buka(client, kampanye, nama, siapa=siapa).content
            assert b"Kanaria" not in isi, nama
            assert b"11700" not in isi, nama
        for bentuk in ("csv", "xlsx", "komentar"):
            isi = b"".join(client.get(reverse("surveys:respons_unduh", args=[kampanye.pk, bentuk])).streaming_content)
            if bentuk == "xlsx":
                isi = str([[s.value for s in r] for lembar in load_workbook(io.BytesIO(isi)) for r in lembar]).encode()
            assert b"Kanaria" not in isi, bentuk
            assert b"11700" not in isi, bentuk
    assert not RiwayatTahap.objects.filter(aksi="baca_kontak").exists()
    alamat = reverse("surveys:kontak", args=[kampanye.pk])
    assert b"Kanaria" not in client.post(alamat, {"alasan": " "}).content
    jawab = client.post(alamat, {"alasan": "Verifikasi TPN"})
    assert b"Kanaria Wulandari" in jawab.content
    assert "no-store" in jawab["Cache-Control"]
    berkas = client.post(alamat, {"alasan": "Verifikasi TPN", "bentuk": "csv"})
    assert berkas.content.decode("utf-8-sig").splitlines()[1] == "1;Kanaria Wulandari;'+628117000000"
    assert "no-store" in berkas["Cache-Control"]
    jejak = RiwayatTahap.objects.filter(aksi="baca_kontak")
    assert [(j.pelaku, j.alasan, j.rincian["jumlah"]) for j in jejak] == [(penelaah, "Verifikasi TPN", 11)] * 2
    assert "Kanaria" not in str(list(RiwayatTahap.objects.values()))
    assert "Kanaria" not in caplog.text
    assert "11700" not in caplog.text


# To take away ---------------------------------------------------------------------------------------------------------


def _csv(client, kampanye, bentuk="csv"):
    jawab = client.get(reverse("surveys:respons_unduh", args=[kampanye.pk, bentuk]))
    isi = b"".join(jawab.streaming_content).decode("utf-8-sig")
    return jawab["Content-Disposition"], list(csv.DictReader(io.StringIO(isi), delimiter=";"))


def test_the_table_has_a_day_no_time_and_a_profile_only_where_ten_share_it(client):
    kampanye = make_kampanye(layanan=[("=HYPERLINK(1)", 100)])
    layanan_id = kampanye.layanan.get().pk
    for _n in range(10):
        kirim_respons(kampanye, RAGAM, layanan_id=layanan_id, profil={"usia": "17-25"}, komentar="=cmd|calc")
    client.force_login(kampanye.dibuat_oleh)
    nama, baris = _csv(client, kampanye)
    hari = f"{Respons.objects.first().pada.astimezone(kampanye.unit.instansi.tz):%Y-%m-%d}"
    assert (len(baris), "tanpa-profil" in nama) == (10, False)
    assert (baris[0]["Nomor"], baris[0]["Tanggal"], baris[0]["Usia"]) == ("1", hari, "17–25 tahun")
    assert (baris[0]["KP1 Informasi pelayanan"], baris[0]["KP2 Persyaratan"]) == ("4", "3")
    assert baris[0]["Layanan"] == "'=HYPERLINK(1)"
    assert "=cmd|calc" not in str(baris)
    assert _csv(client, kampanye, "komentar")[1][0] == {"Komentar": "'=cmd|calc"}
    kirim_respons(kampanye, RAGAM, profil={"usia": "66"})
    nama, baris = _csv(client, kampanye)
    assert ("tanpa-profil" in nama, "Usia" in baris[0]) == (True, False)
    jawab = client.get(reverse("surveys:respons_unduh", args=[kampanye.pk, "xlsx"]))
    buku = load_workbook(io.BytesIO(b"".join(jawab.streaming_content)))
    assert buku.sheetnames == ["Respons", "Komentar", "Keterangan"]
    assert (buku["Respons"]["D2"].value, buku["Respons"]["D2"].data_type) == ("=HYPERLINK(1)", "s")
    assert "Profil tidak disertakan" in str([r[0].value for r in buku["Keterangan"]])
    assert client.get(reverse("surveys:respons_unduh", args=[kampanye.pk, "pdf"])).status_code == 404


def test_a_workbook_too_large_sends_to_the_csv(client, monkeypatch):
    kampanye = make_kampanye()
    kirim_respons(kampanye)
    kirim_respons(kampanye)
    monkeypatch.setattr("surveys.views.respons.XLSX_TERBANYAK", 1)
    client.force_login(kampanye.dibuat_oleh)
    isi = client.get(reverse("surveys:respons_unduh", args=[kampanye.pk, "xlsx"])).content.decode()
    assert "Unduh CSV" in isi
