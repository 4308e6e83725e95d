"""A workbook into a sheet: what the plan tells, what others did meanwhile, all or nothing, who reads what."""

import dataclasses
import datetime as dt

import pytest

from evaluation.buku_kerja.bentuk import Bentuk
from evaluation.buku_kerja.isi import IsiBuku
from evaluation.enums import Lapis, Status
from evaluation.errors import EvaluationError, LKEMoved, MasaTutup, PertanyaanTerkunci
from evaluation.models import Jawaban, LembarKerjaEvaluasi, RiwayatJawaban, TautanBukti
from evaluation.selectors.buku import isi_buku, nama_buku
from evaluation.selectors.skor import isi_lapis, skor_lapis
from evaluation.services import buku as layanan
from evaluation.services.buku import BarisTertolak, RencanaBergerak, rencana_impor, terapkan_impor_lke
from evaluation.services.jawaban import simpan_jawaban
from tests.evaluation.buku import baca, tulis, ubah_sel
from tests.evaluation.buku import isi_buku as isi_luar
from tests.factories import (
    bawa_ke,
    isi_lapis_penuh,
    jawaban_terbaik,
    make_anggota,
    make_lke,
    make_penugasan,
)
from units.enums import Peran
from units.models import BuktiDukung

YA, ABC, CACAH, INDEKS = "A.I.1.i.a", "A.I.1.i.b", "A.II.1.i.a", "B.I.a"
BENTUK = list(Bentuk)


@pytest.fixture
def lke(db) -> LembarKerjaEvaluasi:
    return make_lke()


@pytest.fixture
def operator(lke):
    return make_anggota(Peran.OPERATOR, unit=lke.unit, nama="Operator Satu")


@pytest.fixture
def operator2(lke):
    return make_anggota(Peran.OPERATOR, unit=lke.unit, nama="Operator Dua")


def segar(lke):
    return LembarKerjaEvaluasi.objects.select_related("unit__instansi", "musim").get(pk=lke.pk)


def simpan(lke, kode, ubah, *, actor, lapis="unit", catatan=None):
    versi = Jawaban.objects.get(lke=lke, lapis=lapis, kode=kode).versi
    return simpan_jawaban(lke=segar(lke), lapis=lapis, kode=kode, ubah=ubah, actor=actor, versi=versi, catatan=catatan)


@dataclasses.dataclass(frozen=True)
class Unduhan:
    """A workbook as it was exported, and what was typed into it since."""

    isi: IsiBuku
    bentuk: Bentuk

    def ketik(self, isi, lapis="unit"):
        baru = {**self.isi.lapis, lapis: {**self.isi.lapis.get(lapis, {}), **isi}}
        return dataclasses.replace(self, isi=dataclasses.replace(self.isi, lapis=baru))

    @property
    def berkas(self):
        return tulis(self.isi, self.bentuk)


def unduh(lke, bentuk=Bentuk.LKE_ZI, user=None):
    return Unduhan(isi_buku(segar(lke), user), bentuk)


def buku(asal):
    return baca(asal.berkas if isinstance(asal, Unduhan) else asal)


def rencana(lke, berkas, lapis="unit"):
    return rencana_impor(lke=segar(lke), buku=buku(berkas), lapis=lapis)


def terapkan(lke, berkas, actor, *, kunci=None, sidik=None, lapis="unit"):
    return terapkan_impor_lke(lke=segar(lke), buku=buku(berkas), lapis=lapis, kunci=kunci, sidik=sidik, actor=actor)


# Out and back ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bentuk", BENTUK)
def test_what_was_exported_changes_nothing_when_it_comes_back(lke, operator, bentuk):
    isi_lapis_penuh(lke)
    simpan(lke, YA, {}, actor=operator, catatan="=SUM(A1)\ndua baris")

    hasil = rencana(lke, unduh(lke, bentuk))

    assert hasil.baris == ()
    assert hasil.peringatan == ()
    assert hasil.ringkas["total_kini"] == hasil.ringkas["total_sesudah"] == "100.0000000000"
    assert float(hasil.ringkas["total_berkas"]) == 100


