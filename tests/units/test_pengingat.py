"""Reminders: who is told of what, once in the inbox, and by at most one mail a day."""

from __future__ import annotations

import datetime as dt
import smtplib
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.utils import timezone

from tests.factories import make_anggota, make_instansi, make_musim, make_unit, make_user
from tests.serentak import bersama
from units.enums import Peran
from units.enums.tahap import JenisPengingat, StatusAksi, StatusTemuan
from units.models import (
    IKU,
    ButirAksi,
    DataPendukung,
    Instansi,
    Keanggotaan,
    Konsultasi,
    Monev,
    Notifikasi,
    Pakta,
    PegawaiUnit,
    Pemantauan,
    Pencanangan,
    Pengingat,
    PilihanPengingat,
    Publikasi,
    RegisterPakta,
    SurelKeluar,
    Temuan,
    TindakLanjutMonev,
    UnitKerja,
    User,
)
from units.selectors.pengingat import Saat
from units.services import pengingat as layanan
from units.services.tahap import gerak
from units.tasks import pengingat, pengingat_instansi

pytestmark = pytest.mark.django_db

WIB = ZoneInfo("Asia/Jakarta")
HARI = dt.date(2026, 11, 24)
PAGI = dt.datetime(2026, 11, 24, 7, 30, tzinfo=WIB)
CANARY = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def jam():
    """A morning in November: the third quarter is long over."""
    with time_machine.travel(PAGI, tick=False) as perjalanan:
        yield perjalanan


@pytest.fixture
def instansi() -> Instansi:
    return make_instansi()


@pytest.fixture
def unit(instansi) -> UnitKerja:
    return make_unit(instansi=instansi)


def orang(peran: str, unit: UnitKerja, **isi) -> User:
    isi.setdefault("email", f"{peran}{User.objects.count()}@contoh.go.id")
    return make_anggota(peran, unit=unit, **isi)


@pytest.fixture
def operator(unit) -> User:
    return orang(Peran.OPERATOR, unit)


def make_aksi(unit: UnitKerja, hari: int, oleh: User, **isi) -> ButirAksi:
    tenggat = HARI + dt.timedelta(days=hari)
    dasar = {
        "nama": "Menyusun SOP layanan",
        "area": 2,
        "keluaran": "SOP",
        "target": "1",
        "pic_nama": "P",
        "mulai": dt.date(2026, 1, 5),
    }
    return ButirAksi.objects.create(unit=unit, tahun=2026, tenggat=tenggat, dibuat_oleh=oleh, **dasar | isi)


def make_temuan(unit: UnitKerja, oleh: User, *, hari: int = 14, **isi) -> Temuan:
    dasar = {"area": 5, "uraian": "Register gratifikasi kosong", "rekomendasi": "Isi"}
    return Temuan.objects.create(
        unit=unit, tahun=2026, tenggat=HARI + dt.timedelta(days=hari), dibuat_oleh=oleh, **dasar | isi
    )


def make_pencanangan(unit: UnitKerja, oleh: User, status: str = "lengkap", **isi) -> Pencanangan:
    dasar = {"tanggal": dt.date(2026, 2, 2), "tempat": "Stabat", "pemimpin_nama": "B", "pemimpin_jabatan": "K"}
    return Pencanangan.objects.create(unit=unit, tahun=2026, status=status, dibuat_oleh=oleh, **dasar | isi)


def putar() -> tuple[int, int]:
    return layanan.putaran(paksa=True)


def kabar(user: User) -> list[str]:
    return list(Notifikasi.objects.filter(user=user).order_by("pk").values_list("judul", flat=True))


# --- Who is told of what ----------------------------------------------------------------------------------------------


@pytest.fixture
def semua(unit, operator) -> dict[str, User]:
    lain = make_unit(instansi=unit.instansi)
    anggota = orang(Peran.TPI_ANGGOTA, unit)
    from evaluation.models import PenugasanTPI

    PenugasanTPI.objects.create(unit=unit, musim=make_musim(), user=anggota, oleh=anggota)
    tpi_unit = orang(Peran.TPI_KETUA, unit)
    make_anggota(Peran.PIMPINAN_UNIT, unit=lain, user=orang(Peran.OPERATOR, lain))
    return {
        "operator": operator,
        "ketua_tim": orang(Peran.KETUA_TIM, unit),
        "pimpinan": orang(Peran.PIMPINAN_UNIT, unit),
        "pic": orang(Peran.PIMPINAN_UNIT, unit),
        "tpi_ketua": tpi_unit,
        "tpi_tugas": anggota,
        "tpi_lepas": orang(Peran.TPI_ANGGOTA, unit),
        "admin": orang(Peran.ADMIN_INSTANSI, unit),
        "bupati": orang(Peran.PIMPINAN_INSTANSI, unit),
        "operator_lain": orang(Peran.OPERATOR, lain),
    }


