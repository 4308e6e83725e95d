"""What the organisation's tables refuse, and which units exist for whom."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from tests.factories import make_anggota, make_instansi, make_unit, make_user
from units.enums import LINGKUP_PERAN, Lingkup, Peran
from units.models import BuktiDukung, Instansi, Keanggotaan, Notifikasi, UnitKerja, User

pytestmark = pytest.mark.django_db


def ditolak(buat) -> bool:
    try:
        with transaction.atomic():
            buat()
    except IntegrityError:
        return True
    return False


# Roles and their scope ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lingkup", [*Lingkup, "unit+instansi"])
@pytest.mark.parametrize("peran", Peran)
def test_a_role_lives_in_its_own_scope_only(peran, lingkup):
    unit = make_unit()
    letak = {
        Lingkup.UNIT: {"unit": unit},
        Lingkup.INSTANSI: {"instansi": unit.instansi},
        Lingkup.NASIONAL: {},
        "unit+instansi": {"unit": unit, "instansi": unit.instansi},
    }[lingkup]
    user = make_user()
    assert ditolak(lambda: Keanggotaan.objects.create(user=user, peran=peran, **letak)) == (
        LINGKUP_PERAN[peran] != lingkup
    )


def test_every_role_has_a_scope():
    assert set(LINGKUP_PERAN) == set(Peran)


def test_a_wrong_scope_is_told_in_a_sentence():
    baru = Keanggotaan(user=make_user(), peran=Peran.OPERATOR, instansi=make_instansi())
    with pytest.raises(ValidationError) as error:
        baru.full_clean()
    assert error.value.messages == ["Peran ini tidak cocok dengan lingkup yang dipilih."]


@pytest.mark.parametrize(("selesai", "boleh"), [(None, True), (0, True), (5, True), (-1, False)])
def test_a_membership_does_not_end_before_it_begins(selesai, boleh):
    hari_ini = timezone.localdate()
    akhir = None if selesai is None else hari_ini + dt.timedelta(days=selesai)
    unit, user = make_unit(), make_user()
    assert boleh != ditolak(
        lambda: Keanggotaan.objects.create(user=user, peran=Peran.OPERATOR, unit=unit, mulai=hari_ini, selesai=akhir)
    )


@pytest.mark.parametrize(
    ("mulai", "selesai", "aktif"),
    [(0, None, True), (-1, 1, True), (1, None, False), (-1, 0, False), (-5, -1, False), (0, 0, False)],
)
def test_a_membership_is_in_force_from_its_first_day_until_before_its_last(mulai, selesai, aktif):
    hari_ini = timezone.localdate()
    Keanggotaan.objects.create(
        user=make_user(),
        peran=Peran.TPN_ANGGOTA,
        mulai=hari_ini + dt.timedelta(days=mulai),
        selesai=None if selesai is None else hari_ini + dt.timedelta(days=selesai),
    )
    assert Keanggotaan.objects.aktif().exists() == aktif


# Names and codes ------------------------------------------------------------------------------------------------------


def test_codes_are_unique_where_they_are_read():
    langkat, trenggalek = make_instansi(kode="LANGKAT"), make_instansi("Trenggalek", kode="TRENGGALEK")
    make_unit(instansi=langkat, kode="DUKCAPIL")
    make_unit(instansi=trenggalek, kode="DUKCAPIL")
    assert ditolak(lambda: make_unit(instansi=langkat, kode="DUKCAPIL"))
    assert ditolak(lambda: make_instansi(kode="LANGKAT"))
    assert UnitKerja.objects.count() == 2
    assert Instansi.objects.count() == 2


def test_a_username_is_taken_once():
    make_user(username="operator")
    assert ditolak(lambda: make_user(username="operator"))


def test_a_password_is_stored_as_a_hash():
    user = User.objects.create_user("baru", "Sandi-Rahasia-1", nama="Orang Baru")
    assert "Sandi-Rahasia-1" not in user.password
    assert user.check_password("Sandi-Rahasia-1")
    assert (user.get_short_name(), str(user)) == ("Orang", "Orang Baru")


# Proof ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jenis", "url", "boleh"),
    [
        ("berkas", "", True),
        ("berkas", "https://a.id/", False),
        ("tautan", "", False),
        ("tautan", "https://a.id/", True),
    ],
)
def test_a_link_has_an_address_and_a_file_has_none(jenis, url, boleh):
    unit, user = make_unit(), make_user()
    assert boleh != ditolak(
        lambda: BuktiDukung.objects.create(unit=unit, jenis=jenis, url=url, judul="SK", dibuat_oleh=user)
    )


def test_a_period_of_proof_runs_forward():
    unit, user, hari = make_unit(), make_user(), timezone.localdate()
    lalu = hari - dt.timedelta(days=1)
    assert ditolak(
        lambda: BuktiDukung.objects.create(
            unit=unit, judul="SK", dibuat_oleh=user, periode_mulai=hari, periode_selesai=lalu
        )
    )


# What hangs together --------------------------------------------------------------------------------------------------


def test_a_unit_with_people_and_an_instansi_with_units_cannot_be_deleted():
    unit = make_unit()
    make_anggota(Peran.OPERATOR, unit=unit)
    with pytest.raises(ProtectedError):
        unit.delete()
    with pytest.raises(ProtectedError):
        unit.instansi.delete()


@pytest.mark.parametrize("peran", Peran)
def test_which_units_exist_for_whom(peran):
    instansi = make_instansi()
    sendiri, tetangga = make_unit(instansi=instansi), make_unit("Dinas Sosial", instansi=instansi)
    asing = make_unit("RSUD", instansi=make_instansi("Kabupaten Lain"))
    bawahan = make_unit("UPT", instansi=instansi, induk=sendiri)
    terlihat = {
        Lingkup.UNIT: {bawahan} if peran == Peran.PENILAI_PENDAHULUAN else {sendiri},
        Lingkup.INSTANSI: {sendiri, tetangga, bawahan},
        Lingkup.NASIONAL: {sendiri, tetangga, bawahan, asing},
    }
    user = make_anggota(peran, unit=sendiri)
    assert set(UnitKerja.objects.visible_to(user)) == terlihat[LINGKUP_PERAN[peran]]


def test_without_a_role_there_are_no_units():
    make_unit()
    assert not UnitKerja.objects.visible_to(make_user()).exists()


def test_an_inbox_is_ones_own():
    saya, orang = make_user(), make_user()
    milik = Notifikasi.objects.create(user=saya, judul="Untuk saya")
    Notifikasi.objects.create(user=orang, judul="Untuk orang lain")
    assert list(Notifikasi.objects.visible_to(saya)) == [milik]
