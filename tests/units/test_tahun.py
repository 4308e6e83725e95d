"""A unit's year: its stages, what is next and whose it is, and the page that tells them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Status
from evaluation.models import Musim
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_lke, make_musim, make_penugasan, make_unit
from tests.matrix import PENGIKUT, UNIT_TERLIHAT, buat_dunia
from tests.units.bantu_tahun import Tahun, hari, tahun_ini
from units.enums import Peran
from units.enums.tahap import Benda, Tahap
from units.models import (
    CalonUnit,
    DataPendukung,
    KriteriaCalon,
    Pendampingan,
    Publikasi,
    RiwayatTahap,
    TindakLanjutMonev,
    UnitKerja,
)
from units.selectors.keadaan import TahapUnit, dengan_tahap, keadaan_unit
from units.selectors.langkah import langkah_berikut, tautan
from units.selectors.tahun import empat_tahap, masa_pembangunan, ringkas_tahun
from units.selectors.triwulan import triwulan_lalu

pytestmark = pytest.mark.django_db
CANARY = "<script>alert(1)</script>"
PENGISI = {Peran.OPERATOR, Peran.KETUA_TIM}
ORANG_UNIT = PENGISI | {Peran.PIMPINAN_UNIT}
TPI = {Peran.TPI_ANGGOTA, Peran.TPI_KETUA, Peran.TPI_DALNIS}


@pytest.fixture
def unit() -> UnitKerja:
    return make_unit()


@pytest.fixture
def operator(unit):
    return make_anggota(Peran.OPERATOR, unit=unit)


@pytest.fixture
def th(unit, operator) -> Tahun:
    return Tahun(unit, operator)


def keadaan(unit, tahun=None):
    return keadaan_unit([unit.pk], tahun or tahun_ini())[unit.pk]


def judul(user, unit, tahun=None) -> list[str]:
    return [satu.judul for satu in langkah_berikut(user, keadaan(unit, tahun))]


def buka(client, user, unit, **tanya) -> str:
    client.force_login(user)
    return client.get(f"/unit/{unit.pk}/", tanya).content.decode()


# Where a unit stands --------------------------------------------------------------------------------------------------


def _berbeda(th: Tahun) -> dict[TahapUnit, tuple]:
    """For each stage the ways to be there; each makes its rows."""
    t = TahapUnit
    return {
        t.BELUM: (
            lambda: None,
            lambda: th.pencanangan("draf"),
            lambda: th.pencanangan("dibatalkan"),
            lambda: th.aksi(),
            lambda: th.calon("dikeluarkan", dikeluarkan_pada=hari()),
            lambda: th.pencanangan("lengkap", dihapus_pada=timezone.now()),
            lambda: th.pencanangan("lengkap", tahun=tahun_ini() + 1),
        ),
        t.CALON: (lambda: th.calon(), lambda: (th.calon(), th.pencanangan("diajukan"))),
        t.DICANANGKAN: (
            lambda: th.pencanangan("dicanangkan"),
            lambda: (th.pencanangan("lengkap", tahun=tahun_ini() - 1), th.calon()),
            lambda: _bersama(th),
        ),
        t.DITETAPKAN: (
            lambda: th.calon("ditetapkan"),
            lambda: (th.calon("ditetapkan"), th.aksi(status="dibatalkan"), th.pemantauan("draf")),
            lambda: th.calon("dikeluarkan", dikeluarkan_pada=dt.date(tahun_ini() + 1, 1, 1)),
        ),
        t.MEMBANGUN: (lambda: (th.calon("ditetapkan"), th.aksi(), th.pemantauan("draf")),),
        t.DIPANTAU: (
            lambda: (th.calon("ditetapkan"), th.aksi(), th.pemantauan()),
            lambda: (th.calon("ditetapkan"), th.pemantauan()),
        ),
    }


def _bersama(th: Tahun) -> None:
    penyimpan = make_unit("Sekretariat", instansi=th.unit.instansi)
    Tahun(penyimpan, th.oleh).pencanangan("dicanangkan", lingkup="instansi").peserta.add(th.unit)


BANYAK_CARA = {"belum": 7, "calon": 2, "dicanangkan": 3, "ditetapkan": 3, "membangun": 1, "dipantau": 2}
CARA = [(TahapUnit(t), n) for t, banyak in BANYAK_CARA.items() for n in range(banyak)]


@pytest.mark.every_case
@pytest.mark.parametrize(("tahap", "cara"), CARA)
def test_the_stage_of_one_unit_and_of_a_long_list_is_the_same(th, tahap, cara):
    _berbeda(th)[tahap][cara]()
    daftar = dengan_tahap(UnitKerja.objects.filter(pk=th.unit.pk), tahun_ini()).get().tahap
    assert (keadaan(th.unit).tahap, daftar) == (tahap, tahap.value)


def test_nothing_recorded_yet_is_told_stage_by_stage(operator, unit):
    ringkas = ringkas_tahun(operator, unit, tahun_ini())
    assert [(t.tahap, t.kata, t.kini) for t in ringkas.tahap] == [
        (Tahap.PENCANANGAN, "Belum ada", True),
        (Tahap.PENETAPAN, "Belum ada", False),
        (Tahap.PEMBANGUNAN, "Belum mulai", False),
        (Tahap.PEMANTAUAN, "Belum dipantau", False),
    ]
    assert ringkas.tahap[0].kurang == ("Pencanangan belum disiapkan.", "Daftar pegawai belum diisi.")
    assert ringkas.masa is None
    assert [a.persen for a in ringkas.area] == [None] * 6


def test_a_full_year_is_told_stage_by_stage(th, operator, unit):
    th.siap()
    th.pegawai("Rina")
    th.aksi(tenggat=-1, persen=40)
    th.aksi(status="selesai", persen=90)  # done counts as 100, whatever was reported last
    th.pemantauan(tanggal=hari(-9))
    th.temuan()
    th.rekomendasi(layak=False)
    tahap = ringkas_tahun(operator, unit, tahun_ini()).tahap
    assert [(t.kata, t.tanggal, t.kurang, t.kini) for t in tahap] == [
        ("Dicanangkan dan dipublikasikan", hari(-300), ("Pakta integritas: 1 dari 2 pegawai.",), False),
        ("Ditetapkan menuju WBK", hari(-1), (), False),
        ("Berjalan 70 %", None, ("1 butir terlambat.", "5 area belum punya butir."), True),
        (
            "TPI: belum layak diusulkan",
            hari(-9),
            ("1 temuan terbuka.", "Rekomendasi TPI belum diterima pimpinan instansi."),
            False,
        ),
    ]


def test_a_stage_is_done_when_all_of_it_is(th, unit):
    def selesai() -> list[bool]:
        return [t.selesai for t in empat_tahap(keadaan(unit))][2:]

    th.siap()
    for area in range(1, 6):
        th.aksi(area=area, status="selesai")
    th.rekomendasi()
    assert selesai() == [False, False]  # an area without a plan, an opinion without monitoring
    terakhir = th.aksi(area=6)
    th.pemantauan()
    temuan = th.temuan()
    assert selesai() == [False, False]
    for baris, status in ((terakhir, "selesai"), (temuan, "diverifikasi")):
        baris.status = status
        baris.save()
    assert selesai() == [True, True]


def test_a_single_thing_that_waits_is_one_click_away(th, unit, operator):
    def alamat(kata: str) -> str:
        (satu,) = [s for s in langkah_berikut(operator, keadaan(unit)) if kata in s.judul]
        return satu.url

    for buat, kata, benda in (
        (th.temuan, "temuan TPI", "temuan"),
        (lambda: th.temuan(status="ditindaklanjuti"), "Verifikasi", "temuan"),
        (th.konsultasi, "Jawab", "konsultasi"),
        (lambda: th.konsultasi(status="dijawab"), "Baca jawaban", "konsultasi"),
        (lambda: th.aksi(-1), "terlambat", "aksi"),
    ):
        satu = buat()
        assert alamat(kata) == reverse(f"units:{benda}_detail", args=[unit.pk, satu.pk])
        buat()
        assert alamat(kata) == reverse(f"units:{benda}_list", args=[unit.pk])


def test_pakta_counts_who_works_here_now_under_the_present_pimpinan(th, unit):
    lama = th.register(ditutup_pada=timezone.now())
    kini = th.register()
    a, b, c = (th.pegawai(nama) for nama in "abc")
    keluar = th.pegawai("Pindah", keluar_pada=hari(-1))
    hapus = th.pegawai("Salah catat", dihapus_pada=timezone.now())
    th.pegawai("Pindah bulan depan", keluar_pada=hari(30))
    for p in (a, b, c):
        th.pakta(lama, p)
    for p in (a, keluar, hapus):
        th.pakta(kini, p)
    th.pakta(kini, b, ditarik_pada=timezone.now())
    k = keadaan(unit)
    assert (k.pegawai, k.pakta, k.belum_pakta, k.persen_pakta) == (4, 1, 3, 25)


@pytest.mark.parametrize(
    ("tahun", "tanggal", "harap", "akhir"),
    [
        (2026, "2026-11-25", (2026, 3), "2026-09-30"),
        (2026, "2026-01-02", (2025, 4), "2025-12-31"),
        (2026, "2026-04-01", (2026, 1), "2026-03-31"),
        (2025, "2026-11-25", (2025, 4), "2025-12-31"),
        (2027, "2026-11-25", (2026, 3), "2026-09-30"),
    ],
)
def test_the_quarter_that_ended_last(tahun, tanggal, harap, akhir):
    tw = triwulan_lalu(tahun, dt.date.fromisoformat(tanggal))
    assert ((tw.tahun, tw.triwulan), tw.akhir.isoformat()) == (harap, akhir)


def test_the_one_year_clock_runs_from_the_sk_or_the_declaration(th, unit):
    th.pencanangan("lengkap", tanggal=hari(-400))
    assert masa_pembangunan(keadaan(unit)) is None
    th.calon("ditetapkan", sejak=-100)
    m = masa_pembangunan(keadaan(unit))
    assert (m.mulai, m.genap_setahun, m.hari, m.sudah) == (
        hari(-100),
        hari(-100).replace(year=hari(-100).year + 1),
        100,
        False,
    )
    unit.instansi.dasar_masa = "pencanangan"
    unit.instansi.save()
    m = masa_pembangunan(keadaan(unit))
    assert (m.mulai, m.sudah, m.hari == m.semua) == (hari(-400), True, True)


def test_a_year_from_29_february_is_full_on_1_march(th, unit):
    th.calon("ditetapkan")
    unit.instansi.dasar_masa = "pencanangan"
    unit.instansi.save()
    th.pencanangan("lengkap", tanggal=dt.date(2024, 2, 29))
    assert masa_pembangunan(keadaan(unit)).genap_setahun == dt.date(2025, 3, 1)


def test_what_tpi_has_not_published_is_nowhere_to_be_seen(client, th, operator, unit):
    th.siap()
    draf = th.pemantauan("draf")
    th.temuan(pemantauan=draf, uraian="Rahasia TPI", tenggat=-5)
    th.rekomendasi("draf", alasan="Rahasia TPI")
    for benda, aksi in ((Benda.PEMANTAUAN, "buat"), (Benda.TEMUAN, "ubah"), (Benda.REKOMENDASI, "buat")):
        RiwayatTahap.objects.create(instansi=unit.instansi, unit=unit, benda=benda, objek_id=1, aksi=aksi)
    k = keadaan(unit)
    assert (k.temuan, k.pemantauan, k.rekomendasi, k.terakhir, k.lewat) == ({}, {}, {}, None, 0)
    html = buka(client, operator, unit)
    assert "Rahasia TPI" not in html
    assert "Tidak ada temuan terbuka" in html
    # Published, all of it is there.
    draf.status = "terbit"
    draf.save()
    RiwayatTahap.objects.create(instansi=unit.instansi, unit=unit, benda=Benda.PEMANTAUAN, objek_id=1, aksi="terbitkan")
    k = keadaan(unit)
    assert (k.temuan["n"], k.lewat, bool(k.terakhir)) == (1, 1, True)
    assert "Rahasia TPI" in buka(client, operator, unit)


# What is next, and whose it is ----------------------------------------------------------------------------------------

LANGKAH = {
    "Siapkan pencanangan": (lambda th: None, PENGISI),
    "Ajukan pencanangan ke pimpinan": (lambda th: th.pencanangan("draf"), PENGISI),
    "Konfirmasi pencanangan": (lambda th: th.pencanangan("diajukan"), {Peran.PIMPINAN_UNIT}),
    "Catat publikasi pencanangan": (lambda th: th.pencanangan("dicanangkan"), PENGISI),
    "Nyatakan publikasi pencanangan lengkap": (
        lambda th: th._buat(Publikasi, judul="Berita", tanggal=hari(), pencanangan=th.pencanangan("dicanangkan")),
        PENGISI,
    ),
    "Isi daftar pegawai unit": (lambda th: None, ORANG_UNIT),
    "Buka register pakta integritas": (lambda th: th.pegawai(), ORANG_UNIT),
    "Lengkapi pakta integritas: 2 pegawai belum menandatangani": (
        lambda th: (th.register(), th.pegawai("a"), th.pegawai("b")),
        ORANG_UNIT,
    ),
    "Jadikan unit ini calon": (lambda th: th.pencanangan("lengkap"), {Peran.ADMIN_INSTANSI}),
    "Catat SK penetapan": (lambda th: th.calon(), {Peran.ADMIN_INSTANSI}),
    "Lengkapi penilaian kriteria calon": (
        lambda th: KriteriaCalon.objects.create(calon=th.calon(), jenis="dampak_luas"),
        {Peran.ADMIN_INSTANSI},
    ),
    "Susun rencana aksi": (lambda th: th.calon("ditetapkan"), PENGISI),
    "Pantau pembangunan untuk pertama kali tahun ini": (lambda th: th.calon("ditetapkan"), TPI),
    "Tindak lanjuti 2 temuan TPI": (lambda th: (th.temuan(), th.temuan(status="dikembalikan")), PENGISI),
    "Verifikasi tindak lanjut 1 temuan": (lambda th: th.temuan(status="ditindaklanjuti"), TPI),
    "Jawab 1 konsultasi unit": (lambda th: th.konsultasi(), TPI),
    "Baca jawaban TPI atas 1 konsultasi": (lambda th: th.konsultasi(status="dijawab"), ORANG_UNIT),
    "Kejar 1 butir rencana aksi yang terlambat": (lambda th: (th.aksi(-1), th.aksi(0)), PENGISI),
    "Sahkan 1 monev triwulan sebelumnya": (
        lambda th: th.monev(tahun=tahun_ini() - 1, triwulan=1),
        {Peran.PIMPINAN_UNIT},
    ),
    "Tulis rekomendasi kelayakan": (
        lambda th: (th.calon("ditetapkan"), th.aksi(), th.pemantauan()),
        TPI - {Peran.TPI_ANGGOTA},
    ),
    "Terima rekomendasi TPI": (lambda th: th.rekomendasi(), {Peran.PIMPINAN_INSTANSI}),
}


@pytest.mark.parametrize("apa", LANGKAH)
def test_who_is_asked_for_what(apa, th, unit):
    buat, untuk = LANGKAH[apa]
    buat(th)
    pembaca = [*ORANG_UNIT, *TPI, Peran.ADMIN_INSTANSI, Peran.PIMPINAN_INSTANSI]
    diminta = set()
    for peran in pembaca:
        user = make_anggota(peran, unit=unit, instansi=unit.instansi)
        if peran == Peran.TPI_ANGGOTA:
            make_penugasan(user, _lke(unit))
        (langkah,) = [s for s in langkah_berikut(user, keadaan(unit)) if s.judul == apa]
        if langkah.untuk_saya:
            diminta.add(peran)
    assert diminta == untuk


def _lke(unit):
    return unit.lke.first() or make_lke(unit=unit)


def test_a_joint_declaration_waits_for_the_instansi(th, unit):
    p = th.pencanangan("diajukan", lingkup="instansi")
    for peran, diminta in ((Peran.PIMPINAN_UNIT, False), (Peran.PIMPINAN_INSTANSI, True)):
        user = make_anggota(peran, unit=unit, instansi=unit.instansi)
        (satu,) = [s for s in langkah_berikut(user, keadaan(unit)) if s.judul == "Konfirmasi pencanangan"]
        assert (satu.siapa, satu.untuk_saya) == ("Pimpinan instansi", diminta)
    p.status = "draf"
    p.save()
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi)
    assert [s.untuk_saya for s in langkah_berikut(admin, keadaan(unit)) if "Ajukan" in s.judul] == [True]


def test_a_declaration_that_was_made_stands_before_a_later_draft_and_the_further_one_before_the_other(th, unit):
    th.pencanangan("lengkap")
    th.pencanangan("draf", tanggal=hari())
    assert keadaan(unit).pencanangan["status"] == "lengkap"
    lain = make_unit("Lain", instansi=unit.instansi)
    Tahun(lain, th.oleh).pencanangan("draf")
    Tahun(unit, th.oleh).pencanangan("dicanangkan", lingkup="instansi").peserta.add(lain)
    assert keadaan(lain).pencanangan["status"] == "dicanangkan"


def test_the_last_quarter_is_asked_of_units_that_were_building_then(th, unit, operator):
    th.siap()
    assert not [j for j in judul(operator, unit) if "Triwulan" in j]  # chosen yesterday
    tw = keadaan(unit).triwulan
    nama = f"{('', 'Triwulan I', 'Triwulan II', 'Triwulan III', 'Triwulan IV')[tw.triwulan]} {tw.tahun}"
    CalonUnit.objects.filter(unit=unit).update(ditetapkan_pada=tw.akhir)
    assert [j for j in judul(operator, unit) if nama in j] == [f"Isi data pendukung {nama}", f"Susun monev {nama}"]
    DataPendukung.objects.create(
        unit=unit, tahun=tw.tahun, triwulan=tw.triwulan, kode="x", nilai=None, diubah_oleh=operator
    )
    assert f"Isi data pendukung {nama}" in judul(operator, unit)  # nobody has said yet
    DataPendukung.objects.update(nilai=0)
    m = th.monev(tahun=tw.tahun, triwulan=tw.triwulan)
    assert [j for j in judul(operator, unit) if nama in j] == [f"Sahkan monev {nama}"]
    m.status = "disahkan"
    m.save()
    assert not [j for j in judul(operator, unit) if nama in j]


def test_own_acts_come_first_then_what_is_late(th, unit, operator):
    th.siap()
    th.aksi(-3)
    th.temuan(20)
    th.temuan(-2, status="ditindaklanjuti")
    langkah = langkah_berikut(operator, keadaan(unit))
    assert [(s.judul.split()[0], s.untuk_saya, s.lewat) for s in langkah] == [
        ("Kejar", True, True),
        ("Tindak", True, False),
        ("Pantau", False, False),
        ("Verifikasi", False, False),
    ]
    assert [s.tenggat for s in langkah[:2]] == [hari(-3), hari(20)]


def test_in_a_year_that_is_over_nothing_is_begun_and_what_is_open_stays(th, unit, operator):
    th.temuan(-400, tahun=tahun_ini() - 1)
    th.aksi(-380, tahun=tahun_ini() - 1)
    lalu = judul(operator, unit, tahun_ini() - 1)
    assert [j.split()[0] for j in lalu] == ["Tindak", "Kejar"]
    # A finding goes on into the next year, an item of the plan stays in its own.
    kini = judul(operator, unit)
    assert "Tindak lanjuti 1 temuan TPI" in kini
    assert not [j for j in kini if j.startswith("Kejar")]


def test_an_address_names_the_year_where_it_is_not_the_present_one(unit):
    assert tautan("unit_detail", unit.pk, tahun=tahun_ini()) == f"/unit/{unit.pk}/"
    assert tautan("unit_detail", unit.pk, tahun=2024) == f"/unit/{unit.pk}/?tahun=2024"


# The LKE in the year --------------------------------------------------------------------------------------------------

LANGKAH_LKE = {
    Status.DIAJUKAN: "Mulai menilai LKE",
    Status.DINILAI_TPI: "Selesaikan penilaian LKE",
    Status.PERBAIKAN: "Perbaiki LKE yang dikembalikan TPI",
    Status.LAYAK: "Usulkan unit ini ke TPN",
}
UNTUK_LKE = {
    Status.DIAJUKAN: {"tpi_anggota", "tpi_ketua", "tpi_dalnis"},
    Status.DINILAI_TPI: {"tpi_anggota", "tpi_ketua", "tpi_dalnis"},
    Status.PERBAIKAN: {"operator", "ketua_tim"},
    Status.LAYAK: {"admin"},
}


@pytest.mark.parametrize("status", [s for s in Status if s != Status.DRAF])
def test_the_sheets_next_act_by_state(status):
    dunia = buat_dunia(status)
    tahun = dunia.lke.musim.tahun
    untuk = set()
    for siapa in PENGIKUT - {"pimpinan_instansi"}:
        langkah = ringkas_tahun(dunia.orang[siapa], dunia.unit, tahun).langkah
        lke = [s for s in langkah if s.judul in LANGKAH_LKE.values()]
        assert [s.judul for s in lke] == ([LANGKAH_LKE[status]] if status in LANGKAH_LKE else []), siapa
        untuk |= {siapa for s in lke if s.untuk_saya}
    assert untuk == UNTUK_LKE.get(status, set())


def test_a_draft_is_asked_of_its_people_alone_and_its_score_is_theirs(client):
    lke = make_lke()
    unit, tahun = lke.unit, lke.musim.tahun
    isi_lapis_penuh(lke, ubah={"A.I.1.i.a": {}})
    orang = {p: make_anggota(p, unit=unit, instansi=unit.instansi) for p in (*ORANG_UNIT, Peran.TPI_KETUA)}
    sisa = "Lanjutkan LKE: 1 pertanyaan belum dijawab"
    for peran, orang_ini in orang.items():
        langkah = {s.judul: s for s in ringkas_tahun(orang_ini, unit, tahun).langkah}
        html = buka(client, orang_ini, unit, tahun=tahun)
        assert (sisa in langkah, "Jarak ke predikat" in html) == (peran in ORANG_UNIT,) * 2, peran
        if peran in ORANG_UNIT:
            assert langkah[sisa].untuk_saya == (peran in PENGISI)
    isi_lapis_penuh(lke)
    pimpinan = orang[Peran.PIMPINAN_UNIT]
    ajukan = [s for s in ringkas_tahun(pimpinan, unit, tahun).langkah if s.judul == "Periksa dan ajukan LKE"]
    assert [(s.untuk_saya, s.url) for s in ajukan] == [(True, f"/lke/{lke.pk}/ajukan/")]


def test_a_deadline_that_passed_asks_for_more_time(unit, operator):
    lke = make_lke(unit=unit, actor=operator)
    Musim.objects.filter(pk=lke.musim_id).update(isi_selesai=timezone.now() - dt.timedelta(days=1))
    judul_ = [s.judul for s in ringkas_tahun(operator, unit, lke.musim.tahun).langkah]
    assert "Minta TPI atau admin instansi memperpanjang tenggat LKE" in judul_


def test_without_a_sheet_its_own_people_are_told_to_open_one(unit, operator):
    musim = make_musim(tahun_ini())
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=unit.instansi)
    judul_ = f"Buka LKE {musim.tahun}"
    assert judul_ in [s.judul for s in ringkas_tahun(operator, unit, musim.tahun).langkah]
    assert judul_ not in [s.judul for s in ringkas_tahun(admin, unit, musim.tahun).langkah]


def test_the_distance_to_both_predicates_comes_from_the_stored_score(client):
    dunia = buat_dunia(Status.DIAJUKAN)
    isi_lapis_penuh(dunia.lke, ubah={"B.I.a": {"B.I.a": "1"}})
    skor = dunia.lke.skor.get(lapis="unit")
    for siapa in ("operator", "tpi_ketua", "admin"):
        html = buka(client, dunia.orang[siapa], dunia.unit, tahun=dunia.lke.musim.tahun)
        assert "Jarak ke predikat" in html
        assert f"{skor.total:.2f}".replace(".", ",") in html
        assert "Nilai total memenuhi ambang 75" in html
        assert "Survei persepsi" in html
    # The pimpinan of the instansi reads no sheet, and so no score.
    html = buka(client, dunia.orang["pimpinan_instansi"], dunia.unit, tahun=dunia.lke.musim.tahun)
    assert "Masa pembangunan satu tahun" in html
    assert "Jarak ke predikat" not in html


# The page -------------------------------------------------------------------------------------------------------------


def test_who_gets_the_year_and_who_the_plain_page(client):
    dunia = buat_dunia(Status.DITETAPKAN)
    for siapa in UNIT_TERLIHAT:
        html = buka(client, dunia.orang[siapa], dunia.unit)
        assert ("Yang berikutnya" in html) == (siapa in PENGIKUT), siapa
        assert dunia.unit.nama in html


def test_the_page_has_one_primary_act_and_it_is_mine(client, th, unit, operator):
    lke = make_lke(unit=unit, musim=make_musim(tahun_ini()), actor=operator)
    ringkas = ringkas_tahun(operator, unit, tahun_ini())
    assert ringkas.utama.untuk_saya
    html = buka(client, operator, unit)
    assert html.count('class="btn btn-primary" href') == 1
    assert f'<a class="btn btn-primary" href="{ringkas.utama.url}">{ringkas.utama.judul}</a>' in html
    # Nothing to do: no button.
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DIAJUKAN, actor=make_anggota(Peran.TPI_DALNIS, instansi=unit.instansi))
    pimpinan = make_anggota(Peran.PIMPINAN_INSTANSI, instansi=unit.instansi)
    assert 'class="btn btn-primary" href' not in buka(client, pimpinan, unit)


def test_areas_tell_plan_and_what_tpi_saw(client, th, unit, operator):
    th.calon("ditetapkan")
    th.aksi(area=1, persen=30)
    th.aksi(area=1, status="selesai")
    th.aksi(area=1, status="dibatalkan", persen=0)
    th.aksi(-2, area=2, persen=5)
    th.pemantauan(kemajuan={"1": {"persen": 55, "catatan": "x"}, "3": {"persen": 10}, "4": "rusak"})
    area = ringkas_tahun(operator, unit, tahun_ini()).area
    assert [(a.n, a.selesai, a.lewat, a.persen, a.tpi) for a in area] == [
        (2, 1, 0, 65, 55),
        (1, 0, 1, 5, None),
        (0, 0, 0, None, 10),
        *[(0, 0, 0, None, None)] * 3,
    ]
    html = buka(client, operator, unit)
    assert "65 %, 1 dari 2 butir selesai · menurut TPI 55 %" in html


def test_dates_ahead_are_the_nearest_first(th, unit, operator):
    th.aksi(12, nama="Antrean elektronik")
    th.aksi(-1, nama="Sudah lewat")
    th.aksi(3, nama="Sudah selesai", status="selesai")
    th.temuan(2, uraian="Aduan")
    th.temuan(4, uraian="Menunggu TPI", status="ditindaklanjuti")
    m = th.monev(triwulan=1)
    th._buat(TindakLanjutMonev, monev=m, uraian="Perbaiki loket", pic_nama="A", tenggat=hari(7))
    for topik, batal in (("Klinik", False), ("Batal", True)):
        mulai = timezone.now() + dt.timedelta(days=5)
        th._buat(Pendampingan, mulai=mulai, selesai=mulai, topik=topik, dibatalkan=batal)
    make_musim(tahun_ini())
    jadwal = ringkas_tahun(operator, unit, tahun_ini()).jadwal
    assert [(j.judul, j.jenis) for j in jadwal] == [
        ("Aduan", "Temuan"),
        ("Klinik", "Asistensi"),
        ("Perbaiki loket", "Tindak lanjut monev"),
        ("Antrean elektronik", "Rencana aksi"),
        ("Pengisian LKE ditutup", "LKE"),
        ("Penilaian TPI ditutup", "LKE"),
    ]


def test_the_year_is_chosen_in_the_address(client, th, unit, operator):
    th.aksi(tahun=tahun_ini() - 1, nama="Rencana tahun lalu", persen=44, status="berjalan")
    assert "44 %" in buka(client, operator, unit, tahun=tahun_ini() - 1)
    for tanya in ({}, {"tahun": "abc"}, {"tahun": "99999999"}):
        html = buka(client, operator, unit, **tanya)
        assert f"{tahun_ini()} · Belum mulai" in html
        assert "44 %" not in html


def test_what_people_typed_is_shown_as_text(client, th, unit, operator):
    unit.nama, unit.alamat, unit.kode = CANARY, CANARY, CANARY
    unit.save()
    th.aksi(nama=CANARY)
    th.temuan(uraian=CANARY)
    th._buat(TindakLanjutMonev, monev=th.monev(triwulan=1), uraian=CANARY, pic_nama="A", tenggat=hari(3))
    mulai = timezone.now() + dt.timedelta(days=5)
    th._buat(Pendampingan, mulai=mulai, selesai=mulai, topik=CANARY)
    html = buka(client, operator, unit)
    assert CANARY not in html
    assert html.count("&lt;script&gt;alert(1)") >= 8


def test_query_count_stays_flat(client, th, unit, operator):
    lke = make_lke(unit=unit, musim=make_musim(tahun_ini()), actor=operator)
    isi_lapis_penuh(lke)
    th.siap()
    client.force_login(operator)
    banyak = set()
    for mulai, n in ((0, 1), (1, 2), (3, 27)):
        for i in range(mulai, mulai + n):
            th.aksi(i - 2, area=i % 6 + 1)
            th.temuan(i - 2)
            th.konsultasi()
            th.pemantauan()
            th._buat(
                TindakLanjutMonev, monev=th.monev(triwulan=1, tahun=2030 + i), uraian="a", pic_nama="A", tenggat=hari(i)
            )
        client.get(f"/unit/{unit.pk}/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/unit/{unit.pk}/").status_code == 200
        banyak.add(len(queries))
    assert len(banyak) == 1
    assert banyak.pop() <= 30