def hal(jenis: str, unit: UnitKerja, semua: dict[str, User]) -> None:
    """Let one thing of this kind wait."""
    o = semua["operator"]
    match jenis:
        case "aksi_dekat":
            make_aksi(unit, 7, o, pic=semua["pic"])
            make_aksi(unit, 8, o, nama="Masih jauh")
            make_aksi(unit, 3, o, nama="Sudah", status=StatusAksi.SELESAI)
        case "aksi_lewat":
            make_aksi(unit, -1, o, pic=semua["pic"])
            make_aksi(unit, -9, o, nama="Batal", status=StatusAksi.DIBATALKAN)
        case "pic_pindah":
            make_aksi(unit, 3, o, pic=semua["operator_lain"])
        case "temuan_terbuka":
            make_temuan(unit, o)
            draf = Pemantauan.objects.create(unit=unit, tahun=2026, periode="TW III", dibuat_oleh=o)
            make_temuan(unit, o, pemantauan=draf, uraian="Masih draf TPI")
            make_temuan(unit, o, status=StatusTemuan.DIVERIFIKASI, uraian="Selesai")
        case "temuan_ditindaklanjuti":
            make_temuan(unit, o, status=StatusTemuan.DITINDAKLANJUTI)
        case "konsultasi":
            for hari, topik in ((4, "Lama"), (2, "Baru")):
                k = Konsultasi.objects.create(
                    instansi=unit.instansi, unit=unit, tahun=2026, arah="unit_tpi", topik=topik, dibuat_oleh=o
                )
                Konsultasi.objects.filter(pk=k.pk).update(diubah_pada=timezone.now() - dt.timedelta(days=hari))
        case "pencanangan_diajukan":
            make_pencanangan(unit, o, "diajukan")
        case "pencanangan_tanpa_publikasi":
            make_pencanangan(unit, o, "dicanangkan", tanggal=HARI)
        case "bersama_diajukan":
            make_pencanangan(unit, o, "diajukan", lingkup="instansi")
        case "bersama_tanpa_publikasi":
            make_pencanangan(unit, o, "dicanangkan", lingkup="instansi")
        case "tindak_lanjut":
            monev = Monev.objects.create(
                unit=unit, tahun=2026, triwulan=2, ringkasan="Rapat", status="disahkan", dibuat_oleh=o
            )
            for hari in (5, 9):
                TindakLanjutMonev.objects.create(
                    unit=unit,
                    tahun=2026,
                    monev=monev,
                    uraian=f"Perbaiki {hari}",
                    pic_nama="P",
                    tenggat=HARI + dt.timedelta(days=hari),
                    dibuat_oleh=o,
                )


@pytest.mark.parametrize(
    ("jenis", "judul", "kepada"),
    [
        ("aksi_dekat", "Tenggat 1 Desember 2026: Menyusun SOP layanan", {"operator", "pic"}),
        ("aksi_lewat", "Terlambat sejak 23 November 2026: Menyusun SOP layanan", {"operator", "ketua_tim", "pic"}),
        ("pic_pindah", "Tenggat 27 November 2026: Menyusun SOP layanan", {"operator"}),
        (
            "temuan_terbuka",
            "Temuan menunggu tindak lanjut: Register gratifikasi kosong",
            {"operator", "ketua_tim", "pimpinan", "pic"},
        ),
        (
            "temuan_ditindaklanjuti",
            "Tindak lanjut temuan menunggu verifikasi: Register gratifikasi kosong",
            {"tpi_ketua", "tpi_tugas"},
        ),
        ("konsultasi", "Konsultasi menunggu jawaban sejak 20 November 2026: Lama", {"tpi_ketua", "tpi_tugas"}),
        ("pencanangan_diajukan", "Pencanangan menunggu konfirmasi Anda", {"pimpinan", "pic"}),
        ("pencanangan_tanpa_publikasi", "Pencanangan belum dipublikasikan", {"operator"}),
        ("bersama_diajukan", "Pencanangan menunggu konfirmasi Anda", {"bupati"}),
        ("bersama_tanpa_publikasi", "Pencanangan belum dipublikasikan", {"admin"}),
        ("tindak_lanjut", "Tindak lanjut monev, tenggat 29 November 2026: Perbaiki 5", {"operator", "ketua_tim"}),
    ],
)
def test_who_is_told(unit, semua, jenis, judul, kepada):
    hal(jenis, unit, semua)
    putar()
    assert {nama for nama, user in semua.items() if kabar(user)} == kepada
    for nama in kepada:
        assert kabar(semua[nama]) == [judul]
    assert {m.to[0] for m in mail.outbox} == {semua[nama].email for nama in kepada}
    assert all(n.url.startswith(f"/unit/{unit.pk}/") for n in Notifikasi.objects.all())


