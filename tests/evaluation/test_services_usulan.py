"""The proposal and the decision: what may go in, all or nothing, and how predicates follow each other."""

import datetime as dt

import pytest
from django.utils import timezone

from evaluation.enums import Aksi, JenisPredikat, Lapis, Status, StatusUsulan
from evaluation.errors import EvaluationError, JawabanKonflik, LKEMoved
from evaluation.models import Jawaban, LembarKerjaEvaluasi, PredikatUnit, Riwayat, RiwayatEvaluasi, Usulan
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.lke import gerak
from evaluation.services.usulan import buat_usulan, keluarkan_lke, kirim_usulan, masukkan_lke, putuskan_tpn
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    lengkapi_usulan,
    maju_ke_penetapan,
    make_anggota,
    make_instansi,
    make_lke,
    make_musim,
    make_predikat,
    make_unit,
)
from tests.serentak import berpapasan, bersama
from units.enums import Peran
from units.models import Notifikasi

pytestmark = pytest.mark.django_db
SK = {"tetapkan": True, "nomor_sk": "SK/1/2026", "tanggal_sk": dt.date(2026, 1, 15)}


@pytest.fixture
def instansi():
    return make_instansi()


@pytest.fixture
def admin(instansi):
    return make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)


@pytest.fixture
def tpn():
    return make_anggota(Peran.TPN_ADMIN)


def lke_layak(instansi, *, musim=None, tujuan="WBK", status=Status.LAYAK, nama="Unit"):
    unit = make_unit(nama, instansi=instansi)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=instansi)
    if tujuan == "WBBM":
        make_predikat(unit, actor=ketua)
    lke = make_lke(unit=unit, musim=musim, tujuan=tujuan)
    isi_lapis_penuh(lke)
    return bawa_ke(lke, status, actor=ketua)


def usulan_wbk(instansi, admin, *isi, predikat="WBK"):
    usulan = buat_usulan(instansi=instansi, musim=make_musim(), predikat=predikat, actor=admin)
    for lke in isi:
        masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    return lengkapi_usulan(usulan, actor=admin)


def kirim(usulan, admin, **ubah):
    return kirim_usulan(
        usulan=usulan, actor=admin, **({"nomor_surat": "B/1/2026", "tanggal_surat": dt.date(2026, 1, 2)} | ubah)
    )


def segar(lke):
    return LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim", "usulan").get(pk=lke.pk)


# What goes in ---------------------------------------------------------------------------------------------------------


def test_there_is_one_proposal_for_an_instansi_a_year_and_a_predicate(instansi, admin):
    usulan_wbk(instansi, admin)
    with pytest.raises(EvaluationError, match="sudah ada"):
        usulan_wbk(instansi, admin)
    usulan_wbk(instansi, admin, predikat="WBBM")
    assert Usulan.objects.count() == 2


@pytest.mark.parametrize("salah", ["tahun", "instansi", "predikat", "status"])
def test_only_a_layak_sheet_of_the_same_instansi_year_and_aim_goes_in(instansi, admin, salah):
    usulan = usulan_wbk(instansi, admin)
    lke = {
        "tahun": lambda: lke_layak(instansi, musim=make_musim(2025)),
        "instansi": lambda: lke_layak(make_instansi("Kabupaten Lain")),
        "predikat": lambda: lke_layak(instansi, tujuan="WBBM"),
        "status": lambda: lke_layak(instansi, status=Status.DINILAI_TPI),
    }[salah]()
    with pytest.raises(EvaluationError, match="tidak dapat dimasukkan"):
        masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    assert not usulan.lke.exists()

    cocok = lke_layak(instansi)
    masukkan_lke(usulan=usulan, lke=cocok, actor=admin)
    assert list(usulan.lke.all()) == [cocok]


def test_what_is_taken_out_stays_layak_and_may_go_in_again(instansi, admin):
    lke = lke_layak(instansi)
    usulan = usulan_wbk(instansi, admin, lke)
    keluarkan_lke(usulan=usulan, lke=lke, actor=admin)
    assert (segar(lke).status, segar(lke).usulan) == (Status.LAYAK, None)
    with pytest.raises(EvaluationError):
        keluarkan_lke(usulan=usulan, lke=lke, actor=admin)
    masukkan_lke(usulan=usulan, lke=lke, actor=admin)
    assert segar(lke).usulan == usulan


