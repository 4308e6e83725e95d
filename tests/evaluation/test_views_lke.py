"""The workspace's pages: who sees what, in how many queries, and what never leaks."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Aksi, Lapis, Ranah, Status
from evaluation.models import Jawaban, Komentar, LembarKerjaEvaluasi, Riwayat, TautanBukti
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.lke import gerak
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    make_anggota,
    make_instansi,
    make_lke,
    make_musim,
    make_penugasan,
    make_predikat,
    make_unit,
)
from units.enums import Peran
from units.models import BerkasBukti, BuktiDukung

pytestmark = pytest.mark.django_db

KENARI = "<script>kenari()</script>\"'><img src=x onerror=kenari()>"
KODE = "A.I.1.i.a"


def alamat(nama: str, lke: LembarKerjaEvaluasi, *sisa: object) -> str:
    return reverse(f"evaluation:{nama}", args=[lke.pk, *sisa])


@pytest.fixture
def dunia(db):
    """A filled draft with everybody around it."""

    class Dunia:
        instansi = make_instansi()

    Dunia.unit = make_unit(instansi=Dunia.instansi)
    Dunia.operator = make_anggota(Peran.OPERATOR, unit=Dunia.unit, nama="Rahmat")
    Dunia.pimpinan = make_anggota(Peran.PIMPINAN_UNIT, unit=Dunia.unit)
    Dunia.tpi = make_anggota(Peran.TPI_ANGGOTA, instansi=Dunia.instansi, nama="Fitriani")
    Dunia.tpi_lain = make_anggota(Peran.TPI_ANGGOTA, instansi=Dunia.instansi)
    Dunia.ketua = make_anggota(Peran.TPI_KETUA, instansi=Dunia.instansi)
    Dunia.admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=Dunia.instansi)
    Dunia.tpn = make_anggota(Peran.TPN_ADMIN)
    Dunia.platform = make_anggota(Peran.ADMIN_PLATFORM)
    Dunia.operator_lain = make_anggota(Peran.OPERATOR, unit=make_unit("Unit lain", instansi=Dunia.instansi))
    Dunia.lke = make_lke(unit=Dunia.unit, actor=Dunia.operator)
    isi_lapis_penuh(Dunia.lke)
    make_penugasan(Dunia.tpi, Dunia.lke)
    return Dunia


BACA = {
    "lke_detail": (),
    "lke_lanjut": (),
    "lke_bagian": ("A.I.1",),
    "soal": (KODE,),
    "lke_cari": (),
    "penjelasan": ("unit", "total"),
    "lke_panel": ("unit",),
    "lke_periksa": (),
    "lke_cetak": (),
    "lke_riwayat": (),
}
MELIHAT = {
    Status.DRAF: {"operator", "pimpinan"},
    Status.DIAJUKAN: {"operator", "pimpinan", "tpi", "ketua", "admin"},
    Status.PERBAIKAN: {"operator", "pimpinan", "tpi", "ketua", "admin"},
    Status.DIUSULKAN: {"operator", "pimpinan", "tpi", "ketua", "admin", "tpn"},
}
ORANG = ("operator", "pimpinan", "tpi", "tpi_lain", "ketua", "admin", "tpn", "platform", "operator_lain")


@pytest.mark.parametrize("status", list(MELIHAT))
@pytest.mark.usefixtures("short_refusals")
def test_who_may_read_each_page(client, dunia, status):
    bawa_ke(dunia.lke, status, actor=dunia.ketua)
    hasil, harapan = {}, {}
    for siapa in ORANG:
        client.force_login(getattr(dunia, siapa))
        for nama, sisa in BACA.items():
            hasil[siapa, nama] = client.get(alamat(nama, dunia.lke, *sisa)).status_code in (200, 302)
            harapan[siapa, nama] = siapa in MELIHAT[status]
    assert hasil == harapan


@pytest.mark.parametrize("nama", list(BACA))
def test_a_stranger_is_led_to_sign_in_and_an_outsider_finds_nothing(client, dunia, nama):
    url = alamat(nama, dunia.lke, *BACA[nama])
    assert client.get(url).url.startswith(reverse("account_login"))
    client.force_login(dunia.operator_lain)
    assert client.get(url).status_code == 404


def test_reading_changes_nothing(client, dunia):
    def potret():
        return (
            list(Jawaban.objects.order_by("pk").values_list("pk", "versi", "isi")),
            list(LembarKerjaEvaluasi.objects.values_list("status", "versi_unit", "updated_at")),
            Riwayat.objects.count(),
        )

    client.force_login(dunia.operator)
    sebelum = potret()
    for nama, sisa in BACA.items():
        client.get(alamat(nama, dunia.lke, *sisa))
    assert potret() == sebelum


# What the unit must not see before TPI's round is released ------------------------------------------------------------


@pytest.fixture
def dinilai(dunia):
    """TPI is at work: its answer, its note and its talk exist, and nothing of it was released."""
    bawa_ke(dunia.lke, Status.DINILAI_TPI, actor=dunia.ketua)
    jawaban = Jawaban.objects.get(lke=dunia.lke, lapis=Lapis.TPI, kode=KODE)
    simpan_jawaban(
        lke=dunia.lke,
        lapis=Lapis.TPI,
        kode=KODE,
        ubah={KODE: "Tidak"},
        versi=jawaban.versi,
        catatan="Rahasiapenilai belum dirilis",
        actor=dunia.tpi,
    )
    Komentar.objects.create(
        lke=dunia.lke, kode=KODE, isi="Bisikantpi saja", penulis=dunia.tpi, ranah=Ranah.INTERNAL_TPI
    )
    return dunia


def test_unreleased_layer_is_there_for_tpi_and_nowhere_for_the_unit(client, dinilai):
    halaman = {
        "bagian": alamat("lke_bagian", dinilai.lke, "A.I.1"),
        "cari": alamat("lke_cari", dinilai.lke) + "?q=rahasiapenilai",
        "cetak": alamat("lke_cetak", dinilai.lke),
        "riwayat": alamat("lke_riwayat", dinilai.lke),
        "daftar": reverse("evaluation:lke_list"),
    }
    client.force_login(dinilai.tpi)
    isi = {nama: client.get(url).content.decode() for nama, url in halaman.items()}
    assert "Rahasiapenilai" in isi["bagian"]
    assert "Bisikantpi" in isi["bagian"]
    assert KODE in isi["cari"]
    assert "Rahasiapenilai" in isi["cetak"]
    assert "Rahasiapenilai" in isi["riwayat"]
    assert "99,75" in isi["daftar"]
    client.force_login(dinilai.operator)
    for nama, url in halaman.items():
        teks = client.get(url).content.decode()
        assert "Rahasiapenilai belum" not in teks, nama
        assert "Bisikantpi" not in teks, nama
        assert "99,75" not in teks, nama
    assert client.get(halaman["cari"]).context["jumlah"] == 0
    assert client.get(halaman["bagian"]).context["lembar"].lapis == (Lapis.UNIT,)


@pytest.mark.parametrize("nama", ["lke_panel", "penjelasan"])
def test_numbers_of_an_unreleased_layer_do_not_exist_for_the_unit(client, dinilai, nama):
    sisa = ("tpi", "total") if nama == "penjelasan" else ("tpi",)
    url = alamat(nama, dinilai.lke, *sisa)
    client.force_login(dinilai.ketua)
    assert client.get(url).status_code == 200
    client.force_login(dinilai.operator)
    assert client.get(url).status_code == 404


def test_filters_of_the_unit_do_not_tell_what_tpi_did(client, dinilai):
    client.force_login(dinilai.operator)
    url = alamat("lke_bagian", dinilai.lke, "A.I.1")
    assert {b["nama"] for b in client.get(url).context["butir"]} == {"", "kosong", "tanpa_bukti", "ada_komentar"}
    # Asked for by hand, an unknown filter is no filter.
    assert len(client.get(f"{url}?saring=berbeda").context["butir"]) == 4
    tampil = client.get(f"{url}?saring=berbeda").context["kelompok"]
    assert sum(len(k.soal) for k in tampil) == 12


def test_after_a_return_the_unit_reads_both_answers_with_the_difference_in_words(client, dinilai):
    bawa = Jawaban.objects.get(lke=dinilai.lke, lapis=Lapis.TPI, kode=KODE)
    assert bawa.isi == {KODE: "Tidak"}
    LembarKerjaEvaluasi.objects.filter(pk=dinilai.lke.pk).update(status=Status.LAYAK)
    client.force_login(dinilai.operator)
    teks = client.get(alamat("lke_bagian", dinilai.lke, "A.I.1")).content.decode()
    assert "TPI lebih rendah: Ya menjadi Tidak, −0,25 poin" in teks
    assert "Rahasiapenilai belum dirilis" in teks
    assert "Bisikantpi" not in teks


def test_tpn_layer_is_only_for_tpn_until_it_decides(client, dunia):
    bawa_ke(dunia.lke, Status.PENETAPAN, actor=dunia.ketua)
    url = alamat("lke_panel", dunia.lke, "tpn")
    hasil = {}
    for siapa in ("operator", "ketua", "admin", "tpn"):
        client.force_login(getattr(dunia, siapa))
        hasil[siapa] = client.get(url).status_code
    assert hasil == {"operator": 404, "ketua": 404, "admin": 404, "tpn": 200}
    gerak(lke=dunia.lke, aksi=Aksi.TOLAK, actor=dunia.tpn, alasan="Belum memenuhi")
    for siapa in hasil:
        client.force_login(getattr(dunia, siapa))
        hasil[siapa] = client.get(url).status_code
    assert set(hasil.values()) == {200}


# Escaping -------------------------------------------------------------------------------------------------------------


def test_what_people_write_stays_text_on_every_page(client, dunia):
    simpan_jawaban(lke=dunia.lke, lapis=Lapis.UNIT, kode=KODE, ubah={}, versi=1, catatan=KENARI, actor=dunia.operator)
    client.force_login(dunia.operator)
    halaman = [alamat("lke_bagian", dunia.lke, "A.I.1"), alamat("lke_cetak", dunia.lke)]
    halaman += [alamat("lke_riwayat", dunia.lke), f"{alamat('lke_cari', dunia.lke)}?q={KENARI}"]
    halaman += [f"{reverse('evaluation:lke_list')}?q={KENARI}"]
    for url in halaman:
        teks = client.get(url).content.decode()
        assert "kenari()" in teks, url
        assert "<script>kenari" not in teks, url
        assert "<img src=x" not in teks, url


# Query counts ---------------------------------------------------------------------------------------------------------


def pasang_bukti(lke: LembarKerjaEvaluasi, orang, banyak: int) -> None:
    for n in range(banyak):
        bukti = BuktiDukung.objects.create(unit=lke.unit, judul=f"SK {n}", dibuat_oleh=orang)
        berkas = BerkasBukti.objects.create(
            bukti=bukti,
            versi=1,
            nama="sk.pdf",
            mime="application/pdf",
            ukuran=10,
            sha256=f"{n:064d}",
            isi=f"bukti/{n}",
            diunggah_oleh=orang,
        )
        TautanBukti.objects.create(lke=lke, kode=KODE, bukti=bukti, berkas=berkas, oleh=orang)
        akar = Komentar.objects.create(lke=lke, kode=KODE, isi=f"Tanya {n}", penulis=orang)
        Komentar.objects.create(lke=lke, kode=KODE, isi=f"Jawab {n}", penulis=orang, induk=akar)


def hitung_query(client, url: str) -> int:
    client.get(url)  # the session of a first visit is written once
    with CaptureQueriesContext(connection) as query:
        assert client.get(url).status_code == 200
    return len(query)


@pytest.mark.parametrize("siapa", ["operator", "tpi"])
def test_area_page_is_flat_and_within_15_queries(client, dunia, siapa):
    lama = make_lke(unit=dunia.unit, musim=make_musim(2025), actor=dunia.operator)
    isi_lapis_penuh(lama)
    pasang_bukti(dunia.lke, dunia.operator, 1)
    bawa_ke(dunia.lke, Status.PERBAIKAN if siapa == "operator" else Status.DINILAI_TPI, actor=dunia.ketua)
    client.force_login(getattr(dunia, siapa))
    url = alamat("lke_bagian", dunia.lke, "A.I.1")
    satu = hitung_query(client, url)
    pasang_bukti(dunia.lke, dunia.operator, 3)
    tiga = hitung_query(client, url)
    pasang_bukti(dunia.lke, dunia.operator, 20)
    assert [satu, tiga, hitung_query(client, url)] == [satu] * 3
    assert satu <= 15


@pytest.mark.parametrize("siapa", ["operator", "tpi", "ketua"])
def test_list_is_flat(client, dunia, siapa):
    bawa_ke(dunia.lke, Status.DINILAI_TPI, actor=dunia.ketua)
    client.force_login(getattr(dunia, siapa))
    url = reverse("evaluation:lke_list")
    hasil = [hitung_query(client, url)]
    for banyak in (2, 6):
        for _ in range(banyak):
            unit = make_unit("Unit tambahan", instansi=dunia.instansi)
            lke = make_lke(unit=unit)
            isi_lapis_penuh(lke)
            make_penugasan(dunia.tpi, lke)
            bawa_ke(lke, Status.DINILAI_TPI, actor=dunia.ketua)
        hasil.append(hitung_query(client, url))
    assert hasil == [hasil[0]] * 3


@pytest.mark.parametrize("nama", ["lke_cetak", "lke_cari", "lke_periksa", "lke_riwayat"])
def test_whole_sheet_pages_are_flat(client, dunia, nama):
    client.force_login(dunia.operator)
    pasang_bukti(dunia.lke, dunia.operator, 1)
    url = alamat(nama, dunia.lke)

    def tulis(kali: int) -> None:
        for n in range(kali):
            jawaban = Jawaban.objects.get(lke=dunia.lke, lapis=Lapis.UNIT, kode=KODE)
            simpan_jawaban(
                lke=dunia.lke,
                lapis=Lapis.UNIT,
                kode=KODE,
                ubah={},
                versi=jawaban.versi,
                catatan=f"{jawaban.versi} {n}",
                actor=dunia.operator,
            )

    tulis(1)
    satu = hitung_query(client, url)
    pasang_bukti(dunia.lke, dunia.operator, 10)
    tulis(10)
    assert hitung_query(client, url) == satu


# Moving about ---------------------------------------------------------------------------------------------------------


def kosongkan(lke: LembarKerjaEvaluasi, *kode: str) -> None:
    for satu in kode:
        jawaban = Jawaban.objects.get(lke=lke, lapis=Lapis.UNIT, kode=satu)
        jawaban.isi = {}
        jawaban.save(update_fields=["isi"])


def test_opening_a_sheet_goes_to_the_first_section_with_work_left(client, dunia):
    kosongkan(dunia.lke, "A.I.3.ii.a", "B.I.a")
    client.force_login(dunia.operator)
    assert client.get(alamat("lke_detail", dunia.lke)).url == alamat("lke_bagian", dunia.lke, "A.I.3")


def test_next_unanswered_goes_round_and_ends_at_the_check(client, dunia):
    kosongkan(dunia.lke, "A.I.3.ii.a", "B.I.a")
    client.force_login(dunia.operator)
    url = alamat("lke_lanjut", dunia.lke)
    assert client.get(url).url.endswith("/bagian/A.I.3/#soal-A.I.3.ii.a")
    assert client.get(f"{url}?dari=A.I.3.ii.a").url.endswith("/bagian/B/#soal-B.I.a")
    assert client.get(f"{url}?dari=B.I.a").url.endswith("#soal-A.I.3.ii.a")
    isi_lapis_penuh(dunia.lke)
    assert client.get(url).url == alamat("lke_periksa", dunia.lke)


def test_a_reviewer_without_anything_left_stays_in_the_sheet(client, dunia):
    bawa_ke(dunia.lke, Status.DINILAI_TPI, actor=dunia.ketua)
    client.force_login(dunia.tpi)
    assert client.get(alamat("lke_lanjut", dunia.lke)).url == alamat("lke_bagian", dunia.lke, "A.I.1")
    Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.TPI, kode="A.II.6.ii.a").update(versi=0)
    assert client.get(alamat("lke_lanjut", dunia.lke)).url.endswith("#soal-A.II.6.ii.a")


def test_in_perbaikan_the_unit_lands_on_what_was_sent_back(client, dunia):
    bawa_ke(dunia.lke, Status.PERBAIKAN, actor=dunia.ketua, tanda="A.I.5.i.a")
    client.force_login(dunia.operator)
    jawab = client.get(alamat("lke_detail", dunia.lke), follow=True)
    soal = [s for k in jawab.context["kelompok"] for s in k.soal]
    assert [(s.kode, s.isi) for s in soal] == [("A.I.5.i.a", True)]
    semua = client.get(alamat("lke_bagian", dunia.lke, "A.I.5")).context["kelompok"]
    assert [s.kode for k in semua for s in k.soal if s.isi] == ["A.I.5.i.a"]


@pytest.mark.parametrize(("kode", "status"), [("A.I.9", 404), ("A.I.1.i.a", 404), ("B", 200), ("x<y", 404)])
def test_unknown_sections_are_not_found(client, dunia, kode, status):
    client.force_login(dunia.operator)
    assert client.get(alamat("lke_bagian", dunia.lke, kode)).status_code == status


@pytest.mark.every_case
@pytest.mark.parametrize(("saring", "kode"), [("kosong", ["A.I.1.ii.b"]), ("ada_komentar", ["A.I.1.i.b"])])
def test_filters_show_only_what_they_name(client, dunia, saring, kode):
    kosongkan(dunia.lke, "A.I.1.ii.b")
    Komentar.objects.create(lke=dunia.lke, kode="A.I.1.i.b", isi="Mohon dicek", penulis=dunia.operator)
    client.force_login(dunia.operator)
    jawab = client.get(f"{alamat('lke_bagian', dunia.lke, 'A.I.1')}?saring={saring}")
    assert [s.kode for k in jawab.context["kelompok"] for s in k.soal] == kode
    assert {b["nama"]: b["jumlah"] for b in jawab.context["butir"]}[saring] == 1


@pytest.mark.parametrize(
    ("q", "ada"), [("agen perubahan", "A.I.1.iv.b"), ("a.i.1.iv", "A.I.1.iv.a"), ("PENGADUAN", "A.II.5.ii.a")]
)
def test_search_finds_words_in_any_order_and_codes(client, dunia, q, ada):
    client.force_login(dunia.operator)
    hasil = client.get(alamat("lke_cari", dunia.lke), {"q": q}).context["hasil"]
    assert ada in [h.pertanyaan.kode for _, isi in hasil for h in isi]


def test_search_that_finds_nothing_says_so(client, dunia):
    client.force_login(dunia.operator)
    jawab = client.get(alamat("lke_cari", dunia.lke), {"q": "zzzz"})
    assert jawab.context["jumlah"] == 0
    assert "Tidak ada pertanyaan yang cocok" in jawab.content.decode()


def test_last_years_answer_stands_beside_this_years(client, dunia):
    lama = make_lke(unit=dunia.unit, musim=make_musim(2025), actor=dunia.operator)
    isi_lapis_penuh(lama, ubah={KODE: {KODE: "Tidak"}})
    client.force_login(dunia.operator)
    kelompok = client.get(alamat("lke_bagian", dunia.lke, "A.I.1")).context["kelompok"]
    soal = kelompok[0].soal[0]
    assert (soal.tahun_lalu.tahun, soal.tahun_lalu.teks) == (2025, "Tidak")
    lama_kelompok = client.get(alamat("lke_bagian", lama, "A.I.1")).context["kelompok"]
    assert lama_kelompok[0].soal[0].tahun_lalu is None


def test_last_years_draft_stays_the_units(client, dunia):
    """What was never submitted last year is not shown to TPI beside this year's answer; once submitted it is."""
    lama = make_lke(unit=dunia.unit, musim=make_musim(2025), actor=dunia.operator)
    isi_lapis_penuh(lama, ubah={KODE: {KODE: "Tidak"}})
    bawa_ke(dunia.lke, Status.DIAJUKAN, actor=dunia.ketua)

    def tahun_lalu(siapa: str):
        client.force_login(getattr(dunia, siapa))
        return client.get(alamat("lke_bagian", dunia.lke, "A.I.1")).context["kelompok"][0].soal[0].tahun_lalu

    assert tahun_lalu("operator").teks == "Tidak"
    assert tahun_lalu("ketua") is None
    bawa_ke(lama, Status.DIAJUKAN, actor=dunia.ketua)
    assert tahun_lalu("ketua").teks == "Tidak"