def test_an_empty_sheet_takes_a_whole_workbook_and_then_holds_its_answers(lke, operator):
    isi = {k: v for satu in jawaban_terbaik(lke).values() for k, v in satu.items()}
    berkas = tulis(isi_luar(isi, catatan={"unit": {YA: "SK 12", CACAH: "rekap"}}, cap=None))

    hasil = terapkan(lke, berkas, operator)

    assert isi_lapis(lke, "unit") == isi
    assert (hasil.sel, hasil.jawaban, hasil.total) == (len(isi) + 2, 113, "100.0000000000")
    assert skor_lapis(lke, "unit").total == 100
    jawaban = Jawaban.objects.get(lke=lke, lapis="unit", kode=YA)
    assert (jawaban.versi, jawaban.catatan, jawaban.diubah_oleh) == (1, "SK 12", operator)
    assert RiwayatJawaban.objects.filter(jawaban__lke=lke).count() == 113
    ulang = terapkan(lke, berkas, operator)
    assert (ulang.sel, RiwayatJawaban.objects.filter(jawaban__lke=lke).count()) == (0, 113)


def test_the_plan_names_the_cell_the_question_and_both_values(lke, operator):
    simpan(lke, ABC, {ABC: "C"}, actor=operator)
    berkas = ubah_sel(unduh(lke).berkas, {"K9": "a", "K129": "12", "K202": 5})

    hasil = rencana(lke, berkas)

    assert [(b.kunci, b.lama, b.baru, b.lembar, b.alamat, b.terpilih) for b in hasil.baris] == [
        (f"{ABC}|{ABC}", "C", "A", "LKE ZI", "K9", True),
        (f"{CACAH}|{CACAH}.1", None, 12, "LKE ZI", "K129", True),
        (f"{INDEKS}|{INDEKS}", None, "5", "LKE ZI", "K202", False),
    ]
    assert "dikonversi" in hasil.baris[2].galat
    assert "Jumlah agen perubahan" in hasil.baris[1].label
    assert {k: hasil.ringkas[k] for k in ("berubah", "bentrok", "galat")} == {"berubah": 2, "bentrok": 0, "galat": 1}
    assert Jawaban.objects.get(lke=lke, lapis="unit", kode=ABC).isi == {ABC: "C"}  # a plan writes nothing


def test_an_emptied_cell_of_our_own_export_empties_the_answer_and_one_of_another_file_does_not(lke, operator):
    simpan(lke, ABC, {ABC: "C"}, actor=operator, catatan="lama")
    kita = ubah_sel(unduh(lke).berkas, {"K9": None, "O9": None})
    assert [(b.kunci, b.baru) for b in rencana(lke, kita).baris] == [(f"{ABC}|{ABC}", None), (f"{ABC}|catatan", None)]

    lain = rencana(lke, tulis(isi_luar({YA: "Ya"}, cap=None)))
    assert [b.kunci for b in lain.baris] == [f"{YA}|{YA}"]
    assert lain.ringkas["kosong_dibiarkan"] == 2
    assert any("sel kosong di berkas" in p.pesan for p in lain.peringatan)

    terapkan(lke, kita, operator)
    jawaban = Jawaban.objects.get(lke=lke, lapis="unit", kode=ABC)
    assert (jawaban.isi, jawaban.catatan, jawaban.versi) == ({}, "", 2)


# Meanwhile ------------------------------------------------------------------------------------------------------------


def test_a_cell_nobody_touched_does_not_bring_back_what_was_there(lke, operator, operator2):
    simpan(lke, ABC, {ABC: "C"}, actor=operator)
    berkas = unduh(lke).ketik({YA: "Ya"})
    simpan(lke, ABC, {ABC: "A"}, actor=operator2)

    hasil = rencana(lke, berkas)

    assert [b.kunci for b in hasil.baris] == [f"{YA}|{YA}"]
    assert hasil.ringkas["basi"] == 1
    terapkan(lke, berkas, operator)
    assert isi_lapis(lke, "unit") == {YA: "Ya", ABC: "A"}


