"""Assignments of TPI and predicates of many units, from a table."""

from __future__ import annotations

import datetime as dt

import pytest

from evaluation.enums.benturan import Sebab
from evaluation.enums.predikat import StatusPredikat
from evaluation.models import PenugasanTPI, PredikatUnit, RiwayatEvaluasi
from evaluation.services.lke import buka_lke
from evaluation.services.predikat import terbitkan_predikat
from tests.factories import make_anggota, make_instansi, make_musim, make_unit
from tests.units.bantu_impor import csv, galat, hitung, masuk, terapkan
from units.enums import Peran
from units.models import Notifikasi
from units.services import buat_keanggotaan

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"
NIP = "198001012005011001"
T_KEPALA = ["Kode unit", "NIP", "Nama pengguna"]
P_KEPALA = ["Kode instansi", "Kode unit", "Predikat", "Nomor SK", "Tanggal SK", "Penandatangan", "Berlaku sampai"]


@pytest.fixture
def instansi():
    return make_instansi(kode="1205")


@pytest.fixture
def unit(instansi):
    return make_unit(instansi=instansi, kode="D1")


@pytest.fixture
def ketua(instansi):
    return make_anggota(Peran.TPI_KETUA, instansi=instansi, nama="Ketua")


@pytest.fixture
def tpn():
    return make_anggota(Peran.TPN_ADMIN, nama="Admin TPN")


# Assignments ----------------------------------------------------------------------------------------------------------


def test_members_are_assigned_once_and_told_once(instansi, unit, ketua):
    musim = make_musim()
    dua = make_unit("Dua", instansi=instansi, kode="D2")
    rina = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi, nip=NIP, nama="Rina")
    isi = csv(T_KEPALA, ["D1", NIP, ""], ["D2", "", rina.username])
    impor = masuk("penugasan_tpi", isi, ketua, instansi=instansi)
    assert (impor.status, hitung(impor)) == ("siap", (2, 0, 0)), galat(impor)
    assert not PenugasanTPI.objects.exists()
    terapkan(impor, ketua)
    assert impor.status == "selesai", impor.galat
    tugas = PenugasanTPI.objects.values_list("unit", "user", "musim", "oleh", "tim")
    assert set(tugas) == {(u.pk, rina.pk, musim.pk, ketua.pk, None) for u in (unit, dua)}
    assert Notifikasi.objects.filter(user=rina).count() == 1
    assert hitung(masuk("penugasan_tpi", isi, ketua, instansi=instansi)) == (0, 0, 2)


def test_who_may_not_judge_a_unit_is_told_by_row(instansi, unit, ketua):
    make_musim()
    dua = make_unit("Dua", instansi=instansi, kode="D2")
    sendiri = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi, username="sendiri")
    buat_keanggotaan(user=sendiri, peran=Peran.OPERATOR, unit=unit, actor=ketua)
    bukan = make_anggota(Peran.OPERATOR, unit=dua, username="bukan")
    isi = csv(
        T_KEPALA,
        ["D1", "", "sendiri"],
        ["D2", "", "sendiri"],
        ["D2", "", bukan.username],
        ["Z9", "", "sendiri"],
        ["D2", "", ""],
        ["D2", "", "SENDIRI"],
    )
    impor = masuk("penugasan_tpi", isi, ketua, instansi=instansi)
    assert impor.status == "ditolak"
    assert [(n, k) for n, k, _p in galat(impor)] == [
        (2, "Kode unit"),
        (4, "Nama pengguna"),
        (5, "Kode unit"),
        (6, "NIP"),
        (7, "Kode unit"),
    ]
    assert str(Sebab.SENDIRI.label) in galat(impor)[0][2]
    assert not PenugasanTPI.objects.exists()


def test_a_conflict_that_came_after_the_preview_writes_nothing(instansi, unit, ketua):
    make_musim()
    rina = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi, nip=NIP)
    impor = masuk("penugasan_tpi", csv(T_KEPALA, ["D1", NIP, ""]), ketua, instansi=instansi)
    buat_keanggotaan(user=rina, peran=Peran.OPERATOR, unit=unit, actor=ketua)
    terapkan(impor, ketua)
    assert impor.status == "ditolak"
    assert not PenugasanTPI.objects.exists()