def test_tpn_reads_nothing_of_its_own_about_the_unit_it_works_in(client, dunia):
    bawa_ke(dunia.lke, Status.DIUSULKAN, actor=dunia.ketua)
    client.force_login(dunia.tpn)
    assert client.get(alamat("lke_panel", dunia.lke, "tpn")).status_code == 200
    antrean = reverse("evaluation:tpn_antrean")
    assert dunia.unit.nama in client.get(antrean).content.decode()
    make_anggota(Peran.OPERATOR, unit=dunia.unit, user=dunia.tpn)
    assert client.get(alamat("lke_panel", dunia.lke, "tpn")).status_code == 404
    assert dunia.lke.get_absolute_url() not in client.get(antrean).content.decode()


def test_a_page_without_script_has_a_button_and_a_field_for_everything(client, dunia):
    client.force_login(dunia.operator)
    teks = client.get(alamat("lke_bagian", dunia.lke, "A.I.1")).content.decode()
    assert teks.count('<form class="soal-form" method="post"') == 12
    assert teks.count('name="catatan"') == 12
    # Beside each stands a hidden one, first in its form, so that Enter in a field saves.
    assert teks.count(">Simpan</button>") - teks.count('aria-hidden="true">Simpan</button>') == 12
    for terlarang in ("style=", "onclick=", "<script>"):
        assert terlarang not in teks


