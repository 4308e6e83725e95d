"""Instrument files are read, compared, stored as versions, and left alone once an LKE is bound to them."""

import json
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from evaluation import scoring
from evaluation.instrumen import UKURAN_TERBESAR, baca, bawaan, isi_bawaan
from evaluation.master_soal import dari_master
from evaluation.models import Instrumen
from evaluation.services.instrumen import InstrumenTerpakai, InstrumenTidakSah, instrumen_for, load_instrumen
from tests.evaluation.scoring.pembantu import BERSAMA, DATA, kecil
from tests.factories import make_lke

MASTER = BERSAMA / "data" / "master_soal_2026.json"
ACUAN = BERSAMA / "domain" / "lke.yaml"


# Reading files -------------------------------------------------------------------------------------------------------


def test_yaml_and_json_of_one_instrument_are_the_same(tmp_path):
    berkas = tmp_path / "instrumen.json"
    berkas.write_text(json.dumps(isi_bawaan()), encoding="utf-8")
    assert scoring.Instrumen.from_dict(baca(berkas).isi) == bawaan()


def test_decimals_in_json_are_kept_as_written(tmp_path):
    berkas = tmp_path / "instrumen.json"
    berkas.write_text(json.dumps(isi_bawaan()).replace('"0.67"', "0.67"), encoding="utf-8")
    assert scoring.Instrumen.from_dict(baca(berkas).isi) == bawaan()


@pytest.mark.parametrize(
    ("nama", "isi", "pesan"),
    [
        ("a.yaml", "- 1\n- 2\n", "berkas: bukan instrumen: isinya harus pasangan kunci dan isi"),
        ("a.json", "[]", "berkas: bukan instrumen: isinya harus pasangan kunci dan isi"),
        ("a.yaml", "versi: &a x\nnama: *a\n", "berkas: alias YAML (*nama) tidak dipakai pada instrumen"),
        ("a.yaml", "#" * (UKURAN_TERBESAR + 1), "berkas: lebih besar dari 5 MB; instrumen tidak sebesar itu"),
        ("a.json", '{"meta": {}}', "berkas: susunannya bukan lembar acuan yang dikenal ('ambang')"),
        ("a.json", '{"total_soal": 3}', "berkas: susunannya bukan master soal LKE ('data')"),
    ],
)
def test_a_file_that_is_no_instrument(tmp_path, nama, isi, pesan):
    (tmp_path / nama).write_text(isi, encoding="utf-8")
    with pytest.raises(scoring.InstrumenError) as salah:
        baca(tmp_path / nama)
    assert str(salah.value) == pesan


@pytest.mark.parametrize(
    ("nama", "isi"),
    [("a.yaml", b"a: [1"), ("a.json", b"{"), ("a.json", b"\xff\xfe"), ("a.yaml", b"!!python/object:os.system {}")],
)
def test_a_file_that_cannot_be_read(tmp_path, nama, isi):
    (tmp_path / nama).write_bytes(isi)
    with pytest.raises(scoring.InstrumenError, match=r"^berkas: (bukan YAML atau JSON yang benar|tidak dapat dibaca)"):
        baca(tmp_path / nama)


def test_a_missing_file(tmp_path):
    with pytest.raises(scoring.InstrumenError, match=r"^berkas: tidak dapat dibaca"):
        baca(tmp_path / "tidak-ada.yaml")


@pytest.mark.skipif(not ACUAN.exists(), reason="the reference sheet is not at hand")
def test_the_reference_sheet_is_the_shipped_instrument():
    assert scoring.Instrumen.from_dict(baca(ACUAN).isi) == bawaan()


# The national list ---------------------------------------------------------------------------------------------------


@pytest.fixture
def kutipan():
    return json.loads((DATA / "master_kutipan.json").read_text(encoding="utf-8"), parse_float=str)


def test_the_list_brings_official_wording(kutipan):
    isi, _ = dari_master(kutipan, kecil())
    instrumen = scoring.Instrumen.from_dict(isi)
    assert instrumen.versi == "2027-portalrb"
    tim, anggota = instrumen.pertanyaan("A.I.1.i.a"), instrumen.pertanyaan("A.I.1.i.b")
    assert (tim.teks, tim.penjelasan) == ("Unit kerja telah membentuk tim", "Ya, jika tim telah dibentuk.")
    assert [o.kriteria for o in tim.opsi] == ["Tim sudah dibentuk.", "Tim belum dibentuk."]
    assert anggota.opsi[0].kriteria == "Jika dengan prosedur"
    agen = instrumen.pertanyaan("A.II.1.i.a")
    assert agen.teks == "Agen perubahan telah membuat perubahan konkret"
    assert [m.nama for m in agen.masukan] == ["Jumlah Agen Perubahan", "Jumlah perubahan yang dibuat"]


