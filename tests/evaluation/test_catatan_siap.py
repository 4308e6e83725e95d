"""Notes ready for use: whose they are, how they are shared, found, changed and picked."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.enums import Status
from evaluation.errors import EvaluationError
from evaluation.models import CatatanSiap, RiwayatEvaluasi
from evaluation.services import catatan_siap as layanan
from tests.factories import make_anggota, make_instansi
from tests.matrix import buat_dunia
from units.enums import Peran

pytestmark = pytest.mark.django_db
CANARY = "<b onmouseover=x>canary</b>"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def instansi():
    return make_instansi()


@pytest.fixture
def ketua(instansi):
    return make_anggota(Peran.TPI_KETUA, instansi=instansi, nama="Irwansyah")


@pytest.fixture
def anggota(instansi):
    return make_anggota(Peran.TPI_ANGGOTA, instansi=instansi, nama="Fitriani")


def buat(pemilik, judul="Notula", isi="Notula belum dilampirkan.", instansi=None, **lain) -> CatatanSiap:
    return CatatanSiap.objects.create(pemilik=pemilik, judul=judul, isi=isi, instansi=instansi, **lain)


def url(nama: str, *args) -> str:
    return reverse(f"evaluation:catatan_siap_{nama}", args=args)


def terlihat(user) -> list[str]:
    return sorted(c.judul for c in CatatanSiap.objects.visible_to(user))


# Whose they are -------------------------------------------------------------------------------------------------------


def test_own_notes_and_those_shared_in_ones_instansi_are_seen(instansi, ketua, anggota):
    lain = make_instansi("Kabupaten Lain")
    jauh, tpn = make_anggota(Peran.TPI_KETUA, instansi=lain), make_anggota(Peran.TPN_ADMIN)
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    buat(ketua, "bersama", instansi=instansi)
    buat(ketua, "sendiri")
    buat(tpn, "nasional")
    assert terlihat(ketua) == ["bersama", "sendiri"]
    assert terlihat(anggota) == ["bersama"]
    assert (terlihat(jauh), terlihat(admin), terlihat(tpn)) == ([], [], ["nasional"])


def test_who_is_no_assessor_any_more_has_none(client, instansi, ketua, anggota):
    satu = buat(ketua, instansi=instansi)
    ketua.keanggotaan.all().delete()
    client.force_login(ketua)
    assert client.get(url("list")).status_code == 403
    assert client.get(url("ubah", satu.pk)).status_code == 404
    assert terlihat(anggota) == ["Notula"]  # what was shared stays with those it was shared with


@pytest.mark.parametrize("nama", ["ubah", "hapus", "bagikan"])
def test_a_shared_note_is_changed_by_its_owner_alone(client, instansi, ketua, anggota, nama):
    satu = buat(ketua, instansi=instansi)
    isi = {"judul": "Judul lain", "isi": "Teks lain", "instansi": ""}
    client.force_login(anggota)
    assert satu.judul in client.get(url("list")).content.decode()
    assert client.post(url(nama, satu.pk), isi).status_code == 403
    assert CatatanSiap.objects.filter(judul="Notula", instansi=instansi, dihapus_pada=None).count() == 1
    client.force_login(ketua)
    assert client.post(url(nama, satu.pk), isi).status_code == 302
    assert not CatatanSiap.objects.filter(judul="Notula", instansi=instansi, dihapus_pada=None).exists()


# Writing them ---------------------------------------------------------------------------------------------------------


def test_a_note_is_written_shared_taken_back_and_deleted_with_its_history(client, instansi, ketua):
    client.force_login(ketua)
    client.post(url("baru"), {"judul": " Notula ", "isi": "Baris satu\r\nBaris dua", "untuk": ""})
    satu = CatatanSiap.objects.get()
    assert (satu.judul, satu.isi, satu.instansi, satu.pemilik) == ("Notula", "Baris satu\nBaris dua", None, ketua)
    client.post(url("bagikan", satu.pk), {"instansi": instansi.pk})
    client.post(url("ubah", satu.pk), {"judul": "Notula rapat", "isi": satu.isi, "untuk": instansi.pk})
    client.post(url("ubah", satu.pk), {"judul": "Notula rapat", "isi": satu.isi, "untuk": instansi.pk})  # nothing new
    client.post(url("bagikan", satu.pk), {"instansi": ""})
    assert client.get(url("hapus", satu.pk)).status_code == 200
    assert CatatanSiap.objects.hidup().exists()  # asked first
    client.post(url("hapus", satu.pk))
    satu.refresh_from_db()
    assert (satu.judul, satu.instansi, satu.dihapus_pada is None) == ("Notula rapat", None, False)
    riwayat = RiwayatEvaluasi.objects.filter(benda="catatan_siap", objek_id=satu.pk)
    assert [r.aksi for r in riwayat] == ["buat", "ubah", "ubah", "ubah", "hapus"]
    assert riwayat[2].rincian == {"judul": "Notula", "isi": satu.isi, "instansi": instansi.pk}
    for nama in ("ubah", "hapus", "bagikan"):
        assert client.post(url(nama, satu.pk)).status_code == 404


@pytest.mark.parametrize(
    "isi",
    [
        {"judul": "", "isi": "Teks"},
        {"judul": "Judul", "isi": " "},
        {"judul": "j" * 101, "isi": "Teks"},
        {"judul": "Judul", "isi": "p" * 2001},
        {"judul": "a\x00b", "isi": "Teks"},
        {"judul": "Judul", "isi": "Teks", "untuk": "999"},
        {"judul": "Judul", "isi": "Teks", "untuk": "x"},
    ],
)
def test_bad_input_is_told_and_kept_on_the_page(client, ketua, isi):
    client.force_login(ketua)
    satu = buat(ketua)
    for alamat in (url("baru"), url("ubah", satu.pk)):
        jawab = client.post(alamat, isi)
        assert jawab.status_code == 422
        assert isi["isi"].strip() in jawab.content.decode()
    assert [(c.judul, c.isi) for c in CatatanSiap.objects.all()] == [(satu.judul, satu.isi)]


@pytest.mark.parametrize("tujuan", ["999", "x", "9" * 30, "\x00"])
def test_sharing_with_an_instansi_that_is_not_ones_own_leads_nowhere(client, ketua, tujuan):
    asing = make_instansi("Kabupaten Lain")
    satu = buat(ketua)
    client.force_login(ketua)
    for nilai in (tujuan, str(asing.pk)):
        assert client.post(url("bagikan", satu.pk), {"instansi": nilai}).status_code == 404
    with pytest.raises(EvaluationError, match="bukan TPI"):
        layanan.ubah_catatan(catatan=satu, judul="a", isi="b", instansi=asing, actor=ketua)
    satu.refresh_from_db()
    assert (satu.judul, satu.instansi) == ("Notula", None)


def test_in_two_instansi_one_says_with_which_tpi(client, instansi, ketua):
    kedua = make_instansi("Kabupaten Lain")
    make_anggota(Peran.TPI_ANGGOTA, instansi=kedua, user=ketua)
    client.force_login(ketua)
    client.post(url("baru"), {"judul": "Judul", "isi": "Teks", "untuk": kedua.pk})
    assert CatatanSiap.objects.get().instansi == kedua
    assert "Jadikan bersama" not in client.get(url("list")).content.decode()


def test_tpn_keeps_its_own_and_is_offered_no_sharing(client):
    tpn = make_anggota(Peran.TPN_ANGGOTA)
    client.force_login(tpn)
    assert 'name="untuk"' not in client.get(url("baru")).content.decode()
    client.post(url("baru"), {"judul": "Judul", "isi": "Teks", "untuk": make_instansi().pk})
    assert CatatanSiap.objects.get().instansi is None
    assert "Jadikan bersama" not in client.get(url("list")).content.decode()


def test_what_another_tab_deleted_is_not_brought_back(ketua):
    satu = buat(ketua)
    layanan.hapus_catatan(catatan=satu, actor=ketua)
    for ulang in (
        lambda: layanan.ubah_catatan(catatan=satu, judul="a", isi="b", instansi=None, actor=ketua),
        lambda: layanan.hapus_catatan(catatan=satu, actor=ketua),
    ):
        with pytest.raises(EvaluationError, match="sudah dihapus"):
            ulang()


def test_there_is_a_limit_that_says_what_to_do(client, ketua, monkeypatch):
    monkeypatch.setattr(layanan, "TERBANYAK", 2)
    client.force_login(ketua)
    for _n in range(2):
        buat(ketua)
    jawab = client.post(url("baru"), {"judul": "Judul", "isi": "Teks"})
    assert (jawab.status_code, "Hapus dahulu" in jawab.content.decode()) == (422, True)
    layanan.hapus_catatan(catatan=CatatanSiap.objects.first(), actor=ketua)
    assert client.post(url("baru"), {"judul": "Judul", "isi": "Teks"}).status_code == 302


def test_the_database_refuses_an_empty_note(ketua):
    for judul, isi in (("", "Teks"), ("Judul", "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            buat(ketua, judul, isi)


# Finding and picking --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cari", "ditemukan"),
    [
        ({}, ["Anggaran", "daftar hadir", "Notula"]),
        ({"q": "NOTULA"}, ["daftar hadir", "Notula"]),
        ({"q": "a\x00nggaran"}, ["Anggaran"]),
        ({"milik": "saya"}, ["Anggaran", "Notula"]),
        ({"milik": "bersama"}, ["Anggaran", "daftar hadir"]),
        ({"milik": "entah"}, ["Anggaran", "daftar hadir", "Notula"]),
        ({"q": "tidak ada"}, []),
    ],
)
def test_the_list_is_searched_and_narrowed(client, instansi, ketua, anggota, cari, ditemukan):
    buat(ketua, "Notula")
    buat(ketua, "Anggaran", "Rincian belum ada.", instansi=instansi)
    buat(anggota, "daftar hadir", "Lampirkan bersama notula.", instansi=instansi)
    buat(anggota, "milik orang lain")
    client.force_login(ketua)
    assert [c.judul for c in client.get(url("list"), cari).context["page"]] == ditemukan


def test_the_picker_offers_ones_own_first_and_is_a_piece_of_a_page(client, instansi, ketua, anggota):
    buat(anggota, "A bersama", instansi=instansi)
    buat(ketua, "Z sendiri", "Baris satu\nBaris dua")
    client.force_login(ketua)
    jawab = client.get(url("pilih"), headers=HTMX)
    assert [c.judul for c in jawab.context["baris"]] == ["Z sendiri", "A bersama"]
    teks = jawab.content.decode()
    assert "<html" not in teks
    assert 'data-siap-teks="Baris satu\nBaris dua"' in teks
    assert client.get(url("pilih"), {"q": "satu"}).url == f"{url('list')}?q=satu"  # opened by itself
    for n in range(31):
        buat(ketua, f"Catatan {n}")
    jawab = client.get(url("pilih"), headers=HTMX)
    assert (len(jawab.context["baris"]), jawab.context["lebih"]) == (30, True)


def test_text_of_a_note_is_never_markup(client, instansi, ketua, anggota):
    satu = buat(ketua, f"J {CANARY}", f'"> {CANARY}', instansi=instansi)
    for user, alamat in (
        (ketua, [url("list"), url("pilih"), url("ubah", satu.pk), url("hapus", satu.pk)]),
        (anggota, [url("list"), url("pilih")]),
    ):
        client.force_login(user)
        for jalan in alamat:
            teks = client.get(jalan, headers=HTMX).content.decode()
            assert CANARY not in teks
            assert "&lt;b onmouseover=x&gt;canary" in teks


@pytest.mark.parametrize("nama", ["list", "pilih"])
def test_it_costs_the_same_however_many_there_are(client, instansi, ketua, nama):
    client.force_login(ketua)
    client.get(url(nama), headers=HTMX)  # what a process reads once
    banyak = []
    for jumlah in (1, 2, 37):
        for n in range(jumlah):
            orang = make_anggota(Peran.TPI_ANGGOTA, instansi=instansi) if n < 3 else ketua
            buat(orang, f"Catatan {n}", instansi=instansi)
        with CaptureQueriesContext(connection) as query:
            assert client.get(url(nama), headers=HTMX).status_code == 200
        banyak.append(len(query))
    assert banyak == banyak[:1] * 3


@pytest.mark.parametrize(
    ("status", "siapa", "lapis"), [(Status.DINILAI_TPI, "tpi_ketua", "tpi"), (Status.DESK, "tpn_anggota", "tpn")]
)
def test_the_questions_of_an_area_cost_no_query_for_them(client, status, siapa, lapis):
    dunia = buat_dunia(status)
    penilai = dunia.orang[siapa]
    client.force_login(penilai)
    jalan = reverse("evaluation:lke_bagian", args=[dunia.lke.pk, "A.I.1"])
    teks = client.get(jalan).content.decode()
    assert teks.count("data-siap=") == teks.count(f'data-lapis="{lapis}" autocomplete') > 1
    buat(penilai, "Judulsiap")
    with CaptureQueriesContext(connection) as query:
        teks = client.get(jalan).content.decode()
    assert "Judulsiap" not in teks
    assert not [q for q in query if "catatansiap" in q["sql"]]
    client.force_login(dunia.orang["operator"])
    assert "catatan-siap" not in client.get(jalan).content.decode()
