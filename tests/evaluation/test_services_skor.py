"""Stored scores are copies: equal to a score from scratch, whatever was saved and in what order."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation import scoring
from evaluation.enums import Lapis, Status
from evaluation.models import Jawaban, LembarKerjaEvaluasi, Skor
from evaluation.selectors.skor import instrumen_for, isi_lapis, skor_lapis
from evaluation.services.jawaban import simpan_jawaban
from evaluation.services.skor import buka_lapis, hitung_ulang, kolom_skor, periksa_skor
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_lke
from units.enums import Peran

pytestmark = pytest.mark.django_db


def dari_awal(lke, lapis) -> dict[str, object]:
    """The score columns from the answers alone, by the scoring core."""
    lke.refresh_from_db()
    skor = scoring.hitung(instrumen_for(lke.instrumen_id), isi_lapis(lke, lapis), telah_wbk=lke.telah_wbk)
    return kolom_skor(skor) | {"versi_jawaban": lke.versi_lapis(lapis)}


def tersimpan(lke, lapis) -> dict[str, object]:
    kolom = dari_awal(lke, lapis)
    return {nama: getattr(Skor.objects.get(lke=lke, lapis=lapis), nama) for nama in kolom}


def test_each_layer_has_its_own_score():
    lke = make_lke()
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=ketua)
    simpan_jawaban(lke=lke, lapis="tpi", kode="A.I.1.i.b", ubah={"A.I.1.i.b": "C"}, actor=ketua, versi=1)

    for lapis in (Lapis.UNIT, Lapis.TPI):
        assert tersimpan(lke, lapis) == dari_awal(lke, lapis)
    assert Skor.objects.get(lke=lke, lapis=Lapis.UNIT).total == 100
    assert Skor.objects.get(lke=lke, lapis=Lapis.TPI).total < 100


def test_a_full_sheet_meets_wbk_and_wbbm_only_with_an_earlier_wbk():
    lke = make_lke()
    isi_lapis_penuh(lke)
    skor = Skor.objects.get(lke=lke)
    assert (skor.memenuhi_wbk, skor.memenuhi_wbbm) == (True, False)
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(telah_wbk=True)
    lke.refresh_from_db()
    hitung_ulang(lke=lke, lapis=Lapis.UNIT)
    assert Skor.objects.get(lke=lke).memenuhi_wbbm


def test_opening_a_layer_twice_changes_nothing():
    lke = make_lke()
    isi_lapis_penuh(lke)
    buka_lapis(lke=lke, lapis=Lapis.UNIT)
    assert Jawaban.objects.filter(lke=lke).count() == 113
    assert Skor.objects.get(lke=lke).total == 100


def nilai_masukan(instrumen):
    """An input of the instrument and a value for it: fitting, or empty."""
    for p in instrumen.semua_pertanyaan:
        for m in p.masukan:
            match m.tipe:
                case "pilihan":
                    nilai = st.sampled_from([o.kunci for o in p.opsi])
                case "bilangan_bulat":
                    nilai = st.integers(0, 10**6)
                case _:
                    nilai = st.decimals(0, 4, places=2).map(str)
            yield p.kode, m.kode, st.one_of(nilai, st.none())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_random_saves_end_in_the_score_from_scratch(data, lke_kosong, operator):
    """Each example goes on from the answers of the one before: the stored score must hold after any history."""
    lke = lke_kosong
    isian = list(nilai_masukan(instrumen_for(lke.instrumen_id)))
    for _ in range(data.draw(st.integers(1, 6))):
        kode, masukan, nilai = data.draw(st.sampled_from(isian))
        versi = Jawaban.objects.get(lke=lke, lapis=Lapis.UNIT, kode=kode).versi
        hasil = simpan_jawaban(
            lke=lke, lapis=Lapis.UNIT, kode=kode, ubah={masukan: data.draw(nilai)}, actor=operator, versi=versi
        )
        assert hasil.skor.total == skor_lapis(lke, Lapis.UNIT).total
        assert dict(hasil.isi) == isi_lapis(lke, Lapis.UNIT)
        assert tersimpan(lke, Lapis.UNIT) == dari_awal(lke, Lapis.UNIT)
    assert [beda for _, beda in periksa_skor(simpan=False) if beda] == []


@pytest.fixture
def lke_kosong():
    return make_lke()


@pytest.fixture
def operator(lke_kosong):
    return make_anggota(Peran.OPERATOR, unit=lke_kosong.unit)


# The command ----------------------------------------------------------------------------------------------------------


def jalankan(*pilihan) -> tuple[int, str]:
    keluar = StringIO()
    try:
        call_command("recompute_scores", *pilihan, stdout=keluar, stderr=StringIO())
    except CommandError as error:
        return error.returncode, keluar.getvalue()
    return 0, keluar.getvalue()


def test_check_is_silent_about_equal_scores_and_writes_nothing():
    isi_lapis_penuh(make_lke())
    waktu = Skor.objects.get().dihitung_pada
    assert jalankan("--check") == (0, "1 nilai diperiksa, 0 berbeda.\n")
    assert Skor.objects.get().dihitung_pada == waktu


@pytest.mark.parametrize(
    ("ubah", "sebut"),
    [
        ({"total": "99.9999999999"}, "total 99.9999999999 → 100.0000000000"),
        ({"memenuhi_wbk": False}, "memenuhi_wbk False → True"),
        ({"versi_jawaban": 7}, "versi_jawaban 7 → 0"),
    ],
)
def test_a_difference_is_told_and_check_exits_with_one(ubah, sebut):
    lke = make_lke()
    isi_lapis_penuh(lke)
    Skor.objects.update(**ubah)

    kode, keluar = jalankan("--check")

    assert kode == 1
    assert f"LKE {lke.pk} lapis unit: {sebut}" in keluar
    assert [beda for _, beda in periksa_skor(simpan=False) if beda] != []


def test_a_changed_detail_is_found_too():
    isi_lapis_penuh(make_lke())
    rincian = Skor.objects.get().rincian
    Skor.objects.update(rincian=rincian | {"predikat": "BELUM_MEMENUHI"})
    kode, keluar = jalankan("--check")
    assert (kode, "rincian (predikat)" in keluar) == (1, True)


def test_without_check_differences_are_mended():
    isi_lapis_penuh(make_lke())
    Skor.objects.update(total="1", lengkap=False)
    kode, keluar = jalankan()
    assert (kode, "1 berbeda dan diperbaiki" in keluar) == (0, True)
    assert Skor.objects.get().total == 100
    assert jalankan("--check")[0] == 0


def test_an_answer_changed_behind_the_services_is_found():
    lke = make_lke()
    isi_lapis_penuh(lke)
    Jawaban.objects.filter(lke=lke, kode="A.I.1.i.a").update(isi={"A.I.1.i.a": "Tidak"})
    assert jalankan("--check")[0] == 1