def test_formulas_weights_and_thresholds_stay_ours(kutipan):
    instrumen = scoring.Instrumen.from_dict(dari_master(kutipan, kecil())[0])
    assert instrumen.ambang == kecil().ambang
    assert instrumen.bobot_simpul == kecil().bobot_simpul
    assert [p.rumus for p in instrumen.semua_pertanyaan] == [p.rumus for p in kecil().semua_pertanyaan]
    nilai = [[o.nilai for o in p.opsi] for p in instrumen.semua_pertanyaan]
    assert nilai == [[o.nilai for o in p.opsi] for p in kecil().semua_pertanyaan]


def test_every_difference_is_told(kutipan):
    _, perbedaan = dari_master(kutipan, kecil())
    beda = {(p.jenis, p.kode, p.soal_id, p.kami, p.berkas, p.dipakai) for p in perbedaan if p.jenis != "rumusan"}
    assert beda == {
        ("bobot", "A.I.1.i", None, "30", "29.5", "kami"),
        ("nama", "A.II.1.i", None, "Komitmen dalam perubahan", "Komitmen pada perubahan", "kami"),
        ("soal_id", "A.I.1.i.b", 22, "2", "22", "berkas"),
        ("baris_excel", "A.I.1.i.b", 22, "7", "8", "kami"),
        ("nilai_opsi", "A.I.1.i.b", 22, "B = 0.5", "B = 0.6", "kami"),
        ("label", "A.II.1.i.a.2", 4, "Jumlah perubahan yang dibuat", "Jumlah agen yang berubah", "kami"),
        ("baris_excel", "A.II.1.ii.a.1", 5, "", "152", "kami"),
        ("baris_excel", "B.I.a", 7, "", "199", "kami"),
        ("jenis", "B.I.b", 8, "abcde", "abcd", "kami"),
        ("baris_excel", "B.I.b", 8, "", "200", "kami"),
        ("tidak_dikenal", "", 99, "", "Xyz qwk 123", "kami"),
        ("tidak_ada", "A.II.1.ii.a.2", 6, "Jumlah pelanggaran tahun ini", "", "kami"),
    }
    assert {p.kode for p in perbedaan if p.jenis == "rumusan"} == {
        "A.I.1.i.a",
        "A.I.1.i.b",
        "A.II.1.i.a.1",
        "A.II.1.ii.a.1",
        "B.I.a",
    }


def test_an_input_the_list_no_longer_has_loses_its_id(kutipan):
    instrumen = scoring.Instrumen.from_dict(dari_master(kutipan, kecil())[0])
    soal_id = {m.kode: m.soal_id for m in instrumen.semua_masukan}
    assert (soal_id["A.II.1.ii.a.2"], soal_id["A.II.1.ii.a.1"], soal_id["A.I.1.i.b"]) == (None, 5, 22)


def test_ids_that_changed_places_are_found_by_place_and_words(kutipan):
    """Ids 3 and 4 swapped: the place fits both, and only the words tell which is which."""
    soal = kutipan["data"][0]["children"][1]["children"][0]["children"][0]["soals"]
    soal[0]["id"], soal[1]["id"], soal[1]["teks_pertanyaan"] = 103, 104, "Jumlah Perubahan yang dibuat"
    instrumen = scoring.Instrumen.from_dict(dari_master(kutipan, kecil())[0])
    assert [m.soal_id for m in instrumen.pertanyaan("A.II.1.i.a").masukan] == [103, 104]


def test_another_list_altogether_is_refused(kutipan):
    with pytest.raises(scoring.InstrumenError, match=r"^berkas: hanya \d+ dari 127 isian yang dikenali"):
        dari_master(kutipan, bawaan())


@pytest.mark.skipif(not MASTER.exists(), reason="the national list is not at hand")
def test_the_list_of_2026_differs_only_in_words():
    bacaan = baca(MASTER)
    instrumen = scoring.Instrumen.from_dict(bacaan.isi)
    assert instrumen.versi == "2026-1-portalrb"
    assert set(Counter(p.jenis for p in bacaan.perbedaan)) == {"rumusan", "label"}
    label = [(p.kode, p.soal_id, p.berkas) for p in bacaan.perbedaan if p.jenis == "label"]
    assert label == [("A.II.5.iii.a.4", 116, "Jumlah Lainnya yang sudah melaporkan")]
    assert instrumen.ambang == bawaan().ambang
    assert [m.soal_id for m in instrumen.semua_masukan] == [m.soal_id for m in bawaan().semua_masukan]


