"""Progress of an item, its moves, and last year's items carried on."""

from __future__ import annotations

import uuid

import pytest

from tests.factories import make_anggota, make_unit
from tests.serentak import bersama
from tests.units.bantu_rencana import hari, jejak, make_butir
from units.enums import Peran
from units.enums.tahap import StatusAksi
from units.errors import BarisBentrok, BarisMoved, UnitsError
from units.models import ButirAksi, IsuStrategis, KemajuanAksi, LayananUtama, RiwayatTahap
from units.services.rencana import gerak_aksi, laporkan_kemajuan, salin_belum_selesai
from units.services.tahap import hapus_baris

pytestmark = pytest.mark.django_db
R, B, S, X = StatusAksi.RENCANA, StatusAksi.BERJALAN, StatusAksi.SELESAI, StatusAksi.DIBATALKAN
TAHUN = hari().year


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit, nama="Siti Aminah")


@pytest.fixture
def butir(unit, operator) -> ButirAksi:
    return make_butir(unit, operator)


def lapor(butir, actor, persen, **lain):
    return laporkan_kemajuan(butir=butir, persen=persen, actor=actor, **{"versi": butir.versi} | lain)


def test_a_report_moves_the_number_and_begins_the_item(butir, operator):
    lapor(butir, operator, 40, catatan="Dua SOP")
    assert (butir.persen, butir.status, butir.versi) == (40, B, 3)
    assert jejak(butir) == ["kemajuan", "mulai"]
    assert RiwayatTahap.objects.get(aksi="kemajuan").rincian == {"persen": [0, 40]}
    assert [(k.persen, k.catatan, k.oleh) for k in butir.kemajuan.all()] == [(40, "Dua SOP", operator)]


def test_a_hundred_percent_does_not_finish_by_itself(butir, operator):
    lapor(butir, operator, 100)
    assert (butir.persen, butir.status, butir.selesai_pada) == (100, B, None)


def test_the_same_report_twice_is_one(butir, operator):
    kiriman = uuid.uuid4()
    versi = butir.versi
    satu, dua = (lapor(butir, operator, 30, versi=versi, kiriman=kiriman) for _ in range(2))
    assert satu == dua
    assert KemajuanAksi.objects.count() == 1


def test_who_reports_second_is_told_and_the_first_report_stays(butir, operator, unit):
    ketua = make_anggota(Peran.KETUA_TIM, unit=unit, nama="Hendra Sitepu")
    versi = butir.versi
    lapor(butir, ketua, 60)
    with pytest.raises(BarisBentrok, match="baru saja diubah oleh Hendra Sitepu"):
        lapor(butir, operator, 50, versi=versi)
    butir.refresh_from_db()
    assert (butir.persen, KemajuanAksi.objects.count()) == (60, 1)


@pytest.mark.django_db(transaction=True)
def test_two_reports_at_the_same_moment_lose_none(unit, operator):
    butir = make_butir(unit, operator)
    ketua = make_anggota(Peran.KETUA_TIM, unit=unit)

    def satu(actor, persen):
        def jalan():
            try:
                milik = ButirAksi.objects.get(pk=butir.pk)
                return laporkan_kemajuan(butir=milik, persen=persen, versi=1, actor=actor)
            except UnitsError as error:
                return error

        return jalan

    hasil = bersama(satu(operator, 30), satu(ketua, 70))
    butir.refresh_from_db()
    laporan = KemajuanAksi.objects.get()
    assert sorted(type(h).__name__ for h in hasil) == ["BarisBentrok", "KemajuanAksi"]
    assert (butir.persen, butir.status) == (laporan.persen, B)
    assert jejak(butir) == ["kemajuan", "mulai"]


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_the_same_moment_is_one_report(unit, operator):
    butir, kiriman = make_butir(unit, operator), uuid.uuid4()

    def jalan():
        milik = ButirAksi.objects.get(pk=butir.pk)
        try:
            return laporkan_kemajuan(butir=milik, persen=30, versi=1, actor=operator, kiriman=kiriman).pk
        except BarisBentrok as error:
            return error

    satu, dua = bersama(jalan, jalan)
    assert satu == dua == KemajuanAksi.objects.get().pk


def test_going_back_owes_a_word(butir, operator):
    lapor(butir, operator, 60)
    with pytest.raises(UnitsError, match="turun dari 60 % ke 40 %"):
        lapor(butir, operator, 40)
    lapor(butir, operator, 40, catatan="Satu SOP ditolak")
    assert butir.persen == 40


@pytest.mark.parametrize("status", [S, X])
def test_a_closed_item_takes_no_report(unit, operator, status):
    butir = make_butir(unit, operator, status=status)
    with pytest.raises(BarisMoved):
        lapor(butir, operator, 50, catatan="a")
    assert not KemajuanAksi.objects.exists()


def test_a_deleted_item_takes_no_report(butir, operator):
    hapus_baris(baris=butir, actor=operator)
    with pytest.raises(BarisMoved, match="sudah dihapus"):
        lapor(butir, operator, 50)


MAJU, TETAP, TOLAK = "maju", "tetap", "tolak"


