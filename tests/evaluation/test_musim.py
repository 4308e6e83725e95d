"""A season: prepared from the last, checked, opened, frozen once in use, and only ever extended."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from evaluation.enums import Lapis, Status
from evaluation.enums.musim import CaraNilai, Jendela, StatusMusim
from evaluation.errors import EvaluationError, MasaTutup
from evaluation.instrumen import isi_bawaan
from evaluation.models import Instrumen, LembarKerjaEvaluasi, Musim, Perpanjangan, RiwayatEvaluasi
from evaluation.selectors.daftar import semua_tahun, unit_tanpa_lke
from evaluation.selectors.lke import lke_unit_sendiri
from evaluation.selectors.masa import batas_jendela, terbuka, tutup_jendela
from evaluation.selectors.musim import (
    jejak_musim,
    musim_dipilih,
    riwayat_musim,
    temuan_instrumen,
    temuan_musim,
    tutup_instansi,
)
from evaluation.selectors.tahun import sumbangan_lke
from evaluation.selectors.tpi import antrean_tpi, tutup_tpi
from evaluation.services.lke import buka_lke
from evaluation.services.masa import batas_unit, pastikan_jendela, pastikan_masa
from evaluation.services.musim import (
    MusimBerubah,
    MusimTerpakai,
    buka_musim,
    perpanjang_musim,
    siapkan_musim,
    ubah_musim,
)
from evaluation.services.riwayat import BendaMoved
from evaluation.services.tpi import kembalikan_lke
from surveys.enums import KonversiSurvei
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_instansi, make_lke, make_musim, make_unit
from tests.serentak import bersama
from units.enums import Peran
from units.models import Notifikasi

pytestmark = pytest.mark.django_db
SEHARI = dt.timedelta(days=1)
WIB = timezone.get_default_timezone()


@pytest.fixture
def tpn():
    return make_anggota(Peran.TPN_ADMIN)


@pytest.fixture
def musim():
    return make_musim()


@pytest.fixture
def dipakai(musim):
    """In use: one draft is bound to it."""
    make_lke(musim=musim)
    return musim


@pytest.fixture
def disiapkan(musim, tpn):
    return siapkan_musim(dari=musim, actor=tpn)


def segar(satu):
    return type(satu).objects.get(pk=satu.pk)


def panjangkan(musim, actor, jendela=Jendela.ISI, hari=70, instansi=None, alasan="Gangguan jaringan nasional."):
    sampai = timezone.now() + hari * SEHARI
    return perpanjang_musim(musim=musim, jendela=jendela, sampai=sampai, alasan=alasan, actor=actor, instansi=instansi)


# Prepared -------------------------------------------------------------------------------------------------------------


def test_next_year_is_last_year_a_year_later(tpn):
    lalu = make_musim(
        2027,
        isi_mulai=dt.datetime(2027, 1, 1, tzinfo=WIB),
        isi_selesai=dt.datetime(2028, 2, 29, 23, 59, 59, tzinfo=WIB),
        tpi_selesai=dt.datetime(2028, 5, 31, 23, 59, 59, tzinfo=WIB),
        usulan_mulai=dt.datetime(2028, 5, 1, tzinfo=WIB),
        usulan_selesai=dt.datetime(2028, 6, 30, 23, 59, 59, tzinfo=WIB),
        cara_nilai=CaraNilai.BUTA,
        putaran_maks=3,
        pendahuluan=["kementerian", "lembaga"],
        konversi_survei=KonversiSurvei.GESER,
        bulan_wbbm=24,
        diperpanjang={"isi": {"": "2028-03-31T00:00:00+00:00"}},
    )
    baru = segar(siapkan_musim(dari=lalu, actor=tpn))
    assert (baru.tahun, baru.status, baru.diperpanjang) == (2028, StatusMusim.DISIAPKAN, {})
    assert baru.isi_mulai == dt.datetime(2028, 1, 1, tzinfo=WIB)
    assert baru.isi_selesai == dt.datetime(2029, 2, 28, 23, 59, 59, tzinfo=WIB)
    assert (baru.usulan_mulai, baru.sanggah_mulai) == (dt.datetime(2029, 5, 1, tzinfo=WIB), None)
    assert (baru.tahun_bukti_awal, baru.tahun_bukti_akhir) == (2026, 2028)
    for nama in ("instrumen", "cara_nilai", "putaran_maks", "pendahuluan", "konversi_survei", "bulan_wbbm"):
        assert getattr(baru, nama) == getattr(lalu, nama)
    (jejak,) = riwayat_musim(baru)
    assert (jejak.aksi, jejak.pelaku, jejak.rincian) == ("buat", tpn, {"dari": 2027})


def test_a_year_is_prepared_once(disiapkan, musim, tpn):
    with pytest.raises(EvaluationError, match="Musim 2027 sudah ada"):
        siapkan_musim(dari=musim, actor=tpn)
    assert Musim.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_prepare_one_makes_it(tpn):
    musim = make_musim()
    hasil = bersama(*[lambda: siapkan_musim(dari=musim, actor=tpn)] * 2)
    assert sorted(type(h).__name__ for h in hasil) == ["EvaluationError", "Musim"]
    assert (Musim.objects.count(), RiwayatEvaluasi.objects.count()) == (2, 1)


def test_a_prepared_season_is_known_to_its_keepers_only(disiapkan, musim):
    """Its windows stand open, and still nobody finds it."""
    Musim.objects.filter(pk=disiapkan.pk).update(isi_mulai=musim.isi_mulai)
    unit = make_unit()
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    assert (semua_tahun(), musim_dipilih(), musim_dipilih("2027")) == ([2026], musim, musim)
    assert [c.musim for c in unit_tanpa_lke(operator)] == [musim]
    assert sumbangan_lke(operator, unit, 2027).jadwal == ()
    with pytest.raises(MasaTutup, match="masih disiapkan"):
        buka_lke(unit=unit, musim=disiapkan, predikat_tujuan="WBK", actor=operator)
    assert not LembarKerjaEvaluasi.objects.exists()


@pytest.mark.parametrize(("mulai", "tahun"), [(-1, 2027), (1, 2026)])
def test_the_running_season_is_the_newest_that_has_begun(musim, disiapkan, mulai, tahun):
    Musim.objects.filter(pk=disiapkan.pk).update(status=StatusMusim.DIBUKA, isi_mulai=timezone.now() + mulai * SEHARI)
    assert musim_dipilih().tahun == tahun
    assert musim_dipilih("2027").tahun == 2027


# Checked --------------------------------------------------------------------------------------------------------------


def test_a_whole_season_has_nothing_against_it(musim, disiapkan):
    assert (temuan_musim(musim), temuan_musim(disiapkan)) == ([], [])


@pytest.mark.parametrize(
    ("ubah", "kata"),
    [
        ({"isi_selesai": -61}, "“Pengisian ditutup”"),
        ({"tpi_selesai": 59}, "“Penilaian TPI ditutup”"),
        ({"usulan_mulai": 100, "usulan_selesai": 110}, "“Pengusulan ditutup”"),
        ({"usulan_mulai": -70, "usulan_selesai": 130}, "Pengusulan dibuka sebelum pengisian"),
        ({"usulan_mulai": 140, "usulan_selesai": 130}, "Pengusulan ditutup sebelum dibuka"),
        ({"sanggah_mulai": 100, "sanggah_selesai": 140}, "“Sanggah dibuka”"),
        ({"isi_mulai": -9, "isi_selesai": -1}, "sudah ditutup"),
    ],
)
def test_windows_out_of_order_are_found(musim, ubah, kata):
    for nama, hari in ubah.items():
        setattr(musim, nama, timezone.now() + hari * SEHARI)
    assert any(kata in t for t in temuan_musim(musim))


@pytest.mark.parametrize(("awal", "akhir", "kata"), [(2026, 2025, "mendahului"), (2025, 2027, "melewati tahun musim")])
def test_years_of_proof_out_of_order_are_found(musim, awal, akhir, kata):
    musim.tahun_bukti_awal, musim.tahun_bukti_akhir = awal, akhir
    (temuan,) = temuan_musim(musim)
    assert kata in temuan


def test_every_gate_that_does_not_fit_is_named():
    isi = isi_bawaan()
    isi["komponen"][0]["bobot"] = "61"
    isi["ambang"][0]["minimum"]["WBBM"] = "101,5".replace(",", ".")
    isi["ambang"][1]["simpul"] = "Z.9"
    temuan = temuan_instrumen(isi)
    nama = [a["nama"] for a in isi["ambang"]]
    assert temuan == [
        "Jumlah bobot komponen instrumen 101, seharusnya 100.",
        f"Ambang “{nama[0]}” untuk WBBM (101,5) melebihi nilai tertingginya (101).",
        f"Ambang “{nama[1]}” menunjuk simpul Z.9, yang tidak ada pada instrumen.",
    ]


def test_whatever_else_is_wrong_with_an_instrument_is_said():
    isi = isi_bawaan()
    del isi["komponen"]
    (temuan,) = temuan_instrumen(isi)
    assert "tidak utuh pada komponen" in temuan


def test_a_season_opens_only_when_the_check_finds_nothing(disiapkan, tpn):
    Musim.objects.filter(pk=disiapkan.pk).update(tahun_bukti_akhir=2030)
    with pytest.raises(EvaluationError, match="1 temuan"):
        buka_musim(musim=disiapkan, actor=tpn)
    assert segar(disiapkan).status == StatusMusim.DISIAPKAN
    Musim.objects.filter(pk=disiapkan.pk).update(tahun_bukti_akhir=2027)
    buka_musim(musim=disiapkan, actor=tpn)
    assert segar(disiapkan).status == StatusMusim.DIBUKA
    with pytest.raises(BendaMoved):
        buka_musim(musim=disiapkan, actor=tpn)
    assert [r.aksi for r in riwayat_musim(disiapkan)] == ["buka", "buat"]


# Changed while nothing uses it, frozen after --------------------------------------------------------------------------


def test_what_changed_stands_in_the_history_in_words(disiapkan, tpn):
    isi = {"cara_nilai": CaraNilai.BERJENJANG, "putaran_maks": 2, "pendahuluan": ["provinsi", "kota"]}
    ubah_musim(musim=disiapkan, isi=isi, versi=0, actor=tpn)
    baru = segar(disiapkan)
    assert (baru.cara_nilai, baru.putaran_maks, baru.pendahuluan, baru.versi) == (
        CaraNilai.BERJENJANG,
        2,
        ["provinsi", "kota"],
        1,
    )
    jejak = jejak_musim(riwayat_musim(disiapkan))[0]
    assert (jejak.kata, jejak.ubah) == (
        "Diubah",
        (
            ("cara penilaian TPI", "Satu nilai tim", "Berjenjang: anggota, ketua tim, pengendali teknis"),
            ("putaran paling banyak", "", "2"),
            ("penilaian pendahuluan", "", "Pemerintah provinsi, Pemerintah kota"),
        ),
    )


def test_the_same_again_changes_nothing_and_an_old_page_is_told(disiapkan, tpn):
    ubah_musim(musim=disiapkan, isi={"bulan_wbbm": 24}, versi=0, actor=tpn)
    ubah_musim(musim=disiapkan, isi={"bulan_wbbm": 24}, versi=0, actor=tpn)
    assert riwayat_musim(disiapkan).filter(aksi="ubah").count() == 1
    with pytest.raises(MusimBerubah):
        ubah_musim(musim=disiapkan, isi={"bulan_wbbm": 6}, versi=0, actor=tpn)
    assert segar(disiapkan).bulan_wbbm == 24


@pytest.mark.parametrize(
    "isi",
    [
        {"putaran_maks": 2},
        {"cara_nilai": CaraNilai.BUTA},
        {"tahun_bukti_awal": 2020},
        {"isi_selesai": timezone.now() + 90 * SEHARI},
    ],
)
def test_a_season_in_use_is_frozen(dipakai, tpn, isi):
    sebelum = Musim.objects.filter(pk=dipakai.pk).values().get()
    with pytest.raises(MusimTerpakai):
        ubah_musim(musim=dipakai, isi=isi, versi=0, actor=tpn)
    assert Musim.objects.filter(pk=dipakai.pk).values().get() == sebelum


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"isi_selesai": dt.datetime(2020, 1, 1, tzinfo=WIB)}, "Urutan tanggal musim"),
        ({"usulan_mulai": timezone.now()}, "kedua tanggal pengusulan"),
        ({"putaran_maks": 0}, "1"),
        ({"tahun_bukti_akhir": 2031}, "melewati tahun musim"),
    ],
)
def test_an_open_season_stays_whole(musim, tpn, isi, kata):
    with pytest.raises(EvaluationError, match=kata):
        ubah_musim(musim=musim, isi=isi, versi=0, actor=tpn)
    assert segar(musim).versi == 0


@pytest.mark.django_db(transaction=True)
def test_a_sheet_and_a_change_at_once_agree_on_the_instrument(tpn):
    """Either the sheet has the new version, or the change came too late."""
    musim, lama = make_musim(), Instrumen.objects.get()
    isi = isi_bawaan()
    baru = Instrumen.objects.create(versi="lain", nama="Lain", isi=isi | {"versi": "lain"}, sha256="1" * 64)
    unit = make_unit()
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    lke, ubah = bersama(
        lambda: buka_lke(unit=unit, musim=musim, predikat_tujuan="WBK", actor=operator),
        lambda: ubah_musim(musim=musim, isi={"instrumen": baru}, versi=0, actor=tpn),
    )
    pilihan = lama if isinstance(ubah, MusimTerpakai) else baru
    assert (lke.instrumen, segar(musim).instrumen) == (pilihan, pilihan)


# Extended -------------------------------------------------------------------------------------------------------------


def test_the_latest_end_counts_for_whom_it_was_given(dipakai, tpn):
    instansi, lain = make_instansi("Kota Satu"), make_instansi("Kota Dua")
    asal = dipakai.isi_selesai
    semua = panjangkan(dipakai, tpn, hari=70).sampai
    satu = panjangkan(dipakai, tpn, hari=80, instansi=instansi).sampai
    ini = segar(dipakai)
    assert [tutup_jendela(ini, Jendela.ISI, i) for i in (None, lain, instansi, instansi.pk)] == [
        semua,
        semua,
        satu,
        satu,
    ]
    assert batas_jendela(ini, Jendela.ISI) == (ini.isi_mulai, semua)
    assert (ini.isi_selesai, tutup_jendela(ini, Jendela.TPI)) == (asal, ini.tpi_selesai)
    assert [(k.instansi, k.jendela, k.selesai) for k in tutup_instansi(ini)] == [(instansi, Jendela.ISI, satu)]
    # Later for all than for one: all of them count for the one as well.
    lebih = panjangkan(dipakai, tpn, hari=90).sampai
    ini = segar(dipakai)
    assert (tutup_jendela(ini, Jendela.ISI, instansi), tutup_instansi(ini)) == (lebih, [])


def test_an_extension_reopens_what_had_closed(dipakai, tpn, django_assert_num_queries):
    lke = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get()
    unit = make_unit(instansi=lke.unit.instansi)
    operator = make_anggota(Peran.OPERATOR, unit=unit)
    Musim.objects.filter(pk=dipakai.pk).update(isi_selesai=timezone.now() - SEHARI)
    lke.musim = dipakai = segar(dipakai)
    with pytest.raises(MasaTutup):
        pastikan_masa(lke, Lapis.UNIT)
    with pytest.raises(MasaTutup):
        buka_lke(unit=unit, musim=dipakai, predikat_tujuan="WBK", actor=operator)
    assert unit_tanpa_lke(operator) == []
    baris = panjangkan(dipakai, tpn, hari=5, instansi=unit.instansi)
    lke = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)
    with django_assert_num_queries(0):
        pastikan_masa(lke, Lapis.UNIT)
        pastikan_jendela(lke.musim, Jendela.ISI, unit.instansi)
        assert batas_unit(lke) == baris.sampai
        assert not terbuka(lke.musim, Jendela.ISI)
    assert [c.tutup for c in unit_tanpa_lke(operator)] == [baris.sampai]
    langkah, jadwal = (s := sumbangan_lke(operator, unit, 2026)).langkah, s.jadwal
    assert ([x.tenggat for x in langkah], baris.sampai in [j.tanggal for j in jadwal]) == ([baris.sampai], True)
    assert buka_lke(unit=unit, musim=dipakai, predikat_tujuan="WBK", actor=operator).pk
    jauh = make_unit()
    with pytest.raises(MasaTutup):
        buka_lke(unit=jauh, musim=dipakai, predikat_tujuan="WBK", actor=make_anggota(Peran.OPERATOR, unit=jauh))


def test_the_hot_path_reads_the_extension_with_the_sheet(dipakai, tpn, django_assert_num_queries):
    lke = LembarKerjaEvaluasi.objects.select_related("unit").get()
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    baris = panjangkan(dipakai, tpn)
    assert lke_unit_sendiri(operator, lke.pk).musim.diperpanjang
    with django_assert_num_queries(1):
        assert batas_unit(lke_unit_sendiri(operator, lke.pk)) == baris.sampai


def test_tpi_gets_its_time_too(tpn):
    lke = make_lke()
    isi_lapis_penuh(lke)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    bawa_ke(lke, Status.DINILAI_TPI, actor=ketua)
    lalu = timezone.now() - SEHARI
    Musim.objects.update(isi_selesai=lalu, tpi_selesai=lalu)
    lke = LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get()
    assert [x.batas for x in antrean_tpi(ketua)] == [lalu]
    with pytest.raises(MasaTutup):
        pastikan_masa(lke, Lapis.TPI)
    panjangkan(lke.musim, tpn, jendela=Jendela.TPI, hari=3)
    baris = panjangkan(lke.musim, tpn, jendela=Jendela.TPI, hari=9, instansi=lke.unit.instansi)
    panjangkan(lke.musim, tpn, jendela=Jendela.TPI, hari=12, instansi=make_instansi("Kota Lain"))
    assert [x.batas for x in antrean_tpi(ketua)] == [baris.sampai]
    assert tutup_tpi(ketua, lke.musim) == baris.sampai
    pastikan_masa(lke, Lapis.TPI)
    isi = {"lke": lke, "tanda": {"A.I.1.i.a": "Perbaiki"}, "alasan": "Kurang", "actor": ketua}
    with pytest.raises(EvaluationError, match="paling lambat"):
        kembalikan_lke(**isi, tenggat=timezone.now() + 10 * SEHARI)
    kembalikan_lke(**isi, tenggat=timezone.now() + 8 * SEHARI)
    assert lke.status == Status.PERBAIKAN


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"alasan": " \n"}, "alasan perpanjangan"),
        ({"hari": 50}, "sudah terbuka sampai"),
        ({"hari": 121}, "Perpanjang penilaian TPI dahulu"),
        ({"jendela": Jendela.USULAN}, "tidak dibatasi"),
    ],
)
def test_an_extension_only_adds_time_that_can_be_used(dipakai, tpn, isi, kata):
    with pytest.raises(EvaluationError, match=kata):
        panjangkan(dipakai, tpn, **isi)
    assert not Perpanjangan.objects.exists()
    assert segar(dipakai).diperpanjang == {}


def test_a_date_that_has_passed_helps_nobody(dipakai, tpn):
    kini = timezone.now()
    Musim.objects.update(isi_mulai=kini - 90 * SEHARI, isi_selesai=kini - 30 * SEHARI)
    with pytest.raises(EvaluationError, match="belum lewat"):
        panjangkan(dipakai, tpn, hari=-1)


def test_an_unused_season_is_changed_and_not_extended(musim, tpn):
    with pytest.raises(EvaluationError, match="belum dipakai"):
        panjangkan(musim, tpn)


@pytest.mark.django_db(transaction=True)
def test_of_two_extensions_at_once_none_is_lost_and_none_shortens(tpn):
    musim = make_musim()
    make_lke(musim=musim)
    instansi = make_instansi("Kota Satu")
    hasil = bersama(
        lambda: panjangkan(musim, tpn, hari=70),
        lambda: panjangkan(musim, tpn, hari=80),
        lambda: panjangkan(musim, tpn, hari=90, instansi=instansi),
    )
    berhasil = [h for h in hasil if isinstance(h, Perpanjangan)]
    assert Perpanjangan.objects.count() == len(berhasil) >= 2
    ini = segar(musim)
    assert tutup_jendela(ini, Jendela.ISI) == hasil[1].sampai
    assert tutup_jendela(ini, Jendela.ISI, instansi) == hasil[2].sampai


def test_who_leads_there_is_told(dipakai, tpn):
    instansi, lain = make_instansi("Kota Satu"), make_instansi("Kota Dua")
    admin, dalnis = (make_anggota(p, instansi=instansi) for p in (Peran.ADMIN_INSTANSI, Peran.TPI_DALNIS))
    make_anggota(Peran.ADMIN_INSTANSI, instansi=lain)
    make_anggota(Peran.TPI_ANGGOTA, instansi=instansi)
    panjangkan(dipakai, tpn, instansi=instansi)
    assert {n.user for n in Notifikasi.objects.all()} == {admin, dalnis}
    panjangkan(dipakai, tpn, hari=90)
    assert Notifikasi.objects.count() == 2 + 3


def test_extensions_are_only_added(dipakai, tpn):
    baris = panjangkan(dipakai, tpn)
    with pytest.raises(TypeError):
        Perpanjangan.objects.all().delete()
    baris.alasan = "Lain"
    with pytest.raises(DatabaseError), transaction.atomic():
        baris.save()
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), transaction.atomic():
            Perpanjangan._base_manager.all().delete()
    jejak = jejak_musim(riwayat_musim(dipakai))[0]
    assert (jejak.kata, jejak.riwayat.alasan) == ("Diperpanjang", "Gangguan jaringan nasional.")
    assert jejak.ubah[0][0] == "Pengisian LKE"


# Rounds ---------------------------------------------------------------------------------------------------------------


def test_rounds_are_counted_against_the_season():
    lke = make_lke(musim=make_musim(putaran_maks=2))
    isi_lapis_penuh(lke)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    bawa_ke(lke, Status.DINILAI_TPI, actor=ketua)
    isi = {
        "tanda": {"A.I.1.i.a": "Perbaiki"},
        "alasan": "Kurang",
        "tenggat": timezone.now() + SEHARI,
        "actor": ketua,
    }
    basi = segar(lke)
    kembalikan_lke(lke=lke, **isi)
    LembarKerjaEvaluasi.objects.update(status=Status.DINILAI_TPI)
    # Also from a page that was opened a round ago.
    for satu in (segar(lke), basi):
        with pytest.raises(EvaluationError, match="memberi 2 putaran"):
            kembalikan_lke(lke=satu, **isi)
    kini = segar(lke)
    assert (kini.status, kini.putaran, kini.tanda.count()) == (Status.DINILAI_TPI, 2, 1)
