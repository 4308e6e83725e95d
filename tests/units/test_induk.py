"""Master data in bulk: instansi, unit kerja, people with their roles, figures of many units; tables of LibreOffice."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories import make_anggota, make_instansi, make_unit, make_user
from tests.serentak import bersama
from tests.units.bantu_impor import csv, galat, hitung, masuk, ods, terapkan
from units.enums import Peran
from units.models import DataPendukung, Impor, Instansi, Keanggotaan, RiwayatTahap, UnitKerja, User
from units.services.data_pendukung import Isian, simpan_data_pendukung
from units.services.impor import ImporDitolak, jalankan_impor, sapu_impor, terapkan_impor
from units.services.keanggotaan import akhiri_keanggotaan
from zi_portal.common.tabel import baca_tabel

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"
I_KEPALA = ["Kode", "Nama", "Jenis", "Alamat", "Zona waktu"]
U_KEPALA = ["Kode", "Nama", "Jenis", "Alamat", "Kode unit induk", "JPT madya", "Aktif"]
O_KEPALA = ["NIP", "Nama pengguna", "Nama", "Jabatan", "Surel", "Peran", "Kode unit", "Mulai", "Berakhir pada"]
D_KEPALA = ["Kode unit", "Kode", "Triwulan", "Nilai", "Sumber"]
NIP = "198001012005011001"
NIP2 = "198502022010012002"


@pytest.fixture
def instansi():
    return make_instansi(kode="1205")


@pytest.fixture
def unit(instansi):
    return make_unit(instansi=instansi, kode="D1")


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi, nama="Admin Langkat")


@pytest.fixture
def platform():
    return make_anggota(Peran.ADMIN_PLATFORM, nama="Admin Platform")


# Instansi -------------------------------------------------------------------------------------------------------------


def test_instansi_come_in_and_change_by_their_kode(platform, instansi):
    isi = csv(
        ["Kode Instansi", "nama instansi", "Kategori"],
        ["1205", "Kabupaten Langkat Baru", "Pemerintah Kabupaten"],
        ["9171", "Kota Jayapura", "kota"],
    )
    impor = masuk("instansi", isi, platform)
    assert (impor.status, hitung(impor), impor.pemilik) == ("siap", (1, 1, 0), None)
    assert Instansi.objects.get().nama == "Kabupaten Langkat"
    assert impor.rincian.get(jenis="baru").isi["Kategori"] == [None, "Pemerintah kota"]
    terapkan(impor, platform)
    assert impor.status == "selesai"
    assert list(Instansi.objects.order_by("kode").values_list("kode", "nama", "jenis")) == [
        ("1205", "Kabupaten Langkat Baru", "kabupaten"),
        ("9171", "Kota Jayapura", "kota"),
    ]
    # Of no instansi, so in no instansi's history; the row keeps who and when.
    assert not RiwayatTahap.objects.exists()
    assert (impor.diunggah_oleh, impor.diterapkan_oleh) == (platform, platform)


@pytest.mark.parametrize(
    ("baris", "kolom", "pesan"),
    [
        (["", "Kota", "kota", "", ""], "Kode", "Wajib diisi."),
        (["1", "", "kota", "", ""], "Nama", "Wajib diisi."),
        (["1", "Kota", "desa", "", ""], "Jenis", "“desa” tidak dikenal."),
        (["1", "Kota", "", "", ""], "Jenis", "Wajib diisi."),
        (["1", "Kota", "kota", "", "WITTT"], "Zona waktu", "“WITTT” tidak dikenal."),
        (["7", "Kota", "kota", "", ""], "Kode", "Kode 7 ada di baris 2 dan baris 3."),
        (["1", "K" * 201, "kota", "", ""], "Nama", ""),
    ],
)
def test_a_bad_row_of_instansi_is_told(platform, baris, kolom, pesan):
    impor = masuk("instansi", csv(I_KEPALA, ["7", "Kota Tujuh", "kota", "", ""], baris), platform)
    assert impor.status == "ditolak"
    [(nomor, di, kata)] = galat(impor)
    assert (nomor, di) == (3, kolom)
    assert kata.startswith(pesan)
    assert not Instansi.objects.exists()


# Unit kerja -----------------------------------------------------------------------------------------------------------


def test_units_come_in_with_a_parent_that_stands_further_down(admin, instansi, unit):
    isi = csv(
        U_KEPALA,
        ["P1", "Puskesmas Satu", "", "Jl. A", "K1", "", ""],
        ["K1", "Kantor Wilayah", "Lainnya", "", "", "tidak", "ya"],
        ["D1", unit.nama, "dukcapil", "", "", "", "tidak"],
    )
    impor = masuk("unit_kerja", isi, admin, instansi=instansi)
    assert (impor.status, hitung(impor)) == ("siap", (2, 1, 0)), galat(impor)
    terapkan(impor, admin)
    assert impor.status == "selesai", impor.galat
    assert UnitKerja.objects.get(kode="P1").induk == UnitKerja.objects.get(kode="K1")
    unit.refresh_from_db()
    assert (unit.aktif, unit.jenis) == (False, "dukcapil")
    assert list(RiwayatTahap.objects.values_list("instansi", "unit", "aksi")) == [
        (instansi.pk, None, "buat"),
        (instansi.pk, None, "terapkan"),
        (instansi.pk, None, "selesai"),
    ]


@pytest.mark.parametrize(
    ("baris", "salah"),
    [
        ([["A", "A", "", "", "Z9", "", ""]], [(2, "Unit induk dengan kode Z9 tidak ada")]),
        ([["A", "A", "", "", "A", "", ""]], [(2, "Unit tidak dapat menjadi induknya sendiri.")]),
        (
            [["A", "A", "", "", "B", "", ""], ["B", "B", "", "", "A", "", ""]],
            [(2, "Unit ini sendiri induk dari B."), (3, "Unit ini sendiri induk dari A.")],
        ),
        ([["A", "A", "", "", "D1", "ya", ""]], [(2, "Unit yang dipimpin JPT madya")]),
    ],
)
def test_parents_that_cannot_be_are_told(admin, instansi, unit, baris, salah):
    impor = masuk("unit_kerja", csv(U_KEPALA, *baris), admin, instansi=instansi)
    assert impor.status == "ditolak"
    assert [(n, k) for n, k, _p in galat(impor)] == [(n, "Kode unit induk") for n, _p in salah]
    assert all(p.startswith(awal) for (_n, _k, p), (_m, awal) in zip(galat(impor), salah, strict=True))


def test_a_unit_of_another_instansi_with_the_same_kode_is_left_alone(admin, instansi):
    jauh = make_unit("Jauh", instansi=make_instansi("Kabupaten Lain"), kode="X1")
    terapkan(masuk("unit_kerja", csv(["Kode", "Nama"], ["X1", "Dekat"]), admin, instansi=instansi), admin)
    jauh.refresh_from_db()
    assert (jauh.nama, UnitKerja.objects.get(instansi=instansi).nama) == ("Jauh", "Dekat")


# People and roles -----------------------------------------------------------------------------------------------------


def orang(*baris, kepala=O_KEPALA) -> bytes:
    return csv(kepala, *baris)


def test_new_people_get_an_account_without_a_password_and_their_roles(admin, instansi, unit):
    isi = orang(
        [NIP, "", "Budi Santoso", "Analis", "budi@contoh.go.id", "Operator tim kerja", "D1", "", ""],
        [NIP, "", "Budi Santoso", "", "", "Anggota TPI", "", "01/01/2027", "31/12/2027"],
    )
    impor = masuk("orang", isi, admin, instansi=instansi)
    assert (impor.status, hitung(impor)) == ("siap", (2, 0, 0)), galat(impor)
    terapkan(impor, admin)
    assert impor.status == "selesai", impor.galat
    budi = User.objects.get(username=NIP)
    assert (budi.nama, budi.nip, budi.email, budi.has_usable_password(), budi.is_staff) == (
        "Budi Santoso",
        NIP,
        "budi@contoh.go.id",
        False,
        False,
    )
    peran = budi.keanggotaan.order_by("peran").values_list("peran", "unit", "instansi", "mulai", "selesai")
    assert list(peran) == [
        ("operator", unit.pk, None, timezone.localdate(), None),
        ("tpi_anggota", None, instansi.pk, dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
    ]


def test_a_role_is_ended_by_its_date_and_who_somebody_is_stays(admin, instansi, unit):
    budi = make_anggota(Peran.OPERATOR, unit=unit, nama="Budi", nip=NIP, email="budi@contoh.go.id")
    akhir = timezone.localdate() + dt.timedelta(days=30)
    baris = [NIP, "", "Bukan Budi", "Raja", "curi@contoh.id", "operator", "D1", "", akhir.isoformat()]
    impor = masuk("orang", orang(baris), admin, instansi=instansi)
    assert hitung(impor) == (0, 1, 0)
    assert impor.rincian.get().isi == {"Berakhir pada": [None, akhir.isoformat()]}
    terapkan(impor, admin)
    budi.refresh_from_db()
    assert (budi.nama, budi.jabatan, budi.email) == ("Budi", "", "budi@contoh.go.id")
    assert budi.keanggotaan.get().selesai == akhir


def test_what_a_table_may_not_give_is_refused_by_row(admin, instansi, unit):
    orang_luar = make_anggota(Peran.OPERATOR, unit=make_unit(instansi=make_instansi("Lain")), username="luar")
    make_anggota(Peran.KETUA_TIM, unit=unit, username="ketua", nip=NIP2)
    tutup = make_unit("Tutup", instansi=instansi, kode="T1", aktif=False)
    isi = orang(
        [NIP, "", "A", "", "", "Admin platform", "", "", ""],
        [NIP, "", "A", "", "", "Admin TPN", "", "", ""],
        [NIP, "", "A", "", "", "raja", "", "", ""],
        ["", "", "A", "", "", "operator", "D1", "", ""],
        ["", "luar", "A", "", "", "operator", "D1", "", ""],
        ["", "baru1", "A", "", "", "operator", "Z9", "", ""],
        ["", "baru2", "A", "", "", "operator", "", "", ""],
        ["", "baru3", "A", "", "", "Anggota TPI", "D1", "", ""],
        ["", "baru4", "", "", "", "operator", "D1", "", ""],
        ["", "baru5", "A", "", "bukan surel", "operator", "D1", "", ""],
        ["", "baru6", "A", "", "", "operator", tutup.kode, "", ""],
        ["", "ketua", "A", "", "", "ketua tim kerja", "D1", "2030-01-01", ""],
        [NIP, "ketua", "A", "", "", "operator", "D1", "", ""],
        ["", "baru7", "A", "", "", "operator", "D1", "31/12/2027", "01/01/2027"],
        ["", "ketua", "A", "", "", "ketua tim kerja", "D1", "", "2020-01-01"],
    )
    impor = masuk("orang", isi, admin, instansi=instansi)
    assert impor.status == "ditolak"
    assert [(n, k) for n, k, _p in galat(impor)] == [
        (2, "Peran"),
        (3, "Peran"),
        (4, "Peran"),
        (5, "NIP"),
        (6, "Nama pengguna"),
        (7, "Kode unit"),
        (8, "Kode unit"),
        (9, "Kode unit"),
        (10, "Nama"),
        (11, "Surel"),
        (12, "Kode unit"),
        (13, "Mulai"),
        (14, "NIP"),
        (15, "Berakhir pada"),
        (16, "Berakhir pada"),
    ]
    assert "Peran nasional tidak diberikan lewat tabel" in galat(impor)[0][2]
    assert orang_luar.keanggotaan.count() == 1
    assert not User.objects.filter(username__startswith="baru").exists()


def test_a_role_does_not_come_back_to_life(admin, instansi, unit):
    k = make_anggota(Peran.OPERATOR, unit=unit, username="op").keanggotaan.get()
    akhir = timezone.localdate() + dt.timedelta(days=10)
    akhiri_keanggotaan(keanggotaan=k, actor=admin, tanggal=akhir)
    lama = ["", "op", "", "", "", "operator", "D1", "", (akhir + dt.timedelta(days=1)).isoformat()]
    assert "tidak diperpanjang" in galat(masuk("orang", orang(lama), admin, instansi=instansi))[0][2]
    sambung = ["", "op", "", "", "", "operator", "D1", akhir.isoformat(), ""]
    impor = masuk("orang", orang(sambung), admin, instansi=instansi)
    assert hitung(impor) == (1, 0, 0)


def test_rights_lost_before_the_worker_came_write_nothing(admin, instansi, unit):
    impor = masuk("orang", orang([NIP, "", "Budi", "", "", "operator", "D1", "", ""]), admin, instansi=instansi)
    terapkan_impor(impor=impor, sidik=impor.sidik, actor=admin)
    Keanggotaan.objects.filter(user=admin).update(selesai=timezone.localdate())
    jalankan_impor(impor_id=impor.pk, tugas="t2")
    impor.refresh_from_db()
    assert impor.status == "ditolak"
    assert "tidak lagi berwenang" in galat(impor)[0][2]
    assert not User.objects.filter(username=NIP).exists()


# Figures of many units ------------------------------------------------------------------------------------------------


def test_figures_of_many_units_come_in_by_the_kode_of_the_unit(admin, instansi, unit):
    dua = make_unit("Dinas Dua", instansi=instansi, kode="D2")
    simpan_data_pendukung(unit=unit, tahun=2026, triwulan=1, isian={"sop_jumlah": Isian(40, "e-SOP")}, actor=admin)
    isi = csv(
        D_KEPALA,
        ["D1", "sop_jumlah", "I", "41", ""],
        ["D2", "sop_jumlah", "I", "7", "Laporan"],
        ["D2", "sop_jumlah", "II", "", ""],
    )
    impor = masuk("data_pendukung_unit", isi, admin, instansi=instansi)
    assert (impor.status, hitung(impor)) == ("siap", (1, 1, 0)), galat(impor)
    terapkan(impor, admin)
    assert impor.status == "selesai", impor.galat
    angka = DataPendukung.objects.values_list("unit", "triwulan", "nilai", "sumber")
    assert set(angka) == {(unit.pk, 1, 41, "e-SOP"), (dua.pk, 1, 7, "Laporan")}


def test_a_figure_for_a_unit_of_somebody_else_is_told(admin, instansi, unit):
    make_unit("Jauh", instansi=make_instansi("Lain"), kode="J1")
    isi = csv(
        D_KEPALA, ["J1", "sop_jumlah", "I", "1", ""], ["", "sop_jumlah", "I", "1", ""], ["D1", "salah", "I", "x", ""]
    )
    impor = masuk("data_pendukung_unit", isi, admin, instansi=instansi)
    assert [(n, k) for n, k, _p in galat(impor)] == [(2, "Kode unit"), (3, "Kode unit"), (4, "Kode"), (4, "Nilai")]
    assert not DataPendukung.objects.exists()


# Templates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["xlsx", "csv"])
@pytest.mark.parametrize("jenis", ["instansi", "unit_kerja", "orang", "data_pendukung_unit"])
def test_every_template_comes_back_unchanged(client, admin, platform, instansi, unit, jenis, format_):
    make_unit("=Bidang + Satu", instansi=instansi, kode="0012", induk=unit, alamat="-; 'kutip'")
    make_anggota(Peran.OPERATOR, unit=unit, nip=NIP, nama="Budi", email="b@contoh.id")
    make_anggota(Peran.PENILAI_PENDAHULUAN, unit=unit)
    simpan_data_pendukung(unit=unit, tahun=2026, triwulan=1, isian={"sop_jumlah": Isian(4, "SOP")}, actor=admin)
    siapa, milik = (platform, None) if jenis == "instansi" else (admin, instansi)
    client.force_login(siapa)
    isi = client.get(f"/data-induk/{jenis}/contoh/?format={format_}&tahun=2026")
    assert isi.status_code == 200
    impor = masuk(jenis, isi.content, siapa, instansi=milik, nama=f"contoh.{format_}")
    assert impor.status == "siap", galat(impor)
    baru, berubah, tetap = hitung(impor)
    assert (baru, berubah) == (0, 0)
    assert tetap == {"instansi": 1, "unit_kerja": 2, "orang": 3, "data_pendukung_unit": 1}[jenis]


# Pages ----------------------------------------------------------------------------------------------------------------

# Who may hand in which kind; everybody else gets 403, whoever serves in no such instansi 404 for that one.
BOLEH = {
    "instansi": {"platform"},
    "unit_kerja": {"platform", "admin"},
    "orang": {"platform", "admin"},
    "data_pendukung_unit": {"admin"},
    "penugasan_tpi": {"admin", "tpi_ketua", "tpi_dalnis"},
    "predikat": {"tpn_admin"},
    "kuesioner": {"admin", "tpi_ketua", "tpi_dalnis"},
}


@pytest.mark.parametrize("jenis", BOLEH)
@pytest.mark.usefixtures("short_refusals")
def test_who_may_hand_in_a_table(client, instansi, unit, jenis):
    siapa = {
        "operator": make_anggota(Peran.OPERATOR, unit=unit),
        "pimpinan": make_anggota(Peran.PIMPINAN_UNIT, unit=unit),
        "tpi_anggota": make_anggota(Peran.TPI_ANGGOTA, instansi=instansi),
        "tpi_ketua": make_anggota(Peran.TPI_KETUA, instansi=instansi),
        "tpi_dalnis": make_anggota(Peran.TPI_DALNIS, instansi=instansi),
        "admin": make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi),
        "auditor": make_anggota(Peran.AUDITOR, instansi=instansi),
        "tpn_anggota": make_anggota(Peran.TPN_ANGGOTA),
        "tpn_admin": make_anggota(Peran.TPN_ADMIN),
        "platform": make_anggota(Peran.ADMIN_PLATFORM),
        "tanpa": make_user(),
    }
    boleh = set()
    for nama, user in siapa.items():
        client.force_login(user)
        jawab = client.get(f"/data-induk/{jenis}/")
        assert jawab.status_code in {200, 403}
        assert client.get(f"/data-induk/{jenis}/contoh/").status_code in {jawab.status_code}
        if jawab.status_code == 200:
            boleh.add(nama)
    assert boleh == BOLEH[jenis]


def test_another_instansi_is_not_found(client, admin, instansi):
    lain = make_instansi("Kabupaten Lain")
    client.force_login(admin)
    assert client.get(f"/data-induk/orang/?instansi={lain.pk}").status_code == 404
    assert client.get("/data-induk/orang/?instansi=abc").status_code == 404
    assert client.get("/data-induk/pegawai/").status_code == 404
    milik_lain = masuk(
        "unit_kerja",
        csv(["Kode", "Nama"], ["A", "A"]),
        make_anggota(Peran.ADMIN_INSTANSI, instansi=lain),
        instansi=lain,
    )
    assert client.get(f"/data-induk/{milik_lain.pk}/").status_code == 404


def test_with_several_instansi_one_is_chosen_first(client, platform, instansi):
    lain = make_instansi("Kabupaten Lain")
    client.force_login(platform)
    assert "Pilih instansi yang datanya akan diimpor" in client.get("/data-induk/unit_kerja/").content.decode()
    halaman = client.get(f"/data-induk/unit_kerja/?instansi={lain.pk}").content.decode()
    assert "Unggah tabel" in halaman
    berkas = SimpleUploadedFile("u.csv", csv(["Kode", "Nama"], ["A", "A"]))
    jawab = client.post(f"/data-induk/unit_kerja/?instansi={lain.pk}", {"berkas": berkas})
    impor = Impor.objects.get()
    assert (jawab["Location"], impor.instansi) == (f"/data-induk/{impor.pk}/", lain)


def test_what_people_type_is_text_on_every_page(client, admin, instansi, unit):
    """In the preview, in the errors and in the list of imports."""
    client.force_login(admin)
    satu = [[f"K{n}", CANARY, "", CANARY, "", "", ""] for n in range(2)]
    impor = masuk("unit_kerja", csv(U_KEPALA, *satu), admin, instansi=instansi)
    isi = client.get(f"/data-induk/{impor.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)" in isi
    assert CANARY not in isi
    salah = masuk(
        "orang",
        orang([NIP, CANARY, CANARY, CANARY, CANARY, CANARY, CANARY, CANARY, CANARY]),
        admin,
        instansi=instansi,
        nama=f"{CANARY}.csv",
    )
    for alamat in (f"/data-induk/{salah.pk}/", "/data-induk/", "/data-induk/orang/"):
        assert CANARY not in client.get(alamat).content.decode()
    assert "&lt;script&gt;alert(1)" in client.get(f"/data-induk/{salah.pk}/").content.decode()


@pytest.mark.parametrize("banyak", [1, 3])
def test_the_list_asks_the_same_however_many_there_are(client, admin, instansi, django_assert_num_queries, banyak):
    for n in range(banyak):
        masuk("unit_kerja", csv(["Kode", "Nama"], [f"A{n}", "A"]), admin, instansi=instansi)
    client.force_login(admin)
    client.get("/data-induk/")
    with django_assert_num_queries(12):
        client.get("/data-induk/")


def test_cancelling_a_table_of_the_nation_keeps_who_did_it(client, platform):
    impor = masuk("instansi", csv(I_KEPALA, ["7", "Kota", "kota", "", ""]), platform)
    client.force_login(platform)
    for _ in range(2):
        client.post(f"/data-induk/{impor.pk}/batalkan/")
    impor.refresh_from_db()
    assert (impor.status, impor.dibatalkan_oleh) == ("dibatalkan", platform)
    assert "Dibatalkan oleh Admin Platform" in client.get(f"/data-induk/{impor.pk}/").content.decode()


# Twice, and at once ---------------------------------------------------------------------------------------------------


def test_the_same_press_twice_writes_once(platform):
    isi = csv(I_KEPALA, ["7", "Kota", "kota", "", ""])
    satu, dua = (masuk("instansi", isi, platform, jalan=False) for _ in range(2))
    assert satu.pk == dua.pk
    jalankan_impor(impor_id=satu.pk, tugas="t1")
    satu.refresh_from_db()
    terapkan(satu, platform)
    terapkan_impor(impor=satu, sidik=satu.sidik, actor=platform)
    jalankan_impor(impor_id=satu.pk, tugas="t3")
    assert Instansi.objects.count() == 1


def test_a_run_that_died_is_done_again(admin, instansi):
    impor = masuk("unit_kerja", csv(["Kode", "Nama"], ["A", "A"]), admin, instansi=instansi)
    terapkan_impor(impor=impor, sidik=impor.sidik, actor=admin)
    Impor.objects.filter(pk=impor.pk).update(
        status="diterapkan", tugas="hilang", denyut=timezone.now() - dt.timedelta(minutes=3)
    )
    assert sapu_impor() == 1
    impor.refresh_from_db()
    assert (impor.status, UnitKerja.objects.count()) == ("selesai", 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("jenis", ["instansi", "orang", "unit_kerja"])
def test_two_imports_at_once_write_each_row_once(media_root, jenis):
    instansi = make_instansi(kode="1205")
    make_unit(instansi=instansi, kode="D1")
    siapa = [
        make_anggota(Peran.ADMIN_PLATFORM, username=f"p{n}")
        if jenis == "instansi"
        else make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi, username=f"a{n}")
        for n in range(2)
    ]
    milik = None if jenis == "instansi" else instansi
    isi = {
        "instansi": lambda n: csv(I_KEPALA, ["7", f"Kota {n}", "kota", "", ""]),
        "orang": lambda n: orang([NIP, "", f"Budi {n}", "", "", "operator", "D1", "", ""]),
        "unit_kerja": lambda n: csv(["Kode", "Nama"], ["B1", f"Unit {n}"]),
    }[jenis]
    semua = [masuk(jenis, isi(n), siapa[n], instansi=milik) for n in range(2)]
    for impor, user in zip(semua, siapa, strict=True):
        assert impor.status == "siap", galat(impor)
        Impor.objects.filter(pk=impor.pk).update(status="diterapkan", diterapkan_oleh=user, tugas="", percobaan=0)
    bersama(*(lambda i=i: jalankan_impor(impor_id=i.pk, tugas=f"t{i.pk}") for i in semua))
    akhir = sorted(Impor.objects.values_list("status", flat=True))
    assert akhir == ["selesai", "siap"]  # the second sees what the first wrote, and asks again
    assert {
        "instansi": Instansi.objects.filter(kode="7").count(),
        "orang": User.objects.filter(username=NIP).count(),
        "unit_kerja": UnitKerja.objects.filter(kode="B1").count(),
    }[jenis] == 1


# LibreOffice ----------------------------------------------------------------------------------------------------------


def test_a_table_of_libreoffice_comes_in_as_it_is_saved(admin, instansi):
    isi = ods(["Kode", "Nama", "Aktif"], ["A", "Unit A", "ya"], ["", "", ""], [12, "Unit B", "tidak"], ekor=1_048_000)
    impor = masuk("unit_kerja", isi, admin, instansi=instansi, nama="unit.ods")
    assert (impor.status, hitung(impor)) == ("siap", (2, 0, 0)), galat(impor)
    terapkan(impor, admin)
    assert set(UnitKerja.objects.values_list("kode", "nama", "aktif")) == {
        ("A", "Unit A", True),
        ("12", "Unit B", False),
    }
    assert [n for n, _sel in baca_tabel(io.BytesIO(isi), "unit.ods").baris] == [2, 4]


def bongkar(isi: bytes, ganti: dict[str, bytes]) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as asal, zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as tujuan:
        for nama in asal.namelist():
            tujuan.writestr(nama, ganti.pop(nama, asal.read(nama)))
        for nama, baru in ganti.items():
            tujuan.writestr(nama, baru)
    return keluar.getvalue()


UNIT = (["Kode", "Nama"], ["A", "Unit A"])
XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><office:document-content>&e;'
BURUK = {
    "million rows": (lambda: ods(*UNIT, ulang=1_000_000), "melewati 20.000 baris"),
    "one long text in many rows": (lambda: ods(UNIT[0], ["A", "x" * 100_000], ulang=15_000), "terlalu besar"),
    "XXE": (lambda: bongkar(ods(*UNIT), {"content.xml": XXE}), "rusak atau bukan .ods"),
    "macro": (lambda: bongkar(ods(*UNIT), {"Basic/Standard/Module1.xml": b"<x/>"}), "berisi makro"),
    "password": (
        lambda: bongkar(ods(*UNIT), {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        "dikunci kata sandi",
    ),
    "zip bomb": (lambda: bongkar(ods(*UNIT), {"Pictures/a.png": b"\0" * 60_000_000}), "tidak wajar besarnya"),
    "external data": (
        lambda: bongkar(ods(*UNIT), {"content.xml": b'<office:document-content><table:table-source xlink:href="a"/>'}),
        "data dari berkas lain",
    ),
    "not an ods": (lambda: csv(*UNIT), "rusak atau bukan .ods"),
    "hollow": (lambda: bongkar(ods(*UNIT), {"content.xml": b"<a>"}), "rusak atau bukan .ods"),
    "no number": (
        lambda: bongkar(
            ods(*UNIT),
            {"content.xml": b'<office:document-content><table:table-row table:number-rows-repeated="-1"/>'},
        ),
        "rusak atau bukan .ods",
    ),
}


@pytest.mark.parametrize("kasus", BURUK)
def test_a_hostile_ods_is_refused_at_the_door(admin, instansi, kasus):
    import tracemalloc

    buat, pesan = BURUK[kasus]
    isi = buat()
    tracemalloc.start()
    with pytest.raises(ImporDitolak) as error:
        masuk("unit_kerja", isi, admin, instansi=instansi, nama="a.ods")
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert pesan in error.value.message
    assert puncak < 100 * 1024 * 1024
    assert not Impor.objects.exists()


def test_a_formula_in_an_ods_is_told_by_its_cell(admin, instansi):
    isi = ods(["Kode", "Nama"], ["A", "Unit A"], ["B", "RUMUS"], rumus="RUMUS")
    impor = masuk("unit_kerja", isi, admin, instansi=instansi, nama="a.ods")
    assert galat(impor)[0][:2] == (3, "Nama")
    assert galat(impor)[0][2].startswith("Sel B3 berisi rumus.")
