"""A register's five pages, shown on the main services: what every other register inherits."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories import make_anggota, make_unit
from units.enums import Peran
from units.models import LayananUtama, RiwayatTahap, UnitKerja, User

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"


@pytest.fixture
def unit() -> UnitKerja:
    return make_unit()


@pytest.fixture
def operator(unit) -> User:
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah")


@pytest.fixture
def layanan(unit, operator) -> LayananUtama:
    return LayananUtama.objects.create(unit=unit, tahun=2026, nama="Akta kelahiran", dibuat_oleh=operator)


def alamat(unit, *bagian) -> str:
    return f"/unit/{unit.pk}/layanan/" + "".join(f"{b}/" for b in bagian)


def jejak(baris) -> list[tuple[str, str]]:
    semua = RiwayatTahap.objects.filter(benda=baris.BENDA, objek_id=baris.pk).order_by("pk")
    return list(semua.values_list("aksi", "pelaku_nama"))


def test_a_new_row_is_written_once_however_often_the_form_is_sent(client, unit, operator):
    client.force_login(operator)
    data = {"nama": "KTP elektronik", "kiriman": str(uuid.uuid4())}
    satu, dua = (client.post(f"{alamat(unit, 'baru')}?tahun=2026", data) for _ in range(2))
    baris = LayananUtama.objects.get()
    assert satu["Location"] == dua["Location"] == alamat(unit, baris.pk)
    assert (baris.tahun, baris.unit, baris.dibuat_oleh) == (2026, unit, operator)
    assert jejak(baris) == [("buat", "Siti Aminah")]


def test_unit_year_and_author_never_come_from_the_browser(client, unit, operator):
    lain = make_unit()
    client.force_login(operator)
    data = {"nama": "KTP", "unit": lain.pk, "tahun": "1999", "dibuat_oleh": make_anggota(Peran.OPERATOR, unit=lain).pk}
    client.post(f"{alamat(unit, 'baru')}?tahun=2025", data)
    baris = LayananUtama.objects.get()
    assert (baris.unit, baris.tahun, baris.dibuat_oleh) == (unit, 2025, operator)


def test_a_change_tells_what_changed(client, unit, operator, layanan):
    client.force_login(operator)
    data = {"nama": "Akta kelahiran daring", "versi": layanan.versi}
    assert client.post(alamat(unit, layanan.pk, "ubah"), data).status_code == 302
    layanan.refresh_from_db()
    assert (layanan.nama, layanan.versi) == ("Akta kelahiran daring", 2)
    rincian = RiwayatTahap.objects.get(aksi="ubah").rincian
    assert rincian == {"nama": ["Akta kelahiran", "Akta kelahiran daring"]}
    html = client.get(alamat(unit, layanan.pk)).content.decode()
    assert "Akta kelahiran → Akta kelahiran daring" in html


def test_nothing_new_writes_nothing(client, unit, operator, layanan):
    client.force_login(operator)
    client.post(alamat(unit, layanan.pk, "ubah"), {"nama": layanan.nama, "versi": layanan.versi})
    layanan.refresh_from_db()
    assert (layanan.versi, jejak(layanan)) == (1, [])


def test_two_people_never_overwrite_each_other_unseen(client, unit, operator, layanan):
    ketua = make_anggota(Peran.KETUA_TIM, unit=unit, nama="Hendra Sitepu")
    client.force_login(ketua)
    client.post(alamat(unit, layanan.pk, "ubah"), {"nama": "Akta lahir", "versi": 1})
    client.force_login(operator)
    jawab = client.post(alamat(unit, layanan.pk, "ubah"), {"nama": "Akta anak", "versi": 1})
    html = jawab.content.decode()
    assert jawab.status_code == 409
    assert "baru saja diubah oleh Hendra Sitepu" in html
    assert 'value="Akta anak"' in html
    assert "Akta lahir" in html
    layanan.refresh_from_db()
    assert layanan.nama == "Akta lahir"
    # Having seen it, the person may insist: the form carries the present version now.
    assert 'name="versi" value="2"' in html
    client.post(alamat(unit, layanan.pk, "ubah"), {"nama": "Akta anak", "versi": 2})
    layanan.refresh_from_db()
    assert layanan.nama == "Akta anak"


def test_deleting_asks_and_can_be_traced(client, unit, operator, layanan):
    client.force_login(operator)
    assert "Hapus layanan utama" in client.get(alamat(unit, layanan.pk, "hapus")).content.decode()
    for _ in range(2):
        assert client.post(alamat(unit, layanan.pk, "hapus"))["Location"] == alamat(unit)
    layanan.refresh_from_db()
    assert (layanan.dihapus_oleh, jejak(layanan)) == (operator, [("hapus", "Siti Aminah")])
    assert client.get(alamat(unit, layanan.pk)).status_code == 404
    assert client.post(alamat(unit, layanan.pk, "ubah"), {"nama": "Lagi", "versi": 1}).status_code == 404
    assert layanan.nama not in client.get(f"{alamat(unit)}?tahun=2026").content.decode()


def test_a_row_of_another_unit_is_not_found_under_this_one(client, unit, operator):
    lain = make_unit(instansi=unit.instansi)
    baris = LayananUtama.objects.create(
        unit=lain, tahun=2026, nama="Izin", dibuat_oleh=make_anggota(Peran.OPERATOR, unit=lain)
    )
    client.force_login(operator)
    for bagian in ((baris.pk,), (baris.pk, "ubah"), (baris.pk, "hapus")):
        assert client.get(alamat(unit, *bagian)).status_code == 404


def test_bad_input_says_what_to_do_and_keeps_what_was_typed(client, unit, operator):
    client.force_login(operator)
    jawab = client.post(alamat(unit, "baru"), {"nama": "", "pengguna": "Warga"})
    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert 'value="Warga"' in html
    assert "invalid-feedback" in html
    assert not LayananUtama.objects.exists()


def test_what_people_typed_is_shown_as_text(client, unit, operator):
    client.force_login(operator)
    data = dict.fromkeys(("nama", "pengguna", "waktu", "biaya", "keterangan"), CANARY)
    tujuan = client.post(f"{alamat(unit, 'baru')}?tahun=2026", data)["Location"]
    for a in (tujuan, f"{tujuan}ubah/", f"{tujuan}hapus/", f"{alamat(unit)}?tahun=2026"):
        html = client.get(a).content.decode()
        assert "&lt;script&gt;alert(1)" in html, a
        assert CANARY not in html, a


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_list_query_count_stays_flat(client, unit, operator, banyak, django_assert_num_queries):
    LayananUtama.objects.bulk_create(
        LayananUtama(unit=unit, tahun=2026, nama=f"Layanan {i}", dibuat_oleh=operator) for i in range(banyak)
    )
    client.force_login(operator)
    client.get(f"{alamat(unit)}?tahun=2026")
    # session, person, roles, unit, count, page, years, unread
    with django_assert_num_queries(8 - (banyak == 0)):
        jawab = client.get(f"{alamat(unit)}?tahun=2026")
    assert len(jawab.context["page"].object_list) == min(banyak, 25)


def test_the_list_finds_by_word_and_year(client, unit, operator, layanan):
    client.force_login(operator)
    assert "Akta kelahiran" in client.get(f"{alamat(unit)}?tahun=2026&q=akta").content.decode()
    assert "Tidak ada yang cocok" in client.get(f"{alamat(unit)}?tahun=2026&q=paspor").content.decode()
    assert "Belum ada layanan utama" in client.get(f"{alamat(unit)}?tahun=2024").content.decode()


def test_history_refuses_to_be_changed(client, unit, operator, layanan):
    client.force_login(operator)
    client.post(alamat(unit, layanan.pk, "ubah"), {"nama": "Akta lahir", "versi": 1})
    with pytest.raises(TypeError):
        RiwayatTahap.objects.update(alasan="lain")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("UPDATE units_riwayattahap SET alasan = 'lain'")