def test_a_sent_proposal_takes_nothing_in_or_out(instansi, admin):
    lke, lain = lke_layak(instansi), lke_layak(instansi, nama="Lain")
    usulan = usulan_wbk(instansi, admin, lke)
    kirim(usulan, admin)
    with pytest.raises(EvaluationError):
        masukkan_lke(usulan=usulan, lke=lain, actor=admin)
    with pytest.raises(EvaluationError):
        keluarkan_lke(usulan=usulan, lke=lke, actor=admin)
    assert list(usulan.lke.all()) == [lke]


# Sending --------------------------------------------------------------------------------------------------------------


def test_all_sheets_go_or_none(instansi, admin):
    satu, dua = lke_layak(instansi), lke_layak(instansi, nama="Dua")
    usulan = usulan_wbk(instansi, admin, satu, dua)
    # Something that should never be: a sheet that left layak while it stood in the proposal.
    LembarKerjaEvaluasi.objects.filter(pk=dua.pk).update(status=Status.TIDAK_LAYAK)
    with pytest.raises(LKEMoved):
        kirim(usulan, admin)
    usulan = Usulan.objects.get(pk=usulan.pk)
    assert (segar(satu).status, usulan.status, usulan.nomor_surat) == (Status.LAYAK, StatusUsulan.DISUSUN, "")


@pytest.mark.parametrize(("zona", "boleh"), [("Asia/Jayapura", True), ("Asia/Jakarta", False)])
def test_todays_date_is_that_of_the_office(admin, instansi, zona, boleh, monkeypatch):
    instansi.zona_waktu = zona
    instansi.save()
    usulan = usulan_wbk(instansi, admin, lke_layak(instansi))
    # 16.00 UTC: already the next day in Jayapura (WIT), still 23.00 of the same day in Jakarta (WIB).
    kini = dt.datetime(2026, 6, 30, 16, 0, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: kini)
    if boleh:
        assert len(kirim(usulan, admin, tanggal_surat=dt.date(2026, 7, 1))) == 1
    else:
        with pytest.raises(EvaluationError, match="sesudah hari ini"):
            kirim(usulan, admin, tanggal_surat=dt.date(2026, 7, 1))


def test_sending_opens_tpns_layer_from_tpis_answers_and_tells_those_concerned(instansi, admin, tpn):
    lke = lke_layak(instansi)
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    orang_lain = make_anggota(Peran.OPERATOR, unit=make_unit("Lain", instansi=instansi))
    Jawaban.objects.filter(lke=lke, lapis=Lapis.TPI, kode="A.I.1.i.a").update(isi={"A.I.1.i.a": "Tidak"})
    kirim(usulan_wbk(instansi, admin, lke), admin)
    assert Jawaban.objects.get(lke=lke, lapis=Lapis.TPN, kode="A.I.1.i.a").isi == {"A.I.1.i.a": "Tidak"}
    judul = dict(Notifikasi.objects.values_list("user", "judul"))
    assert "diusulkan ke TPN" in judul[operator.pk]
    assert "mengusulkan 1 unit" in judul[tpn.pk]
    assert admin.pk not in judul
    assert orang_lain.pk not in judul


# Deciding -------------------------------------------------------------------------------------------------------------


def diusulkan(instansi, admin, **isi):
    """Proposed, and through all steps of TPN to where the decree is awaited."""
    lke = lke_layak(instansi, **isi)
    usulan = Usulan.objects.filter(instansi=instansi, predikat=lke.predikat_tujuan).first()
    kirim(usulan or usulan_wbk(instansi, admin, lke, predikat=lke.predikat_tujuan), admin)
    return maju_ke_penetapan(segar(lke), actor=admin)


@pytest.mark.parametrize(
    "ubah",
    [{"nomor_sk": " "}, {"tanggal_sk": None}, {"tanggal_sk": dt.date(2100, 1, 1)}],
    ids=["nomor", "tanggal", "besok"],
)
def test_an_award_needs_the_number_and_a_past_date_of_its_decree(instansi, admin, tpn, ubah):
    lke = diusulkan(instansi, admin)
    with pytest.raises(EvaluationError):
        putuskan_tpn(lke=lke, actor=tpn, **(SK | ubah))
    assert segar(lke).status == Status.PENETAPAN
    assert not PredikatUnit.objects.exists()


