"""Numbers, dates and deadlines read as the portal promises."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from zi_portal.common.templatetags import zi

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("nilai", "tempat", "tertulis"),
    [
        (Decimal("73.4215"), 2, "73,42"),
        (Decimal("73.425"), 2, "73,43"),
        (Decimal("0.005"), 2, "0,01"),
        (Fraction(571, 10), 1, "57,1"),
        (Fraction(1, 3), 2, "0,33"),
        (Fraction(-1, 8), 2, "-0,13"),
        ("4.8000000000", 2, "4,80"),
        (75, 2, "75,00"),
        (4_000_000, 0, "4.000.000"),
        (Decimal("12345.6"), 2, "12.345,60"),
        (2.675, 2, "2,68"),
        (None, 2, "–"),
        ("", 2, "–"),
        ("bukan angka", 2, "–"),
        (Decimal("NaN"), 2, "–"),
        (True, 2, "–"),
    ],
)
def test_angka(nilai, tempat, tertulis):
    assert zi.angka(nilai, tempat) == tertulis


@given(st.fractions(min_value=-1000, max_value=1000))
def test_angka_is_never_further_off_than_half_a_hundredth(nilai):
    kembali = Fraction(zi.angka(nilai).replace(".", "").replace(",", "."))
    assert abs(kembali - nilai) <= Fraction(1, 200)


@given(st.fractions(min_value=0, max_value=100).filter(bool))
def test_a_shortfall_never_reads_as_nothing(nilai):
    assert zi.kurang(nilai) != "0,00"
    assert Fraction(zi.kurang(nilai).replace(".", "").replace(",", ".")) >= nilai


def test_poin_and_persen():
    assert zi.poin(Decimal("4.8"), 8) == "4,80 / 8,00"
    assert zi.poin(None, 8) == "– / 8,00"
    assert zi.persen(Fraction(571, 1000)) == f"57,1{NBSP}%"
    assert zi.persen(Decimal("4.5"), 8) == f"56,3{NBSP}%"
    assert zi.persen("57.1", 100) == f"57,1{NBSP}%"
    assert zi.persen(1, 0) == "–"


@pytest.mark.parametrize(
    ("nilai", "dari", "tertulis"), [(Fraction(571, 1000), 1, "57.1"), (9, 4, "100.0"), (-1, 4, "0.0")]
)
def test_titik_stays_between_0_and_100_for_svg(nilai, dari, tertulis):
    assert zi.titik(nilai, dari) == tertulis


def test_dates_and_times_name_the_month_and_the_zone():
    saat = dt.datetime(2026, 11, 22, 2, 14, tzinfo=dt.UTC)
    assert zi.tanggal(dt.date(2026, 3, 5)) == "5 Maret 2026"
    assert zi.tanggal(saat) == "22 November 2026"
    assert zi.waktu(saat) == "22 November 2026 pukul 09.14 WIB"
    assert zi.waktu(saat, "Asia/Makassar") == "22 November 2026 pukul 10.14 WITA"
    assert zi.jam(saat, ZoneInfo("Asia/Jayapura")) == "11.14 WIT"
    assert (zi.tanggal(None), zi.waktu(None), zi.jam(None)) == ("–", "–", "–")


def test_the_day_is_that_of_the_zone():
    malam = dt.datetime(2026, 12, 31, 18, 30, tzinfo=dt.UTC)
    assert zi.tanggal(malam) == "1 Januari 2027"
    assert zi.waktu(malam) == "1 Januari 2027 pukul 01.30 WIB"


def test_tenggat_in_words():
    hari_ini = dt.datetime.now(ZoneInfo("Asia/Jakarta")).date()
    assert zi.tenggat(hari_ini) == "hari ini"
    assert zi.tenggat(hari_ini + dt.timedelta(days=3)) == "3 hari lagi"
    assert zi.tenggat(hari_ini - dt.timedelta(days=2)) == "lewat 2 hari"
    assert zi.tenggat(None) == ""


def test_ikon_escapes_and_hides_itself_from_readers():
    keluar = Template("{% load zi %}{% ikon nama %}").render(Context({"nama": '"><script>'}))
    assert "<script>" not in keluar
    assert keluar == (
        '<svg class="ikon " aria-hidden="true" focusable="false">'
        '<use href="/static/vendor/icons.svg#&quot;&gt;&lt;script&gt;"/></svg>'
    )


def test_halaman_dekat_leaves_out_far_pages():
    page = Paginator(range(300), 25).page(6)
    assert [str(n) for n in zi.halaman_dekat(page)] == ["1", "…", "5", "6", "7", "…", "12"]
