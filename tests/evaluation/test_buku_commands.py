"""``export_lke`` and ``import_lke``: dry by default, honest exit codes, stable JSON, and the ordinary rights."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from evaluation.buku_kerja.bentuk import Bentuk
from evaluation.enums import Status
from evaluation.models import ImporLKE, RiwayatEvaluasi
from evaluation.selectors.skor import isi_lapis
from tests.evaluation.buku import baca, isi_buku, sel_masukan, tulis, ubah_sel
from tests.factories import bawa_ke, isi_lapis_penuh, make_anggota, make_lke
from units.enums import Peran

YA, INDEKS = "A.I.1.i.a", "B.I.a"


@pytest.fixture
def lke(db):
    return make_lke()


@pytest.fixture
def operator(lke):
    return make_anggota(Peran.OPERATOR, unit=lke.unit, username="operator1")


def jalankan(nama, *args, **pilihan):
    keluar = StringIO()
    call_command(nama, *map(str, args), stdout=keluar, **pilihan)
    return keluar.getvalue()


def impor(*args, **pilihan):
    """The JSON of the command, and its exit code."""
    keluar = StringIO()
    try:
        call_command("import_lke", *map(str, args), json=True, stdout=keluar, **pilihan)
    except SystemExit as akhir:
        return json.loads(keluar.getvalue()), akhir.code
    return json.loads(keluar.getvalue()), 0


@pytest.fixture
def berkas(tmp_path, lke, operator):
    path = tmp_path / "LKE.xlsx"
    path.write_bytes(tulis(isi_buku({YA: "Ya"}, catatan={"unit": {YA: "SK"}}, cap=None)))
    return path


def test_out_and_in_again_through_files(tmp_path, lke, operator):
    isi_lapis_penuh(lke)
    path = tmp_path / "keluar.xlsx"
    for bentuk in Bentuk:
        hasil = json.loads(jalankan("export_lke", path, lke=lke.pk, bentuk=bentuk.value, json=True))
        assert hasil == {
            "lke": lke.pk,
            "bentuk": bentuk.value,
            "berkas": str(path),
            "bita": path.stat().st_size,
            "lapis": ["unit"],
        }
        assert baca(path.read_bytes()).jawaban("unit") == isi_lapis(lke, "unit")
        assert impor(path, lke=lke.pk)[0]["baris"] == []
    assert f"ditulis ke {path}" in jalankan("export_lke", path, lke=lke.pk)


def test_without_apply_nothing_is_written(lke, operator, berkas):
    hasil, kode = impor(berkas, lke=lke.pk)
    assert kode == 0
    assert (hasil["diterapkan"], hasil["ditulis"], hasil["ringkas"]["berubah"]) == (False, 0, 2)
    assert hasil["baris"][0] == {
        "kunci": f"{YA}|{YA}",
        "kode": YA,
        "masukan": YA,
        "label": "Unit kerja sudah membentuk tim pembangunan Zona Integritas.",
        "lama": None,
        "baru": "Ya",
        "lembar": "LKE ZI",
        "alamat": "K8",
        "versi": 0,
        "diubah_oleh": "",
        "diubah_pada": None,
        "bentrok": False,
        "galat": "",
    }
    assert isi_lapis(lke, "unit") == {}
    teks = jalankan("import_lke", berkas, lke=lke.pk)
    assert f"LKE ZI!K8 {YA}: None → Ya" in teks
    assert "Belum ada yang ditulis" in teks
    assert not RiwayatEvaluasi.objects.exists()


def test_apply_writes_in_somebodys_name_and_tells_of_the_file(lke, operator, berkas):
    hasil, kode = impor(berkas, lke=lke.pk, oleh="operator1", apply=True)
    assert (kode, hasil["ditulis"]) == (0, 2)
    assert isi_lapis(lke, "unit") == {YA: "Ya"}
    riwayat = RiwayatEvaluasi.objects.get()
    assert (riwayat.lke, riwayat.pelaku, riwayat.rincian["berkas"]) == (lke, operator, "LKE.xlsx")
    assert riwayat.rincian["sha256"] == hasil["sha256"]
    # The file is kept as a record, with the rows that were written and those that were not.
    catatan = ImporLKE.objects.get()
    assert (riwayat.benda, riwayat.objek_id) == ("impor", catatan.pk)
    assert (catatan.status, catatan.diterapkan_oleh, catatan.isi.read()) == ("selesai", operator, berkas.read_bytes())
    assert catatan.hasil["tertulis"]["sel"] == 2
    assert list(catatan.baris.values_list("dipilih", flat=True)) == [True, True]

    ulang, kode = impor(berkas, lke=lke.pk, oleh="operator1", apply=True)
    assert (kode, ulang["ditulis"], ImporLKE.objects.count()) == (0, 0, 1)


def test_rows_with_errors_are_left_out_and_the_exit_code_says_so(lke, operator, berkas):
    berkas.write_bytes(ubah_sel(berkas.read_bytes(), {sel_masukan(Bentuk.LKE_ZI, INDEKS): 88.31}))
    hasil, kode = impor(berkas, lke=lke.pk, oleh="operator1", apply=True)
    assert (kode, hasil["ditulis"], hasil["ringkas"]["galat"]) == (3, 2, 1)
    assert isi_lapis(lke, "unit") == {YA: "Ya"}
    keluar = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_lke", str(berkas), lke=lke.pk, stdout=keluar)
    assert "GALAT LKE ZI!K202 B.I.a" in keluar.getvalue()


@pytest.mark.parametrize(
    ("pilihan", "kata"),
    [
        ({"apply": True}, "--oleh"),
        ({"apply": True, "oleh": "tiada"}, "Tidak ada pengguna aktif"),
        ({"apply": True, "oleh": "asing"}, "tidak boleh mengisi lapis unit"),
        ({"apply": True, "oleh": "ketua"}, "tidak boleh mengisi lapis unit"),
        ({"apply": True, "oleh": "operator1", "lapis": "tpi"}, "tidak boleh mengisi lapis tpi"),
        ({"lke": 10**9}, "Tidak ada LKE"),
        ({"lke": 2**70}, "Tidak ada LKE"),
    ],
)
def test_who_may_not_and_what_is_not_there_is_refused(lke, operator, berkas, pilihan, kata):
    make_anggota(Peran.OPERATOR, unit=make_lke().unit, username="asing")
    make_anggota(Peran.TPI_KETUA, instansi=lke.unit.instansi, username="ketua")
    with pytest.raises(CommandError, match=kata):
        jalankan("import_lke", berkas, **({"lke": lke.pk} | pilihan))
    assert isi_lapis(lke, "unit") == {}


def test_a_sheet_that_was_handed_in_is_closed_to_the_unit(lke, operator, berkas):
    bawa_ke(lke, Status.DIAJUKAN, actor=operator)
    with pytest.raises(CommandError, match="Diajukan ke TPI"):
        jalankan("import_lke", berkas, lke=lke.pk, oleh="operator1", apply=True)


def test_a_bad_file_or_place_is_told_in_a_sentence(tmp_path, lke, operator):
    buruk = tmp_path / "x.xlsx"
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        jalankan("import_lke", buruk, lke=lke.pk)
    buruk.write_bytes(b"bukan")
    with pytest.raises(CommandError, match=r"bukan \.xlsx"):
        jalankan("import_lke", buruk, lke=lke.pk)
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        jalankan("export_lke", tmp_path / "tiada" / "x.xlsx", lke=lke.pk)


def test_an_export_in_somebodys_name_holds_what_they_may_read(tmp_path, lke, operator):
    isi_lapis_penuh(lke)
    bawa_ke(lke, Status.DINILAI_TPI, actor=operator)
    path = tmp_path / "x.xlsx"
    lihat = {"semua": json.loads(jalankan("export_lke", path, lke=lke.pk, json=True))["lapis"]}
    lihat["unit"] = json.loads(jalankan("export_lke", path, lke=lke.pk, json=True, oleh="operator1"))["lapis"]
    assert lihat == {"semua": ["tpi", "unit"], "unit": ["unit"]}
    make_anggota(Peran.OPERATOR, unit=make_lke().unit, username="asing")
    with pytest.raises(CommandError, match="tidak terlihat"):
        jalankan("export_lke", path, lke=lke.pk, oleh="asing")