def test_without_a_season_nothing_is_taken(instansi, unit, ketua):
    impor = masuk("penugasan_tpi", csv(T_KEPALA, ["D1", NIP, ""]), ketua, instansi=instansi, tahun=2024)
    assert galat(impor)[0][2].startswith("Belum ada musim evaluasi tahun 2024")


# Predicates -----------------------------------------------------------------------------------------------------------


def sejarah(unit) -> list[tuple[str, str, str]]:
    baris = PredikatUnit.objects.filter(unit=unit).order_by("tanggal_sk", "pk")
    return [(p.jenis, p.nomor_sk, p.status) for p in baris]


def test_the_history_of_a_unit_comes_in_whatever_the_order(instansi, unit, tpn):
    isi = csv(
        P_KEPALA,
        ["1205", "D1", "WBBM", "B/2", "2022-12-06", "Menteri", ""],
        ["1205", "D1", "Wilayah Bebas dari Korupsi", "A/1", "10/12/2019", "Menteri", ""],
    )
    impor = masuk("predikat", isi, tpn)
    assert (impor.status, hitung(impor)) == ("siap", (2, 0, 0)), galat(impor)
    terapkan(impor, tpn)
    assert impor.status == "selesai", impor.galat
    assert sejarah(unit) == [("WBK", "A/1", "digantikan"), ("WBBM", "B/2", "aktif")]
    assert hitung(masuk("predikat", isi, tpn)) == (0, 0, 2)


def test_a_past_wbk_lets_the_unit_aim_at_wbbm(instansi, unit, tpn):
    terapkan(masuk("predikat", csv(P_KEPALA, ["1205", "D1", "WBK", "A/1", "2021-12-10", "", ""]), tpn), tpn)
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    assert buka_lke(unit=unit, musim=make_musim(), predikat_tujuan="WBBM", actor=operator).telah_wbk


def test_what_is_older_than_the_record_takes_its_place_behind_it(instansi, unit, tpn):
    terbitkan_predikat(unit=unit, jenis="WBK", nomor_sk="C/3", tanggal_sk=dt.date(2024, 12, 1), actor=tpn)
    isi = csv(
        P_KEPALA,
        ["1205", "D1", "WBK", "A/1", "2018-12-10", "", "2020-12-31"],
        ["1205", "D1", "WBK", "C/3", "2024-12-01", "Menteri PANRB", ""],
    )
    impor = masuk("predikat", isi, tpn)
    assert hitung(impor) == (1, 1, 0), galat(impor)
    terapkan(impor, tpn)
    assert sejarah(unit) == [("WBK", "A/1", "kedaluwarsa"), ("WBK", "C/3", "aktif")]
    assert PredikatUnit.objects.get(nomor_sk="C/3").penandatangan == "Menteri PANRB"
    catatan = RiwayatEvaluasi.objects.get(objek_id=PredikatUnit.objects.get(nomor_sk="A/1").pk, benda="predikat")
    assert (catatan.aksi, catatan.alasan) == ("catat", "Impor tabel.csv")