@pytest.mark.parametrize(
    ("aksi", "dari", "harap", "ke"),
    [
        ("mulai", R, MAJU, B),
        ("mulai", B, TETAP, B),
        ("mulai", S, TOLAK, S),
        ("mulai", X, TOLAK, X),
        ("selesaikan", R, MAJU, S),
        ("selesaikan", B, MAJU, S),
        ("selesaikan", S, TETAP, S),
        ("selesaikan", X, TOLAK, X),
        ("batalkan", R, MAJU, X),
        ("batalkan", B, MAJU, X),
        ("batalkan", S, TOLAK, S),
        ("batalkan", X, TETAP, X),
        ("buka_lagi", R, TOLAK, R),
        ("buka_lagi", B, TETAP, B),
        ("buka_lagi", S, MAJU, B),
        ("buka_lagi", X, MAJU, B),
    ],
)
def test_each_move_from_each_state(unit, operator, aksi, dari, harap, ke):
    butir = make_butir(unit, operator, status=dari)
    if harap == TOLAK:
        with pytest.raises(BarisMoved):
            gerak_aksi(butir=butir, aksi=aksi, actor=operator, alasan="Sebab")
    else:
        assert gerak_aksi(butir=butir, aksi=aksi, actor=operator, alasan="Sebab") == (harap == MAJU)
    butir.refresh_from_db()
    assert (butir.status, jejak(butir)) == (ke, [aksi] if harap == MAJU else [])


@pytest.mark.parametrize(("aksi", "dari"), [("batalkan", B), ("buka_lagi", S)])
def test_a_reason_is_owed(unit, operator, aksi, dari):
    butir = make_butir(unit, operator, status=dari)
    with pytest.raises(UnitsError, match="Tulis alasannya"):
        gerak_aksi(butir=butir, aksi=aksi, actor=operator, alasan="  ")
    butir.refresh_from_db()
    assert butir.status == dari


def test_finishing_says_when_and_reopening_goes_back_to_the_last_report(butir, operator):
    lapor(butir, operator, 70)
    lapor(butir, operator, 100)
    gerak_aksi(butir=butir, aksi="selesaikan", actor=operator)
    assert (butir.persen, butir.selesai_pada) == (100, hari())
    gerak_aksi(butir=butir, aksi="buka_lagi", actor=operator, alasan="SOP dicabut")
    assert (butir.persen, butir.selesai_pada, butir.status) == (70, None, B)


def test_reopening_what_was_cancelled_keeps_its_number(butir, operator):
    lapor(butir, operator, 100)
    gerak_aksi(butir=butir, aksi="batalkan", actor=operator, alasan="Anggaran dialihkan")
    gerak_aksi(butir=butir, aksi="buka_lagi", actor=operator, alasan="Anggaran kembali")
    assert butir.persen == 100


# ---- carrying on ----
def test_unfinished_items_are_carried_on_once(unit, operator):
    lama_layanan, baru_layanan = (
        LayananUtama.objects.create(unit=unit, tahun=t, nama="Akta", dibuat_oleh=operator) for t in (TAHUN - 1, TAHUN)
    )
    lama_isu = IsuStrategis.objects.create(unit=unit, tahun=TAHUN - 1, judul="Antrean", dibuat_oleh=operator)
    lama = make_butir(
        unit,
        operator,
        tahun=TAHUN - 1,
        persen=60,
        status=B,
        kode=["A.I.2.i.a"],
        pic=operator,
        layanan=lama_layanan,
        isu=lama_isu,
    )
    lain = make_butir(unit, operator, tahun=TAHUN - 1, nama="Tidak dipilih")
    baru = salin_belum_selesai(unit=unit, tahun=TAHUN, pilihan=[lama.pk], actor=operator)
    salinan = ButirAksi.objects.get(tahun=TAHUN)
    assert baru == [salinan]
    assert (salinan.nama, salinan.kode, salinan.pic, salinan.target) == (lama.nama, lama.kode, operator, lama.target)
    assert (salinan.status, salinan.persen, salinan.lanjutan_dari) == (R, 0, lama)
    # This year's service of the same name, and last year's issue, which has no successor.
    assert (salinan.layanan, salinan.isu) == (baru_layanan, lama_isu)
    assert salin_belum_selesai(unit=unit, tahun=TAHUN, pilihan=[lama.pk], actor=operator) == []
    lama.refresh_from_db()
    assert (lama.status, lama.persen, lain.lanjutan.count()) == (B, 60, 0)


@pytest.mark.django_db(transaction=True)
def test_two_people_carrying_on_at_once_make_one_copy(unit, operator):
    lama = make_butir(unit, operator, tahun=TAHUN - 1)

    def jalan():
        return len(salin_belum_selesai(unit=unit, tahun=TAHUN, pilihan=[lama.pk], actor=operator))

    assert sorted(bersama(jalan, jalan)) == [0, 1]
    assert ButirAksi.objects.filter(tahun=TAHUN).count() == 1


def test_items_of_another_unit_and_closed_ones_are_passed_over(unit, operator):
    jauh = make_butir(make_unit(), operator, tahun=TAHUN - 1)
    tutup = make_butir(unit, operator, tahun=TAHUN - 1, status=S)
    assert salin_belum_selesai(unit=unit, tahun=TAHUN, pilihan=[jauh.pk, tutup.pk], actor=operator) == []
