"""Talk under a question: who is told, who reads, and what a reply inherits."""

import datetime as dt

import pytest
from django.utils import timezone

from evaluation.enums import Ranah, Status
from evaluation.errors import EvaluationError, PertanyaanTidakAda
from evaluation.models import Komentar
from evaluation.permissions import ranah_terbaca
from evaluation.selectors.komentar import utas_lke
from evaluation.services.komentar import selesaikan_komentar, tulis_komentar
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_lke, make_penugasan, make_unit
from tests.serentak import bersama
from units.enums import Peran
from units.models import Notifikasi

pytestmark = pytest.mark.django_db
KODE = "A.I.1.i.a"


@pytest.fixture
def lke():
    lke = make_lke()
    isi_lapis_penuh(lke)
    return bawa_ke(lke, Status.DINILAI_TPI, actor=make_anggota(Peran.TPI_DALNIS, instansi=lke.unit.instansi))


@pytest.fixture
def operator(lke):
    return make_anggota(Peran.OPERATOR, unit=lke.unit, username="siti.aminah")


@pytest.fixture
def ketua(lke):
    return make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi, username="budi-ketua")


def kabar(user) -> int:
    return Notifikasi.objects.filter(user=user).count()


@pytest.mark.parametrize(
    "isi",
    [
        "Mohon dilengkapi @siti.aminah",
        "@siti.aminah, mohon dilengkapi",
        "Sudah dicek oleh @siti.aminah.",
        "(@siti.aminah)",
    ],
)
def test_a_mention_tells_the_person_once(lke, operator, ketua, isi):
    komentar = tulis_komentar(lke=lke, kode=KODE, isi=f"{isi} dan sekali lagi @siti.aminah", actor=ketua)
    assert list(komentar.disebut.all()) == [operator]
    assert kabar(operator) == 1
    assert Notifikasi.objects.get(user=operator).url.endswith(f"#soal-{KODE}")


def test_an_address_is_no_mention(lke, operator, ketua):
    assert not tulis_komentar(lke=lke, kode=KODE, isi="kirim ke zi@siti.aminah", actor=ketua).disebut.exists()


def test_only_those_who_may_read_are_told(lke, operator, ketua):
    luar = make_anggota(Peran.OPERATOR, unit=make_unit("Lain"), username="orang-luar")
    lepas = make_anggota(Peran.TPI_ANGGOTA, instansi=lke.unit.instansi, username="tpi-lepas")
    tugas = make_anggota(Peran.TPI_ANGGOTA, instansi=lke.unit.instansi, username="tpi-tugas")
    make_penugasan(tugas, lke)
    semua = "@siti.aminah @orang-luar @tpi-lepas @tpi-tugas"

    assert set(tulis_komentar(lke=lke, kode=KODE, isi=semua, actor=ketua).disebut.all()) == {operator, tugas}
    internal = tulis_komentar(lke=lke, kode=KODE, isi=semua, actor=ketua, ranah=Ranah.INTERNAL_TPI)
    assert set(internal.disebut.all()) == {tugas}
    assert [kabar(u) for u in (operator, luar, lepas, tugas)] == [1, 0, 0, 2]


def test_an_assessor_of_the_own_unit_is_not_told_what_tpi_says_among_itself(lke, ketua):
    rangkap = make_anggota(Peran.TPI_DALNIS, instansi=lke.unit.instansi, username="rangkap")
    make_anggota(Peran.OPERATOR, unit=lke.unit, user=rangkap)
    internal = tulis_komentar(lke=lke, kode=KODE, isi="@rangkap", actor=ketua, ranah=Ranah.INTERNAL_TPI)
    assert not internal.disebut.exists()
    assert ranah_terbaca(rangkap, lke) == [Ranah.BERSAMA]
    assert utas_lke(lke, ranah_terbaca(rangkap, lke)) == {}
    assert utas_lke(lke, ranah_terbaca(ketua, lke)) == {KODE: [internal]}


def test_a_reply_tells_everybody_who_wrote_in_the_thread_but_its_author(lke, operator, ketua):
    kedua = make_anggota(Peran.KETUA_TIM, unit=lke.unit)
    akar = tulis_komentar(lke=lke, kode=KODE, isi="Mana buktinya?", actor=ketua)
    tulis_komentar(lke=lke, kode=KODE, isi="Menyusul", actor=operator, induk=akar)
    assert (kabar(ketua), kabar(operator)) == (1, 0)
    tulis_komentar(lke=lke, kode=KODE, isi="Sudah diunggah", actor=kedua, induk=akar)
    assert (kabar(ketua), kabar(operator), kabar(kedua)) == (2, 1, 0)


