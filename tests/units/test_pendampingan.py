"""Assistance: planned in the zone of the instansi, moved, called off, its result; and the calendar with its clashes."""

from __future__ import annotations

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from tests.factories import make_instansi, make_unit
from tests.units.tpi import (
    CANARY,
    LIHAT_UNIT,
    PEMANTAU,
    PENGIKUT,
    RANGKAP,
    buat_dunia,
    diberi_tahu,
    jejak,
    make_pendampingan,
)
from units.enums.tahap import BentukPendampingan
from units.errors import BarisBentrok, UnitsError
from units.models import Instansi, Pendampingan
from units.selectors.pemantauan import bentrok
from units.services.pendampingan import batalkan, catat_hasil, ubah_pendampingan

pytestmark = pytest.mark.django_db
WIT = ZoneInfo("Asia/Jayapura")
NAMA_UNIT = {"Rahmat Operator", "Hendra Ketua Tim", "Nurhayati Pimpinan", "Rangkap Jabatan"}


@pytest.fixture
def d():
    return buat_dunia()


@pytest.fixture
def besok():
    return (timezone.localtime() + dt.timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)


@pytest.fixture
def kemarin():
    return (timezone.localtime() - dt.timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)


def isian(d, **lain) -> dict[str, object]:
    return {
        "topik": "Bedah LKE",
        "bentuk": BentukPendampingan.ASISTENSI,
        "mulai": "2026-11-24T09:00",
        "selesai": "2026-11-24T11:30",
        "tempat": "Aula",
        "petugas": [d.orang["tpi"].pk],
        **lain,
    }


def segar(baris: Pendampingan) -> Pendampingan:
    return Pendampingan.objects.select_related("unit__instansi").get(pk=baris.pk)


# --- Planning -------------------------------------------------------------------------------------------------------
def test_a_plan_is_read_in_the_zone_of_the_instansi(client, d):
    Instansi.objects.filter(pk=d.instansi.pk).update(zona_waktu="Asia/Jayapura")
    client.force_login(d["ketua"])
    data = isian(d, kiriman=str(uuid.uuid4()), mulai="2027-01-01T00:30", selesai="2027-01-01T03:00")
    satu, dua = (client.post(d.alamat("pendampingan", "baru"), data) for _ in range(2))
    baris = Pendampingan.objects.get()
    assert satu["Location"] == dua["Location"] == d.alamat("pendampingan", baris.pk)
    assert baris.mulai == dt.datetime(2027, 1, 1, 0, 30, tzinfo=WIT)
    # Half past midnight in the east is still last year in the west; the year is that of the office.
    assert (baris.unit, baris.tahun) == (d.unit, 2027)
    assert list(baris.petugas.all()) == [d.orang["tpi"]]
    html = client.get(satu["Location"]).content.decode()
    assert "1 Januari 2027, 00.30–03.00 WIT" in html
    assert 'value="2027-01-01T00:30"' in client.get(f"{satu['Location']}ubah/").content.decode()
    assert diberi_tahu("Pendampingan direncanakan: Bedah LKE") == NAMA_UNIT | {"Fitriani Anggota"}


def test_officers_are_people_of_this_tpi_who_do_not_work_in_the_unit(client, d):
    client.force_login(d["ketua"])
    html = client.get(d.alamat("pendampingan", "baru")).content.decode()
    for nama in ("Fitriani Anggota", "Andika Lepas", "Irwansyah Ketua", "Surya Dalnis"):
        assert nama in html
    assert "Agus Kabupaten Lain" not in html
    for siapa in ("tpi_lain", RANGKAP, "operator", "tpn"):
        jawab = client.post(d.alamat("pendampingan", "baru"), isian(d, petugas=[d.orang[siapa].pk]))
        assert jawab.status_code == 422, siapa
    assert not Pendampingan.objects.exists()