def test_explanation_of_a_number_is_a_page_and_a_fragment(client, dunia):
    client.force_login(dunia.operator)
    url = alamat("penjelasan", dunia.lke, "unit", "area_5")
    halaman = client.get(url).content.decode()
    potongan = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "Penguatan Pengawasan" in halaman
    assert halaman.count("<html") == 1
    assert "<html" not in potongan
    assert client.get(alamat("penjelasan", dunia.lke, "unit", "entah")).status_code == 404
    assert client.get(alamat("penjelasan", dunia.lke, "entah", "total")).status_code == 404


# The list and opening -------------------------------------------------------------------------------------------------


def test_list_filters_and_sorts(client, dunia):
    for nama, tujuan in (("Zeta", "WBK"), ("Alfa", "WBK")):
        lke = make_lke(unit=make_unit(nama, instansi=dunia.instansi), tujuan=tujuan)
        isi_lapis_penuh(lke)
        bawa_ke(lke, Status.DIAJUKAN, actor=dunia.ketua)
    client.force_login(dunia.ketua)

    def nama(**q) -> list[str]:
        return [b.lke.unit.nama for b in client.get(reverse("evaluation:lke_list"), q).context["baris"]]

    assert nama() == ["Alfa", "Zeta"]
    assert nama(urut="-unit") == ["Zeta", "Alfa"]
    assert nama(q="alf") == ["Alfa"]
    assert nama(status="draf") == []
    assert nama(tahun="2025") == []
    assert nama(urut="tpi'; drop", status="bukan", tahun="x") == ["Alfa", "Zeta"]


