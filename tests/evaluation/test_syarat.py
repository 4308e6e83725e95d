"""Requirements: the rules as data, what is computed, what TPI says, what its lead lets go, and the gate."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from evaluation.enums import Status
from evaluation.enums.syarat import Keadaan
from evaluation.errors import EvaluationError, LKEMoved, MasaTutup
from evaluation.models import BerkasEvaluasi, LembarKerjaEvaluasi, Musim, NilaiSyarat, PredikatUnit, RiwayatEvaluasi
from evaluation.selectors.berkas import boleh_baca
from evaluation.selectors.syarat import (
    aturan_musim,
    kurang_syarat,
    lke_persyaratan,
    syarat_instansi,
    syarat_lke,
    syarat_unit_banyak,
    syarat_usulan,
)
from evaluation.services.syarat import (
    IsianSyarat,
    SyaratBentrok,
    SyaratKurang,
    buang_bukti_syarat,
    cabut_pengecualian,
    isi_data_instansi,
    kecualikan_syarat,
    nyatakan_syarat,
    unggah_bukti_syarat,
)
from evaluation.services.tpi import selesaikan_tpi
from evaluation.syarat import INSTANSI, TPI, UNIT, aturan_syarat, rasio, sesudah_bulan
from tests.evaluation.bantu_syarat import angka, buat_lke, tetapkan
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    make_anggota,
    make_instansi,
    make_lke,
    make_musim,
    make_predikat,
    make_unit,
    make_user,
    syarat_dinyatakan,
)
from tests.serentak import bersama
from units.enums import Peran

MEMENUHI, BELUM, KOSONG = Keadaan.MEMENUHI, Keadaan.BELUM, Keadaan.BELUM_ADA_DATA
ATURAN = aturan_syarat(2026)


def syarat(kode):
    return next(s for s in ATURAN.syarat if s.kode == kode)


# The rules ------------------------------------------------------------------------------------------------------------


def test_the_figures_are_those_of_tabel_5():
    minimum = {s.kode: (s.minimum.get("WBK"), s.minimum.get("WBBM")) for s in ATURAN.syarat if s.untuk != TPI}
    assert minimum == {
        "instansi-opini": ("WTP", "WTP"),
        "instansi-sakip": ("B", "BB"),
        "instansi-rb-pemda": ("CC", "B"),
        "instansi-rb-kl": ("B", "BB"),
        "instansi-spip": ("Level 3", "Level 3"),
        "unit-layanan-utama": ("memenuhi", "memenuhi"),
        "unit-dampak": ("memenuhi", "memenuhi"),
        "unit-tlhp": ("100 %", "100 %"),
        "unit-lhkpn": ("100 %", "100 %"),
        "unit-lhkasn": ("100 %", "100 %"),
        "unit-masa": ("{bulan} bulan", "{bulan} bulan"),
        "unit-sakip": ("B", "BB"),
        "unit-wbk": (None, "WBK aktif paling sedikit {bulan} bulan"),
    }
    assert len(ATURAN.untuk(TPI, predikat="WBK")) == 8


@pytest.mark.parametrize("kode", [s.kode for s in ATURAN.syarat])
def test_a_rule_is_whole(kode):
    s = syarat(kode)
    assert s.nama
    assert s.dasar
    assert s.sumber
    assert s.untuk in {INSTANSI, UNIT, TPI}
    assert s.cara in {"nilai", "nyata", "kriteria", "rasio", "masa", "predikat", "ikut"}
    assert {s.minimum[p] for p in s.minimum} <= set(s.skala) or not s.skala
    assert set(s.dari) <= {x.kode for x in ATURAN.syarat}
    assert bool(s.bulan) == (s.cara in {"masa", "predikat"})
    musim = Musim(tahun=2026, bulan_bangun=7, bulan_wbbm=9)
    (jadi,) = [x for x in aturan_musim(musim).syarat if x.kode == kode]
    assert jadi.lama == (getattr(musim, s.bulan) if s.bulan else 0)
    assert "{" not in "".join(jadi.minimum.values())


@pytest.mark.parametrize(("predikat", "cukup"), [("WBK", ["AA", "A", "BB", "B"]), ("WBBM", ["AA", "A", "BB"])])
def test_predicates_are_compared_in_their_own_order(predikat, cukup):
    sakip = syarat("unit-sakip")
    semua = ["AA", "A", "BB", "B", "CC", "C", "D"]
    assert [n for n in semua if sakip.cukup(n, predikat)] == cukup


def test_a_year_without_a_file_uses_the_newest_before_it():
    assert aturan_syarat(2031).tahun == 2026
    assert aturan_syarat(2019).tahun == 2026


@pytest.mark.parametrize(
    ("mulai", "bulan", "genap"),
    [
        (dt.date(2025, 3, 12), 12, dt.date(2026, 3, 12)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 3, 1)),
        (dt.date(2025, 1, 31), 1, dt.date(2025, 3, 1)),
        (dt.date(2025, 11, 5), 24, dt.date(2027, 11, 5)),
    ],
)
def test_months_are_whole(mulai, bulan, genap):
    assert sesudah_bulan(mulai, bulan) == genap


def test_a_share_takes_one_quarter_and_never_mixes_two():
    tlhp = syarat("unit-tlhp")
    lama = {("tlhp_temuan", 2): 7, ("tlhp_selesai", 2): 7}

    assert rasio(tlhp, lama | {("tlhp_temuan", 3): 9, ("tlhp_selesai", 3): 8}).penuh is False
    assert rasio(tlhp, lama | {("tlhp_temuan", 3): 9}).triwulan == 2
    assert rasio(tlhp, {("tlhp_temuan", 3): 9}).kurang == ("tlhp_selesai",)
    assert rasio(tlhp, {("tlhp_temuan", 1): 0, ("tlhp_selesai", 1): 0}).penuh is True


# What is computed -----------------------------------------------------------------------------------------------------


@pytest.fixture
def lke(db):
    """At TPI, nothing said yet; its questions do not matter here."""
    return buat_lke()


@pytest.fixture
def ketua(lke):
    return make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)


def hasil(lke):
    return {h.kode: h for h in syarat_unit_banyak([lke.pk])[lke.pk]}


def test_nothing_known_is_no_data(lke):
    assert {h.keadaan for h in hasil(lke).values()} == {KOSONG}
    assert "unit-wbk" not in hasil(lke)


def test_shares_come_from_data_pendukung_of_the_year(lke):
    angka(lke.unit, tlhp_temuan=9, tlhp_selesai=9, lhkpn_kepala=1, lhkpn_pejabat=2, lhkpn_lainnya=0, lhkpn_sudah=2)
    angka(lke.unit, tahun=2025, lhkasn_administrator=1, lhkasn_pengawas=1, lhkasn_lainnya=1, lhkasn_sudah=3)

    h = hasil(lke)

    assert (h["unit-tlhp"].keadaan, h["unit-tlhp"].nilai) == (MEMENUHI, "9 dari 9")
    assert h["unit-tlhp"].sumber == "Data pendukung triwulan III 2026"
    assert (h["unit-lhkpn"].keadaan, h["unit-lhkpn"].nilai) == (BELUM, "2 dari 3")
    assert h["unit-lhkasn"].keadaan == KOSONG
    assert (h["tpi-tlhp"].keadaan, h["tpi-lhk"].keadaan) == (MEMENUHI, KOSONG)


@pytest.mark.parametrize(
    ("nilai", "keadaan", "pasti"), [("ya", MEMENUHI, True), ("tidak", BELUM, True), ("sebagian", KOSONG, False)]
)
def test_criteria_come_from_the_choosing_of_the_unit(lke, nilai, keadaan, pasti):
    tetapkan(lke.unit, sejak=dt.date(2025, 1, 1), layanan_utama=nilai)
    h = hasil(lke)["unit-layanan-utama"]
    assert (h.keadaan, h.pasti) == (keadaan, pasti)


@pytest.mark.parametrize(("hari", "keadaan"), [(366, MEMENUHI), (300, BELUM)])
def test_the_clock_of_building_runs_a_year(lke, hari, keadaan):
    tetapkan(lke.unit, sejak=timezone.localdate() - dt.timedelta(days=hari))
    assert hasil(lke)["unit-masa"].keadaan == keadaan


@pytest.mark.parametrize(
    ("bulan", "keadaan", "minimum"), [(9, MEMENUHI, "9 bulan"), (10, MEMENUHI, "10 bulan"), (11, BELUM, "11 bulan")]
)
def test_the_season_says_how_long_a_unit_must_have_been_building(lke, bulan, keadaan, minimum):
    tetapkan(lke.unit, sejak=timezone.localdate() - dt.timedelta(days=310))
    Musim.objects.update(bulan_bangun=bulan, bulan_wbbm=60)
    h = hasil(lke)["unit-masa"]
    assert (h.keadaan, h.minimum) == (keadaan, minimum)
    lke = LembarKerjaEvaluasi.objects.get(pk=lke.pk)
    assert any(k.kode == "unit-masa" for k in kurang_syarat(lke)) is (keadaan == BELUM)


def test_a_season_that_asks_for_no_months_of_building_needs_no_date(lke):
    assert hasil(lke)["unit-masa"].keadaan == KOSONG
    Musim.objects.update(bulan_bangun=0)
    h = hasil(lke)["unit-masa"]
    assert (h.keadaan, h.nilai) == (MEMENUHI, "Tidak disyaratkan musim ini")


@pytest.mark.parametrize(("bulan", "keadaan"), [(0, MEMENUHI), (2, MEMENUHI), (4, BELUM)])
def test_the_season_says_how_long_wbk_must_have_been_held(client, db, bulan, keadaan):
    lke = buat_lke(tujuan="WBBM")
    wbk = make_predikat(lke.unit, actor=make_user())
    PredikatUnit.objects.filter(pk=wbk.pk).update(tanggal_sk=timezone.localdate() - dt.timedelta(days=90))
    Musim.objects.update(bulan_bangun=60, bulan_wbbm=bulan)
    assert hasil(lke)["unit-wbk"].keadaan == keadaan
    client.force_login(make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi))
    assert f"Minimum: WBK aktif paling sedikit {bulan} bulan" in client.get(f"/lke/{lke.pk}/syarat/").content.decode()


def test_wbbm_stands_on_an_active_wbk_of_a_year(db):
    lke = buat_lke(tujuan="WBBM")
    orang = make_user()
    assert hasil(lke)["unit-wbk"].keadaan == BELUM

    wbk = make_predikat(lke.unit, actor=orang)
    assert hasil(lke)["unit-wbk"].keadaan == MEMENUHI
    PredikatUnit.objects.filter(pk=wbk.pk).update(tanggal_sk=timezone.localdate() - dt.timedelta(days=90))
    assert hasil(lke)["unit-wbk"].keadaan == BELUM

    # Once WBBM took its place it is still what that stood on; taken away without one it is not.
    PredikatUnit.objects.filter(pk=wbk.pk).update(tanggal_sk=dt.date(2024, 1, 2), status="digantikan", aktif=False)
    assert hasil(lke)["unit-wbk"].keadaan == BELUM
    make_predikat(lke.unit, "WBBM", actor=orang)
    assert hasil(lke)["unit-wbk"].keadaan == MEMENUHI


@pytest.mark.parametrize(
    ("jenis_unit", "jenis_instansi", "keadaan"),
    [
        ("rsud", "kabupaten", Keadaan.PERINGATAN),
        ("samsat", "provinsi", Keadaan.PERINGATAN),
        ("lainnya", "kabupaten", BELUM),
        ("rsud", "kementerian", BELUM),
    ],
)
def test_afirmasi_units_of_a_pemda_are_only_warned(db, jenis_unit, jenis_instansi, keadaan):
    lke = buat_lke(make_unit(jenis=jenis_unit, instansi=make_instansi(jenis=jenis_instansi)))
    angka(lke.unit, tlhp_temuan=9, tlhp_selesai=8)

    h = hasil(lke)

    assert (h["unit-tlhp"].keadaan, h["tpi-tlhp"].keadaan) == (keadaan, keadaan)
    assert h["unit-tlhp"].menghalangi is (keadaan == BELUM)
    # What nobody has said is owed all the same.
    assert h["unit-sakip"].menghalangi is True


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_many_sheets_cost_the_same_number_of_queries(db, django_assert_max_num_queries, banyak):
    instansi = make_instansi()
    lke = [buat_lke(make_unit(instansi=instansi)) for _ in range(banyak)]
    for satu in lke:
        tetapkan(satu.unit, sejak=dt.date(2025, 1, 1), layanan_utama="ya")
        angka(satu.unit, tlhp_temuan=9, tlhp_selesai=9)
    with django_assert_max_num_queries(9):
        semua = syarat_unit_banyak([x.pk for x in lke])
    assert [len(semua[x.pk]) for x in lke] == [15] * banyak


# What TPI says --------------------------------------------------------------------------------------------------------


def nyatakan(lke, ketua, kode="unit-sakip", nilai="BB", catatan="", versi=0):
    return nyatakan_syarat(lke=lke, isian={kode: IsianSyarat(nilai, catatan, versi=versi)}, actor=ketua)


def test_a_statement_stands_with_its_history(lke, ketua):
    assert nyatakan(lke, ketua) == ["unit-sakip"]

    h = hasil(lke)
    assert (h["unit-sakip"].keadaan, h["tpi-sakip"].keadaan) == (MEMENUHI, MEMENUHI)
    jejak = RiwayatEvaluasi.objects.get(lke=lke)
    assert (jejak.benda, jejak.pelaku, jejak.dari, jejak.ke) == ("syarat", ketua, "", "BB")
    assert (jejak.unit, jejak.instansi, jejak.rincian["nilai"]) == (lke.unit, lke.unit.instansi, ["", "BB"])


def test_saying_it_again_writes_nothing(lke, ketua):
    nyatakan(lke, ketua)
    assert nyatakan(lke, ketua, versi=0) == []
    assert RiwayatEvaluasi.objects.count() == 1
    assert NilaiSyarat.objects.get().versi == 1


def test_who_comes_later_is_told_what_stands(lke, ketua):
    nyatakan(lke, ketua)
    nyatakan(lke, ketua, nilai="A", versi=1)
    with pytest.raises(SyaratBentrok) as galat:
        nyatakan_syarat(
            lke=lke,
            isian={"tpi-komitmen": IsianSyarat("memenuhi"), "unit-sakip": IsianSyarat("B", versi=1)},
            actor=ketua,
        )
    assert {k: b.nilai for k, b in galat.value.kini.items()} == {"unit-sakip": "A"}
    assert not NilaiSyarat.objects.filter(kode="tpi-komitmen").exists()


@pytest.mark.parametrize(
    ("kode", "nilai", "catatan"),
    [
        ("tpi-komitmen", "belum", " "),
        ("tpi-komitmen", "mungkin", "Catatan"),
        ("unit-sakip", "memenuhi", ""),
        ("unit-sakip", "E", ""),
        ("unit-sakip", "BB", "x" * 2001),
        ("tpi-tlhp", "memenuhi", ""),
        ("unit-wbk", "memenuhi", ""),
        ("instansi-opini", "WTP", ""),
        ("tidak-ada", "memenuhi", ""),
    ],
)
def test_what_cannot_be_said_is_refused(lke, ketua, kode, nilai, catatan):
    with pytest.raises(EvaluationError):
        nyatakan(lke, ketua, kode, nilai, catatan)
    assert not NilaiSyarat.objects.exists()


def test_nobody_types_over_what_is_computed(lke, ketua):
    nyatakan(lke, ketua, "unit-tlhp", "memenuhi")
    angka(lke.unit, tlhp_temuan=9, tlhp_selesai=8)

    assert hasil(lke)["unit-tlhp"].keadaan == BELUM
    with pytest.raises(EvaluationError, match="dihitung dari data"):
        nyatakan(lke, ketua, "unit-tlhp", "belum", "Kurang satu", versi=1)


@pytest.mark.parametrize("status", [s for s in Status if s not in {Status.DINILAI_TPI, Status.PLENO}])
def test_it_is_said_only_while_tpi_is_at_work(lke, ketua, status):
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=status)
    for tindakan in (
        lambda: nyatakan(lke, ketua),
        lambda: kecualikan_syarat(lke=lke, kode="unit-tlhp", alasan="Proses", actor=ketua),
        lambda: cabut_pengecualian(lke=lke, kode="unit-tlhp", alasan="Selesai", actor=ketua),
        lambda: unggah_bukti_syarat(
            lke=lke, kode="unit-tlhp", berkas=ContentFile(b"a", "a.txt"), nama="a.txt", actor=ketua
        ),
    ):
        with pytest.raises(LKEMoved):
            tindakan()
    assert not NilaiSyarat.objects.exists()


def test_it_is_said_only_in_tpis_window(lke, ketua):
    lke.musim.tpi_selesai = timezone.now() - dt.timedelta(hours=1)
    with pytest.raises(MasaTutup):
        nyatakan(lke, ketua)


def test_an_exemption_owes_a_reason_and_can_be_taken_back(lke, ketua):
    angka(lke.unit, tlhp_temuan=9, tlhp_selesai=8)
    with pytest.raises(EvaluationError, match="alasan"):
        kecualikan_syarat(lke=lke, kode="unit-tlhp", alasan="  ", actor=ketua)

    kecualikan_syarat(lke=lke, kode="unit-tlhp", alasan="Menunggu BPK", actor=ketua)
    kecualikan_syarat(lke=lke, kode="unit-tlhp", alasan="Lagi", actor=ketua)
    h = hasil(lke)["unit-tlhp"]
    assert (h.keadaan, h.catatan, h.menghalangi) == (Keadaan.DIKECUALIKAN, "Menunggu BPK", False)
    assert hasil(lke)["tpi-tlhp"].keadaan == Keadaan.DIKECUALIKAN

    cabut_pengecualian(lke=lke, kode="unit-tlhp", alasan="Keliru", actor=ketua)
    cabut_pengecualian(lke=lke, kode="unit-tlhp", alasan="Keliru", actor=ketua)
    assert hasil(lke)["unit-tlhp"].keadaan == BELUM
    assert [(r.aksi, r.alasan) for r in RiwayatEvaluasi.objects.all()] == [
        ("kecualikan_syarat", "Menunggu BPK"),
        ("cabut_pengecualian", "Keliru"),
    ]


@pytest.mark.parametrize("kode", ["tpi-tlhp", "unit-sakip"])
def test_what_follows_or_is_met_is_not_exempted(lke, ketua, kode):
    nyatakan(lke, ketua)
    with pytest.raises(EvaluationError):
        kecualikan_syarat(lke=lke, kode=kode, alasan="Alasan", actor=ketua)


def test_an_exemption_ends_where_the_requirement_is_met(lke, ketua):
    kecualikan_syarat(lke=lke, kode="unit-tlhp", alasan="Menunggu", actor=ketua)
    angka(lke.unit, tlhp_temuan=9, tlhp_selesai=9)
    assert hasil(lke)["unit-tlhp"].keadaan == MEMENUHI


def test_a_file_hangs_on_a_requirement_and_goes_with_tpis_values(lke, ketua):
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    berkas = unggah_bukti_syarat(
        lke=lke, kode="unit-sakip", berkas=ContentFile(b"LHE SAKIP", "lhe.txt"), nama="lhe.txt", actor=ketua
    )
    assert (boleh_baca(ketua, berkas), boleh_baca(operator, berkas)) == (True, False)
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=Status.LAYAK)
    assert boleh_baca(operator, berkas) is True
    assert boleh_baca(make_anggota(Peran.TPN_ANGGOTA), berkas) is False

    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=Status.DINILAI_TPI)
    buang_bukti_syarat(lke=lke, berkas=berkas, actor=ketua)
    assert not BerkasEvaluasi.objects.hidup().exists()


# The gate -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def penuh(db):
    """Filled, judged by TPI, everything said."""
    lke = make_lke()
    isi_lapis_penuh(lke)
    return bawa_ke(lke, Status.DINILAI_TPI, actor=make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi))


def test_a_requirement_that_is_not_met_stands_in_the_way_of_layak_only(penuh):
    ketua = make_anggota(Peran.TPI_KETUA, instansi=penuh.unit.instansi)
    angka(penuh.unit, tlhp_temuan=9, tlhp_selesai=8)
    NilaiSyarat.objects.filter(lke=penuh, kode="tpi-inovasi").update(nilai="")
    with pytest.raises(SyaratKurang, match=r"2 persyaratan.*pemeriksaan APIP dan BPK; Unit mempunyai inovasi"):
        selesaikan_tpi(lke=penuh, layak=True, alasan="", actor=ketua)

    riwayat = selesaikan_tpi(lke=penuh, layak=False, alasan="TLHP belum tuntas", actor=ketua)

    assert {k for k, v in riwayat.rincian["syarat"].items() if v in {"belum", "belum_ada_data"}} == {
        "unit-tlhp",
        "tpi-tlhp",
        "tpi-inovasi",
    }


def test_exempted_and_said_a_sheet_is_layak_and_suggestions_come_from_it(penuh):
    ketua = make_anggota(Peran.TPI_KETUA, instansi=penuh.unit.instansi)
    usul = {h.kode: h.usul for h in syarat_lke(penuh) if h.usul}
    assert (usul["tpi-survei"].nilai, usul["tpi-pengungkit"].nilai) == ("memenuhi", "belum")  # no proof at all
    assert usul["tpi-kinerja"].nilai == ""  # the threshold is met, the trend unknown
    assert usul["tpi-inovasi"] == ("belum", "0 inovasi tercatat, 0 sudah diterapkan.")

    angka(penuh.unit, tlhp_temuan=9, tlhp_selesai=8)
    assert [h.kode for h in kurang_syarat(penuh)] == ["unit-tlhp"]
    kecualikan_syarat(lke=penuh, kode="unit-tlhp", alasan="Menunggu", actor=ketua)
    assert selesaikan_tpi(lke=penuh, layak=True, alasan="", actor=ketua).ke == Status.LAYAK


@pytest.mark.django_db(transaction=True)
def test_of_two_first_statements_at_once_one_is_told():
    lke = buat_lke()
    orang = [make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi) for _ in range(2)]

    def segar():
        return LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)

    hasil_dua = bersama(lambda: nyatakan(segar(), orang[0], nilai="B"), lambda: nyatakan(segar(), orang[1], nilai="A"))

    assert sorted(type(h).__name__ for h in hasil_dua) == ["SyaratBentrok", "list"]
    assert NilaiSyarat.objects.count() == RiwayatEvaluasi.objects.count() == 1


# The instansi ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def admin(db):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi())


def isi(admin, kode, nilai, *, sumber="LHE 2025", versi=0, berkas=None):
    instansi = admin.keanggotaan.get().instansi
    return isi_data_instansi(
        instansi=instansi,
        musim=make_musim(),
        kode=kode,
        isian=IsianSyarat(nilai, sumber=sumber, versi=versi),
        actor=admin,
        berkas=berkas,
    )


def test_an_instansi_meets_wbk_and_not_wbbm(admin):
    instansi = admin.keanggotaan.get().instansi
    for kode, nilai in (
        ("instansi-opini", "WTP"),
        ("instansi-sakip", "B"),
        ("instansi-rb-pemda", "CC"),
        ("instansi-spip", "Level 3"),
    ):
        isi(admin, kode, nilai)

    wbk, wbbm = syarat_usulan(instansi, 2026, "WBK"), syarat_usulan(instansi, 2026, "WBBM")

    assert (wbk.memenuhi, wbk.hanya_afirmasi) == (True, False)
    assert (wbbm.memenuhi, wbbm.hanya_afirmasi) == (False, True)
    assert [h.kode for h in wbbm.kurang] == ["instansi-sakip", "instansi-rb-pemda"]
    assert not syarat_usulan(instansi, 2027, "WBK").memenuhi


@pytest.mark.parametrize(("jenis", "kode"), [("kabupaten", "instansi-rb-pemda"), ("kementerian", "instansi-rb-kl")])
def test_the_rb_index_asked_is_that_of_its_kind(db, jenis, kode):
    instansi = make_instansi(jenis=jenis)
    assert [h.kode for h in syarat_instansi(instansi, 2026)["WBK"].hasil] == [
        "instansi-opini",
        "instansi-sakip",
        kode,
        "instansi-spip",
    ]
    assert syarat_usulan(instansi, 2026, "WBK").hanya_afirmasi is (jenis == "kabupaten")


@pytest.mark.parametrize(
    ("kode", "nilai", "sumber"),
    [
        ("instansi-opini", "WTP", ""),
        ("instansi-opini", "AA", "LHP"),
        ("instansi-rb-kl", "BB", "LHE"),
        ("unit-sakip", "BB", "LHE"),
        ("instansi-opini", "WTP", "x" * 301),
    ],
)
def test_a_value_of_the_instansi_that_cannot_be_is_refused(admin, kode, nilai, sumber):
    with pytest.raises(EvaluationError):
        isi(admin, kode, nilai, sumber=sumber)
    assert not NilaiSyarat.objects.exists()


def test_a_second_admin_does_not_write_over_the_first(admin):
    isi(admin, "instansi-opini", "WDP")
    isi(admin, "instansi-opini", "WTP", versi=1, berkas=ContentFile(b"LHP", "lhp.txt"))
    with pytest.raises(SyaratBentrok) as galat:
        isi(admin, "instansi-opini", "TW", versi=1)
    assert galat.value.kini["instansi-opini"].nilai == "WTP"
    assert [r.rincian.get("nilai") for r in RiwayatEvaluasi.objects.all()] == [["", "WDP"], ["WDP", "WTP"], None]
    assert BerkasEvaluasi.objects.get().nama == "lhp.txt"


def test_a_refused_file_leaves_the_value_unsaid(admin):
    with pytest.raises(EvaluationError):
        isi(admin, "instansi-opini", "WTP", berkas=ContentFile(b"MZ\x90", "lhp.exe"))
    assert not NilaiSyarat.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_first_values_at_once_one_is_told():
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=make_instansi())
    make_musim()
    hasil_dua = bersama(lambda: isi(admin, "instansi-opini", "WTP"), lambda: isi(admin, "instansi-opini", "WDP"))
    assert sorted(type(h).__name__ for h in hasil_dua) == ["NilaiSyarat", "SyaratBentrok"]


def test_whose_sheets_stand_on_the_page_of_the_instansi(db):
    instansi = make_instansi()
    musim = make_musim()
    status = (Status.DIAJUKAN, Status.DINILAI_TPI, Status.PERBAIKAN, Status.LAYAK, Status.DIUSULKAN)
    lke = {s: buat_lke(make_unit(instansi=instansi), status=s) for s in status}
    buat_lke(make_unit(), status=Status.LAYAK)

    def tampil(user):
        return {x.status for x in lke_persyaratan(user, instansi, musim)}

    assert tampil(make_anggota(Peran.TPI_KETUA, instansi=instansi)) == set(status) - {Status.DIAJUKAN}
    assert tampil(make_anggota(Peran.PIMPINAN_INSTANSI, instansi=instansi)) == {Status.LAYAK, Status.DIUSULKAN}
    assert tampil(make_anggota(Peran.TPN_ANGGOTA)) == {Status.DIUSULKAN}
    # An admin who works in one of the units waits for its release, on its own page.
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    make_anggota(Peran.OPERATOR, unit=lke[Status.DINILAI_TPI].unit, user=admin)
    assert tampil(admin) == {Status.PERBAIKAN, Status.LAYAK, Status.DIUSULKAN}


def test_the_factory_says_all_that_is_owed(lke, ketua):
    syarat_dinyatakan(lke, actor=ketua)
    assert kurang_syarat(lke) == []
