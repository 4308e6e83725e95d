"""The home page: the right cards for each role, what waits, and a fixed number of queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Lapis, Status
from evaluation.models import Jawaban, Kunjungan, LembarKerjaEvaluasi, TandaPerbaikan
from evaluation.services.komentar import tulis_komentar
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
    make_user,
)
from tests.matrix import buat_dunia
from units.enums import Peran

pytestmark = pytest.mark.django_db
URL = "/"
KODE = "A.I.1.i.a"


def kartu(client, user, **query) -> list:
    """The cards of the evaluation; those of the four stages are told in tests/units/test_tahun_beranda.py."""
    client.force_login(user)
    return [k for b in client.get(URL, query).context["bagian"] if "embangunan ZI" not in b.judul for k in b.kartu]


def satu(client, user, **query):
    (k,) = kartu(client, user, **query)
    return k


# The unit -------------------------------------------------------------------------------------------------------------


def test_home_is_at_the_root():
    assert reverse("evaluation:beranda") == URL


def test_before_the_first_season_the_unit_reads_that_it_is_not_open(client):
    client.force_login(make_anggota(Peran.OPERATOR, unit=make_unit()))
    assert "Musim evaluasi belum dibuka" in client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("peran", "kata"),
    [(Peran.OPERATOR, "Buka LKE"), (Peran.KETUA_TIM, "Buka LKE"), (Peran.PIMPINAN_UNIT, "Ke daftar LKE")],
)
def test_without_a_sheet_the_ones_who_may_are_asked_to_open_it(client, peran, kata):
    make_musim()
    k = satu(client, make_anggota(peran, unit=make_unit()))
    assert (k.kata, k.aksi, k.url) == ("Belum dibuka", kata, reverse("evaluation:lke_list"))


def test_a_draft_shows_progress_missing_gates_deadline_and_the_next_act(client):
    lke = make_lke()
    isi_lapis_penuh(lke, ubah={KODE: {}, "B.I.a": {"B.I.a": "1"}})
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    k = satu(client, operator)
    assert (k.terisi, k.semua, k.aksi, k.tenggat) == (112, 113, "Lanjutkan mengisi", lke.musim.isi_selesai)
    assert k.keterangan == "1 pertanyaan belum dijawab."
    assert "2 syarat nilai belum terpenuhi: Birokrasi yang bersih dan akuntabel, Survei persepsi" in k.rincian[0]
    halaman = client.get(URL).content.decode()
    # The sheet, and the stages: nobody has prepared the declaration yet.
    assert "2 hal menunggu Anda." in halaman
    assert "112 dari 113 pertanyaan terisi" in halaman


def test_a_full_draft_is_the_pimpinans_to_hand_in(client):
    lke = make_lke()
    isi_lapis_penuh(lke)
    pimpinan, operator = make_anggota(Peran.PIMPINAN_UNIT, unit=lke.unit), make_anggota(Peran.OPERATOR, unit=lke.unit)
    k = satu(client, pimpinan)
    assert (k.kata, k.url) == ("Siap diajukan", reverse("evaluation:lke_periksa", args=[lke.pk]))
    # The list of employees waits for the pimpinan too, so no one act stands above the others.
    assert f'<a class="btn btn-secondary" href="{k.url}">Periksa dan ajukan' in client.get(URL).content.decode()
    k = satu(client, operator)
    assert (k.keterangan, k.mendesak) == ("Semua pertanyaan terjawab. Menunggu pimpinan unit mengajukan.", 0)


def test_a_returned_sheet_shows_how_many_questions_until_when(client):
    dunia = buat_dunia(Status.PERBAIKAN)
    lke = LembarKerjaEvaluasi.objects.get(pk=dunia.lke.pk)
    TandaPerbaikan.objects.create(lke=lke, putaran=1, kode="A.I.1.i.b", oleh=dunia.orang["tpi_dalnis"])
    k = satu(client, dunia.orang["operator"])
    assert k.keterangan.startswith("TPI mengembalikan 1 pertanyaan.")
    assert (k.kata, k.tenggat, k.aksi) == ("Perbaikan oleh unit", lke.tenggat, "Perbaiki")


def test_a_deadline_that_passed_says_what_to_do(client):
    lke = make_lke()
    lke.musim.isi_selesai = timezone.now() - dt.timedelta(days=1)
    lke.musim.save()
    k = satu(client, make_anggota(Peran.OPERATOR, unit=lke.unit))
    assert k.keterangan.startswith("Tenggat sudah lewat.")
    assert k.mendesak == 0


@pytest.mark.parametrize("status", [s for s in Status if s not in {Status.DRAF, Status.PERBAIKAN}])
def test_while_others_work_nothing_is_asked_of_the_unit(client, status):
    dunia = buat_dunia(status)
    Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.TPI).update(isi={})
    for nama in ("operator", "pimpinan"):
        k = satu(client, dunia.orang[nama])
        assert (k.kata, k.mendesak, bool(k.keterangan)) == (Status(status).label, 0, True)
        # The number is the unit's own, whatever TPI gave.
        assert k.angka == "100,00"


# The others -----------------------------------------------------------------------------------------------------------


def test_tpi_sees_counts_and_what_changed_since_the_last_look(client):
    dunia = buat_dunia(Status.DINILAI_TPI)
    ketua = dunia.orang["tpi_ketua"]
    Kunjungan.objects.create(lke=dunia.lke, user=ketua, pada=timezone.now() - dt.timedelta(hours=1))
    Jawaban.objects.filter(lke=dunia.lke, lapis=Lapis.UNIT).update(diubah_pada=timezone.now() - dt.timedelta(days=1))
    assert [(k.judul, k.angka) for k in kartu(client, ketua)] == [
        ("Menunggu dinilai", "0"),
        ("Sedang dinilai", "1"),
        ("Rapat pleno", "0"),
        ("Diperbaiki unit", "0"),
    ]
    tulis_komentar(lke=dunia.lke, kode=KODE, isi="Sudah kami lengkapi", actor=dunia.orang["operator"])
    baru = kartu(client, ketua)[4:]
    assert [(k.judul, k.keterangan) for k in baru] == [(dunia.unit.nama, "Sejak terakhir Anda lihat: 1 komentar baru.")]
    # The member who is not assigned has nothing to do with it.
    client.force_login(dunia.orang["tpi_lepas"])
    assert "Belum ada LKE untuk dinilai" in client.get(URL).content.decode()


def test_the_admin_sees_units_by_state_and_what_waits_for_a_proposal(client):
    dunia = buat_dunia(Status.LAYAK)
    make_lke(unit=make_unit("Masih draf", instansi=dunia.instansi))
    k = kartu(client, dunia.orang["admin"])
    assert (k[0].angka, k[0].satuan) == ("2", "dari 3 unit membuka LKE")
    assert k[0].rincian == ["Draf: 1", "Layak diusulkan: 1", "Belum membuka LKE: 1"]
    assert (k[1].judul, k[1].angka, k[1].aksi) == ("Layak, belum diusulkan", "1", "Susun usulan")
    # How many drafts there are is told, which and what is in them is not.
    assert "Masih draf" not in client.get(URL).content.decode()


def test_tpn_sees_what_was_sent_and_nothing_before(client):
    dunia = buat_dunia(Status.LAYAK)
    client.force_login(dunia.orang["tpn_admin"])
    assert "Belum ada usulan" in client.get(URL).content.decode()
    lain = make_lke(unit=make_unit("Terkirim", instansi=dunia.instansi))
    isi_lapis_penuh(lain)
    bawa_ke(lain, Status.DIUSULKAN, actor=dunia.orang["tpi_dalnis"])
    assert [(k.judul, k.angka) for k in kartu(client, dunia.orang["tpn_anggota"])] == [
        ("Diusulkan ke TPN", "1"),
        ("Ditetapkan", "0"),
        ("Tidak ditetapkan", "0"),
    ]


def test_the_platform_admin_sees_no_lke(client):
    dunia = buat_dunia(Status.DITETAPKAN)
    k = kartu(client, dunia.orang["platform"])
    assert [x.url for x in k] == [
        reverse("units:pegawai_list"),
        reverse("units:instansi_list"),
        reverse("evaluation:mandiri_list"),
    ]
    halaman = client.get(URL).content.decode()
    assert dunia.unit.nama not in halaman
    assert "LKE" not in halaman.replace("Portal", "")


def test_without_a_role_one_is_told_whom_to_ask(client):
    client.force_login(make_user())
    assert "Akun Anda belum mempunyai peran" in client.get(URL).content.decode()


def test_several_roles_several_sections(client):
    dunia = buat_dunia(Status.DIAJUKAN)
    orang = make_anggota(Peran.OPERATOR, unit=make_unit("Inspektorat", instansi=dunia.instansi))
    make_anggota(Peran.TPI_KETUA, instansi=dunia.instansi, user=orang)
    make_anggota(Peran.ADMIN_INSTANSI, instansi=dunia.instansi, user=orang)
    make_anggota(Peran.TPN_ANGGOTA, user=orang)
    client.force_login(orang)
    tahun = dunia.lke.musim.tahun
    assert [b.judul.split(",")[0] for b in client.get(URL).context["bagian"]] == [
        "LKE unit Anda",
        f"Pembangunan ZI {tahun}",
        "Penilaian TPI",
        f"Pemantauan pembangunan ZI {tahun}",
        "Instansi Anda",
        "Pembangunan ZI di instansi Anda",
        "Evaluasi TPN",
    ]


def test_the_year_is_chosen_in_the_address(client):
    lke = make_lke(musim=make_musim(2025))
    make_musim(2026)
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    assert satu(client, operator).kata == "Belum dibuka"
    assert satu(client, operator, tahun="2025").kata == "Draf"
    assert satu(client, operator, tahun="tahun lalu").kata == "Belum dibuka"


# Flat -----------------------------------------------------------------------------------------------------------------


def test_queries_stay_flat_for_somebody_with_every_role(client):
    instansi = make_instansi()
    orang = make_anggota(Peran.TPN_ADMIN)
    for peran in (Peran.TPI_KETUA, Peran.TPI_ANGGOTA, Peran.ADMIN_INSTANSI):
        make_anggota(peran, instansi=instansi, user=orang)
    dalnis = make_anggota(Peran.TPI_DALNIS, instansi=instansi)
    client.force_login(orang)
    banyak = set()
    for mulai, n in ((0, 1), (1, 2), (3, 17)):
        for i in range(mulai, mulai + n):
            sendiri = make_lke(unit=make_unit(f"Sendiri {i}", instansi=instansi))
            make_anggota(Peran.OPERATOR, unit=sendiri.unit, user=orang)
            dinilai = make_lke(unit=make_unit(f"Dinilai {i}", instansi=instansi))
            isi_lapis_penuh(dinilai)
            bawa_ke(dinilai, Status.DINILAI_TPI, actor=dalnis)
            make_penugasan(orang, dinilai)
            Kunjungan.objects.create(lke=dinilai, user=orang, pada=timezone.now() - dt.timedelta(hours=1))
            tulis_komentar(lke=dinilai, kode=KODE, isi="Halo", actor=dalnis)
        client.get(URL)  # a session that is renewed now and then writes; the second visit only reads
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        banyak.add(len(queries))
    assert len(banyak) == 1
    # Five of them are the stages: own units, two counts of TPI, two of the admin.
    assert banyak.pop() <= 25 + 5


# The unit's page ------------------------------------------------------------------------------------------------------


def test_the_units_page_lists_its_predicates_and_the_sheets_one_may_see(client):
    dunia = buat_dunia(Status.DINILAI_TPI)
    make_predikat(dunia.unit, actor=dunia.orang["tpn_admin"])
    url = reverse("units:unit_detail", args=[dunia.unit.pk])
    for nama, lke_terlihat in (("operator", True), ("tpi_ketua", True), ("tpn_anggota", False)):
        client.force_login(dunia.orang[nama])
        halaman = client.get(url).content.decode()
        assert "SK SK/1/2024, 1 Desember 2024" in halaman
        assert (f'href="{dunia.lke.get_absolute_url()}"' in halaman) == lke_terlihat
