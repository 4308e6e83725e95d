"""The seven duties of building: each filled by what exists, none by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import make_anggota, make_unit
from units.enums import Peran
from units.enums.monev import Kewajiban
from units.models import (
    BuktiDukung,
    BuktiTahap,
    ButirAksi,
    Inovasi,
    Monev,
    Pakta,
    PegawaiUnit,
    Pencanangan,
    ProgramMasyarakat,
    Publikasi,
    RegisterPakta,
    UnitKerja,
    User,
)
from units.selectors.kewajiban import (
    ObjekKewajiban,
    kewajiban,
    kewajiban_dari_objek,
    objek_kewajiban,
)

pytestmark = pytest.mark.django_db
TAHUN = 2025  # over, so that all its quarters count
HARI = dt.date(TAHUN, 3, 3)


@pytest.fixture
def unit() -> UnitKerja:
    return make_unit()


@pytest.fixture
def operator(unit) -> User:
    return make_anggota(Peran.OPERATOR, unit=unit)


@pytest.fixture
def milik(unit, operator) -> dict[str, object]:
    return {"unit": unit, "tahun": TAHUN, "dibuat_oleh": operator}


def status(unit, satu: Kewajiban) -> str:
    return kewajiban(unit, TAHUN)[satu - 1].status


def canangkan(milik, **isi) -> Pencanangan:
    isi = {"status": "dicanangkan", "tanggal": HARI, "tempat": "Aula"} | isi
    return Pencanangan.objects.create(pemimpin_nama="Nurhayati", pemimpin_jabatan="Kepala", **isi, **milik)


def tandatangani(milik, dari: int, sudah: int) -> RegisterPakta:
    register = RegisterPakta.objects.create(pemimpin_nama="N", pemimpin_jabatan="K", naskah="Janji", **milik)
    for i in range(dari):
        pegawai = PegawaiUnit.objects.create(nama=f"Pegawai {i}", **milik)
        if i < sudah:
            Pakta.objects.create(register=register, pegawai=pegawai, cara="portal", naskah_sha256="0" * 64)
    return register


def aksi(milik, area: int = 1, **isi) -> ButirAksi:
    isi = {"keluaran": "L", "target": "1", "pic_nama": "A", "mulai": HARI, "tenggat": HARI} | isi
    return ButirAksi.objects.create(nama="Kegiatan", area=area, **isi, **milik)


def survei(milik, objek_id: int, judul: str = "Survei") -> BuktiTahap:
    bukti = BuktiDukung.objects.create(unit=milik["unit"], judul=judul, dibuat_oleh=milik["dibuat_oleh"])
    return BuktiTahap.objects.create(
        bukti=bukti, unit=milik["unit"], benda="kewajiban", objek_id=objek_id, oleh=milik["dibuat_oleh"]
    )


def test_a_unit_that_did_nothing_meets_none(unit):
    assert [(k.kewajiban.huruf, k.status) for k in kewajiban(unit, TAHUN)] == [(h, "belum") for h in "abcdefg"]


def test_commitment_is_a_declaration_and_the_pakta_of_most(unit, milik):
    register = tandatangani(milik, dari=4, sudah=2)
    assert status(unit, Kewajiban.KOMITMEN) == "sebagian"
    canangkan(milik)
    # Half is not most.
    assert status(unit, Kewajiban.KOMITMEN) == "sebagian"
    sisa = PegawaiUnit.objects.filter(pakta=None).order_by("pk")
    Pakta.objects.create(register=register, pegawai=sisa[0], cara="portal", naskah_sha256="0" * 64)
    assert status(unit, Kewajiban.KOMITMEN) == "terpenuhi"
    assert "3 dari 4 pegawai" in kewajiban(unit, TAHUN)[0].fakta
    # One who left counts no more, one who withdrew is one who has not signed.
    sisa.update(keluar_pada=HARI)
    assert "3 dari 3 pegawai" in kewajiban(unit, TAHUN)[0].fakta
    Pakta.objects.update(ditarik_pada=timezone.now())
    assert status(unit, Kewajiban.KOMITMEN) == "sebagian"


def test_a_new_pimpinan_asks_all_to_sign_again(unit, milik):
    canangkan(milik)
    tandatangani(milik, dari=1, sudah=1)
    assert status(unit, Kewajiban.KOMITMEN) == "terpenuhi"
    RegisterPakta.objects.update(ditutup_pada=timezone.now())
    assert status(unit, Kewajiban.KOMITMEN) == "sebagian"


@pytest.mark.parametrize(
    ("isi", "harap"),
    [
        ({"status": "draf"}, "belum"),
        ({"status": "diajukan"}, "belum"),
        ({"status": "lengkap"}, "sebagian"),
        ({"status": "dibatalkan"}, "belum"),
    ],
)
def test_only_what_was_declared_counts(unit, milik, isi, harap):
    canangkan(milik, **isi)
    assert status(unit, Kewajiban.KOMITMEN) == harap


def test_a_joint_declaration_counts_for_those_who_took_part(unit, milik, operator):
    penyimpan = make_unit(instansi=unit.instansi)
    bersama = canangkan(milik | {"unit": penyimpan}, lingkup="instansi")
    assert status(unit, Kewajiban.KOMITMEN) == "belum"
    bersama.peserta.add(unit)
    assert status(unit, Kewajiban.KOMITMEN) == "sebagian"
    # Who only keeps its papers did not declare by that.
    assert status(penyimpan, Kewajiban.KOMITMEN) == "belum"


def test_the_plan_touches_all_six_areas(unit, milik):
    for area in (1, 2, 3, 4, 5):
        aksi(milik, area)
    aksi(milik, 6, status="dibatalkan")
    assert status(unit, Kewajiban.PENGUNGKIT) == "sebagian"
    assert kewajiban(unit, TAHUN)[1].fakta == "Rencana aksi belum menyentuh Peningkatan Kualitas Pelayanan Publik."
    aksi(milik, 6)
    assert status(unit, Kewajiban.PENGUNGKIT) == "terpenuhi"


def test_both_surveys_are_asked_for(unit, milik):
    objek = objek_kewajiban(TAHUN, Kewajiban.SURVEI)
    assert objek == 20253
    survei(milik, objek_kewajiban(TAHUN - 1, Kewajiban.SURVEI))
    assert status(unit, Kewajiban.SURVEI) == "belum"
    survei(milik, objek)
    assert status(unit, Kewajiban.SURVEI) == "sebagian"
    kedua = survei(milik, objek, "Survei antikorupsi")
    assert status(unit, Kewajiban.SURVEI) == "terpenuhi"
    BuktiDukung.objects.filter(pk=kedua.bukti_id).update(dihapus_pada=timezone.now())
    assert status(unit, Kewajiban.SURVEI) == "sebagian"


def test_the_id_of_a_duty_leads_back_to_it(unit):
    objek = ObjekKewajiban(unit, 2026, Kewajiban.SURVEI)
    assert kewajiban_dari_objek(unit, objek.pk) == objek
    assert [kewajiban_dari_objek(unit, n) for n in (3, 20260, 20268, 99993)] == [None] * 4


def test_an_innovation_counts_once_it_is_used(unit, milik):
    Inovasi.objects.create(nama="Antar KTP", masalah="Jauh", **milik)
    assert status(unit, Kewajiban.INOVASI) == "sebagian"
    Inovasi.objects.update(mulai=HARI)
    assert status(unit, Kewajiban.INOVASI) == "terpenuhi"


@pytest.mark.parametrize("lewat", ["program", "rencana"])
def test_a_programme_counts_once_it_was_held(unit, milik, lewat):
    if lewat == "program":
        ProgramMasyarakat.objects.create(nama="Jemput bola", tanggal=timezone.localdate() + dt.timedelta(9), **milik)
    else:
        aksi(milik, menyentuh_masyarakat=True)
    assert status(unit, Kewajiban.PROGRAM) == "sebagian"
    ProgramMasyarakat.objects.update(tanggal=HARI)
    ButirAksi.objects.update(status="selesai")
    assert status(unit, Kewajiban.PROGRAM) == "terpenuhi"


def test_publications_are_the_communication(unit, milik):
    Publikasi.objects.create(judul="Maklumat", tanggal=HARI, dihapus_pada=timezone.now(), **milik)
    assert status(unit, Kewajiban.KOMUNIKASI) == "belum"
    Publikasi.objects.create(judul="Maklumat", tanggal=HARI, **milik)
    assert status(unit, Kewajiban.KOMUNIKASI) == "terpenuhi"


def test_monev_is_owed_for_every_quarter_that_is_over(unit, milik):
    for triwulan in (1, 2, 3, 4):
        Monev.objects.create(triwulan=triwulan, ringkasan="Baik", **milik)
    assert status(unit, Kewajiban.MONEV) == "sebagian"
    assert "0 dari 4" in kewajiban(unit, TAHUN)[6].fakta
    Monev.objects.exclude(triwulan=4).update(status="disahkan")
    assert status(unit, Kewajiban.MONEV) == "sebagian"
    Monev.objects.update(status="disahkan")
    assert status(unit, Kewajiban.MONEV) == "terpenuhi"


def test_the_seven_are_read_in_ten_queries(unit, milik, django_assert_num_queries):
    canangkan(milik)
    tandatangani(milik, dari=1, sudah=1)
    for banyak in (1, 3, 30):
        Publikasi.objects.bulk_create(Publikasi(judul="Maklumat", tanggal=HARI, **milik) for _ in range(banyak))
        with django_assert_num_queries(10):
            satu = kewajiban(unit, TAHUN)
        assert sum(k.status == "terpenuhi" for k in satu) == 2


def test_the_page_says_each_duty_its_state_and_why(client, unit, operator, milik):
    Publikasi.objects.create(judul="Maklumat", tanggal=HARI, **milik)
    client.force_login(operator)
    html = client.get(f"/unit/{unit.pk}/kewajiban/?tahun={TAHUN}").content.decode()
    assert "1 dari 7 terpenuhi untuk 2025" in html
    assert "f. Menerapkan strategi komunikasi dan media" in html
    assert "1 publikasi di 1 kanal." in html
    assert f'href="/unit/{unit.pk}/publikasi/?tahun={TAHUN}"' in html
