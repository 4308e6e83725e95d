"""What an LHE says: the numbers are those of the scores, and only the layers it was asked for are in it."""

import datetime as dt
from fractions import Fraction

import pytest
from django.utils import timezone

from evaluation.enums import Lapis, Status
from evaluation.models import PredikatUnit
from evaluation.selectors.skor import instrumen_lke, skor_lapis
from reports.errors import BelumAdaLaporan
from reports.selectors import isi_lhe
from tests.factories import isi_lapis_penuh, make_lke, make_unit
from tests.reports.bantu import SEMUA_LAPIS, UNIT_TPI, maju, make_lke_dinilai, ubah_jawaban
from units.models import Instansi, Keanggotaan

pytestmark = pytest.mark.django_db

TURUN = {"A.I.1.i.b": "C", "A.I.5.i.a": "C", "B.I.a": "3.62", "B.I.b": "B", "B.II.a": "3.4"}


def test_every_number_is_that_of_the_score():
    lke, _orang = make_lke_dinilai(tpi=TURUN)
    lhe = isi_lhe(lke.pk, UNIT_TPI)
    unit, tpi = skor_lapis(lke, Lapis.UNIT), skor_lapis(lke, Lapis.TPI)
    total = lhe.nilai[-1]
    assert (total.nilai.unit, total.nilai.tpi, total.nilai.tpn) == (unit.total, tpi.total, None)
    assert {a.nomor: a.nilai.tpi for a in lhe.area} == {n: v.nilai for n, v in tpi.area_gabungan.items()}
    assert [(g.kode, g.nilai, g.terpenuhi) for g in lhe.gerbang] == [
        (g.kode, g.nilai, g.terpenuhi) for g in tpi.gerbang("WBK")
    ]
    assert {s.kode: s.nilai.tpi for b in lhe.soal for s in b.baris} == {
        kode: tpi.poin_pertanyaan(kode) for kode in tpi.pertanyaan
    }
    assert sum(s.nilai.tpi for b in lhe.soal for s in b.baris) == tpi.total


def test_questions_stand_in_the_order_of_the_lke():
    lke, _orang = make_lke_dinilai()
    lhe = isi_lhe(lke.pk, UNIT_TPI)
    assert [s.kode for b in lhe.soal for s in b.baris] == [p.kode for p in instrumen_lke(lke).semua_pertanyaan]
    assert lhe.jumlah_soal == 113


def test_hasil_lines_say_index_and_letter():
    lke, _orang = make_lke_dinilai(tpi=TURUN)
    hasil = [b for b in isi_lhe(lke.pk, UNIT_TPI).nilai if b.isian.tpi]
    assert [(b.isian.unit, b.isian.tpi, b.nilai.tpi) for b in hasil] == [
        ("4,00", "3,62", Fraction(362, 400) * Fraction(35, 2)),
        ("A", "B", Fraction(15, 4)),
        ("4,00", "3,40", Fraction(340, 400) * Fraction(35, 2)),
    ]


def test_findings_are_what_tpi_lowered_with_its_note():
    lke, _orang = make_lke_dinilai(tpi={"A.I.1.i.b": "C"}, catatan="Belum memuat tanda tangan")
    temuan = isi_lhe(lke.pk, UNIT_TPI).temuan
    assert [(t.kode, t.dari, t.ke, t.catatan) for t in temuan] == [("A.I.1.i.b", "A", "C", "Belum memuat tanda tangan")]


def test_what_was_sent_back_is_a_finding_until_it_is_put_right():
    lke, _orang = make_lke_dinilai(Status.PERBAIKAN)
    assert [(t.kode, t.catatan) for t in isi_lhe(lke.pk, UNIT_TPI).temuan] == [("A.I.1.i.b", "Lengkapi notula")]


def test_an_open_gate_comes_with_steps_that_close_it():
    lke, _orang = make_lke_dinilai(tpi={"B.I.a": "3.5"})
    lhe = isi_lhe(lke.pk, UNIT_TPI)
    assert [g.kode for g in lhe.gerbang if not g.terpenuhi] == ["survei_anti_korupsi"]
    assert [(s.kode, s.dari, s.ke) for s in lhe.langkah] == [("B.I.a", "3,5", "3,6")]
    assert lhe.langkah_cukup
    assert not lhe.memenuhi


@pytest.mark.parametrize(
    ("status", "lapis", "final", "dirilis"),
    [
        (Status.DINILAI_TPI, UNIT_TPI, False, False),
        (Status.PERBAIKAN, UNIT_TPI, False, True),
        (Status.LAYAK, UNIT_TPI, True, True),
        (Status.TIDAK_LAYAK, UNIT_TPI, True, True),
        (Status.DIUSULKAN, UNIT_TPI, True, True),
        (Status.DIUSULKAN, SEMUA_LAPIS, False, True),
        (Status.DITETAPKAN, SEMUA_LAPIS, True, True),
    ],
)
def test_draft_until_the_verdict_it_rests_on(status, lapis, final, dirilis):
    lke, _orang = make_lke_dinilai(status)
    lhe = isi_lhe(lke.pk, lapis)
    assert (lhe.lapis, lhe.final, lhe.dirilis) == (lapis, final, dirilis)


def test_tidak_layak_never_says_memenuhi():
    lke, _orang = make_lke_dinilai(Status.TIDAK_LAYAK)
    lhe = isi_lhe(lke.pk, UNIT_TPI)
    assert (lhe.memenuhi_ambang, lhe.memenuhi, lhe.alasan) == (True, False, "Alasan penilai")