def test_the_same_field_changed_by_two_is_a_conflict_that_is_left_out_unless_chosen(lke, operator, operator2):
    simpan(lke, ABC, {ABC: "C"}, actor=operator)
    berkas = unduh(lke).ketik({ABC: "B", YA: "Ya"})
    simpan(lke, ABC, {ABC: "A"}, actor=operator2)

    hasil = rencana(lke, berkas)
    bentrok = next(b for b in hasil.baris if b.kode == ABC)
    assert (bentrok.bentrok, bentrok.terpilih, bentrok.lama, bentrok.baru) == (True, False, "A", "B")
    assert (bentrok.versi, bentrok.diubah_oleh) == (1, "Operator Dua")
    assert bentrok.diubah_pada is not None

    terapkan(lke, berkas, operator)
    assert isi_lapis(lke, "unit") == {YA: "Ya", ABC: "A"}
    terapkan(lke, berkas, operator, kunci={f"{ABC}|{ABC}"})
    assert isi_lapis(lke, "unit") == {YA: "Ya", ABC: "B"}


def test_another_field_of_a_question_that_moved_goes_through(lke, operator, operator2):
    simpan(lke, CACAH, {f"{CACAH}.1": 5}, actor=operator)
    berkas = unduh(lke).ketik({f"{CACAH}.2": 3})
    simpan(lke, CACAH, {f"{CACAH}.1": 6}, actor=operator2)

    baris = rencana(lke, berkas).baris
    assert [(b.kunci, b.bentrok, b.diubah_oleh) for b in baris] == [(f"{CACAH}|{CACAH}.2", False, "Operator Dua")]
    terapkan(lke, berkas, operator)
    assert isi_lapis(lke, "unit") == {f"{CACAH}.1": 6, f"{CACAH}.2": 3}


def test_nothing_is_written_when_the_sheet_moved_since_the_plan(lke, operator, operator2):
    berkas = unduh(lke).ketik({YA: "Ya"})
    sidik = rencana(lke, berkas).sidik
    assert rencana(lke, berkas).sidik == sidik
    simpan(lke, INDEKS, {INDEKS: "3"}, actor=operator2)

    with pytest.raises(RencanaBergerak):
        terapkan(lke, berkas, operator, sidik=sidik)
    assert isi_lapis(lke, "unit") == {INDEKS: "3"}
    terapkan(lke, berkas, operator, sidik=rencana(lke, berkas).sidik)
    assert isi_lapis(lke, "unit") == {INDEKS: "3", YA: "Ya"}


def test_a_save_between_plan_and_write_loses_nothing(lke, operator, operator2, monkeypatch):
    """Somebody saves right after the plan of the very write was made: the ordinary save refuses, and all is undone."""
    berkas = unduh(lke).ketik({YA: "Ya", ABC: "B"})
    asli = layanan.rencana_impor

    def rencana_lalu_simpan(**isi):
        hasil = asli(**isi)
        simpan(lke, ABC, {ABC: "C"}, actor=operator2)
        return hasil

    monkeypatch.setattr(layanan, "rencana_impor", rencana_lalu_simpan)
    with pytest.raises(EvaluationError, match="baru saja diubah oleh Operator Dua"):
        terapkan(lke, berkas, operator)
    assert isi_lapis(lke, "unit") == {}


