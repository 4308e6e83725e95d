"""The home page's cards for the four stages: each role sees what waits for it, and no number beyond its reach."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_anggota, make_instansi, make_lke, make_musim, make_penugasan, make_unit
from tests.units.bantu_tahun import Tahun, tahun_ini
from units.enums import Peran

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def th(unit) -> Tahun:
    return Tahun(unit, make_anggota(Peran.OPERATOR, unit=unit))


def kartu(client, user) -> list:
    client.force_login(user)
    return [k for b in client.get("/").context["bagian"] if "embangunan ZI" in b.judul for k in b.kartu]


def angka(client, user) -> dict[str, str]:
    return {k.judul: k.angka for k in kartu(client, user)}


def test_a_unit_reads_its_stage_and_the_next_three_acts(client, th, unit):
    th.siap()
    th.aksi(-1)
    th.temuan(-2)
    th.konsultasi(status="dijawab")
    th.temuan(status="ditindaklanjuti")
    (k,) = kartu(client, th.oleh)
    assert (k.judul, k.kata, k.nada) == (unit.nama, "Membangun", "awas")
    assert [s.judul for s in k.langkah] == [
        "Tindak lanjuti 1 temuan TPI",
        "Kejar 1 butir rencana aksi yang terlambat",
        "Baca jawaban TPI atas 1 konsultasi",
    ]
    assert (k.rincian, k.mendesak, k.url) == (["dan 2 langkah lain"], 3, f"/unit/{unit.pk}/")


def test_with_nothing_to_do_nothing_waits(client, th, unit):
    th.siap()
    th.aksi()
    th.pemantauan()
    th.rekomendasi("diterima")
    (k,) = kartu(client, th.oleh)
    assert (k.langkah, k.mendesak) == ([], 0)
    assert "Tidak ada yang menunggu" in k.keterangan
    assert "Tidak ada yang menunggu Anda sekarang." in client.get("/").content.decode()


def test_tpi_counts_what_waits_for_its_word_in_units_it_monitors(client, th, unit):
    th.temuan(status="ditindaklanjuti")
    th.temuan()
    th.konsultasi()
    lain = Tahun(make_unit("Lain", instansi=unit.instansi), th.oleh)
    lain.temuan(status="ditindaklanjuti")
    jauh = Tahun(make_unit("Jauh", instansi=make_instansi("Kabupaten Jauh")), th.oleh)
    jauh.temuan(status="ditindaklanjuti")
    jauh.konsultasi()
    ketua = make_anggota(Peran.TPI_KETUA, instansi=unit.instansi)
    anggota = make_anggota(Peran.TPI_ANGGOTA, instansi=unit.instansi)
    dua = {"Temuan menunggu verifikasi": "2", "Konsultasi menunggu jawaban": "1"}
    assert angka(client, ketua) == dua
    assert angka(client, anggota) == dict.fromkeys(dua, "0")
    make_penugasan(anggota, make_lke(unit=unit, musim=make_musim(tahun_ini())))
    assert angka(client, type(anggota).objects.get(pk=anggota.pk)) == dict.fromkeys(dua, "1")
    # Nobody monitors the unit they work in.
    make_anggota(Peran.PIMPINAN_UNIT, unit=unit, user=ketua)
    assert angka(client, ketua)["Konsultasi menunggu jawaban"] == "0"


def test_an_admin_sees_units_by_stage_and_candidates(client, th, unit):
    th.calon()
    for nama in ("B", "C"):
        Tahun(make_unit(nama, instansi=unit.instansi), th.oleh).siap()
    make_unit("Tutup", instansi=unit.instansi, aktif=False)
    Tahun(make_unit("Jauh", instansi=make_instansi("Kabupaten Jauh")), th.oleh).calon()
    tahap, calon = kartu(client, make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi))
    assert (tahap.angka, tahap.satuan) == ("2", "dari 3 unit sudah ditetapkan")
    assert tahap.rincian == ["Calon: 1", "Ditetapkan: 2"]
    assert (calon.angka, calon.mendesak, calon.url) == ("1", 1, f"/tahap/?tahun={tahun_ini()}&tunggu=sk")


def test_the_pimpinan_of_an_instansi_sees_what_waits_and_what_is_late(client, th, unit):
    th.pencanangan("diajukan")  # the unit's own: its pimpinan's
    th.pencanangan("diajukan", lingkup="instansi")
    Tahun(make_unit("Unit lain", instansi=unit.instansi), th.oleh).rekomendasi("draf")
    th.rekomendasi()
    th.aksi(-1)
    jauh = Tahun(make_unit("Jauh", instansi=make_instansi("Kabupaten Jauh")), th.oleh)
    jauh.pencanangan("diajukan", lingkup="instansi")
    jauh.rekomendasi()
    jauh.aksi(-1)
    pimpinan = make_anggota(Peran.PIMPINAN_INSTANSI, instansi=unit.instansi)
    assert angka(client, pimpinan) == {
        "Pencanangan menunggu konfirmasi": "1",
        "Rekomendasi TPI": "1",
        "Unit terlambat": "1",
    }
    assert "2 hal menunggu Anda." in client.get("/").content.decode()


@pytest.mark.parametrize("peran", [Peran.TPN_ANGGOTA, Peran.TPN_ADMIN, Peran.ADMIN_PLATFORM])
def test_national_roles_see_no_number_of_a_units_building(client, th, peran):
    th.aksi(-1)
    assert kartu(client, make_anggota(peran)) == []


def test_queries_stay_flat_for_many_units(client, unit):
    orang = make_anggota(Peran.PIMPINAN_INSTANSI, instansi=unit.instansi)
    make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi, user=orang)
    client.force_login(orang)
    banyak = set()
    for mulai, n in ((0, 1), (1, 2), (3, 17)):
        for i in range(mulai, mulai + n):
            th = Tahun(make_unit(f"Unit {i}", instansi=unit.instansi), orang)
            make_anggota(Peran.OPERATOR, unit=th.unit, user=orang)
            th.siap()
            th.aksi(-1)
            th.temuan(-1)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        banyak.add(len(queries))
    assert len(banyak) == 1