def test_tpi_hears_nothing_of_the_unit_it_works_in(unit, semua):
    make_anggota(Peran.OPERATOR, unit=unit, user=semua["tpi_ketua"])
    hal("temuan_ditindaklanjuti", unit, semua)
    putar()
    assert kabar(semua["tpi_ketua"]) == []
    assert len(kabar(semua["tpi_tugas"])) == 1


@pytest.mark.parametrize("mengapa", ["peran_berakhir", "tidak_aktif", "unit_tidak_aktif"])
def test_who_is_gone_hears_nothing(unit, operator, mengapa):
    make_aksi(unit, -1, operator)
    if mengapa == "peran_berakhir":
        Keanggotaan.objects.filter(user=operator).update(selesai=HARI)
    elif mengapa == "tidak_aktif":
        User.objects.filter(pk=operator.pk).update(is_active=False)
    else:
        UnitKerja.objects.filter(pk=unit.pk).update(aktif=False)
    assert putar() == (0, 0)
    assert not Notifikasi.objects.exists()


def test_without_an_address_there_is_an_inbox_line_and_no_mail(unit):
    operator = orang(Peran.OPERATOR, unit, email="")
    make_aksi(unit, -1, operator)
    assert putar() == (1, 0)
    assert len(kabar(operator)) == 1


def test_a_role_that_ended_after_the_round_is_asked_for_again_when_the_mail_leaves(unit, operator, instansi):
    make_aksi(unit, -1, operator)
    layanan.kumpulkan(instansi=instansi)
    Keanggotaan.objects.filter(user=operator).update(selesai=HARI)
    assert layanan.kirim_surat(instansi=instansi).terkirim == 0
    assert mail.outbox == []


# --- The quarter that is over -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hari", "harap"),
    [
        (dt.date(2026, 11, 24), (2026, 3, dt.date(2026, 9, 30))),
        (dt.date(2026, 10, 1), (2026, 3, dt.date(2026, 9, 30))),
        (dt.date(2027, 1, 1), (2026, 4, dt.date(2026, 12, 31))),
        (dt.date(2026, 3, 31), (2025, 4, dt.date(2025, 12, 31))),
        (dt.date(2026, 4, 1), (2026, 1, dt.date(2026, 3, 31))),
    ],
)
def test_the_quarter_that_is_over(hari, harap):
    assert Saat(PAGI, hari).triwulan_lalu == harap


def test_monev_and_figures_of_the_past_quarter_are_asked_for_ten_days_after_its_end(unit, operator, jam):
    pimpinan = orang(Peran.PIMPINAN_UNIT, unit)
    make_pencanangan(unit, operator)
    jam.move_to(dt.datetime(2026, 10, 9, 8, tzinfo=WIB))
    Keanggotaan.objects.update(mulai=dt.date(2026, 1, 1))
    assert putar() == (0, 0)
    jam.move_to(dt.datetime(2026, 10, 10, 8, tzinfo=WIB))
    putar()
    assert kabar(operator) == [
        "Monev Triwulan III 2026 belum disahkan",
        "Data pendukung Triwulan III 2026 belum diisi",
    ]
    assert kabar(pimpinan) == ["Monev Triwulan III 2026 belum disahkan"]


