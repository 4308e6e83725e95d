"""The first instansi of a new portal, from the command line."""

import pytest
from django.core.management import CommandError, call_command

from evaluation.models import Musim
from tests.factories import make_instrumen
from units.models import Instansi, UnitKerja

pytestmark = pytest.mark.django_db
LANGKAT = ("1205", "Pemerintah Kabupaten Langkat", "--jenis", "kabupaten")


def test_makes_the_instansi_its_units_and_the_year_once(capsys):
    make_instrumen()
    for _ in range(2):
        call_command(
            "buat_instansi", *LANGKAT, "--unit", "DUKCAPIL=Dinas Dukcapil", "--unit", "RSUD=RSUD", "--tahun", "2027"
        )
    assert Instansi.objects.get().nama == "Pemerintah Kabupaten Langkat"
    assert sorted(UnitKerja.objects.values_list("kode", flat=True)) == ["DUKCAPIL", "RSUD"]
    musim = Musim.objects.get()
    assert (musim.tahun, musim.tahun_bukti_awal, str(musim.isi_selesai)) == (
        2027,
        2025,
        "2027-03-31 16:59:59+00:00",
    )
    assert "sudah ada, 0 unit baru" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lagi", "pesan"),
    [
        (["--unit", "TANPA NAMA"], "KODE=NAMA"),
        (["--unit", "X="], "tidak boleh kosong"),
        (["--tahun", "2027"], "load_instrument"),
    ],
)
def test_what_cannot_be_made_is_named_and_nothing_stays(lagi, pesan):
    with pytest.raises(CommandError, match=pesan):
        call_command("buat_instansi", *LANGKAT, *lagi)
    assert not Instansi.objects.exists()
