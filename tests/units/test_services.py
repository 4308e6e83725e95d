"""Roles are given and ended, never rewritten; people are told once, and not about themselves."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import make_anggota, make_instansi, make_unit, make_user
from units.enums import PERAN_NASIONAL, Peran
from units.errors import UnitsError
from units.models import Keanggotaan, Notifikasi, User
from units.selectors import akses
from units.services import akhiri_keanggotaan, beri_tahu, buat_keanggotaan, tandai_dibaca

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def admin(unit):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi)


def test_a_role_is_given_from_today(unit, admin):
    user = make_user()
    baru = buat_keanggotaan(user=user, peran=Peran.OPERATOR, unit=unit, actor=admin)
    assert (baru.mulai, baru.selesai) == (timezone.localdate(), None)
    assert akses(user).unit_ids == {unit.pk}


@pytest.mark.parametrize("peran", sorted(PERAN_NASIONAL))
def test_national_roles_are_given_by_the_platform_admin_alone(admin, peran):
    user = make_user()
    with pytest.raises(UnitsError):
        buat_keanggotaan(user=user, peran=peran, actor=admin)
    assert not Keanggotaan.objects.filter(user=user).exists()
    platform = make_anggota(Peran.ADMIN_PLATFORM)
    assert buat_keanggotaan(user=user, peran=peran, actor=platform).peran == peran


def test_a_role_outside_its_scope_is_refused_with_a_sentence(unit, admin):
    with pytest.raises(UnitsError) as error:
        buat_keanggotaan(user=make_user(), peran=Peran.TPI_KETUA, unit=unit, actor=admin)
    assert error.value.message == "Peran ini tidak cocok dengan lingkup yang dipilih."


def test_a_period_that_runs_backward_is_refused(unit, admin):
    hari_ini = timezone.localdate()
    with pytest.raises(UnitsError):
        buat_keanggotaan(
            user=make_user(),
            peran=Peran.OPERATOR,
            unit=unit,
            actor=admin,
            mulai=hari_ini,
            selesai=hari_ini - dt.timedelta(days=1),
        )


def test_ending_a_role_takes_effect_today_and_keeps_the_row(unit, admin):
    user = make_anggota(Peran.OPERATOR, unit=unit)
    milik = Keanggotaan.objects.get(user=user)
    akhiri_keanggotaan(keanggotaan=milik, actor=admin)
    milik.refresh_from_db()
    assert milik.selesai == timezone.localdate()
    assert akses(User.objects.get(pk=user.pk)).unit_ids == frozenset()


def test_a_role_to_come_can_be_taken_back_before_it_begins(unit, admin):
    mulai = timezone.localdate() + dt.timedelta(days=10)
    milik = buat_keanggotaan(user=make_user(), peran=Peran.OPERATOR, unit=unit, actor=admin, mulai=mulai)
    akhiri_keanggotaan(keanggotaan=milik, actor=admin)
    milik.refresh_from_db()
    assert milik.selesai == mulai
    with pytest.raises(UnitsError):
        akhiri_keanggotaan(keanggotaan=milik, actor=admin, tanggal=mulai - dt.timedelta(days=1))


def test_a_role_that_has_ended_does_not_come_back_by_ending_it_later(unit, admin):
    user = make_anggota(Peran.OPERATOR, unit=unit)
    milik, lama = Keanggotaan.objects.get(user=user), Keanggotaan.objects.get(user=user)
    akhiri_keanggotaan(keanggotaan=milik, actor=admin)
    with pytest.raises(UnitsError):
        akhiri_keanggotaan(keanggotaan=lama, actor=admin, tanggal=timezone.localdate() + dt.timedelta(days=90))
    assert akses(User.objects.get(pk=user.pk)).unit_ids == frozenset()


# Telling people -------------------------------------------------------------------------------------------------------


def test_each_person_is_told_once_and_the_actor_not_at_all(unit):
    actor, satu, dua = make_user(), make_user(), make_user()
    banyak = beri_tahu(kepada=[satu, dua, satu, actor], judul="LKE diajukan", url="/lke/1/", kecuali=actor)
    assert banyak == 2
    assert set(Notifikasi.objects.values_list("user", "judul", "url")) == {
        (satu.pk, "LKE diajukan", "/lke/1/"),
        (dua.pk, "LKE diajukan", "/lke/1/"),
    }


def test_a_long_heading_is_cut_instead_of_losing_the_message():
    user = make_user()
    beri_tahu(kepada=[user], judul="x" * 300, url="/", kecuali=make_user())
    assert len(Notifikasi.objects.get(user=user).judul) == 200


def test_telling_many_takes_one_query(unit, django_assert_num_queries):
    orang, actor = [make_user() for _ in range(5)], make_user()
    with django_assert_num_queries(1):
        beri_tahu(kepada=orang, judul="Pengumuman", url="/", kecuali=actor)


def test_reading_marks_ones_own_lines_only():
    saya, orang = make_user(), make_user()
    for user in (saya, saya, orang):
        Notifikasi.objects.create(user=user, judul="Baru")
    milik_orang = Notifikasi.objects.get(user=orang)
    assert tandai_dibaca(user=saya, notifikasi=milik_orang) == 0
    assert tandai_dibaca(user=saya, notifikasi=Notifikasi.objects.filter(user=saya).first()) == 1
    assert tandai_dibaca(user=saya) == 1
    assert tandai_dibaca(user=saya) == 0
    milik_orang.refresh_from_db()
    assert milik_orang.dibaca_pada is None


def test_instansi_keep_their_own_time_zone():
    assert str(make_instansi(zona_waktu="Asia/Makassar").tz) == "Asia/Makassar"
