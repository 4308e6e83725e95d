"""With a real worker on Redis: a killed one leaves the whole workbook in the sheet, or nothing of it."""

from __future__ import annotations

import datetime as dt
import os
import signal

import pytest
from django.utils import timezone

from evaluation.enums.impor_lke import StatusImporLKE as S
from evaluation.models import ImporLKE, Jawaban, RiwayatEvaluasi, RiwayatJawaban
from evaluation.services.impor_lke import ANTREAN, kirim, sapu_impor_lke, terapkan_impor
from tests.evaluation.test_impor_lke import DUA, SATU, TIGA, buku, unggah
from tests.factories import make_anggota, make_lke
from tests.reports.test_worker import tunggu_mati
from tests.serentak import menahan, tunggu
from units.enums import Peran

pytestmark = pytest.mark.worker
UBAH = {SATU: "Ya", DUA: "A", TIGA: "Ya"}
# Written last of the three.
TERAKHIR = f"NEW.kode = '{TIGA}' AND NEW.lapis = 'unit' AND NEW.versi > 0"


def jawaban() -> dict[str, str]:
    return {
        kode: isi[kode] for kode, isi in Jawaban.objects.filter(kode__in=UBAH).values_list("kode", "isi") if kode in isi
    }


def sampai(impor: ImporLKE, status: str) -> None:
    def begitu() -> bool:
        impor.refresh_from_db()
        assert impor.status not in {S.GAGAL, S.DITOLAK}, impor.galat
        return impor.status == status

    tunggu(begitu, 120)


@pytest.fixture
def impor(worker_process) -> ImporLKE:
    """A workbook with three answers, compared by the worker."""
    lke = make_lke()
    operator = make_anggota(Peran.OPERATOR, unit=lke.unit)
    impor = unggah(lke, operator, buku(lke, operator, UBAH))
    sampai(impor, S.SIAP)
    return impor


def selesai(impor: ImporLKE, percobaan: int) -> None:
    sampai(impor, S.SELESAI)
    assert (jawaban(), impor.percobaan) == (UBAH, percobaan)
    assert RiwayatJawaban.objects.filter(jawaban__kode__in=UBAH).count() == 3
    assert RiwayatEvaluasi.objects.filter(benda="impor", aksi="selesai").count() == 1


def test_killed_in_the_middle_of_the_writing_nothing_is_there_until_all_is(worker_process, impor):
    with menahan("UPDATE", "evaluation_jawaban", TERAKHIR) as tunggu_tertahan:
        terapkan_impor(impor=impor, sidik=impor.sidik, actor=impor.diunggah_oleh)
        tunggu_tertahan()
        assert jawaban() == {}
        worker_process.kill_child()
        assert jawaban() == {}
    selesai(impor, percobaan=2)


def test_the_whole_worker_killed_the_sweep_hands_it_to_the_next(worker_process, impor):
    with menahan("UPDATE", "evaluation_jawaban", TERAKHIR) as tunggu_tertahan:
        terapkan_impor(impor=impor, sidik=impor.sidik, actor=impor.diunggah_oleh)
        tunggu_tertahan()
        anak = worker_process.children()
        worker_process.process.kill()
        worker_process.process.wait(10)
        for pid in anak:
            os.kill(pid, signal.SIGKILL)
        tunggu_mati(anak)
    impor.refresh_from_db()
    assert (impor.status, jawaban()) == (S.DITERAPKAN, {})
    assert sapu_impor_lke() == 0  # not dead for long enough to be sure
    worker_process.start()
    assert ANTREAN.sapu(kirim, kini=timezone.now() + dt.timedelta(minutes=3)) == 1
    selesai(impor, percobaan=2)
