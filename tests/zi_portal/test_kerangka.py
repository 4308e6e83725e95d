"""What the frame offers a person: places that open, the right one marked, the year, the inbox."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import make_anggota, make_instansi, make_musim, make_unit, make_user
from units.enums import Peran
from units.models import LayananUtama, Notifikasi
from zi_portal.kerangka import TEMPAT, Kerangka

pytestmark = pytest.mark.django_db

UMUM = {"Beranda"}
PEMBANGUNAN = UMUM | {"Pembangunan ZI", "Survei"}
MENU = {
    Peran.OPERATOR: PEMBANGUNAN | {"LKE"},
    Peran.KETUA_TIM: PEMBANGUNAN | {"LKE"},
    Peran.PIMPINAN_UNIT: PEMBANGUNAN | {"LKE"},
    Peran.TPI_ANGGOTA: PEMBANGUNAN | {"LKE", "Penilaian TPI", "Pemantauan", "Predikat"},
    Peran.TPI_KETUA: PEMBANGUNAN | {"LKE", "Penilaian TPI", "Pemantauan", "Riwayat", "Predikat"},
    Peran.TPI_DALNIS: PEMBANGUNAN | {"LKE", "Penilaian TPI", "Pemantauan", "Riwayat", "Predikat"},
    Peran.ADMIN_INSTANSI: PEMBANGUNAN | {"LKE", "Penilaian TPI", "Usulan", "Riwayat", "Pegawai dan peran", "Predikat"},
    Peran.PIMPINAN_INSTANSI: PEMBANGUNAN | {"Predikat"},
    Peran.PENILAI_PENDAHULUAN: UMUM | {"LKE", "Penilaian pendahuluan"},
    Peran.AUDITOR: UMUM | {"LKE", "Riwayat"},
    Peran.TPN_ANGGOTA: UMUM | {"LKE", "Evaluasi TPN", "Konsultasi TPI", "Predikat", "Survei"},
    Peran.TPN_ADMIN: UMUM | {"LKE", "Evaluasi TPN", "Konsultasi TPI", "Musim", "Predikat", "Survei"},
    Peran.ADMIN_PLATFORM: UMUM | {"Musim", "Pegawai dan peran", "Kotak keluar", "Host webhook"},
}


@pytest.fixture
def unit():
    make_musim(2026)
    return make_unit(instansi=make_instansi())


def kerangka(client: Client, alamat: str = "/profil/"):
    return client.get(alamat).context["kerangka"]


@pytest.mark.parametrize("peran", list(Peran))
def test_every_place_in_a_roles_menu_opens_and_marks_itself(client, unit, peran):
    client.force_login(make_anggota(peran, unit=unit, instansi=unit.instansi))
    menu = kerangka(client).menu
    assert {str(t.label) for t in menu} == MENU[peran]
    for tempat in menu:
        response = client.get(tempat.url, follow=True)  # who follows one unit alone is led to its page
        assert response.status_code == 200, tempat.url
        assert [t.url for t in response.context["kerangka"].menu if t.kini] == [tempat.url]


def test_every_place_exists(client, unit):
    from django.urls import reverse

    assert [reverse(nama) for nama, *_ in TEMPAT]


def test_somebody_without_a_role_has_only_the_home_page(client):
    client.force_login(make_user())
    k = kerangka(client)
    assert [str(t.label) for t in k.menu] == ["Beranda"]
    assert (k.peran, k.url_cari) == ([], "")


def test_the_year_is_the_newest_or_the_one_asked_for(client, unit):
    make_musim(2025)
    client.force_login(make_anggota(Peran.OPERATOR, unit=unit))
    assert kerangka(client).musim == [2026, 2025]
    dipilih = {q: kerangka(client, f"/profil/?tahun={q}").tahun for q in ("", "2025", "1999", "abc", "²")}
    assert dipilih == {"": 2026, "2025": 2025, "1999": 2026, "abc": 2026, "²": 2026}


def test_pages_of_a_units_year_mark_their_place_and_change_with_the_year(client, unit):
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    layanan = LayananUtama.objects.create(unit=unit, tahun=2024, nama="KTP", dibuat_oleh=operator)
    client.force_login(operator)
    halaman = {
        f"/unit/{unit.pk}/": f"/unit/{unit.pk}/",
        f"/unit/{unit.pk}/layanan/": f"/unit/{unit.pk}/layanan/",
        f"/unit/{unit.pk}/layanan/{layanan.pk}/": f"/unit/{unit.pk}/",
        "/profil/": "/",
    }
    for alamat, tujuan in halaman.items():
        k = kerangka(client, alamat)
        assert (alamat, k.alamat_tahun) == (alamat, tujuan)
        assert (alamat, [t.label for t in k.menu if t.kini]) == (alamat, ["Pembangunan ZI"] * (alamat != "/profil/"))
    # A unit builds in years without a season too: the present one and the one shown are offered beside the seasons.
    kini = timezone.localdate().year
    k = kerangka(client, f"/unit/{unit.pk}/layanan/?tahun=2024")
    assert (k.tahun, k.pilihan_tahun) == (2024, sorted({2024, 2026, kini}, reverse=True))
    assert kerangka(client, f"/unit/{unit.pk}/").tahun == kini
    assert kerangka(client).pilihan_tahun == [2026]


def test_the_employees_of_a_unit_are_no_accounts(client, unit, rf):
    """Both names begin alike; one place is marked."""
    request = rf.get("/")
    request.user = make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi)
    for nama, label in (("units:pegawai_unit_list", "Pembangunan ZI"), ("units:pegawai_list", "Pegawai dan peran")):
        request.resolver_match = SimpleNamespace(view_name=nama, kwargs={}, route="")
        assert [t.label for t in Kerangka(request).menu if t.kini] == [label]


def test_the_list_of_an_instansi_changes_with_the_year(client, unit):
    client.force_login(make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi))
    k = kerangka(client, f"/instansi/{unit.instansi_id}/tahap/?tahun=2025")
    assert (k.tahun, k.alamat_tahun) == (2025, f"/instansi/{unit.instansi_id}/tahap/")


def test_the_bell_counts_own_unread_lines(client, unit):
    saya, lain = make_anggota(Peran.OPERATOR, unit=unit), make_anggota(Peran.OPERATOR, unit=unit)
    Notifikasi.objects.bulk_create([Notifikasi(user=u, judul="x") for u in (saya, saya, lain)])
    client.force_login(saya)
    assert kerangka(client).belum_dibaca == 2
    assert "2 notifikasi belum dibaca" in client.get("/profil/").content.decode()