@pytest.mark.parametrize(
    "salah",
    [
        {"selesai": "2026-11-24T09:00"},
        {"selesai": "2026-11-24T08:00"},
        {"selesai": "2027-11-24T08:00"},
        {"mulai": ""},
        {"mulai": "kapan-kapan"},
        {"topik": ""},
        {"petugas": []},
        {"bentuk": "pesta"},
    ],
)
def test_bad_input_keeps_what_was_typed(client, d, salah):
    client.force_login(d["ketua"])
    jawab = client.post(d.alamat("pendampingan", "baru"), isian(d, **salah))
    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert 'value="Aula"' in html
    assert "invalid-feedback" in html
    assert not Pendampingan.objects.exists()


def test_a_change_tells_what_changed_officers_too(client, d, besok):
    baris = make_pendampingan(d, besok, "tpi")
    client.force_login(d["ketua"])
    data = isian(d, topik="Bedah LKE", petugas=[d.orang["ketua"].pk, d.orang["dalnis"].pk], versi=1)
    assert client.post(d.alamat("pendampingan", baris.pk, "ubah"), data).status_code == 302
    assert set(segar(baris).petugas.all()) == {d.orang["ketua"], d.orang["dalnis"]}
    html = client.get(d.alamat("pendampingan", baris.pk)).content.decode()
    assert "Fitriani Anggota → Irwansyah Ketua, Surya Dalnis" in html
    assert "24 November 2026 pukul 09.00 WIB" in html
    assert diberi_tahu("Jadwal pendampingan berubah") == NAMA_UNIT | {"Surya Dalnis"}


def test_officers_alone_changed_count_as_a_change(d, besok):
    baris = make_pendampingan(d, besok, "tpi")
    ubah = {"topik": baris.topik, "mulai": baris.mulai, "selesai": baris.selesai}
    ubah_pendampingan(pendampingan=segar(baris), ubah=ubah, petugas=[d["ketua"]], versi=1, actor=d["ketua"])
    assert (segar(baris).versi, jejak(baris)) == (2, [("ubah", "Irwansyah Ketua")])
    with pytest.raises(BarisBentrok):
        ubah_pendampingan(pendampingan=segar(baris), ubah=ubah, petugas=[d["dalnis"]], versi=1, actor=d["dalnis"])
    # The same again writes nothing.
    ubah_pendampingan(pendampingan=segar(baris), ubah=ubah, petugas=[d["ketua"]], versi=2, actor=d["ketua"])
    assert (segar(baris).versi, len(jejak(baris))) == (2, 1)


def test_two_people_never_overwrite_each_other_unseen(client, d, besok):
    baris = make_pendampingan(d, besok, "tpi")
    client.force_login(d["dalnis"])
    client.post(d.alamat("pendampingan", baris.pk, "ubah"), isian(d, topik="Kata dalnis", versi=1))
    client.force_login(d["ketua"])
    jawab = client.post(
        d.alamat("pendampingan", baris.pk, "ubah"),
        isian(d, topik="Kata ketua", petugas=[d.orang["ketua"].pk], versi=1),
    )
    html = jawab.content.decode()
    assert jawab.status_code == 409
    assert "Kata dalnis" in html
    assert 'value="Kata ketua"' in html
    assert "Fitriani Anggota" in html
    assert segar(baris).topik == "Kata dalnis"


# --- Afterwards -----------------------------------------------------------------------------------------------------
def test_the_result_is_written_after_it_began(client, d, besok, kemarin):
    nanti, sudah = make_pendampingan(d, besok, "tpi"), make_pendampingan(d, kemarin, "tpi")
    client.force_login(d["tpi"])
    data = {"hasil": "Bukti area 2 disepakati.", "versi": 1}
    assert client.post(d.alamat("pendampingan", nanti.pk, "hasil"), data).status_code == 422
    assert client.post(d.alamat("pendampingan", sudah.pk, "hasil"), data).status_code == 302
    assert segar(sudah).hasil == "Bukti area 2 disepakati."
    assert diberi_tahu("Hasil pendampingan dicatat") == NAMA_UNIT
    # A correction of the words does not tell everybody again.
    catat_hasil(pendampingan=segar(sudah), hasil="Bukti area 2 dan 3.", versi=2, actor=d["ketua"])
    assert jejak(sudah) == [("ubah", "Fitriani Anggota"), ("ubah", "Irwansyah Ketua")]
    assert segar(nanti).hasil == ""