def test_what_is_done_is_not_asked_for(unit, operator):
    make_pencanangan(unit, operator)
    monev = Monev.objects.create(unit=unit, tahun=2026, triwulan=3, ringkasan="R", dibuat_oleh=operator)
    data = {"unit": unit, "tahun": 2026, "triwulan": 3, "diubah_oleh": operator}
    DataPendukung.objects.create(kode="pengaduan_masuk", nilai=None, **data)
    IKU.objects.create(unit=unit, tahun=2026, nama="Akta", satuan="%", target=1, dibuat_oleh=operator)
    putar()
    assert len(kabar(operator)) == 2
    Notifikasi.objects.all().delete()
    Pengingat.objects.all().delete()
    gerak(objek=monev, aksi="sahkan", actor=operator)
    DataPendukung.objects.create(kode="pengaduan_selesai", nilai=0, **data)  # nought is a figure
    assert putar() == (0, 0)


def test_a_unit_that_does_not_build_owes_no_monev(unit, operator):
    assert putar() == (0, 0)
    make_pencanangan(unit, operator, tanggal=dt.date(2026, 10, 5))  # only after the quarter
    assert putar() == (0, 0)


# --- The pakta --------------------------------------------------------------------------------------------------------


def test_missing_pakta_are_told_once_a_week_from_the_declaration_on(unit, operator, jam):
    pegawai = [PegawaiUnit.objects.create(unit=unit, tahun=2026, nama=f"P{n}", dibuat_oleh=operator) for n in range(4)]
    PegawaiUnit.objects.filter(pk=pegawai[3].pk).update(keluar_pada=dt.date(2026, 5, 1))
    register = RegisterPakta.objects.create(
        unit=unit, tahun=2026, pemimpin_nama="B", pemimpin_jabatan="K", naskah="Naskah", dibuat_oleh=operator
    )
    Pakta.objects.create(register=register, pegawai=pegawai[0], cara="portal", naskah_sha256="0")
    Pakta.objects.create(
        register=register, pegawai=pegawai[1], cara="portal", naskah_sha256="0", ditarik_pada=timezone.now()
    )
    assert putar() == (0, 0)
    make_pencanangan(unit, operator, tanggal=dt.date(2026, 10, 5))
    for _ in range(2):
        putar()
    assert kabar(operator) == ["2 dari 3 pegawai belum menandatangani pakta integritas"]
    jam.shift(dt.timedelta(days=7))
    putar()
    assert len(kabar(operator)) == 2
    for p in pegawai[1:3]:
        Pakta.objects.create(register=register, pegawai=p, cara="portal", naskah_sha256="0")
    jam.shift(dt.timedelta(days=7))
    putar()
    assert len(kabar(operator)) == 2


# --- Once, and again when it is new -----------------------------------------------------------------------------------


def test_two_rounds_give_one_inbox_line_and_one_mail(unit, operator):
    make_aksi(unit, -1, operator)
    assert putar() == (1, 1)
    assert putar() == (0, 0)
    assert len(kabar(operator)) == len(mail.outbox) == 1


def test_a_thing_told_yesterday_is_not_told_today(unit, operator, jam):
    make_aksi(unit, -1, operator)
    putar()
    jam.shift(dt.timedelta(days=1))
    assert putar() == (0, 0)


def test_what_turns_up_after_the_days_mail_comes_with_tomorrows(unit, operator, jam):
    make_aksi(unit, -1, operator, nama="Pertama")
    putar()
    make_aksi(unit, -1, operator, nama="Kedua")
    assert putar() == (1, 0)
    assert len(kabar(operator)) == 2
    jam.shift(dt.timedelta(days=1))
    assert putar() == (0, 1)
    assert "Kedua" in mail.outbox[1].body
    assert "Pertama" not in mail.outbox[1].body


def test_near_and_late_and_a_moved_date_are_each_told(unit, operator, jam):
    aksi = make_aksi(unit, 3, operator)
    putar()
    jam.shift(dt.timedelta(days=4))
    putar()
    ButirAksi.objects.filter(pk=aksi.pk).update(tenggat=HARI + dt.timedelta(days=6))
    putar()
    assert kabar(operator) == [
        "Tenggat 27 November 2026: Menyusun SOP layanan",
        "Terlambat sejak 27 November 2026: Menyusun SOP layanan",
        "Tenggat 30 November 2026: Menyusun SOP layanan",
    ]


