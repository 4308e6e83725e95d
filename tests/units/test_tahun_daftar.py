"""Units by stage: whose rows one sees, in which order, narrowed by what."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_anggota, make_instansi, make_lke, make_musim, make_penugasan, make_unit
from tests.units.bantu_tahun import Tahun, tahun_ini
from units.enums import Peran
from units.models import UnitKerja

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"


@pytest.fixture
def instansi():
    return make_instansi()


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)


@pytest.fixture
def buat(instansi, admin):
    def satu(nama: str, **isi) -> Tahun:
        return Tahun(make_unit(nama, instansi=isi.pop("instansi", instansi), **isi), admin)

    return satu


def nama(client, user, alamat: str = "/tahap/", **tanya) -> list[str]:
    client.force_login(user)
    jawab = client.get(alamat, tanya, follow=True)
    assert jawab.status_code == 200
    return [k.unit.nama for k in jawab.context["baris"]]


def test_each_role_lists_the_units_it_follows(client, buat, instansi):
    a, _b = buat("A"), buat("B")
    jauh = buat("Jauh", instansi=make_instansi("Kabupaten Lain"))
    buat("Tutup", aktif=False)
    for peran in (Peran.TPI_KETUA, Peran.TPI_DALNIS, Peran.ADMIN_INSTANSI, Peran.PIMPINAN_INSTANSI):
        assert nama(client, make_anggota(peran, instansi=instansi)) == ["A", "B"], peran
    anggota = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi)
    assert nama(client, anggota) == []
    make_penugasan(anggota, make_lke(unit=a.unit, musim=make_musim(tahun_ini())))
    # A new object of the person: assignments are remembered for one request.
    assert nama(client, type(anggota).objects.get(pk=anggota.pk)) == ["A"]
    rangkap = make_anggota(Peran.OPERATOR, unit=a.unit)
    make_anggota(Peran.OPERATOR, unit=jauh.unit, user=rangkap)
    assert nama(client, rangkap) == ["A", "Jauh"]
    for peran in (Peran.TPN_ADMIN, Peran.ADMIN_PLATFORM):
        assert nama(client, make_anggota(peran)) == [], peran


def test_who_has_one_place_to_be_is_led_there(client, buat, instansi, admin):
    a = buat("A")
    for user, tujuan in (
        (make_anggota(Peran.OPERATOR, unit=a.unit), f"/unit/{a.unit.pk}/?tahun=2025"),
        (admin, f"/instansi/{instansi.pk}/tahap/?tahun=2025"),
    ):
        client.force_login(user)
        jawab = client.get("/tahap/?tahun=2025")
        assert (jawab.status_code, jawab["Location"]) == (302, tujuan)
    make_anggota(Peran.OPERATOR, unit=a.unit, user=admin)
    client.force_login(admin)
    assert client.get("/tahap/").status_code == 200


def test_the_page_of_an_instansi_is_for_those_who_serve_it(client, buat, instansi, admin):
    a = buat("A")
    alamat = f"/instansi/{instansi.pk}/tahap/"
    # Own units elsewhere do not mix in.
    lain = make_unit("Unit lain", instansi=make_instansi("Lain"))
    make_anggota(Peran.OPERATOR, unit=lain, user=admin)
    assert nama(client, admin, alamat) == ["A"]
    for user in (
        make_anggota(Peran.OPERATOR, unit=a.unit),
        make_anggota(Peran.ADMIN_INSTANSI, instansi=lain.instansi),
        make_anggota(Peran.TPN_ADMIN),
        make_anggota(Peran.ADMIN_PLATFORM),
    ):
        client.force_login(user)
        assert client.get(alamat).status_code == 404


def test_what_is_late_comes_first_and_can_stand_alone(client, buat, admin):
    for n, (aksi, temuan) in {"A": (0, 0), "B": (1, 0), "C": (1, 2), "D": (0, 1)}.items():
        th = buat(n)
        th.aksi(5)
        th.aksi(-9, status="selesai")
        th.temuan(-1, status="ditindaklanjuti")  # waits for TPI: nothing the unit is late with
        th.temuan(-1, pemantauan=th.pemantauan("draf"))
        for _ in range(aksi):
            th.aksi(-1)
        for _ in range(temuan):
            th.temuan(-1)
    assert nama(client, admin) == ["C", "B", "D", "A"]
    assert nama(client, admin, lewat="1") == ["C", "B", "D"]
    assert nama(client, admin, urut="nama") == ["A", "B", "C", "D"]
    assert nama(client, admin, lewat="1", urut="nama", q="d") == ["D"]


def test_the_order_is_the_same_for_more_units_than_are_named_to_the_database(client, buat, admin, monkeypatch):
    monkeypatch.setattr("units.selectors.tahap_unit.DISEBUT_TERBANYAK", 1)
    buat("A")
    buat("B").aksi(-1)
    assert nama(client, admin) == ["B", "A"]


def test_chips_count_and_narrow_by_stage(client, buat, admin):
    buat("Belum")
    buat("Calon").calon()
    for n in ("Tetap 1", "Tetap 2"):
        buat(n).calon("ditetapkan")
    client.force_login(admin)
    konteks = client.get("/tahap/", {"tahap": "ditetapkan", "q": "t"}, follow=True).context
    assert [(str(b["label"]), b["jumlah"]) for b in konteks["butir"]] == [
        ("Semua", 2),
        ("Belum mulai", 0),
        ("Calon", 0),
        ("Dicanangkan", 0),
        ("Ditetapkan", 2),
        ("Membangun", 0),
        ("Dipantau", 0),
    ]
    assert [b["kini"] for b in konteks["butir"]] == [False] * 4 + [True] + [False] * 2
    assert nama(client, admin, tahap="ditetapkan") == ["Tetap 1", "Tetap 2"]
    assert nama(client, admin, urut="tahap") == ["Belum", "Calon", "Tetap 1", "Tetap 2"]
    # A chip keeps the other filters.
    assert konteks["butir"][2]["url"] == f"?tahun={tahun_ini()}&q=t&urut=lewat&tahap=calon"


MENUNGGU = {
    "temuan": lambda th: th.temuan(),
    "verifikasi": lambda th: th.temuan(status="ditindaklanjuti"),
    "konsultasi": lambda th: th.konsultasi(),
    "pencanangan": lambda th: th.pencanangan("diajukan"),
    "sk": lambda th: th.calon(),
    "rekomendasi": lambda th: th.rekomendasi(),
}


@pytest.mark.every_case
@pytest.mark.parametrize("apa", MENUNGGU)
def test_one_may_ask_for_units_by_what_they_wait_for(client, buat, admin, apa):
    for kunci, isi in MENUNGGU.items():
        isi(buat(kunci))
    buat("tidak menunggu").konsultasi(status="selesai")
    buat("draf TPI").rekomendasi("draf")
    assert nama(client, admin, tunggu=apa) == [apa]


def test_what_cannot_be_meant_is_left_out(client, buat, admin):
    buat("A")
    for tanya in ({"tahap": "x"}, {"tunggu": "x"}, {"urut": "x"}, {"lewat": "x"}, {"tahun": "x"}, {"halaman": "x"}):
        assert nama(client, admin, **tanya) == ["A"], tanya
    assert nama(client, admin, q="a\x00") == ["A"]
    client.force_login(admin)
    assert "Tidak ada unit yang cocok" in client.get("/tahap/", {"q": "zzz"}, follow=True).content.decode()


def test_a_row_tells_where_the_unit_is(client, buat, admin):
    th = buat("Dinas A")
    th.siap()
    th.pegawai("Rina")
    th.aksi(-1, persen=30)
    th.aksi(status="selesai")
    th.temuan(-1)
    th.temuan()
    th.rekomendasi(layak=False)
    client.force_login(admin)
    jawab = client.get("/tahap/", follow=True)
    (k,) = jawab.context["baris"]
    assert (k.tahap, k.persen_pakta, k.persen_aksi, k.lewat) == ("membangun", 50, 65, 2)
    html = jawab.content.decode()
    for kata in ("menuju WBK", "1/2", "1 terlambat", "2 terbuka", "belum layak"):
        assert kata in html, kata
    assert f'href="/unit/{th.unit.pk}/?tahun={tahun_ini()}"' in html


def test_the_year_is_chosen_in_the_address(client, buat, admin):
    buat("A").calon(tahun=tahun_ini() - 1)
    buat("B").calon()
    assert nama(client, admin, tunggu="sk", tahun=tahun_ini() - 1) == ["A"]
    assert nama(client, admin, tunggu="sk") == ["A", "B"]


def test_what_people_typed_is_shown_as_text(client, buat, instansi, admin):
    buat(f"Dinas {CANARY}")
    instansi.nama = CANARY
    instansi.save()
    client.force_login(admin)
    for q in ("", CANARY):
        html = client.get("/tahap/", {"q": q}, follow=True).content.decode()
        assert CANARY not in html
        assert "Dinas &lt;script&gt;alert(1)" in html


def test_pages_of_the_list(client, buat, admin, instansi):
    UnitKerja.objects.bulk_create(UnitKerja(instansi=instansi, kode=f"K{n}", nama=f"Unit {n:02}") for n in range(30))
    assert len(nama(client, admin)) == 25
    assert nama(client, admin, halaman="2") == [f"Unit {n}" for n in range(25, 30)]


def test_query_count_stays_flat(client, buat, admin):
    client.force_login(admin)
    banyak = set()
    for mulai, n in ((0, 1), (1, 2), (3, 27)):
        for i in range(mulai, mulai + n):
            th = buat(f"Unit {i:02}")
            th.siap()
            th.aksi(-1)
            th.temuan(-1)
            th.monev(triwulan=3)
            th.rekomendasi()
        alamat = f"/instansi/{th.unit.instansi_id}/tahap/"
        client.get(alamat)
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(alamat).context["baris"]) == min(mulai + n, 25)
        banyak.add(len(queries))
    assert len(banyak) == 1
    assert banyak.pop() <= 12