@pytest.mark.parametrize(
    ("siapa", "status"), [("operator", 302), ("pimpinan", 403), ("operator_lain", 404), ("ketua", 403), ("tpn", 403)]
)
@pytest.mark.usefixtures("short_refusals")
def test_who_may_open_a_sheet(client, dunia, siapa, status):
    baru = make_unit("Unit baru", instansi=dunia.instansi)
    from units.models import Keanggotaan

    if siapa in ("operator", "pimpinan"):
        peran = Peran.OPERATOR if siapa == "operator" else Peran.PIMPINAN_UNIT
        Keanggotaan.objects.create(
            user=getattr(dunia, siapa), peran=peran, unit=baru, mulai=timezone.localdate() - dt.timedelta(days=1)
        )
    client.force_login(getattr(dunia, siapa))
    jawab = client.post(reverse("evaluation:lke_buka"), {"unit": baru.pk, "predikat_tujuan": "WBK"})
    assert jawab.status_code == status
    assert LembarKerjaEvaluasi.objects.filter(unit=baru).exists() == (status == 302)


@pytest.mark.parametrize(("tujuan", "wbk", "jadi"), [("WBBM", False, False), ("WBBM", True, True), ("X", True, False)])
def test_opening_checks_the_aim(client, dunia, tujuan, wbk, jadi):
    LembarKerjaEvaluasi.objects.filter(pk=dunia.lke.pk)
    unit = make_unit("Unit baru", instansi=dunia.instansi)
    orang = make_anggota(Peran.KETUA_TIM, unit=unit)
    if wbk:
        make_predikat(unit, actor=dunia.tpn)
    client.force_login(orang)
    client.post(reverse("evaluation:lke_buka"), {"unit": unit.pk, "predikat_tujuan": tujuan})
    assert LembarKerjaEvaluasi.objects.filter(unit=unit).exists() == jadi