def test_all_or_nothing_and_only_rows_of_the_plan(lke, operator):
    berkas = ubah_sel(unduh(lke).ketik({YA: "Ya", ABC: "B"}).berkas, {"K202": 9})
    for kunci in ({f"{YA}|{YA}", f"{INDEKS}|{INDEKS}"}, {f"{YA}|{YA}", "Z|Z"}):
        with pytest.raises(BarisTertolak) as galat:
            terapkan(lke, berkas, operator, kunci=kunci)
        assert "Belum ada yang ditulis" in galat.value.message
    assert isi_lapis(lke, "unit") == {}
    assert terapkan(lke, berkas, operator, kunci=set()).sel == 0
    assert terapkan(lke, berkas, operator, kunci={f"{ABC}|{ABC}"}).kode == (ABC,)
    assert isi_lapis(lke, "unit") == {ABC: "B"}


# States and layers ----------------------------------------------------------------------------------------------------


def test_in_perbaikan_only_what_was_sent_back_can_be_taken(lke, operator):
    isi_lapis_penuh(lke)
    ketua = make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi)
    bawa_ke(lke, Status.PERBAIKAN, actor=ketua, tanda=ABC)
    berkas = unduh(lke).ketik({ABC: "B", YA: "Tidak"})

    hasil = rencana(lke, berkas)

    assert {b.kode: b.galat for b in hasil.baris} == {ABC: "", YA: PertanyaanTerkunci(YA).message}
    terapkan(lke, berkas, operator)
    assert (isi_lapis(lke, "unit")[ABC], isi_lapis(lke, "unit")[YA]) == ("B", "Ya")


def test_a_sheet_that_is_out_of_hand_or_out_of_time_takes_nothing(lke, operator):
    berkas = unduh(lke).ketik({YA: "Ya"})
    lke.musim.isi_selesai = lke.musim.isi_mulai + dt.timedelta(days=1)
    lke.musim.save(update_fields=["isi_selesai"])
    with pytest.raises(MasaTutup):
        terapkan(lke, berkas, operator)
    lke.musim.isi_selesai = lke.musim.tpi_selesai - dt.timedelta(days=1)
    lke.musim.save(update_fields=["isi_selesai"])
    bawa_ke(lke, Status.DIAJUKAN, actor=operator)
    with pytest.raises(LKEMoved):
        terapkan(lke, berkas, operator)
    assert isi_lapis(lke, "unit") == {}


@pytest.fixture
def dinilai(lke):
    isi_lapis_penuh(lke)
    tpi = make_anggota(Peran.TPI_ANGGOTA, instansi=lke.unit.instansi, nama="Anggota TPI")
    make_penugasan(tpi, lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=tpi)
    return lke, tpi


@pytest.mark.parametrize("bentuk", BENTUK)
def test_tpi_takes_its_own_column_and_touches_nothing_of_the_unit(dinilai, bentuk):
    lke, tpi = dinilai
    berkas = unduh(lke, bentuk, tpi).ketik({ABC: "C"}, "tpi").ketik({YA: "Tidak"}, "unit")

    hasil = terapkan(lke, berkas, tpi, lapis=Lapis.TPI)

    assert hasil.kode == (ABC,)
    assert isi_lapis(lke, "tpi")[ABC] == "C"
    assert isi_lapis(lke, "unit")[ABC] == "A"
    assert isi_lapis(lke, "unit")[YA] == "Ya"


def test_the_older_layout_has_one_column_which_is_tpis_when_tpi_hands_it_in(dinilai):
    lke, _tpi = dinilai
    hasil = rencana(lke, tulis(isi_luar({ABC: "B"}, cap=None)), lapis="tpi")
    assert [(b.kode, b.lama, b.baru) for b in hasil.baris] == [(ABC, "A", "B")]
    assert any("satu kolom jawaban" in p.pesan for p in hasil.peringatan)


def test_what_tpi_judged_in_an_earlier_round_is_not_taken_by_itself(dinilai):
    lke, tpi = dinilai
    berkas = unduh(lke, user=tpi).ketik({ABC: "C"}, "tpi")
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(putaran=2)
    hasil = rencana(lke, berkas, lapis="tpi")
    assert [(b.kode, b.bentrok) for b in hasil.baris] == [(ABC, True)]
    assert "putaran 1" in hasil.peringatan[0].pesan


