"""A folder of proof: names become a mapping, a confirmed file becomes ordinary proof, and nothing is taken twice."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.enums import Status
from evaluation.models import TandaPerbaikan, TautanBukti
from evaluation.selectors.bukti_map import petakan, pilihan_soal
from tests import berkas as buat
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_lke
from units.enums import Peran
from units.models import BerkasBukti, BuktiDukung

pytestmark = pytest.mark.django_db
SATU, DUA = "A.I.1.i.a", "A.I.1.i.b"
CANARY = '<img src=x onerror=alert("c4nary")>'


@pytest.fixture
def lke():
    return make_lke()


@pytest.fixture
def klien(lke, client):
    client.force_login(make_anggota(Peran.OPERATOR, unit=lke.unit))
    return client


def alamat(lke, akhir: str = "") -> str:
    return reverse(f"evaluation:bukti_map{akhir}", args=[lke.pk])


def unggah(klien, lke, *nama: str, isi: str = ""):
    berkas = [buat.unggahan(buat.pdf(isi or n), n) for n in nama]
    return klien.post(alamat(lke), {"berkas": berkas, "lengkap": "1"})


# --- With a script ----------------------------------------------------------------------------------------------------


def test_names_come_back_as_rows(klien, lke):
    jalur = ["ZI/A.I.1.i.a SK.pdf", "1.i.a SK.pdf", "foto.jpg", f"x/{CANARY}.pdf"]
    jawab = klien.post(alamat(lke, "_cocokkan"), {"jalur": json.dumps(jalur), "mulai": "7"})
    isi = jawab.content.decode()
    assert [f'data-map-baris="{n}"' in isi for n in (6, 7, 8, 9, 10, 11)] == [False, True, True, True, True, False]
    assert isi.count("data-map-ikut checked") == 2
    assert "bisa juga A.II.1.i.a" in isi
    assert CANARY not in isi
    assert "&lt;img src=x" in isi


@pytest.mark.parametrize("jalur", ["", "bukan json", "{}", '"teks"', "[1]", json.dumps(["a.pdf"] * 501)])
def test_names_that_are_no_list_are_refused(klien, lke, jalur):
    assert klien.post(alamat(lke, "_cocokkan"), {"jalur": jalur}).status_code == 400


@pytest.mark.parametrize("banyak", [1, 3, 60])
def test_matching_costs_the_same_however_many(lke, banyak, django_assert_num_queries):
    petakan(lke, [])
    with django_assert_num_queries(0):
        assert len(petakan(lke, enumerate(["A.I.1.i.a SK.pdf"] * banyak))) == banyak


def test_a_file_of_the_archive_is_put_there_instead_of_a_second_one(klien, lke):
    def kirim(kode):
        return klien.post(
            reverse("evaluation:bukti_unggah", args=[lke.pk, kode]),
            {"berkas": [buat.unggahan(buat.pdf("sama"), "SK.pdf")], "arsip": "1", "lengkap": "1"},
            headers={"Accept": "application/json"},
        )

    assert [kirim(SATU).status_code, kirim(DUA).status_code, kirim(DUA).status_code] == [201, 201, 200]
    assert (BuktiDukung.objects.count(), BerkasBukti.objects.count()) == (1, 1)
    assert sorted(TautanBukti.objects.values_list("kode", flat=True)) == [SATU, DUA]


def test_in_perbaikan_only_what_was_sent_back_is_offered(lke):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.PERBAIKAN, actor=make_anggota(Peran.TPI_DALNIS, instansi=lke.unit.instansi))
    terbuka = set(TandaPerbaikan.objects.filter(lke=lke).values_list("kode", flat=True))
    assert {kode for _judul, soal in pilihan_soal(lke) for kode, _teks in soal} == terbuka
    (kode,) = {SATU, DUA} - terbuka or {"A.I.1.ii.a"}
    (baris,) = petakan(lke, [(0, f"{kode} SK.pdf")])
    assert (baris.kode, baris.tertutup) == ("", kode)


# --- Without one ------------------------------------------------------------------------------------------------------


def test_plain_form_keeps_maps_and_attaches(klien, lke):
    jawab = unggah(klien, lke, "A.I.1.i.a SK.pdf", "A.I.1.i.b Rencana.pdf", "tanpa kode.pdf")
    assert (jawab.status_code, TautanBukti.objects.count()) == (302, 0)
    halaman = klien.get(jawab["Location"]).content.decode()
    pk = {b.judul: b.pk for b in BuktiDukung.objects.all()}
    assert halaman.count(" checked") == 2
    data = {
        "bukti": list(pk.values()),
        f"ikut{pk['A.I.1.i.a SK']}": "1",
        f"kode{pk['A.I.1.i.a SK']}": SATU,
        f"kode{pk['A.I.1.i.b Rencana']}": DUA,  # left out
        f"ikut{pk['tanpa kode']}": "1",
        f"kode{pk['tanpa kode']}": SATU,
    }
    for _kali in range(2):  # a second press is harmless
        assert klien.post(alamat(lke, "_pasang"), data).status_code == 302
    assert sorted(TautanBukti.objects.values_list("kode", "bukti")) == sorted(
        [(SATU, pk["A.I.1.i.a SK"]), (SATU, pk["tanpa kode"])]
    )


def test_the_same_folder_again_is_the_same_proof(klien, lke):
    for _kali in range(2):
        unggah(klien, lke, "A.I.1.i.a SK.pdf", isi="sama")
    assert (BuktiDukung.objects.count(), BerkasBukti.objects.count()) == (1, 1)


def test_one_bad_file_is_told_by_name_and_the_rest_goes_on(klien, lke):
    berkas = [buat.unggahan(b"MZ", "A.I.1.i.a jahat.exe"), buat.unggahan(buat.pdf(), "A.I.1.i.a SK.pdf")]
    jawab = klien.post(alamat(lke), {"berkas": berkas, "lengkap": "1"}, follow=True)
    isi = jawab.content.decode()
    assert "A.I.1.i.a jahat.exe: Jenis .exe tidak diterima." in isi
    assert list(BuktiDukung.objects.values_list("judul", flat=True)) == ["A.I.1.i.a SK"]


@pytest.mark.parametrize(
    ("data", "pesan"),
    [
        ({"lengkap": "1"}, "Pilih berkas dahulu."),
        ({"berkas": [buat.unggahan(buat.pdf())]}, "Unggahan terputus"),
    ],
)
def test_a_body_that_cannot_be_taken(klien, lke, data, pesan):
    assert pesan in klien.post(alamat(lke), data, follow=True).content.decode()
    assert BuktiDukung.objects.count() == 0


def test_proof_of_another_unit_is_not_attached(klien, lke):
    lain = make_lke()
    asing = BuktiDukung.objects.create(
        unit=lain.unit, judul="Milik unit lain", dibuat_oleh=make_anggota(Peran.OPERATOR, unit=lain.unit)
    )
    data = {"bukti": asing.pk, f"ikut{asing.pk}": "1", f"kode{asing.pk}": SATU}
    jawab = klien.post(alamat(lke, "_pasang"), data)
    assert (jawab.status_code, TautanBukti.objects.count()) == (422, 0)
    assert "Milik unit lain" not in jawab.content.decode()


def test_a_question_the_sheet_does_not_have_attaches_nothing(klien, lke):
    unggah(klien, lke, "A.I.1.i.a SK.pdf", "A.I.1.i.b SK.pdf")
    satu, dua = BuktiDukung.objects.order_by("pk").values_list("pk", flat=True)
    data = {
        "bukti": [satu, dua],
        f"ikut{satu}": "1",
        f"kode{satu}": SATU,
        f"ikut{dua}": "1",
        f"kode{dua}": "Z.9",
    }
    assert klien.post(alamat(lke, "_pasang"), data).status_code == 422
    assert TautanBukti.objects.count() == 0


def test_a_closed_sheet_takes_nothing_and_says_so(klien, lke):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DIAJUKAN, actor=make_anggota(Peran.TPI_DALNIS, instansi=lke.unit.instansi))
    assert "sedang tidak terbuka untuk unit" in klien.get(alamat(lke)).content.decode()
    unggah(klien, lke, "A.I.1.i.a SK.pdf")
    assert not BuktiDukung.objects.filter(judul="A.I.1.i.a SK").exists()


def test_mapping_page_query_count_is_flat(klien, lke):
    jumlah = set()
    for banyak in (1, 3, 6):
        tujuan = unggah(klien, lke, *[f"A.I.1.i.a {banyak} {n}.pdf" for n in range(banyak)])["Location"]
        klien.get(tujuan)
        with CaptureQueriesContext(connection) as kueri:
            assert klien.get(tujuan).content.decode().count('name="bukti"') == banyak
        jumlah.add(len(kueri))
    assert len(jumlah) == 1