# Versions in the database --------------------------------------------------------------------------------------------


@pytest.fixture
def isi_kecil():
    return kecil().to_dict()


@pytest.mark.django_db
def test_the_same_content_again_changes_nothing(isi_kecil):
    pertama = load_instrumen(isi=isi_kecil)
    kedua = load_instrumen(isi=dict(reversed(isi_kecil.items())))
    assert (kedua.pk, kedua.sha256, kedua.dimuat_pada) == (pertama.pk, pertama.sha256, pertama.dimuat_pada)
    assert Instrumen.objects.filter(versi="kecil-1").count() == 1


@pytest.mark.django_db
def test_a_version_not_in_use_can_be_replaced(isi_kecil):
    lama = load_instrumen(isi=isi_kecil)
    assert instrumen_for(lama.pk).nama == "Instrumen kecil"
    baru = load_instrumen(isi=isi_kecil | {"nama": "Instrumen yang diperbaiki"})
    assert (baru.pk, baru.sha256 == lama.sha256) == (lama.pk, False)
    assert instrumen_for(lama.pk).nama == "Instrumen yang diperbaiki"


@pytest.mark.django_db
def test_a_version_in_use_is_read_only():
    lke = make_lke()
    isi = lke.instrumen.isi
    assert load_instrumen(isi=isi).pk == lke.instrumen_id
    with pytest.raises(InstrumenTerpakai) as salah:
        load_instrumen(isi=isi | {"nama": "Nama lain"})
    assert salah.value.message == (
        "Instrumen versi 2026-1 sudah dipakai LKE sehingga tidak dapat diubah. Beri nama versi yang baru."
    )
    lke.instrumen.refresh_from_db()
    assert lke.instrumen.isi == isi
    penerus = load_instrumen(isi=isi | {"versi": "berikutnya", "nama": "Nama lain"})
    assert penerus.pk != lke.instrumen_id


@pytest.mark.django_db
def test_what_is_not_whole_is_not_stored(isi_kecil):
    isi_kecil["komponen"][0]["bobot"] = "61"
    with pytest.raises(InstrumenTidakSah) as salah:
        load_instrumen(isi=isi_kecil)
    assert salah.value.message == "total: bobot 100 tidak sama dengan jumlah anaknya 101"
    assert not Instrumen.objects.filter(versi="kecil-1").exists()


@pytest.mark.django_db
def test_an_instrument_is_parsed_once(isi_kecil, django_assert_num_queries):
    pk = load_instrumen(isi=isi_kecil).pk
    pertama = instrumen_for(pk)
    assert pertama == kecil()
    with django_assert_num_queries(1):
        assert instrumen_for(pk) is pertama


# load_instrument -----------------------------------------------------------------------------------------------------


def _muat(*berkas):
    keluar = StringIO()
    call_command("load_instrument", *map(str, berkas), "--json", stdout=keluar)
    return json.loads(keluar.getvalue())


@pytest.mark.django_db
def test_the_command_loads_the_shipped_instrument():
    laporan = _muat()
    assert (laporan["versi"], laporan["indikator"], laporan["pertanyaan"], laporan["masukan"]) == (
        "2026-1",
        45,
        113,
        127,
    )
    assert laporan["perbedaan"] == []
    assert instrumen_for(Instrumen.objects.get(versi="2026-1").pk) == bawaan()


@pytest.mark.django_db
def test_the_command_loads_a_file():
    assert _muat(DATA / "instrumen_kecil.yaml")["masukan"] == 8
    assert Instrumen.objects.filter(versi="kecil-1").count() == 1


@pytest.mark.django_db
@pytest.mark.skipif(not MASTER.exists(), reason="the national list is not at hand")
def test_the_command_loads_the_national_list_and_tells_the_differences():
    keluar = StringIO()
    call_command("load_instrument", str(MASTER), stdout=keluar)
    baris = keluar.getvalue().splitlines()
    assert baris[0] == "Instrumen 2026-1-portalrb siap: 45 indikator, 113 pertanyaan, 127 isian."
    assert baris[1] == "Perbedaan dengan instrumen bawaan:"
    assert baris[-1].startswith(
        "  - label A.II.5.iii.a.4 (soal 116): “Jumlah yang sudah melaporkan LHKPN” ↔ “Jumlah Lainnya"
    )


@pytest.mark.django_db
def test_the_command_refuses_a_bad_file(tmp_path):
    (tmp_path / "x.yaml").write_text("versi: 1\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"versi: harus berupa teks yang tidak kosong"):
        _muat(tmp_path / "x.yaml")