def test_calling_off_asks_why_and_stays_in_the_log(client, d, besok):
    baris = make_pendampingan(d, besok, "tpi")
    client.force_login(d["ketua"])
    alamat = d.alamat("pendampingan", baris.pk, "batal")
    assert "Alasan" in client.get(alamat).content.decode()
    assert client.post(alamat, {"alasan": " "}).status_code == 422
    assert segar(baris).dibatalkan is False
    for _ in range(2):
        html = client.post(alamat, {"alasan": "Petugas sakit"}, follow=True).content.decode()
        assert "pesan-error" not in html
    assert segar(baris).dibatalkan is True
    assert jejak(baris) == [("batalkan", "Irwansyah Ketua")]
    assert "Petugas sakit" in html
    assert diberi_tahu("Pendampingan dibatalkan") == NAMA_UNIT | {"Fitriani Anggota"}
    # It is over: no change, no result, no second reason.
    assert client.post(d.alamat("pendampingan", baris.pk, "ubah"), isian(d, versi=2)).status_code == 422
    assert client.post(d.alamat("pendampingan", baris.pk, "hasil"), {"hasil": "x", "versi": 2}).status_code == 422
    assert baris.topik in client.get(f"{d.alamat('pendampingan')}?tahun={baris.tahun}").content.decode()


def test_what_has_a_result_is_not_called_off(d, kemarin):
    baris = make_pendampingan(d, kemarin, "tpi", hasil="Selesai")
    with pytest.raises(UnitsError):
        batalkan(pendampingan=segar(baris), alasan="x", actor=d["ketua"])
    assert segar(baris).dibatalkan is False


# --- Who may --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("keadaan", ["rencana", "lewat", "terlaksana", "batal"])
@pytest.mark.usefixtures("short_refusals")
def test_who_may(client, d, keadaan, besok, kemarin):
    baris = make_pendampingan(
        d,
        besok if keadaan == "rencana" else kemarin,
        "tpi",
        hasil="Baik" if keadaan == "terlaksana" else "",
        dibatalkan=keadaan == "batal",
    )
    for siapa in d.orang:
        client.force_login(d[siapa])
        dasar = ("pendampingan", baris.pk)
        with transaction.atomic():
            kode = [
                client.get(d.alamat("pendampingan")).status_code,
                client.get(d.alamat(*dasar)).status_code,
                client.post(d.alamat(*dasar, "batal"), {"alasan": "Sakit"}).status_code,
            ]
            transaction.set_rollback(True)
        with transaction.atomic():
            kode += [
                client.get(d.alamat("pendampingan", "baru")).status_code,
                client.post(d.alamat(*dasar, "ubah"), isian(d, versi=1)).status_code,
            ]
            transaction.set_rollback(True)
        with transaction.atomic():
            kode.append(client.post(d.alamat(*dasar, "hasil"), {"hasil": "Baik sekali", "versi": 1}).status_code)
            transaction.set_rollback(True)
        if siapa in PEMANTAU:
            harap = [
                200,
                200,
                302 if keadaan in {"rencana", "lewat"} else 422,
                200,
                422 if keadaan == "batal" else 302,
                302 if keadaan in {"lewat", "terlaksana"} else 422,
            ]
        elif siapa in LIHAT_UNIT:
            baca = 200 if siapa in PENGIKUT else 403
            harap = [baca, baca, 403, 403, 403, 403]
        else:
            harap = [404] * 6
        assert kode == harap, siapa


def test_an_assistance_of_another_unit_is_not_found_under_this_one(client, d, besok):
    baris = make_pendampingan(d, besok, "tpi", unit=d.unit_lain)
    client.force_login(d["ketua"])
    for bagian in ((), ("ubah",), ("hasil",), ("batal",)):
        assert client.get(d.alamat("pendampingan", baris.pk, *bagian)).status_code == 404


