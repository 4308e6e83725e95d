"""What a person's roles give them, in one query, and who serves where."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from tests.factories import make_anggota, make_instansi, make_unit, make_user
from units.enums import Peran
from units.models import Keanggotaan, User
from units.selectors import Akses, akses, anggota, pegawai_table, unit_milik_sendiri

pytestmark = pytest.mark.django_db


def test_roles_are_sorted_by_scope_in_one_query(django_assert_num_queries):
    unit = make_unit()
    user = make_anggota(Peran.OPERATOR, unit=unit)
    make_anggota(Peran.TPI_KETUA, instansi=unit.instansi, user=user)
    make_anggota(Peran.TPN_ANGGOTA, user=user)

    with django_assert_num_queries(1):
        hasil = akses(user)
        assert akses(user) is hasil

    assert hasil.unit_ids == {unit.pk}
    assert hasil.instansi_ids == {unit.instansi_id}
    assert hasil.peran == {Peran.OPERATOR, Peran.TPI_KETUA, Peran.TPN_ANGGOTA}
    assert hasil.unit_sebagai(Peran.OPERATOR, Peran.PIMPINAN_UNIT) == {unit.pk}
    assert hasil.unit_sebagai(Peran.PIMPINAN_UNIT) == frozenset()
    assert hasil.instansi_sebagai(Peran.TPI_KETUA) == {unit.instansi_id}
    assert (hasil.punya_nasional(Peran.TPN_ANGGOTA), hasil.punya_nasional(Peran.TPN_ADMIN)) == (True, False)


def test_the_query_is_asked_once_behind_a_lazy_request_user(django_assert_num_queries):
    user = make_anggota(Peran.OPERATOR, unit=make_unit())
    malas = SimpleLazyObject(lambda: User.objects.get(pk=user.pk))
    with django_assert_num_queries(2):
        akses(malas)
        akses(malas)


def test_roles_in_many_units_add_up():
    instansi = make_instansi()
    satu, dua = make_unit(instansi=instansi), make_unit("Dinas Sosial", instansi=instansi)
    user = make_anggota(Peran.OPERATOR, unit=satu)
    make_anggota(Peran.KETUA_TIM, unit=dua, user=user)
    assert akses(user).unit_sebagai(Peran.OPERATOR) == {satu.pk}
    assert unit_milik_sendiri(user) == {satu.pk, dua.pk}


@pytest.mark.parametrize(
    ("mulai", "selesai", "ada"), [(0, None, True), (1, None, False), (-9, 0, False), (-9, 1, True)]
)
def test_only_roles_in_force_today_count(mulai, selesai, ada):
    user, hari_ini = make_user(), timezone.localdate()
    Keanggotaan.objects.create(
        user=user,
        peran=Peran.TPN_ADMIN,
        mulai=hari_ini + dt.timedelta(days=mulai),
        selesai=None if selesai is None else hari_ini + dt.timedelta(days=selesai),
    )
    assert akses(user).punya_nasional(Peran.TPN_ADMIN) == ada
    assert Keanggotaan.objects.aktif().filter(user=user).exists() == ada


def test_nobody_and_the_dismissed_have_no_roles(django_assert_num_queries):
    user = make_anggota(Peran.ADMIN_PLATFORM)
    user.is_active = False
    with django_assert_num_queries(0):
        assert akses(user) == akses(AnonymousUser()) == Akses()


def test_who_holds_a_role_where():
    unit = make_unit()
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=unit.instansi)
    tpn = make_anggota(Peran.TPN_ADMIN)
    make_anggota(Peran.OPERATOR, unit=make_unit("Dinas Sosial", instansi=unit.instansi))
    assert list(anggota(Peran.OPERATOR, Peran.PIMPINAN_UNIT, unit=unit)) == [operator]
    assert list(anggota(Peran.TPI_KETUA, instansi=unit.instansi)) == [ketua]
    assert list(anggota(Peran.TPN_ADMIN)) == [tpn]


def test_the_departed_and_the_dismissed_are_not_told_anything():
    unit = make_unit()
    pergi, dipecat = make_anggota(Peran.OPERATOR, unit=unit), make_anggota(Peran.OPERATOR, unit=unit)
    Keanggotaan.objects.filter(user=pergi).update(selesai=timezone.localdate())
    User.objects.filter(pk=dipecat.pk).update(is_active=False)
    assert not anggota(Peran.OPERATOR, unit=unit).exists()


def test_a_person_with_two_roles_is_one_person():
    unit = make_unit()
    user = make_anggota(Peran.OPERATOR, unit=unit)
    make_anggota(Peran.KETUA_TIM, unit=unit, user=user)
    assert list(anggota(Peran.OPERATOR, Peran.KETUA_TIM, unit=unit)) == [user]


def test_an_admin_manages_the_people_of_the_own_instansi():
    instansi, lain = make_instansi(), make_instansi("Kabupaten Lain")
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    operator = make_anggota(Peran.OPERATOR, unit=make_unit(instansi=instansi))
    make_anggota(Peran.OPERATOR, unit=make_unit(instansi=lain))
    make_anggota(Peran.TPN_ADMIN)
    assert set(pegawai_table(admin)) == {admin, operator}
    assert pegawai_table(make_anggota(Peran.ADMIN_PLATFORM)).count() == User.objects.count()
    assert not pegawai_table(operator).exists()
