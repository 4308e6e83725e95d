"""What a plan adds up to, and where its items stand on a day."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from tests.factories import make_anggota, make_unit
from tests.units.bantu_rencana import hari, make_butir
from units.enums import Peran
from units.enums.rencana import PITA_RISIKO, KeadaanAksi, TingkatRisiko, tingkat_risiko
from units.enums.tahap import Area, StatusAksi
from units.models import ButirAksi, Risiko
from units.selectors.keadaan import keadaan_unit
from units.selectors.rencana import (
    belum_selesai,
    butir_rencana,
    calon_salinan,
    matriks_risiko,
    papan,
    ringkas_rencana,
    ringkas_rencana_banyak,
    saring_tingkat,
)
from units.views.linimasa import LEBAR, linimasa

pytestmark = pytest.mark.django_db
TAHUN = hari().year


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit)


@pytest.mark.parametrize(
    ("status", "tenggat", "harap"),
    [
        (StatusAksi.RENCANA, 0, KeadaanAksi.RENCANA),
        (StatusAksi.RENCANA, -1, KeadaanAksi.TERLAMBAT),
        (StatusAksi.BERJALAN, 0, KeadaanAksi.BERJALAN),
        (StatusAksi.BERJALAN, -1, KeadaanAksi.TERLAMBAT),
        (StatusAksi.SELESAI, -1, KeadaanAksi.SELESAI),
        (StatusAksi.DIBATALKAN, -1, KeadaanAksi.DIBATALKAN),
    ],
)
def test_late_is_open_and_past_its_day_for_the_row_and_for_the_database(unit, operator, status, tenggat, harap):
    butir = make_butir(unit, operator, status=status, tenggat=hari(tenggat))
    assert butir.keadaan == harap
    assert butir_rencana(unit, TAHUN).get().keadaan_kini == harap


def test_a_plan_adds_up_exactly(unit, operator):
    for persen in (10, 25, 30):
        make_butir(unit, operator, persen=persen, status=StatusAksi.BERJALAN)
    make_butir(unit, operator, area=Area.SDM, persen=100, status=StatusAksi.SELESAI)
    make_butir(unit, operator, area=Area.SDM, persen=60, status=StatusAksi.DIBATALKAN)
    make_butir(unit, operator, area=Area.SDM, persen=0, tenggat=hari(-3))
    make_butir(unit, operator, tahun=TAHUN - 1, persen=90)
    make_butir(unit, operator, persen=90, dihapus_pada=dt.datetime.now(dt.UTC))
    ringkas = ringkas_rencana(unit, TAHUN)
    assert (ringkas.total, ringkas.selesai, ringkas.terlambat) == (6, 1, 1)
    # The cancelled one counts neither above nor below the line.
    assert ringkas.persen == Fraction(10 + 25 + 30 + 100 + 0, 500)
    assert ringkas.area[Area.TATALAKSANA].persen == Fraction(65, 300)
    assert ringkas.area[Area.SDM].persen == Fraction(1, 2)
    assert ringkas.area[Area.PELAYANAN].persen is None
    assert sum(r.total for r in ringkas.area.values()) == ringkas.total


def test_many_plans_take_one_query(unit, operator, django_assert_num_queries):
    kosong, lain = make_unit(), make_unit()
    make_butir(unit, operator, persen=50)
    make_butir(lain, operator, tenggat=hari(-1))
    with django_assert_num_queries(1):
        semua = ringkas_rencana_banyak([unit.pk, kosong.pk, lain.pk], TAHUN)
    assert {pk: (r.total, r.terlambat) for pk, r in semua.items()} == {
        unit.pk: (1, 0),
        kosong.pk: (0, 0),
        lain.pk: (1, 1),
    }


def test_late_items_leave_out_what_a_later_plan_carries_on(unit, operator):
    lama = make_butir(unit, operator, nama="Lama", tahun=TAHUN - 1, tenggat=hari(-200), mulai=hari(-300))
    baru = make_butir(unit, operator, nama="Baru", tenggat=hari(-2))
    assert list(ButirAksi.objects.filter(unit=unit).terlambat()) == [lama, baru]
    make_butir(unit, operator, lanjutan_dari=lama)
    assert list(ButirAksi.objects.filter(unit=unit).terlambat()) == [baru]


def test_an_item_that_a_later_plan_carries_on_is_late_nowhere(unit, operator):
    lama = make_butir(unit, operator, tahun=TAHUN - 1, tenggat=hari(-200), mulai=hari(-300))

    def telat() -> tuple[object, ...]:
        return (
            ButirAksi.objects.get(pk=lama.pk).terlambat,
            butir_rencana(unit, TAHUN - 1).get().keadaan_kini == KeadaanAksi.TERLAMBAT,
            ringkas_rencana(unit, TAHUN - 1).terlambat == 1,
            keadaan_unit([unit.pk], TAHUN - 1)[unit.pk].lewat == 1,
        )

    assert telat() == (True,) * 4
    lanjutan = make_butir(unit, operator, lanjutan_dari=lama)
    assert telat() == (False,) * 4
    ButirAksi.objects.filter(pk=lanjutan.pk).update(dihapus_pada=lanjutan.dibuat_pada)
    assert telat() == (True,) * 4


def test_the_board_shows_a_bounded_column_and_says_how_many_more(unit, operator, django_assert_num_queries):
    for n in range(5):
        make_butir(unit, operator, tenggat=hari(5 - n))
    make_butir(unit, operator, status=StatusAksi.SELESAI, persen=100)
    with django_assert_num_queries(2):
        kolom = {k.keadaan: k for k in papan(butir_rencana(unit, TAHUN), maks=3)}
    rencana = kolom[KeadaanAksi.RENCANA]
    assert (len(rencana.butir), rencana.jumlah, rencana.sisa) == (3, 5, 2)
    assert [b.tenggat for b in rencana.butir] == [hari(1), hari(2), hari(3)]
    assert [(k, len(v.butir)) for k, v in kolom.items() if v.jumlah] == [("rencana", 3), ("selesai", 1)]
    assert list(kolom) == list(KeadaanAksi)


def test_unfinished_items_of_last_year_wait_until_carried_on(unit, operator):
    terbuka = make_butir(unit, operator, tahun=2023, mulai=dt.date(2023, 3, 1), tenggat=dt.date(2024, 2, 29))
    make_butir(unit, operator, tahun=2023, status=StatusAksi.SELESAI)
    make_butir(unit, operator, tahun=2022)
    assert list(belum_selesai(unit, 2024)) == [terbuka]
    calon = calon_salinan(terbuka, 2024)
    assert (calon.mulai, calon.tenggat) == (dt.date(2024, 3, 1), dt.date(2025, 2, 28))
    salinan = make_butir(unit, operator, tahun=2024, lanjutan_dari=terbuka)
    assert not belum_selesai(unit, 2024).exists()
    salinan.dihapus_pada = dt.datetime.now(dt.UTC)
    salinan.save(update_fields=["dihapus_pada"])
    assert list(belum_selesai(unit, 2024)) == [terbuka]


def test_bands_of_risk_cover_every_size_once():
    assert [n for awal, akhir in PITA_RISIKO.values() for n in range(awal, akhir + 1)] == list(range(1, 26))
    assert [tingkat_risiko(n).value for n in (1, 5, 6, 10, 11, 15, 16, 20, 21, 25)] == [
        *("sangat_rendah",) * 2,
        *("rendah",) * 2,
        *("sedang",) * 2,
        *("tinggi",) * 2,
        *("sangat_tinggi",) * 2,
    ]


def test_the_matrix_counts_by_likelihood_and_impact(unit, operator):
    for k, d in ((4, 5), (4, 5), (1, 1)):
        Risiko.objects.create(unit=unit, tahun=TAHUN, uraian="R", kemungkinan=k, dampak=d, dibuat_oleh=operator)
    matriks = matriks_risiko(Risiko.objects.all())
    assert [(s.kemungkinan, s.dampak, s.besaran, s.jumlah) for b in matriks for s in b if s.jumlah] == [
        (4, 5, 20, 2),
        (1, 1, 1, 1),
    ]
    assert (matriks[0][4].besaran, matriks[0][4].tingkat) == (25, TingkatRisiko.SANGAT_TINGGI)
    assert saring_tingkat(Risiko.objects.all(), TingkatRisiko.TINGGI).count() == 2


def test_bars_stay_inside_the_year(unit, operator):
    butir = [
        make_butir(unit, operator, mulai=dt.date(2025, 11, 1), tenggat=dt.date(2026, 1, 31), persen=50),
        make_butir(unit, operator, mulai=dt.date(2026, 12, 1), tenggat=dt.date(2027, 6, 1)),
        make_butir(unit, operator, mulai=dt.date(2027, 1, 5), tenggat=dt.date(2027, 2, 1), area=6),
    ]
    gambar = linimasa(butir, 2026, dt.date(2026, 7, 2))
    batang = [b for k in gambar.kelompok for b in k.batang]
    assert [(b.x, b.lebar, b.isi) for b in batang] == [(0, 84, 42), (915, 85, 0), (994, 6, 0)]
    assert all(b.x + b.lebar <= LEBAR and b.y_batang + 12 <= k.tinggi for k in gambar.kelompok for b in k.batang)
    assert [b.jangkar for b in batang] == ["start", "end", "end"]
    assert [k.area for k in gambar.kelompok] == [Area.TATALAKSANA, Area.PELAYANAN]
    assert gambar.hari_ini == 498
    assert linimasa(butir, 2026, dt.date(2027, 1, 1)).hari_ini is None
