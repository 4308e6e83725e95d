"""The demo: the same on every run, every state there, and nothing in it that the portal itself would not store."""

import copy
import stat
from collections import Counter
from io import StringIO

import pikepdf
import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from evaluation import scoring
from evaluation.demo.catatan import CATATAN
from evaluation.demo.cerita import UNGGUL
from evaluation.demo.data import INSTANSI, ORANG, UNIT
from evaluation.demo.dokumen import DOKUMEN
from evaluation.demo.jawaban import susun_jawaban
from evaluation.enums import Lapis, Status
from evaluation.instrumen import bawaan
from evaluation.models import (
    ButirPleno,
    Jawaban,
    Komentar,
    LaporanPredikat,
    LembarKerjaEvaluasi,
    Musim,
    PredikatUnit,
    Riwayat,
    RiwayatJawaban,
    Skor,
    TautanBukti,
    Usulan,
)
from evaluation.selectors.lke import belum_dijawab, tanpa_bukti
from evaluation.selectors.skor import skor_lapis
from evaluation.selectors.tpi import belum_dinilai, berbeda_tanpa_catatan
from evaluation.services.skor import periksa_skor
from units.models import BerkasBukti, Keanggotaan, UnitKerja, User

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo told once for the tests that only look at it. Returns where its proof lies."""
    berkas = tmp_path_factory.mktemp("demo")
    storages = copy.deepcopy(django_settings.STORAGES)
    storages["default"]["OPTIONS"]["location"] = berkas
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEBUG=True, BASE_DIR=berkas, VAR_DIR=berkas, STORAGES=storages):
            seed()
        yield berkas
        transaction.set_rollback(True)


@pytest.fixture
def var_dir(settings, tmp_path):
    settings.BASE_DIR = settings.VAR_DIR = tmp_path
    settings.DEBUG = True
    return tmp_path


def seed(*pilihan: str) -> str:
    keluar = StringIO()
    call_command("seed_demo", *pilihan, stdout=keluar, stderr=keluar)
    return keluar.getvalue()


def lke_unit(instansi: str, unit: str, tahun: int = 2026) -> LembarKerjaEvaluasi:
    return LembarKerjaEvaluasi.objects.get(unit__instansi__kode=instansi, unit__kode=unit, musim__tahun=tahun)


def isi_database() -> dict[str, object]:
    """What must not change between two runs."""
    return {
        "jawaban": list(Jawaban.objects.order_by("pk").values_list("kode", "isi", "catatan", "versi", "diubah_pada")),
        "riwayat": list(Riwayat.objects.values_list("lke", "aksi", "pada", "alasan")),
        "bukti": list(BerkasBukti.objects.order_by("pk").values_list("sha256", "nama")),
        "orang": list(User.objects.order_by("pk").values_list("username", "password")),
        "skor": list(Skor.objects.order_by("pk").values_list("total", "versi_jawaban")),
        "usulan": list(Usulan.objects.values_list("nomor_surat", "status")),
    }


def test_a_second_run_adds_nothing_changes_nothing_and_prints_the_same_password(var_dir):
    pertama = seed()
    assert User.objects.get(username="operator").check_password((var_dir / "demo_password").read_text().strip())
    Jawaban.objects.filter(lke=lke_unit("KAB-LANGKAT", "DUKCAPIL"), kode="A.I.1.i.a").update(catatan="Dari orang")
    tpn = User.objects.get(username="tpn")
    tpn.set_password("Sandi-Baru-1")
    tpn.save()
    sebelum = isi_database()

    kedua = seed()

    assert isi_database() == sebelum
    sandi = (var_dir / "demo_password").read_text().strip()
    assert stat.S_IMODE((var_dir / "demo_password").stat().st_mode) == 0o600
    assert [f"Kata sandi   : {sandi}" in keluar for keluar in (pertama, kedua)] == [True, True]


def test_a_password_from_outside_counts_for_everybody_and_is_not_kept(monkeypatch, var_dir):
    monkeypatch.setenv("DEMO_PASSWORD", "Stabat-2026")
    assert "Stabat-2026" in seed()
    assert not (var_dir / "demo_password").exists()
    for username in ("operator", "tpn"):
        assert User.objects.get(username=username).check_password("Stabat-2026")


def test_no_demo_accounts_in_production_without_a_password_of_ones_own(var_dir, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError):
        seed()
    assert not User.objects.exists()


def test_the_same_seed_gives_the_same_answers_and_another_seed_others(demo):
    lke = lke_unit("KAB-LANGKAT", "BKD")
    ada = dict(Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT).values_list("kode", "isi"))

    def susun(benih: int):
        return susun_jawaban(bawaan(), UNGGUL, benih, "KAB-LANGKAT/BKD", 2026, cukup=lambda s: s.memenuhi("WBK"))

    assert susun(2026) == ada
    assert susun(7) == susun(7) != ada


def test_every_state_is_there_with_the_story_told_of_it(demo):
    assert User.objects.count() == len(ORANG)
    assert Keanggotaan.objects.count() == len(ORANG)
    assert UnitKerja.objects.count() == len(UNIT)
    status = Counter(LembarKerjaEvaluasi.objects.filter(musim__tahun=2026).values_list("status", flat=True))
    assert status == {
        Status.DRAF: 3,
        Status.DIAJUKAN: 1,
        Status.PENDAHULUAN: 1,
        Status.DINILAI_TPI: 1,
        Status.PERBAIKAN: 1,
        Status.PLENO: 1,
        Status.LAYAK: 1,
        Status.TIDAK_LAYAK: 1,
        Status.LAPANGAN: 1,
        Status.DITETAPKAN: 1,
    }

    dukcapil = lke_unit("KAB-LANGKAT", "DUKCAPIL")
    assert len(belum_dijawab(dukcapil)) == 8
    assert len(tanpa_bukti(dukcapil)) == 5
    assert Komentar.objects.filter(lke=dukcapil).count() == 1
    lalu = Jawaban.objects.filter(lke__unit=dukcapil.unit, lke__musim__tahun=dukcapil.musim.tahun - 1, lapis=Lapis.UNIT)
    assert lalu.count() == 113

    dpmptsp = lke_unit("KAB-LANGKAT", "DPMPTSP")
    assert 50 <= len(belum_dinilai(dpmptsp)) <= 60
    assert Komentar.objects.filter(lke=dpmptsp).count() == 4

    rsud = lke_unit("KAB-LANGKAT", "RSUD-TP")
    assert (rsud.tanda.count(), rsud.putaran, rsud.tenggat is not None) == (4, 2, True)

    dinsos = lke_unit("KAB-LANGKAT", "DINSOS")
    duduk = dinsos.penilai.order_by("mulai").values_list("lapis", "user__username")
    assert list(duduk) == [("at1", "tpi2"), ("kt", "ketua"), ("tpi", "dalnis")]
    lapisan = {x: skor_lapis(dinsos, x).total for x in (Lapis.UNIT, Lapis.AT1, Lapis.KT, Lapis.TPI)}
    assert len(set(lapisan.values())) == 4
    assert ButirPleno.objects.filter(lke=dinsos, rapat__status="disusun", keputusan="").count() == 3
    assert set(Musim.objects.values_list("cara_nilai", flat=True)) == {"langsung"}

    assert skor_lapis(lke_unit("KAB-LANGKAT", "BKD"), Lapis.TPI).memenuhi("WBK")
    assert PredikatUnit.objects.get(unit=lke_unit("KEMEN-PW", "KL-MEDAN").unit, aktif=True).jenis == "WBK"
    wbbm = lke_unit("KEMEN-PW", "KL-SURABAYA")
    assert (wbbm.predikat_tujuan, wbbm.usulan.status) == ("WBBM", "diajukan")
    assert skor_lapis(wbbm, Lapis.TPN).memenuhi("WBBM")
    assert list(Musim.objects.values_list("tahun", flat=True)) == [2027, 2026, 2025]


def test_the_last_answers_of_the_nearly_done_sheet_can_bring_it_to_wbk(demo):
    lke = lke_unit("KAB-LANGKAT", "DUKCAPIL")
    isi = skor_lapis(lke, Lapis.UNIT)
    assert not isi.memenuhi("WBK")
    baik = {"B.II.a": {"B.II.a": "3.5"}}
    for kode in belum_dijawab(lke):
        p = bawaan().pertanyaan(kode)
        baik.setdefault(kode, {m.kode: 10 for m in p.masukan} if not p.opsi else {kode: p.opsi[0].kunci})
    baik["A.II.3.iii.a"] = {"A.II.3.iii.a.1": 4, "A.II.3.iii.a.2": 0, "A.II.3.iii.a.3": 0}
    for kode, satu in baik.items():
        Jawaban.objects.filter(lke=lke, lapis=Lapis.UNIT, kode=kode).update(isi=satu)
    assert skor_lapis(lke, Lapis.UNIT).memenuhi("WBK")


def test_all_of_it_holds_up_to_the_portals_own_checks(demo):
    assert [beda for _, beda in periksa_skor(simpan=False) if beda] == []
    for jawaban in Jawaban.objects.exclude(versi=0).prefetch_related("riwayat"):
        riwayat = list(jawaban.riwayat.all())
        assert [r.versi for r in riwayat] == list(range(1, jawaban.versi + 1))
        assert (riwayat[-1].isi, riwayat[-1].catatan) == (jawaban.isi, jawaban.catatan)
        assert [r.pada for r in riwayat] == sorted(r.pada for r in riwayat)
        p = bawaan().pertanyaan(jawaban.kode)
        assert scoring.bersihkan(p, jawaban.isi) == jawaban.isi
    for lke in LembarKerjaEvaluasi.objects.all():
        assert lke.versi_unit == RiwayatJawaban.objects.filter(jawaban__lke=lke, jawaban__lapis="unit").count()
        saat = list(Riwayat.objects.filter(lke=lke).values_list("pada", flat=True))
        assert saat == sorted(saat)
        assert saat[0] == lke.created_at
        if lke.status in {Status.PLENO, Status.LAYAK, Status.TIDAK_LAYAK, Status.LAPANGAN, Status.DITETAPKAN}:
            assert (belum_dinilai(lke), berbeda_tanpa_catatan(lke)) == ((), ())


def test_proof_is_real_and_frozen_where_the_sheet_is(demo):
    for berkas in BerkasBukti.objects.all():
        with pikepdf.open(demo / berkas.isi.name) as pdf:
            assert len(pdf.pages) == 1
    assert TautanBukti.objects.filter(bukti__jenis="tautan").exists()
    banyak = Counter(TautanBukti.objects.values_list("lke", "bukti"))
    assert max(banyak.values()) > 5
    luar = TautanBukti.objects.filter(bukti__tanggal__year__lt=2024)
    assert luar.exists()
    beku = TautanBukti.objects.exclude(lke__status=Status.DRAF).filter(bukti__jenis="berkas")
    assert beku.exists()
    assert not beku.filter(berkas=None).exists()
    assert not TautanBukti.objects.filter(lke__status=Status.DRAF).exclude(berkas=None).exists()


def test_words_and_proof_cover_the_whole_instrument():
    kode = {p.kode for p in bawaan().semua_pertanyaan}
    assert set(CATATAN) == kode
    berbukti = {k for k in kode for d in DOKUMEN if k.startswith(d.awalan)}
    assert kode - berbukti == set()


def test_names_and_places_are_unique():
    for nilai in ([o.username for o in ORANG], [o.nama for o in ORANG], [i.kode for i in INSTANSI]):
        assert len(set(nilai)) == len(nilai)


@pytest.mark.parametrize("semusim", [False, True])
def test_load_units_come_in_any_number_and_again_as_none(var_dir, semusim):
    pilihan = ["--season"] if semusim else ["--answers"]
    seed("--units", "3")
    massal = LembarKerjaEvaluasi.objects.filter(unit__instansi__kode__startswith="MASSAL")
    unit = UnitKerja.objects.filter(instansi__kode__startswith="MASSAL")
    assert (unit.count(), massal.count()) == (3, 0)

    seed("--units", "30", *pilihan)

    assert (unit.count(), massal.count()) == (30, 30)
    assert [beda for _, beda in periksa_skor(simpan=False) if beda] == []
    assert not Jawaban.objects.filter(lke__in=massal, versi__gt=0, riwayat=None).exists()
    assert Skor.objects.filter(lke__in=massal, lapis=Lapis.UNIT, lengkap=True).count() == 30
    status = set(massal.values_list("status", flat=True))
    assert len(status) > 3 if semusim else status == {Status.DRAF}
    sebelum = isi_database()
    seed("--units", "30", *pilihan)
    assert isi_database() == sebelum


def test_senseless_numbers_are_refused(var_dir):
    with pytest.raises(CommandError):
        seed("--units", "-1")


@pytest.mark.usefixtures("demo")
def test_the_demo_has_a_predicate_in_each_state_that_a_person_brings_about():
    status = dict(PredikatUnit.objects.values_list("unit__kode", "status"))
    assert {status[k] for k in ("KL-MAKASSAR", "BALAI-YOGYA", "RSUD")} == {"aktif", "dicabut", "dalam_klarifikasi"}
    assert PredikatUnit.objects.filter(status="digantikan", unit__kode="DUKCAPIL").count() == 1
    laporan = LaporanPredikat.objects.order_by("status").values_list("status", flat=True)
    assert list(laporan) == ["dikirim", "dikirim", "diterima", "draf"]