@pytest.mark.parametrize(
    ("baris", "salah"),
    [
        ([["1205", "D1", "WBBM", "B/2", "2022-12-06", "", ""]], [(2, "Tanggal SK", "WBBM tanggal 6 Desember 2022")]),
        ([["1205", "D1", "WBK", "B/2", "2011-12-06", "", ""]], [(2, "Tanggal SK", "Tanggal SK tidak boleh sebelum")]),
        ([["1205", "D1", "WBK", "B/2", "2099-12-06", "", ""]], [(2, "Tanggal SK", "Tanggal SK tidak boleh sesudah")]),
        ([["1205", "D1", "WBK", "B/2", "", "", ""]], [(2, "Tanggal SK", "Wajib diisi.")]),
        ([["1205", "D1", "WBK", "", "2020-12-06", "", ""]], [(2, "Nomor SK", "Wajib diisi.")]),
        ([["1205", "D1", "ISO", "B/2", "2020-12-06", "", ""]], [(2, "Predikat", "“ISO” tidak dikenal.")]),
        ([["1205", "Z9", "WBK", "B/2", "2020-12-06", "", ""]], [(2, "Kode unit", "Unit Z9 tidak ada")]),
        ([["9", "D1", "WBK", "B/2", "2020-12-06", "", ""]], [(2, "Kode unit", "Unit D1 tidak ada")]),
        (
            [["1205", "D1", "WBK", "B/2", "2020-12-06", "", "2019-01-01"]],
            [(2, "Berlaku sampai", "Masa berlaku tidak boleh")],
        ),
        (
            [["1205", "D1", "WBK", "A", "2019-12-06", "", ""], ["1205", "D1", "WBK", "B", "2020-12-06", "", ""]],
            [(3, "Tanggal SK", "Pada 6 Desember 2020 unit ini masih berpredikat WBK")],
        ),
        (
            [["1205", "D1", "WBK", "A", "2019-12-06", "", ""], ["1205", "D1", "WBK", "a", "2019-12-06", "", ""]],
            [(3, "Nomor SK", "SK ini ada di baris 2 dan baris 3.")],
        ),
    ],
)
def test_a_predicate_that_cannot_be_is_told(unit, tpn, baris, salah):
    impor = masuk("predikat", csv(P_KEPALA, *baris), tpn)
    assert impor.status == "ditolak"
    assert [(n, k) for n, k, _p in galat(impor)] == [(n, k) for n, k, _p in salah]
    assert all(p.startswith(awal) for (_n, _k, p), (_m, _l, awal) in zip(galat(impor), salah, strict=True))
    assert not PredikatUnit.objects.exists()


def test_a_clarification_that_is_open_stands_in_the_way(unit, tpn):
    p = terbitkan_predikat(unit=unit, jenis="WBK", nomor_sk="C/3", tanggal_sk=dt.date(2024, 12, 1), actor=tpn)
    PredikatUnit.objects.filter(pk=p.pk).update(status=StatusPredikat.DALAM_KLARIFIKASI)
    impor = masuk("predikat", csv(P_KEPALA, ["1205", "D1", "WBBM", "D/4", "2025-12-01", "", ""]), tpn)
    assert "sedang diklarifikasi" in galat(impor)[0][2]


def test_nobody_records_for_the_unit_they_work_in(unit, tpn):
    buat_keanggotaan(user=tpn, peran=Peran.OPERATOR, unit=unit, actor=tpn)
    impor = masuk("predikat", csv(P_KEPALA, ["1205", "D1", "WBK", "A/1", "2021-12-10", "", ""]), tpn)
    assert "Anda bekerja di unit ini" in galat(impor)[0][2]


def test_what_stands_on_a_sk_is_text(client, unit, tpn):
    impor = masuk("predikat", csv(P_KEPALA, ["1205", "D1", "WBK", CANARY, "2021-12-10", CANARY, ""]), tpn)
    client.force_login(tpn)
    isi = client.get(f"/data-induk/{impor.pk}/").content.decode()
    assert CANARY not in isi
    assert "&lt;script&gt;" in isi
    terapkan(impor, tpn)
    assert CANARY not in client.get("/predikat/").content.decode()


@pytest.mark.parametrize("format_", ["xlsx", "csv"])
def test_the_templates_come_back_unchanged(client, instansi, unit, ketua, tpn, format_):
    make_musim()
    rina = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi, nip=NIP)
    PenugasanTPI.objects.create(unit=unit, user=rina, musim=make_musim(), oleh=ketua)
    terapkan(masuk("predikat", csv(P_KEPALA, ["1205", "D1", "WBK", "=A/1", "2021-12-10", "M", ""]), tpn), tpn)
    for jenis, siapa, milik in (("penugasan_tpi", ketua, instansi), ("predikat", tpn, None)):
        client.force_login(siapa)
        isi = client.get(f"/data-induk/{jenis}/contoh/?format={format_}&tahun=2026").content
        impor = masuk(jenis, isi, siapa, instansi=milik, nama=f"contoh.{format_}")
        assert (impor.status, hitung(impor)) == ("siap", (0, 0, 1)), galat(impor)