def test_tpn_values_are_in_it_only_when_asked_for():
    lke, _orang = make_lke_dinilai(Status.DIUSULKAN)
    ubah_jawaban(lke, Lapis.TPN, {"A.I.1.i.b": "C"}, "Rahasia TPN")
    tanpa, dengan = isi_lhe(lke.pk, UNIT_TPI), isi_lhe(lke.pk, SEMUA_LAPIS)
    assert dengan.nilai[-1].nilai.tpn == skor_lapis(lke, Lapis.TPN).total
    assert "Rahasia TPN" in repr(dengan)
    assert tanpa.nilai[-1].nilai.tpn is None
    assert "Rahasia TPN" not in repr(tanpa)


def test_the_decision_is_told_with_its_sk():
    lke, orang = make_lke_dinilai(Status.DITETAPKAN)
    PredikatUnit.objects.create(
        unit=lke.unit, jenis="WBK", nomor_sk="SK/9", tanggal_sk=dt.date(2026, 11, 1), lke=lke, dicatat_oleh=orang["tpn"]
    )
    keputusan = isi_lhe(lke.pk, SEMUA_LAPIS).keputusan
    assert (keputusan.ditetapkan, keputusan.nomor_sk, keputusan.tanggal_sk) == (True, "SK/9", dt.date(2026, 11, 1))
    assert isi_lhe(lke.pk, UNIT_TPI).keputusan is None


def test_signatures_are_those_of_the_day_of_the_verdict():
    lke, orang = make_lke_dinilai(Status.LAYAK)
    Keanggotaan.objects.filter(user=orang["ketua"]).update(selesai=timezone.localdate() + dt.timedelta(days=1))
    assert [(p.peran, p.nama, p.nip) for p in isi_lhe(lke.pk, UNIT_TPI).tim] == [
        ("Pengendali Teknis", "Ahmad Fauzi", "196805121990031004"),
        ("Ketua Tim", "Rina Marlina", "197901152005012008"),
        ("Anggota", "Budi Santoso", "198803032012121002"),
    ]


def test_no_report_before_tpi_has_begun():
    unit = make_unit()
    lke = make_lke(unit=unit)
    isi_lapis_penuh(lke)
    with pytest.raises(BelumAdaLaporan):
        isi_lhe(lke.pk, UNIT_TPI)


def test_the_key_moves_with_the_content_and_only_with_it():
    lke, orang = make_lke_dinilai(Status.LAYAK)
    kunci = isi_lhe(lke.pk, UNIT_TPI).kunci()
    assert isi_lhe(lke.pk, UNIT_TPI).kunci() == kunci
    maju(lke, Status.DIUSULKAN, actor=orang["dalnis"])  # what TPI found is still the same
    assert isi_lhe(lke.pk, UNIT_TPI).kunci() == kunci
    assert isi_lhe(lke.pk, SEMUA_LAPIS).kunci() != kunci
    ubah_jawaban(lke, Lapis.TPI, {"A.I.1.i.b": "B"})
    assert isi_lhe(lke.pk, UNIT_TPI).kunci() != kunci


def test_a_very_long_note_is_cut_in_print():
    lke, _orang = make_lke_dinilai(tpi={"A.I.1.i.b": "C"}, catatan="x" * 50_000)
    [temuan] = isi_lhe(lke.pk, UNIT_TPI).temuan
    assert temuan.catatan == "x" * 2000 + " … (dipotong; selengkapnya di portal)"


@pytest.mark.parametrize("lembar", [1, 3])
def test_reading_costs_the_same_queries_however_many_sheets(lembar, django_assert_num_queries):
    lke = [make_lke_dinilai()[0] for _n in range(lembar)][-1]
    isi_lhe(lke.pk, UNIT_TPI)  # the instrument is parsed once per process
    with django_assert_num_queries(7):
        isi_lhe(lke.pk, UNIT_TPI)


def test_a_remark_on_an_answer_that_stood_is_told_but_asks_for_nothing():
    lke, _orang = make_lke_dinilai()
    ubah_jawaban(lke, Lapis.UNIT, {"A.I.1.i.b": "B", "A.I.2.i.b": "A"})
    ubah_jawaban(lke, Lapis.TPI, {"A.I.1.i.b": "B"}, "Bukti sesuai")
    ubah_jawaban(lke, Lapis.TPI, {"A.I.2.i.b": "B"}, "Belum lengkap")
    lhe = isi_lhe(lke.pk, UNIT_TPI)
    assert [(t.kode, t.tindak_lanjut) for t in lhe.temuan] == [("A.I.1.i.b", False), ("A.I.2.i.b", True)]
    assert lhe.rekomendasi == (
        "Penataan Tatalaksana: tindak lanjuti temuan pada A.I.2.i.b dan lengkapi bukti dukungnya.",
    )


@pytest.mark.parametrize(
    ("nama", "jenis", "kop"),
    [
        ("Kabupaten Langkat", "kabupaten", "PEMERINTAH KABUPATEN LANGKAT"),
        ("Pemerintah Kabupaten Langkat", "kabupaten", "PEMERINTAH KABUPATEN LANGKAT"),
        ("Langkat", "kabupaten", "PEMERINTAH KABUPATEN LANGKAT"),
        ("Kota Binjai", "kota", "PEMERINTAH KOTA BINJAI"),
        ("Kotabaru", "kabupaten", "PEMERINTAH KABUPATEN KOTABARU"),
        ("pemerintah  provinsi Riau", "provinsi", "PEMERINTAH PROVINSI RIAU"),
        ("Kementerian Agama", "kementerian", "KEMENTERIAN AGAMA"),
    ],
)
def test_the_letterhead_names_the_government_once(nama, jenis, kop):
    lke, _orang = make_lke_dinilai()
    Instansi.objects.filter(pk=lke.unit.instansi_id).update(nama=nama, jenis=jenis)
    assert isi_lhe(lke.pk, UNIT_TPI).identitas.kop[0] == kop