def test_a_finding_returned_twice_is_told_twice_and_once_more_when_it_is_late(unit, operator, jam):
    temuan = make_temuan(unit, operator, hari=3)
    putar()
    for _ in range(2):
        gerak(objek=temuan, aksi="tindak_lanjuti", actor=operator, alasan="Sudah")
        gerak(objek=temuan, aksi="kembalikan", actor=operator, alasan="Belum")
        putar()
    assert [j.split(":")[0] for j in kabar(operator)] == [
        "Temuan menunggu tindak lanjut",
        "Tindak lanjut temuan dikembalikan TPI",
        "Tindak lanjut temuan dikembalikan TPI",
    ]
    jam.shift(dt.timedelta(days=4))
    putar()
    assert kabar(operator)[-1] == "Temuan lewat tenggat 27 November 2026: Register gratifikasi kosong"


def test_what_was_settled_while_it_waited_is_not_mailed(unit, operator, settings, jam):
    aksi = make_aksi(unit, -1, operator)
    settings.EMAIL_BACKEND = f"{__name__}.MatiBackend"
    putar()
    gerak(objek=aksi, aksi="selesaikan", actor=operator)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    jam.shift(dt.timedelta(hours=1))
    assert putar() == (0, 0)


def test_a_published_declaration_is_not_asked_for(unit, operator):
    baris = make_pencanangan(unit, operator, "dicanangkan", tanggal=HARI)
    Publikasi.objects.create(
        unit=unit, tahun=2026, judul="Berita", tanggal=HARI, pencanangan=baris, dibuat_oleh=operator
    )
    assert putar() == (0, 0)


# --- Switched off -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kotak", "surel", "baris", "surat"), [(True, False, 1, 0), (False, True, 0, 1), (False, False, 0, 0)]
)
def test_a_kind_can_be_switched_off_inbox_and_mail_apart(unit, operator, kotak, surel, baris, surat):
    layanan.atur_pengingat(user=operator, pilihan={JenisPengingat.AKSI_LEWAT: (kotak, surel)})
    make_aksi(unit, -1, operator)
    putar()
    assert (len(kabar(operator)), len(mail.outbox)) == (baris, surat)


def test_switching_mail_off_holds_for_what_already_waits(unit, operator, instansi):
    make_aksi(unit, -1, operator)
    layanan.kumpulkan(instansi=instansi)
    layanan.atur_pengingat(user=operator, pilihan={JenisPengingat.AKSI_LEWAT: (True, False)})
    assert layanan.kirim_surat(instansi=instansi).terkirim == 0
    layanan.kumpulkan(instansi=instansi)
    assert not Pengingat.objects.get().perlu_surel


def test_the_other_kinds_stay_on(unit, operator):
    layanan.atur_pengingat(user=operator, pilihan={JenisPengingat.AKSI_LEWAT: (False, False)})
    make_aksi(unit, -1, operator, nama="Terlambat")
    make_aksi(unit, 2, operator, nama="Dekat")
    putar()
    assert kabar(operator) == ["Tenggat 26 November 2026: Dekat"]


def test_a_person_chooses_on_their_page(client, unit, operator):
    client.force_login(operator)
    html = client.get("/profil/pengingat/").content.decode()
    assert "Butir rencana aksi terlambat" in html
    assert "Konsultasi menunggu jawaban" not in html  # TPI's
    data = {"simpan": "1", "aksi_lewat_kotak": "on", "temuan_surel": "on"}
    for _ in range(2):
        assert client.post("/profil/pengingat/", data).status_code == 302
    pilihan = {p.jenis: (p.kotak, p.surel) for p in PilihanPengingat.objects.filter(user=operator)}
    assert pilihan["aksi_lewat"] == (True, False)
    assert pilihan["temuan"] == (False, True)
    assert pilihan["monev"] == (False, False)
    assert "konsultasi" not in pilihan
    assert "/profil/pengingat/" in client.get("/profil/").content.decode()


def test_all_mail_is_switched_off_and_on_at_once_and_the_inbox_stays(client, unit, operator):
    client.force_login(operator)
    assert "Matikan semua surel" in client.get("/profil/pengingat/").content.decode()
    for tombol, surel in (("tanpa_surel", False), ("semua_surel", True)):
        client.post("/profil/pengingat/", {"simpan": tombol, "aksi_lewat_kotak": "on", "temuan_surel": "on"})
        pilihan = {p.jenis: (p.kotak, p.surel) for p in PilihanPengingat.objects.filter(user=operator)}
        assert {s for _k, s in pilihan.values()} == {surel}
        assert (pilihan["kabar"][0], pilihan["aksi_lewat"][0], pilihan["temuan"][0]) == (True, True, False)