def test_list_offers_to_open_until_it_is_open(client, dunia):
    client.force_login(dunia.operator_lain)
    url = reverse("evaluation:lke_list")
    calon = client.get(url).context["dapat_dibuka"]
    assert [c.unit.nama for c in calon] == ["Unit lain"]
    client.post(reverse("evaluation:lke_buka"), {"unit": calon[0].unit.pk, "predikat_tujuan": "WBK"})
    assert client.get(url).context["dapat_dibuka"] == []
    client.post(reverse("evaluation:lke_buka"), {"unit": calon[0].unit.pk, "predikat_tujuan": "WBK"})
    assert LembarKerjaEvaluasi.objects.filter(unit=calon[0].unit).count() == 1


# Submit ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("siapa", "status"), [("pimpinan", 302), ("operator", 403), ("ketua", 404), ("operator_lain", 404)]
)
@pytest.mark.usefixtures("short_refusals")
def test_who_may_submit(client, dunia, siapa, status):
    client.force_login(getattr(dunia, siapa))
    jawab = client.post(alamat("lke_periksa", dunia.lke), {"setuju_tanpa_bukti": "ya"})
    assert jawab.status_code == status
    dunia.lke.refresh_from_db()
    assert dunia.lke.status == (Status.DIAJUKAN if status == 302 else Status.DRAF)


