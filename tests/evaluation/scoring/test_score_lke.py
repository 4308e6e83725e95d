"""`score_lke` scores a file without a database, and says plainly what is wrong with a bad one."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from evaluation.scoring import harapan, hitung
from tests.evaluation.scoring.pembantu import BERSAMA, INSTRUMEN, terbaik


def _jalankan(berkas):
    keluar = StringIO()
    call_command("score_lke", str(berkas), stdout=keluar)
    return json.loads(keluar.getvalue())


@pytest.fixture
def berkas(tmp_path):
    def tulis(isi):
        path = tmp_path / "lke.json"
        path.write_text(isi if isinstance(isi, str) else json.dumps(isi), encoding="utf-8")
        return path

    return tulis


def test_one_case_gives_one_result(berkas):
    hasil = _jalankan(berkas({"telah_wbk": True, "jawaban": terbaik()}))
    assert hasil == harapan(hitung(INSTRUMEN, terbaik(), telah_wbk=True))
    assert (hasil["total"], hasil["predikat"]) == ("100.0000000000", "WBBM")


def test_a_list_gives_a_list(berkas):
    hasil = _jalankan(berkas([{"telah_wbk": False, "jawaban": {}}, {"jawaban": terbaik()}]))
    assert [h["total_tampil"] for h in hasil] == ["0.00", "100.00"]


def test_a_decimal_number_does_not_pass_through_a_float(berkas):
    hasil = _jalankan(berkas('{"jawaban": {"B.I.a": 3.6, "B.II.a": 3.2}}'))
    assert (hasil["indikator"]["B.I.a"], hasil["indikator"]["B.II.a"]) == ("15.7500000000", "14.0000000000")


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        ({"jawaban": {"A.I.1.i.a": "Mungkin"}}, "A.I.1.i.a: Pilih salah satu: Ya, atau Tidak."),
        ([{"jawaban": {}}, {"jawaban": {"X": 1}}], "kasus ke-2: X: Kode isian ini tidak ada pada instrumen 2026-1."),
        ({"jawaban": []}, 'harus berupa {"telah_wbk": true/false, "jawaban": {kode: nilai}}.'),
        ("3", 'harus berupa {"telah_wbk": true/false, "jawaban": {kode: nilai}}.'),
        ({"telah_wbk": "ya", "jawaban": {}}, "telah_wbk harus true atau false."),
    ],
)
def test_a_bad_case_is_refused(berkas, isi, pesan):
    with pytest.raises(CommandError) as salah:
        _jalankan(berkas(isi))
    assert str(salah.value) == pesan


@pytest.mark.parametrize(
    "isi", ["{", '{"jawaban": {"B.I.a": NaN}}', '{"jawaban": {"B.I.a": "1", "B.I.a": "2"}}', "[" * 10**5]
)
def test_what_is_not_json_is_refused(berkas, isi):
    with pytest.raises(CommandError, match=r"bukan JSON yang benar"):
        _jalankan(berkas(isi))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"tidak dapat dibaca"):
        _jalankan(tmp_path / "tidak-ada.json")


def test_from_the_shell_it_needs_no_database_and_fails_with_one(berkas, tmp_path):
    akar = Path(__file__).parents[3]
    tanpa_basis_data = {"DATABASE_URL": "postgres://nobody:x@127.0.0.1:1/none", "PATH": "/usr/bin:/bin", "DEBUG": "on"}

    def jalankan(path):
        perintah = [sys.executable, "manage.py", "score_lke", str(path)]
        return subprocess.run(perintah, cwd=akar, env=tanpa_basis_data, capture_output=True, text=True, check=False)

    baik, buruk = jalankan(berkas({"jawaban": terbaik()})), jalankan(tmp_path / "tidak-ada.json")
    assert (baik.returncode, json.loads(baik.stdout)["total"]) == (0, "100.0000000000")
    assert (buruk.returncode, buruk.stdout) == (1, "")
    assert "tidak dapat dibaca" in buruk.stderr


@pytest.mark.skipif(not BERSAMA.exists(), reason="the shared worked cases are not at hand")
def test_shared_worked_cases_through_the_command(berkas):
    kasus = json.loads((BERSAMA / "domain" / "lke_golden.json").read_text(encoding="utf-8"))["kasus"]
    assert _jalankan(berkas(kasus)) == [k["harapan"] for k in kasus]