def test_who_has_no_role_is_told_that_nothing_comes(client):
    client.force_login(make_user())
    assert "Belum ada pengingat untuk Anda" in client.get("/profil/pengingat/").content.decode()
    assert client.post("/profil/pengingat/", {"simpan": "1"}).status_code == 302


# --- The mail ---------------------------------------------------------------------------------------------------------


def test_the_mail_lists_by_unit_with_whole_addresses(settings, instansi):
    settings.ZI_ALAMAT = "https://zi.contoh.go.id"
    unit = [make_unit(f"Dinas {n}", instansi=instansi) for n in ("A", "B")]
    operator = orang(Peran.OPERATOR, unit[0], nama="Rahmat")
    make_anggota(Peran.OPERATOR, unit=unit[1], user=operator)
    for u in unit:
        make_aksi(u, -1, operator, nama=f"Kegiatan {u.nama}")
    assert putar() == (2, 1)
    surat = mail.outbox[0]
    assert (surat.to, surat.subject) == ([operator.email], "[Portal ZI] 2 hal menunggu Anda")
    baris = [b.strip() for b in surat.body.splitlines() if b.strip()]
    assert baris[0] == "Yth. Rahmat,"
    letak = [baris.index(b) for b in ("Dinas A", "Dinas B")]
    assert letak == sorted(letak)
    assert baris[letak[0] + 1] == "- Terlambat sejak 23 November 2026: Kegiatan Dinas A"
    assert baris[letak[0] + 2].startswith(f"https://zi.contoh.go.id/unit/{unit[0].pk}/")
    assert baris[-1] == "https://zi.contoh.go.id/profil/pengingat/"
    html, tipe = surat.alternatives[0]
    assert tipe == "text/html"
    assert f'<a href="https://zi.contoh.go.id/unit/{unit[1].pk}/' in html
    assert '<a href="https://zi.contoh.go.id/profil/pengingat/">' in html


def test_what_people_typed_is_text_in_the_mail_and_in_the_inbox(client, instansi):
    unit = make_unit(CANARY, instansi=instansi)
    operator = orang(Peran.OPERATOR, unit, nama=CANARY)
    make_aksi(unit, -1, operator, nama=CANARY)
    putar()
    html = mail.outbox[0].alternatives[0][0]
    assert html.count("&lt;script&gt;alert(1)") == 3
    assert CANARY not in html
    assert f"Terlambat sejak 23 November 2026: {CANARY}" in mail.outbox[0].body
    client.force_login(operator)
    assert CANARY not in client.get("/notifikasi/").content.decode()


def test_a_very_long_list_is_cut_and_says_so(unit, operator):
    for n in range(layanan.BARIS_SURAT + 5):
        make_aksi(unit, -1, operator, nama=f"Kegiatan {n}")
    putar()
    assert mail.outbox[0].subject == f"[Portal ZI] {layanan.BARIS_SURAT + 5} hal menunggu Anda"
    assert "dan 5 lainnya di kotak masuk Anda" in mail.outbox[0].body