# --- The calendar ---------------------------------------------------------------------------------------------------
def jam(hari: int, pukul: int, zona: str = "Asia/Jakarta") -> dt.datetime:
    return dt.datetime(2026, 11, hari, pukul, tzinfo=ZoneInfo(zona))


def acara(jawab) -> dict[int, list[str]]:
    """Day of November 2026 → topics shown on it."""
    hari = [h for deret in jawab.context["minggu"] for h in deret if h.bulan_ini and h.acara]
    return {h.tanggal.day: [p.topik for p in h.acara] for h in hari}


def test_the_calendar_shows_the_month_of_all_units_one_follows(client, d):
    make_pendampingan(d, jam(3, 9), "tpi", topik="Satu")
    make_pendampingan(d, jam(3, 13), "ketua", topik="Dua", unit=d.unit_lain)
    make_pendampingan(d, jam(10, 23), "dalnis", topik="Lewat tengah malam", jam=3)
    make_pendampingan(d, jam(12, 9), "tpi", topik="Batal", dibatalkan=True)
    make_pendampingan(d, dt.datetime(2026, 12, 20, 9, tzinfo=ZoneInfo("Asia/Jakarta")), "tpi", topik="Desember")
    jauh = make_unit("Unit jauh", instansi=make_instansi("Kabupaten Jauh"))
    make_pendampingan(d, jam(4, 9), topik="Bukan milik kita", unit=jauh)
    client.force_login(d["ketua"])
    jawab = client.get("/pendampingan/?bulan=2026-11")
    assert acara(jawab) == {3: ["Satu", "Dua"], 10: ["Lewat tengah malam"], 11: ["Lewat tengah malam"]}
    assert (jawab.context["judul_bulan"], jawab.context["jumlah"]) == ("November 2026", 3)
    assert (jawab.context["sebelum"], jawab.context["sesudah"]) == ("2026-10", "2026-12")
    html = jawab.content.decode()
    assert 'rel="prev" href="?bulan=2026-10"' in html
    assert "<caption>November 2026</caption>" in html
    # A member sees the units assigned, and who has no TPI role has no calendar.
    client.force_login(d["tpi"])
    assert acara(client.get("/pendampingan/?bulan=2026-11"))[3] == ["Satu"]
    client.force_login(d["tpi_lepas"])
    assert acara(client.get("/pendampingan/?bulan=2026-11")) == {}
    for siapa in ("operator", "admin", "bupati", "tpn"):
        client.force_login(d[siapa])
        assert client.get("/pendampingan/").status_code == 403, siapa


def test_a_day_is_a_day_of_the_office(client, d):
    """23.00 UTC on the 2nd: the 3rd in Papua and in Langkat, each by its own clock."""
    timur = make_unit("Dinas Timur", instansi=d.instansi)
    Instansi.objects.filter(pk=d.instansi.pk).update(zona_waktu="Asia/Jayapura")
    make_pendampingan(d, dt.datetime(2026, 11, 2, 15, 30, tzinfo=dt.UTC), "ketua", topik="Dini hari", unit=timur)
    client.force_login(d["ketua"])
    jawab = client.get("/pendampingan/?bulan=2026-11")
    assert acara(jawab) == {3: ["Dini hari"]}
    assert "00.30–02.30 WIT" in jawab.content.decode()


@pytest.mark.parametrize("bulan", ["", "2026-13", "2026-00", "9999-01", "abc", "2026-1", "²026-11", "0000-00"])
def test_an_odd_month_means_this_one(client, d, bulan):
    client.force_login(d["ketua"])
    kini = timezone.localdate()
    assert client.get(f"/pendampingan/?bulan={bulan}").context["judul_bulan"].endswith(f" {kini.year}")


def test_the_calendar_ends_where_the_years_end(client, d):
    client.force_login(d["ketua"])
    assert client.get("/pendampingan/?bulan=2015-01").context["sebelum"] == ""
    assert client.get("/pendampingan/?bulan=2100-12").context["sesudah"] == ""