def test_a_reply_to_a_reply_stands_under_the_root_and_reopens_it(lke, operator, ketua):
    akar = tulis_komentar(lke=lke, kode=KODE, isi="Mana buktinya?", actor=ketua)
    balasan = tulis_komentar(lke=lke, kode=KODE, isi="Menyusul", actor=operator, induk=akar)
    selesaikan_komentar(komentar=balasan, selesai=True, actor=ketua)
    akar.refresh_from_db()
    assert akar.selesai_oleh == ketua

    lagi = tulis_komentar(lke=lke, kode=KODE, isi="Sebentar", actor=operator, induk=balasan)

    akar.refresh_from_db()
    assert (lagi.induk, akar.selesai_oleh, akar.selesai_pada) == (akar, None, None)
    assert [k.isi for k in utas_lke(lke, [Ranah.BERSAMA])[KODE][0].balasan_terbaca] == ["Menyusul", "Sebentar"]


def test_a_reply_is_read_by_whoever_reads_what_it_answers(lke, ketua):
    akar = tulis_komentar(lke=lke, kode=KODE, isi="Antarpenilai", actor=ketua, ranah=Ranah.INTERNAL_TPI)
    assert tulis_komentar(lke=lke, kode=KODE, isi="Setuju", actor=ketua, induk=akar).ranah == Ranah.INTERNAL_TPI


def test_resolving_twice_keeps_who_did_it_first(lke, operator, ketua):
    akar = tulis_komentar(lke=lke, kode=KODE, isi="Mana buktinya?", actor=ketua)
    pertama = selesaikan_komentar(komentar=akar, selesai=True, actor=operator).selesai_pada
    lagi = selesaikan_komentar(komentar=akar, selesai=True, actor=ketua)
    assert (lagi.selesai_oleh, lagi.selesai_pada) == (operator, pertama)
    assert selesaikan_komentar(komentar=akar, selesai=False, actor=ketua).selesai_oleh is None


def test_a_second_click_writes_once_and_tells_once(lke, operator, ketua):
    satu, dua = (tulis_komentar(lke=lke, kode=KODE, isi="@siti.aminah, cek", actor=ketua) for _ in range(2))
    assert satu == dua
    assert kabar(operator) == 1
    # Elsewhere, from somebody else, or later, the same words are a remark of their own.
    Komentar.objects.update(dibuat_pada=timezone.now() - dt.timedelta(minutes=2))
    tulis_komentar(lke=lke, kode=KODE, isi="@siti.aminah, cek", actor=ketua)
    tulis_komentar(lke=lke, kode="A.I.1.i.b", isi="@siti.aminah, cek", actor=ketua)
    tulis_komentar(lke=lke, kode=KODE, isi="@siti.aminah, cek", actor=ketua, induk=satu)
    assert Komentar.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_write_once():
    lke = make_lke()
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    bersama(*[lambda: tulis_komentar(lke=lke, kode=KODE, isi="Halo", actor=ketua)] * 3)
    assert Komentar.objects.count() == 1


@pytest.mark.parametrize(
    ("ubah", "galat"),
    [
        ({"isi": "  \n"}, EvaluationError),
        ({"isi": "a" * 4001}, EvaluationError),
        ({"kode": "A.I.9.x"}, PertanyaanTidakAda),
    ],
)
def test_what_cannot_be_written(lke, ketua, ubah, galat):
    with pytest.raises(galat):
        tulis_komentar(lke=lke, actor=ketua, **({"kode": KODE, "isi": "Halo"} | ubah))
    assert not Komentar.objects.exists()


def test_a_reply_stays_on_its_sheet_and_question(lke, ketua):
    akar = tulis_komentar(lke=lke, kode=KODE, isi="Mana buktinya?", actor=ketua)
    lain = make_lke(unit=make_unit("Lain", instansi=lke.unit.instansi))
    for sasaran, kode in ((lain, KODE), (lke, "A.I.1.i.b")):
        with pytest.raises(EvaluationError):
            tulis_komentar(lke=sasaran, kode=kode, isi="Salah tempat", actor=ketua, induk=akar)
    assert Komentar.objects.count() == 1