def test_wbbm_replaces_wbk_and_both_stay_on_record(instansi, admin, tpn):
    lke = diusulkan(instansi, admin, tujuan="WBBM")
    putuskan_tpn(lke=lke, actor=tpn, **SK)
    assert list(PredikatUnit.objects.filter(unit=lke.unit).order_by("pk").values_list("jenis", "aktif")) == [
        (JenisPredikat.WBK, False),
        (JenisPredikat.WBBM, True),
    ]


def test_wbbm_needs_a_wbk_that_is_still_active(instansi, admin, tpn):
    lke = diusulkan(instansi, admin, tujuan="WBBM")
    PredikatUnit.objects.filter(unit=lke.unit).update(aktif=False, status="kedaluwarsa")
    with pytest.raises(EvaluationError, match="tidak mempunyai predikat WBK"):
        putuskan_tpn(lke=lke, actor=tpn, **SK)
    assert segar(lke).status == Status.PENETAPAN
    assert not PredikatUnit.objects.filter(aktif=True).exists()


def test_a_unit_with_wbbm_is_not_taken_back_to_wbk(instansi, admin, tpn):
    lke = diusulkan(instansi, admin)
    make_predikat(lke.unit, JenisPredikat.WBBM, actor=tpn)
    with pytest.raises(EvaluationError, match="sudah berpredikat WBBM"):
        putuskan_tpn(lke=lke, actor=tpn, **SK)
    assert PredikatUnit.objects.get(unit=lke.unit, aktif=True).jenis == JenisPredikat.WBBM


def test_a_second_wbk_replaces_the_first(instansi, admin, tpn):
    lke = diusulkan(instansi, admin)
    make_predikat(lke.unit, actor=tpn)
    putuskan_tpn(lke=lke, actor=tpn, **SK)
    assert PredikatUnit.objects.get(unit=lke.unit, aktif=True).nomor_sk == "SK/1/2026"


def test_a_refusal_leaves_the_predicate_as_it_was(instansi, admin, tpn):
    lke = diusulkan(instansi, admin, tujuan="WBBM")
    riwayat = putuskan_tpn(lke=lke, tetapkan=False, alasan="Belum terbukti", actor=tpn)
    assert (riwayat.ke, riwayat.alasan, riwayat.rincian) == (Status.TIDAK_DITETAPKAN, "Belum terbukti", {})
    assert PredikatUnit.objects.get(unit=lke.unit, aktif=True).jenis == JenisPredikat.WBK


def test_the_last_decision_closes_the_proposal(instansi, admin, tpn):
    satu, dua = lke_layak(instansi), lke_layak(instansi, nama="Dua")
    usulan = usulan_wbk(instansi, admin, satu, dua)
    kirim(usulan, admin)
    for lke in (satu, dua):
        maju_ke_penetapan(segar(lke), actor=tpn)
    putuskan_tpn(lke=segar(satu), actor=tpn, **SK)
    assert Usulan.objects.get(pk=usulan.pk).status == StatusUsulan.DIAJUKAN
    putuskan_tpn(lke=segar(dua), tetapkan=False, alasan="Belum", actor=tpn)
    assert Usulan.objects.get(pk=usulan.pk).status == StatusUsulan.SELESAI
    (jejak,) = RiwayatEvaluasi.objects.filter(benda="usulan", objek_id=usulan.pk, aksi="selesai")
    assert (jejak.dari, jejak.ke, jejak.pelaku, jejak.alasan) == ("diajukan", "selesai", tpn, "")


# At the same moment ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_stands():
    instansi = make_instansi()
    admin, tpn = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi), make_anggota(Peran.TPN_ADMIN)
    lke = diusulkan(instansi, admin)

    hasil = bersama(
        lambda: putuskan_tpn(lke=segar(lke), actor=tpn, **SK),
        lambda: putuskan_tpn(lke=segar(lke), tetapkan=False, alasan="Belum", actor=tpn),
    )

    menang = [h for h in hasil if isinstance(h, Riwayat)]
    assert len(menang) == 1
    assert sum(isinstance(h, LKEMoved) for h in hasil) == 1
    assert segar(lke).status == menang[0].ke
    assert PredikatUnit.objects.filter(unit=lke.unit).exists() == (menang[0].ke == Status.DITETAPKAN)