@pytest.mark.parametrize(
    ("mulai", "lama", "tabrak"),
    [
        (jam(3, 9), 2, True),  # the same hours
        (jam(3, 10), 3, True),  # begins within
        (jam(3, 8), 9, True),  # around it
        (jam(3, 11), 2, False),  # right after
        (jam(3, 7), 2, False),  # right before
        (jam(4, 9), 2, False),
        (jam(3, 11, "Asia/Makassar"), 1, True),  # 10.00 WIB
    ],
)
def test_an_officer_with_two_at_once_is_a_clash(client, d, mulai, lama, tabrak):
    make_pendampingan(d, jam(3, 9), "tpi", "ketua", topik="Satu")
    make_pendampingan(d, mulai, "tpi", topik="Dua", unit=d.unit_lain, jam=lama)
    make_pendampingan(d, jam(3, 9), "dalnis", topik="Tiga")
    client.force_login(d["dalnis"])
    jawab = client.get("/pendampingan/?bulan=2026-11")
    hasil = [(b.petugas.nama, {b.satu.topik, b.dua.topik}) for b in jawab.context["bentrok"]]
    assert hasil == ([("Fitriani Anggota", {"Satu", "Dua"})] if tabrak else [])
    assert ("Jadwal petugas bertabrakan" in jawab.content.decode()) is tabrak


def test_planning_a_clash_warns_and_does_not_forbid(client, d):
    make_pendampingan(d, dt.datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Asia/Jakarta")), "tpi", unit=d.unit_lain)
    client.force_login(d["ketua"])
    html = client.post(d.alamat("pendampingan", "baru"), isian(d), follow=True).content.decode()
    assert "Fitriani Anggota juga bertugas di pendampingan lain" in html
    assert Pendampingan.objects.count() == 2


def test_clashes_are_found_pair_by_pair(d):
    baris = [make_pendampingan(d, jam(3, p), "tpi", topik=str(p)) for p in (9, 10, 11)]
    jadwal = list(Pendampingan.objects.filter(pk__in=[b.pk for b in baris]).order_by("mulai"))
    assert [(b.satu.topik, b.dua.topik) for b in bentrok(jadwal)] == [("9", "10"), ("10", "11")]


def test_what_people_typed_is_shown_as_text(client, d, kemarin):
    baris = make_pendampingan(d, kemarin, "tpi", topik=CANARY, tempat=CANARY, hasil=CANARY)
    client.force_login(d["ketua"])
    dasar = d.alamat("pendampingan", baris.pk)
    bulan = f"/pendampingan/?bulan={kemarin:%Y-%m}"
    daftar = f"{d.alamat('pendampingan')}?tahun={kemarin.year}"
    for alamat in (dasar, f"{dasar}ubah/", f"{dasar}hasil/", f"{dasar}batal/", daftar, bulan):
        html = client.get(alamat).content.decode()
        assert "&lt;script&gt;alert(1)" in html, alamat
        assert CANARY not in html, alamat


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_query_counts_stay_flat(client, d, banyak, django_assert_num_queries):
    for n in range(banyak):
        make_pendampingan(d, jam(1 + n % 28, 9), "tpi", "ketua", unit=d.unit if n % 2 == 0 else d.unit_lain)
    client.force_login(d["ketua"])
    for alamat, jumlah in (
        (f"{d.alamat('pendampingan')}?tahun=2026", 9),  # as any register, and the officers
        ("/pendampingan/?bulan=2026-11", 7),
    ):
        client.get(alamat)
        with django_assert_num_queries(jumlah):
            client.get(alamat)


def test_the_list_finds_by_word_and_year(client, d):
    make_pendampingan(d, jam(3, 9), "tpi", topik="Bedah LKE")
    make_pendampingan(d, jam(4, 9), "tpi", topik="Sosialisasi", hasil="Gratifikasi dibahas")
    client.force_login(d["operator"])

    def topik(q: str) -> set[str]:
        return {p.topik for p in client.get(f"{d.alamat('pendampingan')}?{q}").context["page"]}

    assert topik("tahun=2026") == {"Bedah LKE", "Sosialisasi"}
    assert topik("tahun=2026&q=gratifikasi") == {"Sosialisasi"}
    assert topik("tahun=2025") == set()
