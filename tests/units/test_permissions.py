"""Who may manage people and places: own instansi, another one, and the platform."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import make_anggota, make_instansi, make_unit, make_user
from units.enums import Peran
from units.models import Keanggotaan

pytestmark = pytest.mark.django_db


@pytest.fixture
def dunia():
    sendiri, lain = make_instansi(), make_instansi("Kabupaten Lain")
    return {
        "instansi sendiri": sendiri,
        "unit sendiri": make_unit(instansi=sendiri),
        "instansi lain": lain,
        "unit lain": make_unit("RSUD", instansi=lain),
    }


@pytest.mark.parametrize("peran", Peran)
def test_who_manages_people_and_platform(dunia, peran):
    user = make_anggota(peran, unit=dunia["unit sendiri"])
    boleh = {nama for nama, benda in dunia.items() if user.has_perm("units.kelola_pegawai", benda)}
    semestinya = {
        Peran.ADMIN_PLATFORM: set(dunia),
        Peran.ADMIN_INSTANSI: {"instansi sendiri", "unit sendiri"},
    }.get(peran, set())
    assert boleh == semestinya
    assert user.has_perm("units.kelola_pegawai", None) == bool(semestinya)
    assert user.has_perm("units.kelola_platform") == (peran == Peran.ADMIN_PLATFORM)


def test_a_membership_belongs_to_the_instansi_it_reaches_into(dunia):
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=dunia["instansi sendiri"])
    for letak, boleh in (("unit sendiri", True), ("unit lain", False)):
        milik = Keanggotaan.objects.get(user=make_anggota(Peran.OPERATOR, unit=dunia[letak]))
        assert admin.has_perm("units.kelola_pegawai", milik) == boleh
    nasional = Keanggotaan.objects.get(user=make_anggota(Peran.TPN_ADMIN))
    assert not admin.has_perm("units.kelola_pegawai", nasional)


@pytest.mark.parametrize(
    ("kedua", "boleh"),
    [(None, True), ("unit sendiri", True), ("unit lain", False), ("tpn", False), ("dulu di lain", True)],
)
def test_an_account_is_an_admins_only_while_all_its_roles_lie_inside(dunia, kedua, boleh):
    """Whoever may set a password may act as that person."""
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=dunia["instansi sendiri"])
    pegawai = make_anggota(Peran.OPERATOR, unit=dunia["unit sendiri"])
    match kedua:
        case "tpn":
            make_anggota(Peran.TPN_ANGGOTA, user=pegawai)
        case "dulu di lain":
            make_anggota(Peran.OPERATOR, unit=dunia["unit lain"], user=pegawai)
            Keanggotaan.objects.filter(unit=dunia["unit lain"]).update(
                selesai=timezone.localdate() - dt.timedelta(days=1)
            )
        case str():
            make_anggota(Peran.KETUA_TIM, unit=dunia[kedua], user=pegawai)
    assert admin.has_perm("units.kelola_akun", pegawai) == boleh


def test_strangers_and_staff_are_nobodys_but_the_platforms(dunia):
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=dunia["instansi sendiri"])
    platform = make_anggota(Peran.ADMIN_PLATFORM)
    asing, staf = make_user(), make_anggota(Peran.OPERATOR, unit=dunia["unit sendiri"])
    staf.is_staff = True
    staf.save()
    assert [admin.has_perm("units.kelola_akun", u) for u in (asing, staf)] == [False, False]
    assert [platform.has_perm("units.kelola_akun", u) for u in (asing, staf)] == [True, True]