@pytest.mark.django_db(transaction=True)
def test_the_two_last_decisions_at_once_close_the_proposal():
    instansi = make_instansi()
    admin, tpn = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi), make_anggota(Peran.TPN_ADMIN)
    satu, dua = lke_layak(instansi), lke_layak(instansi, nama="Dua")
    usulan = usulan_wbk(instansi, admin, satu, dua)
    kirim(usulan, admin)
    for lke in (satu, dua):
        maju_ke_penetapan(segar(lke), actor=tpn)

    hasil = bersama(
        lambda: putuskan_tpn(lke=segar(satu), actor=tpn, **SK),
        lambda: putuskan_tpn(lke=segar(dua), actor=tpn, **SK),
    )

    assert all(isinstance(h, Riwayat) for h in hasil)
    assert Usulan.objects.get(pk=usulan.pk).status == StatusUsulan.SELESAI


@pytest.mark.django_db(transaction=True)
def test_a_sheet_put_in_while_the_proposal_leaves_goes_along_or_stays_out():
    instansi = make_instansi()
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    satu, dua = lke_layak(instansi), lke_layak(instansi, nama="Dua")
    usulan = usulan_wbk(instansi, admin, satu)

    bersama(
        lambda: kirim(Usulan.objects.select_related("instansi").get(pk=usulan.pk), admin),
        lambda: masukkan_lke(usulan=Usulan.objects.get(pk=usulan.pk), lke=segar(dua), actor=admin),
    )

    assert segar(satu).status == Status.DIUSULKAN
    assert (segar(dua).usulan_id is not None) == (segar(dua).status == Status.DIUSULKAN)


@pytest.mark.django_db(transaction=True)
def test_a_sheet_that_was_decided_meanwhile_stays_out():
    instansi = make_instansi()
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    lke = lke_layak(instansi)
    usulan = usulan_wbk(instansi, admin)
    hasil = berpapasan(
        lambda: gerak(lke=segar(lke), aksi=Aksi.TETAPKAN_MANDIRI, actor=admin),
        lambda: masukkan_lke(usulan=Usulan.objects.get(pk=usulan.pk), lke=segar(lke), actor=admin),
    )
    assert isinstance(hasil[0], Riwayat)
    assert isinstance(hasil[1], EvaluationError)
    assert (segar(lke).status, segar(lke).usulan) == (Status.DITETAPKAN, None)


@pytest.mark.django_db(transaction=True)
def test_a_proposal_sent_twice_at_once_leaves_once():
    instansi = make_instansi()
    admin = make_anggota(Peran.ADMIN_INSTANSI, instansi=instansi)
    lke = lke_layak(instansi)
    usulan = usulan_wbk(instansi, admin, lke)

    hasil = bersama(*[lambda: kirim(Usulan.objects.select_related("instansi").get(pk=usulan.pk), admin)] * 2)

    assert sum(isinstance(h, list) for h in hasil) == 1
    assert Riwayat.objects.filter(lke=lke, ke=Status.DIUSULKAN).count() == 1


def test_two_of_tpn_do_not_lose_each_others_work_on_what_was_copied(instansi, admin, tpn):
    """The copied values are what each compares with: a note and an answer go together, the same answer collides."""
    lke = lke_layak(instansi)
    kirim(usulan_wbk(instansi, admin, lke), admin)
    for aksi in (Aksi.MULAI_SELEKSI, Aksi.LOLOS_SELEKSI):
        gerak(lke=(lke := segar(lke)), aksi=aksi, actor=tpn)
    lke, kode, lain = segar(lke), "A.I.1.i.b", make_anggota(Peran.TPN_ANGGOTA)
    sama = {"lke": lke, "lapis": Lapis.TPN, "kode": kode, "versi": 0}
    simpan_jawaban(**sama, ubah={}, catatan="Perlu dilihat di lapangan.", actor=tpn)
    simpan_jawaban(**sama, ubah={kode: "B"}, actor=lain)
    jawaban = Jawaban.objects.get(lke=lke, lapis=Lapis.TPN, kode=kode)
    assert (jawaban.isi, jawaban.catatan) == ({kode: "B"}, "Perlu dilihat di lapangan.")
    with pytest.raises(JawabanKonflik):
        simpan_jawaban(**sama, ubah={kode: "C"}, actor=tpn)