def test_submit_is_refused_while_questions_are_unanswered(client, dunia):
    from evaluation.services.skor import hitung_ulang

    kosongkan(dunia.lke, "A.I.3.ii.a")
    hitung_ulang(lke=dunia.lke, lapis=Lapis.UNIT)
    client.force_login(dunia.pimpinan)
    halaman = client.get(alamat("lke_periksa", dunia.lke))
    assert [p.kode for p in halaman.context["isi"].belum] == ["A.I.3.ii.a"]
    assert "Ajukan ke TPI</button>" not in halaman.content.decode()
    jawab = client.post(alamat("lke_periksa", dunia.lke), {"setuju_tanpa_bukti": "ya"})
    assert jawab.status_code == 409
    assert "1 pertanyaan belum dijawab" in jawab.content.decode()
    dunia.lke.refresh_from_db()
    assert dunia.lke.status == Status.DRAF


def test_answers_without_proof_are_confirmed_by_hand(client, dunia):
    client.force_login(dunia.pimpinan)
    jawab = client.post(alamat("lke_periksa", dunia.lke))
    assert jawab.status_code == 409
    assert "tanpa bukti dukung" in jawab.content.decode()
    assert Riwayat.objects.filter(lke=dunia.lke).count() == 1


def test_receipt_tells_number_time_version_and_score(client, dunia):
    client.force_login(dunia.pimpinan)
    assert client.get(alamat("lke_tanda_terima", dunia.lke)).status_code == 404
    jawab = client.post(alamat("lke_periksa", dunia.lke), {"setuju_tanpa_bukti": "ya"}, follow=True)
    terima = jawab.context["terima"]
    riwayat = Riwayat.objects.get(lke=dunia.lke, ke=Status.DIAJUKAN)
    assert terima.nomor == f"LKE-2026-{dunia.lke.pk:05d}-{riwayat.pk:06d}"
    teks = jawab.content.decode()
    for isi in (terima.nomor, "100,00", str(dunia.pimpinan)):
        assert isi in teks
    # A second press finds the sheet frozen and makes no second submission.
    assert client.post(alamat("lke_periksa", dunia.lke), {"setuju_tanpa_bukti": "ya"}).status_code == 403
    assert Riwayat.objects.filter(lke=dunia.lke, ke=Status.DIAJUKAN).count() == 1