class MatiBackend(BaseEmailBackend):
    """A mail server that is away."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError


class MenolakBackend(BaseEmailBackend):
    """A mail server that knows no such address."""

    def send_messages(self, email_messages):
        raise smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")})


class TutupBackend(BaseEmailBackend):
    """A mail server that cannot be reached at all."""

    def open(self):
        raise TimeoutError


@pytest.mark.parametrize("server", ["MatiBackend", "TutupBackend"])
def test_a_mail_server_that_is_away_leaves_the_mail_for_the_next_round(unit, operator, settings, jam, server):
    make_aksi(unit, -1, operator)
    settings.EMAIL_BACKEND = f"{__name__}.{server}"
    assert putar() == (1, 0)
    assert SurelKeluar.objects.get().status == "menunggu"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    jam.shift(dt.timedelta(hours=1))
    assert putar() == (0, 1)
    assert len(kabar(operator)) == len(mail.outbox) == 1


def test_an_address_that_is_refused_waits_for_tomorrow_and_does_not_stop_the_others(unit, operator, settings, jam):
    make_aksi(unit, -1, operator)
    settings.EMAIL_BACKEND = f"{__name__}.MenolakBackend"
    assert putar() == (1, 0)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert putar() == (0, 0)
    jam.shift(dt.timedelta(days=1))
    assert putar() == (0, 1)


# --- The clock --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jam_wib", "zona"),
    [
        (4, set()),
        (5, {"Asia/Jayapura"}),
        (6, {"Asia/Jayapura", "Asia/Makassar"}),
        (7, {"Asia/Jayapura", "Asia/Makassar", "Asia/Jakarta"}),
    ],
)
def test_mail_leaves_from_seven_in_the_instansis_own_time(jam, jam_wib, zona):
    for nama in ("Asia/Jayapura", "Asia/Makassar", "Asia/Jakarta"):
        unit = make_unit(instansi=make_instansi(zona_waktu=nama))
        make_aksi(unit, -3, orang(Peran.OPERATOR, unit, email=f"{nama}@contoh.go.id"))
    jam.move_to(dt.datetime(2026, 11, 24, jam_wib, 5, tzinfo=WIB))
    pengingat()
    assert {m.to[0].removesuffix("@contoh.go.id") for m in mail.outbox} == zona
    assert Notifikasi.objects.count() == len(zona)


def test_who_serves_in_two_zones_gets_one_mail_when_the_last_morning_has_come(jam):
    timur, barat = (
        make_unit(nama, instansi=make_instansi(zona_waktu=zona))
        for nama, zona in (("Timur", "Asia/Jayapura"), ("Barat", "Asia/Jakarta"))
    )
    operator = orang(Peran.OPERATOR, timur)
    make_anggota(Peran.OPERATOR, unit=barat, user=operator)
    for hari, u in ((-3, timur), (-3, barat)):
        make_aksi(u, hari, operator)
    jam.move_to(dt.datetime(2026, 11, 24, 22, 5, tzinfo=WIB))
    pengingat()
    Pengingat.objects.update(surel_pada=None)  # as if yesterday's server had been away
    SurelKeluar.objects.all().delete()
    mail.outbox.clear()
    jam.move_to(dt.datetime(2026, 11, 25, 5, 5, tzinfo=WIB))
    pengingat()
    assert mail.outbox == []
    jam.move_to(dt.datetime(2026, 11, 25, 7, 5, tzinfo=WIB))
    pengingat()
    assert len(mail.outbox) == 1
    assert "Timur" in mail.outbox[0].body
    assert "Barat" in mail.outbox[0].body


def test_a_task_for_an_instansi_that_is_gone_is_harmless():
    pengingat_instansi(999_999)


def test_mail_that_takes_too_long_goes_on_in_another_task(unit, operator, instansi):
    make_aksi(unit, -1, operator)
    layanan.kumpulkan(instansi=instansi)
    hasil = layanan.kirim_surat(instansi=instansi, batas_detik=-1)
    assert (hasil.terkirim, hasil.sisa, hasil.gagal) == (0, True, False)
    assert layanan.kirim_surat(instansi=instansi).terkirim == 1


def test_the_clock_of_the_portal_knows_the_reminders():
    from django.conf import settings

    from zi_portal.celery import app

    tugas = settings.CELERY_BEAT_SCHEDULE["pengingat"]["task"]
    app.loader.import_default_modules()
    assert tugas in app.tasks


def test_one_round_by_hand(unit, operator, jam, capsys):
    jam.move_to(dt.datetime(2026, 11, 24, 3, tzinfo=WIB))
    make_aksi(unit, -1, operator)
    call_command("kirim_pengingat")
    assert capsys.readouterr().out == "1 pengingat baru, 1 surel terkirim.\n"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_line_and_send_one_mail(unit, operator):
    make_aksi(unit, -1, operator)
    bersama(putar, putar)
    assert len(kabar(operator)) == len(mail.outbox) == 1
    assert Pengingat.objects.get().surel_pada is not None


# --- Many -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_a_round_costs_the_same_for_one_late_item_and_for_thirty(unit, operator, banyak, django_assert_num_queries):
    orang(Peran.KETUA_TIM, unit)
    for n in range(banyak):
        make_aksi(unit, -1, operator, nama=f"Kegiatan {n}")
    with django_assert_num_queries(46):
        assert putar() == (2 * banyak, 2)


def test_a_round_walks_through_all_units_in_batches(instansi, operator, monkeypatch):
    monkeypatch.setattr(layanan, "UNIT_SEKALI", 2)
    monkeypatch.setattr(layanan, "ORANG_SEKALI", 2)
    for n in range(5):
        unit = make_unit(f"Unit {n}", instansi=instansi)
        make_aksi(unit, -1, orang(Peran.OPERATOR, unit))
    assert putar() == (5, 5)