def test_the_file_of_another_sheet_is_told_and_its_stamp_counts_for_nothing(lke, operator):
    lain = make_lke()
    simpan(lke, ABC, {ABC: "C"}, actor=operator)
    hasil = rencana(lke, unduh(lain).ketik({YA: "Ya"}))
    assert [b.kunci for b in hasil.baris] == [f"{YA}|{YA}"]
    assert "LKE lain" in hasil.peringatan[0].pesan


def test_a_forged_version_takes_nobodys_work(lke, operator, operator2):
    simpan(lke, ABC, {ABC: "C"}, actor=operator2)
    isi = isi_buku(segar(lke), None)
    palsu = dataclasses.replace(isi.cap, versi={"unit": {ABC: 99, "X": 1}, "zzz": {ABC: 1}})
    berkas = tulis(dataclasses.replace(isi, cap=palsu, lapis={"unit": {}}))
    hasil = rencana(lke, berkas)
    assert hasil.baris == ()
    assert hasil.ringkas["kosong_dibiarkan"] == 1


# Who reads what goes out ----------------------------------------------------------------------------------------------


def test_the_unit_gets_tpis_columns_only_once_they_are_released(dinilai):
    lke, tpi = dinilai
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    Jawaban.objects.filter(lke=lke, lapis="tpi", kode=YA).update(catatan="KENARI-TPI")

    def lihat(user):
        isi = isi_buku(segar(lke), user)
        return isi.terlihat_tpi, sorted(isi.lapis), isi.catatan.get("tpi", {}), sorted(isi.cap.versi)

    assert lihat(tpi) == (True, ["tpi", "unit"], {YA: "KENARI-TPI"}, ["tpi", "unit"])
    assert lihat(operator) == (False, ["unit"], {}, ["unit"])
    LembarKerjaEvaluasi.objects.filter(pk=lke.pk).update(status=Status.LAYAK)
    # Rights are remembered for a request: another one begins.
    assert lihat(type(operator).objects.get(pk=operator.pk))[:2] == (True, ["tpi", "unit"])


@pytest.mark.parametrize("banyak", [0, 1, 3])
def test_what_goes_out_is_read_in_two_queries_however_much_there_is(lke, operator, banyak, django_assert_num_queries):
    for n in range(banyak):
        bukti = BuktiDukung.objects.create(unit=lke.unit, judul=f"Bukti {n}", dibuat_oleh=operator)
        TautanBukti.objects.create(lke=lke, kode=YA, bukti=bukti, oleh=operator)
    satu = segar(lke)
    isi_buku(satu, None)  # the instrument is read once per process
    with django_assert_num_queries(2):
        isi = isi_buku(satu, None)
    assert len(isi.bukti.get(YA, [])) == banyak


@pytest.mark.parametrize(("berubah", "query"), [(0, 1), (1, 2), (3, 2)])
def test_a_plan_is_made_in_two_queries_however_much_moved(lke, operator, berubah, query, django_assert_num_queries):
    kode = [YA, ABC, INDEKS]
    for k, nilai in zip(kode, ("Ya", "A", "3"), strict=True):
        simpan(lke, k, {k: nilai}, actor=operator)
    dibaca = buku(unduh(lke))
    for k, nilai in list(zip(kode, ("Tidak", "B", "2"), strict=True))[:berubah]:
        simpan(lke, k, {k: nilai}, actor=operator)
    satu = segar(lke)
    with django_assert_num_queries(query):
        assert rencana_impor(lke=satu, buku=dibaca, lapis="unit").ringkas["basi"] == berubah


def test_a_file_name_is_safe_on_any_disk(lke):
    lke.unit.nama = 'RSUD "A/B": <x>\x00'
    assert nama_buku(lke, Bentuk.LKE_ZI) == "LKE 2026 RSUD _A-B__ _x_ (LKE ZI).xlsx"
