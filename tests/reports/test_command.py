"""render_report: a report on the command line, without a queue and without a trace in the portal."""

import pytest
from django.core.management import CommandError, call_command

from evaluation.enums import Status
from reports.models import Dokumen, Pekerjaan
from tests.factories import make_lke
from tests.reports.bantu import make_lke_dinilai, teks_pdf

pytestmark = pytest.mark.django_db


def test_prints_to_a_file(tmp_path, capsys):
    lke, _orang = make_lke_dinilai(Status.TIDAK_LAYAK, tpi={"A.I.1.i.b": "C"})
    tujuan = tmp_path / "lhe.pdf"
    call_command("render_report", "--lke", str(lke.pk), "--kind", "lhe", "--out", str(tujuan))
    teks = teks_pdf(tujuan.read_bytes())
    assert "belum memenuhi kriteria sebagai unit kerja menuju WBK, sehingga perlu perbaikan" in teks
    assert "Pertimbangan TPI: Alasan penilai" in teks
    assert str(tujuan) in capsys.readouterr().out
    assert not Dokumen.objects.exists()
    assert not Pekerjaan.objects.exists()


def test_says_what_is_wrong(tmp_path):
    tujuan = str(tmp_path / "lhe.pdf")
    with pytest.raises(CommandError, match="LKE 4711 tidak ada"):
        call_command("render_report", "--lke", "4711", "--out", tujuan)
    with pytest.raises(CommandError, match="belum dinilai TPI"):
        call_command("render_report", "--lke", str(make_lke().pk), "--out", tujuan)
