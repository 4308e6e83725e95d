"""Linked systems: what they prove, and whether somebody looked lately."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from tests.factories import make_anggota, make_unit
from units.enums import Peran
from units.models import RiwayatTahap, SistemTertaut, UnitKerja, User
from units.services.sistem import periksa_sistem

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"


@pytest.fixture
def unit() -> UnitKerja:
    return make_unit()


@pytest.fixture
def operator(unit) -> User:
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah")


@pytest.fixture
def sistem(unit, operator) -> SistemTertaut:
    return SistemTertaut.objects.create(
        unit=unit, tahun=2026, nama="e-Kinerja Langkat", jenis="kinerja", dibuat_oleh=operator
    )


def alamat(unit, *bagian) -> str:
    return f"/unit/{unit.pk}/sistem/" + "".join(f"{b}/" for b in bagian)


ISI = {
    "nama": "SP4N-LAPOR",
    "jenis": "pengaduan",
    "url": "https://www.lapor.go.id/",
    "area": ["5", "6"],
    "kode": "A.I.5.ii.a, A.I.5.ii.b\nA.I.5.ii.a",
    "data_pendukung": ["pengaduan_harus", "pengaduan_selesai"],
}


def test_a_system_says_what_it_proves_and_supplies(client, unit, operator):
    client.force_login(operator)
    assert client.post(alamat(unit, "baru"), ISI).status_code == 302
    baris = SistemTertaut.objects.get()
    assert (baris.area, baris.kode, baris.data_pendukung) == (
        [5, 6],
        ["A.I.5.ii.a", "A.I.5.ii.b"],
        ["pengaduan_harus", "pengaduan_selesai"],
    )
    html = client.get(alamat(unit, baris.pk)).content.decode()
    assert "Penguatan Pengawasan, Peningkatan Kualitas Pelayanan Publik" in html
    ubah = client.get(alamat(unit, baris.pk, "ubah")).content.decode()
    assert 'value="A.I.5.ii.a, A.I.5.ii.b"' in ubah
    assert ubah.count("checked") == 4


@pytest.mark.parametrize(
    ("bidang", "isi", "pesan"),
    [
        ("kode", "A.I.5, pertanyaan lima", "Kode ini tidak dikenali: pertanyaan, lima."),
        ("kode", "a.i.5", "Kode ini tidak dikenali"),
        ("data_pendukung", ["pengaduan_masuk"], "invalid-feedback"),
        ("area", ["7"], "invalid-feedback"),
        ("url", "ftp://lapor.go.id/", "Isi alamat lengkap yang diawali https:// atau http://."),
        ("url", "javascript:alert(1)", "Isi alamat lengkap"),
        ("url", "https://admin:rahasia@lapor.go.id/", "Isi alamat lengkap"),
    ],
)
def test_bad_input_says_what_to_do_and_keeps_what_was_typed(client, unit, operator, bidang, isi, pesan):
    client.force_login(operator)
    jawab = client.post(alamat(unit, "baru"), ISI | {bidang: isi})
    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert pesan in html
    assert 'value="SP4N-LAPOR"' in html
    assert not SistemTertaut.objects.exists()


def test_a_link_opens_elsewhere_and_tells_nothing(client, unit, operator):
    client.force_login(operator)
    client.post(alamat(unit, "baru"), ISI)
    baris = SistemTertaut.objects.get()
    for a in (alamat(unit), alamat(unit, baris.pk)):
        html = client.get(a).content.decode()
        assert '<a href="https://www.lapor.go.id/" target="_blank" rel="noopener noreferrer">' in html


def test_who_looked_and_what_they_found_is_kept(client, unit, operator, sistem):
    client.force_login(operator)
    assert "Belum diperiksa" in client.get(alamat(unit)).content.decode()
    for _ in range(2):
        assert client.post(alamat(unit, sistem.pk, "periksa"), {"berfungsi": "ya"})["Location"] == alamat(
            unit, sistem.pk
        )
    sistem.refresh_from_db()
    assert (sistem.diperiksa_pada, sistem.diperiksa_oleh, sistem.berfungsi, sistem.versi) == (
        timezone.localdate(),
        operator,
        True,
        1,
    )
    assert RiwayatTahap.objects.filter(aksi="periksa").count() == 1
    client.post(alamat(unit, sistem.pk, "periksa"), {"berfungsi": "tidak"})
    html = client.get(alamat(unit, sistem.pk)).content.decode()
    assert "Tidak berfungsi saat diperiksa." in html
    assert "Diperiksa" in html
    client.post(alamat(unit, sistem.pk, "periksa"), {"berfungsi": "mungkin"})
    assert RiwayatTahap.objects.filter(aksi="periksa").count() == 2


def test_after_ninety_days_somebody_should_look_again(client, unit, operator, sistem):
    periksa_sistem(sistem=sistem, berfungsi=True, actor=operator)
    with time_machine.travel(timezone.now() + dt.timedelta(days=90)):
        client.force_login(operator)
        assert "Perlu diperiksa lagi" not in client.get(alamat(unit)).content.decode()
    with time_machine.travel(timezone.now() + dt.timedelta(days=91)):
        client.force_login(operator)
        assert "Perlu diperiksa lagi" in client.get(alamat(unit)).content.decode()


def test_looking_never_costs_somebody_their_edit(client, unit, operator, sistem):
    client.force_login(operator)
    client.post(alamat(unit, sistem.pk, "periksa"), {"berfungsi": "ya"})
    jawab = client.post(alamat(unit, sistem.pk, "ubah"), ISI | {"versi": sistem.versi})
    assert jawab.status_code == 302
    sistem.refresh_from_db()
    assert (sistem.nama, sistem.berfungsi) == ("SP4N-LAPOR", True)


def test_a_collision_shows_lists_as_words(client, unit, operator, sistem):
    client.force_login(operator)
    client.post(alamat(unit, sistem.pk, "ubah"), ISI | {"versi": 1})
    jawab = client.post(alamat(unit, sistem.pk, "ubah"), ISI | {"versi": 1, "area": ["1"], "kode": ""})
    html = jawab.content.decode()
    assert jawab.status_code == 409
    assert "<dd>Penguatan Pengawasan, Peningkatan Kualitas Pelayanan Publik</dd>" in html
    assert "<dd>A.I.5.ii.a, A.I.5.ii.b</dd>" in html


def test_what_people_typed_is_shown_as_text(client, unit, operator):
    client.force_login(operator)
    tujuan = client.post(alamat(unit, "baru"), ISI | {"nama": CANARY, "keterangan": CANARY})["Location"]
    for a in (tujuan, f"{tujuan}ubah/", f"{tujuan}hapus/", alamat(unit)):
        html = client.get(a).content.decode()
        assert "&lt;script&gt;alert(1)" in html, a
        assert CANARY not in html, a


def test_systems_hold_for_the_years_after(client, unit, operator, sistem):
    client.force_login(operator)
    assert sistem.nama in client.get(f"{alamat(unit)}?tahun=2028").content.decode()


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_list_query_count_stays_flat(client, unit, operator, banyak, django_assert_num_queries):
    SistemTertaut.objects.bulk_create(
        SistemTertaut(
            unit=unit, tahun=2026, nama=f"S{i}", jenis="sop", dibuat_oleh=operator, diperiksa_oleh=operator, area=[1]
        )
        for i in range(banyak)
    )
    client.force_login(operator)
    client.get(alamat(unit))
    with django_assert_num_queries(8):  # session, person, roles, unit, count, page, years, unread
        client.get(alamat(unit))


@pytest.mark.parametrize(
    ("peran", "milik", "kode"),
    [
        (Peran.OPERATOR, True, 302),
        (Peran.KETUA_TIM, True, 302),
        (Peran.PIMPINAN_UNIT, True, 403),
        (Peran.OPERATOR, False, 404),
        (Peran.TPI_KETUA, True, 403),
        (Peran.ADMIN_INSTANSI, True, 403),
    ],
)
@pytest.mark.usefixtures("short_refusals")
def test_who_may_say_it_works(client, unit, sistem, peran, milik, kode):
    client.force_login(make_anggota(peran, unit=unit if milik else make_unit()))
    assert client.post(alamat(unit, sistem.pk, "periksa"), {"berfungsi": "ya"}).status_code == kode
