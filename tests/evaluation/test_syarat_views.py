"""Pages of requirements: what they show to whom, what bad input meets, that many rows cost no more queries."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluation.enums import Lapis, Status
from evaluation.models import BerkasEvaluasi, LembarKerjaEvaluasi, NilaiSyarat
from evaluation.services.skor import buka_lapis
from tests.evaluation.bantu_syarat import angka, buat_lke, tetapkan
from tests.factories import make_anggota, make_instansi, make_musim, make_unit
from units.enums import Peran

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"


@pytest.fixture
def lke():
    return buat_lke()


@pytest.fixture
def ketua(client, lke):
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    client.force_login(ketua)
    return ketua


def halaman(lke, nama="lke_syarat", *args):
    return reverse(f"evaluation:{nama}", args=[lke.pk, *args])


def nyatakan(client, lke, kode, nilai, catatan="", versi=0):
    data = {f"nilai-{kode}": nilai, f"catatan-{kode}": catatan, f"versi-{kode}": versi}
    return client.post(halaman(lke), data)


def test_tpi_says_and_reads_it_back_escaped(client, lke, ketua):
    assert nyatakan(client, lke, "tpi-komitmen", "belum", CANARY).status_code == 302

    isi = client.get(halaman(lke)).content.decode()

    assert "&lt;script&gt;alert(1)" in isi
    assert CANARY not in isi
    assert NilaiSyarat.objects.get().catatan == CANARY
    detail = client.get(halaman(lke, "lke_syarat_detail", "tpi-komitmen")).content.decode()
    assert CANARY not in detail
    assert "&lt;script&gt;alert(1)" in detail


@pytest.mark.parametrize(("nilai", "catatan"), [("belum", ""), ("entah", "Catatan")])
def test_bad_input_is_told_and_stays_on_the_page(client, lke, ketua, nilai, catatan):
    data = {"nilai-tpi-komitmen": nilai, "catatan-tpi-komitmen": catatan, "nilai-unit-sakip": "A"}
    data["catatan-unit-sakip"] = "Masih ada"

    jawab = client.post(halaman(lke), data)

    assert jawab.status_code == 422
    assert "Masih ada" in jawab.content.decode()
    assert not NilaiSyarat.objects.exists()


def test_a_conflict_shows_what_stands_and_a_second_save_is_taken(client, lke, ketua):
    nyatakan(client, lke, "unit-sakip", "BB", "Yang pertama")
    jawab = nyatakan(client, lke, "unit-sakip", "CC", "Milik saya")
    isi = jawab.content.decode()
    assert jawab.status_code == 422
    assert "Milik saya" in isi
    assert "Yang pertama" in isi
    assert 'name="versi-unit-sakip" value="1"' in isi

    assert nyatakan(client, lke, "unit-sakip", "CC", "Milik saya", versi=1).status_code == 302
    assert NilaiSyarat.objects.get().nilai == "CC"


def test_who_comes_too_late_is_told_the_present_state(client, lke, ketua):
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=Status.LAYAK)
    jawab = client.post(halaman(lke), {"nilai-unit-sakip": "A"}, follow=True)
    assert "sekarang berstatus" in jawab.content.decode()
    assert not NilaiSyarat.objects.exists()


@pytest.mark.parametrize(
    ("status", "terlihat"), [(Status.DINILAI_TPI, False), (Status.PERBAIKAN, True), (Status.LAYAK, True)]
)
def test_the_unit_reads_it_after_a_release(client, lke, ketua, status, terlihat):
    nyatakan(client, lke, "tpi-komitmen", "belum", "Rahasia dapur")
    client.post(halaman(lke, "lke_syarat_kecuali", "tpi-komitmen"), {"alasan": CANARY})
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=status)
    client.force_login(make_anggota(Peran.OPERATOR, unit=lke.unit))

    for alamat in (halaman(lke), halaman(lke, "lke_syarat_detail", "tpi-komitmen")):
        jawab = client.get(alamat)
        isi = jawab.content.decode()
        assert (jawab.status_code, "&lt;script&gt;alert(1)" in isi) == ((200, True) if terlihat else (403, False))
        assert CANARY not in isi
        assert "Simpan pernyataan" not in isi


@pytest.mark.parametrize("aksi", ["kecuali", "cabut"])
@pytest.mark.parametrize("alasan", ["", "  ", "x" * 2001])
def test_a_reason_is_owed(client, lke, ketua, aksi, alasan):
    jawab = client.post(halaman(lke, f"lke_syarat_{aksi}", "unit-tlhp"), {"alasan": alasan})
    assert jawab.status_code == 422
    assert not NilaiSyarat.objects.exists()


def test_a_member_states_but_does_not_exempt(client, lke):
    anggota = make_anggota(Peran.TPI_ANGGOTA, instansi=lke.unit.instansi)
    lke.unit.penugasan_tpi.create(musim=lke.musim, user=anggota, oleh=anggota)
    client.force_login(anggota)
    assert client.post(halaman(lke, "lke_syarat_kecuali", "unit-tlhp"), {"alasan": "x"}).status_code == 403
    assert nyatakan(client, lke, "unit-sakip", "A").status_code == 302
    assert NilaiSyarat.objects.get().diubah_oleh == anggota


def test_nobody_states_for_the_unit_they_work_in(client, lke, ketua):
    make_anggota(Peran.OPERATOR, unit=lke.unit, user=ketua)
    assert client.get(halaman(lke)).status_code == 403
    assert nyatakan(client, lke, "unit-sakip", "A").status_code == 403


def test_files_are_put_up_and_taken_off(client, lke, ketua):
    unggah = halaman(lke, "lke_syarat_unggah", "unit-sakip")
    client.post(unggah, {"berkas": SimpleUploadedFile("lhe.txt", b"LHE SAKIP internal")})
    berkas = BerkasEvaluasi.objects.get()
    assert "lhe.txt" in client.get(halaman(lke, "lke_syarat_detail", "unit-sakip")).content.decode()
    assert client.get(reverse("evaluation:berkas_evaluasi", args=[berkas.pk])).getvalue() == b"LHE SAKIP internal"

    client.post(halaman(lke, "lke_syarat_buang", "unit-sakip", berkas.pk))
    assert client.get(reverse("evaluation:berkas_evaluasi", args=[berkas.pk])).status_code == 404
    assert "Pilih berkasnya" in client.post(unggah, follow=True).content.decode()


@pytest.mark.parametrize("kode", ["unit-wbk", "instansi-opini", "tidak-ada"])
def test_a_rule_that_is_not_the_sheets_is_not_found(client, lke, ketua, kode):
    assert client.get(halaman(lke, "lke_syarat_detail", kode)).status_code == 404


def test_the_page_of_a_sheet_costs_a_fixed_number_of_queries(client, lke, ketua, django_assert_max_num_queries):
    tetapkan(lke.unit, sejak=lke.created_at.date(), layanan_utama="ya")
    angka(lke.unit, tlhp_temuan=9, tlhp_selesai=8)
    with django_assert_max_num_queries(30):
        isi = client.get(halaman(lke)).content.decode()
    assert "8 dari 9" in isi


def test_the_page_of_finishing_lists_what_is_missing(client, lke, ketua):
    angka(lke.unit, tlhp_temuan=9, tlhp_selesai=8)
    buka_lapis(lke=lke, lapis=Lapis.TPI)
    isi = client.get(halaman(lke, "tpi_selesai")).content.decode()
    assert "12 persyaratan belum terpenuhi" in isi
    assert halaman(lke, "lke_syarat_detail", "unit-tlhp") in isi


# The instansi ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def admin(client):
    make_musim()
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi())
    client.force_login(admin)
    return admin


def alamat(admin, *args):
    nama = "persyaratan_isi" if args else "persyaratan"
    return reverse(f"evaluation:{nama}", args=[admin.keanggotaan.first().instansi_id, *args])


def test_an_admin_fills_a_value_with_its_file(client, admin):
    data = {"nilai": "WTP", "sumber": CANARY, "catatan": CANARY, "versi": "0"}
    jawab = client.post(alamat(admin, "instansi-opini"), data | {"berkas": SimpleUploadedFile("lhp.txt", b"LHP BPK")})
    assert jawab.status_code == 302

    for satu in (alamat(admin), alamat(admin, "instansi-opini")):
        isi = client.get(satu).content.decode()
        assert CANARY not in isi
        assert "&lt;script&gt;alert(1)" in isi
        assert "lhp.txt" in isi


@pytest.mark.parametrize(
    "data", [{"nilai": "WTP"}, {"nilai": "AA", "sumber": "LHP"}, {"nilai": "WTP", "sumber": "x" * 301}]
)
def test_a_bad_value_of_the_instansi_is_told(client, admin, data):
    jawab = client.post(alamat(admin, "instansi-opini"), data)
    assert jawab.status_code == 422
    assert not NilaiSyarat.objects.exists()


def test_a_conflict_of_the_instansi_keeps_what_was_typed(client, admin):
    client.post(alamat(admin, "instansi-opini"), {"nilai": "WDP", "sumber": "LHP 2024", "versi": "0"})
    jawab = client.post(alamat(admin, "instansi-opini"), {"nilai": "WTP", "sumber": "LHP 2025", "versi": "0"})
    isi = jawab.content.decode()
    assert jawab.status_code == 422
    assert "LHP 2025" in isi
    assert "LHP 2024" in isi
    assert NilaiSyarat.objects.get().nilai == "WDP"


@pytest.mark.parametrize("kode", ["unit-sakip", "instansi-rb-kl", "tidak-ada"])
def test_a_rule_that_is_not_the_instansis_is_not_found(client, admin, kode):
    assert client.get(alamat(admin, kode)).status_code == 404


@pytest.mark.parametrize("banyak", [1, 3, 26])
def test_the_list_of_units_costs_the_same_number_of_queries(client, admin, banyak, django_assert_max_num_queries):
    instansi = admin.keanggotaan.first().instansi
    for n in range(banyak):
        lke = buat_lke(make_unit(f"Unit {n}", instansi=instansi))
        angka(lke.unit, tlhp_temuan=9, tlhp_selesai=8)
    with django_assert_max_num_queries(26):
        isi = client.get(alamat(admin)).content.decode()
    assert isi.count("Melaksanakan layanan utama instansi") == min(banyak, 25)


@pytest.mark.parametrize("teks", ["\x00", "9" * 5000, "²", "%", "'\";--", "Unit 1"])
def test_the_list_answers_whatever_is_asked(client, admin, teks):
    for kolom in ("q", "predikat", "tahun", "halaman"):
        assert client.get(alamat(admin), {kolom: teks}).status_code == 200


def test_without_a_season_the_page_says_so(client):
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi())
    client.force_login(admin)
    assert "Musim evaluasi belum dibuka" in client.get(alamat(admin)).content.decode()
    assert client.get(alamat(admin, "instansi-opini")).status_code == 404


def test_a_pimpinan_reads_what_is_concluded_without_the_sheet(client, admin):
    instansi = admin.keanggotaan.first().instansi
    selesai = buat_lke(make_unit("Unit selesai", instansi=instansi), status=Status.LAYAK)
    buat_lke(make_unit("Unit dinilai", instansi=instansi))
    client.force_login(make_anggota(Peran.PIMPINAN_INSTANSI, instansi=instansi))

    isi = client.get(alamat(admin)).content.decode()

    assert "Unit selesai" in isi
    assert "Unit dinilai" not in isi
    assert halaman(selesai) not in isi
    assert "Unit dinilai" not in client.get(alamat(admin), {"q": "dinilai"}).content.decode()
